// What stands above a table and in its notes for the unit of its amounts, as people write it.
#include "spreadsheet/table_fixture.h"

#define BODY "\n项目,合计,备注\n甲,10000,\n"

static Table *read_under(Fixture *f, const char *line)
{
    return read_csv(f, NULL, str_c(f->arena, str_print(f->arena, "\"%s\",," BODY, line)));
}

static void amounts_are_in_the_unit_that_is_said(void **state)
{
    Fixture *f = *state;
    static const char *const yuan[] = {
        "单位：元",
        "单位:元",
        "单位： 元",
        "单 位：元",
        "金额单位：元",
        "计量单位：元",
        "货币单位：元",
        "人民币单位：元",
        "单位：人民币元",
        "单位：人民币 元",
        "部门收支总表（单位：元）",
        "部门收支总表(单位:元)",
        "（单位：元）",
        "金额单位：元(列至角分)",
        "金额单位：元（列至角分）",
        "单位：元、角、分",
        "单位：元角分",
        "单位 元",
        "单位　元",
        "单位（元）",
        "金额单位为元",
        "元",
        "（元）",
        "[元]",
        "部门收支总表（元）",
        "编制单位：清河县档案馆　　　　单位：元",
        "编制单位：清河县档案馆 金额单位：元",
        "单位：清河县档案馆 单位：元",
        "注：本表金额单位为元",
        "注：本表以元为单位。",
    };

    for (size_t i = 0; i < sizeof yuan / sizeof yuan[0]; i++) {
        Table *table = read_under(f, yuan[i]);

        if (diag_total(f->diag) || table->file_unit.power != 0)
            fail_msg("%s: %s", yuan[i],
                     diag_total(f->diag) ? str_c(f->arena, diag_at(f->diag, 0)->message) : "not read");
        assert_amount(f, &table->lists[0].rows[0].cells[1], "1");
    }
}

static void owners_are_no_units(void **state)
{
    Fixture *f = *state;
    static const char *const others[] = {
        "单位：清河县档案馆",
        "编制单位：元氏县档案馆",
        "预算单位：101001-元氏县档案馆",
        "单位：元氏县档案馆",
        "部门：万元镇政府",
        "单位：县委办",
        "单位：万年县县委",
        "单位名称：清河县档案馆",
        "公元2025年度",
        "2025年收入3万元以上的单位",
        "注：比上年增加3万元",
        "注：不足百万元的不列",
        "2025年1月1日",
    };

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        Table *table = read_under(f, others[i]);

        if (diag_total(f->diag))
            fail_msg("%s: %s", others[i], str_c(f->arena, diag_at(f->diag, 0)->message));
        assert_int_equal(table->file_unit.power, 4); // the table's own
    }
}

static void what_is_not_understood_is_told(void **state)
{
    static const struct {
        const char *line, *rule;
    } lines[] = {
        {"单位：万园", "unit-unknown"},    {"单位：万元整元", "unit-unknown"},
        {"金额单位：辆", "unit-unknown"},  {"单位：元/人", "unit-unknown"},
        {"本表按万元填列", "unit-unread"}, {"金额 元", "unit-unread"},
        {"填报单位：元", "unit-unread"},   {"部门收支总表万元表", "unit-unread"},
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Fixture *f;

        setup((void **)&f);
        read_under(f, lines[i].line);
        if (diag_total(f->diag) != 1 || strcmp(diag_at(f->diag, 0)->rule, lines[i].rule) != 0)
            fail_msg("%s: %zu, %s", lines[i].line, diag_total(f->diag),
                     diag_total(f->diag) ? diag_at(f->diag, 0)->rule : "");
        teardown((void **)&f);
    }
    (void)state;
}

static void notes_below_say_it_too(void **state)
{
    Fixture *f = *state;
    Table *table = read_csv(f, NULL, "项目,合计,备注\n甲,10000,\n注：本表金额单位为元,,\n");

    assert_int_equal(diag_total(f->diag), 0);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "1");
    read_csv(f, NULL, "单位：万元,,\n项目,合计,备注\n甲,1,\n注：金额单位：元,,\n");
    assert_int_equal(only_finding(f, "unit-conflict")->place.line, 4);
}

static void heads_say_the_unit_of_their_columns(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = expenditure_spec(f->arena);
    Table *table = read_clean(
        f, spec,
        "类,款,项,科目名称,合计（元）,基本支出/小计(元),基本支出（单位：万元）/公用经费,项目支出/万元\n"
        "201,,,一般公共服务支出,10000,20000,3,4\n");
    const Cell *cells = table->lists[0].rows[0].cells;

    assert_amount(f, &cells[4], "1");
    assert_amount(f, &cells[5], "2");
    assert_amount(f, &cells[6], "3");
    assert_amount(f, &cells[7], "4");
    table = read_clean(f, NULL, "单位：元,,,\n项目,金额,人数（人）,增长率\n甲,10000,3,12.5\n");
    cells = table->lists[0].rows[0].cells;
    assert_amount(f, &cells[1], "1");
    assert_amount(f, &cells[2], "3");
    assert_amount(f, &cells[3], "12.5");
    assert_true(table->spec->columns[2].unit.kind == UNIT_COUNTER);
    table = read_clean(f, NULL, "项目,金额（元）\n甲,10000\n");
    assert_amount(f, &table->lists[0].rows[0].cells[1], "10000");
    assert_int_equal(table->spec->columns[1].unit.power, 0);
}

static void two_units_for_one_column_are_told_with_both_places(void **state)
{
    Fixture *f = *state;

    read_csv(f, NULL, "单位：万元,\n项目,金额（元）\n甲,10000\n");
    assert_true(str_find(only_finding(f, "unit-conflict")->message, STR("t.csv:1:1"), 0) >= 0);
    assert_int_equal(only_finding(f, "unit-conflict")->place.line, 2);
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "项目,支出（万元）/金额（元）\n甲,10000\n");
    only_finding(f, "unit-conflict");
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "项目,按万元填列\n甲,10000\n");
    only_finding(f, "unit-unread");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(amounts_are_in_the_unit_that_is_said), TEST(owners_are_no_units),
        TEST(what_is_not_understood_is_told),       TEST(notes_below_say_it_too),
        TEST(heads_say_the_unit_of_their_columns),  TEST(two_units_for_one_column_are_told_with_both_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

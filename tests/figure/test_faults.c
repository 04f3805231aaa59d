// Each rule that the language reports: at its character, with the nearest names or the candidates.
#include "figure_fixture.h"

typedef struct Case {
    const char *expression, *rule;
    uint32_t column;  // in characters, from 1
    const char *hint; // a part of it; NULL: any
} Case;

static const Case cases[] = {
    {"", "figure-syntax", 1, "表[行, 列]"},
    {"收入合计 +", "figure-syntax", 7, NULL},
    {"* 2", "figure-syntax", 1, NULL},
    {"(1 + 2", "figure-syntax", 1, "add )"},
    {"合计(1, 2", "figure-syntax", 1, "add )"},
    {"1 + 2)", "figure-syntax", 6, NULL},
    {"1 2", "figure-syntax", 1, NULL},
    {"1 = 1 = 1", "figure-syntax", 1, "且"},
    {"部门收支总表", "figure-syntax", 1, "表[行, 列]"},
    {"部门收支总表[", "figure-syntax", 7, "]"},
    {"部门收支总表格[合计]", "figure-unknown-table", 1, "部门收支总表"},
    {"收入合计表[合计]", "figure-unknown-table", 1, NULL},
    {"表99[合计]", "figure-unknown-table", 1, NULL},
    {"表014[合计]", "figure-unknown-table", 1, NULL},
    {"上年.部门收支总表格[合计]", "figure-unknown-table", 4, "部门收支总表"},
    {"部门收支总表[]", "figure-syntax", 8, NULL},
    {"部门收支总表[a, b, c]", "figure-syntax", 12, "「…」"},
    {"部门收支总表.[a]", "figure-syntax", 8, NULL},
    {"「部门收支总表」", "figure-unknown-name", 1, NULL}, // a name, where neither row nor list follows
    {"「收入合计」.甲", "figure-syntax", 7, NULL},
    {"“没有结束", "figure-syntax", 1, NULL},
    {"上年", "figure-syntax", 1, "上年.名"},
    {"收入合计``= 非税收入", "figure-unknown-name", 1, "side by side"},
    {"``= 非税收入", "figure-unknown-name", 1, "side by side"},
    {"上年收入合计", "figure-syntax", 1, "上年.名"},
    {"上年.年度", "figure-syntax", 1, NULL},
    {"其他数据", "figure-syntax", 1, "其他数据[名]"},
    {"其他数据[*]", "figure-syntax", 1, NULL},
    {"绝对值(1, 2)", "figure-syntax", 1, "绝对值(x)"},
    {"变动(1)", "figure-syntax", 1, "比较对象"},
    {"若(1 = 1, 2)", "figure-syntax", 1, "条件"},
    {"一般公共预算支出表[合计, 基本支出/*]", "figure-syntax", 15, NULL},
    {"收入合讣", "figure-unknown-name", 1, "收入合计"},
    {"1 + 收入总合计", "figure-unknown-name", 5, "收入合计"},
    {"收入合计额", "figure-unknown-name", 1, "收入合计"},
    {"年度数", "figure-unknown-name", 1, NULL},
    {"上年.人员经费", "figure-unknown-name", 4, NULL}, // facts in place are all there is of last year
    {"上年.没有这个", "figure-unknown-name", 4, NULL},
    {"预算.收入合计", "figure-unknown-name", 4, "budget"},
    {"收入变动了", "figure-unknown-name", 1, "收入变动"},
    {"因公出国（境）费用", "figure-unknown-name", 1, "因公出国（境）费"},
    {"“三公”经废", "figure-unknown-name", 1, "“三公”经费"},
    {"1 + 上年.收入合计数", "figure-unknown-name", 8, NULL},
    {"12个", "figure-unknown-name", 1, NULL},
    {"《部门收支总汇》[合计]", "figure-unknown-table", 1, "部门收支总表"},
    {"上年.部门收支总表[本年收入合计]", "figure-unknown-table", 4, "last-year"},
    {"预算.表1[本年收入合计]", "figure-unknown-table", 4, "budget"},
    {"部门收支总表.收入类[本年收入合计]", "figure-unknown-list", 8, "支出功能"},
    {"表7.收入[合计, 合计]", "figure-unknown-list", 4, "one list"},
    {"部门收支总表[其它收入]", "figure-unknown-row", 8, "其他收入"},
    {"一般公共预算支出表[2013703, 合计]", "figure-unknown-row", 11, "2013701"},
    {"一般公共预算支出表[204/一般行政管理事务, 合计]", "figure-unknown-row", 11, NULL},
    {"其他数据[办公用户]", "figure-unknown-row", 6, "办公用房"},
    {"上年.其他数据[办公用户]", "figure-unknown-row", 9, "办公用房"},
    {"一般公共预算支出表[合计, 项目支]", "figure-unknown-column", 15, "项目支出"},
    {"一般公共预算支出表[合计, 甲乙丙丁]", "figure-unknown-column", 15, "公用经费"},
    {"政府性基金预算支出表[合计, 甲乙丙丁]", "figure-unknown-column", 16, "基本支出"},
    {"部门收支总表[本年收入合计, 决算数]", "figure-unknown-column", 16, NULL},
    {"一般公共预算支出表[行政运行, 合计]", "figure-ambiguous", 11, "一般公共预算支出表[2040201]"},
    {"一般公共预算支出表[合计]", "figure-ambiguous", 1, "项目支出"},
    {"合计(部门收支总表[*])", "figure-ambiguous", 4, "部门收支总表.支出功能"},
    {"合计(一般公共预算支出表[*])", "figure-ambiguous", 4, "项目支出"},
    {"“文字” + 1", "figure-type", 1, NULL},
    {"1 + (1 = 1)", "figure-type", 6, NULL},
    {"1 = 1", "figure-type", 1, "若"},
    {"一般公共预算支出表[201/*, 合计]", "figure-type", 1, "合计"},
    {"一般公共预算支出表[201/*, 合计] * 2", "figure-type", 1, "合计"},
    {"变动(收入合计, 收入) + 1万元", "figure-type", 1, "增减"},
    {"变动(收入合计, 收入, 1)", "figure-type", 14, "比较对象"},
    {"列举(收入合计)", "figure-type", 4, "行集"},
    {"列举(一般公共预算支出表[201/*, 合计], 1)", "figure-type", 26, NULL},
    {"若(1, 2, 3)", "figure-type", 3, "条件"},
    {"非 1", "figure-type", 3, NULL},
    {"1 且 2", "figure-type", 1, NULL},
    {"四舍五入(1, 0.5)", "figure-type", 9, NULL},
    {"四舍五入(1, 99)", "figure-type", 9, NULL},
    {"“甲” < “乙”", "figure-type", 7, NULL},
    {"一般公共预算支出表[201, 科目名称] + 1", "figure-type", 1, NULL},
    {"收入合计 + 5", "figure-unit", 8, "5万元"},
    {"收入合计 > 5", "figure-unit", 8, "5万元"},
    {"收入合计 + 其他数据[办公用房]", "figure-unit", 8, NULL},
    {"其他数据[办公用房] + 其他数据[车辆]", "figure-unit", 14, NULL},
    {"收入合计 * 收入合计", "figure-unit", 8, NULL},
    {"收入合计 / 其他数据[在职人数]", "figure-unit", 8, NULL},
    {"其他数据[办公用房] | 万元 0.0", "figure-unit", 1, NULL},
    {"占比(收入合计, 其他数据[办公用房])", "figure-unit", 1, NULL},
    {"1 / 0", "figure-division", 5, "若"},
    {"收入合计 / 政府性基金", "figure-division", 8, "若"},
    {"增幅(收入合计, 政府性基金)", "figure-zero-base", 10, "无可比时"},
    {"占比(收入合计, 政府性基金)", "figure-zero-base", 10, NULL},
    {"变动说明(收入合计, 政府性基金)", "figure-zero-base", 1, "变动"},
    {"变动说明(收入合计, 0 - 收入合计)", "figure-negative-base", 1, "变动"},
    {"变动说明(0 - 人员经费, 0 - 收入合计) | 元", "figure-negative-base", 1, "变动"},
    {"增幅(收入合计, 0 - 收入合计)", "figure-negative-base", 10, "无可比时"},
    {"完成率(收入合计, 0 - 收入合计)", "figure-negative-base", 11, "无预算时"},
    {"收入合计 | 两位小数", "figure-format", 7, "0.00"},
    {"收入合计 |", "figure-format", 7, "0.00"},
    {"收入合计 | 0.", "figure-format", 7, NULL},
    {"收入合计 | 0.0%", "figure-format", 1, "占比"},
    {"“文字” | 0.0", "figure-format", 1, NULL},
    {"行[合计]", "figure-row", 1, "each"},
    {"行.名称", "figure-row", 1, "each"},
    {"行.没有", "figure-unknown-name", 3, NULL},
};

static const Finding *find_rule(const Diag *diag, const char *rule)
{
    for (size_t i = 0; i < diag_total(diag); i++)
        if (strcmp(diag_at(diag, i)->rule, rule) == 0)
            return diag_at(diag, i);
    return NULL;
}

static void check_case(Fixture *f, const Case *one)
{
    const Figure *figure;
    const Finding *found;

    diag_truncate(f->diag, 0);
    figure = fixture_figure(f, one->expression, "", "", NULL);
    found = find_rule(f->diag, one->rule);
    if (figure->value.kind != VALUE_NONE || !found || diag_count(f->diag, SEVERITY_ERROR) != 1) {
        fixture_show(f);
        fail_msg("%s: wanted %s alone", one->expression, one->rule);
    }
    assert_str(figure->text, "【？】");
    if (found->place.column != one->column || (one->hint && !text_has(found->hint, one->hint))) {
        fixture_show(f);
        fail_msg("%s: wanted column %u and a hint with %s", one->expression, one->column,
                 one->hint ? one->hint : "nothing");
    }
}

static void test_faults(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(f, &cases[i]);
    fixture_free(f);
}

// Named figures that refer to each other: reported once, in the manifest, with the way round.
static void test_circle(void **state)
{
    Fixture *f = fixture_new();
    const Finding *found;

    (void)state;
    fixture_named(f, "甲数", "乙数 + 1");
    fixture_named(f, "乙数", "丙数 * 2");
    fixture_named(f, "丙数", "甲数");
    assert_string_equal(fixture_print(f, "甲数"), "【？】");
    assert_string_equal(fixture_print(f, "乙数 + 1"), "【？】");
    assert_int_equal(diag_count(f->diag, SEVERITY_ERROR), 1);
    found = find_rule(f->diag, "figure-circle");
    assert_non_null(found);
    assert_true(text_has(found->message, "甲数 → 乙数 → 丙数 → 甲数"));
    assert_str(found->place.file, "gongkai.yaml");
    assert_int_equal(found->place.line, 13);
    assert_int_equal(found->place.column, 7);
    fixture_free(f);
}

static void test_self(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_named(f, "甲数", "甲数");
    assert_string_equal(fixture_print(f, "甲数"), "【？】");
    assert_true(text_has(find_rule(f->diag, "figure-circle")->message, "甲数 → 甲数"));
    fixture_free(f);
}

static Str repeated(Arena *arena, const char *before, const char *middle, const char *after, int n)
{
    StrBuf text = {.arena = arena};

    for (int i = 0; i < n; i++)
        buf_add_c(&text, before);
    buf_add_c(&text, middle);
    for (int i = 0; i < n; i++)
        buf_add_c(&text, after);
    return buf_str(&text);
}

static void test_depth(void **state)
{
    static const char *const nests[][2] = {
        {"(", ")"}, {"合计(", ")"}, {"-", ""}, {"若(1=1,", ",2)"}, {"非(", ")"}};
    Fixture *f = fixture_new();

    (void)state;
    assert_string_equal(fixture_print(f, repeated(f->arena, "(", "1", ")", 190).at), "1");
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        diag_truncate(f->diag, 0);
        assert_string_equal(fixture_print(f, repeated(f->arena, nests[i][0], "1", nests[i][1], 100000).at),
                            "【？】");
        assert_true(diag_has(f->diag, "figure-depth"));
        assert_int_equal(diag_total(f->diag), 1);
    }
    diag_truncate(f->diag, 0);
    // A long sum is not deep.
    assert_string_equal(fixture_print(f, repeated(f->arena, "1+", "1", "", 5000).at), "5001");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

// A long chain of named figures.
static void test_named_depth(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_named(f, "链0", "1");
    for (int i = 1; i < 2000; i++)
        fixture_named(f, str_print(f->arena, "链%d", i).at, str_print(f->arena, "链%d", i - 1).at);
    assert_string_equal(fixture_print(f, "链1999"), "【？】");
    assert_true(diag_has(f->diag, "figure-depth"));
    assert_string_equal(fixture_print(f, "链300"), "1");
    fixture_free(f);
}

static void test_names(void **state)
{
    static const char *const bad[] = {"收入-支出", "收入/支出", "收入＋支出", "年度", "合计",
                                      "且",        "2023",      "5万元",      "a[b]"};
    Fixture *f = fixture_new();

    (void)state;
    figure_check_names(fixture_env(f));
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
    f = fixture_new();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        fixture_named(f, bad[i], "1");
    fixture_named(f, "2022年收入", "1");
    fixture_named(f, "坏的", "没有的名字");
    figure_check_names(fixture_env(f));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(diag_at(f->diag, i)->rule, "figure-name");
    assert_int_equal(diag_at(f->diag, 0)->place.line, 11);
    assert_int_equal(diag_at(f->diag, 0)->place.column, 3);
    assert_int_equal(diag_at(f->diag, 0)->place.width, 5);
    assert_int_equal(diag_total(f->diag), sizeof bad / sizeof *bad + 1);
    assert_true(diag_has(f->diag, "figure-unknown-name"));
    assert_string_equal(fixture_print(f, "2022年收入 + 1"), "2");
    fixture_free(f);
}

// A fault of a named figure is told once, where it is written.
static void test_told_once(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_named(f, "坏的", "部门收支总表[其它收入]");
    assert_string_equal(fixture_print(f, "坏的"), "【？】");
    assert_string_equal(fixture_print(f, "坏的 + 1"), "【？】");
    assert_string_equal(fixture_print(f, "变动(坏的, 上年.收入合计)"), "【？】");
    assert_int_equal(diag_total(f->diag), 1);
    assert_str(diag_at(f->diag, 0)->place.file, "gongkai.yaml");
    fixture_free(f);
}

// Both sides of a sum are looked at, so that one run tells all.
static void test_all_told(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_print(f, "部门收支总表[其它收入] + 部门收支总表[其它支出]");
    assert_int_equal(diag_total(f->diag), 2);
    assert_int_equal(diag_at(f->diag, 0)->place.column, 8);
    assert_int_equal(diag_at(f->diag, 1)->place.column, 23);
    assert_int_equal(diag_at(f->diag, 1)->place.width, 4);
    fixture_free(f);
}

static void test_digits(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_named(f, "幂0", "9999999999");
    for (int i = 1; i < 60; i++)
        fixture_named(f, str_print(f->arena, "幂%d", i).at,
                      str_print(f->arena, "幂%d * 幂%d", i - 1, i - 1).at);
    assert_string_equal(fixture_print(f, "幂59"), "【？】");
    assert_int_equal(diag_total(f->diag), 1);
    assert_true(text_has(diag_at(f->diag, 0)->message, "digits"));
    fixture_free(f);
}

// A column name that several columns answer to.
static void test_ambiguous_column(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_table(f, &f->tables, "两组表", 0, "项目,甲/小计,甲/数,乙/小计,乙/数\n一,1,1,2,2\n");
    assert_string_equal(fixture_print(f, "两组表[一, 乙/小计]"), "2");
    assert_string_equal(fixture_print(f, "两组表[一, 小计]"), "【？】");
    assert_string_equal(diag_at(f->diag, 0)->rule, "figure-ambiguous");
    assert_true(text_has(diag_at(f->diag, 0)->hint, "甲/小计、乙/小计"));
    assert_int_equal(diag_at(f->diag, 0)->place.column, 8);
    fixture_free(f);
}

// A table that the template has and the project has not.
static void test_no_file(void **state)
{
    Fixture *f = fixture_new();
    TableSpec spec = {.name = STR("国有资本经营预算支出表"), .number = 18};

    (void)state;
    f->template.tables = &spec;
    f->template.table_count = 1;
    assert_string_equal(fixture_print(f, "国有资本经营预算支出表[合计, 合计]"), "【？】");
    assert_string_equal(diag_at(f->diag, 0)->rule, "figure-unknown-table");
    assert_true(text_has(diag_at(f->diag, 0)->hint, "国有资本经营预算支出表.csv"));
    fixture_free(f);
}

static void test_zero_base_cells(void **state)
{
    Fixture *f = fixture_new();
    const Finding *note;

    (void)state;
    fixture_print(f, "占比(收入合计, 其他数据[车辆] * 1)");
    diag_truncate(f->diag, 0);
    fixture_print(f, "占比(收入合计, 部门收支总表[其他收入])");
    assert_int_equal(diag_total(f->diag), 2);
    note = diag_at(f->diag, 1);
    assert_int_equal(note->severity, SEVERITY_NOTE);
    assert_str(note->place.file, "tables/部门收支总表.csv");
    assert_int_equal(note->place.line, 3);
    assert_true(text_has(note->message, "部门收支总表.收入[其他收入, 本年预算]"));
    diag_truncate(f->diag, 0);
    fixture_print(f, "变动说明(收入合计, 0 - 一般公共预算支出表[合计, 人员经费])");
    assert_int_equal(diag_total(f->diag), 2);
    note = diag_at(f->diag, 1);
    assert_string_equal(note->rule, "figure-negative-base");
    assert_true(text_has(note->message, "一般公共预算支出表[合计, 基本支出/人员经费]"));
    fixture_free(f);
}

// Totals of several lists that do not agree are as ambiguous as any row.
static void test_unequal_totals(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    f->tables.n = 0;
    fixture_lists(f, &f->tables,
                  FIXTURE_LISTS
                  "一、收入,5,一、支出,5,一、工资,5\n二、其他收入,,二、其他支出,,二、其他支出,\n"
                  "本年收入合计,5,本年支出合计,5,本年支出合计,6\n");
    assert_string_equal(fixture_print(f, "部门收支总表.支出功能[本年支出合计]"), "5");
    assert_int_equal(diag_total(f->diag), 0);
    assert_string_equal(fixture_print(f, "部门收支总表[本年支出合计]"), "【？】");
    assert_true(
        text_has(find_rule(f->diag, "figure-ambiguous")->hint, "部门收支总表.支出部门经济[本年支出合计]"));
    diag_truncate(f->diag, 0);
    // Equal, but no totals.
    assert_string_equal(fixture_print(f, "部门收支总表[其他支出]"), "【？】");
    assert_true(diag_has(f->diag, "figure-ambiguous"));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),         cmocka_unit_test(test_circle),
        cmocka_unit_test(test_self),           cmocka_unit_test(test_depth),
        cmocka_unit_test(test_named_depth),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_digits),         cmocka_unit_test(test_ambiguous_column),
        cmocka_unit_test(test_no_file),        cmocka_unit_test(test_told_once),
        cmocka_unit_test(test_all_told),       cmocka_unit_test(test_zero_base_cells),
        cmocka_unit_test(test_unequal_totals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

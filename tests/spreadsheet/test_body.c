// What stands below a table: signatures, page numbers, notes, heads that are repeated.
#include "spreadsheet/xlsx_fixture.h"

#define HEAD "类,款,项,科目名称,合计,小计,公用经费,项目支出\n"
#define BODY                                                                                                 \
    "201,,,一般公共服务支出,3,1,,2\n"                                                                \
    "201,37,,网信事务,3,1,,2\n"

static Table *read_below(Fixture *f, const char *below)
{
    return read_csv(f, expenditure_spec(f->arena),
                    str_c(f->arena, str_print(f->arena, HEAD BODY "%s", below)));
}

static void signatures_are_no_rows(void **state)
{
    Fixture *f = *state;
    static const char *const lines[] = {
        "填表人：张三",
        "填 表 人：张三,,,审核：李四",
        "制表人:张三　　审核：李四　　填报日期：2025年1月1日",
        "单位负责人（签章）：,,张三,,财务负责人：,,李四,",
        "填表人,张三,,审核,李四,,,",
        "负责人 张三,,,,,,,",
        "联系电话：13800001111",
        "联系电话,13800001111,,,,,,",
        "联系电话：,,,,13800001111,,,",
        "打印日期：2025-01-01 09:00",
        "第1页 共1页",
        ",,第 1 页,,,共 1 页,,",
        "第1页/共2页",
        "2025年1月1日",
        "编制单位：清河县档案馆（盖章）,,,,,,,2025年1月1日",
        "注：本表反映支出。\n填表人：张三\n第1页",
        "填表人：张三\n注：本表反映支出。\n2．按功能分类。\n第1页",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Table *table = read_below(f, lines[i]);

        if (diag_total(f->diag) || table->lists[0].row_count != 2)
            fail_msg("%s: %zu rows, %s", lines[i], table->lists[0].row_count,
                     diag_total(f->diag) ? str_c(f->arena, diag_at(f->diag, 0)->message) : "");
    }
}

// A row of checks is none of the table: passed over where it holds, told where it does not.
static void checks_are_no_rows(void **state)
{
    Fixture *f = *state;
    static const struct {
        const char *line;
        size_t rows, findings;
    } cases[] = {
        {",,,校验,0,0,0,0", 2, 0},
        {"核对,,,,0.00,0,-,", 2, 0},
        {",,,核对差额,0,0.00,,0", 2, 0},
        {",,,平衡检查：,平,TRUE,√,OK", 2, 0},
        {",,,差额,0,0,0,0", 2, 0},
        {"检 查,,,,,,,", 2, 0},
        {"审核公式,,,,0,0,0,0", 2, 0},
        {",,,校验,0,0.01,0,0", 2, 1},
        {",,,是否平衡（核对）,FALSE,,,", 2, 1},
        {",,,差额,0,1,,", 3, 0},
        {"201,38,,检查,2,1,,1", 3, 0},
        {",,,检查费,0,0,,", 3, 0},
        {",,,核对经费,,,,", 3, 0},
        {"填表人：张三\n,,,校验,0,0,0,0", 2, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Table *table = read_below(f, cases[i].line);

        if (diag_total(f->diag) != cases[i].findings || table->lists[0].row_count != cases[i].rows)
            fail_msg("%s: %zu rows, %s", cases[i].line, table->lists[0].row_count,
                     diag_total(f->diag) ? str_c(f->arena, diag_at(f->diag, 0)->message) : "");
        diag_truncate(f->diag, 0);
    }
}

// Formulas that go on below a template's table; an amount without a name is told.
static void rows_have_names(void **state)
{
    Fixture *f = *state;
    static const struct {
        const char *line;
        size_t rows, findings;
    } cases[] = {
        {",,,,0,0,0.00,0", 2, 0}, {",,,0,0,0,0,0", 2, 0}, {",,,,0,5,,", 3, 1},
        {",,,0,,,,5", 3, 1},      {"201,,,,1,1,,", 3, 0}, {",,,其他,0,0,,", 3, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        TableSpec *spec = expenditure_spec(f->arena);
        Table *table;

        spec->declared = true;
        table = read_csv(f, spec, str_c(f->arena, str_print(f->arena, HEAD BODY "%s", cases[i].line)));
        if (diag_total(f->diag) != cases[i].findings || table->lists[0].row_count != cases[i].rows)
            fail_msg("%s: %zu rows, %s", cases[i].line, table->lists[0].row_count,
                     diag_total(f->diag) ? str_c(f->arena, diag_at(f->diag, 0)->message) : "");
        diag_truncate(f->diag, 0);
    }
}

static void rows_stay_rows(void **state)
{
    Fixture *f = *state;
    static const char *const lines[] = {
        "201,99,,其中：其他,,,,", "合计,,,,3,1,,2",      ",,,负责人培训,1,1,,",      "201,38,,审核,2,1,,1",
        "201,38,,电话费,,,,",     ",,,减：上缴支出,,,,", "201,38,,第1页印刷费,1,,,", ",,,机关服务（页）,,,,",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (read_below(f, lines[i])->lists[0].row_count != 3 || diag_total(f->diag))
            fail_msg("%s: %s", lines[i],
                     diag_total(f->diag) ? str_c(f->arena, diag_at(f->diag, 0)->message) : "no row");
}

static void other_text_below_is_told(void **state)
{
    static const char *const lines[] = {
        "本表由财政局审定，请勿外传。,,,,,,,",
        ",,,请于三日内报送：王五,,,,",
        "填表人：张三,,,,,,,\n张三的备注,,,,,,,",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Fixture *f;
        const Finding *finding;

        setup((void **)&f);
        assert_int_equal(read_below(f, lines[i])->lists[0].row_count, 2);
        finding = only_finding(f, "table-text");
        assert_true(str_find(finding->message, STR("王五"), 0) < 0);
        teardown((void **)&f);
    }
    (void)state;
}

static void notes_on_rounding_are_known(void **state)
{
    Fixture *f = *state;

    assert_true(read_below(f, "注：因四舍五入存在尾差。")->rounding);
    assert_false(read_below(f, "说明：本单位无政府性基金预算，故本表无数据。")->rounding);
    assert_int_equal(read_below(f, "数据来源：预算管理一体化")->lists[0].row_count, 2);
    assert_int_equal(diag_total(f->diag), 0);
}

// What is told of a file: where it was read, and how much of it is no row; no word of that.
static void what_was_read_is_told(void **state)
{
    Fixture *f = *state;
    Table *table = read_csv(f, expenditure_spec(f->arena),
                            "某局,,,,,,,\n,,,,,,,单位：元\n类,款,项,科目名称,合计数,小计,公用经费,项目支出\n"
                            "201,,,一般公共服务支出,30000,,,\n注：预算。\n填表人：张三\n");
    const TableOrigin *origin = table->origin;

    assert_int_equal(diag_total(f->diag), 0);
    assert_str(origin->range, "3-4");
    assert_str(origin->unit_place, "2:8");
    assert_int_equal(origin->above, 2);
    assert_int_equal(origin->below, 2);
    assert_int_equal(origin->repeated, 0);
    assert_int_equal(origin->renamed_count, 1);
    assert_str(origin->renamed[0].head, "合计数");
    assert_str(origin->renamed[0].column, "合计");
    table = read_sheet(
        f, NULL,
        DATA(ROW(2, TEXT("A2", "项目") TEXT("B2", "金额（元）")) ROW(3, TEXT("A3", "甲") NUM("B3", "1"))));
    assert_str(table->origin->range, "A2:B3");
    assert_true(table->origin->unit_in_heads);
}

// A row without amounts above a header that is repeated is a row.
static void names_above_heads_are_rows(void **state)
{
    Fixture *f = *state;
    Table *table =
        read_clean(f, balance_spec(f->arena),
                   "某局,,,\n收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n甲,1,乙,1\n,,丙,\n"
                   "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n,,丁,1\n");

    assert_int_equal(table->lists[1].row_count, 3);
}

// （元） above one column is the table's unit.
static void a_unit_over_one_column_is_the_tables(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(f, expenditure_spec(f->arena),
                              DATA(ROW(1, TEXT("A1", "支出")) ROW(2, TEXT("H2", "（元）"))
                                       ROW(3, TEXT("A3", "类") TEXT("B3", "款") TEXT("C3", "项")
                                                  TEXT("D3", "科目名称") TEXT("E3", "合计") TEXT("F3", "小计")
                                                      TEXT("G3", "公用经费") TEXT("H3", "项目支出"))
                                           ROW(4, NUM("A4", "201") TEXT("D4", "一般公共服务支出")
                                                      NUM("E4", "30000") NUM("H4", "30000"))));

    assert_clean(f);
    assert_amount(f, &table->lists[0].rows[0].cells[4], "3");
    assert_amount(f, &table->lists[0].rows[0].cells[7], "3");
}

// An export that begins every page with the title and the header.
static void heads_of_pages_are_passed_over(void **state)
{
    Fixture *f = *state;
    Table *table =
        read_clean(f, expenditure_spec(f->arena),
                   "部门支出总表,,,,,,,\n,,,,,,,单位：元\n" HEAD "201,,,一般公共服务支出,30000,,,\n"
                   "第1页 共2页,,,,,,,\n部门支出总表（续）,,,,,,,\n,,,,,,,单位：元\n" HEAD "栏次,,,,1,2,3,4\n"
                   "201,37,,网信事务,30000,,,\n第2页 共2页,,,,,,,\n");

    assert_int_equal(table->lists[0].row_count, 2);
    assert_amount(f, &table->lists[0].rows[1].cells[4], "3");
    read_csv(f, expenditure_spec(f->arena),
             "单位：元\n" HEAD "201,,,一般公共服务支出,30000,,,\n单位：万元,,,,,,,\n" HEAD
             "201,37,,网信事务,3,,,\n");
    assert_int_equal(only_finding(f, "unit-conflict")->place.line, 4);
}

static void heads_of_several_rows_too(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(
        f, expenditure_spec(f->arena),
        DATA(ROW(1, TEXT("A1", "科目编码") TEXT("D1", "科目名称") TEXT("E1", "合计") TEXT("F1", "基本支出")
                        TEXT("H1", "项目支出")) ROW(2, TEXT("A2", "类") TEXT("B2", "款") TEXT("C2", "项")
                                                           TEXT("F2", "小计") TEXT("G2", "公用经费"))
                 ROW(3, NUM("A3", "201") TEXT("D3", "一般公共服务支出") NUM("E3", "3"))
                     ROW(4, TEXT("A4", "科目编码") TEXT("D4", "科目名称") TEXT("E4", "合计")
                                TEXT("F4", "基本支出") TEXT("H4", "项目支出"))
                         ROW(5, TEXT("A5", "类") TEXT("B5", "款") TEXT("C5", "项") TEXT("F5", "小计")
                                    TEXT("G5", "公用经费"))
                             ROW(6, NUM("A6", "201") NUM("B6", "37") TEXT("D6", "网信事务") NUM("E6", "3"))
                                 ROW(7, TEXT("A7", "填表人：张三") TEXT("E7", "审核：李四"))));

    assert_clean(f);
    assert_int_equal(table->lists[0].row_count, 2);
}

// 2025年预算数 of that year, 小计 for 合计; what two could mean is not taken.
static void heads_in_other_words(void **state)
{
    Fixture *f = *state;
    TableWanted wanted = {.spec = expenditure_spec(f->arena), .year = 2025};
    Source *source = source_from_bytes(
        f->arena, f->diag,
        STR("序号,功能分类科目编码,功能分类科目名称,合计数,小计,公用经费,2025年项目支出（元）,备注\n"
            "1,201,一般公共服务支出,3,1,,20000,张三\n"),
        STR("t.csv"), (Str){0});
    Table *table = table_read_csv(f->arena, f->diag, source, &wanted);

    assert_int_equal(diag_total(f->diag), 0);
    assert_str(table->lists[0].rows[0].name, "一般公共服务支出");
    assert_amount(f, &table->lists[0].rows[0].cells[4], "3");
    assert_amount(f, &table->lists[0].rows[0].cells[7], "2");
    // With marks of what must be filled in.
    table = read_csv(f, wanted.spec,
                     "*科目编码,科目名称＊,※合计,基本支出/小计*,公用经费,*项目支出\n201,服务,3,1,,2\n");
    assert_int_equal(diag_total(f->diag), 0);
    assert_amount(f, &table->lists[0].rows[0].cells[4], "3");
    wanted.year = 2024;
    table_read_csv(f->arena, f->diag, source, &wanted);
    assert_string_equal(diag_at(f->diag, 0)->rule, "table-column-unknown");
    diag_truncate(f->diag, 0);
    read_csv(f, wanted.spec, "类,款,项,科目名称,合计数,总计,小计,公用经费,项目支出\n");
    assert_string_equal(diag_at(f->diag, 0)->rule, "table-column-unknown");
}

// 金额 is the only column of amounts of its list; of several it says nothing.
static void amounts_without_a_name(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = balance_spec(f->arena);
    Table *table = read_csv(f, spec, "收入/项目,收入/金额,支出功能/项目,支出功能/数额\n拨款,7,教育,8\n");

    assert_int_equal(diag_total(f->diag), 0);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "7");
    read_csv(f, spec, "收入/项目,收入/金额,收入/本年预算,支出功能/项目,支出功能/数额\n拨款,7,7,教育,8\n");
    assert_string_equal(diag_at(f->diag, 0)->rule, "table-column-unknown");
    diag_truncate(f->diag, 0);
    read_csv(f, expenditure_spec(f->arena), "类,款,项,科目名称,合计,小计,公用经费,金额\n");
    assert_string_equal(diag_at(f->diag, 0)->rule, "table-column-unknown");
}

static void codes_go_on_below(void **state)
{
    Fixture *f = *state;
    Table *table = read_below(
        f, ",,01,行政运行,3,1,,2\n,,02,一般行政管理事务,,,,\n,38,,市场监管,1,,,1\n,,04,其他,1,,,1\n"
           "合计,,,,4,1,,3\n");
    const Row *rows = table->lists[0].rows;

    assert_int_equal(diag_total(f->diag), 0);
    assert_str(rows[2].code, "2013701");
    assert_str(rows[3].code, "2013702");
    assert_str(rows[4].code, "20138");
    assert_str(rows[5].code, "2013804");
    assert_str(rows[5].cells[0].text, "201");
    assert_str(rows[5].cells[1].text, "38");
    assert_str(rows[6].code, "");
}

static void codes_in_names(void **state)
{
    Fixture *f = *state;
    Table *table = read_clean(
        f, expenditure_spec(f->arena),
        "科目名称,合计,小计,公用经费,项目支出\n201一般公共服务支出,3,1,,2\n[20137]网信事务,3,1,,2\n"
        "2013701-行政运行,3,1,,2\n【2013702】　事务,,,,\n合计,3,1,,2\n");
    const Row *rows = table->lists[0].rows;

    assert_str(rows[0].code, "201");
    assert_str(rows[1].code, "20137");
    assert_str(rows[2].code, "2013701");
    assert_str(rows[2].name, "行政运行");
    assert_str(rows[2].cells[2].text, "01");
    assert_str(rows[3].name, "事务");
    assert_str(rows[4].code, "");
    table = read_clean(f, expenditure_spec(f->arena),
                       "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,37,01,2013701-行政运行,3,1,,2\n");
    assert_str(table->lists[0].rows[0].name, "行政运行");
}

static void blocks_side_by_side_follow_one_another(void **state)
{
    Fixture *f = *state;
    Table *table =
        read_clean(f, NULL, "单位：元,,,,\n项目,金额,,项目,金额\n甲,10000,,丙,30000\n乙,20000,,,\n");

    assert_int_equal(table->lists[0].row_count, 3);
    assert_int_equal(table->spec->column_count, 2);
    assert_str(table->lists[0].rows[2].name, "丙");
    assert_amount(f, &table->lists[0].rows[2].cells[1], "3");
}

static void merges_over_filled_cells_are_told(void **state)
{
    Fixture *f = *state;

    read_sheet(f, NULL,
               DATA(ROW(1, TEXT("A1", "项目") TEXT("B1", "金额")) ROW(2, TEXT("A2", "甲") NUM("B2", "1"))
                        ROW(3, TEXT("A3", "乙") NUM("B3", "2"))) MERGES(MERGE("B2:B3")));
    found_at(f, "merge-covers", "收支!B3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(signatures_are_no_rows),
        TEST(checks_are_no_rows),
        TEST(rows_have_names),
        TEST(rows_stay_rows),
        TEST(other_text_below_is_told),
        TEST(notes_on_rounding_are_known),
        TEST(heads_of_pages_are_passed_over),
        TEST(heads_of_several_rows_too),
        TEST(names_above_heads_are_rows),
        TEST(what_was_read_is_told),
        TEST(a_unit_over_one_column_is_the_tables),
        TEST(heads_in_other_words),
        TEST(amounts_without_a_name),
        TEST(codes_go_on_below),
        TEST(codes_in_names),
        TEST(blocks_side_by_side_follow_one_another),
        TEST(merges_over_filled_cells_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "spreadsheet/table_fixture.h"

static void reads_quotes(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(
        f, NULL, "名目,说明,金额\r\n\"甲,乙\",\"他说\"\"好\"\"\n第二行\",\"1,234.50\"\r\n丙, \"x\" ,2\r\n");
    const Row *rows = t->lists[0].rows;

    assert_int_equal(t->lists[0].row_count, 2);
    assert_str(rows[0].name, "甲,乙");
    assert_str(rows[0].cells[1].text, "他说\"好\"\n第二行");
    assert_amount(f, &rows[0].cells[2], "1234.5");
    assert_int_equal(rows[0].cells[2].line, 3);
    assert_int_equal(rows[0].cells[2].column, 6);
    assert_int_equal(rows[0].cells[2].width, 10);
    assert_str(rows[1].cells[1].text, "x");
    assert_int_equal(rows[1].cells[0].line, 4);
    assert_int_equal(rows[1].cells[2].column, 9);
}

static void reports_quotes(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    read_csv(f, NULL, "名目,金额\n甲\"乙,1\n");
    finding = only_finding(f, "csv-quote");
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 1);
    assert_str(finding->place.text, "甲\"乙,1");
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "名目,金额\n甲,\"1\"2\n");
    assert_int_equal(only_finding(f, "csv-quote")->place.column, 3);
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "名目,金额\n甲,1\n乙,\"2\n丙,3\n");
    finding = only_finding(f, "csv-quote");
    assert_int_equal(finding->place.line, 3);
    assert_int_equal(finding->place.column, 3);
}

static void reports_ragged_records(void **state)
{
    Fixture *f = *state;
    const Finding *finding;

    read_csv(f, NULL, "名目,金额\n甲,1,234.5\n");
    finding = only_finding(f, "csv-ragged");
    assert_non_null(strstr(finding->message.at, "3 fields, the header has 2"));
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 5);
    diag_truncate(f->diag, 0);
    Table *t = read_csv(f, NULL, "名目,去年,今年\n甲,1\n");

    only_finding(f, "csv-ragged");
    assert_amount(f, &t->lists[0].rows[0].cells[1], "1");
    assert_int_equal(t->lists[0].rows[0].cells[2].kind, CELL_BLANK);
}

static void passes_over_blank_records(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, NULL, "名目,金额\n\n甲,1\n,\n乙,2\n,,,,\n\n\n");

    assert_int_equal(t->lists[0].row_count, 2);
    assert_str(t->lists[0].rows[1].name, "乙");
}

static void passes_over_titles_and_notes(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(
        f, NULL,
        "部门支出总表,\n填报单位：某某办公室,\n,单位：元\n名目,金额\n栏次,1\n甲,518000\n注：本表反映支出,\n");

    assert_int_equal(t->lists[0].row_count, 1);
    assert_str(t->file_unit.name, "元");
    assert_str(t->spec->unit.name, "万元");
    assert_amount(f, &t->lists[0].rows[0].cells[1], "51.8");
    assert_int_equal(t->spec->columns[1].decimals, 4);
}

static void reports_unknown_units(void **state)
{
    Fixture *f = *state;

    read_csv(
        f, expenditure_spec(f->arena),
        "金额单位：万园\n类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,,,一般公共服务支出,1,1,1,0\n");
    assert_int_equal(only_finding(f, "unit-unknown")->place.line, 1);
    diag_truncate(f->diag, 0);
    // A department's name stands there as often.
    read_clean(f, NULL, "单位：某某市某某区办公室,\n名目,金额\n甲,1\n");
}

static void reads_amounts(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          "类,款,项,科目名称,合计,小计,公用经费,项目支出\n"
                          "201,37,01,行政运行,\"１，２３４．５\",-,——,\n"
                          "201,37,02,一般行政管理事务,-3,(2.50),−1.8736,—\n");
    const Row *rows = t->lists[0].rows;

    assert_amount(f, &rows[0].cells[4], "1234.5");
    for (int i = 5; i < 8; i++)
        assert_int_equal(rows[0].cells[i].kind, CELL_BLANK);
    assert_amount(f, &rows[1].cells[4], "-3");
    assert_amount(f, &rows[1].cells[5], "-2.5");
    assert_int_equal(rows[1].cells[5].decimals, 2);
    assert_amount(f, &rows[1].cells[6], "-1.8736");
    assert_int_equal(rows[1].cells[7].kind, CELL_BLANK);
}

static void reports_what_is_no_amount(void **state)
{
    Fixture *f = *state;
    const Finding *finding;
    Table *t =
        read_csv(f, expenditure_spec(f->arena),
                 "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,37,01,行政运行,51.8万元,5%,1O,1.2.3\n");

    assert_int_equal(diag_total(f->diag), 4);
    finding = diag_at(f->diag, 0);
    assert_string_equal(finding->rule, "cell-not-amount");
    assert_int_equal(finding->place.line, 2);
    assert_int_equal(finding->place.column, 16);
    assert_int_equal(finding->place.width, 6);
    assert_non_null(strstr(finding->hint.at, "unit"));
    assert_non_null(strstr(diag_at(f->diag, 1)->hint.at, "%"));
    assert_int_equal(t->lists[0].rows[0].cells[4].kind, CELL_TEXT);
    assert_null(t->lists[0].rows[0].cells[4].stored);
}

static void converts_the_files_unit(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);
    const char *csv =
        "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,,,一般公共服务支出,518000.5,1,2,3\n";
    Table *t;

    spec->file_unit = unit_parse(STR("元"));
    t = read_clean(f, spec, csv);
    assert_amount(f, &t->lists[0].rows[0].cells[4], "51.80005");
    assert_int_equal(t->lists[0].rows[0].cells[4].decimals, 5);
    // The unit line says more than the spec.
    t = read_clean(f, spec, str_c(f->arena, str_print(f->arena, "单位:万元\n%s", csv)));
    assert_amount(f, &t->lists[0].rows[0].cells[4], "518000.5");
}

static void matches_headers(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);
    // In another order, by path, folded; the nameless column is blank.
    Table *t =
        read_clean(f, spec,
                   "项目支出,科目名称,科目编码/类,款,科目编码／项,合　计,基本支出/小计,基本支出/公用经费,\n"
                   "18,网信事务,201,37,,51.8,33.8,4.94,\n");
    const Row *row = &t->lists[0].rows[0];

    assert_str(row->code, "20137");
    assert_amount(f, &row->cells[4], "51.8");
    assert_amount(f, &row->cells[5], "33.8");
    assert_amount(f, &row->cells[6], "4.94");
    assert_amount(f, &row->cells[7], "18");
    assert_int_equal(row->cells[7].column, 1);
}

static void reports_headers(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);
    const Finding *finding;

    read_csv(f, spec, "类,款,项,科目名称,合计,小计,公用经费,项目支处\n");
    finding = only_finding(f, "table-column-unknown"); // the name that is meant is not missing besides
    assert_int_equal(finding->place.column, 23);
    assert_non_null(strstr(finding->hint.at, "“项目支出”"));
    diag_truncate(f->diag, 0);
    read_csv(f, spec, "类,款,项,科目名称,合计\n");
    finding = only_finding(f, "table-column-missing");
    assert_non_null(strstr(finding->message.at, "“项目支出”"));
    assert_non_null(strstr(finding->message.at, "公用经费”, “"));
    diag_truncate(f->diag, 0);
    assert_null(read_csv(f, spec, ",,,合计,1,1,1,1\n201,,,甲,1,1,1,1\n")); // a row is no header
    only_finding(f, "table-header-missing");
    diag_truncate(f->diag, 0);
    read_csv(f, spec, "类,款,项,科目名称,合计,小计,公用经费,项目支出,合计\n");
    assert_int_equal(only_finding(f, "table-column-duplicate")->place.column, 28);
    diag_truncate(f->diag, 0);
    read_csv(f, spec, "类,款,项,科目名称,合计,小计,公用经费,项目支出,\n201,,,甲,1,1,1,1,9\n");
    only_finding(f, "table-column-unknown");
    diag_truncate(f->diag, 0);
    read_csv(f, spec, "甲,乙\n1,2\n");
    only_finding(f, "table-header-missing");
    diag_truncate(f->diag, 0);
    assert_null(read_csv(f, spec, "\n\n"));
    only_finding(f, "table-header-missing");
    diag_truncate(f->diag, 0);
    assert_null(read_csv(f, NULL, ""));
    only_finding(f, "table-header-missing");
}

static void the_numbers_of_lines_may_be_missing(void **state)
{
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_NAMES}};
    static const Plan plans[] = {
        {COLUMN_NAME, "", "项目", 0}, {COLUMN_CODE, "", "行次", 0}, {COLUMN_AMOUNT, "", "决算数", 0}};
    Fixture *f = *state;
    TableSpec *spec = make_spec(f->arena, lists, 1, plans, sizeof plans / sizeof plans[0]);
    Table *t = read_csv(f, spec, "项目,决算数\n一、事业收入,5\n");

    assert_mentions(only_finding(f, "table-column-missing")->message, "“行次”");
    assert_int_equal(diag_count(f->diag, SEVERITY_ERROR), 0);
    assert_amount(f, &t->lists[0].rows[0].cells[2], "5");
    diag_truncate(f->diag, 0);
    read_csv(f, spec, "行次,决算数\n1,5\n");
    assert_int_equal(only_finding(f, "table-column-missing")->severity, SEVERITY_ERROR);
}

static void missing_columns_are_blank_where_not_declared(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);
    Table *t;

    spec->declared = false;
    t = read_clean(f, spec, "类,科目名称,合计\n201,一般公共服务支出,51.8\n");
    assert_int_equal(t->lists[0].rows[0].cells[7].kind, CELL_BLANK);
    assert_str(t->lists[0].rows[0].code, "201");
}

static void reads_side_by_side_lists(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = balance_spec(f->arena);
    const char *rows =
        "一般公共预算,51.8,一般公共服务支出,51.8\n,,公共安全支出,\n本年收入合计,51.8,本年支出合计,51.8\n";
    static const char *const headers[] = {"收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算",
                                          "项目,本年预算,项目,本年预算"}; // as printed

    for (int i = 0; i < 2; i++) {
        Table *t = read_clean(f, spec, str_c(f->arena, str_print(f->arena, "%s\n%s", headers[i], rows)));

        assert_int_equal(t->lists[0].row_count, 2);
        assert_int_equal(t->lists[1].row_count, 3);
        assert_str(t->lists[0].rows[1].name, "本年收入合计");
        assert_int_equal(t->lists[0].rows[1].record, 2);
        assert_str(t->lists[1].rows[1].name, "公共安全支出");
        assert_int_equal(table_row_place(t, &t->lists[1].rows[2]).column, 13);
        assert_int_equal(table_row_place(t, &t->lists[1].rows[2]).line, 4);
    }
    read_csv(f, spec, "项目,本年预算,支出功能/项目,支出功能/本年预算\n");
    assert_true(diag_has(f->diag, "table-column-unknown")); // one 项目 where two answer
}

static void knows_empty_tables(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);
    const char *header = "类,款,项,科目名称,合计,小计,公用经费,项目支出\n";
    CellRef ref;

    assert_true(read_clean(f, spec, header)->empty);
    assert_true(
        read_clean(f, spec, str_c(f->arena, str_print(f->arena, "%s201,,,甲,,-,,\n", header)))->empty);
    assert_false(
        read_clean(f, spec, str_c(f->arena, str_print(f->arena, "%s201,,,甲,0,,,\n", header)))->empty);
    ref = (CellRef){table_empty(f->arena, spec), 0, -1, 4};
    assert_true(ref.table->empty);
    assert_int_equal(table_cell(ref)->kind, CELL_BLANK);
    assert_str(table_column(ref)->name, "合计");
    assert_int_equal(mpq_sgn(table_printed(f->arena, ref)), 0);
}

static void infers_a_spec(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(
        f, NULL,
        "科目编码,科目名称,备注,今年/合计,今年/其中,去年\n2013701,行政运行,,33.8,4.94,\n20137,事务,,1,2,\n");
    const TableSpec *spec = t->spec;

    assert_str(spec->name, "表");
    assert_int_equal(spec->column_count, 6);
    assert_int_equal(spec->columns[0].kind, COLUMN_CODE);
    assert_int_equal(spec->columns[1].kind, COLUMN_NAME);
    assert_int_equal(spec->columns[2].kind, COLUMN_TEXT);
    assert_int_equal(spec->columns[3].kind, COLUMN_AMOUNT);
    assert_int_equal(spec->columns[3].decimals, 1);
    assert_int_equal(spec->columns[4].decimals, 2);
    assert_int_equal(spec->columns[5].kind, COLUMN_AMOUNT); // blank
    assert_str(spec->columns[3].path, "今年/合计");
    assert_int_equal(spec->header_rows, 2);
    assert_int_equal(spec->lists[0].hierarchy, HIERARCHY_CODE);
    assert_false(spec->declared);
    assert_true(spec->published);
    assert_int_equal(t->lists[0].rows[0].level, 2);
    t = read_clean(f, NULL, "项目,金额\n");
    assert_int_equal(t->spec->columns[0].kind, COLUMN_NAME);
    assert_int_equal(t->spec->columns[1].kind, COLUMN_AMOUNT);
    assert_true(t->empty);
    read_csv(f, NULL, "项目,金额,金额\n甲,1,2\n");
    only_finding(f, "table-column-duplicate");
}

static void amounts_among_which_one_is_none_are_told(void **state)
{
    Fixture *f = *state;
    static const char *const told[] = {
        "项目,年末数\n甲,3\n乙,4O\n丙,5\n丁,6\n",    // three and one
        "项目,年末数\n甲,3\n乙,无\n丙,5\n丁,6\n",    // no digits
        "项目,金额\n甲,3\n乙,约4\n",                 // its head says it
        "项目,购置费（元）\n甲,3\n乙,4万元\n丙,5\n", // its head has a unit
    };
    static const char *const right[] = {
        "项目,年末数\n甲,3\n乙,4O\n丙,5\n",              // two and one may be words
        "项目,年末数\n甲,3\n乙,无\n丙,5\n丁,6\n戊,无\n", // nor are three and two
        "项目,年末数\n甲,3\n乙,—\n丙,5\n丁,6\n戊,\n",    // blanks
        "项目,指标值\n甲,3\n乙,≥4\n丙,5\n丁,6\n",        // a column of words
        "项目,文号\n甲,3\n乙,4号\n丙,5\n丁,6\n",
        "年份,金额\n2022,3\n2023,4\n2024,5\n合计,12\n", // names of rows
    };

    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        read_csv(f, NULL, told[i]);
        assert_int_equal(only_finding(f, "column-mixed")->place.line, 3);
        assert_int_equal(only_finding(f, "column-mixed")->place.column, 3);
        diag_truncate(f->diag, 0);
    }
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        read_clean(f, NULL, right[i]);
    read_csv(f, NULL, "项目,年末数\n甲,3\n乙,4O\n丙,5\n丁,6\n");
    assert_true(only_finding(f, "column-mixed")->severity == SEVERITY_WARNING);
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "项目,年末数\n甲,3\n乙,持平\n丙,5\n丁,6\n");
    assert_true(only_finding(f, "column-mixed")->severity == SEVERITY_NOTE);
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "单位：元,\n项目,年末数\n甲,3000\n乙,无\n"); // 3000 would stand under 万元
    assert_true(only_finding(f, "column-mixed")->severity == SEVERITY_ERROR);
}

// Of a table of 元, which is printed in 万元.
static void small_whole_numbers_may_be_no_money(void **state)
{
    Fixture *f = *state;
    static const char *const right[] = {
        "培训费\n甲,1000",    "培训费\n甲,3.5", "培训费\n甲,0", "金额\n甲,3", "期数（期）\n甲,3",
        "培训费（元）\n甲,3", "人数\n甲,3",     "序号\n甲,3",   "占比\n甲,3", "合计\n甲,3",
    };

    read_csv(f, NULL, "单位：元,\n项目,期数\n甲,3\n乙,999\n");
    assert_int_equal(only_finding(f, "unit-unclear")->place.line, 2);
    diag_truncate(f->diag, 0);
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        read_clean(f, NULL, str_c(f->arena, str_print(f->arena, "单位：元,\n项目,%s\n", right[i])));
    read_clean(f, NULL, "单位：万元,\n项目,期数\n甲,3\n");
    assert_true(read_clean(f, NULL, "单位：元,,\n序号,项目,金额\n1,甲,20000\n")->spec->columns[0].unit.kind ==
                UNIT_NONE);
}

static void own_notes_are_printed_but_for_units(void **state)
{
    Fixture *f = *state;
    Table *table = read_clean(
        f, NULL, "单位：元,\n项目,金额\n甲,20000\n注：1.年末数。,\n2.以批复为准。,\n制表人：某,\n");

    assert_str(table->spec->note, "注：1.年末数。　2.以批复为准。");
    table = read_clean(f, NULL, "项目,金额\n甲,20000\n注：本表金额单位为元,\n");
    assert_str(table->spec->note, "");
}

static void rows_are_no_column_numbers(void **state)
{
    Fixture *f = *state;

    assert_int_equal(read_clean(f, NULL, "序号,名称,数量\n1,甲,2\n2,乙,3\n")->lists[0].row_count, 2);
    assert_int_equal(read_clean(f, NULL, "名称,年初数,年末数\n甲,1,2\n丙,5,3\n")->lists[0].row_count, 1);
}

static void facts_have_units_of_their_own(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(
        f, NULL, "名称,数值,单位,上年\n机关运行经费,4.940,万元,4.936\n会议人数,100,人,\n在职率,66.7,%,\n");
    const Row *rows = t->lists[0].rows;

    assert_int_equal(rows[0].unit.kind, UNIT_MONEY);
    assert_int_equal(rows[1].unit.kind, UNIT_COUNTER);
    assert_str(rows[1].unit.name, "人");
    assert_int_equal(rows[2].unit.kind, UNIT_RATIO);
    assert_int_equal(table_decimals((CellRef){t, 0, 0, 1}), 3);
    assert_int_equal(table_decimals((CellRef){t, 0, 1, 1}), 0);
    read_csv(f, NULL, "名称,数值,单位,上年\n会议费,一千,元,\n");
    only_finding(f, "cell-not-amount");
}

// In a list beside another, whole codes fill the columns of its own.
static void whole_codes_fill_the_columns_of_their_list(void **state)
{
    Fixture *f = *state;
    static const ListSpec lists[] = {{.name = {"收入", 6}, .hierarchy = HIERARCHY_NAMES},
                                     {.name = {"支出", 6}, .hierarchy = HIERARCHY_CODE}};
    static const Plan plans[] = {{COLUMN_NAME, "", "项目", 0},  {COLUMN_AMOUNT, "", "本年预算", 0},
                                 {COLUMN_CODE, "", "类", 1},    {COLUMN_CODE, "", "款", 1},
                                 {COLUMN_CODE, "", "项", 1},    {COLUMN_NAME, "", "科目名称", 1},
                                 {COLUMN_AMOUNT, "", "合计", 1}};
    Table *t = read_clean(f, make_spec(f->arena, lists, 2, plans, 7),
                          "项目,本年预算,科目编码,科目名称,合计\n拨款,1,2013701,行政运行,1\n");

    assert_str(t->lists[1].rows[0].code, "2013701");
    assert_str(t->lists[1].rows[0].cells[0].text, "201");
    assert_str(t->lists[1].rows[0].cells[1].text, "37");
    assert_str(t->lists[1].rows[0].cells[2].text, "01");
    assert_str(t->lists[0].rows[0].cells[0].text, "拨款");
}

static void unit_lines_leave_facts_alone(void **state)
{
    Fixture *f = *state;
    Source *source = source_from_bytes(f->arena, f->diag, STR("单位：万元,\n名称,数值,单位\n车辆,3,辆\n"),
                                       STR("t.csv"), (Str){0});
    Table *t = table_read_csv(f->arena, f->diag, source, &(TableWanted){.name = STR("其他数据")});

    assert_amount(f, &t->lists[0].rows[0].cells[1], "3");
}

static void refuses_too_many_columns(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena};

    for (int i = 0; i < 1001; i++)
        buf_add_c(&csv, "合计,");
    assert_null(read_csv(f, NULL, buf_str(&csv).at));
    only_finding(f, "table-too-large");
    diag_truncate(f->diag, 0);
    assert_null(read_csv(f, expenditure_spec(f->arena), buf_str(&csv).at));
    only_finding(f, "table-too-large");
}

static void prints_by_rounding_half_away_from_zero(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,,,甲,2.345,-2.345,,1\n");
    NumberFormat format = {.decimals = 5};

    assert_str(number_format(f->arena, table_printed(f->arena, (CellRef){t, 0, 0, 4}), format), "2.35");
    assert_str(number_format(f->arena, table_printed(f->arena, (CellRef){t, 0, 0, 5}), format), "-2.35");
    assert_str(number_format(f->arena, table_printed(f->arena, (CellRef){t, 0, 0, 6}), format), "0");
}

static void places_cells_in_characters(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, NULL, "名目,金额\n“三公”𠮷,51.8\n");
    Place place = table_cell_place(t, &t->lists[0].rows[0].cells[1]);

    assert_str(place.file, "t.csv");
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 7);
    assert_int_equal(place.width, 4);
    assert_str(place.text, "“三公”𠮷,51.8");
}

static void refuses_headers_of_two_rows(void **state)
{
    Fixture *f = *state;

    assert_null(read_csv(
        f, NULL, "科目编码,科目名称,合计,基本支出,,项目支出\n,,,人员经费,公用经费,\n201,办公,6,1,2,3\n"));
    assert_mentions(only_finding(f, "table-header-missing")->message, "two rows");
    diag_truncate(f->diag, 0);
    assert_null(read_csv(f, expenditure_spec(f->arena),
                         "科目编码,科目名称,合计,基本支出,,项目支出\n,,,小计,公用经费,\n201,办公,6,1,2,3\n"));
    assert_mentions(only_finding(f, "table-header-missing")->message, "two rows");
    diag_truncate(f->diag, 0);
    // A title and a unit above the header, and a column of blanks.
    read_clean(f, expenditure_spec(f->arena),
               "部门公开表01,,,,单位：万元,,\n科目编码,科目名称,合计,,基本支出/"
               "小计,公用经费,项目支出\n201,办公,6,,3,2,3\n");
    read_clean(f, NULL, "名目,金额,\n合计,,\n");
}

static void an_end_mark_is_the_end(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, NULL, "名目,金额\n甲,1\n\x1A");

    assert_int_equal(t->lists[0].row_count, 1);
    t = read_clean(f, NULL, "名目,金额\n甲,1\x1A\r\n");
    assert_amount(f, &t->lists[0].rows[0].cells[1], "1");
}

static void codes_taken_for_numbers(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          "科目编码,科目名称,合计,基本支出/"
                          "小计,公用经费,项目支出\n\"2,013,701.00\",运行,5,2,2,3\n201.0,类,5,2,2,3\n");

    assert_str(t->lists[0].rows[0].code, "2013701");
    assert_str(t->lists[0].rows[1].code, "201");
    read_csv(f, NULL, "单位编码,单位名称,金额\n1,局,5\n1001,馆,5\n");
    assert_mentions(only_finding(f, "row-code")->message, "“001001”");
    assert_int_equal(only_finding(f, "row-code")->place.line, 3);
    assert_int_equal(diag_count(f->diag, SEVERITY_ERROR), 0);
    diag_truncate(f->diag, 0);
    read_clean(f, NULL, "单位编码,单位名称,金额\n101,局,5\n101001,馆,5\n");
    read_clean(f, NULL, "单位编码,单位名称,金额\n001,局,5\n001001,馆,5\n");
    read_clean(f, NULL, "行次,名目,金额\n1,局,5\n2,馆,5\n10,室,5\n");
}

// So many that their fields are given back as they are read.
#define MANY_ROWS 20000

static void assert_many_rows(Fixture *f, const List *list, size_t blocks)
{
    assert_int_equal(list->row_count, MANY_ROWS * blocks);
    for (size_t i = 0; i < list->row_count; i++) {
        size_t number = i % MANY_ROWS * blocks + i / MANY_ROWS;
        const Row *row = &list->rows[i];

        assert_str(row->name, str_print(f->arena, "项目%zu", number).at);
        assert_str(row->cells[1].text, str_print(f->arena, "%zu.25", number).at);
        assert_int_equal(row->cells[1].line, row->line);
    }
}

static void reads_many_rows(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena}, beside = {.arena = f->arena}, lists = {.arena = f->arena};
    const Table *t;

    buf_add_c(&csv, "单位：元\n名目,金额\n");
    buf_add_c(&beside, "名目,金额,名目,金额\n");
    buf_add_c(&lists, "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n");
    for (int i = 0; i < MANY_ROWS; i++) {
        buf_print(&csv, "项目%d,%d.25\n%s", i, i, i % 1000 ? "" : ",\n");
        buf_print(&beside, "项目%d,%d.25,项目%d,%d.25\n", 2 * i, 2 * i, 2 * i + 1, 2 * i + 1);
        buf_print(&lists, "项目%d,%d.25,项目%d,%d.25\n", i, i, i, i);
    }
    buf_add_c(&csv, "注：到此为止。\n");
    t = read_clean(f, NULL, buf_str(&csv).at);
    assert_many_rows(f, &t->lists[0], 1);
    assert_str(t->file_unit.name, "元");
    assert_str(t->origin->unit_place, "1:1");
    t = read_clean(f, NULL, buf_str(&beside).at);
    assert_many_rows(f, &t->lists[0], 2);
    t = read_clean(f, balance_spec(f->arena), buf_str(&lists).at);
    assert_many_rows(f, &t->lists[0], 1);
    assert_many_rows(f, &t->lists[1], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_quotes),
        TEST(reports_quotes),
        TEST(reports_ragged_records),
        TEST(passes_over_blank_records),
        TEST(passes_over_titles_and_notes),
        TEST(reports_unknown_units),
        TEST(reads_amounts),
        TEST(reports_what_is_no_amount),
        TEST(converts_the_files_unit),
        TEST(matches_headers),
        TEST(reports_headers),
        TEST(the_numbers_of_lines_may_be_missing),
        TEST(missing_columns_are_blank_where_not_declared),
        TEST(reads_side_by_side_lists),
        TEST(knows_empty_tables),
        TEST(infers_a_spec),
        TEST(amounts_among_which_one_is_none_are_told),
        TEST(small_whole_numbers_may_be_no_money),
        TEST(own_notes_are_printed_but_for_units),
        TEST(rows_are_no_column_numbers),
        TEST(facts_have_units_of_their_own),
        TEST(whole_codes_fill_the_columns_of_their_list),
        TEST(unit_lines_leave_facts_alone),
        TEST(refuses_too_many_columns),
        TEST(prints_by_rounding_half_away_from_zero),
        TEST(places_cells_in_characters),
        TEST(refuses_headers_of_two_rows),
        TEST(an_end_mark_is_the_end),
        TEST(codes_taken_for_numbers),
        TEST(reads_many_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

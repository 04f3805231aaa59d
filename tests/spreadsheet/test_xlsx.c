// Sheets as the programs write them that departments use: the same table from each, and from CSV.
#include "spreadsheet/xlsx_fixture.h"

// 元 in the file where 万元 are printed; the second 项 lost its zero, the third row's code its format.
static const char expenditure_csv[] = "单位：元,,,,,,,\n"
                                      "类,款,项,科目名称,合计,基本支出/小计,基本支出/公用经费,项目支出\n"
                                      "201,,,一般公共服务支出,518000,338000,49400,180000\n"
                                      "201,37,,　网信事务,518000,338000,49400,180000\n"
                                      "201,37,1,　　行政运行,338000,338000,49400,\n"
                                      "201,37,02,　　一般行政管理事务,180000.02,,,180000.02\n"
                                      "合计,,,,518000,338000,49400,180000\n";

#define EXPENDITURE_ROWS                                                                                     \
    ROW(6, NUM("A6", "201") TEXT("D6", "一般公共服务支出") NUM("E6", "518000") NUM("F6", "338000")           \
               NUM("G6", "49400") NUM("H6", "180000"))                                                       \
    ROW(7, NUM("A7", "201") NUM("B7", "37") TEXT("D7", "　网信事务") NUM("E7", "518000") NUM("F7", "338000") \
               NUM("G7", "49400") NUM("H7", "180000"))                                                       \
    ROW(8, NUM("A8", "201") NUM("B8", "37") NUM("C8", "1") TEXT("D8", "　　行政运行") NUM("E8", "338000")    \
               NUM("F8", "338000") NUM("G8", "49400"))                                                       \
    ROW(9, NUM("A9", "201") NUM("B9", "37") TEXT("C9", "02") TEXT("D9", "　　一般行政管理事务")              \
               NUM("E9", "180000.01999999999") NUM("H9", "180000.01999999999"))                              \
    ROW(10, TEXT("A10", "合计") NUM("E10", "518000") NUM("F10", "338000") NUM("G10", "49400")                \
                NUM("H10", "1.8E5"))

// Title, department and unit, a header of two rows with merged cells, 栏次, notes of two rows.
static void reads_an_export(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = expenditure_spec(f->arena);
    Table *table = read_sheet(
        f, spec,
        DATA(ROW(1, TEXT("A1", "部门支出总表")) ROW(2, TEXT("A2", "部门：某局") TEXT("H2", "单位：元")) ROW(
            3, TEXT("A3", "科目编码") TEXT("D3", "科目名称") TEXT("E3", "合计") TEXT("F3", "基本支出")
                   TEXT("H3", "项目\n支出")) ROW(4, TEXT("A4", "类") TEXT("B4", "款") TEXT("C4", "项")
                                                        TEXT("F4", "小计") TEXT("G4", "公用经费"))
                 ROW(5, TEXT("D5", "栏次") NUM("E5", "1") NUM("F5", "2") NUM("G5", "3")) EXPENDITURE_ROWS ROW(
                     12, TEXT("A12", "注：1．本表反映部门支出。")) ROW(13, TEXT("A13", "2．按功能分类。")))
            MERGES(MERGE("A1:H1") MERGE("A3:C3") MERGE("D3:D4") MERGE("E3:E4") MERGE("F3:G3") MERGE("H3:H4")
                       MERGE("A10:D10") MERGE("A12:H12")));
    Table *csv;
    Place place;

    assert_clean(f);
    assert_str(table->sheet, "收支");
    assert_null(table->source);
    csv = read_clean(f, spec, expenditure_csv);
    assert_same_table(f, table, csv);
    place = table_cell_place(table, &table->lists[0].rows[3].cells[4]);
    assert_str(place_shown(f->arena, &place), "t.xlsx:收支!E9");
    place = table_row_place(table, &table->lists[0].rows[4]);
    assert_str(place_shown(f->arena, &place), "t.xlsx:收支!A10");
}

// Shared strings, some of several runs and with readings; a prefix before every tag; no merged ranges.
static void reads_other_writers(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = expenditure_spec(f->arena);
    const char strings[] =
        "<si><t>类</t></si><si><r><rPr/><t>科目</t></r><r><t xml:space=\"preserve\"> 名称</t></r><rPh "
        "sb=\"0\" "
        "eb=\"1\"><t>kemu</t></rPh></si><si><t>基本支出</t></si><si><t>公用_x000D_\n经费</t></si>";
    Table *table = read_styled(
        f, spec, strings, NULL,
        "<x:cols xmlns:x=\"" MAIN "\"><x:col min=\"1\" max=\"8\"/></x:cols>" DATA(
            ROW(1, TEXT("H1", "单位：元")) ROW(3, TEXT("A3", "科目编码") SHARED("D3", 1) TEXT("E3", "合计")
                                                      SHARED("F3", 2) TEXT("H3", "项目支出"))
                ROW(4, SHARED("A4", 0) TEXT("B4", "款") TEXT("C4", "项") TEXT("F4", "小计") SHARED("G4", 3))
                    EXPENDITURE_ROWS));

    assert_clean(f);
    assert_same_table(f, table, read_clean(f, spec, expenditure_csv));
}

// Rows and cells without references, which are optional.
static void reads_cells_without_references(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(
        f, NULL,
        DATA("<row><c t=\"inlineStr\"><is><t>名目</t></is></c><c t=\"str\"><v>金额</v></c></row>"
             "<row/><row><c t=\"inlineStr\"><is><t>甲</t></is></c><c><f>1+1</f><v>2</v></c></row>"));

    assert_clean(f);
    assert_int_equal(table->lists[0].row_count, 1);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "2");
    assert_true(table_cell_is_at(table, &table->lists[0].rows[0].cells[1], STR("收支!B3")));
}

static void reads_side_by_side_lists(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = balance_spec(f->arena);
    const char csv[] =
        "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n"
        "一、拨款,51.8,一、公共服务,51.8\n,,　其中：运行,33.8\n本年收入合计,51.8,本年支出合计,51.8\n";
    Table *table = read_sheet(
        f, spec,
        DATA(ROW(2, TEXT("A2", "收入") TEXT("D2", "支出"))
                 ROW(3, TEXT("A3", "项　目") TEXT("B3", "行次") TEXT("C3", "本年预算") TEXT("D3", "项　目")
                            TEXT("E3", "行次") TEXT("F3", "本年预算"))
                     ROW(4, TEXT("A4", "栏次") NUM("C4", "1") TEXT("D4", "栏次") NUM("F4", "2"))
                         ROW(5, TEXT("A5", "一、拨款") NUM("B5", "1") NUM("C5", "51.8")
                                    TEXT("D5", "一、公共服务") NUM("E5", "4") NUM("F5", "51.799999999999997"))
                             ROW(6, TEXT("D6", "　其中：运行") NUM("F6", "33.8"))
                                 ROW(7, TEXT("A7", "本年收入合计") NUM("C7", "51.8")
                                            TEXT("D7", "本年支出合计") NUM("F7", "51.8")))
            MERGES(MERGE("A2:C2") MERGE("D2:F2")));

    assert_clean(f);
    assert_same_table(f, table, read_clean(f, spec, csv));
}

// A table of one's own: its columns come from the merged header.
static void infers_a_spec(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(
        f, NULL,
        DATA(ROW(1, TEXT("A1", "车辆情况")) ROW(2, TEXT("A2", "编制单位：某局") TEXT("C2", "单位：元"))
                 ROW(3, TEXT("A3", "名称") TEXT("B3", "数量")) ROW(4, TEXT("B4", "本年") TEXT("C4", "上年"))
                     ROW(5, TEXT("A5", "轿车") NUM("B5", "20000") NUM("C5", "0")))
            MERGES(MERGE("A1:C1") MERGE("A3:A4") MERGE("B3:C3")));

    assert_clean(f);
    assert_int_equal(table->spec->column_count, 3);
    assert_str(table->spec->columns[1].path, "数量/本年");
    assert_int_equal(table->spec->header_rows, 2);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "2");
}

// Groups in other words than the declaration's, and the name of a code in full.
static void reads_headers_in_other_words(void **state)
{
    Fixture *f = *state;
    Table *table =
        read_sheet(f, expenditure_spec(f->arena),
                   DATA(ROW(1, TEXT("A1", "项目") TEXT("D1", "本年支出合计数") TEXT("G1", "项目支出"))
                            ROW(2, TEXT("A2", "支出功能分类科目编码") TEXT("B2", "科目名称")
                                       TEXT("D2", "合计") TEXT("E2", "小计") TEXT("F2", "公用经费"))
                                ROW(3, NUM("A3", "2013701") TEXT("B3", "行政运行") NUM("D3", "3")
                                           NUM("E3", "2") NUM("F3", "2") NUM("G3", "1")))
                       MERGES(MERGE("A1:B1") MERGE("D1:F1") MERGE("G1:G2")));

    assert_clean(f);
    assert_str(table->lists[0].rows[0].code, "2013701");
    assert_amount(f, &table->lists[0].rows[0].cells[4], "3");
    assert_amount(f, &table->lists[0].rows[0].cells[7], "1");
}

// Two lists under one title, of which one has its name: the fields are taken in their order.
static void lists_under_one_title(void **state)
{
    static const ListSpec lists[] = {{.name = {"公用经费", 12}, .hierarchy = HIERARCHY_NONE},
                                     {.name = {"续", 3}, .hierarchy = HIERARCHY_NONE}};
    Fixture *f = *state;
    ColumnPlan plans[2];
    TableSpec *spec = balance_spec(f->arena);
    Str groups[] = {STR("公用经费")};
    Table *table;

    for (int i = 0; i < 2; i++)
        plans[i] =
            (ColumnPlan){.column = {.name = STR("决算数"), .kind = COLUMN_AMOUNT, .decimals = -1, .list = i},
                         .groups = groups,
                         .group_count = 1,
                         .path_skip = 1};
    spec->lists = lists;
    table_spec_columns(f->arena, spec, plans, 2);
    table = read_sheet(f, spec,
                       DATA(ROW(1, TEXT("A1", "公用经费")) ROW(2, TEXT("A2", "决算数") TEXT("B2", "决算数"))
                                ROW(3, NUM("A3", "1") NUM("B3", "2"))) MERGES(MERGE("A1:B1")));
    assert_clean(f);
    assert_amount(f, &table->lists[0].rows[0].cells[0], "1");
    assert_amount(f, &table->lists[1].rows[0].cells[0], "2");
}

static void a_header_alone_is_an_empty_table(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(f, balance_spec(f->arena),
                              DATA(ROW(1, TEXT("A1", "项目") TEXT("B1", "本年预算") TEXT("C1", "项目") TEXT(
                                              "D1", "本年预算")) ROW(2, TEXT("A2", "注：本部门无此项。"))));

    assert_clean(f);
    assert_true(table->empty);
}

// ---- numbers and formats

static const char styles[] =
    "<numFmts><numFmt numFmtId=\"170\" formatCode=\"000000\"/><numFmt numFmtId=\"171\" "
    "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"172\" "
    "formatCode=\"[Red]#,##0.00_);\\(0.00\\);&quot;days&quot;\"/><numFmt numFmtId=\"173\" "
    "formatCode=\"[h]:mm:ss\"/><numFmt numFmtId=\"174\" "
    "formatCode=\"[Magenta]0.00\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf "
    "numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"10\"/><xf "
    "numFmtId=\"170\"/><xf "
    "numFmtId=\"171\"/><xf numFmtId=\"172\"/><xf numFmtId=\"173\"/><xf numFmtId=\"49\"><alignment "
    "indent=\"2\"/></xf><xf numFmtId=\"174\"/></cellXfs>";

static void assert_text(Fixture *f, const char *cell, const char *expected)
{
    Table *table = read_styled(
        f, NULL, NULL, styles,
        str_print(f->arena, DATA(ROW(1, TEXT("A1", "备注") TEXT("B1", "说明")) ROW(2, "%s")), cell).at);

    assert_str(table->lists[0].rows[0].cells[0].text, expected);
    diag_truncate(f->diag, 0);
}

static void stored_numbers(void **state)
{
    Fixture *f = *state;

    assert_text(f, NUM("A2", "2.0099999999999998"), "2.01");
    assert_text(f, NUM("A2", "0.30000000000000004"), "0.3");
    assert_text(f, NUM("A2", "-1234567.8900000001"), "-1234567.89");
    assert_text(f, NUM("A2", "1E-3"), "0.001");
    assert_text(f, NUM("A2", "1.5e+6"), "1500000");
    assert_text(f, NUM("A2", "-0"), "0");
    assert_text(f, NUM("A2", "100"), "100");
    assert_text(f, NUM("A2", "123456789012345678"), "123456789012346000");
    assert_text(f, NUM("A2", "1E+300"), "1E+300");
    assert_text(f, NUM("A2", "nan"), "nan");
    assert_text(f, NUM("A2", "0x10"), "0x10");
}

// D7-C7 as it was saved, (D-C)/C in %, a third; a cent that is really there, and one that people typed.
static void calculated_numbers(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(
        f, balance_spec(f->arena),
        DATA(ROW(1, TEXT("A1", "项目") TEXT("B1", "本年预算") TEXT("C1", "项目") TEXT("D1", "本年预算")) ROW(
            2, TEXT("A2", "甲") NUM("B2", "13.349999999999909") TEXT("C2", "甲")
                   NUM("D2", "13.360000000000014")) ROW(3, TEXT("A3", "乙") NUM("B3", "333.33333333333331")
                                                               TEXT("C3", "乙") NUM("D3", "1234567.123456"))
                 ROW(4,
                     TEXT("A4", "丙") NUM("B4", "0.12345600000000001") TEXT("C4", "丙") NUM("D4", "0.005"))));
    const Row *left = table->lists[0].rows, *right = table->lists[1].rows;

    assert_clean(f);
    assert_amount(f, &left[0].cells[1], "13.35");
    assert_str(left[0].cells[1].text, "13.3499999999999");
    assert_amount(f, &right[0].cells[1], "13.36");
    assert_amount(f, &left[1].cells[1], "333.33");
    assert_amount(f, &right[1].cells[1], "1234567.123456");
    assert_amount(f, &left[2].cells[1], "0.123456");
    assert_amount(f, &right[2].cells[1], "0.005");
    assert_int_equal(left[0].cells[1].decimals, 2);
    table = read_sheet(f, NULL,
                       DATA(ROW(1, TEXT("A1", "项目") TEXT("B1", "金额"))
                                ROW(2, TEXT("A2", "甲") NUM("B2", "13.349999999999909"))
                                    ROW(3, TEXT("A3", "乙") NUM("B3", "2.5"))));
    assert_int_equal(table->spec->decimals, 2);
}

static void formatted_numbers(void **state)
{
    Fixture *f = *state;

    assert_text(f, STYLED("A2", 1, "44967"), "2023-02-10");
    assert_text(f, STYLED("A2", 2, "44967.375"), "2023-02-10 09:00");
    assert_text(f, STYLED("A2", 5, "44967.9999999"), "2023-02-11");
    assert_text(f, STYLED("A2", 5, "1"), "1900-01-01");
    assert_text(f, STYLED("A2", 5, "61"), "1900-03-01");
    assert_text(f, STYLED("A2", 7, "0.375"), "09:00");
    assert_text(f, STYLED("A2", 3, "0.12540000000000001"), "12.54%");
    assert_text(f, STYLED("A2", 3, "0.5"), "50.00%");
    assert_text(f, STYLED("A2", 3, "0"), "0.00%");
    assert_text(f, STYLED("A2", 4, "1001"), "001001");
    assert_text(f, STYLED("A2", 4, "1.5"), "1.5");
    assert_text(f, STYLED("A2", 6, "5.5"), "5.50");
    assert_text(f, STYLED("A2", 6, "-7"), "-7.00");
    assert_text(f, STYLED("A2", 6, "0.125"), "0.125");
    assert_text(f, STYLED("A2", 9, "5.5"), "5.50");
    assert_text(f, "<c r=\"A2\" t=\"b\"><v>1</v></c>", "TRUE");
    assert_text(f, "<c r=\"A2\" t=\"d\"><v>2023-02-10</v></c>", "2023-02-10");
    assert_text(f, TEXT("A2", "a_x0041_&lt;_x004_"), "aA<_x004_");
}

static void empty_shared_texts(void **state)
{
    Fixture *f = *state;
    Table *table = read_styled(f, NULL, "<si><t>合计</t></si>", NULL,
                               DATA(ROW(1, TEXT("A1", "项目") TEXT("B1", "金额") TEXT("C1", "备注")) ROW(
                                   2, TEXT("A2", "拨款") NUM("B2", "5") "<c r=\"C2\" t=\"s\"><v></v></c>")));

    assert_int_equal(table->lists[0].rows[0].cells[2].kind, CELL_BLANK);
}

static void codes_formatted_as_amounts(void **state)
{
    Fixture *f = *state;
    Table *table =
        read_styled(f, NULL, NULL, styles,
                    DATA(ROW(1, TEXT("A1", "科目编码") TEXT("B1", "科目名称") TEXT("C1", "金额"))
                             ROW(2, STYLED("A2", 6, "2010301") TEXT("B2", "行政运行") NUM("C2", "5"))));

    assert_str(table->lists[0].rows[0].code, "2010301");
    assert_str(table->lists[0].rows[0].cells[0].text, "2010301");
}

// An indent by format says as much as blanks do.
static void indents_by_format(void **state)
{
    Fixture *f = *state;
    Table *table = read_styled(
        f, balance_spec(f->arena), NULL, styles,
        DATA(ROW(1, TEXT("A1", "项目") TEXT("B1", "本年预算") TEXT("C1", "项目") TEXT("D1", "本年预算"))
                 ROW(2, TEXT("A2", "拨款") NUM("B2", "5"))
                     ROW(3, "<c r=\"A3\" s=\"8\" t=\"inlineStr\"><is><t>经费</t></is></c>" NUM("B3", "5"))));

    assert_clean(f);
    assert_int_equal(table->lists[0].rows[1].parent, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_an_export),
        TEST(reads_other_writers),
        TEST(reads_cells_without_references),
        TEST(reads_side_by_side_lists),
        TEST(infers_a_spec),
        TEST(reads_headers_in_other_words),
        TEST(lists_under_one_title),
        TEST(a_header_alone_is_an_empty_table),
        TEST(stored_numbers),
        TEST(calculated_numbers),
        TEST(formatted_numbers),
        TEST(indents_by_format),
        TEST(empty_shared_texts),
        TEST(codes_formatted_as_amounts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

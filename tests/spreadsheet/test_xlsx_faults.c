// What is wrong in sheets, each told at its cell; what would fill memory or time, refused.
#include "spreadsheet/xlsx_fixture.h"

#define HEAD ROW(1, TEXT("A1", "项目") TEXT("B1", "本年预算") TEXT("C1", "项目") TEXT("D1", "本年预算"))

static void refuse(Fixture *f, const SheetXml *sheet, const char *strings, const char *rule)
{
    Workbook *workbook = open_sheets(f, sheet, 1, strings, NULL);

    if (workbook)
        assert_null(
            table_read_sheet(f->arena, f->diag, workbook, 0, &(TableWanted){.spec = balance_spec(f->arena)}));
    workbook_release(workbook);
    only_finding(f, rule);
}

static void text_in_an_amount(void **state)
{
    Fixture *f = *state;

    read_sheet(f, balance_spec(f->arena), DATA(HEAD ROW(7, TEXT("A7", "拨款") TEXT("B7", "51.8万元"))));
    found_at(f, "cell-not-amount", "收支!B7");
}

static void numbers_typed_as_text(void **state)
{
    Fixture *f = *state;
    Table *table = read_sheet(f, balance_spec(f->arena),
                              DATA(HEAD ROW(2, TEXT("A2", "拨款") TEXT("B2", " １，２３４．５０ "))));

    assert_clean(f);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "1234.5");
}

static void cached_errors(void **state)
{
    Fixture *f = *state;
    Table *table =
        read_sheet(f, balance_spec(f->arena),
                   DATA(HEAD ROW(2, TEXT("A2", "拨款") "<c r=\"B2\" t=\"e\"><f>X!A1</f><v>#REF!</v></c>")));

    assert_non_null(strstr(found_at(f, "cell-error", "收支!B2")->message.at, "#REF!"));
    assert_int_equal(table->lists[0].rows[0].cells[1].kind, CELL_BLANK);
}

static void formulas_without_values(void **state)
{
    Fixture *f = *state;

    read_sheet(f, balance_spec(f->arena), DATA(HEAD ROW(2, TEXT("A2", "拨款") "<c r=\"B2\"><f>1+1</f></c>")));
    found_at(f, "cell-formula", "收支!B2");
    diag_truncate(f->diag, 0);
    read_sheet(f, balance_spec(f->arena),
               DATA(HEAD ROW(2, TEXT("A2", "拨款") "<c r=\"B2\"><f>1+1</f><v/></c>")));
    found_at(f, "cell-formula", "收支!B2");
    diag_truncate(f->diag, 0);
    read_sheet(f, balance_spec(f->arena),
               DATA(HEAD ROW(2, TEXT("A2", "拨款") "<c r=\"B2\" t=\"str\"><f>IF(1,\"\")</f><v></v></c>")));
    assert_clean(f);
}

static void overlapping_merges(void **state)
{
    Fixture *f = *state;

    read_sheet(f, balance_spec(f->arena),
               DATA(HEAD ROW(2, TEXT("A2", "拨款") NUM("B2", "1")))
                   MERGES(MERGE("A3:B4") MERGE("D2:D5") MERGE("B4:C5") MERGE("A6:XFD1048576")));
    found_at(f, "merge-overlap", "收支!B4");
    assert_int_equal(diag_total(f->diag), 1);
}

static Table *read_hidden(Fixture *f, Hidden hidden)
{
    SheetXml sheet = {
        "收支", "veryHidden",
        "<cols><col min=\"5\" max=\"5\" width=\"0\"/><col min=\"9\" max=\"99\" hidden=\"1\"/></cols>" DATA(
            HEAD HIDDEN_ROW(2, TEXT("A2", "拨款") NUM("B2", "5")) HIDDEN_ROW(3, "")
                ROW(4, TEXT("A4", "其他") NUM("B4", "6") TEXT("E4", "李四")))};
    Workbook *workbook = open_sheets(f, &sheet, 1, NULL, NULL);
    Table *table = table_read_sheet(f->arena, f->diag, workbook, 0,
                                    &(TableWanted){.spec = balance_spec(f->arena), .hidden = hidden});

    assert_true(workbook_sheet_hidden(workbook, 0));
    workbook_release(workbook);
    return table;
}

static void hidden_parts_are_asked_for(void **state)
{
    Fixture *f = *state;
    static const char *const rules[] = {"sheet-hidden", "row-hidden", "column-hidden"};
    static const char *const cells[] = {"收支!A1", "收支!A2", "收支!E4"};

    read_hidden(f, HIDDEN_ASK);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(diag_at(f->diag, i)->rule, rules[i]);
        assert_int_equal(diag_at(f->diag, i)->severity, SEVERITY_ERROR);
        assert_str(diag_at(f->diag, i)->place.cell, cells[i]);
    }
}

static void hidden_parts_are_skipped_or_read(void **state)
{
    Fixture *f = *state;
    Table *table = read_hidden(f, HIDDEN_SKIP);

    assert_clean(f);
    assert_int_equal(table->lists[0].row_count, 1);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "6");
    table = read_hidden(f, HIDDEN_READ);
    assert_int_equal(table->lists[0].row_count, 2);
    assert_amount(f, &table->lists[0].rows[0].cells[1], "5");
    found_at(f, "table-column-unknown", "收支!E4"); // what stands in the hidden column
}

static void two_units(void **state)
{
    Fixture *f = *state;

    read_sheet(f, balance_spec(f->arena),
               DATA(ROW(1, TEXT("A1", "单位：元") TEXT("D1", "单位：万元")) ROW(
                   2, TEXT("A2", "项目") TEXT("B2", "本年预算") TEXT("C2", "项目") TEXT("D2", "本年预算"))));
    found_at(f, "unit-conflict", "收支!D1");
}

static void repeated_columns_and_rows(void **state)
{
    Fixture *f = *state;

    read_sheet(f, NULL,
               DATA(ROW(1, TEXT("A1", "名称") TEXT("B1", "金额") TEXT("C1", "金额"))
                        ROW(2, TEXT("A2", "甲") NUM("B2", "5") NUM("C2", "6"))));
    found_at(f, "table-column-duplicate", "收支!C1");
    diag_truncate(f->diag, 0);
    read_sheet(f, NULL,
               DATA(ROW(1, TEXT("A1", "名称") TEXT("B1", "金额")) ROW(2, TEXT("A2", "甲") NUM("B2", "5"))
                        ROW(3, TEXT("A3", "乙") NUM("B3", "5")) ROW(5, TEXT("A5", "甲") NUM("B5", "6"))));
    assert_non_null(strstr(found_at(f, "row-duplicate", "收支!A5")->hint.at, "收支!A2"));
    diag_truncate(f->diag, 0);
    read_csv(f, NULL,
             "类,款,项,科目名称,单位编码,合计\n201,,,一般,01,5\n201,,,一般,02,5\n合计,,,,,1\n合计,,,,,1\n");
    assert_clean(f);
    read_csv(f, NULL, "类,款,项,科目名称,单位编码,合计\n201,,,一般,01,5\n201, , ,一般,01,6\n");
    assert_non_null(strstr(only_finding(f, "row-duplicate")->hint.at, "line 2"));
}

static void no_header(void **state)
{
    Fixture *f = *state;

    read_sheet(f, balance_spec(f->arena), DATA(ROW(3, TEXT("B3", "甲"))));
    found_at(f, "table-header-missing", "收支!B3");
    diag_truncate(f->diag, 0);
    read_sheet(f, balance_spec(f->arena), DATA(""));
    found_at(f, "table-header-missing", "收支!A1");
}

static void broken_sheets(void **state)
{
    static const char *const sheets[] = {
        DATA(ROW(2, "") ROW(1, "")),    DATA(ROW(1, NUM("B1", "1") NUM("A1", "2"))),
        DATA(ROW(1, NUM("A2", "1"))),   DATA(ROW(1, NUM("1A", "1"))),
        DATA(ROW(1, NUM("XFE1", "1"))), DATA("<row r=\"1048577\"/>"),
        DATA(ROW(1, SHARED("A1", 3))),  DATA(ROW(1, SHARED("A1", x))),
        DATA("") MERGES(MERGE("A1:")),  DATA("") MERGES(MERGE("B2:A1")),
    };

    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        SheetXml sheet = {"s", "", sheets[i]};

        refuse(*state, &sheet, NULL, "sheet-broken");
        diag_truncate(((Fixture *)*state)->diag, 0);
    }
}

static void xml_bombs(void **state)
{
    Fixture *f = *state;
    Part parts[] = {
        {"_rels/.rels", STR(ROOT_RELATIONS)},
        {"xl/workbook.xml",
         STR("<!DOCTYPE workbook [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]>"
             "<workbook>&c;</workbook>")}};
    SheetXml sheet = {"s", "", DATA("<row>")};

    assert_null(workbook_from_bytes(f->arena, f->diag, make_zip(f->arena, parts, 2), STR("t.xlsx")));
    only_finding(f, "xml-entity");
    diag_truncate(f->diag, 0);
    refuse(f, &sheet, NULL, "xml-syntax");
}

static void other_documents(void **state)
{
    Fixture *f = *state;
    Part parts[] = {{"_rels/.rels", STR(ROOT_RELATIONS)},
                    {"xl/workbook.xml", STR("<w:document xmlns:w=\"urn:w\"/>")}};
    Part binary[] = {
        {"_rels/.rels", STR(RELATIONS "<Relationship Id=\"a\" Type=\"" OFFICE
                                      "officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>")}};

    assert_null(workbook_from_bytes(f->arena, f->diag, make_zip(f->arena, parts, 2), STR("t.xlsx")));
    only_finding(f, "file-kind");
    diag_truncate(f->diag, 0);
    assert_null(workbook_from_bytes(f->arena, f->diag, make_zip(f->arena, binary, 1), STR("t.xlsx")));
    assert_non_null(strstr(only_finding(f, "file-kind")->message.at, ".xlsb"));
}

#define MOST_SMALL_BYTES 1000000

// One cell at the far corner is told or read, and takes no room for the cells before it.
static void far_corners(void **state)
{
    Fixture *f = *state;
    size_t before = arena_bytes(f->arena);
    Table *table;

    read_sheet(f, balance_spec(f->arena), DATA(HEAD ROW(1048576, NUM("XFD1048576", "1"))));
    found_at(f, "table-column-unknown", "收支!XFD1048576");
    diag_truncate(f->diag, 0);
    table = read_sheet(f, NULL, DATA(HEAD ROW(1048576, NUM("B1048576", "1"))));
    assert_int_equal(table->lists[0].row_count, 1);
    assert_int_equal(table->lists[0].rows[0].line, 1048576);
    assert_true(arena_bytes(f->arena) - before < MOST_SMALL_BYTES);
}

// A cell beside many rows makes no wide records of them; a sheet that is too large is told where it begins to
// be.
static void cells_beside_many_rows(void **state)
{
    Fixture *f = *state;
    StrBuf tall = {.arena = f->arena};
    SheetXml sheet = {"s", "", ""};

    buf_add_c(&tall, "<sheetData>" HEAD);
    for (int i = 2; i < 30000; i++)
        buf_print(&tall, "<row><c><v>%d</v></c>%s</row>", i,
                  i == 20000 ? "<c r=\"IV20000\"><v>7</v></c>" : "");
    buf_add_c(&tall, "</sheetData>");
    sheet.xml = buf_str(&tall).at;
    read_sheet(f, balance_spec(f->arena), sheet.xml);
    found_at(f, "table-column-unknown", "收支!IV20000");
    diag_truncate(f->diag, 0);
    tall.n = 0;
    buf_add_c(&tall, "<sheetData><row>");
    for (int i = 0; i < 900; i++)
        buf_add_c(&tall, "<c><v>1</v></c>");
    buf_add_c(&tall, "</row>");
    for (int i = 0; i < 5000; i++)
        buf_add_c(&tall, "<row><c><v>1</v></c></row>");
    buf_add_c(&tall, "</sheetData>");
    sheet.xml = buf_str(&tall).at;
    refuse(f, &sheet, NULL, "table-too-large");
    assert_str(diag_at(f->diag, 0)->place.cell, "s!A4445");
}

// A sheet of more cells than are read, and one of more columns.
static void large_sheets(void **state)
{
    Fixture *f = *state;
    StrBuf tall = {.arena = f->arena};
    SheetXml sheet = {"s", "", ""};

    buf_add_c(&tall, "<sheetData><row>");
    for (int i = 0; i < 1002; i++)
        buf_add_c(&tall, "<c><v>1</v></c>");
    buf_add_c(&tall, "</row></sheetData>");
    sheet.xml = buf_str(&tall).at;
    refuse(f, &sheet, NULL, "table-too-large");
    assert_str(diag_at(f->diag, 0)->place.cell, "s!ALM1");
    diag_truncate(f->diag, 0);
    tall.n = 0;
    buf_add_c(&tall, "<sheetData>");
    for (int i = 0; i < 500001; i++)
        buf_add_c(&tall, "<row><c><v>1</v></c><c><v>2</v></c></row>");
    buf_add_c(&tall, "</sheetData>");
    sheet.xml = buf_str(&tall).at;
    refuse(f, &sheet, NULL, "table-too-large");
    assert_str(diag_at(f->diag, 0)->place.cell, "s!A500001");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_in_an_amount),
        TEST(numbers_typed_as_text),
        TEST(cached_errors),
        TEST(formulas_without_values),
        TEST(overlapping_merges),
        TEST(hidden_parts_are_asked_for),
        TEST(hidden_parts_are_skipped_or_read),
        TEST(two_units),
        TEST(repeated_columns_and_rows),
        TEST(no_header),
        TEST(broken_sheets),
        TEST(xml_bombs),
        TEST(other_documents),
        TEST(far_corners),
        TEST(cells_beside_many_rows),
        TEST(large_sheets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

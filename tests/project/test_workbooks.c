// Workbooks in tables/: which sheet is which table, and what is told of the others.
#include "package/package_fixture.h"
#include "project/project_fixture.h"

#define CELL(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUM(ref, number) "<c r=\"" ref "\"><v>" number "</v></c>"
#define BALANCE                                                                                              \
    "<row r=\"3\">" CELL("A3", "收入") CELL("C3", "支出") "</row><row r=\"4\">" CELL("A4", "项目")           \
        CELL("B4", "本年预算") CELL("C4", "项目（按功能分类）") CELL("D4", "合计")                           \
            CELL("E4", "其中") "</row><row r=\"5\">" CELL("E5", "甲")                                        \
                CELL("F5", "乙") "</row><row r=\"6\">" CELL("A6", "拨款") NUM("B6", "5") CELL("C6", "支出")  \
                    NUM("D6", "5") "</row>"
#define BALANCE_MERGES                                                                                       \
    "<mergeCells><mergeCell ref=\"A3:B3\"/><mergeCell ref=\"C3:F3\"/><mergeCell ref=\"A4:A5\"/><mergeCell "  \
    "ref=\"B4:B5\"/><mergeCell ref=\"C4:C5\"/><mergeCell ref=\"D4:D5\"/><mergeCell "                         \
    "ref=\"E4:F4\"/></mergeCells>"
#define SHEET(rows) "<sheetData>" rows "</sheetData>"
#define BALANCE_SHEET SHEET(BALANCE) BALANCE_MERGES
#define PUBLIC_SHEET                                                                                         \
    SHEET("<row r=\"1\">" CELL("A1", "单位编码") CELL("B1", "单位名称") CELL("C1", "合计")                   \
              CELL("D1", "增减率") "</row>")
#define EXPENDITURE_SHEET                                                                                    \
    SHEET("<row r=\"1\">" CELL("A1", "2023年某局支出表") "</row><row r=\"2\">" CELL("A2", "类")              \
              CELL("B2", "款") CELL("C2", "项") CELL("D2", "科目名称") CELL("E2", "项目名称")                \
                  CELL("F2", "合计") "</row>")
#define FACTS_SHEET                                                                                          \
    SHEET("<row r=\"1\">" CELL("A1", "名称") CELL("B1", "数值") CELL(                                        \
        "C1", "单位") "</row><row r=\"2\">" CELL("A2", "车辆") NUM("B2", "3") CELL("C2", "辆") "</row>")

static void put_bytes(Fixture *f, const char *name, Str bytes)
{
    own_folder_put(f->folder, name, bytes);
}

static void put_book(Fixture *f, const char *name, const SheetXml *sheets, size_t n)
{
    put_bytes(f, name, make_workbook(f->arena, sheets, n, NULL, NULL));
}

static Project *read(Fixture *f)
{
    put(f, "sections/1-概况.md", "# 概况\n");
    put(f, "gongkai.yaml", HEAD);
    return read_project(f, false);
}

static void assert_found(Fixture *f, const Project *project, const char *table, const char *file,
                         const char *sheet)
{
    Table *found = book_find(&project->book, str_of(table));

    assert_non_null(found);
    assert_str(found->file, file);
    assert_str(found->sheet, sheet);
    (void)f;
}

static void sheets_by_name_number_and_title(void **state)
{
    static const SheetXml sheets[] = {
        {"目录", "", SHEET("<row r=\"1\">" CELL("A1", "1 收支表") "</row>")},
        {"1收支总表", "", BALANCE_SHEET},
        {"GK02", "", PUBLIC_SHEET},
        {"Sheet4", "", EXPENDITURE_SHEET},
        {"其他数据", "", FACTS_SHEET},
        {"码表", "hidden", PUBLIC_SHEET},
        {"空白", "", SHEET("")},
    };
    Project *project;

    put_book(*state, "tables/全套.xlsx", sheets, sizeof sheets / sizeof sheets[0]);
    project = read(*state);
    assert_clean(*state);
    assert_int_equal(project->book.table_count, 4);
    assert_found(*state, project, "收支表", "tables/全套.xlsx", "1收支总表");
    assert_found(*state, project, "“三公”经费支出表（试行）", "tables/全套.xlsx", "GK02");
    assert_found(*state, project, "支出表", "tables/全套.xlsx", "Sheet4");
    assert_found(*state, project, "其他数据", "tables/全套.xlsx", "其他数据");
    assert_int_equal(book_find(&project->book, STR("收支表"))->lists[0].row_count, 1);
    assert_false(book_other_data(&project->book)->spec->published);
}

static void other_numbers(void **state)
{
    static const char *const names[] = {"Z01", "z01收支", "公开01表", "财决公开01表", "附表1", "表1", "1"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        SheetXml sheets[] = {
            {names[i], "", BALANCE_SHEET}, {"表2", "", PUBLIC_SHEET}, {"3", "", EXPENDITURE_SHEET}};

        put_book(*state, "tables/x.xlsx", sheets, 3);
        assert_found(*state, read(*state), "收支表", "tables/x.xlsx", names[i]);
        assert_clean(*state);
    }
}

// A workbook with one sheet has its table's name itself; what the template does not know is one's own.
static void one_sheet_workbooks(void **state)
{
    static const SheetXml sheet = {"Sheet1", "", BALANCE_SHEET};
    static const SheetXml own = {"Sheet1", "",
                                 SHEET("<row r=\"1\">" CELL("A1", "名目") CELL(
                                     "B1", "金额") "</row>"
                                                   "<row r=\"2\">" CELL("A2", "甲") NUM("B2", "1") "</row>")};
    Project *project;

    put_tables(*state, "tables");
    remove(
        path_join(((Fixture *)*state)->arena, str_of(((Fixture *)*state)->folder), STR("tables/收支表.csv"))
            .at);
    put_book(*state, "tables/01-收支表.xls", &sheet, 1); // what is inside counts
    put_book(*state, "tables/专项.xlsx", &own, 1);
    put(*state, "tables/专项.yaml", "orientation: landscape\n");
    project = read(*state);
    assert_clean(*state);
    assert_found(*state, project, "收支表", "tables/01-收支表.xls", "Sheet1");
    assert_found(*state, project, "专项", "tables/专项.xlsx", "Sheet1");
    assert_int_equal(book_find(&project->book, STR("专项"))->spec->orientation, ORIENTATION_LANDSCAPE);
}

static void unknown_and_repeated_sheets(void **state)
{
    static const SheetXml sheets[] = {{"收支表", "", BALANCE_SHEET},
                                      {"汇总", "", SHEET("<row r=\"1\">" CELL("A1", "x") "</row>")},
                                      {"表1", "", BALANCE_SHEET}};
    Fixture *f = *state;

    put_tables(f, "tables");
    put_book(f, "tables/y.xlsx", sheets, 3);
    read(f);
    assert_int_equal(diag_total(f->diag), 3);
    assert_string_equal(diag_at(f->diag, 0)->rule, "sheet-unknown");
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_WARNING);
    assert_str(diag_at(f->diag, 0)->place.cell, "汇总!A1");
    // The first of the files by name stands.
    for (size_t i = 1; i < 3; i++)
        assert_string_equal(diag_at(f->diag, i)->rule, "table-duplicate");
    assert_str(diag_at(f->diag, 1)->place.cell, "表1!A1");
    assert_str(diag_at(f->diag, 2)->place.file, "tables/收支表.csv");
}

static void own_tables_once(void **state)
{
    static const SheetXml sheets[] = {{"收支表", "", BALANCE_SHEET}, {"其他数据", "", FACTS_SHEET}};
    Fixture *f = *state;

    put_tables(f, "tables");
    remove(path_join(f->arena, str_of(f->folder), STR("tables/收支表.csv")).at);
    put(f, "tables/其他数据.csv", "名称,数值,单位\n车辆,3,辆\n");
    put_book(f, "tables/z.xlsx", sheets, 2);
    read(f);
    assert_str(only_finding(f, "table-duplicate")->place.file, "tables/其他数据.csv");
}

// The same input has the same digest, any other another.
static void digest_of_what_was_read(void **state)
{
    static const SheetXml sheet = {"收支表", "", BALANCE_SHEET};
    static const SheetXml other = {"收支表", "", BALANCE_SHEET "<phoneticPr/>"};
    uint64_t first;

    put_tables(*state, "tables");
    remove(
        path_join(((Fixture *)*state)->arena, str_of(((Fixture *)*state)->folder), STR("tables/收支表.csv"))
            .at);
    put_book(*state, "tables/a.xlsx", &sheet, 1);
    first = read(*state)->digest;
    assert_true(first != 0);
    assert_true(read(*state)->digest == first);
    put_book(*state, "tables/a.xlsx", &other, 1);
    assert_true(read(*state)->digest != first);
    put_book(*state, "tables/a.xlsx", &sheet, 1);
    assert_true(read(*state)->digest == first);
    put(*state, "tables/2.csv", "单位编码,单位名称,合计,增减率\n\n");
    assert_true(read(*state)->digest != first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sheets_by_name_number_and_title), TEST(other_numbers),   TEST(one_sheet_workbooks),
        TEST(unknown_and_repeated_sheets),     TEST(own_tables_once), TEST(digest_of_what_was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

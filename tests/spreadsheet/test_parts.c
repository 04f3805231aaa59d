// Sheets and CSVs that are not held: each part is the table that its rows alone would be, at their places.
#include <stdio.h>
#include <unistd.h>

#include "spreadsheet/xlsx_fixture.h"

#define HEAD                                                                                                 \
    ROW(1, TEXT("A1", "单位：元"))                                                                           \
    ROW(2, TEXT("A2", "科目编码") TEXT("D2", "科目名称") TEXT("E2", "合计") TEXT("F2", "基本支出")           \
               TEXT("H2", "项目支出"))                                                                       \
    ROW(3, TEXT("A3", "类") TEXT("B3", "款") TEXT("C3", "项") TEXT("F3", "小计") TEXT("G3", "公用经费"))
#define LINE(n, kind, name, amount)                                                                          \
    ROW(n, NUM("A" #n, kind) SHARED("D" #n, name) NUM("E" #n, amount) NUM("H" #n, amount))
#define ODD LINE(4, "201", 0, "10000") LINE(6, "203", 0, "30000") LINE(8, "205", 1, "50000.5")
#define EVEN LINE(5, "202", 1, "20000") HIDDEN_ROW(7, NUM("A7", "204") SHARED("D7", 1) NUM("E7", "40000"))
#define MERGED MERGES(MERGE("A2:C2") MERGE("D2:D3") MERGE("E2:E3") MERGE("F2:G2") MERGE("H2:H3"))
#define STRINGS "<si><t>甲</t></si><si><t>　乙</t></si>"

static const char csv_text[] = "单位：元,,,,,,,\n"
                               "类,款,项,科目名称,合计,基本支出/小计,基本支出/公用经费,项目支出\n"
                               "201,,,甲,10000,,,10000\n202,,,\"乙\n\",\"20,000\",,,20000\n\n"
                               "203,,,甲,30000,,,30000\n204,,,乙,40000,,,\n";

// Odd or even, by the last digit of the first column.
static size_t part_of(void *context, const PartRow *row)
{
    size_t *passed = context;

    ++*passed;
    assert_int_equal(row->positions[0], 1);
    assert_int_equal(row->texts[0].column, 1);
    assert_int_equal(row->texts[0].text.n, 3);
    return (size_t)(row->texts[0].text.at[2] - '0') % 2;
}

static PartsSpec parts_spec(Fixture *f, size_t *passed, Hidden hidden)
{
    return (PartsSpec){
        .wanted = {.spec = expenditure_spec(f->arena), .hidden = hidden},
        .count = 3,
        .part_of = part_of,
        .context = passed,
        .spill = -1,
    };
}

static Table *part_read(Fixture *f, const TableParts *parts, size_t part)
{
    Table *table = table_parts_read(f->arena, f->diag, parts, part);

    assert_non_null(table);
    return table;
}

static void a_sheet(void **state)
{
    Fixture *f = *state;
    SheetXml whole = {
        "收支", "",
        DATA(HEAD LINE(4, "201", 0, "10000") LINE(5, "202", 1, "20000") LINE(6, "203", 0, "30000") HIDDEN_ROW(
            7, NUM("A7", "204") SHARED("D7", 1) NUM("E7", "40000")) LINE(8, "205", 1, "50000.5")) MERGED};
    size_t passed = 0, n;
    PartsSpec spec = parts_spec(f, &passed, HIDDEN_READ);
    Workbook *workbook = open_sheets(f, &whole, 1, STRINGS, NULL);
    FILE *spill = tmpfile();
    const TableParts *parts;
    const Table *odd;
    bool broken;

    assert_non_null(spill);
    spec.spill = fileno(spill);
    workbook_hold(workbook, 12);
    assert_non_null(workbook_sheet_head(workbook, f->diag, 0, &n, &broken));
    assert_false(broken);
    assert_true(workbook_sheet_large(workbook, 0));
    parts = sheet_parts(f->arena, f->diag, workbook, 0, &spec);
    workbook_release(workbook); // what parts have is their own
    assert_non_null(parts);
    assert_int_equal(passed, 5);
    assert_int_equal(table_parts_first(parts), 4);
    assert_true(table_parts_any(parts, 0) && table_parts_any(parts, 1) && !table_parts_any(parts, 2));
    odd = part_read(f, parts, 1);
    assert_same_table(f, odd, read_styled(f, spec.wanted.spec, STRINGS, NULL, DATA(HEAD ODD) MERGED));
    assert_int_equal(odd->lists[0].rows[2].line, 8);
    assert_str(odd->lists[0].rows[2].cells[3].text, "乙");
    assert_int_equal(part_read(f, parts, 0)->lists[0].row_count, 2);
    assert_int_equal(part_read(f, parts, 2)->lists[0].row_count, 0);
    assert_clean(f);
    fclose(spill);
}

// What is hidden is asked of the part that has it.
static void hidden_rows(void **state)
{
    Fixture *f = *state;
    SheetXml whole = {"收支", "", DATA(HEAD LINE(4, "201", 0, "10000") EVEN) MERGED};
    size_t passed = 0, n;
    PartsSpec spec = parts_spec(f, &passed, HIDDEN_ASK);
    Workbook *workbook = open_sheets(f, &whole, 1, STRINGS, NULL);
    FILE *spill = tmpfile();
    const TableParts *parts;
    bool broken;

    assert_non_null(spill);
    spec.spill = fileno(spill);
    workbook_hold(workbook, 12);
    workbook_sheet_head(workbook, f->diag, 0, &n, &broken);
    parts = sheet_parts(f->arena, f->diag, workbook, 0, &spec);
    assert_non_null(parts);
    part_read(f, parts, 1);
    assert_clean(f);
    part_read(f, parts, 0);
    found_at(f, "row-hidden", "收支!A7");
    workbook_release(workbook);
    fclose(spill);
}

// Who does not read in parts is told that it is too large, as before.
static void one_that_is_held(void **state)
{
    Fixture *f = *state;
    SheetXml whole = {"收支", "", DATA(HEAD EVEN) MERGED};
    Workbook *workbook = open_sheets(f, &whole, 1, STRINGS, NULL);
    size_t n;
    bool broken;

    workbook_hold(workbook, 1000);
    workbook_sheet_head(workbook, f->diag, 0, &n, &broken);
    assert_false(workbook_sheet_large(workbook, 0));
    workbook_release(workbook);
    assert_clean(f);
}

static void a_csv(void **state)
{
    Fixture *f = *state;
    size_t passed = 0;
    PartsSpec spec = parts_spec(f, &passed, HIDDEN_ASK);
    const Source *source = source_from_bytes(f->arena, f->diag, str_of(csv_text), STR("t.csv"), (Str){0});
    const TableParts *parts;
    const Table *even;

    assert_false(csv_large(source, 1000));
    assert_true(csv_large(source, 20));
    parts = csv_parts(f->arena, f->diag, source, &spec);
    assert_non_null(parts);
    assert_int_equal(passed, 4);
    even = part_read(f, parts, 0);
    assert_int_equal(even->lists[0].row_count, 2);
    assert_int_equal(even->lists[0].rows[0].line, 4);
    assert_int_equal(even->lists[0].rows[1].line, 8);
    assert_str(even->lists[0].rows[0].cells[4].text, "20,000");
    assert_int_equal(part_read(f, parts, 1)->lists[0].row_count, 2);
    assert_clean(f);
}

static void no_table(void **state)
{
    Fixture *f = *state;
    size_t passed = 0;
    PartsSpec spec = parts_spec(f, &passed, HIDDEN_ASK);
    const Source *source = source_from_bytes(f->arena, f->diag, STR("甲,乙\n1,2\n"), STR("t.csv"), (Str){0});

    assert_null(csv_parts(f->arena, f->diag, source, &spec));
    assert_int_equal(passed, 0);
    only_finding(f, "table-header-missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sheet), TEST(hidden_rows), TEST(one_that_is_held), TEST(a_csv), TEST(no_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

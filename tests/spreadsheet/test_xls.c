// What programs other than Excel and LibreOffice write into .xls, and what is damaged. The tests of formats
// compare whole workbooks with other readers.
#include "spreadsheet/internal-sheet.h"
#include "spreadsheet/xls_fixture.h"

#define BYTES(text) ((Str){text, sizeof(text) - 1})

static const Sheet *load(Fixture *f, Workbook *workbook, bool sound)
{
    assert_non_null(workbook);
    assert_int_equal(sheet_load(workbook, f->diag, 0), sound);
    return &workbook->sheets.at[0];
}

static void assert_cell(const Sheet *sheet, uint32_t row, uint32_t column, const char *text)
{
    const SheetCell *cell = sheet_cell(sheet, row, column);

    assert_non_null(cell);
    assert_str(cell->text, text);
    assert_int_equal(cell->fault, FAULT_NONE);
}

// 100, 1.25 and -2.5 as whole numbers, hundredths and doubles; a row of them.
static void packed_numbers(void **state)
{
    Fixture *f = *state;
    Workbook *workbook = open_xls(f, (Str){0},
                                  BYTES("\x7E\x02\x0A\x00"
                                        "\x00\x00\x00\x00\x00\x00\x92\x01\x00\x00") // 100
    );
    const Sheet *sheet = load(f, workbook, true);

    assert_cell(sheet, 1, 1, "100");
    workbook_release(workbook);
    workbook = open_xls(f, (Str){0},
                        BYTES("\xBD\x00\x18\x00\x02\x00\x01\x00"
                              "\x00\x00\xF7\x01\x00\x00" // 125 hundredths
                              "\x00\x00\x00\x00\x04\xC0" // -2.5
                              "\x00\x00\xEA\xFF\xFF\xFF" // -6
                              "\x03\x00"));
    sheet = load(f, workbook, true);
    assert_cell(sheet, 3, 2, "1.25");
    assert_cell(sheet, 3, 3, "-2.5");
    assert_cell(sheet, 3, 4, "-6");
    workbook_release(workbook);
    assert_int_equal(diag_total(f->diag), 0);
}

// Labels with and without runs; strings that go on in a CONTINUE record, of which each begins with its width.
static void texts(void **state)
{
    Fixture *f = *state;
    Workbook *workbook =
        open_xls(f, (Str){0},
                 BYTES("\x04\x02\x0B\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x41\x42"
                       "\xD6\x00\x0F\x00\x00\x00\x01\x00\x00\x00\x01\x00\x01\x08\x54\x01\x00\x00\x00"
                       "\x04\x02\x0A\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x41"
                       "\x3C\x00\x05\x00\x01\x08\x54\x42\x00"));
    const Sheet *sheet = load(f, workbook, true);

    assert_cell(sheet, 1, 1, "AB");
    assert_cell(sheet, 1, 2, "合");
    assert_cell(sheet, 1, 3, "A合B");
    workbook_release(workbook);
    // Two shared strings; the first, with a run and a phonetic part, goes on in the next record.
    workbook =
        open_xls(f,
                 BYTES("\xFC\x00\x13\x00\x02\x00\x00\x00\x02\x00\x00\x00"
                       "\x02\x00\x0D\x01\x00\x02\x00\x00\x00\x08\x54"
                       "\x3C\x00\x10\x00\x01\xA1\x8B\x01\x00\x02\x00\x58\x58\x02\x00\x01\x2F\x65\xFA\x51"),
                 BYTES("\xFD\x00\x0A\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00"));
    assert_cell(load(f, workbook, true), 1, 1, "支出");
    workbook_release(workbook);
    assert_int_equal(diag_total(f->diag), 0);
}

#define FORMULA(flags, value, size, tokens)                                                                  \
    "\x06\x00" size "\x00\x00\x00\x00\x00\x00" value flags "\x00\x00\x00\x00" tokens

static void formulas(void **state)
{
    Fixture *f = *state;
    Workbook *workbook = open_xls(
        f, (Str){0},
        BYTES(FORMULA("\x00\x00", "\x00\x00\x00\x00\x00\x00\xF8\x3F", "\x16\x00", "\x00\x00"))); // 1.5
    const Sheet *sheet = load(f, workbook, true);

    assert_cell(sheet, 1, 1, "1.5");
    workbook_release(workbook);
    // To be calculated when it is opened.
    workbook = open_xls(
        f, (Str){0}, BYTES(FORMULA("\x02\x00", "\x00\x00\x00\x00\x00\x00\x00\x00", "\x16\x00", "\x00\x00")));
    sheet = load(f, workbook, true);
    assert_int_equal(sheet_cell(sheet, 1, 1)->fault, FAULT_FORMULA);
    workbook_release(workbook);
    // The empty text of a sum (1+2), which programs that do not calculate write.
    workbook = open_xls(f, (Str){0},
                        BYTES(FORMULA("\x00\x00", "\x03\x00\x00\x00\x00\x00\xFF\xFF", "\x1D\x00",
                                      "\x07\x00\x1E\x01\x00\x1E\x02\x00\x03")));
    sheet = load(f, workbook, true);
    assert_int_equal(sheet_cell(sheet, 1, 1)->fault, FAULT_FORMULA);
    workbook_release(workbook);
    // The empty text of a text.
    workbook = open_xls(
        f, (Str){0},
        BYTES(FORMULA("\x00\x00", "\x03\x00\x00\x00\x00\x00\xFF\xFF", "\x19\x00", "\x03\x00\x17\x00\x00")));
    assert_null(sheet_cell(load(f, workbook, true), 1, 1));
    workbook_release(workbook);
    // An error, and a text of which nothing is there.
    workbook = open_xls(
        f, (Str){0}, BYTES(FORMULA("\x00\x00", "\x02\x00\x07\x00\x00\x00\xFF\xFF", "\x16\x00", "\x00\x00")));
    sheet = load(f, workbook, true);
    assert_int_equal(sheet_cell(sheet, 1, 1)->fault, FAULT_ERROR);
    assert_str(sheet_cell(sheet, 1, 1)->text, "#DIV/0!");
    workbook_release(workbook);
    workbook = open_xls(
        f, (Str){0}, BYTES(FORMULA("\x00\x00", "\x00\x00\x00\x00\x00\x00\xFF\xFF", "\x16\x00", "\x00\x00")));
    assert_int_equal(sheet_cell(load(f, workbook, true), 1, 1)->fault, FAULT_FORMULA);
    workbook_release(workbook);
}

#define RK(row, column, value) "\x7E\x02\x0A\x00" row "\x00" column "\x00\x00\x00" value "\x00\x00\x00"

static void cells_in_any_order(void **state)
{
    Fixture *f = *state;
    Workbook *workbook = open_xls(
        f, (Str){0},
        BYTES(RK("\x05", "\x01", "\x0A") RK("\x01", "\x03", "\x06") RK("\x01", "\x01", "\x0E")      // 2, 1, 3
              "\x08\x02\x10\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x20\x00\x00\x00")); // hidden
    const Sheet *sheet = load(f, workbook, true);

    assert_int_equal(sheet->rows.n, 2);
    assert_cell(sheet, 2, 2, "3");
    assert_cell(sheet, 2, 4, "1");
    assert_cell(sheet, 6, 2, "2");
    assert_int_equal(sheet->hidden_rows.n, 1);
    assert_int_equal(sheet->hidden_rows.at[0], 6);
    workbook_release(workbook);
    workbook = open_xls(f, (Str){0}, BYTES(RK("\x05", "\x01", "\x0A") RK("\x05", "\x01", "\x06")));
    load(f, workbook, false);
    only_finding(f, "sheet-broken");
    workbook_release(workbook);
}

// Column 256 is the last that the format has.
static void past_the_last_column(void **state)
{
    Fixture *f = *state;
    Workbook *workbook =
        open_xls(f, (Str){0}, BYTES("\x7E\x02\x0A\x00\x05\x00\xFF\x00\x00\x00\x0A\x00\x00\x00"));

    assert_cell(load(f, workbook, true), 6, 256, "2");
    workbook_release(workbook);
    workbook = open_xls(f, (Str){0}, BYTES("\x7E\x02\x0A\x00\x05\x00\x00\x01\x00\x00\x0A\x00\x00\x00"));
    load(f, workbook, false);
    only_finding(f, "sheet-broken");
    workbook_release(workbook);
}

// A shared string that the workbook does not have is no blank.
static void missing_text(void **state)
{
    Fixture *f = *state;
    Workbook *workbook =
        open_xls(f, (Str){0}, BYTES("\xFD\x00\x0A\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00"));

    load(f, workbook, false);
    only_finding(f, "sheet-broken");
    workbook_release(workbook);
}

// Half a point high by hand, and by itself; a 256th and three of a character wide.
static void too_small(void **state)
{
    Fixture *f = *state;
    Workbook *workbook =
        open_xls(f, (Str){0},
                 BYTES("\x7D\x00\x0C\x00\x01\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00"
                       "\x7D\x00\x0C\x00\x02\x00\x02\x00\x00\x03\x00\x00\x00\x00\x00\x00"
                       "\x08\x02\x10\x00\x05\x00\x00\x00\x00\x00\x0A\x00\x00\x00\x00\x00\x40\x00\x00\x00"
                       "\x08\x02\x10\x00\x06\x00\x00\x00\x00\x00\x0A\x00\x00\x00\x00\x00\x00\x00\x00\x00" RK(
                           "\x05", "\x01", "\x0A") RK("\x06", "\x02", "\x06")));
    const Sheet *sheet = load(f, workbook, true);

    assert_int_equal(sheet->hidden_columns.n, 1);
    assert_int_equal(sheet->hidden_columns.at[0].left, 2);
    assert_int_equal(sheet->hidden_rows.n, 1);
    assert_int_equal(sheet->hidden_rows.at[0], 6);
    workbook_release(workbook);
}

// ---- refused

static void refuse(Fixture *f, Str file, const char *rule, const char *says)
{
    assert_null(workbook_from_bytes(f->arena, f->diag, file, STR("t.xls")));
    assert_mentions(only_finding(f, rule)->message, says);
    diag_truncate(f->diag, 0);
}

static void refused_by_name(void **state)
{
    Fixture *f = *state;
    StrBuf old = {.arena = f->arena};
    Str locked = make_stream(f->arena, BYTES("\x2F\x00\x06\x00\x00\x00\x00\x00\x00\x00"), (Str){0});

    refuse(f, make_compound(f->arena, "Workbook", locked, 0xFFFFFFFE), "workbook-encrypted", "password");
    add_begin(&old, 0x0500, 5);
    refuse(f, make_compound(f->arena, "Workbook", (Str){old.at, old.n}, 0xFFFFFFFE), "file-kind", "Excel 95");
    refuse(f, make_compound(f->arena, "Book", (Str){old.at, old.n}, 0xFFFFFFFE), "file-kind", "Excel 95");
}

static void damaged(void **state)
{
    Fixture *f = *state;
    Str stream = make_stream(f->arena, (Str){0}, (Str){0});
    Str file = make_compound(f->arena, "Workbook", stream, 0xFFFFFFFE), broken;
    Workbook *workbook;
    char *at;

    refuse(f, str_slice(file, 0, 400), "zip-broken", "end is missing");
    refuse(f, str_slice(file, 0, 1100), "zip-broken", "chains");
    refuse(f, str_slice(file, 0, 2000), "zip-broken", "missing");
    // The directory's chain goes round.
    broken = str_copy(f->arena, file);
    at = (char *)broken.at + SECTOR + 4;
    at[0] = 1;
    at[1] = at[2] = at[3] = 0;
    refuse(f, broken, "zip-broken", "chains");
    // The stream's goes round before it has so many bytes as its entry says.
    broken = make_compound(f->arena, "Workbook", stream, 2);
    at = (char *)broken.at + 3 * SECTOR - 256 - 8;
    at[1] = 0x15;
    refuse(f, broken, "zip-broken", "missing");
    // Its records are cut off.
    broken = make_compound(f->arena, "Workbook", str_slice(stream, 0, 20), 0xFFFFFFFE);
    refuse(f, broken, "zip-broken", "end is missing");
    workbook = workbook_from_bytes(
        f->arena, f->diag,
        make_compound(f->arena, "Workbook", str_slice(stream, 0, stream.n - 4), 0xFFFFFFFE), STR("t.xls"));
    assert_non_null(workbook);
    workbook_release(workbook);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(past_the_last_column),
        TEST(packed_numbers),
        TEST(texts),
        TEST(formulas),
        TEST(cells_in_any_order),
        TEST(missing_text),
        TEST(too_small),
        TEST(refused_by_name),
        TEST(damaged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

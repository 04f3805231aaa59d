// What number formats show of numbers: in thousands, with a unit, without their sign, not at all.
#include "spreadsheet/internal-sheet.h"
#include "testing.h"

typedef struct Case {
    const char *code, *stored, *text;
    int money; // the power of the unit that is shown, or -1
    CellFault fault;
    Unseen unseen;
} Case;

static const Case cases[] = {
    {"0.00", "12.5", "12.50", -1, FAULT_NONE, UNSEEN_NOT},
    // Commas after the last digit are thousands; among digits they only part them.
    {"#,##0.00,", "9683500", "9683.5", -1, FAULT_NONE, UNSEEN_NOT},
    {"#,##0,.00", "9683500", "9683.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.0,,", "12345678", "12.345678", -1, FAULT_NONE, UNSEEN_NOT},
    {"#,##0.00", "9683500", "9683500.00", -1, FAULT_NONE, UNSEEN_NOT},
    // A point that is text among the digits.
    {"0!.0,", "123450000", "12345", -1, FAULT_NONE, UNSEEN_NOT},
    {"0\\.0,", "123450000", "12345", -1, FAULT_NONE, UNSEEN_NOT},
    {"0\".\"0000", "123450000", "12345", -1, FAULT_NONE, UNSEEN_NOT},
    {"0!.0000\"万元\"", "123450000", "12345", 4, FAULT_NONE, UNSEEN_NOT},
    {"0!.0,", "0", "0", -1, FAULT_NONE, UNSEEN_NOT},
    // Units, quoted, escaped or bare, beside other marks; others than of money are none.
    {"0.00\"万元\"", "12.5", "12.50", 4, FAULT_NONE, UNSEEN_NOT},
    {"#,##0.00元", "12.5", "12.50", 0, FAULT_NONE, UNSEEN_NOT},
    {"#,##0.00\\元", "12.5", "12.50", 0, FAULT_NONE, UNSEEN_NOT},
    {"\"¥\"#,##0.00\" 亿\"", "12.5", "12.50", 8, FAULT_NONE, UNSEEN_NOT},
    {"[$千元-804]#,##0.00", "12.5", "12.50", 3, FAULT_NONE, UNSEEN_NOT},
    {"0\"人\"", "12", "12", -1, FAULT_NONE, UNSEEN_NOT},
    {"0\"元/人\"", "12", "12", -1, FAULT_NONE, UNSEEN_NOT},
    // Signs.
    {"0.00;-0.00", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00_);(0.00)", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00;[Red]0.00", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00;\"△\"0.00", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00;0.00", "-12.5", "-12.50", -1, FAULT_FORMAT, UNSEEN_NOT},
    {"0.00;0.00", "12.5", "12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_NOT},
    // Some in another scale than others.
    {"[>=10000]0!.0,\"万\";0", "20", "0.002", 4, FAULT_FORMAT, UNSEEN_NOT},
    {"[>=100]0.00;0.0", "20", "20.00", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00;-0.00,", "20", "20.00", -1, FAULT_FORMAT, UNSEEN_NOT},
    // Not seen; a zero then is a blank.
    {";;;", "12.5", "12.5", -1, FAULT_NONE, UNSEEN_COLOUR},
    {";;;", "0", "", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00;;", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_COLOUR},
    {"0.00;-0.00;;@", "12.5", "12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"General;-General;", "12.5", "12.5", -1, FAULT_NONE, UNSEEN_NOT},
    // Not scaled: powers of ten, fractions, dates.
    {"0.00E+00", "12.5", "12.5", -1, FAULT_NONE, UNSEEN_NOT},
    {"# ?/?", "12.5", "12.5", -1, FAULT_NONE, UNSEEN_NOT},
    {"yyyy\"年\"m\"月\"", "45000", "2023-03", -1, FAULT_NONE, UNSEEN_NOT},
    // What is cut off.
    {"0.00\"万元", "12.5", "12.50", 4, FAULT_NONE, UNSEEN_NOT},
    {"0.00\\", "12.5", "12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"0.00\\;", "-12.5", "-12.50", -1, FAULT_NONE, UNSEEN_NOT},
    {"[", "12.5", "12.5", -1, FAULT_NONE, UNSEEN_NOT},
    {"", "12.5", "12.5", -1, FAULT_NONE, UNSEEN_NOT},
};

static void shows_numbers(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const Case *one = &cases[i];
        CellFormat format = cell_format_parse(str_of(one->code));
        SheetCell cell = {.row = 1, .column = 1};

        cell.text = sheet_format_number(arena, str_of(one->stored), format, false);
        cell_show(&cell, format, true);
        if (!str_equal(cell.text, str_of(one->text)) || cell.money != one->money + 1 ||
            cell.fault != one->fault || cell.unseen != one->unseen)
            fail_msg("%s shows %s as %.*s, money %d, fault %d, unseen %d", one->code, one->stored,
                     STR_ARG(cell.text), cell.money, cell.fault, cell.unseen);
    }
    arena_free(arena);
}

static void shows_texts(void **state)
{
    CellFormat hidden = cell_format_parse(STR(";;;")), seen = cell_format_parse(STR(";;;@"));
    SheetCell cell = {.text = STR("李四")};

    (void)state;
    cell_show(&cell, seen, false);
    assert_int_equal(cell.unseen, UNSEEN_NOT);
    cell_show(&cell, hidden, false);
    assert_int_equal(cell.unseen, UNSEEN_COLOUR);
    cell.unseen = UNSEEN_NOT;
    cell_show(&cell, (CellFormat){.struck = true}, false);
    assert_int_equal(cell.unseen, UNSEEN_STRUCK);
    cell = (SheetCell){.text = STR("0")};
    cell_show(&cell, (CellFormat){.faint = true}, true);
    assert_int_equal(cell.text.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_numbers),
        cmocka_unit_test(shows_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

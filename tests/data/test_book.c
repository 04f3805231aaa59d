#include "testing.h"

#include "data/data.h"
#include "spreadsheet/spreadsheet.h"

// A list as a user's register is: a title, its head, two rows of which one is to be filled in.
static Str book_of(Arena *arena, Diag *diag)
{
    const BookColumn columns[] = {{.width = 10}, {.width = 30}, {.width = 12}};
    const BookCell cells[] = {{STR("名册"), BOOK_TITLE},
                              {{0}, BOOK_TEXT},
                              {{0}, BOOK_TEXT},
                              {STR("部门代码"), BOOK_HEAD},
                              {STR("部门名称"), BOOK_HEAD},
                              {STR("金额"), BOOK_HEAD},
                              {STR("001001"), BOOK_TEXT},
                              {STR("=甲局\x01_x0041_"), BOOK_TEXT},
                              {STR("12.50"), BOOK_AMOUNT},
                              {STR("002"), BOOK_BAD},
                              {STR("乙局"), BOOK_GOOD},
                              {{0}, BOOK_FILL}};
    const BookSheet sheets[] = {{.name = STR("名册/1"),
                                 .columns = columns,
                                 .column_count = 3,
                                 .cells = cells,
                                 .row_count = 4,
                                 .head_rows = 2},
                                {.name = STR("名册1"),
                                 .columns = columns,
                                 .column_count = 3,
                                 .cells = cells,
                                 .row_count = 1,
                                 .one_page = true,
                                 .guarded = true,
                                 .hidden = true}};

    return data_book(arena, diag, STR("名册.xlsx"), STR("名册"), sheets, 2);
}

static void what_was_given_reads_back(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = book_of(arena, diag);
    Workbook *workbook = workbook_from_bytes(arena, diag, bytes, STR("名册.xlsx"));
    const SheetText *texts;
    size_t n;
    Forms forms;

    (void)state;
    assert_non_null(workbook);
    assert_int_equal(diag_total(diag), 0);
    assert_int_equal(workbook_sheet_count(workbook), 2);
    assert_str(workbook_sheet_name(workbook, 0), "名册1");
    assert_str(workbook_sheet_name(workbook, 1), "名册1-2"); // no two of one name
    assert_false(workbook_sheet_hidden(workbook, 0));
    assert_true(workbook_sheet_hidden(workbook, 1));
    assert_true(workbook_sheet_texts(arena, diag, workbook, 0, &texts, &n));
    assert_int_equal(n, 9); // of the blank cells none
    assert_str(texts[0].text, "名册");
    assert_int_equal(texts[6].row, 3);
    assert_int_equal(texts[6].column, 3);
    assert_str(texts[6].text, "12.50");
    forms = workbook_sheet_forms(arena, diag, workbook, 0);
    assert_int_equal(forms.n, 1);
    assert_str(forms.at[0]->above[0], "名册");
    assert_str(forms.at[0]->columns[0], "部门代码");
    assert_int_equal(forms.at[0]->row_count, 2);
    assert_str(forms.at[0]->rows[0][0], "001001");
    assert_str(forms.at[0]->rows[1][1], "乙局");
    workbook_release(workbook);
    diag_free(diag);
    arena_free(arena);
}

static void twice_the_same(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();

    (void)state;
    assert_true(str_equal(book_of(arena, diag), book_of(arena, diag)));
    diag_free(diag);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_given_reads_back),
                                       cmocka_unit_test(twice_the_same)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

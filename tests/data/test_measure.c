// How wide the columns of a workbook are and how high its lines, at each bound.
#include "data/internal-workbook.h"
#include "data_fixture.h"

static GridCell cell(const char *text, int row, int row_span, int column, int column_span, int indent)
{
    return (GridCell){.text = str_of(text),
                      .row = row,
                      .row_span = row_span,
                      .column = column,
                      .column_span = column_span,
                      .indent = indent};
}

static int height_of(Arena *arena, int width, const char *text, int indent)
{
    GridCell one = cell(text, 0, 1, 0, 1, indent);

    return (int)line_heights(arena, &width, &one, 1, 1)[0];
}

// Of a column of ten digits nine are there for text, two of a level's indent fewer.
static void lines_that_are_needed(void **state)
{
    Fixture *f = *state;

    assert_int_equal(height_of(f->arena, 10, "", 0), 19);
    assert_int_equal(height_of(f->arena, 10, "123456789", 0), 19);
    assert_int_equal(height_of(f->arena, 10, "1234567890", 0), 34);
    assert_int_equal(height_of(f->arena, 10, "一二三四", 0), 19);
    assert_int_equal(height_of(f->arena, 10, "一二三四五", 0), 34);
    assert_int_equal(height_of(f->arena, 10, "1234567", 1), 19);
    assert_int_equal(height_of(f->arena, 10, "12345678", 1), 34);
    assert_int_equal(height_of(f->arena, 10, "123456789123456789", 0), 34);
    assert_int_equal(height_of(f->arena, 10, "1234567891234567891", 0), 49);
    assert_int_equal(height_of(f->arena, 10, "甲\n乙", 0), 34);
    assert_int_equal(height_of(f->arena, 10, "甲\n", 0), 34);
    assert_int_equal(height_of(f->arena, 10, "1234\xC2\xB7\xC2\xB7\xC2\xB7\xC2\xB7\xC2\xB7", 0),
                     19);                                                // ·: one each
    assert_int_equal(height_of(f->arena, 10, "1234567\xCC\x80", 0), 19); // U+0300: two
    assert_int_equal(height_of(f->arena, 10, "12345678\xCC\x80", 0), 34);
    // However narrow the column, two digits are there.
    assert_int_equal(height_of(f->arena, 6, "1234", 2), 34);
    assert_int_equal(height_of(f->arena, 6, "1234", 9), 34);
    assert_int_equal(height_of(f->arena, 7, "123456", 2), 49);
}

static void no_line_is_higher_than_a_workbook_allows(void **state)
{
    Fixture *f = *state;
    char text[64] = {0};

    memset(text, '1', 54);
    assert_int_equal(height_of(f->arena, 3, text, 0), 409); // 27 lines: 409 to the point
    memset(text, '1', 52);
    text[52] = '\0';
    assert_int_equal(height_of(f->arena, 3, text, 0), 394);
    memset(text, '1', 60);
    assert_int_equal(height_of(f->arena, 3, text, 0), 409);
}

// A merged cell needs what its lines have together; what lacks goes to the last.
static void merged_lines(void **state)
{
    Fixture *f = *state;
    const int widths[] = {11, 11};
    GridCell cells[] = {cell("一二三四五六七八九十一二三四五", 0, 2, 0, 1, 0), cell("甲", 0, 1, 1, 1, 0),
                        cell("乙", 1, 1, 1, 1, 0)};
    double *heights = line_heights(f->arena, widths, cells, 3, 2);

    assert_int_equal(heights[0], 19);
    assert_int_equal(heights[1], 30); // three lines, 49
    cells[1].text = STR("一二三四五六");
    heights = line_heights(f->arena, widths, cells, 3, 2);
    assert_int_equal(heights[0], 34);
    assert_int_equal(heights[1], 19);
    // Over columns: 22 digits but for one.
    cells[0] = cell("123456789012345678901", 0, 1, 0, 2, 0);
    assert_int_equal(line_heights(f->arena, widths, cells, 1, 1)[0], 19);
    cells[0] = cell("1234567890123456789012", 0, 1, 0, 2, 0);
    assert_int_equal(line_heights(f->arena, widths, cells, 1, 1)[0], 34);
}

static const int *widths_of(Fixture *f, const char *csv)
{
    const Table *table = own_table(f, csv);

    return column_widths(f->arena, table, table_grid(f->arena, table));
}

static void widths(void **state)
{
    Fixture *f = *state;
    const int *at = widths_of(f, "项目,金额\n甲,1\n");

    assert_int_equal(at[0], 6);
    assert_int_equal(at[1], 6);
    at = widths_of(f, "一二三四五六,一二三四五六七\n甲,1\n");
    assert_int_equal(at[0], 14);
    assert_int_equal(at[1], 14); // a long head goes over lines
    at = widths_of(f, "项目,金额\n一二三四五六七八九十一二三四五六七八九,1234567890.12\n");
    assert_int_equal(at[0], 40);
    assert_int_equal(at[1], 15);
    at = widths_of(f, "项目,金额\n一二三四五六七八九十一二三四五六七八九十,12345678901234567890.12\n");
    assert_int_equal(at[0], 40);
    assert_int_equal(at[1], 24);
}

// What stands a level deeper takes two digits more.
static void widths_of_what_is_indented(void **state)
{
    Fixture *f = *state;
    const Table *table = own_table(f, "项目,金额\n甲,1\n　　一二三四五,1\n");
    Grid *grid = ARENA_NEW(f->arena, Grid);
    GridCell cells[] = {cell("一二三四五", 0, 1, 0, 1, 0)};

    cells[0].kind = GRID_STUB;
    cells[0].source_row = -1;
    *grid = (Grid){.columns = 2, .body = cells, .body_count = 1, .body_rows = 1};
    assert_int_equal(column_widths(f->arena, table, grid)[0], 12);
    cells[0].indent = 1;
    assert_int_equal(column_widths(f->arena, table, grid)[0], 14);
    cells[0].indent = 2;
    assert_int_equal(column_widths(f->arena, table, grid)[0], 16);
    cells[0].indent = 14;
    assert_int_equal(column_widths(f->arena, table, grid)[0], 40);
}

static void notes_begin_with_their_word(void **state)
{
    Fixture *f = *state;
    static const Str words[] = {{"注", 3}, {"备注", 6}};
    WordList labels = {words, 2};

    assert_str(note_line(f->arena, labels, STR("数据为预算数")), "注：数据为预算数");
    assert_str(note_line(f->arena, labels, STR("注：预算数")), "注：预算数");
    assert_str(note_line(f->arena, labels, STR("备注:预算数")), "备注:预算数");
    assert_str(note_line(f->arena, labels, STR("注意：预算数")), "注：注意：预算数");
    assert_str(note_line(f->arena, labels, STR("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(lines_that_are_needed),
                                       TEST(no_line_is_higher_than_a_workbook_allows),
                                       TEST(merged_lines),
                                       TEST(widths),
                                       TEST(widths_of_what_is_indented),
                                       TEST(notes_begin_with_their_word)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

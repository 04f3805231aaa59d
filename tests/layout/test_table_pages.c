// Tables over pages: where they part, what stands last on a page, tables that close up.
#include "random.h"
#include "table_fixture.h"

// The last page holds at least two body rows, whatever their number.
static void test_last_page(void **state)
{
    Fixture *f = *state;
    size_t two = 0;
    for (int rows = 30; rows < 60; rows++) {
        f->tables.n = 0;
        number_table(f, rows, 2, "列")->note = STR("注：本表反映收支。");
        const Pages *pages = only_table(f);
        const Page *last = &pages->pages[pages->page_count - 1];
        assert_true(rows_on(last) >= 2);
        assert_true(has_text(f, last, "注：本表反映收支。", false));
        two += pages->page_count == 2;
    }
    assert_in_range(two, 1, 29);
}

// A style of the test's own, in which tables are not closed up.
static Style *own_style(Fixture *f)
{
    Style *style = ARENA_NEW(f->arena, Style);
    *style = *f->project->style;
    style->table.close_up.pages = 0;
    f->project->style = style;
    return style;
}

// The lowest edge of the rules of a page, from its type area's top.
static Length rules_bottom(const Fixture *f, const Page *page)
{
    Length bottom = 0;
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_RULE && page->items[i].rule.y + page->items[i].rule.height > bottom)
            bottom = page->items[i].rule.y + page->items[i].rule.height;
    return bottom - page_area(f, page).top;
}

// Rows that end where the type area ends stand in it, and so do notes.
static void test_page_exactly_full(void **state)
{
    Fixture *f = *state;
    Style *style = own_style(f);
    const Length usual = style->page.area_height;
    for (int notes = 0; notes <= 1; notes++) {
        f->tables.n = 0;
        number_table(f, 20, 2, "列")->note = notes ? STR("注：本表反映收支。") : (Str){0};
        style->page.area_height = usual;
        Length height = rules_bottom(f, only_table(f)->pages);
        if (notes)
            height += style->table.note_gap + style->roles[ROLE_TABLE_NOTE].leading;
        style->page.area_height = height;
        assert_int_equal(only_table(f)->page_count, 1);
        style->page.area_height = height - 1;
        assert_int_equal(only_table(f)->page_count, 2);
    }
}

static void test_rows_at_end(void **state)
{
    Fixture *f = *state;
    Style *style = own_style(f);
    style->table.rows_at_end = 5;
    number_table(f, 70, 2, "列");
    size_t full = rows_on(only_table(f)->pages);
    for (size_t more = 1; more <= 8; more++) {
        f->tables.n = 0;
        number_table(f, (int)(full + more), 2, "列");
        const Pages *pages = only_table(f);
        assert_int_equal(pages->page_count, 2);
        assert_int_equal(rows_on(&pages->pages[1]), more < 5 ? 5 : more);
    }
}

// Rows of 项目N on the first page of a table of 80, of which one cell of four lines and more covers those
// from `from` to before `to`; `to` 0: none.
static size_t rows_before_cut(Fixture *f, size_t from, size_t to)
{
    StrBuf csv = {.arena = f->arena};
    buf_add_c(&csv, "单位,绩效目标,三级指标\n");
    for (size_t i = 0; i < 80; i++) {
        if (to > 0 && i == from)
            for (int k = 0; k < 40; k++)
                buf_add_c(&csv, "某局机关");
        else if (to == 0 || i < from || i >= to)
            buf_print(&csv, "单位%zu", i);
        buf_print(&csv, ",%s,项目指标说明\n", i == 0 ? "完成任务" : "");
    }
    f->tables.n = 0;
    fixture_table(f, "甲表", buf_str(&csv));
    return rows_on(only_table(f)->pages);
}

// A page's end leaves enough of a merged cell on both its sides, where one is near that does.
static void test_cut(void **state)
{
    Fixture *f = *state;
    own_style(f);
    size_t full = rows_before_cut(f, 0, 0);
    assert_int_equal(rows_before_cut(f, full - 10, full + 10), full);
    assert_int_equal(rows_before_cut(f, full - 1, full + 20), full - 1); // one row of it would stand above
    assert_int_equal(rows_before_cut(f, full - 10, full + 1), full - 3); // … and below
}

// A row taller than a page splits between lines and loses none.
static void test_tall_row(void **state)
{
    Fixture *f = *state;
    StrBuf prose = {.arena = f->arena}, csv = {.arena = f->arena};
    for (int i = 0; i < 3000; i++)
        buf_print(&prose, "%d甲", i);
    buf_print(&csv, "项目,说明\n一,短文\n二,%.*s\n三,又一短文\n", STR_ARG(buf_str(&prose)));
    fixture_table(f, "甲表", buf_str(&csv));
    const Pages *pages = only_table(f);
    assert_true(pages->page_count > 2);
    StrBuf text = {.arena = f->arena};
    for (size_t i = 0; i < pages->page_count; i++) {
        buf_add(&text, page_text(f, &pages->pages[i], false));
        assert_apart(&pages->pages[i]);
    }
    assert_true(str_find(buf_str(&text), buf_str(&prose), 0) > 0);
    assert_true(str_find(buf_str(&text), STR("三又一短文"), 0) > 0);
    assert_in_area(f);
}

// A head that leaves no room for rows: each still finds its page, and the table ends.
static void test_tall_head(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena};
    buf_add_c(&csv, "项目,");
    for (int i = 0; i < 3000; i++)
        buf_print(&csv, "%d甲", i);
    buf_add_c(&csv, "\n一,1.25\n二,2.25\n三,3.25\n");
    fixture_table(f, "甲表", buf_str(&csv));
    const Pages *pages = only_table(f);
    StrBuf text = {.arena = f->arena};
    for (size_t i = 0; i < pages->page_count; i++)
        buf_add(&text, page_text(f, &pages->pages[i], false));
    assert_true(str_find(buf_str(&text), STR("一1.25二2.25三3.25"), 0) > 0);
}

// Where it is placed in the text, a table goes on with the page; what follows it goes back to the grid.
static void test_in_text(void **state)
{
    Fixture *f = *state;
    number_table(f, 3, 3, "列");
    fixture_pages(f, STR("前文。\n\n```table 甲表\n```\n\n后文。\n"), NULL);
    const Page *page = body_page(f, 1);
    const GlyphRun *before = find_run(page, "前文"), *after = find_run(page, "后文");
    assert_non_null(before);
    assert_non_null(after);
    assert_non_null(find_run(page, "2.02"));
    Length leading = f->project->style->roles[ROLE_BODY].leading;
    assert_int_equal((after->y - before->y) % leading, 0);
    assert_true(after->y > find_run(page, "2.02")->y);
}

// Rows on the first page of a table that stands below some lines of text.
static size_t rows_below(Fixture *f, int lines)
{
    StrBuf text = {.arena = f->arena};
    for (int i = 0; i < lines; i++)
        buf_print(&text, "第%d行。\n\n", i + 1);
    buf_add_c(&text, "```table 甲表\n```\n");
    fixture_pages(f, buf_str(&text), NULL);
    return rows_on(body_page(f, 1));
}

// A table begins below text where its head and three rows have room; one that is low is not parted.
static void test_least_part(void **state)
{
    Fixture *f = *state;
    Style *style = own_style(f);
    const Length leading = style->roles[ROLE_BODY].leading, usual = style->page.area_height;
    for (int rows = 3; rows <= 6; rows += 3) {
        f->tables.n = 0;
        style->page.area_height = usual;
        number_table(f, rows, 3, "列");
        assert_int_equal(rows_below(f, 0), rows);
        const Length least = rules_bottom(f, body_page(f, 1)), before = style->roles[ROLE_TABLE_TITLE].before;
        const Length full = 15 * leading + before + least;
        style->page.area_height = full;
        assert_int_equal(rows_below(f, 15), rows);
        style->page.area_height = full - 1;
        assert_int_equal(rows_below(f, 15), 0);
        if (rows > 3)
            continue;
        f->tables.n = 0;
        number_table(f, 60, 3, "列");
        assert_int_equal(rows_below(f, 15), 0);
        style->page.area_height = full;
        assert_int_equal(rows_below(f, 15), 3);
    }
}

// Each table of the tables part has pages of its own; its heading stands over the first, a landscape one too.
static void test_tables_part(void **state)
{
    Fixture *f = *state;
    number_table(f, 3, 24, "列");
    fixture_table(f, "乙表", STR("项目,数额\n一,1\n"));
    fixture_table(f, "丙表", STR("项目,数额\n一,1\n"));
    fixture_pages(f, STR("文。\n"), NULL);
    const Page *first = body_page(f, 2);
    assert_true(first->turned);
    assert_true(has_text(f, first, "2023年部门预算公开表甲表", false));
    assert_true(has_text(f, body_page(f, 3), "乙表", false));
    assert_true(has_text(f, body_page(f, 4), "丙表", false));
    assert_in_area(f);
    assert_links(f);
}

static void test_total_row(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,数额\n一,1.5\n合计,1.5\n"));
    const Pages *pages = only_table(f);
    assert_ptr_not_equal(find_run(&pages->pages[0], "合计")->font, find_run(&pages->pages[0], "一")->font);
}

// The distance of rows 1 and 2 on a page.
static Length row_pitch(const Page *page)
{
    return find_run(page, "项目2")->y - find_run(page, "项目1")->y;
}

// A table that would spill a few rows is closed up, no further than the style lets it be nor than it has to
// be; one that cannot be saved a page stays as it is.
static void test_closed_up(void **state)
{
    Fixture *f = *state;
    const TableStyle *style = &f->project->style->table;
    number_table(f, 36, 2, "列");
    const Pages *pages = only_table(f);
    const Page *page = &pages->pages[pages->page_count - 1];
    Length size = find_run(page, "2.01")->size;
    assert_int_equal(rows_on(page), 36);
    assert_int_equal(size, style->sizes[0]);
    assert_true(row_pitch(page) >=
                length_scale(size, style->close_up.leading_permille, 1000) + 2 * style->close_up.padding_y);
    assert_true(row_pitch(page) <
                length_scale(size, style->leading_permille, 1000) + 2 * style->cell_padding_y);
    assert_apart(page);
}

static void test_closed_up_by_size(void **state)
{
    Fixture *f = *state;
    const TableStyle *style = &f->project->style->table;
    number_table(f, 45, 2, "列");
    const Pages *pages = only_table(f);
    const Page *page = &pages->pages[pages->page_count - 1];
    assert_int_equal(rows_on(page), 45);
    assert_int_equal(find_run(page, "2.01")->size, style->sizes[1]);
}

static void test_not_closed_up(void **state)
{
    Fixture *f = *state;
    const TableStyle *style = &f->project->style->table;
    number_table(f, 130, 2, "列"); // more pages than are looked at
    const Pages *pages = only_table(f);
    const Page *page = pages->pages;
    while (rows_on(page) == 0)
        page++;
    assert_int_equal(find_run(page, "2.01")->size, style->sizes[0]);
    assert_int_equal(row_pitch(page), length_scale(style->sizes[0], style->leading_permille, 1000) +
                                          2 * style->cell_padding_y);
}

// A table of goals: groups of rows under merged stubs, with cells of a line to many.
static void goals_table(Fixture *f, Random *random)
{
    StrBuf csv = {.arena = f->arena};
    buf_add_c(&csv, "项目,绩效目标,一级指标,三级指标\n");
    for (int rows = 20 + (int)random_below(random, 60), left = 0; rows > 0; rows--) {
        bool begins = left == 0;
        left = begins ? (int)random_below(random, 12) : left - 1;
        buf_add_c(&csv, begins ? "专项," : ",");
        for (uint32_t i = begins ? random_below(random, 40) + 1 : 0; i > 0; i--)
            buf_add_c(&csv, "完成任务");
        buf_print(&csv, ",%s,", begins || random_below(random, 3) == 0 ? "产出指标" : "");
        for (uint32_t i = random_below(random, 12) + 1; i > 0; i--)
            buf_add_c(&csv, "按时");
        buf_add_c(&csv, "\n");
    }
    f->tables.n = 0;
    fixture_table(f, "甲表", buf_str(&csv))->note =
        random_below(random, 2) ? STR("注：本表反映收支。") : (Str){0};
}

static void assert_same_page(const Page *a, const Page *b)
{
    assert_int_equal(a->item_count, b->item_count);
    for (size_t i = 0; i < a->item_count; i++) {
        Area box = item_box(&a->items[i]), other = item_box(&b->items[i]);
        assert_int_equal(a->items[i].kind, b->items[i].kind);
        assert_int_equal(box.left, other.left);
        assert_int_equal(box.bottom, other.bottom);
    }
}

// What closing up counts is what comes to stand on pages: a table takes fewer, or is left as it was.
static void test_closed_up_or_left_alone(void **state)
{
    Fixture *f = *state;
    const Style *closing = f->project->style, *plain = own_style(f);
    Random random = {7};
    size_t closed = 0, left = 0;
    for (int i = 0; i < 40; i++) {
        goals_table(f, &random);
        f->project->style = plain;
        const Pages *before = only_table(f);
        f->project->style = closing;
        const Pages *after = only_table(f);
        assert_true(after->page_count <= before->page_count);
        closed += after->page_count < before->page_count;
        left += after->page_count == before->page_count;
        for (size_t k = 0; after->page_count == before->page_count && k < after->page_count; k++)
            assert_same_page(&after->pages[k], &before->pages[k]);
    }
    assert_true(closed > 3 && left > 3);
}

static void test_many_rows(void **state)
{
    Fixture *f = *state;
    number_table(f, 5000, 4, "列");
    const Pages *pages = only_table(f);
    size_t rows = 0;
    for (size_t i = 0; i < pages->page_count; i++)
        rows += rows_on(&pages->pages[i]);
    assert_int_equal(rows, 5000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_last_page),     TEST(test_page_exactly_full),
        TEST(test_rows_at_end),   TEST(test_cut),
        TEST(test_tall_row),      TEST(test_tall_head),
        TEST(test_in_text),       TEST(test_least_part),
        TEST(test_tables_part),   TEST(test_total_row),
        TEST(test_closed_up),     TEST(test_closed_up_by_size),
        TEST(test_not_closed_up), TEST(test_closed_up_or_left_alone),
        TEST(test_many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Tables: widths, sizes, heads, merged cells, structure.
#include "table_fixture.h"

static size_t count_kind(const Pages *pages, ElementKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < pages->element_count; i++)
        n += pages->elements[i].kind == kind;
    return n;
}

static Length point_of(const GlyphRun *run)
{
    for (size_t i = 0; i < run->glyph_count; i++)
        if (run->text.at[run->glyphs[i].text] == '.')
            return run->x + run->glyphs[i].x;
    return run->x + run_width(run);
}

static void test_decimal_points(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,数额\n一,1.25\n二,1234.5\n三,-33\n四,0.75\n"));
    const Pages *pages = only_table(f);
    Length point = point_of(find_run(&pages->pages[0], "1.25"));
    assert_int_equal(point_of(find_run(&pages->pages[0], "1234.5")), point);
    assert_int_equal(point_of(find_run(&pages->pages[0], "33")), point);
    assert_int_equal(point_of(find_run(&pages->pages[0], "0.75")), point);
    assert_non_null(find_run(&pages->pages[0], "−33"));
}

// Noto Serif CJK's 1 is narrower than its other digits, and it has no tabular figures.
static void test_even_digits(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,数额\n一,11.11\n二,88.88\n三,18.81\n"));
    const Pages *pages = only_table(f);
    const GlyphRun *ones = find_run(&pages->pages[0], "11.11"), *eights = find_run(&pages->pages[0], "88.88"),
                   *both = find_run(&pages->pages[0], "18.81");
    assert_true(font_advance(ones->font, font_glyph(ones->font, '1')) <
                font_advance(ones->font, font_glyph(ones->font, '8')));
    assert_int_equal(run_width(ones), run_width(eights));
    assert_int_equal(point_of(ones), point_of(eights));
    for (size_t i = 0; i < both->glyph_count; i++) {
        const GlyphRun *same = both->text.at[i] == '1' ? ones : eights;
        assert_int_equal(both->glyphs[i].id, same->glyphs[i].id);
        assert_int_equal(both->x + both->glyphs[i].x, same->x + same->glyphs[i].x);
    }
}

// Vertical rules of a page, left to right, by their middles; returns how many (different ones).
static size_t edges_of(const Page *page, Length *edges, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_RULE || item->rule.width > item->rule.height)
            continue;
        Length x = item->rule.x + item->rule.width / 2;
        size_t at = 0;
        while (at < n && edges[at] < x - 64)
            at++;
        if (at < n && edges[at] < x + 64)
            continue;
        assert_true(n < most);
        memmove(&edges[at + 1], &edges[at], (n - at) * sizeof *edges);
        edges[at] = x;
        n++;
    }
    return n;
}

static void test_columns_of_one_kind(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,小,一般公共预算财政拨款收入,大\n某项,1,2,12345678.25\n"));
    const Pages *pages = only_table(f);
    Length edges[16];
    assert_int_equal(edges_of(&pages->pages[0], edges, 16), 5);
    Area area = page_area(f, &pages->pages[0]);
    assert_true(llabs(edges[0] - area.left) < LENGTH_PT && llabs(edges[4] - area.right) < LENGTH_PT);
    Length first = edges[2] - edges[1];
    assert_true(llabs(edges[3] - edges[2] - first) < 64);
    assert_true(llabs(edges[4] - edges[3] - first) < LENGTH_PT); // the frame lies within
}

static void test_sizes(void **state)
{
    Fixture *f = *state;
    number_table(f, 3, 4, "列");
    const Pages *pages = only_table(f);
    const TableStyle *style = &f->project->style->table;
    assert_int_equal(find_run(&pages->pages[0], "2.03")->size, style->sizes[0]);
    assert_false(pages->pages[0].turned);
}

static void test_smaller_then_landscape(void **state)
{
    Fixture *f = *state;
    Length last = INT64_MAX;
    bool smaller = false, turned = false;
    for (int columns = 6; columns <= 24; columns += 2) {
        f->tables.n = 0;
        number_table(f, 3, columns, "列");
        const Pages *pages = only_table(f);
        const Page *page = &pages->pages[0];
        Length size = find_run(page, "2.03")->size;
        assert_true(turned || page->turned || size <= last);
        smaller = smaller || (!page->turned && size < f->project->style->table.sizes[0]);
        turned = turned || page->turned;
        assert_true(!turned || page->turned); // wider tables never go back
        assert_true(!page->turned || page->rotate == 90);
        last = size;
        assert_in_area(f);
    }
    assert_true(smaller && turned);
}

static void test_orientation(void **state)
{
    Fixture *f = *state;
    number_table(f, 3, 4, "列");
    const Pages *pages = fixture_pages(f, STR("```table 甲表\norientation: landscape\n```\n"), "甲表");
    assert_true(pages->pages[0].turned);
    // The page number stays where it is on a portrait page (GB/T 9704-2012, 8).
    const Page *page = &pages->pages[0];
    assert_int_equal(page->upright_first, page->item_count - 1);
    assert_int_equal(page->items[page->upright_first].run.y, f->project->style->page.margin_top +
                                                                 f->project->style->page.area_height +
                                                                 f->project->style->page.number_below);
}

static void test_heads_repeat(void **state)
{
    Fixture *f = *state;
    number_table(f, 100, 4, "列");
    const Pages *pages = only_table(f);
    assert_true(pages->page_count > 1);
    size_t rows = 0;
    for (size_t i = 0; i < pages->page_count; i++) {
        const Page *page = &pages->pages[i];
        assert_int_equal(has_text(f, page, "科目名称", false), i == 0);
        assert_int_equal(has_text(f, page, "科目名称", true), i > 0);
        assert_int_equal(has_text(f, page, "（续表）", true), i > 0);
        assert_true(has_text(f, page, "单位：万元", i > 0));
        rows += rows_on(page);
        assert_apart(page);
    }
    assert_int_equal(rows, 100);
    assert_in_area(f);
}

static void test_structure(void **state)
{
    Fixture *f = *state;
    number_table(f, 100, 3, "列");
    const Pages *pages = only_table(f);
    assert_int_equal(count_kind(pages, ELEMENT_TABLE), 1);
    assert_int_equal(count_kind(pages, ELEMENT_CAPTION), 1);
    assert_int_equal(count_kind(pages, ELEMENT_TR), 101);
    assert_int_equal(count_kind(pages, ELEMENT_TH), 5 + 100);
    assert_int_equal(count_kind(pages, ELEMENT_TD), 400);
    // Every cell's text is content once.
    size_t *seen = ARENA_ARRAY(f->arena, size_t, pages->element_count);
    for (size_t i = 0; i < pages->page_count; i++)
        for (size_t k = 0; k < pages->pages[i].item_count; k++)
            if (is_text(&pages->pages[i].items[k]))
                seen[pages->pages[i].items[k].element]++;
    for (size_t i = 0; i < pages->element_count; i++)
        if (pages->elements[i].kind == ELEMENT_TH || pages->elements[i].kind == ELEMENT_TD)
            assert_int_equal(seen[i], 1);
}

// 基本支出 covers two columns: the amounts under it name it, their own head and their row's name.
static void test_headers(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,基本支出/人员经费,基本支出/公用经费\n一,1,2\n"));
    const Pages *pages = only_table(f);
    size_t cells = 0;
    for (size_t i = 0; i < pages->element_count; i++) {
        const Element *element = &pages->elements[i];
        if (element->kind != ELEMENT_TD)
            continue;
        cells++;
        assert_int_equal(element->headers_count, 3);
        for (uint32_t k = 0; k < 3; k++) {
            const Element *head = &pages->elements[pages->headers[element->headers_first + k]];
            assert_int_equal(head->kind, ELEMENT_TH);
            assert_int_equal(head->column_span, k == 0 ? 2 : 1);
            assert_int_equal(head->scope, k == 2 ? 2 : 1);
        }
    }
    assert_int_equal(cells, 2);
}

static void test_column_groups(void **state)
{
    Fixture *f = *state;
    number_table(f, 40, 60, "很长的列名称");
    const Pages *pages = only_table(f);
    assert_true(pages->page_count > 2);
    size_t amounts = 0;
    for (size_t i = 0; i < pages->page_count; i++) {
        const Page *page = &pages->pages[i];
        assert_true(page->turned);
        assert_true(find_run(page, "项目") != NULL); // the stub stands on each
        assert_true(i == 0 || has_text(f, page, "（续表）", true));
        for (size_t k = 0; k < page->item_count; k++)
            amounts += is_text(&page->items[k]) && str_find(page->items[k].run.text, STR("."), 0) > 0 &&
                       pages->elements[page->items[k].element].kind == ELEMENT_TD;
        assert_apart(page);
    }
    assert_int_equal(amounts, 40 * 60);
    assert_in_area(f);
    assert_false(diag_has(f->diag, "table-too-wide"));
}

// A merged stub stands centred over its rows on each page: once as content, then as an artifact.
static void test_merged_stub(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena};
    buf_add_c(&csv, "项目,绩效目标,三级指标\n");
    for (int i = 0; i < 80; i++)
        buf_print(&csv, "%s,%s,第%d个指标的说明\n", i == 0 ? "业务专项" : "", i == 0 ? "完成任务" : "",
                  i + 1);
    fixture_table(f, "甲表", buf_str(&csv));
    const Pages *pages = only_table(f);
    assert_true(pages->page_count > 1);
    for (size_t i = 0; i < pages->page_count; i++) {
        const Page *page = &pages->pages[i];
        assert_int_equal(has_text(f, page, "业务专项", false), i == 0);
        assert_int_equal(has_text(f, page, "业务专项", true), i > 0);
        const GlyphRun *stub = find_run(page, "业务专项");
        const GlyphRun *first = find_run(page, "个指标"), *last = first;
        for (size_t k = 0; k < page->item_count; k++)
            if (page->items[k].kind == ITEM_RUN && str_find(page->items[k].run.text, STR("个指标"), 0) >= 0)
                last = &page->items[k].run;
        assert_true(llabs(stub->y - (first->y + last->y) / 2) < LENGTH_PT);
    }
}

// What stands in one row makes it high before merged cells do: these need no more where their rows are high
// enough together.
static void test_row_heights(void **state)
{
    Fixture *f = *state;
    StrBuf prose = {.arena = f->arena}, csv = {.arena = f->arena};
    for (int i = 0; i < 50; i++)
        buf_add_c(&prose, "完成任务");
    Str text = buf_str(&prose);
    buf_print(&csv, "项目,绩效目标,三级指标\n甲项,目标,首行\n乙项,%.*s,次行\n,,%.*s%.*s\n", STR_ARG(text),
              STR_ARG(text), STR_ARG(text));
    fixture_table(f, "甲表", buf_str(&csv));
    const Page *page = only_table(f)->pages;
    const GlyphRun *first = find_run(page, "首行"), *second = find_run(page, "次行");
    const TableStyle *style = &f->project->style->table;
    assert_int_equal(second->y - first->y,
                     length_scale(first->size, style->leading_permille, 1000) + 2 * style->cell_padding_y);
}

static void test_empty(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = fixture_table(f, "甲表", STR("项目,数额\n"));
    spec->empty_note = STR("本部门无此项支出，故本表无数据。");
    const Pages *pages = only_table(f);
    assert_int_equal(pages->page_count, 1);
    assert_true(has_text(f, &pages->pages[0], "本部门无此项支出，故本表无数据。", false));
    Length edges[8];
    assert_int_equal(edges_of(&pages->pages[0], edges, 8), 3);
}

static void test_missing_glyph(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,数额\n一,1\n二\xF3\xB0\x80\x80,1\n")); // U+F0000, private
    only_table(f);
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "glyph-missing");
    assert_str(diag_at(f->diag, 0)->place.file, "tables/甲表.csv");
    assert_int_equal(diag_at(f->diag, 0)->place.line, 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_decimal_points),
        TEST(test_even_digits),
        TEST(test_columns_of_one_kind),
        TEST(test_sizes),
        TEST(test_smaller_then_landscape),
        TEST(test_orientation),
        TEST(test_heads_repeat),
        TEST(test_structure),
        TEST(test_headers),
        TEST(test_column_groups),
        TEST(test_merged_stub),
        TEST(test_row_heights),
        TEST(test_empty),
        TEST(test_missing_glyph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Tables to pages: widths, sizes, heads, page breaks, merged cells, column groups.
#include "pages_fixture.h"
#include "random.h"

static Str head_of(Fixture *f, int columns, const char *title)
{
    StrBuf text = {.arena = f->arena};
    buf_add_c(&text, "科目编码,科目名称");
    for (int i = 0; i < columns; i++)
        buf_print(&text, ",%s%d", title, i + 1);
    buf_add_c(&text, "\n");
    return buf_str(&text);
}

// A table of so many rows and columns of amounts: names 项目1, 项目2 …, amounts row.column.
static TableSpec *number_table(Fixture *f, int rows, int columns, const char *title)
{
    StrBuf text = {.arena = f->arena};
    buf_add(&text, head_of(f, columns, title));
    for (int row = 0; row < rows; row++) {
        buf_print(&text, "%d,项目%d", 2010000 + row, row + 1);
        for (int i = 0; i < columns; i++)
            buf_print(&text, ",%d.%02d", row, i);
        buf_add_c(&text, "\n");
    }
    return fixture_table(f, "甲表", buf_str(&text));
}

static const Pages *only_table(Fixture *f)
{
    return fixture_pages(f, STR("文。\n"), "甲表");
}

static size_t count_kind(const Pages *pages, ElementKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < pages->element_count; i++)
        n += pages->elements[i].kind == kind;
    return n;
}

// Rows of 项目N that stand on a page.
static size_t rows_on(const Page *page)
{
    size_t n = 0;
    for (size_t i = 0; i < page->item_count; i++)
        if (is_text(&page->items[i]) && str_starts(page->items[i].run.text, STR("项目")))
            n++;
    return n;
}

// No run of a page lies on another.
static void assert_apart(const Page *page)
{
    for (size_t i = 0; i < page->item_count; i++)
        for (size_t k = 0; k < i; k++) {
            if (page->items[i].kind != ITEM_RUN || page->items[k].kind != ITEM_RUN)
                continue;
            const GlyphRun *a = &page->items[i].run, *b = &page->items[k].run;
            if (a->y - a->size * 7 / 10 >= b->y || b->y - b->size * 7 / 10 >= a->y)
                continue;
            assert_true(a->x + run_width(a) <= b->x + 512 || b->x + run_width(b) <= a->x + 512);
        }
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
        const Length least = rules_bottom(f, body_page(f, 1)), full = 15 * leading + least;
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
        TEST(test_decimal_points),
        TEST(test_even_digits),
        TEST(test_columns_of_one_kind),
        TEST(test_sizes),
        TEST(test_smaller_then_landscape),
        TEST(test_orientation),
        TEST(test_heads_repeat),
        TEST(test_last_page),
        TEST(test_page_exactly_full),
        TEST(test_rows_at_end),
        TEST(test_cut),
        TEST(test_structure),
        TEST(test_headers),
        TEST(test_column_groups),
        TEST(test_tall_row),
        TEST(test_tall_head),
        TEST(test_merged_stub),
        TEST(test_row_heights),
        TEST(test_empty),
        TEST(test_in_text),
        TEST(test_least_part),
        TEST(test_tables_part),
        TEST(test_total_row),
        TEST(test_closed_up),
        TEST(test_closed_up_by_size),
        TEST(test_not_closed_up),
        TEST(test_closed_up_or_left_alone),
        TEST(test_missing_glyph),
        TEST(test_many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

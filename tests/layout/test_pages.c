// Blocks to pages: the grid, what keeps together, page numbers, front matter, links, structure.
#include "pages_fixture.h"

// n paragraphs of a line each.
static void add_lines(StrBuf *text, int n)
{
    for (int i = 0; i < n; i++)
        buf_print(text, "第%d段。\n\n", i + 1);
}

// A paragraph that takes so many lines: 26 characters fit on the first, 28 on the others.
static void add_paragraph(StrBuf *text, int lines)
{
    for (int i = 0; i < 26 + 28 * (lines - 2) + 14; i++)
        buf_add(text, STR("文"));
    buf_add_c(text, "\n\n");
}

static size_t lines_on_first(Fixture *f, int before, int lines)
{
    StrBuf text = {.arena = f->arena};
    add_lines(&text, before);
    add_paragraph(&text, lines);
    add_lines(&text, 3);
    fixture_pages(f, buf_str(&text), NULL);
    return count_lines(body_page(f, 1));
}

// GB/T 9704-2012, 5.2.3: 22 lines a page, 28 characters a line.
static void test_grid(void **state)
{
    Fixture *f = *state;
    StrBuf text = {.arena = f->arena};
    add_lines(&text, 23);
    fixture_pages(f, buf_str(&text), NULL);
    const Page *page = body_page(f, 1);
    assert_int_equal(count_lines(page), 22);
    assert_int_equal(count_lines(body_page(f, 2)), 1);
    assert_null(body_page(f, 3));
    Length leading = f->project->style->page.area_height / 22, last = -1;
    for (size_t i = 0; i < page->item_count; i++) {
        if (!is_text(&page->items[i]) || page->items[i].run.y == last)
            continue;
        if (last >= 0)
            assert_true(llabs(page->items[i].run.y - last - leading) <= 1);
        last = page->items[i].run.y;
    }
    assert_in_area(f);
}

static void test_orphan(void **state)
{
    assert_int_equal(lines_on_first(*state, 21, 4), 21);
    assert_int_equal(lines_on_first(*state, 20, 4), 22);
}

static void test_widow(void **state)
{
    assert_int_equal(lines_on_first(*state, 20, 3), 20); // its third line would be alone
    assert_int_equal(lines_on_first(*state, 19, 3), 22);
    assert_int_equal(lines_on_first(*state, 19, 4), 21); // two lines stay back for the next page
    assert_int_equal(lines_on_first(*state, 18, 4), 22);
}

// A text's last page holds at least so many lines, its own keep rules held; what all fits is left alone, and
// so is a text that ends on a full page.
static void test_last_page_lines(void **state)
{
    Fixture *f = *state;
    Style style = *f->project->style;

    style.last_page_lines = 4;
    f->project->style = &style;
    assert_int_equal(lines_on_first(f, 17, 2), 22); // all fits
    assert_int_equal(lines_on_first(f, 20, 1),
                     20); // two lines do not stand alone on the next page, but four do
    assert_int_equal(lines_on_first(f, 19, 3),
                     19); // nor three; a paragraph that must not part goes over whole
    assert_int_equal(lines_on_first(f, 22, 1), 22); // four are enough
    assert_int_equal(lines_on_first(f, 19, 4), 21);
}

static size_t lines_before_heading(Fixture *f, int before, const char *after)
{
    StrBuf text = {.arena = f->arena};
    add_lines(&text, before);
    buf_print(&text, "# 标题\n\n%s", after);
    fixture_pages(f, buf_str(&text), NULL);
    return count_lines(body_page(f, 1));
}

// A heading keeps with at least two lines of what follows.
static void test_heading_keeps(void **state)
{
    assert_int_equal(lines_before_heading(*state, 21, "一。\n\n二。\n"), 21);
    assert_int_equal(lines_before_heading(*state, 20, "一。\n\n二。\n"), 20);
    assert_int_equal(lines_before_heading(*state, 19, "一。\n\n二。\n"), 22);
    assert_int_equal(lines_before_heading(*state, 19, "## 又一标题\n\n一。\n\n二。\n"), 19);
    assert_int_equal(lines_before_heading(*state, 18, "## 又一标题\n\n一。\n\n二。\n"), 22);
    // A section of one line is whole with it.
    assert_int_equal(lines_before_heading(*state, 20, "一。\n\n# 又一标题\n\n二。\n"), 22);
    assert_int_equal(lines_before_heading(*state, 19, "一。\n\n# 又一标题\n\n二。\n"), 21);
}

// As many lines as the style says: here three.
static void test_heading_keeps_three(void **state)
{
    Fixture *f = *state;
    Style style = *f->project->style;
    style.heading_lines = 3;
    f->project->style = &style;
    assert_int_equal(lines_before_heading(f, 19, "一。\n\n二。\n\n三。\n"), 19);
    assert_int_equal(lines_before_heading(f, 18, "一。\n\n二。\n\n三。\n\n四。\n"), 22);
    assert_int_equal(lines_before_heading(f, 19, "一。\n\n二。\n"), 22); // there are no more
}

// What ends where the type area ends stands in it: lines one by one, and those that stay together.
static void test_page_exactly_full(void **state)
{
    Fixture *f = *state;
    Style style = *f->project->style;
    style.page.area_height = 22 * style.roles[ROLE_BODY].leading;
    f->project->style = &style;
    assert_int_equal(lines_on_first(f, 22, 2), 22);
    assert_int_equal(lines_on_first(f, 20, 2), 22);
    assert_int_equal(lines_before_heading(f, 19, "一。\n\n二。\n"), 22);
    style.page.area_height--;
    assert_int_equal(lines_on_first(f, 22, 2), 21);
    assert_int_equal(lines_on_first(f, 20, 2), 20);
}

// Nesting leaves a text at least four characters a line.
static void test_least_measure(void **state)
{
    Fixture *f = *state;
    StrBuf text = {.arena = f->arena};
    for (int i = 0; i < 30; i++)
        buf_print(&text, "%*s- 甲乙丙丁戊己庚辛\n", 2 * i, "");
    const Pages *pages = fixture_pages(f, buf_str(&text), NULL);
    Length most = page_area(f, body_page(f, 1)).right - 4 * f->project->style->roles[ROLE_LIST].size;
    Length first = 0, step = 0;
    int n = 0;
    for (size_t i = 0; i < pages->page_count; i++)
        for (size_t k = 0; k < pages->pages[i].item_count; k++) {
            const Item *item = &pages->pages[i].items[k];
            if (!is_text(item) || !str_starts(item->run.text, STR("甲")))
                continue;
            first = n == 0 ? item->run.x : first;
            step = n == 1 ? item->run.x - first : step;
            assert_int_equal(item->run.x, first + n * step < most ? first + n * step : most);
            n++;
        }
    assert_int_equal(n, 30);
    assert_true(first + 29 * step > most);
}

static void test_page_break(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("甲。\n\n<!-- gongkai: page-break -->\n\n乙。\n"), NULL);
    assert_int_equal(count_lines(body_page(f, 1)), 1);
    assert_true(has_text(f, body_page(f, 2), "乙。", false));
}

// GB/T 9704-2012, 7.5: odd pages right, even pages left, one character from the edge.
static void test_page_numbers(void **state)
{
    Fixture *f = *state;
    StrBuf text = {.arena = f->arena};
    add_lines(&text, 40);
    fixture_pages(f, buf_str(&text), NULL);
    const PageStyle *style = &f->project->style->page;
    const GlyphRun *odd = find_run(body_page(f, 1), "1 —"), *even = find_run(body_page(f, 2), "2 —");
    assert_non_null(odd);
    assert_non_null(even);
    assert_int_equal(even->x, style->margin_inner + style->number_inset);
    assert_int_equal(odd->x + run_width(odd), style->margin_inner + style->area_width - style->number_inset);
    assert_int_equal(odd->y, style->margin_top + style->area_height + style->number_below);
    assert_int_equal(body_page(f, 1)->upright_first, body_page(f, 1)->item_count - 1);
}

static void test_centred_page_numbers(void **state)
{
    Fixture *f = *state;
    Style style = *f->project->style;
    style.page.number_centred = true;
    f->project->style = &style;
    StrBuf text = {.arena = f->arena};
    add_lines(&text, 40);
    fixture_pages(f, buf_str(&text), NULL);
    for (size_t page = 1; page <= 2; page++) {
        const GlyphRun *run = find_run(body_page(f, page), page == 1 ? "1 —" : "2 —");
        assert_non_null(run);
        Length left = run->x - style.page.margin_inner;
        assert_true(llabs(2 * left + run_width(run) - style.page.area_width) <= 1);
    }
}

static void test_front(void **state)
{
    Fixture *f = *state;
    StrBuf text = {.arena = f->arena};
    buf_add_c(&text, "# 甲\n\n");
    add_lines(&text, 30);
    buf_add_c(&text, "# 乙\n\n末。\n");
    const Pages *pages = fixture_pages(f, buf_str(&text), NULL);
    assert_int_equal(pages->page_count, 4);
    assert_str(pages->pages[0].label, "");
    assert_str(pages->pages[1].label, "i");
    assert_str(pages->pages[2].label, "1");
    assert_true(has_text(f, &pages->pages[0], "某市某区某局", false));
    assert_true(has_text(f, &pages->pages[0], "2023年部门预算公开", false));
    assert_true(has_text(f, &pages->pages[0], "2023年2月10日", false));
    assert_str(page_text(f, &pages->pages[1], false), "目录一、甲1二、乙2");
    assert_true(has_text(f, &pages->pages[1], "……", true));
    assert_int_equal(pages->pages[1].link_count, 2);
    const Destination *second = find_destination(pages, pages->pages[1].links[1].destination);
    assert_int_equal(second->page, 3);
    assert_str(pages->title, "某市某区某局2023年部门预算公开");
    assert_links(f);
}

static const Page *cover_titled(Fixture *f, int characters)
{
    StrBuf title = {.arena = f->arena};
    for (int i = 0; i < characters; i++)
        buf_add_c(&title, "题");
    diag_truncate(f->diag, 0);
    f->project->title = buf_str(&title);
    return &fixture_pages(f, STR("# 甲\n\n文。\n"), NULL)->pages[0];
}

// A long title moves up, and the date stands below it; what no page holds is not printed past its foot
// unsaid.
static void test_long_title(void **state)
{
    Fixture *f = *state;
    const Page *page = cover_titled(f, 30);
    Length top = find_run(page, "某市")->y, date = find_run(page, "2023")->y;
    page = cover_titled(f, 130);
    assert_int_equal(find_run(page, "某市")->y, top);
    assert_true(find_run(page, "2023")->y > date);
    page = cover_titled(f, 180);
    assert_true(find_run(page, "某市")->y < top);
    assert_false(diag_has(f->diag, "cover-too-long"));
    assert_in_area(f);
    cover_titled(f, 840);
    assert_true(diag_has(f->diag, "cover-too-long"));
}

static Str headings_of(Fixture *f, int n)
{
    StrBuf text = {.arena = f->arena};
    for (int i = 1; i <= n; i++)
        buf_print(&text, "# 标题\n\n文%d。\n\n", i);
    return buf_str(&text);
}

// Contents that spill a line or two are closed up to one page, in the type area; longer ones are not.
static void test_contents_closed_up(void **state)
{
    Fixture *f = *state;
    const Pages *pages = fixture_pages(f, headings_of(f, 26), NULL);
    const Length least = length_scale(f->project->style->roles[ROLE_CONTENTS_1].size,
                                      f->project->style->contents.leading_least, 1000);
    assert_str(pages->pages[1].label, "i");
    assert_str(pages->pages[2].label, "1");
    Length bottom = page_area(f, &pages->pages[1]).bottom, last = 0;
    for (size_t i = 0; i < pages->pages[1].upright_first; i++) {
        const GlyphRun *run = &pages->pages[1].items[i].run;
        assert_true(run->y <= bottom);
        assert_true(run->y <= last || last == 0 || run->y - last >= least - LENGTH_PT);
        last = run->y;
    }
}

static void test_contents_of_two_pages(void **state)
{
    Fixture *f = *state;
    const Pages *pages = fixture_pages(f, headings_of(f, 40), NULL);
    assert_str(pages->pages[2].label, "ii");
    const GlyphRun *first = find_run(&pages->pages[2], "三"), *second = NULL;
    for (size_t i = 0; i < pages->pages[2].upright_first && !second; i++)
        if (pages->pages[2].items[i].run.y > first->y)
            second = &pages->pages[2].items[i].run;
    assert_int_equal(second->y - first->y, f->project->style->roles[ROLE_CONTENTS_1].leading);
}

static void test_outline(void **state)
{
    Fixture *f = *state;
    const Pages *pages =
        fixture_pages(f, STR("# 甲\n\n（一）**收入**：文。\n\n## 支出\n\n文。\n\n### 丙\n\n文。\n"), NULL);
    static const char *const titles[] = {"一、甲", "（一）收入", "（二）支出", "1.丙"};
    static const int levels[] = {0, 1, 1, 2};
    assert_int_equal(pages->outline_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_str(pages->outline[i].title, titles[i]);
        assert_int_equal(pages->outline[i].level, levels[i]);
        assert_non_null(find_destination(pages, pages->outline[i].destination));
    }
}

// The kinds of the elements in reading order, from the first heading on, as "H P L LI".
static const char *kinds(const Pages *pages, Arena *arena)
{
    static const char *const names[] = {[ELEMENT_SECT] = "Sect",     [ELEMENT_H] = "H",
                                        [ELEMENT_P] = "P",           [ELEMENT_L] = "L",
                                        [ELEMENT_LI] = "LI",         [ELEMENT_LBL] = "Lbl",
                                        [ELEMENT_LBODY] = "LBody",   [ELEMENT_BLOCKQUOTE] = "Quote",
                                        [ELEMENT_CODE] = "Code",     [ELEMENT_EM] = "Em",
                                        [ELEMENT_STRONG] = "Strong", [ELEMENT_LINK] = "Link",
                                        [ELEMENT_SPAN] = "Span"};
    StrBuf text = {.arena = arena};
    bool started = false;
    for (size_t i = 0; i < pages->element_count; i++) {
        const Element *element = &pages->elements[i];
        assert_true(i == 0 || element->parent < i); // parents first
        started = started || element->kind == ELEMENT_H;
        if (started)
            buf_print(&text, "%s ", names[element->kind]);
    }
    return buf_str(&text).at;
}

static void test_structure(void **state)
{
    Fixture *f = *state;
    Str text =
        STR("# 甲\n\n文**重**字*轻*。\n\n- 一\n- 二\n\n> 引\n\n```\n码\n```\n\n（一）**收入**：文。\n");
    const Pages *pages = fixture_pages(f, text, NULL);
    assert_string_equal(kinds(pages, f->arena),
                        "H P Strong Em L LI Lbl LBody P LI Lbl LBody P Quote P P Code H P ");
    assert_in_area(f);
}

// A run-in heading and its paragraph stand on one line, each in its own face.
static void test_run_in(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("（一）**收入预算**：文字。\n"), NULL);
    const GlyphRun *heading = find_run(body_page(f, 1), "收入预算"),
                   *text = find_run(body_page(f, 1), "文字");
    assert_non_null(heading);
    assert_non_null(text);
    assert_int_equal(heading->y, text->y);
    assert_ptr_not_equal(heading->font, text->font);
}

static void test_lists(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("9. 九\n10. 十\n\n    - 内\n"), NULL);
    const Page *page = body_page(f, 1);
    const GlyphRun *label = find_run(page, "10."), *text = find_run(page, "十"),
                   *inner = find_run(page, "内");
    Length em = f->project->style->roles[ROLE_LIST].size, left = f->project->style->page.margin_inner;
    assert_int_equal(label->x, left + 2 * em);
    assert_int_equal(label->y, text->y);
    assert_int_equal(text->x, left + 4 * em); // 10. takes two characters
    assert_int_equal(inner->x, left + 5 * em);
}

// A bracket fills its half em, so that the text after it stands off.
static void test_bracket_list(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("1) 甲\n"), NULL);
    const Page *page = body_page(f, 1);
    Length em = f->project->style->roles[ROLE_LIST].size;
    assert_int_equal(find_run(page, "甲")->x - find_run(page, "1)")->x, 2 * em);
}

// Blanks of code are as wide as they are many.
static void test_code_blanks(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("```\na    b\ncccccd\n```\n"), NULL);
    const Page *page = body_page(f, 1);
    const GlyphRun *apart = find_run(page, "b"), *close = find_run(page, "cccccd");
    Length b = apart->x + apart->glyphs[apart->glyph_count - 1].x;
    Length d = close->x + close->glyphs[close->glyph_count - 1].x;
    assert_in_range(b - d + 64, 0, 128);
}

// However deep lists and quotations are nested, their text stays on the page.
static void test_deep(void **state)
{
    Fixture *f = *state;
    StrBuf text = {.arena = f->arena};
    for (int i = 0; i < 28; i++)
        buf_print(&text, "%*s- 第%d层\n", 2 * i, "", i + 1);
    buf_add_c(&text, "\n段落。\n\n");
    for (int i = 0; i < 28; i++)
        buf_add_c(&text, "> ");
    buf_add_c(&text, "深引。\n");
    fixture_pages(f, buf_str(&text), NULL);
    assert_non_null(find_run(body_page(f, 2), "第28层"));
    assert_in_area(f);
}

static void test_web_link(void **state)
{
    Fixture *f = *state;
    const Pages *pages = fixture_pages(f, STR("见[网站](https://example.gov.cn/)与[页](b.html)。\n"), NULL);
    const Page *page = body_page(f, 1);
    assert_int_equal(page->link_count, 1); // a relative address is no link on paper
    assert_str(page->links[0].uri, "https://example.gov.cn/");
    assert_str(page->links[0].contents, "网站");
    const GlyphRun *run = find_run(page, "网站");
    assert_int_equal(page->links[0].x, run->x);
    assert_true(page->links[0].width >= run_width(run));
    assert_int_equal(pages->elements[page->links[0].element].kind, ELEMENT_LINK);
}

static void test_unsafe_link(void **state)
{
    Fixture *f = *state;
    fixture_pages(
        f, STR("见[甲](javascript:x)、[乙](data:text/html,x)、[丙](file:///x)与[丁](mailto:a@b)。\n"), NULL);
    const Page *page = body_page(f, 1);
    assert_int_equal(page->link_count, 1);
    assert_str(page->links[0].uri, "mailto:a@b");
    assert_true(str_find(page_text(f, page, false), STR("见甲、乙、丙与丁。"), 0) >= 0);
}

static void test_figure_link(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,数额\n收入,51.8\n支出,33.8\n"));
    const Pages *pages = fixture_pages(f, STR("支出`= 甲表[支出]`万元，见[甲表](table:)。\n"), NULL);
    assert_int_equal(diag_total(f->diag), 0);
    const Page *page = body_page(f, 1);
    assert_int_equal(page->link_count, 2);
    const Destination *cell = find_destination(pages, page->links[0].destination);
    const Destination *table = find_destination(pages, page->links[1].destination);
    assert_non_null(cell);
    assert_non_null(table);
    assert_int_equal(cell->page, table->page);
    assert_true(cell->y > table->y);
    const GlyphRun *number = find_run(&pages->pages[cell->page], "33.8");
    assert_true(number->x > cell->x && number->y > cell->y && number->y < cell->y + length_pt(40));
    assert_links(f);
}

// A part alone has no cover and no contents, counts its pages from 1, and has no link to what is not there.
static void test_section_alone(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "甲表", STR("项目,数额\n收入,51.8\n"));
    const Pages *pages = fixture_pages(f, STR("# 甲\n\n甲文。\n\n# 乙\n\n收入`= 甲表[收入]`万元。\n"), "乙");
    assert_int_equal(pages->page_count, 1);
    assert_str(pages->pages[0].label, "1");
    assert_str(page_text(f, &pages->pages[0], false), "二、乙收入51.8万元。");
    assert_int_equal(pages->pages[0].link_count, 0);
    assert_int_equal(pages->outline_count, 1);
    for (size_t i = 0; i < pages->element_count; i++)
        assert_int_not_equal(pages->elements[i].kind, ELEMENT_LINK);
}

static void test_draft(void **state)
{
    Fixture *f = *state;
    f->draft = true;
    const Pages *pages = fixture_pages(f, STR("甲。\n"), NULL);
    for (size_t i = 0; i < pages->page_count; i++)
        assert_true(has_text(f, &pages->pages[i], "草稿", true));
    f->draft = false;
    pages = fixture_pages(f, STR("甲。\n"), NULL);
    for (size_t i = 0; i < pages->page_count; i++)
        assert_false(has_text(f, &pages->pages[i], "草稿", true));
}

static void test_missing_glyph(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("甲。\n\n乙\xF3\xB0\x80\x80丙。\n"), NULL); // U+F0000, private
    assert_true(diag_has(f->diag, "glyph-missing"));
    assert_int_equal(diag_at(f->diag, 0)->place.line, 3);
}

// One cause, one finding: at its first place, with how many places more.
static void test_missing_glyphs_are_counted(void **state)
{
    Fixture *f = *state;
    fixture_pages(f,
                  STR("甲\xF3\xB0\x80\x80。\n\n乙\xF3\xB0\x80\x80丙。\n\n# 丁\xF3\xB0\x80\x80\n\n戊"
                      "\xF3\xB0\x80\x81。\n"),
                  NULL);
    assert_int_equal(diag_total(f->diag), 2);
    assert_int_equal(diag_at(f->diag, 0)->place.line, 1);
    // Of the heading in the text, in the contents and over the pages.
    assert_true(str_ends(diag_at(f->diag, 0)->message, STR("more places")));
    assert_int_equal(diag_at(f->diag, 1)->place.line, 7);
    assert_true(str_ends(diag_at(f->diag, 1)->message, STR("(U+F0001)")));
}

// Where a face is missing, that was said: not of each of its characters too.
static void test_missing_face(void **state)
{
    Fixture *f = *state;
    Style *style = ARENA_NEW(f->arena, Style);
    static const Str families[] = {{"No Such Family", 14}};
    FaceSpec face = {.name = STR("无"), .families = families, .family_count = 1};
    *style = *f->project->style;
    style->fallback = NULL;
    style->roles[ROLE_BODY].face = style->roles[ROLE_BODY].western = &face;
    f->project->style = style;
    fontset_free(f->fonts);
    f->fonts = fontset_open(
        f->diag, style,
        (FontOptions){.folders = (const char *[]){"/usr/share/fonts/opentype/noto"}, .folder_count = 1});
    assert_true(diag_has(f->diag, "font-missing"));
    diag_truncate(f->diag, 0);
    fixture_pages(f, STR("甲乙丙 abc。\n"), NULL);
    assert_false(diag_has(f->diag, "glyph-missing"));
}

static void test_images_and_rules(void **state)
{
    Fixture *f = *state;
    fixture_pages(f, STR("甲。\n\n---\n\n![示意](a.png)\n"), NULL);
    const Page *page = body_page(f, 1);
    assert_true(has_text(f, page, "〔图：示意〕", false));
    size_t rules = 0;
    for (size_t i = 0; i < page->item_count; i++)
        rules += page->items[i].kind == ITEM_RULE;
    assert_int_equal(rules, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_grid),
        TEST(test_orphan),
        TEST(test_last_page_lines),
        TEST(test_widow),
        TEST(test_heading_keeps),
        TEST(test_heading_keeps_three),
        TEST(test_page_exactly_full),
        TEST(test_least_measure),
        TEST(test_page_break),
        TEST(test_page_numbers),
        TEST(test_centred_page_numbers),
        TEST(test_front),
        TEST(test_long_title),
        TEST(test_contents_closed_up),
        TEST(test_contents_of_two_pages),
        TEST(test_outline),
        TEST(test_structure),
        TEST(test_run_in),
        TEST(test_lists),
        TEST(test_bracket_list),
        TEST(test_code_blanks),
        TEST(test_deep),
        TEST(test_web_link),
        TEST(test_unsafe_link),
        TEST(test_figure_link),
        TEST(test_section_alone),
        TEST(test_draft),
        TEST(test_missing_glyph),
        TEST(test_missing_glyphs_are_counted),
        TEST(test_missing_face),
        TEST(test_images_and_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

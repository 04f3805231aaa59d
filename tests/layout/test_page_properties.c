// What holds of the pages of every document and every table: random ones, from a fixed seed, in both styles.
#include "pages_fixture.h"
#include "random.h"

enum { DOCUMENTS = 40, TABLES = 120, HAIR = 512, MOST_SHOWN = 120 };

#define PICK(r, list) (list)[random_below((r), sizeof(list) / sizeof *(list))]

static int setup_book(void **state)
{
    return fixture_open(state, TEST_DIR "/layout/fixtures/book");
}

// ---- random text

static void add_words(StrBuf *text, Random *r, uint32_t most)
{
    static const char *const words[] = {"预算",     "部门",        "的",
                                        "财政拨款", "支出",        "，",
                                        "。",       "、",          "“",
                                        "”",        "（",          "）",
                                        "《",       "》",          "——",
                                        "……",       "2023年",      "51.8万元",
                                        "100%",     "GDP",         "Gongkai ",
                                        " budget ", "12,345",      "32℃",
                                        "增长3.5",  "〔2019〕8号", "https://example.org/a/b?c=d"};
    for (uint32_t n = random_below(r, most); n > 0; n--)
        buf_add_c(text, PICK(r, words));
}

static void add_sentence(StrBuf *text, Random *r, const char *first, uint32_t most)
{
    buf_add_c(text, first);
    add_words(text, r, random_below(r, 4) == 0 ? most : most / 4);
    buf_add_c(text, "完");
}

// Without what setting may change: blanks, and the minus sign of a number.
static void add_plain(StrBuf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (str_starts(str_slice(text, i, text.n), STR("−")))
            i += 2;
        else if (text.at[i] != ' ' && text.at[i] != '-')
            buf_add(out, str_slice(text, i, i + 1));
    }
}

// ---- random documents

typedef struct Written {
    StrBuf markdown, plain; // as it is written; what of it must stand on the pages
} Written;

static void write_block(Written *w, Random *r, Arena *arena, const char *prefix, const char *first,
                        uint32_t most)
{
    StrBuf text = {.arena = arena};
    add_sentence(&text, r, first, most);
    buf_print(&w->markdown, "%s%.*s\n", prefix, STR_ARG(buf_str(&text)));
    add_plain(&w->plain, buf_str(&text));
}

static void write_list(Written *w, Random *r, Arena *arena, int depth)
{
    static const char *const markers[] = {"- ", "1. ", "1) "};
    const char *marker = PICK(r, markers);
    for (uint32_t n = random_below(r, 5) + 1; n > 0; n--) {
        StrBuf prefix = {.arena = arena};
        for (int i = 0; i < depth; i++)
            buf_add_c(&prefix, "    ");
        buf_add_c(&prefix, marker);
        write_block(w, r, arena, str_c(arena, buf_str(&prefix)), "项", 40);
        if (depth < 3 && random_below(r, 4) == 0)
            write_list(w, r, arena, depth + 1);
    }
}

static void write_code(Written *w, Random *r, Arena *arena)
{
    static const char *const indents[] = {"", "  ", "        "};
    buf_add_c(&w->markdown, "```\n");
    for (uint32_t n = random_below(r, 30) + 1; n > 0; n--)
        write_block(w, r, arena, PICK(r, indents), "码", 20);
    buf_add_c(&w->markdown, "```\n");
}

static void write_quote(Written *w, Random *r, Arena *arena)
{
    static const char *const prefixes[] = {"> ", "> > ", "> - "};
    write_block(w, r, arena, PICK(r, prefixes), "引", 60);
}

static void write_any(Written *w, Random *r, Arena *arena)
{
    static const char *const levels[] = {"# ", "## ", "### ", "#### "};
    switch (random_below(r, 12)) {
    case 0:
    case 1:
    case 2:
        write_block(w, r, arena, PICK(r, levels), "题", 12);
        break;
    case 3:
        write_list(w, r, arena, 0);
        break;
    case 4:
        write_quote(w, r, arena);
        break;
    case 5:
        write_code(w, r, arena);
        break;
    case 6:
        buf_add_c(&w->markdown, random_below(r, 2) ? "<!-- gongkai: page-break -->\n\n" : "---\n\n");
        write_block(w, r, arena, "", "文", 160);
        break;
    default:
        write_block(w, r, arena, "", "文", 160);
    }
    buf_add_c(&w->markdown, "\n");
}

// ---- what holds of every page

// Text of the document, but for what the compiler adds: markers of lists. Tables are judged by cells.
static bool is_written(const Pages *pages, const Item *item)
{
    if (!is_text(item))
        return false;
    ElementKind kind = pages->elements[item->element].kind;
    return kind != ELEMENT_LBL && kind != ELEMENT_TH && kind != ELEMENT_TD && kind != ELEMENT_CAPTION;
}

// Goes past `text`; headings have numbers before their text, which begins with 题.
static void assert_text(const Fixture *f, Str written)
{
    StrBuf set = {.arena = f->arena};
    for (size_t i = 0; i < f->pages->page_count; i++) {
        const Page *page = &f->pages->pages[i];
        bool body = page->label.n > 0 && page->label.at[0] >= '0' && page->label.at[0] <= '9';
        for (size_t k = 0; body && k < page->item_count; k++)
            if (is_written(f->pages, &page->items[k]))
                add_plain(&set, page->items[k].run.text);
    }
    Str left = buf_str(&set);
    for (size_t i = 0; i < written.n; left = str_slice(left, 1, left.n), i++) {
        if (str_starts(str_slice(written, i, written.n), STR("题"))) {
            ptrdiff_t number = str_find(left, STR("题"), 0);
            assert_in_range(number, 1, strlen("（二十三）"));
            left = str_slice(left, (size_t)number, left.n);
        }
        if (left.n == 0 || left.at[0] != written.at[i])
            fail_msg("“%.*s” is written, “%.*s” set", (int)str_slice(written, i, i + MOST_SHOWN).n,
                     written.at + i, STR_ARG(str_slice(left, 0, MOST_SHOWN)));
    }
    assert_int_equal(left.n, 0);
}

static void assert_no_empty_page(const Fixture *f)
{
    for (size_t i = 0; i < f->pages->page_count; i++) {
        size_t n = 0;
        for (size_t k = 0; k < f->pages->pages[i].item_count; k++)
            n += is_text(&f->pages->pages[i].items[k]);
        if (n == 0)
            fail_msg("page %zu is empty", i + 1);
    }
}

static bool overlap(Area a, Area b)
{
    return a.left < b.right - HAIR && b.left < a.right - HAIR && a.top < b.bottom - HAIR &&
           b.top < a.bottom - HAIR;
}

static Str shown(const Item *item)
{
    return item->kind == ITEM_RUN ? item->run.text : STR("(a rule)");
}

// Text touches neither other text nor a rule: cells are apart, and what is in them stays there.
static void assert_apart(const Fixture *f, const Page *page)
{
    Area *boxes = ARENA_ARRAY(f->arena, Area, page->upright_first);
    for (size_t i = 0; i < page->upright_first; i++) {
        const Item *a = &page->items[i];
        boxes[i] = item_box(a);
        for (size_t k = 0; k < i; k++) {
            const Item *b = &page->items[k];
            if ((a->kind == ITEM_RUN || b->kind == ITEM_RUN) && overlap(boxes[i], boxes[k]))
                fail_msg("“%.*s” lies on “%.*s”", STR_ARG(shown(a)), STR_ARG(shown(b)));
        }
    }
}

static void assert_pages(const Fixture *f, Str written)
{
    assert_in_area(f);
    assert_no_empty_page(f);
    assert_text(f, written);
    for (size_t i = 0; i < f->pages->page_count; i++)
        assert_apart(f, &f->pages->pages[i]);
}

static void test_documents(void **state)
{
    Fixture *f = *state;
    Random r = {4};
    for (int i = 0; i < DOCUMENTS; i++) {
        Written w = {{.arena = f->arena}, {.arena = f->arena}};
        for (uint32_t n = random_below(&r, 60) + 1; n > 0; n--)
            write_any(&w, &r, f->arena);
        write_block(&w, &r, f->arena, "", "文", 20);
        fixture_pages(f, buf_str(&w.markdown), NULL);
        assert_pages(f, buf_str(&w.plain));
    }
}

// ---- random footnotes

// The element of this kind that it is in, or 0.
static uint32_t within(const Pages *pages, uint32_t element, ElementKind kind)
{
    while (element != 0 && pages->elements[element].kind != kind)
        element = pages->elements[element].parent;
    return element;
}

// The text of all notes, each with its parts, or that of all else, without the marks.
static Str set_text(const Fixture *f, bool notes)
{
    const Pages *pages = f->pages;
    StrBuf *set = ARENA_ARRAY(f->arena, StrBuf, pages->element_count), all = {.arena = f->arena};
    for (size_t i = 0; i < pages->page_count; i++) {
        const Page *page = &pages->pages[i];
        bool body = page->label.n > 0 && page->label.at[0] >= '0' && page->label.at[0] <= '9';
        for (size_t k = 0; body && k < page->item_count; k++) {
            const Item *item = &page->items[k];
            uint32_t note = is_text(item) ? within(pages, item->element, ELEMENT_NOTE) : 0;
            if (!is_text(item) || (note > 0) != notes || within(pages, item->element, ELEMENT_REFERENCE) ||
                within(pages, item->element, ELEMENT_LBL))
                continue;
            set[note].arena = f->arena;
            add_plain(&set[note], item->run.text);
        }
    }
    for (size_t i = 0; i < pages->element_count; i++)
        buf_add(&all, (Str){set[i].at, set[i].n});
    return buf_str(&all);
}

// A note begins on the page that calls it, below the text.
static void assert_called(const Fixture *f, int notes)
{
    for (int i = 1; i <= notes; i++) {
        const Destination *note = pages_destination(f->pages, str_print(f->arena, "note-%d", i));
        const Destination *mark = pages_destination(f->pages, str_print(f->arena, "note-%d-mark", i));
        assert_non_null(note);
        assert_non_null(mark);
        assert_int_equal(note->page, mark->page);
        assert_true(note->y > mark->y);
    }
}

static void assert_same(Str written, Str set)
{
    if (!str_equal(written, set))
        fail_msg("“%.*s” is written, “%.*s” set", STR_ARG(written), STR_ARG(set));
}

static void test_notes(void **state)
{
    Fixture *f = *state;
    Random r = {6};
    Style style = *f->project->style;
    f->project->style = &style;
    for (int i = 0; i < DOCUMENTS; i++) {
        Written text = {{.arena = f->arena}, {.arena = f->arena}}, notes = text;
        int count = (int)random_below(&r, 40) + 1;
        style.notes.by_page = i % 2 == 0;
        style.notes.number_format = i % 4 < 2 ? STR("①") : STR("[%s]");
        for (int note = 1; note <= count; note++) {
            StrBuf before = {.arena = f->arena}, label = {.arena = f->arena};
            add_sentence(&before, &r, "文", 120);
            buf_print(&text.markdown, "%.*s[^%d]", STR_ARG(buf_str(&before)), note);
            add_plain(&text.plain, buf_str(&before));
            write_block(&text, &r, f->arena, "", "后", random_below(&r, 3) ? 8 : 60);
            buf_add_c(&text.markdown, "\n");
            buf_print(&label, "[^%d]: ", note);
            write_block(&notes, &r, f->arena, str_c(f->arena, buf_str(&label)), "注",
                        random_below(&r, 9) ? 30 : 1500);
        }
        buf_print(&text.markdown, "\n%.*s", STR_ARG(buf_str(&notes.markdown)));
        fixture_pages(f, buf_str(&text.markdown), NULL);
        assert_in_area(f);
        assert_no_empty_page(f);
        assert_links(f);
        assert_same(buf_str(&text.plain), set_text(f, false));
        assert_same(buf_str(&notes.plain), set_text(f, true));
        assert_called(f, count);
        for (size_t k = 0; k < f->pages->page_count; k++)
            assert_apart(f, &f->pages->pages[k]);
    }
}

// ---- random tables

typedef struct Shape {
    int columns, rows, depth; // of its head
    uint32_t prose;           // of ten columns, how many are prose
    bool merged;              // stubs are blank where they go on
} Shape;

static void write_head(StrBuf *csv, Random *r, const Shape *shape)
{
    int groups[4] = {0};
    for (int i = 0; i < shape->columns; i++) {
        buf_add_c(csv, i > 0 ? "," : "");
        for (int level = 1; level < shape->depth; level++)
            groups[level] += random_below(r, 3) == 0;
        for (int level = 1; level < shape->depth && i > 0; level++)
            buf_print(csv, "%s组%d第%d/", level == 1 ? "财政拨款收入" : "", level, groups[level]);
        static const char *const titles[] = {"列", "一般公共预算财政拨款", "Column", "金额（万元）", "绩效"};
        buf_print(csv, "%s%d", PICK(r, titles), i + 1);
    }
    buf_add_c(csv, "\n");
}

// Columns of prose have no blank cells: a page might hold nothing else.
static void write_cell(StrBuf *csv, Random *r, const Shape *shape, int row, int column)
{
    static const char *const words[] = {"Pneumonoultramicroscopicsilicovolcanoconiosis",
                                        "https://example.org/department/budget/2023/tables", "机关服务",
                                        "20130599999999999999999999999999", "政府办公厅（室）及相关机构事务"};
    bool prose = (uint32_t)column * 7 % 10 < shape->prose;
    if (column == 0 && shape->merged && row > 0 && random_below(r, 4) > 0)
        return;
    if (column == 0 && random_below(r, 9) == 0)
        buf_add_c(csv, "合计");
    else if (column == 0)
        buf_print(csv, "项目%d%s", row + 1, random_below(r, 3) ? "" : PICK(r, words));
    else if (prose && random_below(r, 8) == 0)
        buf_add_c(csv, PICK(r, words));
    else if (prose) {
        StrBuf cell = {.arena = csv->arena};
        add_sentence(&cell, r, "述", random_below(r, 40) == 0 ? 400 : 30);
        buf_print(csv, "\"%.*s\"", STR_ARG(buf_str(&cell)));
    } else if (!prose && random_below(r, 6) > 0) {
        buf_print(csv, "%s%u.%02u", random_below(r, 9) ? "" : "-", random_below(r, 200000),
                  random_below(r, 100));
    }
}

static Str write_table(Arena *arena, Random *r, const Shape *shape)
{
    StrBuf csv = {.arena = arena};
    write_head(&csv, r, shape);
    for (int row = 0; row < shape->rows; row++) {
        for (int column = 0; column < shape->columns; column++) {
            buf_add_c(&csv, column > 0 ? "," : "");
            write_cell(&csv, r, shape, row, column);
        }
        buf_add_c(&csv, "\n");
    }
    return buf_str(&csv);
}

static void assert_cell(const Fixture *f, Str set, const GridCell *cell)
{
    StrBuf text = {.arena = f->arena};
    add_plain(&text, cell->text);
    if (!str_equal(buf_str(&text), set))
        fail_msg("“%.*s” in the table, “%.*s” set", STR_ARG(buf_str(&text)), STR_ARG(set));
}

// The text of each cell stands there once, in order.
static void assert_cells(const Fixture *f)
{
    const Pages *pages = f->pages;
    const Grid *grid = table_grid(f->arena, f->tables.at[0]);
    StrBuf *set = ARENA_ARRAY(f->arena, StrBuf, pages->element_count);
    size_t cells = 0;
    for (size_t i = 0; i < pages->element_count; i++)
        set[i].arena = f->arena;
    for (size_t i = 0; i < pages->page_count; i++)
        for (size_t k = 0; k < pages->pages[i].item_count; k++)
            if (is_text(&pages->pages[i].items[k]))
                add_plain(&set[pages->pages[i].items[k].element], pages->pages[i].items[k].run.text);
    for (size_t i = 0; i < pages->element_count; i++) {
        if (pages->elements[i].kind != ELEMENT_TH && pages->elements[i].kind != ELEMENT_TD)
            continue;
        assert_true(cells < grid->head_count + grid->body_count);
        assert_cell(f, buf_str(&set[i]),
                    cells < grid->head_count ? &grid->head[cells] : &grid->body[cells - grid->head_count]);
        cells++;
    }
    assert_int_equal(cells, grid->head_count + grid->body_count);
}

static void test_tables(void **state)
{
    static const char *const orientations[] = {"auto", "portrait", "landscape"};
    Fixture *f = *state;
    Random r = {5};
    for (int i = 0; i < TABLES; i++) {
        Shape shape = {.columns = (int)random_below(&r, random_below(&r, 2) ? 30 : 8) + 1,
                       .rows = (int)random_below(&r, random_below(&r, 3) ? 20 : 121),
                       .depth = (int)random_below(&r, 4) + 1,
                       .prose = random_below(&r, 11),
                       .merged = random_below(&r, 3) == 0};
        Written w = {{.arena = f->arena}, {.arena = f->arena}};
        f->tables.n = 0;
        fixture_table(f, "甲表", write_table(f->arena, &r, &shape));
        for (uint32_t n = random_below(&r, 4); n > 0; n--)
            write_any(&w, &r, f->arena);
        buf_print(&w.markdown, "```table 甲表\norientation: %s\n```\n\n", PICK(&r, orientations));
        write_block(&w, &r, f->arena, "", "文", 60);
        fixture_pages(f, buf_str(&w.markdown), NULL);
        assert_pages(f, buf_str(&w.plain));
        assert_cells(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_documents, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_documents, setup_book, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_notes, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_notes, setup_book, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_tables, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_tables, setup_book, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

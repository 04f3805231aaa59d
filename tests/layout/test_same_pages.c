// The same pages and the same findings in the same order, whatever the number of threads and whatever is kept
// from another layout.
#include "pages_fixture.h"

// Everything that a back end reads, written down.
static void write_pages(StrBuf *out, const Pages *pages)
{
    for (size_t i = 0; i < pages->page_count; i++) {
        const Page *page = &pages->pages[i];
        buf_print(out, "page %.*s\n", STR_ARG(page->label));
        for (size_t k = 0; k < page->item_count; k++) {
            const Item *item = &page->items[k];
            if (item->kind == ITEM_RULE)
                buf_print(out, "rule %lld %lld %lld %lld\n", (long long)item->rule.x, (long long)item->rule.y,
                          (long long)item->rule.width, (long long)item->rule.height);
            if (item->kind != ITEM_RUN)
                continue;
            const GlyphRun *run = &item->run;
            buf_print(out, "run %u %.*s %lld %lld %.*s", item->element,
                      STR_ARG(font_info(run->font)->postscript_name), (long long)run->x, (long long)run->y,
                      STR_ARG(run->text));
            for (size_t g = 0; g < run->glyph_count; g++)
                buf_print(out, " %u %lld", run->glyphs[g].id, (long long)run->glyphs[g].x);
            buf_add_char(out, '\n');
        }
    }
}

static void write_findings(StrBuf *out, const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++)
        buf_print(out, "%u:%u %.*s\n", diag_at(diag, i)->place.line, diag_at(diag, i)->place.column,
                  STR_ARG(diag_at(diag, i)->message));
}

// Paragraphs enough for several batches, some with a character that no font has, each another, and tables.
static Str markdown(Arena *arena)
{
    StrBuf text = {.arena = arena};
    for (int i = 0; i < 120; i++) {
        buf_print(&text,
                  "第%d段：2023年年初预算数%d.%d万元，其中“三公”经费（公务接待费）0万元，说明如下。\n\n", i,
                  i * 7, i);
        if (i % 17 == 3)
            buf_print(&text, "缺字\xF0\x9F\x9C%c在第%d段。\n\n", 0x90 + i / 17, i);
        if (i % 40 == 20)
            buf_print(&text, "```table 表%d\n```\n\n", i);
    }
    return buf_str(&text);
}

static Str all_with(Fixture *f, const char *threads)
{
    StrBuf out = {.arena = f->arena};
    setenv("GONGKAI_THREADS", threads, 1);
    diag_truncate(f->diag, 0);
    write_pages(&out, fixture_pages(f, markdown(f->arena), NULL));
    write_findings(&out, f->diag);
    unsetenv("GONGKAI_THREADS");
    return buf_str(&out);
}

static void test_threads(void **state)
{
    Fixture *f = *state;
    fixture_table(f, "表20", STR("项目,数额\n一,1.25\n二,1234.5\n三\xF0\x9F\x9C\x81,-33\n"));
    fixture_table(f, "表60", STR("项目,数额\n一般公共预算财政拨款支出,1.25\n二,1234.5\n"));
    fixture_table(f, "表100", STR("项目,数额\n一,1.25\n"));
    Str one = all_with(f, "1");
    assert_true(diag_total(f->diag) > 4);
    assert_true(str_find(one, STR("1234.5"), 0) > 0);
    assert_true(str_equal(all_with(f, "2"), one));
    assert_true(str_equal(all_with(f, "3"), one));
    assert_true(str_equal(all_with(f, "16"), one));
}

// ---- a store

// The text above with another beginning, so that each place is another than before.
static Str after(Arena *arena, const char *beginning)
{
    return str_print(arena, "%s\n\n%.*s", beginning, STR_ARG(markdown(arena)));
}

static Str laid_out(Fixture *f, Str text)
{
    StrBuf out = {.arena = f->arena};
    diag_truncate(f->diag, 0);
    write_pages(&out, fixture_pages(f, text, NULL));
    write_findings(&out, f->diag);
    return buf_str(&out);
}

// What surrounds the text that stays, and the tables, of one layout after another.
typedef struct Variant {
    const char *beginning, *first, *second, *third;
} Variant;

static const Variant variants[] = {
    {"甲。", "项目,数额\n一,1.25\n二,1234.5\n三\xF0\x9F\x9C\x81,-33\n",
     "项目,数额\n一般公共预算财政拨款支出,1.25\n二,1234.5\n", "项目,数额\n一,1.25\n"},
    {"甲。", "项目,数额\n一,1.25\n二,1234.5\n三\xF0\x9F\x9C\x81,-33\n",
     "项目,数额\n一般公共预算财政拨款支出,1.26\n二,1234.5\n", "项目,数额\n一,1.25\n二,\n"},
    {"乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙，乙。\n\n\n丙\xF0\x9F\x9C\x82。",
     "项目,数额\n一,1.25\n二,1234.5\n三,-33\n", "项目,数量\n一般公共预算财政拨款支出,1.25\n二,1234.5\n",
     "项目\n一\n"},
    {"# 题\n\n- 一\n- 二", "编码,项目,数额\n1,一,1.25\n",
     "项目,数额,说明\n一般公共预算财政拨款支出,1.25,说明的文字\n二,1234.5,\n", "项目,数额\n一,1.25\n"},
    {"甲。", "项目,数额\n一,1.25\n二,1234.5\n三\xF0\x9F\x9C\x81,-33\n",
     "项目,数额\n一般公共预算财政拨款支出,1.25\n二,1234.5\n", "项目,数额\n一,1.25\n"},
};

static void test_store(void **state)
{
    Fixture *f = *state;
    LayoutStore *store = layout_store_new();
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        const Variant *variant = &variants[i];
        Str text = after(f->arena, variant->beginning);
        f->tables.n = 0;
        fixture_table(f, "表20", str_of(variant->first))->note = STR("注：表下的话。");
        fixture_table(f, "表60", str_of(variant->second));
        fixture_table(f, "表100", str_of(variant->third));
        f->store = NULL;
        Str without = laid_out(f, text);
        f->store = store;
        assert_true(str_equal(laid_out(f, text), without));
        assert_true(str_equal(laid_out(f, text), without));
    }
    layout_store_free(store);
}

// A paragraph that a layout finds in the store is that of the layout before; one of the layout before that is
// not.
static void test_store_keeps_the_newest(void **state)
{
    Fixture *f = *state;
    Str text = STR("第一段，2023年。\n\n第二段。\n"), other = STR("第三段。\n");
    f->store = layout_store_new();
    size_t of;
    const Glyph *first = find_run(body_page((fixture_pages(f, text, NULL), f), 1), "第一段")->glyphs;
    assert_int_equal(layout_store_set(f->store, &of), 2);
    const Glyph *second = find_run(body_page((fixture_pages(f, text, NULL), f), 1), "第一段")->glyphs;
    assert_ptr_equal(first, second);
    assert_int_equal(layout_store_set(f->store, &of), 0);
    assert_int_equal(of, 2);
    fixture_pages(f, other, NULL);
    assert_ptr_not_equal(find_run(body_page((fixture_pages(f, text, NULL), f), 1), "第一段")->glyphs, first);
    layout_store_free(f->store); // what the pages show stays with them
    assert_non_null(find_run(body_page(f, 1), "第二段"));
}

static const GlyphRun *run_in_body(Fixture *f, Str text, const char *wanted)
{
    fixture_pages(f, text, NULL);
    return find_run(body_page(f, 1), wanted);
}

static void test_store_keeps_tables(void **state)
{
    Fixture *f = *state;
    Str text = STR("第一段。\n\n```table 甲表\n```\n"),
        landscape = STR("第一段。\n\n```table 甲表\norientation: landscape\n```\n");
    fixture_table(f, "甲表", STR("项目,数额\n一般公共预算,1.25\n"));
    f->store = layout_store_new();
    const Glyph *first = run_in_body(f, text, "一般公共预算")->glyphs;
    assert_ptr_equal(run_in_body(f, text, "一般公共预算")->glyphs, first);
    run_in_body(f, landscape, "第一段");
    assert_true(body_page(f, 2)->turned);
    f->tables.n = 0;
    fixture_table(f, "甲表", STR("项目,数额\n一般公共预算,1.26\n"));
    assert_ptr_not_equal(run_in_body(f, text, "一般公共预算")->glyphs, first);
    assert_non_null(find_run(body_page(f, 1), "1.26"));
    layout_store_free(f->store);
}

// A table is closed up or not by what stands over it.
static void test_store_tables_below_headings(void **state)
{
    Fixture *f = *state;
    LayoutStore *store = layout_store_new();
    static const char *const above[] = {"", "# 题\n\n", "# 题\n\n## 次题\n\n"};
    for (int rows = 16; rows < 40; rows++) {
        StrBuf csv = {.arena = f->arena};
        buf_add_c(&csv, "项目,数额\n");
        for (int i = 0; i < rows; i++)
            buf_print(&csv, "第%d项,%d\n", i, i);
        f->tables.n = 0;
        fixture_table(f, "甲表", buf_str(&csv));
        for (size_t i = 0; i < sizeof above / sizeof above[0]; i++) {
            Str text = str_print(f->arena, "一。\n\n<!-- gongkai: page-break -->\n\n%s```table 甲表\n```\n",
                                 above[i]);
            f->store = NULL;
            Str without = laid_out(f, text);
            f->store = store;
            assert_true(str_equal(laid_out(f, text), without));
        }
    }
    layout_store_free(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_threads, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_store, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_store_keeps_the_newest, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_store_keeps_tables, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_store_tables_below_headings, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

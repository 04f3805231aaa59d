// Tables of amounts for tests, and what tests ask of their pages.
#ifndef GONGKAI_TABLE_FIXTURE_H
#define GONGKAI_TABLE_FIXTURE_H

#include "pages_fixture.h"

static inline Str head_of(Fixture *f, int columns, const char *title)
{
    StrBuf text = {.arena = f->arena};
    buf_add_c(&text, "科目编码,科目名称");
    for (int i = 0; i < columns; i++)
        buf_print(&text, ",%s%d", title, i + 1);
    buf_add_c(&text, "\n");
    return buf_str(&text);
}

// A table of so many rows and columns of amounts: names 项目1, 项目2 …, amounts row.column.
static inline TableSpec *number_table(Fixture *f, int rows, int columns, const char *title)
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

static inline const Pages *only_table(Fixture *f)
{
    return fixture_pages(f, STR("文。\n"), "甲表");
}

// Rows of 项目N that stand on a page.
static inline size_t rows_on(const Page *page)
{
    size_t n = 0;
    for (size_t i = 0; i < page->item_count; i++)
        if (is_text(&page->items[i]) && str_starts(page->items[i].run.text, STR("项目")))
            n++;
    return n;
}

// No run of a page lies on another.
static inline void assert_apart(const Page *page)
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

#endif

// Documents made from a test's Markdown and CSV, in the GB/T 9704 style and the fonts that Debian's packages
// install, to Pages; and what tests ask of a display list.
#ifndef GONGKAI_PAGES_FIXTURE_H
#define GONGKAI_PAGES_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"
#include "spreadsheet/spreadsheet.h"
#include "testing.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    Project *project;
    FontSet *fonts;
    Document *document;
    Pages *pages;
    VEC(Table *) tables;
    bool draft;
    LayoutStore *store; // NULL unless the test makes one
} Fixture;

// folder: a project of layout/fixtures.
static inline int fixture_open(void **state, const char *folder)
{
    static const char *const folders[] = {"/usr/share/fonts/opentype/noto",
                                          "/usr/share/fonts/truetype/lxgw-wenkai",
                                          "/usr/share/fonts/truetype/dejavu"};
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);
    f->arena = arena;
    f->diag = diag_new();
    f->project =
        project_read(arena, f->diag, folder, (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = true});
    assert_non_null(f->project);
    f->project->book = (TableBook){0};
    Style *style = ARENA_NEW(arena, Style);
    *style = *f->project->style;
    style->last_page_lines = 0; // a page's end is judged by itself
    f->project->style = style;
    f->fonts = fontset_open(f->diag, f->project->style, (FontOptions){.folders = folders, .folder_count = 3});
    assert_non_null(f->fonts);
    diag_truncate(f->diag, 0);
    *state = f;
    return 0;
}

static inline int fixture_setup(void **state)
{
    return fixture_open(state, TEST_DIR "/layout/fixtures/plain");
}

static inline int fixture_teardown(void **state)
{
    Fixture *f = *state;
    fontset_free(f->fonts);
    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

// A table of one's own; its spec may be changed before the document is made.
static inline TableSpec *fixture_table(Fixture *f, const char *name, Str csv)
{
    Source *source =
        source_from_bytes(f->arena, f->diag, csv, str_print(f->arena, "tables/%s.csv", name), (Str){0});
    Table *table = table_read_csv(f->arena, f->diag, source,
                                  &(TableWanted){NULL, str_of(name), unit_parse(STR("万元"))});
    assert_non_null(table);
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);
    *spec = *table->spec;
    spec->published = true;
    table->spec = spec;
    *vec_push(f->arena, &f->tables) = table;
    f->project->book = (TableBook){.tables = f->tables.at, .table_count = f->tables.n, .given = true};
    return spec;
}

// section: --section's argument, or NULL.
static inline const Pages *fixture_pages(Fixture *f, Str markdown, const char *section)
{
    Source **sections = ARENA_ARRAY(f->arena, Source *, 1);
    sections[0] = source_from_bytes(f->arena, f->diag, markdown, STR("sections/1-甲.md"), (Str){0});
    f->project->sections = sections;
    f->project->section_count = 1;
    FigureEnv *env = figure_env_new(f->arena, f->diag, f->project);
    f->document = document_build(f->arena, f->diag, f->project, env, f->draft);
    assert_non_null(f->document);
    if (section)
        assert_true(document_select(f->arena, f->diag, f->document, str_of(section)));
    f->pages = layout_document(f->arena, f->diag, f->document, f->fonts, f->store);
    assert_non_null(f->pages);
    return f->pages;
}

// The first page of the body: the one labelled 1.
static inline const Page *body_page(const Fixture *f, size_t number)
{
    Str label = str_print(f->arena, "%zu", number);
    for (size_t i = 0; i < f->pages->page_count; i++)
        if (str_equal(f->pages->pages[i].label, label))
            return &f->pages->pages[i];
    return NULL;
}

static inline bool is_text(const Item *item)
{
    return item->kind == ITEM_RUN && item->element != ELEMENT_ARTIFACT;
}

// Different baselines of the page's text, artifacts apart.
static inline size_t count_lines(const Page *page)
{
    Length last = -1;
    size_t n = 0;
    for (size_t i = 0; i < page->item_count; i++)
        if (is_text(&page->items[i]) && page->items[i].run.y != last) {
            last = page->items[i].run.y;
            n++;
        }
    return n;
}

// The page's text in order; artifacts: only those, or none.
static inline Str page_text(const Fixture *f, const Page *page, bool artifacts)
{
    StrBuf text = {.arena = f->arena};
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_RUN && (page->items[i].element == ELEMENT_ARTIFACT) == artifacts)
            buf_add(&text, page->items[i].run.text);
    return buf_str(&text);
}

static inline Length run_width(const GlyphRun *run)
{
    Length width = 0;
    for (size_t i = 0; i < run->glyph_count; i++)
        if (run->glyphs[i].x + run->glyphs[i].advance > width)
            width = run->glyphs[i].x + run->glyphs[i].advance;
    return width;
}

static inline const GlyphRun *find_run(const Page *page, const char *text)
{
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_RUN && str_find(page->items[i].run.text, str_of(text), 0) >= 0)
            return &page->items[i].run;
    return NULL;
}

static inline bool has_text(const Fixture *f, const Page *page, const char *text, bool artifact)
{
    return str_find(page_text(f, page, artifact), str_of(text), 0) >= 0;
}

static inline const Destination *find_destination(const Pages *pages, Str id)
{
    for (size_t i = 0; i < pages->destination_count; i++)
        if (str_equal(pages->destinations[i].id, id))
            return &pages->destinations[i];
    return NULL;
}

// The type area of a page, in its content's coordinates.
typedef struct Area {
    Length left, top, right, bottom;
} Area;

static inline Area page_area(const Fixture *f, const Page *page)
{
    const PageStyle *style = &f->project->style->page;
    if (page->turned) {
        Length left = style->height - style->margin_top - style->area_height;
        return (Area){left, style->margin_inner, left + style->area_height,
                      style->margin_inner + style->area_width};
    }
    return (Area){style->margin_inner, style->margin_top, style->margin_inner + style->area_width,
                  style->margin_top + style->area_height};
}

// The box of an item's ink, near enough: of text from above its Han to its baseline.
static inline Area item_box(const Item *item)
{
    if (item->kind == ITEM_RUN)
        return (Area){item->run.x, item->run.y - item->run.size * 3 / 4, item->run.x + run_width(&item->run),
                      item->run.y};
    if (item->kind == ITEM_IMAGE)
        return (Area){item->image.x, item->image.y, item->image.x + item->image.width,
                      item->image.y + item->image.height};
    return (Area){item->rule.x, item->rule.y, item->rule.x + item->rule.width,
                  item->rule.y + item->rule.height};
}

// Every item lies in the type area (a hair's breadth of rounding allowed) but the page number.
static inline void assert_in_area(const Fixture *f)
{
    enum { HAIR = 512 };
    for (size_t i = 0; i < f->pages->page_count; i++) {
        const Page *page = &f->pages->pages[i];
        Area area = page_area(f, page);
        for (size_t k = 0; k < page->upright_first; k++) {
            Area box = item_box(&page->items[k]);
            assert_true(box.left >= area.left - HAIR && box.right <= area.right + HAIR);
            assert_true(box.top >= area.top - HAIR && box.bottom <= area.bottom + HAIR);
        }
    }
}

// Every link of every page leads to a destination that is there, or to the web.
static inline void assert_links(const Fixture *f)
{
    for (size_t i = 0; i < f->pages->page_count; i++)
        for (size_t k = 0; k < f->pages->pages[i].link_count; k++) {
            const LinkArea *link = &f->pages->pages[i].links[k];
            assert_true(link->uri.n > 0 || find_destination(f->pages, link->destination));
            assert_true(link->contents.n > 0);
            assert_int_equal(f->pages->elements[link->element].kind, ELEMENT_LINK);
        }
}

#endif

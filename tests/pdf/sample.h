// Hand-made Pages for the tests of pdf/: a builder of items, and the fonts that Debian and fonts/fetch.sh
// install.
#ifndef GONGKAI_TESTS_PDF_SAMPLE_H
#define GONGKAI_TESTS_PDF_SAMPLE_H

#include <string.h>

#include "pdf/pdf.h"

static const char *const sample_folders[] = {DATA_DIR "/fonts/fetched", "/usr/share/fonts/opentype/noto",
                                             "/usr/share/fonts/truetype/lxgw-wenkai"};
static const Str sample_families[][1] = {
    {{"FandolFang", 10}}, {{"Noto Serif CJK SC", 17}}, {{"LXGW WenKai", 11}}};

enum { SAMPLE_FANG, SAMPLE_SERIF, SAMPLE_KAI, SAMPLE_FACES };

typedef struct Sample {
    Arena *arena;
    Diag *diag;
    FaceSpec faces[SAMPLE_FACES];
    Style style;
    FontSet *fonts;
    VEC(Item) items; // of the page that is being made
    VEC(Page) pages;
    VEC(Element) elements;
} Sample;

static inline void sample_open(Sample *s)
{
    *s = (Sample){.arena = arena_new(), .diag = diag_new()};
    for (int i = 0; i < SAMPLE_FACES; i++)
        s->faces[i] = (FaceSpec){sample_families[i][0], sample_families[i], 1};
    s->style.faces = s->faces;
    s->style.face_count = SAMPLE_FACES;
    s->style.fallback = &s->faces[SAMPLE_SERIF];
    s->fonts = fontset_open(s->diag, &s->style, (FontOptions){.folders = sample_folders, .folder_count = 3});
    *vec_push(s->arena, &s->elements) = (Element){.kind = ELEMENT_DOCUMENT};
}

static inline void sample_close(Sample *s)
{
    fontset_free(s->fonts);
    diag_free(s->diag);
    arena_free(s->arena);
}

static inline uint32_t sample_element(Sample *s, Element element)
{
    *vec_push(s->arena, &s->elements) = element;
    return (uint32_t)s->elements.n - 1;
}

// One run, set solid; returns its width. Every character must be in one font.
static inline Length sample_run(Sample *s, int face, bool bold, int points, Length x, Length y,
                                uint32_t element, const char *text)
{
    Str string = str_of(text);
    size_t at = 0, n;
    const Font *font = fontset_font(s->fonts, &s->faces[face], utf8_next(string, &at), bold);
    ShapedGlyph *shaped = font_shape(font, s->arena, string, NULL, &n);
    Glyph *glyphs = ARENA_ARRAY(s->arena, Glyph, n);
    Length pen = 0;
    for (size_t i = 0; i < n; i++) {
        int em = font_info(font)->units_per_em;
        Length advance = length_scale(length_pt(points), shaped[i].advance, em);
        glyphs[i] = (Glyph){.id = shaped[i].id,
                            .text = shaped[i].text,
                            .x = pen + length_scale(length_pt(points), shaped[i].x, em),
                            .y = -length_scale(length_pt(points), shaped[i].y, em),
                            .advance = advance};
        pen += advance;
    }
    *vec_push(s->arena, &s->items) = (Item){
        .kind = ITEM_RUN, .element = element, .run = {font, length_pt(points), x, y, glyphs, n, string, 0}};
    return pen;
}

static inline void sample_rule(Sample *s, Length x, Length y, Length width, Length height, uint32_t colour)
{
    *vec_push(s->arena, &s->items) =
        (Item){.kind = ITEM_RULE, .element = ELEMENT_ARTIFACT, .rule = {x, y, width, height, colour}};
}

// Takes the items made so far.
static inline Page *sample_page(Sample *s, const char *label)
{
    Page *page = vec_push(s->arena, &s->pages);
    *page = (Page){.width = length_um(210000),
                   .height = length_um(297000),
                   .items = s->items.at,
                   .item_count = s->items.n,
                   .label = str_of(label)};
    s->items.at = NULL;
    s->items.n = s->items.cap = 0;
    return page;
}

static inline Pages sample_pages(Sample *s)
{
    return (Pages){.pages = s->pages.at,
                   .page_count = s->pages.n,
                   .elements = s->elements.at,
                   .element_count = s->elements.n,
                   .title = STR("2023年部门预算公开"),
                   .author = STR("区委网信办"),
                   .language = STR("zh-CN"),
                   .time = 1675990800};
}

#endif

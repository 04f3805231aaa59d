// What the tests of paragraphs share: fonts named by file, an em of 1000 × 64 units so that thousandths are
// exact, and a line written down as text and positions.
#ifndef GONGKAI_TESTS_PARAGRAPH_FIXTURE_H
#define GONGKAI_TESTS_PARAGRAPH_FIXTURE_H

#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "paragraph/paragraph.h"

#define EM ((Length)64000)
#define MILLI ((Length)64) // 1/1000 em

enum { NOTO, KAI, FANG, FACES };

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    FaceSpec faces[FACES];
    Str families[FACES];
    Style style;
    FontSet *fonts;
} Fixture;

static inline int fixture_open(void **data)
{
    static const char *const folders[] = {"/usr/share/fonts/opentype/noto",
                                          "/usr/share/fonts/truetype/lxgw-wenkai", DATA_DIR "/fonts/fetched"};
    static const char *const families[FACES] = {"Noto Serif CJK SC", "LXGW WenKai", "FandolFang"};
    Fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diag = diag_new();
    for (int i = 0; i < FACES; i++) {
        f->families[i] = str_of(families[i]);
        f->faces[i] = (FaceSpec){.name = f->families[i], .families = &f->families[i], .family_count = 1};
    }
    f->style.faces = f->faces;
    f->style.face_count = FACES;
    f->style.spacing = (SpacingStyle){.han_western = 250,
                                      .han_western_least = 125,
                                      .han_western_most = 500,
                                      .number_unit = 83,
                                      .word_space_least = 250,
                                      .word_space_most = 500};
    f->fonts = fontset_open(f->diag, &f->style, (FontOptions){.folders = folders, .folder_count = 3});
    *data = f;
    return f->fonts ? 0 : -1;
}

static inline int fixture_close(void **data)
{
    Fixture *f = *data;

    fontset_free(f->fonts);
    diag_free(f->diag);
    arena_free(f->arena);
    free(f);
    return 0;
}

static inline ParagraphSpec spec_of(Fixture *f, const Span *span, Length measure)
{
    return (ParagraphSpec){.spans = span,
                           .span_count = 1,
                           .measure = measure,
                           .style = &f->style,
                           .words = &words_builtin,
                           .fonts = f->fonts,
                           .place = {.file = STR("text.md"), .line = 1}};
}

static inline Span span_of_text(Fixture *f, int face, const char *text)
{
    return (Span){.text = str_of(text), .face = &f->faces[face], .size = EM};
}

static inline long milli(Length x)
{
    return (long)((x + (x < 0 ? -32 : 32)) / MILLI);
}

// The text of a line's pieces, joined.
static inline Str line_text(Arena *arena, const Line *line)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < line->piece_count; i++)
        buf_add(&buf, line->pieces[i].text);
    return buf_str(&buf);
}

// Every glyph's position, in thousandths of an em from the measure's left edge, and the line's right edge
// after a bar.
static inline Str line_positions(Arena *arena, const Line *line)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < line->piece_count; i++)
        for (size_t g = 0; g < line->pieces[i].glyph_count; g++)
            buf_print(&buf, "%ld ", milli(line->pieces[i].x + line->pieces[i].glyphs[g].x));
    buf_print(&buf, "| %ld", milli(line->x + line->width));
    return buf_str(&buf);
}

#endif

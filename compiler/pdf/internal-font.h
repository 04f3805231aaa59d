// The document's fonts: which glyphs are used for which text, their subsets, and the Type0 fonts made of
// them.
#ifndef GONGKAI_PDF_INTERNAL_FONT_H
#define GONGKAI_PDF_INTERNAL_FONT_H

#include "pdf/internal-object.h"

typedef struct UsedGlyph {
    uint32_t id;
    Str text;       // what it stands for where it is first used
    uint16_t code;  // what a content stream writes
    uint16_t width; // 1/1000 em
} UsedGlyph;

typedef struct PdfFont {
    const Font *font;      // a program: see font_program
    VEC(UsedGlyph) glyphs; // sorted by id once gathered
    uint32_t *slots;       // by glyph id: index into glyphs + 1
    Arena *arena;          // of its subset, made on any thread
    Diag *diag;
    FontSubset *subset;
    HPDF_Dict object; // the Type0 font
} PdfFont;

typedef struct PdfFonts {
    Arena *arena;
    VEC(PdfFont) fonts; // in the order of their first use; /F1 is the first
} PdfFonts;

// Goes through all pages, then subsets in parallel. False where a subset failed, after reporting.
bool fonts_gather(PdfFonts *fonts, Arena *arena, Diag *diag, const Pages *pages);
void fonts_free(PdfFonts *fonts);
// Writes font objects; the Font entry of the resource dictionary.
void fonts_write(PdfFonts *fonts, PdfFile *file, StrBuf *resources);
// The place of a run's font in fonts->fonts; it must have been gathered.
size_t fonts_index(const PdfFonts *fonts, const Font *font);
const UsedGlyph *font_used(const PdfFont *font, uint32_t glyph);

#endif

// Fonts of which the file does not say what their characters are, so that the reading program takes their
// codes for letters (pictures of characters, in fonts of Type 3): the letters are as wide as Chinese.
#include "intake/internal-pdf.h"

#define WIDE 0.93F      // em: no letters of a text's font are so wide, but for M and W
#define LEAST_LETTERS 5 // of a font
#define MOST_NARROW 10  // of so many letters one may be no wider than letters are

typedef struct Letters { // of a font
    size_t all, wide;
} Letters;

static bool is_letter(uint32_t code)
{
    return (code >= 'A' && code <= 'Z' && code != 'M' && code != 'W') ||
           (code >= 'a' && code <= 'z' && code != 'm' && code != 'w') ||
           (code >= 0xC0 && code <= 0xFF && code != 0xD7 && code != 0xF7);
}

void pdf_unnamed_drop(Arena *arena, PdfPages *pages)
{
    Letters *fonts = ARENA_ARRAY(arena, Letters, pages->fonts.n + 1);

    for (size_t p = 0; p < pages->pages.n; p++)
        for (size_t i = 0; i < pages->pages.at[p].glyphs.n; i++) {
            const PdfGlyph *glyph = &pages->pages.at[p].glyphs.at[i];

            if (is_letter(glyph->code)) {
                fonts[glyph->font].all++;
                fonts[glyph->font].wide += glyph->width >= WIDE * glyph->size;
            }
        }
    for (size_t p = 0; p < pages->pages.n; p++)
        for (size_t i = 0; i < pages->pages.at[p].glyphs.n; i++) {
            PdfGlyph *glyph = &pages->pages.at[p].glyphs.at[i];
            const Letters *letters = &fonts[glyph->font];

            if (letters->all >= LEAST_LETTERS &&
                (letters->all - letters->wide) * MOST_NARROW <= letters->all && glyph->code > ' ' &&
                glyph->code <= 0xFF) {
                glyph->code = 0;
                pages->pages.at[p].unread++;
            }
        }
}

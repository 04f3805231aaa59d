// Pages' content streams, and the marks that tie their pieces to the structure tree.
#ifndef GONGKAI_PDF_INTERNAL_CONTENT_H
#define GONGKAI_PDF_INTERNAL_CONTENT_H

#include "pdf/internal-font.h"
#include "pdf/internal-image.h"
#include "pdf/internal-structure.h"

// The content stream's text, in the arena. *marks, empty before: what it marks, in the same arena.
Str content_write(Arena *arena, const Pages *pages, const Page *page, const PdfFonts *fonts,
                  const PdfImages *images, PageMarks *marks);

#endif

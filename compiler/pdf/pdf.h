// pdf: Pages to a PDF 1.7 file, through libharu's object layer.
//
// In: Pages. Out: the file's bytes in the arena given: the same for the same Pages, whatever the machine or
// clock. Every libharu header stays in this folder. Errors: SEVERITY_FAILURE pdf-library with libharu's code,
// image's (a draft goes on without the image), and font's. A turned page's links and destinations are in the
// coordinates of its turned items.
#ifndef GONGKAI_PDF_PDF_H
#define GONGKAI_PDF_PDF_H

#include "layout/layout.h"

typedef struct PdfOptions {
    Str producer; // "Gongkai 0.1.0"
} PdfOptions;

// A Str with at == NULL after a reported failure.
Str pdf_write(Arena *arena, Diag *diag, const Pages *pages, PdfOptions options);

#endif

// pdf: Pages to a PDF 1.7 file, through libharu's object layer.
//
// In: Pages. Out: the file's bytes in the arena given: the same for the same Pages, whatever the machine or
// clock. Every libharu header stays in this folder. Errors: SEVERITY_FAILURE pdf-library with libharu's code,
// or where the file does not read back;
// image's (a draft goes on without the image), and font's. A turned page's links and destinations are in the
// coordinates of its turned items.
#ifndef GONGKAI_PDF_PDF_H
#define GONGKAI_PDF_PDF_H

#include "layout/layout.h"

// A file that goes with the document (ISO 19005-3): a table's data.
typedef struct PdfAttachment {
    Str name;        // of the file alone: table-14.csv
    Str description; // what it is, for readers
    Str type;        // MIME: text/csv
    Str bytes;
} PdfAttachment;

typedef struct PdfOptions {
    Str producer; // "Gongkai 0.1.0"
    const PdfAttachment *attachments;
    size_t attachment_count; // with any, the file is PDF/A-3 instead of PDF/A-2
} PdfOptions;

// A Str with at == NULL after a reported failure.
Str pdf_write(Arena *arena, Diag *diag, const Pages *pages, PdfOptions options);

#endif

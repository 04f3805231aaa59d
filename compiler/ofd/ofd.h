// ofd: Pages to an OFD file (GB/T 33190-2016), the national layout format, of the same pages as the PDF.
//
// In: Pages. Out: the file's bytes in the arena given: the same for the same Pages, whatever the machine or
// clock. Fonts are TrueType files of the characters used (font_truetype), text one TextCode an object with
// every step, a character with several shapes reaches each by a font of its own. Turned pages are landscape
// sheets. The structure that a tagged PDF has stands in CustomTags. Errors: image's (a draft goes on without
// the image); SEVERITY_FAILURE data-write where the archive does not read back.
#ifndef GONGKAI_OFD_OFD_H
#define GONGKAI_OFD_OFD_H

#include "layout/layout.h"

// A file that goes with the document: a table's data.
typedef struct OfdAttachment {
    Str name;        // of the file alone: table-14.csv
    Str description; // what it is, for readers
    Str bytes;
} OfdAttachment;

typedef struct OfdOptions {
    Str producer; // "Gongkai 0.1.0"
    const OfdAttachment *attachments;
    size_t attachment_count;
} OfdOptions;

// A Str with at == NULL after a reported failure.
Str ofd_write(Arena *arena, Diag *diag, const Pages *pages, OfdOptions options);

#endif

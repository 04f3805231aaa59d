// What the document says of itself: Info, XMP, the colour profile, the catalog's
// entries.
#ifndef GONGKAI_PDF_INTERNAL_METADATA_H
#define GONGKAI_PDF_INTERNAL_METADATA_H

#include "pdf/internal-object.h"

// What the file may say that it is.
typedef struct Claims {
    int archive;     // the part of ISO 19005 whose level A it keeps: 2, 3 where it has attachments; 0: none
    bool accessible; // ISO 14289-1
} Claims;

void metadata_write(PdfFile *file, const Pages *pages, PdfOptions options, Claims claims);
// The catalog's Metadata.
HPDF_Dict xmp_write(PdfFile *file, const Pages *pages, Str producer, Claims claims);

#endif

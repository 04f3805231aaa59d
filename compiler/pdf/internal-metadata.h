// What the document says of itself: Info, XMP, the colour profile, the catalog's entries, the file's
// identity.
#ifndef GONGKAI_PDF_INTERNAL_METADATA_H
#define GONGKAI_PDF_INTERNAL_METADATA_H

#include "pdf/internal-object.h"

void metadata_write(PdfFile *file, const Pages *pages, PdfOptions options);
// Puts a hash of the bytes into the trailer's ID, which metadata_write left zero.
void identity_write(Str bytes);

#endif

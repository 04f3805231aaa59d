// Ways around the document and to what goes with it: files, links, named destinations, outline, page labels.
#ifndef GONGKAI_PDF_INTERNAL_NAVIGATION_H
#define GONGKAI_PDF_INTERNAL_NAVIGATION_H

#include "pdf/internal-structure.h"

// A link's annotation; page_id: the object of the page that it is on; key: its StructParent, or -1.
void link_write(PdfFile *file, HPDF_Dict object, const Page *page, const LinkArea *link, uint32_t page_id,
                int64_t key);
// NULL where there are none.
HPDF_Dict destinations_write(PdfFile *file, const Pages *pages, const uint32_t *page_ids);
// The EmbeddedFiles name tree, NULL where nothing is attached; the catalog's AF besides. time: the
// document's.
HPDF_Dict attachments_write(PdfFile *file, PdfOptions options, int64_t time);
HPDF_Dict outline_write(PdfFile *file, const Pages *pages);
HPDF_Dict labels_write(PdfFile *file, const Pages *pages);

#endif

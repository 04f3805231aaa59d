// The structure tree (ISO 32000-1 14.7): elements, what they hold in reading order, and the way back from the
// pages.
#ifndef GONGKAI_PDF_INTERNAL_STRUCTURE_H
#define GONGKAI_PDF_INTERNAL_STRUCTURE_H

#include "pdf/internal-object.h"

typedef struct Structure Structure;

// The elements of a page's marked content by MCID.
typedef struct PageMarks {
    VEC(uint32_t) elements;
} PageMarks;

// An empty tree with its objects; pages are made already. page_ids: their object numbers; marks: how many
// all pages have.
Structure *structure_new(PdfFile *file, const Pages *pages, const uint32_t *page_ids, size_t marks);
// Adds a page's marked content, and its links' annotations by their objects; pages in order.
void structure_add_page(Structure *structure, uint32_t page, const PageMarks *marks,
                        const HPDF_Dict *annotations);
// The key under which the next link of an element finds its way back (StructParent); links in the order of
// structure_add_page.
uint32_t structure_link_key(Structure *structure, uint32_t link);
// Writes all; the StructTreeRoot.
HPDF_Dict structure_write(Structure *structure);

#endif

// svg: Pages to one SVG image a page, for the preview and for tests.
//
// In: Pages. Out: each page's bytes in the arena given: the same for the same Pages, whatever the machine.
// Every distinct glyph of a page is a <path> once, in font units, and a <use> wherever it stands; rules are
// rects, images data URIs. User units are 1/1000 pt. Turned pages stand upright, as on a screen. Text cannot
// be selected: a page is an image with a label and, as its description, its text in reading order. Ids begin
// with the page's number, but for destinations, whose ids are the document's own: pages may stand together in
// one HTML document. Errors: an image that cannot be read is reported by image, and left out.
#ifndef GONGKAI_SVG_SVG_H
#define GONGKAI_SVG_SVG_H

#include "layout/layout.h"

typedef struct SvgOptions {
    bool links; // what is linked, and the places that links lead to as #ID; web links only to http, https and
                // mailto
} SvgOptions;

// One page. index is less than pages->page_count.
Str svg_page(Arena *arena, Diag *diag, const Pages *pages, size_t index, SvgOptions options);
// All of them: pages->page_count in all.
Str *svg_pages(Arena *arena, Diag *diag, const Pages *pages, SvgOptions options);

#endif

// Charts and other drawings: shapes of several sizes close to each other, whose labels are no text.
// Backgrounds of rows and headings are of one size, or alone.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"

#define LEAST_SHAPES 4
#define LEAST_SIZES 3
#define FAR 40.0F  // points between shapes of one drawing
#define NEAR 14.0F // labels above and below them
#define SAME 2.0F  // points: sizes that are one
#define PAGE 0.8F  // of a page's height: its background

static int by_top(const void *a, const void *b)
{
    const PdfBox *x = a, *y = b;

    return x->y0 < y->y0 ? -1 : x->y0 > y->y0;
}

static bool is_apart(const PdfPage *page, const PdfGrids *grids, const PdfBox *box)
{
    for (size_t i = 0; i < grids->n; i++)
        if (box->y0 >= grids->at[i].box.y0 - SAME && box->y1 <= grids->at[i].box.y1 + SAME &&
            box->x0 >= grids->at[i].box.x0 - SAME)
            return false;
    return box->y1 - box->y0 < page->height * PAGE && box->x1 > 0 && box->x0 < page->width;
}

static size_t sizes_count(const PdfBox *boxes, size_t n)
{
    size_t sizes = 0;

    for (size_t i = 0; i < n && sizes < LEAST_SIZES; i++) {
        bool again = false;

        for (size_t k = 0; k < i && !again; k++)
            again = fabsf(boxes[i].x1 - boxes[i].x0 - (boxes[k].x1 - boxes[k].x0)) < SAME &&
                    fabsf(boxes[i].y1 - boxes[i].y0 - (boxes[k].y1 - boxes[k].y0)) < SAME;
        sizes += !again;
    }
    return sizes;
}

void pdf_drawings_find(Arena *arena, const PdfPage *page, const PdfGrids *grids, PdfBoxes *bands)
{
    PdfBoxes shapes = {0};

    for (size_t i = 0; i < page->shapes.n; i++)
        if (is_apart(page, grids, &page->shapes.at[i]))
            *vec_push(arena, &shapes) = page->shapes.at[i];
    if (shapes.n)
        qsort(shapes.at, shapes.n, sizeof *shapes.at, by_top);
    for (size_t i = 0; i < shapes.n;) {
        size_t end = i + 1;
        float bottom = shapes.at[i].y1;

        for (; end < shapes.n && shapes.at[end].y0 < bottom + FAR; end++)
            bottom = fmaxf(bottom, shapes.at[end].y1);
        if (end - i >= LEAST_SHAPES && sizes_count(shapes.at + i, end - i) >= LEAST_SIZES)
            *vec_push(arena, bands) = (PdfBox){0, shapes.at[i].y0 - NEAR, page->width, bottom + NEAR};
        i = end;
    }
}

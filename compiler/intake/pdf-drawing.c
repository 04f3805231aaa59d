// Charts and other drawings: shapes of several sizes close to each other, whose labels are no text.
// Backgrounds of rows and headings are of one size, or alone.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"

#define LEAST_SHAPES 4
#define LEAST_SIZES 3
#define FAR 40.0F    // points between shapes of one drawing
#define NEAR 14.0F   // labels above and below them
#define SAME 2.0F    // points: sizes that are one
#define ONE_ROW 1.0F // points
#define STRIPE 0.3F  // of a page's width
#define CELLS 0.12F
#define ALONE 0.5F
#define LEAST_CELLS 3
#define HIGHEST 0.3F // of its height
#define PAGE 0.8F    // of a page's height: its background

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

// ---- colours of rows

static int by_place(const void *a, const void *b)
{
    const PdfBox *x = a, *y = b;

    if (fabsf(x->y0 - y->y0) > ONE_ROW)
        return x->y0 < y->y0 ? -1 : 1;
    return x->x0 < y->x0 ? -1 : x->x0 > y->x0;
}

// Shapes side by side, as cells of one row have them, as one.
static void rows_merge(Arena *arena, const PdfBoxes *shapes, PdfBoxes *rows)
{
    for (size_t i = 0; i < shapes->n; i++)
        *vec_push(arena, rows) = shapes->at[i];
    if (rows->n)
        qsort(rows->at, rows->n, sizeof *rows->at, by_place);
    for (size_t i = 0, n = rows->n, kept = 0; i < n; i++) {
        PdfBox box = rows->at[i], *last = kept ? &rows->at[kept - 1] : NULL;

        if (last && fabsf(last->y0 - box.y0) < ONE_ROW && fabsf(last->y1 - box.y1) < ONE_ROW &&
            box.x0 < last->x1 + SAME)
            last->x1 = fmaxf(last->x1, box.x1);
        else
            rows->at[kept++] = box;
        rows->n = kept + n - i - 1;
    }
}

// Whether it is of several shapes side by side.
static bool is_of_cells(const PdfPage *page, const PdfBox *box)
{
    size_t cells = 0;

    for (size_t i = 0; i < page->shapes.n; i++) {
        const PdfBox *shape = &page->shapes.at[i];

        cells += shape->x0 >= box->x0 && shape->x1 <= box->x1 && fabsf(shape->y0 - box->y0) < ONE_ROW &&
                 fabsf(shape->y1 - box->y1) < ONE_ROW;
    }
    return cells >= LEAST_CELLS;
}

// Whether nearly all that begin at the same place are as wide, or it is of cells and wide: the colour of a
// row, and no bar.
static bool is_stripe(const PdfPage *page, const PdfBoxes *rows, bool alone, const PdfBox *box)
{
    size_t same = 0, other = 0;
    float width = (box->x1 - box->x0) / page->width;

    for (size_t i = 0; i < rows->n; i++) {
        bool beside = rows->at[i].y0 < box->y1 - SAME && rows->at[i].y1 > box->y0 + SAME;

        if (fabsf(rows->at[i].x0 - box->x0) >= SAME || beside)
            continue;
        same += fabsf(rows->at[i].x1 - box->x1) < SAME;
        other += fabsf(rows->at[i].x1 - box->x1) >= SAME;
    }
    return box->y1 - box->y0 < page->height * HIGHEST &&
           ((same > other * 4 && width > STRIPE) ||
            (is_of_cells(page, box) && (same > other * 4 ? width > CELLS : alone && width > ALONE)));
}

// Whether all shapes of the page are of rows of cells: a bar of several parts has a legend beside it.
static bool are_cells(const PdfPage *page, const PdfBoxes *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        if (!is_of_cells(page, &rows->at[i]))
            return false;
    return true;
}

static bool is_of_stripe(const PdfPage *page, const PdfBoxes *rows, bool alone, const PdfBox *shape)
{
    for (size_t i = 0; i < rows->n; i++)
        if (shape->x0 >= rows->at[i].x0 && shape->x1 <= rows->at[i].x1 &&
            fabsf(shape->y0 - rows->at[i].y0) < ONE_ROW && fabsf(shape->y1 - rows->at[i].y1) < ONE_ROW)
            return is_stripe(page, rows, alone, &rows->at[i]);
    return false;
}

void pdf_stripes_find(Arena *arena, const PdfPage *page, PdfBoxes *bands)
{
    PdfBoxes rows = {0};
    bool alone;

    rows_merge(arena, &page->shapes, &rows);
    alone = are_cells(page, &rows);
    for (size_t i = 0; i < rows.n; i++)
        if (is_stripe(page, &rows, alone, &rows.at[i])) {
            *vec_push(arena, bands) = (PdfBox){rows.at[i].x0, rows.at[i].y0, rows.at[i].x1, rows.at[i].y0};
            *vec_push(arena, bands) = (PdfBox){rows.at[i].x0, rows.at[i].y1, rows.at[i].x1, rows.at[i].y1};
        }
}

// ---- drawings

// Whether a shape is one of several with the same top that touch each other: coloured cells, of which some
// reach further down than others.
static bool is_cell(const PdfPage *page, const PdfBox *shape)
{
    float left = shape->x0, right = shape->x1;
    size_t cells = 1;

    for (size_t grown = 0; grown != cells && cells < LEAST_CELLS;) {
        grown = cells;
        for (size_t i = 0; i < page->shapes.n; i++) {
            const PdfBox *other = &page->shapes.at[i];

            if (fabsf(other->y0 - shape->y0) > ONE_ROW ||
                (fabsf(other->x0 - right) > ONE_ROW && fabsf(other->x1 - left) > ONE_ROW))
                continue;
            left = fminf(left, other->x0);
            right = fmaxf(right, other->x1);
            cells++;
        }
    }
    return cells >= LEAST_CELLS;
}

static bool are_all_cells(const PdfPage *page, const PdfBox *shapes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_cell(page, &shapes[i]))
            return false;
    return true;
}

void pdf_drawings_find(Arena *arena, const PdfPage *page, const PdfGrids *grids, PdfBoxes *bands)
{
    PdfBoxes shapes = {0}, rows = {0};
    bool alone;

    rows_merge(arena, &page->shapes, &rows);
    alone = are_cells(page, &rows);
    for (size_t i = 0; i < page->shapes.n; i++)
        if (is_apart(page, grids, &page->shapes.at[i]) &&
            !is_of_stripe(page, &rows, alone, &page->shapes.at[i]))
            *vec_push(arena, &shapes) = page->shapes.at[i];
    if (shapes.n)
        qsort(shapes.at, shapes.n, sizeof *shapes.at, by_top);
    for (size_t i = 0; i < shapes.n;) {
        size_t end = i + 1;
        float bottom = shapes.at[i].y1;

        for (; end < shapes.n && shapes.at[end].y0 < bottom + FAR; end++)
            bottom = fmaxf(bottom, shapes.at[end].y1);
        if (end - i >= LEAST_SHAPES && sizes_count(shapes.at + i, end - i) >= LEAST_SIZES &&
            !are_all_cells(page, shapes.at + i, end - i))
            *vec_push(arena, bands) = (PdfBox){0, shapes.at[i].y0 - NEAR, page->width, bottom + NEAR};
        i = end;
    }
}

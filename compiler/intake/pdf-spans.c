// Cells over several rows of tables without rules: in columns that have fewer texts than there are rows, each
// stands in the middle of its rows.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"

#define LEAST_ROWS 3
#define OFF 0.8F // em: as much as the end of a cell may miss a row's

typedef struct Spans {
    Unruled *reader;
    Piece *pieces;
    size_t n;
    size_t *counts;   // of texts of each column
    float *edges;     // between rows, with the outer ones
    size_t row_count; // of the columns with most texts
} Spans;

static bool is_of(const Piece *piece, size_t column)
{
    return !piece->head && piece->first == column && piece->columns == 1;
}

// The rows' edges: between the texts of columns that have one in each.
static void edges_find(Spans *spans)
{
    float *tops = ARENA_ARRAY(spans->reader->arena, float, spans->row_count + 1);
    float *bottoms = ARENA_ARRAY(spans->reader->arena, float, spans->row_count + 1), first = 1e6F, last = 0,
          least = 1e6F;

    spans->edges = ARENA_ARRAY(spans->reader->arena, float, spans->row_count + 1);
    for (size_t r = 0; r < spans->row_count; r++)
        tops[r] = 1e6F;
    for (size_t c = 0; c < spans->reader->columns.n; c++) {
        size_t r = 0;

        for (size_t i = 0; spans->counts[c] == spans->row_count && i < spans->n; i++)
            if (is_of(&spans->pieces[i], c)) { // from above
                tops[r] = fminf(tops[r], spans->pieces[i].box.y0);
                bottoms[r] = fmaxf(bottoms[r], spans->pieces[i].box.y1);
                r++;
            }
    }
    for (size_t i = 0; i < spans->n; i++)
        if (!spans->pieces[i].head) {
            first = fminf(first, spans->pieces[i].box.y0);
            last = fmaxf(last, spans->pieces[i].box.y1);
        }
    for (size_t r = 1; r < spans->row_count; r++) {
        spans->edges[r] = (bottoms[r - 1] + tops[r]) / 2;
        least = fminf(least, tops[r] - bottoms[r - 1]);
    }
    spans->edges[0] = first - fmaxf(least, 0) / 2;
    spans->edges[spans->row_count] = last + fmaxf(least, 0) / 2;
}

// Whether a column's texts stand in the middle of rows that follow each other, all of them. give: they are
// given these.
static bool column_fit(const Spans *spans, size_t column, uint32_t row, bool give)
{
    size_t start = 0;
    bool several = false;

    for (size_t i = 0; i < spans->n; i++) {
        Piece *piece = &spans->pieces[i];
        float bottom = piece->box.y0 + piece->box.y1 - spans->edges[start];
        size_t end = start + 1;

        if (!is_of(piece, column))
            continue;
        if (start == spans->row_count)
            return false;
        for (size_t k = start + 1; k <= spans->row_count; k++)
            if (fabsf(spans->edges[k] - bottom) < fabsf(spans->edges[end] - bottom))
                end = k;
        if (fabsf(spans->edges[end] - bottom) > OFF * piece->size)
            return false;
        if (give) {
            piece->row = row + (uint32_t)start;
            piece->rows = (uint32_t)(end - start);
            piece->spans = piece->rows > 1;
        }
        several = several || end > start + 1;
        start = end;
    }
    return start == spans->row_count && several;
}

static void row_nearest(const Spans *spans, Piece *piece, uint32_t row)
{
    float middle = (piece->box.y0 + piece->box.y1) / 2;
    size_t at = 0;

    while (at + 1 < spans->row_count && spans->edges[at + 1] < middle)
        at++;
    piece->row = row + (uint32_t)at;
    piece->rows = 1;
}

static int by_base(const void *a, const void *b)
{
    const Piece *x = a, *y = b;

    return x->base != y->base ? (x->base < y->base ? -1 : 1) : (int)x->first - (int)y->first;
}

uint32_t unruled_spans_find(Unruled *reader, Piece *pieces, size_t n, uint32_t row)
{
    Spans spans = {.reader = reader, .pieces = pieces, .n = n};

    spans.counts = ARENA_ARRAY(reader->arena, size_t, reader->columns.n + 1);
    for (size_t c = 0; c < reader->columns.n; c++)
        for (size_t i = 0; i < n; i++)
            spans.counts[c] += is_of(&pieces[i], c);
    for (size_t c = 0; c < reader->columns.n; c++)
        spans.row_count = spans.counts[c] > spans.row_count ? spans.counts[c] : spans.row_count;
    if (spans.row_count < LEAST_ROWS || spans.counts[0] == 0 || spans.counts[0] == spans.row_count)
        return 0;
    qsort(pieces, n, sizeof *pieces, by_base);
    edges_find(&spans);
    if (!column_fit(&spans, 0, row, false))
        return 0;
    for (size_t c = 0; c < reader->columns.n; c++) {
        bool fits = spans.counts[c] == spans.row_count || column_fit(&spans, c, row, false);
        uint32_t at = row;

        for (size_t i = 0; i < n; i++) {
            if (!is_of(&pieces[i], c))
                continue;
            row_nearest(&spans, &pieces[i], row);
            pieces[i].row = spans.counts[c] == spans.row_count ? at++ : pieces[i].row;
        }
        if (fits && spans.counts[c] != spans.row_count)
            column_fit(&spans, c, row, true);
    }
    for (size_t i = 0; i < n; i++)
        if (!pieces[i].head && pieces[i].columns != 1)
            row_nearest(&spans, &pieces[i], row);
    return row + (uint32_t)spans.row_count;
}

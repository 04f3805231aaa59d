// Rows of tables without rules whose cells are painted one by one, and the cells that are over several rows:
// in the middle of these, painted with the first of them or, by some programs, after it.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"

#define RISE 0.55F       // of an em: how far a line's ink is above its base line, at least
#define LOWER 0.4F       // of an em: what stands lower than the middle of its row is over several
#define OFF 0.8F         // em: as much as the end of a cell may miss a row's
#define LEAST_PITCH 0.9F // em: between lines
#define SAME_ROW 0.9F    // of an em

typedef struct Row {
    float top, bottom; // of the cells that stand in its middle
    float middle;      // the highest one's
} Row;

typedef struct Rows {
    Unruled *reader;
    Piece **at; // in the order in which they are painted; row: from 0
    size_t n;
    Row *rows;
    size_t row_count;
    float *edges; // between rows, with the outer ones
} Rows;

static int by_order(const void *a, const void *b)
{
    const Piece *const *x = a, *const *y = b;

    return (*x)->order < (*y)->order ? -1 : (*x)->order > (*y)->order;
}

static float middle_of(const Piece *piece)
{
    return (piece->base + piece->last) / 2;
}

static bool is_right(const Piece *piece, const Piece *before)
{
    return piece->first >= before->first + before->columns;
}

static bool is_below(const Piece *piece, const Piece *before)
{
    return piece->base - RISE * piece->size > before->last;
}

// Whether the i-th piece stands in the row of one painted before it: right of that and not below, or with
// others right of it that are not, where it is over more rows than these.
static bool is_beside(const Rows *rows, size_t i, const Piece *before)
{
    if (!is_right(rows->at[i], before))
        return false;
    while (is_below(rows->at[i], before)) {
        i++;
        if (i == rows->n || !is_right(rows->at[i], rows->at[i - 1]))
            return false;
    }
    return true;
}

// Whether a piece stands in the middle of its row, and not lower.
static bool is_core(const Rows *rows, const Piece *piece)
{
    return !piece->spans && middle_of(piece) <= rows->rows[piece->row].middle + LOWER * piece->size;
}

// The lowest base line of those of the row [from, to) that stand in its middle.
static float core_bottom(const Rows *rows, size_t from, size_t to)
{
    float bottom = -1e6F;

    for (size_t i = from; i < to; i++)
        if (is_core(rows, rows->at[i]))
            bottom = fmaxf(bottom, rows->at[i]->last);
    return bottom;
}

// Whether a piece left of the one before it is none of a further row's, but of a cell over rows that is
// painted after the first of them: it stands beside the row [from, i), or between it and the next, where no
// row has room.
static bool is_late(const Rows *rows, size_t from, size_t i)
{
    const Piece *piece = rows->at[i], *next = i + 1 < rows->n ? rows->at[i + 1] : NULL;
    float bottom = core_bottom(rows, from, i), top = 1e6F;

    if (piece->base - RISE * piece->size <= bottom)
        return true;
    if (!next || is_beside(rows, i + 1, piece))
        return false;
    for (size_t k = i + 1; k < rows->n && (k == i + 1 || is_right(rows->at[k], rows->at[k - 1])); k++)
        top = fminf(top, rows->at[k]->base);
    return top > piece->last && top - bottom - (piece->last - piece->base) < 2 * LEAST_PITCH * piece->size;
}

static void rows_part(Rows *rows)
{
    const Piece *before = NULL; // of the row
    size_t from = 0;

    rows->row_count = 1;
    rows->rows[0].middle = 1e6F;
    for (size_t i = 0; i < rows->n; i++) {
        Piece *piece = rows->at[i];
        Row *row;

        piece->spans = false;
        piece->rows = 1;
        if (before && !is_beside(rows, i, before)) {
            piece->spans = rows->reader->middle && is_late(rows, from, i);
            if (!piece->spans) {
                from = i;
                rows->rows[rows->row_count++].middle = 1e6F;
            }
        }
        piece->row = (uint32_t)rows->row_count - 1;
        if (piece->spans)
            continue;
        row = &rows->rows[piece->row];
        row->middle = fminf(row->middle, middle_of(piece));
        before = piece;
    }
}

static void edges_find(Rows *rows)
{
    float least = 1e6F;

    for (size_t r = 0; r < rows->row_count; r++) {
        rows->rows[r].top = 1e6F;
        rows->rows[r].bottom = -1e6F;
    }
    for (size_t i = 0; i < rows->n; i++)
        if (is_core(rows, rows->at[i])) {
            Row *row = &rows->rows[rows->at[i]->row];

            row->top = fminf(row->top, rows->at[i]->box.y0);
            row->bottom = fmaxf(row->bottom, rows->at[i]->box.y1);
        }
    for (size_t r = 1; r < rows->row_count; r++) {
        rows->edges[r] = (rows->rows[r - 1].bottom + rows->rows[r].top) / 2;
        least = fminf(least, rows->rows[r].top - rows->rows[r - 1].bottom);
    }
    least = rows->row_count > 1 ? fmaxf(least, 0) : 0;
    rows->edges[0] = rows->rows[0].top - least / 2;
    rows->edges[rows->row_count] = rows->rows[rows->row_count - 1].bottom + least / 2;
}

// Where the cell of the piece's column above it ends.
static size_t begin_of(const Rows *rows, const Piece *piece)
{
    size_t begin = 0;

    for (size_t i = 0; i < rows->n; i++) {
        const Piece *other = rows->at[i];

        if (other != piece && other->base < piece->base && other->first < piece->first + piece->columns &&
            piece->first < other->first + other->columns && other->row + other->rows > begin)
            begin = other->row + other->rows;
    }
    return begin;
}

// Gives a piece that is over rows from `begin` these, of which it stands in the middle. False: it does in
// none.
static bool span_fit(const Rows *rows, Piece *piece, size_t begin)
{
    float bottom = piece->box.y0 + piece->box.y1 - rows->edges[begin];
    size_t end = begin + 1;

    for (size_t k = begin + 1; k <= rows->row_count; k++)
        if (fabsf(rows->edges[k] - bottom) < fabsf(rows->edges[end] - bottom))
            end = k;
    if (fabsf(rows->edges[end] - bottom) > OFF * piece->size)
        return false;
    piece->row = (uint32_t)begin;
    piece->rows = (uint32_t)(end - begin);
    return true;
}

static void spans_find(Rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) { // those of a column from above
        Piece *piece = rows->at[i];
        size_t begin = piece->spans ? begin_of(rows, piece) : piece->row;

        if (is_core(rows, piece))
            continue;
        piece->spans = begin >= rows->row_count || !span_fit(rows, piece, begin);
    }
}

uint32_t unruled_painted_rows_find(Unruled *reader, Piece *pieces, size_t n, uint32_t row)
{
    Rows rows = {.reader = reader, .at = ARENA_ARRAY(reader->arena, Piece *, n + 1)};

    for (size_t i = 0; i < n; i++)
        if (!pieces[i].head)
            rows.at[rows.n++] = &pieces[i];
    if (rows.n == 0)
        return row;
    qsort(rows.at, rows.n, sizeof *rows.at, by_order);
    rows.rows = ARENA_ARRAY(reader->arena, Row, rows.n + 1);
    rows.edges = ARENA_ARRAY(reader->arena, float, rows.n + 2);
    rows_part(&rows);
    if (reader->middle) {
        edges_find(&rows);
        spans_find(&rows);
    }
    for (size_t i = 0; i < rows.n; i++)
        rows.at[i]->row += row;
    return row + (uint32_t)rows.row_count;
}

// ---- where the head ends

static bool is_same_row(const Piece *piece, const Piece *before)
{
    return before->part == piece->part && before->box.x0 < piece->box.x0 && before->box.x1 < piece->box.x1 &&
           before->last + SAME_ROW * piece->size > piece->base;
}

void unruled_painted_heads_find(Unruled *reader, Piece *pieces, size_t n)
{
    Piece **at = ARENA_ARRAY(reader->arena, Piece *, n + 1);
    size_t first = 0;

    for (size_t i = 0; i < n; i++)
        at[i] = &pieces[i];
    if (n)
        qsort(at, n, sizeof *at, by_order);
    while (first < n && at[first]->head)
        first++;
    while (first < n && first > 0 && is_same_row(at[first], at[first - 1]))
        first--;
    for (size_t i = first; i < n; i++)
        at[i]->head = false;
}

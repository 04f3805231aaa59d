// What in a table without rules is not told surely, though it has been given a place.
#include <math.h>

#include "intake/internal-unruled.h"

#define FULL 1.2F  // em: a text that ends no further from its column's end fills it
#define CLOSE 1.7F // em: lines that may be of one cell
#define FEW_ALONE 2

static bool is_in(const Piece *piece, size_t column)
{
    return column >= piece->first && column < piece->first + piece->columns;
}

// Texts of a column that no head is over, where other columns have one.
static void unheaded_mark(const Unruled *reader, Piece *pieces, size_t n)
{
    size_t heads = 0;

    for (size_t i = 0; i < n; i++)
        heads += pieces[i].head;
    for (size_t c = 0; c < reader->columns.n && heads; c++) {
        bool headed = false;

        for (size_t i = 0; i < n && !headed; i++)
            headed = pieces[i].head && is_in(&pieces[i], c);
        for (size_t i = 0; i < n && !headed; i++)
            pieces[i].unsure = pieces[i].unsure || is_in(&pieces[i], c);
    }
}

// Where a text and an amount run into each other, or two heads have one column, columns are not parted: what
// stands right of there may be of the next.
static void columns_mark(Piece *pieces, size_t n)
{
    uint32_t from = UINT32_MAX;

    for (size_t i = 0; i < n; i++) {
        bool two = false;

        for (size_t k = i + 1; k < n && pieces[i].head && !two; k++)
            two = pieces[k].head && pieces[k].row == pieces[i].row && pieces[k].first == pieces[i].first;
        if ((pieces[i].unsure || two) && pieces[i].first < from)
            from = pieces[i].first;
    }
    for (size_t i = 0; i < n; i++)
        pieces[i].unsure = pieces[i].unsure || pieces[i].first + pieces[i].columns > from;
}

// How many texts each row has, heads not counted; *rows: how many rows there are.
static size_t *texts_count(const Unruled *reader, const Piece *pieces, size_t n, uint32_t *rows)
{
    size_t *texts;

    *rows = 0;
    for (size_t i = 0; i < n; i++)
        *rows = pieces[i].row + pieces[i].rows > *rows ? pieces[i].row + pieces[i].rows : *rows;
    texts = ARENA_ARRAY(reader->arena, size_t, *rows + 1);
    for (size_t i = 0; i < n; i++)
        for (uint32_t r = pieces[i].row; r < pieces[i].row + pieces[i].rows && !pieces[i].head; r++)
            texts[r]++;
    return texts;
}

// Where two texts of rows have one cell, what stands right of it in its row may be of the next column.
static void merged_mark(const Unruled *reader, Piece *pieces, size_t n)
{
    uint32_t rows, *from;
    bool *taken;

    texts_count(reader, pieces, n, &rows);
    from = ARENA_ARRAY(reader->arena, uint32_t, rows + 1); // of each row, a column + 1; 0: none
    taken = ARENA_ARRAY(reader->arena, bool, (size_t)(rows + 1) * (reader->columns.n + 1));
    for (size_t i = 0; i < n; i++) {
        const Piece *piece = &pieces[i];
        bool *cell = &taken[(size_t)piece->row * reader->columns.n + piece->first];

        if (*cell && !piece->head && (from[piece->row] == 0 || piece->first < from[piece->row]))
            from[piece->row] = piece->first + 1;
        *cell = *cell || !piece->head;
    }
    for (size_t i = 0; i < n; i++)
        if (!pieces[i].head && from[pieces[i].row] &&
            pieces[i].first + pieces[i].columns >= from[pieces[i].row])
            pieces[i].doubtful = true;
}

// A head over one other alone: both may be lines of one.
static void single_mark(Piece *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && pieces[i].head && pieces[i].columns == 1; k++)
            if (pieces[k].head && pieces[k].row == pieces[i].row + pieces[i].rows && pieces[k].columns == 1 &&
                pieces[k].first == pieces[i].first)
                pieces[i].unsure = pieces[k].unsure = true;
}

// A text alone in its row next to one that fills its column: it may be its further line, or that its first.
static void lines_mark(const Unruled *reader, Piece *pieces, size_t n)
{
    uint32_t rows;
    const size_t *texts = texts_count(reader, pieces, n, &rows);

    for (size_t i = 0; i < n; i++) {
        Piece *above = &pieces[i];

        if (above->head || above->amount || above->columns != 1 ||
            above->box.x1 < reader->columns.at[above->first].to - FULL * above->size)
            continue;
        for (size_t k = i + 1; k < n; k++) { // they stand in the order of their lines
            Piece *below = &pieces[k];

            if (below->base - above->last > (CLOSE + 1) * above->size)
                break;
            if (below->head || below->amount || above->first != below->first || below->columns != 1 ||
                below->row <= above->row || below->base - above->last > CLOSE * above->size)
                continue;
            if (texts[above->row] == 1 || texts[below->row] == 1)
                above->unsure = below->unsure = true;
        }
    }
}

// A text that is alone in its row, and not in the first column, may be of the row above or below, where few
// are in its column.
static void alone_mark(const Unruled *reader, Piece *pieces, size_t n)
{
    uint32_t rows;
    const size_t *texts = texts_count(reader, pieces, n, &rows);

    for (size_t c = 1; c < reader->columns.n; c++) {
        size_t alone = 0;

        for (int pass = 0; pass < 2; pass++)
            for (size_t i = 0; i < n; i++) {
                Piece *piece = &pieces[i];

                if (piece->head || piece->first != c || piece->rows > 1 || texts[piece->row] > 1)
                    continue;
                alone += pass == 0;
                piece->doubtful = piece->doubtful || (pass == 1 && alone <= FEW_ALONE);
            }
    }
}

// A row that says what the head says: it stands again, and was not known.
static void again_mark(const Unruled *reader, Piece *pieces, size_t n, const Piece *first, size_t first_n)
{
    const Piece **heads = ARENA_ARRAY(reader->arena, const Piece *, first_n + 1);
    uint32_t rows;
    size_t *same, head_n = 0;

    texts_count(reader, pieces, n, &rows);
    same = ARENA_ARRAY(reader->arena, size_t, rows + 1); // of each row
    for (size_t i = 0; i < first_n; i++)
        if (first[i].head)
            heads[head_n++] = &first[i];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < head_n && !pieces[i].head; k++)
            if (str_equal(heads[k]->text, pieces[i].text) && is_in(heads[k], pieces[i].first)) {
                same[pieces[i].row]++;
                break;
            }
    for (size_t i = 0; i < n; i++)
        pieces[i].unsure = pieces[i].unsure || (!pieces[i].head && same[pieces[i].row] >= 2);
}

// Where the first row has no name and others have, names may be over several rows.
static void stub_mark(const Unruled *reader, Piece *pieces, size_t n)
{
    const Column *stub = &reader->columns.at[0];
    uint32_t first = UINT32_MAX, named = UINT32_MAX;
    size_t most = 0, count;

    for (size_t i = 0; i < n; i++) {
        if (pieces[i].head)
            continue;
        first = pieces[i].row < first ? pieces[i].row : first;
        named = pieces[i].first == 0 && pieces[i].row < named ? pieces[i].row : named;
    }
    if (stub->amounts * 2 > stub->rows || named == UINT32_MAX || named <= first)
        return;
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < reader->columns.n; c++) {
            count = 0;
            for (size_t i = 0; i < n; i++)
                count += !pieces[i].head && pieces[i].first == c;
            most = pass == 0 && count > most ? count : most;
            for (size_t i = 0; i < n && pass == 1 && count < most; i++)
                pieces[i].unsure = pieces[i].unsure || (!pieces[i].head && pieces[i].first == c);
        }
}

void unruled_doubts_mark(Unruled *reader, Piece *pieces, size_t n, const Piece *first, size_t first_n)
{
    for (size_t i = 0; i < n; i++) // over several columns, and no name in the middle of the first
        pieces[i].unsure =
            pieces[i].unsure || (!pieces[i].head && pieces[i].columns > 1 && pieces[i].first > 0);
    unheaded_mark(reader, pieces, n);
    columns_mark(pieces, n);
    single_mark(pieces, n);
    if (!reader->celled)
        lines_mark(reader, pieces, n);
    merged_mark(reader, pieces, n);
    alone_mark(reader, pieces, n);
    again_mark(reader, pieces, n, first, first_n);
    if (!reader->celled)
        stub_mark(reader, pieces, n);
    for (size_t i = 0; i < n; i++)
        pieces[i].unsure = pieces[i].unsure || pieces[i].spans || pieces[i].doubtful;
}

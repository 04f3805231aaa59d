// What in a table without rules is not told surely, though it has been given a place.
#include <math.h>

#include "intake/internal-unruled.h"

#define FULL 1.2F  // em: a text that ends no further from its column's end fills it
#define CLOSE 1.7F // em: lines that may be of one cell

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

// A head over one other alone: both may be lines of one.
static void single_mark(Piece *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && pieces[i].head && pieces[i].columns == 1; k++)
            if (pieces[k].head && pieces[k].row == pieces[i].row + pieces[i].rows && pieces[k].columns == 1 &&
                pieces[k].first == pieces[i].first)
                pieces[i].unsure = pieces[k].unsure = true;
}

static bool is_alone(const Piece *pieces, size_t n, const Piece *piece)
{
    for (size_t i = 0; i < n; i++)
        if (&pieces[i] != piece && !pieces[i].head && pieces[i].row <= piece->row &&
            pieces[i].row + pieces[i].rows > piece->row)
            return false;
    return true;
}

// A text alone in its row next to one that fills its column: it may be its further line, or that its first.
static void lines_mark(const Unruled *reader, Piece *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            Piece *above = &pieces[i], *below = &pieces[k];

            if (above->head || below->head || above->amount || below->amount ||
                above->first != below->first || above->columns != 1 || below->columns != 1 ||
                below->row <= above->row || below->base - above->last > CLOSE * above->size ||
                above->box.x1 < reader->columns.at[above->first].to - FULL * above->size)
                continue;
            if (is_alone(pieces, n, above) || is_alone(pieces, n, below))
                above->unsure = below->unsure = true;
        }
}

// A row that says what the head says: it stands again, and was not known.
static void again_mark(Piece *pieces, size_t n, const Piece *first, size_t first_n)
{
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;

        for (size_t k = 0; k < n && !pieces[i].head; k++)
            for (size_t m = 0; m < first_n && !pieces[k].head && pieces[k].row == pieces[i].row; m++)
                if (first[m].head && str_equal(first[m].text, pieces[k].text) &&
                    is_in(&first[m], pieces[k].first)) {
                    same++;
                    break;
                }
        pieces[i].unsure = pieces[i].unsure || same >= 2;
    }
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
    lines_mark(reader, pieces, n);
    again_mark(pieces, n, first, first_n);
    stub_mark(reader, pieces, n);
    for (size_t i = 0; i < n; i++)
        pieces[i].unsure = pieces[i].unsure || pieces[i].spans;
}

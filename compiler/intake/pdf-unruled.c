// Tables without rules, over as many pages as they have, from lines to rows.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-unruled.h"

#define INDENT 0.4F      // of an em: what is set in by no less
#define MIDDLE 1.0F      // em: as much as a text may be out of the middle
#define MOST_MIDDLE 2.5F // em: what is further out of it is not in the middle
#define SAME_BEGIN 0.2F
#define OTHER_END 0.5F
#define FULL 1.2F // em: a text that ends no further from its column's end fills it

typedef struct Grid { // of a part: the piece that each cell is of
    Piece **at;
    uint32_t rows, columns;
} Grid;

static void piece_place(Unruled *reader, Grid *grid, Piece *piece)
{
    Piece **at = &grid->at[(size_t)piece->row * grid->columns + piece->first];

    if (*at && *at != piece) { // two in one cell
        StrBuf text = {.arena = reader->arena};

        buf_add(&text, (*at)->text);
        join_text(&text, piece->text);
        (*at)->text = buf_str(&text);
        (*at)->unsure = true;
        return;
    }
    for (uint32_t r = piece->row; r < piece->row + piece->rows && r < grid->rows; r++)
        for (uint32_t c = piece->first; c < piece->first + piece->columns && c < grid->columns; c++)
            if (!grid->at[(size_t)r * grid->columns + c])
                grid->at[(size_t)r * grid->columns + c] = piece;
}

static bool is_name(const Piece *piece)
{
    return !piece->head && !piece->amount && piece->columns == 1;
}

// Where the names of each column begin.
static float *begins_find(const Unruled *reader, const Pieces *pieces)
{
    float *begins = ARENA_ARRAY(reader->arena, float, reader->columns.n + 1);

    for (size_t c = 0; c < reader->columns.n; c++)
        begins[c] = 1e6F;
    for (size_t i = 0; i < pieces->n; i++)
        if (is_name(&pieces->at[i]))
            begins[pieces->at[i].first] = fminf(begins[pieces->at[i].first], pieces->at[i].line_x0);
    return begins;
}

// How far a name is set in from where its column's begin, where another is too that ends elsewhere.
static uint8_t indent_of(const Unruled *reader, const Pieces *pieces, const Piece *piece, const float *begins)
{
    float ems;

    if (!is_name(piece) || reader->columns.at[piece->first].amounts)
        return 0;
    ems = (piece->line_x0 - begins[piece->first]) / piece->size;
    for (size_t i = 0; i < pieces->n && ems >= INDENT; i++) {
        const Piece *other = &pieces->at[i];

        if (other != piece && is_name(other) && other->first == piece->first &&
            fabsf(other->line_x0 - piece->line_x0) < SAME_BEGIN * piece->size &&
            fabsf(other->box.x1 - piece->box.x1) > OTHER_END * piece->size)
            return (uint8_t)fminf(ems + 0.5F, 20);
    }
    return 0;
}

static IntakeRow row_make(Unruled *reader, const Grid *grid, const Pieces *pieces, const float *begins,
                          uint32_t row)
{
    IntakeCell *cells = ARENA_ARRAY(reader->arena, IntakeCell, grid->columns + 1);
    size_t n = 0;

    for (uint32_t c = 0; c < grid->columns;) {
        const Piece *piece = grid->at[(size_t)row * grid->columns + c];
        uint32_t span = 1;

        while (piece && c + span < grid->columns && grid->at[(size_t)row * grid->columns + c + span] == piece)
            span++;
        cells[n] = (IntakeCell){.columns = span, .rows = 1};
        if (piece && piece->row == row) {
            cells[n].text = piece->text;
            cells[n].rows = piece->rows;
            cells[n].unsure = piece->unsure;
            cells[n].indent = indent_of(reader, pieces, piece, begins);
        } else if (piece) {
            cells[n].covered = true;
        }
        n++;
        c += span;
    }
    return (IntakeRow){cells, n};
}

static float *edges_of(const Unruled *reader, const PdfBox *box)
{
    float *xs = ARENA_ARRAY(reader->arena, float, reader->columns.n + 1);

    for (size_t c = 0; c <= reader->columns.n; c++)
        xs[c] = unruled_edge(reader, c);
    xs[0] = fminf(xs[0], box->x0);
    xs[reader->columns.n] = fmaxf(xs[reader->columns.n], box->x1);
    return xs;
}

// Whether the last row's texts fill their columns, as they do where they go on overleaf.
static const bool *full_find(const Unruled *reader, const Grid *grid)
{
    bool *full = ARENA_ARRAY(reader->arena, bool, grid->columns + 1);

    for (uint32_t c = 0; c < grid->columns && grid->rows; c++) {
        const Piece *piece = grid->at[(size_t)(grid->rows - 1) * grid->columns + c];

        full[c] = piece && !piece->head && piece->columns == 1 &&
                  piece->last_x1 > reader->columns.at[c].to - FULL * piece->size;
    }
    return full;
}

static PdfTable *part_make(Unruled *reader, Piece *pieces, size_t n, uint32_t rows)
{
    PdfTable *table = ARENA_NEW(reader->arena, PdfTable);
    Pieces own = {.at = pieces, .n = n};
    Grid grid = {.rows = rows, .columns = (uint32_t)reader->columns.n};
    float *begins;

    begins = begins_find(reader, &own);
    grid.at = ARENA_ARRAY(reader->arena, Piece *, (size_t)rows * grid.columns + 1);
    table->tops = ARENA_ARRAY(reader->arena, float, rows + 1);
    table->rows = ARENA_ARRAY(reader->arena, IntakeRow, rows + 1);
    table->row_count = rows;
    table->box = pieces[0].box;
    for (uint32_t r = 0; r <= rows; r++)
        table->tops[r] = 1e6F;
    for (size_t i = 0; i < n; i++) {
        table->box.x0 = fminf(table->box.x0, pieces[i].box.x0);
        table->box.x1 = fmaxf(table->box.x1, pieces[i].box.x1);
        table->box.y0 = fminf(table->box.y0, pieces[i].box.y0);
        table->box.y1 = fmaxf(table->box.y1, pieces[i].box.y1);
        table->tops[pieces[i].row] = fminf(table->tops[pieces[i].row], pieces[i].box.y0);
        piece_place(reader, &grid, &pieces[i]);
    }
    table->tops[rows] = table->box.y1;
    for (uint32_t r = rows; r > 0; r--)
        table->tops[r - 1] = fminf(table->tops[r - 1], table->tops[r]);
    for (uint32_t r = 0; r < rows; r++)
        table->rows[r] = row_make(reader, &grid, &own, begins, r);
    table->xs = edges_of(reader, &table->box);
    table->x_count = reader->columns.n + 1;
    table->full = full_find(reader, &grid);
    return table;
}

// Whether a text stands in the middle of its column and all before it, which are blank in its row, and not
// where its column's texts begin. It is marked where it may be so, or not.
static bool is_over_first(const Unruled *reader, const Pieces *pieces, Piece *piece)
{
    size_t alike = 0;
    float middle = (piece->box.x0 + piece->box.x1) / 2, begin = 1e6F, off, own;

    if (piece->head || piece->amount || piece->columns != 1 || piece->first == 0 ||
        reader->columns.at[piece->first].amounts * 2 > reader->columns.at[piece->first].rows)
        return false;
    for (size_t i = 0; i < pieces->n; i++) {
        const Piece *other = &pieces->at[i];

        if (other == piece || other->part != piece->part || other->head)
            continue;
        alike += other->first == piece->first && fabsf(other->line_x0 - piece->line_x0) < 1;
        if (other->first == piece->first)
            begin = fminf(begin, other->line_x0);
        if (other->first < piece->first && other->base <= piece->last &&
            other->last >= piece->base - piece->size)
            return false;
    }
    off = fabsf((unruled_edge(reader, 0) + unruled_edge(reader, piece->first + 1)) / 2 - middle);
    own = fabsf((unruled_edge(reader, piece->first) + unruled_edge(reader, piece->first + 1)) / 2 - middle);
    if (!alike && own <= MIDDLE * piece->size && off < MIDDLE * piece->size)
        piece->doubtful = true;
    if (alike || own <= MIDDLE * piece->size || off >= MOST_MIDDLE * piece->size)
        return false;
    // Others may be set in from where it begins.
    piece->doubtful = piece->doubtful || off >= MIDDLE * piece->size ||
                      fabsf(begin - piece->line_x0 - piece->size) < SAME_BEGIN * piece->size;
    return off < MIDDLE * piece->size;
}

bool pdf_unruled_read(Arena *arena, const PdfBlock *parts, size_t n, PdfTable **tables)
{
    Unruled reader = {.arena = arena, .parts = parts, .part_count = n};
    Pieces pieces = {0};

    unruled_atoms_find(&reader);
    if (!unruled_columns_find(&reader))
        return false;
    unruled_painted_find(&reader, &pieces);
    unruled_pieces_find(&reader, &pieces);
    reader.pieces = &pieces;
    unruled_edges_find(&reader);
    for (size_t p = 0, from = 0, to; p < n; p++, from = to) {
        for (to = from; to < pieces.n && pieces.at[to].part == p; to++)
            ;
        if (to == from)
            return false;
        if (reader.celled)
            unruled_painted_heads_find(&reader, pieces.at + from, to - from);
        unruled_heads_find(&reader, pieces.at + from, to - from, true);
    }
    for (size_t i = 0; i < pieces.n; i++) // as columns are now
        if (!pieces.at[i].head) {
            Piece *piece = &pieces.at[i];

            piece->columns = unruled_crossed(&reader, piece->box.x0, piece->box.x1, &piece->first);
            if (piece->columns == 0) {
                piece->columns = 1;
                piece->unsure = true;
            }
        }
    unruled_edges_find(&reader);
    for (size_t from = 0, to; from < pieces.n; from = to) {
        for (to = from; to < pieces.n && pieces.at[to].part == pieces.at[from].part; to++)
            ;
        for (size_t i = from; i < to; i++)
            if (is_over_first(&reader, &(Pieces){.at = pieces.at + from, .n = to - from}, &pieces.at[i])) {
                pieces.at[i].columns += pieces.at[i].first;
                pieces.at[i].first = 0;
            }
    }
    for (size_t p = 0, from = 0, first = 0, to; p < n; p++, from = to) {
        uint32_t heads, rows;

        for (to = from; to < pieces.n && pieces.at[to].part == p; to++)
            ;
        heads = unruled_heads_find(&reader, pieces.at + from, to - from, false);
        rows = reader.celled ? unruled_painted_rows_find(&reader, pieces.at + from, to - from, heads)
                             : unruled_spans_find(&reader, pieces.at + from, to - from, heads);
        if (rows == 0)
            rows = unruled_rows_find(&reader, pieces.at + from, to - from, heads);
        first = p ? first : to;
        unruled_doubts_mark(&reader, pieces.at + from, to - from, pieces.at, first);
        tables[p] = part_make(&reader, pieces.at + from, to - from, rows);
    }
    return true;
}

// What the files that read tables without rules share.
//
// Texts of a line stand in atoms; where no atom of any row is, columns part; atoms below each other, no
// further apart than lines of one text, make a cell; cells beside each other make a row. Where cells are
// painted one by one, as most programs do, the order tells both better. What stands above
// the first row with amounts is the head, whose cells are given to columns, and to columns of columns, by
// where they stand. All pages of a table are read at once, so that all have the same columns.
#ifndef GONGKAI_INTAKE_INTERNAL_UNRULED_H
#define GONGKAI_INTAKE_INTERNAL_UNRULED_H

#include "intake/internal-pdf.h"

typedef struct Atom { // text of a line that is painted at once, without a gap
    PdfBox box;
    float base, size;
    Str text;
    bool amount, begins; // begins: painted apart from what is before it
    bool blank, typed;   // a blank is before it; one that is a character
    bool wide;           // stands over several columns
    uint32_t first;      // by which its first glyph is painted
    uint32_t part, line;
} Atom;

typedef struct Column {
    float from, to;       // where its rows' texts stand; where it has none, its head's
    float left, right;    // the same with its head
    float begin;          // its left edge
    float centre;         // of its box, where a head says it; 0: not known
    size_t rows, amounts; // texts in it; of them amounts
    bool headed;
} Column;

typedef struct Piece { // of the table: what stands in one cell
    PdfBox box;
    float base, last, size; // first and last base line
    float line_x0, last_x1; // where its first line begins, its last ends
    Str text;
    uint32_t part, line, first, columns, row, rows;
    bool amount, head, unsure;
    bool spans;     // over rows, which no rule says
    bool doubtful;  // not told surely, which says nothing of what stands right of it
    uint32_t lines; // of its text
    uint32_t level; // of heads: their line, from below
    uint32_t order; // by which it is painted
} Piece;
typedef VEC(Piece) Pieces;

typedef struct Unruled {
    Arena *arena;
    const PdfBlock *parts;
    size_t part_count;
    VEC(Atom) atoms; // of the parts in order, each from above, a line from its begin
    float *bodies;   // of each part: the base line of its first line with amounts
    VEC(Column) columns;
    const Pieces *pieces; // of all parts, those of a part from above
    float end;            // the last one's right edge
    bool painted;         // what is painted at once stands in one cell
    float pitch;          // of rows with amounts; 0: not known
    float glue;           // base lines of one cell are no further apart
    bool celled;          // its cells are painted one by one
    bool middle;          // and stand in the middle of their rows
} Unruled;

// ---- pdf-columns.c
void unruled_atoms_find(Unruled *reader);
bool unruled_columns_find(Unruled *reader); // false: there are no two
// A column and the next, as one.
void unruled_columns_join(Unruled *reader, size_t column);
// Whether no row has texts in a column and in the next.
bool unruled_take_turns(const Unruled *reader, size_t column);
// The columns that texts from x0 to x1 stand over: how many, from *first.
uint32_t unruled_crossed(const Unruled *reader, float x0, float x1, uint32_t *first);
void unruled_edges_find(Unruled *reader);
float unruled_edge(const Unruled *reader,
                   size_t column); // where it begins; of columns.n, where the last ends

// ---- pdf-pieces.c
// Those that are not known yet, and of all the columns that they stand in.
void unruled_pieces_find(Unruled *reader, Pieces *pieces);
// Adds an atom to the last of the lines' texts, or as a further one.
void unruled_line_add(Unruled *reader, Pieces *lines, const Atom *atom);
// Whether a line's text may go on with what stands above it, wherever that is.
bool unruled_may_go_on(const Unruled *reader, const Piece *piece, const Piece *line);
// Joins what is below to what is above; of what was below no lines are left.
void unruled_piece_join(Unruled *reader, Piece *above, Piece *below);
// Gives the pieces [from, to) of a part that are not of its head their rows, from `row`. Returns the next
// row.
uint32_t unruled_rows_find(Unruled *reader, Piece *pieces, size_t n, uint32_t row);

// ---- pdf-painted.c
// The pieces by the order in which they are painted, where it tells them: then the reader is `celled`.
void unruled_painted_find(Unruled *reader, Pieces *pieces);

// ---- pdf-painted-rows.c
// What unruled_rows_find does, of those.
uint32_t unruled_painted_rows_find(Unruled *reader, Piece *pieces, size_t n, uint32_t row);

// Of the head is no piece of a part that is painted after the first of the rows, nor beside that.
void unruled_painted_heads_find(Unruled *reader, Piece *pieces, size_t n);

// ---- pdf-spans.c
// The same where cells of the first column are over several rows. 0: they are not.
uint32_t unruled_spans_find(Unruled *reader, Piece *pieces, size_t n, uint32_t row);

// ---- pdf-heads.c
// Gives the pieces of a part's head, in their order, columns and rows. Returns how many rows.
uint32_t unruled_heads_find(Unruled *reader, Piece *pieces, size_t n, bool first);

// ---- pdf-doubts.c
// Marks pieces of a part that are not told surely; first: those of the first part.
void unruled_doubts_mark(Unruled *reader, Piece *pieces, size_t n, const Piece *first, size_t first_n);

#endif

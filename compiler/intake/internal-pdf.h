// What the files that read PDFs share: pages as a program kept apart tells them, their lines and tables.
//
// All lengths are points; x goes right, y goes down, from the page's upper left corner, after a page whose
// text runs up or down has been turned.
#ifndef GONGKAI_INTAKE_INTERNAL_PDF_H
#define GONGKAI_INTAKE_INTERNAL_PDF_H

#include "intake/internal-intake.h"
#include "words/words.h"

typedef struct PdfGlyph {
    float x, y, width; // of its origin, on the base line
    float size;        // of its em
    uint32_t code;     // 0: the file does not say which character it is
    uint32_t font;     // index into PdfPages.fonts
    uint32_t order;    // by which the page's are painted
    uint8_t turn;      // its direction: 0 right, 1 down, 2 left, 3 up; 4: askew
    bool begins;       // the first of what is painted at once
    bool white;        // of white ink
    bool over;         // painted over other text
} PdfGlyph;

typedef struct PdfBox {
    float x0, y0, x1, y1;
} PdfBox;

typedef VEC(PdfGlyph) PdfGlyphs;
typedef VEC(PdfBox) PdfBoxes;

typedef struct PdfPage {
    float width, height;
    PdfGlyphs glyphs;
    PdfBoxes rules;   // lines along an axis: their ends
    PdfBoxes shapes;  // that are painted and no lines: bars, slices, backgrounds
    float pictures;   // area
    size_t askew;     // glyphs that do not run as the page's text does, left out
    size_t invisible; // glyphs that are not painted (a layer under a scan), left out
    size_t unread;    // glyphs whose character the file does not say
    PdfGlyphs others; // the askew ones, as text
} PdfPage;

typedef struct PdfPages {
    VEC(PdfPage) pages;
    VEC(Str) fonts;
} PdfPages;

#define PDF_MOST_PAGES 5000
#define PDF_MOST_GLYPHS 8000000

// ---- pdf-trace.c: what mutool's device `trace` prints to pages. False where it is no trace.

bool pdf_trace_read(Arena *arena, Str trace, PdfPages *pages);

// ---- pdf-unnamed.c: what is taken for letters, and is none, to characters that are not known

void pdf_unnamed_drop(Arena *arena, PdfPages *pages);

// ---- pdf-turn.c: glyphs as they are read: the page upright, what is painted twice once

void pdf_page_tidy(Arena *arena, PdfPage *page);
// Large characters that stand at the same place of several pages: a watermark, apart as what runs askew.
void pdf_watermarks_part(Arena *arena, PdfPages *pages);

// ---- pdf-overlay.c: what is no text of the page though it is painted as such

// What lies over text that was painted before it, to the askew ones.
void pdf_overlay_part(Arena *arena, PdfPage *page);
// White text where nothing is painted under it.
void pdf_white_drop(PdfPage *page);

// ---- pdf-lines.c: glyphs to lines

typedef struct PdfSegment { // of a line, up to a wide gap
    PdfBox box;
    float base, size; // of its first glyph
    Str text;
    bool blank;           // a blank is before it
    bool typed;           // which is a character
    bool begins;          // it is painted apart from what is before it
    uint32_t first, last; // by which its first and its last glyph are painted
} PdfSegment;
typedef VEC(PdfSegment) PdfSegments;

typedef struct PdfLine {
    PdfBox box;
    float base, size;
    uint32_t font; // of most of it
    Str text;      // of all of it
    const PdfSegment *segments;
    size_t segment_count;
    const PdfSegment *parts; // the same, parted at every gap
    size_t part_count;
    bool entry; // of the contents: a name, and its page's number beside it
} PdfLine;
typedef VEC(PdfLine) PdfLines;

// Glyphs of a page or of a cell to lines from above. The glyphs are put in order.
void pdf_lines_read(Arena *arena, PdfGlyph *glyphs, size_t n, PdfLines *lines);
bool pdf_is_amount(Str text); // digits and their marks alone
// Lines that one stretch of text was broken into, joined; amounts that stand below each other stay apart.
Str pdf_lines_joined(Arena *arena, const PdfLine *lines, size_t n, float width);

// ---- pdf-grid.c: rules to grids

typedef struct PdfGrid {
    PdfBox box;
    const float *xs, *ys; // where its columns and rows part, with the outer edges
    size_t x_count, y_count;
    // Of each cell, [row * (x_count - 1) + column]: the cell that it is part of, by its index.
    const uint32_t *part;
} PdfGrid;
typedef VEC(PdfGrid) PdfGrids;

// open: rules across that meet none down.
void pdf_grids_find(Arena *arena, const PdfPage *page, PdfGrids *grids, PdfBoxes *open);

// ---- pdf-table.c: a grid with its glyphs, or lines side by side, to a table

typedef struct PdfTable {
    PdfBox box;
    const float *xs; // where its columns part
    size_t x_count;
    IntakeRow *rows;
    float *tops; // of its rows, one more than there are
    size_t row_count;
    const bool *full; // of each column, whether its text in the last row fills it; NULL: not known
    bool cut;         // runs past its page's edge
    const struct PdfBlock *block; // of which it is made, where no rule parts its columns
} PdfTable;

// Takes the grid's glyphs out of the page's (code 0xFFFFFFFF). NULL where it holds no table.
PdfTable *pdf_grid_table(Arena *arena, PdfPage *page, const PdfGrid *grid);
#define PDF_TAKEN 0xFFFFFFFFu

// ---- pdf-unruled.c: lines that stand in columns, without rules between these

typedef struct PdfBlock { // lines of one page
    const PdfLine *lines;
    size_t n;
    const PdfBox *bands; // rules across: texts above and below one are of two cells
    size_t band_count;
} PdfBlock;

// The parts of one table, a page each, to a table each, all with the same columns. False: they are none.
bool pdf_unruled_read(Arena *arena, const PdfBlock *parts, size_t n, PdfTable **tables);

// ---- pdf-attached.c: workbooks that are attached, of the file that the helper has; of others it is said

typedef VEC(IntakeFile) IntakeFiles;
void pdf_attached_read(Arena *arena, Diag *diag, Helper *helper, Str pdf, IntakeFiles *files);

// ---- pdf-beside.c: text in columns

#define PDF_MOST_COLUMNS 4
#define PDF_LAST_COLUMN 9

typedef struct PdfBand {                              // of a page
    float top, bottom, gutters[PDF_MOST_COLUMNS - 1]; // gutters: x between its columns
    unsigned columns;
} PdfBand;
typedef VEC(PdfBand) PdfBands;

// By the page's glyphs that no table took.
void pdf_bands_find(Arena *arena, const PdfPage *page, const PdfGrids *grids, PdfBands *bands);
// 0: in none of them; 1: in the left column; 2: in the right one; up to PDF_LAST_COLUMN where there are more.
unsigned pdf_column_at(const PdfBands *bands, float x, float y);
// A height by which the columns of a band are read one after the other. y: of its middle.
float pdf_order_of(const PdfBands *bands, unsigned column, float top, float y);

// ---- pdf-page.c: what stands on a page, from above

typedef struct PdfItem {
    uint32_t page, line; // from 1: of the page's lines, its first
    float top, order;    // order: by which it is read
    uint8_t column;      // of text in columns, from 1
    const PdfLine *text; // NULL: a table
    PdfTable *table;
    bool edge;  // a page number, a running head
    bool drawn; // stands in a drawing
    bool again; // stands over the rest of a table, as over its beginning
    bool note;  // of a footnote
    bool note_begins;
    unsigned kept; // of the footnote that it is a line of, where that is kept as one: the number of its mark
} PdfItem;
typedef VEC(PdfItem) PdfItems;

// In the order of pages, those of a page from above; unstructured: lines side by side that make no table.
void pdf_items_find(Arena *arena, PdfPages *pages, PdfItems *items, size_t *unstructured);

// A line of the contents: dots lead to a page's number.
bool pdf_is_led(Str text);

IntakeSpot pdf_spot(const PdfPages *pages, const PdfItem *item, size_t from);
// The first item from `at` that is text.
size_t pdf_next_item(const PdfItems *items, size_t at);

// Of pages beside those with columns: where nothing stands in the right one, the lines are the left one's.
// bands: of each page.
void pdf_last_columns(const PdfPages *pages, const PdfBands *bands, PdfItems *items);
// ---- pdf-chain.c

// Tables without rules that go on overleaf are read anew, all their pages at once.
void pdf_chains_read(Arena *arena, const PdfPages *pages, PdfItems *items);

// ---- pdf-block.c: lines that stand in columns

bool pdf_is_side_by_side(const PdfLine *line);

// One past the lines of the table that begins at the line `at`, in *from with the lines above it that are its
// head's; `least`: none before it is. at: there is none.
size_t pdf_block_find(const PdfLines *lines, const PdfBoxes *bands, size_t at, size_t least, size_t *from);

// ---- pdf-drawing.c: what is drawn

// Bands of the page, its whole width, in which a drawing stands.
void pdf_drawings_find(Arena *arena, const PdfPage *page, const PdfGrids *grids, PdfBoxes *drawings);
// Where the colours of a table's rows change, as rules across.
void pdf_stripes_find(Arena *arena, const PdfPage *page, PdfBoxes *bands);

// ---- pdf-edges.c: what pages have beside their text

void pdf_edges_mark(Builder *builder, const PdfPages *pages, PdfItems *items);

// ---- pdf-told.c

// Says which tables are not told surely, and which lines side by side make none.
void pdf_tables_tell(Builder *builder, const PdfItems *items, IntakeReach *reach);

// ---- pdf-notes.c: footnotes

// Small marks that are raised beside a character come down to its line: ¹, ①, m².
void pdf_marks_lower(PdfPage *page);
// size: of most text. Notes that are kept as such (builder->notes) have marks (note_mark) where they are
// called and before their text.
void pdf_notes_mark(Builder *builder, PdfItems *items, float size);

// ---- pdf-flow.c: pages to what is read from the first to the last

void pdf_flow(Builder *builder, const PdfPages *pages, PdfItems *items);

// ---- pdf-rest.c

// MAYBE: it is taken for the rest, and may be a further row all the same; APART: the other way round.
typedef enum PdfRest { PDF_REST_NONE, PDF_REST_APART, PDF_REST_MAYBE, PDF_REST_SURE } PdfRest;
// Of a row of `table` and the last one of `before`, a page before.
PdfRest pdf_rest_find(const PdfTable *before, const PdfTable *table, const IntakeRow *row);
// The cell of a row that begins at a column; n where none does.
size_t pdf_cell_at(const IntakeRow *row, uint32_t column);

// ---- pdf-join.c

// The table that begins with the item, over all its pages, into the builder. Returns the next item.
size_t pdf_table_take(Builder *builder, const PdfPages *pages, PdfItems *items, size_t at);

// ---- clean.c

// The number of a page that is all that a line says; 0: none. *bare: a number alone.
int page_number_read(Arena *arena, const WordList *words, Str text, bool *bare);
// Where the number of a page begins that a text ends with, with its words: ……3, ……第3页. Its end: there is
// none.
size_t entry_page_begin(const WordList *words, Str text);

#endif

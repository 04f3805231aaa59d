// What the files that set tables share. Private to layout.
//
// A table is set in three steps that know nothing of pages: every distinct text is measured at the largest
// size; the size, orientation, column groups and column widths are chosen; cells are set at their widths.
// Then table-pages.c parts its rows over pages, and table-place.c draws them.
#ifndef GONGKAI_LAYOUT_INTERNAL_TABLE_H
#define GONGKAI_LAYOUT_INTERNAL_TABLE_H

#include <uthash.h>

#include "layout/internal-pages.h"

typedef enum CellLook { LOOK_HEAD, LOOK_CELL, LOOK_TOTAL, LOOK_COUNT } CellLook;

// What stands in a cell, set. A number has one line and no paragraph: its digits are set where it is placed.
typedef struct CellText {
    const Paragraph *paragraph;
    const ParagraphSpec *spec;
    uint32_t lines;
} CellText;

// A distinct text of one look, other than numbers: measured once, and set once for a width.
typedef struct CellEntry {
    Str text;
    CellLook look;
    Extent extent; // at the reference size
    CellText set;
    Length set_measure, set_size; // of `set`; -1: not yet
    Align set_align;
    UT_hash_handle hh;
} CellEntry;

// Digits of a look's face, to set numbers without shaping.
typedef struct DigitFont {
    const Font *font; // NULL: numbers are set as other text
    uint32_t ids[32];
    int32_t advances[32];
    int32_t inset[32]; // of the glyph in its box
} DigitFont;

typedef struct CellTexts {
    const TableSet *table;
    CellEntry *entries[LOOK_COUNT]; // hashed by text
    Diag *discarded;                // of measuring: setting finds the same once more
} CellTexts;

// Widths of a column's texts at the reference size, without padding.
typedef struct TableColumn {
    Length least;   // no narrower: the longest unbreakable piece
    Length decent;  // no narrower while it can be helped: heads of four lines at most, names of a few
                    // characters a line
    Length words;   // names of so many lines break no word; wide ones have this before others are on one line
    Length cells;   // its cells on one line each, whatever its head needs
    Length natural; // all on one line
    Length before, after; // of numbers
    int kind;             // columns of one kind are equally wide; -1: of none
} TableColumn;

// Columns that stand together on a page: all of them, or the stub and a part of the rest.
typedef struct TableGroup {
    int *columns;
    int column_count;
    int repeated;   // stub columns that stand in the group before too
    bool *holds;    // by column of the table
    Length *x;      // column_count + 1 edges
    CellText *head; // by head cell
    Length *head_heights;
    Length head_height;
    Length *heights; // of body rows, by what stands in these columns
} TableGroup;

// How narrow columns may be: what a try gives up.
typedef enum Squeeze { SQUEEZE_NONE, SQUEEZE_TEXTS, SQUEEZE_KINDS } Squeeze;

// How a table is set: one of the style's sizes, by its index, upright or turned.
typedef struct TableChoice {
    size_t size;
    bool turned, whole; // whole: not in groups of columns
    Squeeze squeeze;
} TableChoice;

// A table as it is set. All that decides it is in tableset_key.
typedef struct TableForm {
    bool turned;
    bool one_page;                         // closed up to stand on one
    Length measure, size, line, padding_y; // line: leading in cells
    TableColumn *columns;
    TableGroup *groups;
    int group_count;
    CellEntry **head, **body; // by cell; NULL: a number
    DigitFont digits[LOOK_COUNT];
    CellText *texts; // of body cells
    CellText
        *again; // of those that name a row that no page holds: the same with （续）; NULL: there are none
    Length *after;  // by column: the widest part from the decimal point
    int32_t *owner; // body_rows × columns: index of the cell, or -1
} TableForm;

// A table of the document, with its form.
struct TableSet {
    Job *job; // read only while it is set
    const Style *style;
    const Table *table;
    const Node *node;
    const Grid *grid;
    uint32_t *head_elements, *body_elements;
    Block *label, *title, *unit, *unit_again, *continued; // NULL where not printed
    VEC(Block *) notes;
    bool begins_page; // but for
    Length above;     // what stands over it there
    TableForm form;
};

// ---- table-tree.c

void tableset_elements(Job *job, TableSet *table, uint32_t element); // below the TABLE element

// ---- table-cells.c

void celltexts_open(CellTexts *texts, const TableSet *table);
void celltexts_close(CellTexts *texts);
CellEntry *celltexts_measure(CellTexts *texts, Arena *arena, CellLook look, Str text);
typedef struct CellSetting {
    Length measure;
    Align align;
    Place place; // for findings
} CellSetting;
CellText celltexts_set(CellTexts *texts, Arena *arena, Diag *diag, CellEntry *entry,
                       const CellSetting *setting);
CellLook cell_look(const GridCell *cell);
const RoleStyle *tableset_role(const TableSet *table, CellLook look);
Length tableset_reference(const TableSet *table); // the size at which texts are measured
// A length of the reference size at another one, rounded up with a hair's breadth to spare for the rounding
// of glyphs.
Length tableset_scaled(const TableSet *table, Length length, Length size);
Length tableset_indent(const TableSet *table, const GridCell *cell, Length size);
Place tableset_place_of(const TableSet *table, const GridCell *cell);

// ---- table-numbers.c: numbers by the advances of their digits

void tableset_open_digits(TableSet *table);
// Digits and their marks alone, which one font has.
bool number_text(const DigitFont *digits, Str text);
// Widths to and from the decimal point.
void number_measure(const DigitFont *digits, Str text, Length size, Length *before, Length *after);
Plain number_set(const DigitFont *digits, Arena *arena, PlainRun *run, Str text, Length size);

// ---- table-width.c

void tableset_measure(TableSet *table, CellTexts *texts, Arena *arena); // what the columns need
TableChoice tableset_choose(const TableSet *table, Arena *arena);
bool tableset_fits(const TableSet *table, Arena *arena, TableChoice choice); // in its measure, whole
void tableset_columns(TableSet *table, Arena *arena, Diag *diag, TableChoice choice);
// The group's columns that a cell covers: *first to *last, -1 where none.
void group_span(const TableGroup *group, const GridCell *cell, int *first, int *last);

// ---- table-around.c

void tableset_add_caption(TableSet *table, uint32_t element, const TableWords *words); // below TABLE
void tableset_add_note(TableSet *table, uint32_t parent, Str text);
void tableset_set_around(TableSet *table, Arena *arena, Diag *diag); // to the form's measure
// Calls set(context, block) for each block around that is not set to that measure, which it has then.
void tableset_each_around(TableSet *table, void (*set)(void *context, Block *block), void *context);
enum { AROUND_MOST = 5 };
size_t tableset_around(const TableSet *table, Block **blocks); // those that are printed, notes apart
Length tableset_top_height(const TableSet *table, bool first); // label, title, unit; or （续表）
Length tableset_notes_height(const TableSet *table);

// ---- table-set.c

void tableset_set_owners(TableSet *table, Arena *arena);
// Columns and cells at a choice, with the style's own leading, and what stands around.
void tableset_set_at(TableSet *table, CellTexts *texts, Arena *arena, Diag *diag, TableChoice choice);
void tableset_heights(TableSet *table, Length line, Length padding_y); // of its rows
// What names the rows that no page holds, once more.
void tableset_set_again(TableSet *table, CellTexts *texts, Arena *arena);

// ---- table.c

// The form, which may come from another layout; it reports what it and tableset_set_around find.
void tableset_make_form(Arena *arena, Diag *diag, TableSet *table);

// ---- table-key.c

// All that decides the form, in one style and one FontSet; it ends with the texts of the cells.
void tableset_key(StrBuf *key, const TableSet *table);
// The same table with the cells' texts that end its key, so that what is set of it lives as long as the key.
TableSet *tableset_apart(Arena *arena, const TableSet *table, Str key);

// ---- table-close.c

// Sets a table anew at a larger size where a page of its own has room for it in narrower columns. What it is
// set at.
TableChoice tableset_grow(TableSet *table, CellTexts *texts, Arena *arena, TableChoice first);
// Sets a table anew where it spills some rows onto a page that closing up saves.
void tableset_close_up(TableSet *table, CellTexts *texts, Arena *arena, TableChoice choice);

// ---- table-pages.c

// The part of a row that stands on a page.
typedef struct Strip {
    int row;
    bool begins, ends; // the row's first part, its last part
    Length y, height;  // from the first row's top
} Strip;

// The part of a body cell that stands on a page, and the lines of its text there.
typedef struct CellPart {
    int32_t cell;
    uint32_t first_line, line_count;
    Length top, bottom, y; // of its box, of its first line's box; from the first row's top
    bool repeated;         // of a stub that stands with a group of columns before
    bool artifact;         // its text stands elsewhere too
    bool again;            // with （续）, in a row that goes on
} CellPart;

// The parts of a table, each a group of columns with some of its rows below the repeated head, one after the
// other as they stand on pages.
typedef struct Pager {
    const TableSet *table;
    Arena *arena;
    // of the part
    bool new_page;     // it begins a page
    bool opens;        // it is the table's first
    int group;         // index
    Length height;     // of the page, but for what stands at its foot
    Length y, end;     // its top, and what is below it, from the type area's top
    Length blank;      // of the row that stands for none
    VEC(Strip) strips; // of rows
    VEC(CellPart) parts;
    // of the next
    int row;
    Length used;     // of that row's height, where a part of it stands already
    uint32_t *shown; // by body cell: its lines that stand on pages already
} Pager;

// y: what stands above on the open page; height: of that page
Pager pager_open(Arena *arena, const TableSet *table, Length y, Length height);
bool pager_next(Pager *pager); // false past the last part
// After the last part: whether notes begin a page; pager->y: where they stand.
bool pager_notes(Pager *pager);
// The cell that covers a place; NULL, and -1, where none does.
const GridCell *tableset_cell_at(const TableSet *table, int row, int column, int32_t *index);
Length tableset_area_height(const TableSet *table);

// ---- table-rules.c

// Cells by their edges on the page: columns + 1 and rows + 1 of them.
typedef struct RuledGrid {
    int columns, rows;
    const Length *x, *y;
    const int32_t *ids; // rows × columns: places of one id are one cell
} RuledGrid;
void table_rules(PageMaker *maker, const RuledGrid *grid); // rules between cells, and the frame

#endif

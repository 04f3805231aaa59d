// What the files that write workbooks share.
//
// A workbook is an archive of parts (ECMA-376 part 1, 12.3). A sheet's part says nothing of the workbook that
// it is in, so that one made once stands in several; the styles are those of all sheets that are made
// together.
#ifndef GONGKAI_DATA_INTERNAL_WORKBOOK_H
#define GONGKAI_DATA_INTERNAL_WORKBOOK_H

#include "base/vec.h"
#include "data/internal-data.h"
#include "package/package.h"

#define BOOK_HEAD_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define BOOK_NAMESPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define BOOK_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

enum {
    BOOK_ROWS_MOST = 1048576,
    BOOK_COLUMNS_MOST = 16384,
    BOOK_TEXT_MOST = 32767, // characters of a cell
};

// ---- styles.c: how cells look

typedef enum Across { ACROSS_GENERAL, ACROSS_LEFT, ACROSS_CENTRE, ACROSS_RIGHT } Across;

// All are in 宋体, in the middle of the row's height.
typedef struct CellStyle {
    int size; // points
    bool bold, border, wrap, unlocked;
    Across across;
    int indent;
    Str pattern;   // of numbers; empty: general
    uint32_t fill; // 0xRRGGBB; 0: none
} CellStyle;

typedef struct Styles Styles;

Styles *styles_new(Arena *arena);
// Its number, the same for the same style.
uint32_t styles_number(Styles *styles, CellStyle style);
Str styles_xml(Arena *arena, const Styles *styles);

// ---- sheet-xml.c: a sheet, cell by cell

typedef struct Range { // from 0, both ends in it
    uint32_t row, last_row, column, last_column;
} Range;

typedef struct CellOut {
    uint32_t row, column, style;
    bool number;
    Str text; // as it stands in the file; empty: a blank cell with a look
} CellOut;

typedef struct RowHeight {
    uint32_t row;
    double points;
} RowHeight;

typedef struct ColumnOut {
    int width; // in digits of the standard font
    bool hidden;
} ColumnOut;

typedef struct SheetOut {
    Arena *arena;
    VEC(CellOut) cells; // each place once
    VEC(Range) merged;
    VEC(RowHeight) heights; // from the top
    VEC(ColumnOut) columns;
    bool unordered;                       // cells came otherwise than row by row
    uint32_t frozen_rows, frozen_columns; // stay in sight
    uint32_t title_from, title_rows;      // on every printed page
    bool filtered;
    Range filter;
    bool landscape, a3, centred, one_page, narrow_margins;
    Str header;   // in the middle of every printed page
    bool guarded; // as BookSheet says
    bool hidden;
} SheetOut;

// Text, as text whatever it begins with; empty: a blank cell. Style: its number.
void out_text(SheetOut *out, uint32_t row, uint32_t column, Str text, uint32_t style);
// A decimal as cell_decimal allows it.
void out_number(SheetOut *out, uint32_t row, uint32_t column, Str decimal, uint32_t style);
// The cells of a range but the first, which is to be written by itself, are blank, and all are one.
void out_merge(SheetOut *out, Range range, uint32_t style);
void out_height(SheetOut *out, uint32_t row, double points);
// A column as workbooks name it: AB.
void out_column(StrBuf *to, uint32_t column);
Str sheet_xml(SheetOut *out);

// ---- book-parts.c: a workbook out of its sheets

typedef struct SheetMade {
    PackedPart packed;
    uint32_t title_from, title_rows;
    bool filtered, hidden;
    Range filter;
} SheetMade;

SheetMade sheet_made(Arena *arena, SheetOut *out);

typedef struct NamedSheet {
    Str name;
    const SheetMade *sheet;
} NamedSheet;

// What all workbooks of the same styles and as many sheets have alike.
typedef struct CommonParts {
    PackedPart types, root, relations, styles;
} CommonParts;

CommonParts common_parts(Arena *arena, const Styles *styles, size_t sheets);

typedef struct BookMaking {
    Str name;     // of the file, for messages
    Str title;    // of the document, among its properties
    int64_t time; // when it was made; the earliest that an archive names, where that is not known
    const CommonParts *common;
    const NamedSheet *sheets;
    size_t n;
} BookMaking;

// Its bytes, read back; NULL at after reporting.
Str book_bytes(Arena *arena, Diag *diag, const BookMaking *making);

// ---- making.c: what cells and sheets may be

// A name that no other of these sheets has, of `whole` without what none may hold; `other` where nothing is
// left.
Str sheet_name_legal(Arena *arena, Str whole, Str other, const NamedSheet *others, size_t n);
// Control characters as _xHHHH_.
Str cell_escaped(Arena *arena, Str text);
// Whether a text is a decimal that a binary64 holds as it is written.
bool cell_decimal(Str text);
// Reports more rows, or characters in a cell, than a workbook holds: false.
bool book_rows_fit(Diag *diag, Place place, Str table, size_t rows);
bool book_text_fits(Diag *diag, Place place, Str text);

// ---- formats.c: a style for each look, numbered once

typedef enum Look {
    LOOK_TITLE,
    LOOK_LABEL,
    LOOK_UNIT,
    LOOK_HEAD,
    LOOK_CELL,
    LOOK_NOTE,
} Look;

typedef struct FormatKey {
    Look look;
    Align align; // of a cell
    int indent;
    bool total;
    int decimals; // of an amount; -1: text
    bool thousands;
    ZeroStyle zero;
} FormatKey;

typedef struct Formats Formats;

Formats *formats_new(Arena *arena, Styles *styles);
uint32_t format_of(Formats *formats, FormatKey key);

// ---- sheet.c

typedef struct SheetJob {
    Arena *arena;
    Diag *diag;
    const Document *document;
    Formats *formats;
} SheetJob;

// A table as a sheet. False after reporting.
bool sheet_write(const SheetJob *job, const Table *table, SheetMade *made);

// ---- measure.c: widths and heights

// Widths of the grid's columns, in digits of the standard font, which is what a workbook counts in.
int *column_widths(Arena *arena, const Table *table, const Grid *grid);
// Heights in points of lines that hold wrapped text; 0 where one line does.
double *line_heights(Arena *arena, const int *widths, const GridCell *cells, size_t n, int lines);

#endif

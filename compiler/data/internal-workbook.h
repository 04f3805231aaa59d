// What the files that write workbooks share. libxlsxwriter is known to them alone.
#ifndef GONGKAI_DATA_INTERNAL_WORKBOOK_H
#define GONGKAI_DATA_INTERNAL_WORKBOOK_H

#include <xlsxwriter.h>

#include "data/internal-data.h"

// ---- readback.c: whether a workbook holds what was written into it

// A sheet's cells that hold something: how many, and the sum of a hash of each with its place and text or
// number, so that the order in which they are written does not matter.
typedef struct Written {
    Str name; // the sheet's
    size_t cells;
    uint64_t sum;
} Written;

// Rows and columns from 0. The text is as the file has it, with _xHHHH_ for control characters.
void written_text(Written *written, uint32_t row, uint32_t column, Str text);
void written_number(Written *written, uint32_t row, uint32_t column, double number);
// Reads every part; false where one is missing or broken, or a sheet's cells are others.
bool workbook_reads_back(Str bytes, const Written *sheets, size_t n);

// ---- making.c

typedef struct Making {
    Arena *arena;
    Diag *diag;
    const Document *document;
    Str name; // of the file, for messages
    lxw_workbook *book;
    struct Formats *formats;
    VEC(Str) sheets;      // names taken, folded
    VEC(Written) written; // a sheet each
    bool failed;          // reported
} Making;

// Reports that the workbook cannot be made, once.
void making_fail(Making *making, const char *reason);
// The first error of a library call is reported; true where there was none.
bool making_check(Making *making, lxw_error error);
// A sheet's name that no other has, of `whole` without what none may hold; `other` where nothing is left.
Str making_sheet_name(Making *making, Str whole, Str other);
void making_properties(Making *making, Str title, int64_t time);
// Opens the workbook, has it filled, closes it, reads it back: its bytes; NULL at after reporting. cells:
// about how many.
Str making_bytes(Arena *arena, Making *making, size_t cells, void (*fill)(Making *making, const void *what),
                 const void *what);
// The text as a cell's: NUL-terminated, control characters as _xHHHH_.
Str making_escaped(Arena *arena, Str text);
// False where a binary64 does not hold the decimal as it is written.
bool making_double(Str decimal, double *value);

// ---- formats.c: a library format for each look, made once

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

struct Formats *formats_new(Arena *arena, lxw_workbook *book);
lxw_format *format_of(struct Formats *formats, FormatKey key);

// ---- sheet.c

void sheet_write(Making *making, lxw_worksheet *sheet, Written *written, const Table *table,
                 Orientation orientation);

// ---- measure.c: widths and heights

// Widths of the grid's columns, in digits of the standard font, which is what a workbook counts in.
int *column_widths(Arena *arena, const Table *table, const Grid *grid);
// Heights in points of lines that hold wrapped text; 0 where one line does.
double *line_heights(Arena *arena, const int *widths, const GridCell *cells, size_t n, int lines);

#endif

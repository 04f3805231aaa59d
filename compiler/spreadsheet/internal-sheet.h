// A workbook's sheets as filled cells, whatever file they come from, and from those to records like a CSV's.
// Shared by the files of spreadsheet/ only.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_SHEET_H
#define GONGKAI_SPREADSHEET_INTERNAL_SHEET_H

#include "package/package.h"
#include "spreadsheet/internal-read.h"

// Past any disclosure's tables, and little enough to hold in memory.
#define WORKBOOK_MOST_SHEETS 1000
#define WORKBOOK_MOST_FORMATS 70000 // office programs stop at 65,490
#define WORKBOOK_MOST_STRINGS 2000000
#define SHEET_MOST_CELLS 1000000
#define SHEET_MOST_ROW 1048576 // ECMA-376 part 1, 18.3.1.73, as office programs have it
#define SHEET_MOST_COLUMN 16384
#define SHEET_MOST_MERGES 100000
#define SHEET_HEAD_ROWS 64    // of a sheet that is read in parts: its first row of data stands among them
#define SHEET_MOST_WIDTH 1000 // columns of a table; the widest statutory one has some thirty

// ---- how a number is shown (sheet-format.c)

typedef enum FormatKind { FORMAT_PLAIN, FORMAT_PERCENT, FORMAT_DATE, FORMAT_PADDED } FormatKind;

typedef struct CellFormat {
    FormatKind kind;
    bool year, day, time; // what of a date is shown: 2023-02, 2023-02-10, 2023-02-10 09:00, 09:00
    int digits;           // FORMAT_PADDED: 00 has 2
    int decimals;         // that are shown even where they are zeros: 0.00 has 2
    uint32_t indent;      // of the text in its cell, in half ems
    int8_t scale;         // the number is shown divided by 10^scale: #,##0.00, shows thousands
    uint8_t money;  // 1 + the power of the unit of money that is shown beside it: 0.00"万元" has 5; 0: none
    bool otherwise; // some numbers are shown in another unit or scale than others
    bool hides_positive, hides_negative, hides_text; // ;;;
    bool drops_sign;                                 // of negative numbers, which look like positive ones
    bool faint, struck;                              // white on white; struck through
    bool dark;                                       // its background is not white
} CellFormat;

CellFormat cell_format_parse(Str code);
void format_read_shown(CellFormat *format, Str code); // its part in sheet-shown.c
// CellFormat.money of what a format shows beside numbers: 万元, ￥…万.
uint8_t money_of_literal(Str literal);
// A stored number as the decimal, percentage, date or code that it stands for, with the zeros that its format
// shows after the point, but never rounded to it. What is no number stays as it is.
Str sheet_format_number(Arena *arena, Str stored, CellFormat format, bool from_1904);
// The same of a number; empty where it is none of anything here.
Str sheet_format_value(Arena *arena, double value, CellFormat format, bool from_1904);

// ---- the workbook (workbook.c, sheet-cells.c, sheet.c)

typedef enum CellFault {
    FAULT_NONE,
    FAULT_ERROR,   // #REF!
    FAULT_FORMULA, // without the value that it had when the workbook was saved
    FAULT_FORMAT,  // its format shows another number than it holds
} CellFault;

// What nobody sees who looks at the sheet, or sees as deleted.
typedef enum Unseen { UNSEEN_NOT, UNSEEN_COLOUR, UNSEEN_STRUCK } Unseen;

typedef struct SheetCell {
    uint32_t row, column; // from 1
    Str text;             // not trimmed
    uint16_t indent;      // by its format, in half ems
    CellFault fault : 8;
    Unseen unseen : 8;
    uint8_t money; // as its format has it
    bool scaled;   // its text is the number as it is shown, not as it is stored
} SheetCell;

// Fills the rest of a cell whose text is there, by what its format shows of it; number: the text is that of a
// number.
void cell_show(SheetCell *cell, CellFormat format, bool number);

typedef struct SheetRange { // from 1, the last included
    uint32_t top, left, bottom, right;
} SheetRange;

typedef struct SheetRow { // one with a filled cell
    uint32_t row;
    size_t first, count; // of its cells
    bool hidden;
} SheetRow;

typedef struct Sheet {
    Str name;
    Str part;             // .xlsx
    uint32_t offset, end; // .xls: of its records in the stream
    bool hidden;
    bool loaded, broken; // broken: reported, and nothing is read from it
    bool large;          // more than the workbook holds: not reported, and its first cells alone are there
    Arena *arena;        // of cells
    Arena *row_arena;
    VEC(SheetCell) cells;
    VEC(SheetRow) rows;
    VEC(SheetRange) merges;
    VEC(uint32_t) hidden_rows;          // those that hold something
    VEC(SheetRange) hidden_columns;     // left and right
    uint32_t width;                     // the last column that holds something
    uint32_t fading_row, fading_column; // where a condition may first show cells in white; 0: nowhere
    VEC(Str) beside; // texts that stand in no cell: of text boxes, comments, and the heads and feet of pages
} Sheet;

typedef struct SheetFilling SheetFilling;

struct Workbook {
    Arena *arena;   // of the text of cells
    size_t most;    // cells of a sheet that are held
    bool parted;    // a sheet with more is read in parts; else it is refused
    Arena *scratch; // of the rest; NULL once closed
    Str file;
    bool (*load)(SheetFilling *filling); // reads a sheet, as the file has it
    Package *package;                    // .xlsx and .ods
    Str stream;                          // .xls
    bool from_1904;
    VEC(Sheet) sheets;
    VEC(Str) strings;           // shared
    VEC(size_t) white_strings;  // of them those of which a part is white, in order
    VEC(size_t) struck_strings; // of them those of which a part is struck through, in order
    VEC(CellFormat) formats;    // by a cell's s=""
    VEC(bool) fading;           // .xlsx: by a rule's dxfId="", whether it shows cells in white
};

// The cells of a sheet are added row by row, each row from the left.
struct SheetFilling {
    Workbook *workbook;
    Sheet *sheet;
    Diag *diag;
    Arena *texts;         // of the text of cells
    uint32_t row, column; // that is read, for findings; 0 before the first
    bool hidden_row;
    // Of a sheet that is streamed: takes its one row that is there, when it is whole. False: it is enough.
    bool (*take)(void *context, const Sheet *sheet);
    void *context;
};

// When a row begins, and at the end: false where it is enough.
bool sheet_end_row(SheetFilling *filling);

// Passes a cell over in which nothing is; false after table-too-large.
bool sheet_add_cell(SheetFilling *filling, SheetCell cell);
// The texts of cells are left, which are the workbook's.
void sheet_drop_cells(Sheet *sheet);
bool sheet_add_merge(SheetFilling *filling, SheetRange range); // false after table-too-large
void sheet_hide_columns(SheetFilling *filling, uint32_t left, uint32_t right);
// Reports sheet-broken at the cell that is read.
void sheet_report_broken(SheetFilling *filling, const char *what);
// One of Sheet.beside, copied; past a few they are not kept.
void sheet_add_beside(SheetFilling *filling, Str text);
void sheet_add_page_part(SheetFilling *filling, Str text); // the head or foot of pages, as Excel writes it
// From there on a condition may show what cells hold in white.
void sheet_add_fading(SheetFilling *filling, uint32_t row, uint32_t column);
// The format of a cell by the workbook's list; a plain one where it has none of that number.
CellFormat workbook_format(const Workbook *workbook, uint32_t number);
// Adds to a cell's format what of the parts of its shared string is not seen.
void workbook_format_string(const Workbook *workbook, size_t string, CellFormat *format);
// Reads the sheet's cells, once. False where it is broken or large.
bool sheet_load(Workbook *workbook, Diag *diag, size_t sheet);
// The rows of a large sheet, one after the other, each gone when the next comes. `sheet` gets the rest of
// it: what is hidden, merged, beside it. False after a finding.
bool sheet_stream(Workbook *workbook, Diag *diag, size_t number, Sheet *sheet,
                  bool (*take)(void *context, const Sheet *sheet), void *context);
// A sheet that is there as a table; its cells are dropped. positions: NULL, or as Reading has it.
Table *sheet_table(Arena *arena, Diag *diag, Str file, Sheet *sheet, const TableWanted *wanted,
                   uint32_t *positions);
// B7; gives a range's two ends. False where it is none.
bool reference_parse(Str text, SheetRange *range);

// ---- the files that hold one

// .xlsx (xlsx-workbook.c, xlsx-sheet.c). Opening fills the workbook's sheets, formats and strings; false
// after a finding.
bool xlsx_open(Workbook *workbook, Diag *diag);
bool xlsx_load_sheet(SheetFilling *filling);

// .xls and the .et that is one inside (xls-workbook.c, xls-sheet.c), from the stream Workbook of its compound
// file.
bool xls_open(Workbook *workbook, Diag *diag, Str stream);
bool xls_load_sheet(SheetFilling *filling);

// .ods (ods-content.c, ods-styles.c, ods-value.c): its sheets all stand in one part, and are read when it is
// opened.
bool ods_open(Workbook *workbook, Diag *diag);
bool ods_load_sheet(SheetFilling *filling);

// The number formats of a workbook's own, by their ids.
typedef struct NumberCode {
    uint32_t id;
    CellFormat format;
} NumberCode;

typedef struct NumberCodes {
    VEC(NumberCode) list;
} NumberCodes;

void number_codes_add(Arena *arena, NumberCodes *codes, uint32_t id, Str code);
CellFormat number_codes_find(const NumberCodes *codes, uint32_t id); // else the builtin one

// ---- from cells to records (sheet-header.c, sheet-records.c)

// The rows of a sheet that name its columns.
typedef struct HeaderBlock {
    uint32_t top, depth; // depth 0: none
    Str *paths;          // one a column, from 0; empty where the column has no name
    SheetRange *leaves;  // where each stands
} HeaderBlock;

HeaderBlock sheet_find_header(Reading *reading, const Sheet *sheet);
// Fills reading->csv and reading->header; false after table-header-missing. What is wrong with the sheet is
// reported.
bool sheet_records(Reading *reading, const Sheet *sheet);
// Reports sheet-hidden, row-hidden, column-hidden and cell-unseen (sheet-hidden.c).
void sheet_report_hidden(const Reading *reading, const Sheet *sheet);
// What may not be seen by a condition, which is not computed here.
void sheet_note_fading(const Reading *reading, const Sheet *sheet);
// The sheet without its hidden rows and columns.
const Sheet *sheet_visible(Arena *scratch, const Sheet *sheet);
// False after table-too-large.
bool sheet_fits(const Reading *reading, const Sheet *sheet);
// The filled cell there, or NULL.
const SheetCell *sheet_cell(const Sheet *sheet, uint32_t row, uint32_t column);

#endif

// data: the published tables as files that people and programs read: workbooks, CSV, datapackage.json.
//
// In: a Document; with document->only, the tables that it covers. Out: files, by name, as bytes in the arena
// given. Memory: the arena's; a workbook takes temporary memory that is gone when the call returns. Errors:
// `workbook-limit` where a table is more than a workbook holds, `data-write` where a library fails, or what
// was written does not read back; then NULL is returned.
//
// Each table is published once, under the id of the first place where it stands, in statutory order, then
// one's own by name; where the template has tables stand elsewhere (`tables-in:`), all of them are too.
// Amounts are the stored ones in the unit that is printed, not rounded; a blank cell stays blank. Both kinds
// of file read back as the same table: names, codes, levels and amounts (a CSV, which has no unit line, where
// the table's file unit is the printed one).
#ifndef GONGKAI_DATA_DATA_H
#define GONGKAI_DATA_DATA_H

#include "document/document.h"

typedef struct DataFile {
    Str name; // tables/table-14.csv
    Str bytes;
} DataFile;

typedef struct DataFiles {
    DataFile *files;
    size_t file_count; // 0 where nothing published is covered
} DataFiles;

// tables/ID.csv of every table, then datapackage.json, which describes them (Frictionless Data Package 1.0).
DataFiles *data_package(Arena *arena, Diag *diag, const Document *document);

// tables/ID.xlsx of every table, then tables.xlsx with a sheet for each.
DataFiles *data_workbooks(Arena *arena, Diag *diag, const Document *document);

// ---- workbooks of lists and forms, which are no tables of a document

typedef enum BookLook {
    BOOK_TEXT,
    BOOK_TITLE, // over all columns, as is BOOK_LINE
    BOOK_LINE,
    BOOK_HEAD,
    BOOK_FILL,   // to be written by who has the workbook
    BOOK_NUMBER, // a number where a workbook holds the decimal as it is written, else text
    BOOK_AMOUNT, // the same, shown with two decimals
    BOOK_GOOD,
    BOOK_DOUBT,
    BOOK_BAD,
} BookLook;

typedef struct BookCell {
    Str text; // text, whatever it begins with: 001001 stays so
    BookLook look;
} BookCell;

typedef struct BookColumn {
    int width;   // in digits of the standard font; a Chinese character is two
    bool hidden; // what the program finds its way by
} BookColumn;

typedef struct BookSheet {
    Str name;
    const BookColumn *columns;
    size_t column_count;
    const BookCell *cells; // row by row, column_count each
    size_t row_count;
    size_t head_rows; // stay in sight and on every printed page; the last has filters, where it is BOOK_HEAD
    bool landscape, a3;
    bool one_page; // all on one when it is printed
    bool guarded;  // against slips, without a password: only BOOK_FILL cells take what is typed; widths,
                   // rows and order may be changed
    bool hidden;   // what the program knows it by
} BookSheet;

// Their bytes, read back; NULL at after reporting.
Str data_book(Arena *arena, Diag *diag, Str name, Str title, const BookSheet *sheets, size_t n);

// One table's CSV (RFC 4180).
Str data_csv(Arena *arena, const Table *table);

#endif

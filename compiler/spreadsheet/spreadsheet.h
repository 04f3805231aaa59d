// spreadsheet: CSV files and workbooks as tables.
//
// In: a Source of CSV or a workbook's bytes, and the TableSpec that the document template declares for the
// table, or none for a table of the author's own. Out: a Table. Memory: all in the arena given; a Table
// points into its Source and its TableSpec. Errors: reported with file, line and column (of the field, in
// characters), or the sheet's cell; a table with errors is still returned as far as it could be read, NULL
// only where there is nothing to return: no header record. Rules: csv-quote, csv-ragged, csv-separator,
// table-column-unknown, table-column-missing, table-column-duplicate, table-header-missing, cell-not-amount,
// row-code, row-duplicate (a warning), table-too-large, unit-unknown, unit-unread,
// unit-conflict; placeholder for each cell that is still to be filled in (待填写), which is blank then.
#ifndef GONGKAI_SPREADSHEET_SPREADSHEET_H
#define GONGKAI_SPREADSHEET_SPREADSHEET_H

#include "table/table.h"

// What is done with the hidden sheets, rows and columns of workbooks: they may hold what nobody is to see.
typedef enum Hidden {
    HIDDEN_ASK,  // an error
    HIDDEN_SKIP, // as if they were not there
    HIDDEN_READ, // as if they were not hidden
} Hidden;

// What is to be read from a file or sheet.
typedef struct TableWanted {
    const TableSpec *spec; // NULL: one is made from the header (codes, then the row's name, then amounts)
    Str name;              // of such a table, and its unit where no line above it says one
    Unit unit;
    const Words *words; // of such a table; NULL: the built-in
    Hidden hidden;
    int year;     // that heads of this year are of (2025年预算数); 0: not known
    bool lacking; // of columns that it lacks nothing is known; otherwise they are blank
} TableWanted;

// Lines above the header (title, 单位：元, notes) and notes below the body (注：…) are passed over.
Table *table_read_csv(Arena *arena, Diag *diag, const Source *source, const TableWanted *wanted);

// Of a table of the author's own the header is the first line that is not of the form around it; its columns
// are what their cells are; its notes are the table's, but for those that say a unit. Reported are
// column-mixed (an error, a warning, or a remark where a word was meant) and unit-unclear.

// Whether a text is a label of the form, with what it is of or without: 填报单位：…, 单位：万元,
// （单位：辆）, 编制日期：, 金额单位为元. A sentence is none.
bool text_is_label(const WordList *words, Str text);
// Whether a line stands above the header: with one text, or with labels (填报单位：…　　单位：辆). next: the
// texts of the next line that has two or more; none: there is no such.
bool line_is_preface(const WordList *words, Arena *scratch, const Str *texts, size_t n, const Str *next,
                     size_t next_n);

// ---- workbooks (.xlsx, .xls, .et, .ods)

typedef struct Workbook Workbook;

// Opens a workbook; its text lives in the arena, the rest until workbook_release. NULL after a finding: those
// of package.h, which tell other kinds of files under a workbook's name apart. bytes must live until
// workbook_release.
Workbook *workbook_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name);
void workbook_release(Workbook *workbook); // NULL is allowed
size_t workbook_sheet_count(const Workbook *workbook);
Str workbook_sheet_name(const Workbook *workbook, size_t sheet);
bool workbook_sheet_hidden(const Workbook *workbook, size_t sheet);
// The texts of the sheet's first lines, in which a title or number may stand; none where the sheet is blank
// or cannot be read (then *broken is set, and it is reported).
const Str *workbook_sheet_head(Workbook *workbook, Diag *diag, size_t sheet, size_t *n, bool *broken);
// What its cells show, row by row and each row from the left, hidden ones too; blank cells are left out.
// False where the sheet cannot be read, which is reported.
typedef struct SheetText {
    uint32_t row, column; // from 1
    Str text;             // trimmed; a number as it is stored
    bool fault;           // #REF!, or a formula without its value
} SheetText;
bool workbook_sheet_texts(Arena *arena, Diag *diag, Workbook *workbook, size_t sheet, const SheetText **texts,
                          size_t *n);
// Reads a sheet as table_read_csv reads a CSV: the header may be of several rows, merged or not; lines of
// column numbers (栏次) and notes are passed over; numbers are the stored ones at 15 significant digits.
// Places are the cells'. Rules beside those of a CSV: cell-error (#REF!), cell-formula (saved without its
// value), merge-overlap, sheet-broken; and row-hidden, column-hidden, sheet-hidden where it is not said what
// is done with them. NULL where there is nothing to return.
Table *table_read_sheet(Arena *arena, Diag *diag, Workbook *workbook, size_t sheet,
                        const TableWanted *wanted);

// ---- tables that are not held

// Sheets of .xlsx with more filled cells than this (0: a million) are large: not refused, but read in parts.
void workbook_hold(Workbook *workbook, size_t cells);
// After workbook_sheet_head, whose texts it has.
bool workbook_sheet_large(const Workbook *workbook, size_t sheet);
// Whether a CSV has more fields than that (0: four million).
bool csv_large(const Source *source, size_t fields);

// A row that passes, below the header.
typedef struct PartRow {
    uint32_t line;
    const SheetText *texts; // blank ones are left out; the column of a CSV's is the number of the field
    size_t n;
    const uint32_t *positions; // one a column of the spec: the column in which it stands; 0: it is not there
} PartRow;

typedef struct PartsSpec {
    TableWanted wanted;
    size_t count;                                         // of parts
    size_t (*part_of)(void *context, const PartRow *row); // less than count
    void *context;
    int spill; // an empty file, for rows of a sheet: the caller's while there are parts
} PartsSpec;

// A table whose rows pass one by one, and each part of it as a table of its own: its rows under the common
// header, at their places. What is wrong above the header is told with each. Errors: those of
// table_read_sheet and table_read_csv; data-write where rows cannot be put aside.
typedef struct TableParts TableParts;

// NULL after a finding: also where the first rows are no table of the spec's, or have no row of data. A
// source must live as long as there are parts, a workbook need not.
TableParts *sheet_parts(Arena *arena, Diag *diag, Workbook *workbook, size_t sheet, const PartsSpec *spec);
TableParts *csv_parts(Arena *arena, Diag *diag, const Source *source, const PartsSpec *spec);
// A code as it was before a spreadsheet took it for a number, which tables have and rows that pass have not.
Str table_code_text(Arena *arena, Str text);
bool table_parts_any(const TableParts *parts, size_t part); // whether it has rows
uint32_t table_parts_first(const TableParts *parts);        // the line of the first row below the header
Table *table_parts_read(Arena *arena, Diag *diag, const TableParts *parts, size_t part);

// ---- forms that are handed out

// A sheet as a form, whatever its table is.
typedef struct Form {
    const Str *above; // texts over its header: title, number, unit
    size_t above_count;
    Str *columns; // the paths of their heads, by '/'; empty where a column has none
    size_t column_count;
    bool numbered; // a line of column numbers (栏次) is under the header
    Str **rows;    // that it has printed: a text a column
    size_t row_count;
    Str *notes; // below them
    size_t note_count;
    size_t hidden; // rows and columns of it that are hidden, and were read
} Form;
typedef VEC(const Form *) Forms;

// A cell of a table that stands in a document.
typedef struct FormCell {
    uint32_t row, column;   // from 1
    uint32_t rows, columns; // that it spans
    Str text;
} FormCell;

// The same of a document's table, which may hold several; cells row by row, each row from the left.
Forms forms_of_cells(Arena *arena, Diag *diag, Str name, const FormCell *cells, size_t n);
// The tables of a sheet, one below the other; none where it is blank or has no header. What is wrong with it
// is reported.
Forms workbook_sheet_forms(Arena *arena, Diag *diag, Workbook *workbook, size_t sheet);

// The file of a table: the header record that its spec needs and, from `rows`, a CSV that has some of its
// columns by name (or its codes whole, in 科目编码), those records that are not blank. rows: NULL for none.
Str table_csv_fit(Arena *arena, Diag *diag, const TableSpec *spec, const Source *rows);
// The same to be filled in: a record that says so, and of `rows` the names alone, in lists whose rows go by
// names (a form's).
Str table_csv_blank(Arena *arena, Diag *diag, const TableSpec *spec, const Source *rows);
// A CSV of facts (名称, 数值, 单位, 上年) with its numbers to be filled in; those of last year only of the
// facts that are compared.
Str facts_csv_blank(Arena *arena, Diag *diag, const Words *words, const Source *facts, const Str *compared,
                    size_t n);
// The same with values filled in for the facts of those names, each marked as taken from a text; empty
// where the first record does not name the columns.
Str facts_csv_filled(Arena *arena, Diag *diag, const Words *words, const Source *facts, const Str *names,
                     const Str *values, size_t n);
// A CSV with cells filled in: of the record that has these keys in those columns; a column or record that is
// not there is added. csv: NULL for none. Its header is the first record with the keys' columns.
typedef struct CsvKeys {
    Str columns[2];
    size_t count;
} CsvKeys;
typedef struct CsvFill {
    Str keys[2];
    Str column, text;
} CsvFill;
Str csv_filled(Arena *arena, Diag *diag, const Source *csv, CsvKeys keys, const CsvFill *fills, size_t n);
// Records as a CSV, each of so many fields.
Str records_csv(Arena *arena, const Str *fields, size_t columns, size_t n);
// The CSV that a table of one list was read from; of one in a workbook what its rows would be as a CSV.
const Source *table_as_csv(Arena *arena, Diag *diag, const Table *table);
// The facts of a year as those of the next: numbers to be filled in, with last year's beside them.
Str facts_csv_next(Arena *arena, Diag *diag, const Words *words, const Source *facts);
// A CSV with the columns of those names to be filled in where they are filled.
Str columns_csv_blank(Arena *arena, Diag *diag, const Words *words, const Source *csv, WordList columns);
// Any other CSV's header, and a record that says that it is to be filled in.
Str any_csv_blank(Arena *arena, Diag *diag, const Words *words, const Source *csv);

#endif

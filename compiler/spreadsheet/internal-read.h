// From records to a table: which record is the header, which field is which column. Shared by the files of
// spreadsheet/ only.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_READ_H
#define GONGKAI_SPREADSHEET_INTERNAL_READ_H

#include "spreadsheet/internal-csv.h"
#include "spreadsheet/spreadsheet.h"

// What a record below the header is (body.c).
typedef enum Line {
    LINE_ROW,
    LINE_NOTE,      // 注：…
    LINE_SIGNATURE, // 填表人：…, 第1页 共2页
    LINE_REPEAT,    // of the header or of what stands above it
    LINE_CHECK,     // 校验, 核对差额: what the author computes beside it
    LINE_MARK,      // a word that is a signature at the end of the table
    LINE_TEXT,      // one text that is none of these
    LINE_KINDS
} Line;

// The unit in a column's head: 本年预算（元）, 人数（人）.
typedef struct HeadUnit {
    Unit unit;    // UNIT_NONE where it says none
    bool differs; // it says two
} HeadUnit;

typedef struct Reading {
    Arena *arena;   // the table's
    Arena *scratch; // freed when the table is read
    Diag *diag;
    const Source *source; // NULL where a sheet is read
    Str file;             // as findings print it
    Str sheet;            // the sheet's name; empty where a CSV is read
    Csv csv;
    Str name; // the table's, for messages
    const TableSpec *spec;
    const WordList *words;  // that it is written with, by WordsName
    const Words *own_words; // of a table without a spec; NULL: the built-in
    Hidden hidden;
    int year;                   // of the table, as its heads count; 0: not known
    bool lacking;               // of columns that it lacks nothing is known
    const CsvRecord *head_rows; // a sheet's, whose header record is made of them
    size_t head_row_count;
    VEC(CsvField) notes;          // what stands below the header and is no row
    VEC(Line) note_lines;         // what each of them is
    size_t set_aside[LINE_KINDS]; // lines that are no rows, by what they are
    size_t hidden_lines;          // rows and columns of the sheet
    size_t unfilled;              // fields that are to be filled in
    bool rounding;                // a note says that sums may not add up by rounding
    size_t header;                // index of the header record
    Unit file_unit;               // of the unit line above the header; UNIT_NONE where it has none
    const CsvField *unit_field;   // that says it, or NULL
    const Str *beside;            // texts of a sheet that stand in no cell
    size_t beside_count;
    HeadUnit *head_units; // one a field of the header; NULL before header_units
    uint32_t *positions; // NULL, or gets of each column of the spec where its fields stand, as PartRow has it
} Reading;

// Where the code of a list's rows stands in the file: one field, or a field for each of 类, 款, 项. -1: not
// there.
typedef struct CodeFields {
    CodeColumns columns;
    int whole;
    int pieces[CODE_PIECES];
    bool in_names; // they stand in the names: 2010301-行政运行
} CodeFields;

typedef struct ColumnMap {
    int *fields;       // one a column of the spec: the field that holds it, or -1
    CodeFields *codes; // one a list
    bool *meant;       // one a column: an unknown name is so near that it was said to mean it
    Unit *units;       // one a column: of the amounts in its field
    bool *renamed;     // one a column: its head has other words than the template
} ColumnMap;

// A field of the header that names no column.
typedef struct Unknown {
    size_t field;
    bool ambiguous; // it names several
} Unknown;

// 收支总表!B7; empty where a CSV is read.
Str reading_cell_name(const Reading *reading, const CsvField *field);
Place reading_place(const Reading *reading, const CsvField *field);
// Of the record, or of its first field in a sheet.
Place reading_record_place(const Reading *reading, const CsvRecord *record);

// The column that a header's text names best, how many it names as well, and how well: 0 where it names none.
typedef struct HeaderAnswer {
    int column, score;
    size_t count;
} HeaderAnswer;

// How a spec's columns may be named, folded: one a column, but `lists`.
typedef struct HeaderNames {
    const TableSpec *spec;
    Str *paths;
    Str *printed; // with every title that is printed above it: 支出/项目（按功能分类）
    Str *named;   // the same, with its name for the last title: 支出/项目
    Str *titles;
    Str *lists; // one a list
    uint64_t
        ends[16]; // a filter of the last bytes of all of them but `lists`: what names a column ends as one
} HeaderNames;

HeaderNames header_names_new(Arena *arena, const TableSpec *spec);
// How well a header's text (folded) names a column: 4 by list and path, 3 by list and the end of its path or
// its title, or by all that is printed above it, 2 by path, 1 by the end of either or its title, 0 not at
// all.
int header_names_column(const HeaderNames *names, size_t column, Str fold);
// taken: columns that are not asked, or NULL.
HeaderAnswer header_answer(const HeaderNames *names, Str fold, const bool *taken);
// A column's name as an author can always write it: its list and path.
Str header_full_name(Arena *arena, const TableSpec *spec, size_t column);
// Of all columns.
Str *header_full_names(const Reading *reading);
Str header_hint(const Reading *reading); // that lists them

// Finds the header record; false (reported) where there is none. Without a spec the first record that is not
// a title, unit line or note is taken.
bool header_find(Reading *reading);
// separator.c: true after reporting csv-separator.
bool separator_is_other(const Reading *reading);
// two-rows.c: true after reporting table-header-missing.
bool header_has_two_rows(const Reading *reading);
// Whether a record has the name of a column of the spec.
bool record_names_columns(const Reading *reading, const CsvRecord *record);
// Reads what stands above the header, and the notes, for the unit of the amounts, reporting unit-unknown,
// unit-unread and unit-conflict.
void header_unit(Reading *reading);
// Fills head_units, which a sheet's reader may have filled, and reports unit-conflict and unit-unread.
void header_units(Reading *reading);
// A head's path without the units of money that it says.
Str header_name_without_unit(Arena *arena, const WordList *words, Str path, HeadUnit *said);
// The name folded; without its unit where with it it names no column.
Str header_fold(Arena *arena, const HeaderNames *names, Str path);
// Gives fields in other words (other-words.c) to the columns that only they can mean; returns how many are
// still unknown.
size_t header_match_others(const Reading *reading, const HeaderNames *names, ColumnMap *map, const Str *folds,
                           Unknown *unknown, size_t n);
// 备注 where the template has no such column: it is not read.
bool header_is_passed(const Reading *reading, Str fold);
// Before blocks are joined: where the header and the rows stand (origin.c).
Str origin_range(const Reading *reading);
const TableOrigin *origin_new(const Reading *reading, const ColumnMap *map, Str range);
// Puts blocks that are printed side by side one after the other (blocks.c).
void blocks_join(Reading *reading);
// The code that a name begins with ([2010301]行政运行, 2010301-行政运行), and what is left; empty where none.
Str code_in_name(Str name, Str *rest);
// Matches header fields to the spec's columns, reporting what is unknown, missing or there twice.
ColumnMap header_match(Reading *reading);
// Takes 待填写 out of the fields below the header, reporting placeholder for each (unfilled.c).
void unfilled_take(Reading *reading);
// Takes what is no row out of the records below the header, into notes, reporting table-text.
void body_sort(Reading *reading);
bool text_is_note(WordList labels, Str text); // begins as one: 注：, 注1：
// Whether a record is a note (注：…) or the line of column numbers (栏次), which are passed over.
bool record_is_note(const Reading *reading, const CsvRecord *record);
bool record_is_numbering(const Reading *reading, const CsvRecord *record);
// How many fields are filled, and the first of them (0 where none is).
size_t record_filled(const CsvRecord *record, size_t *first);

// As table_read_csv, of those records alone.
Table *table_read_spots(Arena *arena, Diag *diag, const Source *source, const TableWanted *wanted,
                        const CsvSpot *spots, size_t n, uint32_t *positions);

// The words that the table is written with.
const WordList *wanted_words(const TableWanted *wanted);
// Reads the table once its records are there; found: the header is. NULL where there is neither header nor
// spec.
Table *reading_table(Reading *reading, Unit unit, bool found);

// codes.c: the fields of all columns of codes, with a note where a column's seem to have lost their zeros.
void codes_read(const Reading *reading, const ColumnMap *map);

// A spec for a table of the author's own, from its header and what its columns hold.
const TableSpec *spec_infer(const Reading *reading, Unit unit);

// The amount that a field writes, in the column's own unit; NULL where it is none. *blank is set for the
// empty field and for the dashes that stand for nothing.
Number amount_of(Arena *arena, Str text, Unit unit, int *decimals, bool *blank);
// What a number is that a spreadsheet calculated in binary and wrote with all its digits: 13.349999999999909
// is 13.35, and what is no whole number of cents (0.333333333333333) is what it prints. unit: that it is in;
// printed: decimals of that unit. Any other is itself. *decimals is what it needs.
Number amount_settled(Arena *arena, Number value, Str text, Unit unit, int printed, int *decimals);
// Fills a cell whose text is there with what the field says, reporting cell-not-amount.
// from: the unit of its column in the file.
void amount_read(const Reading *reading, const ColumnSpec *column, Unit from, const CsvField *field,
                 Cell *cell);

#endif

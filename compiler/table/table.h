// table: numeric tables as the prose, the checks and the back ends read them.
//
// In: the TableSpec that the document template declares for a table (or that a reader made), and the rows
// that a reader filled. Out: a Table of lists of rows of cells, exact, each cell with its place, its rows'
// hierarchy, look-ups and sums; and its printed form, a Grid, which layout and html both set. Memory: all in
// the arena given; a Table points into its Source and its TableSpec. Errors: row-duplicate, a warning.
#ifndef GONGKAI_TABLE_TABLE_H
#define GONGKAI_TABLE_TABLE_H

#include "words/words.h"

// ---- units

// A unit is money (元 and its multiples), a ratio (%), a counter (户, 平方米, 辆 …, told apart by name), or
// none.
typedef enum UnitKind { UNIT_NONE, UNIT_MONEY, UNIT_RATIO, UNIT_COUNTER } UnitKind;

typedef struct Unit {
    UnitKind kind;
    Str name;  // 万元, 户; empty for UNIT_NONE
    int power; // money: the unit is 10^power 元 (万元: 4)
} Unit;

// 元 千元 万元 百万元 亿元 are money; %, ％ and 百分比 a ratio; anything else a counter; empty none. A
// counter's name points into `name`.
Unit unit_parse(Str name);
bool unit_same_kind(Unit a, Unit b); // may be added: both money, or the same counter, or both none or ratio
bool unit_equal(Unit a, Unit b);
// The unit of money that text begins with (after blanks), longest first, or UNIT_NONE; *length gets the bytes
// it takes, blanks counted.
Unit unit_money_at(Str text, size_t *length);
// value in `from` as a number of `to`; both money.
Number unit_convert(Arena *arena, Number value, Unit from, Unit to);

// ---- what a template declares

typedef enum ColumnKind {
    COLUMN_CODE, // 科目编码, 类, 款, 项, 单位代码, 行次, 栏次: text that is looked up, never added
    COLUMN_NAME,   // the row's name (科目名称, 项目, 单位名称); one a list at most
    COLUMN_AMOUNT, // exact numbers in the column's unit
    COLUMN_TEXT,   // prose cells (绩效目标)
} ColumnKind;

typedef enum Align { ALIGN_AUTO, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_DECIMAL, ALIGN_JUSTIFY } Align;
typedef enum ZeroStyle {
    ZERO_AS_IS,
    ZERO_BLANK,
    ZERO_0,
    ZERO_DECIMALS
} ZeroStyle; // as stored; blank; 0; 0.00

typedef struct ColumnSpec {
    Str name;  // leaf name within its list, as authors type it
    Str path;  // groups and leaf by '/', without the list: 基本支出/人员经费/小计
    Str title; // as printed in the header; defaults to name
    ColumnKind kind;
    Align align;
    Unit unit;    // as printed; amounts whose unit is the table's are converted from file_unit, others are in
                  // the file as printed. A ratio's cells may have their % (12.5% is stored as 12.5)
    int decimals; // as printed; -1: the table's
    int list;     // index into TableSpec.lists
    Str rate_of, rate_base; // of a rate: the columns of its list, by path or name, whose quotient it is in %;
                            // empty: not said, and sums leave it blank
    Str means;              // an id of templates/meanings.yaml; empty: none
} ColumnSpec;

// A cell of the printed header tree. Leaves are the columns, left to right.
typedef struct HeaderSpec {
    Str title;
    uint32_t first, count; // leaf columns it covers
    int depth;             // 0 at the top
    int leaf;              // the column's index, or -1 for a group
} HeaderSpec;

typedef enum HierarchyKind {
    HIERARCHY_NONE,
    HIERARCHY_CODE,  // by account code: 201, 20137, 2013701
    HIERARCHY_NAMES, // by the numbering, 其中： and indents of names
} HierarchyKind;

// A row that a form has printed, before any figures. Without code and name nothing stands on its line.
typedef struct FormRow {
    Str code, shown;
    uint32_t indent; // half ems
    bool open;       // …: the rows of the file that the form has not printed stand here
} FormRow;

typedef struct ListSpec {
    Str name;              // 收入, 支出功能; empty where a table is one list
    uint32_t first, count; // its columns
    HierarchyKind hierarchy;
    const Str *merged; // the lists of another table that it was made of, where there were several
    size_t merged_count;
    const FormRow *form; // a line each, those of lists side by side level with each other
    size_t form_count;   // 0: rows are the file's alone
} ListSpec;

typedef enum Orientation { ORIENTATION_AUTO, ORIENTATION_PORTRAIT, ORIENTATION_LANDSCAPE } Orientation;

// What a row means, or its cell in a column: `means:` of a table or of one of its lists.
typedef struct RowMeaning {
    Str id;
    int list;   // -1: whichever list has the row
    Str row;    // its name or code, or a path of them
    Str column; // empty: the list's only amounts
    Place place;
} RowMeaning;

typedef struct TableSpec {
    Str name;           // 部门收支总表
    Str title;          // as printed above it; defaults to name
    Str base;           // of the table that it is made from (from:), whose example rows are its own
    Str base_set;       // the set which that stands in
    Str label;          // 部门公开表01, printed at the top left or right; may be empty
    const Words *words; // that it is written with; NULL: the built-in
    Str listed;         // before its title in the contents: 一、; may be empty
    int number;         // in the set, from 1; 0: a table of the author's own
    int header_rows;
    const ListSpec *lists;
    size_t list_count;
    const ColumnSpec *columns;
    size_t column_count;
    const HeaderSpec *headers; // parents before children, left to right
    size_t header_count;
    Unit unit;       // of amounts as printed
    Unit file_unit;  // of amounts in the file (元 where 万元 is printed); usually the same
    bool unit_given; // in tables/NAME.yaml: the unit, or that of the file
    int decimals;
    bool thousands;
    ZeroStyle zero;
    bool column_numbers; // a line of column numbers (栏次) under the header
    bool centre_totals;  // names of total rows stand in the middle, across the columns of codes and names
    bool drop_blank;     // rows without an amount are not printed
    Orientation orientation;
    bool may_be_empty;
    bool note_first; // before the empty note; else after it
    Str empty_note;  // printed under the table when it has no data
    Str note;        // printed under it always
    // Tables that 上年.行 and 预算.行 look in; empty: the same name.
    Str counterpart_last_year, counterpart_budget;
    const RowMeaning *row_meanings;
    size_t row_meaning_count;
    const Str *total_names; // rows that sum others: 合计, 总计, 本年收入合计 …
    size_t total_name_count;
    bool published; // false: 其他数据, 说明
    bool declared;  // by the template: its columns must all be there
    bool assumed;   // no source says what columns it has
    Place place;    // where it is declared; of a table that is not, none
} TableSpec;

// ---- what a file holds

typedef enum CellKind { CELL_BLANK, CELL_AMOUNT, CELL_TEXT } CellKind;

// A large table has a million of them: they are kept small.
typedef struct Cell {
    CellKind kind : 8;
    bool unfilled;    // blank, and still to be filled in, which is reported
    int16_t decimals; // of an amount: digits that `stored` needs after the point, at least those that the
                      // file writes
    uint32_t line, column, width; // of the field; in characters from 1. Of a sheet: its row and column
    Number stored;     // in TableSpec.unit's kind: converted from file_unit; NULL unless CELL_AMOUNT
    Str text;          // as the file has it, trimmed
    const char *place; // of a sum's: the cells that it sums; else NULL
} Cell;

typedef enum RowKind { ROW_ITEM, ROW_TOTAL, ROW_OF_WHICH } RowKind;

typedef struct Row {
    RowKind kind;
    Str code;          // full and normalized: 2013701; empty where it has none
    Str name;          // without numbering, 其中：, 减： and indents
    Str shown;         // as the file has it, trimmed
    int level;         // depth in its hierarchy, from 0; for code rows 类 0, 款 1, 项 2
    int parent;        // index of its parent row in the list, or -1
    const Cell *cells; // one a column of its list
    bool part;         // a total of a part of the list: a unit's row over its own items, 小计
    uint32_t line;
    uint32_t record;  // which of the file's body records, from 0: side-by-side lists print what shares one on
                      // one line
    bool beyond_form; // its list's form has no such row
    Unit unit; // UNIT_NONE save in a table with the columns 数值 and 单位 (其他数据): of this row's amounts
} Row;

typedef struct List {
    const ListSpec *spec;
    Row *rows; // in the file's order, without those that are blank in this list
    size_t row_count;
    const struct ListIndex *index; // for the look-ups below
} List;

// A head in other words than the column's that it was taken for.
typedef struct RenamedColumn {
    Str head, column;
} RenamedColumn;

// How the file was understood.
typedef struct TableOrigin {
    Str range;          // of the header and the rows: A3:H40; 2-40, lines of a CSV
    Str unit_place;     // where the unit stands: H2; 1:8; empty where no line says it
    bool unit_in_heads; // columns say their own
    size_t above, below,
        repeated;     // lines that are no rows: over the header, notes, signatures and checks, heads again
    size_t hidden;    // rows and columns of the sheet that are hidden
    bool hidden_read; // they were read; else left out
    const RenamedColumn *renamed;
    size_t renamed_count;
} TableOrigin;

typedef struct Table {
    const TableSpec *spec;
    const Source *source;            // NULL for a table without a file (--draft) and for one from a workbook
    Str file;                        // as findings print it
    Str sheet;                       // the workbook's sheet that it comes from; empty for a CSV
    List *lists;                     // spec->list_count of them
    size_t unfilled;                 // cells that are still to be filled in
    bool empty;                      // a header record alone, or no amount and no text in any row
    const TableOrigin *origin;       // NULL where no file was read
    Unit file_unit;                  // of amounts in the file: its unit line's, else the spec's
    bool rounding;                   // a note of it says that sums may not add up by rounding
    const struct ColumnNames *names; // for the look-ups below
} Table;

// A table of several of the same form, summed row by row: rows are the same by account code, or by name and
// what they stand under; a row that only some have keeps its place. The sum's rows print in the order of the
// first table. Texts that differ are left blank, and rates
// that no columns are said for; others are worked out again. Rows of tables with columns of text are listed
// and not summed. Each cell's place names the cells that it sums. file: as findings print it.
bool table_spec_same_form(const TableSpec *a, const TableSpec *b);
Table *table_sum(Arena *arena, const TableSpec *spec, const Table *const *tables, size_t n, Str file);

// A table without rows, for --draft and for counterparts that a project does not have.
Table *table_empty(Arena *arena, const TableSpec *spec);
// Lays out columns as a spec needs them: fills list, path, header tree and header_rows from a flat
// description (see project). Groups of neighbouring columns with equal leading path titles share one header
// cell.
typedef struct ColumnPlan {
    ColumnSpec column; // name, title, kind, align, unit, decimals, list filled in; path is made here
    const Str *groups; // printed group titles above it, outermost first (with the list's `under` title where
                       // it has one)
    size_t group_count;
    size_t path_skip; // how many of the groups are printed only, and not part of its path
} ColumnPlan;
// Also fills each list's first and count (spec->lists is replaced by a copy; where there is none, one list
// holds all columns) and an empty title with the name. A column's list must not be less than that of the
// column before it.
void table_spec_columns(Arena *arena, TableSpec *spec, const ColumnPlan *plans, size_t n);

// ---- what its readers need to fill it

// Account codes go down to 类, 款, 项: three digits, then two and two (政府收支分类科目; the economic
// classification has the first two).
#define CODE_PIECES 3

// The columns of a list, by index into the spec's columns, that make up its rows' codes.
typedef struct CodeColumns {
    int pieces[CODE_PIECES]; // 类, 款, 项; -1 where the list has none
    int whole;               // the one column of codes where there are no pieces; -1 where none
    bool account;            // codes are account codes, to be put together, repaired and checked
} CodeColumns;

CodeColumns table_code_columns(const TableSpec *spec, int list);
// The list's only name column, or -1.
int table_name_column(const TableSpec *spec, int list);

// The column of its rows' own units, which a table of facts has (数值 and 单位), or -1.
int table_unit_column(const TableSpec *spec, int list);

// The full code of 201 37 1 (2013701), of a full code in any one piece, or of fewer pieces. An empty Str with
// *valid set where all are blank; *valid false where they are no code.
Str account_code(Arena *arena, const Str pieces[CODE_PIECES], bool *valid);
// The digits of a full code that the column of 类 (0), 款 (1) or 项 (2) shows; empty where the code does not
// reach there.
Str account_piece(Str code, int level);

// Whether a row of that name sums others.
bool table_is_total_name(const TableSpec *spec, Str name);

// Gives a list of a new table its rows, which must not move: with their cells, code, `shown`, record, line
// and unit; indents (half ems) of their names. Fills the rest, and the look-ups.
void table_set_rows(Arena *arena, Table *table, int list, Row *rows, const uint32_t *indents, size_t n);
// Rows of a file's lists (one ListRows each), before they are given to table_set_rows, as they stand in the
// spec's form: each row that it has printed is there, in its order and words, and blank where the file has
// none; the others stand at its open line, else under the row that they stand under in the file. Lists
// without a form stay as they are.
typedef struct ListRows {
    Row *rows;
    uint32_t *indents;
    size_t n;
} ListRows;
void table_form_rows(Arena *arena, const TableSpec *spec, ListRows *rows);
// Reports row-duplicate, a warning, for rows that stand twice in a list.
void table_report_duplicates(const Table *table, Diag *diag);
// Whether `part` is the whole of the path or its last components (both folded).
bool name_path_ends(Str path, Str part);
bool words_end_path(WordList words, Str path); // whether one of them does
// The words that tables of the spec are written with, by WordsName.
const WordList *spec_words(const TableSpec *spec);

// ---- places

Place table_cell_place(const Table *table, const Cell *cell);
bool table_cell_is_at(const Table *table, const Cell *cell, Str name); // 收支总表!B7
Place table_row_place(const Table *table, const Row *row);

// ---- looking up

typedef struct CellRef {
    const Table *table;
    int list, row, column; // column within the list
} CellRef;

// A row of -1, as in an empty table, gives a blank cell.
const Cell *table_cell(CellRef ref);
const ColumnSpec *table_column(CellRef ref);
Unit table_cell_unit(CellRef ref); // its row's own, where it has one; else its column's
bool table_cell_same(CellRef a, CellRef b);
// The printed value: the stored one rounded to the column's decimals. A blank cell is zero.
Number table_printed(Arena *arena, CellRef ref);
// The decimals a cell prints with: its column's, its table's, or its own where the row has a unit of its own.
int table_decimals(CellRef ref);

// Rows of a list by name, code or path (201/行政运行), all that answer to it, folded, with numbering and
// 其中： not counted. Appends indices to `rows`; list -1 looks in every list and fills `lists` beside. Codes
// may lack a leading zero.
typedef struct RowMatch {
    int list, row;
} RowMatch;
typedef VEC(RowMatch) RowMatches;
void table_find_rows(Arena *arena, const Table *table, int list, Str wanted, RowMatches *matches);
// Whether no other row of the list has this row's code, to the digit: several projects of one unit have the
// unit's.
bool table_code_is_unique(const List *list, int row);
// A column of one list by leaf name or path; a group means its 小计 or 合计. -1 where none; *ambiguous (may
// be NULL) set where several answer, and the first is returned.
int table_find_column(const Table *table, int list, Str wanted, bool *ambiguous);
// The column meant where none is written: the list's only amount column, or -1.
int table_only_amount(const Table *table, int list);
// Children of a row (row -1: the top rows without totals and 其中 rows). 其中 rows never are children.
void table_children(Arena *arena, const Table *table, int list, int row, RowMatches *matches);
bool table_has_children(const Table *table, int list, int row);
int table_find_list(const Table *table, Str wanted); // by list name, folded; -1 where none

// What a row stands for, as other tables of its form have it too: the same account item by its code, a total
// by its name, any other row by its name and what it stands under. A 其中 row is never the same as one that
// is none.
typedef struct RowKey {
    Str exact;  // of two rows that stand for the same, the same
    Str name;   // folded
    bool coded; // by code or as a total: what it stands under does not matter
} RowKey;

RowKey *table_row_keys(Arena *arena, const Table *table, int list); // one a row
// Appends the rows of another table, of whatever form, that stand for the same as the row of `own` (its
// column is not looked at): by code, or by name where the other has no codes; of several those under the same
// names, if any is. list -1 looks in every list.
void table_find_same(Arena *arena, CellRef own, const Table *other, int list, RowMatches *matches);

// Account codes: the rank of a code by its length, 类 3, 款 5, 项 7 digits.
int table_code_level(Str code); // 0 类, 1 款, 2 项; -1 for anything else

// ---- the printed form, shared by layout and html

typedef enum GridCellKind { GRID_HEAD, GRID_STUB, GRID_AMOUNT, GRID_TEXT, GRID_CODE } GridCellKind;

typedef struct GridCell {
    GridCellKind kind;
    Str text;        // as printed: amounts formatted, zero style applied
    int row, column; // in the grid's head or body, from 0
    int row_span, column_span;
    Align align; // never ALIGN_AUTO
    int indent;  // levels
    bool total;  // of a total row
    // The Cell that it prints, as a CellRef has it; source_row -1 for heads and filler.
    int list, source_row, source_column;
} GridCell;

typedef struct Grid {
    int columns;
    int head_rows, body_rows;
    GridCell *head; // reading order; cells covered by a span are left out
    size_t head_count;
    GridCell *body; // the same; side-by-side lists fill rows to the longest; merged stubs have row_span
    size_t body_count;
    int stub_columns; // repeated with each column group when a table is split
} Grid;

Grid *table_grid(Arena *arena, const Table *table);

#endif

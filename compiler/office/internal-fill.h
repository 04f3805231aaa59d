// The workbook that a department fills in (填写表.xlsx): what it is asked, written, and read back.
//
// What goes out is kept; what comes back is held against it, cell by cell, by the number of each row, so that
// rows may be sorted, moved and put in, and sheets renamed. Every cell that was filled in is an answer, or is
// listed; of cells that were not to be filled in what was changed is listed, and not taken. Memory: the arena
// given.
#ifndef GONGKAI_OFFICE_INTERNAL_FILL_H
#define GONGKAI_OFFICE_INTERNAL_FILL_H

#include "compile/compile.h"
#include "spreadsheet/spreadsheet.h"

// Tables that the language of figures names.
#define FILL_FACTS_FILE "tables/其他数据.csv"
#define FILL_REASONS_FILE "tables/说明.csv"

typedef enum FillColumn {
    FILL_NUMBER,
    FILL_ITEM,
    FILL_UNIT,
    FILL_LAST,
    FILL_NOW,
    FILL_CHANGE,
    FILL_RATE,
    FILL_CONTEXT, // what stands around it in the text
    FILL_HINT,    // what is asked
    FILL_PURPOSE,
    FILL_REASON,
    FILL_TEXT, // words for a place of the text, or a fact's value
    FILL_REMARK,
    FILL_COLUMNS
} FillColumn;

typedef enum FillKind { FILL_CHANGES, FILL_BLANKS, FILL_FACTS, FILL_KINDS } FillKind; // a sheet each

// Where an answer goes.
typedef enum FillWhere {
    FILL_NOWHERE,   // the remark: for people
    FILL_TO_TEXT,   // in the place of a piece of a section
    FILL_TO_SAYING, // a cell of 说明
    FILL_TO_FACT,   // a value of 其他数据
    FILL_ASIDE,     // a record of 说明 that the text does not ask for yet
} FillWhere;

typedef struct FillSlot {
    FillWhere where;
    Str file;               // TO_TEXT: sections/3-收支概况.md
    Str before, stands;     // TO_TEXT: of its source, what stands in its line before it, and the piece itself
    Str table, row, column; // of 说明; of a fact `row` is its name
    Str shown;              // what the cell holds as it goes out; empty: it is still to be filled in
} FillSlot;

typedef struct FillItem {
    FillKind kind;
    int number;              // from 1, over all sheets
    Str texts[FILL_COLUMNS]; // of columns that are not to be filled in
    FillSlot slots[FILL_COLUMNS];
    bool changed; // its amounts differ: a reason is wanted
    bool more;    // by a rise
} FillItem;

// Whose, and which.
typedef struct FillIdentity {
    Str code, department, kind; // kind: the template's name
    int year, round;
    Str digest; // of what it asks
} FillIdentity;

typedef struct FillForm {
    FillIdentity identity;
    Str title; // 清河县教育局2026年部门预算填写表
    const FillItem *items;
    size_t item_count;
    bool budgets; // amounts of accounts are beside those of the budget
} FillForm;

// ---- fill.c: what a document asks, in the order of its text

// identity: without the digest, which is made here.
FillForm fill_collect(Arena *arena, const Compilation *made, FillIdentity identity);

// A reason that the text gives by itself: a figure makes it.
typedef struct FillTold {
    Str now; // the amount's expression
    Str reason;
} FillTold;

typedef struct FillMaking {
    Arena *arena;
    const Compilation *made;
    VEC(FillItem) items;
    VEC(Str) expressions; // of amounts that items have
    VEC(FillTold) told;
    bool budgets;
} FillMaking;

// ---- fill-amounts.c

// Figures of an expression: evaluated aside, of what cannot be said nothing is.
const Figure *fill_asked(const Compilation *made, Str expression, const RowContext *row);
// The two sides of a comparison (变动(今, 昔)); false where it is none.
bool fill_sides(Str expression, Str *now, Str *last);
// Fills the amounts of an item: of one side, of both.
void fill_amount(FillMaking *making, FillItem *item, Str now, const RowContext *row);
void fill_amounts(FillMaking *making, FillItem *item, Str now, Str last, const RowContext *row);
// ---- fill-rows.c

// Rows that the text tells one by one, with what 说明 is to say of them.
void fill_rows(FillMaking *making);
void fill_facts(FillMaking *making);
// What 说明 has in a record of a table and row.
Str fill_said(const FillMaking *making, Str table, Str row, Str column);

// ---- fill-write.c, fill-form.c, fill-words.c

extern const FillColumn *const fill_sheet_columns[FILL_KINDS]; // of each sheet, ended by FILL_COLUMNS
bool fill_is_open(FillColumn column);
Str fill_head(FillColumn column, bool budgets);
Str fill_title(Arena *arena, const FillIdentity *of);
// {0}, {1} … of a pattern by values.
Str fill_pattern(Arena *arena, Str pattern, const Str *values, size_t n);
// NULL at after reporting.
Str fill_write(Arena *arena, Diag *diag, const FillForm *form, Str name);
// Past the cells of the row that begins at index `from`.
size_t fill_row_end(const SheetText *texts, size_t n, size_t from);
// Whether a sheet is the hidden one.
bool fill_is_identity(const SheetText *texts, size_t n);
// What a workbook that went out asked: the form again. False where the bytes are none.
bool fill_form_read(Arena *arena, Str bytes, FillForm *form);
// Whose workbook it is that came back, whatever was done to it: by what stands hidden in it, or else by its
// title. False where it is none.
bool fill_identify(Arena *arena, Diag *diag, Str bytes, Str name, FillIdentity *identity);

// ---- fill-read.c: what came back

typedef struct FillAnswer {
    const FillItem *item;
    FillColumn column;
    Str text;
} FillAnswer;

typedef enum FillRemarkKind {
    FILL_CHANGED, // a cell that was not to be filled in: text is what it has now
    FILL_ERASED,  // what stood in a cell that was
    FILL_SAME_AS, // 同上: whose words are meant is not told
    FILL_SAID,    // in the column for remarks
    FILL_STRANGE, // words in a place that is nobody's: item is NULL
    FILL_DOUBLED, // the row stands twice, with other words
    FILL_GONE,    // the row is not there any more
    FILL_BROKEN,  // a cell that cannot be read
} FillRemarkKind;

typedef struct FillRemark {
    FillRemarkKind kind;
    const FillItem *item; // NULL: of none
    FillColumn column;
    Str place; // 增减说明!F7
    Str text;
} FillRemark;

typedef struct FillReturn {
    VEC(FillAnswer) answers; // what was filled in or changed
    VEC(FillRemark) remarks;
} FillReturn;

// False where the workbook cannot be read, which is reported.
bool fill_return_read(Arena *arena, Diag *diag, const FillForm *form, Str bytes, Str name, FillReturn *back);

// ---- fill-take.c: answers into texts

typedef struct FillFile {
    Str name, before, after; // before: empty where there is no such file yet
} FillFile;

typedef enum FillOutcome {
    FILL_TAKEN,
    FILL_STANDS,    // it is there already
    FILL_MOVED_ON,  // the text around it is another now
    FILL_NO_NUMBER, // a fact's value is none
    FILL_OTHER_UNIT,
} FillOutcome;

typedef struct FillResult {
    const FillAnswer *answer;
    FillOutcome outcome;
} FillResult;

typedef struct FillTaking {
    Arena *arena;
    Diag *diag;
    const Words *words;
    const FillReturn *earlier; // what came back of the same draft before, and was taken; NULL: nothing
    VEC(FillFile) files;       // those that the answers go to: sections as they are, 其他数据, 说明
    VEC(FillResult) results;
} FillTaking;

// now: what the document asks as it is.
void fill_take(FillTaking *taking, const FillForm *now, const FillReturn *back);

#endif

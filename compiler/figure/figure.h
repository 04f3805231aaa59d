// figure: the language of figures and conditions: parse, evaluate, format, and the trace back to the cells.
//
// In: a Project (tables, last year, budget, named figures) and an expression at a place in a Source. Out: a
// Figure: its value, the text that it prints, and every cell that was read. Memory: a Figure lives in the
// FigureEnv's arena.
// Errors: reported at the character of the expression where the fault is. Rules: figure-syntax,
// figure-unknown-name, figure-unknown-table, figure-unknown-row, figure-unknown-column, figure-unknown-list,
// figure-ambiguous (listing candidates), figure-circle (showing the circle), figure-type, figure-unit,
// figure-zero-base and figure-negative-base (with a note for each cell), figure-division, figure-format,
// figure-row (行 outside `each`), figure-counterpart, figure-name (a named figure that cannot be told from an
// expression), figure-depth, change-doubled, rounding (尾差, a warning).
#ifndef GONGKAI_FIGURE_FIGURE_H
#define GONGKAI_FIGURE_FIGURE_H

#include "project/project.h"

typedef enum ValueKind {
    VALUE_NONE,   // could not be evaluated; reported
    VALUE_NUMBER, // an amount, a counter, a ratio or a pure number, by its unit
    VALUE_TEXT,
    VALUE_TRUTH,
    VALUE_ROWS, // a row or a row set
} ValueKind;

typedef enum Year { YEAR_THIS, YEAR_LAST, YEAR_BUDGET } Year;

// A cell, a fact of other data or a figure given in place, that a value was made from, in the order read,
// each once.
typedef struct TraceItem {
    Year year;
    CellRef cell;     // cell.table NULL: a fact
    const Fact *fact; // figures given in place in the manifest
} TraceItem;

typedef struct Saying { // what 说明 says of a row (行.原因)
    CellRef cell;       // of 说明
    const Row *about;   // the row
} Saying;

typedef struct Value {
    ValueKind kind;
    Number number;  // exact, stored
    Number printed; // what its printed parts give, for 尾差; equal to number where nothing was rounded
    Unit unit;
    int decimals; // the most among its cells; -1: no cell (print as short as exact, at most 6)
    bool truth;
    Str text;
    const Saying *saying; // of a text: where 说明 has it; NULL: it is from elsewhere
    bool ratio;           // prints with %
} Value;

typedef struct Figure {
    Str expression; // as the author wrote it
    Value value;
    Str text; // what is printed; the template's `unavailable` where kind is VALUE_NONE
    const TraceItem *trace;
    size_t trace_count;
    bool phrase; // a comparison (变动): prints its own unit and words; value is a text whose number is the
                 // signed difference
    // Where it was evaluated, for figure_origin.
    const Source *source;
    size_t offset;
    const struct RowContext *row;
} Figure;

// A row that a passage is repeated for.
typedef struct RowContext {
    const Table *table;
    int list, row;
    int ordinal; // 行.序号: among those printed, from 1
} RowContext;

// How a figure was made, for those who read the document: of published cells, and what was done with them.
typedef enum OriginKind {
    ORIGIN_HIDDEN, // of what is not published, of numbers that its author typed, or no number: nothing is
                   // told
    ORIGIN_CELL,
    ORIGIN_GIVEN,      // an amount of 上年 or 预算 that the manifest gives, where it is compared with
    ORIGIN_SUM,        // of all parts
    ORIGIN_DIFFERENCE, // the others of two parts
    ORIGIN_PRODUCT,
    ORIGIN_QUOTIENT,
    ORIGIN_RATE,        // (a - b) / b
    ORIGIN_CHANGE,      // a - b, in words
    ORIGIN_CHANGE_RATE, // the same, and its rate
    ORIGIN_COMPARED,    // which of the two is more
} OriginKind;

typedef struct Origin Origin;
struct Origin {
    OriginKind kind;
    Year year;        // CELL, GIVEN
    CellRef cell;     // CELL
    const Fact *fact; // GIVEN
    const Origin *parts;
    size_t part_count;
};

typedef struct FigureEnv FigureEnv;

// What 表 and 列 in a rule mean, and its row.
typedef struct RuleContext {
    const Table *table; // NULL: 表 means nothing
    int list;           // of 表 and 列; -1: any
    int column;         // 列, within the list; -1: it means nothing
    const int *addends; // 列/*: the columns that it sums
    size_t addend_count;
    const RowContext *row; // NULL outside each
} RuleContext;

// The env keeps results of named figures; it belongs to one thread.
FigureEnv *figure_env_new(Arena *arena, Diag *diag, const Project *project);

// What stands around a figure in its paragraph, for the checks of its unit and of doubled words.
typedef struct FigureContext {
    const Source *source;  // where the expression stands
    size_t offset;         // of the expression's first byte in source->text
    Str before, after;     // literal text beside it in the paragraph (may be empty)
    const RowContext *row; // NULL outside `each`
} FigureContext;

// Never NULL; value.kind is VALUE_NONE where something was reported.
const Figure *figure_evaluate(FigureEnv *env, Str expression, FigureContext context);
// Of a figure that was evaluated; where a part is hidden, all is. env: any of its project; what is reported
// on the way was when it was evaluated.
Origin figure_origin(FigureEnv *env, const Figure *figure);
// A condition of `when`: false with *ok false where it could not be evaluated.
bool figure_condition(FigureEnv *env, Str expression, FigureContext context, bool *ok);

// `each TABLE level=项 join=；`: the rows that it stands for, without rows whose amounts are all zero.
// table: a name, with .list where a table has several; level: empty, or 类 款 项 separated by commas.
bool figure_rows(FigureEnv *env, Str table, Str level, FigureContext context, RowContext **rows, size_t *n);

// What an author writes for a cell: 表.列表[行, 列], with 上年. or 预算. before it; rows by code, else by
// path. The row is not -1.
Str figure_cell_name(Arena *arena, Year year, CellRef ref);
// ---- rules

typedef struct Claim Claim; // a condition, parsed once to be held for many rows

// NULL after reporting.
const Claim *figure_claim(FigureEnv *env, Expressed expression);

typedef enum ClaimOutcome {
    CLAIM_UNKNOWN, // could not be evaluated; reported
    CLAIM_HOLDS,
    CLAIM_ROUNDED, // stored values hold; printed ones are off by no more than rounding explains (尾差)
    CLAIM_FAILS,
} ClaimOutcome;

typedef struct ClaimSide {
    Str shown;     // how it is named: a cell, the sum of 3 cells, or its expression
    Str value;     // with its unit
    Number number; // of the comparison's unit, as stored; NULL where it is none
    const TraceItem *trace;
    size_t trace_count;
} ClaimSide;

typedef struct ClaimResult {
    ClaimOutcome outcome;
    bool compared;        // else the claim is no comparison of numbers, and left has all that was read
    const char *relation; // = <= < …
    ClaimSide left, right;
    Str difference; // left less right, without sign, with its unit
    bool less;      // left is the less of the two
} ClaimResult;

// Whether the claim holds. Comparisons joined by 且 are held one by one: the result is of the first that does
// not hold. scratch: for what is computed on the way; only what a failure shows is kept, in the env's arena.
ClaimResult figure_hold(FigureEnv *env, const Claim *claim, RuleContext context, Arena *scratch);
typedef struct FigureCells { // of amounts, in units of one kind
    const CellRef *at;
    size_t n;
} FigureCells;

// Whether cells come to as much as others, of stored values and of printed ones. Where the files' own
// rounding explains the difference (万元 with two decimals beside 元), the stored ones agree. The sides'
// `shown` is the caller's to fill in; traces of what holds live in `scratch`. Not both may be empty.
ClaimResult figure_hold_sum(FigureEnv *env, FigureCells total, FigureCells addends, Arena *scratch);
// What each side of a comparison reads, whether it holds or not: fills the sides' traces, and relation. Of
// any other claim all is on the left, and relation is NULL. False where it cannot be evaluated.
bool figure_claim_reads(FigureEnv *env, const Claim *claim, RuleContext context, ClaimResult *result);
// A claim that only chooses where a rule holds (`when`); false with *ok false where it cannot be evaluated.
bool figure_applies(FigureEnv *env, const Claim *claim, RuleContext context, Arena *scratch, bool *ok);
// Whether it reads a table that has no file (in a draft): then nothing can be said.
bool figure_claim_lacks(FigureEnv *env, const Claim *claim);
// The table and list that `each` or `tables` names (表 for the context's); NULL after reporting. *list -1:
// none is written.
const Table *figure_table(FigureEnv *env, Str name, const Source *source, size_t offset, int *list);
// 类,款: a bit for each level; 0 for none, -1 for a word that is no level.
int figure_level_bits(Str level);
// The amount columns that a total column of a list sums: where it is 合计, 小计, 总计 or a total name of the
// table, its neighbours in its group, of a group among them its own total. None for any other column.
const int *figure_addends(Arena *arena, const Table *table, int list, int column, size_t *n);
// Whether both are one cell, or one fact.
bool figure_item_same(const TraceItem *a, const TraceItem *b);
// Which cell a trace item is, as an author names it.
Str figure_item_name(Arena *arena, const TraceItem *item);
// Where findings go from now on; returns where they went.
Diag *figure_divert(FigureEnv *env, Diag *diag);

// Evaluates every named figure of the manifest, so that one run reports all that is wrong with them.
void figure_check_names(FigureEnv *env);

#endif

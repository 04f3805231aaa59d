// What the files of this folder share: the terms that an expression is parsed into, results on their way to a
// figure, and the environment that keeps named figures.
//
// Memory: everything lives in the env's arena. Errors: a function that reports returns NULL, false or a
// Result of VALUE_NONE; whoever gets one reports nothing more.
#ifndef GONGKAI_FIGURE_INTERNAL_FIGURE_H
#define GONGKAI_FIGURE_INTERNAL_FIGURE_H

#include "figure/figure.h"

#define MOST_NESTING 200     // parentheses, calls and signs within each other in one expression
#define MOST_EVALUATION 1000 // the same, over all named figures that are being evaluated
#define MOST_CANDIDATES 8    // that a hint lists

typedef struct Span {
    size_t at, n; // bytes of the expression
} Span;

// ---- known names

typedef enum Keyword {
    KEYWORD_NONE,
    KEYWORD_YEAR,        // 年度
    KEYWORD_YEAR_BEFORE, // 上年度
    KEYWORD_UNIT_KIND,   // 单位性质
    KEYWORD_DEPARTMENT,  // 部门全称, 单位全称
    KEYWORD_SHORT,       // 部门简称, 单位简称
    KEYWORD_UNITS,       // 所属单位数
    KEYWORD_LAST,        // 上年
    KEYWORD_BUDGET,      // 预算
    KEYWORD_ROW,         // 行
    KEYWORD_OTHER,       // 其他数据
    KEYWORD_NOT,         // 非
} Keyword;

typedef enum Function {
    FUNCTION_SUM,
    FUNCTION_DIFFERENCE,
    FUNCTION_CHANGE,
    FUNCTION_CHANGE_RATE,
    FUNCTION_COMPARE,
    FUNCTION_LIST,
    FUNCTION_GROWTH,
    FUNCTION_SHARE,
    FUNCTION_COMPLETION,
    FUNCTION_ABSOLUTE,
    FUNCTION_ROUND,
    FUNCTION_IF,
    FUNCTION_UNITS,
    FUNCTION_COUNT,
} Function;

typedef struct FunctionSpec {
    const char *name;
    const char *usage; // shown in hints
    size_t least, most;
} FunctionSpec;

extern const FunctionSpec figure_functions[FUNCTION_COUNT];

// What a known name may stand for; one name may stand for several.
enum {
    WORD_NAMED = 1,    // a named figure or a fact, of any year
    WORD_TABLE = 2,    // by name or number
    WORD_FUNCTION = 4, // followed by (
    WORD_KEYWORD = 8,
    WORD_FIELD = 16, // after 行.
};

typedef struct Word {
    Str fold;
    Str shown;
    unsigned kinds;
    Keyword keyword;
    Function function;
} Word;

typedef struct Vocabulary {
    Word *at; // in byte order of the folds, each fold once
    size_t n;
} Vocabulary;

Vocabulary vocabulary_collect(Arena *arena, const Project *project);
// The longest word of one of `kinds` that the text begins with, NULL where none.
const Word *vocabulary_match(const Vocabulary *words, Str fold, unsigned kinds);
// The word nearest to `name`, for a hint; empty where none is near.
Str vocabulary_nearest(Arena *arena, const Vocabulary *words, Str name, unsigned kinds);
// Units of 其他数据: the longest that text begins with; *length gets its bytes.
Unit counter_at(const Project *project, Str text, size_t *length);
// Why a named figure's name cannot be told from an expression, translated; NULL where it can.
const char *named_fault(Str name);

// ---- terms

typedef enum TermKind {
    TERM_NUMBER,
    TERM_TEXT,
    TERM_KEYWORD, // 年度, 上年度, 单位性质
    TERM_NAMED,
    TERM_CELL,  // 表[…]
    TERM_MEANT, // {三公.公务接待费.决算}, {一般公共预算.支出}[行]
    TERM_OTHER, // 其他数据[…]
    TERM_ROW,   // 行, 行[列], 行/*, 行/*[列]
    TERM_FIELD, // 行.名称
    TERM_CHAIN, // parts joined by operators of one precedence, left to right
    TERM_NEGATE,
    TERM_NOT,
    TERM_CALL,
} TermKind;

typedef enum Operator {
    OPERATOR_OR,
    OPERATOR_AND,
    OPERATOR_EQUAL,
    OPERATOR_UNEQUAL,
    OPERATOR_LESS,
    OPERATOR_LESS_EQUAL,
    OPERATOR_GREATER,
    OPERATOR_GREATER_EQUAL,
    OPERATOR_ADD,
    OPERATOR_SUBTRACT,
    OPERATOR_MULTIPLY,
    OPERATOR_DIVIDE,
} Operator;

typedef enum Current { CURRENT_NONE, CURRENT_ROW, CURRENT_COLUMN } Current; // 行, 列

// What stands between [ and , or ].
typedef struct Selector {
    Str name;
    Span span;
    bool given;
    bool children;   // ends in /* or is *: then name is what stands before, empty for the top rows
    bool meant;      // {…}: name is the id of what the row or column means
    Current current; // what a rule or passage stands at
} Selector;

typedef struct Term Term;
struct Term {
    TermKind kind;
    Span span;
    Year year;       // NAMED, CELL, MEANT, OTHER, ROW: its prefix
    Keyword keyword; // KEYWORD
    Function function;
    Str name; // NAMED, TEXT, FIELD; CELL: the table's; MEANT: the id
    Span name_span;
    Str list; // CELL: empty where none is written
    Span list_span;
    Selector row, column;
    Number number; // NUMBER, with its unit
    Unit unit;
    bool ratio;
    const Term *const *parts;  // CHAIN, NEGATE, NOT, CALL
    const Operator *operators; // CHAIN: part_count - 1 of them
    size_t part_count;
};

// How a figure is to be printed, after a bar.
typedef struct Format {
    bool given;
    bool thousands, percent;
    int decimals; // -1: only the unit was given
    Unit unit;    // UNIT_NONE: its own
} Format;

typedef struct Expression {
    const Term *term; // NULL where it could not be parsed
    Format format;
} Expression;

// ---- results

typedef struct RowSet {
    const Table *table;
    Year year;
    const RowMatch *rows;
    size_t n;
    int column;         // -1: none was named
    const int *columns; // 列/*: several, in place of `column`
    size_t column_count;
} RowSet;

typedef VEC(TraceItem) Trace;
typedef VEC(Str) Names; // candidates of a hint

// A whole comparison, whose words are chosen when it is printed.
typedef struct Comparison {
    bool given;
    bool rate;  // 变动说明
    Str object; // 上年; empty: none is named
    Number base, base_printed;
    const Trace *base_cells;
} Comparison;

// A value on its way to a figure. Its printed number is what the printed numbers of its parts give.
typedef struct Result {
    Value value;
    bool computed; // by arithmetic, so that 尾差 may show
    bool derived;  // made from anything but a number that is typed there
    Format format; // of a named figure
    RowSet rows;
    Comparison comparison; // value holds the difference
} Result;

typedef enum NamedState { NAMED_NEW, NAMED_BUSY, NAMED_DONE } NamedState;

typedef struct NamedResult {
    NamedState state;
    Result result;
    Trace trace;
} NamedResult;

typedef struct NamedStep { // a named figure that is being evaluated
    Year year;
    size_t index;
} NamedStep;

#define YEAR_COUNT 3

struct FigureEnv {
    Arena *arena; // of what is being evaluated: `home`, or a scratch arena of a rule
    Arena *home;
    Diag *diag;
    const Project *project;
    Vocabulary words;
    NamedResult *named[YEAR_COUNT]; // one a named figure of the manifest
    Expression *expressions;        // of named figures; parsed says which were
    bool *parsed;
    VEC(NamedStep) steps;
    VEC(const Row *) unsaid;       // of which 说明 has no record, as was reported
    FigureEnv *others[YEAR_COUNT]; // of the projects that 上年 and 预算 are
    FigureEnv **units;             // one a unit; NULL: none was asked for, or not that one
    int depth;
};

// Where an expression is evaluated.
typedef struct Scope {
    FigureEnv *env;
    const Source *source;
    size_t offset;           // of the expression in source->text
    const RowContext *row;   // NULL outside `each`
    Year year;               // whose tables a name without 上年. or 预算. means
    Trace *trace;            // NULL: none is kept
    const RuleContext *rule; // NULL outside rules
} Scope;

// ---- scope.c

void scope_report(const Scope *scope, Severity severity, const char *rule, Span span, Str hint,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));
// The hint that asks whether the nearest name was meant; empty where `nearest` is.
Str nearest_hint(Arena *arena, Str nearest);
Str join_candidates(Arena *arena, const Str *candidates, size_t n);
void trace_add(const Scope *scope, TraceItem item);
// year: whose project the trace is of.
void trace_join(const Scope *scope, const Trace *trace, Year year);
// A note for each of the cells that the base of a ratio was read from.
void trace_note(const Scope *scope, const char *rule, const Trace *trace);
const TableBook *scope_book(const Scope *scope, Year year);
// The year that a term means; false after reporting that there is none (上年. of 上年).
bool scope_year(const Scope *scope, const Term *term, Year *year);
// 列: the column that a rule stands at, NULL where it stands at none.
const ColumnSpec *scope_column(const Scope *scope);

// ---- describe.c

const char *year_prefix(Year year);
Str table_described(Arena *arena, Year year, const Table *table);
Str list_described(Arena *arena, Year year, const Table *table, int list); // 表.列表 where it has several
Str row_described(Arena *arena, Year year, const Table *table, RowMatch match);
Str cell_described(Arena *arena, Year year, CellRef ref);
Str unit_described(Unit unit);

// ---- result.c

// The env of a unit's project; it reports to the same Diag.
FigureEnv *scope_unit_env(const Scope *scope, size_t unit);

Result result_none(void);
Result result_text(Str text);
Result result_truth(bool truth);
Result result_number(const Scope *scope, long number);
// Reports figure-type where the result is no number (nothing where it was reported already).
bool result_is_number(const Scope *scope, Span span, const Result *result);
Result cell_result(const Scope *scope, Year year, CellRef ref);
// What counts for a cell that is not there: zero, in its column's unit.
Result column_zero(const Scope *scope, const Table *table, int list, int column);
Result rows_result(const Table *table, Year year, const RowMatches *matches, int column);
// Cells of one row in the columns that 列/* means.
Result addends_result(const Scope *scope, Year year, const Table *table, RowMatch match);

// ---- arithmetic.c

Result result_add(const Scope *scope, Span span, Result a, Result b);
Result result_subtract(const Scope *scope, Span span, Result a, Result b);
Result result_multiply(const Scope *scope, Span span, Result a, Result b);
Result result_divide(const Scope *scope, Span span, Result a, Result b);
Result result_negate(const Scope *scope, Result a);
Result result_compare(const Scope *scope, Span span, Operator how, Result a, Result b);
bool comparison_holds(Operator how, int order);
// A fact in % (95.5) to the fraction that ratios are computed in; nothing else changes.
void result_to_fraction(const Scope *scope, Result *result);
// Brings two numbers to one unit; false after reporting figure-unit.
bool results_unify(const Scope *scope, Span span, Result *a, Result *b);
// part / whole, exact and of printed numbers, as a ratio. whole is not zero.
Result result_ratio(const Scope *scope, Result part, Result whole);
Number ratio_of_printed(Arena *arena, Number part, Number whole, Number otherwise);

// ---- format.c

bool format_parse(const Scope *scope, Str text, Span span, Format *format);
// Converts to the format's unit and reports where that cannot be.
bool format_apply(const Scope *scope, Span span, Format format, Result *result);
// The text of a figure; reports 尾差 and what has no text.
bool result_print(const Scope *scope, Span span, Result *result, Str *text);
// The sign of a number as it prints: what rounds to zero has none.
int result_sign(const Scope *scope, const Result *result);

// ---- parse.c

Expression expression_parse(const Scope *scope, Str text);
// TABLE or TABLE.LIST, of `each`: a TERM_CELL without selectors, NULL after reporting.
const Term *table_reference_parse(const Scope *scope, Str text);

// ---- lookup.c: these report what they do not find

const Table *table_lookup(const Scope *scope, const Term *term, Year year);
// *list -1: none is written.
bool list_lookup(const Scope *scope, const Term *term, const Table *table, Year year, int *list);
// The column of a list, -1 after reporting.
int column_lookup(const Scope *scope, const Table *table, Year year, int list, const Selector *column,
                  Span span);
// The same, but that nothing is reported, and 列 has no meaning.
int column_find(const Table *table, int list, const Selector *column);

typedef struct RowFound {
    RowMatch match;
    bool absent; // the table is empty, and all its rows count as zero
} RowFound;

// All rows that a name or 本部门 stands for; list -1: of any list.
void rows_named(const Scope *scope, Year year, const Table *table, int list, Str name, RowMatches *matches);
// The one row that the term's selector names.
bool row_lookup(const Scope *scope, Year year, const Table *table, int list, const Term *term,
                RowFound *found);
// list -1: in none of the table's. Returns -1, as column_lookup does.
int unknown_column(const Scope *scope, const Table *table, Year year, int list, const Selector *column);
void unknown_row(const Scope *scope, Year year, const Table *table, int list, const Selector *row);
void ambiguous_row(const Scope *scope, Year year, const Table *table, const Selector *row,
                   const RowMatches *matches);

// ---- rows.c

// 表[行, 列] in a passage or rule: the cell of the same account item in another table; absent there is zero.
Result same_row_evaluate(const Scope *scope, const Term *term, const Table *table, Year year, int list);
Result row_evaluate(const Scope *scope, const Term *term);
Result field_evaluate(const Scope *scope, const Term *term);
// Whether every amount of a row is zero or blank; false for a row that has no amount columns.
bool row_is_zero(const Table *table, int list, int row);

// ---- meant.c

// A term whose row or column says what it means, with what that is called in the table, which must be the one
// that has it (NULL: any; list -1: any); false after reporting figure-meaning.
bool term_named(const Scope *scope, const Term *term, Year year, const Table *table, int list, Term *named);
// TERM_MEANT as the TERM_CELL that it stands for in the tables of the year; false after reporting.
bool meant_cell(const Scope *scope, const Term *term, Year year, Term *cell);
// All that the id of a TERM_MEANT means there: several where lists of a table share it.
const Meaning *meant_all(const Scope *scope, const Term *term, Year year, size_t *n);

// ---- cells.c

Result cell_evaluate(const Scope *scope, const Term *term);
Result meant_evaluate(const Scope *scope, const Term *term);
Result other_evaluate(const Scope *scope, const Term *term);

// ---- evaluate.c, functions.c, named.c: a term's parts are terms, and so are a function's values and a named
// figure's expression

Result term_evaluate(const Scope *scope, const Term *term);
Result call_evaluate(const Scope *scope, const Term *term);
Result named_evaluate(const Scope *scope, const Term *term);

// What a name stands for: a figure given in place, or one of a manifest.
typedef struct NamedFound {
    const Fact *fact;
    FigureEnv *env; // of the figure's manifest; NULL where it is a fact or nothing
    Year year;      // whose tables its expression is evaluated over, as that manifest says it
    Year traced;    // what that manifest calls this year, in the scope that asks
    size_t index;
} NamedFound;
NamedFound named_find(const Scope *scope, const Term *term, Year year);
const NamedResult *named_result(FigureEnv *env, Year year, size_t index, const Scope *from, Span span);

#endif

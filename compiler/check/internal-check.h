// What the files of check share: the run of all rules.
#ifndef GONGKAI_CHECK_INTERNAL_CHECK_H
#define GONGKAI_CHECK_INTERNAL_CHECK_H

#include "check/check.h"

typedef struct TablePair {
    const Table *a, *b;
} TablePair;

typedef struct Failure { // of a formula that says that two amounts are equal
    const RuleSpec *rule;
    ClaimResult result;
    Number difference;     // without sign
    size_t finding, count; // its findings in the Diag: the first, and how many with its notes
    size_t cause, told;    // another failure of the same cause; of a cause: the one that is reported
    size_t most;           // of a cause: how many of its failures read the cell that most of them read
    bool suspects;         // its first cell is such a cell
} Failure;

typedef struct Check {
    Arena *arena;
    Diag *diag;
    FigureEnv *env;
    const Project *project;
    const Document *document;
    VEC(CheckedRule) rules;
    VEC(CheckedSkip) skips;
    const RuleSpec **own;        // the manifest's rules, by id
    const TraceItem *overridden; // the cell of each override; none where it could not be found
    VEC(TablePair) mistaken;     // told to differ by their units
    VEC(Failure) failures;       // reported, in the Diag's order
    bool unit_told;              // that a withheld unit's amounts follow
    size_t comparisons;
    void (*watch)(void *context, const Holding *holding); // NULL: nobody asks what formulas read
    void *watcher;
} Check;

// ---- formulas (formulas.c), which rows they are about (rule-rows.c), and what a failed one shows
// (failure.c)

void formulas_run(Check *check);

typedef struct RuleRows { // what `each` says
    bool given;
    Str table;
    size_t offset; // of the table's name in the source
    bool parents, totals;
    int levels; // bits; 0: any
} RuleRows;

// False after reporting rule-shape.
bool rule_rows_read(Check *check, const RuleSpec *rule, RuleRows *rows);
// Whether a row is one that the rule is about.
typedef struct RowFilter {
    const RuleRows *rows;
    const Table *table;
    int list;
    int leading_total; // a total before all items: it sums what follows, and no other is held
    bool subtotals;    // the list has a 小计: its totals are not told apart
    bool units;        // it has its items by units: a 类 that several have is none of them
} RowFilter;
RowFilter row_filter_new(const RuleRows *rows, const Table *table, int list);
bool row_filter_takes(const RowFilter *filter, int row);

void failure_report(Check *check, const RuleSpec *rule, const ClaimResult *result);
// Reports unit-mistake (unit-mistake.c), once for two tables: *told where it did now. False where the sides
// do not differ by a unit.
bool unit_mistake_report(Check *check, const ClaimResult *result, Place place, bool *told);
// A note for each cell of a side.
void failure_notes(Check *check, const char *id, const ClaimSide *side);

// ---- one cause, one finding (causes.c)

// Keeps a failure that was reported: its findings are those of the Diag from `finding` on.
void causes_note(Check *check, const RuleSpec *rule, const ClaimResult *result, size_t finding);
// Forgets the failures whose findings are dropped from the Diag.
void causes_drop(Check *check, const bool *dropped);
// Of failures of one cause the lowest stays a finding; the others are notes under it.
void causes_join(Check *check);

// ---- departments and their units (units.c)

void units_run(Check *check);

// ---- what is withheld (withheld.c, derivable.c)

// What withheld.yaml names and is shown (withheld-published), or follows from what is (withheld-derivable).
void withheld_run(Check *check);
// Whether a whole is more than what is shown of it where something is withheld.
bool withheld_explains(Check *check, const ClaimResult *result);
// The same of a department's cell and those of its units.
bool withheld_unit_explains(Check *check, CellRef whole, const ClaimResult *result);

// ---- texts of cells (cells.c)

void cells_run(Check *check);

// ---- what is left of the example that a project was begun with (starter-left.c)

void starter_left_run(Check *check);

// ---- overrides (overrides.c)

// Finds the cells that the manifest's overrides name; reports what names none (override-cell).
void overrides_find(Check *check);
// Whether a cell differs from what was published last year, as an override says.
bool overrides_explain(const Check *check, const ClaimResult *result);

// ---- ignore comments (ignores.c)

// Takes silenced findings out, and reports comments that name no rule or silence nothing.
const CheckedIgnore *ignores_apply(Check *check, size_t *n);

#endif

// check: everything that must hold of a document: formulas over its tables, and rules written here.
//
// In: a Document, and the FigureEnv that its figures were evaluated in. Out: findings, and a summary of what
// was held. Memory: all in the arena given, which must outlive the Diag: findings point to their rules' ids.
// Errors: a formula that fails is reported under its own id, with a note for each cell; one whose printed
// numbers differ by rounding alone is the warning `rounding` (尾差), or nothing where the manifest says
// rounding-note. A formula of the template that reads what a project does not have (a named figure, a row,
// last year's tables) does not apply to it; one of the manifest is reported as figure.h says. Beside those:
// starter-left (what a project still has of the example that it was begun with),
// rule-shape (keys that do not go together), rule-duplicate, rule-reference (rules do not refer to rules),
// ignore-unknown, ignore-unused (warnings).
#ifndef GONGKAI_CHECK_CHECK_H
#define GONGKAI_CHECK_CHECK_H

#include "document/document.h"

typedef struct CheckedRule {
    Str id, title;
    Severity severity;
    size_t held; // how often: once for each row and column that it is about
    size_t failed;
    Str skipped; // why it does not apply here; empty where it was held
} CheckedRule;

typedef struct CheckedSkip { // a formula of the template that does not apply to the project
    Str rule, claim;
    Str reason;
} CheckedSkip;

typedef struct CheckedIgnore { // an ignore comment
    Str rule, reason;
    Place place;
    size_t silenced; // findings
} CheckedIgnore;

typedef struct CheckSummary {
    size_t tables;      // published
    size_t cells;       // of amounts in them
    size_t figures;     // in the text
    size_t comparisons; // made by formulas
    size_t unsaid;    // published tables written for Gongkai, whose unit is the template's or the manifest's
    Unit unsaid_unit; // of them
    const CheckedRule *rules;
    size_t rule_count;
    const CheckedSkip *skips;
    size_t skip_count;
    const CheckedIgnore *ignores;
    size_t ignore_count;
} CheckSummary;

// Findings that ignore comments silence are taken out of diag.
const CheckSummary *check_document(Arena *arena, Diag *diag, FigureEnv *env, const Document *document);

// One holding of a formula: for one row and column.
typedef struct Holding {
    const RuleSpec *rule;
    const ClaimResult *result; // its sides' traces: the cells that each reads; relation. NULL: not held
    bool holds;
    const Finding *fault; // why the formula is not held at all; NULL where it is
    Str unheld; // the same where it has no fault: its condition, the rows that are not there; empty where it
                // is held
} Holding;

// Tells of every formula, wherever it applies, what it reads; or once why it does not apply. Reports nothing.
void check_watch(Arena *arena, FigureEnv *env, const Document *document,
                 void (*watch)(void *context, const Holding *holding), void *context);

#endif

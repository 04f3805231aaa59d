// The comparison with last year (comparison.c), what stands in its tables (compared-table.c).
#ifndef GONGKAI_DOCUMENT_INTERNAL_COMPARISON_H
#define GONGKAI_DOCUMENT_INTERNAL_COMPARISON_H

#include "document/internal-build.h"

// The part of the document that sets this year beside last year, after all others; nothing where none is
// asked for. What cannot be compared is left out, and told: comparison-missing, a remark.
void build_comparison(Builder *builder, Document *document);

typedef struct ComparedColumn {
    const Table *table;
    int list, column; // column within the list
    Unit unit;        // of the amounts
} ComparedColumn;

typedef struct ComparedPair {
    ComparedColumn now, last;
} ComparedPair;

typedef struct ComparedForm {
    bool codes;        // a column of codes stands before the names
    bool rates;        // of amounts; none of counters
    int decimals;      // of amounts
    int rate_decimals; // of rates, in per cent
} ComparedForm;

typedef struct ComparedRows {
    Row *rows;
    uint32_t *indents;
    size_t n;
} ComparedRows;

// The cells of a row: code, name, this year, last year, change, rate. A rate of what was zero or less is
// blank.
Cell *compared_cells(Arena *arena, const ComparedForm *form, Str code, Str name, Number now, Number last);
// The rows of both columns that are not zero in both years. Returns how many are left out, since several
// answer to them.
size_t compared_rows(Arena *arena, const Project *project, ComparedPair columns, const ComparedForm *form,
                     ComparedRows *made);

#endif

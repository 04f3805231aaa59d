// Looking rows and columns up without walking the table. Shared by the files of table/ only.
#ifndef GONGKAI_TABLE_INTERNAL_INDEX_H
#define GONGKAI_TABLE_INTERNAL_INDEX_H

#include "table/table.h"

// The rows of one name or code, newest first. Links are row + 1, so that zero ends a chain; rows whose keys
// share a bucket stand in one chain.
typedef struct RowChains {
    uint32_t *newest; // one a bucket
    uint32_t *next;   // one a row
    size_t buckets;   // a power of two
} RowChains;

struct ListIndex {
    const WordList *words; // of the table's spec
    const Row *rows;
    Str *folds;                         // of the rows' names
    RowChains names, codes;             // by their folds; by codes without leading zeros
    uint32_t *first_child, *next_child; // row + 1; [row + 1] of its parent row, [0] of the top
};

// For rows whose names are filled in; codes are added one by one, in order.
struct ListIndex *index_new(Arena *arena, const TableSpec *spec, const Row *rows, size_t row_count);
void index_add_code(struct ListIndex *index, int row);
// The last row added so far that has this code, or -1.
int index_last_code(const struct ListIndex *index, Str code);
// Append the rows that have this name (folded) or this code, newest first.
void index_find_name(Arena *arena, const struct ListIndex *index, int list, Str fold, RowMatches *matches);
void index_find_code(Arena *arena, const struct ListIndex *index, int list, Str code, RowMatches *matches);
bool codes_equal(Str a, Str b); // leading zeros not counted; an empty code equals none
// Once parents are known.
void index_link_children(Arena *arena, struct ListIndex *index, size_t row_count);

struct ColumnNames {
    Str *paths; // folded, one a column of the spec
    Str *lists; // folded, one a list
};

struct ColumnNames *column_names_new(Arena *arena, const TableSpec *spec);
#endif

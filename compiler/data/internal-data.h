// What the files of data share: which tables are published, and how their cells are written.
#ifndef GONGKAI_DATA_INTERNAL_DATA_H
#define GONGKAI_DATA_INTERNAL_DATA_H

#include "data/data.h"

// ---- data.c

typedef struct Published {
    const Table *table;
    Str id; // table-14, table-own-1
} Published;

typedef struct PublishedTables {
    Published *at;
    size_t n;
} PublishedTables;

PublishedTables published_tables(Arena *arena, const Document *document);

// ---- cell.c

// A column's name as its table's readers know it: 收入/本年预算, 基本支出/小计.
Str column_name(Arena *arena, const TableSpec *spec, size_t column);
// What a cell of the grid holds as text: names with the indent that alone tells their level, amounts exact.
Str cell_value(Arena *arena, const Table *table, const GridCell *cell);
// The amount that a cell of the grid holds, or NULL.
const Cell *cell_amount(const Table *table, const GridCell *cell);
// Notes as they stand under the table, each beginning with 注：, which readers of tables pass over.
Str note_line(Arena *arena, WordList labels, Str note);

// ---- package.c

// datapackage.json, or a Str with at == NULL after reporting.
Str package_json(Arena *arena, Diag *diag, const Document *document, PublishedTables tables,
                 const DataFile *files);

#endif

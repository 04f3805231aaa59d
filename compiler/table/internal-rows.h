// What a row's name says of it. Shared by the files of table/ only.
#ifndef GONGKAI_TABLE_INTERNAL_ROWS_H
#define GONGKAI_TABLE_INTERNAL_ROWS_H

#include "table/table.h"

typedef enum Numbering {
    NUMBERING_NONE,
    NUMBERING_HAN,
    NUMBERING_HAN_BRACKETS,
    NUMBERING_DIGITS,
    NUMBERING_DIGITS_BRACKETS,
    NUMBERING_CIRCLED
} Numbering;

typedef struct RowName {
    Str name; // without numbering, 其中：, 减：, 加：
    Numbering numbering;
    uint32_t indent; // half ems
    bool of_which;
} RowName;

RowName row_name_of(const WordList *words, Str shown, uint32_t indent);

// Of a list of coded rows: those without a code that sum a part of it become totals (parts.c).
void rows_find_parts(Arena *scratch, const TableSpec *spec, List *list);

#endif

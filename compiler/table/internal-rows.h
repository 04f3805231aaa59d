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

// Of a list of coded rows: those without a code that sum a part of it become totals, of units those too whose
// code heads theirs (parts.c).
void rows_find_parts(Arena *scratch, const TableSpec *spec, List *list, bool units);
// 900 for 900001: the head of a group of units, by their codes. Serial numbers (1, 10) are none.
bool unit_code_heads(Str code, Str other);

#endif

// What a row is: its code, its name, its place in the hierarchy. Shared by the files of table/ only.
#ifndef GONGKAI_TABLE_INTERNAL_ROWS_H
#define GONGKAI_TABLE_INTERNAL_ROWS_H

#include "table/table.h"

// Account codes go down to 类, 款, 项: three digits, then two and two (政府收支分类科目; the economic
// classification has the first two).
#define CODE_PIECES 3

// The columns of a list, by index into the spec's columns, that make up its rows' codes.
typedef struct CodeColumns {
    int pieces[CODE_PIECES]; // 类, 款, 项; -1 where the list has none
    int whole;               // the one column of codes where there are no pieces; -1 where none
    bool account;            // codes are account codes, to be put together, repaired and checked
} CodeColumns;

CodeColumns code_columns_of(const TableSpec *spec, int list);
// The list's only name column, or -1.
int name_column_of(const TableSpec *spec, int list);

// The full code of 201 37 1 (2013701), of a full code in any one piece, or of fewer pieces. An empty Str with
// *valid set where all are blank; *valid false where they are no code.
Str account_code(Arena *arena, const Str pieces[CODE_PIECES], bool *valid);
// The digits of a full code that the column of 类 (0), 款 (1) or 项 (2) shows; empty where the code does not
// reach there.
Str account_piece(Str code, int level);

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

RowName row_name_of(Str shown, uint32_t indent);

// Fills kind, level and parent of every row. names: one a row. The list's index must hold its names
// (index_new).
void rows_link(Arena *arena, const TableSpec *spec, List *list, const RowName *names,
               struct ListIndex *index);

#endif

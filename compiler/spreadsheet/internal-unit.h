// What a text says that amounts are counted in. Shared by the files of spreadsheet/ only.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_UNIT_H
#define GONGKAI_SPREADSHEET_INTERNAL_UNIT_H

#include "spreadsheet/internal-read.h"

typedef enum UnitSaid {
    SAYS_NOTHING,
    SAYS_MONEY,
    SAYS_COUNT,  // 单位：辆, 计量单位：公顷, 单位：%, in a table of the author's own
    SAYS_OTHER,  // 单位： and a short word that is no unit of money
    SAYS_UNREAD, // the word for a unit of money, in a wording that is not understood
} UnitSaid;

typedef struct UnitLine {
    UnitSaid said;
    Unit unit; // SAYS_MONEY, SAYS_COUNT
    Str name;  // what is told of
} UnitLine;

typedef enum UnitTold {
    TOLD_ABOVE, // a declared table, whose amounts are money
    TOLD_OWN,   // a table of the author's own: it may count anything
    TOLD_NOTE,  // in a note, which may speak of units without being about the table's
} UnitTold;

UnitLine unit_line_read(const WordList *words, Str text, UnitTold told);
// The name of one head without the unit of money that it says: 本年预算（元） is 本年预算; of 元 alone
// nothing is left.
Str unit_head_read(const WordList *words, Str head, Unit *unit);

#endif

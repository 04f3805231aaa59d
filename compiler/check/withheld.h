// What the files on withheld.yaml share (withheld.c, withheld-known.c, withheld-names.c,
// derivable.c). Private to check.
#ifndef GONGKAI_CHECK_WITHHELD_H
#define GONGKAI_CHECK_WITHHELD_H

#include "check/internal-check.h"

// Whether a list has items of the kind of the code: by function 2…, by economic classification 3… and 5….
bool withheld_fits(const List *list, Str code);

// Whether a cell tells of last year: its column is of that, or of the change from it.
bool withheld_tells_last_year(CellRef ref);

// Whether withheld_run tells of a row that is shown: by its code, which decides then, or as a 类 by its name.
bool withheld_is_told(const Check *check, const List *list, const Row *row);
// Reports the names of withheld items: beside an amount withheld-published, else withheld-named
// (withheld-names.c).
void withheld_names_run(Check *check);
// Reports withheld-unknown: what is named and is nowhere, and as a remark what nobody can tell
// (withheld-known.c).
void withheld_known_run(Check *check);
// Reports withheld-derivable for each withheld item, and each withheld table, that follows from what is
// published.
void derivable_run(Check *check);
#endif

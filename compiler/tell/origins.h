// How each table was read: its file, sheet and range, the unit and where it stands, what was passed over.
#ifndef GONGKAI_TELL_ORIGINS_H
#define GONGKAI_TELL_ORIGINS_H

#include "tell/tell.h"

// The tables that were read from files, those of last year, the budget and the units after the project's own.
typedef VEC(const Table *) TablesRead;
TablesRead tables_read_of(Arena *arena, const Project *project); // NULL: none

// How one was, in a line.
Str origin_shown(Arena *arena, const Table *table);
// The same for machines; the caller's.
json_t *origins_json(Arena *arena, const Project *project);

#endif

// What the files of office share: the register, and one run at a time.
#ifndef GONGKAI_OFFICE_INTERNAL_OFFICE_H
#define GONGKAI_OFFICE_INTERNAL_OFFICE_H

#include "office/office.h"

// A file of the office's folder as findings print it: from the folder.
Input office_input(Arena *arena, const Office *office, Str name);
// The parts of a cell that names several: 旧局、另一局. Empty ones are left out.
Str *office_parts(Arena *arena, Str text, size_t *n);

// Reads the register into the office (register.c); false where nothing of it can be read.
bool register_read(Arena *arena, Diag *diag, Office *office);
// What rows are to each other: departments, superiors, paths (documents.c).
void documents_settle(Arena *arena, Diag *diag, Office *office);
// 10日内: a term in days after the approval (term.c); false where the text is none.
bool office_days(Str text, int *days);
// --only (documents.c).
void documents_select(Arena *arena, Diag *diag, Office *office, const char *only);

// Holds the office's folder of the machine, which is made. False after reporting office-busy or a failure.
bool office_lock(Diag *diag, const Office *office, OfficeLock *lock);

#endif

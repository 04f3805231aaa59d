// What the files of published share.
#ifndef GONGKAI_PUBLISHED_INTERNAL_PUBLISHED_H
#define GONGKAI_PUBLISHED_INTERNAL_PUBLISHED_H

#include "published/published.h"

// ---- attached.c: tables of workbooks that the document has attached

// How many of the project's tables are of such a file.
size_t attached_tables(const Project *project, Str file);
bool attached_has(const Project *project, const TableSpec *spec);
// Cells that are printed otherwise than they are attached are findings.
void attached_compare(const Published *published, Diag *diag);

// ---- draft.c

// Warns where it is marked as not final (published-draft); of a document that is still written, remarks.
void published_draft_check(const Published *published, Diag *diag);

// ---- levels.c

// Whether all names in the rows of the table from the first that has a number (一、) to the total in row
// `total` have one, and no other total stands between: which rows it sums is then certain, without codes or
// indents.
bool levels_are_numbered(const Published *published, const IntakeTable *table, size_t total);

// ---- places.c: findings at places of the project to those of the document

void published_places(const Published *published, const Diag *from, Diag *to);

#endif

// What the files of published share.
#ifndef GONGKAI_PUBLISHED_INTERNAL_PUBLISHED_H
#define GONGKAI_PUBLISHED_INTERNAL_PUBLISHED_H

#include "published/published.h"

// ---- kind.c: which document it is. False after published-kind.

bool published_kind(Published *published, Diag *diag, const PublishedOptions *options);

// ---- tables.c: the tables of the document as workbooks

// A workbook of one sheet of what stands in a table, with its title and unit above it. *top: lines before its
// first row.
Str published_workbook(Arena *arena, Diag *diag, const Intake *intake, size_t line, Str title, uint32_t *top);

// ---- places.c: findings at places of the project to those of the document

void published_places(const Published *published, const Diag *from, Diag *to);

#endif

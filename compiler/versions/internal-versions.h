// What the files of versions share.
#ifndef GONGKAI_VERSIONS_INTERNAL_VERSIONS_H
#define GONGKAI_VERSIONS_INTERNAL_VERSIONS_H

#include "versions/versions.h"

// A text without blanks, with characters as they are typed (⼀ to 一, full-width digits to narrow).
Str bare_text(Arena *arena, Str text);

// ---- tables.c

void tables_compare(Arena *arena, const Version *a, const Version *b, bool partial, bool *used,
                    Differences *found);

#endif

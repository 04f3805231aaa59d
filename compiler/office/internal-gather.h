// What the documents of an office say, gathered: totals and 三公, their titles, the reasons that they give.
//
// Of projects (as they are now, or frozen). Memory: the arena given. Amounts are in 万元; one that a document
// does not have is NULL.
#ifndef GONGKAI_OFFICE_INTERNAL_GATHER_H
#define GONGKAI_OFFICE_INTERNAL_GATHER_H

#include "office/internal-release.h"

enum { GATHER_MOST = 12 }; // amounts of office-amounts in templates/words.yaml

typedef struct GatheredReason {
    Str reason; // bare
    Str shown;
    bool rise;
    Place place;
} GatheredReason;

typedef struct Gathered {
    const OfficeDocument *document;
    bool read; // false: its project could not be
    Str title;
    Number now[GATHER_MOST], last[GATHER_MOST];
    bool withholds; // an item, a table or a unit
    VEC(GatheredReason) reasons;
} Gathered;

size_t gather_amounts(void); // how many there are
Str gather_name(size_t amount);
// folder: the project, from where the user stands.
void gather_document(Arena *arena, const CompileOptions *compile, Str folder, Gathered *gathered);
// Sums over those that have it; NULL where none has.
Number gather_sum(Arena *arena, const Gathered *const *documents, size_t n, size_t amount, bool last);
Str gather_shown(Arena *arena, Number amount); // 1,234.50; empty where it is NULL

#endif

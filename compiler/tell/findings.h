// Findings in the order and grouping that every way of showing them has.
#ifndef GONGKAI_TELL_FINDINGS_H
#define GONGKAI_TELL_FINDINGS_H

#include "tell/tell.h"

typedef struct FindingGroup { // a finding with the notes that belong to it
    const Finding *head;
    size_t first, count; // in the Diag; count has the head
} FindingGroup;

// By file, line and column, each finding once.
FindingGroup *findings_group(Arena *arena, const Diag *diag, size_t *n);

#endif

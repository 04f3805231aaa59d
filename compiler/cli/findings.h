// What was found, in the order and grouping that every way of showing it has.
#ifndef GONGKAI_CLI_FINDINGS_H
#define GONGKAI_CLI_FINDINGS_H

#include "cli/cli.h"
#include "rules/rules.h"

typedef struct FindingGroup { // a finding with the notes that belong to it
    const Finding *head;
    size_t first, count; // in the Diag; count has the head
} FindingGroup;

// By file, line and column, each finding once.
FindingGroup *findings_group(Arena *arena, const Diag *diag, size_t *n);

typedef struct LevelCounts {
    size_t at[LEVEL_FAILURE + 1]; // by Level; notes are not counted
} LevelCounts;

LevelCounts findings_count(const Diag *diag);

#endif

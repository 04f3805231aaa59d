// What was found in many published files: how much of which rule in which.
#ifndef GONGKAI_CLI_TALLY_H
#define GONGKAI_CLI_TALLY_H

#include "cli/cli.h"

typedef struct TallyFile {
    const char *name;
    size_t failures, errors, warnings;
} TallyFile;

typedef struct TallyRule {
    const char *rule;
    size_t found, files;
} TallyRule;

typedef struct Tally {
    VEC(TallyFile) files;
    VEC(TallyRule) rules;
} Tally;

void tally_add(Tally *tally, Arena *arena, const char *name, const Diag *diag);
// On standard output, where there are several files.
void tally_print(Arena *arena, const Tally *tally);

#endif

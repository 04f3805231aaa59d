// The verbs of `gongkai office`.
#ifndef GONGKAI_CLI_OFFICE_H
#define GONGKAI_CLI_OFFICE_H

#include "cli/cli.h"
#include "office/office.h"

// What a verb works on.
typedef struct OfficeRun {
    Arena *arena;
    Diag *diag;
    const Options *options;
    DataFolders folders;
    const Office *office;
    CompileOptions compile; // without a folder
} OfficeRun;

// Done, or the exit status that the findings call for.
bool office_run_verify(OfficeRun *run); // office-verify.c

#endif

// The verbs of `gongkai office`.
#ifndef GONGKAI_COMMANDS_RELEASE_H
#define GONGKAI_COMMANDS_RELEASE_H

#include "commands/commands.h"
#include "office/office.h"

// What a verb works on.
typedef struct ReleaseRun {
    Arena *arena;
    Diag *diag;
    const Options *options;
    DataFolders folders;
    OfficeRun made; // without projects where none are asked for
    const Office *office;
    CompileOptions compile; // without a folder
    Date today;             // in China, or what --today names
    Progress *waiting;      // NULL: nothing is shown
} ReleaseRun;

// Takes the progress away: before anything is printed.
void release_waited(ReleaseRun *run);
bool release_run_hand_out(ReleaseRun *run); // drafts.c
bool release_run_take_in(ReleaseRun *run);

#endif

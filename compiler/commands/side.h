// One side of a comparison: a project, or a file that was published.
#ifndef GONGKAI_COMMANDS_SIDE_H
#define GONGKAI_COMMANDS_SIDE_H

#include "commands/commands.h"
#include "versions/versions.h"

typedef struct Side {
    const char *name;
    Compilation made;        // of a project; .arena NULL: it is a file
    const Intake *intake;    // of a file that is no workbook
    const Version *version;  // NULL after a finding
    bool partial;            // a workbook: tables alone
    const Version *attached; // tables of a workbook that is attached to it; NULL: none is
    bool sealed;             // a PDF that a seal or a signature was put on after it was written
} Side;

// set: the project by whose tables a workbook is read; NULL: workbooks are refused.
Side side_read(Arena *arena, Diag *diag, const Options *options, DataFolders folders, const char *name,
               const Project *set);
void side_free(Side *side);

// Whether a published file is what a folder's project builds; what differs is printed (verify.c). 0 as built,
// 1 not, 3 the system failed. many: findings say whose they are. *count: of differences; SIZE_MAX where one
// of them cannot be read. NULL is allowed. written: the CSV that what differs goes to; empty: none.
int verify_pair(const Options *options, DataFolders folders, const char *published, const char *folder,
                bool many, size_t *count, Str written);

// What differs of a published file (found) and of what it has attached, as a CSV, a line each; found NULL:
// one of the two cannot be read. False after output-write (differences.c).
bool differences_write(Diag *diag, Str path, const Differences *found, const Differences *attached);

#endif

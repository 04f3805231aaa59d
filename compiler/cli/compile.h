// The way from a project's folder to its Document, which every command goes.
#ifndef GONGKAI_CLI_COMPILE_H
#define GONGKAI_CLI_COMPILE_H

#include "check/check.h"
#include "cli/cli.h"

#include "font/font.h"

typedef struct Compilation {
    Arena *arena;
    Diag *diag;
    const Project *project;
    FigureEnv *env;
    Document *document;          // NULL where the project could not be read, or has no such section
    const Document *whole;       // what is checked: the same, whatever section was asked for
    const CheckSummary *summary; // NULL where whole is
} Compilation;

// Never fails: what is wrong is in diag. compilation_free frees it all.
Compilation compilation_make(const char *folder, const Options *options, DataFolders folders);
// Its steps, for who does something else beside them: the project, its document, its check.
Compilation compilation_read(const char *folder, const Options *options, DataFolders folders);
void compilation_build(Compilation *compilation, const Options *options);
void compilation_check(Compilation *compilation);
void compilation_free(Compilation *compilation);

// Where fonts are looked for: Gongkai's own, the project's, the system's; and the user's cache of subsets.
FontOptions font_options(Arena *arena, DataFolders folders, Str project);

#endif

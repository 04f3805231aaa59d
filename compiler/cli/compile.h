// The way from a project's folder to its Document, which every command goes.
#ifndef GONGKAI_CLI_COMPILE_H
#define GONGKAI_CLI_COMPILE_H

#include "cli/cli.h"
#include "document/document.h"

typedef struct Compilation {
    Arena *arena;
    Diag *diag;
    const Project *project;
    Document *document; // NULL where the project could not be read
} Compilation;

// Never fails: what is wrong is in diag. compilation_free frees it all.
Compilation compilation_make(const char *folder, const Options *options, DataFolders folders);
void compilation_free(Compilation *compilation);

#endif

// check --fix: what is certain is mended, shown as a unified diff, and written.
#ifndef GONGKAI_COMMANDS_FIX_H
#define GONGKAI_COMMANDS_FIX_H

#include "commands/commands.h"

// Prints the diff of one project's sections on stdout, and writes them unless it is a dry run: each file
// whole or not at all. Returns an exit status: EXIT_SYSTEM after a message where one cannot be written.
int fix_folder(const CompileOptions *compile, bool dry_run);
// Writes one file of a folder of the project (sections/1.md) whole, or not at all. False after a message.
bool file_rewrite(Arena *arena, const MendedFile *file, const char *folder);

#endif

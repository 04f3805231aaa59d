// What a project or a template begins with, written into a folder.
#ifndef GONGKAI_COMMANDS_STARTER_H
#define GONGKAI_COMMANDS_STARTER_H

#include "commands/commands.h"

// Writes a starter's files into a folder that is there. False after reporting.
bool starter_write(Arena *arena, Diag *diag, const Starter *starter, Str folder);
// With the schema for editors that the manifest's first line names, in the folder in which it looks for it: a
// copy, for then it is found wherever the project goes. The starter itself where no line names one; NULL
// after reporting where there is no such schema, or it cannot be read.
const Starter *starter_with_schema(Arena *arena, Diag *diag, const Starter *starter, Str data_folder);
// Removes them, and the folders in it that they stood in.
void starter_remove(Arena *arena, const Starter *starter, Str folder);
// Whether a folder is not there, or is known to hold nothing.
bool folder_is_free(Str folder);
// Writes them into a new folder, or an empty one: whole, or not at all. False after reporting.
bool folder_begin(Arena *arena, Diag *diag, Str folder, const Starter *starter);
// The year in China, in which a project is begun.
int starter_year(void);
Str starter_top(Str name); // the first component of a file's name

#endif

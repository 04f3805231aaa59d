// A project for a document that was published and has none yet.
#ifndef GONGKAI_COMMANDS_CONVERT_BEGIN_H
#define GONGKAI_COMMANDS_CONVERT_BEGIN_H

#include "commands/commands.h"

// Whether the command line's folder is not there, or holds nothing.
bool convert_begins(const Options *options);
// Begins it as `new` does, for what the document is: its template, tables, year and department are found in
// it, as `check` finds them, where the command line does not say them. Its sections are left to be converted.
// NULL after published-kind, or what is wrong with the document or the folder; nothing is written then.
const Starter *convert_begin(Arena *arena, Diag *diag, const Options *options, DataFolders folders,
                             Str folder);
// What was begun goes again; the folder too where it is `made`.
void convert_begun_remove(Arena *arena, const Starter *begun, Str folder, bool made);

#endif

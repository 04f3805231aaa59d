// What building one project and several have in common.
#ifndef GONGKAI_COMMANDS_BUILD_H
#define GONGKAI_COMMANDS_BUILD_H

#include "commands/commands.h"
#include "many/many.h"

// The name of a project's folder, links and dots resolved. Errors: file-unreadable; diag may be NULL.
Str folder_name(Arena *arena, Diag *diag, const char *folder);
// Where and what the options want written of the folder of that index. Errors: as folder_name.
OutputSpec build_spec(Arena *arena, Diag *diag, const Options *options, size_t index);
// On stdout, a line each.
void main_files_print(Str folder, const Str *names, size_t n);

// Of several projects each gets a folder of its own name under -o: false, after a message, where two would
// get the same.
bool build_names_differ(const Options *options);

// Whether a person watches: stderr is a terminal, and quiet was not asked for.
bool build_watched(const Options *options);
// The line of progress of many_build, for who watches; taken away before anything else is printed.
void build_progress_print(void *unused, const ManyProgress *progress);
void build_progress_clear(const Options *options);

// Returns the exit status.
int build_several(const Options *options, DataFolders folders);

#endif

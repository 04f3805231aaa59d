// The reading of one command line, shared by options.c, option-values.c and command-names.c.
//
// Errors: what cannot be used is said on stderr, once, with where help is; then the functions give false.
// Memory: the arena's; arguments are argv's.
#ifndef GONGKAI_USAGE_READING_H
#define GONGKAI_USAGE_READING_H

#include "usage/tables.h"

typedef struct Given {
    OptionId id;
    const char *argument; // empty where it takes none
} Given;

typedef struct Reading {
    Arena *arena;
    Options *options;
    const CommandSpec *spec; // NULL: not known yet
    VEC(Given) given;
} Reading;

__attribute__((format(printf, 2, 3))) bool usage_error(const Reading *reading, const char *format, ...);
// “; did you mean “x”?”, or nothing.
const char *usage_hint(Arena *arena, const char *name, const Str *known, size_t n);

// ---- command-names.c

bool command_unknown(const Reading *reading, int n, char **argv); // says so; false
// The command that stands somewhere among arguments of which some are options and their values.
void command_peek(int argc, char **argv, Reading *reading);

// ---- option-values.c

bool option_take(const Reading *reading, const OptionSpec *spec, const char *argument);
bool folder_take(const Reading *reading, FolderKind kind, const char **folder);
bool file_take(const Reading *reading, const char *name);

// ---- plan.c

// The folders and options of a shard. False after a message.
bool plan_take(const Reading *reading);

#endif

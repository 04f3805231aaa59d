// helper: programs of others that read what is too large to be read here, each run apart from everything.
//
// In: a file's bytes, and a program with its arguments. Out: what the program printed. A process is forked
// before anything is read for its meaning; it gives up all but running the one program, and runs it, without
// a shell, on bytes that it was sent, never on a path. The program may open no file but its own libraries,
// write none, call nobody, start nothing; its time, memory and output are limited. Errors: told as a
// HelperState. Memory: a Helper is freed by helper_end; output is the arena's.
#ifndef GONGKAI_HELPER_HELPER_H
#define GONGKAI_HELPER_HELPER_H

#include "base/base.h"

typedef enum HelperState {
    HELPER_DONE,
    HELPER_BROKEN,  // it ended with an error, after the output that is given
    HELPER_MISSING, // there is no such program
    HELPER_SLOW,    // past its time: stopped
    HELPER_LARGE,   // past its output: stopped
    HELPER_LOST,    // the process that runs it is gone, or could not be made
} HelperState;

typedef struct HelperLimits {
    unsigned seconds; // of the clock, and of the processor
    size_t memory;    // bytes of address space
    size_t output;    // bytes
} HelperLimits;

typedef struct Helper Helper;

// What stands for the file's name in a program's arguments.
#define HELPER_FILE "/proc/self/fd/0"

// Forks the process. Before the first thread and before sandbox_enter. name: of the program, looked for on
// the PATH. sandboxed: false leaves the sandbox out. Never NULL: what fails is told by each run.
Helper *helper_start(const char *name, HelperLimits limits, bool sandboxed);
void helper_end(Helper *helper); // NULL is allowed
// The bytes that the program is run on from now on.
void helper_give(Helper *helper, Str bytes);
// Runs the program with these arguments (after its name; NULL ends them; at most 16). NULL for helper gives
// HELPER_MISSING.
HelperState helper_run(Arena *arena, Helper *helper, const char *const *arguments, Str *output);

#endif

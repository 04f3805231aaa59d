// Every file and folder that is read: one way to name it, one way to open it.
//
// A project, a template, a folder of last year's tables is a root: what is read beneath it stays beneath it,
// whatever links lie there (openat2's RESOLVE_BENEATH, Linux 5.6; a walk that looks at each link where the
// kernel has no such call). What lies elsewhere is read where a name that was written leads there: that makes
// a root of its own. Errors: errno, EXDEV where a link leads out. Memory: the arena given.
#ifndef GONGKAI_BASE_INPUT_H
#define GONGKAI_BASE_INPUT_H

#include "base/diag.h"

typedef struct Input {
    Str root; // a folder; empty: `name` is the path of what the user or Gongkai's own data named
    Str name; // beneath it, with '/'; empty: the root itself
} Input;

typedef enum InputKind {
    INPUT_NONE,
    INPUT_FILE,
    INPUT_FOLDER,
    INPUT_OTHER,   // a pipe, a device, a link that leads nowhere: who reads it says what is wrong with it
    INPUT_OUTSIDE, // a link leads out of the root
    INPUT_UNKNOWN, // the disk does not say: never taken for what is not there
} InputKind;

Input input_at(Str path); // as it is named, no root
Input input_below(Arena *arena, Input folder, Str name);
// What is written in a file of the folder, from there: beneath the folder's root as long as its words stay
// there, otherwise a folder that is a root of its own.
Input input_named(Arena *arena, Input folder, Str written);
// The same of a file: its folder is the root.
Input input_named_file(Arena *arena, Input folder, Str written);
Str input_path(Arena *arena, Input input);

// Of `flags` with O_CLOEXEC; -1 with errno. It may be anything: with O_NONBLOCK a pipe does not wait.
int input_open(Input input, int flags);
InputKind input_kind(Input input);
bool input_is_there(Input input);    // whatever it is, or may be
bool input_may_be_file(Input input); // or the disk does not say: who reads it then says why it cannot
bool input_is_folder(Diag *diag,
                     Input input); // false after file-unreadable, too, where the disk does not say
// Whether an error is the disk's and not what stands at the path, or what the user may do: then
// file-unreadable is reported, unless diag is NULL. For who looks by calls of its own.
bool input_failed(Diag *diag, Str name, int error);
// Names in a folder that are not hidden, in natural order; none where there is no such folder, or none that
// may be read, which is the caller's to say. One that the disk does not give, or not to its end, is the
// failure file-unreadable: what a part of it says is never taken for the whole. diag may be NULL, for hints.
Str *input_list(Arena *arena, Diag *diag, Input folder, size_t *n);

#endif

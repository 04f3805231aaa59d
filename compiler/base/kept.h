// kept: what many pieces of work read alike (a template, a style), read once for all of them.
//
// In: a key, and a function that reads. Out: what that made, the same for all who ask by the same key, on any
// thread. Each time all files, folders and looks that it took are looked at: where one is not as it was, it
// is read anew, and who has the old one keeps it. Nothing is kept of which anything was reported, nor what is
// made of a file so young that it may change within the same moment. What it took is noted (base/seen.h) for
// each who asks as if he had read it himself.
//
// Errors: those of the function. Memory: what is kept lives until kept_free, anything else as long as the
// arena of who asked.
#ifndef GONGKAI_BASE_KEPT_H
#define GONGKAI_BASE_KEPT_H

#include "base/diag.h"

typedef struct Kept Kept;

Kept *kept_new(void);
void kept_free(Kept *kept); // NULL is allowed

// What is made must lie in the arena given and point to nothing that does not, but for constants.
typedef const void *(*KeptMake)(void *context, Arena *arena, Diag *diag);
// kept NULL: it is made anew. NULL where `make` made nothing.
const void *kept_take(Kept *kept, Arena *arena, Diag *diag, Str key, KeptMake make, void *context);

#endif

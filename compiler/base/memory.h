// What happens when memory runs out: one message, what is half written goes, and the process ends with status
// 3.
//
// Nothing that was made without memory is ever taken for a result: no caller gets NULL, and no library may go
// on without what it asked for. cli/allocate.c brings every allocation of the process here, the libraries'
// too. State of the process, since memory is the process's: the one exception to having no globals.
#ifndef GONGKAI_BASE_MEMORY_H
#define GONGKAI_BASE_MEMORY_H

#include <stdbool.h>

// Says so on stderr, removes the temporaries and ends with _exit(3); no handlers run, since other threads may
// be anywhere. Called by several threads at once it is done by the first. Inside a temporary's removal it
// returns, and the allocation fails.
void memory_end(void);

// The same where so little is left that what just failed may have failed for it, though it did not say so:
// the dynamic loader and iconv do not tell a full memory from a missing file.
void memory_end_if_short(void);

// Puts some room by, for the removal, and keeps the message, translated, with its line end; it must stay.
void memory_prepare(const char *message);

// Something in the file system that must not outlive the process. The record is the caller's, and stays where
// it is until it is dropped. Between memory_hold and memory_release, which nest, no other thread ends the
// process: what `remove` would read or remove may be changed.
typedef struct Temporary Temporary;
struct Temporary {
    void (*remove)(void *object); // called inside memory_hold; with next to no memory
    void *object;
    Temporary *next; // private
};
void memory_temporary_add(Temporary *temporary);
void memory_temporary_drop(Temporary *temporary); // allowed where it was not added
void memory_hold(void);
void memory_release(void);

#endif

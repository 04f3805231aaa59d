// What a piece of work asked of the disk, so that it can be known later whether it would find the same.
//
// In: between seen_begin and seen_end, all that this thread, and threads that it begins through work.h, read,
// list and look for through input.h and source.h. Out: a SeenEntry for each file, list and look, by path in
// byte order, each once. Which log it is is a state of the thread: what reads need not know of it. Errors:
// none; what cannot be told of a file makes an entry that is never the same. Memory: of the arena given to
// seen_new, under a lock of its own.
#ifndef GONGKAI_BASE_SEEN_H
#define GONGKAI_BASE_SEEN_H

#include <sys/stat.h>

#include "base/input.h"

typedef enum SeenKind {
    SEEN_LOOK, // whether there is something, and what
    SEEN_LIST, // the names in a folder
    SEEN_FILE, // the bytes of a file
} SeenKind;

// What tells a file from itself at another time: who changes one cannot set its time of change (ctime) back.
typedef struct FileMark {
    uint64_t size, inode;
    int64_t modified, changed; // nanoseconds since 1970
} FileMark;

typedef struct SeenEntry {
    SeenKind kind;
    Str path;       // as it was asked for
    FileMark mark;  // of a file, as it was when it was opened
    uint64_t value; // of a look: the InputKind; of a list: the hash of the names; of a file: of its bytes
    bool unsteady;  // it was found otherwise within the same work
} SeenEntry;

typedef struct Seen Seen;

Seen *seen_new(Arena *arena);
// From now on is noted there, until seen_end; the log before is returned by seen_begin and set again by
// seen_end.
Seen *seen_begin(Seen *seen);
void seen_end(Seen *before);
Seen *seen_current(void); // NULL: nothing is noted
const SeenEntry *seen_entries(Seen *seen, size_t *n);

// What stands at a path now, links followed; in a folder that is open, or AT_FDCWD.
InputKind input_kind_now(int folder, const char *path);
// Two changes of a file within one tick of the file system's clock look the same, and the coarsest tick is
// FAT's: what changed that long (nanoseconds) before it was read may have changed since.
#define SEEN_YOUNG (2 * INT64_C(1000000000))
// Whether a file, list or look is now what it was then. Of a file its mark is looked at, not its bytes.
bool seen_same(const SeenEntry *entry);
// Notes it once more, in the log of this thread.
void seen_again(const SeenEntry *entry);

FileMark file_mark(const struct stat *about);
bool file_mark_same(FileMark a, FileMark b);
// The hash of a folder's names, by which a list is known.
uint64_t names_hash(const Str *names, size_t n);

// For who opens inputs: what was found.
void seen_look(Input input, InputKind kind);
void seen_list(Input folder, const Str *names, size_t n);
void seen_file(Input input, const struct stat *about, Str bytes);

#endif

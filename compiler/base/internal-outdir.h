// What the files of an output folder share: outdir-write.c puts files into the one that is being built,
// outdir-old.c looks at the one before and takes over what stays, outdir-commit.c flushes and exchanges,
// outdir.c opens and removes.
#ifndef GONGKAI_BASE_INTERNAL_OUTDIR_H
#define GONGKAI_BASE_INTERNAL_OUTDIR_H

#include <sys/types.h>
#include <time.h>

#include "base/memory.h"
#include "base/outdir.h"
#include "base/path.h"
#include "base/vec.h"

struct OutDir {
    Arena *arena;
    Str path;   // as the user gave it, for messages
    int parent; // the folder that holds the output, -1 when closed
    // Names in the parent: the output, the folder being built, and the replaced one where two renames are
    // needed.
    const char *name, *next, *old;
    int next_fd;            // the folder being built; its lock keeps other builds out
    dev_t device;           // its file system
    struct timespec opened; // when it was, before anything was written to it
    int old_fd;             // the present output, -1 where there is none
    const char *replaced; // the name that the old output has after the swap; NULL before, and once it is gone
    PathsMade made;       // parents that did not exist
    Temporary temporary;  // nothing of it outlives the process
    const Str *known;     // of outdir_guard: what the old output may hold
    size_t known_count;
    bool guarded;
    int unread;  // why the disk did not give what the old output may hold; 0
    bool broken; // something is missing: never commit
    bool failed; // a write failure was reported
};

// What the marker holds until its maker has something to say.
#define PLAIN_MARKER STR("Gongkai made this folder and replaces it as a whole with every build.\n")

// ---- outdir.c

// Opens the present output, where there is one, and refuses what is not ours.
bool outdir_open_old(OutDir *out, Diag *diag);
void outdir_close(OutDir *out); // and so its lock goes

// ---- outdir-write.c: all return false after reporting, unless told otherwise

bool outdir_fail(OutDir *out, Diag *diag, int error); // always false
bool outdir_fail_file(OutDir *out, Diag *diag, const char *name, int error);
bool outdir_put(OutDir *out, Diag *diag, const char *name, Str bytes);
// The subfolders that lead to a file. False with errno.
bool outdir_make_folders(OutDir *out, const char *name);
// A relative path without `.`, `..` or empty parts, so that nothing is written outside the folder.
bool outdir_is_inside(Str name);

// ---- outdir-old.c

// What is not known to outdir_guard, where it was called, is the user's: false after output-extra.
bool outdir_refuse_extra(OutDir *out, Diag *diag);

#endif

// An output folder that is replaced as a whole, or not at all.
//
// outdir_open makes a hidden folder beside `path`; files are written into it; outdir_commit flushes them and
// swaps it in with renameat2(RENAME_EXCHANGE), or two renames where the file system lacks that;
// outdir_abandon removes it. Whatever goes wrong before commit leaves the old output as it was and nothing
// beside it. Leftovers of a killed build are removed by the next one that holds the lock. Errors: reported as
// SEVERITY_FAILURE (disk, permission) or, for a folder that Gongkai did not make and that is not empty, as
// the error `output-foreign`; `output-busy` where another build holds the folder for longer than six seconds;
// `output-name` for a file name that leads out of the folder; `output-extra` where outdir_guard was asked and
// the old output holds a file of someone else's; `output-link` for a link where outdir_own was asked. A
// folder is ours when it has a file `.gongkai`. One write failure is reported (`output-write`); after it, or
// after a bad name, outdir_commit does not commit. Freeing the arena abandons.
#ifndef GONGKAI_BASE_OUTDIR_H
#define GONGKAI_BASE_OUTDIR_H

#include "base/diag.h"

typedef struct OutDir OutDir;

// Refuses a path that is a link: an output that nobody named does not lead elsewhere. False after reporting.
bool outdir_own(Arena *arena, Diag *diag, Str path);
// NULL where the folder cannot be made or is not ours.
OutDir *outdir_open(Arena *arena, Diag *diag, Str path);
// Writes one file, name relative to the folder ('/' makes subfolders). False after reporting.
bool outdir_write(OutDir *out, Diag *diag, Str name, Str bytes);
// Carries a file of the old output over, by hard link (or copy). False where there is none.
bool outdir_keep(OutDir *out, Diag *diag, Str name);
// The old output's file, whole: at == NULL where there is none or it is more than `most` bytes.
Str outdir_read_old(OutDir *out, Arena *arena, Str name, size_t most);
// Whether the old output has something of that name, whatever it is.
bool outdir_has_old(OutDir *out, Str name);
// Whether the disk did not give what of the old output was asked for by one of these: that is no answer.
// True after reporting.
bool outdir_unread(OutDir *out, Diag *diag);
// Has the marker hold what its maker has to say of the folder. False after reporting.
bool outdir_mark(OutDir *out, Diag *diag, Str bytes);
bool outdir_has_marker(OutDir *out); // the old output has one
// What it holds, read likewise; n == 0 where its maker said nothing.
Str outdir_read_marker(OutDir *out, Arena *arena, size_t most);
// Refuses an old output with files other than the `n` that an earlier build made, here and again in
// outdir_commit: what a user put there would go with it. What programs drop beside an open file may go. The
// names stay the caller's and outlive the folder. False after reporting.
bool outdir_guard(OutDir *out, Diag *diag, const Str *made, size_t n);
// The folder that is being built, opened anew for who looks at it after outdir_commit, wherever it is then;
// -1 where that fails.
int outdir_folder(const OutDir *out);
bool outdir_commit(OutDir *out, Diag *diag);

typedef struct OutDirCommit {
    OutDir *out;
    Diag *diag;
    bool done; // what outdir_commit returns
} OutDirCommit;

// Several together: they wait for the disk as long as one does. Each is committed or not by itself, but where
// a file system cannot flush, all folders on it are not: it does not say whose bytes were lost.
void outdir_commit_all(OutDirCommit *commits, size_t n);
void outdir_abandon(OutDir *out); // allowed after commit: then it does nothing

// All of it into a file; a call that was interrupted is made again. Errors: false, with errno.
bool fd_write(int fd, Str bytes);
// A file in its place at once, written beside it first, hidden: who reads it meanwhile, and who is left with
// it where that goes wrong, has the old one or the new one whole. Errors: false, with errno.
bool file_place(const char *path, Str bytes);

#endif

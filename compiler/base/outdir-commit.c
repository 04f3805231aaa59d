// Finished folders: to the disk, then into their places.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/internal-outdir.h"

// ---- before the swap

static bool is_before(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec : a->tv_nsec < b->tv_nsec;
}

static bool is_pending(const OutDir *out)
{
    return out->next_fd >= 0 && !out->broken;
}

// All that are on the file system of the first. A flush tells of errors since its descriptor was opened: the
// one that was opened first tells of whatever was written to any of them.
static void flush_system(OutDirCommit *commits, bool *flushed, size_t n)
{
    const OutDir *earliest = commits[0].out;
    dev_t device = earliest->device;
    int error;

    for (size_t i = 1; i < n; i++)
        if (is_pending(commits[i].out) && commits[i].out->device == device &&
            is_before(&commits[i].out->opened, &earliest->opened))
            earliest = commits[i].out;
    error = syncfs(earliest->next_fd) == 0 ? 0 : errno;
    for (size_t i = 0; i < n; i++) {
        if (!is_pending(commits[i].out) || commits[i].out->device != device)
            continue;
        flushed[i] = true;
        if (error)
            outdir_fail(commits[i].out, commits[i].diag, error);
    }
}

// To the disk before the swap: after a power cut the output is the old one or the new one, never a folder of
// empty files. One syncfs costs about what one fsync does; a site has hundreds of files.
static void flush(OutDirCommit *commits, size_t n)
{
    Arena *scratch = arena_new();
    bool *flushed = ARENA_ARRAY(scratch, bool, n);

    for (size_t i = 0; i < n; i++)
        if (is_pending(commits[i].out) && !flushed[i])
            flush_system(commits + i, flushed + i, n - i);
    arena_free(scratch);
}

// ---- the swap

// Puts the new folder in the old one's place. Returns the name the old one has now, "" where there was none,
// NULL with errno where everything is as it was.
static const char *swap(OutDir *out)
{
    int error;

    if (out->old_fd < 0)
        return renameat(out->parent, out->next, out->parent, out->name) == 0 ? "" : NULL;
    if (renameat2(out->parent, out->next, out->parent, out->name, RENAME_EXCHANGE) == 0)
        return out->next;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return NULL;
    // No exchange on this file system. A kill between the two leaves the old output under a name that
    // clear_leftovers puts back.
    if (renameat(out->parent, out->name, out->parent, out->old) != 0)
        return NULL;
    if (renameat(out->parent, out->next, out->parent, out->name) == 0)
        return out->old;
    error = errno;
    renameat(out->parent, out->old, out->parent, out->name);
    errno = error;
    return NULL;
}

// The old output keeps its permissions (a web server's group), and its lock is taken too: once swapped, it
// bears the name that other builds lock, until it is removed.
static void prepare_swap(OutDir *out)
{
    struct stat status;

    if (out->old_fd < 0)
        return;
    if (fstat(out->old_fd, &status) == 0)
        (void)!fchmod(out->next_fd, status.st_mode & 07777);
    flock(out->old_fd, LOCK_EX | LOCK_NB);
}

static bool put_in_place(OutDir *out, Diag *diag)
{
    if (!is_pending(out) || !outdir_open_old(out, diag) || !outdir_refuse_extra(out, diag))
        return false;
    memory_hold();
    prepare_swap(out);
    out->replaced = swap(out);
    if (out->replaced) {
        fd_close(&out->next_fd); // it is no longer what to remove where memory runs out
        out->made.n = 0;
    }
    memory_release();
    return out->replaced || outdir_fail(out, diag, errno);
}

// ---- after it: what fails from here on does not undo it

static bool same_parent(const OutDir *a, const OutDir *b)
{
    struct stat one, other;

    return fstat(a->parent, &one) == 0 && fstat(b->parent, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

// Swaps in one folder reach the disk together: of those the first flushes it.
static bool flush_parent(const OutDirCommit *commits, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (commits[i].done && same_parent(commits[i].out, commits[index].out)) {
            errno = EIO;
            return !commits[i].out->failed;
        }
    // Some file systems flush no folders.
    return fsync(commits[index].out->parent) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

static void clear_replaced(OutDir *out, Diag *diag)
{
    const char *replaced = out->replaced;

    if (*replaced && !folder_remove(out->parent, replaced))
        diag_report(diag, SEVERITY_WARNING, "output-leftover", (Place){0}, str_of(_("remove it by hand")),
                    _("the folder %s with the previous output could not be removed: %s"), replaced,
                    strerror(errno));
}

void outdir_commit_all(OutDirCommit *commits, size_t n)
{
    flush(commits, n);
    for (size_t i = 0; i < n; i++) {
        commits[i].done = put_in_place(commits[i].out, commits[i].diag);
        if (!commits[i].done)
            outdir_abandon(commits[i].out);
    }
    for (size_t i = 0; i < n; i++)
        if (commits[i].done && !flush_parent(commits, i))
            outdir_fail(commits[i].out, commits[i].diag, errno);
    for (size_t i = 0; i < n; i++) {
        if (!commits[i].done)
            continue;
        if (!commits[i].out->failed) // else it is left for the next build to remove
            clear_replaced(commits[i].out, commits[i].diag);
        commits[i].out->replaced = NULL;
        outdir_close(commits[i].out);
    }
}

bool outdir_commit(OutDir *out, Diag *diag)
{
    OutDirCommit commit = {out, diag, false};

    outdir_commit_all(&commit, 1);
    return commit.done;
}

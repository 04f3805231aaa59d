#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/internal-outdir.h"

// How long a build waits for another one into the same folder; most are over in a fraction of this.
#define LOCK_WAIT_MS 6000
#define LOCK_PAUSE_MS 10

static bool refuse_foreign(OutDir *out, Diag *diag, Str what)
{
    diag_report(diag, SEVERITY_ERROR, "output-foreign", (Place){0},
                str_of(_("choose another output folder, or empty this one if nothing in it is needed")),
                _("%.*s was not made by Gongkai and is not empty"), STR_ARG(what));
    out->broken = true;
    return false;
}

// What is not known for Gongkai's, or not because the disk does not say.
static bool refuse(OutDir *out, Diag *diag, Str what)
{
    return errno ? outdir_fail(out, diag, errno) : refuse_foreign(out, diag, what);
}

// The path without what at its end says only that it is a folder.
static Str path_trim(Str path)
{
    while (path.n > 1 && (str_ends(path, STR("/")) || str_ends(path, STR("/."))))
        path.n--;
    return path;
}

// Splits the path into an opened parent and a name, links resolved. False with errno.
static bool find_parent(OutDir *out)
{
    Str path = path_trim(out->path);
    struct stat status;
    const char *parent;
    char *given, *real, *slash;

    given = str_c(out->arena, path);
    if (path.n == 0 || strlen(given) != path.n) {
        errno = ENOENT;
        return false;
    }
    real = realpath(given, NULL);
    if (real) {
        given = str_c(out->arena, str_of(real));
        free(real);
    } else {
        bool made = errno == ENOENT && lstat(given, &status) != 0; // not so: a link that points nowhere

        memory_hold();
        made = made && path_make_above(out->arena, given, &out->made);
        memory_release();
        if (!made)
            return false;
    }
    slash = strrchr(given, '/');
    out->name = slash ? slash + 1 : given;
    parent = slash ? str_c(out->arena, (Str){given, (size_t)(slash - given)}) : ".";
    if (slash == given)
        parent = "/";
    if (*out->name == '\0' || strcmp(out->name, "..") == 0) {
        errno = EBUSY; // the root, or nothing that could be replaced
        return false;
    }
    out->next = str_c(out->arena, str_print(out->arena, ".%s.gongkai-new", out->name));
    out->old = str_c(out->arena, str_print(out->arena, ".%s.gongkai-old", out->name));
    out->parent = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return out->parent >= 0;
}

typedef enum Lock { LOCKED, LOCK_AGAIN, LOCK_FAILED } Lock;

static Lock try_lock(OutDir *out)
{
    struct stat ours, named;
    bool held;

    if (mkdirat(out->parent, out->next, 0777) != 0 && errno != EEXIST)
        return LOCK_FAILED;
    out->next_fd = folder_open(out->parent, out->next);
    if (out->next_fd < 0)
        return errno == ENOENT ? LOCK_AGAIN : LOCK_FAILED;
    // Some network file systems lock no folders (EBADF, ENOLCK …): there, builds into one folder are not kept
    // apart.
    held = flock(out->next_fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR);
    // Another build may have swapped or removed the folder between our opening and locking it.
    if (held && fstat(out->next_fd, &ours) == 0 &&
        fstatat(out->parent, out->next, &named, AT_SYMLINK_NOFOLLOW) == 0 && ours.st_ino == named.st_ino &&
        ours.st_dev == named.st_dev) {
        out->device = ours.st_dev;
        clock_gettime(CLOCK_MONOTONIC, &out->opened);
        return LOCKED;
    }
    fd_close(&out->next_fd);
    return LOCK_AGAIN;
}

// Makes the folder to build in, or takes over what a killed build left, and locks it. The lock is on the
// folder itself, so nothing else has to lie beside the output, and builds into neighbouring folders do not
// wait for one another.
static bool lock_next(OutDir *out, Diag *diag)
{
    const struct timespec pause = {.tv_nsec = LOCK_PAUSE_MS * 1000000L};
    Lock lock = LOCK_AGAIN;

    for (int waited = 0; lock == LOCK_AGAIN && waited <= LOCK_WAIT_MS; waited += LOCK_PAUSE_MS) {
        memory_hold();
        lock = try_lock(out);
        memory_release();
        if (lock == LOCK_AGAIN)
            nanosleep(&pause, NULL);
    }
    if (lock == LOCKED)
        return true;
    if (lock == LOCK_FAILED)
        return outdir_fail(out, diag, errno);
    diag_report(diag, SEVERITY_FAILURE, "output-busy", (Place){0}, str_of(_("wait until it has finished")),
                _("another build is writing to %.*s"), STR_ARG(out->path));
    out->broken = true;
    return false;
}

bool outdir_open_old(OutDir *out, Diag *diag)
{
    struct stat status;

    fd_close(&out->old_fd);
    out->old_fd = folder_open(out->parent, out->name);
    if (out->old_fd >= 0)
        return folder_is_ours(out->old_fd) || refuse(out, diag, out->path);
    if (errno == ENOENT)
        return true;
    if (fstatat(out->parent, out->name, &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(status.st_mode))
        return refuse_foreign(out, diag, out->path);
    return outdir_fail(out, diag, errno);
}

// Under the lock: mends what a build left that was killed between two renames or later.
static bool clear_leftovers(OutDir *out, Diag *diag)
{
    struct stat status;

    if (!folder_is_ours(out->next_fd))
        return refuse(out, diag, str_of(out->next));
    if (!folder_empty(out->next_fd))
        return outdir_fail(out, diag, errno);
    if (fstatat(out->parent, out->old, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return true;
    if (fstatat(out->parent, out->name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        renameat(out->parent, out->old, out->parent, out->name);
    else
        folder_remove(out->parent, out->old);
    return true;
}

static void abandon(void *out)
{
    outdir_abandon(out);
}

bool outdir_own(Arena *arena, Diag *diag, Str path)
{
    struct stat status;

    if (lstat(str_c(arena, path_trim(path)), &status) != 0 || !S_ISLNK(status.st_mode))
        return true;
    diag_report(diag, SEVERITY_ERROR, "output-link", (Place){0},
                str_of(_("name the folder that is meant with -o, or remove the link")),
                _("%.*s is a link to another folder, which would be replaced"), STR_ARG(path));
    return false;
}

OutDir *outdir_open(Arena *arena, Diag *diag, Str path)
{
    OutDir *out = ARENA_NEW(arena, OutDir);

    out->arena = arena;
    out->path = str_copy(arena, path);
    out->parent = out->next_fd = out->old_fd = -1;
    arena_defer(arena, abandon, out); // a caller that gives up early leaves nothing behind
    out->temporary = (Temporary){.remove = abandon, .object = out};
    memory_temporary_add(&out->temporary);
    if (!find_parent(out))
        outdir_fail(out, diag, errno);
    // What stands at the path is looked at first: a refused folder gets no neighbour, even for a moment. And
    // again under the lock, when no other build changes it.
    else if (outdir_open_old(out, diag) && lock_next(out, diag) && clear_leftovers(out, diag) &&
             outdir_open_old(out, diag) && outdir_put(out, diag, FOLDER_MARKER, PLAIN_MARKER))
        return out;
    outdir_abandon(out);
    return NULL;
}

void outdir_close(OutDir *out)
{
    fd_close(&out->next_fd); // and so the lock goes
    fd_close(&out->old_fd);
    fd_close(&out->parent);
    memory_temporary_drop(&out->temporary);
}

int outdir_folder(const OutDir *out)
{
    return out->next_fd < 0 ? -1 : openat(out->next_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void outdir_abandon(OutDir *out)
{
    memory_hold();
    // Without the lock the folder is another build's; without the marker, someone else's.
    if (out->next_fd >= 0 && out->next && folder_is_ours(out->next_fd) && folder_empty(out->next_fd))
        unlinkat(out->parent, out->next, AT_REMOVEDIR);
    if (out->replaced && *out->replaced)
        folder_remove(out->parent, out->replaced);
    out->replaced = NULL;
    outdir_close(out);
    path_remove_made(&out->made);
    memory_release();
}

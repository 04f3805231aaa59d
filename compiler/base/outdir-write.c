// Files of the output folder that is being built.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/internal-outdir.h"

static bool fail_write(OutDir *out, Diag *diag, const char *what, int error)
{
    // A full disk fails every later write too; say it once.
    if (!out->failed)
        diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){0}, (Str){0}, _("cannot write %s: %s"),
                    what, strerror(error));
    out->failed = true;
    out->broken = true;
    return false;
}

bool outdir_fail(OutDir *out, Diag *diag, int error)
{
    return fail_write(out, diag, str_c(out->arena, out->path), error);
}

bool fd_write(int fd, Str bytes)
{
    for (size_t done = 0; done < bytes.n;) {
        ssize_t n = write(fd, bytes.at + done, bytes.n - done);

        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            done += (size_t)n;
    }
    return true;
}

static bool place(const char *path, const char *next, Str bytes)
{
    int fd = open(next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666), reason;
    bool written = fd >= 0 && fd_write(fd, bytes) && fsync(fd) == 0;

    reason = errno;
    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written && rename(next, path) == 0)
        return true;
    reason = written ? errno : reason;
    if (fd >= 0)
        unlink(next);
    errno = reason;
    return false;
}

bool file_place(const char *path, Str bytes)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    Arena *arena = arena_new();
    Str next = str_print(arena, "%.*s.%s.gongkai-%ld", (int)(name - path), path, name, (long)getpid());
    bool placed = place(path, next.at, bytes);
    int reason = errno;

    arena_free(arena);
    errno = reason;
    return placed;
}

bool outdir_make_folders(OutDir *out, const char *name)
{
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = str_c(out->arena, (Str){name, (size_t)(slash - name)});

        if (mkdirat(out->next_fd, folder, 0777) != 0 && errno != EEXIST)
            return false;
    }
    return true;
}

static int create_file(OutDir *out, const char *name)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd;

    // The file may have been kept: truncating it would truncate the old output's, which is the same file.
    unlinkat(out->next_fd, name, 0);
    fd = openat(out->next_fd, name, flags, 0666);
    if (fd < 0 && errno == ENOENT && outdir_make_folders(out, name))
        fd = openat(out->next_fd, name, flags, 0666);
    return fd;
}

bool outdir_fail_file(OutDir *out, Diag *diag, const char *name, int error)
{
    Str shown = str_print(out->arena, "%.*s/%s", STR_ARG(out->path), name);

    return fail_write(out, diag, shown.at, error);
}

bool outdir_put(OutDir *out, Diag *diag, const char *name, Str bytes)
{
    int fd, error;
    bool written;

    memory_hold();
    fd = create_file(out, name);
    written = fd >= 0 && fd_write(fd, bytes);
    error = errno;

    // Writing to the disk starts now, while the build goes on, and the flush at the end finds little left to
    // do.
    if (written)
        sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    if (fd >= 0 && close(fd) != 0 && written) {
        written = false; // some file systems only now say that the disk is full
        error = errno;
    }
    memory_release();
    if (!written)
        return outdir_fail_file(out, diag, name, error);
    return true;
}

bool outdir_is_inside(Str name)
{
    size_t from = 0;

    if (name.n == 0 || str_find_char(name, '\0', 0) >= 0 || str_equal(name, STR(FOLDER_MARKER)) ||
        str_equal(name, STR(FOLDER_SEEN)))
        return false;
    while (from <= name.n) {
        ptrdiff_t slash = str_find_char(name, '/', from);
        size_t to = slash < 0 ? name.n : (size_t)slash;
        Str part = str_slice(name, from, to);

        if (part.n == 0 || str_equal(part, STR(".")) || str_equal(part, STR("..")))
            return false;
        from = to + 1;
    }
    return true;
}

bool outdir_write(OutDir *out, Diag *diag, Str name, Str bytes)
{
    if (!outdir_is_inside(name)) {
        diag_report(diag, SEVERITY_ERROR, "output-name", (Place){0}, (Str){0},
                    _("%.*s is not the name of a file inside the output folder"), STR_ARG(name));
        out->broken = true;
        return false;
    }
    return !out->failed && outdir_put(out, diag, str_c(out->arena, name), bytes);
}

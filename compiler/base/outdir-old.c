// The output before: what is read of it, what of it stays, and what in it is not Gongkai's.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/internal-outdir.h"

// How many of a user's files a message names.
#define EXTRA_SHOWN 3

// That nothing stands there, or a link, is an answer.
static void unread_note(OutDir *out, int error)
{
    if (error != ENOENT && error != ENOTDIR && error != ELOOP)
        out->unread = error;
}

bool outdir_unread(OutDir *out, Diag *diag)
{
    if (!out->unread)
        return false;
    diag_report(diag, SEVERITY_FAILURE, "file-unreadable", (Place){0}, (Str){0},
                _("“%.*s” cannot be read: %s"), STR_ARG(out->path), strerror(out->unread));
    out->broken = true;
    return true;
}

// Opens a regular file of the old output; -1 where there is none.
static int open_kept(OutDir *out, const char *name, struct stat *status)
{
    int fd;

    if (out->old_fd < 0)
        return -1;
    errno = 0;
    // O_NONBLOCK: a pipe that someone put there must not make the build wait.
    fd = openat(out->old_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, status) == 0 && S_ISREG(status->st_mode))
        return fd;
    if (errno)
        unread_note(out, errno);
    fd_close(&fd);
    return -1;
}

static Str read_old(OutDir *out, Arena *arena, const char *name, size_t most)
{
    struct stat status;
    int fd = open_kept(out, name, &status);
    bool fits = fd >= 0 && (size_t)status.st_size <= most;
    Str bytes = fits ? fd_read(arena, fd, (size_t)status.st_size) : (Str){0};

    if (fits && !bytes.at)
        unread_note(out, errno);
    fd_close(&fd);
    return bytes;
}

Str outdir_read_old(OutDir *out, Arena *arena, Str name, size_t most)
{
    return outdir_is_inside(name) ? read_old(out, arena, str_c(out->arena, name), most) : (Str){0};
}

static bool has_old(OutDir *out, const char *name)
{
    struct stat status;
    bool found = out->old_fd >= 0 && fstatat(out->old_fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0;

    if (out->old_fd >= 0 && !found)
        unread_note(out, errno);
    return found;
}

bool outdir_has_old(OutDir *out, Str name)
{
    return outdir_is_inside(name) && has_old(out, str_c(out->arena, name));
}

bool outdir_has_marker(OutDir *out)
{
    return has_old(out, FOLDER_MARKER);
}

Str outdir_read_marker(OutDir *out, Arena *arena, size_t most)
{
    Str text = read_old(out, arena, FOLDER_MARKER, most);

    return str_equal(text, PLAIN_MARKER) ? STR("") : text;
}

// Beside it first: a folder without its marker would be no one's.
bool outdir_mark(OutDir *out, Diag *diag, Str bytes)
{
    if (out->failed || !outdir_put(out, diag, FOLDER_MARKER ".next", bytes))
        return false;
    if (renameat(out->next_fd, FOLDER_MARKER ".next", out->next_fd, FOLDER_MARKER) == 0)
        return true;
    return outdir_fail_file(out, diag, FOLDER_MARKER, errno);
}

static bool link_old(OutDir *out, const char *name)
{
    unlinkat(out->next_fd, name, 0);
    if (linkat(out->old_fd, name, out->next_fd, name, 0) == 0)
        return true;
    return errno == ENOENT && outdir_make_folders(out, name) &&
           linkat(out->old_fd, name, out->next_fd, name, 0) == 0;
}

bool outdir_keep(OutDir *out, Diag *diag, Str name)
{
    struct stat status;
    const char *file;
    Arena *scratch;
    Str bytes;
    bool kept;
    int fd;

    if (!outdir_is_inside(name) || out->failed)
        return false;
    file = str_c(out->arena, name);
    fd = open_kept(out, file, &status);
    if (fd < 0)
        return false;
    memory_hold();
    kept = link_old(out, file);
    memory_release();
    if (!kept) {
        // No hard links here, too many of them, or the file is another user's: copy.
        scratch = arena_new();
        bytes = fd_read(scratch, fd, (size_t)status.st_size);
        kept = bytes.at && outdir_put(out, diag, file, bytes);
        arena_free(scratch);
    }
    fd_close(&fd);
    return kept;
}

// What office programs and file managers leave beside a file that is open or a folder that was looked at.
static bool is_dropping(Str path)
{
    Str name = path;

    for (ptrdiff_t slash; (slash = str_find_char(name, '/', 0)) >= 0;)
        name = str_slice(name, (size_t)slash + 1, name.n);
    return str_starts(name, STR(".~lock.")) || str_starts(name, STR("~$")) ||
           str_equal(name, STR(".DS_Store")) || str_equal(name, STR("Thumbs.db"));
}

static bool is_known(const OutDir *out, Str name)
{
    for (size_t i = 0; i < out->known_count; i++)
        if (str_equal(out->known[i], name))
            return true;
    return str_equal(name, STR(FOLDER_MARKER)) || str_starts(name, STR(FOLDER_SEEN)) || is_dropping(name);
}

bool outdir_refuse_extra(OutDir *out, Diag *diag)
{
    StrBuf named = {.arena = out->arena};
    FileNames files = {0};
    size_t extra = 0;
    Str list;

    if (!out->guarded || out->old_fd < 0)
        return true;
    if (!folder_files(out->old_fd, out->arena, &files))
        return outdir_fail(out, diag, errno);
    for (size_t i = 0; i < files.n && extra <= EXTRA_SHOWN; i++) {
        if (is_known(out, files.at[i]))
            continue;
        if (extra++ < EXTRA_SHOWN)
            buf_print(&named, "%s%.*s", extra > 1 ? ", " : "", STR_ARG(files.at[i]));
        else
            buf_add_c(&named, " …");
    }
    if (extra == 0)
        return true;
    list = buf_str(&named);
    diag_report(diag, SEVERITY_ERROR, "output-extra", (Place){0},
                str_of(_("move them out of the output folder; it is replaced as a whole")),
                _("%.*s holds files that Gongkai did not make: %.*s"), STR_ARG(out->path), STR_ARG(list));
    out->broken = true;
    return false;
}

bool outdir_guard(OutDir *out, Diag *diag, const Str *made, size_t n)
{
    out->known = made;
    out->known_count = n;
    out->guarded = true;
    return outdir_refuse_extra(out, diag);
}

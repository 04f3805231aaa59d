#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/outdir.h"
#include "commands/file-place.h"

static bool place(const char *file, const char *next, Str bytes)
{
    int fd = open(next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666), reason;
    bool written = fd >= 0 && fd_write(fd, bytes) && fsync(fd) == 0;

    reason = errno;
    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written && rename(next, file) == 0)
        return true;
    reason = written ? errno : reason;
    if (fd >= 0)
        unlink(next);
    errno = reason;
    return false;
}

bool file_place(const char *file, Str bytes)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    Arena *arena = arena_new();
    Str next = str_print(arena, "%.*s.%s.gongkai-%ld", (int)(name - file), file, name, (long)getpid());
    bool placed = place(file, next.at, bytes);
    int reason = errno;

    arena_free(arena);
    errno = reason;
    return placed;
}

bool file_place_told(const char *file, Str bytes)
{
    if (file_place(file, bytes))
        return true;
    fprintf(stderr, _("gongkai: %s cannot be written: %s\n"), file, strerror(errno));
    return false;
}

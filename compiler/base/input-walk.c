// A path beneath a folder, opened part by part without following a link: what a link says is put before what
// is left of the path, and walked like it.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/internal-input.h"

#include "base/folder.h"

enum { DEPTH_MOST = 64, LINKS_MOST = 40 };

typedef struct Walk {
    int root;
    int folders[DEPTH_MOST]; // that were entered, from the root down
    int depth, links;
    char rest[PATH_MAX]; // to be walked
} Walk;

static int fail(int error)
{
    errno = error;
    return -1;
}

static int here(const Walk *walk)
{
    return walk->depth > 0 ? walk->folders[walk->depth - 1] : walk->root;
}

// Takes the first part off the rest; false where there is none.
static bool take_part(Walk *walk, char part[NAME_MAX + 1], bool *last)
{
    const char *at = walk->rest + strspn(walk->rest, "/");
    size_t n = strcspn(at, "/"), after = strspn(at + n, "/");

    if (n == 0 || n > NAME_MAX)
        return false;
    memcpy(part, at, n);
    part[n] = '\0';
    at += n + after;
    *last = !*at;
    memmove(walk->rest, at, strlen(at) + 1);
    return true;
}

static bool follow(Walk *walk, int link)
{
    char target[PATH_MAX], rest[PATH_MAX];
    ssize_t n = readlinkat(link, "", target, sizeof target - 1);
    int whole;

    if (n <= 0)
        return false;
    target[n] = '\0';
    if (target[0] == '/' || ++walk->links > LINKS_MOST) {
        errno = target[0] == '/' ? EXDEV : ELOOP;
        return false;
    }
    memcpy(rest, walk->rest, strlen(walk->rest) + 1);
    whole = snprintf(walk->rest, sizeof walk->rest, "%s/%s", target, rest);
    if (whole < (int)sizeof walk->rest)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

static bool leave(Walk *walk)
{
    if (walk->depth == 0) {
        errno = EXDEV;
        return false;
    }
    close(walk->folders[--walk->depth]);
    return true;
}

// One part of the path: entered, left, followed; the last one opened.
static bool step(Walk *walk, const char *part, bool last, int flags, int *opened)
{
    struct stat about;
    int fd;

    if (strcmp(part, ".") == 0)
        return true;
    if (strcmp(part, "..") == 0)
        return leave(walk);
    fd = openat(here(walk), part, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0) {
        fd_close(&fd);
        return false;
    }
    if (S_ISLNK(about.st_mode) && !(last && (flags & O_NOFOLLOW))) {
        bool followed = follow(walk, fd);

        fd_close(&fd);
        return followed;
    }
    if (!last && walk->depth < DEPTH_MOST) {
        walk->folders[walk->depth++] = fd;
        return true;
    }
    fd_close(&fd);
    // Were it made a link since it was looked at, it is not followed.
    *opened = last ? openat(here(walk), part, flags | O_NOFOLLOW | O_CLOEXEC) : fail(ELOOP);
    return *opened >= 0;
}

int input_walk(int root, const char *name, int flags)
{
    Walk walk = {.root = root};
    char part[NAME_MAX + 1];
    bool last = false, walked = true;
    int opened = -1, error;

    if (*name == '/')
        return fail(EXDEV);
    if (strlen(name) >= sizeof walk.rest)
        return fail(ENAMETOOLONG);
    memcpy(walk.rest, name, strlen(name) + 1);
    while (walked && opened < 0 && take_part(&walk, part, &last))
        walked = step(&walk, part, last, flags, &opened);
    if (walked && opened < 0)
        opened = walk.rest[strspn(walk.rest, "/")] ? fail(ENAMETOOLONG)
                                                   : openat(here(&walk), ".", flags | O_CLOEXEC);
    error = errno;
    while (walk.depth > 0)
        close(walk.folders[--walk.depth]);
    errno = error;
    return opened;
}

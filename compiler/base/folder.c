#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

Str fd_read(Arena *arena, int fd, size_t size)
{
    char *at = arena_alloc(arena, size + 1);
    size_t n = 0;

    while (n < size) {
        ssize_t got = read(fd, at + n, size - n);

        if (got < 0 && errno != EINTR)
            return (Str){0};
        if (got == 0)
            break;
        if (got > 0)
            n += (size_t)got;
    }
    return (Str){at, n};
}

int folder_open(int parent, const char *name)
{
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

// A stream over a folder from its start; `fd` stays the caller's.
static DIR *list_folder(int fd)
{
    int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = own < 0 ? NULL : fdopendir(own);

    if (!list && own >= 0)
        close(own);
    return list;
}

bool folder_is_ours(int fd)
{
    struct stat status;
    struct dirent *entry;
    DIR *list;
    bool empty = true;
    int unknown;

    if (fstatat(fd, FOLDER_MARKER, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = 0;
        return S_ISREG(status.st_mode);
    }
    if (errno != ENOENT)
        return false;
    list = list_folder(fd);
    if (!list)
        return false;
    while (empty && (errno = 0, (entry = readdir(list))))
        empty = is_dots(entry->d_name);
    unknown = entry ? 0 : errno; // a listing that ends before its end says nothing
    closedir(list);
    errno = unknown;
    return empty && unknown == 0;
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

// *known: whether the disk says it, or that it is gone; else with errno.
static bool is_folder(int fd, const char *name, bool *known)
{
    struct stat status;
    bool found = fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0;

    *known = found || errno == ENOENT;
    return found && S_ISDIR(status.st_mode);
}

bool folder_files(int fd, Arena *arena, FileNames *files)
{
    FileNames folders = {0}; // found so far, each listed in its turn
    Str folder = STR(".");
    size_t next = 0;
    int error;

    while (folder.n > 0) {
        int own = folder_open(fd, str_c(arena, folder));
        DIR *list = own < 0 ? NULL : fdopendir(own);
        struct dirent *entry;
        bool listed = true;

        if (!list) {
            fd_close(&own);
            return false;
        }
        while (listed && (errno = 0, (entry = readdir(list)))) {
            Str name = next == 0 ? str_copy(arena, str_of(entry->d_name))
                                 : str_print(arena, "%.*s/%s", STR_ARG(folder), entry->d_name);

            if (is_dots(entry->d_name))
                continue;
            if (is_folder(own, entry->d_name, &listed))
                *vec_push(arena, &folders) = name;
            else
                *vec_push(arena, files) = name;
        }
        listed = listed && errno == 0;
        error = errno;
        closedir(list);
        errno = error;
        if (!listed)
            return false;
        folder = next < folders.n && folders.at ? folders.at[next] : (Str){0};
        next++;
    }
    if (files->n > 0 && files->at)
        qsort(files->at, files->n, sizeof *files->at, compare_names);
    return true;
}

// Removes a subfolder's files and moves what folders it has up into `top`, where their turn will come:
// folders of any depth are emptied without recursion and with few files open.
static bool flatten_folder(int top, const char *name, unsigned long *serial)
{
    int fd = folder_open(top, name);
    DIR *list = fd < 0 ? NULL : list_folder(fd);
    struct dirent *entry;
    bool done = list != NULL;

    while (done && (errno = 0, (entry = readdir(list)))) {
        if (is_dots(entry->d_name) || unlinkat(fd, entry->d_name, 0) == 0)
            continue;
        if (errno == EISDIR || errno == EPERM) {
            char moved[32];

            do {
                snprintf(moved, sizeof moved, FOLDER_MARKER "-%lu", ++*serial);
                done = renameat(fd, entry->d_name, top, moved) == 0;
            } while (!done && (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR));
        } else {
            done = errno == ENOENT;
        }
    }
    done = done && errno == 0;
    if (list)
        closedir(list);
    fd_close(&fd);
    return done && unlinkat(top, name, AT_REMOVEDIR) == 0;
}

bool folder_empty(int fd)
{
    unsigned long serial = 0;
    bool found = true, done = true;

    // Removing while listing may skip entries on some file systems, so list until nothing is found.
    while (done && found) {
        DIR *list = list_folder(fd);
        struct dirent *entry;

        found = false;
        if (!list)
            return false;
        while (done && (errno = 0, (entry = readdir(list)))) {
            if (is_dots(entry->d_name) || strcmp(entry->d_name, FOLDER_MARKER) == 0)
                continue;
            found = true;
            if (unlinkat(fd, entry->d_name, 0) == 0 || errno == ENOENT)
                continue;
            done = (errno == EISDIR || errno == EPERM) && flatten_folder(fd, entry->d_name, &serial);
        }
        done = done && errno == 0; // else the marker stays, by which it is known as ours
        closedir(list);
    }
    return done && (unlinkat(fd, FOLDER_MARKER, 0) == 0 || errno == ENOENT);
}

bool folder_remove(int parent, const char *name)
{
    int fd = folder_open(parent, name);
    bool done;

    if (fd < 0)
        return errno == ENOENT;
    done = folder_is_ours(fd) && folder_empty(fd) && unlinkat(parent, name, AT_REMOVEDIR) == 0;
    fd_close(&fd);
    return done;
}

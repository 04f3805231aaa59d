#include "font/internal-cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

// ---- whose it is

static bool is_ours(const struct stat *about)
{
    return about->st_uid == geteuid() && !(about->st_mode & (S_IWGRP | S_IWOTH));
}

// Makes the folder and those above it; false where that cannot be.
static bool folder_make(Arena *arena, const char *folder)
{
    char *path = str_c(arena, str_of(folder));
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

int cache_folder_open(const char *folder)
{
    struct stat about;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &about) != 0 || !is_ours(&about))) {
        close(fd);
        return -1;
    }
    return fd;
}

int cache_folder_make(Arena *arena, const char *folder)
{
    return folder_make(arena, folder) ? cache_folder_open(folder) : -1;
}

// ---- reading

static Str read_whole(int fd, Arena *arena)
{
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || !is_ours(&about) || about.st_size <= 0 ||
        about.st_size > CACHE_BYTES_MOST)
        return (Str){0};
    size_t size = (size_t)about.st_size, n = 0;
    char *bytes = arena_alloc(arena, size);
    for (ssize_t got = 1; got > 0 && n<size; n += got> 0 ? (size_t)got : 0)
        got = read(fd, bytes + n, size - n);
    return n == size ? (Str){bytes, n} : (Str){0};
}

Str cache_file_read(int folder, Arena *arena, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return (Str){0};
    Str bytes = read_whole(fd, arena);
    if (bytes.at)
        futimens(fd, NULL); // the oldest use goes first when the folder is full
    close(fd);
    return bytes;
}

// ---- writing

typedef struct Kept {
    char *name;
    off_t size;
    struct timespec used;
} Kept;

static int kept_compare(const void *a, const void *b)
{
    const Kept *x = a, *y = b;
    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
    return x->used.tv_nsec < y->used.tv_nsec ? -1 : x->used.tv_nsec > y->used.tv_nsec;
}

// Removes the files used longest ago until `more` bytes fit, and what a killed writer left.
static void folder_trim(int folder, Arena *arena, size_t more)
{
    int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = own < 0 ? NULL : fdopendir(own);
    VEC(Kept) files = {0};
    size_t total = more;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat about;
        if (fstatat(folder, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(about.st_mode))
            continue;
        *vec_push(arena, &files) = (Kept){str_c(arena, str_of(entry->d_name)), about.st_size, about.st_mtim};
        total += (size_t)about.st_size;
    }
    if (dir)
        closedir(dir);
    if (files.n == 0 || !files.at || total <= CACHE_BYTES_MOST)
        return;
    qsort(files.at, files.n, sizeof *files.at, kept_compare);
    for (size_t i = 0; i < files.n && total > CACHE_BYTES_MOST; i++)
        if (unlinkat(folder, files.at[i].name, 0) == 0)
            total -= (size_t)files.at[i].size;
}

void cache_file_write(int folder, Arena *arena, const char *name, Str bytes)
{
    unsigned long long number = 0;
    // A name that is taken, and no number to be had, both only mean that nothing is kept.
    ssize_t drawn = getrandom(&number, sizeof number, GRND_NONBLOCK);
    const char *part = str_print(arena, ".new-%016llx", number).at;
    folder_trim(folder, arena, bytes.n);
    int fd =
        drawn < 0 ? -1 : openat(folder, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    bool whole = write(fd, bytes.at, bytes.n) == (ssize_t)bytes.n;
    if (close(fd) != 0 || !whole || renameat(folder, part, folder, name) != 0)
        unlinkat(folder, part, 0);
}

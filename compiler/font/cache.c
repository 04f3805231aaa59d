// Subsets kept between builds in a folder of the user's, one file each: a header, the key, the codes and
// widths, the bytes.
//
// A file is trusted only where its checksum and its whole key agree; it appears by rename, so that no reader
// sees half of it.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font/internal-face.h"

enum {
    CACHE_VERSION = 2,           // of what is in a file; raise it when subset.c makes other bytes
    CACHE_BYTES_MOST = 64 << 20, // all files together
    CACHE_TAG = 6,
};

typedef struct Header {
    char magic[8];
    uint32_t version, cff;
    uint64_t check;              // str_hash of all that follows the header, and length added
    uint64_t length;             // of the font itself
    uint64_t key, glyphs, bytes; // lengths of what follows: key, tag, codes, widths, the deflated font
} Header;

static const char magic[8] = "gongkaiF";

Str font_cache_key(Arena *arena, const Font *font, const uint32_t *glyphs, size_t n)
{
    struct stat status;
    if (stat(font->info.file.at, &status) != 0)
        return (Str){0};
    StrBuf key = {.arena = arena};
    buf_print(&key, "%.*s\n%u %lld %lld.%09ld %d %s\n", STR_ARG(font->info.file), font->info.index,
              (long long)status.st_size, (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
              CACHE_VERSION, hb_version_string());
    buf_add(&key, (Str){(const char *)glyphs, n * sizeof *glyphs});
    return buf_str(&key);
}

static char *cache_path(Arena *arena, const char *folder, Str key)
{
    return str_c(arena, str_print(arena, "%s/%016llx.subset", folder, (unsigned long long)str_hash(key)));
}

// A whole file, or a Str with at == NULL.
static Str file_read(Arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd < 0)
        return (Str){0};
    if (fstat(fd, &status) != 0 || status.st_size <= 0 || status.st_size > CACHE_BYTES_MOST) {
        close(fd);
        return (Str){0};
    }
    char *bytes = arena_alloc(arena, (size_t)status.st_size);
    size_t n = 0;
    for (ssize_t got = 1; got > 0 && n<(size_t)status.st_size; n += got> 0 ? (size_t)got : 0)
        got = read(fd, bytes + n, (size_t)status.st_size - n);
    close(fd);
    return n == (size_t)status.st_size ? (Str){bytes, n} : (Str){0};
}

FontSubset *font_cache_read(const char *folder, Arena *arena, Str key, size_t n)
{
    const char *path = cache_path(arena, folder, key);
    Str file = file_read(arena, path);
    Header header;
    if (key.n == 0 || file.n < sizeof header)
        return NULL;
    memcpy(&header, file.at, sizeof header);
    Str rest = str_slice(file, sizeof header, file.n);
    if (memcmp(header.magic, magic, sizeof magic) != 0 || header.version != CACHE_VERSION ||
        header.key != key.n || header.glyphs != n || header.bytes > file.n ||
        rest.n != key.n + CACHE_TAG + 4 * n + header.bytes ||
        header.check != str_hash(rest) + header.length || memcmp(rest.at, key.at, key.n) != 0)
        return NULL;
    FontSubset *subset = ARENA_NEW(arena, FontSubset);
    const char *at = rest.at + key.n;
    subset->cff = header.cff;
    subset->tag = (Str){at, CACHE_TAG};
    subset->code_of = ARENA_ARRAY(arena, uint16_t, n);
    memcpy(subset->code_of, at + CACHE_TAG, 2 * n);
    subset->widths = ARENA_ARRAY(arena, uint16_t, n);
    memcpy(subset->widths, at + CACHE_TAG + 2 * n, 2 * n);
    subset->deflated = (Str){at + CACHE_TAG + 4 * n, header.bytes};
    subset->length = header.length;
    utimensat(AT_FDCWD, path, NULL, 0); // the oldest use goes first when the folder is full
    return subset;
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

typedef struct Kept {
    char *path;
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
static void folder_trim(Arena *arena, const char *folder, size_t more)
{
    DIR *dir = opendir(folder);
    VEC(Kept) files = {0};
    size_t total = more;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        Str name = str_of(entry->d_name);
        char *path = str_c(arena, str_print(arena, "%s/%s", folder, entry->d_name));
        struct stat status;
        if ((!str_ends(name, STR(".subset")) && !str_starts(name, STR(".new-"))) || stat(path, &status) != 0)
            continue;
        *vec_push(arena, &files) = (Kept){path, status.st_size, status.st_mtim};
        total += (size_t)status.st_size;
    }
    if (dir)
        closedir(dir);
    if (files.n == 0 || !files.at || total <= CACHE_BYTES_MOST)
        return;
    qsort(files.at, files.n, sizeof *files.at, kept_compare);
    for (size_t i = 0; i < files.n && total > CACHE_BYTES_MOST; i++)
        if (unlink(files.at[i].path) == 0)
            total -= (size_t)files.at[i].size;
}

void font_cache_write(const char *folder, Arena *arena, Str key, const FontSubset *subset, size_t n)
{
    Header header = {.version = CACHE_VERSION,
                     .cff = subset->cff,
                     .length = subset->length,
                     .key = key.n,
                     .glyphs = n,
                     .bytes = subset->deflated.n};
    StrBuf rest = {.arena = arena};
    memcpy(header.magic, magic, sizeof magic);
    buf_add(&rest, key);
    buf_add(&rest, subset->tag);
    buf_add(&rest, (Str){(const char *)subset->code_of, 2 * n});
    buf_add(&rest, (Str){(const char *)subset->widths, 2 * n});
    buf_add(&rest, subset->deflated);
    header.check = str_hash(buf_str(&rest)) + header.length;
    if (!folder_make(arena, folder))
        return;
    folder_trim(arena, folder, sizeof header + rest.n);
    char *temp = str_c(arena, str_print(arena, "%s/.new-XXXXXX", folder));
    int fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0)
        return;
    bool whole = write(fd, &header, sizeof header) == (ssize_t)sizeof header &&
                 write(fd, rest.at, rest.n) == (ssize_t)rest.n;
    if (close(fd) != 0 || !whole || rename(temp, cache_path(arena, folder, key)) != 0)
        unlink(temp);
}

// Subsets kept between builds in a folder of the user's, one file each: a header, the key, the codes and
// widths, the bytes.
//
// The key is a digest of the font file, the glyphs, the libraries' and the program's version, so that a file
// is only ever taken for what it was made from. A font's own digest is kept beside them under what the system
// says of its file: its time of change (ctime) nobody can set back, so that the same says the same bytes.
#include <hb.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font/internal-cache.h"
#include "font/internal-face.h"

enum {
    CACHE_VERSION = 3, // of what is in a file; raise it when subset.c makes other bytes
    CACHE_TAG = 6,
    DIGEST = SHA256_DIGEST_SIZE,
};

typedef struct Header {
    char magic[8];
    uint32_t version, cff;
    uint64_t length; // of the font itself
    uint64_t glyphs,
        bytes; // how many, and of the deflated font: what follows is key, tag, codes, widths, font
    uint8_t check[DIGEST]; // of this header with zeroes here, and all that follows
} Header;

static const char magic[8] = "gongkaiF";

static void sha256(Str bytes, uint8_t digest[DIGEST])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, bytes.n, (const uint8_t *)bytes.at);
    sha256_digest(&context, DIGEST, digest);
}

static Str hex(Arena *arena, const uint8_t digest[DIGEST])
{
    static const char digits[] = "0123456789abcdef";
    char *out = arena_alloc(arena, 2 * DIGEST);
    for (size_t i = 0; i < DIGEST; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    return (Str){out, 2 * DIGEST};
}

// ---- the font

// What the system says of a font's file; empty where there is none.
static Str font_identity(Arena *arena, const Font *font)
{
    struct stat about;
    if (stat(font->info.file.at, &about) != 0)
        return (Str){0};
    return str_print(arena, "font %llu %llu %lld %lld.%09ld %lld.%09ld", (unsigned long long)about.st_dev,
                     (unsigned long long)about.st_ino, (long long)about.st_size,
                     (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec, (long long)about.st_ctim.tv_sec,
                     about.st_ctim.tv_nsec);
}

static bool font_digest(int folder, Arena *arena, const Font *font, uint8_t digest[DIGEST])
{
    Str identity = font_identity(arena, font);
    uint8_t name[DIGEST], check[DIGEST];
    if (identity.n == 0)
        return false;
    sha256(identity, name);
    const char *file = str_print(arena, "%.*s.font", STR_ARG(hex(arena, name))).at;
    Str kept = cache_file_read(folder, arena, file);
    if (kept.n == 2 * DIGEST) {
        memcpy(digest, kept.at, DIGEST);
        sha256(str_print(arena, "%.*s\n%.*s", STR_ARG(identity), STR_ARG(hex(arena, digest))), check);
        if (memcmp(check, kept.at + DIGEST, DIGEST) == 0)
            return true;
    }
    hb_blob_t *blob = hb_face_reference_blob(font->face);
    unsigned n;
    const char *at = hb_blob_get_data(blob, &n);
    sha256((Str){at, n}, digest);
    hb_blob_destroy(blob);
    sha256(str_print(arena, "%.*s\n%.*s", STR_ARG(identity), STR_ARG(hex(arena, digest))), check);
    StrBuf record = {.arena = arena};
    buf_add(&record, (Str){(const char *)digest, DIGEST});
    buf_add(&record, (Str){(const char *)check, DIGEST});
    cache_file_write(folder, arena, file, buf_str(&record));
    return n > 0;
}

// ---- the key

Str font_cache_key(Arena *arena, const Font *font, const uint32_t *glyphs, size_t n)
{
    int folder = cache_folder_make(arena, font->cache_folder);
    uint8_t digest[DIGEST];
    StrBuf key = {.arena = arena};
    bool known = folder >= 0 && font_digest(folder, arena, font, digest);
    if (folder >= 0)
        close(folder);
    if (!known)
        return (Str){0};
    buf_print(&key, "%.*s %u %d %s %s\n", STR_ARG(hex(arena, digest)), font->info.index, CACHE_VERSION,
              GONGKAI_VERSION, hb_version_string());
    buf_add(&key, (Str){(const char *)glyphs, n * sizeof *glyphs});
    sha256(buf_str(&key), digest);
    return hex(arena, digest);
}

static const char *file_of(Arena *arena, Str key)
{
    return str_print(arena, "%.*s.subset", STR_ARG(key)).at;
}

// ---- reading and writing

static void check_of(Header header, Str rest, uint8_t check[DIGEST])
{
    struct sha256_ctx context;
    memset(header.check, 0, DIGEST);
    sha256_init(&context);
    sha256_update(&context, sizeof header, (const uint8_t *)&header);
    sha256_update(&context, rest.n, (const uint8_t *)rest.at);
    sha256_digest(&context, DIGEST, check);
}

static bool is_whole(const Header *header, Str key, size_t n, Str rest)
{
    uint8_t check[DIGEST];
    if (memcmp(header->magic, magic, sizeof magic) != 0 || header->version != CACHE_VERSION ||
        header->glyphs != n || header->bytes > rest.n ||
        rest.n != key.n + CACHE_TAG + 4 * n + header->bytes || memcmp(rest.at, key.at, key.n) != 0)
        return false;
    check_of(*header, rest, check);
    return memcmp(check, header->check, DIGEST) == 0;
}

FontSubset *font_cache_read(const char *folder, Arena *arena, Str key, size_t n)
{
    int fd = key.n > 0 ? cache_folder_make(arena, folder) : -1;
    Header header;
    if (fd < 0)
        return NULL;
    Str file = cache_file_read(fd, arena, file_of(arena, key));
    close(fd);
    if (file.n < sizeof header)
        return NULL;
    memcpy(&header, file.at, sizeof header);
    Str rest = str_slice(file, sizeof header, file.n);
    if (!is_whole(&header, key, n, rest))
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
    return subset;
}

void font_cache_write(const char *folder, Arena *arena, Str key, const FontSubset *subset, size_t n)
{
    Header header = {.version = CACHE_VERSION,
                     .cff = subset->cff,
                     .length = subset->length,
                     .glyphs = n,
                     .bytes = subset->deflated.n};
    StrBuf rest = {.arena = arena}, file = {.arena = arena};
    int fd = cache_folder_make(arena, folder);
    if (fd < 0)
        return;
    memcpy(header.magic, magic, sizeof magic);
    buf_add(&rest, key);
    buf_add(&rest, subset->tag);
    buf_add(&rest, (Str){(const char *)subset->code_of, 2 * n});
    buf_add(&rest, (Str){(const char *)subset->widths, 2 * n});
    buf_add(&rest, subset->deflated);
    check_of(header, buf_str(&rest), header.check);
    buf_add(&file, (Str){(const char *)&header, sizeof header});
    buf_add(&file, buf_str(&rest));
    cache_file_write(fd, arena, file_of(arena, key), buf_str(&file));
    close(fd);
}

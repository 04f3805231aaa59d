// Compound files ([MS-CFB], OLE2): sectors chained by a table, and a directory of streams. Each chain is
// followed at most as many steps as the file has sectors, so none can go round.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "package/internal-package.h"

#define SIGNATURE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define HEADER_BYTES 512
#define HEADER_DIFAT 109 // sectors of the table that the header names itself
#define ENTRY_BYTES 128
#define NAME_BYTES 64
#define MINI_SHIFT 6
#define MOST_DIRECTORY_ENTRIES 10000

#define LAST_SECTOR 0xFFFFFFFA // what is greater is no sector (2.1)

// The offsets of the header (2.2) and of a directory entry (2.6.1).
enum {
    HEADER_SHIFT = 30,
    HEADER_FIRST_DIRECTORY = 48,
    HEADER_MINI_CUTOFF = 56,
    HEADER_FIRST_MINI_TABLE = 60,
    HEADER_FIRST_DIFAT = 68,
    HEADER_TABLE = 76,
    ENTRY_NAME_LENGTH = 64,
    ENTRY_TYPE = 66,
    ENTRY_LEFT = 68,
    ENTRY_RIGHT = 72,
    ENTRY_CHILD = 76,
    ENTRY_START = 116,
    ENTRY_SIZE = 120,
};

enum { TYPE_STREAM = 2, TYPE_ROOT = 5 };

struct Compound {
    Arena *arena;
    Str name, bytes;
    uint32_t shift;   // a sector has 1 << shift bytes
    uint32_t sectors; // that the file has room for
    VEC(uint32_t) table;
    uint32_t mini_cutoff;
    Str directory, mini_table, mini; // whole
};

static uint32_t u16_at(Str bytes, size_t at)
{
    assert(bytes.at && at + 1 < bytes.n);
    return (uint32_t)(unsigned char)bytes.at[at] | (uint32_t)(unsigned char)bytes.at[at + 1] << 8;
}

static uint32_t u32_at(Str bytes, size_t at)
{
    return u16_at(bytes, at) | u16_at(bytes, at + 2) << 16;
}

// ---- sectors

// The bytes of a sector; fewer where the file ends in it, none where it is not there.
static Str sector(const Compound *compound, uint32_t number)
{
    size_t from = (size_t)(number + (uint64_t)1) << compound->shift;

    if (number >= compound->sectors)
        return (Str){0};
    return str_slice(compound->bytes, from, from + ((size_t)1 << compound->shift));
}

// The next sector of a chain.
static uint32_t next_sector(const Compound *compound, uint32_t number)
{
    size_t per = (size_t)1 << (compound->shift - 2), row = number / per;
    Str part = row < compound->table.n ? sector(compound, compound->table.at[row]) : (Str){0};
    size_t at = (number % per) * 4;

    return at + 4 <= part.n ? u32_at(part, at) : UINT32_MAX;
}

// All bytes of a chain, cut at `size`. False where it goes round or ends before that; size UINT64_MAX: where
// it ends.
static bool read_chain(const Compound *compound, uint32_t first, uint64_t size, Str *bytes)
{
    StrBuf buf = {.arena = compound->arena};
    uint32_t steps = 0, number = first;

    for (; number <= LAST_SECTOR && buf.n < size; number = next_sector(compound, number)) {
        Str part = sector(compound, number);

        if (part.n == 0 || steps++ >= compound->sectors)
            return false;
        buf_add(&buf, part);
    }
    *bytes = (Str){buf.at, buf.n};
    if (size == UINT64_MAX)
        return true;
    *bytes = str_slice(*bytes, 0, (size_t)(size < buf.n ? size : buf.n));
    return bytes->n == size;
}

// Where the table of chains itself stands: the header names its first sectors, a chain of its own the rest.
static bool read_table(Compound *compound)
{
    size_t per = ((size_t)1 << (compound->shift - 2)) - 1;
    uint32_t number = u32_at(compound->bytes, HEADER_FIRST_DIFAT), steps = 0;

    for (size_t i = 0; i < HEADER_DIFAT; i++) {
        uint32_t of_table = u32_at(compound->bytes, HEADER_TABLE + i * 4);

        if (of_table <= LAST_SECTOR)
            *vec_push(compound->arena, &compound->table) = of_table;
    }
    while (number <= LAST_SECTOR) {
        Str part = sector(compound, number);

        if (part.n < (per + 1) * 4 || steps++ >= compound->sectors)
            return false;
        for (size_t i = 0; i < per; i++)
            if (u32_at(part, i * 4) <= LAST_SECTOR)
                *vec_push(compound->arena, &compound->table) = u32_at(part, i * 4);
        number = u32_at(part, per * 4);
    }
    return compound->table.n <= compound->sectors;
}

// ---- streams

// Streams below the cutoff stand in the mini stream, in sectors of 64 bytes with a table of their own.
static bool read_mini(const Compound *compound, uint32_t first, size_t size, Str *bytes)
{
    StrBuf buf = {.arena = compound->arena};
    size_t steps = 0, most = compound->mini.n >> MINI_SHIFT;

    for (uint32_t number = first; buf.n < size;) {
        size_t from = (size_t)number << MINI_SHIFT;
        Str part = str_slice(compound->mini, from < compound->mini.n ? from : compound->mini.n,
                             from + ((size_t)1 << MINI_SHIFT));

        if (part.n == 0 || steps++ >= most)
            return false;
        buf_add(&buf, part);
        number = ((size_t)number + 1) * 4 <= compound->mini_table.n
                     ? u32_at(compound->mini_table, (size_t)number * 4)
                     : UINT32_MAX;
        if (number > LAST_SECTOR)
            break;
    }
    *bytes = str_slice((Str){buf.at, buf.n}, 0, size < buf.n ? size : buf.n);
    return bytes->n == size;
}

static bool read_stream(const Compound *compound, Str entry, Str *bytes)
{
    uint32_t first = u32_at(entry, ENTRY_START);
    uint64_t size = u32_at(entry, ENTRY_SIZE); // the upper half is of files past 4 GB, or undefined (2.6.1)

    *bytes = (Str){0};
    if (size == 0)
        return true;
    if (size > compound->bytes.n)
        return false;
    return size < compound->mini_cutoff ? read_mini(compound, first, size, bytes)
                                        : read_chain(compound, first, size, bytes);
}

static bool name_is(Str entry, const char *name)
{
    size_t n = strlen(name);

    if (u16_at(entry, ENTRY_NAME_LENGTH) != (n + 1) * 2 || (n + 1) * 2 > NAME_BYTES)
        return false;
    for (size_t i = 0; i < n; i++) {
        char low = (char)(entry.at[i * 2] | 0x20), want = (char)(name[i] | 0x20);

        if (low != want || entry.at[i * 2 + 1] != '\0')
            return false;
    }
    return true;
}

// The stream of that name in the root: those of embedded objects stand deeper. An entry is looked at once.
static bool find_entry(const Compound *compound, const char *name, Str *found)
{
    size_t n = compound->directory.n / ENTRY_BYTES;
    Arena *scratch = arena_new();
    bool *seen = ARENA_ARRAY(scratch, bool, n + 1);
    VEC(uint32_t) open = {0};

    found->n = 0;
    if (n > 0)
        *vec_push(scratch, &open) = u32_at(compound->directory, ENTRY_CHILD);
    while (open.n > 0 && found->n == 0) {
        uint32_t number = open.at[--open.n];
        Str entry;

        if (number >= n || seen[number])
            continue;
        seen[number] = true;
        entry =
            str_slice(compound->directory, (size_t)number * ENTRY_BYTES, ((size_t)number + 1) * ENTRY_BYTES);
        *vec_push(scratch, &open) = u32_at(entry, ENTRY_LEFT);
        *vec_push(scratch, &open) = u32_at(entry, ENTRY_RIGHT);
        if (entry.at[ENTRY_TYPE] == TYPE_STREAM && name_is(entry, name))
            *found = entry;
    }
    arena_free(scratch);
    return found->n > 0;
}

bool compound_has(const Compound *compound, const char *name)
{
    Str entry;

    return find_entry(compound, name, &entry);
}

bool compound_stream(const Compound *compound, Diag *diag, const char *name, Str *bytes)
{
    Str entry;

    if (find_entry(compound, name, &entry) && read_stream(compound, entry, bytes))
        return true;
    file_report_broken(diag, compound->name, _("a part of it is missing"));
    return false;
}

// ---- opening

bool compound_is(Str bytes)
{
    return str_starts(bytes, STR(SIGNATURE));
}

// The root entry comes first; its stream holds the mini stream.
static bool read_root(Compound *compound)
{
    Str root = str_slice(compound->directory, 0, ENTRY_BYTES);

    if (root.n < ENTRY_BYTES || root.at[ENTRY_TYPE] != TYPE_ROOT ||
        compound->directory.n > (size_t)MOST_DIRECTORY_ENTRIES * ENTRY_BYTES)
        return false;
    return read_chain(compound, u32_at(root, ENTRY_START), UINT64_MAX, &compound->mini) &&
           read_chain(compound, u32_at(compound->bytes, HEADER_FIRST_MINI_TABLE), UINT64_MAX,
                      &compound->mini_table);
}

Compound *compound_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name)
{
    Compound *compound = ARENA_NEW(arena, Compound);

    *compound = (Compound){.arena = arena, .name = str_copy(arena, name), .bytes = bytes};
    if (bytes.n < HEADER_BYTES) {
        file_report_broken(diag, compound->name, _("its end is missing"));
        return NULL;
    }
    compound->shift = u16_at(bytes, HEADER_SHIFT);
    compound->mini_cutoff = u32_at(bytes, HEADER_MINI_CUTOFF);
    if (compound->shift != 9 && compound->shift != 12) { // 512 or 4096 bytes (2.2)
        file_report_broken(diag, compound->name, _("its beginning is damaged"));
        return NULL;
    }
    // The header takes a sector's room.
    compound->sectors = (uint32_t)((bytes.n - 1) >> compound->shift);
    if (read_table(compound) &&
        read_chain(compound, u32_at(bytes, HEADER_FIRST_DIRECTORY), UINT64_MAX, &compound->directory) &&
        read_root(compound))
        return compound;
    file_report_broken(diag, compound->name, _("the chains of its parts are damaged"));
    return NULL;
}

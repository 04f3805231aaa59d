// An archive out of parts (APPNOTE.TXT 6.3, 4.3), as plainly as readers want it: a header before each part,
// and the list of all at the end.
#define ZLIB_CONST
#include <string.h>
#include <zlib.h>

#include "package/internal-package.h"

#define VERSION 20 // that a reader needs: of deflate
#define UTF8_NAMES 0x0800
#define FIRST_DAY 0x0021 // 1980-01-01, the earliest that an archive can name

typedef struct Part {
    Str name, bytes; // the bytes are not kept of one that came packed
    PackedPart packed;
    uint32_t offset;
} Part;

struct PackageWriter {
    Arena *arena;
    VEC(Part) parts;
};

PackageWriter *package_writer(Arena *arena)
{
    PackageWriter *writer = ARENA_NEW(arena, PackageWriter);

    writer->arena = arena;
    return writer;
}

void package_add(PackageWriter *writer, Str part, Str bytes)
{
    *vec_push(writer->arena, &writer->parts) = (Part){.name = part, .bytes = bytes};
}

void package_add_packed(PackageWriter *writer, Str part, PackedPart packed)
{
    *vec_push(writer->arena, &writer->parts) = (Part){.name = part, .packed = packed};
}

// ---- bytes

static void add_number(StrBuf *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_add_char(out, (char)(number >> 8 * i & 0xFF));
}

// Text packs by a thirtieth less at this level than at the usual one, in half the time.
#define QUICK_LEVEL 4

// Of a small part, most of the work is to clear the tables that a large one wants.
#define SMALL_PART 8192
#define SMALL_MEMORY 6

static PackedPart part_pack(Arena *arena, Str bytes, int level)
{
    int memory = bytes.n < SMALL_PART ? SMALL_MEMORY : MAX_MEM_LEVEL;
    PackedPart packed = {.length = bytes.n};
    z_stream stream = {0};

    if (deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, memory, Z_DEFAULT_STRATEGY) != Z_OK)
        return packed;
    size_t room = deflateBound(&stream, bytes.n);
    char *at = arena_alloc(arena, room + 1);
    stream.next_in = (const Bytef *)bytes.at;
    stream.avail_in = (uInt)bytes.n;
    stream.next_out = (Bytef *)at;
    stream.avail_out = (uInt)room;
    bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.crc = (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)bytes.at, (uInt)bytes.n);
    if (deflateEnd(&stream) == Z_OK && whole)
        packed.deflated = (Str){at, stream.total_out};
    return packed;
}

PackedPart package_pack(Arena *arena, Str bytes)
{
    return part_pack(arena, bytes, QUICK_LEVEL);
}

// What a part's own header and its line in the list have in common.
static void add_common(StrBuf *out, const Part *part)
{
    add_number(out, VERSION, 2);
    add_number(out, UTF8_NAMES, 2);
    add_number(out, Z_DEFLATED, 2);
    add_number(out, 0, 2);
    add_number(out, FIRST_DAY, 2);
    add_number(out, part->packed.crc, 4);
    add_number(out, (uint32_t)part->packed.deflated.n, 4);
    add_number(out, (uint32_t)part->packed.length, 4);
    add_number(out, (uint32_t)part->name.n, 2);
    add_number(out, 0, 2);
}

static void add_part(StrBuf *out, Part *part)
{
    part->offset = (uint32_t)out->n;
    buf_add(out, STR("PK\x03\x04"));
    add_common(out, part);
    buf_add(out, part->name);
    buf_add(out, part->packed.deflated);
}

static void add_list(StrBuf *out, const PackageWriter *writer)
{
    size_t from = out->n, size;

    for (size_t i = 0; i < writer->parts.n; i++) {
        const Part *part = &writer->parts.at[i];

        buf_add(out, STR("PK\x01\x02"));
        add_number(out, VERSION, 2);
        add_common(out, part);
        add_number(out, 0, 2); // comment, disk, attributes
        add_number(out, 0, 2);
        add_number(out, 0, 2);
        add_number(out, 0, 4);
        add_number(out, part->offset, 4);
        buf_add(out, part->name);
    }
    size = out->n - from;
    buf_add(out, STR("PK\x05\x06"));
    add_number(out, 0, 4);
    add_number(out, (uint32_t)writer->parts.n, 2);
    add_number(out, (uint32_t)writer->parts.n, 2);
    add_number(out, (uint32_t)size, 4);
    add_number(out, (uint32_t)from, 4);
    add_number(out, 0, 2);
}

// ---- reading back

// The library holds a part against its checksum, which is of the bytes that were to be written.
static bool part_same(const Part *part, Str read)
{
    return part->bytes.at ? str_equal(read, part->bytes) : read.n == part->packed.length;
}

static bool is_same(const PackageWriter *writer, Diag *diag, Str bytes, Str name)
{
    Arena *scratch = arena_new();
    Package *package = package_from_bytes(scratch, diag, bytes, name, PACKAGE_ANY);
    bool same = package != NULL;

    for (size_t i = 0; same && i < writer->parts.n; i++) {
        const Part *part = &writer->parts.at[i];
        Arena *own = arena_new();
        Str read;

        same = package_part(package, diag, part->name, own, &read) && part_same(part, read);
        arena_free(own);
    }
    arena_free(scratch);
    return same;
}

Str package_write(PackageWriter *writer, Diag *diag, Str name)
{
    StrBuf out = {.arena = writer->arena};
    uint64_t total = 0;
    bool good = true;

    for (size_t i = 0; good && i < writer->parts.n; i++) {
        Part *part = &writer->parts.at[i];

        total += part->bytes.at ? part->bytes.n : part->packed.length;
        good = total < UINT32_MAX / 2;
        if (good && part->bytes.at)
            part->packed = part_pack(writer->arena, part->bytes, Z_DEFAULT_COMPRESSION);
        good = good && part->packed.deflated.at;
    }
    for (size_t i = 0; good && i < writer->parts.n; i++)
        add_part(&out, &writer->parts.at[i]);
    if (good)
        add_list(&out, writer);
    if (good && is_same(writer, diag, buf_str(&out), name))
        return buf_str(&out);
    diag_report(diag, SEVERITY_FAILURE, "data-write", (Place){0}, (Str){0}, _("%s could not be made"),
                str_c(writer->arena, name));
    return (Str){0};
}

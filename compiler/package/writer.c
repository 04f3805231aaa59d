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

// Whether what was packed inflates to the bytes that it was made from.
static bool packs_back(Str deflated, Str bytes)
{
    Arena *scratch = arena_new();
    char *room = arena_room(scratch, bytes.n + 1); // one more, so that no more than there are fit
    z_stream stream = {.next_in = (const Bytef *)deflated.at,
                       .avail_in = (uInt)deflated.n,
                       .next_out = (Bytef *)room,
                       .avail_out = (uInt)bytes.n + 1};
    bool same = inflateInit2(&stream, -MAX_WBITS) == Z_OK && inflate(&stream, Z_FINISH) == Z_STREAM_END &&
                stream.avail_in == 0 && str_equal((Str){room, stream.total_out}, bytes);

    inflateEnd(&stream);
    arena_free(scratch);
    return same;
}

static PackedPart part_pack(Arena *arena, Str bytes, int level)
{
    return (PackedPart){
        .deflated = bytes_deflate(arena, bytes, DEFLATE_RAW, level),
        .length = bytes.n,
        .crc = (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)bytes.at, (uInt)bytes.n),
    };
}

PackedPart package_pack(Arena *arena, Str bytes)
{
    PackedPart packed = part_pack(arena, bytes, QUICK_LEVEL);

    if (packed.deflated.at && !packs_back(packed.deflated, bytes))
        packed.deflated = (Str){0};
    return packed;
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

// One that came packed was inflated when it was packed, however many archives it stands in.
static bool part_same(Package *package, Diag *diag, const Part *part)
{
    Arena *scratch = arena_new();
    Str read;
    bool same = part->bytes.at
                    ? package_part(package, diag, part->name, scratch, &read) && str_equal(read, part->bytes)
                    : part_stands(package, diag, part->name, &part->packed);

    arena_free(scratch);
    return same;
}

static bool is_same(const PackageWriter *writer, Diag *diag, Str bytes, Str name)
{
    Arena *scratch = arena_new();
    Package *package = package_from_bytes(scratch, diag, bytes, name, PACKAGE_ANY);
    bool same = package != NULL;

    for (size_t i = 0; same && i < writer->parts.n; i++)
        same = part_same(package, diag, &writer->parts.at[i]);
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

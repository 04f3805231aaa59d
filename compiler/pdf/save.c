// The file as bytes: what libharu's own saving would write, but with objects that are no streams packed into
// object streams and the cross references in a stream of their own (ISO 32000-1 7.5.7, 7.5.8). A structure
// tree is thousands of small objects, which deflate to a tenth.
#include <stdio.h>
#include <string.h>

#include "base/work.h"
#include "pdf/internal-object.h"

enum {
    PACK_OBJECTS = 200,  // to an object stream: a reader unpacks one for any of its objects
    BATCH_PACKS = 32,    // deflated at once
    ROW_BYTES = 8,       // of a cross reference: its kind, four bytes, three bytes
    BLOCK_SIZE = 1 << 16 // of the file, until it is whole
};

// Objects on their way into an object stream.
typedef struct Pack {
    Arena *arena;
    HPDF_Stream writer; // of libharu's values, into the objects
    StrBuf objects;
    StrBuf numbers; // "number offset" of each
    size_t count;
    uint32_t number; // of the object stream
    Str deflated;
} Pack;

// The file is kept in blocks: growing one would hold it twice.
typedef struct Saver {
    PdfFile *file;
    HPDF_Stream writer;  // of libharu's values, into the file
    VEC(char *) blocks;  // of BLOCK_SIZE
    size_t size;         // of the file so far
    uint32_t next;       // the number of the next object stream
    unsigned char *rows; // ROW_BYTES for each object
    Pack packs[BATCH_PACKS];
    size_t pack_count;
} Saver;

static void write_bytes(Saver *saver, Str bytes)
{
    while (bytes.n > 0) {
        size_t used = saver->size % BLOCK_SIZE, n = BLOCK_SIZE - used < bytes.n ? BLOCK_SIZE - used : bytes.n;
        if (used == 0)
            *vec_push(saver->file->arena, &saver->blocks) = arena_room(saver->file->arena, BLOCK_SIZE);
        memcpy(*vec_last(&saver->blocks) + used, bytes.at, n);
        saver->size += n;
        bytes = str_slice(bytes, n, bytes.n);
    }
}

// libharu's own streams in memory copy byte by byte.
static HPDF_STATUS file_written(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    write_bytes(stream->attr, (Str){(const char *)bytes, n});
    return HPDF_OK;
}

static HPDF_STATUS pack_written(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    buf_add(&((Pack *)stream->attr)->objects, (Str){(const char *)bytes, n});
    return HPDF_OK;
}

// 7.5.8.3: kind 1 stands at an offset, kind 2 in an object stream under an index.
static void row_set(Saver *saver, uint32_t number, unsigned kind, size_t where, size_t index)
{
    const unsigned char row[ROW_BYTES] = {(unsigned char)kind,          (unsigned char)(where >> 24),
                                          (unsigned char)(where >> 16), (unsigned char)(where >> 8),
                                          (unsigned char)where,         (unsigned char)(index >> 16),
                                          (unsigned char)(index >> 8),  (unsigned char)index};
    memcpy(saver->rows + (size_t)number * ROW_BYTES, row, ROW_BYTES);
}

// An object that stands by itself.
static void object_write(Saver *saver, uint32_t number, void *object)
{
    char line[32];
    row_set(saver, number, 1, saver->size, 0);
    snprintf(line, sizeof line, "%u 0 obj\n", number);
    write_bytes(saver, str_of(line));
    file_check(saver->file, HPDF_Obj_WriteValue(object, saver->writer, NULL));
    write_bytes(saver, STR("\nendobj\n"));
}

static void stream_write(Saver *saver, uint32_t number, Str entries, Str deflated)
{
    Str head = str_print(saver->file->arena, "%u 0 obj\n<<%.*s /Filter /FlateDecode /Length %zu>>stream\n",
                         number, STR_ARG(entries), deflated.n);
    row_set(saver, number, 1, saver->size, 0);
    write_bytes(saver, head);
    write_bytes(saver, deflated);
    write_bytes(saver, STR("\nendstream\nendobj\n"));
}

// ---- object streams

static void pack_deflate(void *context, size_t worker, size_t index)
{
    Pack *pack = &((Saver *)context)->packs[index];
    (void)worker;
    buf_add(&pack->numbers, buf_str(&pack->objects));
    pack->deflated = file_deflate(pack->arena, buf_str(&pack->numbers));
}

static void packs_write(Saver *saver)
{
    for (size_t i = 0; i < saver->pack_count; i++)
        buf_add_char(&saver->packs[i].numbers, '\n');
    size_t firsts[BATCH_PACKS] = {0};
    for (size_t i = 0; i < saver->pack_count; i++)
        firsts[i] = saver->packs[i].numbers.n;
    work_share(saver->pack_count, pack_deflate, saver);
    for (size_t i = 0; i < saver->pack_count; i++) {
        Pack *pack = &saver->packs[i];
        if (!pack->deflated.at)
            file_check(saver->file, HPDF_FAILD_TO_ALLOC_MEM);
        stream_write(saver, pack->number,
                     str_print(saver->file->arena, "/Type /ObjStm /N %zu /First %zu", pack->count, firsts[i]),
                     pack->deflated);
        HPDF_Stream_Free(pack->writer);
        arena_free(pack->arena);
    }
    saver->pack_count = 0;
}

// NULL where there is no memory.
static Pack *pack_open(Saver *saver)
{
    if (saver->pack_count > 0 && saver->packs[saver->pack_count - 1].count < PACK_OBJECTS)
        return &saver->packs[saver->pack_count - 1];
    if (saver->pack_count == BATCH_PACKS)
        packs_write(saver);
    Pack *pack = &saver->packs[saver->pack_count];
    HPDF_Stream writer = HPDF_CallbackWriter_New(saver->file->doc->mmgr, pack_written, pack);
    if (!writer) {
        file_check(saver->file, HPDF_FAILD_TO_ALLOC_MEM);
        return NULL;
    }
    saver->pack_count++;
    *pack = (Pack){.arena = arena_new(), .writer = writer, .number = saver->next++};
    pack->numbers.arena = pack->objects.arena = pack->arena;
    return pack;
}

// Where the object goes that is written next; NULL where there is no memory.
static Pack *pack_next(Saver *saver, uint32_t number)
{
    Pack *pack = pack_open(saver);
    if (!pack)
        return NULL;
    if (pack->count > 0)
        buf_add_char(&pack->objects, '\n');
    put_number(&pack->numbers, number);
    buf_add_char(&pack->numbers, ' ');
    put_number(&pack->numbers, pack->objects.n);
    buf_add_char(&pack->numbers, ' ');
    row_set(saver, number, 2, pack->number, pack->count++);
    return pack;
}

// Streams cannot be packed; nor are numbers, which are streams' lengths: readers that repair a file look for
// them.
static bool packable(void *object)
{
    unsigned class = ((HPDF_Obj_Header *)object)->obj_class & HPDF_OCLASS_ANY;
    return class == HPDF_OCLASS_DICT ? !((HPDF_Dict)object)->stream : class != HPDF_OCLASS_NUMBER;
}

// ---- cross references

static uint64_t mixed(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

// A hash of a block, eight bytes at a time.
static uint64_t block_hash(const unsigned char *at, size_t n)
{
    uint64_t hash = n;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t word = 0;
        for (size_t k = 0; k < 8; k++)
            word |= (uint64_t)at[i + k] << 8 * k;
        hash = mixed(hash, word);
    }
    for (; i < n; i++)
        hash = mixed(hash, at[i]);
    return hash;
}

// The two identifiers are equal in a file that was never revised (14.4); they are a hash of what was written.
static Str identity(const Saver *saver)
{
    uint64_t first = 0, second = 0;
    for (size_t i = 0; i < saver->blocks.n; i++) {
        size_t rest = saver->size - i * BLOCK_SIZE;
        uint64_t hash =
            block_hash((const unsigned char *)saver->blocks.at[i], rest < BLOCK_SIZE ? rest : BLOCK_SIZE);
        first = (first ^ hash) * 0x9e3779b97f4a7c15u;
        second = (second + hash) * 0xc2b2ae3d27d4eb4fu;
    }
    return str_print(saver->file->arena, "%016llx%016llx", (unsigned long long)first,
                     (unsigned long long)second);
}

// Each row as its difference from the one before it (7.4.4.4, Up), which deflates far better.
static Str rows_predicted(const Saver *saver, uint32_t count)
{
    size_t line = ROW_BYTES + 1;
    char *bytes = arena_alloc(saver->file->arena, count * line);
    for (size_t i = 0; i < count; i++) {
        bytes[i * line] = 2;
        for (size_t k = 0; k < ROW_BYTES; k++) {
            unsigned char above = i > 0 ? saver->rows[(i - 1) * ROW_BYTES + k] : 0;
            bytes[i * line + 1 + k] = (char)(saver->rows[i * ROW_BYTES + k] - above);
        }
    }
    return (Str){bytes, count * line};
}

static void cross_references_write(Saver *saver)
{
    PdfFile *file = saver->file;
    uint32_t own = saver->next;
    size_t start = saver->size;
    Str id = identity(saver);
    row_set(saver, own, 1, start, 0);
    Str entries = str_print(file->arena,
                            "/Type /XRef /Size %u /W [1 4 3] /DecodeParms <</Predictor 12 /Columns %d>> "
                            "/Root %u 0 R /Info %u 0 R /ID [<%.*s> <%.*s>]",
                            own + 1, ROW_BYTES, object_id(file->doc->catalog), object_id(file->doc->info),
                            STR_ARG(id), STR_ARG(id));
    stream_write(saver, own, entries, file_deflate(file->arena, rows_predicted(saver, own + 1)));
    write_bytes(saver, str_print(file->arena, "startxref\n%zu\n%%%%EOF\n", start));
}

static void reserved_write(Saver *saver)
{
    PdfFile *file = saver->file;
    for (uint32_t i = 0; i < file->reserved_count && !file->broken; i++) {
        Pack *pack = pack_next(saver, file->reserved_first + i);
        if (pack)
            file->reserved_write(file->reserved_context, i, &pack->objects);
    }
}

static void objects_write(Saver *saver)
{
    PdfFile *file = saver->file;
    row_set(saver, 0, 0, 0, 0xffff);
    for (uint32_t i = 1; i < file->doc->xref->entries->count && !file->broken; i++) {
        void *object = HPDF_Xref_GetEntry(file->doc->xref, i)->obj;
        uint32_t number = i < file->reserved_first ? i : i + file->reserved_count;
        Pack *pack = NULL;
        if (!packable(object))
            object_write(saver, number, object);
        else if ((pack = pack_next(saver, number)))
            file_check(file, HPDF_Obj_WriteValue(object, pack->writer, NULL));
    }
    reserved_write(saver);
    packs_write(saver);
}

static Str whole(const Saver *saver, Arena *arena)
{
    char *bytes = arena_room(arena, saver->size);
    for (size_t i = 0; i < saver->blocks.n; i++) {
        size_t at = i * BLOCK_SIZE, rest = saver->size - at;
        memcpy(bytes + at, saver->blocks.at[i], rest < BLOCK_SIZE ? rest : BLOCK_SIZE);
    }
    return (Str){bytes, saver->size};
}

Str file_save(PdfFile *file, Arena *arena)
{
    if (file->broken)
        return (Str){0};
    uint32_t count = file->doc->xref->entries->count + file->reserved_count;
    Saver *saver = ARENA_NEW(file->arena, Saver);
    *saver = (Saver){.file = file, .next = count};
    saver->rows = ARENA_ARRAY(file->arena, unsigned char, ROW_BYTES *(count + count / PACK_OBJECTS + 2));
    saver->writer = HPDF_CallbackWriter_New(file->doc->mmgr, file_written, saver);
    if (!saver->writer) {
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        return (Str){0};
    }
    // Bytes past ASCII tell that the file is binary (7.5.2).
    write_bytes(saver, STR("%PDF-1.7\n%\xb7\xbe\xad\xaa\n"));
    objects_write(saver);
    cross_references_write(saver);
    HPDF_Stream_Free(saver->writer);
    return file->broken ? (Str){0} : whole(saver, arena);
}

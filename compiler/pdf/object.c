// PDF objects through libharu's object layer.
#include <assert.h>
#include <string.h>

#include "package/package.h"
#include "pdf/internal-object.h"

// libharu reports here and goes on; the first error tells most.
static void HPDF_STDCALL error_noted(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
    PdfFile *file = user;
    if (!file->broken) {
        file->error = error;
        file->detail = detail;
    }
    file->broken = true;
}

bool file_check(PdfFile *file, HPDF_STATUS status)
{
    if (status != HPDF_OK && !file->broken)
        error_noted(status, 0, file);
    return status == HPDF_OK;
}

bool file_open(PdfFile *file, Arena *arena)
{
    *file = (PdfFile){.arena = arena};
    file->doc = HPDF_New(error_noted, file);
    if (!file->doc)
        return false;
    // Pages in branches of 256: one array of all would stop at 32,767.
    return file_check(file, HPDF_SetPagesConfiguration(file->doc, 256));
}

void file_close(PdfFile *file)
{
    HPDF_Free(file->doc);
}

static HPDF_STATUS body_write(HPDF_Dict object, HPDF_Stream stream)
{
    const Str *body = object->attr;
    HPDF_STATUS status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->at, (HPDF_UINT)body->n);
    return status == HPDF_OK ? HPDF_Stream_WriteStr(stream, "\n") : status;
}

HPDF_Dict object_new(PdfFile *file)
{
    HPDF_Dict object = HPDF_Dict_New(file->doc->mmgr);
    if (!object) {
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        return NULL;
    }
    return file_check(file, HPDF_Xref_Add(file->doc->xref, object)) ? object : NULL;
}

void object_body(PdfFile *file, HPDF_Dict object, Str entries)
{
    if (!object || entries.n == 0)
        return;
    Str *body = ARENA_NEW(file->arena, Str);
    *body = entries;
    object->attr = body;
    object->write_fn = body_write;
}

void objects_reserve(PdfFile *file, uint32_t count, void (*write)(void *context, uint32_t index, StrBuf *out),
                     void *context)
{
    assert(file->reserved_count == 0);
    file->reserved_first = file->doc->xref->entries->count;
    file->reserved_count = count;
    file->reserved_write = write;
    file->reserved_context = context;
    file->doc->xref->start_offset += count; // what libharu numbers from now on comes after them
}

uint32_t object_id(HPDF_Dict object)
{
    return object ? object->header.obj_id & 0x00ffffff : 0;
}

// Bytes that a stream of libharu's is read from, for its own streams copy them twice, one by one.
typedef struct Packed {
    Str bytes;
    size_t at;
} Packed;

static HPDF_STATUS packed_read(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *n)
{
    Packed *packed = stream->attr;
    size_t rest = packed->bytes.n - packed->at;
    bool end = rest < *n;
    *n = (HPDF_UINT)(end ? rest : *n);
    memcpy(to, packed->bytes.at + packed->at, *n);
    packed->at += *n;
    return end ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS packed_seek(HPDF_Stream stream, HPDF_INT to, HPDF_WhenceMode mode)
{
    Packed *packed = stream->attr;
    if (mode != HPDF_SEEK_SET || to < 0 || (size_t)to > packed->bytes.n)
        return HPDF_INVALID_PARAMETER;
    packed->at = (size_t)to;
    return HPDF_OK;
}

static HPDF_INT32 packed_tell(HPDF_Stream stream)
{
    return (HPDF_INT32)((Packed *)stream->attr)->at;
}

static HPDF_UINT32 packed_size(HPDF_Stream stream)
{
    return (HPDF_UINT32)((Packed *)stream->attr)->bytes.n;
}

// The stream of an object is what is packed already.
static void stream_fill(PdfFile *file, HPDF_Dict object, Str bytes)
{
    Packed *packed = ARENA_NEW(file->arena, Packed);
    *packed = (Packed){.bytes = bytes};
    HPDF_Stream stream = bytes.at ? HPDF_CallbackReader_New(file->doc->mmgr, packed_read, packed_seek,
                                                            packed_tell, packed_size, packed)
                                  : NULL;
    if (!stream) {
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        return;
    }
    HPDF_Stream_Free(object->stream);
    object->stream = stream;
}

HPDF_Dict stream_new(PdfFile *file, Str entries, StreamFilter filter, Str packed)
{
    HPDF_Dict stream = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);
    if (!stream) {
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        return NULL;
    }
    stream_fill(file, stream, packed);
    object_body(file, stream,
                str_print(file->arena, "/Filter /%s %.*s", filter == STREAM_DCT ? "DCTDecode" : "FlateDecode",
                          STR_ARG(entries)));
    return stream;
}

void page_content(PdfFile *file, HPDF_Page page, Str deflated)
{
    HPDF_Dict contents = ((HPDF_PageAttr)page->attr)->contents;
    stream_fill(file, contents, deflated);
    object_body(file, contents, STR("/Filter /FlateDecode"));
}

// Text of a page or of objects packs by a ninth less at this level than at the usual one, in little more than
// half of the time; of a file with its fonts that is some hundredths.
enum { QUICK_LEVEL = 3 };

Str file_deflate(Arena *arena, Str bytes)
{
    return bytes_deflate(arena, bytes, DEFLATE_ZLIB, QUICK_LEVEL);
}

// PDF objects through libharu's object layer.
#include <assert.h>

#include "pdf/internal-object.h"

#include <string.h>

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

HPDF_Dict stream_new(PdfFile *file, Str entries, StreamFilter filter, Str packed)
{
    HPDF_Dict stream = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);
    if (!stream || !packed.at) {
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        return NULL;
    }
    file_check(file, HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)packed.at, (HPDF_UINT)packed.n));
    object_body(file, stream,
                str_print(file->arena, "/Filter /%s %.*s", filter == STREAM_DCT ? "DCTDecode" : "FlateDecode",
                          STR_ARG(entries)));
    return stream;
}

void page_content(PdfFile *file, HPDF_Page page, Str deflated)
{
    HPDF_Dict contents = ((HPDF_PageAttr)page->attr)->contents;
    if (!deflated.at)
        file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
    file_check(file,
               HPDF_Stream_Write(contents->stream, (const HPDF_BYTE *)deflated.at, (HPDF_UINT)deflated.n));
    object_body(file, contents, STR("/Filter /FlateDecode"));
}

// In one block: the whole file is among them, and growing would hold it twice.
Str stream_bytes(HPDF_Stream stream, Arena *arena)
{
    char *bytes = arena_alloc(arena, stream->size);
    size_t at = 0;
    HPDF_UINT count = HPDF_MemStream_GetBufCount(stream);
    for (HPDF_UINT i = 0; i < count; i++) {
        HPDF_UINT n = 0;
        HPDF_BYTE *from = HPDF_MemStream_GetBufPtr(stream, i, &n);
        if (n > stream->size - at)
            return (Str){0};
        memcpy(bytes + at, from, n);
        at += n;
    }
    return at > 0 ? (Str){bytes, at} : (Str){0};
}

// A memory manager and streams of its own, so that no state is shared with the document.
Str file_deflate(Arena *arena, Str bytes)
{
    HPDF_Error_Rec error;
    HPDF_Error_Init(&error, NULL);
    error.error_fn = NULL;
    HPDF_MMgr mmgr = HPDF_MMgr_New(&error, 0, NULL, NULL);
    if (!mmgr)
        return (Str){0};
    HPDF_Stream from = HPDF_MemStream_New(mmgr, (HPDF_UINT)(bytes.n ? bytes.n : 1));
    HPDF_Stream to = HPDF_MemStream_New(mmgr, 1 << 16);
    Str deflated = {0};
    if (from && to && HPDF_Stream_Write(from, (const HPDF_BYTE *)bytes.at, (HPDF_UINT)bytes.n) == HPDF_OK &&
        HPDF_Stream_WriteToStream(from, to, HPDF_STREAM_FILTER_FLATE_DECODE, NULL) == HPDF_OK)
        deflated = stream_bytes(to, arena);
    if (from)
        HPDF_Stream_Free(from);
    if (to)
        HPDF_Stream_Free(to);
    HPDF_MMgr_Free(mmgr);
    return deflated;
}

// Files that go with the document as its data (ISO 32000-1 7.11.4; ISO 19005-3 6.8 and annex E).
#include <stdlib.h>

#include "pdf/internal-metadata.h"
#include "pdf/internal-navigation.h"

// A MIME type as a name: its solidus is no regular character.
static void put_type(StrBuf *out, Str type)
{
    buf_add_char(out, '/');
    for (size_t i = 0; i < type.n; i++) {
        char c = type.at[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
            c == '.')
            buf_add_char(out, c);
        else
            buf_print(out, "#%02X", (unsigned char)c);
    }
}

static HPDF_Dict bytes_write(PdfFile *file, const PdfAttachment *attachment, int64_t time)
{
    StrBuf out = {.arena = file->arena};
    Str date = date_print(file->arena, time, "D:%Y%m%d%H%M%S+08'00'");
    buf_add_c(&out, "/Type /EmbeddedFile /Subtype ");
    put_type(&out, attachment->type);
    buf_print(&out, " /Params <</Size %zu", attachment->bytes.n);
    if (date.n > 0)
        buf_print(&out, " /ModDate (%.*s)", STR_ARG(date));
    buf_add_c(&out, ">>");
    Str bytes = attachment->bytes.n > 0 ? attachment->bytes : STR("\n");
    return stream_new(file, buf_str(&out), STREAM_FLATE, file_deflate(file->arena, bytes));
}

static HPDF_Dict specification_write(PdfFile *file, const PdfAttachment *attachment, int64_t time)
{
    StrBuf out = {.arena = file->arena};
    uint32_t bytes = object_id(bytes_write(file, attachment, time));
    buf_add_c(&out, "/Type /Filespec /AFRelationship /Data /F ");
    put_text(&out, attachment->name);
    buf_add_c(&out, " /UF ");
    put_text(&out, attachment->name);
    if (attachment->description.n > 0) {
        buf_add_c(&out, " /Desc ");
        put_text(&out, attachment->description);
    }
    buf_print(&out, " /EF <</F %u 0 R /UF %u 0 R>>", bytes, bytes);
    HPDF_Dict object = object_new(file);
    object_body(file, object, buf_str(&out));
    return object;
}

static int name_compare(const void *a, const void *b)
{
    return str_compare((*(const PdfAttachment *const *)a)->name, (*(const PdfAttachment *const *)b)->name);
}

HPDF_Dict attachments_write(PdfFile *file, PdfOptions options, int64_t time)
{
    size_t n = options.attachment_count;
    if (n == 0)
        return NULL;
    const PdfAttachment **sorted = ARENA_ARRAY(file->arena, const PdfAttachment *, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &options.attachments[i];
    qsort(sorted, n, sizeof *sorted, name_compare);
    Tree tree = tree_new(file, "Names");
    StrBuf key = {.arena = file->arena}, value = {.arena = file->arena};
    HPDF_Array associated = HPDF_Array_New(file->doc->mmgr);
    file_check(file, HPDF_Dict_Add(file->doc->catalog, "AF", associated));
    for (size_t i = 0; i < n; i++) {
        key.n = value.n = 0;
        put_bytes(&key, sorted[i]->name);
        HPDF_Dict specification = specification_write(file, sorted[i], time);
        put_reference(&value, object_id(specification));
        tree_add(&tree, buf_str(&key), buf_str(&value));
        file_check(file, HPDF_Array_Add(associated, specification));
    }
    return tree_write(&tree);
}

// What the files of pdf/ share: PDF objects over libharu's, and the text of their entries.
//
// An object is a libharu dictionary whose entries are written from text of ours when the file is saved:
// libharu's own arrays stop at 32,767 items and its dictionaries at 4,095 without a word, and each of their
// values costs an allocation. libharu numbers the objects and writes their
// values; where they stand in the file is save.c's.
#ifndef GONGKAI_PDF_INTERNAL_OBJECT_H
#define GONGKAI_PDF_INTERNAL_OBJECT_H

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>

#include "pdf/pdf.h"

typedef struct PdfFile {
    Arena *arena; // lives until the file is saved
    HPDF_Doc doc;
    HPDF_STATUS error; // the first, with libharu's detail
    HPDF_STATUS detail;
    bool broken;
    // Objects that are written from elsewhere when the file is saved: see objects_reserve.
    uint32_t reserved_first, reserved_count;
    void (*reserved_write)(void *context, uint32_t index, StrBuf *out);
    void *reserved_context;
} PdfFile;

// ---- object.c

// False where libharu has no memory. `file` must not move afterwards.
bool file_open(PdfFile *file, Arena *arena);
void file_close(PdfFile *file);
// Notes what a libharu call returned; true where it was good.
bool file_check(PdfFile *file, HPDF_STATUS status);

// A new indirect object; NULL (after noting the failure) where there is none. The functions below take NULL.
HPDF_Dict object_new(PdfFile *file);
// The entries between << and >>. The text must live until the file is saved.
void object_body(PdfFile *file, HPDF_Dict object, Str entries);
uint32_t object_id(HPDF_Dict object);
// Keeps numbers, from reserved_first on and once a file, for objects that libharu knows nothing of: `write`
// appends one's whole text when the file is saved. A dictionary of libharu's takes 200 bytes, and a structure
// tree may be 100,000 of them.
void objects_reserve(PdfFile *file, uint32_t count, void (*write)(void *context, uint32_t index, StrBuf *out),
                     void *context);
// A stream of bytes that are compressed already (file_deflate, or a JPEG) and live until the file is saved,
// with entries besides Length and Filter.
typedef enum StreamFilter { STREAM_FLATE, STREAM_DCT } StreamFilter;
HPDF_Dict stream_new(PdfFile *file, Str entries, StreamFilter filter, Str packed);
// The same for the content of a page that libharu made.
void page_content(PdfFile *file, HPDF_Page page, Str deflated);
// Compressed; may run on any thread. bytes: not empty. at is NULL where that failed.
Str file_deflate(Arena *arena, Str bytes);

// ---- save.c

// The whole file in the arena given; at is NULL where libharu failed.
Str file_save(PdfFile *file, Arena *arena);

// ---- readback.c

// Whether a reader finds every object where the cross references say it is, and every stream whole.
// known: streams that were read before they were put in (subsets of fonts): that they stand there as they are
// is enough.
bool file_reads_back(Str bytes, const Str *known, size_t known_count);

// ---- format.c: entries as text

typedef int64_t Milli; // 1/1000 pt: what coordinates are rounded to

Milli milli_of(Length length);
void put_milli(StrBuf *out, Milli value); // 12.5, -0.03
void put_number(StrBuf *out, int64_t value);
void put_reference(StrBuf *out, uint32_t id); // "12 0 R"
void put_hex(StrBuf *out, uint16_t value);    // four digits
void put_utf16(StrBuf *out, Str text);        // hex digits, surrogate pairs past the BMP, no mark
void put_text(StrBuf *out, Str text);         // a text string: (ASCII) or <FEFF…>
void put_bytes(StrBuf *out, Str bytes);       // a byte string: (…) escaped
void put_uri(StrBuf *out, Str uri);           // the same, bytes past ASCII percent-encoded
void put_colour(StrBuf *out, uint32_t colour, bool stroke); // "0 g", "1 0 0 rg"

// ---- box.c

// A box in the coordinates of a page's items (y downwards) as a PDF rectangle's four numbers, on the sheet.
typedef struct Box {
    Milli left, bottom, right, top;
} Box;
Box page_box(const Page *page, Length x, Length y, Length width, Length height);

// ---- tree.c: number and name trees (7.9.6, 7.9.7)

// Entries come in the order of their keys; leaves hold few, so that a reader need not read all.
typedef struct Tree {
    PdfFile *file;
    const char *entries; // "Nums" or "Names"
    size_t count;
    StrBuf leaf, kids;
    Str first, last; // keys of the leaf
} Tree;

Tree tree_new(PdfFile *file, const char *entries);
// key and value as PDF text; copied.
void tree_add(Tree *tree, Str key, Str value);
HPDF_Dict tree_write(Tree *tree);

#endif

// What the files of ofd/ share: numbers as OFD has them, fonts with what they show, images, and where each
// thing's identifier is.
//
// Identifiers are counted before anything is written: fonts and images first, then each page with
// its layer, its objects and its links. So pages can be written on any thread.
#ifndef GONGKAI_OFD_INTERNAL_OFD_H
#define GONGKAI_OFD_INTERNAL_OFD_H

#include "ofd/ofd.h"
#include "package/package.h"

typedef int64_t Micron; // 1/1000 mm, in which all is placed

// ---- format.c

Micron micron_of(Length length);
void add_mm(StrBuf *out, Micron value); // millimetres
// x y width height in quotes, as attribute `name` with a blank before it.
void add_box(StrBuf *out, const char *name, Micron x, Micron y, Micron width, Micron height);
// The beginning of a file whose first element is `root`, without its attributes' end.
void add_root(StrBuf *out, const char *root);
void add_attribute(StrBuf *out, const char *name, Str value);
void add_element(StrBuf *out, const char *name, Str text); // nothing where the text is empty
// <ofd:FillColor …/> or what else it is of, 0xRRGGBB.
void add_colour(StrBuf *out, const char *name, uint32_t colour);
// A day, or a moment in China; empty where there is no time.
Str day_of(Arena *arena, int64_t seconds);
Str moment_of(Arena *arena, int64_t seconds);

// ---- fonts.c

// A character with a shape, which one font file of its face shows.
typedef struct OfdGlyph {
    uint32_t code;
    uint32_t file;  // of its font, from 0
    uint32_t drawn; // its glyph there
    uint32_t part_count;
    const FontPart *parts;
    int32_t advance; // font units
    uint32_t next;   // of its bucket, + 1
} OfdGlyph;

typedef struct FontFileMade {
    uint32_t id;    // the font resource's
    uint32_t count; // of characters
    PackedPart packed;
} FontFileMade;

enum { GLYPH_BUCKETS = 4096 };

typedef struct OfdFont {
    const Font *font; // a synthetic bold is one by itself
    VEC(OfdGlyph) glyphs;
    VEC(FontFileMade) files;
    uint32_t *buckets; // by code: a glyph's index + 1
} OfdFont;

typedef struct OfdFonts {
    Arena *arena;
    VEC(OfdFont) fonts; // in the order of their first use
} OfdFonts;

// A character of a run, where it stands on its page.
typedef struct Letter {
    uint32_t code;
    const OfdGlyph *glyph;
    Length x, y, advance;
} Letter;

typedef struct Letters {
    Arena *arena;
    VEC(Letter) all;
    size_t font; // index
} Letters;

// A run's characters, in `letters`, which it empties before. Of fonts that were gathered.
void letters_of(const OfdFonts *fonts, const GlyphRun *run, Letters *letters);
// One past the last of the letters from `first` on that one text object holds: of one font file, on one line,
// none beyond the BMP but alone.
size_t letters_end(const Letters *letters, size_t first);
uint32_t letters_font(const OfdFonts *fonts, const Letters *letters, size_t first); // the resource's id
// Adds what a run shows; how many text objects it takes.
size_t glyphs_gather(OfdFonts *fonts, const GlyphRun *run, Letters *letters);
// Gives all their identifiers, from *id on.
void fonts_number(OfdFonts *fonts, uint32_t *id);
void fonts_make(OfdFonts *fonts);                    // the files, on several threads
void fonts_list(const OfdFonts *fonts, StrBuf *out); // Fonts of a Res
void fonts_add(const OfdFonts *fonts, PackageWriter *package);

// ---- media.c

typedef struct OfdImage {
    const Image *image;
    Arena *arena; // of its bytes
    Diag *diag;
    Str bytes; // at is NULL where it cannot be read
    const char *extension;
    uint32_t id;
} OfdImage;

typedef struct OfdImages {
    Arena *arena;
    VEC(OfdImage) images;
} OfdImages;

// Reads all, on several threads. False where one cannot be read and this is no draft.
bool media_gather(OfdImages *images, Arena *arena, Diag *diag, const Pages *pages);
void media_number(OfdImages *images, uint32_t *id);
uint32_t media_id(const OfdImages *images, const Image *image); // 0 where it cannot be read
void media_list(const OfdImages *images, StrBuf *out);
void media_add(const OfdImages *images, PackageWriter *package);
void media_free(OfdImages *images);
// `image` as the unit square turned (Exif), as OFD's matrix of a box of this size.
void add_image_matrix(StrBuf *out, const Image *image, Micron width, Micron height);

// ---- page.c

// Where a page's identifiers begin: the page, its layer, its objects, its links.
typedef struct PageIds {
    uint32_t page, first_object, first_link;
} PageIds;

// What the structure needs of a page: the element of each object, from the first.
typedef struct PageElements {
    VEC(uint32_t) elements;
} PageElements;

// A page's width and height as it is looked at.
Length sheet_width(const Page *page);
Length sheet_height(const Page *page);
// How many objects a page has; gathers what it shows.
size_t page_count(OfdFonts *fonts, const OfdImages *images, const Page *page, Letters *letters);
Str page_write(Arena *arena, const OfdFonts *fonts, const OfdImages *images, const Page *page, PageIds ids,
               PageElements *elements);

// ---- navigation.c

void outlines_write(StrBuf *out, const Pages *pages, const PageIds *ids);
// A page's links; empty where it has none that lead anywhere.
Str links_write(Arena *arena, const Pages *pages, size_t page, const PageIds *ids);

// ---- tags.c

// elements: by page.
Str tags_write(Arena *arena, const Pages *pages, const PageIds *ids, const PageElements *elements);

// ---- files.c

// Their list, and they themselves.
Str files_write(Arena *arena, OfdOptions options, int64_t time);
void files_add(PackageWriter *package, Arena *arena, OfdOptions options);

#endif

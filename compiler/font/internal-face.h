// What the files of font/ share: a face of a file, the Font made from it, and reading big-endian tables.
#ifndef GONGKAI_FONT_INTERNAL_FACE_H
#define GONGKAI_FONT_INTERNAL_FACE_H

#include <hb.h>
#include <stdatomic.h>

#include "font/font.h"

struct Font {
    FontInfo info;
    const Font *program; // itself; a synthetic bold's regular
    hb_face_t *face;
    hb_font_t *font;            // scaled to units per em, immutable
    hb_set_t *shaped;           // glyphs that some layout lookup reads or changes
    _Atomic uint32_t *glyphs;   // by code point below FONT_CODES: glyph + 1, 0 where not asked yet; with
                                // FONT_ILL_DRAWN
    Str elsewhere;              // characters that the style has from other families
    _Atomic uint32_t *advances; // by glyph: advance + 1, 0 where not asked yet
    _Atomic uint64_t *tabular;  // by tabular_slot: what font_tabular says, 0 where not asked yet
    unsigned glyph_count;
    const char *cache_folder; // NULL: none
};

enum { FONT_ILL_DRAWN = 0x40000000 }; // past any glyph id
enum { FONT_TABULAR = 129 };          // ASCII, and the minus sign
enum { FONT_CODES = 0x40000 };        // planes 0 to 3: every ideograph of Unicode

// A face of a font file that fontconfig knows. The library objects live as long as the FontSet's arena.
typedef struct FontFile {
    char *path;
    unsigned index;
    int weight, slant; // fontconfig's
    Str family, style, postscript_name;
    Str elsewhere;
    hb_face_t *face; // opened with the file
    bool embeddable;
    bool cff;
    _Atomic(Font *) fonts[2]; // regular and synthetic bold, made when first asked for
} FontFile;

typedef VEC(FontFile *) FontFiles;

// ---- find.c: fontconfig

typedef struct FontFinder FontFinder;

// NULL after reporting font-library. The arena frees it.
FontFinder *font_finder_open(Arena *arena, Diag *diag, FontOptions options);
// The faces of exactly this family (no substitutes), in no order that may be relied on; each file and index
// once for the finder's life.
void font_finder_list(FontFinder *finder, Str family, FontFiles *found);

// ---- face.c: files to faces and Fonts

// Maps the file and reads what it allows. False where HarfBuzz makes nothing of it.
bool font_file_open(FontFile *file, Arena *arena);
Font *font_make(Arena *arena, const FontFile *file, const Font *program, const char *cache_folder);

// The glyph of a character, and whether the font draws it where the character's kind has it.
uint32_t font_glyph_drawn(const Font *font, uint32_t code, bool *well);

// ---- ink.c

// Whether the mark's ink is where its class has it; true of all that is no such mark.
bool font_ink_fits(const Font *font, uint32_t code, uint32_t glyph);

// ---- table.c: big-endian tables

// A table's bytes; valid while the blob is held. n is 0 where the face has no such table.
typedef struct FontTable {
    hb_blob_t *blob;
    const uint8_t *at;
    unsigned n;
} FontTable;
FontTable font_table_open(hb_face_t *face, hb_tag_t tag);
void font_table_close(FontTable *table);
// Big-endian numbers; 0 past the table's end.
unsigned font_table_u8(const FontTable *table, size_t offset);
unsigned font_table_u16(const FontTable *table, size_t offset);
int font_table_i16(const FontTable *table, size_t offset);
uint32_t font_table_u32(const FontTable *table, size_t offset);

// ---- plan.c

// The glyphs that shaping may treat otherwise than one by one.
hb_set_t *font_shaped_glyphs(hb_face_t *face);
void font_set_properties(hb_buffer_t *buffer);

// ---- cff.c: CIDs of a CFF font program

// Fills codes[gid] for gid < count with what a content stream writes: the CID of a CID-keyed font, else the
// glyph id (ISO 32000-1 9.7.4.2). False where the table is broken.
bool cff_codes(const uint8_t *cff, size_t n, uint16_t *codes, size_t count);

// ---- cache.c: subsets kept between builds

// A digest of all that a subset depends on; empty where it cannot be had. The font has a cache folder.
Str font_cache_key(Arena *arena, const Font *font, const uint32_t *glyphs, size_t n);
// NULL where there is none, or it is damaged.
FontSubset *font_cache_read(const char *folder, Arena *arena, Str key, size_t n);
// Best effort: a cache that cannot be written is not a finding.
void font_cache_write(const char *folder, Arena *arena, Str key, const FontSubset *subset, size_t n);

#endif

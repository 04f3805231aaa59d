// A font file's face: mapped, its tables read for what a PDF's font descriptor wants, and the Font made from
// it.
#include <hb-ot.h>
#include <stdlib.h>

#include "font/internal-face.h"

static void face_destroy(void *face)
{
    hb_face_destroy(face);
}

static void font_destroy(void *font)
{
    hb_font_destroy(font);
}

static void set_destroy(void *set)
{
    hb_set_destroy(set);
}

// OS/2 fsType (OpenType 1.9): where several of the usage bits are set, old fonts mean the least restrictive.
// Bits 8 and 9 allow no subsetting, and bitmaps only: neither serves.
static bool may_embed(hb_face_t *face)
{
    FontTable os2 = font_table_open(face, HB_TAG('O', 'S', '/', '2'));
    unsigned type = font_table_u16(&os2, 8);
    font_table_close(&os2);
    bool restricted = (type & 0x0002) != 0 && (type & 0x000c) == 0;
    return !restricted && (type & 0x0300) == 0;
}

bool font_file_open(FontFile *file, Arena *arena)
{
    if (file->face)
        return true;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file->path);
    if (!blob)
        return false;
    hb_face_t *face = hb_face_create(blob, file->index);
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return false;
    }
    hb_face_make_immutable(face);
    arena_defer(arena, face_destroy, face);
    FontTable cff = font_table_open(face, HB_TAG('C', 'F', 'F', ' '));
    file->cff = cff.n > 0;
    font_table_close(&cff);
    file->embeddable = may_embed(face);
    file->face = face;
    return true;
}

// Panose (family kind 2, serif styles 2 to 10) or else the IBM family class says whether the letters have
// serifs.
static bool has_serifs(const FontTable *os2)
{
    unsigned panose_kind = font_table_u8(os2, 32), panose_serif = font_table_u8(os2, 33),
             class = font_table_u8(os2, 30);
    if (panose_kind == 2 && panose_serif >= 2)
        return panose_serif <= 10;
    return (class >= 1 && class <= 5) || class == 7;
}

static void info_read(FontInfo *info, hb_face_t *face)
{
    FontTable os2 = font_table_open(face, HB_TAG('O', 'S', '/', '2'));
    FontTable head = font_table_open(face, HB_TAG('h', 'e', 'a', 'd'));
    FontTable hhea = font_table_open(face, HB_TAG('h', 'h', 'e', 'a'));
    FontTable post = font_table_open(face, HB_TAG('p', 'o', 's', 't'));
    bool typo = os2.n >= 72;
    info->units_per_em = (int)hb_face_get_upem(face);
    info->ascent = typo ? font_table_i16(&os2, 68) : font_table_i16(&hhea, 4);
    info->descent = typo ? font_table_i16(&os2, 70) : font_table_i16(&hhea, 6);
    info->cap_height = font_table_u16(&os2, 0) >= 2 && os2.n >= 90 ? font_table_i16(&os2, 88) : 0;
    if (info->cap_height <= 0)
        info->cap_height = info->units_per_em * 7 / 10;
    for (size_t i = 0; i < 4; i++)
        info->bbox[i] = font_table_i16(&head, 36 + 2 * i);
    // No table tells the stem's width; the weight class, 1 to 1000, does nearly (400 gives 88, 700 gives
    // 166).
    int weight = os2.n ? (int)font_table_u16(&os2, 4) : 400;
    if (weight > 1000)
        weight = 1000;
    info->stem_v = 50 + weight * weight / 4225;
    info->italic_angle = font_table_i16(&post, 4);
    info->fixed_pitch = font_table_u32(&post, 12) != 0;
    info->serif = has_serifs(&os2);
    info->bold = weight >= 600;
    font_table_close(&os2);
    font_table_close(&head);
    font_table_close(&hhea);
    font_table_close(&post);
}

// The caches are zero pages until they are written to.
static _Atomic uint32_t *cache_new(Arena *arena, size_t count)
{
    _Atomic uint32_t *cache = calloc(count, sizeof *cache);
    if (cache)
        arena_defer(arena, free, (void *)cache);
    return cache;
}

Font *font_make(Arena *arena, const FontFile *file, const Font *program, const char *cache_folder)
{
    Font *font = ARENA_NEW(arena, Font);
    if (program) {
        *font = *program;
        font->info.synthetic_bold = true;
        return font;
    }
    font->program = font;
    font->info = (FontInfo){.family = file->family,
                            .style = file->style,
                            .postscript_name = file->postscript_name,
                            .file = str_of(file->path),
                            .index = file->index,
                            .cff = file->cff};
    info_read(&font->info, file->face);
    font->face = file->face;
    font->glyph_count = hb_face_get_glyph_count(file->face);
    font->font = hb_font_create(file->face);
    arena_defer(arena, font_destroy, font->font);
    hb_font_make_immutable(font->font);
    font->shaped = font_shaped_glyphs(file->face);
    arena_defer(arena, set_destroy, font->shaped);
    font->glyphs = cache_new(arena, FONT_CODES);
    font->advances = cache_new(arena, font->glyph_count);
    font->tabular = ARENA_ARRAY(arena, _Atomic uint64_t, FONT_TABULAR);
    font->cache_folder = cache_folder;
    font->elsewhere = file->elsewhere;
    return font;
}

const FontInfo *font_info(const Font *font)
{
    return &font->info;
}

const Font *font_program(const Font *font)
{
    return font->program;
}

static bool is_elsewhere(const Font *font, uint32_t code)
{
    for (size_t at = 0; at < font->elsewhere.n;)
        if (utf8_next(font->elsewhere, &at) == code)
            return true;
    return false;
}

uint32_t font_glyph_drawn(const Font *font, uint32_t code, bool *well)
{
    bool cached = font->glyphs && code < FONT_CODES;
    uint32_t known = cached ? atomic_load_explicit(&font->glyphs[code], memory_order_relaxed) : 0;
    hb_codepoint_t glyph = 0;

    if (known) {
        *well = !(known & FONT_ILL_DRAWN);
        return (known & ~(uint32_t)FONT_ILL_DRAWN) - 1;
    }
    if (!hb_font_get_nominal_glyph(font->font, code, &glyph))
        glyph = 0;
    *well = glyph == 0 || (font_ink_fits(font, code, glyph) && !is_elsewhere(font, code));
    if (cached)
        atomic_store_explicit(&font->glyphs[code], (glyph + 1) | (*well ? 0 : FONT_ILL_DRAWN),
                              memory_order_relaxed);
    return glyph;
}

uint32_t font_glyph(const Font *font, uint32_t code)
{
    bool well;

    return font_glyph_drawn(font, code, &well);
}

// Advances fit 16 bits, so that known - 1 is never negative.
int32_t font_advance(const Font *font, uint32_t glyph)
{
    bool cached = font->advances && glyph < font->glyph_count;
    uint32_t known = cached ? atomic_load_explicit(&font->advances[glyph], memory_order_relaxed) : 0;
    if (known)
        return (int32_t)known - 1;
    int32_t advance = hb_font_get_glyph_h_advance(font->font, glyph);
    if (cached)
        atomic_store_explicit(&font->advances[glyph], (uint32_t)advance + 1, memory_order_relaxed);
    return advance;
}

// A font's subset for embedding, through hb-subset: glyphs renumbered, layout tables gone.
#include <assert.h>
#include <hb-subset.h>
#include <string.h>
#include <zlib.h>

#include "font/internal-face.h"

// A PDF's glyphs are chosen and placed already; what serves that, and all that names or describes, goes (ISO
// 32000-1 9.9, table 126). With GSUB kept, hb-subset 6.0 would add every glyph that the layout could reach.
static const hb_tag_t dropped_tables[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
    HB_TAG('B', 'A', 'S', 'E'), HB_TAG('J', 'S', 'T', 'F'), HB_TAG('M', 'A', 'T', 'H'),
    HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
    HB_TAG('O', 'S', '/', '2'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
    HB_TAG('V', 'O', 'R', 'G'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('g', 'a', 's', 'p'),
    HB_TAG('k', 'e', 'r', 'n'), HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'),
    HB_TAG('L', 'T', 'S', 'H'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('m', 'o', 'r', 'x'),
    HB_TAG('m', 'o', 'r', 't'), HB_TAG('k', 'e', 'r', 'x'), HB_TAG('f', 'e', 'a', 't'),
    HB_TAG('t', 'r', 'a', 'k'), HB_TAG('E', 'B', 'D', 'T'), HB_TAG('E', 'B', 'L', 'C'),
    HB_TAG('E', 'B', 'S', 'C'), HB_TAG('C', 'B', 'D', 'T'), HB_TAG('C', 'B', 'L', 'C'),
    HB_TAG('C', 'O', 'L', 'R'), HB_TAG('C', 'P', 'A', 'L'), HB_TAG('s', 'b', 'i', 'x'),
    HB_TAG('S', 'V', 'G', ' '), HB_TAG('F', 'F', 'T', 'M'), HB_TAG('S', 'T', 'A', 'T'),
};

static bool tag_dropped(hb_tag_t tag)
{
    for (size_t i = 0; i < sizeof dropped_tables / sizeof dropped_tables[0]; i++)
        if (dropped_tables[i] == tag)
            return true;
    return false;
}

static hb_blob_t *table_kept(hb_face_t *face, hb_tag_t tag, void *whole)
{
    (void)face;
    return tag_dropped(tag) ? hb_blob_get_empty() : hb_face_reference_table(whole, tag);
}

// The face without those tables: so hb-subset does not even read them (the character map of a CJK font costs
// milliseconds).
static hb_face_t *face_without_layout(const Font *font)
{
    hb_face_t *face = hb_face_create_for_tables(table_kept, font->face, NULL);
    hb_face_set_index(face, hb_face_get_index(font->face));
    hb_face_set_upem(face, hb_face_get_upem(font->face));
    hb_face_set_glyph_count(face, font->glyph_count);
    return face;
}

static hb_subset_input_t *subset_input(const uint32_t *glyphs, size_t n)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_add_sorted_array(hb_subset_input_glyph_set(input), glyphs, (unsigned)n);
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof dropped_tables / sizeof dropped_tables[0]; i++)
        hb_set_add(drop, dropped_tables[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    return input;
}

// A subset as HarfBuzz made it.
typedef struct Renumbered {
    const hb_map_t *map; // old glyphs to new
    size_t count;        // glyphs in it
    Str bytes;
} Renumbered;

// Content stream codes of the glyphs given, from the old-to-new map and, for CFF, from the subset's charset.

static bool codes_fill(const Font *font, Arena *arena, Renumbered renumbered, const uint32_t *glyphs,
                       size_t n, FontSubset *subset)
{
    size_t count = renumbered.count;
    uint16_t *codes = ARENA_ARRAY(arena, uint16_t, count ? count : 1);
    for (size_t i = 0; i < count; i++)
        codes[i] = (uint16_t)i;
    if (subset->cff && !cff_codes((const uint8_t *)renumbered.bytes.at, renumbered.bytes.n, codes, count))
        return false;
    subset->code_of = ARENA_ARRAY(arena, uint16_t, n);
    subset->widths = ARENA_ARRAY(arena, uint16_t, n);
    for (size_t i = 0; i < n; i++) {
        assert(glyphs[i] > (i > 0 ? glyphs[i - 1] : 0));
        hb_codepoint_t glyph = hb_map_get(renumbered.map, glyphs[i]);
        if (glyph >= count)
            return false;
        subset->code_of[i] = codes[glyph];
        subset->widths[i] =
            (uint16_t)length_scale(font_advance(font, glyphs[i]), 1000, font->info.units_per_em);
    }
    return true;
}

// Six capitals (ISO 32000-1 9.6.4), from the content so that every run gives the same.
static Str subset_tag(Arena *arena, Str bytes)
{
    uint64_t hash = str_hash(bytes);
    char letters[6];
    for (size_t i = 0; i < sizeof letters; i++, hash /= 26)
        letters[i] = (char)('A' + hash % 26);
    return str_copy(arena, (Str){letters, sizeof letters});
}

// Read back once, when it is made: who takes it from the cache, or finds it in a file as it is here, need
// not.
static bool inflates_to(Str deflated, Str bytes)
{
    Arena *scratch = arena_new();
    uLongf n = bytes.n;
    Bytef *read = arena_alloc(scratch, bytes.n + 1);
    bool same = uncompress(read, &n, (const Bytef *)deflated.at, deflated.n) == Z_OK &&
                str_equal((Str){(const char *)read, n}, bytes);
    arena_free(scratch);
    return same;
}

static bool subset_deflate(Arena *arena, Str bytes, FontSubset *subset)
{
    uLongf length = compressBound(bytes.n);
    Bytef *deflated = arena_alloc(arena, length);
    if (compress(deflated, &length, (const Bytef *)bytes.at, bytes.n) != Z_OK)
        return false;
    subset->deflated = (Str){(const char *)deflated, length};
    subset->length = bytes.n;
    return inflates_to(subset->deflated, bytes);
}

static FontSubset *subset_make(const Font *font, Arena *arena, const uint32_t *glyphs, size_t n)
{
    FontSubset *subset = ARENA_NEW(arena, FontSubset);
    hb_face_t *source = face_without_layout(font);
    hb_subset_input_t *input = subset_input(glyphs, n);
    hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(source, input) : NULL;
    hb_face_t *result = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool good = false;
    if (result) {
        subset->cff = font->info.cff;
        hb_blob_t *blob = subset->cff ? hb_face_reference_table(result, HB_TAG('C', 'F', 'F', ' '))
                                      : hb_face_reference_blob(result);
        unsigned length;
        const char *at = hb_blob_get_data(blob, &length);
        Renumbered renumbered = {
            hb_subset_plan_old_to_new_glyph_mapping(plan), hb_face_get_glyph_count(result), {at, length}};
        subset->tag = subset_tag(arena, renumbered.bytes);
        good = length > 0 && subset_deflate(arena, renumbered.bytes, subset) &&
               codes_fill(font, arena, renumbered, glyphs, n, subset);
        hb_blob_destroy(blob);
    }
    hb_face_destroy(result);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(source);
    return good ? subset : NULL;
}

FontSubset *font_subset(const Font *font, Arena *arena, Diag *diag, const uint32_t *glyphs, size_t n)
{
    Str key = {0};
    if (font->cache_folder) {
        key = font_cache_key(arena, font, glyphs, n);
        FontSubset *kept = font_cache_read(font->cache_folder, arena, key, n);
        if (kept)
            return kept;
    }
    FontSubset *subset = subset_make(font, arena, glyphs, n);
    if (!subset) {
        diag_report(diag, SEVERITY_FAILURE, "font-library", (Place){0},
                    str_of(_("its file may be damaged: install the font again")),
                    _("font “%.*s” cannot be subset"), STR_ARG(font->info.family));
        return NULL;
    }
    if (key.n > 0)
        font_cache_write(font->cache_folder, arena, key, subset, n);
    return subset;
}

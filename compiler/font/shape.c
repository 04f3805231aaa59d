// Text to glyphs: a direct path for full-width characters that no layout rule touches, HarfBuzz for the rest.
#include <hb-ot.h>
#include <string.h>

#include "font/internal-face.h"

typedef struct Shaping {
    const Font *font;
    Arena *arena;
    Str text;
    const hb_feature_t *features;
    size_t feature_count;
    hb_buffer_t *buffer; // NULL until HarfBuzz is needed
    VEC(ShapedGlyph) glyphs;
} Shaping;

// The combining marks among the full-width block of CJK punctuation: ideographic tone marks and the voicing
// marks of kana.
static bool char_combines(uint32_t code)
{
    return (code >= 0x302a && code <= 0x302f) || code == 0x3099 || code == 0x309a;
}

// The glyph of a character that stands for itself, or 0.
static uint32_t plain_glyph(const Shaping *s, uint32_t code)
{
    if (!char_is_full_width(code) || char_combines(code))
        return 0;
    uint32_t glyph = font_glyph(s->font, code);
    return glyph && !hb_set_has(s->font->shaped, glyph) ? glyph : 0;
}

static void shape_complex(Shaping *s, size_t from, size_t to)
{
    if (!s->buffer)
        s->buffer = hb_buffer_create();
    hb_buffer_clear_contents(s->buffer);
    hb_buffer_add_utf8(s->buffer, s->text.at, (int)s->text.n, (unsigned)from, (int)(to - from));
    font_set_properties(s->buffer);
    hb_shape(s->font->font, s->buffer, s->features, (unsigned)s->feature_count);
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(s->buffer, &n);
    for (unsigned i = 0; i < n; i++)
        *vec_push(s->arena, &s->glyphs) = (ShapedGlyph){.id = infos[i].codepoint,
                                                        .text = infos[i].cluster,
                                                        .advance = positions[i].x_advance,
                                                        .x = positions[i].x_offset,
                                                        .y = positions[i].y_offset};
}

// A character that changes the one before it: a mark, a variation selector, a joiner.
static bool char_joins(uint32_t code)
{
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || char_combines(code) ||
           code == 0x200c || code == 0x200d;
}

// Sets the plain characters from *at on, and moves it past them; one that is joined to what follows is left
// to HarfBuzz.
static void shape_plain(Shaping *s, size_t *at)
{
    for (size_t next = *at; next < s->text.n; *at = next) {
        uint32_t glyph = plain_glyph(s, utf8_next(s->text, &next));
        size_t after = next;
        if (!glyph || (next < s->text.n && char_joins(utf8_next(s->text, &after))))
            return;
        *vec_push(s->arena, &s->glyphs) =
            (ShapedGlyph){.id = glyph, .text = (uint32_t)*at, .advance = font_advance(s->font, glyph)};
    }
}

// The end of what HarfBuzz takes: at least one character, and all up to the next plain one.
static size_t complex_end(const Shaping *s, size_t at)
{
    if (at < s->text.n)
        utf8_next(s->text, &at);
    for (size_t next = at; at < s->text.n; at = next)
        if (plain_glyph(s, utf8_next(s->text, &next)))
            break;
    return at;
}

static void shape_stretches(Shaping *s)
{
    for (size_t at = 0; at < s->text.n;) {
        shape_plain(s, &at);
        size_t end = complex_end(s, at);
        if (end > at)
            shape_complex(s, at, end);
        at = end;
    }
}

enum { FEATURES_MOST = 16 };

static size_t features_parse(Str list, hb_feature_t *features)
{
    size_t n = 0;
    for (size_t from = 0; from <= list.n && n < FEATURES_MOST;) {
        ptrdiff_t comma = str_find_char(list, ',', from);
        size_t to = comma < 0 ? list.n : (size_t)comma;
        if (hb_feature_from_string(list.at + from, (int)(to - from), &features[n]))
            n++;
        from = to + 1;
    }
    return n;
}

ShapedGlyph *font_shape(const Font *font, Arena *arena, Str text, const char *features, size_t *n)
{
    hb_feature_t list[FEATURES_MOST];
    Shaping shaping = {.font = font, .arena = arena, .text = text, .features = list};
    if (features)
        shaping.feature_count = features_parse(str_of(features), list);
    if (shaping.feature_count > 0)
        shape_complex(&shaping, 0, text.n);
    else
        shape_stretches(&shaping);
    if (shaping.buffer)
        hb_buffer_destroy(shaping.buffer);
    *n = shaping.glyphs.n;
    return shaping.glyphs.at;
}

// ---- figures

enum { TABULAR_OTHER = 1 }; // not one glyph; else glyph + 1 above 32 bits of advance

static uint64_t tabular_shaped(const Font *font, uint32_t code)
{
    Arena *scratch = arena_new();
    char at[4];
    size_t n = 0;
    const ShapedGlyph *shaped = font_shape(font, scratch, (Str){at, utf8_encode(code, at)}, "tnum", &n);
    uint64_t made =
        n == 1 ? ((uint64_t)shaped[0].id + 1) << 32 | (uint32_t)shaped[0].advance : (uint64_t)TABULAR_OTHER;
    arena_free(scratch);
    return made;
}

bool font_tabular(const Font *font, uint32_t code, uint32_t *glyph, int32_t *advance)
{
    size_t slot = code == 0x2212 ? FONT_TABULAR - 1 : code;
    if (slot >= FONT_TABULAR)
        return false;
    uint64_t made = atomic_load_explicit(&font->tabular[slot], memory_order_relaxed);
    if (!made) {
        made = tabular_shaped(font, code);
        atomic_store_explicit(&font->tabular[slot], made, memory_order_relaxed);
    }
    *glyph = (uint32_t)(made >> 32) - 1;
    *advance = (int32_t)(uint32_t)made;
    return made != TABULAR_OTHER;
}

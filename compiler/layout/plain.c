// One line of text by font runs alone: page numbers, leaders, cells of digits.
#include "layout/internal-pages.h"

Length baseline_in(Length leading, Length size)
{
    return (leading - size) / 2 + length_scale(size, 880, 1000);
}

// The end of the run of text at `from` that one font shows; *font is NULL for a character that none has.
static size_t font_run(Diag *diag, const PlainSpec *spec, size_t from, const Font **font)
{
    const RoleStyle *role = spec->role;
    Str text = spec->text;
    size_t at = from;
    *font = NULL;
    while (at < text.n) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);
        const FaceSpec *face = code < 0x80 && role->western ? role->western : role->face;
        const Font *found = fontset_font(spec->fonts, face, code, false);
        if (start > from && found != *font)
            return start;
        *font = found;
        if (!found) {
            if (!fontset_face_missing(spec->fonts, face))
                glyph_missing(diag, code, spec->place);
            return at;
        }
    }
    return at;
}

static bool shows_digit(const PlainRun *run, uint32_t at)
{
    return run->text.at[at] >= '0' && run->text.at[at] <= '9';
}

static Length plain_run(Arena *arena, PlainRun *run, Length size)
{
    size_t n = 0;
    ShapedGlyph *shaped = font_shape(run->font, arena, run->text, "tnum", &n);
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, n);
    int units = font_info(run->font)->units_per_em;
    Length x = 0, box = 0;
    for (size_t i = 0; i < n; i++) {
        Length advance = length_scale(size, shaped[i].advance, units), inset = 0;
        if (shows_digit(run, shaped[i].text)) {
            box = box ? box : digit_box(run->font, arena, size);
            inset = (box - advance) / 2;
            advance = box;
        }
        glyphs[i] = (Glyph){.id = shaped[i].id,
                            .text = shaped[i].text,
                            .x = x + inset + length_scale(size, shaped[i].x, units),
                            .y = -length_scale(size, shaped[i].y, units),
                            .advance = advance - inset};
        x += advance;
    }
    run->glyphs = glyphs;
    run->glyph_count = n;
    return x;
}

Plain *plain_set(Arena *arena, Diag *diag, const PlainSpec *spec)
{
    VEC(PlainRun) runs = {0};
    Plain *plain = ARENA_NEW(arena, Plain);
    plain->size = spec->size;
    plain->colour = spec->role->colour;
    for (size_t from = 0; from < spec->text.n;) {
        const Font *font;
        size_t to = font_run(diag, spec, from, &font);
        if (font) {
            PlainRun *run = vec_push(arena, &runs);
            *run = (PlainRun){.font = font, .text = str_slice(spec->text, from, to), .x = plain->width};
            plain->width += plain_run(arena, run, spec->size);
        }
        from = to;
    }
    plain->runs = runs.at;
    plain->run_count = runs.n;
    return plain;
}

Plain *job_plain(Job *job, const RoleStyle *role, Str text)
{
    PlainSpec spec = {.fonts = job->fonts, .role = role, .size = role->size, .text = text};
    return plain_set(job->arena, job->diag, &spec);
}

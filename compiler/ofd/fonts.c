// Which characters are shown how, and the font files that show them.
//
// A text object says characters, and its font's character map leads to their shapes. Where one character has
// several (a mark's form between Western letters, a ligature), each is in another file of the same face. Of
// characters that share a shape the first has it, the others show nothing.
#include <stdlib.h>
#include <string.h>

#include "base/work.h"
#include "ofd/internal-ofd.h"

enum { NO_CHARACTER = 0xFFFC }; // what shows something that stands for no text

static size_t font_index(const OfdFonts *fonts, const Font *font)
{
    size_t i = 0;
    while (i < fonts->fonts.n && fonts->fonts.at[i].font != font)
        i++;
    return i;
}

// ---- shapes

static const OfdGlyph *glyph_find(const OfdFont *font, uint32_t code, const FontPart *parts, size_t n)
{
    uint32_t at = font->buckets[code % GLYPH_BUCKETS];
    while (at > 0 && at <= font->glyphs.n) {
        const OfdGlyph *glyph = &font->glyphs.at[at - 1];
        if (glyph->code == code && glyph->part_count == n &&
            (n == 0 || memcmp(glyph->parts, parts, n * sizeof *parts) == 0))
            return glyph;
        at = glyph->next;
    }
    return NULL;
}

static bool file_has(const OfdFont *font, uint32_t file, uint32_t code)
{
    for (uint32_t at = font->buckets[code % GLYPH_BUCKETS]; at > 0; at = font->glyphs.at[at - 1].next)
        if (font->glyphs.at[at - 1].code == code && font->glyphs.at[at - 1].file == file)
            return true;
    return false;
}

// The first file that has room, and the character not yet.
static uint32_t file_for(OfdFonts *fonts, OfdFont *font, uint32_t code)
{
    uint32_t file = 0;
    while (file < font->files.n &&
           (font->files.at[file].count == FONT_MOST_DRAWN || file_has(font, file, code)))
        file++;
    if (file == font->files.n)
        *vec_push(fonts->arena, &font->files) = (FontFileMade){0};
    font->files.at[file].count++;
    return file;
}

static void glyph_add(OfdFonts *fonts, OfdFont *font, uint32_t code, const FontPart *parts, size_t n)
{
    if (glyph_find(font, code, parts, n))
        return;
    FontPart *kept = ARENA_ARRAY(fonts->arena, FontPart, n);
    int32_t advance = 0;
    for (size_t i = 0; i < n; i++) {
        int32_t end = parts[i].x + font_advance(font->font, parts[i].glyph);
        kept[i] = parts[i];
        advance = end > advance ? end : advance;
    }
    uint32_t *bucket = &font->buckets[code % GLYPH_BUCKETS];
    OfdGlyph glyph = {
        .code = code, .parts = kept, .part_count = (uint32_t)n, .advance = advance, .next = *bucket};
    glyph.file = file_for(fonts, font, code);
    *vec_push(fonts->arena, &font->glyphs) = glyph;
    *bucket = (uint32_t)font->glyphs.n;
}

// ---- letters

enum { PARTS_MOST = 32 }; // glyphs of a cluster; the marks past them are drawn by none

// A cluster's glyphs in font units from its first.
static size_t cluster_parts(const OfdFont *font, const GlyphRun *run, size_t first, size_t end,
                            FontPart *parts)
{
    const Glyph *glyphs = &run->glyphs[first];
    int units = font_info(font->font)->units_per_em;
    size_t n = end - first < PARTS_MOST ? end - first : PARTS_MOST;
    memset(parts, 0, n * sizeof *parts);
    for (size_t i = 0; i < n; i++) {
        parts[i].glyph = glyphs[i].id;
        if (i == 0 || run->size <= 0)
            continue;
        parts[i].x = (int32_t)length_scale(glyphs[i].x - glyphs[0].x, units, run->size);
        parts[i].y = (int32_t)length_scale(glyphs[0].y - glyphs[i].y, units, run->size);
    }
    return n;
}

typedef struct Walk {
    const OfdFonts *fonts;
    OfdFonts *adding; // NULL: all is there
    const GlyphRun *run;
    Letters *letters;
} Walk;

static void letter_add(const Walk *walk, uint32_t code, const FontPart *parts, size_t n, Letter letter)
{
    if (walk->adding)
        glyph_add(walk->adding, &walk->adding->fonts.at[walk->letters->font], code, parts, n);
    letter.code = code;
    letter.glyph = glyph_find(&walk->fonts->fonts.at[walk->letters->font], code, parts, n);
    *vec_push(walk->letters->arena, &walk->letters->all) = letter;
}

// Its characters share its width.
static size_t cluster_walk(const Walk *walk, size_t first)
{
    FontPart parts[PARTS_MOST];
    const GlyphRun *run = walk->run;
    Str text;
    size_t end = run_cluster(run, first, &text);
    size_t n = cluster_parts(&walk->fonts->fonts.at[walk->letters->font], run, first, end, parts);
    Length width = run->glyphs[end - 1].x + run->glyphs[end - 1].advance - run->glyphs[first].x;
    int64_t count = (int64_t)utf8_count(text), i = 0;
    Letter letter = {.x = run->x + run->glyphs[first].x, .y = run->y + run->glyphs[first].y};
    letter.advance = count > 1 ? width / count : width;
    for (size_t at = 0; i == 0 || at < text.n; i++) {
        uint32_t code = text.n > 0 ? utf8_next(text, &at) : NO_CHARACTER;
        letter_add(walk, code, parts, i == 0 ? n : 0, letter);
        letter.x += letter.advance;
    }
    return end;
}

static void run_walk(const Walk *walk)
{
    walk->letters->all.n = 0;
    for (size_t i = 0; i < walk->run->glyph_count;)
        i = cluster_walk(walk, i);
}

void letters_of(const OfdFonts *fonts, const GlyphRun *run, Letters *letters)
{
    letters->font = font_index(fonts, run->font);
    run_walk(&(Walk){.fonts = fonts, .run = run, .letters = letters});
}

size_t letters_end(const Letters *letters, size_t first)
{
    const Letter *all = letters->all.at;
    size_t end = first + 1;
    while (end < letters->all.n && all[first].code < 0x10000 && all[end].code < 0x10000 &&
           all[end].glyph->file == all[first].glyph->file && all[end].y == all[first].y)
        end++;
    return end;
}

uint32_t letters_font(const OfdFonts *fonts, const Letters *letters, size_t first)
{
    return fonts->fonts.at[letters->font].files.at[letters->all.at[first].glyph->file].id;
}

// ---- gathering

size_t glyphs_gather(OfdFonts *fonts, const GlyphRun *run, Letters *letters)
{
    size_t objects = 0;
    letters->font = font_index(fonts, run->font);
    if (letters->font == fonts->fonts.n)
        *vec_push(fonts->arena, &fonts->fonts) =
            (OfdFont){.font = run->font, .buckets = ARENA_ARRAY(fonts->arena, uint32_t, GLYPH_BUCKETS)};
    run_walk(&(Walk){.fonts = fonts, .adding = fonts, .run = run, .letters = letters});
    for (size_t i = 0; i < letters->all.n; i = letters_end(letters, i))
        objects++;
    return objects;
}

void fonts_number(OfdFonts *fonts, uint32_t *id)
{
    for (size_t f = 0; f < fonts->fonts.n; f++)
        for (size_t i = 0; i < fonts->fonts.at[f].files.n; i++)
            fonts->fonts.at[f].files.at[i].id = (*id)++;
}

// ---- files

// Letters, digits and a few marks: what a PostScript name has.
static Str file_name(Arena *arena, const Font *font, size_t file)
{
    Str name = font_info(font)->postscript_name;
    StrBuf out = {.arena = arena};
    for (size_t i = 0; i < name.n; i++) {
        char c = name.at[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
            c == '_')
            buf_add_char(&out, c);
    }
    if (out.n == 0)
        buf_add(&out, STR("Font"));
    if (font_info(font)->synthetic_bold)
        buf_add(&out, STR("-Bold"));
    if (file > 0)
        buf_print(&out, "-%zu", file + 1);
    return buf_str(&out);
}

static int glyph_compare(const void *a, const void *b)
{
    const OfdGlyph *x = *(OfdGlyph *const *)a, *y = *(OfdGlyph *const *)b;
    return x->code < y->code ? -1 : x->code > y->code;
}

typedef struct FileJob {
    OfdFont *font;
    size_t file;
    Arena *arena;
} FileJob;

static void file_make(void *context, size_t worker, size_t index)
{
    (void)worker;
    FileJob *job = &((FileJob *)context)[index];
    OfdFont *font = job->font;
    size_t n = 0;
    Arena *scratch = arena_new();
    OfdGlyph **glyphs = ARENA_ARRAY(scratch, OfdGlyph *, font->glyphs.n);
    for (size_t i = 0; i < font->glyphs.n; i++)
        if (font->glyphs.at[i].file == job->file)
            glyphs[n++] = &font->glyphs.at[i];
    qsort(glyphs, n, sizeof *glyphs, glyph_compare);
    FontDrawing *drawings = ARENA_ARRAY(scratch, FontDrawing, n);
    for (size_t i = 0; i < n; i++) {
        drawings[i] = (FontDrawing){glyphs[i]->code, glyphs[i]->parts, glyphs[i]->part_count};
        glyphs[i]->drawn = (uint32_t)i + FONT_FIRST_DRAWN;
    }
    Str bytes = font_truetype(font->font, scratch, drawings, n, file_name(scratch, font->font, job->file));
    font->files.at[job->file].packed = package_pack(job->arena, bytes);
    arena_free(scratch);
}

static void arena_release(void *arena)
{
    arena_free(arena);
}

void fonts_make(OfdFonts *fonts)
{
    size_t n = 0, count = 0;
    for (size_t f = 0; f < fonts->fonts.n; f++)
        n += fonts->fonts.at[f].files.n;
    FileJob *jobs = ARENA_ARRAY(fonts->arena, FileJob, n);
    for (size_t f = 0; f < fonts->fonts.n; f++)
        for (size_t i = 0; i < fonts->fonts.at[f].files.n; i++) {
            jobs[count] = (FileJob){&fonts->fonts.at[f], i, arena_new()};
            arena_defer(fonts->arena, arena_release, jobs[count++].arena);
        }
    work_share(n, file_make, jobs);
}

static void font_write(const OfdFonts *fonts, const OfdFont *font, size_t file, StrBuf *out)
{
    const FontInfo *info = font_info(font->font);
    uint32_t id = font->files.at[file].id;
    buf_print(out, "<ofd:Font ID=\"%u\"", id);
    add_attribute(out, "FontName", file_name(fonts->arena, font->font, file));
    add_attribute(out, "FamilyName", info->family);
    if (info->bold || info->synthetic_bold)
        buf_add(out, STR(" Bold=\"true\""));
    if (info->serif)
        buf_add(out, STR(" Serif=\"true\""));
    if (info->fixed_pitch)
        buf_add(out, STR(" FixedWidth=\"true\""));
    buf_print(out, "><ofd:FontFile>font-%u.ttf</ofd:FontFile></ofd:Font>\n", id);
}

void fonts_list(const OfdFonts *fonts, StrBuf *out)
{
    if (fonts->fonts.n == 0)
        return;
    buf_add(out, STR("<ofd:Fonts>\n"));
    for (size_t f = 0; f < fonts->fonts.n; f++)
        for (size_t i = 0; i < fonts->fonts.at[f].files.n; i++)
            font_write(fonts, &fonts->fonts.at[f], i, out);
    buf_add(out, STR("</ofd:Fonts>\n"));
}

void fonts_add(const OfdFonts *fonts, PackageWriter *package)
{
    for (size_t f = 0; f < fonts->fonts.n; f++)
        for (size_t i = 0; i < fonts->fonts.at[f].files.n; i++) {
            const FontFileMade *file = &fonts->fonts.at[f].files.at[i];
            package_add_packed(package, str_print(fonts->arena, "Doc_0/Res/font-%u.ttf", file->id),
                               file->packed);
        }
}

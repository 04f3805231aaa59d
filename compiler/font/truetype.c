// A TrueType font file of chosen drawings (OpenType 1.9): whatever the face's outlines are, these are glyf's,
// and its character map leads to them. The same bytes for the same face and drawings.
#include <string.h>

#include "font/internal-truetype.h"

static void put_i16(StrBuf *out, int value)
{
    put_u16(out, (unsigned)value & 0xFFFF);
}

static void put_zeroes(StrBuf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_add_char(out, 0);
}

// What the tables say of all glyphs.
typedef struct Glyphs {
    StrBuf glyf, loca, hmtx;
    size_t count;
    OutlineBox box;
    int most_advance, least_left;
    size_t most_points, most_contours;
} Glyphs;

static void glyph_tell(Glyphs *glyphs, const Outliner *outliner, OutlineBox box, int advance)
{
    put_u16(&glyphs->hmtx, (unsigned)advance & 0xFFFF);
    put_i16(&glyphs->hmtx, box.left);
    put_u32(&glyphs->loca, (uint32_t)glyphs->glyf.n);
    glyphs->count++;
    glyphs->most_advance = advance > glyphs->most_advance ? advance : glyphs->most_advance;
    if (outliner->points.n == 0)
        return;
    OutlineBox *all = &glyphs->box;
    bool first = glyphs->most_points == 0;
    all->left = first || box.left < all->left ? box.left : all->left;
    all->bottom = first || box.bottom < all->bottom ? box.bottom : all->bottom;
    all->right = first || box.right > all->right ? box.right : all->right;
    all->top = first || box.top > all->top ? box.top : all->top;
    if (outliner->points.n > glyphs->most_points)
        glyphs->most_points = outliner->points.n;
    if (outliner->ends.n > glyphs->most_contours)
        glyphs->most_contours = outliner->ends.n;
}

static int advance_of(const Font *font, const FontDrawing *drawing)
{
    int advance = 0;
    for (size_t i = 0; i < drawing->part_count; i++) {
        int end = drawing->parts[i].x + font_advance(font, drawing->parts[i].glyph);
        advance = end > advance ? end : advance;
    }
    return advance;
}

// .notdef as the font has it, an empty one, then the drawings.
static Glyphs glyphs_make(Arena *arena, const Font *font, bool bold, const FontDrawing *drawings, size_t n)
{
    static const FontPart notdef = {0};
    const FontDrawing before[FONT_FIRST_DRAWN] = {{.parts = &notdef, .part_count = 1}};
    Glyphs glyphs = {.glyf = {.arena = arena}, .loca = {.arena = arena}, .hmtx = {.arena = arena}};
    Outliner outliner = outliner_open(arena, font, bold);
    put_u32(&glyphs.loca, 0);
    for (size_t i = 0; i < n + FONT_FIRST_DRAWN; i++) {
        const FontDrawing *drawing = i < FONT_FIRST_DRAWN ? &before[i] : &drawings[i - FONT_FIRST_DRAWN];
        OutlineBox box = outline_add(&outliner, drawing, &glyphs.glyf);
        glyph_tell(&glyphs, &outliner, box, advance_of(font, drawing));
    }
    outliner_close(&outliner);
    return glyphs;
}

// ---- tables

static Str head_make(Arena *arena, const Font *font, const Glyphs *glyphs)
{
    StrBuf out = {.arena = arena};
    FontTable source = font_table_open(font->face, HB_TAG('h', 'e', 'a', 'd'));
    put_u32(&out, 0x00010000); // version
    put_u32(&out, font_table_u32(&source, 4));
    put_u32(&out, 0); // checksum adjustment, when all is known
    put_u32(&out, 0x5F0F3CF5);
    put_u16(&out, 0x0003); // baseline at 0, left sidebearing at the outline's left
    put_u16(&out, (unsigned)font->info.units_per_em);
    for (size_t at = 20; at < 36; at += 4) // when the font was made and changed
        put_u32(&out, font_table_u32(&source, at));
    put_i16(&out, glyphs->box.left);
    put_i16(&out, glyphs->box.bottom);
    put_i16(&out, glyphs->box.right);
    put_i16(&out, glyphs->box.top);
    put_u16(&out, font_table_u16(&source, 44)); // style
    put_u16(&out, 8);                           // smallest readable size
    put_u16(&out, 2);                           // direction, as it has to be
    put_u16(&out, 1);                           // long offsets
    put_u16(&out, 0);
    font_table_close(&source);
    return buf_str(&out);
}

static Str hhea_make(Arena *arena, const Font *font, const Glyphs *glyphs)
{
    StrBuf out = {.arena = arena};
    put_u32(&out, 0x00010000);
    put_i16(&out, font->info.ascent);
    put_i16(&out, font->info.descent);
    put_i16(&out, 0); // line gap
    put_u16(&out, (unsigned)glyphs->most_advance & 0xFFFF);
    put_i16(&out, glyphs->box.left);
    put_i16(&out, 0); // right sidebearing
    put_i16(&out, glyphs->box.right);
    put_i16(&out, 1); // an upright caret
    put_zeroes(&out, 2 + 2 + 8 + 2);
    put_u16(&out, (unsigned)glyphs->count);
    return buf_str(&out);
}

static Str maxp_make(Arena *arena, const Glyphs *glyphs)
{
    StrBuf out = {.arena = arena};
    put_u32(&out, 0x00010000);
    put_u16(&out, (unsigned)glyphs->count);
    put_u16(&out, (unsigned)glyphs->most_points);
    put_u16(&out, (unsigned)glyphs->most_contours);
    put_zeroes(&out, 4);
    put_u16(&out, 2); // zones, as it has to be
    put_zeroes(&out, 16);
    return buf_str(&out);
}

// The face's own, as version 4: its weight, its class, its right to be embedded; and which characters are
// here.
static Str os2_make(Arena *arena, const Font *font, const FontDrawing *drawings, size_t n)
{
    enum { LENGTH = 96, FIRST = 64, LAST = 66, SINCE_2 = 86 };
    FontTable source = font_table_open(font->face, HB_TAG('O', 'S', '/', '2'));
    unsigned first = n > 0 ? drawings[0].code : 0, last = n > 0 ? drawings[n - 1].code : 0;
    bool newer = font_table_u16(&source, 0) >= 2;
    StrBuf out = {.arena = arena};
    put_u16(&out, 4);
    for (size_t at = 2; at < LENGTH; at += 2) {
        unsigned value = at < SINCE_2 || newer ? font_table_u16(&source, at) : 0;
        if (source.n < 78 && at == 4)
            value = font->info.bold ? 700 : 400;
        if (at == FIRST || at == LAST)
            value = at == FIRST ? first : last;
        put_u16(&out, value > 0xFFFF ? 0xFFFF : value);
    }
    font_table_close(&source);
    return buf_str(&out);
}

// Family, style, a name of its own, full name, version, PostScript name: for Windows, in English.
static Str name_make(Arena *arena, const Font *font, Str name)
{
    const Str texts[] = {font->info.family, font->info.style, name, name, STR("Version 1"), name};
    static const unsigned ids[] = {1, 2, 3, 4, 5, 6};
    enum { NAMES = sizeof ids / sizeof ids[0] };
    StrBuf out = {.arena = arena}, words = {.arena = arena};
    put_u16(&out, 0);
    put_u16(&out, NAMES);
    put_u16(&out, 6 + 12 * NAMES);
    for (size_t i = 0; i < NAMES; i++) {
        size_t from = words.n;
        for (size_t at = 0; at < texts[i].n;) {
            uint32_t code = utf8_next(texts[i], &at);
            put_u16(&words, code > 0xFFFF ? '?' : code);
        }
        const unsigned record[] = {3, 1, 0x0409, ids[i], (unsigned)(words.n - from), (unsigned)from};
        for (size_t k = 0; k < sizeof record / sizeof record[0]; k++)
            put_u16(&out, record[k]);
    }
    buf_add(&out, buf_str(&words));
    return buf_str(&out);
}

static Str post_make(Arena *arena, const Font *font)
{
    StrBuf out = {.arena = arena};
    put_u32(&out, 0x00030000); // without glyphs' names
    put_i16(&out, font->info.italic_angle);
    put_u16(&out, 0);
    put_i16(&out, -font->info.units_per_em / 10); // underline
    put_i16(&out, font->info.units_per_em / 20);
    put_u32(&out, font->info.fixed_pitch);
    put_zeroes(&out, 16);
    return buf_str(&out);
}

// ---- the file

typedef struct FileTable {
    const char *tag;
    Str bytes;
} FileTable;

static uint32_t checksum(Str bytes)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < bytes.n; i++)
        sum += (uint32_t)(uint8_t)bytes.at[i] << (24 - i % 4 * 8);
    return sum;
}

static void table_pad(StrBuf *out)
{
    while (out->n % 4 != 0)
        buf_add_char(out, 0);
}

static Str file_make(Arena *arena, const FileTable *tables, unsigned n)
{
    enum { ADJUSTMENT = 8 };
    StrBuf out = {.arena = arena};
    unsigned power = 1, log = 0;
    for (; power * 2 <= n; power *= 2)
        log++;
    put_u32(&out, 0x00010000);
    const unsigned search[] = {n, 16 * power, log, 16 * (n - power)};
    for (size_t i = 0; i < sizeof search / sizeof search[0]; i++)
        put_u16(&out, search[i]);
    size_t offset = 12 + 16 * n, head = 0;
    for (size_t i = 0; i < n; i++) {
        buf_add_c(&out, tables[i].tag);
        put_u32(&out, checksum(tables[i].bytes));
        put_u32(&out, (uint32_t)offset);
        put_u32(&out, (uint32_t)tables[i].bytes.n);
        if (strcmp(tables[i].tag, "head") == 0)
            head = offset;
        offset += (tables[i].bytes.n + 3) / 4 * 4;
    }
    for (size_t i = 0; i < n; i++) {
        buf_add(&out, tables[i].bytes);
        table_pad(&out);
    }
    uint32_t adjustment = 0xB1B0AFBAU - checksum(buf_str(&out));
    for (size_t i = 0; i < 4; i++)
        out.at[head + ADJUSTMENT + i] = (char)(adjustment >> (24 - 8 * i) & 0xFF);
    return buf_str(&out);
}

Str font_truetype(const Font *font, Arena *arena, const FontDrawing *drawings, size_t n, Str name)
{
    Arena *scratch = arena_new();
    Glyphs glyphs = glyphs_make(scratch, font, font->info.synthetic_bold, drawings, n);
    const FileTable tables[] = {
        {"OS/2", os2_make(scratch, font, drawings, n)},
        {"cmap", charmap_make(scratch, drawings, n)},
        {"glyf", buf_str(&glyphs.glyf)},
        {"head", head_make(scratch, font, &glyphs)},
        {"hhea", hhea_make(scratch, font, &glyphs)},
        {"hmtx", buf_str(&glyphs.hmtx)},
        {"loca", buf_str(&glyphs.loca)},
        {"maxp", maxp_make(scratch, &glyphs)},
        {"name", name_make(scratch, font, name)},
        {"post", post_make(scratch, font)},
    };
    Str file = str_copy(arena, file_make(scratch, tables, sizeof tables / sizeof tables[0]));
    arena_free(scratch);
    return file;
}

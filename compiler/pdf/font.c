// Gathering glyphs, subsetting, and Type0 fonts of our own (ISO 32000-1 9.7): libharu embeds TrueType only
// and reaches the BMP only.
#include <stdlib.h>

#include "base/work.h"
#include "pdf/internal-font.h"

enum { GLYPHS_MOST = 65536 };

size_t fonts_index(const PdfFonts *fonts, const Font *font)
{
    const Font *program = font_program(font);
    size_t i = 0;
    while (i < fonts->fonts.n && fonts->fonts.at[i].font != program)
        i++;
    return i;
}

const UsedGlyph *font_used(const PdfFont *font, uint32_t glyph)
{
    return &font->glyphs.at[font->slots[glyph & (GLYPHS_MOST - 1)] - 1];
}

static void glyph_use(PdfFonts *fonts, PdfFont *font, uint32_t glyph, Str text)
{
    uint32_t *slot = &font->slots[glyph & (GLYPHS_MOST - 1)];
    if (*slot)
        return;
    *vec_push(fonts->arena, &font->glyphs) = (UsedGlyph){.id = glyph, .text = text};
    *slot = (uint32_t)font->glyphs.n;
}

static void run_gather(PdfFonts *fonts, const GlyphRun *run)
{
    size_t index = fonts_index(fonts, run->font);
    if (index == fonts->fonts.n) {
        PdfFont *font = vec_push(fonts->arena, &fonts->fonts);
        font->font = font_program(run->font);
        font->slots = ARENA_ARRAY(fonts->arena, uint32_t, GLYPHS_MOST);
    }
    PdfFont *font = &fonts->fonts.at[index];
    for (size_t i = 0; i < run->glyph_count;) {
        Str text;
        size_t end = run_cluster(run, i, &text);
        for (; i < end; i++)
            glyph_use(fonts, font, run->glyphs[i].id, text);
    }
}

static int glyph_compare(const void *a, const void *b)
{
    const UsedGlyph *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void font_prepare(void *context, size_t worker, size_t index)
{
    (void)worker;
    PdfFont *font = &((PdfFonts *)context)->fonts.at[index];
    size_t n = font->glyphs.n, skip = n > 0 && font->glyphs.at[0].id == 0;
    uint32_t *ids = ARENA_ARRAY(font->arena, uint32_t, n);
    for (size_t i = skip; i < n; i++)
        ids[i - skip] = font->glyphs.at[i].id;
    font->subset = font_subset(font->font, font->arena, font->diag, ids, n - skip);
    if (!font->subset)
        return;
    if (skip)
        font->glyphs.at[0].width =
            (uint16_t)length_scale(font_advance(font->font, 0), 1000, font_info(font->font)->units_per_em);
    for (size_t i = skip; i < n; i++) {
        font->glyphs.at[i].code = font->subset->code_of[i - skip];
        font->glyphs.at[i].width = font->subset->widths[i - skip];
    }
}

bool fonts_gather(PdfFonts *fonts, Arena *arena, Diag *diag, const Pages *pages)
{
    *fonts = (PdfFonts){.arena = arena};
    for (size_t p = 0; p < pages->page_count; p++)
        for (size_t i = 0; i < pages->pages[p].item_count; i++)
            if (pages->pages[p].items[i].kind == ITEM_RUN && pages->pages[p].items[i].run.glyph_count > 0)
                run_gather(fonts, &pages->pages[p].items[i].run);
    for (size_t f = 0; f < fonts->fonts.n; f++) {
        PdfFont *font = &fonts->fonts.at[f];
        font->arena = arena_new();
        font->diag = diag_new();
        qsort(font->glyphs.at, font->glyphs.n, sizeof *font->glyphs.at, glyph_compare);
        for (size_t i = 0; i < font->glyphs.n; i++)
            font->slots[font->glyphs.at[i].id & (GLYPHS_MOST - 1)] = (uint32_t)i + 1;
    }
    work_share(fonts->fonts.n, font_prepare, fonts);
    bool good = true;
    for (size_t f = 0; f < fonts->fonts.n; f++) {
        diag_append(diag, fonts->fonts.at[f].diag);
        good = good && fonts->fonts.at[f].subset;
    }
    return good;
}

void fonts_free(PdfFonts *fonts)
{
    for (size_t f = 0; f < fonts->fonts.n; f++) {
        arena_free(fonts->fonts.at[f].arena);
        diag_free(fonts->fonts.at[f].diag);
    }
}

static int code_compare(const void *a, const void *b)
{
    const UsedGlyph *x = *(const UsedGlyph *const *)a, *y = *(const UsedGlyph *const *)b;
    return x->code < y->code ? -1 : x->code > y->code;
}

static const UsedGlyph **glyphs_by_code(const PdfFont *font, Arena *arena)
{
    const UsedGlyph **sorted = ARENA_ARRAY(arena, const UsedGlyph *, font->glyphs.n);
    for (size_t i = 0; i < font->glyphs.n; i++)
        sorted[i] = &font->glyphs.at[i];
    qsort(sorted, font->glyphs.n, sizeof *sorted, code_compare);
    return sorted;
}

// 9.7.4.3: runs of neighbouring codes; a width of 1000 is the default.
static void put_widths(StrBuf *out, const UsedGlyph **glyphs, size_t n)
{
    buf_add(out, STR("/DW 1000 /W ["));
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        if (glyphs[i]->width == 1000) {
            if (open)
                buf_add_char(out, ']');
            open = false;
            continue;
        }
        if (open && glyphs[i]->code != glyphs[i - 1]->code + 1) {
            buf_add_char(out, ']');
            open = false;
        }
        if (!open) {
            buf_add_char(out, ' ');
            put_number(out, glyphs[i]->code);
        }
        buf_add_char(out, open ? ' ' : '[');
        put_number(out, glyphs[i]->width);
        open = true;
    }
    buf_add_c(out, open ? "]]" : "]");
}

// 9.10.3. A bfchar block holds at most 100 entries.
static Str to_unicode(Arena *arena, const UsedGlyph **glyphs, size_t n)
{
    StrBuf out = {.arena = arena};
    buf_add_c(&out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    size_t mapped = 0;
    for (size_t i = 0; i < n; i++)
        mapped += glyphs[i]->text.n > 0;
    for (size_t i = 0, in_block = 0; i < n; i++) {
        if (glyphs[i]->text.n == 0)
            continue;
        if (in_block == 0) {
            in_block = mapped < 100 ? mapped : 100;
            mapped -= in_block;
            buf_print(&out, "%zu beginbfchar\n", in_block);
        }
        buf_add_char(&out, '<');
        put_hex(&out, glyphs[i]->code);
        buf_add(&out, STR("> <"));
        put_utf16(&out, glyphs[i]->text);
        buf_add_c(&out, --in_block == 0 ? ">\nendbfchar\n" : ">\n");
    }
    buf_add_c(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return buf_str(&out);
}

// A PostScript name as a PDF name: letters, digits and a few marks; all else is left out.
static void put_font_name(StrBuf *out, const PdfFont *font)
{
    Str name = font_info(font->font)->postscript_name;
    buf_add_char(out, '/');
    buf_add(out, font->subset->tag);
    buf_add_char(out, '+');
    size_t before = out->n;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.at[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
            c == '_')
            buf_add_char(out, c);
    }
    if (out->n == before)
        buf_add(out, STR("Font"));
}

static int thousandths(const FontInfo *info, int units)
{
    return (int)length_scale(units, 1000, info->units_per_em);
}

// 9.8. Flags: fixed pitch 1, serif 2, symbolic 4 (glyphs outside the standard Latin set), italic 64.
static HPDF_Dict descriptor_write(const PdfFont *font, PdfFile *file)
{
    const FontInfo *info = font_info(font->font);
    Str length = info->cff ? STR("/Subtype /CIDFontType0C")
                           : str_print(file->arena, "/Length1 %zu", font->subset->length);
    HPDF_Dict program = stream_new(file, length, STREAM_FLATE, font->subset->deflated);
    HPDF_Dict descriptor = object_new(file);
    StrBuf out = {.arena = file->arena};
    buf_add_c(&out, "/Type /FontDescriptor /FontName ");
    put_font_name(&out, font);
    buf_print(&out, " /Flags %d /FontBBox [%d %d %d %d]",
              4 | (info->fixed_pitch ? 1 : 0) | (info->serif ? 2 : 0) | (info->italic_angle != 0 ? 64 : 0),
              thousandths(info, info->bbox[0]), thousandths(info, info->bbox[1]),
              thousandths(info, info->bbox[2]), thousandths(info, info->bbox[3]));
    buf_print(&out, " /ItalicAngle %d /Ascent %d /Descent %d /CapHeight %d /StemV %d /%s ",
              info->italic_angle, thousandths(info, info->ascent), thousandths(info, info->descent),
              thousandths(info, info->cap_height), info->stem_v, info->cff ? "FontFile3" : "FontFile2");
    put_reference(&out, object_id(program));
    object_body(file, descriptor, buf_str(&out));
    return descriptor;
}

static void font_write(PdfFont *font, PdfFile *file)
{
    bool cff = font_info(font->font)->cff;
    const UsedGlyph **glyphs = glyphs_by_code(font, file->arena);
    HPDF_Dict descriptor = descriptor_write(font, file);
    HPDF_Dict unicode =
        stream_new(file, STR(""), STREAM_FLATE,
                   file_deflate(file->arena, to_unicode(file->arena, glyphs, font->glyphs.n)));
    HPDF_Dict descendant = object_new(file);
    StrBuf out = {.arena = file->arena};
    buf_print(&out, "/Type /Font /Subtype /%s /BaseFont ", cff ? "CIDFontType0" : "CIDFontType2");
    put_font_name(&out, font);
    buf_print(&out,
              " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>%s /FontDescriptor ",
              cff ? "" : " /CIDToGIDMap /Identity");
    put_reference(&out, object_id(descriptor));
    buf_add_char(&out, ' ');
    put_widths(&out, glyphs, font->glyphs.n);
    object_body(file, descendant, buf_str(&out));

    font->object = object_new(file);
    out = (StrBuf){.arena = file->arena};
    buf_add_c(&out, "/Type /Font /Subtype /Type0 /BaseFont ");
    put_font_name(&out, font);
    // 9.7.6.1: with a CFF descendant the CMap's name is part of the name.
    buf_print(&out, "%s /Encoding /Identity-H /DescendantFonts [%u 0 R] /ToUnicode %u 0 R",
              cff ? "-Identity-H" : "", object_id(descendant), object_id(unicode));
    object_body(file, font->object, buf_str(&out));
}

void fonts_write(PdfFonts *fonts, PdfFile *file, StrBuf *resources)
{
    buf_add_c(resources, "/Font <<");
    for (size_t f = 0; f < fonts->fonts.n; f++) {
        font_write(&fonts->fonts.at[f], file);
        buf_print(resources, " /F%zu %u 0 R", f + 1, object_id(fonts->fonts.at[f].object));
    }
    buf_add_c(resources, " >>");
}

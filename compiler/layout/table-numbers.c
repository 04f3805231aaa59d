// Numbers of cells, set by the advances of their digits: a table may hold hundreds of thousands of them.
#include "layout/internal-table.h"

// Where a character of a number stands in DigitFont's arrays; -1 for any other.
static int digit_index(uint32_t code)
{
    static const char marks[] = "0123456789.,-+%()";
    if (code == 0x2212) // the minus sign of tables
        return sizeof marks - 1;
    if (code - '0' < 10)
        return (int)(code - '0');
    for (int i = 10; marks[i]; i++)
        if ((uint32_t)marks[i] == code)
            return i;
    return -1;
}

static uint32_t digit_code(int index)
{
    static const char marks[] = "0123456789.,-+%()";
    return index == sizeof marks - 1 ? 0x2212 : (uint32_t)marks[index];
}

enum { DIGIT_COUNT = 18, POINT_INDEX = 10 };

// Where the font has no tabular figures of its own (Noto Serif CJK: its 1 is narrow), each digit stands in
// the middle of the widest one's box.
static void even_digits(DigitFont *digits)
{
    int32_t box = 0;
    for (int i = 0; i < POINT_INDEX; i++)
        if (digits->advances[i] > box)
            box = digits->advances[i];
    for (int i = 0; i < POINT_INDEX; i++) {
        digits->inset[i] = (box - digits->advances[i]) / 2;
        digits->advances[i] = box;
    }
}

// The tabular form of every character of numbers that the font of the digits has.
static void open_digits(TableSet *table, CellLook look)
{
    const RoleStyle *role = tableset_role(table, look);
    DigitFont *digits = &table->form.digits[look];
    const FaceSpec *face = role->western ? role->western : role->face;
    const Font *font = fontset_font(table->job->fonts, face, '0', false);
    for (int i = 0; font && i < DIGIT_COUNT; i++) {
        uint32_t code = digit_code(i), glyph;
        int32_t advance;
        if (fontset_font(table->job->fonts, face, code, false) != font)
            continue; // such a number is set as other text
        if (!font_tabular(font, code, &glyph, &advance))
            continue;
        digits->ids[i] = glyph;
        digits->advances[i] = advance;
    }
    even_digits(digits);
    digits->font = font;
}

void tableset_open_digits(TableSet *table)
{
    for (int look = 0; look < LOOK_COUNT; look++)
        open_digits(table, (CellLook)look);
}

bool number_text(const DigitFont *digits, Str text)
{
    if (!digits->font || text.n == 0)
        return false;
    for (size_t at = 0; at < text.n;) {
        int index = digit_index(utf8_next(text, &at));
        if (index < 0 || digits->ids[index] == 0)
            return false;
    }
    return true;
}

void number_measure(const DigitFont *digits, Str text, Length size, Length *before, Length *after)
{
    int units = font_info(digits->font)->units_per_em;
    bool past = false;
    *before = *after = 0;
    for (size_t at = 0; at < text.n;) {
        int index = digit_index(utf8_next(text, &at));
        past = past || index == POINT_INDEX;
        *(past ? after : before) += length_scale(size, digits->advances[index], units);
    }
}

Plain number_set(const DigitFont *digits, Arena *arena, PlainRun *run, Str text, Length size)
{
    int units = font_info(digits->font)->units_per_em;
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, utf8_count(text));
    size_t n = 0;
    Length x = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t from = (uint32_t)at;
        int index = digit_index(utf8_next(text, &at));
        Length advance = length_scale(size, digits->advances[index], units);
        Length inset = length_scale(size, digits->inset[index], units);
        glyphs[n++] =
            (Glyph){.id = digits->ids[index], .text = from, .x = x + inset, .advance = advance - inset};
        x += advance;
    }
    *run = (PlainRun){.font = digits->font, .glyphs = glyphs, .glyph_count = n, .text = text};
    return (Plain){.runs = run, .run_count = 1, .width = x, .size = size};
}

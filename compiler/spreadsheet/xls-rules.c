// What the rules of conditional formatting show of cells (2.4.42, and 2.5.79 for their looks).
#include "spreadsheet/internal-xls.h"

#define RULE_HEAD 6 // before the lengths of its formulas and its look
#define LOOK_FLAGS 6
#define HAS_NUMBER 25 // bits of its flags
#define HAS_FONT 26
#define HAS_ALIGNMENT 27
#define HAS_BORDER 28
#define HAS_PATTERN 29
#define FONT_BYTES 118
#define FONT_COLOUR 80
#define ALIGNMENT_BYTES 8
#define BORDER_BYTES 8
#define FIRST_SYSTEM_COLOUR 64 // those that are not of the palette: of the window, and its text

static bool has(Str body, int bit)
{
    return xls_u32(body, RULE_HEAD) >> bit & 1;
}

// Its own number format, or the number of one.
static size_t number_bytes(Str body, size_t at)
{
    bool own = xls_u16(body, RULE_HEAD + 4) & 1;

    return own ? xls_u16(body, at) : 2;
}

static bool is_dark(uint32_t colour)
{
    return colour < FIRST_SYSTEM_COLOUR && !xls_is_white(colour);
}

bool xls_rule_fades(Str body)
{
    size_t at = RULE_HEAD + LOOK_FLAGS;
    bool white;

    if (has(body, HAS_NUMBER))
        at += number_bytes(body, at);
    if (!has(body, HAS_FONT) || at + FONT_BYTES > body.n)
        return false;
    white = xls_is_white(xls_u32(body, at + FONT_COLOUR));
    at += FONT_BYTES + (has(body, HAS_ALIGNMENT) ? ALIGNMENT_BYTES : 0) +
          (has(body, HAS_BORDER) ? BORDER_BYTES : 0);
    if (white && has(body, HAS_PATTERN)) {
        uint32_t colours = xls_u16(body, at + 2);

        return !is_dark(colours & 127) && !is_dark(colours >> 7 & 127);
    }
    return white;
}

// Whether a font draws a full-width mark where its class has it: by the box of its ink, so that a 仿宋 whose
// ？ stands in the middle of its em gives way to the next family. A narrow mark (the quotation marks of a
// 楷体) is not judged here: paragraph/ places it.
//
// CLREQ 3.1.1 and 3.1.6: closing, pause and stop marks have their ink in the left half, opening marks in the
// right; connectors and —— …… are as long as their place asks and stand at mid-height.
#include "font/internal-face.h"

enum { // thousandths of an em
    INK_HALF = 520,
    INK_CONNECTOR_LEAST = 500,
    INK_ROUND_LEAST = 650,
    INK_MOST = 970, // what is wider touches its neighbours
    INK_ELLIPSIS_LEAST = 700,
};

typedef enum InkClass {
    INK_ANY,
    INK_LEFT,
    INK_RIGHT,
    INK_CONNECTOR,
    INK_ROUND,
    INK_ELLIPSIS,
    INK_CURRENCY
} InkClass;

static bool is_opening(uint32_t code)
{
    return code == 0xFF08 || code == 0xFF3B || code == 0xFF5B || code == 0x2018 || code == 0x201C;
}

static InkClass ink_class(uint32_t code)
{
    switch (code) {
    case 0x2019: // ’
    case 0x201D:
    case 0x3001: // 、
    case 0x3002:
    case 0xFF01: // ！
    case 0xFF09:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
    case 0xFF3D:
    case 0xFF5D:
        return INK_LEFT;
    case 0x2026: // …
        return INK_ELLIPSIS;
    case 0x301C: // 〜
    case 0xFF0D: // －
    case 0xFF5E: // ～
        return INK_CONNECTOR;
    case 0x25CB: // ○
    case 0x25CF:
    case 0x25CE:
    case 0x3007: // 〇
        return INK_ROUND;
    case 0xFFE5: // ￥
        return INK_CURRENCY;
    default:
        break;
    }
    if (is_opening(code))
        return INK_RIGHT;
    if ((code >= 0x3008 && code <= 0x3011) || (code >= 0x3014 && code <= 0x301B)) // 〈〉 … 〛
        return code % 2 == 0 ? INK_RIGHT : INK_LEFT;
    return code >= 0x2460 && code <= 0x2473 ? INK_ROUND : INK_ANY; // ① to ⑳
}

typedef struct Ink { // thousandths of an em
    int64_t left, right, top, bottom;
} Ink;

static bool ink_of(const Font *font, uint32_t glyph, Ink *ink)
{
    int64_t em = font->info.units_per_em;
    hb_glyph_extents_t box;

    if (em <= 0 || !hb_font_get_glyph_extents(font->font, glyph, &box) || box.width == 0)
        return false;
    *ink = (Ink){.left = box.x_bearing * INT64_C(1000) / em,
                 .right = (box.x_bearing + box.width) * INT64_C(1000) / em,
                 .top = box.y_bearing * INT64_C(1000) / em,
                 .bottom = (box.y_bearing + box.height) * INT64_C(1000) / em};
    return true;
}

static bool is_dollar(const Font *font, const Ink *yuan)
{
    hb_codepoint_t glyph = 0;
    Ink dollar;

    return hb_font_get_nominal_glyph(font->font, 0xFF04, &glyph) && ink_of(font, glyph, &dollar) &&
           dollar.left == yuan->left && dollar.right == yuan->right && dollar.top == yuan->top &&
           dollar.bottom == yuan->bottom;
}

bool font_ink_fits(const Font *font, uint32_t code, uint32_t glyph)
{
    InkClass class = ink_class(code);
    int64_t width;
    Ink ink;

    if (class == INK_ANY ||
        hb_font_get_glyph_h_advance(font->font, glyph) * 10 < font->info.units_per_em * 9 ||
        !ink_of(font, glyph, &ink))
        return true;
    width = ink.right - ink.left;
    switch (class) {
    case INK_LEFT:
        return ink.right <= INK_HALF;
    case INK_RIGHT:
        return ink.left >= 1000 - INK_HALF;
    case INK_CONNECTOR:
        return width >= INK_CONNECTOR_LEAST;
    case INK_ROUND:
        return width >= INK_ROUND_LEAST && width <= INK_MOST;
    case INK_ELLIPSIS:
        return width >= INK_ELLIPSIS_LEAST;
    default:
        return !is_dollar(font, &ink);
    }
}

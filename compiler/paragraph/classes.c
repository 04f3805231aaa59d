// What each character is to the line: CLREQ 3.1.1 and GB/T 15834 by table, and “”‘’—…· by what stands beside
// them.
#include <unictype.h>
#include <unilbrk.h>

#include "paragraph/internal-paragraph.h"

static CharClass full_width_form(uint32_t code)
{
    switch (code) {
    case 0xFF08: // （
    case 0xFF3B: // ［
    case 0xFF5B: // ｛
    case 0xFF5F: // ｟
        return CLASS_OPEN;
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
    case 0xFF60:
        return CLASS_CLOSE;
    case 0xFF0C: // ，
    case 0xFF1B: // ；
        return CLASS_PAUSE;
    case 0xFF01: // ！
    case 0xFF0E: // ．
    case 0xFF1A: // ：
    case 0xFF1F: // ？
        return CLASS_STOP;
    case 0xFF0D: // －
    case 0xFF5E: // ～
        return CLASS_CONNECTOR;
    case 0xFF05: // ％
    case 0xFFE0: // ￠
        return CLASS_AFTER;
    case 0xFF04: // ＄
    case 0xFFE1: // ￡
    case 0xFFE5: // ￥
        return CLASS_BEFORE;
    case 0xFF0F:
        return CLASS_SOLIDUS;
    default:
        break;
    }
    if ((code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
        (code >= 0xFF41 && code <= 0xFF5A))
        return CLASS_FULL;
    return CLASS_HAN;
}

static CharClass cjk_symbol(uint32_t code) // U+3000 to U+303F
{
    switch (code) {
    case 0x3000:
        return CLASS_BLANK;
    case 0x3001: // 、
        return CLASS_PAUSE;
    case 0x3002: // 。
        return CLASS_STOP;
    case 0x301C: // 〜
        return CLASS_CONNECTOR;
    case 0x301D: // 〝
        return CLASS_OPEN;
    case 0x301E:
    case 0x301F:
        return CLASS_CLOSE;
    default:
        break;
    }
    // 〈〉《》「」『』【】 and 〔〕〖〗〘〙〚〛: opening ones are even.
    if ((code >= 0x3008 && code <= 0x3011) || (code >= 0x3014 && code <= 0x301B))
        return code % 2 == 0 ? CLASS_OPEN : CLASS_CLOSE;
    return CLASS_HAN;
}

// Symbols that Chinese fonts draw on the em square; UAX #11 calls most of them ambiguous or wide.
static bool symbol_is_wide(uint32_t code)
{
    return (code >= 0x2150 && code <= 0x218F) || // Ⅰ Ⅱ
           (code >= 0x2190 && code <= 0x21FF) || // arrows
           (code >= 0x2460 && code <= 0x27BF) || // ① □ ★ ✓
           code == 0x203B ||                     // ※
           (code >= 0x2E80 && code <= 0x2FFF) || (code >= 0x3040 && code <= 0x33FF) ||
           (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xFE30 && code <= 0xFE4F) ||
           (code >= 0x1F000 && code <= 0x1FAFF);
}

// Controls and the like, for which no font has a glyph.
static bool shows_nothing(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD ||
           (code >= 0x200C && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2064) || code == 0xFEFF;
}

CharClass char_class(uint32_t code)
{
    switch (code) {
    case '\n':
    case 0x2028:
        return CLASS_BREAK;
    case 0xA0: // kept with its neighbours and shown, as the author asks by typing it
        return CLASS_WESTERN;
    case 0x2103: // ℃
    case 0x2109: // ℉
        return CLASS_AFTER;
    case 0x2116: // №
        return CLASS_BEFORE;
    case 0x30FB: // ・
        return CLASS_DOT;
    case 0x22EF: // ⋯
        return CLASS_ELLIPSIS;
    case 0x2E3A: // ⸺
        return CLASS_DASH;
    default:
        break;
    }
    if (code == '\t' || code == '\r' || (code != 0xFEFF && char_is_blank(code) && code != 0x3000))
        return CLASS_BLANK;
    if (shows_nothing(code))
        return CLASS_NONE;
    if (code >= 0x3000 && code <= 0x303F)
        return cjk_symbol(code);
    if (code >= 0xFF01 && code <= 0xFFE6 && char_is_full_width(code))
        return full_width_form(code);
    if (code >= 0x3380 && code <= 0x33DF) // ㎡ ㎏ ㎜
        return CLASS_AFTER;
    return char_is_han(code) || symbol_is_wide(code) ? CLASS_HAN : CLASS_WESTERN;
}

// UAX #14 lets no line begin with it after an ideograph: its classes CL, CP, EX, IS, NS, CJ, IN, PO, SY and
// QU.
static bool after_han_breaks(uint32_t code)
{
    const uint32_t pair[] = {0x56FD, code};
    char breaks[2];

    u32_possible_linebreaks(pair, 2, "UTF-8", breaks);
    return breaks[1] != UC_BREAK_PROHIBITED;
}

bool char_starts_no_line(uint32_t code)
{
    // 〃 repeats what stands before it, like 々; of dashes and · UAX #14 thinks otherwise.
    if (code == 0x3003 || (code >= 0x2010 && code <= 0x2015) || code == 0xB7)
        return true;
    if ((code >= 0x3400 && code <= 0x9FFF) || (code < 0x80 && uc_is_alnum(code)))
        return false;
    return !uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi) &&
           !after_han_breaks(code);
}

bool char_joins(uint32_t code)
{
    return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) || code == 0x200C ||
           code == 0x200D || (code >= 0x300 && uc_is_general_category_withtable(code, UC_CATEGORY_MASK_M));
}

// ---- context

static bool is_ambiguous(uint32_t code)
{
    return (code >= 0x2018 && code <= 0x201D && code != 0x201A && code != 0x201B) || code == 0x2014 ||
           code == 0x2015 || code == 0x2026 || code == 0xB7;
}

// What stands on one side of a character, seen over other ambiguous marks and blanks.
typedef struct Side {
    bool chinese;         // Han or a full-width mark
    bool through_numbers; // the same, seen over a number as well: 2021—2025年
} Side;

static void side_pass(Side *side, const Char *c)
{
    bool number = (c->code >= '0' && c->code <= '9') || c->code == '.' || c->code == ',' || c->code == '%';

    if (c->class == CLASS_BREAK) {
        *side = (Side){false, false};
    } else if (c->class != CLASS_BLANK && c->class != CLASS_NONE && !is_ambiguous(c->code)) {
        side->chinese = c->class != CLASS_WESTERN;
        if (!number)
            side->through_numbers = side->chinese;
    }
}

static CharClass chinese_class(uint32_t code)
{
    switch (code) {
    case 0x2018:
    case 0x201C:
        return CLASS_OPEN;
    case 0x2019:
    case 0x201D:
        return CLASS_CLOSE;
    case 0xB7:
        return CLASS_DOT;
    case 0x2026:
        return CLASS_ELLIPSIS;
    default:
        return CLASS_CONNECTOR; // a dash, where there are two of them
    }
}

static void take_side(Char *c, Side side)
{
    bool dash = c->code == 0x2014 || c->code == 0x2015;

    if (is_ambiguous(c->code) && (side.chinese || (dash && side.through_numbers)))
        c->class = (uint8_t)chinese_class(c->code);
}

static bool is_letter(const Char *chars, size_t n, size_t i)
{
    return i < n && chars[i].class == CLASS_WESTERN && uc_is_alnum(chars[i].code);
}

// How far back an opening quotation mark is looked for, so that hostile text costs no more than its length.
#define QUOTES_DEEP 32

static void pair_quote(Char *chars, size_t *open, size_t *depth, size_t i)
{
    size_t at = *depth;
    size_t floor = *depth > QUOTES_DEEP ? *depth - QUOTES_DEEP : 0;

    while (at > floor && chars[open[at - 1]].code != chars[i].code - 1)
        at--;
    if (at == floor)
        return;
    *depth = at - 1;
    if (chars[i].class != CLASS_WESTERN || chars[open[*depth]].class != CLASS_WESTERN) {
        chars[i].class = CLASS_CLOSE;
        chars[open[*depth]].class = CLASS_OPEN;
    }
}

// “ and ” that belong together are both Chinese or both Western.
static void pair_quotes(Setter *setter)
{
    Char *chars = setter->chars.at;
    size_t n = setter->chars.n;
    VEC(size_t) open = {0};

    for (size_t i = 0; i < n; i++) {
        uint32_t code = chars[i].code;

        if (chars[i].class == CLASS_BREAK)
            open.n = 0;
        else if (code == 0x201C || code == 0x2018)
            *vec_push(setter->scratch, &open) = i;
        else if (code == 0x2019 && i > 0 && is_letter(chars, n, i - 1) && is_letter(chars, n, i + 1))
            continue; // an apostrophe
        else if (code == 0x201D || code == 0x2019)
            pair_quote(chars, open.at, &open.n, i);
    }
}

// —— is a dash; a single — joins numbers or places (GB/T 15834).
static void tell_dashes(Setter *setter)
{
    Char *chars = setter->chars.at;
    size_t n = setter->chars.n;

    for (size_t i = 0; i + 1 < n; i++) {
        bool pair =
            chars[i].code == chars[i + 1].code && (chars[i].code == 0x2014 || chars[i].code == 0x2015);

        if (pair && (chars[i].class == CLASS_CONNECTOR || chars[i].class == CLASS_DASH)) {
            chars[i].class = CLASS_DASH;
            chars[i + 1].class = CLASS_DASH;
        }
    }
}

static void decode(Setter *setter)
{
    for (size_t s = 0; s < setter->spec->span_count; s++) {
        Str text = setter->spec->spans[s].text;

        for (size_t at = 0; at < text.n;) {
            size_t start = at;
            Char *c = vec_push(setter->scratch, &setter->chars);
            c->code = utf8_next(text, &at);
            c->span = (uint32_t)s;
            c->offset = (uint32_t)start;
            c->class = (uint8_t)char_class(c->code);
        }
    }
}

void chars_read(Setter *setter)
{
    Side side = {false, false};

    decode(setter);
    for (size_t i = 0; i < setter->chars.n; i++) {
        take_side(&setter->chars.at[i], side);
        side_pass(&side, &setter->chars.at[i]);
    }
    side = (Side){false, false};
    for (size_t i = setter->chars.n; i-- > 0;) {
        take_side(&setter->chars.at[i], side);
        side_pass(&side, &setter->chars.at[i]);
    }
    pair_quotes(setter);
    tell_dashes(setter);
}

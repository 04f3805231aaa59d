// What a line may not part: a number and its unit, a date, 〔2019〕8号, a list marker and what follows it
// (GB/T 15834 5.1, CLREQ 3.1.5.2).
#include "paragraph/internal-paragraph.h"
#include "text/text.h"

// Characters of the longest unit with what stands before it (余万平方公里) and what may show it to be a word.
#define LONGEST_UNIT 12

static bool is_digit(uint32_t code)
{
    return char_digit(code) >= 0;
}

static bool is_full_digit(uint32_t code)
{
    return code >= 0xFF10 && code <= 0xFF19;
}

static uint32_t code_at(const Setter *setter, size_t i)
{
    return i < setter->chars.n ? setter->chars.at[i].code : 0;
}

static size_t over_blanks(const Setter *setter, size_t i)
{
    while (i < setter->chars.n && setter->chars.at[i].class == CLASS_BLANK)
        i++;
    return i;
}

static void hold(Setter *setter, size_t i, Hold least)
{
    if (i < setter->chars.n && setter->chars.at[i].hold < least)
        setter->chars.at[i].hold = (uint8_t)least;
}

// The end of the number that starts at i: digits with points and thousands marks between them.
static size_t number_end(Setter *setter, size_t i)
{
    while (is_digit(code_at(setter, i))) {
        uint32_t next = code_at(setter, i + 1);

        i++;
        if (!is_digit(code_at(setter, i + 1)))
            continue;
        if (next == '.' || next == ',') {
            i++;
        } else if ((next == 0xFF0E || next == 0xFF0C) && is_full_digit(code_at(setter, i - 1)) &&
                   is_full_digit(code_at(setter, i + 1))) {
            setter->chars.at[i++].class = CLASS_FULL;
        }
    }
    return i;
}

// Characters of the unit at i: 万, 余万元, 平方米, 人次; 0 where there is none.
static size_t unit_length(const Setter *setter, size_t i)
{
    char bytes[LONGEST_UNIT * 4];
    Str text = {bytes, 0};
    TextUnit unit;

    for (size_t k = i; k < setter->chars.n && k < i + LONGEST_UNIT; k++)
        text.n += utf8_encode(setter->chars.at[k].code, bytes + text.n);
    return text_unit_at(text, 0, &unit) ? utf8_count(str_slice(text, 0, unit.to)) : 0;
}

// 年 with 月 after the next number, 月 with 日, and so on: what stands after the unit goes on as one date.
static void date_goes_on(Setter *setter, uint32_t unit, size_t after)
{
    static const struct {
        const char *unit, *next;
        bool held;
    } parts[] = {
        {"年", "月", false},  {"月", "日号", true}, {"日", "时点", false},
        {"时点", "分", true}, {"分", "秒", true},
    };
    size_t digits = over_blanks(setter, after), end = digits;

    while (end - digits < 3 && is_digit(code_at(setter, end)))
        end++;
    if (end == digits)
        return;
    end = over_blanks(setter, end);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        if (!char_is_in(unit, parts[k].unit) || !char_is_in(code_at(setter, end), parts[k].next))
            continue;
        setter->chars.at[digits].tight = true;
        setter->chars.at[digits].dear = 1;
        if (parts[k].held)
            hold(setter, digits, HOLD_UNIT);
        return;
    }
}

static void hold_unit(Setter *setter, size_t end)
{
    size_t at = over_blanks(setter, end);
    uint32_t code = code_at(setter, at);
    size_t length;

    if (code == '%' || code == 0x2030 ||
        (at < setter->chars.n && setter->chars.at[at].class == CLASS_AFTER)) {
        setter->chars.at[at].tight = true;
        hold(setter, at, HOLD_WORD);
        return;
    }
    length = unit_length(setter, at);
    if (length == 0)
        return;
    setter->chars.at[at].tight = true;
    for (size_t i = 0; i < length; i++)
        hold(setter, at + i, i == 0 ? HOLD_UNIT : HOLD_JOINED);
    if (length == 1)
        date_goes_on(setter, code, at + 1);
}

// 〔2019〕8号, the number 8 at i: what the brackets hold is one with it, so that nothing of it is spread.
static void hold_bracketed(Setter *setter, size_t i)
{
    for (size_t k = i; k > 0 && (k == i || k + 1 == i || is_digit(code_at(setter, k))); k--)
        hold(setter, k, HOLD_JOINED);
}

// The number that starts at i. Returns its end.
static size_t hold_number(Setter *setter, size_t i)
{
    size_t end = number_end(setter, i);
    uint32_t before = i > 0 ? code_at(setter, i - 1) : 0;
    uint32_t after = code_at(setter, end);

    for (size_t k = i + 1; k < end; k++)
        hold(setter, k, HOLD_WORD);
    if (i >= 2 && char_is_in(before, "〕］】）])") && is_digit(code_at(setter, i - 2)))
        hold_bracketed(setter, i);
    // A sign that a full-width form gives: －0.5
    if (i > 0 && (before == 0xFF0D || before == 0xFF0B) && !is_digit(i > 1 ? code_at(setter, i - 2) : 0))
        hold(setter, i, HOLD_WORD);
    if (i > 0 && setter->chars.at[i - 1].class == CLASS_CONNECTOR)
        setter->chars.at[i].dear = 1;
    // 1. and the character after it
    if ((after == '.' || after == 0xFF0E) && end - i <= 3) {
        size_t next = over_blanks(setter, end + 1);

        if (next < setter->chars.n && setter->chars.at[next].class != CLASS_WESTERN)
            hold(setter, next, HOLD_JOINED);
    }
    hold_unit(setter, end);
    return end;
}

// （一）, （1）, (1) at i, with the character after it.
static void hold_marker(Setter *setter, size_t i)
{
    size_t end = i + 1, next;

    while (end - i <= 4 && (is_digit(code_at(setter, end)) || text_is_han_numeral(code_at(setter, end))))
        end++;
    if (end == i + 1 || (code_at(setter, end) != 0xFF09 && code_at(setter, end) != ')'))
        return;
    for (size_t k = i + 1; k <= end; k++)
        hold(setter, k, HOLD_JOINED);
    next = over_blanks(setter, end + 1);
    if (next < setter->chars.n && setter->chars.at[next].class != CLASS_BREAK)
        hold(setter, next, HOLD_JOINED);
}

void chars_hold(Setter *setter)
{
    for (size_t i = 0; i < setter->chars.n;) {
        uint32_t code = setter->chars.at[i].code;

        if (is_digit(code)) {
            i = hold_number(setter, i);
            continue;
        }
        if (code == 0xFF08 || code == '(')
            hold_marker(setter, i);
        else if ((code >= 0x2460 && code <= 0x249B) || (code >= 0x2776 && code <= 0x2793)) // ① ⑴ ⒈ ❶
            hold(setter, over_blanks(setter, i + 1), HOLD_JOINED);
        i++;
    }
}

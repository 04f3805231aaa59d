// Numbers in digits, in running text.
#include "text/text.h"

#include <string.h>

// A number of more digits is none that anybody wrote as one.
#define MOST_DIGITS 60

static uint32_t code_at(Str text, size_t at)
{
    return utf8_next(text, &at);
}

static bool is_digit_at(Str text, size_t at)
{
    return at < text.n && char_digit(code_at(text, at)) >= 0;
}

static bool is_wide_digit(uint32_t code)
{
    return code >= U'０' && code <= U'９';
}

// Past the digits at `at`, how many there are, and whether the last is full-width.
static size_t past_digits(Str text, size_t at, size_t *count, bool *wide)
{
    *count = 0;
    for (size_t next = at; next < text.n; at = next, ++*count) {
        uint32_t code = utf8_next(text, &next);

        if (char_digit(code) < 0)
            break;
        *wide = is_wide_digit(code);
    }
    return at;
}

// Past a thousands mark and the three digits after it; `at` where they are not there. ， is one between
// full-width digits only: elsewhere it parts two numbers.
static size_t past_group(Str text, size_t at, bool *wide)
{
    size_t digits = at, count, end;
    uint32_t mark = utf8_next(text, &digits);
    bool wide_after = is_wide_digit(code_at(text, digits));

    if (mark != ',' && !(mark == U'，' && *wide && wide_after))
        return at;
    end = past_digits(text, digits, &count, wide);
    return count == 3 ? end : at;
}

static bool is_point_at(Str text, size_t at)
{
    uint32_t code = code_at(text, at);
    size_t after = at;

    utf8_next(text, &after);
    return (code == '.' || code == U'．') && is_digit_at(text, after);
}

// 1.2023年: the point ends a paragraph's number, and a year follows.
static bool is_year_after(Str text, size_t whole, size_t decimal, size_t end)
{
    size_t count;
    bool wide;

    return whole <= 2 && past_digits(text, decimal, &count, &wide) == end && count == 4 &&
           code_at(text, text_past_blanks(text, end)) == U'年';
}

static bool is_comma_at(Str text, size_t at)
{
    return code_at(text, at) == ',' && is_digit_at(text, at + 1);
}

// Past what may be one number's digits, points and marks: 2023.12.31 whole, and 1,234,56.
static size_t past_run(Str text, size_t at, bool marked)
{
    size_t count;
    bool wide;

    while (is_point_at(text, at) || (marked && is_comma_at(text, at))) {
        utf8_next(text, &at);
        at = past_digits(text, at, &count, &wide);
    }
    return at;
}

// Past the digits of one number; `from` where they make none. *end is past all of them in any case.
static size_t past_number(Str text, size_t from, TextNumber *number, size_t *end)
{
    size_t whole, count, at, next, decimal;
    bool wide = false;

    at = past_digits(text, from, &whole, &wide);
    while (whole <= 3 && (next = past_group(text, at, &wide)) > at) {
        number->marked = true;
        at = next;
    }
    *end = number->marked && is_comma_at(text, at) ? past_run(text, at, true) : at;
    if (*end == at && is_point_at(text, at)) {
        decimal = at;
        utf8_next(text, &decimal);
        next = past_digits(text, decimal, &count, &wide);
        *end = past_run(text, next, false);
        if (*end == next && is_year_after(text, number->marked ? 3 : whole, decimal, next)) {
            *end = at;
        } else {
            at = next;
            number->decimals = (int)(count < MOST_DIGITS ? count : MOST_DIGITS);
        }
    }
    return *end == at && at - from <= (size_t)MOST_DIGITS * 3 && whole <= MOST_DIGITS ? at : from;
}

// ---- signs

bool text_is_minus(uint32_t code)
{
    return code == '-' || code == U'−' || code == U'－' || code == U'–' || code == U'△' || code == U'▲' ||
           code == U'负';
}

// What a range or a word may end with, so that a dash after it is no sign: 2021-2025, 1月-3月, GB-1, 5%-8%.
static bool ends_word(uint32_t code)
{
    if (code < 0x80)
        return code > ' ' && code != '(' && code != ',' && code != ':' && code != ';' && code != '=' &&
               code != '<' && code != '>';
    return char_digit(code) >= 0 || text_is_han_numeral(code) ||
           char_is_in(code, "年月日号时点分秒季度期元％‰）");
}

// Where the sign before the digits at `at` begins, and whether it is a minus.
static size_t sign_start(Str text, size_t at, bool *minus)
{
    size_t sign = at, before;
    uint32_t code = utf8_previous(text, &sign), outer;

    *minus = false;
    if (at == 0 || (char_is_han(code) && code != U'负'))
        return at;
    before = sign;
    outer = sign ? utf8_previous(text, &before) : ' ';
    if (code == U'负' && char_is_in(outer, "担肩自身背抱胜欠承")) // 担负5项任务
        return at;
    if (text_is_minus(code) && !ends_word(outer) && !text_is_minus(outer)) {
        *minus = true;
        return sign;
    }
    return at;
}

bool text_number_at(Arena *arena, Str text, size_t at, TextNumber *number, size_t *end)
{
    size_t to;
    bool minus;

    *number = (TextNumber){.from = at, .digits = at, .to = at};
    *end = at;
    if (!is_digit_at(text, at))
        return false;
    to = past_number(text, at, number, end);
    if (to == at)
        return false;
    number->to = to;
    number->from = sign_start(text, at, &minus);
    number->value = number_parse(arena, str_slice(text, at, to), NULL);
    if (minus && number->value) {
        mpq_t negative;

        mpq_init(negative);
        mpq_neg(negative, number->value);
        number->value = number_freeze(arena, negative);
        mpq_clear(negative);
    }
    return number->value != NULL;
}

// The number that a paragraph, heading or row begins with, as people type it.
#include "text/text.h"

#include <string.h>

// Digits of a numbering: 2013701 begins no paragraph as its number.
#define MOST_DIGITS 4

static uint32_t code_at(Str text, size_t at)
{
    return utf8_next(text, &at);
}

static bool take(Str text, size_t *at, const char *word)
{
    if (*at > text.n || !str_starts(str_slice(text, *at, text.n), str_of(word)))
        return false;
    *at += strlen(word);
    return true;
}

static int digits_at(Str text, size_t at, size_t *end)
{
    int value = 0, count = 0;

    for (size_t next = at; next < text.n; at = next, count++) {
        int digit = char_digit(utf8_next(text, &next));

        if (digit < 0)
            break;
        value = count < MOST_DIGITS ? value * 10 + digit : 0;
    }
    *end = at;
    return count <= MOST_DIGITS ? value : 0;
}

int text_ordinal_at(Str text, size_t at, size_t *end, bool *han)
{
    int value = digits_at(text, at, end);
    TextHan numerals;

    *han = false;
    if (*end > at)
        return value;
    *han = text_han_at(text, at, &numerals);
    *end = *han ? numerals.to : at;
    return *han && !numerals.by_digit && !numerals.decimals && numerals.value <= TEXT_NUMBERING_MOST
               ? (int)numerals.value
               : 0;
}

// ① ⑴ ⒈ ❶: their own numbers.
static int circled_value(uint32_t code)
{
    static const uint32_t firsts[] = {0x2460, 0x2474, 0x2488, 0x2776}; // ① ⑴ ⒈ ❶
    static const uint32_t counts[] = {20, 20, 20, 10};

    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++)
        if (code >= firsts[i] && code < firsts[i] + counts[i])
            return (int)(code - firsts[i]) + 1;
    return 0;
}

int text_circled_at(Str text, size_t at, size_t *end)
{
    *end = at;
    return at < text.n ? circled_value(utf8_next(text, end)) : 0;
}

void text_circled_write(StrBuf *out, int value)
{
    char circled[4];

    if (value >= 1 && value <= 20)
        buf_add(out, (Str){circled, utf8_encode(0x245F + (uint32_t)value, circled)});
    else
        buf_print(out, "（%d）", value);
}

bool text_are_decimals(Str text, size_t at)
{
    size_t end;
    int after = digits_at(text, at, &end);

    return end > at && !(after > 999 && code_at(text, text_past_blanks(text, end)) == U'年');
}

// 第一部分, 第三章, 第5条.
static bool read_ordinal(Str text, size_t at, TextNumbering *numbering)
{
    static const char *const nouns[] = {"部分", "章", "节", "条", "款", "篇", "编", "项", "类"};
    size_t end;

    if (!take(text, &at, "第"))
        return false;
    numbering->value = text_ordinal_at(text, text_past_blanks(text, at), &end, &numbering->han);
    end = text_past_blanks(text, end);
    for (size_t i = 0; numbering->value && i < sizeof nouns / sizeof nouns[0]; i++) {
        numbering->to = end;
        if (!take(text, &numbering->to, nouns[i]))
            continue;
        numbering->noun = str_slice(text, end, numbering->to);
        numbering->form = TEXT_NUMBERING_ORDINAL;
        return true;
    }
    return false;
}

// 附件1, 附件1-1, 附表2, 附件一：.
static bool read_attached(Str text, size_t at, TextNumbering *numbering)
{
    static const char *const nouns[] = {"附件", "附表", "附图"};
    size_t from = at, end;
    bool han;

    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        at = from;
        if (!take(text, &at, nouns[i]))
            continue;
        numbering->noun = str_slice(text, from, at);
        numbering->value = text_ordinal_at(text, text_past_blanks(text, at), &end, &numbering->han);
        if (!numbering->value)
            return false;
        numbering->to = end;
        if (char_is_in(text_narrowed(code_at(text, end)), "-—–") && end < text.n) {
            utf8_next(text, &end);
            numbering->part = text_ordinal_at(text, end, &end, &han);
            numbering->to = numbering->part ? end : numbering->to;
        }
        numbering->form = TEXT_NUMBERING_ATTACHED;
        return true;
    }
    return false;
}

// 一、 1. 1、 （一） (1) 1）.
static bool read_marked(Str text, size_t at, TextNumbering *numbering)
{
    bool bracket = at < text.n && text_narrowed(code_at(text, at)) == '(';
    size_t end;
    uint32_t mark;

    if (bracket)
        utf8_next(text, &at);
    at = text_past_blanks(text, at);
    numbering->value = text_ordinal_at(text, at, &end, &numbering->han);
    if (!numbering->value)
        return false;
    end = text_past_blanks(text, end);
    numbering->to = end;
    mark = text_narrowed(utf8_next(text, &numbering->to));
    if (mark == ')') {
        numbering->form = bracket ? TEXT_NUMBERING_BRACKETS : TEXT_NUMBERING_CLOSED;
        take(text, &numbering->to, "、"); // （一）、, as published texts often have it
        return true;
    }
    numbering->form = TEXT_NUMBERING_MARK;
    numbering->mark = mark == 0xFF61 ? U'、' : mark; // half-width 。, as old systems print it
    if (bracket || (numbering->mark != U'、' && mark != '.'))
        return false;
    return numbering->han || mark != '.' || !text_are_decimals(text, numbering->to);
}

bool text_numbering_read(Str text, TextNumbering *numbering)
{
    size_t at = text_past_blanks(text, 0), next = at;
    uint32_t code = utf8_next(text, &next);
    bool read;

    *numbering = (TextNumbering){.from = at};
    if (code == U'第') {
        read = read_ordinal(text, at, numbering);
    } else if (code == U'附') {
        read = read_attached(text, at, numbering);
    } else if (circled_value(code)) {
        *numbering = (TextNumbering){
            .form = TEXT_NUMBERING_CIRCLED, .from = at, .to = next, .value = circled_value(code)};
        read = true;
    } else {
        read = read_marked(text, at, numbering);
    }
    if (read)
        numbering->rest = text_past_blanks(text, numbering->to);
    return read;
}

size_t text_numbering_end(Str text, const TextNumbering *numbering)
{
    size_t at = numbering->rest;

    if (numbering->form != TEXT_NUMBERING_ORDINAL || !char_is_in(utf8_next(text, &at), "：:、"))
        return numbering->rest;
    return text_past_blanks(text, at);
}

#include <string.h>

#include "base/utf8.h"

#include <uninorm.h>

#define REPLACEMENT 0xFFFD

// Bytes of the sequence that starts here, and its code point; 0 where it is not valid UTF-8 (Unicode, table
// 3-7: no overlong forms, no surrogates, nothing past U+10FFFF).
static size_t decode(const unsigned char *at, size_t n, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length;

    if (at[0] < 0x80) {
        *code = at[0];
        return 1;
    }
    if (at[0] >= 0xC2 && at[0] <= 0xDF)
        length = 2;
    else if ((at[0] & 0xF0) == 0xE0)
        length = 3;
    else if (at[0] >= 0xF0 && at[0] <= 0xF4)
        length = 4;
    else
        return 0;
    if (length > n)
        return 0;
    *code = at[0] & (0x7F >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (at[i] & 0x3F);
    }
    if (*code < least[length] || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF))
        return 0;
    return length;
}

uint32_t utf8_next(Str s, size_t *offset)
{
    uint32_t code;
    size_t length;

    if (*offset >= s.n)
        return 0;
    const unsigned char *at = (const unsigned char *)s.at + *offset;
    // Han and full-width marks, nearly all of a text; E0 and ED may begin what is not valid.
    if ((at[0] & 0xF0) == 0xE0 && at[0] != 0xE0 && at[0] != 0xED && s.n - *offset >= 3 &&
        (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) {
        *offset += 3;
        return (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
    }
    length = decode(at, s.n - *offset, &code);
    if (length == 0) {
        *offset += 1;
        return REPLACEMENT;
    }
    *offset += length;
    return code;
}

uint32_t utf8_previous(Str s, size_t *offset)
{
    size_t end = *offset < s.n ? *offset : s.n;

    if (end == 0)
        return 0;
    for (size_t length = 1; length <= 4 && length <= end; length++) {
        uint32_t code;

        if (decode((const unsigned char *)s.at + end - length, length, &code) == length) {
            *offset = end - length;
            return code;
        }
        // Only continuation bytes can stand between a character's first byte and its end.
        if ((s.at[end - length] & 0xC0) != 0x80)
            break;
    }
    *offset = end - 1;
    return REPLACEMENT;
}

size_t utf8_count(Str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.n; count++)
        utf8_next(s, &i);
    return count;
}

size_t utf8_encode(uint32_t code, char *at)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = REPLACEMENT;
    if (code < 0x80) {
        at[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        at[0] = (char)(0xC0 | code >> 6);
        at[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        at[0] = (char)(0xE0 | code >> 12);
        at[1] = (char)(0x80 | (code >> 6 & 0x3F));
        at[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    at[0] = (char)(0xF0 | code >> 18);
    at[1] = (char)(0x80 | (code >> 12 & 0x3F));
    at[2] = (char)(0x80 | (code >> 6 & 0x3F));
    at[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

bool char_is_han(uint32_t code)
{
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0xF900 && code <= 0xFAFF) || code == 0x3005 || code == 0x3007 ||
           // Planes 2 and 3 are set aside for ideographs, assigned or not.
           (code >= 0x20000 && code <= 0x3FFFD);
}

bool char_is_full_width(uint32_t code)
{
    return char_is_han(code) || (code >= 0x3000 && code <= 0x303F) || (code >= 0xFF01 && code <= 0xFF60) ||
           (code >= 0xFFE0 && code <= 0xFFE6);
}

bool char_is_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\r' || code == '\n' || code == 0xA0 || code == 0x3000 ||
           (code >= 0x2000 && code <= 0x200B) || code == 0xFEFF;
}

int char_digit(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code >= 0xFF10 && code <= 0xFF19 ? (int)(code - 0xFF10) : -1;
}

bool char_is_in(uint32_t code, const char *set)
{
    Str s = {set, strlen(set)};

    for (size_t at = 0; at < s.n;)
        if (utf8_next(s, &at) == code)
            return true;
    return false;
}

// Radicals of simplified characters, to which Unicode gives no decomposition: ⻅ ⻉ ⻋ ⻓ ⻔ ⻚ ⻛ ⻜ ⻢ ⻥
// ⻦ ⻨ ⻩ ⻬ ⻮ ⻰.
static uint32_t unified_radical(uint32_t code)
{
    static const uint32_t radicals[][2] = {
        {0x2EA0, 0x6C11}, {0x2EC5, 0x89C1}, {0x2EC9, 0x8D1D}, {0x2ECB, 0x8F66}, {0x2ED3, 0x957F},
        {0x2ED4, 0x95E8}, {0x2EDA, 0x9875}, {0x2EDB, 0x98CE}, {0x2EDC, 0x98DE}, {0x2EE2, 0x9A6C},
        {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F}, {0x2EE8, 0x9EA6}, {0x2EE9, 0x9EC4}, {0x2EEC, 0x9F50},
        {0x2EEE, 0x9F7F}, {0x2EF0, 0x9F99},
    };

    for (size_t i = 0; i < sizeof radicals / sizeof radicals[0]; i++)
        if (radicals[i][0] == code)
            return radicals[i][1];
    return 0;
}

uint32_t char_unified(uint32_t code)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int tag;

    if (!(code >= 0x2E80 && code <= 0x2FDF) && !(code >= 0xF900 && code <= 0xFAFF))
        return 0;
    if (unified_radical(code))
        return unified_radical(code);
    return uc_decomposition(code, &tag, parts) == 1 ? parts[0] : 0;
}

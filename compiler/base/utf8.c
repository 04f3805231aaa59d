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

uint32_t utf8_next_any(Str s, size_t *offset)
{
    uint32_t code;
    size_t length;

    if (*offset >= s.n)
        return 0;
    length = decode((const unsigned char *)s.at + *offset, s.n - *offset, &code);
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

    if (code < 0x80)
        return s.n && memchr(set, (int)code, s.n);
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
        {0x2E81, 0x5382},  {0x2E82, 0x4E5B},  {0x2E83, 0x4E5A},  {0x2E84, 0x4E59},  {0x2E85, 0x4EBB},
        {0x2E86, 0x5182},  {0x2E87, 0x20628}, {0x2E88, 0x5200},  {0x2E89, 0x5202},  {0x2E8A, 0x535C},
        {0x2E8B, 0x353E},  {0x2E8C, 0x5C0F},  {0x2E8D, 0x5C0F},  {0x2E8E, 0x5140},  {0x2E8F, 0x5C23},
        {0x2E90, 0x5C22},  {0x2E91, 0x21BC2}, {0x2E92, 0x5DF3},  {0x2E93, 0x5E7A},  {0x2E94, 0x5F51},
        {0x2E95, 0x5F50},  {0x2E96, 0x5FC4},  {0x2E97, 0x5FC3},  {0x2E98, 0x624C},  {0x2E99, 0x6535},
        {0x2E9B, 0x65E1},  {0x2E9C, 0x65E5},  {0x2E9D, 0x6708},  {0x2E9E, 0x6B7A},  {0x2E9F, 0x6BCD},
        {0x2EA0, 0x6C11},  {0x2EA1, 0x6C35},  {0x2EA2, 0x6C3A},  {0x2EA3, 0x706C},  {0x2EA4, 0x722B},
        {0x2EA5, 0x722B},  {0x2EA6, 0x4E2C},  {0x2EA7, 0x725B},  {0x2EA8, 0x72AD},  {0x2EA9, 0x738B},
        {0x2EAA, 0x24D14}, {0x2EAB, 0x76EE},  {0x2EAC, 0x793A},  {0x2EAD, 0x793B},  {0x2EAE, 0x25AD7},
        {0x2EAF, 0x7CF9},  {0x2EB0, 0x7E9F},  {0x2EB1, 0x7F53},  {0x2EB2, 0x7F52},  {0x2EB3, 0x34C1},
        {0x2EB4, 0x5197},  {0x2EB5, 0x2626B}, {0x2EB6, 0x7F8A},  {0x2EB7, 0x2634C}, {0x2EB8, 0x2634B},
        {0x2EB9, 0x8002},  {0x2EBA, 0x8080},  {0x2EBB, 0x807F},  {0x2EBC, 0x8089},  {0x2EBD, 0x26951},
        {0x2EBE, 0x8279},  {0x2EBF, 0x8279},  {0x2EC0, 0x8279},  {0x2EC1, 0x864E},  {0x2EC2, 0x8864},
        {0x2EC3, 0x8980},  {0x2EC4, 0x897F},  {0x2EC5, 0x89C1},  {0x2EC6, 0x89D2},  {0x2EC7, 0x278B2},
        {0x2EC8, 0x8BA0},  {0x2EC9, 0x8D1D},  {0x2ECA, 0x27FB7}, {0x2ECB, 0x8F66},  {0x2ECC, 0x8FB6},
        {0x2ECD, 0x8FB6},  {0x2ECE, 0x8FB6},  {0x2ECF, 0x9091},  {0x2ED0, 0x9485},  {0x2ED1, 0x9577},
        {0x2ED2, 0x9578},  {0x2ED3, 0x957F},  {0x2ED4, 0x95E8},  {0x2ED5, 0x28E0F}, {0x2ED6, 0x961D},
        {0x2ED7, 0x96E8},  {0x2ED8, 0x9752},  {0x2ED9, 0x97E6},  {0x2EDA, 0x9875},  {0x2EDB, 0x98CE},
        {0x2EDC, 0x98DE},  {0x2EDD, 0x98DF},  {0x2EDE, 0x2967F}, {0x2EDF, 0x98E0},  {0x2EE0, 0x9963},
        {0x2EE1, 0x29810}, {0x2EE2, 0x9A6C},  {0x2EE3, 0x9AA8},  {0x2EE4, 0x9B3C},  {0x2EE5, 0x9C7C},
        {0x2EE6, 0x9E1F},  {0x2EE7, 0x5364},  {0x2EE8, 0x9EA6},  {0x2EE9, 0x9EC4},  {0x2EEA, 0x9EFE},
        {0x2EEB, 0x6589},  {0x2EEC, 0x9F50},  {0x2EED, 0x6B6F},  {0x2EEE, 0x9F7F},  {0x2EEF, 0x7ADC},
        {0x2EF0, 0x9F99},  {0x2EF1, 0x9F9C},  {0x2EF2, 0x4E80},  {0x2EF3, 0x9F9F},  {0x2F3E, 0x6237},
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

// UTF-8 decoding and the few character classes that more than one folder asks for.
#ifndef GONGKAI_BASE_UTF8_H
#define GONGKAI_BASE_UTF8_H

#include "base/str.h"

uint32_t utf8_next_any(Str s, size_t *offset); // as utf8_next

// The code point at *offset, which moves past it. Invalid bytes give U+FFFD and move one byte (source lets
// none in). At the end (and for utf8_previous at the start): 0, and the offset stays.
static inline uint32_t utf8_next(Str s, size_t *offset)
{
    if (s.n >= 3 && *offset <= s.n - 3) {
        const unsigned char *at = (const unsigned char *)s.at + *offset;

        // Han and full-width marks, nearly all of a text; E0 and ED may begin what is not valid.
        if ((at[0] & 0xF0) == 0xE0 && at[0] != 0xE0 && at[0] != 0xED && (at[1] & 0xC0) == 0x80 &&
            (at[2] & 0xC0) == 0x80) {
            *offset += 3;
            return (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
        }
    }
    return utf8_next_any(s, offset);
}
// The code point that ends before *offset, which moves to its start.
uint32_t utf8_previous(Str s, size_t *offset);
size_t utf8_count(Str s);                    // characters
size_t utf8_encode(uint32_t code, char *at); // at[4]; returns bytes written

bool char_is_han(uint32_t code); // ideographs of every plane, 〇 and 々
bool char_is_full_width(uint32_t code); // Han, CJK punctuation (U+3000–303F), full-width forms; not “”‘’—…·
// The ideograph that a radical or a compatibility ideograph looks like (⾏ to 行), by Unicode's
// decompositions and EquivalentUnifiedIdeograph.txt; 0 for any other character.
uint32_t char_unified(uint32_t code);
bool char_is_blank(uint32_t code);               // space, tab, CR, LF, U+00A0, U+3000, U+2000–200B, U+FEFF
int char_digit(uint32_t code);                   // 0 to 9 of 0 and ０; -1 of what is no digit
bool char_is_in(uint32_t code, const char *set); // one of the characters of a text

#endif

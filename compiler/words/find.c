// Words looked for in text.
#include "words/words.h"

#include <string.h>

Str words_first(WordList words)
{
    return words.n ? words.at[0] : (Str){0};
}

// Whether a word begins a text, where what is no Han between its characters is passed over.
static bool may_stand(Str word, Str text)
{
    size_t at = 0, from = 0;
    uint32_t wanted = utf8_next(word, &at);

    while (from < text.n) {
        uint32_t code = utf8_next(text, &from);

        if (code == wanted) {
            if (at == word.n)
                return true;
            wanted = utf8_next(word, &at);
        } else if (char_is_han(code)) {
            return false;
        }
    }
    return false;
}

uint64_t words_digest_in(const Words *words, Str text)
{
    uint64_t digest = words->digest;

    for (size_t i = 0; i < words->own.n; i++) {
        Str word = words->own.at[i];
        size_t first = 0;
        ptrdiff_t at = -1;

        utf8_next(word, &first);
        do
            at = str_find(text, str_slice(word, 0, first), (size_t)(at + 1));
        while (at >= 0 && !may_stand(word, str_slice(text, (size_t)at, text.n)));
        if (at >= 0)
            digest = (digest ^ str_hash(word)) * 0x9E3779B97F4A7C15u;
    }
    return digest;
}

bool words_in(WordList words, Str text)
{
    for (size_t i = 0; i < words.n; i++)
        if (str_find(text, words.at[i], 0) >= 0)
            return true;
    return false;
}

// Lists are looked for at each character of a text, and nearly all words differ from it in their first or
// last byte.
size_t words_begin(WordList words, Str text)
{
    for (size_t i = 0; i < words.n; i++) {
        Str word = words.at[i];
        bool may = word.n <= text.n && word.n > 0 && text.at[0] == word.at[0] &&
                   text.at[word.n - 1] == word.at[word.n - 1];

        if (may && str_starts(text, word))
            return word.n;
    }
    return 0;
}

// Of the first three bytes, which is a Han character.
static unsigned start_bit(Str text)
{
    uint32_t bytes = 0;

    for (size_t i = 0; i < 3 && i < text.n; i++)
        bytes = bytes << 8 | (unsigned char)text.at[i];
    return (bytes * 0x9E3779B1u) >> 22;
}

// A word of one or two bytes may begin before any other.
void words_starts_add(WordStarts *starts, WordList words)
{
    for (size_t i = 0; i < words.n; i++) {
        unsigned bit = start_bit(words.at[i]);

        if (words.at[i].n > 0 && words.at[i].n < 3)
            memset(starts->bits, 0xFF, sizeof starts->bits);
        starts->bits[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

bool words_may_begin(const WordStarts *starts, Str text)
{
    unsigned bit = start_bit(text);

    return starts->bits[bit / 64] >> bit % 64 & 1;
}

size_t words_end(WordList words, Str text)
{
    for (size_t i = 0; i < words.n; i++)
        if (str_ends(text, words.at[i]))
            return words.at[i].n;
    return 0;
}

int words_find(WordList words, Str text)
{
    return (int)name_find(words.at, words.n, text);
}

bool words_have(WordList words, uint32_t code)
{
    for (size_t i = 0; i < words.n; i++) {
        size_t at = 0;

        if (utf8_next(words.at[i], &at) == code && at == words.at[i].n)
            return true;
    }
    return false;
}

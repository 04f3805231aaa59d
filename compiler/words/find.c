// Words looked for in text.
#include "words/words.h"

Str words_first(WordList words)
{
    return words.n ? words.at[0] : (Str){0};
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

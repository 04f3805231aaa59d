// The ids of templates/meanings.yaml, which the build makes a sorted list of.
#include "words/words.h"

MeaningKind meaning_kind(Str id)
{
    size_t low = 0, high = meaning_word_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(meaning_words[middle].id, id);

        if (order == 0)
            return meaning_words[middle].kind;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return MEANING_NONE;
}

Str meaning_nearest(Arena *arena, Str id)
{
    Str *ids = ARENA_ARRAY(arena, Str, meaning_word_count);

    for (size_t i = 0; i < meaning_word_count; i++)
        ids[i] = meaning_words[i].id;
    return name_nearest(id, ids, meaning_word_count);
}

Str meaning_in(Str expression, size_t *from, size_t *at)
{
    ptrdiff_t open = str_find_char(expression, '{', *from);
    ptrdiff_t close = open < 0 ? -1 : str_find_char(expression, '}', (size_t)open);

    if (close < 0)
        return (Str){0};
    *at = (size_t)open + 1;
    *from = (size_t)close + 1;
    return str_slice(expression, *at, (size_t)close);
}

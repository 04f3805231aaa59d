// Texts by their words, figures and marks.
#include <string.h>

#include "compare/internal-compare.h"

typedef struct Tokens {
    uint64_t *at;
    size_t *starts; // and past the last, the text's end
    size_t n;
} Tokens;

static bool is_word(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

// A number with its points and thousands marks, a Western word, or one character.
static size_t token_end(Str text, size_t from)
{
    size_t at = from, next;
    uint32_t code = utf8_next(text, &at), following;
    bool digit = char_digit(code) >= 0, word = is_word(code);

    while ((digit || word) && at < text.n) {
        next = at;
        code = utf8_next(text, &next);
        following = next < text.n ? utf8_next(text, &(size_t){next}) : 0;
        if (!(digit ? char_digit(code) >= 0 || ((code == '.' || code == ',') && char_digit(following) >= 0)
                    : is_word(code)))
            break;
        at = next;
    }
    return at;
}

static Tokens tokens_of(Arena *arena, Str text)
{
    Tokens tokens = {.at = ARENA_ARRAY(arena, uint64_t, text.n + 1),
                     .starts = ARENA_ARRAY(arena, size_t, text.n + 2)};

    for (size_t at = 0; at < text.n; tokens.n++) {
        size_t end = token_end(text, at);

        tokens.starts[tokens.n] = at;
        tokens.at[tokens.n] = str_hash(str_slice(text, at, end));
        at = end;
    }
    tokens.starts[tokens.n] = text.n;
    return tokens;
}

CompareHunks compare_texts(Arena *arena, Str a, Str b)
{
    Tokens from = tokens_of(arena, a), to = tokens_of(arena, b);
    CompareHunks hunks = sequence_compare(arena, from.at, from.n, to.at, to.n);

    for (size_t i = 0; i < hunks.n; i++) {
        CompareHunk *hunk = &hunks.at[i];

        *hunk = (CompareHunk){from.starts[hunk->a_from], from.starts[hunk->a_to], to.starts[hunk->b_from],
                              to.starts[hunk->b_to]};
    }
    return hunks;
}

CompareHunks compare_lines(Arena *arena, const Str *a, size_t a_count, const Str *b, size_t b_count)
{
    uint64_t *from = ARENA_ARRAY(arena, uint64_t, a_count + 1),
             *to = ARENA_ARRAY(arena, uint64_t, b_count + 1);

    for (size_t i = 0; i < a_count; i++)
        from[i] = str_hash(a[i]);
    for (size_t i = 0; i < b_count; i++)
        to[i] = str_hash(b[i]);
    return sequence_compare(arena, from, a_count, to, b_count);
}

// ---- likeness: pairs of neighbouring characters that both have

enum { BUCKETS = 1024 };

static size_t pairs_count(Str text, uint16_t *counts)
{
    uint32_t before = 0;
    size_t n = 0;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (char_is_blank(code))
            continue;
        uint32_t hash = (before * 31 + code) * 2654435761u;
        if (counts[hash >> 22] < UINT16_MAX)
            counts[hash >> 22]++;
        n++;
        before = code;
    }
    return n;
}

int compare_alike(Str a, Str b)
{
    uint16_t from[BUCKETS] = {0}, to[BUCKETS] = {0};
    size_t n = pairs_count(a, from) + pairs_count(b, to), both = 0;

    if (str_equal(a, b))
        return 1000;
    for (int i = 0; i < BUCKETS; i++)
        both += from[i] < to[i] ? from[i] : to[i];
    return n ? (int)(2000 * both / n) : 1000;
}

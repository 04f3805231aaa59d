#include "base/name.h"

#include <string.h>

#include "base/utf8.h"

// Longer names are not compared by distance: the work grows with the square of the length, and nobody
// mistypes these.
#define LONGEST_NAME 200

#define DROPPED 0

typedef struct Fold {
    uint32_t from, to; // one code point, in ascending order of `from`
} Fold;

// What neither ASCII's case nor the offset of the full-width forms (U+FF01–FF5E) covers. No `to` is longer in
// UTF-8 than its `from`; name_fold relies on it.
static const Fold folds[] = {
    {0x2010, '-'},  {0x2011, '-'},  {0x2012, '-'},  {0x2013, '-'}, // ‐ ‑ ‒ –
    {0x2014, '-'},  {0x2015, '-'},                                 // — ―
    {0x2018, '"'},  {0x2019, '"'},  {0x201A, '"'},  {0x201B, '"'}, // ‘ ’ ‚ ‛
    {0x201C, '"'},  {0x201D, '"'},  {0x201E, '"'},  {0x201F, '"'}, // “ ” „ ‟
    {0x2212, '-'},  {0x2500, '-'},  {0x2501, '-'},                 // − ─ ━
    {0x300C, '"'},  {0x300D, '"'},  {0x300E, '"'},  {0x300F, '"'}, // 「 」 『 』
    {0x3010, '['},  {0x3011, ']'},  {0x3014, '['},  {0x3015, ']'}, // 【 】 〔 〕
    {0x3016, '['},  {0x3017, ']'},  {0x301D, '"'},  {0x301E, '"'}, // 〖 〗 〝 〞
    {0xFE41, '"'},  {0xFE42, '"'},  {0xFE43, '"'},  {0xFE44, '"'}, // ﹁ ﹂ ﹃ ﹄
    {0xFE58, '-'},  {0xFE59, '('},  {0xFE5A, ')'},  {0xFE5D, '['}, // ﹘ ﹙ ﹚ ﹝
    {0xFE5E, ']'},  {0xFE63, '-'},                                 // ﹞ ﹣
    {0xFFE0, 0xA2}, {0xFFE1, 0xA3}, {0xFFE5, 0xA5},                // ￠ ￡ ￥
};

static uint32_t fold_listed(uint32_t code)
{
    size_t low = 0, high = sizeof folds / sizeof folds[0];

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (folds[middle].from == code)
            return folds[middle].to;
        if (folds[middle].from < code)
            low = middle + 1;
        else
            high = middle;
    }
    return code;
}

static uint32_t fold_code(uint32_t code)
{
    uint32_t unified = char_unified(code);

    // Of the compatibility ideographs a few stand for longer ones.
    if (unified && unified < 0x10000)
        return unified;
    if (char_is_blank(code) || code == '\v' || code == '\f')
        return DROPPED;
    if (code >= 0xFF01 && code <= 0xFF5E)
        code -= 0xFF01 - '!';
    if (code >= 'A' && code <= 'Z')
        return code + ('a' - 'A');
    if (code == '\'')
        return '"';
    return code < 0x80 ? code : fold_listed(code);
}

// The next character of the fold, DROPPED at the end. *from is where in the name it came from, *offset moves
// past it.
static uint32_t fold_next(Str name, size_t *offset, size_t *from)
{
    while (*offset < name.n) {
        uint32_t code;

        *from = *offset;
        code = fold_code(utf8_next(name, offset));
        if (code != DROPPED)
            return code;
    }
    *from = name.n;
    return DROPPED;
}

// The bytes of the character there if it is one that folds to itself and that most names are made of: ASCII
// without capitals, blanks and ', or U+4000 to U+9FFF; else 0.
static size_t plain_at(Str text, size_t at)
{
    const unsigned char *byte;

    if (at >= text.n)
        return 0;
    byte = (const unsigned char *)text.at + at;
    if (byte[0] < 0x80)
        return byte[0] > ' ' && byte[0] < 0x7F && byte[0] != '\'' && (byte[0] < 'A' || byte[0] > 'Z');
    return byte[0] >= 0xE4 && byte[0] <= 0xE9 && text.n - at >= 3 && (byte[1] & 0xC0) == 0x80 &&
                   (byte[2] & 0xC0) == 0x80
               ? 3
               : 0;
}

// Folds into `at`, which has name.n bytes; offsets may be NULL. Returns the bytes written.
static size_t fold_into(Str name, char *at, size_t *offsets)
{
    size_t n = 0, from;

    for (size_t i = 0;;) {
        size_t end, plain = plain_at(name, i);
        uint32_t code;

        if (plain) {
            for (size_t k = 0; k < plain; k++, n++) {
                at[n] = name.at[i + k];
                if (offsets)
                    offsets[n] = i;
            }
            i += plain;
            continue;
        }
        code = fold_next(name, &i, &from);
        if (code == DROPPED)
            break;
        // A byte that is not UTF-8 stays one byte: its replacement character would be longer.
        if (code == 0xFFFD && i == from + 1) {
            at[n] = name.at[from];
            end = n + 1;
        } else {
            end = n + utf8_encode(code, at + n);
        }
        for (; n < end; n++)
            if (offsets)
                offsets[n] = from;
    }
    if (offsets)
        offsets[n] = name.n;
    return n;
}

Str name_fold(Arena *arena, Str name)
{
    char *at = arena_alloc(arena, name.n + 1);

    return (Str){at, fold_into(name, at, NULL)};
}

Str name_fold_map(Arena *arena, Str name, size_t **offsets)
{
    char *at = arena_alloc(arena, name.n + 1);

    *offsets = ARENA_ARRAY(arena, size_t, name.n + 1);
    return (Str){at, fold_into(name, at, *offsets)};
}

// Moves past the first characters, as long as they are plain in both names; false where they differ.
static bool plain_equal(Str a, Str b, size_t *at)
{
    for (;;) {
        size_t n = plain_at(a, *at), m = plain_at(b, *at);

        if ((n == 0 && *at < a.n) || (m == 0 && *at < b.n))
            return true; // to be folded
        if (n != m)
            return false;
        if (n == 0)
            return true; // both end
        for (size_t end = *at + n; *at < end; ++*at)
            if (a.at[*at] != b.at[*at])
                return false;
    }
}

static bool folds_equal(Str a, Str b)
{
    size_t i = 0, j, from_a, from_b;

    if (!plain_equal(a, b, &i))
        return false;
    j = i;
    for (;;) {
        uint32_t x = fold_next(a, &i, &from_a);
        uint32_t y = fold_next(b, &j, &from_b);

        if (x != y)
            return false;
        if (x == DROPPED)
            return true;
        // Two bytes that are not UTF-8 look alike once decoded.
        if (x == 0xFFFD && a.at[from_a] != b.at[from_b])
            return false;
    }
}

bool name_equal(Str a, Str b)
{
    size_t n = plain_at(a, 0), m = plain_at(b, 0);

    if (n && m && (n != m || a.at[n - 1] != b.at[n - 1]))
        return false; // most names differ so
    return str_equal(a, b) || folds_equal(a, b);
}

ptrdiff_t name_find(const Str *names, size_t n, Str name)
{
    size_t plain = plain_at(name, 0);

    for (size_t i = 0; i < n; i++) {
        size_t m = plain ? plain_at(names[i], 0) : 0;

        if (m && (m != plain || names[i].at[m - 1] != name.at[plain - 1]))
            continue;
        if (folds_equal(names[i], name))
            return (ptrdiff_t)i;
    }
    return -1;
}

typedef struct Codes {
    uint32_t at[LONGEST_NAME];
    size_t n;
} Codes;

// False where the fold is empty or too long to compare.
static bool fold_codes(Str name, Codes *codes)
{
    size_t from;

    codes->n = 0;
    for (size_t i = 0;;) {
        uint32_t code = fold_next(name, &i, &from);

        if (code == DROPPED)
            return codes->n > 0;
        if (codes->n == LONGEST_NAME)
            return false;
        codes->at[codes->n++] = code;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Insertions, deletions, replacements and exchanges of neighbours that make b of a (optimal string
// alignment); limit + 1 where there are more than `limit`.
static size_t edit_distance(const Codes *a, const Codes *b, size_t limit)
{
    size_t rows[3][LONGEST_NAME + 1], *before = rows[0], *last = rows[1], *row = rows[2];

    if ((a->n > b->n ? a->n - b->n : b->n - a->n) > limit)
        return limit + 1;
    for (size_t j = 0; j <= b->n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a->n; i++) {
        size_t *oldest = before;
        size_t best = i;

        before = last, last = row, row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= b->n; j++) {
            size_t replaced = last[j - 1] + (a->at[i - 1] != b->at[j - 1]);

            row[j] = least(replaced, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > limit) // a row's least never falls again
            return limit + 1;
    }
    return least(row[b->n], limit + 1);
}

Str name_nearest(Str name, const Str *known, size_t n)
{
    Codes typed, other;
    Str nearest = {0};
    size_t limit; // a name counts when it is no farther than this

    if (!fold_codes(name, &typed))
        return nearest;
    limit = typed.n < 3 ? 1 : typed.n / 3;
    for (size_t i = 0; i < n; i++) {
        size_t distance;

        if (!fold_codes(known[i], &other))
            continue;
        distance = edit_distance(&typed, &other, limit);
        // Names of one character that differ have nothing in common.
        if (distance > limit || (distance && typed.n == 1 && other.n == 1))
            continue;
        nearest = known[i];
        if (distance == 0)
            break;
        limit = distance - 1; // the next one must be nearer: the first of equals stays
    }
    return nearest;
}

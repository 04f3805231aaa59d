// compare: where two texts differ, and which paragraphs of two documents are the same.
//
// In: texts, or lists of them. Out: the stretches that differ, between words, figures and marks; the pairs of
// a list's items with the other's, with those that were split, joined or moved. Memory: the arena given;
// nothing is copied. Errors: none. Time: of texts by their length and how much they differ, which is bounded:
// past that a whole stretch differs.
#ifndef GONGKAI_COMPARE_COMPARE_H
#define GONGKAI_COMPARE_COMPARE_H

#include "text/text.h"

// Bytes [a_from, a_to) of the one are [b_from, b_to) of the other; either may be empty.
typedef struct CompareHunk {
    size_t a_from, a_to, b_from, b_to;
} CompareHunk;
typedef VEC(CompareHunk) CompareHunks;

// In order; at the bounds of characters, of numbers with their digits, and of Western words.
CompareHunks compare_texts(Arena *arena, Str a, Str b);
// The same of two lists of lines: hunks count lines.
CompareHunks compare_lines(Arena *arena, const Str *a, size_t a_count, const Str *b, size_t b_count);
// How much of two texts is the same, in thousandths.
int compare_alike(Str a, Str b);

// Items [a_from, a_to) are [b_from, b_to): one and one; one and several, where it was split; several and one,
// where they were joined; none and one (added); one and none (removed).
typedef struct CompareMatch {
    size_t a_from, a_to, b_from, b_to;
    bool moved; // it stands elsewhere among the items of b than its neighbours
    bool same;  // the texts are, byte for byte
} CompareMatch;
typedef VEC(CompareMatch) CompareMatches;

// Every item of both in one match, in the order of b; those removed after what stood before them. hints: of
// each item of b the item of a that it says it is, or -1; NULL: none says so. A hint helps where texts are at
// all alike, and is no proof.
CompareMatches compare_items(Arena *arena, const Str *a, size_t a_count, const Str *b, size_t b_count,
                             const ptrdiff_t *hints);

#endif

// What the files of compare share: the shortest edit between two sequences of numbers.
#ifndef GONGKAI_COMPARE_INTERNAL_COMPARE_H
#define GONGKAI_COMPARE_INTERNAL_COMPARE_H

#include "compare/compare.h"

// Hunks count items. Items are the same where their numbers are.
CompareHunks sequence_compare(Arena *arena, const uint64_t *a, size_t a_count, const uint64_t *b,
                              size_t b_count);

#endif

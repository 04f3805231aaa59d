// Numbers that look random and are the same in every run.
#ifndef GONGKAI_TEST_RANDOM_H
#define GONGKAI_TEST_RANDOM_H

#include <stdint.h>

typedef struct Random {
    uint64_t state;
} Random;

static inline uint32_t random_below(Random *r, uint32_t n)
{
    r->state = r->state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(r->state >> 33) % n;
}

#endif

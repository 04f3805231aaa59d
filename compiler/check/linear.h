// Linear equations over rationals: which unknowns do they determine?
//
// In: equations of whole coefficients. Out: of each unknown whether it has but one value, and which. Memory:
// in the arena given. Errors: none; what does not hold together (values that were rounded) determines as if
// it did.
#ifndef GONGKAI_CHECK_LINEAR_H
#define GONGKAI_CHECK_LINEAR_H

#include "base/base.h"

// Unknowns that hang together by equations: more of them are not solved, which LINEAR_UNSOLVED says.
#define LINEAR_MOST 240

typedef struct LinearTerm {
    size_t unknown;
    int coefficient;
} LinearTerm;

typedef struct LinearEquation {
    const LinearTerm *terms;
    size_t n;
    Number sum; // that the terms come to
} LinearEquation;

typedef enum LinearState { LINEAR_FREE, LINEAR_DETERMINED, LINEAR_UNSOLVED } LinearState;

typedef struct LinearValue {
    LinearState state;
    Number value; // of one that is determined
} LinearValue;

LinearValue *linear_solve(Arena *arena, const LinearEquation *equations, size_t n, size_t unknowns);

#endif

// An arena and a Diag for each test of yaml/ and template/.
#ifndef GONGKAI_TESTS_TEMPLATE_FIXTURE_H
#define GONGKAI_TESTS_TEMPLATE_FIXTURE_H

#include "testing.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
} Fixture;

static inline int setup(void **state)
{
    static Fixture fixture;

    fixture = (Fixture){arena_new(), diag_new()};
    *state = &fixture;
    return 0;
}

static inline int teardown(void **state)
{
    Fixture *fixture = *state;

    arena_free(fixture->arena);
    diag_free(fixture->diag);
    return 0;
}

#endif

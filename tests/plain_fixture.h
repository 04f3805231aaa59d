// An arena and a Diag for each test: what most programs need and no more.
#ifndef GONGKAI_TESTS_PLAIN_FIXTURE_H
#define GONGKAI_TESTS_PLAIN_FIXTURE_H

#include "testing.h"

#include <stdlib.h>

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
} Fixture;

static inline int setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diag = diag_new();
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    free(f);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif

// What the tests of images share.
#ifndef GONGKAI_IMAGE_FIXTURE_H
#define GONGKAI_IMAGE_FIXTURE_H

#include <stdlib.h>

#include "image/image.h"
#include "image/make_image.h"

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

    arena_free(f->arena);
    diag_free(f->diag);
    free(f);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static inline Image *read_image(Fixture *f, Str bytes)
{
    return image_read(f->arena, f->diag, bytes, STR("images/图.png"),
                      (Place){.file = STR("sections/1.md"), .line = 3});
}

static inline void assert_refused(const Fixture *f, const char *rule)
{
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, rule);
    assert_int_equal(diag_at(f->diag, 0)->place.line, 3);
    assert_true(diag_at(f->diag, 0)->hint.n > 0);
}

#endif

// Growable arrays.
#include "testing.h"

typedef struct Pair {
    int a, b;
} Pair;

static void test_push(void **state)
{
    Arena *arena = arena_new();
    VEC(Pair) pairs = {0};
    (void)state;

    for (int i = 0; i < 5000; i++) {
        *vec_push(arena, &pairs) = (Pair){i, -i};
        if (i % 100 == 0)
            arena_alloc(arena, 1); // forces a move
    }
    assert_int_equal(pairs.n, 5000);
    assert_true(pairs.cap >= pairs.n);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(pairs.at[i].a, i);
        assert_int_equal(pairs.at[i].b, -i);
    }
    assert_int_equal(vec_last(&pairs)->a, 4999);
    arena_free(arena);
}

static void test_pushed_item_is_zero(void **state)
{
    Arena *arena = arena_new();
    VEC(Pair) pairs = {0};
    (void)state;

    *vec_push(arena, &pairs) = (Pair){1, 2};
    pairs.n = 0; // popped: its place is used again
    vec_push(arena, &pairs);
    assert_int_equal(pairs.at[0].a, 0);
    assert_int_equal(pairs.at[0].b, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_push),
        cmocka_unit_test(test_pushed_item_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

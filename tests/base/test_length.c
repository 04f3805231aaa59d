// Lengths: rounding and range.
#include "testing.h"

static void test_scale_rounds_half_away(void **state)
{
    (void)state;
    assert_int_equal(length_scale(1, 1, 2), 1);
    assert_int_equal(length_scale(-1, 1, 2), -1);
    assert_int_equal(length_scale(3, 1, 2), 2);
    assert_int_equal(length_scale(-3, 1, 2), -2);
    assert_int_equal(length_scale(1, 1, 3), 0);
    assert_int_equal(length_scale(2, 1, 3), 1);
    assert_int_equal(length_scale(-2, 1, 3), -1);
    assert_int_equal(length_scale(-1, 1, 3), 0);
    assert_int_equal(length_scale(2, 1, 5), 0);
    assert_int_equal(length_scale(3, 1, 5), 1);
    assert_int_equal(length_scale(7, -3, 1), -21);
    assert_int_equal(length_scale(0, 5, 7), 0);
}

static void test_scale_is_wide(void **state)
{
    (void)state;
    assert_true(length_scale(INT64_MAX, INT64_MAX, INT64_MAX) == INT64_MAX);
    assert_true(length_scale(INT64_MAX, 1000, 2000) == INT64_MAX / 2 + 1);
    assert_true(length_scale(INT64_MAX, 2, 1) == INT64_MAX);
    assert_true(length_scale(INT64_MIN, 2, 1) == INT64_MIN);
}

static void test_units(void **state)
{
    (void)state;
    assert_int_equal(length_pt(12), 12 * 65536);
    assert_int_equal(length_um(25400), 72 * 65536);
    assert_int_equal(length_um(-25400), -72 * 65536);
    // A4 is 210 mm wide: 595.2756 pt
    assert_int_equal(length_um(210000), 39011981);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scale_rounds_half_away),
        cmocka_unit_test(test_scale_is_wide),
        cmocka_unit_test(test_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "testing.h"

static void days_that_exist(void **state)
{
    static const struct {
        Date date;
        bool exists;
    } cases[] = {
        {{2023, 2, 28}, true},  {{2023, 2, 29}, false}, {{2024, 2, 29}, true},  {{2024, 2, 30}, false},
        {{1900, 2, 29}, false}, {{2000, 2, 29}, true},  {{2023, 4, 30}, true},  {{2023, 4, 31}, false},
        {{2023, 12, 31}, true}, {{2023, 13, 1}, false}, {{2023, 0, 1}, false},  {{2023, 1, 0}, false},
        {{2023, 1, 31}, true},  {{2023, 1, 32}, false}, {{9999, 12, 31}, true}, {{2023, 1, -1}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (date_exists(cases[i].date) != cases[i].exists)
            fail_msg("%d-%d-%d", cases[i].date.year, cases[i].date.month, cases[i].date.day);
}

static void seconds_and_back(void **state)
{
    static const struct {
        Date date;
        int64_t seconds;
    } cases[] = {
        {{1970, 1, 1}, 0},
        {{1969, 12, 31}, -86400},
        {{2000, 3, 1}, INT64_C(951868800)},
        {{2023, 2, 10}, INT64_C(1675987200)},
        {{9999, 12, 31}, INT64_C(253402214400)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Date last = date_at(cases[i].seconds + 86399);

        assert_int_equal(date_seconds(cases[i].date), cases[i].seconds);
        assert_int_equal(date_at(cases[i].seconds).day, cases[i].date.day);
        assert_int_equal(last.year, cases[i].date.year);
        assert_int_equal(last.month, cases[i].date.month);
        assert_int_equal(last.day, cases[i].date.day);
    }
}

static void printed_in_china(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(date_print(arena, INT64_C(1675987200), "%Y-%m-%dT%H:%M:%S"), "2023-02-10T08:00:00");
    assert_str(date_print(arena, INT64_C(1676044800), "%Y-%m-%d"), "2023-02-11");
    assert_str(date_print(arena, 0, "%Y"), "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_that_exist),
        cmocka_unit_test(seconds_and_back),
        cmocka_unit_test(printed_in_china),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Numbers and bytes as an SVG file has them.
#include "svg/internal-svg.h"
#include "testing.h"

static void assert_decimal(int64_t value, int decimals, const char *wanted)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};

    put_decimal(&out, value, decimals);
    assert_str(buf_str(&out), wanted);
    arena_free(arena);
}

static void decimals(void **state)
{
    (void)state;
    assert_decimal(0, 3, "0");
    assert_decimal(1, 3, "0.001");
    assert_decimal(10, 3, "0.01");
    assert_decimal(999, 3, "0.999");
    assert_decimal(1000, 3, "1");
    assert_decimal(1001, 3, "1.001");
    assert_decimal(1010, 3, "1.01");
    assert_decimal(-1, 3, "-0.001");
    assert_decimal(-595276, 3, "-595.276");
    assert_decimal(10, 0, "10");
    assert_decimal(0, 0, "0");
    assert_decimal(INT64_MIN, 3, "-9223372036854775.808");
}

static void base64(void **state)
{
    static const char *const cases[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"},
                                           {"\xff\xef", "/+8="}};
    Arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) { // RFC 4648, 10
        StrBuf out = {.arena = arena};

        put_base64(&out, str_of(cases[i][0]));
        assert_str(buf_str(&out), cases[i][1]);
    }
    arena_free(arena);
}

static void lengths(void **state)
{
    (void)state;
    assert_int_equal(svg_milli(LENGTH_PT), 1000);
    assert_int_equal(svg_milli(-LENGTH_PT / 2), -500);
    assert_int_equal(svg_milli(0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(decimals), cmocka_unit_test(base64),
                                       cmocka_unit_test(lengths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Exact numbers: reading, writing, rounding.
#include "testing.h"

#include <limits.h>
#include <string.h>

static void assert_parse(const char *text, const char *fraction, int decimals)
{
    Arena *arena = arena_new();
    int got = -9;
    Number number = number_parse(arena, str_of(text), &got);
    mpq_t expected;

    if (!number)
        fail_msg("\"%s\" is not read", text);
    mpq_init(expected);
    mpq_set_str(expected, fraction, 10);
    mpq_canonicalize(expected);
    if (!mpq_equal(number, expected) || got != decimals)
        fail_msg("\"%s\" is read wrongly", text);
    mpq_clear(expected);
    arena_free(arena);
}

static void test_parse(void **state)
{
    (void)state;
    assert_parse("0", "0", 0);
    assert_parse("-0.00", "0", 2);
    assert_parse("1234.50", "2469/2", 2);
    assert_parse("1,234.50", "2469/2", 2);
    assert_parse("12,345,678", "12345678", 0);
    assert_parse("  +7\t", "7", 0);
    assert_parse("\u3000−０．３\u3000", "-3/10", 1);
    assert_parse("－１，０００", "-1000", 0);
    assert_parse("＋1", "1", 0);
    assert_parse("(1.5)", "-3/2", 1);
    assert_parse("（1.5）", "-3/2", 1);
    assert_parse("( 1,000.25 ）", "-4001/4", 2);
    assert_parse(".5", "1/2", 1);
    assert_parse("007", "7", 0);
    assert_parse("123456789012345678901234567890.123456789012345",
                 "123456789012345678901234567890123456789012345/1000000000000000", 15);
    assert_parse("1000000000000000000", "1000000000000000000", 0);
    // The most digits that are read at once, and one more.
    assert_parse("999999999999999999", "999999999999999999", 0);
    assert_parse("-9999999999999999.96", "-249999999999999999/25", 2);
    assert_parse("9999999999999999999", "9999999999999999999", 0);
    assert_parse("-0.000000000000000001", "-1/1000000000000000000", 18);
    assert_parse("0.0000000000000000001", "1/10000000000000000000", 19);
}

static void test_parse_refuses(void **state)
{
    static const char *const wrong[] = {
        "",        " ",   "-",  "+-1",  "--1",    "1-",    "a",        "1a",     "1 2",      "1e5",
        "1.2.3",   "1.",  ".",  "1,23", "1,2345", ",123",  "1,,234",   "1,234,", "1234,567", "1,23.5",
        "1.234,5", "(1",  "1)", "(-1)", "()",     "((1))", "- 1",      "1%",     "0x10",     "一",
        "NaN",     "inf", "--", "—",    "1/2",    "–1",    "1,234,.5",
    };
    Arena *arena = arena_new();
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (number_parse(arena, str_of(wrong[i]), NULL))
            fail_msg("\"%s\" is taken for a number", wrong[i]);
    assert_null(number_parse(arena, (Str){0}, NULL));
    assert_null(number_parse(arena, (Str){"1\0", 2}, NULL));
    assert_null(number_parse(arena, STR("1\xFF"), NULL));
    assert_non_null(number_parse(arena, (Str){"12", 1}, NULL));
    arena_free(arena);
}

static void test_parse_to_a_length(void **state)
{
    char digits[NUMBER_MOST_DIGITS + 2];
    Arena *arena = arena_new();
    (void)state;

    memset(digits, '1', sizeof digits);
    assert_non_null(number_parse(arena, (Str){digits, NUMBER_MOST_DIGITS}, NULL));
    assert_null(number_parse(arena, (Str){digits, NUMBER_MOST_DIGITS + 1}, NULL));
    digits[1] = '.'; // digits on both sides of the point count
    assert_non_null(number_parse(arena, (Str){digits, NUMBER_MOST_DIGITS + 1}, NULL));
    assert_null(number_parse(arena, (Str){digits, NUMBER_MOST_DIGITS + 2}, NULL));
    arena_free(arena);
}

static void assert_format(const char *fraction, NumberFormat format, const char *expected)
{
    Arena *arena = arena_new();
    mpq_t value;

    mpq_init(value);
    mpq_set_str(value, fraction, 10);
    assert_str(number_format(arena, value, format), expected);
    mpq_clear(value);
    arena_free(arena);
}

static void test_format(void **state)
{
    NumberFormat whole = {0};
    NumberFormat two = {.decimals = 2, .keep_zeros = true};
    NumberFormat shortest = {.decimals = 2};
    NumberFormat table = {.decimals = 2, .thousands = true, .keep_zeros = true, .unicode_minus = true};
    (void)state;

    assert_format("338/10", two, "33.80");
    assert_format("338/10", shortest, "33.8");
    assert_format("33", two, "33.00");
    assert_format("33", shortest, "33");
    assert_format("100", shortest, "100");
    assert_format("100", whole, "100");
    assert_format("0", two, "0.00");
    assert_format("0", shortest, "0");
    assert_format("5/100", two, "0.05");
    assert_format("-5/100", table, "−0.05");
    assert_format("5/10", two, "0.50");
    assert_format("1234567/2", table, "617,283.50");
    assert_format("-296168/100", table, "−2,961.68");
    assert_format("123", table, "123.00");
    assert_format("1000000", table, "1,000,000.00");
    assert_format("-1/3", two, "-0.33");
    assert_format("1/3", (NumberFormat){.decimals = 99}, "0.33333333333333333333");
    assert_format("7/2", (NumberFormat){.decimals = -1}, "4");
    assert_format("99999999999999999999999999999999999999999999999999999999999999999999999999999", whole,
                  "99999999999999999999999999999999999999999999999999999999999999999999999999999");
}

static void test_format_rounds_half_away(void **state)
{
    NumberFormat whole = {0};
    NumberFormat two = {.decimals = 2, .keep_zeros = true};
    (void)state;

    assert_format("5/10", whole, "1");
    assert_format("-5/10", whole, "-1");
    assert_format("15/10", whole, "2");
    assert_format("25/10", whole, "3");
    assert_format("-25/10", whole, "-3");
    assert_format("1005/1000", two, "1.01"); // binary floating point says 1.00
    assert_format("-1005/1000", two, "-1.01");
    assert_format("1004999/1000000", two, "1.00");
    assert_format("99995/10000", two, "10.00");
    assert_format("2/3", two, "0.67");
}

static void test_format_has_no_negative_zero(void **state)
{
    (void)state;
    assert_format("-4/10", (NumberFormat){0}, "0");
    assert_format("-4/1000", (NumberFormat){.decimals = 2, .keep_zeros = true}, "0.00");
    assert_format("-4/1000", (NumberFormat){.decimals = 2, .unicode_minus = true}, "0");
}

static void test_round(void **state)
{
    mpq_t value, expected;
    (void)state;

    mpq_inits(value, expected, NULL);
    mpq_set_str(value, "-2345/1000", 10);
    mpq_canonicalize(value);
    number_round(value, value, 2); // in place
    mpq_set_str(expected, "-235/100", 10);
    mpq_canonicalize(expected);
    assert_true(mpq_equal(value, expected));
    number_round(expected, value, 0);
    assert_int_equal(mpq_cmp_si(expected, -2, 1), 0);
    mpq_clears(value, expected, NULL);
}

static void assert_decimals(const char *text, int most, int expected)
{
    Arena *arena = arena_new();

    assert_int_equal(number_decimals(number_parse(arena, str_of(text), NULL), most), expected);
    arena_free(arena);
}

static void test_decimals(void **state)
{
    Arena *arena = arena_new();
    mpq_t third;
    (void)state;

    assert_decimals("0", 6, 0);
    assert_decimals("100", 6, 0);
    assert_decimals("1.50", 6, 1);
    assert_decimals("0.125", 6, 3);
    assert_decimals("0.04", 6, 2);
    assert_decimals("-2961.68", 6, 2);
    assert_decimals("0.000001", 6, 6);
    assert_decimals("0.0000001", 6, -1);
    assert_decimals("5", -1, -1);
    mpq_init(third);
    mpq_set_si(third, 1, 3);
    assert_int_equal(number_decimals(number_freeze(arena, third), 20), -1);
    mpq_set_si(third, 1, 6);
    assert_int_equal(number_decimals(number_freeze(arena, third), 20), -1);
    mpq_clear(third);
    arena_free(arena);
}

static void test_freeze(void **state)
{
    Arena *arena = arena_new();
    mpq_t value, sum;
    Number frozen, large;
    (void)state;

    mpq_inits(value, sum, NULL);
    mpq_set_str(value, "6/-4", 10); // not in lowest terms, sign below
    frozen = number_freeze(arena, value);
    mpq_set_str(value, "123456789012345678901234567890123/1000000007", 10);
    large = number_freeze(arena, value);
    mpq_set_si(value, 99, 1); // must not reach the frozen ones
    assert_int_equal(mpq_cmp_si(frozen, -3, 2), 0);
    mpq_add(sum, frozen, large);
    mpq_sub(sum, sum, large);
    assert_true(mpq_equal(sum, frozen));
    assert_int_equal(mpz_cmp_si(mpq_numref(frozen), -3), 0);
    mpq_clears(value, sum, NULL);
    arena_free(arena);
}

static void test_from_int(void **state)
{
    static const long values[] = {0, 1, -1, LONG_MAX, LONG_MIN};
    Arena *arena = arena_new();
    (void)state;

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(mpq_cmp_si(number_from_int(arena, values[i]), values[i], 1), 0);
    arena_free(arena);
}

static void test_digits(void **state)
{
    static const struct {
        const char *text;
        uint64_t digits;
        int power;
    } cases[] = {{"1268.35", 126835, -2},
                 {"-0.0500", 5, -2},
                 {"120000", 12, 4},
                 {"0", 0, 0},
                 {"18446744073709551615", UINT64_MAX, 0}};
    Arena *arena = arena_new();
    uint64_t digits;
    int power, decimals;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Number number = number_parse(arena, str_of(cases[i].text), &decimals);

        assert_true(number_digits(number, decimals, &digits, &power));
        assert_true(digits == cases[i].digits);
        assert_int_equal(power, cases[i].power);
    }
    assert_false(
        number_digits(number_parse(arena, STR("18446744073709551617"), &decimals), 0, &digits, &power));
    assert_false(number_digits(number_parse(arena, STR("0.25"), &decimals), 1, &digits, &power));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_parse_to_a_length),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_format_rounds_half_away),
        cmocka_unit_test(test_format_has_no_negative_zero),
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_freeze),
        cmocka_unit_test(test_from_int),
        cmocka_unit_test(test_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

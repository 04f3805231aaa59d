// UTF-8 both ways, invalid input, and the character classes.
#include "testing.h"

static void test_every_character_both_ways(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        size_t n, forward = 0, back;

        if (code == 0xD800)
            code = 0xE000;
        n = utf8_encode(code, bytes);
        back = n;
        if (utf8_next((Str){bytes, n}, &forward) != code || forward != n)
            fail_msg("U+%04X is not read back", (unsigned)code);
        if (utf8_previous((Str){bytes, n}, &back) != code || back != 0)
            fail_msg("U+%04X is not read backwards", (unsigned)code);
    }
}

static void assert_invalid(Str s)
{
    size_t offset = 0, back = s.n;

    assert_int_equal(utf8_next(s, &offset), 0xFFFD);
    assert_int_equal(offset, 1);
    assert_int_equal(utf8_previous(s, &back), 0xFFFD);
    assert_int_equal(back, s.n - 1);
}

static void test_invalid_moves_one_byte(void **state)
{
    (void)state;
    assert_invalid(STR("\x80"));
    assert_invalid(STR("\xFF"));
    assert_invalid(STR("\xC0\x80"));         // overlong
    assert_invalid(STR("\xC1\xBF"));         // overlong
    assert_invalid(STR("\xE0\x9F\xBF"));     // overlong
    assert_invalid(STR("\xF0\x8F\xBF\xBF")); // overlong
    assert_invalid(STR("\xED\xA0\x80"));     // a surrogate
    assert_invalid(STR("\xF4\x90\x80\x80")); // past U+10FFFF
    assert_invalid(STR("\xF5\x80\x80\x80"));
    assert_invalid(STR("\xE8\xA1"));     // cut short
    assert_invalid(STR("\xF0\xA0\xAE")); // cut short
}

static void test_ends(void **state)
{
    size_t offset = 0;
    (void)state;

    assert_int_equal(utf8_next((Str){0}, &offset), 0);
    assert_int_equal(utf8_previous(STR("a"), &offset), 0);
    assert_int_equal(offset, 0);
    offset = 9;
    assert_int_equal(utf8_next(STR("a"), &offset), 0);
    assert_int_equal(offset, 9);
}

static void test_previous_in_mixed_text(void **state)
{
    Str s = STR("a表\x80𠮷");
    static const uint32_t codes[] = {0x20BB7, 0xFFFD, 0x8868, 'a'};
    size_t offset = s.n;
    (void)state;

    for (size_t i = 0; i < 4; i++)
        assert_int_equal(utf8_previous(s, &offset), codes[i]);
    assert_int_equal(offset, 0);
}

static void test_count(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(STR("公开 v1𠮷")), 6);
    assert_int_equal(utf8_count(STR("\xFF\xFF")), 2);
    assert_int_equal(utf8_count((Str){0}), 0);
}

static void test_encode_replaces(void **state)
{
    char bytes[4];
    (void)state;

    assert_int_equal(utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\uFFFD", 3);
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\uFFFD", 3);
}

static void test_classes(void **state)
{
    static const uint32_t han[] = {0x4E00,  0x9FFF,  0x3400,  0x4DBF, 0xF900,
                                   0x20000, 0x2FA1F, 0x30000, 0x3007, 0x3005};
    static const uint32_t full[] = {0x3001, 0x3002, 0x300A, 0x3000, 0xFF08, 0xFF0C, 0xFF10, 0xFFE5};
    static const uint32_t neither[] = {'a',  0x201C, 0x2018, 0x2014, 0x2026,
                                       0xB7, 0xFF61, 0x3041, 0x3040, 0xFF00};
    static const uint32_t blank[] = {' ', '\t', '\r', '\n', 0xA0, 0x3000, 0x2000, 0x200B, 0xFEFF};
    static const uint32_t visible[] = {0, 'a', 0x1FFF, 0x200C, 0x3001};
    (void)state;

    for (size_t i = 0; i < sizeof han / sizeof *han; i++) {
        assert_true(char_is_han(han[i]));
        assert_true(char_is_full_width(han[i]));
    }
    for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
        assert_false(char_is_han(full[i]));
        assert_true(char_is_full_width(full[i]));
    }
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
        assert_false(char_is_han(neither[i]));
        assert_false(char_is_full_width(neither[i]));
    }
    for (size_t i = 0; i < sizeof blank / sizeof *blank; i++)
        assert_true(char_is_blank(blank[i]));
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++)
        assert_false(char_is_blank(visible[i]));
    assert_true(char_is_in(0x3002, "，。a"));
    assert_true(char_is_in('a', "，。a"));
    assert_false(char_is_in(0xFF1B, "，。a"));
    assert_false(char_is_in('a', ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_both_ways),
        cmocka_unit_test(test_invalid_moves_one_byte),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_previous_in_mixed_text),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_encode_replaces),
        cmocka_unit_test(test_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

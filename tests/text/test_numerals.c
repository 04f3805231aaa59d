// Han numerals: what they are worth, how far they reach, what is none.
#include <string.h>

#include "testing.h"
#include "text/text.h"

static TextHan read_han(const char *text, bool *read)
{
    TextHan han;

    *read = text_han_at(str_of(text), 0, &han);
    return han;
}

static void assert_han(const char *text, int64_t value)
{
    bool read;
    TextHan han = read_han(text, &read);

    if (!read || han.to != strlen(text) || han.value != value)
        fail_msg("“%s” is %d, %lld to byte %zu", text, read, (long long)han.value, han.to);
}

static void test_by_place(void **state)
{
    (void)state;
    assert_han("一", 1);
    assert_han("十", 10);
    assert_han("十二", 12);
    assert_han("二十", 20);
    assert_han("九十九", 99);
    assert_han("一百", 100);
    assert_han("一百零五", 105);
    assert_han("一百〇五", 105);
    assert_han("一百一十", 110);
    assert_han("一百十", 110);
    assert_han("一百二", 120); // of the place below
    assert_han("二千三", 2300);
    assert_han("两千零三", 2003);
    assert_han("一千零五十", 1050);
    assert_han("一万", 10000);
    assert_han("一万零五", 10005);
    assert_han("三万五", 35000);
    assert_han("三万五千", 35000);
    assert_han("十万", 100000);
    assert_han("一千二百三十四万五千六百七十八", 12345678);
    assert_han("三亿五千万", 350000000);
    assert_han("两万亿", INT64_C(2000000000000));
    assert_han("廿一", 21);
    assert_han("卅", 30);
}

static void test_by_digit(void **state)
{
    bool read;
    (void)state;

    assert_han("二〇二四", 2024);
    assert_han("一九四九", 1949);
    assert_han("二○二四", 2024); // a circle for 〇
    assert_true(read_han("二〇二四", &read).by_digit);
    assert_false(read_han("二", &read).by_digit);
    assert_false(read_han("十二", &read).by_digit);
}

static void test_financial(void **state)
{
    bool read;
    (void)state;

    assert_han("壹万贰仟叁佰肆拾伍", 12345);
    assert_han("玖佰零柒", 907);
    assert_true(read_han("壹", &read).financial);
    assert_false(read_han("一", &read).financial);
}

static void test_decimals(void **state)
{
    bool read;
    TextHan han = read_han("三点五", &read);
    (void)state;

    assert_true(read);
    assert_int_equal(han.value, 35);
    assert_int_equal(han.decimals, 1);
    han = read_han("三点五万", &read);
    assert_int_equal(han.to, strlen("三点五")); // 万 is the unit's
    han = read_han("三点五十分", &read);        // a time
    assert_int_equal(han.to, strlen("三"));
    han = read_han("三点要求", &read);
    assert_int_equal(han.to, strlen("三"));
}

static void test_refuses(void **state)
{
    static const char *const wrong[] = {
        "万",   "百",     "千万",   "十四五",   "一百零", "零十", "二百百", "一千万万", "亿亿", "五零十",
        "十十", "千千千", "一二十", "一百三百", "十廿",   "三廿", "○",      "年",       "1",    ""};
    bool read;
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        read_han(wrong[i], &read);
        if (read)
            fail_msg("“%s” is taken for a number", wrong[i]);
    }
    assert_int_equal(read_han("十四五规划", &read).to, strlen("十四五")); // past the run all the same
    assert_false(text_is_han_numeral(U'般'));
    assert_false(text_is_han_numeral('1'));
    assert_false(text_is_han_numeral(0));
    assert_true(text_is_han_numeral(U'廿'));
}

// Every number that is written reads back.
static void test_written(void **state)
{
    Arena *arena = arena_new();
    (void)state;

    for (int value = 1; value <= 9999; value++) {
        StrBuf buf = {.arena = arena};
        bool read;
        TextHan han;

        text_han_write(&buf, (uint32_t)value);
        han = read_han(buf_str(&buf).at, &read);
        if (!read || han.value != value || han.to != buf.n)
            fail_msg("%d is “%s”, which reads %lld", value, buf.at, (long long)han.value);
    }
    for (int i = 0; i < 2; i++) {
        StrBuf buf = {.arena = arena};

        text_han_write(&buf, i ? 10000 : 0);
        assert_str(buf_str(&buf), i ? "10000" : "0");
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_place), cmocka_unit_test(test_by_digit), cmocka_unit_test(test_financial),
        cmocka_unit_test(test_decimals), cmocka_unit_test(test_refuses),  cmocka_unit_test(test_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Years, dates, periods and years by words, with the bytes that they stand in.
#include <string.h>

#include "testing.h"
#include "text/text.h"

static void add_date(StrBuf *out, const TextDate *date)
{
    buf_print(out, "%d-%d-%d%s", date->year, date->month, date->day, date->fiscal ? "F" : "");
}

// The dates of a text, each with its bytes.
static void assert_dates(const char *c_text, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};
    Str text = str_of(c_text);
    TextDate date;

    for (size_t at = 0; text_date_next(text, &at, &date);) {
        buf_print(&out, "%s[%.*s]", out.n ? " " : "", STR_ARG(str_slice(text, date.from, date.to)));
        add_date(&out, &date);
    }
    assert_str(buf_str(&out), expected);
    arena_free(arena);
}

static void assert_period(const char *text, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};
    TextPeriod period;

    if (text_period_at(str_of(text), 0, &period)) {
        buf_print(&out, "[%.*s]", STR_ARG(str_slice(str_of(text), period.from, period.to)));
        add_date(&out, &period.first);
        buf_add_c(&out, " ");
        add_date(&out, &period.last);
    }
    assert_str(buf_str(&out), expected);
    arena_free(arena);
}

static void test_dates(void **state)
{
    (void)state;
    assert_dates("2024年、2024年度", "[2024年]2024-0-0 [2024年度]2024-0-0F");
    assert_dates("截至2024年12月31日", "[2024年12月31日]2024-12-31");
    assert_dates("截至 2024 年 12 月 31 日，", "[2024 年 12 月 31 日]2024-12-31");
    assert_dates("二〇二四年三月", "[二〇二四年三月]2024-3-0");
    assert_dates("12月31日，3月8号，3月份", "[12月31日]0-12-31 [3月8号]0-3-8 [3月]0-3-0");
    assert_dates(
        "2024-12-31 2024.12.31 2024/1/5 ２０２４．１．５",
        "[2024-12-31]2024-12-31 [2024.12.31]2024-12-31 [2024/1/5]2024-1-5 [２０２４．１．５]2024-1-5");
    assert_dates("2024.12.31.1、2024-12.31、12024年、24年、1990年代、3个月、15日", "");
    assert_dates("2024年级、三类、3人", "");
    assert_dates("2024年13月40日", "[2024年13月40日]2024-13-40");
    assert_dates("2024年0月0日", "[2024年0月0日]2024--1--1");
    assert_dates("0000年度、0000-1-1", "");
}

static void test_exists(void **state)
{
    (void)state;
    assert_true(text_date_exists(&(TextDate){.year = 2024, .month = 2, .day = 29}));
    assert_false(text_date_exists(&(TextDate){.year = 2023, .month = 2, .day = 29}));
    assert_true(text_date_exists(&(TextDate){.year = 2000, .month = 2, .day = 29}));
    assert_false(text_date_exists(&(TextDate){.year = 1900, .month = 2, .day = 29}));
    assert_true(text_date_exists(&(TextDate){.month = 2, .day = 29}));
    assert_false(text_date_exists(&(TextDate){.month = 2, .day = 30}));
    assert_false(text_date_exists(&(TextDate){.year = 2024, .month = 13}));
    assert_true(text_date_exists(&(TextDate){.year = 2024, .month = 12, .day = 31}));
    assert_false(text_date_exists(&(TextDate){.year = 2024, .month = 12, .day = 32}));
    assert_false(text_date_exists(&(TextDate){.year = 2024, .month = -1}));
    assert_false(text_date_exists(&(TextDate){.year = 2024, .month = 1, .day = -1}));
    assert_true(text_date_exists(&(TextDate){.year = 2024}));
    assert_false(text_date_exists(&(TextDate){0}));
}

static void test_periods(void **state)
{
    (void)state;
    assert_period("1—3月", "[1—3月]0-1-0 0-3-0");
    assert_period("1月至3月", "[1月至3月]0-1-0 0-3-0");
    assert_period("2023年1—3月", "[2023年1—3月]2023-1-0 2023-3-0");
    assert_period("2021—2025年", "[2021—2025年]2021-0-0 2025-0-0");
    assert_period("2021年——2025年", "[2021年——2025年]2021-0-0 2025-0-0");
    assert_period("2023年至2025年度", "[2023年至2025年度]2023-0-0 2025-0-0F");
    assert_period("2023年1月1日至12月31日", "[2023年1月1日至12月31日]2023-1-1 2023-12-31");
    assert_period("12月1日～15日", "[12月1日～15日]0-12-1 0-12-15");
    assert_period("12月1—15日", "[12月1—15日]0-12-1 0-12-15");
    assert_period("2023-2025年", "[2023-2025年]2023-0-0 2025-0-0");
    assert_period("“十四五”", "[“十四五”]2021-0-0 2025-0-0");
    assert_period("“十四五”规划", "[“十四五”]2021-0-0 2025-0-0");
    assert_period("“十四五规划”", "");
    assert_period("十三五期间", "[十三五]2016-0-0 2020-0-0");
    assert_period("十五五规划", "[十五五]2026-0-0 2030-0-0");
    assert_period("“八五”", "[“八五”]1991-0-0 1995-0-0");
    assert_period("十四五", "");
    assert_period("2023年", "");
    assert_period("1—3人", "");
    assert_period("", "");
}

static void test_joins(void **state)
{
    Str text = STR("2021年至2025年，截至2023年，达到2000年，10—12");
    (void)state;

    assert_true(text_joins_after(text, strlen("2021年")));
    assert_true(text_joins_before(text, strlen("2021年至")));
    assert_false(text_joins_before(text, strlen("2021年")));
    assert_false(text_joins_before(text, strlen("2021年至2025年，截至")));
    assert_false(text_joins_before(text, strlen("2021年至2025年，截至2023年，达到")));
    assert_true(text_joins_after(text, text.n - strlen("—12")));
    assert_false(text_joins_after(text, text.n));
    assert_false(text_joins_before(text, 0));
}

static void test_year_words(void **state)
{
    static const struct {
        const char *text;
        int years;
        const char *word;
    } cases[] = {{"上年决算", -1, "上年"},     {"去年同期", -1, "去年"}, {"上年度预算", -1, "上年度"},
                 {"上一年度", -1, "上一年度"}, {"前年", -2, "前年"},     {"本年度", 0, "本年度"},
                 {"当年", 0, "当年"},          {"下一年", 1, "下一年"},  {"明年", 1, "明年"}};
    size_t end;
    int years;
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(text_year_word_at(str_of(cases[i].text), 0, &years, &end));
        assert_int_equal(years, cases[i].years);
        assert_int_equal(end, strlen(cases[i].word));
    }
    assert_false(text_year_word_at(STR("往年"), 0, &years, &end));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates), cmocka_unit_test(test_exists),     cmocka_unit_test(test_periods),
        cmocka_unit_test(test_joins), cmocka_unit_test(test_year_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

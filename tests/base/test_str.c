// Text: slices, searching, comparing, hashing, and the builder.
#include "testing.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

static void test_slice_is_clamped(void **state)
{
    (void)state;
    assert_str(str_slice(STR("abcdef"), 1, 3), "bc");
    assert_str(str_slice(STR("abcdef"), 4, 99), "ef");
    assert_str(str_slice(STR("abcdef"), 5, 2), "");
    assert_str(str_slice((Str){0}, 1, 2), "");
    assert_int_equal(str_of(NULL).n, 0);
}

static void test_equal_starts_ends(void **state)
{
    (void)state;
    assert_true(str_equal(STR("表"), str_of("表")));
    assert_true(str_equal((Str){0}, STR("")));
    assert_false(str_equal(STR("ab"), STR("abc")));
    assert_true(str_starts(STR("budget.md"), STR("bud")));
    assert_false(str_starts(STR("bu"), STR("bud")));
    assert_true(str_ends(STR("budget.md"), STR(".md")));
    assert_true(str_ends(STR("x"), STR("")));
    assert_false(str_ends(STR("md"), STR(".md")));
}

static void test_compare(void **state)
{
    (void)state;
    assert_int_equal(str_compare(STR("a"), STR("b")), -1);
    assert_int_equal(str_compare(STR("ab"), STR("a")), 1);
    assert_int_equal(str_compare(STR(""), (Str){0}), 0);
    assert_int_equal(str_compare(STR("\xFF"), STR("a")), 1); // bytes are unsigned
}

static void test_compare_natural(void **state)
{
    static const char *const ordered[] = {"",   "02",  "2",    "10",  "a",   "a1",
                                          "a2", "a10", "a10b", "a11", "表2", "表10"};
    size_t n = sizeof ordered / sizeof ordered[0];
    (void)state;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            int order = str_compare_natural(str_of(ordered[i]), str_of(ordered[j]));

            assert_int_equal(order, (i > j) - (i < j));
        }
    assert_int_equal(str_compare_natural(STR("99999999999999999999998"), STR("99999999999999999999999")), -1);
    assert_int_equal(str_compare_natural(STR("100000000000000000000000"), STR("99999999999999999999999")), 1);
    assert_int_equal(str_compare_natural(STR("a01b2"), STR("a1b1")), 1);
}

static void test_trim(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\n a b \n")), "a b");
    assert_str(str_trim(STR("\u3000\u00a0合计\ufeff\u3000")), "合计");
    assert_str(str_trim(STR(" \u3000 ")), "");
    assert_str(str_trim((Str){0}), "");
}

static void test_find(void **state)
{
    Str s = STR("abcabc");
    (void)state;

    assert_int_equal(str_find(s, STR("bc"), 0), 1);
    assert_int_equal(str_find(s, STR("bc"), 2), 4);
    assert_int_equal(str_find(s, STR("bc"), 5), -1);
    assert_int_equal(str_find(s, STR("bc"), 99), -1);
    assert_int_equal(str_find(s, STR(""), 6), 6);
    assert_int_equal(str_find((Str){0}, STR("a"), 0), -1);
    assert_int_equal(str_find_char(s, 'c', 0), 2);
    assert_int_equal(str_find_char(s, 'c', 3), 5);
    assert_int_equal(str_find_char(s, 'x', 0), -1);
    assert_int_equal(str_find_char(s, 'a', 6), -1);
}

static void test_hash(void **state)
{
    (void)state;
    // A cache key on disk: it must not change from one machine or release to the next.
    assert_true(str_hash(STR("gongkai")) == 0x7842C0ED7DB94D58u);
    assert_true(str_hash(STR("")) == str_hash((Str){0}));
    assert_true(str_hash(STR("ab")) != str_hash(STR("ba")));
}

static void test_copy_and_join(void **state)
{
    Arena *arena = arena_new();
    char bytes[] = "abc";
    Str copy = str_copy(arena, (Str){bytes, 2});
    Str parts[] = {STR("收入"), STR(""), STR("支出")};
    (void)state;

    bytes[0] = 'x';
    assert_string_equal(copy.at, "ab");
    assert_int_equal(copy.n, 2);
    assert_string_equal(str_c(arena, (Str){0}), "");
    assert_str(str_join(arena, parts, 3, STR("、")), "收入、、支出");
    assert_string_equal(str_join(arena, NULL, 0, STR(",")).at, "");
    assert_str(str_print(arena, "%.*s=%d", STR_ARG(STR("表")), 7), "表=7");
    assert_str(str_print(arena, "[%.*s]", STR_ARG((Str){0})), "[]");
    arena_free(arena);
}

static void test_builder(void **state)
{
    Arena *arena = arena_new();
    StrBuf buf = {.arena = arena};
    (void)state;

    assert_string_equal(buf_str(&buf).at, "");
    buf_add(&buf, STR("a"));
    buf_add(&buf, (Str){0});
    buf_add_c(&buf, "bc");
    buf_add_char(&buf, 'd');
    buf_add_code(&buf, 0x20BB7);
    buf_print(&buf, "%d", 42);
    assert_string_equal(buf_str(&buf).at, "abcd𠮷42");
    arena_free(arena);
}

static void test_builder_grows(void **state)
{
    Arena *arena = arena_new();
    StrBuf buf = {.arena = arena};
    Str built;
    (void)state;

    for (int i = 0; i < 10000; i++) {
        buf_print(&buf, "%05d", i);
        if (i % 1000 == 0)
            arena_alloc(arena, 1); // so that it cannot always grow in place
    }
    built = buf_str(&buf);
    assert_int_equal(built.n, 50000);
    assert_int_equal(built.at[built.n], 0);
    assert_memory_equal(built.at + 5 * 1234, "01234", 5);
    assert_memory_equal(built.at + 5 * 9999, "09999", 5);
    arena_free(arena);
}

static void test_print_fills_exactly(void **state)
{
    Arena *arena = arena_new();
    char text[130];
    (void)state;

    // Lengths about the builder's first room: the NUL must always fit.
    for (int n = 60; n < 130; n++) {
        memset(text, 'x', (size_t)n);
        text[n] = '\0';
        assert_string_equal(str_print(arena, "%s", text).at, text);
    }
    arena_free(arena);
}

// What is printed here and what the library prints, alone and one after another.
static void test_print_kinds(void **state)
{
    Arena *arena = arena_new();
    const char unended[] = {'a', 'b'};
    char expected[400], text[300];
    (void)state;

    assert_str(str_print(arena, "%s", ""), "");
    assert_str(str_print(arena, "100%%"), "100%");
    assert_str(str_print(arena, "%d %d %d", 0, INT_MAX, INT_MIN), "0 2147483647 -2147483648");
    assert_str(str_print(arena, "%u %zu", UINT_MAX, SIZE_MAX), "4294967295 18446744073709551615");
    assert_str(str_print(arena, "[%.*s]", 2, unended), "[ab]");
    assert_str(str_print(arena, "[%.*s]", 3, "a\0b"), "[a]"); // a NUL ends it, as with the library
    assert_str(str_print(arena, "[%.*s]", -1, "abc"), "[abc]");
    assert_str(str_print(arena, "%d: %02d %s %c%d", 1, 2, "三", 'c', -4), "1: 02 三 c-4");
    assert_str(str_print(arena, "%lld %zd %5s|", (long long)INT64_MIN, (ssize_t)-1, "a"),
               "-9223372036854775808 -1     a|");
    assert_str(str_print(arena, "%2$s%1$s", "后", "先"), "先后"); // as translations turn it
    for (int n = 250; n < 260; n++) {                             // about the room that the library is given
        snprintf(expected, sizeof expected, "%*d", n, 7);
        assert_str(str_print(arena, "%*d", n, 7), expected);
        memset(text, 'x', (size_t)n);
        snprintf(expected, sizeof expected, "%03d%.*s", 5, n, text);
        assert_str(str_print(arena, "%03d%.*s", 5, n, text), expected);
    }
    arena_free(arena);
}

static void test_digits(void **state)
{
    (void)state;
    assert_int_equal(str_digits(STR("2023-02"), 0, 4), 2023);
    assert_int_equal(str_digits(STR("2023-02"), 5, 2), 2);
    assert_int_equal(str_digits(STR("2023-02"), 4, 2), -1);
    assert_int_equal(str_digits(STR("2023-02"), 6, 2), -1); // it ends before
}

static void test_not_before(void **state)
{
    const struct {
        int number;
        Str name;
    } items[] = {{1, STR("a")}, {2, STR("b")}, {3, STR("b")}, {4, STR("d")}};
    size_t at = offsetof(__typeof__(items[0]), name);

    (void)state;
    assert_int_equal(str_not_before(items, 4, sizeof *items, at, STR("")), 0);
    assert_int_equal(str_not_before(items, 4, sizeof *items, at, STR("b")), 1);
    assert_int_equal(str_not_before(items, 4, sizeof *items, at, STR("c")), 3);
    assert_int_equal(str_not_before(items, 4, sizeof *items, at, STR("e")), 4);
    assert_int_equal(str_not_before(NULL, 0, sizeof *items, at, STR("e")), 0);
}

static void test_span_kept(void **state)
{
    static const struct {
        size_t from, length, at, left; // left 0: nothing
    } cases[] = {{0, 2, 0, 0}, {1, 3, 0, 2}, {3, 2, 1, 2}, {5, 9, 3, 2}, {7, 1, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) { // of “..xxxxx”, its five
        size_t from = cases[i].from, length = cases[i].length;

        assert_int_equal(str_span_kept(2, 5, &from, &length), cases[i].left > 0);
        if (cases[i].left) {
            assert_int_equal(from, cases[i].at);
            assert_int_equal(length, cases[i].left);
        }
    }
}

static void test_without_blanks(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(str_without_blanks(arena, STR(" 合\u3000计\u00A0\n")), "合计");
    assert_str(str_without_blanks(arena, STR("合计")), "合计");
    assert_str(str_without_blanks(arena, STR("\u3000 ")), "");
    assert_str(str_without_blanks(arena, STR("")), "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slice_is_clamped),
        cmocka_unit_test(test_equal_starts_ends),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_compare_natural),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_copy_and_join),
        cmocka_unit_test(test_without_blanks),
        cmocka_unit_test(test_builder),
        cmocka_unit_test(test_builder_grows),
        cmocka_unit_test(test_print_fills_exactly),
        cmocka_unit_test(test_print_kinds),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_not_before),
        cmocka_unit_test(test_span_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

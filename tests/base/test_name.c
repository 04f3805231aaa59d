// Names: folding, the map back, and the nearest known one.
#include "testing.h"

#include <string.h>

static void assert_fold(const char *name, const char *expected)
{
    Arena *arena = arena_new();

    assert_str(name_fold(arena, str_of(name)), expected);
    arena_free(arena);
}

static void test_fold(void **state)
{
    (void)state;
    assert_fold("Ａ１（ｚ）", "a1(z)");
    assert_fold("“a”「b」『c』'd'‘e’\"＂", "\"a\"\"b\"\"c\"\"d\"\"e\"\"\"");
    assert_fold("一—二–三－四―五−六-", "一-二-三-四-五-六-");
    assert_fold("〔2023〕［1］[2]【3】", "[2023][1][2][3]");
    assert_fold(" 一、 一般\u3000公共\u00a0预算\t", "一、一般公共预算");
    assert_fold("单位：万元，合计；", "单位:万元,合计;");
    assert_fold("《表》￥", "《表》¥");
    assert_fold("", "");
}

static void test_fold_never_grows(void **state)
{
    Arena *arena = arena_new();
    (void)state;

    for (uint32_t code = 1; code <= 0x30000; code++) {
        char bytes[4];
        size_t n = utf8_encode(code, bytes);
        Str fold = name_fold(arena, (Str){bytes, n});

        if (fold.n > n || utf8_count(fold) > 1)
            fail_msg("U+%04X grows", (unsigned)code);
        if (!str_equal(name_fold(arena, fold), fold))
            fail_msg("U+%04X folds twice", (unsigned)code);
    }
    assert_str(name_fold(arena, STR("a\xFF\xE8z")), "a\xFF\xE8z"); // invalid bytes stay
    arena_free(arena);
}

static void test_map(void **state)
{
    Arena *arena = arena_new();
    Str name = STR(" Ａ 收，b ");
    size_t *offsets;
    Str fold = name_fold_map(arena, name, &offsets);
    static const size_t expected[] = {1, 5, 5, 5, 8, 11, 13};
    (void)state;

    assert_str(fold, "a收,b");
    for (size_t i = 0; i <= fold.n; i++)
        assert_int_equal(offsets[i], expected[i]);
    fold = name_fold_map(arena, STR("  "), &offsets);
    assert_int_equal(fold.n, 0);
    assert_int_equal(offsets[0], 2);
    arena_free(arena);
}

static void test_equal(void **state)
{
    (void)state;
    assert_true(name_equal(STR("表 1（Ａ）"), STR("表1(a)")));
    assert_true(name_equal((Str){0}, STR(" ")));
    assert_false(name_equal(STR("表1"), STR("表")));
    assert_false(name_equal(STR("表"), STR("表1")));
    assert_false(name_equal(STR("\xFE"), STR("\xFF")));
    // What begins alike, to the middle of a character too.
    assert_true(name_equal(STR("一般公共预算支出"), STR("一般公共预算 支出")));
    assert_false(name_equal(STR("一般公共预算支出"), STR("一般公共预算支入")));
    assert_true(name_equal(STR("表（1"), STR("表(1")));
    assert_true(name_equal(STR("表1"), STR("表1 ")));
    assert_false(name_equal(STR("表\xE4\xBD"), STR("表\xE4\xBD\xA0")));
    assert_false(name_equal(STR("表\xE4\xBD"), STR("表\xE4\xBE")));
}

// Two names are equal where their folds are, whatever they begin with.
static void test_equal_as_folded(void **state)
{
    static const char *const pieces[] = {"",   "表", "衣", "a",  "A", "1",    "１",  " ",
                                         "　", "'",  "“",  "（", "(", "\xE8", "\xA1"};
    enum { COUNT = sizeof pieces / sizeof *pieces, MOST = COUNT * COUNT * COUNT };
    Arena *arena = arena_new();
    Str *names = ARENA_ARRAY(arena, Str, MOST), *folds = ARENA_ARRAY(arena, Str, MOST);
    (void)state;

    for (size_t i = 0; i < MOST; i++) {
        names[i] = str_print(arena, "%s%s%s", pieces[i / COUNT / COUNT], pieces[i / COUNT % COUNT],
                             pieces[i % COUNT]);
        folds[i] = name_fold(arena, names[i]);
    }
    for (size_t i = 0; i < MOST; i += 7)
        for (size_t j = 0; j < MOST; j++)
            if (name_equal(names[i], names[j]) != str_equal(folds[i], folds[j]))
                fail_msg("“%.*s”, “%.*s”", STR_ARG(names[i]), STR_ARG(names[j]));
    arena_free(arena);
}

static void test_nearest(void **state)
{
    static const Str known[] = {STR("收入总表"), STR("支出总表"), STR("财政拨款收支总表"), STR("三公")};
    (void)state;

    assert_str(name_nearest(STR("财政拨款总表"), known, 4), "财政拨款收支总表");
    assert_str(name_nearest(STR("收入总标"), known, 4), "收入总表");
    assert_str(name_nearest(STR(" 支出 总表"), known, 4), "支出总表");
    assert_str(name_nearest(STR("丙出总表"), known, 4), "支出总表");
    assert_str(name_nearest(STR("收总入表"), known, 4), "收入总表"); // neighbours exchanged
    assert_str(name_nearest(STR("公"), known, 4), "三公");
    assert_str(name_nearest(STR("政府性基金"), known, 4), "");
    assert_str(name_nearest(STR("甲"), (const Str[]){STR("乙")}, 1), ""); // nothing in common
    assert_str(name_nearest(STR(""), known, 4), "");
    assert_str(name_nearest(STR("收入总表"), NULL, 0), "");
}

static void test_nearest_takes_first_of_equals(void **state)
{
    (void)state;
    assert_str(name_nearest(STR("abcx"), (const Str[]){STR("abcd"), STR("abce")}, 2), "abcd");
    assert_str(name_nearest(STR("abcdefx"), (const Str[]){STR("abcdeyz"), STR("abcdefg")}, 2), "abcdefg");
    // Two edits of six characters are near enough, three are not.
    assert_str(name_nearest(STR("abcdef"), (const Str[]){STR("abcdxy")}, 1), "abcdxy");
    assert_str(name_nearest(STR("abcdef"), (const Str[]){STR("abcxyz")}, 1), "");
}

static void test_nearest_ignores_long_names(void **state)
{
    char name[300];
    Str longest = {name, 200}, longer = {name, 201};
    (void)state;

    memset(name, 'x', sizeof name);
    assert_int_equal(name_nearest(longest, &longest, 1).n, 200);
    assert_int_equal(name_nearest(longer, &longest, 1).n, 0);
    assert_int_equal(name_nearest(longest, &longer, 1).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_never_grows),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_equal_as_folded),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_nearest_takes_first_of_equals),
        cmocka_unit_test(test_nearest_ignores_long_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

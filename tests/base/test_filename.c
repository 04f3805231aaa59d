#include "testing.h"

#include "base/filename.h"

static void assert_clean(const char *text, size_t most, const char *expected)
{
    Arena *arena = arena_new();

    assert_str(filename_clean(arena, str_of(text), most), expected);
    arena_free(arena);
}

static void test_what_systems_forbid(void **state)
{
    (void)state;
    assert_clean("2023年度部门决算公开（本级）", 180, "2023年度部门决算公开（本级）");
    assert_clean("a/b\\c:d*e?f\"g<h>i|j", 180, "abcdefghij");
    assert_clean("a\tb\nc\x7f\xc2\x85z", 180, "abcz");
    assert_clean("..", 180, "");
    assert_clean(" .\xe3\x80\x80隐藏. . ", 180, "隐藏"); // U+3000
    assert_clean("a.b", 180, "a.b");
    assert_clean("", 180, "");
}

// U+202E turns what follows around: 公开fdp.exe would look like 公开exe.pdf.
static void test_what_deceives(void **state)
{
    (void)state;
    assert_clean("公开\xe2\x80\xae"
                 "fdp.exe",
                 180, "公开fdp.exe");
    assert_clean("\xe2\x81\xa6"
                 "a\xe2\x81\xa9"
                 "b\xe2\x80\x8b"
                 "c\xef\xbb\xbf"
                 "d\xd8\x9c",
                 180, "abcd");
}

static void test_devices(void **state)
{
    (void)state;
    assert_clean("CON", 180, "_CON");
    assert_clean("nul.2023", 180, "_nul.2023");
    assert_clean("com1", 180, "_com1");
    assert_clean("Lpt9 .x", 180, "_Lpt9 .x");
    assert_clean("COMA", 180, "COMA");
    assert_clean("CONS", 180, "CONS");
    assert_clean("com10", 180, "com10");
}

static void test_length(void **state)
{
    (void)state;
    assert_clean("公开表", 9, "公开表");
    assert_clean("公开表", 8, "公开");
    assert_clean("公开 表", 7, "公开");
    assert_clean("CON", 3, "CON"); // no room: its caller adds to it
}

static void test_same(void **state)
{
    (void)state;
    assert_true(filename_same(STR("Index.html"), STR("index.HTML")));
    assert_false(filename_same(STR("index.html"), STR("index.htm")));
    assert_false(filename_same(STR("甲"), STR("乙")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_systems_forbid),
        cmocka_unit_test(test_what_deceives),
        cmocka_unit_test(test_devices),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

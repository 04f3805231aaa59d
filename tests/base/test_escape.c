#include "testing.h"

static void assert_escaped(Str text, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};

    escape_markup(&out, text);
    assert_str(buf_str(&out), expected);
    arena_free(arena);
}

static void test_text(void **state)
{
    (void)state;
    assert_escaped(STR(""), "");
    assert_escaped(STR("甲<乙>&\"丙\""), "甲&lt;乙&gt;&amp;&quot;丙&quot;");
    assert_escaped(STR("&amp;"), "&amp;amp;");
    assert_escaped(STR("a\tb\nc"), "a\tb\nc");
}

static void test_text_that_no_xml_holds(void **state)
{
    (void)state;
    assert_escaped(STR("a\x01<\x1f"), "a�&lt;�");
    assert_escaped(STR("\xef\xbf\xbe\xef\xbf\xbf"), "��"); // U+FFFE, U+FFFF
    assert_escaped(STR("\xef\xbc\x88𠮷"), "（𠮷");
}

static void test_terminal(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Str plain = STR("表 14 “三公”.csv");
    assert_ptr_equal(escape_terminal(arena, plain).at, plain.at);
    assert_str(escape_terminal(arena, STR("a\x1b[31m\n\x7f.md")), "a<U+001B>[31m<U+000A><U+007F>.md");
    assert_str(escape_terminal(arena, STR("\xc2\x9b甲")), "<U+009B>甲");
    assert_str(escape_terminal(arena, STR("年\xe2\x80\xae"
                                          "dm.")),
               "年<U+202E>dm."); // shown as .md
    assert_str(escape_terminal(arena, STR("\xe2\x80\xa8\xe2\x81\xa6\xd8\x9c")), "<U+2028><U+2066><U+061C>");
    assert_str(escape_terminal(arena, STR("\xe2\x80\xa7\xe2\x80\xaf")),
               "\xe2\x80\xa7\xe2\x80\xaf"); // ‧, narrow blank
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_text_that_no_xml_holds),
        cmocka_unit_test(test_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

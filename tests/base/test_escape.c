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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_text_that_no_xml_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

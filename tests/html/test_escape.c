// Text, URLs and encodings.
#include "html_fixture.h"

static void assert_escaped(Str text, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};

    escape_text(&out, text);
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

static void assert_url(const char *url, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = {.arena = arena};

    escape_url(&out, str_of(url));
    assert_str(buf_str(&out), expected);
    arena_free(arena);
}

static void test_url(void **state)
{
    (void)state;
    assert_url("a b?c=d&e='f'#g", "a%20b?c=d&amp;e=&#x27;f&#x27;#g");
    assert_url("公开.pdf", "%E5%85%AC%E5%BC%80.pdf");
    assert_url("%20\"><script>", "%20%22%3E%3Cscript%3E");
}

static void test_path(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(url_of_path(arena, STR("tables/100%#1?:公.pdf")), "tables/100%25%231%3F%3A%E5%85%AC.pdf");
    arena_free(arena);
}

static void test_charsets(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(charset_encode(arena, "UTF-8", STR("甲𠮷")), "甲𠮷");
    assert_str(charset_encode(arena, "GBK", STR("甲<b>𠮷</b>—·“”€乙")),
               "\xbc\xd7<b>&#x20BB7;</b>\xa1\xaa\xa1\xa4\xa1\xb0\xa1\xb1\x80\xd2\xd2");
    assert_str(charset_encode(arena, "GB18030", STR("甲𠮷")), "\xbc\xd7\x95\x34\xb2\x35");
    arena_free(arena);
}

// What does not fit is found wherever the converter's room ends.
static void test_long_text(void **state)
{
    Arena *arena = arena_new();
    StrBuf text = {.arena = arena}, expected = {.arena = arena};

    (void)state;
    for (int i = 0; i < 5000; i++) {
        buf_add_c(&text, i % 7 ? "甲" : "𠮷");
        buf_add_c(&expected, i % 7 ? "\xbc\xd7" : "&#x20BB7;");
    }
    assert_true(str_equal(charset_encode(arena, "GBK", buf_str(&text)), buf_str(&expected)));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),     cmocka_unit_test(test_text_that_no_xml_holds),
        cmocka_unit_test(test_url),      cmocka_unit_test(test_path),
        cmocka_unit_test(test_charsets), cmocka_unit_test(test_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

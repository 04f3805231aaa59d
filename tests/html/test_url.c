// URLs and encodings.
#include "html_fixture.h"
#include "no_files.h"

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

static const Charset *open_charset(Arena *arena, const char *name)
{
    Diag *diag = diag_new();
    const Charset *charset = charset_open(arena, diag, name);

    assert_int_equal(diag_total(diag), 0);
    diag_free(diag);
    return charset;
}

static void no_converter(Arena *arena, Diag *diag)
{
    charset_open(arena, diag, "GBK");
}

static void test_no_converter(void **state)
{
    (void)state;
    assert_int_equal(failure_without_files(no_converter, "encoding-converter"), 0);
}

static void test_charsets(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(charset_encode(arena, open_charset(arena, "UTF-8"), STR("甲𠮷")), "甲𠮷");
    assert_str(charset_encode(arena, open_charset(arena, "GBK"), STR("甲<b>𠮷</b>—·“”€乙")),
               "\xbc\xd7<b>&#x20BB7;</b>\xa1\xaa\xa1\xa4\xa1\xb0\xa1\xb1\x80\xd2\xd2");
    assert_str(charset_encode(arena, open_charset(arena, "GB18030"), STR("甲𠮷")),
               "\xbc\xd7\x95\x34\xb2\x35");
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
    assert_true(
        str_equal(charset_encode(arena, open_charset(arena, "GBK"), buf_str(&text)), buf_str(&expected)));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_converter), cmocka_unit_test(test_url),       cmocka_unit_test(test_path),
        cmocka_unit_test(test_charsets),     cmocka_unit_test(test_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

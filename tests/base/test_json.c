// JSON that is whole, and every way to cut it off.
#include "base/json.h"
#include "testing.h"

static void whole(void **state)
{
    static const char *const texts[] = {"{}", "[]", " {\"a\": [1, {\"b\\\"}\": null}], \"}\": \"]\\\\\"}\n",
                                        "[[], [\"[\"]]"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(json_is_whole(str_of(texts[i])));
}

static void cut_off(void **state)
{
    Str text = STR("{\"a\": [1, {\"b\\\"}\": null}], \"}\": \"]\\\\\"}");

    (void)state;
    assert_true(json_is_whole(text));
    for (size_t n = 0; n < text.n; n++) {
        assert_false(json_is_whole(str_slice(text, 0, n)));
        if (n > 0)
            assert_false(json_is_whole(str_slice(text, n, text.n)));
    }
}

static void not_one(void **state)
{
    static const char *const texts[] = {"",   "1",  "{}{}", "{} x", "x{}",          "]",    "}",
                                        "{]", "[}", "{}]",  "\"{}", "{\"a\": [}]}", "\"a\""};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (json_is_whole(str_of(texts[i])))
            fail_msg("%s", texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole),
        cmocka_unit_test(cut_off),
        cmocka_unit_test(not_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "testing.h"

#include "tell/tell.h"

static void test_columns_full_width(void **state)
{
    (void)state;
    assert_int_equal(fill_columns(STR("a")), 1);
    assert_int_equal(fill_columns(STR("公开a")), 5);
    assert_int_equal(fill_columns(STR("`公开`")), 4); // backquotes are left out
}

static void test_shell_word(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_str(shell_word(arena, "部门/2024"), "部门/2024");
    assert_str(shell_word(arena, "a b"), "'a b'");
    assert_str(shell_word(arena, "it's"), "'it'\\''s'");
    assert_str(shell_word(arena, ""), "''");
    arena_free(arena);
}

static void test_status_of_findings(void **state)
{
    Diag *diag = diag_new();

    (void)state;
    assert_int_equal(findings_status(diag, true), EXIT_DONE);
    diag_report(diag, SEVERITY_WARNING, "digits", (Place){0}, STR(""), "w");
    assert_int_equal(findings_status(diag, false), EXIT_DONE);
    assert_int_equal(findings_status(diag, true), EXIT_DOCUMENT);
    diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_full_width),
        cmocka_unit_test(test_shell_word),
        cmocka_unit_test(test_status_of_findings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Findings: copied, counted, joined and forgotten.
#include "testing.h"

#include <malloc.h>
#include <string.h>

static void test_report_copies(void **state)
{
    Diag *diag = diag_new();
    char file[] = "a.md", text[] = "line", hint[] = "mend it";
    Place place = {.file = str_of(file), .line = 3, .column = 5, .width = 2, .text = str_of(text)};
    const Finding *finding;
    (void)state;

    diag_report(diag, SEVERITY_ERROR, "figure-unknown", place, str_of(hint), "no %s in %d", "table", 7);
    memset(file, 'x', 4);
    memset(text, 'x', 4);
    memset(hint, 'x', 7);
    assert_int_equal(diag_total(diag), 1);
    finding = diag_at(diag, 0);
    assert_int_equal(finding->severity, SEVERITY_ERROR);
    assert_string_equal(finding->rule, "figure-unknown");
    assert_str(finding->message, "no table in 7");
    assert_str(finding->hint, "mend it");
    assert_str(finding->place.file, "a.md");
    assert_str(finding->place.text, "line");
    assert_int_equal(finding->place.line, 3);
    assert_int_equal(finding->place.column, 5);
    assert_int_equal(finding->place.width, 2);
    assert_int_equal(finding->place.cell.n, 0);
    diag_free(diag);
    diag_free(NULL);
}

static void report(Diag *diag, Severity severity, const char *rule)
{
    diag_report(diag, severity, rule, (Place){0}, (Str){0}, "%s", rule);
}

static void test_counts(void **state)
{
    Diag *diag = diag_new();
    (void)state;

    assert_false(diag_failed(diag));
    report(diag, SEVERITY_NOTE, "a");
    report(diag, SEVERITY_WARNING, "b");
    report(diag, SEVERITY_WARNING, "c");
    assert_false(diag_failed(diag));
    report(diag, SEVERITY_FAILURE, "d");
    assert_true(diag_failed(diag));
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), 1);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 2);
    assert_int_equal(diag_count(diag, SEVERITY_ERROR), 0);
    assert_int_equal(diag_count(diag, SEVERITY_FAILURE), 1);
    diag_free(diag);
}

static void test_truncate(void **state)
{
    Diag *diag = diag_new();
    (void)state;

    report(diag, SEVERITY_WARNING, "a");
    report(diag, SEVERITY_ERROR, "b");
    report(diag, SEVERITY_FAILURE, "c");
    diag_truncate(diag, 9);
    assert_int_equal(diag_total(diag), 3);
    diag_truncate(diag, 1);
    assert_int_equal(diag_total(diag), 1);
    assert_false(diag_failed(diag));
    assert_true(diag_has(diag, "a"));
    assert_false(diag_has(diag, "b"));
    report(diag, SEVERITY_ERROR, "d");
    assert_string_equal(diag_at(diag, 1)->rule, "d");
    assert_true(diag_failed(diag));
    diag_free(diag);
}

static void test_append(void **state)
{
    Diag *diag = diag_new();
    Diag *other = diag_new();
    (void)state;

    report(diag, SEVERITY_NOTE, "a");
    diag_report(other, SEVERITY_ERROR, "b", (Place){.file = STR("f"), .cell = STR("表!B7")}, STR("h"), "m");
    report(other, SEVERITY_WARNING, "c");
    diag_append(diag, other);
    diag_free(other); // its text must not be referred to
    assert_int_equal(diag_total(diag), 3);
    assert_str(diag_at(diag, 1)->message, "m");
    assert_str(diag_at(diag, 1)->hint, "h");
    assert_str(diag_at(diag, 1)->place.cell, "表!B7");
    assert_string_equal(diag_at(diag, 2)->rule, "c");
    assert_int_equal(diag_count(diag, SEVERITY_ERROR), 1);
    diag_append(diag, diag);
    assert_int_equal(diag_total(diag), 6);
    diag_free(diag);
}

static void test_how_findings_are_written(void **state)
{
    Arena *arena = arena_new();
    const Place none = {.line = 7}, whole = {.file = STR("a.md")}, line = {.file = STR("a.md"), .line = 7},
                column = {.file = STR("a.md"), .line = 7, .column = 3},
                cell = {.file = STR("a.xlsx"), .line = 7, .column = 3, .cell = STR("表!B7")};

    (void)state;
    assert_str(place_shown(arena, &none), "");
    assert_str(place_shown(arena, &whole), "a.md");
    assert_str(place_shown(arena, &line), "a.md:7");
    assert_str(place_shown(arena, &column), "a.md:7:3");
    assert_str(place_shown(arena, &cell), "a.xlsx:表!B7");
    assert_string_equal(severity_name(SEVERITY_NOTE), "note");
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_string_equal(severity_name(SEVERITY_ERROR), "error");
    assert_string_equal(severity_name(SEVERITY_FAILURE), "failure");
    assert_string_equal(severity_word(SEVERITY_FAILURE), "failure");
    arena_free(arena);
}

// An office has several for each of its documents, of which most hold nothing.
static void test_empty_takes_little(void **state)
{
    enum { COUNT = 1000, LEAST = 256 };
    Diag *diags[COUNT];
    size_t before = mallinfo2().uordblks;
    (void)state;

    for (size_t i = 0; i < COUNT; i++)
        diags[i] = diag_new();
    assert_true(mallinfo2().uordblks - before < (size_t)COUNT * LEAST);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(diag_total(diags[i]), 0);
        assert_false(diag_failed(diags[i]));
        diag_free(diags[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_copies),      cmocka_unit_test(test_counts),
        cmocka_unit_test(test_truncate),           cmocka_unit_test(test_append),
        cmocka_unit_test(test_empty_takes_little), cmocka_unit_test(test_how_findings_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What may be made of a compilation by what was found, and fonts that stay open over builds.
#include "compile/compile.h"
#include "testing.h"

// A compilation that has a document, and one finding of a severity.
static bool usable_with(Severity severity, bool draft, bool strict)
{
    Document document = {0};
    Compilation made = {
        .options = {.draft = draft, .strict = strict}, .diag = diag_new(), .document = &document};
    diag_report(made.diag, severity, "rule", (Place){0}, (Str){0}, "found");
    bool usable = compilation_usable(&made);
    made.document = NULL;
    assert_false(compilation_usable(&made));
    diag_free(made.diag);
    return usable;
}

static void test_usable(void **state)
{
    (void)state;
    assert_true(usable_with(SEVERITY_NOTE, false, true));
    assert_true(usable_with(SEVERITY_WARNING, false, false));
    assert_false(usable_with(SEVERITY_WARNING, false, true));
    assert_true(usable_with(SEVERITY_WARNING, true, true));
    assert_false(usable_with(SEVERITY_ERROR, false, false));
    assert_true(usable_with(SEVERITY_ERROR, true, false));
    assert_false(usable_with(SEVERITY_FAILURE, true, false));
}

static void test_kinds(void **state)
{
    (void)state;
    assert_int_equal(kind_of(STR("pdf")), KIND_PDF);
    assert_int_equal(kind_of(STR("html")), KIND_HTML);
    assert_int_equal(kind_of(STR("xlsx")), KIND_XLSX);
    assert_int_equal(kind_of(STR("data")), KIND_DATA);
    assert_int_equal(kind_of(STR("PDF")), 0);
    assert_int_equal(kind_of(STR("")), 0);
}

// The shelf's style stands in for its equal, and outlives the compilation that the shelf was opened for.
static void test_shelf(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    CompileOptions options = {.folder = DATA_DIR "/tests/golden/lists", .data_folder = STR(DATA_DIR)};
    FontOptions fonts = compile_fonts(arena, &options);
    Compilation made = compilation_make(&options);
    fonts.cache_folder = NULL;
    assert_non_null(made.document);
    assert_non_null(made.summary);
    assert_false(shelf_fits(NULL, &made));
    FontShelf *shelf = shelf_open(diag, &options, fonts);
    assert_non_null(shelf);
    assert_true(shelf_fits(shelf, &made));
    assert_ptr_not_equal(shelf->style, made.project->style);
    shelf_lend(shelf, &made);
    assert_ptr_equal(made.document->project->style, shelf->style);
    assert_ptr_equal(shelf_hold(shelf), shelf);
    shelf_release(shelf);
    Style other = *shelf->style;
    other.text = STR("page: {}");
    ((Project *)made.project)->style = &other;
    assert_false(shelf_fits(shelf, &made));
    compilation_free(&made);
    shelf_release(shelf);
    diag_free(diag);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usable),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_shelf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

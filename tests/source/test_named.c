// What a manifest names, without knowing what it means: files and folders that are there.
#include "folder_fixture.h"

#include <sys/stat.h>

#include "source/source.h"

static int set_up(void **state)
{
    Fixture *f = *state = folder_fixture_make();

    put(f, "项目/tables/a.csv", "a\n");
    put(f, "去年/gongkai.yaml", "template: '../模板'\n");
    put(f, "模板/template.yaml", "extends: ../底稿\n");
    put(f, "底稿/template.yaml", "title: 预算\n");
    put(f, "甲,乙/一.txt", "1\n");
    return 0;
}

// How often what the manifest names is found, by its path from the test's folder; -1: as another kind than it
// is.
static int found(Fixture *f, const char *manifest, const char *name)
{
    Str wanted = path_real(f->arena, str_of(in(f, name)));
    struct stat about;
    size_t n;
    const NamedPath *named;
    int times = 0;

    put(f, "项目/gongkai.yaml", manifest);
    named = source_named(f->arena, NULL, str_of(in(f, "项目")), &n);
    assert_int_equal(stat(in(f, name), &about), 0);
    for (size_t i = 0; i < n && times >= 0; i++)
        if (str_equal(path_real(f->arena, named[i].path), wanted))
            times = named[i].folder == S_ISDIR(about.st_mode) ? times + 1 : -1;
    return times;
}

static void names_stand_in_any_quotes(void **state)
{
    static const char *const manifests[] = {
        "last-year: ../去年\n",          "last-year: '../去年'\n",    "last-year: \"../去年\" # 发布的\n",
        "units: [../a, ../去年]\n",      "units: {甲: ../去年}\n",    "units:\n  - ../去年\n",
        "last-year: ../去年 # 发布的\n", "last-year: ../去年@发布\n",
    };

    for (size_t i = 0; i < sizeof manifests / sizeof *manifests; i++)
        if (found(*state, manifests[i], "去年") != 1)
            fail_msg("%s: not found once", manifests[i]);
}

static void what_is_not_named_is_not_found(void **state)
{
    assert_int_equal(found(*state, "last-year: ../前年\n", "去年"), 0);
    assert_int_equal(found(*state, "", "项目/tables/a.csv"), 0);
    assert_int_equal(found(*state, "# ../去年\n", "去年"), 1); // a comment may be no comment
}

static void nobody_names_the_root(void **state)
{
    Fixture *f = *state;
    size_t n = 1;

    put(f, "项目/gongkai.yaml", "last-year: /\n");
    source_named(f->arena, NULL, str_of(in(f, "项目")), &n);
    assert_int_equal(n, 0);
}

static void a_comma_may_be_part_of_a_name(void **state)
{
    assert_int_equal(found(*state, "units: [../甲,乙, ../去年]\n", "甲,乙"), 1);
    assert_int_equal(found(*state, "units: [../甲,乙, ../去年]\n", "去年"), 1);
    assert_int_equal(found(*state, "file: ../甲,乙/一.txt\n", "甲,乙/一.txt"), 1);
}

// Last year's template, and what that one extends.
static void folders_are_looked_through_in_turn(void **state)
{
    assert_int_equal(found(*state, "last-year: ../去年\n", "模板"), 1);
    assert_int_equal(found(*state, "last-year: ../去年\n", "底稿"), 1);
}

// Manifests that name each other end.
static void circles_end(void **state)
{
    put(*state, "底稿/template.yaml", "extends: ../模板\n");
    assert_in_range(found(*state, "template: ../模板\n", "底稿"), 1, 2);
    assert_int_equal(found(*state, "template: .\n", "去年"), 0);
}

static void a_project_without_manifest_names_nothing(void **state)
{
    Fixture *f = *state;
    size_t n = 1;

    source_named(f->arena, NULL, str_of(in(f, "项目/tables")), &n);
    assert_int_equal(n, 0);
    source_named(f->arena, NULL, str_of(in(f, "没有")), &n);
    assert_int_equal(n, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, folder_fixture_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_stand_in_any_quotes),
        TEST(what_is_not_named_is_not_found),
        TEST(nobody_names_the_root),
        TEST(a_comma_may_be_part_of_a_name),
        TEST(folders_are_looked_through_in_turn),
        TEST(circles_end),
        TEST(a_project_without_manifest_names_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "testing.h"

#include <getopt.h>

#include "usage/usage.h"

enum { WORDS_MOST = 8 };

// What a command line says; it is to be one that can be used.
static Options read(Arena *arena, const char *const *words)
{
    char *argv[WORDS_MOST + 1] = {0};
    Options options;
    bool done = false;
    int argc = 0;

    for (; words[argc]; argc++)
        argv[argc] = str_c(arena, str_of(words[argc]));
    optind = 0; // getopt begins anew
    assert_true(options_read(arena, argc, argv, &options, &done));
    assert_false(done);
    return options;
}

#define READ(arena, ...) read((arena), (const char *const[]){"gongkai", __VA_ARGS__, NULL})

static void test_options_anywhere(void **state)
{
    Arena *arena = arena_new();
    Options options = READ(arena, "--strict", "build", ".", "--to", "pdf");

    (void)state;
    assert_int_equal(options.command, COMMAND_BUILD);
    assert_true(options.strict);
    assert_int_equal(options.kinds, KIND_PDF);
    assert_int_equal(options.folder_count, 1);
    assert_true(options_progress(&options));
    arena_free(arena);
}

static void test_amount_below_zero(void **state)
{
    Arena *arena = arena_new();
    Options options = READ(arena, "trace", ".", "-0.5");

    (void)state;
    assert_int_equal(options.command, COMMAND_TRACE);
    assert_string_equal(options.subject, "-0.5");
    arena_free(arena);
}

static void test_command_of_two_words(void **state)
{
    Arena *arena = arena_new();
    Options options = READ(arena, "help", "template", "new", "--quiet");

    (void)state;
    assert_int_equal(options.command, COMMAND_HELP);
    assert_string_equal(options.subject, "template new");
    assert_false(options_progress(&options));
    assert_string_equal(plan_file(&options), "plan.json");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_anywhere),
        cmocka_unit_test(test_amount_below_zero),
        cmocka_unit_test(test_command_of_two_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

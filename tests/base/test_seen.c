#include "testing.h"

#include "base/base.h"
#include "base/seen.h"
#include "base/work.h"

static void look(void *context, size_t worker, size_t index)
{
    (void)context;
    (void)worker;
    seen_look(input_at(index % 2 ? STR("b") : STR("a")), INPUT_NONE);
}

static void test_threads_note_into_the_log_of_who_began_them(void **state)
{
    Arena *arena = arena_new();
    Seen *seen = seen_new(arena), *before = seen_begin(seen);
    const SeenEntry *entries;
    size_t n;

    (void)state;
    work_share(100, look, NULL);
    seen_end(before);
    look(NULL, 0, 2); // noted nowhere
    seen_look(input_at(STR("c")), INPUT_NONE);
    entries = seen_entries(seen, &n);
    assert_int_equal(n, 2);
    assert_true(str_equal(entries[0].path, STR("a")) && str_equal(entries[1].path, STR("b")));
    assert_false(entries[0].unsteady);
    arena_free(arena);
}

static void test_what_changes_meanwhile_is_unsteady(void **state)
{
    Arena *arena = arena_new();
    Seen *seen = seen_new(arena), *before = seen_begin(seen);
    const Str one[] = {STR("x"), STR("y")}, other[] = {STR("xy")};
    const SeenEntry *entries;
    size_t n;

    (void)state;
    seen_list(input_at(STR("a")), one, 2);
    seen_list(input_at(STR("a")), other, 1);
    seen_look(input_at(STR("a")), INPUT_FOLDER); // of another kind: its own entry
    seen_end(before);
    entries = seen_entries(seen, &n);
    assert_int_equal(n, 2);
    assert_true(entries[0].kind == SEEN_LOOK && !entries[0].unsteady);
    assert_true(entries[1].kind == SEEN_LIST && entries[1].unsteady);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads_note_into_the_log_of_who_began_them),
        cmocka_unit_test(test_what_changes_meanwhile_is_unsteady),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

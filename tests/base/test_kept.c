// What is kept for a run: read once, anew where what it took is otherwise, and noted for each who asks.
#include "testing.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/kept.h"
#include "base/seen.h"

typedef struct Made {
    bool there;
} Made;

typedef struct Reading {
    Str path;
    int times;
    bool told; // something is reported
} Reading;

static const void *read_it(void *context, Arena *arena, Diag *diag)
{
    Reading *reading = context;
    Made *made = ARENA_NEW(arena, Made);

    reading->times++;
    made->there = input_is_there(input_at(reading->path));
    if (reading->told)
        diag_report(diag, SEVERITY_WARNING, "template-old", (Place){0}, (Str){0}, "old");
    return made;
}

typedef struct Run {
    char folder[32];
    Arena *arena;
    Diag *diag;
    Kept *kept;
    Reading reading;
} Run;

static int set_up(void **state)
{
    Run *run = calloc(1, sizeof *run);

    strcpy(run->folder, "/tmp/gongkai-kept-XXXXXX");
    assert_non_null(mkdtemp(run->folder));
    run->arena = arena_new();
    run->diag = diag_new();
    run->kept = kept_new();
    run->reading.path = str_print(run->arena, "%s/x", run->folder);
    *state = run;
    return 0;
}

static int tear_down(void **state)
{
    Run *run = *state;

    rmdir(run->reading.path.at);
    rmdir(run->folder);
    kept_free(run->kept);
    diag_free(run->diag);
    arena_free(run->arena);
    free(run);
    return 0;
}

static const Made *take(Run *run, Str key)
{
    return kept_take(run->kept, run->arena, run->diag, key, read_it, &run->reading);
}

static void test_is_read_once_a_key(void **state)
{
    Run *run = *state;
    const Made *made = take(run, STR("a"));

    assert_ptr_equal(take(run, STR("a")), made);
    assert_int_equal(run->reading.times, 1);
    assert_ptr_not_equal(take(run, STR("b")), made);
    assert_int_equal(run->reading.times, 2);
}

static void test_is_read_anew_where_it_changed(void **state)
{
    Run *run = *state;
    const Made *old = take(run, STR("a")), *new;

    assert_false(old->there);
    assert_int_equal(mkdir(run->reading.path.at, 0700), 0);
    new = take(run, STR("a"));
    assert_true(new->there);
    assert_false(old->there); // who has it keeps it
    assert_ptr_equal(take(run, STR("a")), new);
    assert_int_equal(run->reading.times, 2);
}

static void test_what_is_reported_is_told_to_each(void **state)
{
    Run *run = *state;

    run->reading.told = true;
    take(run, STR("a"));
    take(run, STR("a"));
    assert_int_equal(run->reading.times, 2);
    assert_int_equal(diag_total(run->diag), 2);
}

static void test_is_noted_for_each_who_asks(void **state)
{
    Run *run = *state;

    for (int i = 0; i < 2; i++) {
        Seen *seen = seen_new(run->arena), *before = seen_begin(seen);
        size_t n;

        take(run, STR("a"));
        seen_end(before);
        const SeenEntry *entries = seen_entries(seen, &n);
        assert_int_equal(n, 1);
        assert_true(entries[0].kind == SEEN_LOOK && str_equal(entries[0].path, run->reading.path));
        assert_false(entries[0].unsteady);
    }
    assert_int_equal(run->reading.times, 1);
}

static void test_without_a_place_nothing_is_kept(void **state)
{
    Run *run = *state;

    kept_take(NULL, run->arena, run->diag, STR("a"), read_it, &run->reading);
    kept_take(NULL, run->arena, run->diag, STR("a"), read_it, &run->reading);
    assert_int_equal(run->reading.times, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_is_read_once_a_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_is_read_anew_where_it_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_reported_is_told_to_each, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_is_noted_for_each_who_asks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_without_a_place_nothing_is_kept, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

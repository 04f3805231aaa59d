// Arenas: alignment, zeroed memory, growing in place, deferred functions, and the end of memory.
#include "testing.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_zero(const void *at, size_t n)
{
    const char *bytes = at;

    for (size_t i = 0; i < n; i++)
        if (bytes[i])
            return false;
    return true;
}

static void test_zeroed_and_aligned(void **state)
{
    Arena *arena = arena_new();
    (void)state;

    for (size_t size = 0; size < 3000; size += 7) {
        char *at = arena_alloc(arena, size);

        assert_non_null(at);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        assert_true(is_zero(at, size));
        memset(at, 0xFF, size); // what follows must not be reached by this
    }
    arena_free(arena);
}

static void test_blocks_do_not_overlap(void **state)
{
    enum { COUNT = 2000 };
    Arena *arena = arena_new();
    unsigned char *at[COUNT];
    size_t size[COUNT];
    (void)state;

    for (size_t i = 0; i < COUNT; i++) {
        size[i] = i % 50 == 0 ? 100000 : i % 97; // big ones get chunks of their own
        at[i] = arena_alloc(arena, size[i]);
        memset(at[i], (int)(i % 251), size[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < size[i]; j++)
            assert_int_equal(at[i][j], i % 251);
    arena_free(arena);
}

static void test_empty_blocks_differ(void **state)
{
    Arena *arena = arena_new();
    (void)state;

    assert_ptr_not_equal(arena_alloc(arena, 0), arena_alloc(arena, 0));
    arena_free(arena);
}

static void test_grow_in_place(void **state)
{
    Arena *arena = arena_new();
    char *at = arena_alloc(arena, 10);
    char *grown;
    (void)state;

    memcpy(at, "0123456789", 10);
    grown = arena_grow(arena, at, 10, 500);
    assert_ptr_equal(grown, at);
    memset(arena_alloc(arena, 100), 'x', 100); // what comes next lies behind it
    assert_memory_equal(grown, "0123456789", 10);
    memset(grown + 10, 'y', 490); // all of it is the block's
    arena_free(arena);
}

static void test_grow_by_copy(void **state)
{
    Arena *arena = arena_new();
    char *at = arena_alloc(arena, 10);
    char *after = arena_alloc(arena, 10);
    char *grown;
    (void)state;

    memcpy(at, "0123456789", 10);
    memset(after, 'x', 10);
    grown = arena_grow(arena, at, 10, 500);
    assert_ptr_not_equal(grown, at);
    assert_memory_equal(grown, "0123456789", 10);
    memset(grown + 10, 'y', 490); // all of it is the block's
    assert_memory_equal(after, "xxxxxxxxxx", 10);
    assert_non_null(arena_grow(arena, NULL, 0, 20));
    arena_free(arena);
}

static void test_small_arena_is_small(void **state)
{
    Arena *arena = arena_new();
    (void)state;

    arena_alloc(arena, 100);
    assert_in_range(arena_bytes(arena), 100, 8192);
    arena_alloc(arena, 1 << 20);
    assert_in_range(arena_bytes(arena), 1 << 20, (1 << 20) + 16384);
    arena_free(arena);
}

static char order[8];

static void note(void *object)
{
    strcat(order, object);
}

static void test_defer_runs_last_first(void **state)
{
    Arena *arena = arena_new();
    (void)state;

    order[0] = '\0';
    arena_defer(arena, note, "a");
    arena_defer(arena, note, "b");
    arena_defer(arena, note, "c");
    assert_string_equal(order, "");
    arena_free(arena);
    assert_string_equal(order, "cba");
    arena_free(NULL);
}

// Runs `run` in a child; its exit status, and what it said on stderr.
static int child_status(void (*run)(Arena *), char *said, size_t room)
{
    int ends[2], status;
    ssize_t n;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        run(arena_new());
        _exit(0);
    }
    close(ends[1]);
    n = read(ends[0], said, room - 1);
    said[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void overflow_array(Arena *arena)
{
    arena_alloc_array(arena, SIZE_MAX / 2, 4);
}

static void overflow_size(Arena *arena)
{
    arena_alloc(arena, SIZE_MAX);
}

static void test_out_of_memory(void **state)
{
    char said[200];
    (void)state;

    assert_int_equal(child_status(overflow_array, said, sizeof said), 3);
    assert_non_null(strstr(said, "out of memory"));
    assert_int_equal(child_status(overflow_size, said, sizeof said), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zeroed_and_aligned),    cmocka_unit_test(test_blocks_do_not_overlap),
        cmocka_unit_test(test_empty_blocks_differ),   cmocka_unit_test(test_grow_in_place),
        cmocka_unit_test(test_grow_by_copy),          cmocka_unit_test(test_small_arena_is_small),
        cmocka_unit_test(test_defer_runs_last_first), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

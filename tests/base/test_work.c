#include "testing.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/work.h"

enum { COUNT = 1000 };

typedef struct Seen {
    _Atomic int times[COUNT];
    _Atomic int busy[WORKERS_MOST];
    _Atomic int clashes;
} Seen;

static void see(void *context, size_t worker, size_t index)
{
    Seen *seen = context;

    if (worker >= work_workers() || atomic_fetch_add(&seen->busy[worker], 1) != 0)
        atomic_fetch_add(&seen->clashes, 1);
    atomic_fetch_add(&seen->times[index], 1);
    atomic_fetch_sub(&seen->busy[worker], 1);
}

static void every_piece_once(void **state)
{
    static const char *const threads[] = {"1", "2", "3", "16", "1000"};

    (void)state;
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        Seen *seen = calloc(1, sizeof *seen);

        setenv("GONGKAI_THREADS", threads[t], 1);
        work_share(COUNT, see, seen);
        for (int i = 0; i < COUNT; i++)
            assert_int_equal(seen->times[i], 1);
        assert_int_equal(seen->clashes, 0);
        free(seen);
    }
    work_share(0, see, NULL);
}

static void how_many_workers(void **state)
{
    (void)state;
    setenv("GONGKAI_THREADS", "3", 1);
    assert_int_equal(work_workers(), 3);
    setenv("GONGKAI_THREADS", "1000", 1);
    assert_int_equal(work_workers(), WORKERS_MOST);
    setenv("GONGKAI_THREADS", "many", 1);
    assert_in_range(work_workers(), 1, WORKERS_MOST);
    unsetenv("GONGKAI_THREADS");
    assert_in_range(work_workers(), 1, WORKERS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_once),
        cmocka_unit_test(how_many_workers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

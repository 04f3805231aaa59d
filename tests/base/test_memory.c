// What a process does when its memory runs out, each asked of a child: it does not come back.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "testing.h"

enum { RETURNED = 77, MOST_SAID = 400 };

// Where children write what they did; the last of it they say on standard error.
static int out = -1;

static void note(const char *text)
{
    assert_int_equal(write(out, text, strlen(text)), (ssize_t)strlen(text));
}

// The status of a child that runs it, and what it noted and said, in order.
static int run(void (*child)(void), char said[MOST_SAID])
{
    int ends[2], status;
    size_t n = 0;
    ssize_t got;
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        out = ends[1];
        dup2(ends[1], STDERR_FILENO);
        alarm(60);
        child();
        _exit(RETURNED);
    }
    close(ends[1]);
    while (n < MOST_SAID - 1 && (got = read(ends[0], said + n, MOST_SAID - 1 - n)) > 0)
        n += (size_t)got;
    said[n] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void remove_it(void *object)
{
    note(object);
}

static Temporary one = {.remove = remove_it, .object = "one;"}, two = {.remove = remove_it, .object = "two;"},
                 three = {.remove = remove_it, .object = "three;"};

static void end_with_two(void)
{
    memory_prepare("full\n");
    memory_temporary_add(&one);
    memory_temporary_add(&two);
    memory_temporary_add(&three);
    memory_temporary_drop(&two);
    memory_temporary_drop(&two); // nothing is wrong with twice
    memory_end();
}

static void temporaries_go(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_with_two, said), 3);
    assert_string_equal(said, "full\nthree;one;");
}

static void end_at_once(void)
{
    memory_end();
}

static void without_preparation(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_at_once, said), 3);
    assert_string_equal(said, "gongkai: out of memory\n");
}

static void remove_and_fail(void *object)
{
    memory_end(); // an allocation of the removal's own: it goes on without
    note(object);
}

static void end_twice(void)
{
    static Temporary failing = {.remove = remove_and_fail, .object = "removed;"};

    memory_prepare("full\n");
    memory_temporary_add(&failing);
    memory_end();
}

static void removal_goes_on_without(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_twice, said), 3);
    assert_string_equal(said, "full\nremoved;");
}

// A thread that changes a temporary lets go before the process ends.
static void *change(void *data)
{
    int *ready = data;

    memory_hold();
    memory_hold();
    assert_int_equal(write(ready[1], "r", 1), 1);
    usleep(100 * 1000);
    memory_release(); // still held
    usleep(100 * 1000);
    note("changed;");
    memory_release();
    for (;;)
        pause();
    return NULL;
}

static void end_while_held(void)
{
    pthread_t thread;
    int ready[2];
    char c;

    memory_prepare("");
    memory_temporary_add(&one);
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pthread_create(&thread, NULL, change, ready), 0);
    assert_int_equal(read(ready[0], &c, 1), 1);
    memory_end();
}

static void waits_for_who_changes(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_while_held, said), 3);
    assert_string_equal(said, "changed;one;");
}

// The thread that holds is the one that ends.
static void end_inside(void)
{
    memory_prepare("");
    memory_temporary_add(&one);
    memory_hold();
    memory_end();
}

static void ends_inside(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_inside, said), 3);
    assert_string_equal(said, "one;");
}

static void *end_too(void *data)
{
    memory_end();
    return data;
}

static void end_on_many(void)
{
    pthread_t threads[8];

    memory_prepare("full\n");
    memory_temporary_add(&one);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, end_too, NULL), 0);
    memory_end();
}

static void said_and_done_once(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_on_many, said), 3);
    assert_string_equal(said, "full\none;");
}

static void end_if_short(void)
{
    struct rlimit limit = {0, 0};

    memory_prepare("full\n");
    memory_end_if_short(); // there is enough
    note("enough;");
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
    memory_end_if_short();
}

static void ends_only_where_it_is_short(void **state)
{
    char said[MOST_SAID];

    (void)state;
    assert_int_equal(run(end_if_short, said), 3);
    assert_string_equal(said, "enough;full\n");
}

// The room that was put by is there for the removal.
static void remove_with_memory(void *object)
{
    void *at = mmap(NULL, (size_t)2 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    note(at == MAP_FAILED ? "none;" : object);
}

static void end_with_room(void)
{
    static Temporary needs = {.remove = remove_with_memory, .object = "room;"};
    char line[128] = "";
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    memory_prepare("");
    memory_temporary_add(&needs);
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    pages = strtoul(line, NULL, 10);
    fclose(file);
    // No more than is mapped now, the reserve among it.
    assert_int_equal(setrlimit(RLIMIT_AS, &(struct rlimit){(pages + 512) * 4096UL, (pages + 512) * 4096UL}),
                     0);
    while (mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
        ;
    memory_end();
}

static void room_is_put_by(void **state)
{
    char said[MOST_SAID];

    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); // its shadow is past every limit
#endif
    assert_int_equal(run(end_with_room, said), 3);
    assert_string_equal(said, "room;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(temporaries_go),
        cmocka_unit_test(without_preparation),
        cmocka_unit_test(removal_goes_on_without),
        cmocka_unit_test(waits_for_who_changes),
        cmocka_unit_test(ends_inside),
        cmocka_unit_test(said_and_done_once),
        cmocka_unit_test(ends_only_where_it_is_short),
        cmocka_unit_test(room_is_put_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// A program run apart: what it prints, what it may not do, and where it is stopped.
#include "testing.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "helper/helper.h"
#include "sandbox/sandbox.h"

static const HelperLimits limits = {.seconds = 5, .memory = (size_t)1 << 30, .output = 1 << 20};

typedef struct Ran {
    Arena *arena;
    Helper *helper;
    Str output;
} Ran;

static HelperState run(Ran *ran, const char *program, HelperLimits most, Str bytes,
                       const char *const *arguments)
{
    *ran = (Ran){.arena = arena_new(), .helper = helper_start(program, most, true)};
    helper_give(ran->helper, bytes);
    return helper_run(ran->arena, ran->helper, arguments, &ran->output);
}

static void end(Ran *ran)
{
    helper_end(ran->helper);
    arena_free(ran->arena);
}

static void test_output(void **state)
{
    Ran ran;
    const char *const file[] = {HELPER_FILE, NULL};
    Str bytes = STR("一行\n");

    (void)state;
    assert_int_equal(run(&ran, "cat", limits, bytes, file), HELPER_DONE);
    assert_true(str_equal(ran.output, bytes));
    helper_give(ran.helper, STR("另一个"));
    assert_int_equal(helper_run(ran.arena, ran.helper, file, &ran.output), HELPER_DONE);
    assert_true(str_equal(ran.output, STR("另一个")));
    assert_int_equal(helper_run(ran.arena, ran.helper, file, &ran.output), HELPER_DONE);
    assert_true(str_equal(ran.output, STR("另一个")));
    end(&ran);
}

static void test_missing(void **state)
{
    Ran ran;
    const char *const none[] = {NULL};

    (void)state;
    assert_int_equal(run(&ran, "gongkai-has-no-such-program", limits, STR("x"), none), HELPER_MISSING);
    end(&ran);
}

// Whether this system has a sandbox, tried in a process that it does not matter to.
static bool has_sandbox(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        Sandbox sandbox = {.arena = arena_new()};

        _exit(sandbox_enter(&sandbox) == SANDBOX_ENTERED ? 0 : 1);
    }
    return waitpid(child, &status, 0) == child && status == 0;
}

// A file of the machine's, a file that is written, another program: none of them.
static void test_confined(void **state)
{
    Ran ran;
    const char *const secret[] = {"/etc/passwd", NULL};
    const char *const made[] = {"/tmp/gongkai-test-helper", NULL};
    const char *const other[] = {"/bin/echo", "run", NULL};

    (void)state;
    if (!has_sandbox())
        skip();
#ifndef GONGKAI_SANITIZED
    assert_int_equal(run(&ran, "cat", limits, STR("x"), secret), HELPER_BROKEN);
    assert_int_equal(ran.output.n, 0);
    end(&ran);
    assert_int_equal(run(&ran, "touch", limits, STR("x"), made), HELPER_BROKEN);
    assert_int_not_equal(access("/tmp/gongkai-test-helper", F_OK), 0);
    end(&ran);
    assert_int_equal(run(&ran, "env", limits, STR("x"), other), HELPER_BROKEN);
    assert_int_equal(ran.output.n, 0);
    end(&ran);
#else
    (void)ran, (void)secret, (void)made, (void)other;
#endif
}

static void test_limits(void **state)
{
    Ran ran;
    const char *const nap[] = {"60", NULL};
    const char *const none[] = {NULL};
    HelperLimits soon = {.seconds = 1, .memory = limits.memory, .output = limits.output};

    (void)state;
    assert_int_equal(run(&ran, "sleep", soon, STR("x"), nap), HELPER_SLOW);
    end(&ran);
    assert_int_equal(run(&ran, "yes", limits, STR("x"), none), HELPER_LARGE);
    end(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_confined),
        cmocka_unit_test(test_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

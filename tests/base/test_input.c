// What is read beneath a folder stays beneath it, by the kernel's own call and by the walk that stands in for
// it.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/internal-input.h"
#include "folder_fixture.h"

static int set_up(void **state)
{
    Fixture *f = folder_fixture_make();

    mkdir(in(f, "root"), 0700);
    mkdir(in(f, "root/a"), 0700);
    mkdir(in(f, "root/a/b"), 0700);
    mkdir(in(f, "beside"), 0700);
    put(f, "beside/secret.txt", "s");
    put(f, "root/own.txt", "own");
    put(f, "root/a/b/deep.txt", "deep");
    *state = f;
    return 0;
}

static const struct {
    const char *link, *target; // made where both are given
    const char *name;
    int error; // 0: it opens
} cases[] = {
    {NULL, NULL, "own.txt", 0},
    {NULL, NULL, "a/b/deep.txt", 0},
    {NULL, NULL, "./a//b/../b/deep.txt", 0},
    {NULL, NULL, "a/b/", 0},
    {NULL, NULL, ".", 0},
    {NULL, NULL, "none", ENOENT},
    {NULL, NULL, "own.txt/x", ENOTDIR},
    {NULL, NULL, "../beside/secret.txt", EXDEV},
    {NULL, NULL, "a/../../beside/secret.txt", EXDEV},
    {NULL, NULL, "/etc/passwd", EXDEV},
    {"absolute", "/etc/passwd", "absolute", EXDEV},
    {"out", "../beside", "out/secret.txt", EXDEV},
    {"a/out", "../../beside/secret.txt", "a/out", EXDEV},
    {"within", "a/b", "within/deep.txt", 0},
    {"a/up", "../own.txt", "a/up", 0},
    {"twice", "within/../../within", "twice/deep.txt", 0}, // of links in links, .. is of where they lead
    {"nowhere", "not/there", "nowhere", ENOENT},
    {"round", "round", "round", ELOOP},
    {"chain", "out", "chain/secret.txt", EXDEV},
};

static void check(Fixture *f, int (*open_it)(Fixture *f, const char *name))
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int fd;

        if (cases[i].link &&
            symlink(cases[i].target, in(f, str_print(f->arena, "root/%s", cases[i].link).at)))
            assert_int_equal(errno, EEXIST); // from a check before
        fd = open_it(f, cases[i].name);
        if (cases[i].error && (fd >= 0 || errno != cases[i].error))
            fail_msg("%s: %d, %s", cases[i].name, fd, strerror(errno));
        if (!cases[i].error && fd < 0)
            fail_msg("%s: %s", cases[i].name, strerror(errno));
        if (fd >= 0)
            close(fd);
    }
}

static int by_call(Fixture *f, const char *name)
{
    return input_open((Input){str_of(in(f, "root")), str_of(name)}, O_RDONLY);
}

static int by_walk(Fixture *f, const char *name)
{
    int root = open(in(f, "root"), O_PATH | O_DIRECTORY), fd = input_walk(root, name, O_RDONLY),
        error = errno;

    close(root);
    errno = error;
    return fd;
}

static void stays_beneath(void **state)
{
    check(*state, by_call);
}

static void walks_beneath(void **state)
{
    check(*state, by_walk);
}

// However many files were opened on the way, none stays open.
static void leaves_nothing_open(void **state)
{
    int before = open("/dev/null", O_RDONLY), after;

    close(before);
    check(*state, by_walk);
    check(*state, by_call);
    after = open("/dev/null", O_RDONLY);
    close(after);
    assert_int_equal(before, after);
}

static void walks_no_longer_than_a_path(void **state)
{
    Fixture *f = *state;
    char name[8192], part[600];

    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(by_walk(f, name), -1);
    assert_int_equal(errno, ENAMETOOLONG);
    memset(part, 'a', sizeof part - 1);
    part[sizeof part - 1] = '\0';
    assert_int_equal(by_walk(f, part), -1);
    assert_int_equal(errno, ENAMETOOLONG);
}

static void tells_what_is_there(void **state)
{
    Fixture *f = *state;
    Str root = str_of(in(f, "root"));

    assert_int_equal(symlink("/etc", in(f, "root/etc")), 0);
    assert_int_equal(symlink("nowhere", in(f, "root/nowhere")), 0);
    assert_int_equal(mkfifo(in(f, "root/pipe"), 0600), 0);
    assert_int_equal(input_kind((Input){root, STR("own.txt")}), INPUT_FILE);
    assert_int_equal(input_kind((Input){root, STR("a")}), INPUT_FOLDER);
    assert_int_equal(input_kind((Input){.root = root}), INPUT_FOLDER);
    assert_int_equal(input_kind((Input){root, STR("pipe")}), INPUT_OTHER);
    assert_int_equal(input_kind((Input){root, STR("nowhere")}), INPUT_OTHER);
    assert_int_equal(input_kind((Input){root, STR("etc")}), INPUT_OUTSIDE);
    assert_int_equal(input_kind((Input){root, STR("etc/passwd")}), INPUT_OUTSIDE);
    assert_int_equal(input_kind((Input){root, STR("none")}), INPUT_NONE);
    assert_int_equal(input_kind((Input){STR("/no/such/folder"), STR("none")}), INPUT_NONE);
    assert_int_equal(input_kind(input_at(str_of(in(f, "root/etc")))), INPUT_FOLDER);
}

static void lists_by_name(void **state)
{
    Fixture *f = *state;
    Str root = str_of(in(f, "root"));
    size_t n;
    Str *names;

    put(f, "root/.hidden", "");
    put(f, "root/10-b.md", "");
    put(f, "root/9-a.md", "");
    names = input_list(f->arena, NULL, (Input){.root = root}, &n);
    assert_int_equal(n, 4);
    assert_true(str_equal(names[0], STR("9-a.md")) && str_equal(names[1], STR("10-b.md")));
    assert_int_equal(symlink("../beside", in(f, "root/out")), 0);
    assert_null(input_list(f->arena, NULL, (Input){root, STR("out")}, &n));
    assert_int_equal(n, 0);
}

static void named(Fixture *f, Input from, const char *written, const char *root, const char *name)
{
    Input input = input_named(f->arena, from, str_of(written));

    assert_string_equal(str_c(f->arena, input.root), root);
    assert_string_equal(str_c(f->arena, input.name), name);
}

static void leaves_by_a_name_that_is_written(void **state)
{
    Fixture *f = *state;
    Input project = {.root = STR("p")}, inside = {STR("p"), STR("templates/own")};
    Input style;

    named(f, project, "2022/tables", "p", "2022/tables");
    named(f, project, "./2022", "p", "2022");
    named(f, project, "../2022", "p/../2022", "");
    named(f, project, "2022/../../x", "p/2022/../../x", "");
    named(f, project, "/srv/2022", "/srv/2022", "");
    named(f, inside, "../base", "p", "templates/base");
    named(f, inside, "../../../base", "p/templates/own/../../../base", "");
    style = input_named_file(f->arena, project, STR("../styles/our.yaml"));
    assert_string_equal(str_c(f->arena, style.root), "p/../styles/");
    assert_string_equal(str_c(f->arena, style.name), "our.yaml");
}

// What cannot be looked at is not taken for what is not there.
static void what_is_not_known(void **state)
{
    Fixture *f = *state;
    Input folder = {str_of(in(f, "root")), STR("a")}, gone = {str_of(in(f, "root")), STR("gone")};
    struct rlimit limit, none;
    Diag *diag = diag_new();
    int lowest = dup(0);

    assert_true(lowest > 0);
    close(lowest);
    assert_int_equal(input_kind(folder), INPUT_FOLDER);
    assert_int_equal(input_kind(gone), INPUT_NONE);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = (rlim_t)lowest;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    assert_int_equal(input_kind(folder), INPUT_UNKNOWN);
    assert_int_equal(input_kind(gone), INPUT_UNKNOWN);
    assert_true(input_is_there(gone));
    assert_false(input_is_folder(diag, folder));
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(diag_total(diag), 1);
    assert_int_equal(diag_at(diag, 0)->severity, SEVERITY_FAILURE);
    assert_string_equal(diag_at(diag, 0)->rule, "file-unreadable");
    assert_true(input_is_folder(diag, folder));
    assert_false(input_is_folder(diag, gone));
    assert_int_equal(diag_total(diag), 1);
    diag_free(diag);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, folder_fixture_remove)
    const struct CMUnitTest tests[] = {
        TEST(stays_beneath),
        TEST(walks_beneath),
        TEST(leaves_nothing_open),
        TEST(walks_no_longer_than_a_path),
        TEST(tells_what_is_there),
        TEST(lists_by_name),
        TEST(leaves_by_a_name_that_is_written),
        TEST(what_is_not_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

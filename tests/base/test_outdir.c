// The output folder: replaced as a whole or left as it was, with nothing beside it.
#include "testing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// The program's own renameat2 and fsync come before libc's, so that a test can have a file system that lacks
// one or fails.
static int exchange_error, fsync_error;
static int swaps, fsyncs;

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags)
{
    swaps++;
    if (exchange_error) {
        errno = exchange_error;
        return -1;
    }
    return (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

int fsync(int fd)
{
    fsyncs++;
    if (fsync_error) {
        errno = fsync_error;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

typedef struct Fixture {
    char top[64]; // an empty folder of the test's own
    Arena *arena;
    Diag *diag;
} Fixture;

static int set_up(void **state)
{
    Fixture *f = calloc(1, sizeof *f);

    strcpy(f->top, "/tmp/gongkai-test-XXXXXX");
    if (!mkdtemp(f->top))
        return -1;
    f->arena = arena_new();
    f->diag = diag_new();
    exchange_error = fsync_error = swaps = fsyncs = 0;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    int failed = system(str_print(f->arena, "chmod -R u+rwx %s; rm -r %s", f->top, f->top).at);

    arena_free(f->arena);
    diag_free(f->diag);
    free(f);
    return failed;
}

static char *in(Fixture *f, const char *name)
{
    return str_c(f->arena, str_print(f->arena, "%s/%s", f->top, name));
}

static OutDir *open_out(Fixture *f, const char *name)
{
    return outdir_open(f->arena, f->diag, str_of(in(f, name)));
}

static void put(Fixture *f, const char *name, const char *text)
{
    FILE *file = fopen(in(f, name), "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void assert_file(Fixture *f, const char *name, const char *expected)
{
    char text[200] = "";
    FILE *file = fopen(in(f, name), "r");

    if (!file)
        fail_msg("no file %s", name);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

static bool exists(Fixture *f, const char *name)
{
    struct stat status;

    return lstat(in(f, name), &status) == 0;
}

// The names in a folder, sorted, each followed by a blank.
static void assert_listing(Fixture *f, const char *folder, const char *expected)
{
    StrBuf buf = {.arena = f->arena};
    struct dirent **entries;
    int n = scandir(in(f, folder), &entries, NULL, alphasort);

    assert_true(n >= 0);
    for (int i = 0; i < n; i++) {
        if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0)
            buf_print(&buf, "%s ", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    assert_string_equal(buf_str(&buf).at, expected);
}

// A finished output with one file.
static void build(Fixture *f, const char *folder, const char *file, const char *text)
{
    OutDir *out = open_out(f, folder);

    assert_non_null(out);
    assert_true(outdir_write(out, f->diag, str_of(file), str_of(text)));
    assert_true(outdir_commit(out, f->diag));
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_fresh(void **state)
{
    Fixture *f = *state;
    OutDir *out = open_out(f, "out");

    assert_non_null(out);
    assert_true(outdir_write(out, f->diag, STR("index.html"), STR("a")));
    assert_true(outdir_write(out, f->diag, STR("a/b/c.txt"), STR("deep")));
    assert_true(outdir_write(out, f->diag, STR("a/b/d.txt"), STR("")));
    assert_false(exists(f, "out")); // nothing is seen before the commit
    assert_true(outdir_commit(out, f->diag));
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai a index.html ");
    assert_file(f, "out/a/b/c.txt", "deep");
    assert_file(f, "out/a/b/d.txt", "");
    assert_int_equal(diag_total(f->diag), 0);
    assert_in_range(fsyncs, 5, 20); // the files and the folders
    assert_false(outdir_commit(out, f->diag));
    outdir_abandon(out); // does nothing
    assert_file(f, "out/index.html", "a");
}

static void test_replace(void **state)
{
    Fixture *f = *state;

    build(f, "out", "old/x/y.html", "1");
    build(f, "out", "new.html", "2");
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai new.html ");
    assert_file(f, "out/new.html", "2");
}

static void test_replace_without_exchange(void **state)
{
    Fixture *f = *state;

    build(f, "out", "old.html", "1");
    exchange_error = EINVAL;
    build(f, "out", "new.html", "2");
    exchange_error = ENOSYS;
    build(f, "out", "newer.html", "3");
    assert_int_equal(swaps, 2);
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai newer.html ");
}

static void test_swap_failure_keeps_old(void **state)
{
    Fixture *f = *state;
    OutDir *out;

    build(f, "out", "old.html", "1");
    exchange_error = EIO;
    out = open_out(f, "out");
    assert_true(outdir_write(out, f->diag, STR("new.html"), STR("2")));
    assert_false(outdir_commit(out, f->diag));
    assert_int_equal(diag_count(f->diag, SEVERITY_FAILURE), 1);
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai old.html ");
}

static void test_flush_failure_keeps_old(void **state)
{
    Fixture *f = *state;
    OutDir *out;

    build(f, "out", "old.html", "1");
    fsync_error = EIO;
    out = open_out(f, "out");
    assert_true(outdir_write(out, f->diag, STR("new.html"), STR("2")));
    assert_false(outdir_commit(out, f->diag));
    assert_true(diag_has(f->diag, "output-write"));
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai old.html ");
}

static void test_recovers_from_kill_between_renames(void **state)
{
    Fixture *f = *state;

    build(f, "out", "old.html", "1");
    assert_int_equal(rename(in(f, "out"), in(f, ".out.gongkai-old")), 0);
    outdir_abandon(open_out(f, "out"));
    assert_listing(f, ".", "out ");
    assert_file(f, "out/old.html", "1");
}

static void test_takes_over_what_a_kill_left(void **state)
{
    Fixture *f = *state;
    pid_t child = fork();
    int status;

    if (child == 0) {
        OutDir *out = open_out(f, "out");

        outdir_write(out, f->diag, STR("half/written.html"), STR("x"));
        _exit(exists(f, ".out.gongkai-new/half/written.html") ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_listing(f, ".", ".out.gongkai-new ");
    build(f, "out", "new.html", "2");
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai new.html ");
}

static void test_foreign_is_refused(void **state)
{
    Fixture *f = *state;

    assert_int_equal(mkdir(in(f, "out"), 0777), 0);
    put(f, "out/thesis.txt", "mine");
    assert_null(open_out(f, "out"));
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "output-foreign");
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_ERROR);
    assert_true(diag_at(f->diag, 0)->hint.n > 0);
    assert_listing(f, ".", "out ");
    assert_file(f, "out/thesis.txt", "mine");
}

static void test_file_in_place_is_refused(void **state)
{
    Fixture *f = *state;

    put(f, "out", "mine");
    assert_null(open_out(f, "out"));
    assert_true(diag_has(f->diag, "output-foreign"));
    assert_listing(f, ".", "out ");
    assert_file(f, "out", "mine");
}

static void test_foreign_neighbour_is_left(void **state)
{
    Fixture *f = *state;

    assert_int_equal(mkdir(in(f, ".out.gongkai-new"), 0777), 0);
    put(f, ".out.gongkai-new/thesis.txt", "mine");
    assert_null(open_out(f, "out"));
    assert_true(diag_has(f->diag, "output-foreign"));
    assert_file(f, ".out.gongkai-new/thesis.txt", "mine");
}

static void test_turned_foreign_meanwhile(void **state)
{
    Fixture *f = *state;
    OutDir *out = open_out(f, "out");

    assert_int_equal(mkdir(in(f, "out"), 0777), 0);
    put(f, "out/thesis.txt", "mine");
    assert_false(outdir_commit(out, f->diag));
    assert_true(diag_has(f->diag, "output-foreign"));
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", "thesis.txt ");
}

static void test_empty_folder_is_taken(void **state)
{
    Fixture *f = *state;
    struct stat status;

    assert_int_equal(mkdir(in(f, "out"), 0777), 0);
    assert_int_equal(chmod(in(f, "out"), 0751), 0);
    build(f, "out/", "a", "1");
    assert_listing(f, ".", "out ");
    assert_int_equal(stat(in(f, "out"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0751); // its permissions stay
}

static void test_abandon(void **state)
{
    Fixture *f = *state;
    OutDir *out;

    build(f, "out", "old.html", "1");
    out = open_out(f, "out");
    assert_true(outdir_write(out, f->diag, STR("a/b.html"), STR("2")));
    outdir_abandon(out);
    outdir_abandon(out);
    assert_false(outdir_commit(out, f->diag));
    assert_listing(f, ".", "out ");
    assert_file(f, "out/old.html", "1");
}

static void test_arena_end_abandons(void **state)
{
    Fixture *f = *state;
    Arena *arena = arena_new();
    OutDir *out = outdir_open(arena, f->diag, str_of(in(f, "p/out")));

    assert_true(outdir_write(out, f->diag, STR("a"), STR("1")));
    arena_free(arena);
    assert_listing(f, ".", "");
}

static void test_parents(void **state)
{
    Fixture *f = *state;

    outdir_abandon(open_out(f, "p/q/out"));
    assert_listing(f, ".", ""); // no empty parents stay
    build(f, "p/q/out", "a", "1");
    assert_file(f, "p/q/out/a", "1");
    outdir_abandon(open_out(f, "p/q/r/other"));
    assert_listing(f, "p/q", "out ");
}

static void test_parent_is_a_file(void **state)
{
    Fixture *f = *state;

    put(f, "file", "mine");
    assert_null(open_out(f, "file/out"));
    assert_null(open_out(f, "file/a/out"));
    assert_int_equal(diag_count(f->diag, SEVERITY_FAILURE), 2);
    assert_string_equal(diag_at(f->diag, 0)->rule, "output-write");
    assert_file(f, "file", "mine");
}

static void test_impossible_paths(void **state)
{
    Fixture *f = *state;

    assert_null(outdir_open(f->arena, f->diag, (Str){0}));
    assert_null(outdir_open(f->arena, f->diag, STR("/")));
    assert_null(open_out(f, "new/.."));
    assert_null(outdir_open(f->arena, f->diag, (Str){"a\0b", 3}));
    assert_int_equal(diag_count(f->diag, SEVERITY_FAILURE), 4);
    assert_listing(f, ".", "");
}

static void test_link_is_resolved(void **state)
{
    Fixture *f = *state;

    assert_int_equal(mkdir(in(f, "real"), 0777), 0);
    assert_int_equal(symlink("real", in(f, "out")), 0);
    build(f, "out", "a", "1");
    assert_listing(f, ".", "out real ");
    assert_file(f, "real/a", "1");
    assert_int_equal(symlink("nowhere", in(f, "dangling")), 0);
    assert_null(open_out(f, "dangling"));
    assert_true(diag_has(f->diag, "output-write"));
    assert_listing(f, ".", "dangling out real ");
}

static void test_names_do_not_escape(void **state)
{
    static const Str names[] = {
        STR("../evil"), STR("/evil"), STR("a/../../evil"), STR(".."),       STR("."),    STR(""),
        STR("a//b"),    STR("a/"),    STR("a/./b"),        STR(".gongkai"), STR("a/.."), STR("e\0vil"),
    };
    Fixture *f = *state;
    OutDir *out;
    size_t n = sizeof names / sizeof *names;

    put(f, "evil", "mine");
    build(f, "out", "a", "1");
    out = open_out(f, "out");
    for (size_t i = 0; i < n; i++) {
        assert_false(outdir_write(out, f->diag, names[i], STR("x")));
        assert_false(outdir_keep(out, f->diag, names[i]));
        assert_null(outdir_read_old(out, f->arena, names[i]).at);
    }
    assert_int_equal(diag_total(f->diag), n);
    assert_string_equal(diag_at(f->diag, 0)->rule, "output-name");
    assert_true(outdir_write(out, f->diag, STR("..a"), STR("fine"))); // dots alone do no harm
    assert_false(outdir_commit(out, f->diag));                        // a file is missing
    assert_listing(f, ".", "evil out ");
    assert_file(f, "evil", "mine");
    assert_file(f, "out/a", "1");
}

static void test_keep(void **state)
{
    Fixture *f = *state;
    struct stat before, after;
    OutDir *out;

    build(f, "out", "media/big.png", "pixels");
    assert_int_equal(stat(in(f, "out/media/big.png"), &before), 0);
    out = open_out(f, "out");
    assert_true(outdir_keep(out, f->diag, STR("media/big.png")));
    assert_false(outdir_keep(out, f->diag, STR("media/none.png")));
    assert_false(outdir_keep(out, f->diag, STR("media"))); // a folder
    assert_true(outdir_commit(out, f->diag));
    assert_int_equal(stat(in(f, "out/media/big.png"), &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(after.st_nlink, 1);
    assert_file(f, "out/media/big.png", "pixels");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_keep_in_fresh_folder(void **state)
{
    Fixture *f = *state;
    OutDir *out = open_out(f, "out");

    assert_false(outdir_keep(out, f->diag, STR("a")));
    assert_null(outdir_read_old(out, f->arena, STR("a")).at);
    assert_int_equal(diag_total(f->diag), 0);
    outdir_abandon(out);
}

static void test_write_over_kept_spares_old(void **state)
{
    Fixture *f = *state;
    OutDir *out;

    build(f, "out", "a", "old");
    out = open_out(f, "out");
    assert_true(outdir_keep(out, f->diag, STR("a")));
    assert_true(outdir_write(out, f->diag, STR("a"), STR("new")));
    assert_file(f, "out/a", "old");
    assert_true(outdir_keep(out, f->diag, STR("a")));
    assert_file(f, ".out.gongkai-new/a", "old");
    assert_true(outdir_write(out, f->diag, STR("a"), STR("newer")));
    outdir_abandon(out);
    assert_file(f, "out/a", "old");
}

static void test_read_old(void **state)
{
    Fixture *f = *state;
    OutDir *out;
    Str empty;

    build(f, "out", "a/b", "old text");
    out = open_out(f, "out");
    assert_str(outdir_read_old(out, f->arena, STR("a/b")), "old text");
    assert_null(outdir_read_old(out, f->arena, STR("a")).at);
    assert_null(outdir_read_old(out, f->arena, STR("c")).at);
    assert_true(outdir_write(out, f->diag, STR("empty"), (Str){0}));
    assert_true(outdir_commit(out, f->diag));
    out = open_out(f, "out");
    empty = outdir_read_old(out, f->arena, STR("empty"));
    assert_non_null(empty.at);
    assert_int_equal(empty.n, 0);
    outdir_abandon(out);
}

// A limit on file size fails a write half-way as a full disk does.
static void test_full_disk(void **state)
{
    static char big[64 * 1024];
    struct rlimit before, small;
    Fixture *f = *state;
    OutDir *out;
    bool written, again;

    build(f, "out", "old.html", "1");
    out = open_out(f, "out");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){16 * 1024, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    written = outdir_write(out, f->diag, STR("a/big.html"), (Str){big, sizeof big});
    again = outdir_write(out, f->diag, STR("b/big.html"), (Str){big, sizeof big});
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_false(again);
    assert_false(outdir_commit(out, f->diag));
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "output-write");
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_FAILURE);
    assert_true(str_find(diag_at(f->diag, 0)->message, str_of(strerror(EFBIG)), 0) >= 0);
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai old.html ");
}

static void test_busy(void **state)
{
    Fixture *f = *state;
    OutDir *first = open_out(f, "out");

    assert_true(outdir_write(first, f->diag, STR("a"), STR("1")));
    assert_null(open_out(f, "out"));
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "output-busy");
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_FAILURE);
    assert_true(outdir_commit(first, f->diag)); // unharmed
    assert_listing(f, ".", "out ");
    assert_file(f, "out/a", "1");
}

static void test_neighbours_do_not_wait(void **state)
{
    Fixture *f = *state;
    OutDir *a = open_out(f, "a");
    OutDir *b = open_out(f, "b");

    assert_non_null(a);
    assert_non_null(b);
    assert_true(outdir_commit(a, f->diag));
    assert_true(outdir_commit(b, f->diag));
    assert_listing(f, ".", "a b ");
}

// Several processes build into one folder over and over: every build succeeds, and a reader sees whole
// outputs only.
static void test_builds_take_turns(void **state)
{
    enum { BUILDERS = 4, ROUNDS = 25 };
    Fixture *f = *state;
    pid_t children[BUILDERS];

    for (int i = 0; i < BUILDERS; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        for (int round = 0; round < ROUNDS; round++) {
            char text[2] = {(char)('a' + i), '\0'};
            OutDir *out = open_out(f, "out");

            if (!out || !outdir_write(out, f->diag, STR("x/1"), str_of(text)) ||
                !outdir_write(out, f->diag, STR("y/2"), str_of(text)) || !outdir_commit(out, f->diag) ||
                diag_total(f->diag))
                _exit(1);
        }
        _exit(0);
    }
    for (int i = 0; i < BUILDERS; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai x y ");
}

// Old output of any depth goes, within few open files.
static void test_deep_old_output_is_removed(void **state)
{
    Fixture *f = *state;
    int at, next;

    build(f, "out", "a", "1");
    at = open(in(f, "out"), O_RDONLY | O_DIRECTORY);
    for (int depth = 0; depth < 3000; depth++) {
        assert_int_equal(mkdirat(at, "d", 0777), 0);
        assert_int_equal(mkdirat(at, "e", 0777), 0);
        next = openat(at, "d", O_RDONLY | O_DIRECTORY);
        assert_true(next >= 0);
        close(at);
        at = next;
    }
    close(at);
    build(f, "out", "b", "2");
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai b ");
}

static void test_link_in_old_output_is_not_followed(void **state)
{
    Fixture *f = *state;

    assert_int_equal(mkdir(in(f, "mine"), 0777), 0);
    put(f, "mine/thesis.txt", "mine");
    build(f, "out", "a", "1");
    assert_int_equal(symlink(in(f, "mine"), in(f, "out/link")), 0);
    build(f, "out", "b", "2");
    assert_listing(f, ".", "mine out ");
    assert_file(f, "mine/thesis.txt", "mine");
}

static void test_no_descriptor_leaks(void **state)
{
    Fixture *f = *state;
    int before = dup(0), after;

    close(before);
    build(f, "out", "a", "1");
    build(f, "out", "a", "2");
    outdir_abandon(open_out(f, "out"));
    put(f, "file", "");
    assert_null(open_out(f, "file"));
    after = dup(0);
    close(after);
    assert_int_equal(before, after);
}

#define with_folder(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_folder(test_fresh),
        with_folder(test_replace),
        with_folder(test_replace_without_exchange),
        with_folder(test_swap_failure_keeps_old),
        with_folder(test_flush_failure_keeps_old),
        with_folder(test_recovers_from_kill_between_renames),
        with_folder(test_takes_over_what_a_kill_left),
        with_folder(test_foreign_is_refused),
        with_folder(test_file_in_place_is_refused),
        with_folder(test_foreign_neighbour_is_left),
        with_folder(test_turned_foreign_meanwhile),
        with_folder(test_empty_folder_is_taken),
        with_folder(test_abandon),
        with_folder(test_arena_end_abandons),
        with_folder(test_parents),
        with_folder(test_parent_is_a_file),
        with_folder(test_impossible_paths),
        with_folder(test_link_is_resolved),
        with_folder(test_names_do_not_escape),
        with_folder(test_keep),
        with_folder(test_keep_in_fresh_folder),
        with_folder(test_write_over_kept_spares_old),
        with_folder(test_read_old),
        with_folder(test_full_disk),
        with_folder(test_busy),
        with_folder(test_neighbours_do_not_wait),
        with_folder(test_builds_take_turns),
        with_folder(test_deep_old_output_is_removed),
        with_folder(test_link_in_old_output_is_not_followed),
        with_folder(test_no_descriptor_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

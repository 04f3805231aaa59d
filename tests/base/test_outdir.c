// The output folder: replaced as a whole or left as it was, with nothing beside it.
#include "base/outdir_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>

// The program's own renameat2, syncfs and flock come before libc's, so that a test can have a file system
// that lacks one or fails, or another build at the worst moment.
static int exchange_error, sync_error, folder_sync_error;
static int swaps, syncs, folder_syncs;
static ino_t synced; // the folder by which the file system was flushed last
static const char *removed_before_lock;

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags)
{
    swaps++;
    if (exchange_error) {
        errno = exchange_error;
        return -1;
    }
    return (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

int syncfs(int fd)
{
    struct stat about;

    syncs++;
    synced = fstat(fd, &about) == 0 ? about.st_ino : 0;
    if (sync_error) {
        errno = sync_error;
        return -1;
    }
    return (int)syscall(SYS_syncfs, fd);
}

int fsync(int fd)
{
    folder_syncs++;
    if (folder_sync_error) {
        errno = folder_sync_error;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int flock(int fd, int operation)
{
    if (removed_before_lock)
        rmdir(removed_before_lock);
    removed_before_lock = NULL;
    return (int)syscall(SYS_flock, fd, operation);
}

static int set_up_system(void **state)
{
    exchange_error = sync_error = folder_sync_error = swaps = syncs = folder_syncs = 0;
    removed_before_lock = NULL;
    return set_up(state);
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
    assert_int_equal(syncs, 1);
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
    sync_error = EIO;
    out = open_out(f, "out");
    assert_true(outdir_write(out, f->diag, STR("new.html"), STR("2")));
    assert_false(outdir_commit(out, f->diag));
    assert_true(diag_has(f->diag, "output-write"));
    assert_listing(f, ".", "out ");
    assert_listing(f, "out", ".gongkai old.html ");
}

// Three outputs in one folder, opened in another order than they are committed in; b has an older one.
static void open_three(Fixture *f, OutDirCommit *commits, Diag **diags)
{
    static const char *const names[] = {"a", "b", "c"};
    static const int order[] = {1, 0, 2};

    build(f, "b", "old.html", "1");
    syncs = folder_syncs = 0;
    for (int i = 0; i < 3; i++)
        diags[i] = diag_new();
    for (int i = 0; i < 3; i++)
        commits[order[i]] = (OutDirCommit){.out = open_out(f, names[order[i]]), .diag = diags[order[i]]};
    for (int i = 0; i < 3; i++)
        assert_true(outdir_write(commits[i].out, diags[i], STR("new.html"), str_of(names[i])));
}

static void free_three(Diag **diags)
{
    for (int i = 0; i < 3; i++)
        diag_free(diags[i]);
}

static void test_several_are_flushed_once(void **state)
{
    Fixture *f = *state;
    OutDirCommit commits[3];
    Diag *diags[3];
    struct stat first;

    open_three(f, commits, diags);
    assert_int_equal(stat(in(f, ".b.gongkai-new"), &first), 0);
    outdir_commit_all(commits, 3);
    assert_int_equal(syncs, 1);
    assert_true(synced == first.st_ino); // which tells of errors since before any of them was written
    assert_int_equal(folder_syncs, 1);
    assert_listing(f, ".", "a b c ");
    for (int i = 0; i < 3; i++) {
        assert_true(commits[i].done);
        assert_int_equal(diag_total(diags[i]), 0);
    }
    assert_file(f, "b/new.html", "b");
    assert_listing(f, "b", ".gongkai new.html ");
    free_three(diags);
}

static void test_flush_failure_of_several_keeps_all(void **state)
{
    Fixture *f = *state;
    OutDirCommit commits[3];
    Diag *diags[3];

    open_three(f, commits, diags);
    sync_error = EIO;
    outdir_commit_all(commits, 3);
    assert_listing(f, ".", "b ");
    assert_listing(f, "b", ".gongkai old.html ");
    for (int i = 0; i < 3; i++) {
        assert_false(commits[i].done);
        assert_true(diag_has(diags[i], "output-write"));
    }
    free_three(diags);
}

// One of several that cannot be exchanged, or was not written whole, is the only one that is not.
static void test_failure_of_one_is_its_own(void **state)
{
    Fixture *f = *state;
    OutDirCommit commits[3];
    Diag *diags[3];

    open_three(f, commits, diags);
    exchange_error = EIO; // a and c replace nothing
    assert_false(outdir_write(commits[2].out, diags[2], STR("../x"), STR("")));
    outdir_commit_all(commits, 3);
    assert_listing(f, ".", "a b ");
    assert_listing(f, "b", ".gongkai old.html ");
    assert_true(commits[0].done && !commits[1].done && !commits[2].done);
    assert_int_equal(diag_total(diags[0]), 0);
    assert_true(diag_has(diags[1], "output-write"));
    assert_true(diag_has(diags[2], "output-name"));
    free_three(diags);
}

// What was swapped and may be gone after a power cut is told of, and what it replaced is not removed.
static void test_swap_that_cannot_be_flushed(void **state)
{
    Fixture *f = *state;
    OutDirCommit commits[3];
    Diag *diags[3];

    open_three(f, commits, diags);
    folder_sync_error = EIO;
    outdir_commit_all(commits, 3);
    for (int i = 0; i < 3; i++) {
        assert_true(commits[i].done);
        assert_true(diag_has(diags[i], "output-write"));
    }
    assert_file(f, "b/new.html", "b");
    assert_file(f, ".b.gongkai-new/old.html", "1");
    folder_sync_error = 0;
    build(f, "b", "newer.html", "2");
    assert_listing(f, ".", "a b c ");
    folder_sync_error = EINVAL; // a file system that flushes no folders
    build(f, "b", "newest.html", "3");
    free_three(diags);
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

// A link of that name in a folder that others can write to must not lead the build elsewhere.
static void test_planted_link_is_not_followed(void **state)
{
    Fixture *f = *state;

    assert_int_equal(mkdir(in(f, "mine"), 0777), 0);
    assert_int_equal(symlink("mine", in(f, ".out.gongkai-new")), 0);
    assert_null(open_out(f, "out"));
    assert_true(diag_has(f->diag, "output-write"));
    assert_listing(f, "mine", "");
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

// Another build finishes between our opening the folder and locking it: the lock is then on a folder without
// a name.
static void test_folder_vanishes_before_lock(void **state)
{
    Fixture *f = *state;

    removed_before_lock = in(f, ".out.gongkai-new");
    build(f, "out", "a", "1");
    assert_null(removed_before_lock);
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
    enum { BUILDERS = 4, ROUNDS = 12 };
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

#define with_system(test) cmocka_unit_test_setup_teardown(test, set_up_system, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_system(test_fresh),
        with_system(test_replace),
        with_system(test_replace_without_exchange),
        with_system(test_swap_failure_keeps_old),
        with_system(test_flush_failure_keeps_old),
        with_system(test_several_are_flushed_once),
        with_system(test_flush_failure_of_several_keeps_all),
        with_system(test_failure_of_one_is_its_own),
        with_system(test_swap_that_cannot_be_flushed),
        with_system(test_recovers_from_kill_between_renames),
        with_system(test_takes_over_what_a_kill_left),
        with_system(test_foreign_is_refused),
        with_system(test_file_in_place_is_refused),
        with_system(test_foreign_neighbour_is_left),
        with_system(test_planted_link_is_not_followed),
        with_system(test_turned_foreign_meanwhile),
        with_system(test_empty_folder_is_taken),
        with_system(test_abandon),
        with_system(test_arena_end_abandons),
        with_system(test_parents),
        with_system(test_parent_is_a_file),
        with_system(test_impossible_paths),
        with_system(test_link_is_resolved),
        with_system(test_busy),
        with_system(test_folder_vanishes_before_lock),
        with_system(test_neighbours_do_not_wait),
        with_system(test_builds_take_turns),
        with_system(test_deep_old_output_is_removed),
        with_system(test_link_in_old_output_is_not_followed),
        with_system(test_no_descriptor_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

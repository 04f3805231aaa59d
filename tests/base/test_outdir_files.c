// Files of the output folder: written, kept from the old one, read back; names that lead out; a full disk.
#include "base/outdir_fixture.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

// The program's own readdir comes before libc's: a disk that lists no folder.
static bool unlisted;

struct dirent *readdir(DIR *stream)
{
    typedef struct dirent *Read(DIR *);

    if (unlisted)
        errno = EIO;
    return unlisted ? NULL : ((Read *)dlsym(RTLD_NEXT, "readdir"))(stream);
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
        assert_null(outdir_read_old(out, f->arena, names[i], SIZE_MAX).at);
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
    assert_null(outdir_read_old(out, f->arena, STR("a"), SIZE_MAX).at);
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
    assert_str(outdir_read_old(out, f->arena, STR("a/b"), SIZE_MAX), "old text");
    assert_null(outdir_read_old(out, f->arena, STR("a"), SIZE_MAX).at);
    assert_null(outdir_read_old(out, f->arena, STR("c"), SIZE_MAX).at);
    assert_str(outdir_read_old(out, f->arena, STR("a/b"), 8), "old text");
    assert_null(outdir_read_old(out, f->arena, STR("a/b"), 7).at);
    assert_true(outdir_write(out, f->diag, STR("empty"), (Str){0}));
    assert_true(outdir_commit(out, f->diag));
    out = open_out(f, "out");
    empty = outdir_read_old(out, f->arena, STR("empty"), SIZE_MAX);
    assert_non_null(empty.at);
    assert_int_equal(empty.n, 0);
    outdir_abandon(out);
}

// What the disk does not say is no answer: here a name that is longer than any may be.
static void test_unread_old(void **state)
{
    Fixture *f = *state;
    char name[300];
    OutDir *out;

    memset(name, 'a', sizeof name);
    build(f, "out", "a", "old text");
    out = open_out(f, "out");
    assert_null(outdir_read_old(out, f->arena, STR("b"), SIZE_MAX).at);
    assert_false(outdir_has_old(out, STR("b")));
    assert_false(outdir_unread(out, f->diag));
    assert_int_equal(diag_total(f->diag), 0);
    assert_false(outdir_has_old(out, (Str){name, sizeof name}));
    assert_true(outdir_unread(out, f->diag));
    assert_true(diag_has(f->diag, "file-unreadable"));
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_FAILURE);
    assert_false(outdir_commit(out, f->diag));
    assert_file(f, "out/a", "old text");
    out = open_out(f, "out");
    assert_null(outdir_read_old(out, f->arena, (Str){name, sizeof name}, SIZE_MAX).at);
    assert_true(outdir_unread(out, f->diag));
    outdir_abandon(out);
}

static void test_has_old(void **state)
{
    Fixture *f = *state;
    OutDir *out = open_out(f, "out");

    assert_false(outdir_has_old(out, STR("a")));
    outdir_abandon(out);
    build(f, "out", "a/b", "old text");
    assert_int_equal(symlink("nowhere", in(f, "out/link")), 0);
    out = open_out(f, "out");
    assert_true(outdir_has_old(out, STR("a")));
    assert_true(outdir_has_old(out, STR("a/b")));
    assert_true(outdir_has_old(out, STR("link")));
    assert_false(outdir_has_old(out, STR("c")));
    assert_false(outdir_has_old(out, STR("../out/a")));
    outdir_abandon(out);
}

// What the maker says of a folder is read in the next build, and stands where the folder is known by it.
static void test_marker(void **state)
{
    Fixture *f = *state;
    OutDir *out = open_out(f, "out");

    assert_false(outdir_has_marker(out));
    assert_null(outdir_read_marker(out, f->arena, SIZE_MAX).at);
    assert_true(outdir_commit(out, f->diag));
    out = open_out(f, "out");
    assert_true(outdir_has_marker(out));
    assert_non_null(outdir_read_marker(out, f->arena, SIZE_MAX).at);
    assert_int_equal(outdir_read_marker(out, f->arena, SIZE_MAX).n, 0);
    assert_true(outdir_mark(out, f->diag, STR("a draft")));
    assert_true(outdir_commit(out, f->diag));
    assert_listing(f, "out", ".gongkai ");
    out = open_out(f, "out");
    assert_str(outdir_read_marker(out, f->arena, 7), "a draft");
    assert_null(outdir_read_marker(out, f->arena, 6).at);
    assert_true(outdir_has_marker(out));
    outdir_abandon(out);
}

// A link that nobody named is told from a folder, whatever the path ends with.
static void test_own(void **state)
{
    static const char *const ends[] = {"", "/", "/.", "//"};
    Fixture *f = *state;

    build(f, "out", "a", "1");
    assert_int_equal(symlink("out", in(f, "link")), 0);
    assert_true(outdir_own(f->arena, f->diag, str_of(in(f, "new"))));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        assert_true(outdir_own(f->arena, f->diag, str_print(f->arena, "%s%s", in(f, "out"), ends[i])));
        assert_int_equal(diag_total(f->diag), i);
        assert_false(outdir_own(f->arena, f->diag, str_print(f->arena, "%s%s", in(f, "link"), ends[i])));
        assert_string_equal(diag_at(f->diag, i)->rule, "output-link");
    }
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

// What a user puts into the old output is refused when the build begins, and as well where it came while the
// build went on: the swap would take it away.
static void test_extra_is_refused(void **state)
{
    Fixture *f = *state;
    const Str made[] = {STR("a")};
    OutDir *out;

    build(f, "out", "a", "old");
    out = open_out(f, "out");
    assert_true(outdir_guard(out, f->diag, made, 1));
    put(f, "out/letter.txt", "mine");
    assert_true(outdir_write(out, f->diag, STR("a"), STR("new")));
    assert_false(outdir_commit(out, f->diag));
    assert_mentions(only_finding(f, "output-extra")->message, "letter.txt");
    assert_file(f, "out/letter.txt", "mine");
    assert_file(f, "out/a", "old");
    assert_listing(f, ".", "out ");
    out = open_out(f, "out");
    assert_false(outdir_guard(out, f->diag, made, 1));
    outdir_abandon(out);
}

// What cannot be listed is not empty: it keeps its marker, by which a later build knows it and removes it.
static void test_unlisted(void **state)
{
    Fixture *f = *state;
    OutDir *out;

    build(f, "out", "a", "old");
    out = open_out(f, "out");
    assert_true(outdir_write(out, f->diag, STR("a"), STR("new")));
    unlisted = true;
    assert_true(outdir_commit(out, f->diag));
    unlisted = false;
    assert_non_null(only_finding(f, "output-leftover"));
    assert_file(f, "out/a", "new");
    assert_listing(f, ".", ".out.gongkai-new out ");
    diag_truncate(f->diag, 0);
    build(f, "out", "a", "newer");
    assert_file(f, "out/a", "newer");
    assert_listing(f, ".", "out ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_folder(test_names_do_not_escape),
        with_folder(test_keep),
        with_folder(test_keep_in_fresh_folder),
        with_folder(test_write_over_kept_spares_old),
        with_folder(test_read_old),
        with_folder(test_unread_old),
        with_folder(test_has_old),
        with_folder(test_marker),
        with_folder(test_own),
        with_folder(test_full_disk),
        with_folder(test_extra_is_refused),
        with_folder(test_unlisted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

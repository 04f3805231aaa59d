// Which changes below a folder are news, and whether they touch more than text, tables and pictures.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "own_folder.h"
#include "preview/internal-preview.h"

typedef struct Fixture {
    Arena *arena;
    char folder[OWN_FOLDER];
    Watch *watch;
} Fixture;

static const char *path_of(Fixture *f, const char *name)
{
    return str_print(f->arena, "%s/%s", f->folder, name).at;
}

static void write_file(Fixture *f, const char *name)
{
    int fd = open(path_of(f, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
}

static void make_folder(Fixture *f, const char *name)
{
    assert_int_equal(mkdir(path_of(f, name), 0700), 0);
}

static int setup(void **state)
{
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);
    f->arena = arena;
    own_folder_make(f->folder);
    make_folder(f, "sections");
    f->watch = watch_open(arena);
    assert_non_null(f->watch);
    watch_folder(f->watch, str_of(f->folder));
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;
    own_folder_remove(f->folder);
    arena_free(f->arena);
    return 0;
}

static void assert_change(Fixture *f, const char *first, bool fonts)
{
    Change change = watch_read(f->watch, f->arena);
    assert_true(change.any);
    assert_int_equal(change.fonts, fonts);
    assert_string_equal(str_c(f->arena, change.first), path_of(f, first));
    assert_false(watch_read(f->watch, f->arena).any);
}

static void test_saved(void **state)
{
    Fixture *f = *state;
    assert_false(watch_read(f->watch, f->arena).any);
    write_file(f, "sections/1.md");
    assert_change(f, "sections/1.md", false);
    write_file(f, "gongkai.yaml");
    assert_change(f, "gongkai.yaml", false);
    write_file(f, "sections/仿宋.ttf");
    assert_change(f, "sections/仿宋.ttf", true);
    assert_int_equal(rename(path_of(f, "sections/1.md"), path_of(f, "sections/2.md")), 0);
    assert_change(f, "sections/1.md", false);
    assert_int_equal(unlink(path_of(f, "sections/2.md")), 0);
    assert_change(f, "sections/2.md", false);
}

static void test_no_news(void **state)
{
    Fixture *f = *state;
    write_file(f, "sections/.1.md.swp");
    write_file(f, "sections/1.md~");
    write_file(f, "sections/~$1.xlsx");
    assert_false(watch_read(f->watch, f->arena).any);
}

static void test_new_folder(void **state)
{
    Fixture *f = *state;
    make_folder(f, "tables");
    assert_change(f, "tables", true);
    watch_folder(f->watch, str_of(f->folder));
    write_file(f, "tables/a.csv");
    assert_change(f, "tables/a.csv", false);
    // The same again: one watch a folder.
    watch_folder(f->watch, str_of(f->folder));
    write_file(f, "tables/a.csv");
    assert_change(f, "tables/a.csv", false);
}

// As a build does it: made hidden, then moved into place.
static void test_output(void **state)
{
    Fixture *f = *state;
    make_folder(f, ".new");
    write_file(f, ".new/.gongkai");
    assert_int_equal(rename(path_of(f, ".new"), path_of(f, "out")), 0);
    assert_false(watch_read(f->watch, f->arena).any);
    watch_folder(f->watch, str_of(f->folder));
    write_file(f, "out/index.html");
    assert_false(watch_read(f->watch, f->arena).any);
}

// A circle of links ends.
static void test_links(void **state)
{
    Fixture *f = *state;
    assert_int_equal(symlink(f->folder, path_of(f, "sections/round")), 0);
    assert_change(f, "sections/round", true);
    watch_folder(f->watch, str_of(f->folder));
    write_file(f, "sections/1.md");
    assert_change(f, "sections/1.md", false);
}

// They are whole as they come: nothing is written into them.
static void test_whole_at_once(void **state)
{
    Fixture *f = *state;
    write_file(f, "sections/1.md");
    assert_change(f, "sections/1.md", false);
    assert_int_equal(symlink("1.md", path_of(f, "sections/2.md")), 0);
    assert_change(f, "sections/2.md", false);
    assert_int_equal(link(path_of(f, "sections/1.md"), path_of(f, "sections/3.md")), 0);
    assert_change(f, "sections/3.md", false);
    assert_int_equal(mkfifo(path_of(f, "sections/4.md"), 0600), 0);
    assert_change(f, "sections/4.md", false);
    int fd = open(path_of(f, "sections/5.md"), O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_false(watch_read(f->watch, f->arena).any); // made, and not yet written
    close(fd);
    assert_change(f, "sections/5.md", false);
}

// Another folder under the name of one that moved is watched, and the one that moved no more.
static void test_moved(void **state)
{
    Fixture *f = *state;
    Str sections = str_of(path_of(f, "sections"));
    assert_true(watch_has(f->watch, sections));
    assert_int_equal(rename(path_of(f, "sections"), path_of(f, ".before")), 0);
    assert_true(watch_read(f->watch, f->arena).any);
    assert_false(watch_has(f->watch, sections));
    make_folder(f, "sections");
    watch_folder(f->watch, str_of(f->folder));
    watch_read(f->watch, f->arena);
    assert_true(watch_has(f->watch, sections));
    write_file(f, ".before/1.md");
    assert_false(watch_read(f->watch, f->arena).any);
    write_file(f, "sections/1.md");
    assert_change(f, "sections/1.md", false);
    unlink(path_of(f, "sections/1.md"));
    assert_int_equal(rmdir(path_of(f, "sections")), 0);
    watch_read(f->watch, f->arena);
    assert_false(watch_has(f->watch, sections));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_saved, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_news, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output, setup, teardown),
        cmocka_unit_test_setup_teardown(test_links, setup, teardown),
        cmocka_unit_test_setup_teardown(test_whole_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_moved, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

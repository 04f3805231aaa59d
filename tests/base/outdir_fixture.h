// What the tests of the output folder share: a folder of the test's own, and looking at what is in it.
#ifndef GONGKAI_TESTS_OUTDIR_FIXTURE_H
#define GONGKAI_TESTS_OUTDIR_FIXTURE_H

#include "own_folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char top[OWN_FOLDER]; // an empty folder of the test's own
    Arena *arena;
    Diag *diag;
} Fixture;

static inline int set_up(void **state)
{
    Fixture *f = calloc(1, sizeof *f);

    own_folder_make(f->top);
    f->arena = arena_new();
    f->diag = diag_new();
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    Fixture *f = *state;

    own_folder_remove(f->top);
    arena_free(f->arena);
    diag_free(f->diag);
    free(f);
    return 0;
}

static inline char *in(Fixture *f, const char *name)
{
    return str_c(f->arena, str_print(f->arena, "%s/%s", f->top, name));
}

static inline OutDir *open_out(Fixture *f, const char *name)
{
    return outdir_open(f->arena, f->diag, str_of(in(f, name)));
}

static inline void put(Fixture *f, const char *name, const char *text)
{
    own_folder_put(f->top, name, str_of(text));
}

static inline void assert_file(Fixture *f, const char *name, const char *expected)
{
    char text[200] = "";
    FILE *file = fopen(in(f, name), "r");

    if (!file)
        fail_msg("no file %s", name);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

static inline bool exists(Fixture *f, const char *name)
{
    struct stat status;

    return lstat(in(f, name), &status) == 0;
}

// The names in a folder, sorted, each followed by a blank.
static inline void assert_listing(Fixture *f, const char *folder, const char *expected)
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
static inline void build(Fixture *f, const char *folder, const char *file, const char *text)
{
    OutDir *out = open_out(f, folder);

    assert_non_null(out);
    assert_true(outdir_write(out, f->diag, str_of(file), str_of(text)));
    assert_true(outdir_commit(out, f->diag));
    assert_int_equal(diag_total(f->diag), 0);
}

#define with_folder(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif

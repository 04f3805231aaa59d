// What the tests of whole projects share: a project in a folder of its own for each test.
#ifndef GONGKAI_TESTS_PROJECT_PROJECT_FIXTURE_H
#define GONGKAI_TESTS_PROJECT_PROJECT_FIXTURE_H

#include "project/internal-project.h"

#include "own_folder.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    char folder[OWN_FOLDER];
} Fixture;

static inline int setup(void **state)
{
    Fixture *fixture = calloc(1, sizeof *fixture);

    fixture->arena = arena_new();
    fixture->diag = diag_new();
    own_folder_make(fixture->folder);
    unsetenv("SOURCE_DATE_EPOCH");
    *state = fixture;
    return 0;
}

static inline int teardown(void **state)
{
    Fixture *fixture = *state;

    own_folder_remove(fixture->folder);
    arena_free(fixture->arena);
    diag_free(fixture->diag);
    free(fixture);
    return 0;
}

// ---- writing and reading projects

static inline void put(Fixture *fixture, const char *name, const char *text)
{
    own_folder_put(fixture->folder, name, str_of(text));
}

// The keys that every manifest needs; they take four lines.
#define HEAD                                                                                                 \
    "template: " TEST_DIR "/template/small\n"                                                                \
    "year: 2023\n"                                                                                           \
    "department: 某局\n"                                                                                   \
    "title: 2023年预算\n"

static inline void put_tables(Fixture *fixture, const char *folder)
{
    const char *const files[][2] = {
        {"收支表.csv",
         "收入/项目,收入/本年预算,支出/项目,支出/合计,支出/甲,支出/乙\n拨款,5.00,支出,5.00,,\n"},
        {"2.csv", "单位编码,单位名称,合计,增减率\n"},
        {"03-支出表.csv", "类,款,项,科目名称,项目名称,合计\n"},
    };

    for (size_t i = 0; i < 3; i++)
        put(fixture, str_print(fixture->arena, "%s/%s", folder, files[i][0]).at, files[i][1]);
}

// A whole project but for its manifest.
static inline void put_rest(Fixture *fixture)
{
    put(fixture, "sections/1-概况.md", "# 概况\n");
    put_tables(fixture, "tables");
}

static inline Project *read_project(Fixture *fixture, bool draft)
{
    return project_read(fixture->arena, fixture->diag, fixture->folder,
                        (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = draft});
}

static inline Project *read_manifest(Fixture *fixture, const char *manifest)
{
    put_rest(fixture);
    put(fixture, "gongkai.yaml", manifest);
    return read_project(fixture, false);
}

static inline void assert_clean(Fixture *fixture)
{
    for (size_t i = 0; i < diag_total(fixture->diag); i++)
        print_error("%.*s\n", STR_ARG(diag_at(fixture->diag, i)->message));
    assert_int_equal(diag_total(fixture->diag), 0);
}

static inline void assert_place(Place place, const char *file, uint32_t line, uint32_t column)
{
    assert_str(place.file, file);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif

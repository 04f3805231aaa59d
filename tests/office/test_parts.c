// Exports whose sheets are not held: what is cut of them and found in them is what it is of sheets that are.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/internal-export.h"
#include "office/internal-project.h"
#include "testing.h"

#define MANIFEST                                                                                             \
    "register: 名册.csv\ntemplate: department-budget\nyear: 2026\ntitle: \"{year}年{name}部门预算\"\n"
#define REGISTER                                                                                                   \
    "部门代码,部门名称,单位代码,单位名称,简称,性质,公开方式\n"                             \
    "101,甲局,,,,行政,\n101,甲局,101001,甲局（本级）,,行政,\n101,甲局,101002,甲中心,,事业,\n" \
    "102,乙局,,,,行政,\n102,乙局,102001,乙局（本级）,,行政,\n103,丙局,,,,行政,\n"                \
    "103,丙局,103001,丙局（本级）,,行政,\n"
#define HEAD "单位：万元,,,,,,,\n部门代码,部门名称,单位代码,单位名称,科目编码,科目名称,合计,基本支出\n"

// Departments between each other's rows, a code without zeros, one that nobody has, a row that stands twice,
// a department's own row that is no sum, an item under two names, an amount that is none, a total, a note.
#define ROWS                                                                                                 \
    "101,甲局,101001,甲局（本级）,2010301,行政运行,10.50,10.50\n"                                \
    "102,乙局,102001,乙局（本级）,2010301,行政运行,20.00,20.00\n"                                \
    "101,甲局,101002,甲中心,2010350,事业运行,30.00,30.00\n"                                         \
    "101,甲局,101002,甲中心,2010350,事业运行,30.00,30.00\n"                                         \
    "103,丙局,103001,丙局（本级）,2010301,行政运转,5.00,5.00\n"                                  \
    "102,乙局,102001,乙局（本级）,2010302,一般行政管理事务,\"1,000.25\",无\n"               \
    "101,甲局,,,2010301,行政运行,11.00,11.00\n"                                                        \
    "104,丁局,104001,丁局（本级）,2010301,行政运行,1.00,1.00\n"                                  \
    "101,甲局,101001,乙局（本级）,2010399,其他支出,7.00,7.00\n"                                  \
    ",,,合计,,,100.00,100.00\n注：合计数为各单位之和。,,,,,,,\n"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    char folder[64];
} Fixture;

static const char *const folders[] = {"导出", "导出/2026-01-20", "内部"};
static const char *const files[] = {"gongkai.yaml", "名册.csv", "导出/2026-01-20/部门支出总表.csv"};

static Str path_of(const Fixture *f, const char *name)
{
    return str_print(f->arena, "%s/%s", f->folder, name);
}

static void write_file(const Fixture *f, const char *name, const char *text)
{
    FILE *file = fopen(path_of(f, name).at, "wb");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int set_up(void **state)
{
    Fixture *f = test_calloc(1, sizeof *f);

    *f = (Fixture){.arena = arena_new(), .diag = diag_new(), .folder = "/tmp/gongkai-parts-XXXXXX"};
    assert_non_null(mkdtemp(f->folder));
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        assert_int_equal(mkdir(path_of(f, folders[i]).at, 0700), 0);
    write_file(f, files[0], MANIFEST);
    write_file(f, files[1], REGISTER);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(path_of(f, files[i]).at);
    unlink(path_of(f, "导出/2026-01-20/导出.xlsx").at);
    for (size_t i = sizeof folders / sizeof folders[0]; i-- > 0;)
        rmdir(path_of(f, folders[i]).at);
    rmdir(f->folder);
    diag_free(f->diag);
    arena_free(f->arena);
    test_free(f);
    return 0;
}

static int by_text(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

// The findings in an order of their own: of parts they come department by department.
static void add_findings(Arena *arena, StrBuf *out, const Diag *diag)
{
    Str *lines = ARENA_ARRAY(arena, Str, diag_total(diag) + 1);

    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        lines[i] = str_print(arena, "%s %.*s:%u:%u %.*s %.*s\n", finding->rule, STR_ARG(finding->place.file),
                             finding->place.line, finding->place.column, STR_ARG(finding->place.cell),
                             STR_ARG(finding->message));
    }
    qsort(lines, diag_total(diag), sizeof *lines, by_text);
    for (size_t i = 0; i < diag_total(diag); i++)
        buf_add(out, lines[i]);
}

static void add_project(Arena *arena, StrBuf *out, const OfficeProject *project)
{
    for (size_t i = 0; i < project->file_count; i++) {
        const OfficeFile *file = &project->files[i];

        buf_print(out, "%.*s\n%.*s\n", STR_ARG(file->name), STR_ARG(file->bytes));
        for (size_t k = 0; k < file->spots.n; k++)
            buf_print(out, "%u:%u %.*s:%u:%u %.*s\n", file->spots.at[k].line, file->spots.at[k].column,
                      STR_ARG(file->spots.at[k].place.file), file->spots.at[k].place.line,
                      file->spots.at[k].place.column, STR_ARG(file->spots.at[k].place.cell));
    }
    (void)arena;
}

// All that comes of the export, as text. parted: the table is not held.
static Str all_of(const Fixture *f, size_t held, bool parted)
{
    const OfficeOptions options = {.folder = f->folder, .data_folder = STR(DATA_DIR), .held = held};
    Office *office = office_read(f->arena, f->diag, &options);
    Export *export = export_read(f->arena, f->diag, office);
    StrBuf out = {.arena = f->arena};
    Diag *diag = diag_new();

    assert_non_null(export);
    assert_int_equal(export->table_count, 1);
    assert_true((export->tables[0].parts != NULL) == parted);
    for (size_t i = 0; i < office->document_count; i++)
        if (office_has_project(&office->documents[i]))
            add_project(f->arena, &out,
                        office_project(f->arena, diag, office, export, &office->documents[i],
                                       &(OfficeProjectOptions){.to_office = STR("..")}));
    add_findings(f->arena, &out, export->diag);
    for (size_t i = 0; i < office->document_count; i++) {
        buf_print(&out, "%.*s\n", STR_ARG(office->documents[i].code));
        add_findings(f->arena, &out, export->of[i]);
    }
    buf_print(&out, "%zu made, %zu joined\n", export->tables[0].made_rows, export->tables[0].joined);
    diag_free(diag);
    export_free(export);
    return buf_str(&out);
}

static Str assert_same(const Fixture *f)
{
    Str held = all_of(f, 0, false), parted = all_of(f, 20, true);

    if (!str_equal(held, parted))
        print_error("%.*s\n---- in parts:\n%.*s\n", STR_ARG(held), STR_ARG(parted));
    assert_true(str_equal(held, parted));
    return held;
}

static void csv(void **state)
{
    Str held;

    write_file(*state, files[2], HEAD ROWS);
    held = assert_same(*state);
    assert_true(str_find(held, STR("export-twice"), 0) >= 0);
    assert_true(str_find(held, STR("export-nobody"), 0) >= 0);
    assert_true(str_find(held, STR("export-sum"), 0) >= 0);
    assert_true(str_find(held, STR("export-item"), 0) >= 0);
    assert_true(str_find(held, STR("cell-not-amount"), 0) >= 0);
}

static void codes_once(void **state)
{
    const Fixture *f = *state;

    write_file(f, files[2],
               HEAD "101,甲局,101001,甲局（本级）,2010301,行政运行,1.00,1.00\n"
                    ",,,,2010302,一般行政管理事务,2.00,\n,,,,2010399,其他支出,3.00,\n"
                    "102,乙局,102001,乙局（本级）,2010301,行政运行,4.00,4.00\n"
                    ",,,,2010302,一般行政管理事务,5.00,\n,,,,2010399,其他支出,6.00,\n");
    assert_same(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(csv, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_once, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

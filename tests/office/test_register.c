// The register: whose rows are which, by whatever heads, and what is wrong with them.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/office.h"
#include "testing.h"

#define MANIFEST                                                                                             \
    "register: 名册.csv\ntemplate: department-budget\nyear: 2026\ntitle: \"{year}年{name}部门预算\"\n"
#define HEAD "部门代码,部门名称,单位代码,单位名称,简称,性质,公开方式\n"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    char folder[64];
    Office *office;
} Fixture;

static void write_file(Fixture *f, const char *name, const char *text)
{
    FILE *file = fopen(str_print(f->arena, "%s/%s", f->folder, name).at, "wb");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int set_up(void **state)
{
    Fixture *f = test_calloc(1, sizeof *f);

    *f = (Fixture){.arena = arena_new(), .diag = diag_new(), .folder = "/tmp/gongkai-register-XXXXXX"};
    assert_non_null(mkdtemp(f->folder));
    write_file(f, "gongkai.yaml", MANIFEST);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;

    unlink(str_print(f->arena, "%s/gongkai.yaml", f->folder).at);
    unlink(str_print(f->arena, "%s/名册.csv", f->folder).at);
    rmdir(f->folder);
    diag_free(f->diag);
    arena_free(f->arena);
    test_free(f);
    return 0;
}

static Office *read_only(Fixture *f, const char *text, const char *only)
{
    write_file(f, "名册.csv", text);
    f->office = office_read(
        f->arena, f->diag, &(OfficeOptions){.folder = f->folder, .data_folder = STR(DATA_DIR), .only = only});
    return f->office;
}

static Office *read_register(Fixture *f, const char *text)
{
    return read_only(f, text, NULL);
}

static const Finding *finding(const Fixture *f, const char *rule)
{
    for (size_t i = 0; i < diag_total(f->diag); i++)
        if (str_equal(str_of(diag_at(f->diag, i)->rule), str_of(rule)))
            return diag_at(f->diag, i);
    return NULL;
}

static void documents(void **state)
{
    Fixture *f = *state;
    const Office *office = read_register(f, HEAD "101,县府办,,,县府办,行政,\n"
                                                 "101,县府办,101001,县府办（本级）,府办本级,行政,\n"
                                                 "101,县府办,101002,信息中心,,事业,随部门公开\n"
                                                 "102,档案馆,102001,档案馆,档案馆,参公,\n"
                                                 "103,某局,,,某/局,行政,涉密不公开\n");

    assert_non_null(office);
    assert_false(diag_failed(f->diag));
    assert_int_equal(office->document_count, 5);
    assert_false(office->documents[0].unit);
    assert_str(office->documents[0].code, "101");
    assert_str(office->documents[0].project, "内部/项目/101_县府办");
    assert_true(office->documents[1].unit);
    assert_str(office->documents[1].code, "101001");
    assert_ptr_equal(office->documents[1].superior, &office->documents[0]);
    assert_ptr_equal(office->documents[2].department, &office->documents[0]);
    assert_int_equal(office->documents[2].way, WAY_WITH_DEPARTMENT);
    // The only row of its department is the department's, with its unit's code.
    assert_false(office->documents[3].unit);
    assert_str(office->documents[3].code, "102");
    assert_int_equal(office->documents[4].way, WAY_NONE);
    assert_str(office->documents[4].folder, "部门/103_某局");
}

// Columns moved, renamed, and one that nobody reads.
static void columns(void **state)
{
    Fixture *f = *state;
    const Office *office = read_register(f, "序号,单位编码,主管部门,部门编码,预算单位,备注\n"
                                            "1,,县府办,101,,\n2,101001,县府办,101,本级,\n");

    assert_non_null(office);
    assert_false(diag_failed(f->diag));
    assert_str(office->documents[1].code, "101001");
    assert_str(office->documents[1].name, "本级");
    assert_non_null(finding(f, "register-renamed"));
    assert_non_null(finding(f, "register-passed"));
}

static void column_missing(void **state)
{
    Fixture *f = *state;

    assert_null(read_register(f, "代码,部门名称\n101,县府办\n"));
    assert_non_null(finding(f, "register-column"));
}

static void doubles(void **state)
{
    Fixture *f = *state;

    assert_non_null(
        read_register(f, HEAD "101,县府办,,,,,\n101,县府办,101001,甲,,,\n101,县府办,101001,乙,,,\n"));
    assert_non_null(finding(f, "register-code"));
    assert_int_equal(finding(f, "register-code")->place.line, 4);
}

// 001 and 001001 as WPS saves them.
static void lost_zeros(void **state)
{
    Fixture *f = *state;

    assert_non_null(read_register(f, HEAD "1,县府办,,,,,\n1,县府办,1001,甲,,,\n1,县府办,1002,乙,,,\n"));
    assert_non_null(finding(f, "register-code"));
    assert_true(str_find(finding(f, "register-code")->message, STR("001"), 0) >= 0);
}

static void circle(void **state)
{
    Fixture *f = *state;

    assert_non_null(read_register(f, "部门代码,部门名称,单位代码,单位名称,上级代码\n101,县府办,,,\n"
                                     "101,县府办,101001,甲,101002\n101,县府办,101002,乙,101001\n"));
    assert_non_null(finding(f, "register-superior"));
    // Each is a unit of the department all the same, so that nothing of it is lost.
    assert_ptr_equal(f->office->documents[1].department, &f->office->documents[0]);
}

static void superior_missing(void **state)
{
    Fixture *f = *state;

    assert_non_null(read_register(f, HEAD "101,县府办,101001,甲,,,\n101,县府办,101002,乙,,,\n"));
    assert_non_null(finding(f, "register-superior"));
}

static void only(void **state)
{
    Fixture *f = *state;
    const Office *office = read_only(f,
                                     HEAD "101,县府办,,,府办,,\n101,县府办,101001,甲,,,\n"
                                          "102,县教育局,,,教育局,,\n102,县教育局,102001,乙,,,\n",
                                     "101，教育局,102/*");

    assert_non_null(office);
    assert_true(office_wanted(&office->documents[0]));
    assert_false(office_wanted(&office->documents[1]));
    assert_true(office_wanted(&office->documents[2]) && office_wanted(&office->documents[3]));
    assert_false(diag_failed(f->diag));
    assert_non_null(read_only(f, HEAD "101,县府办,,,府办,,\n", "105"));
    assert_non_null(finding(f, "register-only"));
}

static void dates(void **state)
{
    static const char *const right[] = {"2026-02-10", "2026年2月10日", "2026/2/10", "20260210",
                                        "2026-02-10 09:00"};
    Date date;

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        assert_true(office_date(str_of(right[i]), &date));
        assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20260210);
    }
    assert_false(office_date(STR("2026-02-30"), &date));
    assert_false(office_date(STR("2026年2月"), &date));
    assert_false(office_date(STR("下周"), &date));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(documents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(column_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(doubles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lost_zeros, set_up, tear_down),
        cmocka_unit_test_setup_teardown(circle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(superior_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only, set_up, tear_down),
        cmocka_unit_test(dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

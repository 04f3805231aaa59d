// A document that was published, without its project: what it is, and where findings of it stand.
#include "published/internal-published.h"
#include "testing.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
} Fixture;

static int setup(void **state)
{
    static Fixture f;

    f = (Fixture){arena_new(), diag_new()};
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    const Fixture *f = *state;

    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

static Published *read(const Fixture *f, const char *text, PublishedOptions options)
{
    const Source *source = source_from_bytes(f->arena, f->diag, str_of(text), STR("公开.html"), STR("UTF-8"));

    options.data_folder = STR(DATA_DIR);
    return published_read(f->arena, f->diag, intake_html(f->arena, f->diag, source), &options);
}

static void what_it_does_not_say(void **state)
{
    const Fixture *f = *state;

    assert_null(read(f, "这里什么也没有。\n", (PublishedOptions){0}));
    assert_mentions(only_finding(f, "published-kind")->hint, "--year");
    diag_truncate(f->diag, 0);
    assert_null(read(f, "这里什么也没有。\n", (PublishedOptions){.year = 2024}));
    assert_mentions(only_finding(f, "published-kind")->hint, "--department");
    diag_truncate(f->diag, 0);
    assert_null(read(f, "这里什么也没有。\n", (PublishedOptions){.year = 2024, .department = STR("某局")}));
    assert_mentions(only_finding(f, "published-kind")->hint, "--template");
}

static Str department_of(const Fixture *f, const char *text)
{
    const Source *source = source_from_bytes(f->arena, f->diag, str_of(text), STR("公开.html"), STR("UTF-8"));
    Published published = {.arena = f->arena, .intake = intake_html(f->arena, f->diag, source)};
    PublishedOptions options = {.data_folder = STR(DATA_DIR), .template = STR("department-accounts")};

    published_kind(&published, f->diag, &options);
    diag_truncate(f->diag, 0);
    return published.department;
}

static void whose_it_is_by_its_sentences(void **state)
{
    const Fixture *f = *state;

    assert_str(
        department_of(f, "<p>清河市某某局2024年度收入10万元。</p><p>清河市某某局2024年度支出10万元。</p>"),
        "清河市某某局");
    assert_str(
        department_of(
            f, "<p>纳入清河市某某局2024年度决算的单位2个。</p><p>清河市某某局2024年度支出10万元。</p>"),
        "清河市某某局");
    assert_str(department_of(
                   f, "<p>清河市某某局本级2024年度收入1万元。</p><p>清河市某某局本级2024年度支出1万元。</p>"),
               "清河市某某局本级");
    // What is meant is not named.
    assert_str(
        department_of(f, "<p>纳入本部门2024年度决算的单位2个。</p><p>纳入本部门2024年度决算的有：</p>"), "");
    assert_str(department_of(f, "<p>按照该单位2024年度预算执行。</p><p>按照该单位2024年度预算。</p>"), "");
    assert_str(department_of(f, "<p>纳入我局2024年度决算的单位2个。</p><p>纳入我局2024年度决算的有：</p>"),
               "");
}

#define COVER "<p>清河市某某局</p><p>2024年度部门决算公开</p><h1>2024年度部门决算表</h1>"
#define ROW(code, name, total)                                                                               \
    "<tr><td>" code "</td><td>" name "</td><td>" total                                                       \
    "</td><td>10.00</td><td></td><td>2.00</td><td></td><td></td><td></td></tr>"
#define TABLE(total)                                                                                                                   \
    "<p>收入决算表</p><table><tr><th>科目编码</th><th>科目名称</th><th>本年收入合计</th><th>财政拨款收入</"   \
    "th><th>上级补助收入</th><th>事业收入</th><th>经营收入</th><th>附属单位上缴收入</th><th>其他收入</th></" \
    "tr>" ROW("", "合计", total) ROW("205", "教育支出", "12.00") ROW("20502", "普通教育", "12.00")                                     \
        ROW("2050202", "小学教育", "12.00") "</table>"

static void what_it_is(void **state)
{
    const Fixture *f = *state;
    Published *published =
        read(f, COVER TABLE("12.00"), (PublishedOptions){.template = STR("department-accounts")});

    if (!published) {
        fail_msg("%s", diag_total(f->diag) ? diag_at(f->diag, 0)->rule : "nothing is said");
        return;
    }
    assert_str(published->template, "department-accounts");
    assert_str(published->department, "清河市某某局");
    assert_int_equal(published->year, 2024);
    assert_int_equal(published->table_count, 1);
    assert_false(diag_has(published->made.diag, "total-row"));
    published_free(published);
}

// A page that is nearly all one table, in a box of its own: what stands over the table is not around the
// text.
static void a_page_of_one_table(void **state)
{
    const Fixture *f = *state;
    PublishedOptions options = {
        .template = STR("department-accounts"), .department = STR("清河市某某局"), .year = 2024};
    Published *published = read(
        f,
        "<div>网站首页 "
        "政务公开</div><div><p>收入决算表</p><p>单位：元</p><div><table><tr><th>科目编码</th><th>科目名称</"
        "th>"
        "<th>本年收入合计</th><th>财政拨款收入</th><th>上级补助收入</th><th>事业收入</th><th>经营收入</th>"
        "<th>附属单位上缴收入</th><th>其他收入</th></tr>" ROW("", "合计", "120000.00")
            ROW("205", "教育支出", "120000.00") ROW("20502", "普通教育", "120000.00")
                ROW("2050202", "小学教育", "120000.00") "</table></div></div>",
        options);

    if (!published) {
        fail_msg("%s", diag_total(f->diag) ? diag_at(f->diag, 0)->rule : "nothing is said");
        return;
    }
    assert_int_equal(published->table_count, 1);
    for (size_t i = 0; i < published->made.project->book.table_count; i++)
        if (str_ends(published->made.project->book.tables[i]->file, published->tables[0].file))
            assert_str(published->made.project->book.tables[i]->file_unit.name, "元");
    published_free(published);
}

static void where_findings_stand(void **state)
{
    const Fixture *f = *state;
    Published *published =
        read(f, COVER TABLE("13.00"), (PublishedOptions){.template = STR("department-accounts")});
    const Diag *diag;
    size_t found = 0;

    if (!published) {
        fail_msg("%s", diag_total(f->diag) ? diag_at(f->diag, 0)->rule : "nothing is said");
        return;
    }
    diag = published->made.diag;
    for (size_t i = 0; i < diag_total(diag); i++)
        if (diag_at(diag, i)->severity == SEVERITY_ERROR) {
            assert_str(diag_at(diag, i)->place.file, "公开.html");
            found += diag_at(diag, i)->place.line > 0;
        }
    assert_true(diag_has(diag, "total-row"));
    assert_true(found > 0);
    published_free(published);
}

// The words of a template's set: its sections and the titles of its tables.
static Str words_of(const Fixture *f, const Template *template)
{
    StrBuf text = {.arena = f->arena};

    buf_add_c(&text, "<p>清河市某某局</p><p>2024年度公开</p>");
    for (size_t i = 0; i < template->section_count; i++)
        buf_print(&text, "<h2>%.*s</h2>", STR_ARG(template->sections[i].name));
    for (size_t i = 0; i < template->table_count; i++)
        buf_print(&text, "<p>%.*s</p>", STR_ARG(template->tables[i].name));
    return buf_str(&text);
}

// A document that has all of a set's tables and sections is of that template; of its sets it is one with as
// many of its tables.
static void each_set_of_each_template(void **state)
{
    static const char *const names[] = {"department-accounts", "department-budget", "unit-accounts",
                                        "unit-budget"};
    const Fixture *f = *state;
    PublishedOptions options = {.data_folder = STR(DATA_DIR), .department = STR("清河市某某局")};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uint64_t digest = 0;
        size_t n;
        TemplateChoice choice = {.name = str_of(names[i]), .templates = STR(DATA_DIR "/templates")};
        Str *sets = template_sets(f->arena, f->diag, &choice, &n);

        for (size_t k = 0; k < n; k++) {
            Published published = {.arena = f->arena};
            const Template *template;

            choice.table_set = sets[k];
            template = template_choose(f->arena, f->diag, &digest, &choice);
            assert_non_null(template);
            template = template_fill(f->arena, template,
                                     &(TemplateFacts){.department = options.department, .year = 2024});
            published.intake = intake_html(
                f->arena, f->diag,
                source_from_bytes(f->arena, f->diag, words_of(f, template), STR("a.html"), STR("UTF-8")));
            assert_true(published_kind(&published, f->diag, &options));
            assert_str(published.template, names[i]);
            if (!str_equal(published.table_set, sets[k]))
                fail_msg("%s %.*s: %.*s", names[i], STR_ARG(sets[k]), STR_ARG(published.table_set));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_it_does_not_say, setup, teardown),
        cmocka_unit_test_setup_teardown(whose_it_is_by_its_sentences, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_is, setup, teardown),
        cmocka_unit_test_setup_teardown(a_page_of_one_table, setup, teardown),
        cmocka_unit_test_setup_teardown(where_findings_stand, setup, teardown),
        cmocka_unit_test_setup_teardown(each_set_of_each_template, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

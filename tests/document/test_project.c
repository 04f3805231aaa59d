// Whole projects from their folders, with the real templates, tables and figures.
#include "document_fixture.h"

typedef struct Built {
    Arena *arena;
    Diag *diag;
    Document *document;
} Built;

static Built build(const char *folder, bool draft)
{
    Built built = {.arena = arena_new(), .diag = diag_new()};
    ProjectOptions options = {.data_folder = STR(DATA_DIR), .draft = draft};
    Project *project = project_read(built.arena, built.diag, folder, options);

    assert_non_null(project);
    FigureEnv *env = figure_env_new(built.arena, built.diag, project);
    built.document = document_build(built.arena, built.diag, project, env, draft);
    return built;
}

static void release(Built built)
{
    diag_free(built.diag);
    arena_free(built.arena);
}

static void test_project(void **state)
{
    Built built = build(TEST_DIR "/document/fixtures/project", true);
    const Node *first = built.document->root->first, *second = first->next;

    (void)state;
    assert_str(dump(built.arena, first),
               "s(h1{一、}(部门概况)p(img{images/公章.png}(公章))p(主要职责：)p2{（一）}(负责甲。)"
               "p2{（二）}(负责乙，见a{table:}(一般公共预算支出表)。))");
    assert_str(
        dump(built.arena, second),
        "s(h1{二、}(收支概况)p(run2{（一）}(支出预算：)=[2023]年支出=[51.8]万元，=[比上年增加1.8万元]。)"
        "p(=[1]、=[一般公共服务支出]（类）=[行政运行]（项）=[33.8]万元，用于=[保障机关运转]。)"
        "p(=[2]、=[一般公共服务支出]（类）=[一般行政管理事务]（项）=[18]万元，用于=[网络安全演练]。)"
        "p(按类分：=[一般公共服务支出]（类）=[51.8]万元。)table{table-own-1}p(共=[【？】]个。))");
    release(built);
}

static void test_only_the_unknown_column_is_wrong(void **state)
{
    Built built = build(TEST_DIR "/document/fixtures/project", true);

    (void)state;
    assert_int_equal(diag_count(built.diag, SEVERITY_ERROR), 1);
    for (size_t i = 0; i < diag_total(built.diag); i++) {
        const Finding *finding = diag_at(built.diag, i);
        if (finding->severity != SEVERITY_ERROR)
            continue;
        assert_string_equal(finding->rule, "figure-unknown-column");
        assert_str(finding->place.file, "sections/2-收支.md");
        assert_int_equal(finding->place.line, 23);
        assert_int_equal(finding->place.column, 15);
    }
    release(built);
}

static void test_tables_part_is_statutory(void **state)
{
    Built built = build(TEST_DIR "/document/fixtures/project", true);
    const Node *part = built.document->root->last, *table = part->first->next;

    (void)state;
    assert_str(part->id, "tables");
    assert_str(node_plain_text(built.arena, part->first), "2023年部门预算公开表");
    for (int number = 1; number <= 23; number++, table = table->next)
        assert_int_equal(table->table->spec->number, number);
    assert_null(table); // the department's own is placed in the text
    release(built);
}

// The sentence on 尾差 stands where the figures end, before what follows them and before the tables.
static void test_rounding_note(void **state)
{
    Fixture *f = *state;

    f->template.wording.rounding_note = STR("尾差。");
    f->project.rounding_note = true;
    fixture_section(f, "sections/1-收支.md",
                    "# 收支\n\n- `= 收支表[收入]`万元\n\n## 其他\n\n甲。\n\n# 名词解释\n\n乙。\n");
    fixture_section(f, "sections/2-附.md", "丙。\n");
    fixture_build(f);
    const Node *first = f->document->root->first;
    assert_str(dump(f->arena, first),
               "s(h1{一、}(收支)list(li(p(=[51.8]万元)))h2{（一）}(其他)p(甲。)p(尾差。)"
               "h1{二、}(名词解释)p(乙。))");
    assert_str(dump(f->arena, first->next), "s(p(丙。))");
    assert_null(first->last->previous->previous->source);
    assert_str(f->document->root->last->id, "tables");
}

static void test_rounding_note_without_figures(void **state)
{
    Fixture *f = *state;

    f->template.wording.rounding_note = STR("尾差。");
    f->project.rounding_note = true;
    assert_blocks(f, "# 职能\n\n甲。\n", "h1{一、}(职能)p(甲。)p(尾差。)");
}

static void test_no_rounding_note(void **state)
{
    Fixture *f = *state;

    f->template.wording.rounding_note = STR("尾差。");
    assert_blocks(f, "`= 收支表[收入]`万元。\n", "p(=[51.8]万元。)");
}

static void test_kept_disclosure_has_no_fault(void **state)
{
    Built built = build(DATA_DIR "/content/shifeng-cac-2023", false);

    (void)state;
    for (size_t i = 0; i < diag_total(built.diag); i++)
        print_error("%s: %.*s\n", diag_at(built.diag, i)->rule, STR_ARG(diag_at(built.diag, i)->message));
    assert_int_equal(diag_total(built.diag), 0);
    assert_int_equal(built.document->table_count, 23);
    assert_true(document_select(built.arena, built.diag, built.document, STR("“三公”经费预算")));
    assert_int_equal(built.document->only->kind, NODE_RUN_IN);
    release(built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_project),
        cmocka_unit_test(test_only_the_unknown_column_is_wrong),
        cmocka_unit_test(test_tables_part_is_statutory),
        cmocka_unit_test_setup_teardown(test_rounding_note, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_rounding_note_without_figures, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_no_rounding_note, fixture_setup, fixture_teardown),
        cmocka_unit_test(test_kept_disclosure_has_no_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

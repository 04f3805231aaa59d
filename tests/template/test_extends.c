#include "template/internal-template.h"

#include "template/fixture.h"

static const Template *read_in(Fixture *fixture, const char *folder, const char *set)
{
    Str path = str_print(fixture->arena, "%s/template.yaml", folder);
    Source *source =
        source_read(fixture->arena, fixture->diag, input_at(path), STR("template.yaml"), (Str){0});
    TemplateFolders folders = {{.root = str_of(folder)}, STR(DATA_DIR "/templates")};

    assert_non_null(source);
    return template_read_in(fixture->arena, fixture->diag, source, folders, str_of(set), NULL);
}

#define FIXTURES TEST_DIR "/template/extends/"

// ---- laid over

static void own_keys_over_the_base(void **state)
{
    Fixture *fixture = *state;
    const Template *template = read_in(fixture, FIXTURES "child", "");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_str(template->name, "child");
    assert_str(template->title, "子样");
    assert_str(template->style, "gb9704");
    assert_str(template->wording.draft, "未定稿");
    assert_str(template->wording.increase, "增加");
    assert_int_equal(template->level_count, 2);
    assert_int_equal(template->table_count, 3);
}

static void lists_are_replaced_and_mappings_joined(void **state)
{
    Fixture *fixture = *state;
    const Template *template = read_in(fixture, FIXTURES "child", "twice");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(template->table_count, 1);
    assert_str(template->tables[0].columns[2].name, "收支");
}

// The child adds 内含 to 其中, the grandchild 含 to both.
static void words_are_changed_one_after_the_other(void **state)
{
    Fixture *fixture = *state;
    const Words *small = read_in(fixture, TEST_DIR "/template/small", "")->words;
    const Words *child = read_in(fixture, FIXTURES "child", "")->words;
    const Words *grandchild = read_in(fixture, FIXTURES "grandchild", "")->words;

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_ptr_equal(small, &words_builtin);
    assert_int_equal(child->lists[WORDS_OF_WHICH].n, 2);
    assert_int_equal(grandchild->lists[WORDS_OF_WHICH].n, 3);
    assert_str(grandchild->lists[WORDS_OF_WHICH].at[1], "内含");
    assert_str(grandchild->lists[WORDS_OF_WHICH].at[2], "含");
    assert_true(small->digest != child->digest && child->digest != grandchild->digest);
}

static void an_empty_key_goes(void **state)
{
    Fixture *fixture = *state;

    read_in(fixture, FIXTURES "gone", "");
    only_finding(fixture, "key-missing");
    diag_truncate(fixture->diag, 0);
    read_in(fixture, FIXTURES "child", "hollow");
    only_finding(fixture, "value-invalid");
}

static void parts_of_sections(void **state)
{
    const Template *template = read_in(*state, FIXTURES "child", "");

    assert_int_equal(template->section_count, 4);
    assert_int_equal(template->sections[0].level, 1);
    assert_int_equal(template->sections[1].level, 2);
    assert_str(template->sections[1].name, "职能");
    assert_str(template->sections[1].amounts, "free");
    assert_int_equal(template->sections[1].mention_count, 2);
    assert_str(template->sections[1].mentions[0].words, "职责|职能");
    assert_str(template->sections[2].amounts, "strict");
    assert_true(template->sections[2].required);
    assert_int_equal(template->sections[3].level, 1);
    assert_str(template->sections[3].amounts, "strict");
}

// ---- words

static void the_longest_word_is_replaced_first(void **state)
{
    Fixture *fixture = *state;
    const Template *template = read_in(fixture, FIXTURES "grandchild", "");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_str(template->name, "grandchild");
    assert_str(template->title, "孙样");
    assert_str(template->tables[0].name, "收支决算表");
    assert_str(template->sections[2].name, "收入");
}

static void files_come_from_the_first_folder_that_has_them(void **state)
{
    Fixture *fixture = *state;
    const Template *template = read_in(fixture, FIXTURES "grandchild", "");

    assert_int_equal(template->folder_count, 4);
    Input file = template_file(fixture->arena, template, STR("template.yaml"));
    assert_true(str_ends(input_path(fixture->arena, file), STR("grandchild/template.yaml")));
    file = template_file(fixture->arena, template, STR("starter/gongkai.yaml"));
    assert_true(str_ends(input_path(fixture->arena, file), STR("/starter/gongkai.yaml")));
    // Of none: where it would stand in its own.
    file = template_file(fixture->arena, template, STR("page.html"));
    assert_true(str_ends(input_path(fixture->arena, file), STR("grandchild/page.html")));
}

static void aliases_without_end_are_refused(void **state)
{
    read_in(*state, FIXTURES "endless", "");
    only_finding(*state, "value-invalid");
}

// ---- chains

static void a_circle_is_shown(void **state)
{
    Fixture *fixture = *state;
    const Finding *finding;

    read_in(fixture, FIXTURES "loop-a", "");
    assert_string_equal(diag_at(fixture->diag, 0)->rule, "template-cycle");
    finding = diag_at(fixture->diag, 0);
    assert_true(
        str_find(finding->message, STR("template.yaml → ../loop-b/template.yaml → template.yaml"), 0) >= 0);
    assert_str(finding->place.file, "../loop-b/template.yaml");
    assert_int_equal(finding->place.line, 1);
    diag_truncate(fixture->diag, 0);
    read_in(fixture, FIXTURES "itself", "");
    assert_string_equal(diag_at(fixture->diag, 0)->rule, "template-cycle");
    assert_int_equal(diag_at(fixture->diag, 0)->place.line, 2);
}

static void an_unknown_base(void **state)
{
    Fixture *fixture = *state;

    read_in(fixture, FIXTURES "lost", "");
    assert_string_equal(diag_at(fixture->diag, 0)->rule, "template-unknown");
    assert_true(diag_at(fixture->diag, 0)->hint.n > 0);
}

static void reported(Fixture *fixture, const char *text, const char *rule, uint32_t line)
{
    Source *source = source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("t.yaml"), (Str){0});
    TemplateFolders folders = {{.root = STR(FIXTURES "child")}, STR(DATA_DIR "/templates")};

    diag_truncate(fixture->diag, 0);
    template_read_in(fixture->arena, fixture->diag, source, folders, (Str){0}, NULL);
    assert_int_equal(only_finding(fixture, rule)->place.line, line);
}

static void mistakes_in_the_keys(void **state)
{
    reported(*state, "extends: unit-budget\nreplace: [单位]\n", "value-type", 2);
    reported(*state, "extends: unit-budget\nreplace: { 单位: [甲] }\n", "value-type", 2);
    reported(*state, "extends: unit-budget\npages: department-buget\n", "template-unknown", 2);
    reported(*state, "extends: unit-budget\nsections: [{ name: 甲, parts: [{ name: 乙, parts: [] }] }]\n",
             "key-unknown", 2);
}

// ---- the templates

static void accounts_have_two_sets_of_nine(void **state)
{
    Fixture *fixture = *state;
    const Template *national = read_in(fixture, DATA_DIR "/templates/department-accounts", "");
    const Template *shanghai = read_in(fixture, DATA_DIR "/templates/department-accounts", "shanghai");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(national->table_count, 9);
    assert_int_equal(shanghai->table_count, 9);
    assert_str(national->tables[8].name, "财政拨款“三公”经费支出决算表");
    assert_str(national->tables[8].columns[6].path, "决算数/合计");
    assert_str(shanghai->tables[6].name, "财政拨款“三公”经费支出决算表");
    assert_str(shanghai->tables[7].label, "");
    assert_str(shanghai->tables[7].listed, "八、");
    assert_str(shanghai->tables[8].columns[3].name, "本年收入");
    assert_str(national->tables[4].counterpart_budget, "一般公共预算支出表");
    assert_true(national->tables[4].column_numbers);
    assert_int_equal(national->sections[1].level, 2);
}

static void units_say_only_what_differs(void **state)
{
    Fixture *fixture = *state;
    const Template *budget = read_in(fixture, DATA_DIR "/templates/unit-budget", "hunan");
    const Template *accounts = read_in(fixture, DATA_DIR "/templates/unit-accounts", "");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_str(budget->tables[0].name, "单位收支总表");
    assert_str(budget->tables[0].lists[2].name, "支出部门经济");
    assert_str(budget->tables[4].name, "支出预算分类汇总表（按部门预算经济分类）");
    assert_str(budget->tables[0].label, "单位公开表01");
    assert_str(budget->wording.empty_note, "本单位无{0}，故本表无数据。");
    assert_str(budget->sections[0].name, "单位职能职责");
    assert_str(accounts->sections[2].name, "机构设置");
    assert_str(accounts->tables[0].counterpart_budget, "单位收支总表");
    assert_str(accounts->title, "单位决算");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(own_keys_over_the_base),
        TEST(lists_are_replaced_and_mappings_joined),
        TEST(words_are_changed_one_after_the_other),
        TEST(an_empty_key_goes),
        TEST(parts_of_sections),
        TEST(the_longest_word_is_replaced_first),
        TEST(files_come_from_the_first_folder_that_has_them),
        TEST(aliases_without_end_are_refused),
        TEST(a_circle_is_shown),
        TEST(an_unknown_base),
        TEST(mistakes_in_the_keys),
        TEST(accounts_have_two_sets_of_nine),
        TEST(units_say_only_what_differs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

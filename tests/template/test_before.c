// Templates as the version before had them, copied under other names, against today's.
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

static bool has_rule(const Template *template, Str id)
{
    for (size_t i = 0; i < template->rule_count; i++)
        if (str_equal(template->rules[i].id, id))
            return true;
    return false;
}

// The same rules by their ids, whatever their order and whether they go by names or by meanings: that they
// find the same is end-to-end/test_templates.py's to see.
static void assert_same(const Template *old, const Template *new)
{
    assert_int_equal(old->owner, new->owner);
    assert_int_equal(old->stage, new->stage);
    for (size_t i = 0; i < old->rule_count; i++)
        if (!has_rule(new, old->rules[i].id))
            fail_msg("%.*s: %.*s", STR_ARG(old->rules[i].id), STR_ARG(old->rules[i].that.text));
    assert_true(old->phrase_count > 10 && old->rule_count > 10);
    assert_true(old->filler_count > 10 && old->filler_count <= new->filler_count);
    assert_int_equal(old->table_count, new->table_count);
    assert_int_equal(old->section_count, new->section_count);
}

static size_t notes_of(const Diag *diag, const char *word)
{
    size_t n = 0;

    for (size_t i = 0; i < diag_total(diag); i++)
        n += str_find(diag_at(diag, i)->hint, str_of(word), 0) >= 0;
    return n;
}

static void they_are_read_as_todays(void **state)
{
    static const struct {
        const char *old, *new, *set, *document;
        size_t rules; // lists of them
    } cases[] = {
        {"final", "department-accounts", "national", "{ owner: department, stage: accounts }", 3},
        {"plan", "department-budget", "national", "{ owner: department, stage: budget }", 3},
        {"plan", "department-budget", "hunan", "{ owner: department, stage: budget }", 3},
        {"unit-final", "unit-accounts", "national", "{ owner: unit, stage: accounts }", 3},
        {"unit-plan", "unit-budget", "hunan", "{ owner: unit, stage: budget }", 3},
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const Template *new = read_in(
            fixture, str_print(fixture->arena, DATA_DIR "/templates/%s", cases[i].new).at, cases[i].set);
        const Template *old;

        assert_int_equal(diag_total(fixture->diag), 0);
        old = read_in(fixture, str_print(fixture->arena, TEST_DIR "/template/before/%s", cases[i].old).at,
                      cases[i].set);
        assert_same(old, new);
        assert_int_equal(diag_count(fixture->diag, SEVERITY_NOTE), diag_total(fixture->diag));
        for (size_t k = 0; k < diag_total(fixture->diag); k++)
            assert_string_equal(diag_at(fixture->diag, k)->rule, "template-old");
        assert_int_equal(notes_of(fixture->diag, "phrases:"), 1);
        assert_int_equal(notes_of(fixture->diag, "claims:"), cases[i].rules);
        assert_int_equal(notes_of(fixture->diag, cases[i].document), 1);
        diag_truncate(fixture->diag, 0);
    }
}

static const Template *read_text(Fixture *fixture, const char *text)
{
    Source *source = source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("t.yaml"), (Str){0});
    TemplateFolders folders = {{.root = STR(TEST_DIR "/template/before/unit-plan")},
                               STR(DATA_DIR "/templates")};

    diag_truncate(fixture->diag, 0);
    return template_read_in(fixture->arena, fixture->diag, source, folders, (Str){0}, NULL);
}

static void an_old_list_takes_the_place_of_all_rules(void **state)
{
    const Template *template =
        read_text(*state, "extends: department-accounts\nname: x\nrules:\n  - { id: mine, that: \"1 = 1\" }\n"
                          "  - [{ id: mine, title: 二, that: \"2 = 2\" }]\n");
    size_t own = 0;

    only_finding(*state, "template-old");
    for (size_t i = 0; i < template->rule_count; i++)
        own += str_equal(template->rules[i].id, STR("mine"));
    assert_int_equal(own, 2);
    assert_int_equal(template->rule_count, 2);
    assert_str(template->rules[1].title, "二");
    read_text(*state, "extends: department-accounts\nrules: [{ that: \"1 = 1\" }]\n");
    assert_true(diag_has(((Fixture *)*state)->diag, "key-missing"));
}

static void todays_rules_over_old_ones(void **state)
{
    const Template *template = read_text(*state, "extends: ../final\nname: x\nrules: { balance: ~ }\n");

    assert_false(diag_failed(((Fixture *)*state)->diag));
    for (size_t i = 0; i < template->rule_count; i++)
        assert_false(str_equal(template->rules[i].id, STR("balance")));
    assert_true(template->rule_count > 40);
}

static void the_title_tells_what_is_not_said(void **state)
{
    const Template *template = read_text(*state, "extends: department-budget\nname: x\ntitle: 单位决算\n");

    assert_int_equal(template->owner, OWNER_UNIT);
    assert_int_equal(template->stage, STAGE_ACCOUNTS);
    assert_int_equal(only_finding(*state, "template-old")->place.line, 3);
    template = read_text(*state, "extends: department-accounts\nname: x\ntitle: 信息公开\n");
    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_int_equal(template->stage, STAGE_ACCOUNTS);
    template = read_text(*state, "extends: ../unit-final\nname: x\ndocument: { stage: budget }\n");
    assert_false(diag_failed(((Fixture *)*state)->diag));
    assert_int_equal(template->owner, OWNER_UNIT);
    assert_int_equal(template->stage, STAGE_BUDGET);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(they_are_read_as_todays),
        TEST(an_old_list_takes_the_place_of_all_rules),
        TEST(todays_rules_over_old_ones),
        TEST(the_title_tells_what_is_not_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

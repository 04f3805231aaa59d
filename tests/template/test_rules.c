// Rules by id: their claims, and what a template that extends another does with them.
#include "template/internal-template.h"

#include "template/fixture.h"

// A template that extends the one with the rules and says this of them.
static const Template *over(Fixture *fixture, const char *keys)
{
    Str text = str_print(fixture->arena, "extends: ../rules\nname: over\n%s", keys);
    Source *source = source_from_bytes(fixture->arena, fixture->diag, text, STR("t.yaml"), (Str){0});
    TemplateFolders folders = {{.root = STR(TEST_DIR "/template/extends/child")}, STR(DATA_DIR "/templates")};

    diag_truncate(fixture->diag, 0);
    return template_read_in(fixture->arena, fixture->diag, source, folders, (Str){0}, NULL);
}

// Ids and claims, one after the other.
static void assert_rules(Fixture *fixture, const char *keys, const char *expected)
{
    const Template *template = over(fixture, keys);
    StrBuf told = {.arena = fixture->arena};

    assert_int_equal(diag_total(fixture->diag), 0);
    for (size_t i = 0; i < template->rule_count; i++)
        buf_print(&told, "%s%.*s %.*s", i ? "; " : "", STR_ARG(template->rules[i].id),
                  STR_ARG(template->rules[i].that.text));
    assert_str(buf_str(&told), expected);
}

static void a_set_adds_claims(void **state)
{
    assert_rules(*state, "", "a 1 = 1; a 2 = 2; a 3 = 3; b 4 = 4; a 5 = 5");
}

static void a_rule_is_replaced_whole(void **state)
{
    const Template *template;

    assert_rules(*state, "rules: { b: { that: \"6 = 6\" } }\n",
                 "a 1 = 1; a 2 = 2; a 3 = 3; b 6 = 6; a 5 = 5");
    assert_rules(*state, "rules: { a: { claims: [\"7 = 7\"] } }\n", "a 7 = 7; b 4 = 4; a 5 = 5");
    template = over(*state, "rules: { b: { that: \"6 = 6\" } }\n");
    assert_str(template->rules[3].title, "b");
    assert_false(template->rules[3].warning);
    assert_int_equal(template->rules[3].each.text.n, 0);
    assert_rules(*state, "table-sets: { national: { rules: { a: { that: \"8 = 8\" } } } }\n",
                 "a 1 = 1; a 2 = 2; a 3 = 3; b 4 = 4; a 8 = 8");
}

static void a_rule_is_dropped_added_or_changed(void **state)
{
    const Template *template;

    assert_rules(*state, "rules: { b: ~ }\n", "a 1 = 1; a 2 = 2; a 3 = 3; a 5 = 5");
    assert_rules(*state, "rules: { c: { that: \"9 = 9\" } }\n",
                 "a 1 = 1; a 2 = 2; a 3 = 3; b 4 = 4; c 9 = 9; a 5 = 5");
    assert_rules(*state, "table-sets: { national: { rules: { b: ~ } } }\n",
                 "a 1 = 1; a 2 = 2; a 3 = 3; a 5 = 5");
    template = over(*state, "rules: { b: { severity: error } }\n");
    assert_int_equal(template->rule_count, 5);
    assert_false(template->rules[3].warning);
    assert_str(template->rules[3].title, "乙");
}

// What a claim does not say it has from its rule.
static void a_claim_says_what_differs(void **state)
{
    const Template *template = over(*state, "");

    assert_str(template->rules[0].title, "甲");
    assert_true(template->rules[0].all_tables);
    assert_int_equal(template->rules[0].columns, RULE_COLUMNS_ALL);
    assert_str(template->rules[1].title, "甲二");
    assert_false(template->rules[1].all_tables);
    assert_int_equal(template->rules[1].table_count, 1);
    assert_int_equal(template->rules[1].columns, RULE_COLUMNS_TOTALS);
    assert_true(template->rules[1].warning);
    assert_false(template->rules[0].warning);
    assert_str(template->rules[2].each.text, "表");
    assert_true(template->rules[3].warning);
}

static void mistakes_in_rules(void **state)
{
    static const struct {
        const char *keys, *rule;
        uint32_t line, column;
    } cases[] = {
        {"rules:\n  c: { title: 丙 }\n", "key-missing", 4, 6},
        {"rules:\n  c: { that: \"1 = 1\", claims: [] }\n", "value-invalid", 4, 31},
        {"rules:\n  c: { claims: 1 }\n", "value-type", 4, 16},
        {"rules:\n  c: { claims: [{ title: 丙 }] }\n", "key-missing", 4, 17},
        {"rules:\n  c: { id: d, that: \"1 = 1\" }\n", "key-unknown", 4, 8},
        {"rules:\n  c: text\n", "value-type", 4, 6},
        {"rules: text\n", "value-type", 3, 8},
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Place place;

        over(fixture, cases[i].keys);
        place = only_finding(fixture, cases[i].rule)->place;
        if (place.line != cases[i].line || place.column != cases[i].column)
            fail_msg("case %zu: at %u:%u", i, place.line, place.column);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_set_adds_claims),
        TEST(a_rule_is_replaced_whole),
        TEST(a_rule_is_dropped_added_or_changed),
        TEST(a_claim_says_what_differs),
        TEST(mistakes_in_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

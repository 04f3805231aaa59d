// Ignore comments: what they silence, and those that silence nothing or name nothing.
#include "check_fixture.h"

#define T7 "一般公共预算支出表"

static Node *table_block(Rules *rules)
{
    Node *block = ARENA_NEW(rules->f->arena, Node);

    block->kind = NODE_TABLE;
    for (size_t i = 0; i < rules->f->tables.n; i++)
        if (name_equal(rules->f->tables.at[i]->spec->name, STR(T7)))
            block->table = rules->f->tables.at[i];
    return block;
}

static Node *text_block(Rules *rules, size_t offset, size_t length)
{
    Node *block = ARENA_NEW(rules->f->arena, Node);

    block->kind = NODE_PARAGRAPH;
    block->source =
        source_from_bytes(rules->f->arena, rules->f->diag, STR("甲\n\n乙\n"), STR("sections/1.md"), (Str){0});
    block->offset = offset;
    block->length = length;
    return block;
}

static void check_ignoring(Rules *rules, const char *id, const Node *block)
{
    IgnoreUse *use = ARENA_NEW(rules->f->arena, IgnoreUse);

    *use = (IgnoreUse){.rule = str_of(id),
                       .reason = STR("原文如此"),
                       .block = block,
                       .place = {.file = STR("sections/1.md"), .line = 9, .column = 1}};
    rules->document.ignores = use;
    rules->document.ignore_count = 1;
    add_own(rules, rule_of(rules, "规则", "一般公共预算支出表[合计, 合计] = 1万元"));
    rules_check(rules);
}

static void test_silenced(void **state)
{
    Rules rules = rules_new();

    (void)state;
    check_ignoring(&rules, "规则", table_block(&rules));
    assert_int_equal(diag_total(rules.f->diag), 0); // its notes go with it
    assert_int_equal(rules.summary->ignore_count, 1);
    assert_int_equal(rules.summary->ignores[0].silenced, 1);
    assert_str(rules.summary->ignores[0].reason, "原文如此");
    rules_free(&rules);
}

static void test_unused(void **state)
{
    Rules rules = rules_new();

    (void)state;
    check_ignoring(&rules, "规则", text_block(&rules, 0, 4));
    assert_true(diag_has(rules.f->diag, "规则") && diag_has(rules.f->diag, "ignore-unused"));
    rules_free(&rules);
}

static void test_unknown(void **state)
{
    Rules rules = rules_new();

    (void)state;
    check_ignoring(&rules, "规律", table_block(&rules));
    assert_true(diag_has(rules.f->diag, "规则") && diag_has(rules.f->diag, "ignore-unknown"));
    assert_int_equal(diag_count(rules.f->diag, SEVERITY_WARNING), 1);
    rules_free(&rules);
}

// A finding in the text is silenced by the comment of its own block alone.
static void test_lines(void **state)
{
    for (int second = 0; second < 2; second++) {
        Rules rules = rules_new();

        (void)state;
        diag_report(rules.f->diag, SEVERITY_WARNING, "rounding",
                    (Place){.file = STR("sections/1.md"), .line = 3, .column = 1}, (Str){0}, "x");
        check_ignoring(&rules, "rounding", text_block(&rules, second ? 5 : 0, 4));
        assert_int_equal(diag_has(rules.f->diag, "rounding"), !second);
        assert_int_equal(diag_has(rules.f->diag, "ignore-unused"), !second);
        rules_free(&rules);
    }
}

// What leaves a figure without its number is not to be silenced.
static void test_faults_stay(void **state)
{
    Rules rules = rules_new();

    (void)state;
    diag_report(rules.f->diag, SEVERITY_ERROR, "figure-unknown-row",
                (Place){.file = STR("sections/1.md"), .line = 1, .column = 1}, (Str){0}, "x");
    check_ignoring(&rules, "figure-unknown-row", text_block(&rules, 0, 4));
    assert_true(diag_has(rules.f->diag, "figure-unknown-row") && diag_has(rules.f->diag, "ignore-unknown"));
    rules_free(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_silenced), cmocka_unit_test(test_unused),      cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_lines),    cmocka_unit_test(test_faults_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Formulas that hold, that fail, that do not apply and that are wrong themselves.
#include "check_fixture.h"
#include "spreadsheet/spreadsheet.h"

typedef struct Case {
    const char *that, *each, *tables, *when;
    RuleColumns columns;
    size_t held;
    const char *fails; // the rule that is reported; NULL: none
} Case;

#define T7 "一般公共预算支出表"

static const Case cases[] = {
    // Comparisons, both ways.
    {"部门收支总表.收入[本年收入合计] = 一般公共预算支出表[合计, 合计]", .held = 1},
    {"部门收支总表.收入[本年收入合计] = 一般公共预算支出表[合计, 项目支出]", .held = 1, .fails = "规则"},
    {"一般公共预算支出表[合计, 项目支出] <= 一般公共预算支出表[合计, 合计]", .held = 1},
    {"一般公共预算支出表[合计, 合计] <= 一般公共预算支出表[合计, 项目支出]", .held = 1, .fails = "规则"},
    {"一般公共预算支出表[合计, 合计] > 1万元 且 一般公共预算支出表[合计, 合计] < 51万元", .held = 1,
     .fails = "规则"},
    {"若(其他数据[车辆] > 0, 其他数据[车辆] < 3, 其他数据[车辆] = 0)", .held = 1},
    {"若(其他数据[车辆] = 0, 其他数据[办公用房] > 99平方米, 1 = 2)", .held = 1, .fails = "规则"},
    {"单位性质 = “行政”", .held = 1},
    {"单位性质 = “事业”", .held = 1, .fails = "规则"},
    // Units are brought together.
    {"一般公共预算支出表[合计, 公用经费] = 49400元", .held = 1},
    // When.
    {"1 = 2", .when = "单位性质 = “事业”", .held = 0},
    {"1 = 2", .when = "单位性质 = “行政”", .held = 1, .fails = "规则"},
    // Every row; rows of levels; rows with children; totals.
    {"行[合计] = 行[基本支出] + 行[项目支出]", .each = T7, .held = 8},
    {"行[合计] = 行[基本支出]", .each = T7, .held = 8, .fails = "规则"},
    {"行[合计] = 行[基本支出] + 行[项目支出]", .each = T7 " level=类,款", .held = 4},
    {"行[合计] = 合计(行/*[合计])", .each = T7 " rows=parents", .held = 4},
    {"行[合计] = 合计(行/*[项目支出])", .each = T7 " rows=parents", .held = 4, .fails = "规则"},
    {"行[合计] = 合计(行/*[合计])", .each = T7 " rows=totals", .held = 1},
    {"行[合计] = 合计(行/*[基本支出])", .each = T7 " rows=totals", .held = 1, .fails = "规则"},
    // Columns: 5 of amounts, 2 of them totals.
    {"表[合计, 列] = 合计(表[*, 列])", .tables = T7, .columns = RULE_COLUMNS_ALL, .held = 5},
    {"表[合计, 列] = 合计(行/*[列])", .tables = T7, .each = "表 rows=totals", .columns = RULE_COLUMNS_ALL,
     .held = 5},
    {"行[列] = 合计(行[列/*])", .each = T7, .columns = RULE_COLUMNS_TOTALS, .held = 16},
    {"行[列] = 合计(行[列/*]) + 1万元", .each = T7, .columns = RULE_COLUMNS_TOTALS, .held = 16,
     .fails = "规则"},
    // A list of a table of lists, and each of its lists.
    {"行[列] = 合计(行/*[列])", .tables = "部门收支总表", .each = "表 rows=totals",
     .columns = RULE_COLUMNS_ALL, .held = 3},
    {"行[本年预算] = 合计(行/*[本年预算])", .each = "部门收支总表.收入 rows=totals", .held = 1},
    // The same account item in another table, by name where it has no codes; absent there is zero.
    {"行[合计] = 部门收支总表.支出功能[行, 本年预算]", .each = T7 " level=类", .held = 2},
    {"行[项目支出] = 部门收支总表.支出功能[行, 本年预算]", .each = T7 " level=类", .held = 2,
     .fails = "规则"},
    // An empty table has no rows, and its total is zero.
    {"行[合计] = 1万元", .each = "政府性基金预算支出表", .held = 0},
    {"政府性基金预算支出表[合计, 合计] = 0", .held = 1},
    {"政府性基金预算支出表[合计, 合计] = 1万元", .held = 1, .fails = "规则"},
    // Faults of one's own rule.
    {"没有这个 = 1", .fails = "figure-unknown-name"},
    {"没有这张表[合计] = 1", .fails = "figure-unknown-table"},
    {"行[合计] = 1万元", .each = "没有这张表", .fails = "figure-unknown-table"},
    {"行[合计] = 1万元", .tables = "没有这张表", .each = "表", .fails = "figure-unknown-table"},
    {"部门收支总表[没有这行] = 1万元", .fails = "figure-unknown-row"},
    {"行[合计] = 1万元", .fails = "figure-row"},
    {"表[合计] = 1万元", .fails = "figure-unknown-table"},
    {"部门收支总表[本年收入合计, 列] = 1万元", .fails = "figure-unknown-column"},
    {"收入合计 = 1", .fails = "figure-unit"},
    {"收入合计 + 支出", .fails = "figure-unknown-name"},
    {"收入合计", .fails = "figure-type"},
    {"规则 = 1", .fails = "rule-reference"},
    {"1 = 1", .each = T7 " rows=上级", .fails = "rule-shape"},
    {"1 = 1", .each = T7 " level=节", .fails = "rule-shape"},
    {"1 = 1", .each = "level=类", .fails = "rule-shape"},
    {"1 = 1", .columns = RULE_COLUMNS_ALL, .fails = "rule-shape"},
};

static void show(Rules *rules, const Case *one)
{
    fixture_show(rules->f);
    print_message("held %zu\n", rules->summary->rules[0].held);
    fail_msg("%s (each %s)", one->that, one->each ? one->each : "nothing");
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *one = &cases[i];
        Rules rules = rules_new();
        RuleSpec *rule = rule_of(&rules, "规则", one->that);
        Str table = str_of(one->tables ? one->tables : "");

        rule->each = expressed(&rules, one->each);
        rule->when = expressed(&rules, one->when);
        rule->columns = one->columns;
        rule->tables = &table;
        rule->table_count = one->tables != NULL;
        add_own(&rules, rule);
        rules_check(&rules);
        if (diag_failed(rules.f->diag) != (one->fails != NULL) ||
            (one->fails && !diag_has(rules.f->diag, one->fails)) ||
            (one->held && rules.summary->rules[0].held != one->held))
            show(&rules, one);
        rules_free(&rules);
    }
}

// A template's rule that reads what the project has not does not apply to it; a fault of it is no finding.
static void test_template_rules(void **state)
{
    Rules rules = rules_new();

    (void)state;
    add_shared(&rules, rule_of(&rules, "a", "没有这个 = 1"));
    add_shared(&rules, rule_of(&rules, "b", "上年.部门收支总表[本年收入合计] = 1万元"));
    add_shared(&rules, rule_of(&rules, "c", "其他数据[没有] = 1"));
    add_shared(&rules, rule_of(&rules, "c", "1 = 1"));
    add_shared(&rules, rule_of(&rules, "d", "1 = 2"));
    add_own(&rules, rule_of(&rules, "d", "2 = 2"));
    rules_check(&rules);
    assert_int_equal(diag_total(rules.f->diag), 0);
    assert_int_equal(rules.summary->rule_count, 4);
    assert_true(rules.summary->rules[0].skipped.n > 0 && rules.summary->rules[1].skipped.n > 0);
    assert_int_equal(rules.summary->rules[2].held, 1); // one of the two
    assert_int_equal(rules.summary->rules[2].skipped.n, 0);
    assert_int_equal(rules.summary->rules[3].held, 1); // the manifest's, in the template's place
    rules_free(&rules);
}

static void test_duplicates(void **state)
{
    Rules rules = rules_new();

    (void)state;
    add_own(&rules, rule_of(&rules, "甲", "1 = 1"));
    add_own(&rules, rule_of(&rules, "乙", "1 = 1"));
    add_own(&rules, rule_of(&rules, "甲", "2 = 2"));
    rules_check(&rules);
    assert_int_equal(diag_total(rules.f->diag), 1);
    assert_true(diag_has(rules.f->diag, "rule-duplicate"));
    rules_free(&rules);
}

// Both sides, the difference, and every cell with its line.
static void test_failure_shows(void **state)
{
    Rules rules = rules_new();
    RuleSpec *rule = rule_of(&rules, "规则", "行[合计] = 合计(行/*[基本支出])");
    const Finding *head;

    (void)state;
    rule->each = expressed(&rules, T7 " level=款");
    rule->warning = true;
    add_own(&rules, rule);
    rules_check(&rules);
    fixture_show(rules.f);
    head = diag_at(rules.f->diag, 0);
    assert_int_equal(head->severity, SEVERITY_WARNING);
    assert_str(head->place.file, "tables/" T7 ".csv");
    assert_int_equal(head->place.line, 4);
    assert_true(text_has(head->message, T7 "[20137, 合计] is 51.80万元"));
    assert_true(text_has(head->message, "the sum of 2 cells is 33.80万元"));
    assert_true(text_has(head->message, "difference is 18.00万元"));
    assert_int_equal(diag_total(rules.f->diag), 4);
    assert_int_equal(diag_at(rules.f->diag, 2)->place.line, 5);
    assert_true(text_has(diag_at(rules.f->diag, 3)->message, "is blank"));
    assert_int_equal(rules.summary->rules[0].failed, 1);
    rules_free(&rules);
}

static void test_message(void **state)
{
    Rules rules = rules_new();
    RuleSpec *rule = rule_of(&rules, "规则", "一般公共预算支出表[合计, 合计] <= 1万元");

    (void)state;
    rule->message = STR("超过了");
    add_own(&rules, rule);
    rules_check(&rules);
    assert_true(str_starts(diag_at(rules.f->diag, 0)->message, STR("超过了: ")));
    assert_true(text_has(diag_at(rules.f->diag, 0)->message, "where <= is wanted"));
    rules_free(&rules);
}

// Stored 1.004 + 2.004 + 0.001 = 3.009 prints 1.00 + 2.00 + 0.00 = 3.01.
static void test_rounding(void **state)
{
    for (int note = 0; note < 2; note++) {
        Rules rules = rules_new();

        (void)state;
        fixture_table(rules.f, &rules.f->tables, "总尾差表", 21, "项目,金额\n全部,3.009\n");
        rules.f->project.rounding_note = note;
        add_own(&rules, rule_of(&rules, "规则", "总尾差表[全部] = 合计(尾差表[*])"));
        rules_check(&rules);
        assert_false(diag_failed(rules.f->diag));
        assert_int_equal(diag_total(rules.f->diag), note ? 0 : 1);
        assert_int_equal(diag_has(rules.f->diag, "rounding"), !note);
        rules_free(&rules);
    }
}

// What is off in the stored values is wrong, however little.
static void test_off_by_a_cent(void **state)
{
    Rules rules = rules_new();

    (void)state;
    fixture_table(rules.f, &rules.f->tables, "总尾差表", 21, "项目,金额\n全部,3.01\n");
    rules.f->project.rounding_note = true;
    add_own(&rules, rule_of(&rules, "规则", "总尾差表[全部] = 合计(尾差表[*])"));
    rules_check(&rules);
    assert_true(diag_has(rules.f->diag, "规则"));
    rules_free(&rules);
}

static void check_totals(const char *csv, size_t held, size_t failed)
{
    Rules rules = rules_new();
    RuleSpec *rule = rule_of(&rules, "规则", "行[列] = 合计(行/*[列])");
    static const Str totals[] = {{"合计", 6}, {"总计", 6}, {"小计", 6}};
    TableSpec *spec = ARENA_NEW(rules.f->arena, TableSpec);
    ColumnPlan plans[2] = {fixture_column("项目", COLUMN_NAME, 0), fixture_column("金额", COLUMN_AMOUNT, 0)};
    Source *source =
        source_from_bytes(rules.f->arena, rules.f->diag, str_of(csv), STR("tables/单.csv"), (Str){0});

    *spec = (TableSpec){.name = STR("单"),
                        .number = 9,
                        .unit = unit_parse(STR("万元")),
                        .decimals = 2,
                        .total_names = totals,
                        .total_name_count = 3,
                        .declared = true};
    spec->file_unit = spec->unit;
    table_spec_columns(rules.f->arena, spec, plans, 2);
    *vec_push(rules.f->arena, &rules.f->tables) =
        table_read_csv(rules.f->arena, rules.f->diag, source, &(TableWanted){.spec = spec});
    rule->each = expressed(&rules, "单 rows=totals");
    rule->columns = RULE_COLUMNS_ALL;
    add_own(&rules, rule);
    rules_check(&rules);
    if (rules.summary->rules[0].held != held || rules.summary->rules[0].failed != failed) {
        fixture_show(rules.f);
        fail_msg("%s: held %zu, failed %zu", csv, rules.summary->rules[0].held,
                 rules.summary->rules[0].failed);
    }
    rules_free(&rules);
}

// What a total sums depends on where it stands.
static void test_totals(void **state)
{
    (void)state;
    check_totals("项目,金额\n甲,1\n乙,2\n合计,3\n", 1, 0);
    check_totals("项目,金额\n合计,3\n甲,1\n乙,2\n", 1, 0);
    check_totals("项目,金额\n合计,4\n甲,1\n乙,2\n", 1, 1);
    check_totals("项目,金额\n甲,1\n乙,2\n合计,3\n结转,4\n总计,7\n", 2, 0);
    check_totals("项目,金额\n甲,1\n乙,2\n合计,3\n结转,4\n总计,4\n", 2, 1);
    check_totals("项目,金额\n甲,1\n小计,1\n乙,2\n小计,2\n合计,3\n", 0, 0); // not told apart
    check_totals("项目,金额\n合计,3\n甲,1\n乙,2\n总计,3\n", 1, 0);         // only the leading one
}

// 单位性质 that the manifest does not tell makes no fault in a rule: it does not apply.
static void test_unknown_unit_kind(void **state)
{
    Rules rules = rules_new();
    RuleSpec *rule = rule_of(&rules, "规则", "1 = 2");

    (void)state;
    rules.f->project.unit_kind = (Str){0};
    rule->when = expressed(&rules, "单位性质 = “行政”");
    add_own(&rules, rule);
    rules_check(&rules);
    assert_int_equal(diag_total(rules.f->diag), 0);
    rules_free(&rules);
}

// A row of 其他数据 has its own unit.
static void test_units_that_differ_from_facts(void **state)
{
    Rules rules = rules_new();

    (void)state;
    fixture_table(rules.f, &rules.f->tables, "甲表", 21, "项目,金额\n甲,5\n");
    fixture_table(rules.f, &rules.f->tables, "乙表", 22, "名称,数值,单位\n甲,5,亿元\n");
    add_own(&rules, rule_of(&rules, "一", "甲表[甲, 金额] = 乙表[甲, 数值]"));
    rules_check(&rules);
    assert_string_equal(diag_at(rules.f->diag, 0)->rule, "unit-mistake");
    assert_true(str_find(diag_at(rules.f->diag, 0)->message, STR("“乙表” in 亿元"), 0) >= 0);
    rules_free(&rules);
}

// 5万元 against 50,000万元: not a sum that is wrong, but a unit; once for the two tables.
static void test_units_that_differ(void **state)
{
    Rules rules = rules_new();

    (void)state;
    fixture_table(rules.f, &rules.f->tables, "甲表", 21, "项目,金额\n甲,5\n乙,6\n");
    fixture_table(rules.f, &rules.f->tables, "乙表", 22, "项目,金额\n甲,50000\n乙,60001\n");
    add_own(&rules, rule_of(&rules, "一", "甲表[甲, 金额] = 乙表[甲, 金额]"));
    add_own(&rules, rule_of(&rules, "二", "甲表[乙, 金额] = 乙表[乙, 金额]"));
    add_own(&rules, rule_of(&rules, "三", "甲表[甲, 金额] = 乙表[乙, 金额]"));
    rules_check(&rules);
    assert_string_equal(diag_at(rules.f->diag, 0)->rule, "unit-mistake");
    assert_true(text_has(diag_at(rules.f->diag, 0)->message, "just 10000 times"));
    assert_string_equal(diag_at(rules.f->diag, 3)->rule, "三");
    rules_free(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_template_rules),
        cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_failure_shows),
        cmocka_unit_test(test_message),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_off_by_a_cent),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_unknown_unit_kind),
        cmocka_unit_test(test_units_that_differ),
        cmocka_unit_test(test_units_that_differ_from_facts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "document_fixture.h"

#define CHART(lines) "```chart\n" lines "```\n"

static const Node *only_chart(Fixture *f, const char *markdown)
{
    fixture_section(f, "sections/1-概况.md", markdown);
    fixture_build(f);
    const Node *node = f->document->root->first->first;
    return node && node->kind == NODE_CHART ? node : NULL;
}

static void values_are_figures(void **state)
{
    Fixture *f = *state;
    const Node *node = only_chart(f, CHART("类型：占比\n标题: {年度}年收支\n# 注\n\n收入: 收支表[收入]\n"
                                           "支出：收支表[支出]\n"));

    assert_int_equal(diag_total(f->diag), 0);
    assert_non_null(node);
    assert_str(dump(f->arena, node), "chart(=[51.8]=[33.8])");
    assert_str(node->id, "chart-1");
    const Chart *chart = node->chart;
    assert_int_equal(chart->kind, CHART_SHARES);
    assert_str(chart->title, "2023年收支");
    assert_str(chart->unit, "万元");
    assert_int_equal(chart->name_count, 2);
    assert_str(chart->names[1], "支出");
    assert_str(chart->values[1].share, "39.49%");
    // They are quoted like those of the text.
    assert_int_equal(f->document->quotation_count, 2);
    Str source = node->source->text;
    assert_str(str_slice(source, node->last->offset, node->last->offset + node->last->length),
               "收支表[支出]");
}

static void series_stand_side_by_side(void **state)
{
    Fixture *f = *state;
    const Node *node = only_chart(f, CHART("标题: 收支\n系列: 甲；乙\n全部: 收支表[收入]; 收支表[支出]\n"));

    assert_int_equal(diag_total(f->diag), 0);
    assert_non_null(node);
    assert_int_equal(node->chart->kind, CHART_BAR);
    assert_int_equal(node->chart->series_count, 2);
    assert_str(node->chart->series[1], "乙");
    assert_str(node->chart->values[1].text, "33.8");
}

static void wrong_lines(void **state)
{
    static const struct {
        const char *markdown, *rule;
        unsigned line;
    } cases[] = {
        {CHART("标题: 收支\n类型: 饼图\n收入: 收支表[收入]\n"), "chart-option", 3},
        {CHART("收入: 收支表[收入]\n"), "chart-option", 1}, // no title
        {CHART("标题: 收支\n收入\n收入: 收支表[收入]\n"), "chart-option", 3},
        {CHART("标题: 收支\n系列: 甲；乙\n收入: 收支表[收入]\n"), "chart-option", 4},
        {CHART("标题: 收支\n收入: “文字”\n"), "chart-option", 3},
        {CHART("标题: 收支\n收入: 收支表[收入]\n年: 年度\n"), "chart-option", 4},
        {CHART("标题: 收支\n"), "chart-empty", 1},
        {CHART("标题: 收支\n结余: 收支表[结余]\n"), "chart-empty", 1},
        {CHART("标题: 收支\n差: 收支表[支出] - 收支表[收入]\n"), "chart-negative", 1},
        {CHART("标题: 收支\n收入: 收支表[收人]\n"), "figure-unknown-row", 3},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        void *one;
        fixture_setup(&one);
        Fixture *f = one;
        only_chart(f, cases[i].markdown);
        assert_int_equal(only_finding(f, cases[i].rule)->place.line, cases[i].line);
        fixture_teardown(&one);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_figures, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(series_stand_side_by_side, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(wrong_lines, fixture_setup, fixture_teardown),
    };

    return cmocka_run_group_tests_name("charts", tests, NULL, NULL);
}

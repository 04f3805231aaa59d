// Numbers of headings, paragraphs that begin with a typed number, run-in headings.
#include "document/internal-build.h"
#include "document_fixture.h"

static void test_headings_are_numbered(void **state)
{
    Fixture *f = *state;

    assert_blocks(
        f, "# 概况\n## 收入\n## 支出\n### 基本\n# 名词\n## 甲\n##### 小节\n",
        "h1{一、}(概况)h2{（一）}(收入)h2{（二）}(支出)h3{1.}(基本)h1{二、}(名词)h2{（一）}(甲)h5(小节)");
    assert_int_equal(diag_total(f->diag), 0);
    assert_str(f->document->root->first->first->next->id, "h-1-2");
    assert_int_equal(f->document->root->first->first->next->role, ROLE_HEADING_2);
}

static void test_numbers_go_on_across_files(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "# 概况\n## 收入\n");
    fixture_section(f, "sections/2-b.md", "## 支出\n# 机构\n");
    fixture_build(f);
    assert_str(dump(f->arena, f->document->root->first->next), "s(h2{（二）}(支出)h1{二、}(机构))");
    assert_str(f->document->root->first->next->id, "section-02");
    assert_str(f->document->root->first->next->first->id, "h-2-1");
}

static void test_typed_heading_number_is_printed_once(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 一、 概况\n## （一)收入\n## **（二）支出**\n",
                  "h1{一、}(概况)h2{（一）}(收入)h2{（二）}(b(支出))");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_empty_headings_take_no_number(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 概况\n#\n# <!-- 无 -->\n# 二、\n## **（一）**\n# 名词\n文。\n",
                  "h1{一、}(概况)h1{二、}(名词)p(文。)");
    assert_int_equal(diag_total(f->diag), 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_finding(f, i, "heading-empty", (int)i + 2, 1);
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_ERROR);
    assert_str(f->document->root->first->first->next->id, "h-1-2");
}

static void test_heading_of_a_figure_alone(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# `= 收支表[收入]`\n", "h1{一、}(=[51.8])");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_circled_numbers(void **state)
{
    Fixture *f = *state;
    Template template = {.level_count = 1, .levels = {{.pattern = STR("{①}"), .restart = true}}};
    TypedNumber number;

    assert_str(numbering_format(f->arena, &template, 1, 3), "③");
    assert_str(numbering_format(f->arena, &template, 1, 21), "（21）");
    assert_true(numbering_match(&template, STR("② 收入"), &number));
    assert_int_equal(number.value, 2);
    assert_int_equal(number.to, STR("②").n);
    assert_false(numbering_match(&template, STR("2 收入"), &number));
}

static void test_wrong_heading_number(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 概况\n\n# 三、机构\n\n# 四、收支\n", "h1{一、}(概况)h1{三、}(机构)h1{四、}(收支)");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "heading-number", 3, 3);
    assert_int_equal(diag_at(f->diag, 0)->place.width, 2);
}

static void test_heading_number_of_another_level(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 概况\n## 一、收入\n", "h1{一、}(概况)h2{（一）}(收入)");
    assert_finding(f, 0, "heading-number", 2, 4);
}

static void test_amount_is_no_number(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 1.5万元\n\n1.5万元用于甲。\n2023年。\n",
                  "h1{一、}(1.5万元)p(1.5万元用于甲。 2023年。)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_number_before_a_year(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "1.2023年预算\n2.2022年预算\n", "p3{1.}(2023年预算)p3{2.}(2022年预算)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_lines_become_numbered_paragraphs(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 职责\n主要职责：\n（一）负责甲；\n负责乙。\n　（二)负责丙。\n1.丁：戊\n",
                  "h1{一、}(职责)p(主要职责：)p2{（一）}(负责甲；负责乙。)p2{（二)}(负责丙。)p3{1.}(丁：戊)");
    assert_int_equal(diag_total(f->diag), 0);
    const Node *second = f->document->root->first->last->previous;
    assert_int_equal(source_line_of(second->source, second->offset), 5);
    assert_int_equal(second->role, ROLE_BODY);
}

static void test_hard_break_ends_a_line_too(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "（一）甲\\\n（二）乙\\\n丙\n", "p2{（一）}(甲)p2{（二）}(乙/丙)");
}

static void test_typed_numbers_in_sequence(void **state)
{
    Fixture *f = *state;

    assert_blocks(
        f, "# 职责\n（一）甲\n（三）乙\n# 机构\n（一）丙\n1.丁\n1.戊\n",
        "h1{一、}(职责)p2{（一）}(甲)p2{（三）}(乙)h1{二、}(机构)p2{（一）}(丙)p3{1.}(丁)p3{1.}(戊)");
    assert_int_equal(diag_total(f->diag), 2);
    assert_finding(f, 0, "heading-number", 3, 1);
    assert_finding(f, 1, "heading-number", 7, 1);
}

static void test_run_in_heading(void **state)
{
    Fixture *f = *state;

    assert_blocks(
        f, "# 概况\n（一）**收入预算**：2023年\n（二）**支出**。共\n（三） **结余**无\n**（四）其他**:有\n",
        "h1{一、}(概况)p(run2{（一）}(收入预算：)2023年)p(run2{（二）}(支出。)共)p(run2{（三）}(结余)无)"
        "p(run2{（四）}(其他:)有)");
    assert_int_equal(diag_total(f->diag), 0);
    const Node *run_in = f->document->root->first->first->next->first;
    assert_str(run_in->id, "h-1-2");
    assert_int_equal(run_in->role, ROLE_HEADING_2);
}

static void test_soft_break_in_a_run_in(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "（一）**收入\n预算 of\nAB**：有\n", "p(run2{（一）}(收入预算 of AB：)有)");
}

static void test_headings_and_run_ins_share_the_sequence(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 概况\n## 收入\n（二）**支出**：有\n## 结余\n",
                  "h1{一、}(概况)h2{（一）}(收入)p(run2{（二）}(支出：)有)h2{（三）}(结余)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_lists_and_quotes_stay(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "1. 甲\n2. 乙\n\n> （五）引文\n", "list(li(p(甲))li(p(乙)))q(p(（五）引文))");
    assert_int_equal(diag_total(f->diag), 0);
    assert_true(f->document->root->first->first->tight);
}

static void test_running_level_does_not_restart(void **state)
{
    Fixture *f = *state;

    f->template.levels[0] = (LevelSpec){STR("第{一}部分"), ROLE_PART, true};
    f->template.levels[1] = (LevelSpec){STR("{一}、"), ROLE_HEADING_1, false};
    assert_blocks(f, "# 概况\n## 甲\n# 第二部分　说明\n## 乙\n",
                  "h1{第一部分}(概况)h2{一、}(甲)h1{第二部分}(说明)h2{二、}(乙)");
    assert_int_equal(diag_total(f->diag), 0);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(test_headings_are_numbered),
        WITH_FIXTURE(test_numbers_go_on_across_files),
        WITH_FIXTURE(test_typed_heading_number_is_printed_once),
        WITH_FIXTURE(test_empty_headings_take_no_number),
        WITH_FIXTURE(test_heading_of_a_figure_alone),
        WITH_FIXTURE(test_circled_numbers),
        WITH_FIXTURE(test_wrong_heading_number),
        WITH_FIXTURE(test_heading_number_of_another_level),
        WITH_FIXTURE(test_amount_is_no_number),
        WITH_FIXTURE(test_number_before_a_year),
        WITH_FIXTURE(test_lines_become_numbered_paragraphs),
        WITH_FIXTURE(test_hard_break_ends_a_line_too),
        WITH_FIXTURE(test_typed_numbers_in_sequence),
        WITH_FIXTURE(test_run_in_heading),
        WITH_FIXTURE(test_soft_break_in_a_run_in),
        WITH_FIXTURE(test_headings_and_run_ins_share_the_sequence),
        WITH_FIXTURE(test_lists_and_quotes_stay),
        WITH_FIXTURE(test_running_level_does_not_restart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

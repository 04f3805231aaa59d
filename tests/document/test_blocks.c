// table, each and when blocks; the tables part; nesting.
#include "document_fixture.h"

static void test_placed_table(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "```table 三公表\norientation: landscape\n# 说明\ntitle：false\n```\n",
                  "table{table-02}");
    assert_int_equal(diag_total(f->diag), 0);
    const Node *table = f->document->root->first->first;
    assert_int_equal(table->orientation, ORIENTATION_LANDSCAPE);
    assert_false(table->table_title);
    assert_ptr_equal(document_table_use(f->document, f->tables.at[1])->node, table);
}

static void test_tables_part(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "```table 三公表\n```\n\n~~~ table 三公表\n~~~\n");
    fixture_build(f);
    const Node *part = f->document->root->last;
    assert_str(part->id, "tables");
    assert_str(dump(f->arena, f->document->root->first), "s(table{table-02}table{table-02-2})");
    assert_str(dump(f->arena, part), "s(h1(2023年公开表)table{table-01}table{table-own-1})");
}

static void test_unpublished_tables_are_no_part(void **state)
{
    Fixture *f = *state;
    TableSpec hidden = *f->tables.at[2]->spec;

    hidden.published = false;
    f->tables.at[2]->spec = &hidden;
    assert_blocks(f, "```table 自有表\n```\n", "");
    assert_finding(f, 0, "table-unknown", 1, 10);
    assert_str(dump(f->arena, f->document->root->last), "s(h1(2023年公开表)table{table-01}table{table-02})");
}

static void test_unknown_table_and_options(void **state)
{
    Fixture *f = *state;

    assert_blocks(
        f, "```table 收支袁\n```\n\n```table 收支表\norientatoin: landscape\norientation: 横\n横向\n```\n",
        "table{table-01}");
    assert_int_equal(diag_total(f->diag), 4);
    assert_finding(f, 0, "table-unknown", 1, 10);
    assert_true(str_find(diag_at(f->diag, 0)->hint, STR("收支表"), 0) >= 0);
    assert_finding(f, 1, "block-option", 5, 1);
    assert_true(str_find(diag_at(f->diag, 1)->hint, STR("orientation"), 0) >= 0);
    assert_finding(f, 2, "block-option", 6, 1);
    assert_finding(f, 3, "block-option", 7, 1);
}

static void test_blocks_without_a_table(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "~~~each\n甲\n~~~\n\n```table\n```\n", "");
    assert_int_equal(diag_total(f->diag), 2);
    assert_finding(f, 0, "table-unknown", 1, 4);
    assert_finding(f, 1, "table-unknown", 5, 4);
    assert_true(str_find(diag_at(f->diag, 1)->hint, STR("```table "), 0) >= 0);
}

static void test_code_blocks_stay(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "```python\nx\n```\n\n    each 表\n", "pre{python}[x\n]pre[each 表\n]");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_mistyped_block(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "```tabel 收支表\n```\n~~~eachs 没有表\n~~~\n",
                  "pre{tabel 收支表}[]pre{eachs 没有表}[]");
    assert_int_equal(diag_total(f->diag), 2);
    assert_finding(f, 0, "block-unknown", 1, 4);
    assert_finding(f, 1, "block-unknown", 3, 4);
}

static void test_each_row(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "~~~each 收支表\n**`= 行.名称`**：\n共。\n~~~\n",
                  "p(b(=[收入])：共。)p(b(=[支出])：共。)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_each_joined(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "主要用于：\n~~~each 收支表 join=；\n`= 行.名称`（类）\n~~~\n后\n",
                  "p(主要用于：=[收入]（类）；=[支出]（类）。)p(后)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_each_joined_without_a_paragraph_before(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 甲\n~~~each 收支表 join=、\n`= 行.名称`\n~~~\n", "h1{一、}(甲)p(=[收入]、=[支出]。)");
}

static void test_joined_passage_of_two_paragraphs(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "~~~each 收支表 join=、\n甲\n\n乙\n~~~\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "block-option", 1, 4);
}

static void test_each_faults(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "~~~each 没有表\n甲\n~~~\n\n~~~each 收支表 jion=、\n- 甲\n~~~\n",
                  "list(li(p(甲)))list(li(p(甲)))");
    assert_int_equal(diag_total(f->diag), 2);
    assert_finding(f, 0, "figure-unknown-table", 1, 9);
    assert_finding(f, 1, "block-option", 5, 13);
    assert_true(str_find(diag_at(f->diag, 1)->hint, STR("join"), 0) >= 0);
}

static void test_fault_in_a_passage_is_said_once(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", "- 甲\n\n  ~~~each 收支表\n  甲\n\n  共`= 没有`元\n  ~~~\n");
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 1);
    assert_int_equal(diag_at(f->diag, 0)->place.line, 6);
    assert_int_equal(diag_at(f->diag, 0)->place.column, 7);
}

static void test_numbers_in_passages_count_on(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "# 甲\n~~~each 收支表\n## `= 行.名称`\n~~~\n",
                  "h1{一、}(甲)h2{（一）}(=[收入])h2{（二）}(=[支出])");
    assert_str(f->document->root->first->last->id, "h-1-3");
}

static void test_when(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "~~~when 年度 = 2023\n甲\n~~~\n~~~when 年度 = 2022\n乙\n~~~\n", "p(甲)");
    assert_int_equal(diag_total(f->diag), 0);
}

static void test_nested_blocks(void **state)
{
    Fixture *f = *state;

    assert_blocks(f,
                  "~~~~~when 年度 = 2023\n~~~~each 收支表\n~~~when 年度 = 2023\n`= 行.名称`共`= "
                  "没有`\n~~~\n~~~~\n```table 自有表\n```\n~~~~~\n",
                  "p(=[收入]共=[【？】])p(=[支出]共=[【？】])table{table-own-1}");
    assert_int_equal(diag_total(f->diag), 1);
    assert_int_equal(diag_at(f->diag, 0)->place.line, 4);
    assert_int_equal(diag_at(f->diag, 0)->place.column, 13);
}

static void test_unclosed_block(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "甲\n\n~~~when 年度 = 2023\n乙\n", "p(甲)p(乙)");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "block-unclosed", 3, 4);
}

static Str repeat(Arena *arena, const char *text, int times)
{
    StrBuf buf = {.arena = arena};

    while (times--)
        buf_add_c(&buf, text);
    return buf_str(&buf);
}

static void test_deep_nesting(void **state)
{
    Fixture *f = *state;

    fixture_section(f, "sections/1-a.md", str_c(f->arena, repeat(f->arena, ">", 2000)));
    fixture_build(f);
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "nesting-depth", 1, 64);
}

static void test_deep_blocks(void **state)
{
    Fixture *f = *state;
    StrBuf buf = {.arena = f->arena};

    for (int marks = 20; marks > 2; marks--)
        buf_print(&buf, "%.*swhen 年度 = 2023\n", marks, "~~~~~~~~~~~~~~~~~~~~");
    for (int marks = 3; marks <= 20; marks++)
        buf_print(&buf, "%.*s\n", marks, "~~~~~~~~~~~~~~~~~~~~");
    assert_blocks(f, str_c(f->arena, buf_str(&buf)), "");
    assert_int_equal(diag_total(f->diag), 1);
    assert_finding(f, 0, "nesting-depth", 9, 13);
}

static void test_empty_section(void **state)
{
    Fixture *f = *state;

    assert_blocks(f, "", "");
    assert_int_equal(diag_total(f->diag), 0);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(test_placed_table),
        WITH_FIXTURE(test_tables_part),
        WITH_FIXTURE(test_unpublished_tables_are_no_part),
        WITH_FIXTURE(test_unknown_table_and_options),
        WITH_FIXTURE(test_blocks_without_a_table),
        WITH_FIXTURE(test_code_blocks_stay),
        WITH_FIXTURE(test_mistyped_block),
        WITH_FIXTURE(test_each_row),
        WITH_FIXTURE(test_each_joined),
        WITH_FIXTURE(test_each_joined_without_a_paragraph_before),
        WITH_FIXTURE(test_joined_passage_of_two_paragraphs),
        WITH_FIXTURE(test_each_faults),
        WITH_FIXTURE(test_fault_in_a_passage_is_said_once),
        WITH_FIXTURE(test_numbers_in_passages_count_on),
        WITH_FIXTURE(test_when),
        WITH_FIXTURE(test_nested_blocks),
        WITH_FIXTURE(test_unclosed_block),
        WITH_FIXTURE(test_deep_nesting),
        WITH_FIXTURE(test_deep_blocks),
        WITH_FIXTURE(test_empty_section),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

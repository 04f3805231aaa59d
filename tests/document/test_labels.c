// What every back end prints alike: headings as they are listed, and the words around tables.
#include "document_fixture.h"

static void test_number_before_text(void **state)
{
    Fixture *f = *state;

    assert_str(number_before_text(f->arena, STR("一、")), "一、");
    assert_str(number_before_text(f->arena, STR("（一）")), "（一）");
    assert_str(number_before_text(f->arena, STR("1.")), "1.");
    assert_str(number_before_text(f->arena, STR("第一部分")), "第一部分　");
    assert_str(number_before_text(f->arena, STR("")), "");
}

// A run-in heading without the mark that parts it from its text; a heading as it is.
static void test_heading_label(void **state)
{
    static const char *const labels[] = {"一、概况：", "（一）收入", "（二）支出", "（三）结余",
                                         "（四）其他"};
    Fixture *f = *state;
    size_t n = 0;

    fixture_section(
        f, "sections/1.md",
        "# 概况：\n（一）**收入**：有\n（二）**支出**。有\n（三）**结余，** 有\n（四）**其他**有\n");
    fixture_build(f);
    NodeWalk walk = node_walk(f->document->root->first);
    while (node_walk_next(&walk))
        if (walk.entering && (walk.node->kind == NODE_HEADING || walk.node->kind == NODE_RUN_IN)) {
            assert_true(n < sizeof labels / sizeof labels[0]);
            assert_str(node_heading_label(f->arena, walk.node), labels[n]);
            n++;
        }
    assert_int_equal(n, sizeof labels / sizeof labels[0]);
}

static void test_table_words(void **state)
{
    Fixture *f = *state;
    const Style style = {.table = {.unit_prefix = STR("单位：")}};
    Table *table = fixture_table(f, "丙表", 3, "项目,预算数\n甲,1\n");
    TableSpec spec = *table->spec;
    TableWords words;

    spec.label = STR("公开表3");
    spec.title = STR("丙表");
    spec.note = STR("注：说明。");
    spec.empty_note = STR("本表无数据。");
    table->spec = &spec;
    words = table_words(f->arena, &style, table);
    assert_str(words.label, "公开表3");
    assert_str(words.title, "丙表");
    assert_str(words.unit, "单位：万元");
    assert_int_equal(words.note_count, 1);
    assert_str(words.notes[0], "注：说明。");
    table->empty = true;
    words = table_words(f->arena, &style, table);
    assert_int_equal(words.note_count, 2);
    assert_str(words.notes[0], "本表无数据。");
    spec.note = (Str){0};
    assert_int_equal(table_words(f->arena, &style, table).note_count, 1);
}

// No unit line where there are no amounts, or no unit.
static void test_no_unit(void **state)
{
    Fixture *f = *state;
    Table *table = fixture_table(f, "丁表", 4, "项目,说明\n甲,文字\n");

    assert_int_equal(table_unit(table).n, 0);
    assert_int_equal(unit_line(f->arena, STR("单位："), table_unit(table)).n, 0);
    assert_str(unit_line(f->arena, STR("单位："), STR("元")), "单位：元");
}

int main(void)
{
#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(test_number_before_text),
        WITH_FIXTURE(test_heading_label),
        WITH_FIXTURE(test_table_words),
        WITH_FIXTURE(test_no_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

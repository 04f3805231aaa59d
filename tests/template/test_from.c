#include "template/internal-template.h"

#include "template/fixture.h"

// A template on the small one, whose set `base` has two tables and whose set `own` has what is made from
// them.
static const Template *read(Fixture *fixture, const char *own)
{
    Str text = str_print(fixture->arena,
                         "extends: ../small\n"
                         "table-sets:\n"
                         "  base:\n"
                         "    tables:\n"
                         "      - name: 支出表\n"
                         "        note: 注：甲。\n"
                         "        may-be-empty: false\n"
                         "        columns: [科目编码, 科目名称, { 本年支出: [合计, 基本支出, { name: "
                         "项目支出, decimals: 1 }] }, 其他]\n"
                         "      - name: 收支表\n"
                         "        lists:\n"
                         "          - { name: 收入, columns: [项目, 行次, 决算数] }\n"
                         "          - { name: 支出, columns: [项目, 行次, 决算数] }\n"
                         "  own:\n"
                         "    tables:\n"
                         "      - %s\n",
                         own);
    Source *source =
        source_from_bytes(fixture->arena, fixture->diag, text, STR("template.yaml"), STR("UTF-8"));
    TemplateFolders folders = {{.root = STR(TEST_DIR "/template/extends")}, STR(DATA_DIR "/templates")};

    return template_read_in(fixture->arena, fixture->diag, source, folders, STR("own"), NULL);
}

// The columns of the one table: paths, with the title in brackets where it is another than the name.
static Str columns_of(Fixture *fixture, const char *own)
{
    const Template *template = read(fixture, own);
    StrBuf out = {.arena = fixture->arena};

    assert_non_null(template);
    if (diag_total(fixture->diag))
        fail_msg("%.*s", STR_ARG(diag_at(fixture->diag, 0)->message));
    assert_int_equal(template->table_count, 1);
    for (size_t i = 0; i < template->tables[0].column_count; i++) {
        const ColumnSpec *column = &template->tables[0].columns[i];

        buf_print(&out, "%s%.*s", i ? " " : "", STR_ARG(column->path));
        if (!str_equal(column->name, column->title))
            buf_print(&out, "(%.*s)", STR_ARG(column->title));
    }
    return buf_str(&out);
}

static void a_table_is_taken_as_it_is(void **state)
{
    Fixture *fixture = *state;
    const Template *template = read(fixture, "{ from: base/支出表, name: 支出决算表 }");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_str(template->tables[0].name, "支出决算表");
    assert_str(template->tables[0].note, "注：甲。");
    assert_false(template->tables[0].may_be_empty);
    assert_int_equal(template->tables[0].column_count, 6);
    assert_int_equal(template->tables[0].columns[4].decimals, 1);
}

static void columns_are_changed(void **state)
{
    static const struct {
        const char *own, *columns;
    } cases[] = {
        {"{ from: base/支出表, drop: [其他, 基本支出] }",
         "科目编码 科目名称 本年支出/合计 本年支出/项目支出"},
        {"{ from: base/支出表, drop: [本年支出] }", "科目编码 科目名称 其他"},
        {"{ from: base/支出表, drop: [合计, 基本支出, 项目支出] }", "科目编码 科目名称 其他"},
        {"{ from: base/支出表, drop: [其他], rename: { 科目编码: 功能分类科目编码, 本年支出: 支出, 合计: "
         "小计 } }",
         "科目编码(功能分类科目编码) 科目名称 支出/合计(小计) 支出/基本支出 支出/项目支出"},
        {"{ from: base/支出表, drop: [本年支出], split: { 科目编码: [类, 款, 项] } }",
         "科目编码/类 科目编码/款 科目编码/项 科目名称 其他"},
        {"{ from: base/支出表, drop: [本年支出, 其他], add: { 科目名称: [年初数, { 其中: [甲, 乙] }], 其他: "
         "[末数] } }",
         "科目编码 科目名称 年初数 其中/甲 其中/乙 末数"},
        {"{ from: base/支出表, drop: [本年支出], add: { 其他: 末数 } }", "科目编码 科目名称 其他 末数"},
        {"{ from: base/支出表, drop: [本年支出], order: [其他, 科目名称] }", "其他 科目名称 科目编码"},
        {"{ from: base/支出表, drop: [本年支出], pair: [预算数, 决算数] }",
         "科目编码 科目名称 其他/预算数 其他/决算数"},
        {"{ from: base/收支表, drop: [行次], rename: { 决算数: 金额 } }",
         "项目 决算数(金额) 项目 决算数(金额)"},
        {"{ from: base/收支表, columns: [项目, 数] }", "项目 数"},
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_str(columns_of(fixture, cases[i].own), cases[i].columns);
}

static void a_table_made_from_one_that_is_made(void **state)
{
    Fixture *fixture = *state;
    const char *own =
        "{ from: base/支出表, name: 甲, drop: [其他] }\n      - { from: own/甲, name: 乙, drop: [本年支出] }";
    const Template *template = read(fixture, own);

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(template->tables[0].column_count, 5);
    assert_int_equal(template->tables[1].column_count, 2);
}

static void lists_become_one(void **state)
{
    Fixture *fixture = *state;
    const Template *template = read(fixture, "{ from: base/收支表, merge: { 收支: [收入, 支出] } }");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(template->tables[0].list_count, 1);
    assert_str(template->tables[0].lists[0].name, "收支");
    assert_int_equal(template->tables[0].column_count, 3);
}

static void columns_that_are_assumed(void **state)
{
    Fixture *fixture = *state;

    assert_true(read(fixture, "{ from: base/支出表, columns: assumed }")->tables[0].assumed);
    assert_true(read(fixture, "{ name: 表, columns: [项目, 数], assumed: true }")->tables[0].assumed);
    assert_false(read(fixture, "{ from: base/支出表 }")->tables[0].assumed);
    assert_int_equal(read(fixture, "{ from: base/支出表, columns: assumed }")->assumed_count, 1);
    assert_int_equal(diag_total(fixture->diag), 0);
}

static void rows_that_the_form_has(void **state)
{
    Fixture *fixture = *state;
    const Template *template =
        read(fixture, "{ from: base/支出表, rows: [合计, \"201 教育支出\", \"　　其他\", …] }");
    const ListSpec *list = &template->tables[0].lists[0];

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(list->form_count, 4);
    assert_str(list->form[0].shown, "合计");
    assert_str(list->form[1].code, "201");
    assert_str(list->form[1].shown, "教育支出");
    assert_int_equal(list->form[2].indent, 4);
    assert_true(list->form[3].open);
}

static void what_is_not_there_is_told_once(void **state)
{
    static const struct {
        const char *own, *hint;
    } cases[] = {
        {"{ from: base/支出报表 }", "did you mean “支出表”?"},
        {"{ from: bsae/支出表 }", "write SET/TABLE: national/收入决算表"},
        {"{ from: base/支出表, drop: [没有] }", ""},
        {"{ from: base/支出表, rename: { 没有: 有 } }", ""},
        {"{ from: base/支出表, add: { 没有: [有] } }", ""},
        {"{ from: base/支出表, order: [其他, 没有] }", ""},
        {"{ from: own/丙, name: 丙 }", ""},
        {"{ from: base/收支表, merge: { 收支: [收入, 没有] } }", ""},
        {"{ from: base/收支表, merge: { 收支: [没有] } }", ""},
        {"{ from: base/收支表, rows: [[甲, 乙, 丙]] }",
         "write a line of several lists as [NAME, NAME], ~ where one has no row"},
        {"{ from: base/支出表, rows: [[甲]] }",
         "write a line of several lists as [NAME, NAME], ~ where one has no row"},
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        read(fixture, cases[i].own);
        assert_str(only_finding(fixture, "value-invalid")->hint, cases[i].hint);
        diag_truncate(fixture->diag, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_table_is_taken_as_it_is, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_are_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_table_made_from_one_that_is_made, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_become_one, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_that_are_assumed, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_that_the_form_has, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_told_once, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

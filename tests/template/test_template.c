#include "template/internal-template.h"

#include <string.h>

#include "template/fixture.h"

static const Template *read_set(Fixture *fixture, const char *folder, const char *set)
{
    Str path = path_join(fixture->arena, str_of(folder), STR("template.yaml"));
    Source *source =
        source_read(fixture->arena, fixture->diag, input_at(path), STR("template.yaml"), (Str){0});

    assert_non_null(source);
    return template_read(fixture->arena, fixture->diag, source, str_of(folder), str_of(set), NULL);
}

static const Template *budget(Fixture *fixture, const char *set)
{
    return read_set(fixture, DATA_DIR "/templates/department-budget", set);
}

static const Template *small(Fixture *fixture, const char *set)
{
    return read_set(fixture, TEST_DIR "/template/small", set);
}

// ---- the department budget

static void hunan_has_its_tables(void **state)
{
    // Leaf columns of the set of 2023, in its order.
    static const size_t columns[] = {8,  19, 10, 21, 16, 7, 10, 13, 21, 11, 18, 19,
                                     33, 8,  5,  21, 16, 5, 5,  8,  11, 14, 5};
    Fixture *fixture = *state;
    const Template *template = budget(fixture, "hunan");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(template->table_count, 23);
    for (size_t i = 0; i < 23; i++) {
        const TableSpec *spec = &template->tables[i];

        if (spec->column_count != columns[i])
            fail_msg("%.*s has %zu columns", STR_ARG(spec->name), spec->column_count);
        assert_int_equal(spec->number, i + 1);
        assert_int_equal(spec->unit.power, 4);
        assert_true(spec->declared && spec->published);
    }
    assert_str(template->tables[13].label, "部门公开表14");
    assert_str(template->tables[14].empty_note, "本部门无政府性基金预算支出，故本表无数据。");
    assert_str(template->table_set, "hunan");
    assert_int_equal(template->tables[6].header_rows, 3);
}

static void hunan_first_table_has_four_lists(void **state)
{
    const TableSpec *spec = &budget(*state, "hunan")->tables[0];

    assert_int_equal(spec->list_count, 4);
    assert_str(spec->lists[1].name, "支出功能");
    assert_int_equal(spec->lists[1].hierarchy, HIERARCHY_NAMES);
    assert_int_equal(spec->lists[2].first, 4);
    assert_str(spec->columns[2].path, "项目");
    assert_str(spec->columns[2].title, "项目（按功能分类）");
    assert_int_equal(spec->columns[3].list, 1);
    assert_false(spec->may_be_empty);
}

static void performance_tables_hold_prose(void **state)
{
    const TableSpec *spec = &budget(*state, "hunan")->tables[20];

    assert_int_equal(spec->columns[0].kind, COLUMN_NAME);
    assert_int_equal(spec->columns[1].kind, COLUMN_AMOUNT);
    for (size_t i = 2; i < spec->column_count; i++)
        assert_int_equal(spec->columns[i].kind, COLUMN_TEXT);
}

static void national_is_the_default(void **state)
{
    Fixture *fixture = *state;
    const Template *template = budget(fixture, "");

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_str(template->table_set, "national");
    assert_int_equal(template->table_count, 9);
    assert_str(template->tables[6].name, "一般公共预算“三公”经费支出表");
    assert_str(template->tables[6].label, "部门公开表7");
    assert_str(template->wording.table_label, "部门公开表{0}");
}

static void budget_numbering_and_sections(void **state)
{
    const Template *template = budget(*state, "hunan");

    assert_int_equal(template->level_count, 6);
    assert_str(template->levels[1].pattern, "（{一}）");
    assert_int_equal(template->levels[3].role, ROLE_HEADING_4);
    assert_str(template->levels[4].pattern, "");
    assert_int_equal(template->section_count, 5);
    assert_str(template->sections[0].name, "部门职能职责");
    assert_str(template->sections[0].amounts, "free");
    assert_str(template->sections[2].amounts, "strict");
    assert_str(template->wording.unchanged, "与{0}持平");
    assert_str(template->wording.zero_base, "");
    assert_int_equal(template->ratio_decimals, 2);
    assert_false(template->prose_keep_zeros);
}

// ---- the table language

static void column_kinds_follow_their_names(void **state)
{
    const TableSpec *spec = &small(*state, "national")->tables[2];
    static const ColumnKind kinds[] = {COLUMN_CODE, COLUMN_CODE, COLUMN_CODE,
                                       COLUMN_NAME, COLUMN_TEXT, COLUMN_AMOUNT};

    assert_int_equal(spec->column_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(spec->columns[i].kind, kinds[i]);
    assert_str(spec->columns[1].path, "科目编码/款");
    assert_int_equal(spec->lists[0].hierarchy, HIERARCHY_CODE);
    assert_str(spec->counterpart_last_year, "旧支出表");
    assert_str(spec->note, "注：本表反映支出。");
}

static void attributes_of_tables_and_columns(void **state)
{
    const Template *template = small(*state, "");
    const TableSpec *spec = &template->tables[1];

    assert_str(spec->label, "附表2");
    assert_int_equal(spec->decimals, 1);
    assert_int_equal(template->tables[0].decimals, 2);
    assert_int_equal(spec->zero, ZERO_DECIMALS);
    assert_int_equal(spec->lists[0].hierarchy, HIERARCHY_NONE);
    assert_int_equal(spec->columns[3].unit.kind, UNIT_RATIO);
    assert_int_equal(spec->columns[3].decimals, 3);
    assert_int_equal(spec->columns[3].align, ALIGN_RIGHT);
    assert_int_equal(spec->columns[2].decimals, -1);
    assert_int_equal(spec->total_name_count, 1);
    assert_str(spec->empty_note, "本部门无“三公”经费，故本表无数据。");
}

static void list_group_is_printed_but_no_part_of_the_path(void **state)
{
    const TableSpec *spec = &small(*state, "")->tables[0];

    assert_str(spec->columns[4].path, "其中/甲");
    assert_str(spec->headers[0].title, "收入");
    assert_int_equal(spec->headers[0].count, 2);
    assert_int_equal(spec->header_rows, 3);
}

static void tables_are_found_by_name_and_number(void **state)
{
    const Template *template = small(*state, "");

    assert_ptr_equal(template_find_table(template, STR("表2")), &template->tables[1]);
    assert_ptr_equal(template_find_table(template, STR("公开０３表")), &template->tables[2]);
    assert_ptr_equal(template_find_table(template, STR("「三公」经费支出表(试行)")), &template->tables[1]);
    assert_null(template_find_table(template, STR("表4")));
    assert_null(template_find_table(template, STR("表0")));
    assert_null(template_find_table(template, STR("表2支出")));
    assert_null(template_find_table(template, STR("")));
}

// ---- mistakes

static void unknown_set_lists_those_there(void **state)
{
    budget(*state, "hubei");
    assert_mentions(only_finding(*state, "value-invalid")->hint, "hunan");
}

static void table_twice(void **state)
{
    small(*state, "twice");
    only_finding(*state, "value-invalid");
}

static void columns_have_a_limit(void **state)
{
    const Template *template = small(*state, "endless");

    only_finding(*state, "value-invalid");
    assert_true(template->tables[0].column_count <= 500);
}

static void empty_aliases_do_not_run_for_ever(void **state)
{
    const Template *template = small(*state, "hollow");

    assert_true(diag_has(((Fixture *)*state)->diag, "value-invalid"));
    assert_int_equal(template->tables[0].column_count, 1);
}

static const Template *of_text(Fixture *fixture, const char *text)
{
    Source *source = source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("t.yaml"), (Str){0});

    return template_read(fixture->arena, fixture->diag, source, (Str){0}, (Str){0}, NULL);
}

static void every_key_must_be_there(void **state)
{
    Fixture *fixture = *state;

    assert_non_null(of_text(fixture, "name: x\n"));
    assert_true(diag_count(fixture->diag, SEVERITY_ERROR) >= 6);
    assert_string_equal(diag_at(fixture->diag, 0)->rule, "key-missing");
}

// The small template with more at its end: those keys alone may be wrong.
static const Template *with_keys(Fixture *fixture, const char *keys, Place *first)
{
    Str path = STR(TEST_DIR "/template/small/template.yaml"), bytes;
    Source *source;
    const Template *template;

    assert_true(source_bytes(fixture->arena, fixture->diag, input_at(path), path, &bytes));
    source = source_from_bytes(fixture->arena, fixture->diag,
                               str_print(fixture->arena, "%s\n%.*s", keys, STR_ARG(bytes)), STR("t.yaml"),
                               (Str){0});
    template =
        template_read(fixture->arena, fixture->diag, source, STR(TEST_DIR "/template/small"), (Str){0}, NULL);
    if (diag_total(fixture->diag))
        *first = diag_at(fixture->diag, 0)->place;
    return template;
}

static void belongings_are_read(void **state)
{
    Place first;
    const Template *template =
        with_keys(*state, "belongs:\n  - { under: 培训费, words: [培训会, 培训], not: [会议费] }", &first);

    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_int_equal(template->belonging_count, 1);
    assert_str(template->belongings[0].under, "培训费");
    assert_str(template->belongings[0].words[1], "培训");
    assert_str(template->belongings[0].astray[0], "会议费");
}

static void compositions_are_read(void **state)
{
    Place first;
    const Template *template = with_keys(
        *state,
        "composition:\n  - { of: 公用经费, codes: [302, 310], tables: 基本支出 }\ntold-tables: [甲表, 乙表]",
        &first);

    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_int_equal(template->composition_count, 1);
    assert_str(template->compositions[0].of, "公用经费");
    assert_str(template->compositions[0].codes[1], "310");
    assert_str(template->compositions[0].tables, "基本支出");
    assert_int_equal(template->told_table_count, 2);
    assert_str(template->told_tables[1], "乙表");
}

static void lists_with_mistakes(void **state)
{
    static const struct {
        const char *keys, *rule;
        uint32_t line, column;
    } cases[] = {
        {"belongs:\n  - { words: [甲], not: [乙] }", "key-missing", 2, 5},
        {"belongs:\n  - { under: 甲, not: [乙] }", "key-missing", 2, 5},
        {"belongs:\n  - { under: 甲, words: 乙, not: [丙] }", "value-type", 2, 24},
        {"belongs:\n  - { under: 甲, words: [乙], but: [丙], not: [丙] }", "key-unknown", 2, 29},
        {"belongs:\n  - { under: 甲, words: [乙], not: [丙, 甲] }", "value-invalid", 2, 34},
        {"belongs: 甲", "value-type", 1, 10},
        {"composition:\n  - { of: 甲, tables: 乙 }", "key-missing", 2, 5},
        {"composition:\n  - { of: 甲, tables: 乙, codes: ['301', '30101'] }", "value-invalid", 2, 32},
        {"composition:\n  - { of: 甲, tables: 乙, codes: ['301'], not: 丙 }", "key-unknown", 2, 41},
        {"told-tables: 甲", "value-type", 1, 14},
        {"accounts: nowhere", "value-invalid", 1, 11},
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Place first = {0};

        diag_truncate(fixture->diag, 0);
        with_keys(fixture, cases[i].keys, &first);
        if (diag_total(fixture->diag) != 1 || strcmp(diag_at(fixture->diag, 0)->rule, cases[i].rule) != 0 ||
            first.line != cases[i].line || first.column != cases[i].column)
            fail_msg("case %zu: %zu findings, the first %s at %u:%u", i, diag_total(fixture->diag),
                     diag_total(fixture->diag) ? diag_at(fixture->diag, 0)->rule : "", first.line,
                     first.column);
    }
}

static void file_unit_must_be_money_as_the_unit_is(void **state)
{
    Fixture *fixture = *state;
    Source *source = source_from_bytes(fixture->arena, fixture->diag,
                                       STR("{ unit: 万元, file-unit: 户, columns: [名称, 合计] }"),
                                       STR("t.yaml"), (Str){0});
    TableDefaults defaults = {.decimals = 2};

    table_spec_read(fixture->arena, fixture->diag, yaml_read(fixture->arena, fixture->diag, source),
                    &defaults, STR("t"), 0);
    only_finding(fixture, "value-invalid");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hunan_has_its_tables),
        TEST(hunan_first_table_has_four_lists),
        TEST(performance_tables_hold_prose),
        TEST(national_is_the_default),
        TEST(budget_numbering_and_sections),
        TEST(column_kinds_follow_their_names),
        TEST(attributes_of_tables_and_columns),
        TEST(list_group_is_printed_but_no_part_of_the_path),
        TEST(tables_are_found_by_name_and_number),
        TEST(unknown_set_lists_those_there),
        TEST(table_twice),
        TEST(columns_have_a_limit),
        TEST(empty_aliases_do_not_run_for_ever),
        TEST(every_key_must_be_there),
        TEST(belongings_are_read),
        TEST(compositions_are_read),
        TEST(lists_with_mistakes),
        TEST(file_unit_must_be_money_as_the_unit_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

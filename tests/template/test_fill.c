#include "template/internal-template.h"

#include "template/fixture.h"

static const Template *read(Fixture *fixture, const char *text)
{
    Source *source =
        source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("template.yaml"), STR("UTF-8"));
    TemplateFolders folders = {{.root = STR(TEST_DIR "/template/extends")}, STR(DATA_DIR "/templates")};

    return template_read_in(fixture->arena, fixture->diag, source, folders, STR("formed"), NULL);
}

static const Template *read_filled(Fixture *fixture, const char *text)
{
    TemplateFacts facts = {STR("示例市教育局"), STR("市教育局"), 2024};
    const Template *template = read(fixture, text);

    assert_non_null(template);
    assert_int_equal(diag_total(fixture->diag), 0);
    return template_fill(fixture->arena, template, &facts);
}

static const char formed[] =
    "extends: ../small\n"
    "numbering: [{ pattern: \"{①}\", role: heading-1 }]\n"
    "sections:\n"
    "  - { name: \"{department}{year}年度决算表\", or: [\"{department-short}决算表\", 决算报表], mentions: "
    "[\"{last-year}年|上年\"] }\n"
    "  - { name: 情况说明 }\n"
    "wording: { tables-part: \"{department-short}{year}年度表\" }\n"
    "table-sets:\n"
    "  formed:\n"
    "    label: \"表{一}：\"\n"
    "    first-note: note\n"
    "    tables:\n"
    "      - name: 收支预算总表\n"
    "        title: \"{year}年收支预算总表\"\n"
    "        note: 注：{department}\n"
    "        columns: [项目, { name: 上年数, title: \"{last-year}年\" }, 本年: [{ name: 数, title: "
    "\"{year}年数\" }]]\n"
    "      - { name: 明细表, label: 公开表1-1, empty-note: \"{department-short}无\", columns: [项目, 数] }\n";

static void marks_are_filled(void **state)
{
    const Template *template = read_filled(*state, formed);
    const TableSpec *table = &template->tables[0];

    assert_str(template->sections[0].name, "示例市教育局2024年度决算表");
    assert_str(template->sections[0].others[0], "市教育局决算表");
    assert_str(template->sections[0].mentions[0].words, "2023年|上年");
    assert_str(template->wording.tables_part, "市教育局2024年度表");
    assert_str(table->title, "2024年收支预算总表");
    assert_str(table->name, "收支预算总表");
    assert_str(table->note, "注：示例市教育局");
    assert_str(table->columns[1].title, "2023年");
    assert_str(table->headers[table->header_count - 1].title, "2024年数");
    assert_str(template->tables[1].empty_note, "市教育局无");
    assert_true(table->note_first);
}

static void labels_have_numbers_of_every_kind(void **state)
{
    const Template *template = read_filled(*state, formed);

    assert_str(template->tables[0].label, "表一：");
    assert_str(template->tables[1].label, "公开表1-1");
}

// 总表 is the kind of table, and nothing that there is none of.
static void the_sentence_of_an_empty_table_says_what_it_tells_of(void **state)
{
    const Template *template = read_filled(*state, formed);

    assert_true(str_find(template->tables[0].empty_note, STR("收支预算，"), 0) >= 0);
}

static void headings_are_found(void **state)
{
    const Template *template = read_filled(*state, formed);
    const struct {
        const char *heading;
        size_t section;
        bool found;
    } cases[] = {
        {"示例市教育局2024年度决算表", 0, true},
        {"决算报表", 0, true},
        {"2024年度决算报表", 0, true},
        {"市教育局决算报表", 0, true},
        {"决算表", 0, false},
        {"2024年度情况说明", 1, true},
        {"示例市教育局2024年情况说明", 1, true},
        {"24年情况说明", 1, false},
        {"2024年度", 1, false},
        {"教育局情况说明", 1, false},
        {"2024年度情况说明书", 1, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(
            section_is(template, &template->sections[cases[i].section], str_of(cases[i].heading)),
            cases[i].found);
}

static void marks_that_mean_nothing_are_told(void **state)
{
    static const char *const texts[] = {
        "extends: ../small\nnumbering: [{ pattern: \"（{A}）\", role: heading-1 }]\n",
        "extends: ../small\nsections: [{ name: \"{depart}概况\" }]\n",
        "extends: ../small\nwording: { tables-part: \"{yaer}年\" }\n",
        "extends: ../small\ntable-sets: { formed: { label: \"表{二}\", tables: [] } }\n",
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool set = i == 3;

        template_read_in(
            fixture->arena, fixture->diag,
            source_from_bytes(fixture->arena, fixture->diag, str_of(texts[i]), STR("template.yaml"),
                              STR("UTF-8")),
            (TemplateFolders){{.root = STR(TEST_DIR "/template/extends")}, STR(DATA_DIR "/templates")},
            set ? STR("formed") : (Str){0}, NULL);
        only_finding(fixture, "value-invalid");
        diag_truncate(fixture->diag, 0);
    }
}

// All that a template takes from one that is not there would be missing: one error.
static void one_root_one_error(void **state)
{
    Fixture *fixture = *state;

    assert_null(read(fixture, "extends: nope\nname: t\n"));
    only_finding(fixture, "template-unknown");
}

static void a_folder_beside_is_offered_as_a_path(void **state)
{
    Fixture *fixture = *state;

    assert_null(read(fixture, "extends: before\nname: t\n"));
    assert_str(only_finding(fixture, "template-unknown")->hint, "did you mean “../before”?");
}

// A set says otherwise than its template, for itself alone; its tables have numbers in the contents.
static void a_set_has_words_of_its_own(void **state)
{
    static const char text[] =
        "extends: ../small\n"
        "table-sets:\n"
        "  formed:\n"
        "    label: \"\"\n"
        "    contents-label: \"{一}、\"\n"
        "    numbering: [{ pattern: \"{1}、\", role: heading-1 }]\n"
        "    sections: [{ name: 总说明, required: true }, { name: 名词 }]\n"
        "    wording: { increase: 增长 }\n"
        "    told-tables: [收支表]\n"
        "    tables: [{ name: 甲表, columns: [项目, 数] }, { name: 收支表, columns: [项目, 数] }]\n";
    Fixture *fixture = *state;
    const Template *own = read_filled(fixture, text);
    const Template *other = template_read_in(
        fixture->arena, fixture->diag,
        source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("template.yaml"), STR("UTF-8")),
        (TemplateFolders){{.root = STR(TEST_DIR "/template/extends")}, STR(DATA_DIR "/templates")}, (Str){0},
        NULL);

    assert_str(own->levels[0].pattern, "{1}、");
    assert_int_equal(own->section_count, 2);
    assert_str(own->wording.increase, "增长");
    assert_str(own->wording.decrease, "减少");
    assert_int_equal(own->told_table_count, 1);
    assert_str(own->tables[1].listed, "二、");
    assert_str(own->tables[1].label, "");
    assert_int_equal(other->level_count, 2);
    assert_int_equal(other->section_count, 1);
    assert_str(other->wording.increase, "增加");
    assert_int_equal(other->told_table_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_are_filled, setup, teardown),
        cmocka_unit_test_setup_teardown(labels_have_numbers_of_every_kind, setup, teardown),
        cmocka_unit_test_setup_teardown(the_sentence_of_an_empty_table_says_what_it_tells_of, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(headings_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(marks_that_mean_nothing_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(a_set_has_words_of_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(one_root_one_error, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_beside_is_offered_as_a_path, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

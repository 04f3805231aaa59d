#include "yaml/yaml.h"

#include "template/fixture.h"

static const YamlNode *read_text(Fixture *fixture, const char *text)
{
    Source *source = source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("a.yaml"), (Str){0});

    return yaml_read(fixture->arena, fixture->diag, source);
}

static YamlMap open_text(Fixture *fixture, const char *text)
{
    const YamlNode *root = read_text(fixture, text);
    YamlMap map;

    assert_non_null(root);
    assert_true(yaml_open(&map, fixture->arena, fixture->diag, root, false));
    return map;
}

static void assert_place(Place place, uint32_t line, uint32_t column)
{
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

// ---- the tree

static void places_count_characters(void **state)
{
    YamlMap map = open_text(*state, "部门: 办公室\n表: { 收入: \"五\\t一\" }\n");
    const YamlNode *department = yaml_get(&map, "部门");
    const YamlNode *table = yaml_get(&map, "表");
    const YamlNode *income = table->entries.at[0].value;

    assert_str(department->text, "办公室");
    assert_place(yaml_place(department), 1, 5);
    assert_int_equal(yaml_place(department).width, 3);
    assert_place(yaml_place(table), 2, 4);
    assert_str(income->text, "五\t一");
    assert_place(yaml_place(income), 2, 11); // inside the quotation marks
}

static void scalars_are_null_only_when_plain(void **state)
{
    YamlMap map = open_text(*state, "a:\nb: ~\nc: \"\"\nd: '~'\n");

    assert_null(yaml_get(&map, "a"));
    assert_null(yaml_get(&map, "b"));
    assert_non_null(yaml_get(&map, "c"));
    assert_str(yaml_text(&map, "d", (Str){0}), "~");
}

static void aliases_share_the_node(void **state)
{
    YamlMap map = open_text(*state, "a: &x [1, 2]\nb: *x\n");

    assert_ptr_equal(yaml_get(&map, "a"), yaml_get(&map, "b"));
}

static void alias_in_itself_is_refused(void **state)
{
    assert_null(read_text(*state, "a: &x [1, *x]\n"));
    assert_place(only_finding(*state, "yaml-syntax")->place, 1, 12);
}

static void alias_without_anchor_is_refused(void **state)
{
    assert_null(read_text(*state, "a: *x\n"));
    assert_mentions(only_finding(*state, "yaml-syntax")->message, "“*x”");
}

static void depth_has_a_limit(void **state)
{
    StrBuf text = {.arena = ((Fixture *)*state)->arena};

    for (int i = 0; i < YAML_DEPTH_MOST + 1; i++)
        buf_add_char(&text, '[');
    for (int i = 0; i < YAML_DEPTH_MOST + 1; i++)
        buf_add_char(&text, ']');
    assert_null(read_text(*state, buf_str(&text).at));
    only_finding(*state, "yaml-syntax");
}

static void aliases_count_for_the_depth(void **state)
{
    // Each is eleven deep within the next.
    assert_null(read_text(*state, "- &a [[[[[[[[[[[x]]]]]]]]]]]\n"
                                  "- &b [[[[[[[[[[[*a]]]]]]]]]]]\n"
                                  "- [[[[[[[[[[[*b]]]]]]]]]]]\n"));
    assert_int_equal(only_finding(*state, "yaml-syntax")->place.line, 3);
}

static void second_document_is_refused(void **state)
{
    assert_null(read_text(*state, "a: 1\n---\nb: 2\n"));
    assert_int_equal(only_finding(*state, "yaml-syntax")->place.line, 2);
}

static void empty_file_is_null(void **state)
{
    const YamlNode *root = read_text(*state, "# nothing\n");

    assert_non_null(root);
    assert_int_equal(root->kind, YAML_NULL);
    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
}

static void duplicate_key_names_the_first(void **state)
{
    const Finding *finding;

    assert_non_null(read_text(*state, "b: 0\na: 1\nc: 0\na: 2\n"));
    finding = only_finding(*state, "key-duplicate");
    assert_place(finding->place, 4, 1);
    assert_mentions(finding->hint, "2");
}

// ---- what input methods do

static void syntax_error_has_place_and_hint(void **state, const char *text, uint32_t line, const char *hint)
{
    const Finding *finding;

    assert_null(read_text(*state, text));
    finding = only_finding(*state, "yaml-syntax");
    assert_int_equal(finding->place.line, line);
    assert_mentions(finding->hint, hint);
}

static void full_width_colon(void **state)
{
    syntax_error_has_place_and_hint(state, "year: 2023\ndepartment：某局\nunit: 万元\n", 2, "：");
}

static void full_width_quotes(void **state)
{
    syntax_error_has_place_and_hint(state, "year: 2023\ntitle: “一: 二”\n", 2, "\"");
}

static void tab_indent(void **state)
{
    syntax_error_has_place_and_hint(state, "site:\n\tSiteName: x\n", 2, "tab");
}

static void colon_without_space(void **state)
{
    syntax_error_has_place_and_hint(state, "title:预算\nyear: 2023\n", 1, "space");
}

static void brackets_within_braces(void **state)
{
    syntax_error_has_place_and_hint(state, "figures: { 收入: 总表[合计] }\n", 1, "quotation marks");
}

static void unclosed_bracket_is_reported_in_the_file(void **state)
{
    assert_null(read_text(*state, "a: [1, 2\n"));
    assert_true(only_finding(*state, "yaml-syntax")->place.line >= 1);
}

static void wholly_quoted_text_is_refused(void **state)
{
    YamlMap map = open_text(*state, "a: “某局”\nb: “三公”经费\n");

    assert_str(yaml_text(&map, "a", STR("no")), "no");
    assert_place(only_finding(*state, "yaml-syntax")->place, 1, 4);
    assert_str(yaml_text(&map, "b", STR("no")), "“三公”经费");
}

static void nested_full_width_colon_is_a_wrong_type(void **state)
{
    YamlMap map = open_text(*state, "site:\n  SiteName：某网\n");

    assert_null(yaml_mapping(&map, "site"));
    assert_mentions(only_finding(*state, "value-type")->hint, "：");
}

// ---- getters

static void unknown_key_gets_the_nearest(void **state)
{
    YamlMap map = open_text(*state, "tabel-set: hunan\nyear: 2023\n");
    const Finding *finding;

    yaml_text(&map, "table-set", (Str){0});
    yaml_int(&map, "year", 0, 1, 9999);
    yaml_close(&map);
    finding = only_finding(*state, "key-unknown");
    assert_place(finding->place, 1, 1);
    assert_int_equal(finding->place.width, 9);
    assert_mentions(finding->hint, "table-set");
}

static void unknown_key_without_neighbour_lists_all_once(void **state)
{
    YamlMap map = open_text(*state, "zzzzzzzz: 1\n");
    const Finding *finding;

    yaml_get(&map, "year");
    yaml_get(&map, "year");
    yaml_close(&map);
    finding = only_finding(*state, "key-unknown");
    assert_mentions(finding->hint, "year");
    assert_true(str_find(finding->hint, STR("year, year"), 0) < 0);
}

static void missing_key_is_named(void **state)
{
    YamlMap map = open_text(*state, "a: 1\n");

    assert_str(yaml_need_text(&map, "department"), "");
    assert_mentions(only_finding(*state, "key-missing")->message, "department");
}

static void complete_map_needs_every_key(void **state)
{
    Fixture *fixture = *state;
    YamlMap map;

    yaml_open(&map, fixture->arena, fixture->diag, read_text(fixture, "a: 1\n"), true);
    assert_null(yaml_optional(&map, "b"));
    assert_int_equal(diag_total(fixture->diag), 0);
    assert_true(yaml_bool(&map, "c", true));
    assert_mentions(only_finding(*state, "key-missing")->message, "c");
}

static void whole_numbers_have_a_range(void **state)
{
    YamlMap map = open_text(*state, "a: ２０２３\nb: 3000\nc: 1.5\nd: x\n");
    Fixture *fixture = *state;

    assert_int_equal(yaml_int(&map, "a", 0, 1950, 2100), 2023);
    assert_int_equal(yaml_int(&map, "b", 7, 1950, 2100), 7);
    assert_int_equal(yaml_int(&map, "c", 7, 0, 10), 7);
    assert_int_equal(yaml_int(&map, "d", 7, 0, 10), 7);
    assert_int_equal(diag_count(fixture->diag, SEVERITY_ERROR), 3);
    assert_place(diag_at(fixture->diag, 0)->place, 2, 4);
}

static void booleans_are_true_or_false(void **state)
{
    YamlMap map = open_text(*state, "a: true\nb: 是\n");

    assert_true(yaml_bool(&map, "a", false));
    assert_false(yaml_bool(&map, "b", false));
    assert_place(only_finding(*state, "value-type")->place, 2, 4);
}

static void choice_gets_the_nearest(void **state)
{
    static const char *const names[] = {"portrait", "landscape"};
    YamlMap map = open_text(*state, "a: landscape\nb: lanscape\n");

    assert_int_equal(yaml_choice(&map, "a", names, 2, 0), 1);
    assert_int_equal(yaml_choice(&map, "b", names, 2, 0), 0);
    assert_mentions(only_finding(*state, "value-invalid")->hint, "landscape");
}

static void wrong_types_are_reported(void **state)
{
    YamlMap map = open_text(*state, "a: [1]\nb: 1\nc: 1\n");
    size_t n;

    yaml_text(&map, "a", (Str){0});
    assert_null(yaml_list(&map, "b"));
    yaml_texts(&map, "c", &n);
    assert_int_equal(n, 0);
    assert_int_equal(diag_count(((Fixture *)*state)->diag, SEVERITY_ERROR), 3);
    assert_true(diag_has(((Fixture *)*state)->diag, "value-type"));
}

static void written_texts_read_as_they_are(void **state)
{
    Fixture *fixture = *state;
    static const char *const texts[] = {"上海市普陀区财政局",
                                        "2024年度部门决算公开",
                                        "true",
                                        "2024",
                                        "局 # 一",
                                        "甲: 乙",
                                        "- 甲",
                                        "\"甲\\",
                                        "[甲]",
                                        ""};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        StrBuf out = {.arena = fixture->arena};

        buf_add_c(&out, "a: ");
        yaml_add_text(&out, str_of(texts[i]));
        buf_add_char(&out, '\n');
        YamlMap map = open_text(fixture, str_c(fixture->arena, buf_str(&out)));
        assert_str(yaml_text(&map, "a", STR("absent")), texts[i]);
        assert_int_equal(str_find_char(buf_str(&out), '"', 0) < 0, i < 2);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(places_count_characters),
        TEST(scalars_are_null_only_when_plain),
        TEST(aliases_share_the_node),
        TEST(alias_in_itself_is_refused),
        TEST(alias_without_anchor_is_refused),
        TEST(depth_has_a_limit),
        TEST(aliases_count_for_the_depth),
        TEST(second_document_is_refused),
        TEST(empty_file_is_null),
        TEST(duplicate_key_names_the_first),
        TEST(full_width_colon),
        TEST(full_width_quotes),
        TEST(tab_indent),
        TEST(colon_without_space),
        TEST(brackets_within_braces),
        TEST(unclosed_bracket_is_reported_in_the_file),
        TEST(wholly_quoted_text_is_refused),
        TEST(nested_full_width_colon_is_a_wrong_type),
        TEST(unknown_key_gets_the_nearest),
        TEST(unknown_key_without_neighbour_lists_all_once),
        TEST(missing_key_is_named),
        TEST(complete_map_needs_every_key),
        TEST(whole_numbers_have_a_range),
        TEST(booleans_are_true_or_false),
        TEST(choice_gets_the_nearest),
        TEST(wrong_types_are_reported),
        TEST(written_texts_read_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

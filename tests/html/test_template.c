// page.html's slots: what they become, and what is wrong with them.
#include "html_fixture.h"

typedef struct Sheet {
    Arena *arena;
    Diag *diag;
    Items sections, places, quotations, tables;
    Item page;
} Sheet;

static int setup(void **state)
{
    Sheet *s = calloc(1, sizeof *s);
    Arena *arena = s->arena = arena_new();

    s->diag = diag_new();
    s->page.texts[SLOT_TITLE] = STR("甲 <\"乙\">");
    s->page.texts[SLOT_BODY] = STR("<p>正文</p>");
    vec_push(arena, &s->sections)->texts[SLOT_TITLE] = STR("一");
    vec_push(arena, &s->sections)->texts[SLOT_TITLE] = STR("二&");
    s->page.lists[SLOT_SECTIONS] = &s->sections;
    s->page.lists[SLOT_TABLES] = &s->tables;
    vec_push(arena, &s->places)->texts[SLOT_TITLE] = STR("三");
    vec_push(arena, &s->places)->texts[SLOT_TITLE] = STR("四");
    for (int i = 0; i < 2; i++) {
        Item *item = vec_push(arena, &s->quotations);
        item->texts[SLOT_CELL] = i ? STR("丙") : STR("丁");
        item->lists[SLOT_PLACES] = i ? &s->places : NULL;
    }
    s->page.lists[SLOT_QUOTATIONS] = &s->quotations;
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    Sheet *s = *state;

    diag_free(s->diag);
    arena_free(s->arena);
    free(s);
    return 0;
}

static PageTemplate *parse(Sheet *s, const char *text)
{
    const Source *source =
        source_from_bytes(s->arena, s->diag, str_of(text), STR("templates/x/page.html"), (Str){0});

    return page_template_parse(s->arena, s->diag, source);
}

static void assert_fills(Sheet *s, const char *text, const char *expected)
{
    PageTemplate *made = parse(s, text);

    assert_non_null(made);
    assert_str(page_template_fill(s->arena, made, &s->page), expected);
}

// One fault, at line and column, with its mend.
static void assert_fault(Sheet *s, const char *text, const char *rule, uint32_t line, uint32_t column)
{
    assert_null(parse(s, text));
    assert_int_equal(diag_total(s->diag), 1);
    const Finding *finding = diag_at(s->diag, 0);
    assert_string_equal(finding->rule, rule);
    assert_str(finding->place.file, "templates/x/page.html");
    assert_int_equal(finding->place.line, line);
    assert_int_equal(finding->place.column, column);
    assert_true(finding->hint.n > 0);
}

static void test_slots_are_escaped_by_kind(void **state)
{
    assert_fills(
        *state, "<a title=\"{{title}}\">{{ title }}</a>{{body}}{{{body}}}\n",
        "<a title=\"甲 &lt;&quot;乙&quot;&gt;\">甲 &lt;&quot;乙&quot;&gt;</a><p>正文</p><p>正文</p>\n");
}

static void test_a_raw_slot_of_three_braces_is_escaped_all_the_same(void **state)
{
    assert_fills(*state, "{{{title}}}\n", "甲 &lt;&quot;乙&quot;&gt;\n");
}

static void test_lists_repeat(void **state)
{
    assert_fills(*state, "{{#sections}}[{{title}}]{{/sections}}({{#tables}}{{title}}{{/tables}})\n",
                 "[一][二&amp;]()\n");
}

static void test_has_stands_once(void **state)
{
    assert_fills(*state,
                 "{{#has-sections}}<{{#sections}}{{title}}{{/sections}}>{{/has-sections}}"
                 "{{#has-tables}}none{{/has-tables}}\n",
                 "<一二&amp;>\n");
}

static void test_inner_lists_and_outer_slots(void **state)
{
    assert_fills(
        *state,
        "{{#quotations}}{{cell}}:{{#has-places}}({{#places}}{{title}}{{cell}}{{/places}}){{/has-places}} "
        "{{/quotations}}{{#sections}}{{#has-tables}}{{/has-tables}}{{body}}{{/sections}}\n",
        "丁: 丙:(三丙四丙) <p>正文</p><p>正文</p>\n");
}

static void test_comments_are_not_published(void **state)
{
    assert_fills(*state, "a{{!-- {{title}}\n{{nothing}} --}}b{{! c }}d\n", "abd\n");
}

static void test_flags(void **state)
{
    Sheet *s = *state;

    s->page.lists[SLOT_INDEX] = items_flag(s->arena, true);
    s->page.lists[SLOT_WHOLE] = items_flag(s->arena, false);
    assert_fills(s, "{{#index}}first{{/index}}{{#whole}}all{{/whole}}\n", "first\n");
}

static void test_unknown_slot(void **state)
{
    assert_fault(*state, "<p>\n甲{{titl}}</p>\n", "template-slot-unknown", 2, 2);
    Sheet *s = *state;
    assert_str(diag_at(s->diag, 0)->hint, "did you mean “title”?");
}

static void test_unknown_list(void **state)
{
    assert_fault(*state, "{{#section}}x{{/section}}\n", "template-slot-unknown", 1, 1);
}

static void test_a_list_is_no_slot(void **state)
{
    assert_fault(*state, "{{sections}}\n", "template-slot-unknown", 1, 1);
}

static void test_a_slot_of_another_list(void **state)
{
    assert_fault(*state, "{{#sections}}{{cell}}{{/sections}}\n", "template-slot-unknown", 1, 14);
}

static void test_unclosed_slot(void **state)
{
    assert_fault(*state, "<p>{{title</p>\n{{title}}\n", "template-slot-unclosed", 1, 4);
}

static void test_unclosed_list(void **state)
{
    assert_fault(*state, "\n {{#sections}}{{title}}\n", "template-slot-unclosed", 2, 2);
    Sheet *s = *state;
    assert_str(diag_at(s->diag, 0)->hint, "write {{/sections}} after it");
}

static void test_closed_but_not_open(void **state)
{
    assert_fault(*state, "{{title}}{{/sections}}\n", "template-slot-unclosed", 1, 10);
}

static void test_closed_crosswise(void **state)
{
    Sheet *s = *state;

    assert_null(parse(s, "{{#sections}}{{#draft}}{{/sections}}{{/draft}}{{/sections}}\n"));
    assert_int_equal(diag_total(s->diag), 1);
    assert_string_equal(diag_at(s->diag, 0)->rule, "template-slot-unclosed");
}

static void test_every_fault_is_told(void **state)
{
    Sheet *s = *state;

    assert_null(parse(s, "{{a}}\n{{#b}}{{/b}}\n{{c\n"));
    assert_int_equal(diag_total(s->diag), 3);
}

static void test_too_many_open(void **state)
{
    Sheet *s = *state;
    StrBuf text = {.arena = s->arena};

    for (int i = 0; i < 40; i++)
        buf_add_c(&text, "{{#has-sections}}");
    assert_null(parse(s, buf_str(&text).at));
    assert_true(diag_has(s->diag, "template-slot-unclosed"));
}

// The template that is kept here has no fault.
static void test_own_template(void **state)
{
    Sheet *s = *state;
    const Source *source =
        source_read(s->arena, s->diag, input_at(str_of(DATA_DIR "/templates/department-budget/page.html")),
                    STR("page.html"), (Str){0});

    assert_non_null(source);
    assert_non_null(page_template_parse(s->arena, s->diag, source));
    assert_int_equal(diag_total(s->diag), 0);
    assert_no_script(source->text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_slots_are_escaped_by_kind),
        TEST(test_a_raw_slot_of_three_braces_is_escaped_all_the_same),
        TEST(test_lists_repeat),
        TEST(test_has_stands_once),
        TEST(test_inner_lists_and_outer_slots),
        TEST(test_comments_are_not_published),
        TEST(test_flags),
        TEST(test_unknown_slot),
        TEST(test_unknown_list),
        TEST(test_a_list_is_no_slot),
        TEST(test_a_slot_of_another_list),
        TEST(test_unclosed_slot),
        TEST(test_unclosed_list),
        TEST(test_closed_but_not_open),
        TEST(test_closed_crosswise),
        TEST(test_every_fault_is_told),
        TEST(test_too_many_open),
        TEST(test_own_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

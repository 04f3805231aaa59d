#include <stdlib.h>
#include <string.h>

#include "template/internal-template.h"

#include "template/fixture.h"

static Source *official(Fixture *fixture)
{
    Source *source =
        source_read(fixture->arena, fixture->diag, input_at(str_of(DATA_DIR "/templates/styles/gb9704.yaml")),
                    STR("gb9704.yaml"), (Str){0});

    assert_non_null(source);
    return source;
}

// The official style with the first `old` replaced.
static const Style *changed(Fixture *fixture, const char *old, const char *new)
{
    Str text = official(fixture)->text;
    ptrdiff_t at = str_find(text, str_of(old), 0);
    StrBuf buf = {.arena = fixture->arena};
    Source *source;

    assert_true(at >= 0);
    buf_add(&buf, str_slice(text, 0, (size_t)at));
    buf_add_c(&buf, new);
    buf_add(&buf, str_slice(text, (size_t)at + str_of(old).n, text.n));
    source = source_from_bytes(fixture->arena, fixture->diag, buf_str(&buf), STR("style.yaml"), (Str){0});
    return style_read(fixture->arena, fixture->diag, source, NULL);
}

// ---- lengths

static void lengths(void **state)
{
    LengthContext context = {.em = length_pt(10), .measure = 2801, .area_height = 4400};
    const struct {
        const char *text;
        Length length;
    } cases[] = {
        {"0", 0},
        {"16pt", length_pt(16)},
        {"0.5pt", LENGTH_PT / 2},
        {"25.4mm", length_pt(72)},
        {"2em", length_pt(20)},
        {"-1em", -length_pt(10)},
        {"1/4em", length_pt(10) / 4},
        {"三号", length_pt(16)},
        {"小六", LENGTH_PT * 13 / 2},
        {"measure/28", 100}, // down: 28 of them must fit
        {"area-height/22", 200},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Length length = -1;

        if (!style_length_parse(((Fixture *)*state)->arena, str_of(cases[i].text), context, &length))
            fail_msg("%s is a length", cases[i].text);
        assert_int_equal(length, cases[i].length);
    }
}

static void no_lengths(void **state)
{
    LengthContext context = {.measure = 2800};
    const char *const texts[] = {"",           "16",        "pt",       "16 px",         "2em", // no em here
                                 "五点号",     "measure/0", "measure/", "measure/1.5",   "measure/x",
                                 "1/0pt",      "1/-2pt",    "1//2pt",   "area-height/2", "99999999999pt",
                                 "measure/28x"};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Length length = 0;

        if (style_length_parse(((Fixture *)*state)->arena, str_of(texts[i]), context, &length))
            fail_msg("%s is no length", texts[i]);
    }
}

// ---- the official style

static void official_style_is_whole(void **state)
{
    Fixture *fixture = *state;
    const Style *style = style_read(fixture->arena, fixture->diag, official(fixture), NULL);
    const RoleStyle *body = &style->roles[ROLE_BODY];

    assert_int_equal(diag_total(fixture->diag), 0);
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_non_null(style->roles[i].face);
        assert_true(style->roles[i].size > 0 && style->roles[i].leading > 0);
    }
    // 5.2.3: 22 lines of 28 characters fill the type area, and never exceed it.
    assert_true(28 * body->size <= style->page.area_width);
    assert_true(style->page.area_width - 28 * body->size < 28);
    assert_true(22 * body->leading <= style->page.area_height);
    assert_int_equal(style->page.area_width, length_um(156000));
    assert_int_equal(body->indent, 2 * body->size);
    assert_null(body->western);
    assert_str(style->fallback->name, "补字");
    assert_str(style->strong->name, "黑体");
    assert_int_equal(style->spacing.han_western, 250);
    assert_int_equal(style->spacing.number_unit, 83);
    assert_int_equal(style->table.size_count, 5);
    assert_int_equal(style->table.leading_permille, 1300);
    assert_str(style->table.continued, "（续表）");
    assert_false(style->table.label_right);
    assert_true(style->link_figures);
}

static void roles_inherit_from_body(void **state)
{
    Fixture *fixture = *state;
    const Style *style = style_read(fixture->arena, fixture->diag, official(fixture), NULL);
    const RoleStyle *body = &style->roles[ROLE_BODY], *heading = &style->roles[ROLE_HEADING_1];

    assert_str(heading->face->name, "黑体");
    assert_int_equal(heading->size, body->size);
    assert_int_equal(heading->leading, body->leading);
    assert_true(heading->keep_with_next);
    assert_false(body->keep_with_next);
}

static void inherited_ems_are_of_the_roles_own_size(void **state)
{
    const Style *style = changed(*state, "cover-date: { size: 三号, indent: 0,", "cover-date: { size: 八号,");

    assert_int_equal(style->roles[ROLE_COVER_DATE].indent, length_pt(10));
    assert_int_equal(style->roles[ROLE_COVER_DATE].align, TEXT_CENTRE);
}

// ---- mistakes

static void missing_keys_are_named(void **state)
{
    changed(*state, "  duplex: false ", "  #");
    assert_mentions(only_finding(*state, "key-missing")->message, "duplex");
}

static void missing_role_is_named(void **state)
{
    changed(*state, "  list: {}", "");
    assert_mentions(only_finding(*state, "key-missing")->message, "list");
}

static void missing_body_key_is_named(void **state)
{
    changed(*state, "    before: 0\n", "");
    assert_mentions(only_finding(*state, "key-missing")->message, "before");
}

static void wrong_length_has_its_line(void **state)
{
    const Finding *finding;

    changed(*state, "frame: 0.75pt", "frame: 0.75px");
    finding = only_finding(*state, "value-invalid");
    assert_str(str_trim(finding->place.text), "frame: 0.75px");
    assert_int_equal(finding->place.column, 10);
}

static void unknown_face_gets_the_nearest(void **state)
{
    changed(*state, "quote: { face: 楷体", "quote: { face: 楷");
    assert_mentions(only_finding(*state, "value-invalid")->hint, "楷体");
}

static void unknown_role_key_gets_the_nearest(void **state)
{
    changed(*state, "keep-with-next: true }\n  heading-2", "keep-with-nxt: true }\n  heading-2");
    assert_mentions(only_finding(*state, "key-unknown")->hint, "keep-with-next");
}

static void type_area_must_fit(void **state)
{
    changed(*state, "margin-inner: 28mm", "margin-inner: 58mm");
    only_finding(*state, "value-invalid");
}

static void size_must_not_be_zero(void **state)
{
    changed(*state, "size: measure/28", "size: 0");
    assert_true(diag_has(((Fixture *)*state)->diag, "value-invalid"));
}

static void sizes_have_a_limit(void **state)
{
    const Style *style = changed(*state, "sizes: [五号,", "sizes: [五号, 9pt, 9pt, 9pt, 9pt,");

    only_finding(*state, "value-invalid");
    assert_int_equal(style->table.size_count, 8);
}

// What else the official style says is visible.
static void everything_visible_is_read(void **state)
{
    Fixture *fixture = *state;
    const Style *style = style_read(fixture->arena, fixture->diag, official(fixture), NULL);

    assert_int_equal(style->roles[ROLE_BODY].colour, 0);
    assert_int_equal(style->roles[ROLE_DRAFT_MARK].colour, 0xE4E4E4);
    assert_int_equal(style->link_colour, COLOUR_INHERITED);
    assert_int_equal(style->figure_colour, COLOUR_INHERITED);
    assert_int_equal(style->contents.levels, 3);
    assert_int_equal(style->contents.run_in_levels, 2);
    assert_int_equal(style->contents.leader_gap, 500);
    assert_int_equal(style->contents.number_gap, 2000);
    assert_str(style->contents.leader, "…");
    assert_str(style->contents.leader_face->name, "宋体");
    assert_int_equal(style->contents.leading_least, 1450);
    assert_int_equal(style->lists.bullet_count, 3);
    assert_str(style->lists.bullets[1], "–");
    assert_str(style->lists.bullet_face->name, "黑体");
    assert_str(style->lists.bracket_format, "%s)");
    assert_int_equal(style->heading_lines, 2);
    assert_int_equal(style->quote_nested, 2 * style->roles[ROLE_QUOTE].size);
    assert_int_equal(style->break_width, length_um(52000));
    assert_int_equal(style->break_thickness, LENGTH_PT / 2);
    assert_int_equal(style->table.columns.name_most, 12000);
    assert_int_equal(style->table.columns.head_lines, 4);
    assert_int_equal(style->table.close_up.leading_permille, 1150);
    assert_int_equal(style->table.close_up.padding_y, LENGTH_PT);
    assert_int_equal(style->table.close_up.smaller, 3);
    assert_int_equal(style->table.close_up.pages, 3);
    assert_int_equal(style->table.rows_with_head, 3);
    assert_int_equal(style->table.rows_at_end, 2);
    assert_int_equal(style->table.whole_most, style->page.area_height / 2);
}

// 小四宋体 with 1.6 leading; the type area is centred and holds whole lines of whole characters.
static void book_style_is_whole(void **state)
{
    Fixture *fixture = *state;
    Source *source =
        source_read(fixture->arena, fixture->diag, input_at(str_of(DATA_DIR "/templates/styles/book.yaml")),
                    STR("book.yaml"), (Str){0});
    const Style *style = style_read(fixture->arena, fixture->diag, source, NULL);
    const RoleStyle *body = &style->roles[ROLE_BODY];

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_str(style->name, "book");
    assert_str(body->face->name, "宋体");
    assert_true(llabs(body->size - length_pt(12)) < LENGTH_PT / 100);
    assert_true(llabs(body->leading * 10 - body->size * 16) < LENGTH_PT / 2);
    assert_true(llabs(2 * style->page.margin_inner + style->page.area_width - style->page.width) < LENGTH_PT);
    assert_true(style->page.number_centred);
}

// As the version before had it, under another name.
static void styles_of_the_version_before_go_on_working(void **state)
{
    static const char *const names[] = {"gb9704", "book"};
    static const char *const keys[] = {"notes",
                                       "roles: note",
                                       "table: unit-gap",
                                       "last-page-lines",
                                       "table: row-continued",
                                       "marks-elsewhere",
                                       "spacing: spread-least"};
    Fixture *fixture = *state;

    for (size_t i = 0; i < 2; i++) {
        Source *source = source_read(
            fixture->arena, fixture->diag,
            input_at(str_print(fixture->arena, TEST_DIR "/template/before/styles/%s.yaml", names[i])),
            STR("own.yaml"), (Str){0});
        diag_free(fixture->diag);
        fixture->diag = diag_new();
        const Style *style = style_read(fixture->arena, fixture->diag, source, official(fixture));
        const Finding *finding = only_finding(fixture, "style-old");

        assert_int_equal(finding->severity, SEVERITY_NOTE);
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
            assert_mentions(finding->message, keys[k]);
        assert_null(strstr(finding->message.at, "leader-face")); // may be left out
        assert_int_equal(style->table.unit_gap, length_um(1000));
        assert_int_equal(style->last_page_lines, 4);
        assert_str(style->table.row_continued, "（续）");
        assert_true(style->notes.by_page);
        assert_int_equal(style->roles[ROLE_NOTE].size, length_pt(21) / 2);
    }
}

static void a_key_that_is_taken_brings_its_face(void **state)
{
    Fixture *fixture = *state;
    Source *source =
        source_from_bytes(fixture->arena, fixture->diag,
                          STR("faces: { 我的: [SimSun] }\nroles: { body: { face: 我的 } }\nfallback: 我的\n"),
                          STR("own.yaml"), (Str){0});
    const Style *style = style_read(fixture->arena, fixture->diag, source, official(fixture));

    only_finding(fixture, "style-old");
    assert_str(style->roles[ROLE_HEADING_1].face->name, "黑体");
    assert_str(style->roles[ROLE_LIST].face->name, "我的");
    assert_str(style->strong->name, "黑体");
}

static void colours(void **state)
{
    assert_int_equal(changed(*state, "link-colour: ~", "link-colour: \"#1f38AB\"")->link_colour, 0x1F38AB);
    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
}

static void wrong_value(void **state, const char *old, const char *new, const char *mentions, uint32_t line)
{
    changed(*state, old, new);
    const Finding *finding = only_finding(*state, "value-invalid");
    assert_mentions(finding->message, mentions);
    assert_int_equal(finding->place.line, line);
    diag_truncate(((Fixture *)*state)->diag, 0);
}

static uint32_t line_of(Fixture *fixture, const char *part)
{
    Str text = official(fixture)->text;
    ptrdiff_t at = str_find(text, str_of(part), 0);
    uint32_t line = 1;

    assert_true(at >= 0);
    for (ptrdiff_t i = 0; i < at; i++)
        line += text.at[i] == '\n';
    return line;
}

static void wrong_values_have_their_lines(void **state)
{
    static const struct {
        const char *old, *new, *mentions;
    } cases[] = {
        {"link-colour: ~", "link-colour: blue", "blue"},
        {"colour: \"#E4E4E4\"", "colour: \"#E4E4G4\"", "#E4E4G4"},
        {"colour: \"#E4E4E4\"", "colour: \"#E4E4E4E\"", "#E4E4E4E"},
        {"point-format: \"%s.\"", "point-format: \".\"", "point-format"},
        {"point-format: \"%s.\"", "point-format: \"%s%s.\"", "point-format"},
        {"number-format: \"— %s —\"", "number-format: \"— %d —\"", "number-format"},
        {"heading-lines: 2", "heading-lines: -1", "heading-lines"},
        {"  levels: 3", "  levels: 7", "levels"},
        {"    head-lines: 4", "    head-lines: 0", "head-lines"},
        {"  rows-at-end: 2", "  rows-at-end: viel", "rows-at-end"},
        {"    name-least: 6em", "    name-least: -6em", "-6em"},
        {"    name-least: 6em", "    name-least: 三号", "三号"},
        {"    name-least: 6em", "    name-least: 600em", "600em"},
        {"quote: { face: 楷体, indent: 4em", "quote: { face: 楷体, indent: 500em", "500em"},
        {"  cell-padding-x: 3pt", "  cell-padding-x: 300mm", "300mm"},
        {"  cell-padding-x: 3pt", "  cell-padding-x: 100mm", "no room"},
        {"  cell-padding-y: 2pt", "  cell-padding-y: 38mm", "no room"},
        {"  rule: 0.5pt", "  rule: 40mm", "no room"},
        {"  sizes: [五号, 小五,", "  sizes: [小五, 五号,", "sizes"},
        {"leading: 1.15em,", "leading: 1.5em,", "closed up"},
        {"smaller: 3,", "smaller: 3.5,", "smaller"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        wrong_value(state, cases[i].old, cases[i].new, cases[i].mentions, line_of(*state, cases[i].old));
    wrong_value(state, "    name-most: 12em", "    name-most: 5em", "name-most",
                line_of(*state, "    name-lines: 2"));
    wrong_value(state, "  han-western-least: 0.125em", "  han-western-least: 0.5em", "-least",
                line_of(*state, "  han-western: 0.25em"));
    wrong_value(state, "[\"•\", \"–\", \"·\"]", "[]", "bullets", line_of(*state, "  bullets:"));
}

static void broken_yaml_gives_nothing(void **state)
{
    assert_null(changed(*state, "table:", "table"));
    only_finding(*state, "yaml-syntax");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lengths),
        TEST(no_lengths),
        TEST(official_style_is_whole),
        TEST(roles_inherit_from_body),
        TEST(inherited_ems_are_of_the_roles_own_size),
        TEST(missing_keys_are_named),
        TEST(missing_role_is_named),
        TEST(missing_body_key_is_named),
        TEST(wrong_length_has_its_line),
        TEST(unknown_face_gets_the_nearest),
        TEST(unknown_role_key_gets_the_nearest),
        TEST(type_area_must_fit),
        TEST(size_must_not_be_zero),
        TEST(sizes_have_a_limit),
        TEST(everything_visible_is_read),
        TEST(book_style_is_whole),
        TEST(styles_of_the_version_before_go_on_working),
        TEST(a_key_that_is_taken_brings_its_face),
        TEST(colours),
        TEST(wrong_values_have_their_lines),
        TEST(broken_yaml_gives_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

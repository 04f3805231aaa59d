// What yields so that a table's names and heads read well: the blank of cells, its size on an empty page,
// where heads break; and a row that no page holds.
#include "layout/internal-table.h"
#include "pages_fixture.h"

// https://github.com/CollaboraOnline/online/issues/16066,
// https://github.com/asciidoctor/asciidoctor-pdf/issues/1359
static void test_a_row_that_goes_on_says_its_name_again(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena};

    buf_add_c(&csv, "项目,说明,预算数\n短项目,短,1\n长项目,\"");
    for (int i = 0; i < 400; i++)
        buf_add_c(&csv, "按照批复的预算执行，");
    buf_add_c(&csv, "\",2\n");
    fixture_table(f, "甲表", buf_str(&csv));
    fixture_pages(f, STR("```table 甲表\n```\n"), NULL);
    assert_true(f->pages->page_count > 2);
    assert_false(has_text(f, body_page(f, 1), "（续）", true));
    assert_true(has_text(f, body_page(f, 2), "长项目（续）", true));
    assert_false(has_text(f, body_page(f, 2), "短项目", true));
}

static uint32_t lines_of(Fixture *f, CellLook look, const char *text, Length less)
{
    Job job = {.arena = f->arena, .style = f->project->style, .words = &words_builtin, .fonts = f->fonts};
    TableSet table = {.job = &job, .style = f->project->style};
    CellTexts texts;

    table.form.size = tableset_reference(&table);
    celltexts_open(&texts, &table);
    CellEntry *entry = celltexts_measure(&texts, f->arena, look, str_of(text));
    CellSetting setting = {.measure = entry->extent.natural - less, .align = ALIGN_LEFT};
    uint32_t lines = celltexts_set(&texts, f->arena, f->diag, entry, &setting).lines;
    celltexts_close(&texts);
    return lines;
}

static void test_the_blank_of_a_cell_yields_to_a_name(void **state)
{
    Fixture *f = *state;
    Length padding = f->project->style->table.cell_padding_x;

    assert_int_equal(lines_of(f, LOOK_CELL, "行政事业单位养老支出", 0), 1);
    assert_int_equal(lines_of(f, LOOK_CELL, "行政事业单位养老支出", padding / 2), 1);
    assert_int_equal(lines_of(f, LOOK_CELL, "行政事业单位养老支出", padding), 2);
    assert_int_equal(lines_of(f, LOOK_HEAD, "行政事业单位养老支出", padding / 2), 2);
}

// The least that a head is set in breaks none of its words: 国有资本／经营预算／财政拨款.
static void test_a_head_is_as_wide_as_its_words_want(void **state)
{
    Fixture *f = *state;
    Job job = {.arena = f->arena, .style = f->project->style, .words = &words_builtin, .fonts = f->fonts};
    TableSet table = {.job = &job, .style = f->project->style};
    Length size = tableset_reference(&table);
    CellTexts texts;

    assert_int_equal(f->project->style->table.columns.head_lines, 4);
    celltexts_open(&texts, &table);
    CellEntry *entry = celltexts_measure(&texts, f->arena, LOOK_HEAD, STR("国有资本经营预算财政拨款"));
    assert_true(entry->extent.words >= 4 * size && entry->extent.words < 4 * size + size / 2);
    entry = celltexts_measure(&texts, f->arena, LOOK_HEAD, STR("事业单位经营收入"));
    assert_true(entry->extent.words >= 2 * size && entry->extent.words < 2 * size + size / 2);
    celltexts_close(&texts);
}

// So is a name in two lines, as long as a column is ever so wide; prose and short names want no such width.
static void test_a_name_is_as_wide_as_its_words_want(void **state)
{
    static const struct {
        const char *text;
        int ems;
    } cases[] = {{"机关事业单位基本养老保险缴费", 8},
                 {"办公费", 1},
                 {"机关事业单位基本养老保险缴费机关事业单位基本养老保险缴费", 1}};
    Fixture *f = *state;
    Job job = {.arena = f->arena, .style = f->project->style, .words = &words_builtin, .fonts = f->fonts};
    TableSet table = {.job = &job, .style = f->project->style};
    Length size = tableset_reference(&table);
    CellTexts texts;

    celltexts_open(&texts, &table);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CellEntry *entry = celltexts_measure(&texts, f->arena, LOOK_CELL, str_of(cases[i].text));
        assert_int_equal((entry->extent.words + size / 2) / size, cases[i].ems);
    }
    celltexts_close(&texts);
}

// The label of a table stands clear of what ends above it, and at a page's top where the type area begins.
static void test_space_above_a_table(void **state)
{
    Fixture *f = *state;
    Length before = f->project->style->roles[ROLE_TABLE_TITLE].before;

    fixture_table(f, "甲表", STR("名称,金额\n行,1.00\n"));
    fixture_table(f, "乙表", STR("名称,金额\n行,1.00\n"));
    fixture_pages(f, STR("文。\n\n```table 甲表\n```\n\n```table 乙表\n```\n"), NULL);
    const Page *page = body_page(f, 1);
    Length frame = 0, title = find_run(page, "乙表")->y - f->project->style->roles[ROLE_TABLE_TITLE].size;
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_RULE && page->items[i].rule.y < title &&
            page->items[i].rule.y > frame)
            frame = page->items[i].rule.y;
    assert_true(before > 0 && title - frame > before);
}

static Length size_with_rows(Fixture *f, int rows)
{
    StrBuf csv = {.arena = f->arena};

    f->tables.n = 0;
    buf_add_c(&csv, "单位名称");
    for (int i = 1; i <= 14; i++)
        buf_print(&csv, ",国有资本经营预算拨款%d", i);
    for (int row = 0; row < rows; row++) {
        buf_print(&csv, "\n第%d中心", row);
        for (int i = 0; i < 14; i++)
            buf_add_c(&csv, ",12.34");
    }
    buf_add_c(&csv, "\n");
    fixture_table(f, "甲表", buf_str(&csv));
    fixture_pages(f, STR("```table 甲表\norientation: landscape\n```\n"), NULL);
    return find_run(body_page(f, 1), "中心")->size;
}

static void test_type_grows_on_an_empty_page(void **state)
{
    Fixture *f = *state;
    Length normal = f->project->style->table.sizes[0];

    assert_true(size_with_rows(f, 30) < normal);
    assert_int_equal(size_with_rows(f, 2), normal);
}

// A table below as many lines of text; its rows on the first page and on the second.
static void rows_on_pages(Fixture *f, int lines, int rows, const char *after, size_t found[2])
{
    StrBuf csv = {.arena = f->arena}, text = {.arena = f->arena};
    buf_add_c(&csv, "名称,金额\n");
    for (int i = 0; i < rows; i++)
        buf_print(&csv, "行%02d,%d.00\n", i, i);
    f->tables.n = 0;
    fixture_table(f, "表", buf_str(&csv));
    for (int i = 0; i < lines; i++)
        buf_print(&text, "第%d段。\n\n", i);
    buf_print(&text, "```table 表\n```\n\n%s", after);
    fixture_pages(f, buf_str(&text), NULL);
    for (size_t page = 0; page < 2; page++) {
        const Page *body = body_page(f, page + 1);
        Str said = body ? page_text(f, body, false) : (Str){0};
        found[page] = 0;
        for (ptrdiff_t at = 0; (at = str_find(said, STR("行"), (size_t)at)) >= 0; at++)
            found[page]++;
    }
}

static void test_a_table_that_a_page_holds_begins_there(void **state)
{
    size_t found[2];
    // More than half of the page would stay empty.
    rows_on_pages(*state, 9, 28, "末段。\n", found);
    assert_true(found[0] > 12 && found[1] > 1);
    // Less than half, and what stands behind it has room there too.
    rows_on_pages(*state, 12, 28, "末段。\n", found);
    assert_int_equal(found[0], 0);
    assert_int_equal(found[1], 28);
    // It has none below the whole table, but below its rest: then a fifth of the page is too much already.
    rows_on_pages(*state, 12, 32, "末段。\n\n又一段。\n", found);
    assert_true(found[0] > 3 && found[1] > 3);
    // No page holds it.
    rows_on_pages(*state, 12, 90, "", found);
    assert_true(found[0] > 3 && found[1] > 30);
}

static Str first_line(Fixture *f, const Words *words, const char *text, int ems)
{
    const RoleStyle *role = &f->project->style->roles[ROLE_TABLE_HEAD];
    Span span = {.text = str_of(text), .face = role->face, .size = role->size};
    ParagraphSpec spec = {.spans = &span,
                          .span_count = 1,
                          .measure = ems * role->size + 256,
                          .align = TEXT_CENTRE,
                          .balanced = true,
                          .style = f->project->style,
                          .words = words,
                          .fonts = f->fonts};
    const Paragraph *set = paragraph_set(f->arena, f->diag, &spec);

    return set->lines[0].pieces[0].text;
}

// A head is broken between the names that the template has, then between words.
static void test_heads_break_between_names(void **state)
{
    static const Str names[] = {{"财政拨款", 12}, {"拨款收入", 12}, {"财政拨款收入", 18}};
    Fixture *f = *state;
    const Words *named = words_with_names(f->arena, &words_builtin, &names[0], 1);
    const Words *other = words_with_names(f->arena, &words_builtin, &names[1], 2);

    assert_str(first_line(f, named, "财政拨款收入", 4), "财政拨款");
    assert_str(first_line(f, other, "财政拨款收入", 4), "财政");
    assert_str(first_line(f, &words_builtin, "公务用车运行维护费", 6), "公务用车");
    assert_int_equal(named->digest == words_builtin.digest, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_row_that_goes_on_says_its_name_again, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_the_blank_of_a_cell_yields_to_a_name, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_a_head_is_as_wide_as_its_words_want, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_a_name_is_as_wide_as_its_words_want, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_space_above_a_table, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_type_grows_on_an_empty_page, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_a_table_that_a_page_holds_begins_there, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_heads_break_between_names, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

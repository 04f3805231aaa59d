// Whole projects, written into a folder of their own for each test.
#include "project/project_fixture.h"

// ---- the manifest

static void least_manifest(void **state)
{
    Project *project = read_manifest(*state, HEAD);

    assert_clean(*state);
    assert_non_null(project);
    assert_int_equal(project->year, 2023);
    assert_str(project->department, "某局");
    assert_str(project->unit.name, "万元");
    assert_str(project->site_encoding, "UTF-8");
    assert_int_equal(project->time, 0);
    assert_false(project->last_year.given);
    assert_true(project->book.given);
    assert_int_equal(project->book.table_count, 3);
    assert_int_equal(project->section_count, 1);
    assert_str(project->sections[0]->name, "sections/1-概况.md");
    assert_str(project->style->name, "gb9704");
    assert_str(project->template->name, "small");
}

static void every_key(void **state)
{
    Project *project = read_manifest(
        *state,
        HEAD "table-set: national\nunit-kind: 参公\ndate: 2023-02-10 09:00\n"
             "approved: 2023-01-28\nunit: 元\nrounding-note: true\nallow-html: true\n"
             "style: gb9704\n"
             "figures: { 总额: \"收支表[支出]\" }\n"
             "site: { SiteName: 某网, SiteIDCode: \"0302040001\", encoding: GB18030 }\n"
             "rules:\n  - { id: 一, each: 表, that: 甲 = 乙, when: 单位性质 = “行政”, severity: warning }\n"
             "overrides: { 上年.甲: { value: 1.2, reason: 科目调整 } }\n"
             "sections: [1-概况]\n");

    assert_clean(*state);
    assert_str(project->unit_kind, "参公");
    assert_str(project->date, "2023-02-10 09:00");
    assert_int_equal(project->time, 1675990800);
    assert_str(project->approved, "2023-01-28");
    assert_int_equal(project->unit.power, 0);
    assert_true(project->rounding_note && project->allow_html);
    assert_int_equal(project->site_count, 2);
    assert_str(project->site[1].name, "SiteIDCode");
    assert_str(project->site[1].value, "0302040001");
    assert_str(project->site_encoding, "GB18030");
}

static void figures_point_into_the_manifest(void **state)
{
    Project *project =
        read_manifest(*state, HEAD "figures:\n  甲: 收支表[一]\n  乙: \"= 甲 * 2\"\n  丙: 'it''s'\n");
    const NamedFigure *figures = project->figures;

    assert_int_equal(project->figure_count, 3);
    assert_str(figures[0].name, "甲");
    assert_str(figures[0].expression, "收支表[一]");
    assert_str(figures[1].expression, "甲 * 2");
    assert_str(figures[2].expression, "it's");
    for (size_t i = 0; i < 2; i++)
        assert_true(str_equal(str_slice(project->manifest->text, figures[i].offset,
                                        figures[i].offset + figures[i].expression.n),
                              figures[i].expression));
}

static void no_manifest(void **state)
{
    assert_null(read_project(*state, false));
    only_finding(*state, "manifest-missing");
}

static void empty_manifest_names_what_it_needs(void **state)
{
    Fixture *fixture = *state;

    put_rest(fixture);
    put(fixture, "gongkai.yaml", "");
    assert_null(read_project(fixture, false));
    assert_int_equal(diag_count(fixture->diag, SEVERITY_ERROR), 4); // template, year, department, title
}

static void broken_manifest(void **state)
{
    assert_null(read_manifest(*state, "year：2023\ntitle: x\n"));
    assert_place(only_finding(*state, "yaml-syntax")->place, "gongkai.yaml", 1, 1);
}

static void manifest_of_a_windows_editor(void **state)
{
    // 某局 in GB18030, and CRLF
    Project *project = read_manifest(*state, "template: " TEST_DIR "/template/small\r\nyear: 2023\r\n"
                                             "department: \xC4\xB3\xBE\xD6\r\ntitle: x\r\n");

    assert_clean(*state);
    assert_str(project->department, "某局");
}

static void unknown_encoding_is_reported_once(void **state)
{
    assert_non_null(read_manifest(*state, HEAD "input-encoding: GB-99\n"));
    assert_place(only_finding(*state, "value-invalid")->place, "gongkai.yaml", 5, 17);
}

static void unknown_keys_get_the_nearest(void **state)
{
    const Finding *finding;

    read_manifest(*state, HEAD "aproved: 2023-01-28\n");
    finding = only_finding(*state, "key-unknown");
    assert_place(finding->place, "gongkai.yaml", 5, 1);
    assert_mentions(finding->hint, "approved");
}

static void all_faults_are_reported_at_once(void **state)
{
    Fixture *fixture = *state;

    assert_non_null(read_manifest(fixture, HEAD "date: 2023-02-30\napproved: 2023年\nunit-kind: 企业\n"
                                                "units: ../a\nrounding-note: maybe\nsite: { SitName: x }\n"
                                                "rules: [{ id: x }]\noverrides: { x: { value: 1 } }\n"));
    assert_int_equal(diag_count(fixture->diag, SEVERITY_ERROR), 8);
    assert_true(diag_has(fixture->diag, "value-invalid"));
    assert_true(diag_has(fixture->diag, "value-type") && diag_has(fixture->diag, "key-unknown"));
    assert_true(diag_has(fixture->diag, "key-missing"));
}

static void unknown_template_gets_the_nearest(void **state)
{
    assert_null(read_manifest(*state, "template: departmnt-budget\nyear: 2023\ndepartment: x\ntitle: x\n"));
    assert_mentions(only_finding(*state, "template-unknown")->hint, "department-budget");
}

static void unknown_style_gets_the_nearest(void **state)
{
    const Finding *finding;

    assert_null(read_manifest(*state, HEAD "style: gb9707\n"));
    finding = only_finding(*state, "style-unknown");
    assert_place(finding->place, "gongkai.yaml", 5, 8);
    assert_mentions(finding->hint, "gb9704");
}

static void unknown_style_like_none_gets_all(void **state)
{
    assert_null(read_manifest(*state, HEAD "style: 好看\n"));
    assert_mentions(only_finding(*state, "style-unknown")->hint, "book, gb9704");
}

static void style_of_ones_own(void **state)
{
    put(*state, "mine.yaml", "name: mine\nheading-lines: many\n");
    assert_null(read_manifest(*state, HEAD "style: mine.yaml\n"));
    assert_str(diag_at(((Fixture *)*state)->diag, 0)->place.file, "mine.yaml");
    assert_true(diag_has(((Fixture *)*state)->diag, "value-invalid"));
}

// The style that a key is taken from is read and belongs to what the project is made from.
static void style_that_lacks_keys(void **state)
{
    put(*state, "mine.yaml", "name: mine\nheading-lines: 3\n");
    const Project *project = read_manifest(*state, HEAD "style: mine.yaml\n");
    assert_non_null(project);
    assert_int_equal(project->style->heading_lines, 3);
    assert_int_equal(project->style->last_page_lines, 4);
    assert_string_equal(diag_at(((Fixture *)*state)->diag, 0)->rule, "style-old");
}

// ---- dates

static void dates(void **state)
{
    int64_t seconds;
    const char *const wrong[] = {"",           "2023-2-10",        "2023-02-29",       "2023-13-01",
                                 "2023-00-10", "2023-01-00",       "2023/02/10",       "2023-02-1x",
                                 "1899-01-01", "2023-02-10 24:00", "2023-02-10 09:60", "2023-02-10T09:00"};

    (void)state;
    assert_true(date_parse(STR("1970-01-01 08:00"), true, &seconds));
    assert_int_equal(seconds, 0);
    assert_true(date_parse(STR("2024-02-29"), false, &seconds));
    assert_int_equal(seconds, 1709136000);
    assert_true(date_parse(STR("2000-03-01 08:01"), true, &seconds));
    assert_int_equal(seconds, 951868860);
    assert_false(date_parse(STR("2023-02-10 09:00"), false, &seconds));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (date_parse(str_of(wrong[i]), true, &seconds))
            fail_msg("%s is no date", wrong[i]);
}

static void environment_dates_what_the_manifest_does_not(void **state)
{
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    assert_int_equal(read_manifest(*state, HEAD)->time, 1700000000);
    assert_int_equal(read_manifest(*state, HEAD "date: 2023-02-10\n")->time, 1675958400);
    assert_clean(*state);
    setenv("SOURCE_DATE_EPOCH", "soon", 1);
    assert_int_equal(read_manifest(*state, HEAD)->time, 0);
    only_finding(*state, "value-invalid");
    setenv("SOURCE_DATE_EPOCH", "99999999999999999999", 1);
    assert_int_equal(read_manifest(*state, HEAD)->time, 0);
}

// ---- sections

static void sections_in_natural_order(void **state)
{
    Fixture *fixture = *state;
    Project *project;

    put(fixture, "sections/10-末.md", "x\n");
    put(fixture, "sections/2-中.md", "x\n");
    put(fixture, "sections/notes.txt", "x\n");
    project = read_manifest(fixture, HEAD);
    assert_int_equal(project->section_count, 3);
    assert_str(project->sections[1]->name, "sections/2-中.md");
    assert_str(project->sections[2]->name, "sections/10-末.md");
}

static void sections_as_listed(void **state)
{
    Fixture *fixture = *state;
    Project *project;
    const Finding *finding;

    put(fixture, "sections/2-中.md", "x\n");
    project = read_manifest(fixture, HEAD "sections: [2-中.md, 1-概况, 2-终]\n");
    assert_int_equal(project->section_count, 2);
    assert_str(project->sections[0]->name, "sections/2-中.md");
    finding = only_finding(fixture, "section-missing");
    assert_place(finding->place, "gongkai.yaml", 5, 26);
}

static void project_without_sections(void **state)
{
    put_tables(*state, "tables");
    put(*state, "gongkai.yaml", HEAD);
    assert_non_null(read_project(*state, false));
    only_finding(*state, "section-missing");
}

// ---- tables

static void tables_answer_to_names_and_numbers(void **state)
{
    Project *project = read_manifest(*state, HEAD);
    const TableBook *book = &project->book;

    assert_ptr_equal(book_find(book, STR("收支表")), book->tables[0]);
    assert_ptr_equal(book_find(book, STR("表2")), book->tables[1]);
    assert_ptr_equal(book_find(book, STR("公开03表")), book->tables[2]);
    assert_str(book->tables[2]->file, "tables/03-支出表.csv");
    assert_null(book_find(book, STR("别的表")));
    assert_null(book_other_data(book));
}

static void missing_table(void **state)
{
    Fixture *fixture = *state;
    const Finding *finding;

    put_rest(fixture);
    put(fixture, "gongkai.yaml", HEAD);
    remove(path_join(fixture->arena, str_of(fixture->folder), STR("tables/2.csv")).at);
    assert_int_equal(read_project(fixture, false)->book.table_count, 2);
    finding = only_finding(fixture, "table-missing");
    assert_mentions(finding->message, "“三公”经费支出表（试行）");
    assert_mentions(finding->hint, "header");
}

static void missing_table_is_empty_in_a_draft(void **state)
{
    Fixture *fixture = *state;
    Project *project;

    put(fixture, "sections/1.md", "x\n");
    put(fixture, "gongkai.yaml", HEAD);
    project = read_project(fixture, true);
    assert_clean(fixture);
    assert_int_equal(project->book.table_count, 3);
    assert_true(project->book.tables[0]->empty);
    assert_null(project->book.tables[0]->source);
}

static void missing_folder_is_one_finding(void **state)
{
    Fixture *fixture = *state;

    put(fixture, "sections/1.md", "x\n");
    put(fixture, "gongkai.yaml", HEAD);
    assert_non_null(read_project(fixture, false));
    only_finding(fixture, "table-missing");
}

static void table_in_two_files(void **state)
{
    const Finding *finding;

    put(*state, "tables/表3.csv", "类,款,项,科目名称,项目名称,合计\n");
    read_manifest(*state, HEAD);
    finding = only_finding(*state, "table-duplicate");
    assert_str(finding->place.file, "tables/表3.csv");
    assert_mentions(finding->message, "03-支出表.csv");
}

static void tables_of_ones_own(void **state)
{
    Project *project;
    const TableBook *book;

    put(*state, "tables/车辆.csv", "名称,数量\n轿车,2\n");
    put(*state, "tables/车辆.yaml", "{ title: 车辆情况表, unit: 辆, note: 截至年末 }\n");
    put(*state, "tables/人员.csv", "类别,合计\n在编,3\n");
    put(*state, "tables/人员.yaml",
        "{ unit: 人, decimals: 0, columns: [{ name: 类别, kind: name }, { name: 合计, kind: text }] }\n");
    put(*state, "tables/其他数据.csv", "名称,数值,单位,上年\n办公用房,32,平方米,32\n");
    put(*state, "tables/说明.csv", "表,科目编码,原因\n支出表,201,人员增资\n");
    project = read_manifest(*state, HEAD);
    assert_clean(*state);
    book = &project->book;
    assert_int_equal(book->table_count, 7);
    assert_str(book_find(book, STR("车辆"))->spec->title, "车辆情况表");
    assert_str(book_find(book, STR("车辆"))->spec->unit.name, "辆");
    assert_str(book_find(book, STR("车辆"))->spec->note, "截至年末");
    assert_true(book_find(book, STR("车辆"))->spec->published);
    assert_int_equal(book_find(book, STR("人员"))->spec->columns[1].kind, COLUMN_TEXT);
    assert_false(book_other_data(book)->spec->published);
    assert_false(book_reasons(book)->spec->published);
}

static void template_table_in_another_unit(void **state)
{
    Project *project;
    const Cell *cell;

    put(*state, "tables/收支表.yaml", "{ file-unit: 元, orientation: landscape }\n");
    project = read_manifest(*state, HEAD);
    assert_clean(*state);
    assert_int_equal(project->book.tables[0]->spec->orientation, ORIENTATION_LANDSCAPE);
    cell = &project->book.tables[0]->lists[0].rows[0].cells[1];
    assert_int_equal(mpq_cmp_si(cell->stored, 5, 10000), 0);
}

static void declaration_without_table(void **state)
{
    put(*state, "tables/车辆.yaml", "unit: 辆\n");
    read_manifest(*state, HEAD);
    assert_str(only_finding(*state, "table-unknown")->place.file, "tables/车辆.yaml");
}

static void workbooks_are_not_read_in_silence(void **state)
{
    put(*state, "tables/附件.xlsx", "PK");
    put(*state, "tables/~$附件.xlsx", "");
    read_manifest(*state, HEAD);
    assert_str(only_finding(*state, "file-kind")->place.file, "tables/附件.xlsx");
}

// ---- other years

static void facts_in_place(void **state)
{
    Project *project = read_manifest(
        *state, HEAD "last-year: { 收入: 49.9264, 经费: 1.2元, 车: ３辆, 占比: 5%, 减: -0.5 }\n");
    const Fact *facts = project->last_year.facts;

    assert_clean(*state);
    assert_true(project->last_year.given);
    assert_int_equal(project->last_year.fact_count, 5);
    assert_int_equal(mpq_cmp_si(facts[0].value, 499264, 10000), 0);
    assert_int_equal(facts[0].decimals, 4);
    assert_str(facts[0].unit.name, "万元");
    assert_place(facts[0].place, "gongkai.yaml", 5, 18);
    assert_str(facts[1].unit.name, "元");
    assert_int_equal(facts[2].unit.kind, UNIT_COUNTER);
    assert_int_equal(facts[3].unit.kind, UNIT_RATIO);
    assert_int_equal(mpq_sgn(facts[4].value), -1);
}

static void fact_that_is_no_number(void **state)
{
    Project *project = read_manifest(*state, HEAD "budget: { 收入: 约5万元, 支出: 5 }\n");

    assert_int_equal(project->budget.fact_count, 1);
    assert_place(only_finding(*state, "value-invalid")->place, "gongkai.yaml", 5, 15);
}

static void last_year_in_a_folder(void **state)
{
    Project *project;

    put(*state, "上年/支出表.csv", "类,款,项,科目名称,项目名称,合计\n201,,,一般,,1.00\n");
    project = read_manifest(*state, HEAD "last-year: 上年\n");
    assert_clean(*state);
    assert_int_equal(project->last_year.table_count, 1);
    assert_str(project->last_year.tables[0]->file, "上年/支出表.csv");
    assert_null(project->last_year.project);
}

static void last_year_as_a_project(void **state)
{
    Project *project;

    // Its own last year is this project: that is not followed.
    put(*state, "2022/gongkai.yaml",
        "template: " TEST_DIR "/template/small\nyear: 2022\ndepartment: 某局\ntitle: x\n"
        "last-year: ..\nfigures: { 甲: \"收支表[拨款]\" }\n");
    put(*state, "2022/tables/收支表.csv",
        "收入/项目,收入/本年预算,支出/项目,支出/合计,支出/甲,支出/乙\n拨款,x,,,,\n");
    project = read_manifest(*state, HEAD "last-year: 2022\n");
    assert_non_null(project->last_year.project);
    assert_int_equal(project->last_year.project->year, 2022);
    assert_int_equal(project->last_year.figure_count, 1);
    // A table with errors is none, and why is told.
    assert_int_equal(project->last_year.table_count, 0);
    assert_true(book_has_reported(&project->last_year, project->template, STR("收支表")));
    assert_false(book_has_reported(&project->last_year, project->template, STR("支出表")));
    assert_str(only_finding(*state, "cell-not-amount")->place.file, "2022/tables/收支表.csv");
}

#define OTHER(year, department)                                                                              \
    "template: " TEST_DIR "/template/small\nyear: " year "\ndepartment: " department "\ntitle: x\n"

static void project_of_another_year(void **state)
{
    Fixture *fixture = *state;

    put(fixture, "2022/gongkai.yaml", OTHER("2022", "某局"));
    put(fixture, "2023/gongkai.yaml", OTHER("2023", "某局"));
    read_manifest(fixture, HEAD "last-year: 2022\nbudget: 2023\n");
    assert_clean(fixture);
    read_manifest(fixture, HEAD "last-year: 2023\n");
    assert_place(only_finding(fixture, "year-other")->place, "gongkai.yaml", 5, 12);
    assert_mentions(only_finding(fixture, "year-other")->hint, "2022");
    diag_truncate(fixture->diag, 0);
    read_manifest(fixture, HEAD "budget: 2022\n");
    assert_place(only_finding(fixture, "year-other")->place, "gongkai.yaml", 5, 9);
    assert_int_equal(only_finding(fixture, "year-other")->severity, SEVERITY_ERROR);
}

static void project_that_is_its_own_other(void **state)
{
    Fixture *fixture = *state;

    put(fixture, "2022/gongkai.yaml", OTHER("2022", "某局"));
    read_manifest(fixture, HEAD "last-year: .\n");
    assert_place(only_finding(fixture, "year-other")->place, "gongkai.yaml", 5, 12);
    diag_truncate(fixture->diag, 0);
    read_manifest(fixture, HEAD "budget: 2022/..\n");
    assert_place(only_finding(fixture, "year-other")->place, "gongkai.yaml", 5, 9);
}

static void project_of_another_department(void **state)
{
    Fixture *fixture = *state;

    put(fixture, "2022/gongkai.yaml", OTHER("2022", "他局"));
    read_manifest(fixture, HEAD "last-year: 2022\n");
    assert_place(only_finding(fixture, "department-other")->place, "gongkai.yaml", 5, 12);
    assert_int_equal(only_finding(fixture, "department-other")->severity, SEVERITY_WARNING);
}

static void blank_texts_that_a_manifest_needs(void **state)
{
    Fixture *fixture = *state;

    read_manifest(fixture, "template: " TEST_DIR "/template/small\nyear: 2023\ndepartment: \"\"\ntitle: x\n");
    assert_place(only_finding(fixture, "value-invalid")->place, "gongkai.yaml", 3, 14);
    diag_truncate(fixture->diag, 0);
    read_manifest(fixture,
                  "template: " TEST_DIR "/template/small\nyear: 2023\ndepartment: x\ntitle: \" 　\"\n");
    assert_place(only_finding(fixture, "value-invalid")->place, "gongkai.yaml", 4, 9);
    assert_mentions(only_finding(fixture, "value-invalid")->message, "title");
}

static void last_year_that_is_not_there(void **state)
{
    read_manifest(*state, HEAD "last-year: ../2022\n");
    assert_place(only_finding(*state, "value-invalid")->place, "gongkai.yaml", 5, 12);
}

static void unit_that_is_no_money(void **state)
{
    read_manifest(*state, HEAD "unit: 万\n");
    assert_place(only_finding(*state, "value-invalid")->place, "gongkai.yaml", 5, 7);
    assert_mentions(only_finding(*state, "value-invalid")->hint, "万元");
}

static void unit_of_a_table_that_is_no_money(void **state)
{
    Fixture *fixture = *state;

    put(fixture, "tables/人员表.csv", "项目,人数\n在职,3\n");
    put(fixture, "tables/人员表.yaml", "unit: 亿\n");
    read_manifest(fixture, HEAD);
    assert_true(diag_has(fixture->diag, "value-invalid"));
    diag_truncate(fixture->diag, 0);
    put(fixture, "tables/人员表.yaml", "unit: 人\n");
    read_manifest(fixture, HEAD);
    assert_clean(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(least_manifest),
        TEST(every_key),
        TEST(figures_point_into_the_manifest),
        TEST(no_manifest),
        TEST(empty_manifest_names_what_it_needs),
        TEST(broken_manifest),
        TEST(manifest_of_a_windows_editor),
        TEST(unknown_encoding_is_reported_once),
        TEST(unknown_keys_get_the_nearest),
        TEST(all_faults_are_reported_at_once),
        TEST(unknown_template_gets_the_nearest),
        TEST(unknown_style_gets_the_nearest),
        TEST(unknown_style_like_none_gets_all),
        TEST(style_of_ones_own),
        TEST(style_that_lacks_keys),
        TEST(dates),
        TEST(environment_dates_what_the_manifest_does_not),
        TEST(sections_in_natural_order),
        TEST(sections_as_listed),
        TEST(project_without_sections),
        TEST(tables_answer_to_names_and_numbers),
        TEST(missing_table),
        TEST(missing_table_is_empty_in_a_draft),
        TEST(missing_folder_is_one_finding),
        TEST(table_in_two_files),
        TEST(tables_of_ones_own),
        TEST(template_table_in_another_unit),
        TEST(declaration_without_table),
        TEST(workbooks_are_not_read_in_silence),
        TEST(facts_in_place),
        TEST(fact_that_is_no_number),
        TEST(last_year_in_a_folder),
        TEST(last_year_as_a_project),
        TEST(project_of_another_year),
        TEST(project_that_is_its_own_other),
        TEST(project_of_another_department),
        TEST(blank_texts_that_a_manifest_needs),
        TEST(last_year_that_is_not_there),
        TEST(unit_that_is_no_money),
        TEST(unit_of_a_table_that_is_no_money),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

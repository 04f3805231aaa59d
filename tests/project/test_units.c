// units: a department whose tables are the sum of its units' tables.
#include "project/project_fixture.h"
#include "spreadsheet/spreadsheet.h"

#define UNIT(name)                                                                                           \
    "template: " DATA_DIR "/templates/unit-budget\nyear: 2023\ndepartment: " name "\ntitle: 单位预算\n"
#define DEPARTMENT                                                                                           \
    "template: department-budget\nyear: 2023\ndepartment: 某局\ntitle: 部门预算\nunits: [unit-a, unit-b]\n"

static const char balance_a[] = "收入/项目,收入/本年预算,支出/项目,支出/本年预算\n"
                                "一、拨款,10.10,一、一般公共服务支出,10.10\n"
                                "　　经费拨款,10.10,,\n"
                                "本年收入合计,10.10,本年支出合计,10.10\n";
static const char balance_b[] = "单位：元,,,\n收入/项目,收入/本年预算,支出/项目,支出/本年预算\n"
                                "一、拨款,50000,一、一般公共服务支出,20001\n"
                                "　　经费拨款,30000,二、教育支出,30000\n"
                                "　　非税收入,20000,,\n"
                                "二、事业收入,1,,\n"
                                "本年收入合计,50001,本年支出合计,50001\n";
static const char items_a[] =
    "类,款,项,科目名称,合计,基本支出,项目支出,事业单位经营支出,上缴上级支出,对附属单位补助支出\n"
    ",,,合计,10.1,10.1,,,,\n"
    "201,,,一般公共服务支出,10.1,10.1,,,,\n"
    "201,37,,网信事务,10.1,10.1,,,,\n"
    "201,37,02,一般行政管理事务,10.1,10.1,,,,\n";
static const char items_b[] =
    "科目编码,科目名称,合计,基本支出,项目支出,事业单位经营支出,上缴上级支出,对附属单位补助支出\n"
    ",合计,5.0001,2.0001,3,,,\n"
    "201,一般公共服务支出,2.0001,2.0001,,,,\n"
    "20137,网信事务,2.0001,2.0001,,,,\n"
    "2013701,行政运行,1,1,,,,\n"
    "2013702,一般行政管理事务,1.0001,1.0001,,,,\n"
    "205,教育支出,3,,3,,,\n";
#define INCOME                                                                                                                                        \
    "单位代码,单位名称,合计,本年收入/小计,本年收入/一般公共预算,本年收入/政府性基金预算,"                        \
    "本年收入/国有资本经营预算,本年收入/财政专户管理资金,事业收入,事业单位经营收入,上级补助收入,"           \
    "附属单位上缴收入,其他收入,上年结转结余/小计,上年结转结余/一般公共预算,上年结转结余/政府性基金预算," \
    "上年结转结余/国有资本经营预算,上年结转结余/财政专户管理资金,单位资金\n"
#define NO_INCOME ",,,,,,,,,,,,,,,,\n"

static void put_unit(Fixture *fixture, const char *name, const char *const *files)
{
    const Template *template;
    Str manifest = str_print(fixture->arena, "%s/gongkai.yaml", name);
    Project *project;

    put(fixture, manifest.at, UNIT("空"));
    project = project_read(fixture->arena, fixture->diag,
                           str_print(fixture->arena, "%s/%s", fixture->folder, name).at,
                           (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = true, .convert = true});
    template = project->template;
    for (size_t i = 3; i < template->table_count; i++)
        put(fixture, str_print(fixture->arena, "%s/tables/%zu.csv", name, i + 1).at,
            table_csv_fit(fixture->arena, fixture->diag, &template->tables[i], NULL).at);
    for (size_t i = 0; i < 3; i++)
        if (files[i])
            put(fixture, str_print(fixture->arena, "%s/tables/%zu.csv", name, i + 1).at, files[i]);
    put(fixture, manifest.at, str_print(fixture->arena, UNIT("%s"), name).at);
}

static Project *read_department(Fixture *fixture, const char *manifest)
{
    const char *const a[] = {balance_a, INCOME ",合计,10.1" NO_INCOME "001,甲所,10.1" NO_INCOME, items_a};
    const char *const b[] = {balance_b, INCOME ",合计,5.0001" NO_INCOME "002,乙所,5.0001" NO_INCOME, items_b};

    put_unit(fixture, "unit-a", a);
    put_unit(fixture, "unit-b", b);
    put(fixture, "sections/1-概况.md", "# 概况\n");
    put(fixture, "gongkai.yaml", manifest);
    return read_project(fixture, false);
}

static const Row *row_named(const Table *table, int list, const char *name)
{
    for (size_t i = 0; i < table->lists[list].row_count; i++)
        if (str_equal(table->lists[list].rows[i].name, str_of(name)))
            return &table->lists[list].rows[i];
    fail_msg("no row “%s”", name);
    return NULL;
}

static void assert_cell(Fixture *fixture, const Row *row, size_t column, const char *value)
{
    assert_int_equal(row->cells[column].kind, CELL_AMOUNT);
    assert_str(number_format(fixture->arena, row->cells[column].stored,
                             (NumberFormat){.decimals = 4, .keep_zeros = true}),
               value);
}

static void rows_are_summed_by_code(void **state)
{
    Project *project = read_department(*state, DEPARTMENT);
    const Table *table = book_find(&project->book, STR("部门支出总表"));
    static const char *const codes[] = {"", "201", "20137", "2013701", "2013702", "205"};

    assert_clean(*state);
    assert_int_equal(table->lists[0].row_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_str(table->lists[0].rows[i].code, codes[i]);
    assert_cell(*state, &table->lists[0].rows[0], 4, "15.1001");
    assert_cell(*state, &table->lists[0].rows[4], 4, "11.1001");
    assert_str(table->lists[0].rows[4].cells[2].text, "02");
    assert_int_equal(table->lists[0].rows[4].parent, 2);
    assert_int_equal(table->lists[0].rows[5].cells[5].kind, CELL_BLANK);
}

static void rows_are_summed_by_name_in_every_list(void **state)
{
    Project *project = read_department(*state, DEPARTMENT);
    const Table *table = book_find(&project->book, STR("部门收支总表"));
    const Row *total = row_named(table, 0, "本年收入合计"), *other = row_named(table, 1, "本年支出合计");

    assert_cell(*state, row_named(table, 0, "经费拨款"), 1, "13.1000");
    assert_cell(*state, row_named(table, 0, "事业收入"), 1, "0.0001");
    assert_int_equal(row_named(table, 0, "非税收入")->level, 1);
    assert_cell(*state, row_named(table, 1, "教育支出"), 1, "3.0000");
    assert_cell(*state, total, 1, "15.1001");
    assert_int_equal(total->kind, ROW_TOTAL);
    assert_int_equal(total->record, other->record); // side by side
}

static void units_are_listed_in_tables_by_unit(void **state)
{
    Project *project = read_department(*state, DEPARTMENT);
    const List *list = &book_find(&project->book, STR("部门收入总表"))->lists[0];

    assert_int_equal(list->row_count, 3);
    assert_cell(*state, &list->rows[0], 2, "15.1001");
    assert_str(list->rows[1].name, "甲所");
    assert_str(list->rows[2].name, "乙所");
    assert_str(list->rows[2].code, "002");
}

static void cells_say_what_they_sum(void **state)
{
    Project *project = read_department(*state, DEPARTMENT);
    const Table *table = book_find(&project->book, STR("部门支出总表"));
    Place place = table_cell_place(table, &table->lists[0].rows[4].cells[4]);

    assert_str(place.file, "units");
    assert_str(place.cell, "unit-a/tables/3.csv:5:20 + unit-b/tables/3.csv:6:18");
}

static void units_have_a_table_of_their_names(void **state)
{
    Project *project = read_department(*state, DEPARTMENT);
    const Table *table = book_find(&project->book, STR("单位"));

    assert_non_null(table);
    assert_false(table->spec->published);
    assert_int_equal(table->lists[0].row_count, 2);
    assert_str(table->lists[0].rows[1].name, "unit-b");
}

static void a_table_with_a_file_stays(void **state)
{
    Fixture *fixture = *state;
    Project *project;

    put(fixture, "tables/部门支出总表.csv", items_a);
    project = read_department(fixture, DEPARTMENT);
    assert_clean(fixture);
    assert_cell(fixture, &book_find(&project->book, STR("部门支出总表"))->lists[0].rows[0], 4, "10.1000");
    assert_cell(fixture, &book_find(&project->units_sum, STR("部门支出总表"))->lists[0].rows[0], 4,
                "15.1001");
}

static void a_table_that_a_unit_lacks_is_missing(void **state)
{
    Fixture *fixture = *state;

    read_department(fixture, DEPARTMENT);
    remove(str_print(fixture->arena, "%s/unit-b/tables/5.csv", fixture->folder).at);
    assert_non_null(read_project(fixture, false));
    assert_place(only_finding(fixture, "table-missing")->place, "gongkai.yaml", 5, 17);
}

static void units_that_are_no_projects(void **state)
{
    assert_non_null(read_department(*state, "template: department-budget\nyear: 2023\ndepartment: 某局\n"
                                            "title: 部门预算\nunits:\n  - unit-a\n  - unit-c\n"));
    assert_place(only_finding(*state, "units-missing")->place, "gongkai.yaml", 7, 5);
}

static void a_unit_counts_once(void **state)
{
    read_department(*state, "template: department-budget\nyear: 2023\ndepartment: 某局\n"
                            "title: 部门预算\nunits: [unit-a, unit-b, ./unit-a/]\n");
    only_finding(*state, "units-duplicate");
}

static void circles_are_found(void **state)
{
    Fixture *fixture = *state;

    read_department(fixture, DEPARTMENT);
    put(fixture, "unit-a/gongkai.yaml", UNIT("甲所") "units: [../unit-b]\n");
    put(fixture, "unit-b/gongkai.yaml", UNIT("乙所") "units: [../unit-a]\n");
    read_project(fixture, false);
    assert_true(diag_has(fixture->diag, "units-circle"));
}

static void units_of_units_are_summed(void **state)
{
    Fixture *fixture = *state;
    Project *project = read_department(fixture, DEPARTMENT);

    put(fixture, "gongkai.yaml",
        "template: department-budget\nyear: 2023\ndepartment: 某局\n"
        "title: 部门预算\nunits: [unit-a]\n");
    put(fixture, "unit-a/gongkai.yaml", UNIT("甲所") "units: [../unit-b]\n");
    remove(str_print(fixture->arena, "%s/unit-a/tables/3.csv", fixture->folder).at);
    project = read_project(fixture, false);
    assert_clean(fixture);
    assert_cell(fixture, &book_find(&project->book, STR("部门支出总表"))->lists[0].rows[0], 4, "5.0001");
}

static void other_tables_and_years_do_not_fit(void **state)
{
    Fixture *fixture = *state;

    read_department(fixture, DEPARTMENT);
    put(fixture, "unit-a/gongkai.yaml",
        "template: unit-accounts\nyear: 2023\ndepartment: 甲所\ntitle: 决算\n");
    put(fixture, "unit-b/gongkai.yaml", "template: unit-budget\nyear: 2022\ndepartment: 乙所\ntitle: 预算\n");
    read_project(fixture, false);
    assert_true(diag_has(fixture->diag, "units-tables") && diag_has(fixture->diag, "units-year"));
}

static void rates_are_worked_out_again(void **state)
{
    Fixture *fixture = *state;
    static const char *const rates[] = {"科目编码,科目名称,上年执行数,合计,基本支出,项目支出,增减额,增减率\n"
                                        ",合计,10,11,11,,1,10\n201,一般公共服务支出,,1,1,,1,\n",
                                        "科目编码,科目名称,上年执行数,合计,基本支出,项目支出,增减额,增减率\n"
                                        ",合计,20,20,20,,0,0\n"};
    const Row *rows;

    read_department(fixture, DEPARTMENT);
    put(fixture, "unit-a/tables/5.csv", rates[0]);
    put(fixture, "unit-b/tables/5.csv", rates[1]);
    rows = book_find(&read_project(fixture, false)->book, STR("5"))->lists[0].rows;
    assert_clean(fixture);
    assert_cell(fixture, &rows[0], 6, "1.0000");
    assert_cell(fixture, &rows[0], 7, "3.3300");
    assert_int_equal(rows[1].cells[7].kind, CELL_BLANK); // no base
}

static void rates_of_unknown_columns_stay_blank(void **state)
{
    Fixture *fixture = *state;
    const char *manifest = "template: " TEST_DIR "/template/small\nyear: 2023\ndepartment: 甲\ntitle: x\n";
    Project *project;

    put(fixture, "unit/gongkai.yaml", manifest);
    put_tables(fixture, "unit/tables");
    put(fixture, "unit/tables/2.csv", "单位编码,单位名称,合计,增减率\n001,甲,5,10\n");
    put(fixture, "sections/1-概况.md", "# 概况\n");
    put(fixture, "gongkai.yaml", str_print(fixture->arena, "%sunits: [unit]\n", manifest).at);
    project = read_project(fixture, false);
    only_finding(fixture, "units-rate");
    assert_int_equal(book_find(&project->book, STR("2"))->lists[0].rows[0].cells[3].kind, CELL_BLANK);
}

static void a_rate_has_two_columns(void **state)
{
    Fixture *fixture = *state;

    put_rest(fixture);
    put(fixture, "tables/甲表.csv", "项目,今,率\n甲,1,2\n");
    put(fixture, "tables/甲表.yaml", "columns: [项目, 今, { name: 率, unit: \"%\", rate: [今] }]\n");
    put(fixture, "gongkai.yaml", HEAD);
    read_project(fixture, false);
    only_finding(fixture, "value-invalid");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_summed_by_code),
        TEST(rows_are_summed_by_name_in_every_list),
        TEST(units_are_listed_in_tables_by_unit),
        TEST(cells_say_what_they_sum),
        TEST(units_have_a_table_of_their_names),
        TEST(a_table_with_a_file_stays),
        TEST(a_table_that_a_unit_lacks_is_missing),
        TEST(units_that_are_no_projects),
        TEST(a_unit_counts_once),
        TEST(circles_are_found),
        TEST(units_of_units_are_summed),
        TEST(other_tables_and_years_do_not_fit),
        TEST(rates_are_worked_out_again),
        TEST(rates_of_unknown_columns_stay_blank),
        TEST(a_rate_has_two_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

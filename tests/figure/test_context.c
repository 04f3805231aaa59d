// What stands around a figure, what it was made from, and where last year's numbers come from.
#include "figure_fixture.h"

// ---- units

typedef struct UnitCase {
    const char *expression, *after;
    bool fault;
} UnitCase;

static const UnitCase units[] = {
    {"收入合计", "万元，", false},
    {"收入合计", " 万元，", false},
    {"收入合计", "元，", true},
    {"收入合计", "亿元", true},
    {"收入合计", "，其中", false},
    {"收入合计 | 亿元 0.0000", "亿元", false},
    {"收入合计 | 亿元 0.0000", "万元", true},
    {"收入亿", "亿元", false},
    {"收入亿", "万元", true},
    {"其他数据[会议费]", "元", false},
    {"其他数据[会议费]", "万元", true},
    {"其他数据[会议费] | 万元 0.0", "万元", false},
    {"其他数据[办公用房]", "平方米", false},
    {"其他数据[办公用房]", "辆", true},
    {"其他数据[办公用房]", "万元", true},
    {"其他数据[办公用房]", "层楼", false},
    {"其他数据[满意度]", "%", false},
    {"占比(人员经费, 收入合计)", "%", true},
    {"占比(人员经费, 收入合计)", "％", true},
    {"占比(人员经费, 收入合计)", "万元", true},
    {"占比(人员经费, 收入合计)", "，", false},
    {"变动(收入合计, 上年.收入合计)", "，主要", false},
    {"变动(收入合计, 上年.收入合计)", "万元", true},
    {"12", "万元", false},
    {"(0)", "万元", false},
    {"收入合计 / 人员经费", "万元", true},
    {"年度", "万元", true},
    {"年度", "年", false},
    {"单位性质", "万元", false},
};

static void test_units(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const Figure *figure;

        diag_truncate(f->diag, 0);
        figure = fixture_figure(f, units[i].expression, "", units[i].after, NULL);
        if (diag_has(f->diag, "figure-unit") != units[i].fault ||
            (figure->value.kind == VALUE_NONE) != units[i].fault) {
            fixture_show(f);
            fail_msg("%s before %s", units[i].expression, units[i].after);
        }
    }
    diag_truncate(f->diag, 0);
    fixture_figure(f, "收入合计", "", "元", NULL);
    assert_true(text_has(diag_at(f->diag, 0)->hint, "| 元"));
    fixture_free(f);
}

static void test_unit_kind(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    assert_string_equal(fixture_print(f, "单位性质"), "行政");
    f->project.unit_kind = (Str){0};
    assert_string_equal(fixture_print(f, "单位性质"), "【？】");
    assert_string_equal(fixture_print(f, "若(单位性质 = “行政”, 1, 2)"), "【？】");
    assert_int_equal(diag_total(f->diag), 2);
    assert_true(text_has(diag_at(f->diag, 0)->hint, "unit-kind"));
    fixture_free(f);
}

static void test_department(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    f->project.department = STR("示例市教育局");
    f->project.department_short = STR("市教育局");
    assert_string_equal(fixture_print(f, "部门全称"), "示例市教育局");
    assert_string_equal(fixture_print(f, "部门简称"), "市教育局");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

// ---- doubled words

static void test_doubled(void **state)
{
    static const char *const doubled[] = {"比上年",       "，比上年 ",       "较上年", "比上年度",
                                          "与上年相比，", "与2022年度相比,", "较去年", "较2022年"};
    static const char *const single[] = {"", "今年", "上年", "预算数，", "无可比性，"};
    const char *whole = "变动(收入合计, 上年.收入合计)";
    Fixture *f = fixture_new();

    (void)state;
    for (size_t i = 0; i < sizeof doubled / sizeof *doubled; i++) {
        diag_truncate(f->diag, 0);
        fixture_figure(f, whole, doubled[i], "", NULL);
        if (!diag_has(f->diag, "change-doubled"))
            fail_msg("%s is not found doubled", doubled[i]);
        diag_truncate(f->diag, 0);
        fixture_figure(f, "变动(收入合计, 上年.收入合计, “”)", doubled[i], "", NULL);
        fixture_figure(f, "增减(收入合计, 上年.收入合计)", doubled[i], "", NULL);
        assert_int_equal(diag_total(f->diag), 0);
    }
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        fixture_figure(f, whole, single[i], "", NULL);
    assert_int_equal(diag_total(f->diag), 0);
    fixture_figure(f, "变动(收入合计, 收入, “年初预算”)", "比年初预算", "", NULL);
    assert_true(diag_has(f->diag, "change-doubled"));
    fixture_free(f);
}

// Which words name the year before is the template's to say.
static void test_doubled_in_its_words(void **state)
{
    static const Str last[] = {{"上期", 6}};
    const char *whole = "变动(收入合计, 上年.收入合计)";
    Fixture *f = fixture_new();
    Words words = words_builtin;
    (void)state;

    words.lists[WORDS_COMPARED_LAST] = (WordList){last, 1, NULL};
    f->template.words = &words;
    fixture_figure(f, whole, "较去年", "", NULL);
    assert_int_equal(diag_total(f->diag), 0);
    fixture_figure(f, whole, "较上期", "", NULL);
    assert_true(diag_has(f->diag, "change-doubled"));
    fixture_free(f);
}

// ---- 尾差

static void test_rounding(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    // 1.00 + 2.00 printed, 3.01 made of 1.004 + 2.004.
    assert_string_equal(fixture_print(f, "合计(尾差表[甲], 尾差表[乙])"), "3.01");
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "rounding");
    assert_int_equal(diag_at(f->diag, 0)->severity, SEVERITY_WARNING);
    assert_true(text_has(diag_at(f->diag, 0)->message, "3.01"));
    assert_true(str_ends(diag_at(f->diag, 0)->message, STR("give 3")));
    diag_truncate(f->diag, 0);
    assert_string_equal(fixture_print(f, "尾差表[甲] + 尾差表[丙]"), "1.01");
    assert_true(diag_has(f->diag, "rounding"));
    diag_truncate(f->diag, 0);
    assert_string_equal(fixture_print(f, "变动(尾差表[乙], 尾差表[甲])"), "比上年增加1万元");
    assert_string_equal(fixture_print(f, "尾差表[甲]"), "1");
    assert_string_equal(fixture_print(f, "尾差表[甲] | 元 0"), "10040");
    assert_int_equal(diag_total(f->diag), 0);
    // A difference that prints as zero is none.
    assert_string_equal(fixture_print(f, "变动(尾差表[甲], 1万元)"), "与上年持平");
    assert_string_equal(fixture_print(f, "比较(尾差表[甲], 1万元)"), "等于");
    assert_int_equal(diag_total(f->diag), 0);
    f->project.rounding_note = true;
    assert_string_equal(fixture_print(f, "合计(尾差表[甲], 尾差表[乙])"), "3.01");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

// ---- traces

static void test_trace(void **state)
{
    Fixture *f = fixture_new();
    const Figure *figure = fixture_figure(f, "变动(收入合计 + 收入 - 收入, 上年.收入合计)", "", "", NULL);

    (void)state;
    assert_true(figure->phrase);
    assert_int_equal(figure->value.kind, VALUE_TEXT);
    assert_str(figure->value.text, "比上年增加1.8736万元");
    assert_int_equal(figure->trace_count, 2);
    assert_ptr_equal(figure->trace[0].cell.table, f->tables.at[0]);
    assert_int_equal(figure->trace[0].cell.list, 0);
    assert_int_equal(figure->trace[0].cell.row, 2);
    assert_int_equal(figure->trace[0].cell.column, 1);
    assert_int_equal(figure->trace[0].year, YEAR_THIS);
    assert_null(figure->trace[1].cell.table);
    assert_str(figure->trace[1].fact->name, "收入合计");
    assert_int_equal(figure->trace[1].year, YEAR_LAST);
    figure = fixture_figure(f, "合计(一般公共预算支出表[20137/*, 合计])", "", "", NULL);
    assert_false(figure->phrase);
    assert_int_equal(figure->trace_count, 2);
    assert_int_equal(figure->trace[1].cell.row, 4);
    figure = fixture_figure(f, "收入合计", "", "", NULL);
    assert_int_equal(figure->value.decimals, 2);
    assert_str(figure->value.unit.name, "万元");
    assert_str(figure->expression, "收入合计");
    assert_int_equal(mpq_cmp_ui(figure->value.number, 518, 10), 0);
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

// ---- other years

// 上年 as a folder of tables: this manifest's expressions over them.
static void test_last_tables(void **state)
{
    Fixture *f = fixture_new();
    const Figure *figure;

    (void)state;
    f->project.last_year = (TableBook){0};
    fixture_lists(f, &f->last,
                  FIXTURE_LISTS "一、一般公共预算拨款收入,50,一、一般公共服务支出,50,一、工资福利支出,50\n"
                                "本年收入合计,50,本年支出合计,50,本年支出合计,50\n");
    fixture_named(f, "余数", "收入合计 - 部门收支总表[工资福利支出]");
    fixture_named(f, "再上年", "上年.收入合计");
    assert_string_equal(fixture_print(f, "上年.收入合计"), "50");
    assert_string_equal(fixture_print(f, "上年.余数"), "0");
    assert_string_equal(fixture_print(f, "余数"), "22.94");
    assert_string_equal(fixture_print(f, "上年.部门收支总表[工资福利支出]"), "50");
    assert_string_equal(fixture_print(f, "上年.表1.收入[本年收入合计]"), "50");
    assert_string_equal(fixture_print(f, "收入变动"), "比上年增加1.8万元");
    assert_string_equal(fixture_print(f, "再上年"), "50");
    assert_int_equal(diag_total(f->diag), 0);
    figure = fixture_figure(f, "上年.余数", "", "", NULL);
    assert_int_equal(figure->trace_count, 2);
    assert_int_equal(figure->trace[0].year, YEAR_LAST);
    assert_ptr_equal(figure->trace[0].cell.table, f->last.at[0]);
    assert_string_equal(fixture_print(f, "上年.再上年"), "【？】"); // the year before last
    assert_true(diag_has(f->diag, "figure-unknown-name"));
    diag_truncate(f->diag, 0);
    assert_string_equal(fixture_print(f, "上年.机关运行经费"), "【？】");
    assert_true(diag_has(f->diag, "figure-unknown-table"));
    assert_true(text_has(diag_at(f->diag, 0)->message, "上年.一般公共预算支出表"));
    fixture_free(f);
}

// 上年 as a project: its own named figures come first.
static void test_last_project(void **state)
{
    Fixture *f = fixture_new();
    NamedFigure own[2] = {{STR("收入合计"), STR("部门收支总表[工资福利支出] + 1万元"), 0},
                          {STR("只有上年"), STR("年度"), 0}};
    const Figure *figure;

    (void)state;
    fixture_lists(f, &f->last,
                  FIXTURE_LISTS "一、一般公共预算拨款收入,50,一、一般公共服务支出,50,一、工资福利支出,50\n"
                                "本年收入合计,50,本年支出合计,50,本年支出合计,50\n");
    fixture_table(f, &f->last, "其他数据", 0, "名称,数值,单位,上年\n办公用房,28,平方米,\n");
    f->other = (Project){.template = &f->template, .year = 2022, .department = STR("旧名"), .figures = own};
    f->other.figure_count = 2;
    f->other.manifest = source_from_bytes(f->arena, f->diag, STR("部门收支总表[工资福利支出] + 1万元\n"),
                                          STR("2022/gongkai.yaml"), (Str){0});
    f->other.book = (TableBook){.tables = f->last.at, .table_count = f->last.n};
    f->project.last_year = (TableBook){.project = &f->other, .figures = own, .figure_count = 2};
    assert_string_equal(fixture_print(f, "上年.收入合计"), "51");
    assert_string_equal(fixture_print(f, "上年.只有上年"), "2022");
    assert_string_equal(fixture_print(f, "上年.收入"), "50"); // this manifest's
    assert_string_equal(fixture_print(f, "上年.其他数据[办公用房]"), "28");
    assert_string_equal(fixture_print(f, "上年.其他数据[政府采购]"), "1.2"); // this year's column 上年
    assert_int_equal(diag_total(f->diag), 0);
    figure = fixture_figure(f, "上年.收入合计", "", "", NULL);
    assert_int_equal(figure->trace_count, 1);
    assert_int_equal(figure->trace[0].year, YEAR_LAST);
    assert_string_equal(fixture_print(f, "只有上年"), "【？】");
    assert_true(diag_has(f->diag, "figure-unknown-name"));
    fixture_free(f);
}

static void test_budget(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_lists(f, &f->budget,
                  FIXTURE_LISTS "一、甲,60,一、乙,60,一、工资福利支出,60\n"
                                "本年收入合计,60,本年支出合计,60,本年支出合计,60\n");
    assert_string_equal(fixture_print(f, "预算.收入合计"), "60");
    assert_string_equal(fixture_print(f, "完成率(收入合计, 预算.收入合计)"), "86.33%");
    assert_string_equal(fixture_print(f, "变动(收入合计, 预算.收入合计, “年初预算”)"),
                        "比年初预算减少8.2万元");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

// An expression in the middle of a source: faults are shown where they stand, in characters.
static void test_places(void **state)
{
    Fixture *f = fixture_new();
    Str text = STR("标题\n\n收入`= 部门收支总表[其它收入]`万元。\n");
    Source *source = source_from_bytes(f->arena, f->diag, text, STR("sections/3.md"), (Str){0});
    size_t offset = (size_t)str_find(text, STR("部门"), 0);
    FigureContext context = {.source = source, .offset = offset};
    const Place *place;

    (void)state;
    figure_evaluate(fixture_env(f), str_slice(text, offset, (size_t)str_find(text, STR("]"), 0) + 1),
                    context);
    place = &diag_at(f->diag, 0)->place;
    assert_str(place->file, "sections/3.md");
    assert_int_equal(place->line, 3);
    assert_int_equal(place->column, 13);
    assert_int_equal(place->width, 4);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_unit_kind),
        cmocka_unit_test(test_department),
        cmocka_unit_test(test_doubled),
        cmocka_unit_test(test_doubled_in_its_words),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_trace),
        cmocka_unit_test(test_last_tables),
        cmocka_unit_test(test_last_project),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

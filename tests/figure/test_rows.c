// Inside `each`: which rows there are, what 行 gives, and the same account item in other years' tables.
#include "figure_fixture.h"

static size_t rows_of(Fixture *f, const char *table, const char *level, RowContext **rows)
{
    size_t n = 0;
    FigureContext context = {.source = NULL};

    if (!figure_rows(fixture_env(f), str_of(table), str_of(level), context, rows, &n))
        return SIZE_MAX;
    return n;
}

// Evaluates for the first row of a level.
static const char *print_row(Fixture *f, const char *level, size_t which, const char *expression)
{
    RowContext *rows;
    size_t n = rows_of(f, "一般公共预算支出表", level, &rows);

    assert_true(n != SIZE_MAX && which < n);
    return str_c(f->arena, fixture_figure(f, expression, "", "", &rows[which])->text);
}

static void check_rows(Fixture *f, const char *table, const char *level, const char *names)
{
    RowContext *rows;
    size_t n = rows_of(f, table, level, &rows);
    StrBuf found = {.arena = f->arena};

    assert_true(n != SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        buf_add(&found, rows[i].table->lists[rows[i].list].rows[rows[i].row].name);
        buf_add_c(&found, "|");
        assert_int_equal(rows[i].ordinal, i + 1);
    }
    assert_str(buf_str(&found), names);
}

static void test_which_rows(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    check_rows(f, "一般公共预算支出表", "项", "行政运行|一般行政管理事务|");
    check_rows(f, "一般公共预算支出表", "类", "一般公共服务支出|");
    check_rows(f, "一般公共预算支出表", "类,款", "一般公共服务支出|网信事务|");
    check_rows(f, "一般公共预算支出表", "类， 款、项",
               "一般公共服务支出|网信事务|行政运行|一般行政管理事务|");
    check_rows(f, "表7", "", "一般公共服务支出|网信事务|行政运行|一般行政管理事务|");
    check_rows(f, "《一般公共预算支出表》", "款", "网信事务|");
    check_rows(f, "部门收支总表.支出部门经济", "", "工资福利支出|商品和服务支出|");
    check_rows(f, "政府性基金预算支出表", "", "");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

static void test_row_faults(void **state)
{
    static const char *const faults[][3] = {{"一般公共预算支出表", "节", "figure-syntax"},
                                            {"一般公共预算支出表", "类款目", "figure-syntax"},
                                            {"一般公共预算收入表", "", "figure-unknown-table"},
                                            {"一般公共预算支出表格", "", "figure-unknown-table"},
                                            {"部门收支总表", "", "figure-ambiguous"},
                                            {"部门收支总表.没有", "", "figure-unknown-list"}};
    Fixture *f = fixture_new();
    RowContext *rows;

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        diag_truncate(f->diag, 0);
        assert_true(rows_of(f, faults[i][0], faults[i][1], &rows) == SIZE_MAX);
        assert_int_equal(diag_total(f->diag), 1);
        assert_string_equal(diag_at(f->diag, 0)->rule, faults[i][2]);
    }
    fixture_free(f);
}

typedef struct Case {
    size_t row; // of 项
    const char *expression, *prints;
} Case;

static const Case cases[] = {
    {0, "行[合计]", "33.8"},
    {1, "行[合计]", "18"},
    {0, "行［基本支出/公用经费］", "4.94"},
    {0, "行[科目名称]", "行政运行"},
    {0, "行.序号", "1"},
    {1, "行.序号", "2"},
    {1, "行.名称", "一般行政管理事务"},
    {1, "行.类", "一般公共服务支出"},
    {1, "行.款", "网信事务"},
    {1, "行.项", "一般行政管理事务"},
    {0, "行.原因", "人员增资"},
    {0, "行.用途", "保障机构运转"},
    {1, "行.用途", "网信专项"}, // by 表7 and a path
    {1, "行.原因", ""},
    {0, "占比(行[合计], 一般公共预算支出表[合计, 合计])", "65.25%"},
    {0, "行[合计] = 合计(行[人员经费], 行[公用经费])", "error"},
    {0, "若(行[合计] = 合计(行[人员经费], 行[公用经费]), “平”, “不平”)", "平"},
    {0, "若(行.名称 = “行政运行” 且 行.序号 = 1, 行.名称, 0)", "行政运行"},
};

static void test_row(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = print_row(f, "项", cases[i].row, cases[i].expression);

        if (strcmp(cases[i].prints, "error") == 0) {
            assert_true(diag_has(f->diag, "figure-type"));
            diag_truncate(f->diag, 0);
        } else if (strcmp(text, cases[i].prints) != 0) {
            fixture_show(f);
            fail_msg("%s prints %s, not %s", cases[i].expression, text, cases[i].prints);
        }
    }
    assert_int_equal(diag_total(f->diag), 0);
    assert_string_equal(print_row(f, "款", 0, "合计(行/*[合计])"), "51.8");
    assert_string_equal(print_row(f, "款", 0, "列举(行/*)"), "行政运行、一般行政管理事务");
    assert_string_equal(print_row(f, "款", 0, "列举(行/*[公用经费], “和”)"), "行政运行");
    assert_string_equal(print_row(f, "款", 0, "行.类"), "一般公共服务支出");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_free(f);
}

static void test_field_faults(void **state)
{
    static const char *const faults[][2] = {
        {"行.项", "figure-row"},
        {"行.原因", "figure-unknown-row"},
        {"行", "figure-type"},
        {"行 * 2", "figure-type"},
        {"行.没有", "figure-unknown-name"},
        {"行[没有]", "figure-unknown-column"},
        {"行[合计, 合计]", "figure-syntax"},
        {"上年.行[合计]", "figure-counterpart"},
        {"预算.行[合计]", "figure-counterpart"},
        {"上年.行", "figure-syntax"},
    };
    Fixture *f = fixture_new();

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        diag_truncate(f->diag, 0);
        print_row(f, "类", 0, faults[i][0]);
        if (diag_total(f->diag) != 1 || strcmp(diag_at(f->diag, 0)->rule, faults[i][1]) != 0) {
            fixture_show(f);
            fail_msg("%s: wanted %s", faults[i][0], faults[i][1]);
        }
    }
    // That 说明 has no record of a row is told once.
    diag_truncate(f->diag, 0);
    print_row(f, "类", 0, "行.科目编码");
    assert_int_equal(diag_total(f->diag), 0);
    print_row(f, "款", 0, "行.科目编码");
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, "figure-unknown-row");
    // A named figure has no row, even where it is used inside each.
    diag_truncate(f->diag, 0);
    fixture_free(f);
    f = fixture_new();
    fixture_named(f, "本行", "行[合计]");
    print_row(f, "类", 0, "本行");
    assert_true(diag_has(f->diag, "figure-row"));
    fixture_free(f);
}

// The table that 上年.行 looks in is the template's counterpart; a row that it has not is zero.
static void test_counterparts(void **state)
{
    Fixture *f = fixture_new();
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);

    (void)state;
    fixture_table(f, &f->last, "一般公共预算支出表", 7,
                  FIXTURE_CODES ",,,合计,50,32,27,5,18\n201,,,一般公共服务支出,50,32,27,5,18\n"
                                "201,37,,网信事务,50,32,27,5,18\n201,37,01,行政运行,32,32,27,5,\n");
    fixture_table(f, &f->budget, "年初预算表", 2,
                  "科目编码,科目名称,预算数\n2013701,行政运行,30\n2013702,一般行政管理事务,20\n");
    *spec = *f->tables.at[1]->spec;
    spec->counterpart_budget = STR("年初预算表");
    f->tables.at[1]->spec = spec;
    assert_string_equal(print_row(f, "项", 0, "上年.行[合计]"), "32");
    assert_string_equal(print_row(f, "项", 1, "上年.行[合计]"), "0");
    assert_string_equal(print_row(f, "项", 0, "变动(行[合计], 上年.行[合计])"), "比上年增加1.8万元");
    assert_string_equal(print_row(f, "项", 1, "变动(行[合计], 上年.行[合计])"), "比上年增加18万元");
    assert_string_equal(print_row(f, "项", 0, "预算.行[预算数]"), "30");
    assert_string_equal(print_row(f, "项", 1, "预算.行[预算数]"), "20");
    assert_string_equal(print_row(f, "项", 1, "完成率(行[合计], 预算.行[预算数])"), "90%");
    assert_string_equal(print_row(f, "项", 1, "比较(行[合计], 预算.行[预算数])"), "小于");
    assert_string_equal(print_row(f, "类", 0, "预算.行[预算数]"), "0");
    assert_int_equal(diag_total(f->diag), 0);
    assert_string_equal(print_row(f, "项", 1, "上年.行[决算数]"), "【？】");
    assert_true(diag_has(f->diag, "figure-unknown-column"));
    fixture_free(f);
}

// A table of one row without a name is all of the department's.
static void test_unnamed_row(void **state)
{
    Fixture *f = fixture_new();

    (void)state;
    fixture_table(f, &f->tables, "接待表", 30, "合计,公务接待费\n2.5,1.25\n");
    fixture_table(f, &f->tables, "两行表", 31, "合计,公务接待费\n2.5,1.25\n3,1\n");
    assert_string_equal(fixture_print(f, "接待表[本部门, 公务接待费]"), "1.25");
    assert_int_equal(diag_total(f->diag), 0);
    fixture_print(f, "两行表[本部门, 公务接待费]");
    assert_true(diag_has(f->diag, "figure-unknown-row"));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_rows),   cmocka_unit_test(test_row_faults),
        cmocka_unit_test(test_row),          cmocka_unit_test(test_field_faults),
        cmocka_unit_test(test_counterparts), cmocka_unit_test(test_unnamed_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "spreadsheet/table_fixture.h"

#define HEADER "类,款,项,科目名称,合计,小计,公用经费,项目支出\n"

static Table *expenditure(Fixture *f)
{
    return read_clean(f, expenditure_spec(f->arena),
                      HEADER
                      "201,,,一般公共服务支出,51.8,,,\n201,37,,网信事务,51.8,,,\n201,37,01,行政运行,33.8,,,\n"
                      ",,,其中：工资,20,,,\n201,37,02,一般行政管理事务,18,,,\n204,,,公共安全支出,3,,,\n"
                      "204,02,,公安,3,,,\n204,02,01,行政运行,3,,,\n,,,合计,54.8,,,\n");
}

// The rows found, as their indices: "2 7".
static char *rows_found(Fixture *f, const Table *t, int list, const char *wanted)
{
    StrBuf text = {.arena = f->arena};
    RowMatches matches = {0};

    table_find_rows(f->arena, t, list, str_of(wanted), &matches);
    for (size_t i = 0; i < matches.n; i++)
        buf_print(&text, "%s%d", i ? " " : "", matches.at[i].row);
    return str_c(f->arena, buf_str(&text));
}

static void finds_rows_by_name(void **state)
{
    Fixture *f = *state;
    Table *t = expenditure(f);

    assert_string_equal(rows_found(f, t, 0, "网信事务"), "1");
    assert_string_equal(rows_found(f, t, 0, " 网信　事务 "), "1");
    assert_string_equal(rows_found(f, t, 0, "（一）网信事务"), "1");
    assert_string_equal(rows_found(f, t, 0, "行政运行"), "2 7");
    assert_string_equal(rows_found(f, t, 0, "工资"), "3");
    assert_string_equal(rows_found(f, t, 0, "其中:工资"), "3");
    assert_string_equal(rows_found(f, t, 0, "合计"), "8");
    assert_string_equal(rows_found(f, t, 0, "没有"), "");
    assert_string_equal(rows_found(f, t, 0, ""), "");
}

static void finds_rows_by_code_and_path(void **state)
{
    Fixture *f = *state;
    Table *t = expenditure(f);

    assert_string_equal(rows_found(f, t, 0, "2013701"), "2");
    assert_string_equal(rows_found(f, t, 0, "２０１３７"), "1");
    assert_string_equal(rows_found(f, t, 0, "201/37/01"), "2");
    assert_string_equal(rows_found(f, t, 0, "201/37/1"), "2");
    assert_string_equal(rows_found(f, t, 0, "201/20137"), "1");
    assert_string_equal(rows_found(f, t, 0, "201/行政运行"), "2");
    assert_string_equal(rows_found(f, t, 0, "204/02/行政运行"), "7");
    assert_string_equal(rows_found(f, t, 0, "公共安全支出／公安/行政运行"), "7");
    assert_string_equal(rows_found(f, t, 0, "网信事务/201/行政运行"), "");
    assert_string_equal(rows_found(f, t, 0, "网信事务/公安"), "");
    assert_string_equal(rows_found(f, t, 0, "行政运行/工资"), "3");
    assert_string_equal(rows_found(f, t, 0, "/"), "");
    assert_string_equal(rows_found(f, t, 0, "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"), "");
}

static void names_with_slashes_are_names_first(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, NULL, "项目,金额\nA/B,1\n////////////////////,1\n");

    assert_string_equal(rows_found(f, t, 0, "a/b"), "0");
    assert_string_equal(rows_found(f, t, 0, "////////////////////"), "1"); // more parts than a path has
}

static void unit_codes_may_lose_zeros(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, NULL, "单位代码,单位名称,金额\n0150,本部门,1\n");

    assert_str(t->lists[0].rows[0].code, "0150");
    assert_string_equal(rows_found(f, t, 0, "0150"), "0");
    assert_string_equal(rows_found(f, t, 0, "150"), "0");
    assert_string_equal(rows_found(f, t, 0, "15"), "");
}

static void finds_rows_in_every_list(void **state)
{
    Fixture *f = *state;
    Table *t =
        read_clean(f, balance_spec(f->arena),
                   "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n甲,1,乙,1\n总计,1,总计,1\n");
    RowMatches matches = {0};

    table_find_rows(f->arena, t, -1, STR("总计"), &matches);
    assert_int_equal(matches.n, 2);
    assert_int_equal(matches.at[0].list, 0);
    assert_int_equal(matches.at[1].list, 1);
    assert_int_equal(matches.at[1].row, 1);
    assert_string_equal(rows_found(f, t, 0, "乙"), "");
    assert_int_equal(table_find_list(t, STR("支出 功能")), 1);
    assert_int_equal(table_find_list(t, STR("支出")), -1);
}

static void finds_columns(void **state)
{
    Fixture *f = *state;
    Table *t = expenditure(f);
    bool ambiguous;

    assert_int_equal(table_find_column(t, 0, STR("公用经费"), &ambiguous), 6);
    assert_false(ambiguous);
    assert_int_equal(table_find_column(t, 0, STR("基本支出/公用 经费"), NULL), 6);
    assert_int_equal(table_find_column(t, 0, STR("基本支出"), NULL), 5); // its 小计
    assert_int_equal(table_find_column(t, 0, STR("合计"), NULL), 4);
    assert_int_equal(table_find_column(t, 0, STR("支出"), &ambiguous), -1);
    assert_false(ambiguous);
    assert_int_equal(table_find_column(t, 0, STR(""), NULL), -1);
    assert_int_equal(table_only_amount(t, 0), -1);
}

static void reports_ambiguous_columns(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, NULL, "项目,今年/小计,去年/小计\n甲,1,2\n");
    bool ambiguous;

    assert_int_equal(table_find_column(t, 0, STR("小计"), &ambiguous), 1);
    assert_true(ambiguous);
    assert_int_equal(table_find_column(t, 0, STR("去年"), &ambiguous), 2);
    assert_false(ambiguous);
    t = read_clean(f, balance_spec(f->arena), "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n");
    assert_int_equal(table_only_amount(t, 1), 1);
    assert_int_equal(table_find_column(t, 1, STR("支出功能/本年预算"), NULL), 1);
    assert_int_equal(table_find_column(t, 0, STR("支出功能/本年预算"), NULL), -1);
}

static char *children_of(Fixture *f, const Table *t, int row)
{
    StrBuf text = {.arena = f->arena};
    RowMatches matches = {0};

    table_children(f->arena, t, 0, row, &matches);
    for (size_t i = 0; i < matches.n; i++)
        buf_print(&text, "%s%d", i ? " " : "", matches.at[i].row);
    return str_c(f->arena, buf_str(&text));
}

static void finds_children(void **state)
{
    Fixture *f = *state;
    Table *t = expenditure(f);

    assert_string_equal(children_of(f, t, -1), "0 5"); // without 合计
    assert_string_equal(children_of(f, t, 0), "1");
    assert_string_equal(children_of(f, t, 1), "2 4");
    assert_string_equal(children_of(f, t, 2), ""); // 其中 rows are no children
    assert_string_equal(children_of(f, table_empty(f->arena, t->spec), -1), "");
}

static void large_tables_are_quick(void **state)
{
    Fixture *f = *state;
    StrBuf csv = {.arena = f->arena};
    RowMatches matches = {0};
    Table *t;

    buf_add_c(&csv, HEADER);
    for (int i = 0; i < 20000; i++)
        buf_print(&csv, "%d,%02d,%02d,科目%d,%d.%02d,1.5,\"1,234.5\",3\n", 200 + i / 10000, i / 100 % 100,
                  i % 100, i, i, i % 100);
    t = read_clean(f, expenditure_spec(f->arena), buf_str(&csv).at);
    assert_int_equal(t->lists[0].row_count, 20000);
    // Every row by name and by code: seconds where a look-up walks the list.
    for (int i = 0; i < 20000; i++) {
        matches.n = 0;
        table_find_rows(f->arena, t, 0, str_print(f->arena, "科目%d", i), &matches);
        table_find_rows(f->arena, t, 0, t->lists[0].rows[i].code, &matches);
        assert_int_equal(matches.n, 2);
        assert_int_equal(matches.at[0].row, i);
        assert_int_equal(matches.at[1].row, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(finds_rows_by_name),
        TEST(finds_rows_by_code_and_path),
        TEST(names_with_slashes_are_names_first),
        TEST(unit_codes_may_lose_zeros),
        TEST(finds_rows_in_every_list),
        TEST(finds_columns),
        TEST(reports_ambiguous_columns),
        TEST(finds_children),
        TEST(large_tables_are_quick),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

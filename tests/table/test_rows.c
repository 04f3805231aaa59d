#include "spreadsheet/table_fixture.h"

#define EXPENDITURE "类,款,项,科目名称,合计,小计,公用经费,项目支出\n"

static void codes_in_columns_and_whole_codes_agree(void **state)
{
    Fixture *f = *state;
    // Lost zeros, full-width digits, a whole code in the first or in its own column, each piece whole.
    static const char *const bodies[] = {
        EXPENDITURE "201,37,01,行政运行,1,,,\n",
        EXPENDITURE "201,37,1,行政运行,1,,,\n",
        EXPENDITURE "２０１,３７,０１,行政运行,1,,,\n",
        EXPENDITURE "2013701,,,行政运行,1,,,\n",
        EXPENDITURE ",,2013701,行政运行,1,,,\n",
        EXPENDITURE "201,20137,2013701,行政运行,1,,,\n",
        "科目编码,科目名称,合计,小计,公用经费,项目支出\n2013701,行政运行,1,,,\n",
    };

    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        Table *t = read_clean(f, expenditure_spec(f->arena), bodies[i]);
        Grid *grid = table_grid(f->arena, t);

        assert_str(t->lists[0].rows[0].code, "2013701");
        assert_int_equal(t->lists[0].rows[0].level, 2);
        assert_str(grid->body[0].text, "201");
        assert_str(grid->body[1].text, "37");
        assert_str(grid->body[2].text, "01");
    }
}

static void pieces_fill_one_code_column(void **state)
{
    Fixture *f = *state;
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_CODE}};
    static const Plan plans[] = {
        {COLUMN_CODE, "", "科目编码", 0}, {COLUMN_NAME, "", "科目名称", 0}, {COLUMN_AMOUNT, "", "合计", 0}};
    TableSpec *spec = make_spec(f->arena, lists, 1, plans, 3);
    Table *t = read_clean(f, spec, "类,款,项,科目名称,合计\n301,1,,基本工资,20\n,,,合计,20\n");

    assert_str(t->lists[0].rows[0].code, "30101");
    assert_str(t->lists[0].rows[0].cells[0].text, "30101");
    assert_int_equal(t->lists[0].rows[0].cells[0].column, 1);
    assert_str(table_grid(f->arena, t)->body[0].text, "30101");
    assert_int_equal(t->lists[0].rows[1].cells[0].kind, CELL_BLANK);
}

static void reports_codes(void **state)
{
    Fixture *f = *state;
    static const char *const wrong[] = {"201,,01,甲,1,,,\n", "2O1,,,甲,1,,,\n", "2013,,,甲,1,,,\n",
                                        "201,371,,甲,1,,,\n"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Table *t = read_csv(f, expenditure_spec(f->arena),
                            str_c(f->arena, str_print(f->arena, EXPENDITURE "%s", wrong[i])));

        assert_int_equal(only_finding(f, "row-code")->place.line, 2);
        assert_int_equal(t->lists[0].rows[0].code.n, 0);
        diag_truncate(f->diag, 0);
    }
}

// Units' rows over their items, 小计 below them, 合计 on top: each sums its part, and none is an item.
static void finds_the_parts_of_a_list(void **state)
{
    Fixture *f = *state;
    Table *t =
        read_clean(f, expenditure_spec(f->arena),
                   EXPENDITURE ",,,合计,51.8,,,\n,,,示例局本级,33.8,,,\n201,,,一般公共服务支出,33.8,,,\n"
                               "201,37,,网信事务,33.8,,,\n,,,信息中心,18,,,\n201,,,一般公共服务支出,10,,,\n"
                               "201,37,,网信事务,10,,,\n208,,,社会保障和就业支出,8,,,\n,,,小计,18,,,\n");
    const Row *rows = t->lists[0].rows;
    static const bool parts[] = {false, true, false, false, true, false, false, false, true};
    static const int parents[] = {-1, -1, -1, 2, -1, -1, 5, -1, -1};
    RowMatches matches = {0};

    for (int i = 0; i < 9; i++) {
        assert_int_equal(rows[i].part, parts[i]);
        assert_int_equal(rows[i].kind, i == 0 || parts[i] ? ROW_TOTAL : ROW_ITEM);
        assert_int_equal(rows[i].parent, parents[i]);
    }
    table_children(f->arena, t, 0, -1, &matches);
    assert_int_equal(matches.n, 3);
    assert_false(table_code_is_unique(&t->lists[0], 2));
}

// A table of units: heads of groups by their codes, of which serial numbers are none; 小计 below units; a
// department's row without a code. What stands under another, or sums it, is not added again.
static void units_are_summed_once(void **state)
{
    Fixture *f = *state;
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_NONE}};
    static const Plan plans[] = {
        {COLUMN_CODE, "", "单位编码", 0}, {COLUMN_NAME, "", "单位名称", 0}, {COLUMN_AMOUNT, "", "合计", 0}};
    static const struct {
        const char *body;
        int parents[6];
        const char *parts; // of its rows
        size_t top;
    } cases[] = {
        {",合计,7\n900,局,6\n900001,本级,5\n900002,分局,1\n901,中心,1\n", {-1, -1, 1, 1, -1}, "-----", 2},
        {",合计,7\n900,局,7\n900-001,本级,5\n900-001-01,科,5\n900-002,分局,2\n",
         {-1, -1, 1, 2, 1},
         "-----",
         1},
        {",合计,7\n1,甲,5\n10,乙,2\n", {-1, -1, -1}, "---", 2},
        {"900001,本级,5\n900003,分局,1\n,小计,6\n900002,中心,1\n,合计,7\n", {-1, -1, -1, -1, -1}, "--p--", 3},
        {",合计,7\n,局,7\n900001,本级,5\n900002,分局,2\n", {-1, -1, -1, -1}, "-p--", 2},
        // Below its units, by its code or with zeros in it; not where it sums them not.
        {"900001,本级,5\n900002,分局,2\n900,局,7\n,合计,7\n", {-1, -1, -1, -1}, "--p-", 2},
        {"900001,本级,5\n900002,分局,2\n900000,局,7\n,合计,7\n", {-1, -1, -1, -1}, "--p-", 2},
        {",合计,7\n900000,局,7\n900001,本级,5\n900002,分局,2\n", {-1, -1, -1, -1}, "-p--", 2},
        {",合计,8\n900000,局,1\n900001,本级,5\n900002,分局,2\n", {-1, -1, -1, -1}, "----", 3},
        {"900001,本级,5\n900,局,5\n901001,本级,2\n901,中心,2\n,合计,7\n", {-1, -1, -1, -1, -1}, "-p-p-", 2},
        {"900001,本级,5\n900002,分局,2\n900,局,6\n", {-1, -1, -1}, "---", 3},
        {"900001,本级,5\n900002,分局,2\n901,局,7\n", {-1, -1, -1}, "---", 3},
        // With any code or none where 合计 says the same.
        {"900001,本级,5\n900002,分局,2\n123,局,7\n,合计,7\n", {-1, -1, -1, -1}, "--p-", 2},
        {",合计,7\n900001,本级,5\n900002,分局,2\n,局,7\n", {-1, -1, -1, -1}, "---p", 2},
        {",合计,7\n900001,本级,7\n123,分局,7\n", {-1, -1, -1}, "---", 2},
        {"900001,本级,5\n900002,分局,2\n,局,7\n,合计,14\n", {-1, -1, -1, -1}, "----", 3},
        {",合计,7\n900,局,5\n,合计,2\n900001,本级,2\n", {-1, -1, -1, -1}, "----", 2},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        TableSpec *spec = make_spec(f->arena, lists, 1, plans, 3);
        Table *t = read_csv(f, spec, str_print(f->arena, "单位编码,单位名称,合计\n%s", cases[i].body).at);
        RowMatches matches = {0};

        for (size_t r = 0; r < t->lists[0].row_count; r++) {
            assert_int_equal(t->lists[0].rows[r].parent, cases[i].parents[r]);
            assert_int_equal(t->lists[0].rows[r].part, cases[i].parts[r] == 'p');
        }
        table_children(f->arena, t, 0, -1, &matches);
        assert_int_equal(matches.n, cases[i].top);
        diag_truncate(f->diag, 0);
    }
}

// What does not sum the items below it is no unit's row.
static void a_row_that_sums_nothing_is_an_item(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          EXPENDITURE ",,,结转下年,3,,,\n201,,,一般公共服务支出,33.8,,,\n,,,小计,33.9,,,\n");

    assert_int_equal(t->lists[0].rows[0].kind, ROW_ITEM);
    assert_false(t->lists[0].rows[2].part);
}

static void links_codes(void **state)
{
    Fixture *f = *state;
    Table *t =
        read_clean(f, expenditure_spec(f->arena),
                   EXPENDITURE "合计,,,,51.8,,,\n201,,,一般公共服务支出,51.8,,,\n201,37,,网信事务,51.8,,,\n"
                               "201,38,,市场监督,0,,,\n201,37,01,行政运行,33.8,,,\n,,,其中：工资,20,,,\n"
                               "201,37,02,一般行政管理事务,18,,,\n204,02,01,行政运行,0,,,\n");
    const Row *rows = t->lists[0].rows;
    static const int parents[] = {-1, -1, 1, 1, 2, 4, 2, -1};
    static const int levels[] = {0, 0, 1, 1, 2, 3, 2, 2};

    for (int i = 0; i < 8; i++) {
        assert_int_equal(rows[i].parent, parents[i]);
        assert_int_equal(rows[i].level, levels[i]);
    }
    assert_int_equal(rows[0].kind, ROW_TOTAL); // typed across the columns of the code
    assert_str(rows[0].name, "合计");
    assert_int_equal(rows[0].code.n, 0);
    assert_int_equal(rows[5].kind, ROW_OF_WHICH);
    assert_str(rows[5].name, "工资");
    assert_str(rows[5].shown, "其中：工资");
    assert_int_equal(rows[6].kind, ROW_ITEM);
}

static void links_names_by_numbering(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(
        f, NULL,
        "项目,金额\n一、本年收入,1\n（一）一般公共预算,1\n　　1.经费拨款,1\n2．非税收入,1\n(1)罚没,1\n"
        "（二）政府性基金,1\n其中：专项,1\n二、上年结转,1\n减：结余分配,1\n收入总计,1\n1.5倍奖励,1\n2."
        "2023年预算,1\n（ 三 ）附加,1\n");
    const Row *rows = t->lists[0].rows;
    static const char *const names[] = {"本年收入",   "一般公共预算", "经费拨款", "非税收入", "罚没",
                                        "政府性基金", "专项",         "上年结转", "结余分配", "收入总计",
                                        "1.5倍奖励",  "2023年预算",   "附加"};
    static const int parents[] = {-1, 0, 1, 1, 3, 0, 5, -1, -1, -1, -1};
    static const int levels[] = {0, 1, 2, 2, 3, 1, 2, 0, 0, 0, 0};

    for (int i = 0; i < 11; i++) {
        assert_str(rows[i].name, names[i]);
        assert_int_equal(rows[i].parent, parents[i]);
        assert_int_equal(rows[i].level, levels[i]);
    }
    assert_str(rows[11].name, names[11]); // a number and a year
    assert_str(rows[12].name, names[12]);
    assert_int_equal(rows[6].kind, ROW_OF_WHICH);
    assert_str(rows[8].shown, "减：结余分配");
}

static void links_names_by_indents(void **state)
{
    Fixture *f = *state;
    Table *t =
        read_clean(f, NULL,
                   "项目,金额\n工资福利,1\n\xC2\xA0\xC2\xA0基本工资,1\n　其中：薪级,1\n　　级别,1\n　津贴,1\n"
                   "合计,2\n\"　公用\",1\n");
    const Row *rows = t->lists[0].rows;
    static const int parents[] = {-1, 0, 1, 1, 0, -1, -1};
    static const RowKind kinds[] = {ROW_ITEM, ROW_ITEM,  ROW_OF_WHICH, ROW_OF_WHICH,
                                    ROW_ITEM, ROW_TOTAL, ROW_ITEM};

    for (int i = 0; i < 7; i++) {
        assert_int_equal(rows[i].parent, parents[i]);
        assert_int_equal(rows[i].kind, kinds[i]);
    }
    assert_str(rows[1].name, "基本工资");
    assert_str(rows[6].name, "公用");
}

static void totals_are_the_specs(void **state)
{
    Fixture *f = *state;
    static const Str totals[] = {{"本年收入合计", 18}};
    TableSpec *spec = balance_spec(f->arena);
    const char *csv = "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n本年收入合计,1,合　计,1\n";

    assert_int_equal(read_clean(f, spec, csv)->lists[0].rows[0].kind, ROW_ITEM);
    assert_int_equal(read_clean(f, spec, csv)->lists[1].rows[0].kind, ROW_TOTAL);
    spec->total_names = totals;
    spec->total_name_count = 1;
    assert_int_equal(read_clean(f, spec, csv)->lists[0].rows[0].kind, ROW_TOTAL);
    assert_int_equal(read_clean(f, spec, csv)->lists[1].rows[0].kind, ROW_ITEM);
}

static void ranks_codes(void **state)
{
    (void)state;
    assert_int_equal(table_code_level(STR("201")), 0);
    assert_int_equal(table_code_level(STR("20137")), 1);
    assert_int_equal(table_code_level(STR("2013701")), 2);
    assert_int_equal(table_code_level(STR("2013")), -1);
    assert_int_equal(table_code_level(STR("20a")), -1);
    assert_int_equal(table_code_level(STR("201370101")), -1);
    assert_int_equal(table_code_level(STR("")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(codes_in_columns_and_whole_codes_agree),
        TEST(pieces_fill_one_code_column),
        TEST(reports_codes),
        TEST(links_codes),
        TEST(finds_the_parts_of_a_list),
        TEST(units_are_summed_once),
        TEST(a_row_that_sums_nothing_is_an_item),
        TEST(links_names_by_numbering),
        TEST(links_names_by_indents),
        TEST(totals_are_the_specs),
        TEST(ranks_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

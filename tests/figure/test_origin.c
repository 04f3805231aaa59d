// How figures were made, as readers are told: from published cells, and not at all where anything else is in
// it.
#include "figure_fixture.h"

#define PERSONNEL "一般公共预算支出表[合计, 人员经费]"
#define TOTAL "一般公共预算支出表[合计, 合计]"

static void describe(const Fixture *f, const Origin *origin, StrBuf *out)
{
    static const char *const marks[] = {[ORIGIN_SUM] = "+",
                                        [ORIGIN_DIFFERENCE] = "-",
                                        [ORIGIN_PRODUCT] = "*",
                                        [ORIGIN_QUOTIENT] = "/",
                                        [ORIGIN_RATE] = "%",
                                        [ORIGIN_CHANGE] = "change",
                                        [ORIGIN_CHANGE_RATE] = "change%",
                                        [ORIGIN_COMPARED] = "?"};

    if (origin->kind == ORIGIN_HIDDEN) {
        buf_add_c(out, "hidden");
    } else if (origin->kind == ORIGIN_CELL) {
        buf_add(out, figure_cell_name(f->arena, origin->year, origin->cell));
    } else if (origin->kind == ORIGIN_GIVEN) {
        buf_print(out, "%.*s", STR_ARG(origin->fact->name));
    } else {
        buf_print(out, "%s(", marks[origin->kind]);
        for (size_t i = 0; i < origin->part_count; i++) {
            buf_add_c(out, i ? "; " : "");
            describe(f, &origin->parts[i], out);
        }
        buf_add_c(out, ")");
    }
}

static void check(Fixture *f, const char *expression, const char *expected)
{
    const Figure *figure = fixture_figure(f, expression, "", "", NULL);
    StrBuf out = {.arena = f->arena};
    size_t found = diag_total(f->diag);
    Origin origin = figure_origin(fixture_env(f), figure);

    describe(f, &origin, &out);
    assert_str(buf_str(&out), expected);
    assert_int_equal(diag_total(f->diag), found); // it reports nothing
}

static void published_cells_are_told(void **state)
{
    (void)state;
    Fixture *f = fixture_new();

    check(f, TOTAL, TOTAL);
    check(f, "收入合计", "部门收支总表.收入[本年收入合计]");
    check(f, "人员经费", PERSONNEL);
    check(f, "绝对值(" TOTAL ")", TOTAL);
    check(f, TOTAL " - " PERSONNEL, "-(" TOTAL "; " PERSONNEL ")");
    check(f, "占比(人员经费, " TOTAL ")", "/(" PERSONNEL "; " TOTAL ")");
    check(f, "增减(" TOTAL ", 人员经费)", "-(" TOTAL "; " PERSONNEL ")");
    check(f, "比较(" TOTAL ", 人员经费)", "?(" TOTAL "; " PERSONNEL ")");
    check(f, "若(" TOTAL " > 1万元, 人员经费, " TOTAL ")", PERSONNEL);
    check(f, "合计(" TOTAL ", 人员经费)", "+(" TOTAL "; " PERSONNEL ")");
    check(f, "合计(一般公共预算支出表[20137/*, 合计])",
          "+(一般公共预算支出表[2013701, 合计]; 一般公共预算支出表[2013702, 合计])");
    fixture_free(f);
}

static void what_is_not_published_is_not(void **state)
{
    static const char *const hidden[] = {
        "其他数据[会议费]",
        "其他数据[会议费] + " TOTAL,
        TOTAL " - 其他数据[会议费]",
        "占比(其他数据[会议费], " TOTAL ")",
        "变动(其他数据[政府采购], 上年.其他数据[政府采购])",
        "变动(" TOTAL ", 其他数据[会议费])",
        "合计(" TOTAL ", 其他数据[会议费])",
        "若(其他数据[车辆] = 0, 其他数据[会议费], " TOTAL ")",
        "收入合计 + 5万元", // numbers are the author's
        "收入合计 × 50%",
        "年度",
        "“文字”",
        "上年.机关运行经费", // given in place, and compared with nothing
        "上年.机关运行经费 + 机关运行经费",
        "比较(机关运行经费, 上年.机关运行经费)",
    };
    (void)state;
    Fixture *f = fixture_new();

    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        check(f, hidden[i], "hidden");
    fixture_free(f);
}

static void last_years_amounts_are_told_where_they_are_compared_with(void **state)
{
    (void)state;
    Fixture *f = fixture_new();

    check(f, "收入变动", "change(部门收支总表.收入[本年收入合计]; 收入合计)");
    check(f, "变动说明(收入合计, 上年.收入合计)", "change%(部门收支总表.收入[本年收入合计]; 收入合计)");
    check(f, "增幅(收入合计, 上年.收入合计)", "%(部门收支总表.收入[本年收入合计]; 收入合计)");
    fixture_free(f);
    f = fixture_new();
    fixture_table(f, &f->last, "一般公共预算支出表", 7, FIXTURE_CODES ",,,合计,40.00,30,28,2,10\n");
    check(f, "增幅(" TOTAL ", 上年." TOTAL ")", "%(" TOTAL "; 上年." TOTAL ")");
    check(f, "变动(人员经费, 上年.人员经费)", "change(" PERSONNEL "; 上年." PERSONNEL ")");
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_cells_are_told),
        cmocka_unit_test(what_is_not_published_is_not),
        cmocka_unit_test(last_years_amounts_are_told_where_they_are_compared_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

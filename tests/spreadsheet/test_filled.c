#include "testing.h"

#include "spreadsheet/spreadsheet.h"

static void check(const char *csv, CsvKeys keys, const CsvFill *fills, size_t n, const char *expected)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    const Source *source =
        csv ? source_from_bytes(arena, diag, str_of(csv), STR("tables/其他数据.csv"), (Str){0}) : NULL;

    assert_str(csv_filled(arena, diag, source, keys, fills, n),
               str_print(arena, "\xEF\xBB\xBF%s", expected).at);
    assert_int_equal(diag_total(diag), 0);
    diag_free(diag);
    arena_free(arena);
}

static const CsvKeys facts = {{{"名称", 6}}, 1}, reasons = {{{"表", 3}, {"科目编码", 12}}, 2};

static void facts_are_filled_in(void **state)
{
    const CsvFill fills[] = {{{STR("车辆")}, STR("数值"), STR("3")},
                             {{STR("会议次数")}, STR("数值"), STR("2")},
                             {{STR("车辆")}, STR("备注"), STR("含租赁，一辆")}};

    (void)state;
    check("名称,数值,单位\r\n会议次数,待填写,次\r\n车 辆,待填写,辆\r\n", facts, fills, 3,
          "名称,数值,单位,备注\r\n会议次数,2,次,\r\n车 辆,3,辆,含租赁，一辆\r\n");
    // Lines above the header stay, a record that is not there comes last.
    check("其他数据\r\n名称,数值\r\n", facts, fills, 1, "其他数据,\r\n名称,数值\r\n车辆,3\r\n");
}

static void reasons_are_filled_in(void **state)
{
    const CsvFill fills[] = {{{STR("支出表"), STR("2010301")}, STR("原因"), STR("人员增资")}};

    (void)state;
    check("表,科目编码,用途,原因\r\n收入表,2010301,甲,乙\r\n支出表,2010301,丙,\r\n", reasons, fills, 1,
          "表,科目编码,用途,原因\r\n收入表,2010301,甲,乙\r\n支出表,2010301,丙,人员增资\r\n");
    check(NULL, reasons, fills, 1, "表,科目编码,原因\r\n支出表,2010301,人员增资\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(facts_are_filled_in),
                                       cmocka_unit_test(reasons_are_filled_in)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

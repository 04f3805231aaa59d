// A table's file made from its spec and another's rows.
#include "spreadsheet/table_fixture.h"

static ColumnPlan plan(const char *name, ColumnKind kind, const Str *groups, size_t group_count, int list)
{
    ColumnPlan made = {.groups = groups, .group_count = group_count};

    made.column = (ColumnSpec){.name = str_of(name), .kind = kind, .decimals = -1, .list = list};
    if (kind == COLUMN_AMOUNT)
        made.column.unit = unit_parse(STR("万元"));
    return made;
}

static const TableSpec *spec_of(Fixture *f, const ColumnPlan *plans, size_t n, HierarchyKind hierarchy)
{
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);
    ListSpec *list = ARENA_NEW(f->arena, ListSpec);

    list->hierarchy = hierarchy;
    *spec = (TableSpec){.name = STR("支出表"),
                        .lists = list,
                        .list_count = 1,
                        .unit = unit_parse(STR("万元")),
                        .decimals = 2,
                        .declared = true};
    table_spec_columns(f->arena, spec, plans, n);
    return spec;
}

static const Str spending[] = {{"本年支出", 12}};

static const TableSpec *items(Fixture *f)
{
    ColumnPlan plans[] = {
        plan("类", COLUMN_CODE, NULL, 0, 0),         plan("款", COLUMN_CODE, NULL, 0, 0),
        plan("项", COLUMN_CODE, NULL, 0, 0),         plan("科目名称", COLUMN_NAME, NULL, 0, 0),
        plan("合计", COLUMN_AMOUNT, spending, 1, 0), plan("项目支出", COLUMN_AMOUNT, spending, 1, 0)};

    return spec_of(f, plans, 6, HIERARCHY_CODE);
}

static Str fit(Fixture *f, const TableSpec *spec, const char *rows)
{
    return table_csv_fit(f->arena, f->diag, spec,
                         source_from_bytes(f->arena, f->diag, str_of(rows), STR("r.csv"), (Str){0}));
}

#define HEADER "\xEF\xBB\xBF类,款,项,科目名称,本年支出/合计,本年支出/项目支出\r\n"

static void without_rows_there_is_the_header(void **state)
{
    Fixture *f = *state;

    assert_str(table_csv_fit(f->arena, f->diag, items(f), NULL), HEADER);
}

static void columns_are_found_by_name_and_codes_parted(void **state)
{
    assert_str(fit(*state, items(*state),
                   "科目名称,别的,项目支出,本年支出/合计,科目编码\n"
                   "合计,1,2,3,\n行政运行,,\"1,234.5\",\"a \"\"b\"\"\",2013701\n,9,,,\n"),
               HEADER ",,,合计,3,2\r\n201,37,01,行政运行,\"a \"\"b\"\"\",\"1,234.5\"\r\n");
}

static void indents_stay(void **state)
{
    Fixture *f = *state;
    ColumnPlan plans[] = {plan("项目", COLUMN_NAME, NULL, 0, 0), plan("合计", COLUMN_AMOUNT, NULL, 0, 0)};

    assert_str(fit(f, spec_of(f, plans, 2, HIERARCHY_NAMES), "项目,合计\n　　经费拨款,1\n"),
               "\xEF\xBB\xBF项目,合计\r\n　　经费拨款,1\r\n");
}

static void what_is_fitted_reads_back(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = items(f);
    Table *table = read_clean(
        f, spec, str_c(f->arena, fit(f, spec, "科目编码,科目名称,合计\n201,一般公共服务支出,5\n")));

    assert_int_equal(table->lists[0].row_count, 1);
    assert_str(table->lists[0].rows[0].code, "201");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_rows_there_is_the_header),
        TEST(columns_are_found_by_name_and_codes_parted),
        TEST(indents_stay),
        TEST(what_is_fitted_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

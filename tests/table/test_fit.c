// A table's file made from its spec and another's rows, and sums of tables.
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

// ---- sums

static void sums_are_exact_and_ordered(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = items(f);
    const Table *tables[] = {
        read_clean(f, spec,
                   "类,款,项,科目名称,合计,项目支出\n,,,合计,0.3,\n205,,,教育支出,0.1,\n"
                   "208,,,社会保障和就业支出,0.2,\n"),
        read_clean(f, spec,
                   "类,款,项,科目名称,合计,项目支出\n,,,合计,0.6,0.3\n201,,,一般公共服务支出,0.3,0.3\n"
                   "206,,,科学技术支出,0.1,\n208,,,社会保障和就业支出,0.2,\n")};
    static const char *const codes[] = {"", "201", "205", "206", "208"};
    static const char *const amounts[] = {"0.9", "0.3", "0.1", "0.1", "0.4"};
    Table *sum = table_sum(f->arena, spec, tables, 2, STR("units"));

    assert_int_equal(sum->lists[0].row_count, 5);
    for (size_t i = 0; i < 5; i++) {
        const Row *row = &sum->lists[0].rows[i];

        assert_str(row->code, codes[i]);
        assert_str(number_format(f->arena, row->cells[4].stored, (NumberFormat){.decimals = 9}), amounts[i]);
    }
    assert_int_equal(sum->lists[0].rows[4].cells[5].kind, CELL_BLANK);
    assert_int_equal(diag_total(f->diag), 0);
}

static void a_sum_of_empty_tables_is_empty(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = items(f);
    const Table *tables[] = {table_empty(f->arena, spec), table_empty(f->arena, spec)};
    Table *sum = table_sum(f->arena, spec, tables, 2, STR("units"));

    assert_true(sum->empty);
    assert_int_equal(sum->lists[0].row_count, 0);
}

// Names that stand under different rows are different rows; new ones go under their own.
static void names_are_summed_under_their_parents(void **state)
{
    Fixture *f = *state;
    ColumnPlan plans[] = {plan("项目", COLUMN_NAME, NULL, 0, 0), plan("合计", COLUMN_AMOUNT, NULL, 0, 0)};
    const TableSpec *spec = spec_of(f, plans, 2, HIERARCHY_NAMES);
    const Table *tables[] = {
        read_clean(f, spec, "项目,合计\n一、甲,3\n　　人员,1\n　　公用,2\n二、乙,4\n　　人员,4\n合计,7\n"),
        read_clean(f, spec, "项目,合计\n一、甲,9\n　　其他,9\n二、乙,5\n　　人员,5\n合计,14\n")};
    static const char *const names[] = {"甲", "人员", "公用", "其他", "乙", "人员", "合计"};
    static const char *const amounts[] = {"12", "1", "2", "9", "9", "9", "21"};
    Table *sum = table_sum(f->arena, spec, tables, 2, STR("units"));

    assert_int_equal(sum->lists[0].row_count, 7);
    for (size_t i = 0; i < 7; i++) {
        const Row *row = &sum->lists[0].rows[i];

        assert_str(row->name, names[i]);
        assert_str(number_format(f->arena, row->cells[1].stored, (NumberFormat){0}), amounts[i]);
        assert_int_equal(row->level, i == 0 || i == 4 || i == 6 ? 0 : 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_rows_there_is_the_header),
        TEST(columns_are_found_by_name_and_codes_parted),
        TEST(indents_stay),
        TEST(what_is_fitted_reads_back),
        TEST(sums_are_exact_and_ordered),
        TEST(a_sum_of_empty_tables_is_empty),
        TEST(names_are_summed_under_their_parents),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Sums of tables of one form: which rows are the same, what a cell of the sum is.
#include "spreadsheet/table_fixture.h"

static TableSpec *items(Fixture *f)
{
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_CODE}};
    static const Plan plans[] = {{COLUMN_CODE, "", "类", 0},
                                 {COLUMN_CODE, "", "款", 0},
                                 {COLUMN_CODE, "", "项", 0},
                                 {COLUMN_NAME, "", "科目名称", 0},
                                 {COLUMN_AMOUNT, "本年支出", "合计", 0},
                                 {COLUMN_AMOUNT, "本年支出", "项目支出", 0}};

    return make_spec(f->arena, lists, 1, plans, 6);
}

static TableSpec *named(Fixture *f, HierarchyKind hierarchy)
{
    static const Plan plans[] = {{COLUMN_NAME, "", "项目", 0}, {COLUMN_AMOUNT, "", "合计", 0}};
    ListSpec *list = ARENA_NEW(f->arena, ListSpec);

    list->hierarchy = hierarchy;
    return make_spec(f->arena, list, 1, plans, 2);
}

static Table *sum_of(Fixture *f, const TableSpec *spec, const char *a, const char *b)
{
    const Table *tables[] = {read_clean(f, spec, a), read_clean(f, spec, b)};

    return table_sum(f->arena, spec, tables, 2, STR("units"));
}

typedef struct Expected {
    const char *name, *amount;
    int level;
} Expected;

// Rows by name, amount in the column and level.
static void assert_rows(Fixture *f, const Table *sum, uint32_t column, const Expected *expected, size_t n)
{
    assert_int_equal(sum->lists[0].row_count, n);
    for (size_t i = 0; i < n; i++) {
        const Row *row = &sum->lists[0].rows[i];

        assert_str(row->name, expected[i].name);
        assert_int_equal(row->level, expected[i].level);
        assert_amount(f, &row->cells[column], expected[i].amount);
    }
    assert_int_equal(diag_total(f->diag), 0);
}

static void sums_are_exact_and_ordered(void **state)
{
    Fixture *f = *state;
    static const Expected expected[] = {{"合计", "0.9", 0},
                                        {"一般公共服务支出", "0.3", 0},
                                        {"教育支出", "0.1", 0},
                                        {"科学技术支出", "0.1", 0},
                                        {"社会保障和就业支出", "0.4", 0}};
    Table *sum = sum_of(f, items(f),
                        "类,款,项,科目名称,合计,项目支出\n,,,合计,0.3,\n205,,,教育支出,0.1,\n"
                        "208,,,社会保障和就业支出,0.2,\n",
                        "类,款,项,科目名称,合计,项目支出\n,,,合计,0.6,0.3\n201,,,一般公共服务支出,0.3,0.3\n"
                        "206,,,科学技术支出,0.1,\n208,,,社会保障和就业支出,0.2,\n");

    assert_rows(f, sum, 4, expected, 5);
    assert_str(sum->lists[0].rows[1].code, "201");
    assert_str(sum->lists[0].rows[4].cells[0].text, "208");
    assert_int_equal(sum->lists[0].rows[4].cells[5].kind, CELL_BLANK);
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
    static const Expected expected[] = {{"甲", "12", 0}, {"人员", "1", 1}, {"公用", "2", 1}, {"其他", "9", 1},
                                        {"乙", "9", 0},  {"人员", "9", 1}, {"合计", "21", 0}};

    assert_rows(f,
                sum_of(f, named(f, HIERARCHY_NAMES),
                       "项目,合计\n一、甲,3\n　　人员,1\n　　公用,2\n二、乙,4\n　　人员,4\n合计,7\n",
                       "项目,合计\n一、甲,9\n　　其他,9\n二、乙,5\n　　人员,5\n合计,14\n"),
                1, expected, 7);
}

// What 其中 tells of a row is no row under it, though it is called the same.
static void a_part_is_no_child(void **state)
{
    Fixture *f = *state;
    static const Expected expected[] = {{"甲", "7", 0}, {"人员", "1", 1}, {"人员", "4", 1}};
    Table *sum = sum_of(f, named(f, HIERARCHY_NAMES), "项目,合计\n一、甲,3\n其中：人员,1\n",
                        "项目,合计\n一、甲,4\n（一）人员,4\n");

    assert_rows(f, sum, 1, expected, 3);
    assert_int_equal(sum->lists[0].rows[1].kind, ROW_OF_WHICH);
    assert_int_equal(sum->lists[0].rows[2].kind, ROW_ITEM);
    assert_true(table_has_children(sum, 0, 0));
    assert_false(table_has_children(sum, 0, 1));
}

// A row that a table has twice stands twice in the sum, the first with the first.
static void what_stands_twice_stays_so(void **state)
{
    Fixture *f = *state;
    static const Expected expected[] = {{"甲", "11", 0}, {"甲", "2", 0}, {"乙", "5", 0}};
    const TableSpec *spec = named(f, HIERARCHY_NONE);

    assert_rows(f, sum_of(f, spec, "项目,合计\n甲,1\n甲,2\n", "项目,合计\n甲,10\n乙,5\n"), 1, expected, 3);
}

// Units whose tables print 元, or hold 元 where 万元 are printed; the sum is in its own.
static void units_are_converted(void **state)
{
    Fixture *f = *state;
    static const Expected expected[] = {{"甲", "3.5001", 0}};
    TableSpec *spec = named(f, HIERARCHY_NONE), *yuan = named(f, HIERARCHY_NONE);
    ColumnSpec *column = ARENA_ARRAY(f->arena, ColumnSpec, 2);
    const Table *tables[3];

    yuan->unit = yuan->file_unit = unit_parse(STR("元"));
    column[0] = yuan->columns[0];
    column[1] = yuan->columns[1];
    column[1].unit = yuan->unit;
    yuan->columns = column;
    tables[0] = read_clean(f, spec, "项目,合计\n甲,1\n");
    tables[1] = read_clean(f, yuan, "项目,合计\n甲,20000\n");
    tables[2] = read_clean(f, spec, "单位：元,\n项目,合计\n甲,5001\n");
    assert_amount(f, &tables[1]->lists[0].rows[0].cells[1], "20000");
    assert_rows(f, table_sum(f->arena, spec, tables, 3, STR("units")), 1, expected, 1);
}

// An amount in a unit that is the column's own, not the table's, is added as it is.
static void other_units_are_not_converted(void **state)
{
    Fixture *f = *state;
    static const Expected expected[] = {{"甲", "5", 0}};
    static const char *const units[] = {"辆", "元"};

    for (size_t i = 0; i < 2; i++) {
        TableSpec *spec = named(f, HIERARCHY_NONE);
        ColumnSpec *columns = ARENA_ARRAY(f->arena, ColumnSpec, 2);

        columns[0] = spec->columns[0];
        columns[1] = spec->columns[1];
        columns[1].unit = unit_parse(str_of(units[i]));
        spec->columns = columns;
        assert_rows(f, sum_of(f, spec, "项目,合计\n甲,2\n", "项目,合计\n甲,3\n"), 1, expected, 1);
    }
}

static void a_cell_names_what_it_sums(void **state)
{
    Fixture *f = *state;
    Table *sum = sum_of(f, named(f, HIERARCHY_NONE), "项目,合计\n甲,1\n乙,\n", "项目,合计\n甲,2\n乙,3\n");

    assert_string_equal(sum->lists[0].rows[0].cells[1].place, "t.csv:2:3 + t.csv:2:3");
    assert_string_equal(sum->lists[0].rows[1].cells[1].place, "t.csv:3:3");
    assert_str(sum->lists[0].rows[0].cells[1].text, "3");
    assert_int_equal(sum->lists[0].rows[0].cells[1].decimals, 0);
}

// Six cells are named, of seven that there are more.
static void many_cells_are_not_all_named(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = named(f, HIERARCHY_NONE);
    const Table *tables[7];
    Str place;

    for (size_t i = 0; i < 7; i++)
        tables[i] = read_clean(f, spec, "项目,合计\n甲,1\n");
    place = str_of(table_sum(f->arena, spec, tables, 6, STR("units"))->lists[0].rows[0].cells[1].place);
    assert_str(place, "t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + t.csv:2:3");
    place = str_of(table_sum(f->arena, spec, tables, 7, STR("units"))->lists[0].rows[0].cells[1].place);
    assert_str(place, "t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + t.csv:2:3 + …");
}

// A rate is worked out from the sums, and left blank where nothing can be divided by.
static void rates_are_worked_out(void **state)
{
    Fixture *f = *state;
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_NONE}};
    static const Plan plans[] = {{COLUMN_NAME, "", "项目", 0},
                                 {COLUMN_AMOUNT, "", "预算数", 0},
                                 {COLUMN_AMOUNT, "", "执行数", 0},
                                 {COLUMN_AMOUNT, "", "执行率", 0}};
    TableSpec *spec = make_spec(f->arena, lists, 1, plans, 4);
    ColumnSpec *columns = ARENA_ARRAY(f->arena, ColumnSpec, 4);
    const Row *rows;

    for (size_t i = 0; i < 4; i++)
        columns[i] = spec->columns[i];
    columns[3].unit = unit_parse(STR("%"));
    columns[3].rate_of = STR("执行数");
    columns[3].rate_base = STR("预算数");
    columns[3].decimals = 1;
    spec->columns = columns;
    rows = sum_of(f, spec, "项目,预算数,执行数,执行率\n甲,1,1,100\n乙,,3,\n丙,0,3,\n",
                  "项目,预算数,执行数,执行率\n甲,2,1,50\n乙,,1,\n丙,0,1,\n")
               ->lists[0]
               .rows;
    assert_amount(f, &rows[0].cells[3], "66.7");
    assert_int_equal(rows[1].cells[3].kind, CELL_BLANK);
    assert_int_equal(rows[2].cells[3].kind, CELL_BLANK);
}

static TableSpec *balance(Fixture *f)
{
    static const Str totals[] = {{"收入合计", 12}, {"支出合计", 12}};
    TableSpec *spec = balance_spec(f->arena);

    spec->total_names = totals;
    spec->total_name_count = 2;
    return spec;
}

// The totals of lists side by side stand in one line, whatever rows were added above them.
static void lists_close_together(void **state)
{
    Fixture *f = *state;
    Table *sum = sum_of(
        f, balance(f),
        "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n拨款,1,教育,1\n收入合计,1,支出合计,1\n",
        "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n拨款,2,教育,1\n,,科学,1\n"
        "收入合计,2,支出合计,2\n");

    assert_int_equal(sum->lists[0].row_count, 2);
    assert_int_equal(sum->lists[1].row_count, 3);
    assert_int_equal(sum->lists[0].rows[0].record, 0);
    assert_int_equal(sum->lists[0].rows[1].record, sum->lists[1].rows[2].record);
    assert_int_equal(sum->lists[1].rows[2].record, 2);
}

// ---- the same row elsewhere

static size_t count_same(Fixture *f, const Table *own, int row, const Table *other, int *first)
{
    RowMatches matches = {0};

    table_find_same(f->arena, (CellRef){own, 0, row, 0}, other, -1, &matches);
    *first = matches.n ? matches.at[0].row : -1;
    return matches.n;
}

static void rows_are_found_by_what_they_stand_under(void **state)
{
    Fixture *f = *state;
    const TableSpec *spec = named(f, HIERARCHY_NAMES);
    Table *own = read_clean(
        f, spec, "项目,合计\n一、甲,3\n　　人员,3\n二、乙,4\n其中：人员,4\n（一）人员,1\n三、丙,1\n");
    Table *other =
        read_clean(f, spec, "项目,合计\n一、甲,3\n　　人员,3\n二、乙,4\n其中：人员,4\n（一）人员,1\n");
    int first;

    assert_int_equal(count_same(f, own, 1, other, &first), 1);
    assert_int_equal(first, 1);
    assert_int_equal(count_same(f, own, 3, other, &first), 1);
    assert_int_equal(first, 3);
    assert_int_equal(count_same(f, own, 4, other, &first), 1);
    assert_int_equal(first, 4);
    assert_int_equal(count_same(f, own, 5, other, &first), 0);
    // At the top, where the other has one under another row as well.
    own = read_clean(f, spec, "项目,合计\n人员,3\n");
    other = read_clean(f, spec, "项目,合计\n一、人员,3\n　　人员,3\n");
    assert_int_equal(count_same(f, own, 0, other, &first), 1);
    assert_int_equal(first, 0);
    // Where none stands as it does, all are candidates.
    other = read_clean(f, spec, "项目,合计\n一、甲,3\n　　人员,3\n二、乙,3\n　　人员,3\n");
    assert_int_equal(count_same(f, own, 0, other, &first), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sums_are_exact_and_ordered),
        TEST(a_sum_of_empty_tables_is_empty),
        TEST(names_are_summed_under_their_parents),
        TEST(a_part_is_no_child),
        TEST(what_stands_twice_stays_so),
        TEST(units_are_converted),
        TEST(other_units_are_not_converted),
        TEST(a_cell_names_what_it_sums),
        TEST(many_cells_are_not_all_named),
        TEST(rates_are_worked_out),
        TEST(lists_close_together),
        TEST(rows_are_found_by_what_they_stand_under),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

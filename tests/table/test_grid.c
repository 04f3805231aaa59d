#include "spreadsheet/table_fixture.h"

// The body's cell that covers a line and a column.
static const GridCell *cell_at(const Grid *grid, int row, int column)
{
    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];

        if (row >= cell->row && row < cell->row + cell->row_span && column >= cell->column &&
            column < cell->column + cell->column_span)
            return cell;
    }
    fail_msg("no cell covers line %d, column %d", row, column);
    return NULL;
}

// Every place of the grid is covered once.
static void assert_covered(const Grid *grid)
{
    size_t head = 0, body = 0;

    for (size_t i = 0; i < grid->head_count; i++)
        head += (size_t)(grid->head[i].row_span * grid->head[i].column_span);
    for (size_t i = 0; i < grid->body_count; i++)
        body += (size_t)(grid->body[i].row_span * grid->body[i].column_span);
    assert_int_equal(head, grid->columns * grid->head_rows);
    assert_int_equal(body, grid->columns * grid->body_rows);
    for (int row = 0; row < grid->body_rows; row++)
        for (int column = 0; column < grid->columns; column++)
            assert_non_null(cell_at(grid, row, column));
}

static void builds_the_header_tree(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);

    assert_int_equal(spec->header_rows, 2);
    assert_int_equal(spec->header_count, 10);
    assert_str(spec->headers[0].title, "科目编码");
    assert_int_equal(spec->headers[0].count, 3);
    assert_int_equal(spec->headers[0].leaf, -1);
    assert_str(spec->headers[1].title, "类");
    assert_int_equal(spec->headers[1].depth, 1);
    assert_int_equal(spec->headers[1].leaf, 0);
    assert_str(spec->columns[5].path, "基本支出/小计");
    assert_str(spec->columns[4].title, "合计");
    assert_int_equal(spec->lists[0].count, 8);
    assert_int_equal(spec->list_count, 1);
}

static void nests_groups_and_skips_printed_ones(void **state)
{
    Fixture *f = *state;
    Str two[] = {STR("支出"), STR("基本支出")}, other[] = {STR("收入"), STR("基本支出")};
    ColumnPlan plans[] = {
        {.column = {.name = STR("甲")}, .groups = two, .group_count = 2, .path_skip = 1},
        {.column = {.name = STR("乙"), .title = STR("乙（注）")},
         .groups = two,
         .group_count = 2,
         .path_skip = 1},
        {.column = {.name = STR("丙")}, .groups = two, .group_count = 1, .path_skip = 1},
        {.column = {.name = STR("丁")}, .groups = other, .group_count = 2},
    };
    TableSpec spec = {0};
    static const int firsts[] = {0, 0, 0, 1, 2, 3, 3, 3}, counts[] = {3, 2, 1, 1, 1, 1, 1, 1};

    table_spec_columns(f->arena, &spec, plans, 4);
    assert_int_equal(spec.header_count, 8);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(spec.headers[i].first, firsts[i]);
        assert_int_equal(spec.headers[i].count, counts[i]);
    }
    assert_int_equal(spec.header_rows, 3);
    assert_str(spec.columns[0].path, "基本支出/甲");
    assert_str(spec.columns[1].title, "乙（注）");
    assert_str(spec.columns[2].path, "丙");
    assert_str(spec.columns[3].path, "收入/基本支出/丁"); // equal titles under other groups are not shared
}

static void prints_the_head(void **state)
{
    Fixture *f = *state;
    Grid *grid = table_grid(f->arena, table_empty(f->arena, expenditure_spec(f->arena)));

    assert_int_equal(grid->head_rows, 2);
    assert_int_equal(grid->body_rows, 0);
    assert_int_equal(grid->columns, 8);
    assert_int_equal(grid->stub_columns, 4);
    assert_str(grid->head[0].text, "科目编码");
    assert_int_equal(grid->head[0].column_span, 3);
    assert_int_equal(grid->head[0].row_span, 1);
    assert_str(grid->head[1].text, "科目名称");
    assert_int_equal(grid->head[1].row_span, 2);
    assert_int_equal(grid->head[1].align, ALIGN_CENTRE);
    assert_str(grid->head[5].text, "类"); // second line
    assert_int_equal(grid->head[5].row, 1);
    assert_int_equal(grid->head[0].source_row, -1);
    assert_covered(grid);
}

// A row indents under the rows of the table that it is part of, whatever the length of its code.
static void indents_under_its_like(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,37,01,行政运行,1,1,,\n"
                          "208,,,社会保障,2,2,,\n208,05,,养老支出,2,2,,\n208,05,05,缴费支出,2,2,,\n"
                          "210,11,01,行政单位医疗,1,1,,\n");
    static const int indents[] = {0, 0, 1, 2, 0};
    Grid *grid = table_grid(f->arena, t);

    for (int i = 0; i < 5; i++)
        assert_int_equal(cell_at(grid, i, 3)->indent, indents[i]);
}

static void prints_rows(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,37,,网信事务,1234.5,-0.05,,0\n,"
                          ",,合计,1234.5,,,\n");
    Grid *grid = table_grid(f->arena, t);

    assert_int_equal(grid->body_rows, 2);
    assert_covered(grid);
    assert_str(cell_at(grid, 0, 1)->text, "37");
    assert_int_equal(cell_at(grid, 0, 1)->kind, GRID_CODE);
    assert_int_equal(cell_at(grid, 0, 1)->align, ALIGN_CENTRE);
    assert_str(cell_at(grid, 0, 2)->text, "");
    assert_int_equal(cell_at(grid, 0, 3)->kind, GRID_STUB);
    assert_int_equal(cell_at(grid, 0, 3)->indent, 0); // 201 itself is not in the table
    assert_int_equal(cell_at(grid, 0, 3)->align, ALIGN_LEFT);
    assert_str(cell_at(grid, 0, 4)->text, "1,234.50");
    assert_int_equal(cell_at(grid, 0, 4)->align, ALIGN_DECIMAL);
    assert_str(cell_at(grid, 0, 5)->text, "−0.05");
    assert_str(cell_at(grid, 0, 6)->text, "");
    assert_str(cell_at(grid, 0, 7)->text, "0.00");
    assert_false(cell_at(grid, 0, 4)->total);
    assert_true(cell_at(grid, 1, 4)->total);
    assert_int_equal(cell_at(grid, 1, 4)->source_row, 1);
    assert_int_equal(cell_at(grid, 1, 4)->source_column, 4);
}

static void prints_zeros_as_the_spec_says(void **state)
{
    Fixture *f = *state;
    static const ZeroStyle styles[] = {ZERO_AS_IS, ZERO_BLANK, ZERO_0, ZERO_DECIMALS};
    static const char *const zeros[] = {"0.00", "", "0", "0.00"}, *const blanks[] = {"", "", "0", "0.00"};
    TableSpec *spec = expenditure_spec(f->arena);

    for (int i = 0; i < 4; i++) {
        Table *t;
        Grid *grid;

        spec->zero = styles[i];
        t = read_clean(f, spec, "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,,,甲,0,,0.001,1\n");
        grid = table_grid(f->arena, t);
        assert_str(cell_at(grid, 0, 4)->text, zeros[i]);
        assert_str(cell_at(grid, 0, 5)->text, blanks[i]);
        assert_str(cell_at(grid, 0, 6)->text, "0.00"); // not zero: rounded
    }
}

static void side_by_side_lists_stay_level(void **state)
{
    Fixture *f = *state;
    Table *t =
        read_clean(f, balance_spec(f->arena),
                   "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算\n一、预算,51.8,一、服务,51.8\n"
                   ",,二、安全,\n本年收入合计,51.8,本年支出合计,51.8\n");
    Grid *grid = table_grid(f->arena, t);

    assert_int_equal(grid->body_rows, 3);
    assert_covered(grid);
    assert_str(cell_at(grid, 1, 0)->text, "");
    assert_int_equal(cell_at(grid, 1, 0)->source_row, -1);
    assert_int_equal(cell_at(grid, 1, 0)->list, 0);
    assert_str(cell_at(grid, 1, 2)->text, "二、安全"); // as the file has it
    assert_int_equal(cell_at(grid, 1, 2)->list, 1);
    assert_str(cell_at(grid, 2, 0)->text, "本年收入合计");
    assert_int_equal(cell_at(grid, 2, 0)->source_row, 1);
    assert_str(cell_at(grid, 2, 2)->text, "本年支出合计");
    assert_int_equal(grid->stub_columns, 1);
}

static TableSpec *goals_spec(Arena *arena)
{
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_NONE}};
    static const Plan plans[] = {{COLUMN_NAME, "", "单位（专项）名称", 0},
                                 {COLUMN_AMOUNT, "", "资金总额", 0},
                                 {COLUMN_TEXT, "", "绩效目标", 0},
                                 {COLUMN_TEXT, "绩效指标", "一级指标", 0},
                                 {COLUMN_TEXT, "绩效指标", "二级指标", 0},
                                 {COLUMN_TEXT, "绩效指标", "三级指标", 0},
                                 {COLUMN_TEXT, "", "备注", 0}};

    return make_spec(arena, lists, 1, plans, sizeof plans / sizeof plans[0]);
}

static void stubs_merge_in_tables_of_prose(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, goals_spec(f->arena),
                          "单位（专项）名称,资金总额,绩效目标,一级指标,二级指标,三级指标,备注\n"
                          "网信演练,10,防范真实网络攻击造成严重后果并保证紧急事件发生时系统正常运转,产出指标,"
                          "数量指标,演练次数,\n"
                          ",,,,,参加人数,\n,,,,质量指标,合格率,\n,,,效益指标,社会效益,影响,见注\n业务专项,8,"
                          "监测,产出指标,数量指标,报告,\n");
    Grid *grid = table_grid(f->arena, t);
    static const int spans[5][7] = {{4, 4, 4, 3, 2, 1, 1}, {0}, {0}, {0}, {1, 1, 1, 1, 1, 1, 1}};

    assert_int_equal(grid->body_rows, 5);
    assert_covered(grid);
    for (int row = 0; row < 5; row += 4)
        for (int column = 0; column < 7; column++)
            assert_int_equal(cell_at(grid, row, column)->row_span, spans[row][column]);
    assert_str(cell_at(grid, 1, 5)->text, "参加人数");
    assert_int_equal(cell_at(grid, 1, 4)->row, 0);
    assert_int_equal(cell_at(grid, 3, 6)->row_span, 1);
    assert_str(cell_at(grid, 3, 6)->text, "见注");
    assert_int_equal(cell_at(grid, 0, 2)->align, ALIGN_JUSTIFY);
    assert_int_equal(cell_at(grid, 0, 3)->align, ALIGN_LEFT);
}

static void blanks_do_not_merge_elsewhere(void **state)
{
    Fixture *f = *state;
    Table *t = read_clean(f, expenditure_spec(f->arena),
                          "类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,,,甲,1,,,\n,,,乙,,,,2\n");
    Grid *grid = table_grid(f->arena, t);

    assert_covered(grid);
    for (size_t i = 0; i < grid->body_count; i++)
        assert_int_equal(grid->body[i].row_span, 1);
}

static void a_columns_own_align_wins(void **state)
{
    Fixture *f = *state;
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_NONE}};
    ColumnPlan plans[] = {{.column = {.name = STR("项目"), .kind = COLUMN_NAME, .align = ALIGN_CENTRE}},
                          {.column = {.name = STR("金额"), .kind = COLUMN_AMOUNT, .decimals = 1}}};
    TableSpec spec = {.name = STR("表"), .lists = lists, .list_count = 1, .decimals = 2};
    Grid *grid;

    table_spec_columns(f->arena, &spec, plans, 2);
    grid = table_grid(f->arena, read_clean(f, &spec, "项目,金额\n甲,1.25\n"));
    assert_int_equal(cell_at(grid, 0, 0)->align, ALIGN_CENTRE);
    assert_str(cell_at(grid, 0, 1)->text, "1.3");
}

static void numbers_columns_under_the_header(void **state)
{
    Fixture *f = *state;
    TableSpec *spec = expenditure_spec(f->arena);
    Grid *grid;
    const GridCell *first;

    spec->column_numbers = true;
    grid = table_grid(f->arena, table_empty(f->arena, spec));
    assert_int_equal(grid->head_rows, 3);
    assert_covered(grid);
    first = &grid->head[spec->header_count];
    assert_str(first->text, "栏次");
    assert_int_equal(first->row, 2);
    assert_int_equal(first->column_span, 4);
    assert_str(first[1].text, "1");
    assert_int_equal(first[1].column, 4);
    assert_str(grid->head[grid->head_count - 1].text, "4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(builds_the_header_tree),
        TEST(nests_groups_and_skips_printed_ones),
        TEST(prints_the_head),
        TEST(numbers_columns_under_the_header),
        TEST(indents_under_its_like),
        TEST(prints_rows),
        TEST(prints_zeros_as_the_spec_says),
        TEST(side_by_side_lists_stay_level),
        TEST(stubs_merge_in_tables_of_prose),
        TEST(blanks_do_not_merge_elsewhere),
        TEST(a_columns_own_align_wins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What the tests of table/ and spreadsheet/ share: an arena, a diag, and tables from CSV in a string.
#ifndef GONGKAI_TESTS_SPREADSHEET_TABLE_FIXTURE_H
#define GONGKAI_TESTS_SPREADSHEET_TABLE_FIXTURE_H

#include "plain_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "spreadsheet/spreadsheet.h"

static inline Table *read_csv(Fixture *f, const TableSpec *spec, const char *csv)
{
    Source *source = source_from_bytes(f->arena, f->diag, str_of(csv), STR("t.csv"), (Str){0});

    assert_non_null(source);
    return table_read_csv(f->arena, f->diag, source,
                          &(TableWanted){spec, STR("表"), unit_parse(STR("万元"))});
}

// The same, and nothing may be reported.
static inline Table *read_clean(Fixture *f, const TableSpec *spec, const char *csv)
{
    Table *table = read_csv(f, spec, csv);

    for (size_t i = 0; i < diag_total(f->diag); i++)
        print_error("%s\n", str_c(f->arena, diag_at(f->diag, i)->message));
    assert_int_equal(diag_total(f->diag), 0);
    assert_non_null(table);
    return table;
}

// A column of a spec: its kind, its printed groups by '/' (may be empty), its name, its list.
typedef struct Plan {
    ColumnKind kind;
    const char *groups, *name;
    int list;
} Plan;

static inline ColumnPlan column_plan(Arena *arena, const Plan *plan, Unit unit)
{
    VEC(Str) groups = {0};
    Str text = str_of(plan->groups);
    size_t from = 0;

    while (from < text.n) {
        ptrdiff_t slash = str_find_char(text, '/', from);
        size_t to = slash < 0 ? text.n : (size_t)slash;

        *vec_push(arena, &groups) = str_slice(text, from, to);
        from = to + 1;
    }
    return (ColumnPlan){.column = {.name = str_of(plan->name),
                                   .kind = plan->kind,
                                   .unit = plan->kind == COLUMN_AMOUNT ? unit : (Unit){0},
                                   .decimals = -1,
                                   .list = plan->list},
                        .groups = groups.at,
                        .group_count = groups.n};
}

static inline TableSpec *make_spec(Arena *arena, const ListSpec *lists, size_t list_count, const Plan *plans,
                                   size_t n)
{
    TableSpec *spec = ARENA_NEW(arena, TableSpec);
    ColumnPlan *columns = ARENA_ARRAY(arena, ColumnPlan, n);

    spec->name = STR("部门支出总表");
    spec->unit = spec->file_unit = unit_parse(STR("万元"));
    spec->decimals = 2;
    spec->thousands = true;
    spec->declared = true;
    spec->lists = lists;
    spec->list_count = list_count;
    for (size_t i = 0; i < n; i++)
        columns[i] = column_plan(arena, &plans[i], spec->unit);
    table_spec_columns(arena, spec, columns, n);
    return spec;
}

// 科目编码/(类, 款, 项), 科目名称, 合计, 基本支出/(小计, 公用经费), 项目支出
static inline TableSpec *expenditure_spec(Arena *arena)
{
    static const ListSpec lists[] = {{.hierarchy = HIERARCHY_CODE}};
    static const Plan plans[] = {
        {COLUMN_CODE, "科目编码", "类", 0},
        {COLUMN_CODE, "科目编码", "款", 0},
        {COLUMN_CODE, "科目编码", "项", 0},
        {COLUMN_NAME, "", "科目名称", 0},
        {COLUMN_AMOUNT, "", "合计", 0},
        {COLUMN_AMOUNT, "基本支出", "小计", 0},
        {COLUMN_AMOUNT, "基本支出", "公用经费", 0},
        {COLUMN_AMOUNT, "", "项目支出", 0},
    };

    return make_spec(arena, lists, 1, plans, sizeof plans / sizeof plans[0]);
}

// 收入/(项目, 本年预算) ‖ 支出/(项目, 本年预算)
static inline TableSpec *balance_spec(Arena *arena)
{
    static const ListSpec lists[] = {{.name = {"收入", 6}, .hierarchy = HIERARCHY_NAMES},
                                     {.name = {"支出功能", 12}, .hierarchy = HIERARCHY_NAMES}};
    static const Plan plans[] = {{COLUMN_NAME, "", "项目", 0},
                                 {COLUMN_AMOUNT, "", "本年预算", 0},
                                 {COLUMN_NAME, "", "项目", 1},
                                 {COLUMN_AMOUNT, "", "本年预算", 1}};

    return make_spec(arena, lists, 2, plans, sizeof plans / sizeof plans[0]);
}

static inline void assert_amount(Fixture *f, const Cell *cell, const char *value)
{
    NumberFormat format = {.decimals = 10};

    assert_int_equal(cell->kind, CELL_AMOUNT);
    assert_str(number_format(f->arena, cell->stored, format), value);
}

#endif

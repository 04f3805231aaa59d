// A project made by hand, small enough to know by heart: its tables are given as CSV in the fixture below.
#ifndef GONGKAI_FIGURE_FIXTURE_H
#define GONGKAI_FIGURE_FIXTURE_H

#include <string.h>

#include "figure/figure.h"
#include "spreadsheet/spreadsheet.h"
#include "testing.h"

typedef VEC(Table *) TableVec;

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    Template template;
    Project project, other; // other: last year's, where a test makes it a project
    VEC(NamedFigure) figures;
    StrBuf manifest;
    TableVec tables, last, budget;
    FigureEnv *env;
} Fixture;

// A table of the author's own, or declared where `number` is not 0: then its amounts print two decimals.
static inline Table *fixture_table(Fixture *f, TableVec *book, const char *name, int number, const char *csv)
{
    Source *source = source_from_bytes(f->arena, f->diag, str_of(csv),
                                       str_print(f->arena, "tables/%s.csv", name), (Str){0});
    Table *table = table_read_csv(f->arena, f->diag, source,
                                  &(TableWanted){NULL, str_of(name), unit_parse(STR("万元"))});
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);
    ColumnSpec *columns = ARENA_ARRAY(f->arena, ColumnSpec, table->spec->column_count);

    *spec = *table->spec;
    memcpy(columns, spec->columns, spec->column_count * sizeof *columns);
    for (size_t i = 0; number && i < spec->column_count; i++)
        columns[i].decimals = 2;
    spec->columns = columns;
    spec->number = number;
    spec->declared = number != 0;
    table->spec = spec;
    *vec_push(f->arena, book) = table;
    return table;
}

static inline ColumnPlan fixture_column(const char *name, ColumnKind kind, int list)
{
    ColumnPlan plan = {0};

    plan.column.name = str_of(name);
    plan.column.kind = kind;
    plan.column.list = list;
    plan.column.decimals = -1;
    if (kind == COLUMN_AMOUNT)
        plan.column.unit = unit_parse(STR("万元"));
    return plan;
}

// The declared table of side-by-side lists.
static inline Table *fixture_lists(Fixture *f, TableVec *book, const char *csv)
{
    static const ListSpec lists[] = {{.name = {"收入", 6}, .hierarchy = HIERARCHY_NAMES},
                                     {.name = {"支出功能", 12}, .hierarchy = HIERARCHY_NAMES},
                                     {.name = {"支出部门经济", 18}, .hierarchy = HIERARCHY_NAMES}};
    static const Str totals[] = {{"本年收入合计", 18}, {"本年支出合计", 18}};
    TableSpec *spec = ARENA_NEW(f->arena, TableSpec);
    ColumnPlan plans[6];
    Source *source =
        source_from_bytes(f->arena, f->diag, str_of(csv), STR("tables/部门收支总表.csv"), (Str){0});
    Table *table;

    for (int i = 0; i < 3; i++) {
        plans[2 * i] = fixture_column("项目", COLUMN_NAME, i);
        plans[2 * i + 1] = fixture_column("本年预算", COLUMN_AMOUNT, i);
    }
    *spec = (TableSpec){.name = STR("部门收支总表"),
                        .title = STR("部门收支总表"),
                        .number = 1,
                        .lists = lists,
                        .list_count = 3,
                        .unit = unit_parse(STR("万元")),
                        .decimals = 2,
                        .total_names = totals,
                        .total_name_count = 2,
                        .published = true,
                        .declared = true};
    spec->file_unit = spec->unit;
    table_spec_columns(f->arena, spec, plans, 6);
    table = table_read_csv(f->arena, f->diag, source, &(TableWanted){.spec = spec});
    *vec_push(f->arena, book) = table;
    return table;
}

#define FIXTURE_LISTS                                                                                        \
    "收入/项目,收入/本年预算,支出功能/项目,支出功能/本年预算,支出部门经济/项目,支出部门经济/本年预算\n"
#define FIXTURE_CODES "类,款,项,科目名称,合计,基本支出/小计,基本支出/人员经费,基本支出/公用经费,项目支出\n"

static inline void fixture_named(Fixture *f, const char *name, const char *expression)
{
    NamedFigure figure = {.name = str_of(name)};

    f->manifest.arena = f->arena;
    buf_print(&f->manifest, "  %s: ", name);
    figure.offset = f->manifest.n;
    figure.expression = str_of(expression);
    buf_print(&f->manifest, "%s\n", expression);
    *vec_push(f->arena, &f->figures) = figure;
}

static inline void fixture_tables(Fixture *f)
{
    fixture_lists(f, &f->tables,
                  FIXTURE_LISTS
                  "一、一般公共预算拨款收入,51.80,一、一般公共服务支出,51.80,一、工资福利支出,28.86\n"
                  "二、其他收入,0,二、国防支出,,二、商品和服务支出,22.94\n"
                  ",,,,三、其他支出,\n"
                  "本年收入合计,51.80,本年支出合计,51.80,本年支出合计,51.80\n");
    fixture_table(f, &f->tables, "一般公共预算支出表", 7,
                  FIXTURE_CODES ",,,合计,51.80,33.80,28.86,4.94,18.00\n"
                                "201,,,一般公共服务支出,51.80,33.80,28.86,4.94,18.00\n"
                                "201,37,,网信事务,51.80,33.80,28.86,4.94,18.00\n"
                                "201,37,01,行政运行,33.80,33.80,28.86,4.94,\n"
                                "201,37,02,一般行政管理事务,18.00,,,,18.00\n"
                                "204,,,公共安全支出,0,0,0,0,0\n"
                                "204,02,,公安,0,0,0,0,0\n"
                                "204,02,01,行政运行,0,0,0,0,0\n");
    fixture_table(f, &f->tables, "一般公共预算“三公”经费支出表", 14,
                  "单位编码,单位名称,合计,因公出国（境）费,公务用车购置及运行费/小计,公务用车购置及运行费/"
                  "公务用车购置费,"
                  "公务接待费\n301001,某区网信办,1234.5,1000.25,200,200,34.25\n");
    fixture_table(f, &f->tables, "政府性基金预算支出表", 15, "科目编码,科目名称,合计,基本支出,项目支出\n");
    fixture_table(f, &f->tables, "尾差表", 20, "项目,金额\n甲,1.004\n乙,2.004\n丙,0.001\n");
    fixture_table(
        f, &f->tables, "其他数据", 0,
        "名称,数值,单位,上年\n办公用房,32,平方米,30\n车辆,0,辆,1\n政府采购,1.24,万元,1.2\n会议费,1000,元,\n"
        "满意度,95.5,%,94\n在职人数,3,人,3\n");
    fixture_table(f, &f->tables, "说明", 0,
                  "表,科目编码,用途,原因\n一般公共预算支出表,2013701,保障机构运转,人员增资\n表7,201/"
                  "一般行政管理事务,网信专项,\n");
}

static inline void fixture_facts(Fixture *f)
{
    Fact *facts = ARENA_ARRAY(f->arena, Fact, 3);

    facts[0] = (Fact){.name = STR("收入合计"), .unit = unit_parse(STR("万元"))};
    facts[0].value = number_parse(f->arena, STR("49.9264"), &facts[0].decimals);
    facts[1] = (Fact){.name = STR("机关运行经费"), .unit = unit_parse(STR("万元"))};
    facts[1].value = number_parse(f->arena, STR("4.936"), &facts[1].decimals);
    facts[2] = (Fact){.name = STR("政府性基金"), .unit = unit_parse(STR("万元"))};
    facts[2].value = number_from_int(f->arena, 0);
    f->project.last_year = (TableBook){.facts = facts, .fact_count = 3, .given = true};
}

static inline void fixture_figures(Fixture *f)
{
    fixture_named(f, "收入合计", "部门收支总表[本年收入合计]");
    fixture_named(f, "收入", "部门收支总表.收入[本年收入合计]");
    fixture_named(f, "人员经费", "一般公共预算支出表[合计, 人员经费]");
    fixture_named(f, "机关运行经费", "一般公共预算支出表[合计, 公用经费]");
    fixture_named(f, "“三公”经费", "表14[本部门, 合计]");
    fixture_named(f, "因公出国（境）费", "表14[本部门, 因公出国（境）费]");
    fixture_named(f, "政府性基金", "政府性基金预算支出表[合计, 合计]");
    fixture_named(f, "非税收入", "部门收支总表[其他收入]");
    fixture_named(f, "收入亿", "收入合计 | 亿元 0.0000");
    fixture_named(f, "收入变动", "变动(收入合计, 上年.收入合计)");
}

static inline Fixture *fixture_new(void)
{
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);

    f->arena = arena;
    f->diag = diag_new();
    f->template.wording = (Wording){.unavailable = STR("【？】"),
                                    .last_year = STR("上年"),
                                    .increase = STR("增加"),
                                    .decrease = STR("减少"),
                                    .unchanged = STR("与{0}持平"),
                                    .rate_up = STR("增长"),
                                    .rate_down = STR("下降")};
    f->template.words = &words_builtin;
    f->template.ratio_decimals = 2;
    f->project = (Project){.template = &f->template,
                           .year = 2023,
                           .department = STR("某区网信办"),
                           .unit_kind = STR("行政"),
                           .unit = unit_parse(STR("万元"))};
    fixture_tables(f);
    fixture_facts(f);
    fixture_figures(f);
    return f;
}

// The env, made when the test has changed what it wants to change.
static inline FigureEnv *fixture_env(Fixture *f)
{
    if (f->env)
        return f->env;
    f->project.book.tables = f->tables.at;
    f->project.book.table_count = f->tables.n;
    if (f->last.n) {
        f->project.last_year.tables = f->last.at;
        f->project.last_year.table_count = f->last.n;
        f->project.last_year.given = true;
    }
    if (f->budget.n)
        f->project.budget = (TableBook){.tables = f->budget.at, .table_count = f->budget.n, .given = true};
    f->project.figures = f->figures.at;
    f->project.figure_count = f->figures.n;
    f->project.manifest =
        source_from_bytes(f->arena, f->diag, buf_str(&f->manifest), STR("gongkai.yaml"), (Str){0});
    return f->env = figure_env_new(f->arena, f->diag, &f->project);
}

static inline void fixture_free(Fixture *f)
{
    diag_free(f->diag);
    arena_free(f->arena);
}

// Evaluates an expression that stands alone in a source of its own.
static inline const Figure *fixture_figure(Fixture *f, const char *expression, const char *before,
                                           const char *after, const RowContext *row)
{
    Source *source = source_from_bytes(f->arena, f->diag, str_of(expression), STR("sections/1.md"), (Str){0});
    FigureContext context = {.source = source, .before = str_of(before), .after = str_of(after), .row = row};

    return figure_evaluate(fixture_env(f), str_of(expression), context);
}

static inline const char *fixture_print(Fixture *f, const char *expression)
{
    return str_c(f->arena, fixture_figure(f, expression, "", "", NULL)->text);
}

// Prints what was found, so that a failing test says why.
static inline void fixture_show(const Fixture *f)
{
    for (size_t i = 0; i < diag_total(f->diag); i++) {
        const Finding *finding = diag_at(f->diag, i);

        print_message("%.*s:%u:%u %s: %.*s (%.*s)\n", STR_ARG(finding->place.file), finding->place.line,
                      finding->place.column, finding->rule, STR_ARG(finding->message),
                      STR_ARG(finding->hint));
    }
}

static inline bool text_has(Str text, const char *part)
{
    return str_find(text, str_of(part), 0) >= 0;
}

#endif

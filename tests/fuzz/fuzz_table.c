// Bytes to text, text to a table, once without a spec and once by a spec of two lists; then everything that
// reads a table.
#include "fuzz.h"

#include "spreadsheet/spreadsheet.h"

static ColumnPlan plan(const char *name, ColumnKind kind, int list)
{
    return (ColumnPlan){.column = {.name = str_of(name),
                                   .title = str_of(name),
                                   .kind = kind,
                                   .unit = unit_parse(STR("万元")),
                                   .decimals = -1,
                                   .list = list}};
}

static TableSpec *two_lists(Arena *arena)
{
    static const ListSpec lists[] = {{.name = {"收入", 6}, .hierarchy = HIERARCHY_NAMES},
                                     {.name = {"支出", 6}, .hierarchy = HIERARCHY_CODE}};
    static const Str totals[] = {{"合计", 6}};
    static const Str group = {"支出", 6};
    TableSpec *spec = ARENA_NEW(arena, TableSpec);
    ColumnPlan plans[] = {plan("项目", COLUMN_NAME, 0),     plan("本年预算", COLUMN_AMOUNT, 0),
                          plan("科目编码", COLUMN_CODE, 1), plan("科目名称", COLUMN_NAME, 1),
                          plan("合计", COLUMN_AMOUNT, 1),   plan("原因", COLUMN_TEXT, 1)};

    for (int i = 2; i < 6; i++) {
        plans[i].groups = &group;
        plans[i].group_count = 1;
    }
    *spec = (TableSpec){.name = STR("部门收支总表"),
                        .title = STR("部门收支总表"),
                        .number = 1,
                        .lists = lists,
                        .list_count = 2,
                        .unit = unit_parse(STR("万元")),
                        .file_unit = unit_parse(STR("元")),
                        .decimals = 2,
                        .thousands = true,
                        .total_names = totals,
                        .total_name_count = 1,
                        .declared = true};
    table_spec_columns(arena, spec, plans, 6);
    return spec;
}

static void read_list(Arena *arena, const Table *table, int list)
{
    const List *at = &table->lists[list];

    for (size_t row = 0; row < at->row_count && row < 8; row++) {
        RowMatches matches = {0};

        table_find_rows(arena, table, -1, at->rows[row].name, &matches);
        table_find_rows(arena, table, list, at->rows[row].shown, &matches);
        table_children(arena, table, list, (int)row, &matches);
        table_row_place(table, &at->rows[row]);
        for (uint32_t column = 0; column < at->spec->count && column < 8; column++) {
            CellRef ref = {table, list, (int)row, (int)column};

            table_cell_place(table, table_cell(ref));
            table_printed(arena, ref);
            table_decimals(ref);
            table_find_column(table, list, table_column(ref)->path, NULL);
        }
    }
    table_only_amount(table, list);
}

static void read_table(Arena *arena, const Table *table)
{
    if (!table)
        return;
    for (size_t list = 0; list < table->spec->list_count; list++)
        read_list(arena, table, (int)list);
    table_grid(arena, table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    Source *source = source_from_bytes(arena, diag, bytes, STR("tables/表.csv"), (Str){0});

    if (source) {
        read_table(arena, table_read_csv(arena, diag, source,
                                         &(TableWanted){NULL, STR("表"), unit_parse(STR("万元"))}));
        read_table(arena, table_read_csv(arena, diag, source, &(TableWanted){.spec = two_lists(arena)}));
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}

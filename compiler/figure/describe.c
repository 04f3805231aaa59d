// How findings name tables, rows, cells and units: as an author would write them.
#include "figure/keywords.h"

const char *year_prefix(Year year)
{
    return year == YEAR_LAST ? SAYS_LAST "." : year == YEAR_BUDGET ? SAYS_BUDGET "." : "";
}

Str table_described(Arena *arena, Year year, const Table *table)
{
    return str_print(arena, "%s%.*s", year_prefix(year), STR_ARG(table->spec->name));
}

// How an author tells this row from every other: by its code, else by its path of names.
static Str row_path(Arena *arena, const List *list, int row)
{
    Str path = list->rows[row].name;

    if (!path.n && !list->rows[row].code.n) // the one row of the accounts' “三公” table
        return STR(SAYS_OWN);
    if (list->rows[row].code.n && table_code_is_unique(list, row))
        return list->rows[row].code;
    for (int up = list->rows[row].parent; up >= 0; up = list->rows[up].parent)
        path = str_print(arena, "%.*s/%.*s", STR_ARG(list->rows[up].name), STR_ARG(path));
    return path;
}

// 表.列表 where the table has several.
Str list_described(Arena *arena, Year year, const Table *table, int list)
{
    Str name = table->spec->lists[list].name;

    if (table->spec->list_count < 2)
        return table_described(arena, year, table);
    return str_print(arena, "%.*s.%.*s", STR_ARG(table_described(arena, year, table)), STR_ARG(name));
}

Str row_described(Arena *arena, Year year, const Table *table, RowMatch match)
{
    return str_print(arena, "%.*s[%.*s]", STR_ARG(list_described(arena, year, table, match.list)),
                     STR_ARG(row_path(arena, &table->lists[match.list], match.row)));
}

Str cell_described(Arena *arena, Year year, CellRef ref)
{
    return str_print(arena, "%.*s[%.*s, %.*s]", STR_ARG(list_described(arena, year, ref.table, ref.list)),
                     STR_ARG(row_path(arena, &ref.table->lists[ref.list], ref.row)),
                     STR_ARG(table_column(ref)->path));
}

// The column is left out where it is the only one of amounts, and goes by its last part where no other has
// that.
Str figure_cell_name(Arena *arena, Year year, CellRef ref)
{
    Str place = list_described(arena, year, ref.table, ref.list);
    Str row = row_path(arena, &ref.table->lists[ref.list], ref.row), column = table_column(ref)->name;
    bool ambiguous = false;

    if (table_only_amount(ref.table, ref.list) == ref.column)
        return str_print(arena, "%.*s[%.*s]", STR_ARG(place), STR_ARG(row));
    if (table_find_column(ref.table, ref.list, column, &ambiguous) != ref.column || ambiguous)
        column = table_column(ref)->path;
    return str_print(arena, "%.*s[%.*s, %.*s]", STR_ARG(place), STR_ARG(row), STR_ARG(column));
}

Str unit_described(Unit unit)
{
    return unit.kind == UNIT_NONE ? str_of(_("no unit")) : unit.name;
}

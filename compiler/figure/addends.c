// Which columns a total column sums, by the header tree: 合计 those beside it, 小计 those of its group.
#include "figure/internal-figure.h"

static const ColumnSpec *column_of(const Table *table, int list, int column)
{
    return table_column((CellRef){table, list, 0, column});
}

// The path of the group that a path stands in, without its last piece; empty at the top.
static Str group_of(Str path)
{
    size_t n = path.n;

    while (n > 0 && path.at[n - 1] != '/')
        n--;
    return str_slice(path, 0, n > 0 ? n - 1 : 0);
}

static bool is_total_name(const TableSpec *spec, Str name)
{
    if (words_find(spec_words(spec)[WORDS_TOTAL_ROWS], name) >= 0)
        return true;
    for (size_t i = 0; i < spec->total_name_count; i++)
        if (name_equal(name, spec->total_names[i]))
            return true;
    return false;
}

// The total column of a group, -1 where it has none.
static int group_total(const Table *table, int list, Str group)
{
    const ListSpec *spec = &table->spec->lists[list];

    for (int i = 0; i < (int)spec->count; i++) {
        const ColumnSpec *column = column_of(table, list, i);

        if (column->kind == COLUMN_AMOUNT && is_total_name(table->spec, column->name) &&
            str_equal(group_of(column->path), group))
            return i;
    }
    return -1;
}

static bool is_within(Str path, Str group)
{
    return group.n == 0 || (path.n > group.n && path.at[group.n] == '/' && str_starts(path, group));
}

// Whether no total between the column and the group counts it already.
static bool counts_itself(const Table *table, int list, int column, Str group)
{
    Str between = group_of(column_of(table, list, column)->path);

    for (; between.n > group.n; between = group_of(between)) {
        int total = group_total(table, list, between);

        if (total >= 0 && total != column)
            return false;
    }
    return true;
}

const int *figure_addends(Arena *arena, const Table *table, int list, int column, size_t *n)
{
    const ColumnSpec *total = column_of(table, list, column);
    Str group = group_of(total->path);
    VEC(int) addends = {0};

    *n = 0;
    if (total->kind != COLUMN_AMOUNT || group_total(table, list, group) != column)
        return NULL;
    for (int i = 0; i < (int)table->spec->lists[list].count; i++) {
        const ColumnSpec *other = column_of(table, list, i);

        if (i != column && other->kind == COLUMN_AMOUNT && unit_same_kind(other->unit, total->unit) &&
            !words_begin(spec_words(table->spec)[WORDS_OF_WHICH], other->name) &&
            is_within(other->path, group) && counts_itself(table, list, i, group))
            *vec_push(arena, &addends) = i;
    }
    *n = addends.n;
    return addends.at;
}

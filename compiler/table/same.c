// Which rows of two tables stand for the same thing.
#include "table/table.h"

#include <assert.h>

// ---- by keys

RowKey *table_row_keys(Arena *arena, const Table *table, int list)
{
    const List *l = &table->lists[list];
    bool account = table_code_columns(table->spec, list).account;
    RowKey *keys = ARENA_ARRAY(arena, RowKey, l->row_count);

    // A fold has no blanks, so that no name runs into what stands before it.
    for (size_t i = 0; i < l->row_count; i++) {
        const Row *row = &l->rows[i];
        const char *of = row->kind == ROW_OF_WHICH ? "\nof which " : "\n";
        RowKey *key = &keys[i];

        assert(row->parent < (int)i);
        key->name = name_fold(arena, row->name);
        key->coded = row->kind == ROW_TOTAL || (account && row->code.n);
        if (row->kind == ROW_TOTAL)
            key->exact = str_print(arena, "! %.*s", STR_ARG(key->name));
        else if (key->coded && row->kind == ROW_OF_WHICH)
            key->exact = str_print(arena, "# %.*s%s%.*s", STR_ARG(row->code), of, STR_ARG(key->name));
        else if (key->coded)
            key->exact = str_print(arena, "# %.*s", STR_ARG(row->code));
        else if (row->parent >= 0)
            key->exact =
                str_print(arena, "%.*s%s%.*s", STR_ARG(keys[row->parent].exact), of, STR_ARG(key->name));
        else
            key->exact = str_print(arena, ". %.*s %.*s", STR_ARG(row->code), STR_ARG(key->name));
    }
    return keys;
}

// ---- the row of one table in another

static bool has_codes(const Table *table, int list)
{
    int first = list < 0 ? 0 : list, end = list < 0 ? (int)table->spec->list_count : list + 1;

    for (int l = first; l < end; l++)
        for (size_t i = 0; i < table->lists[l].row_count; i++)
            if (table->lists[l].rows[i].code.n)
                return true;
    return false;
}

// Whether the names above both rows are the same, bottom up, and both are 其中 rows or neither is.
static bool same_place(const Row *rows_a, int a, const Row *rows_b, int b)
{
    if ((rows_a[a].kind == ROW_OF_WHICH) != (rows_b[b].kind == ROW_OF_WHICH))
        return false;
    while (a >= 0 && b >= 0) {
        if (!name_equal(rows_a[a].name, rows_b[b].name))
            return false;
        a = rows_a[a].parent;
        b = rows_b[b].parent;
    }
    return a < 0 && b < 0;
}

void table_find_same(Arena *arena, CellRef own, const Table *other, int list, RowMatches *matches)
{
    const Row *rows = own.table->lists[own.list].rows, *row = &rows[own.row];
    size_t before = matches->n, kept = before;

    table_find_rows(arena, other, list, row->code.n && has_codes(other, list) ? row->code : row->name,
                    matches);
    if (matches->n - before < 2)
        return;
    for (size_t i = before; i < matches->n; i++) {
        RowMatch match = matches->at[i];

        if (same_place(rows, own.row, other->lists[match.list].rows, match.row))
            matches->at[kept++] = match;
    }
    if (kept > before)
        matches->n = kept;
}

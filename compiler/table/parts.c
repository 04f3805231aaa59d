// Rows of a list of account items or units that have no code: a unit's row over its own items, and 小计 below
// them. They
// sum a part of the list and are never added to what they sum.
#include "table/internal-rows.h"

// Adds the amounts of a row, column by column.
static void add_row(const List *list, const Row *row, mpq_t *sums)
{
    for (uint32_t c = 0; c < list->spec->count; c++)
        if (row->cells[c].kind == CELL_AMOUNT)
            mpq_add(sums[c], sums[c], row->cells[c].stored);
}

// Whether the row has the sums in every column of money, and has any. A rate is not added.
static bool has_sums(const TableSpec *spec, const List *list, const Row *row, const mpq_t *sums)
{
    bool any = false;

    for (uint32_t c = 0; c < list->spec->count; c++) {
        const ColumnSpec *column = &spec->columns[list->spec->first + c];
        const Cell *cell = &row->cells[c];
        bool amount = cell->kind == CELL_AMOUNT;

        if (column->kind != COLUMN_AMOUNT || column->unit.kind != UNIT_MONEY)
            continue;
        if (amount ? !mpq_equal(cell->stored, sums[c]) : mpq_sgn(sums[c]) != 0)
            return false;
        any |= amount && mpq_sgn(cell->stored) != 0;
    }
    return any;
}

static bool is_item(const Row *row)
{
    return row->kind == ROW_ITEM && row->code.n > 0;
}

// Sums the items from one row up to another that stand under no other.
static void sum_items(const List *list, size_t from, size_t to, mpq_t *sums)
{
    for (uint32_t c = 0; c < list->spec->count; c++)
        mpq_set_ui(sums[c], 0, 1);
    for (size_t i = from; i < to; i++)
        if (is_item(&list->rows[i]) && list->rows[i].parent < 0)
            add_row(list, &list->rows[i], sums);
}

static size_t items_end(const List *list, size_t from)
{
    while (from < list->row_count && (is_item(&list->rows[from]) || list->rows[from].kind == ROW_OF_WHICH))
        from++;
    return from;
}

// What stands without a code and sums the items below it is a unit's row, and 小计 sums those above it.
static void find_parts(const TableSpec *spec, List *list, mpq_t *sums)
{
    WordList subtotals = spec_words(spec)[WORDS_SUBTOTAL_ROWS];
    size_t begun = 0; // the items that are not summed by a 小计 yet

    for (size_t i = 0; i < list->row_count; i++) {
        Row *row = &list->rows[i];
        bool subtotal = words_find(subtotals, row->name) >= 0;

        if (row->code.n || row->kind == ROW_OF_WHICH || (row->kind == ROW_TOTAL && !subtotal))
            continue;
        if (subtotal)
            sum_items(list, begun, i, sums);
        else
            sum_items(list, i + 1, items_end(list, i + 1), sums);
        begun = i + 1;
        if (!has_sums(spec, list, row, sums))
            continue;
        row->kind = ROW_TOTAL;
        row->part = true;
    }
}

void rows_find_parts(Arena *scratch, const TableSpec *spec, List *list)
{
    mpq_t *sums = ARENA_ARRAY(scratch, mpq_t, list->spec->count);

    for (uint32_t c = 0; c < list->spec->count; c++)
        mpq_init(sums[c]);
    find_parts(spec, list, sums);
    for (uint32_t c = 0; c < list->spec->count; c++)
        mpq_clear(sums[c]);
}

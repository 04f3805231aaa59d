// Rows that sum a part of a list of account items or units, and are never added to what they sum: without a
// code a unit's row over its own items, and 小计 below them; with one a department's row below its units.
#include "table/internal-rows.h"

#define LEAST_UNIT_CODE 3
#define MOST_ZEROS 3 // that stand for the department in its code: 900000 over 900001

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

bool unit_code_heads(Str code, Str other)
{
    return code.n >= LEAST_UNIT_CODE && other.n >= code.n + 2 && str_starts(other, code);
}

// By its digits, or with zeros for those of its units.
static bool is_department_of(Str code, Str other)
{
    Str stem = code;

    while (stem.n > LEAST_UNIT_CODE && code.n - stem.n < MOST_ZEROS && stem.at[stem.n - 1] == '0')
        stem.n--;
    return unit_code_heads(code, other) ||
           (code.n == other.n && unit_code_heads(stem, other) && !str_equal(code, other));
}

static bool is_unit_of(const List *list, size_t row, Str code)
{
    return is_item(&list->rows[row]) && is_department_of(code, list->rows[row].code);
}

// A department's row that sums the units above it; or below it, where its code does not make it their head.
static bool sums_units(const TableSpec *spec, const List *list, size_t at, mpq_t *sums)
{
    Str code = list->rows[at].code;
    size_t from = at, to = at + 1;

    while (from > 0 && is_unit_of(list, from - 1, code))
        from--;
    while (to < list->row_count && is_unit_of(list, to, code) && list->rows[to].parent < 0)
        to++;
    if (from < at)
        sum_items(list, from, at, sums);
    else
        sum_items(list, at + 1, to, sums);
    return (from < at || to > at + 1) && has_sums(spec, list, &list->rows[at], sums);
}

static bool same_amounts(const List *list, const Row *a, const Row *b)
{
    for (uint32_t c = 0; c < list->spec->count; c++) {
        const Cell *x = &a->cells[c], *y = &b->cells[c];
        bool amount = x->kind == CELL_AMOUNT;

        if (amount != (y->kind == CELL_AMOUNT) || (amount && !mpq_equal(x->stored, y->stored)))
            return false;
    }
    return true;
}

// A department's row below all its units, whatever its code: it has what 合计 has, and so have they. With a
// code it may be one of two units that have the same, of which one is too many.
static bool sums_all_units(const TableSpec *spec, const List *list, size_t at, mpq_t *sums)
{
    bool total = false;
    size_t units = 0;

    for (size_t i = at + 1; i < list->row_count; i++)
        if (list->rows[i].kind != ROW_TOTAL)
            return false;
    for (size_t i = 0; i < list->row_count; i++) {
        const Row *row = &list->rows[i];

        total |= row->kind == ROW_TOTAL && !row->part && same_amounts(list, row, &list->rows[at]);
        units += i < at && is_item(row) && row->parent < 0;
    }
    sum_items(list, 0, at, sums);
    return total && units >= (list->rows[at].code.n ? 2 : 1) && has_sums(spec, list, &list->rows[at], sums);
}

// What stands without a code and sums the items below it is a unit's row, and 小计 sums those above it.
static void find_parts(const TableSpec *spec, List *list, bool units, mpq_t *sums)
{
    WordList subtotals = spec_words(spec)[WORDS_SUBTOTAL_ROWS];
    size_t begun = 0; // the items that are not summed by a 小计 yet

    for (size_t i = 0; i < list->row_count; i++) {
        Row *row = &list->rows[i];
        bool subtotal = words_find(subtotals, row->name) >= 0;

        if (units && row->kind == ROW_ITEM &&
            ((row->code.n && sums_units(spec, list, i, sums)) || sums_all_units(spec, list, i, sums))) {
            row->kind = ROW_TOTAL;
            row->part = true;
            continue;
        }
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

void rows_find_parts(Arena *scratch, const TableSpec *spec, List *list, bool units)
{
    mpq_t *sums = ARENA_ARRAY(scratch, mpq_t, list->spec->count);

    for (uint32_t c = 0; c < list->spec->count; c++)
        mpq_init(sums[c]);
    find_parts(spec, list, units, sums);
    for (uint32_t c = 0; c < list->spec->count; c++)
        mpq_clear(sums[c]);
}

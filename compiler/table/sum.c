// Tables of one form summed to one, row by row: the units' of a department to its own.
//
// Rows are the same as table_row_keys says; of a key that a table has twice the first goes with the others'
// first. Hierarchy and look-ups are found anew, as those of any other table.
#include <assert.h>
#include <string.h>
#include <uthash.h>

#include "table/table.h"

#define MOST_DECIMALS 20 // of an amount of the sum

#define PLACES_MOST 6 // that a cell of the sum names

// A row of the sum: the rows that it is made of.
typedef struct SumRow {
    const Row *first;
    const Row **rows; // one a table, NULL where that has none
    size_t next;      // in order; index + 1
    size_t chain;     // the row of the same key before it; index + 1
    size_t seen;      // the table that met it last, from 1
} SumRow;

// The rows of one key.
typedef struct SumKey {
    size_t newest; // index + 1
    UT_hash_handle hh;
} SumKey;

typedef struct Summing {
    Arena *arena, *scratch;
    const TableSpec *spec;
    const Table *const *tables;
    size_t count;
    int list;
    VEC(SumRow) rows;
    size_t head; // index + 1
    SumKey *keys;
} Summing;

bool table_spec_same_form(const TableSpec *a, const TableSpec *b)
{
    if (a->list_count != b->list_count || a->column_count != b->column_count)
        return false;
    for (size_t i = 0; i < a->column_count; i++)
        if (a->columns[i].kind != b->columns[i].kind || a->columns[i].list != b->columns[i].list)
            return false;
    return true;
}

static bool has_kind(const Summing *s, ColumnKind kind)
{
    const ListSpec *list = &s->spec->lists[s->list];

    for (uint32_t i = list->first; i < list->first + list->count; i++)
        if (s->spec->columns[i].kind == kind)
            return true;
    return false;
}

// ---- the rows of all tables

// The first row of the key that this table has not met, or 0; index + 1.
static size_t find_row(const Summing *s, Str key, size_t table)
{
    size_t found = 0;
    SumKey *rows;

    HASH_FIND(hh, s->keys, key.at, key.n, rows);
    for (size_t at = rows ? rows->newest : 0; at; at = s->rows.at[at - 1].chain)
        if (s->rows.at[at - 1].seen != table)
            found = at;
    return found;
}

// Enters a row that was made last under its key; gives the row of that key before it, or 0.
static size_t enter_key(Summing *s, Str key)
{
    size_t before = 0;
    SumKey *rows;

    HASH_FIND(hh, s->keys, key.at, key.n, rows);
    if (rows) {
        before = rows->newest;
    } else {
        rows = ARENA_NEW(s->scratch, SumKey);
        HASH_ADD_KEYPTR(hh, s->keys, key.at, key.n, rows);
    }
    rows->newest = s->rows.n;
    return before;
}

// Whether a new row comes after `other`, which stands behind the new row's predecessor.
static bool comes_after(const SumRow *other, const Row *row, bool account, size_t table)
{
    if (row->kind == ROW_TOTAL)
        return other->first->level > 0;
    if (other->first->kind == ROW_TOTAL)
        return false;
    if (account && row->code.n && other->first->code.n)
        return str_compare(other->first->code, row->code) < 0;
    return other->seen != table && other->first->level >= row->level;
}

static size_t insert_row(Summing *s, const Row *row, Str key, size_t after, size_t table)
{
    bool account = table_code_columns(s->spec, s->list).account;
    size_t *link = after ? &s->rows.at[after - 1].next : &s->head, at;
    SumRow made = {.first = row, .seen = table};

    while (*link && comes_after(&s->rows.at[*link - 1], row, account, table)) {
        after = *link;
        link = &s->rows.at[*link - 1].next;
    }
    made.rows = ARENA_ARRAY(s->scratch, const Row *, s->count);
    made.next = *link;
    *vec_push(s->scratch, &s->rows) = made; // may move what link points into
    at = s->rows.n;
    s->rows.at[at - 1].chain = enter_key(s, key);
    if (after)
        s->rows.at[after - 1].next = at;
    else
        s->head = at;
    return at;
}

static void add_table(Summing *s, size_t table)
{
    const List *list = &s->tables[table]->lists[s->list];
    const RowKey *keys = table_row_keys(s->scratch, s->tables[table], s->list);
    size_t *found = ARENA_ARRAY(s->scratch, size_t, list->row_count), last = 0;
    // What is mostly text (performance goals) is listed, not merged.
    bool listed = has_kind(s, COLUMN_TEXT);

    for (size_t i = 0; i < list->row_count; i++) {
        const Row *row = &list->rows[i];

        if (!listed || row->kind == ROW_TOTAL)
            found[i] = find_row(s, keys[i].exact, table + 1);
        if (found[i] && s->rows.at)
            s->rows.at[found[i] - 1].seen = table + 1;
    }
    for (size_t i = 0; i < list->row_count; i++) {
        if (!found[i])
            found[i] = insert_row(s, &list->rows[i], keys[i].exact, last, table + 1);
        last = found[i];
        if (s->rows.at)
            s->rows.at[last - 1].rows[table] = &list->rows[i];
    }
}

static size_t *order_rows(Summing *s, size_t *n)
{
    size_t *order;

    for (size_t i = 0; i < s->count; i++)
        add_table(s, i);
    HASH_CLEAR(hh, s->keys); // frees the index; the entries are the arena's
    order = ARENA_ARRAY(s->scratch, size_t, s->rows.n);
    *n = 0;
    for (size_t at = s->head; at; at = s->rows.at[at - 1].next)
        order[(*n)++] = at - 1;
    return order;
}

// ---- a cell of the sum

static const Cell *cell_of(const SumRow *row, size_t table, uint32_t column)
{
    return row->rows[table] ? &row->rows[table]->cells[column] : NULL;
}

// Where the cells stand that it is made of: ../a/tables/3.csv:5:4 + …
static const char *places_of(const Summing *s, const SumRow *row, uint32_t column)
{
    StrBuf out = {.arena = s->arena};
    size_t named = 0;

    for (size_t i = 0; i < s->count; i++) {
        const Cell *cell = cell_of(row, i, column);

        if (!cell || cell->kind == CELL_BLANK)
            continue;
        if (named++ == PLACES_MOST) {
            buf_add_c(&out, " + …");
            break;
        }
        buf_print(&out, "%s%.*s:", out.n ? " + " : "", STR_ARG(s->tables[i]->file));
        if (cell->place)
            buf_add_c(&out, cell->place);
        else if (s->tables[i]->sheet.n)
            buf_add(&out, sheet_cell_name(s->arena, s->tables[i]->sheet, cell->line, cell->column));
        else
            buf_print(&out, "%u:%u", cell->line, cell->column);
    }
    return out.n ? buf_str(&out).at : NULL;
}

// False where no table has an amount there.
static bool sum_amounts(const Summing *s, const SumRow *row, uint32_t column, mpq_t sum)
{
    const ListSpec *list = &s->spec->lists[s->list];
    const ColumnSpec *spec = &s->spec->columns[list->first + column];
    bool filled = false, tables_unit = unit_equal(spec->unit, s->spec->unit);

    mpq_set_ui(sum, 0, 1);
    for (size_t i = 0; i < s->count; i++) {
        const Cell *cell = cell_of(row, i, column);
        Unit unit = s->tables[i]->spec->unit;
        Number value;

        if (!cell || cell->kind != CELL_AMOUNT)
            continue;
        value = cell->stored;
        if (tables_unit && unit.kind == UNIT_MONEY && spec->unit.kind == UNIT_MONEY)
            value = unit_convert(s->scratch, value, unit, spec->unit);
        mpq_add(sum, sum, value);
        filled = true;
    }
    return filled;
}

static void set_amount(const Summing *s, mpq_t amount, int decimals, Cell *cell)
{
    mpq_t rounded;

    mpq_init(rounded);
    number_round(rounded, amount, decimals);
    cell->kind = CELL_AMOUNT;
    cell->stored = number_freeze(s->arena, rounded);
    cell->text = number_format(s->arena, cell->stored, (NumberFormat){.decimals = decimals});
    cell->decimals = decimals;
    mpq_clear(rounded);
}

static void fill_amount(const Summing *s, const SumRow *row, uint32_t column, Cell *cell)
{
    mpq_t sum;

    mpq_init(sum);
    if (sum_amounts(s, row, column, sum)) {
        int decimals = number_decimals(sum, MOST_DECIMALS);

        set_amount(s, sum, decimals < 0 ? MOST_DECIMALS : decimals, cell);
    }
    mpq_clear(sum);
}

// The column of the list by path or name; the list's count where there is none.
static uint32_t column_named(const Summing *s, Str name)
{
    const ListSpec *list = &s->spec->lists[s->list];
    uint32_t i = 0;

    while (i < list->count && !name_equal(s->spec->columns[list->first + i].path, name) &&
           !name_equal(s->spec->columns[list->first + i].name, name))
        i++;
    return i;
}

// A rate of the sum, which is no sum of rates; blank without a base.
static void fill_rate(const Summing *s, const SumRow *row, const ColumnSpec *rate, Cell *cell)
{
    uint32_t of = column_named(s, rate->rate_of), base = column_named(s, rate->rate_base);
    uint32_t count = s->spec->lists[s->list].count;
    mpq_t part, whole;

    if (rate->rate_of.n == 0 || of == count || base == count)
        return;
    mpq_init(part);
    mpq_init(whole);
    if (sum_amounts(s, row, of, part) && sum_amounts(s, row, base, whole) && mpq_sgn(whole) != 0) {
        mpq_div(part, part, whole);
        mpq_set_ui(whole, 100, 1);
        mpq_mul(part, part, whole);
        set_amount(s, part, rate->decimals < 0 ? s->spec->decimals : rate->decimals, cell);
    }
    mpq_clear(part);
    mpq_clear(whole);
}

// The text that all rows share, or a row's own; what differs (the code of the unit) is left blank.
static Str shared_text(const Summing *s, const SumRow *row, uint32_t column)
{
    Str text = {0};

    for (size_t i = 0; i < s->count; i++) {
        const Cell *cell = cell_of(row, i, column);

        if (!cell || cell->text.n == 0)
            continue;
        if (text.n && !str_equal(text, cell->text))
            return (Str){0};
        text = cell->text;
    }
    return text;
}

// 合计 that is typed into the column of codes stands in that of names.
static Str code_text(const Summing *s, const SumRow *row, uint32_t column, const CodeColumns *codes)
{
    bool named = table_name_column(s->spec, s->list) >= 0;

    if (codes->account && codes->whole == (int)(s->spec->lists[s->list].first + column))
        return row->first->code;
    if (!named || row->first->code.n || !str_equal(row->first->cells[column].text, row->first->shown))
        return shared_text(s, row, column);
    return (Str){0};
}

static void fill_cell(const Summing *s, const SumRow *row, uint32_t column, const CodeColumns *codes,
                      Cell *cell)
{
    const ColumnSpec *spec = &s->spec->columns[s->spec->lists[s->list].first + column];

    cell->place = places_of(s, row, column);
    switch (spec->kind) {
    case COLUMN_AMOUNT:
        if (spec->unit.kind == UNIT_RATIO)
            fill_rate(s, row, spec, cell);
        else
            fill_amount(s, row, column, cell);
        return;
    case COLUMN_NAME:
        cell->text = row->first->shown;
        break;
    case COLUMN_CODE:
        cell->text = code_text(s, row, column, codes);
        break;
    case COLUMN_TEXT:
        cell->text = row->first->cells[column].text;
        break;
    }
    if (cell->text.n)
        cell->kind = CELL_TEXT;
}

// ---- rows

typedef struct ListOrder {
    Summing summing;
    size_t *order;
    size_t n;
    size_t tail; // the first total that closes the list, or n
} ListOrder;

static size_t tail_of(const ListOrder *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->summing.rows.at[list->order[i]].first->kind == ROW_TOTAL)
            return i;
    return list->n;
}

// Lists side by side close on the same lines (本年收入合计 beside 本年支出合计).
static size_t body_of(const ListOrder *lists, size_t n)
{
    size_t body = 0;

    for (size_t i = 0; i < n; i++) {
        if (lists[i].tail == 0)
            return 0;
        if (lists[i].tail > body)
            body = lists[i].tail;
    }
    return body;
}

static const SumRow *row_at(const ListOrder *list, size_t record, size_t body)
{
    size_t at = record;

    if (body > 0 && record >= list->tail)
        at = record < body ? list->n : record - body + list->tail;
    return at < list->n ? &list->summing.rows.at[list->order[at]] : NULL;
}

// False where the row is blank: what its units have differs.
static bool make_row(const Summing *s, const SumRow *sum, uint32_t record, Row *row)
{
    const ListSpec *list = &s->spec->lists[s->list];
    CodeColumns codes = table_code_columns(s->spec, s->list);
    Cell *cells = ARENA_ARRAY(s->arena, Cell, list->count);
    bool filled = false;

    *row = (Row){.shown = sum->first->shown, .cells = cells, .record = record, .unit = sum->first->unit};
    for (uint32_t i = 0; i < list->count; i++) {
        fill_cell(s, sum, i, &codes, &cells[i]);
        filled |= cells[i].kind != CELL_BLANK;
    }
    row->code =
        codes.account || codes.whole < 0 ? sum->first->code : cells[codes.whole - (int)list->first].text;
    return filled;
}

static void fill_list(const ListOrder *order, size_t body, size_t records, Table *table)
{
    const Summing *s = &order->summing;
    Row *rows = ARENA_ARRAY(s->arena, Row, order->n);
    uint32_t *indents = ARENA_ARRAY(s->scratch, uint32_t, order->n);
    size_t n = 0;

    for (size_t i = 0; i < records; i++) {
        const SumRow *row = row_at(order, i, body);

        if (!row || !make_row(s, row, (uint32_t)i, &rows[n]))
            continue;
        if (s->spec->lists[s->list].hierarchy == HIERARCHY_NAMES)
            indents[n] = (uint32_t)row->first->level * 4;
        n++;
    }
    table_set_rows(s->arena, table, s->list, rows, indents, n);
}

Table *table_sum(Arena *arena, const TableSpec *spec, const Table *const *tables, size_t n, Str file)
{
    Arena *scratch = arena_new();
    ListOrder *lists = ARENA_ARRAY(scratch, ListOrder, spec->list_count);
    Table *table = table_empty(arena, spec);
    size_t body, records = 0;

    table->file = file;
    table->file_unit = spec->unit;
    for (size_t i = 0; i < n; i++)
        assert(table_spec_same_form(spec, tables[i]->spec));
    for (size_t i = 0; i < spec->list_count; i++) {
        lists[i].summing = (Summing){arena, scratch, spec, tables, n, .list = (int)i};
        lists[i].order = order_rows(&lists[i].summing, &lists[i].n);
        lists[i].tail = tail_of(&lists[i]);
    }
    body = spec->list_count > 1 ? body_of(lists, spec->list_count) : 0;
    for (size_t i = 0; i < spec->list_count; i++) {
        size_t length = body ? body + lists[i].n - lists[i].tail : lists[i].n;

        records = length > records ? length : records;
    }
    for (size_t i = 0; i < spec->list_count; i++)
        fill_list(&lists[i], body, records, table);
    arena_free(scratch);
    return table;
}

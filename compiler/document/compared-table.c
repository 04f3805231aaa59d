// An amount of each item of a table beside last year's: rows that stand for the same in both, with what only
// one of the two has in its place.
#include "document/internal-comparison.h"

typedef struct Pair {
    int now, last; // rows; -1: the year has none
} Pair;

typedef struct Pairing {
    Arena *arena;
    const Project *project;
    ComparedColumn now, last;
    VEC(Pair) pairs;
    bool *taken; // of last year's rows
    size_t unclear;
} Pairing;

static const List *list_of(ComparedColumn column)
{
    return &column.table->lists[column.list];
}

static CellRef cell_at(ComparedColumn column, int row)
{
    return (CellRef){column.table, column.list, row, column.column};
}

// NULL: blank, or no such row.
static Number amount_of(ComparedColumn column, int row)
{
    const Cell *cell = row < 0 ? NULL : table_cell(cell_at(column, row));

    return cell && cell->kind == CELL_AMOUNT ? cell->stored : NULL;
}

// ---- cells

static Cell text_cell(Str text)
{
    return (Cell){.kind = text.n ? CELL_TEXT : CELL_BLANK, .text = text};
}

static Cell amount_cell(Arena *arena, mpq_srcptr amount, int decimals)
{
    return (Cell){.kind = CELL_AMOUNT, .stored = number_freeze(arena, amount), .decimals = (int16_t)decimals};
}

Cell *compared_cells(Arena *arena, const ComparedForm *form, Str code, Str name, Number now, Number last)
{
    Cell *cells = ARENA_ARRAY(arena, Cell, 6), *cell = cells;
    mpq_t change, rate;

    mpq_inits(change, rate, NULL);
    mpq_sub(change, now, last);
    if (form->codes)
        *cell++ = text_cell(code);
    *cell++ = text_cell(name);
    *cell++ = amount_cell(arena, now, form->decimals);
    *cell++ = amount_cell(arena, last, form->decimals);
    *cell++ = amount_cell(arena, change, form->decimals);
    if (form->rates && mpq_sgn(last) > 0) {
        mpq_div(rate, change, last);
        mpq_set_ui(change, 100, 1);
        mpq_mul(rate, rate, change);
        *cell++ = amount_cell(arena, rate, form->rate_decimals);
    }
    mpq_clears(change, rate, NULL);
    return cells;
}

// ---- which rows are the same

// A row that answers to several, or to one that is taken, could be beside another's amount: it is left out.
static void pair_row(Pairing *pairing, int row)
{
    RowMatches matches = {0};
    int found = -1;
    size_t n = 0;

    table_find_same(pairing->arena, cell_at(pairing->now, row), pairing->last.table, pairing->last.list,
                    &matches);
    for (size_t i = 0; i < matches.n; i++) {
        found = matches.at[i].row;
        n++;
    }
    if (n > 1 || (n == 1 && pairing->taken[found])) {
        for (size_t i = 0; i < matches.n; i++)
            pairing->taken[matches.at[i].row] = true;
        pairing->unclear += amount_of(pairing->now, row) != NULL;
        return;
    }
    if (n == 1)
        pairing->taken[found] = true;
    *vec_push(pairing->arena, &pairing->pairs) = (Pair){row, n == 1 ? found : -1};
}

static size_t place_of(const Pairing *pairing, int last)
{
    for (size_t i = 0; i < pairing->pairs.n; i++)
        if (pairing->pairs.at[i].last == last)
            return i + 1;
    return 0;
}

static void insert(Pairing *pairing, size_t at, Pair pair)
{
    vec_push(pairing->arena, &pairing->pairs);
    for (size_t i = pairing->pairs.n - 1; i > at; i--)
        pairing->pairs.at[i] = pairing->pairs.at[i - 1];
    pairing->pairs.at[at] = pair;
}

// What only last year has stands after what it stood after then; not what is withheld now.
static void add_gone(Pairing *pairing)
{
    const List *rows = list_of(pairing->last);
    size_t at = 0;

    for (int row = 0; row < (int)rows->row_count; row++) {
        const Row *gone = &rows->rows[row];

        if (pairing->taken[row]) {
            size_t place = place_of(pairing, row);
            at = place ? place : at;
        } else if ((gone->name.n || gone->code.n) && amount_of(pairing->last, row) &&
                   !(gone->code.n && project_withholds_item(pairing->project, gone->code))) {
            insert(pairing, at++, (Pair){-1, row});
        }
    }
}

static void pair_rows(Pairing *pairing)
{
    const List *rows = list_of(pairing->now);

    pairing->taken = ARENA_ARRAY(pairing->arena, bool, list_of(pairing->last)->row_count + 1);
    for (int row = 0; row < (int)rows->row_count; row++)
        if (rows->rows[row].name.n || rows->rows[row].code.n)
            pair_row(pairing, row);
    add_gone(pairing);
}

// ---- rows of the comparison

// The amount in the unit of this year's column; zero where there is none.
static void set_amount(const Pairing *pairing, mpq_t amount, ComparedColumn column, int row)
{
    Number found = amount_of(column, row);
    Unit to = column.unit, from = found ? table_cell_unit(cell_at(column, row)) : to;

    mpq_set_ui(amount, 0, 1);
    if (!found)
        return;
    if (from.kind == UNIT_MONEY && to.kind == UNIT_MONEY)
        found = unit_convert(pairing->arena, found, from, to);
    mpq_set(amount, found);
}

static void fill_row(const Pairing *pairing, const ComparedForm *form, Pair pair, Row *row)
{
    const Row *from =
        pair.now >= 0 ? &list_of(pairing->now)->rows[pair.now] : &list_of(pairing->last)->rows[pair.last];
    mpq_t now, last;

    mpq_inits(now, last, NULL);
    set_amount(pairing, now, pairing->now, pair.now);
    set_amount(pairing, last, pairing->last, pair.last);
    *row = (Row){.code = form->codes ? from->code : (Str){0}, .name = from->name, .shown = from->shown};
    row->cells = compared_cells(pairing->arena, form, row->code, row->shown, now, last);
    mpq_clears(now, last, NULL);
}

static bool is_nothing(const Pairing *pairing, Pair pair)
{
    Number now = amount_of(pairing->now, pair.now), last = amount_of(pairing->last, pair.last);

    return (!now || mpq_sgn(now) == 0) && (!last || mpq_sgn(last) == 0);
}

size_t compared_rows(Arena *arena, const Project *project, ComparedPair columns, const ComparedForm *form,
                     ComparedRows *made)
{
    Pairing pairing = {.arena = arena, .project = project, .now = columns.now, .last = columns.last};

    pairing.last.unit = columns.now.unit;
    pair_rows(&pairing);
    made->rows = ARENA_ARRAY(arena, Row, pairing.pairs.n + 1);
    made->indents = ARENA_ARRAY(arena, uint32_t, pairing.pairs.n + 1);
    for (size_t i = 0; i < pairing.pairs.n; i++) {
        Pair pair = pairing.pairs.at[i];
        const Row *from =
            pair.now >= 0 ? &list_of(pairing.now)->rows[pair.now] : &list_of(pairing.last)->rows[pair.last];

        if (is_nothing(&pairing, pair))
            continue;
        fill_row(&pairing, form, pair, &made->rows[made->n]);
        made->indents[made->n] = from->level > 0 ? 4 * (uint32_t)from->level : 0; // two ems each
        made->rows[made->n].record = (uint32_t)made->n;
        made->rows[made->n].line = (uint32_t)made->n + 1;
        made->n++;
    }
    return pairing.unclear;
}

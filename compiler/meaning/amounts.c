// What the tables hold: which cell, named figure or change has an amount.
#include "meaning/meaning.h"
#include "text/text.h"

#include <assert.h>
#include <uthash.h>

struct AmountMeaning {
    Number yuan;     // without its sign
    Number other;    // CHANGE: with its sign
    Str row, column; // a cell's names; a named figure's is in row
    Str list, table; // list: empty where the table has one
    bool named, change;
    uint32_t next; // with the same amount, + 1
};

typedef struct SameAmount {
    Str key;
    uint32_t first, last; // candidates, + 1
    UT_hash_handle hh;
} SameAmount;

struct AmountIndex {
    Arena *arena;
    const Project *project;
    VEC(AmountMeaning) all;
    SameAmount *amounts; // hashed
};

// The bytes of an amount: those of its numerator after how many they are, and those of its denominator.
static Str key_of(Arena *arena, Number value)
{
    size_t above = mpz_size(mpq_numref(value)), below = mpz_size(mpq_denref(value));
    mp_limb_t *limbs = ARENA_ARRAY(arena, mp_limb_t, above + below + 1);

    limbs[0] = above;
    for (size_t i = 0; i < above; i++)
        limbs[1 + i] = mpz_getlimbn(mpq_numref(value), (mp_size_t)i);
    for (size_t i = 0; i < below; i++)
        limbs[1 + above + i] = mpz_getlimbn(mpq_denref(value), (mp_size_t)i);
    return (Str){(char *)limbs, (above + below + 1) * sizeof *limbs};
}

// The first candidate of an amount, + 1; 0 where there is none.
static uint32_t first_of(Arena *arena, const AmountIndex *index, Number yuan)
{
    Str key = key_of(arena, yuan);
    SameAmount *same;

    HASH_FIND(hh, index->amounts, key.at, key.n, same);
    return same ? same->first : 0;
}

static Number absolute(Arena *arena, Number value)
{
    mpq_t result;

    if (mpq_sgn(value) >= 0)
        return value;
    mpq_init(result);
    mpq_abs(result, value);
    Number frozen = number_freeze(arena, result);
    mpq_clear(result);
    return frozen;
}

static Unit yuan_unit(void)
{
    return unit_parse(text_money_name(0));
}

// ---- gathering

static void add_candidate(AmountIndex *index, Number value, Unit unit, AmountMeaning candidate)
{
    Arena *arena = index->arena;
    SameAmount *same;

    candidate.yuan = absolute(arena, unit_convert(arena, value, unit, yuan_unit()));
    *vec_push(arena, &index->all) = candidate;
    Str key = key_of(arena, candidate.yuan);
    HASH_FIND(hh, index->amounts, key.at, key.n, same);
    if (same) {
        index->all.at[same->last - 1].next = (uint32_t)index->all.n;
    } else {
        same = ARENA_NEW(arena, SameAmount);
        *same = (SameAmount){.key = key, .first = (uint32_t)index->all.n};
        HASH_ADD_KEYPTR(hh, index->amounts, same->key.at, same->key.n, same);
    }
    same->last = (uint32_t)index->all.n;
}

static void add_cells(AmountIndex *index, const Table *table, int l)
{
    const List *list = &table->lists[l];

    for (size_t r = 0; r < list->row_count; r++) {
        const Row *row = &list->rows[r];
        for (uint32_t c = 0; c < list->spec->count; c++) {
            CellRef ref = {.table = table, .list = l, .row = (int)r, .column = (int)c};
            const ColumnSpec *column = table_column(ref);
            Unit unit = table_cell_unit(ref);
            if (row->cells[c].kind != CELL_AMOUNT || unit.kind != UNIT_MONEY)
                continue;
            AmountMeaning candidate = {.row = row->name,
                                       .column = column->path.n ? column->path : column->name,
                                       .list = list->spec->name,
                                       .table = table->spec->name};
            add_candidate(index, row->cells[c].stored, unit, candidate);
            Number printed = table_printed(index->arena, ref);
            if (!mpq_equal(printed, row->cells[c].stored))
                add_candidate(index, printed, unit, candidate);
        }
    }
}

static const Value *evaluate(FigureEnv *env, Str expression)
{
    const Figure *figure = figure_evaluate(env, expression, (FigureContext){0});
    bool money = figure->value.kind == VALUE_NUMBER && figure->value.unit.kind == UNIT_MONEY;

    return money ? &figure->value : NULL;
}

static void add_change(AmountIndex *index, Str name, const Value *now, const Value *then)
{
    mpq_t change;
    Unit unit = now->unit;

    mpq_init(change);
    mpq_sub(change, now->number, unit_convert(index->arena, then->number, then->unit, unit));
    AmountMeaning candidate = {.row = name, .named = true, .change = true};
    candidate.other = number_freeze(index->arena, change);
    add_candidate(index, candidate.other, unit, candidate);
    mpq_clear(change);
}

static void add_named(AmountIndex *index)
{
    const Project *project = index->project;
    Diag *unreported = diag_new();
    FigureEnv *env = figure_env_new(index->arena, unreported, project);

    for (size_t i = 0; i < project->figure_count; i++) {
        Str name = project->figures[i].name;
        const Value *now = evaluate(env, name);
        if (!now)
            continue;
        add_candidate(index, now->number, now->unit, (AmountMeaning){.row = name, .named = true});
        if (!project->last_year.given)
            continue;
        Str last = str_print(index->arena, "上年.%.*s", STR_ARG(name));
        const Value *then = evaluate(env, last);
        if (!then)
            continue;
        add_candidate(index, then->number, then->unit, (AmountMeaning){.row = last, .named = true});
        add_change(index, name, now, then);
    }
    diag_free(unreported);
}

AmountIndex *amounts_new(Arena *arena, const Project *project)
{
    AmountIndex *index = ARENA_NEW(arena, AmountIndex);
    const TableBook *book = &project->book;

    index->arena = arena;
    index->project = project;
    add_named(index);
    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; l < book->tables[t]->spec->list_count; l++)
            add_cells(index, book->tables[t], (int)l);
    return index;
}

void amounts_free(AmountIndex *index)
{
    HASH_CLEAR(hh, index->amounts);
}

// ---- looking up

static size_t name_score(Str before, Str name)
{
    Str last = name;

    for (size_t i = name.n; i > 0; i--)
        if (name.at[i - 1] == '/' || name.at[i - 1] == '.') {
            last = str_slice(name, i, name.n);
            break;
        }
    if (!last.n)
        return 0;
    ptrdiff_t found = -1, at;
    for (size_t from = 0; (at = str_find(before, last, from)) >= 0; from = (size_t)at + 1)
        found = at;
    // The nearer the better, the longer the better.
    return found < 0 ? 0 : last.n * 4 + (size_t)found * 4 / (before.n + 1);
}

size_t amounts_score(const AmountMeaning *candidate, Str before)
{
    size_t row = name_score(before, candidate->row), column = name_score(before, candidate->column);
    bool total = str_equal(candidate->row, STR("合计")) || str_equal(candidate->column, STR("合计"));

    return row + column + (total && row + column ? 1 : 0) + (candidate->named && row ? 2 : 0);
}

Str amounts_binding(Arena *arena, const AmountMeaning *candidate)
{
    if (candidate->change)
        // Its word of change and its unit stand in the text, so that the amount alone is written.
        return str_print(arena, "`= 绝对值(增减(%.*s, 上年.%.*s))`", STR_ARG(candidate->row),
                         STR_ARG(candidate->row));
    if (candidate->named)
        return str_print(arena, "`= %.*s`", STR_ARG(candidate->row));
    Str row = candidate->row.n ? candidate->row : STR("本部门"); // a table of one row without a name
    Str dot = candidate->list.n ? STR(".") : STR("");
    return str_print(arena, "`= %.*s%.*s%.*s[%.*s, %.*s]`", STR_ARG(candidate->table), STR_ARG(dot),
                     STR_ARG(candidate->list), STR_ARG(row), STR_ARG(candidate->column));
}

AmountMatches amounts_find(AmountIndex *index, AmountAsked asked)
{
    Number yuan = absolute(index->arena, unit_convert(index->arena, asked.value, asked.unit, yuan_unit()));
    AmountMatches matches = {0};
    size_t most = 0;
    // Many cells hold the same (zero, above all): the first thousand will do.
    int looked = 0;

    assert(asked.unit.kind == UNIT_MONEY);
    for (uint32_t i = first_of(index->arena, index, yuan); i && looked < 1000; looked++) {
        const AmountMeaning *candidate = &index->all.at[i - 1];
        i = candidate->next;
        if (candidate->change && !asked.change)
            continue;
        matches.found = true;
        size_t n = amounts_score(candidate, asked.words) + (candidate->change ? 1 : 0);
        if (matches.count < AMOUNT_MOST_NAMED)
            matches.all[matches.count++] = candidate;
        if (!matches.first || n > most) {
            matches.first = candidate;
            most = n;
        }
    }
    matches.named = most > 0;
    if (mpq_sgn(yuan) == 0 && !most)
        matches.first = NULL;
    return matches;
}

int amounts_change_sign(AmountIndex *index, Number value, Unit unit)
{
    Number yuan = absolute(index->arena, unit_convert(index->arena, value, unit, yuan_unit()));
    int sign = 0;

    for (uint32_t i = first_of(index->arena, index, yuan); i;) {
        const AmountMeaning *candidate = &index->all.at[i - 1];
        i = candidate->next;
        if (!candidate->change)
            continue;
        if (sign && sign != mpq_sgn(candidate->other))
            return 0;
        sign = mpq_sgn(candidate->other);
    }
    return sign;
}

int amounts_named_change_sign(const AmountIndex *index, Str name)
{
    for (size_t i = 0; i < index->all.n; i++)
        if (index->all.at[i].change && str_equal(index->all.at[i].row, str_trim(name)))
            return mpq_sgn(index->all.at[i].other);
    return 0;
}

// What the tables hold: which cell, named figure or change has an amount.
#include "prose/internal-prose.h"

#include <uthash.h>

typedef struct Candidate {
    Number yuan;     // without its sign
    Number other;    // CHANGE: with its sign
    Str row, column; // a cell's names; a named figure's is in row
    Str list, table; // list: empty where the table has one
    bool named, change;
    uint32_t next; // with the same amount, + 1
} Candidate;

typedef struct SameAmount {
    Str key;
    uint32_t first, last; // candidates, + 1
    UT_hash_handle hh;
} SameAmount;

struct AmountIndex {
    VEC(Candidate) all;
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
    return unit_parse(STR("元"));
}

// ---- gathering

static void add_candidate(Prose *prose, AmountIndex *index, Number value, Unit unit, Candidate candidate)
{
    Arena *arena = prose->arena;
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

static void add_cells(Prose *prose, AmountIndex *index, const Table *table, int l)
{
    const List *list = &table->lists[l];

    for (size_t r = 0; r < list->row_count; r++) {
        const Row *row = &list->rows[r];
        for (uint32_t c = 0; c < list->spec->count; c++) {
            CellRef ref = {.table = table, .list = l, .row = (int)r, .column = (int)c};
            const ColumnSpec *column = table_column(ref);
            Unit unit = row->unit.kind ? row->unit : column->unit;
            if (row->cells[c].kind != CELL_AMOUNT || unit.kind != UNIT_MONEY)
                continue;
            Candidate candidate = {.row = row->name,
                                   .column = column->path.n ? column->path : column->name,
                                   .list = list->spec->name,
                                   .table = table->spec->name};
            add_candidate(prose, index, row->cells[c].stored, unit, candidate);
            Number printed = table_printed(prose->arena, ref);
            if (!mpq_equal(printed, row->cells[c].stored))
                add_candidate(prose, index, printed, unit, candidate);
        }
    }
}

static const Value *evaluate(FigureEnv *env, Str expression)
{
    const Figure *figure = figure_evaluate(env, expression, (FigureContext){0});
    bool money = figure->value.kind == VALUE_NUMBER && figure->value.unit.kind == UNIT_MONEY;

    return money ? &figure->value : NULL;
}

static void add_change(Prose *prose, AmountIndex *index, Str name, const Value *now, const Value *then)
{
    mpq_t change;
    Unit unit = now->unit;

    mpq_init(change);
    mpq_sub(change, now->number, unit_convert(prose->arena, then->number, then->unit, unit));
    Candidate candidate = {.row = name, .named = true, .change = true};
    candidate.other = number_freeze(prose->arena, change);
    add_candidate(prose, index, candidate.other, unit, candidate);
    mpq_clear(change);
}

static void add_named(Prose *prose, AmountIndex *index)
{
    const Project *project = prose->project;
    Diag *unreported = diag_new();
    FigureEnv *env = figure_env_new(prose->arena, unreported, project);

    for (size_t i = 0; i < project->figure_count; i++) {
        Str name = project->figures[i].name;
        const Value *now = evaluate(env, name);
        if (!now)
            continue;
        add_candidate(prose, index, now->number, now->unit, (Candidate){.row = name, .named = true});
        if (!project->last_year.given)
            continue;
        Str last = str_print(prose->arena, "上年.%.*s", STR_ARG(name));
        const Value *then = evaluate(env, last);
        if (!then)
            continue;
        add_candidate(prose, index, then->number, then->unit, (Candidate){.row = last, .named = true});
        add_change(prose, index, name, now, then);
    }
    diag_free(unreported);
}

static const AmountIndex *amount_index(Prose *prose)
{
    const TableBook *book = &prose->project->book;

    if (prose->amounts)
        return prose->amounts;
    AmountIndex *index = ARENA_NEW(prose->arena, AmountIndex);
    prose->amounts = index;
    add_named(prose, index);
    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; l < book->tables[t]->spec->list_count; l++)
            add_cells(prose, index, book->tables[t], (int)l);
    return index;
}

void prose_amounts_free(Prose *prose)
{
    if (prose->amounts)
        HASH_CLEAR(hh, prose->amounts->amounts);
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

static size_t score(const Candidate *candidate, Str before)
{
    size_t row = name_score(before, candidate->row), column = name_score(before, candidate->column);
    bool total = str_equal(candidate->row, STR("合计")) || str_equal(candidate->column, STR("合计"));

    return row + column + (total && row + column ? 1 : 0) + (candidate->named && row ? 2 : 0);
}

static Str expression_of(Arena *arena, const Candidate *candidate)
{
    if (candidate->change)
        return str_print(arena, "`= 变动(%.*s, 上年.%.*s)`", STR_ARG(candidate->row),
                         STR_ARG(candidate->row));
    if (candidate->named)
        return str_print(arena, "`= %.*s`", STR_ARG(candidate->row));
    Str row = candidate->row.n ? candidate->row : STR("本部门"); // a table of one row without a name
    Str dot = candidate->list.n ? STR(".") : STR("");
    return str_print(arena, "`= %.*s%.*s%.*s[%.*s, %.*s]`", STR_ARG(candidate->table), STR_ARG(dot),
                     STR_ARG(candidate->list), STR_ARG(row), STR_ARG(candidate->column));
}

#define MOST_NAMED 3 // cells that a hint lists

typedef struct Best {
    const Candidate *first; // NULL: no cell, or of zero none that the words name
    bool named;             // by the words before
    const Candidate *all[MOST_NAMED];
    size_t n;
} Best;

static Best best_of(Prose *prose, Number yuan, Str before, bool change, bool *found)
{
    const AmountIndex *index = amount_index(prose);
    Best best = {0};
    size_t most = 0;
    // Many cells hold the same (zero, above all): the first thousand will do.
    int looked = 0;

    for (uint32_t i = first_of(prose->arena, index, yuan); i && looked < 1000; looked++) {
        const Candidate *candidate = &index->all.at[i - 1];
        i = candidate->next;
        if (candidate->change && !change)
            continue;
        *found = true;
        size_t n = score(candidate, before) + (candidate->change ? 1 : 0);
        if (best.n < MOST_NAMED)
            best.all[best.n++] = candidate;
        if (!best.first || n > most) {
            best.first = candidate;
            most = n;
        }
    }
    best.named = most > 0;
    if (mpq_sgn(yuan) == 0 && !most)
        best.first = NULL;
    return best;
}

// Zero is in most tables everywhere: only the words of its own clause tell which.
static Str words_naming(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);

    if (mpq_sgn(number->value) != 0)
        return prose_words_before(block, number);
    return str_slice(block->text, (size_t)(clause.at - block->text.at), number->from);
}

Str prose_binding(Prose *prose, const ProseBlock *block, const ProseNumber *number, bool *found)
{
    Arena *arena = prose->arena;
    Number yuan = unit_convert(arena, absolute(arena, number->value), number->unit, yuan_unit());
    StrBuf several = {.arena = arena};

    *found = false;
    Best best = best_of(prose, yuan, words_naming(block, number), number->direction != 0, found);
    if (!best.first || best.named || best.n == 1)
        return best.first ? str_print(arena, _("write %.*s"), STR_ARG(expression_of(arena, best.first)))
                          : (Str){0};
    for (size_t i = 0; i < best.n; i++)
        buf_print(&several, "%s%.*s", i ? "、" : "", STR_ARG(expression_of(arena, best.all[i])));
    return str_print(arena, _("write the cell that is meant: %.*s …"), STR_ARG(buf_str(&several)));
}

bool prose_other_unit(Prose *prose, const ProseBlock *block, const ProseNumber *number, Unit *unit)
{
    static const char *const units[] = {"万元", "元", "亿元", "千元", NULL};
    Str before = prose_words_before(block, number);

    if (mpq_sgn(number->value) == 0)
        return false;
    for (size_t i = 0; units[i]; i++) {
        bool found = false;
        *unit = unit_parse(str_of(units[i]));
        if (unit_equal(*unit, number->unit))
            continue;
        Number value = absolute(prose->arena, number->value);
        Best best =
            best_of(prose, unit_convert(prose->arena, value, *unit, yuan_unit()), before, true, &found);
        // A round number may be in some cell by chance.
        bool telling = best.first && (score(best.first, before) > 0 || number->to - number->from >= 4);
        if (found && telling)
            return true;
    }
    return false;
}

int prose_known_change(Prose *prose, const ProseNumber *number)
{
    const AmountIndex *index = amount_index(prose);
    Number yuan =
        unit_convert(prose->arena, absolute(prose->arena, number->value), number->unit, yuan_unit());
    int sign = 0;

    for (uint32_t i = first_of(prose->arena, index, yuan); i;) {
        const Candidate *candidate = &index->all.at[i - 1];
        i = candidate->next;
        if (!candidate->change)
            continue;
        if (sign && sign != mpq_sgn(candidate->other))
            return 0;
        sign = mpq_sgn(candidate->other);
    }
    return sign;
}

int prose_named_change(Prose *prose, Str name)
{
    const AmountIndex *index = amount_index(prose);

    for (size_t i = 0; i < index->all.n; i++)
        if (index->all.at[i].change && str_equal(index->all.at[i].row, str_trim(name)))
            return mpq_sgn(index->all.at[i].other);
    return 0;
}

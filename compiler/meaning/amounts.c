// What the tables hold: which cell, named figure or change has an amount.
#include "meaning/meaning.h"
#include <assert.h>

struct AmountMeaning {
    Number other;              // CHANGE: with its sign
    Str row, column;           // a cell's names; a named figure's is in row
    Str row_said, column_said; // how a text says them
    Str list, table;           // list: empty where the table has one
    Str year;                  // 上年. or 预算. before the table
    bool named, change;
};

// An amount in 元 without its sign: digits × 10^power.
typedef struct AmountKey {
    uint64_t digits;
    int power;
} AmountKey;

// Of what takes more than 64 bits: never equal.
#define NO_POWER INT16_MAX
// What has an amount: of the named figures and changes its number among them; else a cell. Tables of hundreds
// of thousands of rows have as many of these as amounts.
typedef struct Candidate {
    uint64_t digits;
    uint32_t next; // in its bucket, + 1
    int32_t row;   // a named figure: its number
    uint16_t table, column;
    int16_t power, list; // list -1: a named figure
} Candidate;

struct AmountIndex {
    Arena *arena;
    const Project *project;
    const TableBook *book;
    Str year;               // empty: this one
    AmountIndex *others[2]; // of last year's and the budget's tables; made when first asked for
    VEC(AmountMeaning) named;
    VEC(AmountKey) named_keys;
    Candidate *all;
    size_t count;
    uint32_t *first, *last; // one a bucket, + 1
    size_t buckets;         // a power of two
};

static size_t bucket_of(const AmountIndex *index, AmountKey key)
{
    uint64_t hash = (key.digits ^ (uint64_t)(key.power + 64) << 56) * 0x9E3779B97F4A7C15u;

    return (size_t)(hash >> 24) & (index->buckets - 1);
}

static bool is_of(const Candidate *candidate, AmountKey key)
{
    return candidate->digits == key.digits && candidate->power == key.power && key.power != NO_POWER;
}

// The first candidate of an amount from a link on, + 1; 0 where there is none.
static uint32_t next_of(const AmountIndex *index, uint32_t link, AmountKey key)
{
    while (link && !is_of(&index->all[link - 1], key))
        link = index->all[link - 1].next;
    return link;
}

static uint32_t first_of(const AmountIndex *index, AmountKey key)
{
    return next_of(index, index->first[bucket_of(index, key)], key);
}

static AmountKey key_of(Number value, int decimals, Unit unit)
{
    AmountKey key;

    if (!number_digits(value, decimals, &key.digits, &key.power))
        return (AmountKey){0, NO_POWER};
    if (key.digits)
        key.power += unit.power;
    return key;
}

#define MOST_DECIMALS 20

static AmountKey key_of_number(Number value, Unit unit)
{
    return key_of(value, number_decimals(value, MOST_DECIMALS), unit);
}

// ---- gathering

static void add_candidate(AmountIndex *index, AmountKey key, Candidate candidate)
{
    size_t bucket = bucket_of(index, key);
    Candidate *added = &index->all[index->count++];

    *added = candidate;
    added->digits = key.digits;
    added->power = (int16_t)key.power;
    if (index->last[bucket])
        index->all[index->last[bucket] - 1].next = (uint32_t)index->count;
    else
        index->first[bucket] = (uint32_t)index->count;
    index->last[bucket] = (uint32_t)index->count;
}

// Tables past these are read by no template.
static bool fits(size_t table, size_t list, uint32_t column)
{
    return table <= UINT16_MAX && list <= INT16_MAX && column <= UINT16_MAX;
}

static bool is_money(CellRef ref)
{
    return table_cell(ref)->kind == CELL_AMOUNT && table_cell_unit(ref).kind == UNIT_MONEY;
}

static bool may_print_otherwise(CellRef ref)
{
    return table_cell(ref)->decimals > table_decimals(ref);
}

static void add_cell(AmountIndex *index, size_t t, CellRef ref)
{
    const Cell *cell = table_cell(ref);
    Unit unit = table_cell_unit(ref);
    Candidate candidate = {
        .table = (uint16_t)t, .list = (int16_t)ref.list, .row = ref.row, .column = (uint16_t)ref.column};

    add_candidate(index, key_of(cell->stored, cell->decimals, unit), candidate);
    if (may_print_otherwise(ref)) {
        Arena *scratch = arena_new();
        Number printed = table_printed(scratch, ref);

        if (!mpq_equal(printed, cell->stored))
            add_candidate(index, key_of(printed, table_decimals(ref), unit), candidate);
        arena_free(scratch);
    }
}

// Counts what there will be, or adds it.
static size_t go_through(AmountIndex *index, bool add)
{
    const TableBook *book = index->book;
    size_t n = 0;

    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; l < book->tables[t]->spec->list_count; l++)
            for (size_t r = 0; r < book->tables[t]->lists[l].row_count; r++)
                for (uint32_t c = 0; c < book->tables[t]->lists[l].spec->count && fits(t, l, c); c++) {
                    CellRef ref = {book->tables[t], (int)l, (int)r, (int)c};

                    if (!is_money(ref))
                        continue;
                    n += may_print_otherwise(ref) ? 2 : 1;
                    if (add)
                        add_cell(index, t, ref);
                }
    return n;
}

static const Value *evaluate(FigureEnv *env, Str expression)
{
    const Figure *figure = figure_evaluate(env, expression, (FigureContext){0});
    bool money = figure->value.kind == VALUE_NUMBER && figure->value.unit.kind == UNIT_MONEY;

    return money ? &figure->value : NULL;
}

static void add_meaning(AmountIndex *index, Number value, Unit unit, AmountMeaning meaning)
{
    *vec_push(index->arena, &index->named) = meaning;
    *vec_push(index->arena, &index->named_keys) = key_of_number(value, unit);
}

static void add_change(AmountIndex *index, Str name, const Value *now, const Value *then)
{
    mpq_t change;
    Unit unit = now->unit;

    mpq_init(change);
    mpq_sub(change, now->number, unit_convert(index->arena, then->number, then->unit, unit));
    AmountMeaning meaning = {.row = name, .row_said = name, .named = true, .change = true};
    meaning.other = number_freeze(index->arena, change);
    add_meaning(index, meaning.other, unit, meaning);
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
        add_meaning(index, now->number, now->unit,
                    (AmountMeaning){.row = name, .row_said = name, .named = true});
        if (!project->last_year.given)
            continue;
        Str last = str_print(index->arena, "上年.%.*s", STR_ARG(name));
        const Value *then = evaluate(env, last);
        if (!then)
            continue;
        add_meaning(index, then->number, then->unit,
                    (AmountMeaning){.row = last, .row_said = last, .named = true});
        add_change(index, name, now, then);
    }
    diag_free(unreported);
}

static void gather(AmountIndex *index)
{
    size_t most = index->named.n + go_through(index, false);

    for (index->buckets = 1; index->buckets < most;)
        index->buckets *= 2;
    index->all = ARENA_ARRAY(index->arena, Candidate, most);
    index->first = ARENA_ARRAY(index->arena, uint32_t, index->buckets);
    index->last = ARENA_ARRAY(index->arena, uint32_t, index->buckets);
    for (size_t i = 0; i < index->named.n; i++)
        add_candidate(index, index->named_keys.at[i], (Candidate){.list = -1, .row = (int32_t)i});
    go_through(index, true);
}

static AmountIndex *index_new(Arena *arena, const Project *project, const TableBook *book, Str year)
{
    AmountIndex *index = ARENA_NEW(arena, AmountIndex);

    index->arena = arena;
    index->project = project;
    index->book = book;
    index->year = year;
    return index;
}

AmountIndex *amounts_new(Arena *arena, const Project *project)
{
    AmountIndex *index = index_new(arena, project, &project->book, (Str){0});

    add_named(index);
    gather(index);
    return index;
}

// Of last year's tables (0), and of the budget's (1).
static AmountIndex *other_index(AmountIndex *index, int which)
{
    const Project *project = index->project;

    if (!index->others[which]) {
        index->others[which] =
            index_new(index->arena, project, which ? &project->budget : &project->last_year,
                      which ? STR("预算.") : STR("上年."));
        gather(index->others[which]);
    }
    return index->others[which];
}

// ---- looking up

// The name without what says that it is a total: 公务用车购置及运行维护费/小计, 公用经费合计.
static Str without_total(const AmountIndex *index, Str name)
{
    size_t total = words_end(index->project->template->words->lists[WORDS_GROUP_TOTALS], name);

    if (!total || total == name.n)
        return name;
    name = str_slice(name, 0, name.n - total);
    return str_ends(name, STR("/")) ? str_slice(name, 0, name.n - 1) : name;
}

static AmountMeaning meaning_of(const AmountIndex *index, const Candidate *candidate)
{
    const Table *table;
    const List *list;
    const ColumnSpec *column;

    if (candidate->list < 0)
        return index->named.at[candidate->row];
    table = index->book->tables[candidate->table];
    list = &table->lists[candidate->list];
    column = &table->spec->columns[list->spec->first + candidate->column];
    Str row = list->rows[candidate->row].name, path = column->path.n ? column->path : column->name;
    return (AmountMeaning){.row = row,
                           .column = path,
                           .row_said = without_total(index, row),
                           .column_said = without_total(index, path),
                           .list = list->spec->name,
                           .table = table->spec->name,
                           .year = index->year};
}

static const AmountMeaning *kept(const AmountIndex *index, AmountMeaning meaning)
{
    AmountMeaning *copy = ARENA_NEW(index->arena, AmountMeaning);

    *copy = meaning;
    return copy;
}

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
    size_t row = name_score(before, candidate->row_said), column = name_score(before, candidate->column_said);
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
    return str_print(arena, "`= %.*s%.*s%.*s%.*s[%.*s, %.*s]`", STR_ARG(candidate->year),
                     STR_ARG(candidate->table), STR_ARG(dot), STR_ARG(candidate->list), STR_ARG(row),
                     STR_ARG(candidate->column));
}

AmountMatches amounts_find(AmountIndex *index, AmountAsked asked)
{
    AmountKey key = key_of_number(asked.value, asked.unit);
    AmountMatches matches = {0};
    size_t most = 0;
    // Many cells hold the same (zero, above all): the first thousand will do.
    int looked = 0;

    assert(asked.unit.kind == UNIT_MONEY);
    for (uint32_t i = first_of(index, key); i && looked < 1000; looked++) {
        AmountMeaning meaning = meaning_of(index, &index->all[i - 1]);
        const AmountMeaning *named = NULL;
        i = next_of(index, index->all[i - 1].next, key);
        if (meaning.change && !asked.change)
            continue;
        matches.found = true;
        size_t n = amounts_score(&meaning, asked.words) + (meaning.change ? 1 : 0);
        if (matches.count < AMOUNT_MOST || !matches.first || n > most)
            named = kept(index, meaning);
        if (matches.count < AMOUNT_MOST)
            matches.all[matches.count++] = named;
        if (!matches.first || n > most) {
            matches.first = named;
            most = n;
        }
    }
    // An amount that no table of this year has may be the budget's or last year's.
    for (int which = 0; !matches.found && !index->year.n && !asked.change && asked.words.n && which < 2;
         which++) {
        AmountMatches other = amounts_find(other_index(index, which), asked);
        if (other.found)
            return other;
    }
    matches.named = most > 0;
    if (mpq_sgn(asked.value) == 0 && !most)
        matches.first = NULL;
    return matches;
}

int amounts_change_sign(AmountIndex *index, Number value, Unit unit)
{
    AmountKey key = key_of_number(value, unit);
    int sign = 0;

    for (size_t i = 0; i < index->named.n; i++) {
        const AmountMeaning *meaning = &index->named.at[i];
        if (!meaning->change || key.power == NO_POWER || index->named_keys.at[i].digits != key.digits ||
            index->named_keys.at[i].power != key.power)
            continue;
        if (sign && sign != mpq_sgn(meaning->other))
            return 0;
        sign = mpq_sgn(meaning->other);
    }
    return sign;
}

int amounts_named_change_sign(const AmountIndex *index, Str name)
{
    for (size_t i = 0; i < index->named.n; i++)
        if (index->named.at[i].change && str_equal(index->named.at[i].row, str_trim(name)))
            return mpq_sgn(index->named.at[i].other);
    return 0;
}

// From an amount's value to the one cell that has it and that the words before it name.
#include "convert/internal-bind.h"

#define MOST_SHORT 12  // bytes of a name that stands in others
#define LEAST_PART 12  // bytes of a part of a fact's name
#define MOST_CELLS 400 // of one value: of more nothing is told

typedef struct NamedCell {
    CellRef ref;
    size_t score;
} NamedCell;

typedef struct Search {
    BindReader *reader;
    const Amount *amount;
    Str words;
    VEC(NamedCell) found;
} Search;

// The bytes of a name that stand in the words; 0 where it does not, or says too little.
static size_t name_in(const Search *search, Str name)
{
    Str fold = name_fold(search->reader->convert->arena, name);

    return fold.n >= 6 && str_find(search->words, fold, 0) >= 0 ? fold.n : 0;
}

static Str leaf_of(Str path)
{
    size_t from = path.n;

    while (from > 0 && path.at[from - 1] != '/')
        from--;
    return str_slice(path, from, path.n);
}

static bool same_value(const Search *search, CellRef ref, const Cell *cell)
{
    const Amount *amount = search->amount;
    Arena *arena = search->reader->convert->arena;
    Unit unit = table_cell_unit(ref);
    Number value = cell->stored;
    mpq_t rounded;
    bool same;

    if (!unit_same_kind(unit, amount->unit))
        return false;
    if (unit.kind == UNIT_MONEY)
        value = unit_convert(arena, value, unit, amount->unit);
    mpq_init(rounded);
    number_round(rounded, value, amount->decimals);
    same = mpq_equal(rounded, amount->number);
    mpq_clear(rounded);
    return same;
}

// Beside the names of funds (一般公共预算).
static bool says_budget(const BindReader *reader, Str words)
{
    const WordList *lists = bind_lists(reader);

    for (size_t at = 0; at < words.n;) {
        Str rest = str_slice(words, at, words.n);
        size_t fund = words_begin(lists[WORDS_FUND_BUDGETS], rest);

        if (!fund && words_begin(lists[WORDS_BUDGET_AMOUNT], rest))
            return true;
        if (fund)
            at += fund;
        else
            utf8_next(words, &at);
    }
    return false;
}

// Columns of other years and of the budget are asked for by their own words.
bool named_other(const BindReader *reader, Str words, CellRef ref)
{
    Str path = table_column(ref)->path.n ? table_column(ref)->path : table_column(ref)->name;
    bool accounts = reader->convert->project->template->stage == STAGE_ACCOUNTS;

    if (meaning_is_earlier(&(TraceItem){.cell = ref}))
        return true;
    return accounts && says_budget(reader, path) && !says_budget(reader, words);
}

bool named_has(BindReader *reader, const Amount *amount, Str words, CellRef ref)
{
    const Search search = {.reader = reader, .amount = amount, .words = words};
    const Cell *cell = table_cell(ref);

    if (named_other(reader, words, ref))
        return false;
    if (cell->kind == CELL_BLANK)
        return mpq_sgn(amount->number) == 0 && unit_same_kind(table_cell_unit(ref), amount->unit);
    return cell->kind == CELL_AMOUNT && same_value(&search, ref, cell);
}

static void look_at(Search *search, CellRef ref)
{
    const Convert *convert = search->reader->convert;
    const Row *row = &ref.table->lists[ref.list].rows[ref.row];
    size_t row_named, column_named;

    if (search->found.n >= MOST_CELLS || table_cell(ref)->kind != CELL_AMOUNT ||
        !named_has(search->reader, search->amount, search->words, ref))
        return;
    row_named = name_in(search, row->name);
    column_named = name_in(
        search, leaf_of(table_column(ref)->path.n ? table_column(ref)->path : table_column(ref)->name));
    if (row_named + column_named == 0 || (row->kind != ROW_TOTAL && row_named == 0))
        return;
    *vec_push(convert->arena, &search->found) = (NamedCell){ref, row_named + column_named};
}

static void look_in(Search *search, const Table *table)
{
    CellRef ref = {.table = table};

    for (ref.list = 0; ref.list < (int)table->spec->list_count; ref.list++)
        for (ref.row = 0; ref.row < (int)table->lists[ref.list].row_count; ref.row++)
            for (ref.column = 0; ref.column < (int)table->spec->lists[ref.list].count; ref.column++)
                look_at(search, ref);
}

// 国内公务接待共12批次 is 国内公务接待批次: the words, the unit after them, without what says nothing.
static Str fact_find(Search *search, const Table *facts)
{
    const Convert *convert = search->reader->convert;
    Arena *arena = convert->arena;
    StrBuf plain = {.arena = arena};
    Str said, best = {0};

    for (size_t at = 0; at < search->words.n;) {
        size_t filler = lexicon_filler(convert->lexicon, str_slice(search->words, at, search->words.n));

        if (filler) {
            at += filler;
            continue;
        }
        size_t from = at;
        utf8_next(search->words, &at);
        buf_add(&plain, str_slice(search->words, from, at));
    }
    buf_add(&plain, name_fold(arena, search->amount->unit.name));
    said = buf_str(&plain);
    for (size_t r = 0; facts && r < facts->lists[0].row_count; r++) {
        const Row *row = &facts->lists[0].rows[r];
        Str name = name_fold(arena, row->name);

        if (!unit_same_kind(row->unit, search->amount->unit) || name.n < 6 ||
            (!str_equal(said, name) && !(name.n >= MOST_SHORT && str_ends(said, name)) &&
             (convert->facts || name.n < MOST_SHORT || str_find(search->words, name, 0) < 0)))
            continue;
        if (best.n && best.n >= name.n)
            continue;
        best = row->name;
    }
    return best.n ? str_print(arena, "%.*s[%.*s]", STR_ARG(facts->spec->name), STR_ARG(best)) : (Str){0};
}

Str named_expression(const Convert *convert, CellRef ref)
{
    bool fact = ref.table == book_other_data(&convert->project->book);
    Str expression = fact ? str_print(convert->arena, "%.*s[%.*s]", STR_ARG(ref.table->spec->name),
                                      STR_ARG(ref.table->lists[ref.list].rows[ref.row].name))
                          : figure_cell_name(convert->arena, YEAR_THIS, ref);
    const Figure *figure = lexicon_try(convert->lexicon, expression);

    for (size_t i = 0; figure && i < convert->project->figure_count; i++) {
        const Figure *named = convert->lexicon->named[i];

        if (named && named->trace_count == 1 && figure->trace_count == 1 &&
            figure_item_same(&named->trace[0], &figure->trace[0]))
            return convert->project->figures[i].name;
    }
    return expression;
}

// A fact's name without what only says that it counts: 国内公务接待 of 国内公务接待人次.
static Str fact_core(const BindReader *reader, const Row *row)
{
    WordList counts = bind_lists(reader)[WORDS_COUNT_NAMES];
    Str core = name_fold(reader->convert->arena, row->name),
        unit = name_fold(reader->convert->arena, row->unit.name);
    size_t n;

    if (str_ends(core, unit))
        core = str_slice(core, 0, core.n - unit.n);
    while ((n = words_end(counts, core)) > 0 && n < core.n)
        core = str_slice(core, 0, core.n - n);
    return core;
}

// What was counted before, in another unit: 国内公务接待 where 12批次，110人次 follows.
static Str counted_before(const BindReader *reader, const Table *facts)
{
    for (size_t i = reader->bound.n; i > 0; i--) {
        const Figure *figure = reader->bound.at[i - 1].figure;
        const TraceItem *item = figure->trace_count == 1 ? &figure->trace[0] : NULL;

        if (item && !item->fact && item->cell.table == facts && item->cell.row >= 0)
            return fact_core(reader, &facts->lists[0].rows[item->cell.row]);
    }
    return (Str){0};
}

Str named_fact(BindReader *reader, const Amount *amount, Str words)
{
    const Convert *convert = reader->convert;
    const Table *facts = book_other_data(&convert->project->book);
    WordList counts = bind_lists(reader)[WORDS_COUNT_NAMES];
    Str name = name_said(reader, words), before = facts ? counted_before(reader, facts) : name, best = {0};
    size_t n, found = 0;

    while ((n = words_end(counts, name)) > 0)
        name = str_slice(name, 0, name.n - n);
    for (int pass = 0; facts && !convert->facts && pass < 2 && found == 0; pass++)
        for (size_t r = 0; r < facts->lists[0].row_count; r++) {
            const Row *row = &facts->lists[0].rows[r];
            Str core = fact_core(reader, row);
            bool part = name.n >= LEAST_PART && (str_ends(core, name) || str_ends(name, core)) &&
                        core.n >= LEAST_PART,
                 same = before.n && str_equal(core, before) && (name.n == 0 || str_ends(core, name));

            if (!unit_same_kind(row->unit, amount->unit) || !(pass == 0 ? same : part))
                continue;
            best = row->name;
            found++;
        }
    return found == 1 ? str_print(convert->arena, "%.*s[%.*s]", STR_ARG(facts->spec->name), STR_ARG(best))
                      : (Str){0};
}

Str named_cell(BindReader *reader, const Amount *amount, Str words)
{
    const Convert *convert = reader->convert;
    const WordList *lists = bind_lists(reader);
    Search search = {.reader = reader, .amount = amount, .words = words};
    Str sentence = str_slice(reader->fold, bind_clause(reader, amount->from, true), amount->from);
    size_t best = 0;

    if (amount->unit.kind != UNIT_MONEY)
        return fact_find(&search, book_other_data(&convert->project->book));
    if (words.n == 0 || words_in(lists[WORDS_REASON], sentence) || words_in(lists[WORDS_LAST_YEAR], words))
        return (Str){0};
    for (size_t t = 0; t < convert->project->book.table_count; t++)
        look_in(&search, convert->project->book.tables[t]);
    for (size_t i = 1; i < search.found.n; i++)
        best = search.found.at[i].score > search.found.at[best].score ? i : best;
    // Any other that is named is the same by rule.
    for (size_t i = 0; i < search.found.n; i++)
        if (!equal_items(convert, &(TraceItem){.cell = search.found.at[i].ref},
                         &(TraceItem){.cell = search.found.at[best].ref}) &&
            search.found.at[i].score * 2 > search.found.at[best].score)
            return (Str){0};
    return search.found.n ? named_expression(convert, search.found.at[best].ref) : (Str){0};
}

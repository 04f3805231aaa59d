// From an amount's value to the one cell that has it and that the words before it name.
#include "convert/internal-bind.h"

#define MOST_SHORT 12  // bytes of a name that stands in others
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

// Columns of other years and of the budget are asked for by their own words.
static bool is_other(const Search *search, CellRef ref)
{
    const WordList *lists = bind_lists(search->reader);
    Str path = table_column(ref)->path.n ? table_column(ref)->path : table_column(ref)->name;
    bool accounts = search->reader->convert->project->template->stage == STAGE_ACCOUNTS;

    if (meaning_is_earlier(&(TraceItem){.cell = ref}))
        return true;
    return accounts &&
           words_in(lists[WORDS_BUDGET_AMOUNT], path) !=
               words_in(lists[WORDS_BUDGET_AMOUNT], search->words) &&
           words_in(lists[WORDS_BUDGET_AMOUNT], path);
}

static void look_at(Search *search, CellRef ref)
{
    const Convert *convert = search->reader->convert;
    const Cell *cell = table_cell(ref);
    const Row *row = &ref.table->lists[ref.list].rows[ref.row];
    size_t row_named, column_named;

    if (cell->kind != CELL_AMOUNT || search->found.n >= MOST_CELLS || !same_value(search, ref, cell) ||
        is_other(search, ref))
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

static Str expression_of(const Convert *convert, CellRef ref)
{
    Str expression = figure_cell_name(convert->arena, YEAR_THIS, ref);
    const Figure *figure = lexicon_try(convert->lexicon, expression);

    for (size_t i = 0; figure && i < convert->project->figure_count; i++) {
        const Figure *named = convert->lexicon->named[i];

        if (named && named->trace_count == 1 && figure->trace_count == 1 &&
            figure_item_same(&named->trace[0], &figure->trace[0]))
            return convert->project->figures[i].name;
    }
    return expression;
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
    return search.found.n ? expression_of(convert, search.found.at[best].ref) : (Str){0};
}

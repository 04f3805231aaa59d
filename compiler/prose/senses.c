// What cells a name may mean: every column of a row of totals and every row of a column of totals that is
// called so, and what the template's phrases say of it. 甲、乙分别占丙的P%和Q% is held against them.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

#define MOST_SENSES 24

typedef struct Sense {
    Number value; // in 元
    const Table *table;
    int list; // -1: not a cell of a list's totals
} Sense;

typedef struct Senses {
    Sense at[MOST_SENSES];
    size_t n;
} Senses;

static void add_sense(Prose *prose, Senses *senses, Number value, Unit unit, const Table *table, int list)
{
    if (unit.kind != UNIT_MONEY || senses->n == MOST_SENSES)
        return;
    senses->at[senses->n++] =
        (Sense){unit_convert(prose->arena, value, unit, unit_parse(text_money_name(0))), table, list};
}

static void add_cell(Prose *prose, Senses *senses, CellRef ref)
{
    const Cell *cell = table_cell(ref);

    if (cell->kind == CELL_AMOUNT)
        add_sense(prose, senses, cell->stored, table_cell_unit(ref), ref.table, ref.list);
}

// A name as a text says it: without 合计 at its end, and without what says nothing.
static bool is_called(const Words *words, Str name, Str said)
{
    size_t total = words_end(words->lists[WORDS_GROUP_TOTALS], name);
    size_t ending = words_end(words->lists[WORDS_ITEM_ENDINGS], said);

    return name.n && (name_equal(name, said) || name_equal(str_slice(name, 0, name.n - total), said) ||
                      (ending < said.n && name_equal(name, str_slice(said, 0, said.n - ending))));
}

static void add_list(Prose *prose, Senses *senses, const Table *table, int l, Str said)
{
    const List *list = &table->lists[l];
    const WordList *lists = prose->words->lists;

    for (size_t r = 0; r < list->row_count; r++)
        for (uint32_t c = 0; c < list->spec->count; c++) {
            CellRef ref = {table, l, (int)r, (int)c};
            const ColumnSpec *column = table_column(ref);
            bool total_column = words_find(lists[WORDS_GROUP_TOTALS], column->name) >= 0 ||
                                table_only_amount(table, l) == (int)c ||
                                words_in(lists[WORDS_ACCOUNTS_AMOUNT], column->name) ||
                                words_end(lists[WORDS_GROUP_TOTALS], column->name);

            if ((list->rows[r].kind == ROW_TOTAL && is_called(prose->words, column->name, said)) ||
                (total_column && is_called(prose->words, list->rows[r].name, said)))
                add_cell(prose, senses, ref);
        }
}

static Senses senses_of(Prose *prose, Str said)
{
    const TableBook *book = &prose->project->book;
    const Lexicon *lexicon = prose_lexicon(prose);
    Str fold = name_fold(prose->arena, said);
    Senses senses = {0};

    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; l < book->tables[t]->spec->list_count; l++)
            add_list(prose, &senses, book->tables[t], (int)l, said);
    for (size_t i = 0; i < lexicon->phrases.n; i++) {
        const Figure *figure = lexicon->phrases.at[i].figure;
        if (str_equal(lexicon->phrases.at[i].fold, fold) && figure->value.kind == VALUE_NUMBER)
            add_sense(prose, &senses, figure->value.number, figure->value.unit, NULL, -1);
    }
    return senses;
}

bool prose_may_mean(Prose *prose, Str said, Number value, Unit unit)
{
    Senses senses = senses_of(prose, said);
    Number meant = unit_convert(prose->arena, value, unit, unit_parse(text_money_name(0)));

    for (size_t i = 0; i < senses.n; i++)
        if (mpq_equal(senses.at[i].value, meant))
            return true;
    return false;
}

// ---- 分别占

static bool is_share(const ProseNumber *rate, Number part, mpq_t whole)
{
    ProseSize size, all;
    bool fits;

    prose_size_init(&size);
    prose_size_init(&all);
    mpq_set(size.value, part);
    mpq_set(all.value, whole);
    fits = prose_rate_fits(rate, &size, &all);
    prose_size_clear(&size);
    prose_size_clear(&all);
    return fits;
}

static bool any_share(const ProseNumber *rate, const Senses *senses, mpq_t whole)
{
    for (size_t i = 0; i < senses->n; i++)
        if (is_share(rate, senses->at[i].value, whole))
            return true;
    return false;
}

// Of this whole: 1 the rates are those of the names in their order, -1 in another order, 0 neither. *wrong
// gets the first that is another name's.
static int order_of(const ProseNumber *rates, const Senses *senses, size_t n, mpq_t whole, size_t *wrong)
{
    size_t own = 0, others = 0;

    *wrong = n;
    for (size_t i = 0; i < n; i++) {
        bool mine = any_share(&rates[i], &senses[i], whole), other = false;
        for (size_t k = 0; k < n && !mine; k++)
            other = other || (k != i && any_share(&rates[i], &senses[k], whole));
        own += mine;
        others += other;
        if (other && *wrong == n)
            *wrong = i;
    }
    return own == n ? 1 : own + others == n ? -1 : 0;
}

// The sum of the names' senses in one list: what they are shares of where no whole is named.
static bool sum_in_list(const Senses *senses, size_t n, const Sense *first, mpq_t sum)
{
    mpq_set(sum, first->value);
    for (size_t i = 1; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < senses[i].n && !found; k++)
            if (senses[i].at[k].table == first->table && senses[i].at[k].list == first->list &&
                first->list >= 0) {
                mpq_add(sum, sum, senses[i].at[k].value);
                found = true;
            }
        if (!found)
            return false;
    }
    return true;
}

// 甲占丙的P%: of no sense of the two names.
static bool is_no_share(const ProseNumber *rate, const Senses *parts, const Senses *wholes)
{
    mpq_t whole;
    bool fits = false;

    mpq_init(whole);
    for (size_t w = 0; w < wholes->n && !fits; w++) {
        mpq_set(whole, wholes->at[w].value);
        fits = any_share(rate, parts, whole);
    }
    mpq_clear(whole);
    return !fits && parts->n && wholes->n && parts->n < MOST_SENSES && wholes->n < MOST_SENSES;
}

void prose_check_share_named(Prose *prose, ProseBlock *block, const ProseNumber *rate, Str part, Str whole)
{
    Senses parts = senses_of(prose, part), wholes = {0};

    if (!parts.n)
        return;
    wholes = senses_of(prose, whole);
    if (is_no_share(rate, &parts, &wholes))
        prose_report_as(
            prose, (ProseRange){block, rate->from, rate->after}, SEVERITY_WARNING, "percent-wrong",
            str_of(_("bind it with 增幅(), 占比() or 完成率(), which works it out")),
            str_print(prose->arena, _("by the tables “%.*s” is not the share of “%.*s” in “%.*s”"),
                      STR_ARG(str_slice(block->text, rate->from, rate->after)), STR_ARG(part), STR_ARG(whole))
                .at);
}

void prose_check_shared_order(Prose *prose, ProseBlock *block, const ProseNumber *rates, const Str *names,
                              size_t n, Str whole)
{
    Senses *senses = ARENA_ARRAY(prose->arena, Senses, n), wholes = {0};
    size_t swapped = n;
    bool right = false;
    mpq_t sum;

    mpq_init(sum);
    for (size_t i = 0; i < n; i++)
        senses[i] = senses_of(prose, names[i]);
    if (whole.n)
        wholes = senses_of(prose, whole);
    size_t choices = whole.n ? wholes.n : senses[0].n;
    for (size_t w = 0; w < choices && !right; w++) {
        size_t wrong;
        if (whole.n)
            mpq_set(sum, wholes.at[w].value);
        else if (!sum_in_list(senses, n, &senses[0].at[w], sum))
            continue;
        int order = order_of(rates, senses, n, sum, &wrong);
        right = order > 0;
        if (order < 0 && swapped == n)
            swapped = wrong;
    }
    mpq_clear(sum);
    if (right || swapped == n)
        return;
    prose_report(prose, (ProseRange){block, rates[swapped].from, rates[swapped].after}, "percent-wrong",
                 str_of(_("put the amounts into the order of the names, or bind each to its cell")),
                 _("“%.*s” stands for “%.*s”, and by the tables it is another's"),
                 STR_ARG(str_slice(block->text, rates[swapped].from, rates[swapped].after)),
                 STR_ARG(names[swapped]));
}

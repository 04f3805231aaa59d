// Rates of completion: 预算A万元，决算B万元，完成预算的P%; 决算B万元，完成预算A万元的P%;
// 完成预算P%，决算数大于 预算数C万元.
#include "prose/internal-prose.h"

#include "text/text.h"

typedef struct Completion {
    Prose *prose;
    ProseBlock *block;
    const Labels *labels; // over the block
    const ProseNumber *rate;
    size_t from; // where its sentence begins
} Completion;

// 为预算18.60万元的, 是年初预算的: of which the rate then is.
static bool is_of_budget(const ProseBlock *block, Str said)
{
    const WordList *lists = block->words->lists;
    WordList begins = lists[WORDS_DONE_OF];
    size_t filler;

    while ((filler = words_end(lists[WORDS_CHANGE_FILLERS], said)))
        said = str_slice(said, 0, said.n - filler);
    if (!words_end(lists[WORDS_REASON_OF], said))
        return false;
    for (size_t i = 0; i < begins.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(said, begins.at[i], (size_t)at)) >= 0; at++)
            if (words_begin(lists[WORDS_SAID_BUDGET], str_slice(said, (size_t)at + begins.at[i].n, said.n)))
                return true;
    return false;
}

typedef enum Completed {
    COMPLETED_NOT,
    COMPLETED_NAMED,    // 完成, 执行率
    COMPLETED_OF_BUDGET // 为预算的
} Completed;

// The words of completion stand before the rate, in its clause or just before the budget's amount.
static Completed completed_of(const ProseBlock *block, const ProseNumber *rate)
{
    Str clause = prose_clause(block->text, rate->from, rate->from);
    size_t start = (size_t)(clause.at - block->text.at);

    if (rate > block->numbers.at && rate[-1].kind != NUMBER_MONEY && rate[-1].after > start)
        start = rate[-1].after;
    Str said = str_slice(block->text, start < rate->from ? start : rate->from, rate->from);
    if (words_in(block->words->lists[WORDS_DONE], said))
        return COMPLETED_NAMED;
    return is_of_budget(block, said) ? COMPLETED_OF_BUDGET : COMPLETED_NOT;
}

static bool is_budget(const ProseBlock *block, const ProseNumber *number)
{
    Str label = prose_label(block, number);

    return prose_says_budget(block->words, label) || words_in(block->words->lists[WORDS_BUDGET_SAID], label);
}

// The words of the amount end in the budget's: 年初预算为.
static bool ends_in_budget(const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str label = str_trim(prose_label(block, number));
    size_t filler;

    while ((filler = words_end(lists[WORDS_AMOUNT_FILLERS], label)))
        label = str_slice(label, 0, label.n - filler);
    return words_end(lists[WORDS_BUDGET_AMOUNT], label) || words_end(lists[WORDS_SAID_BUDGET], label) ||
           words_end(lists[WORDS_BUDGET_SAID], label);
}

static bool is_actual(const ProseBlock *block, const ProseNumber *number)
{
    return words_in(block->words->lists[WORDS_DONE_AMOUNT], prose_label(block, number));
}

// Runs over the pairs of a budget and an actual amount near the rate: true where one gives it. *budget and
// *actual get the last of each that the sentence names so.
static bool pair_fits(const Completion *at, const ProseNumber **budget, const ProseNumber **actual)
{
    ProseSize part, whole;
    bool fits = false;
    size_t last = (size_t)(at->rate - at->block->numbers.at);
    size_t first = last > PROSE_NEAR ? last - PROSE_NEAR : 0;
    const ProseNumber *numbers = at->block->numbers.at;

    prose_size_init(&part);
    prose_size_init(&whole);
    for (size_t b = first; b < last; b++) {
        if (!prose_is_plain(&numbers[b]) || !is_budget(at->block, &numbers[b]))
            continue;
        if (numbers[b].from >= at->from)
            *budget = &numbers[b];
        for (size_t a = first; a < last && !fits; a++) {
            if (a == b || !prose_is_plain(&numbers[a]))
                continue;
            prose_size_set(at->prose, at->block, &numbers[a], &part);
            prose_size_set(at->prose, at->block, &numbers[b], &whole);
            fits = prose_rate_fits(at->rate, &part, &whole);
        }
    }
    for (size_t a = first; a < last; a++)
        if (numbers[a].from >= at->from && prose_is_plain(&numbers[a]) && is_actual(at->block, &numbers[a]) &&
            !is_budget(at->block, &numbers[a]))
            *actual = &numbers[a];
    prose_size_clear(&part);
    prose_size_clear(&whole);
    return fits;
}

// 完成预算100%，决算数大于预算数60.4万元: C万元 of a budget that is the amount less C.
static void check_excess(const Completion *at)
{
    const ProseBlock *block = at->block;
    const ProseNumber *excess = at->rate + 1, *numbers = block->numbers.at;
    const WordList *lists = block->words->lists;

    if (excess >= numbers + block->numbers.n || excess->kind != NUMBER_MONEY)
        return;
    Str text = str_slice(block->text, at->rate->after, excess->from);
    int sign = words_in(lists[WORDS_MORE_THAN], text) ? 1 : words_in(lists[WORDS_LESS_THAN], text) ? -1 : 0;
    if (!sign && words_in(lists[WORDS_COMPARED_THAN], text))
        sign = excess->direction; // 比年初预算增加60.4万元
    if (!prose_says_budget(block->words, text))
        return;
    if (!sign || mpq_sgn(excess->value) == 0 || text.n > 90 || text_has(text, "。"))
        return;
    ProseSize part, whole, change;
    const ProseNumber *meant = NULL;
    size_t from = prose_statement_start(block->text, at->rate->from);
    bool fits = false;
    prose_size_init(&part);
    prose_size_init(&whole);
    prose_size_init(&change);
    for (const ProseNumber *number = at->rate - 1; number >= numbers && number->from >= from; number--) {
        if (!prose_is_plain(number) || fits)
            continue;
        prose_size_set(at->prose, block, number, &part);
        prose_size_set(at->prose, block, number, &whole);
        prose_size_set(at->prose, block, excess, &change);
        prose_size_add(&whole, &change, -sign);
        fits = prose_rate_fits(at->rate, &part, &whole);
        meant = number;
        if (number == numbers)
            break;
    }
    if (meant && !fits)
        prose_report_rate(at->prose, at->block, at->rate, &part, &whole);
    prose_size_clear(&part);
    prose_size_clear(&whole);
    prose_size_clear(&change);
}

static bool set_cell(const Completion *at, const SaidSubject *cell, ProseSize *size)
{
    const Value *value = &cell->figure->value;

    if (value->kind != VALUE_NUMBER || value->unit.kind != UNIT_MONEY)
        return false;
    mpq_set(size->value,
            unit_convert(at->prose->arena, value->number, value->unit, unit_parse(text_money_name(0))));
    return true;
}

// 支出决算为3.92万元，完成预算的87.11%: the amount before is a cell's, and the tables have its budget. True
// where that was held against the rate.
static bool check_cells(const Completion *at)
{
    const ProseNumber *actual = at->rate - 1;
    const WordList *lists = at->block->words->lists;
    ProseSize part, whole;
    bool known = false;

    if (at->rate == at->block->numbers.at || actual->from < at->from ||
        at->prose->project->template->stage != STAGE_ACCOUNTS)
        return false;
    Str between = str_slice(at->block->text, actual->after, at->rate->from);
    SaidSubject now = prose_said_cell(at->prose, at->block, at->labels, actual), budget = {0};
    if (!now.figure || !prose_says_budget(at->block->words, between) || between.n > 60)
        return false;
    budget = said_budget(prose_lexicon(at->prose), &now, words_in(lists[WORDS_SAID_FIRST_BUDGET], between));
    prose_size_init(&part);
    prose_size_init(&whole);
    if (budget.figure && set_cell(at, &now, &part) && set_cell(at, &budget, &whole) &&
        mpq_sgn(whole.value) != 0) {
        known = true;
        if (!prose_rate_fits(at->rate, &part, &whole))
            prose_report_rate(at->prose, at->block, at->rate, &part, &whole);
    }
    prose_size_clear(&part);
    prose_size_clear(&whole);
    return known;
}

static void check_completion(Completion at)
{
    const ProseNumber *budget = NULL, *actual = NULL;
    Str sentence = prose_sentence(at.block->text, at.rate->from, at.rate->from);

    Completed completed = completed_of(at.block, at.rate);
    if (completed == COMPLETED_NOT)
        return;
    at.from = (size_t)(sentence.at - at.block->text.at);
    if (pair_fits(&at, &budget, &actual)) {
        check_excess(&at);
        return;
    }
    // 决算为B万元，完成预算A万元的P%: what is completed is the amount before, whatever it is called.
    if (budget && !actual && budget > at.block->numbers.at && budget == at.rate - 1 &&
        words_in(at.block->words->lists[WORDS_DONE], prose_label(at.block, budget)))
        actual = budget - 1;
    if (!budget) {
        if (!check_cells(&at))
            check_excess(&at);
        return;
    }
    if (completed == COMPLETED_OF_BUDGET && !ends_in_budget(at.block, budget))
        return; // 动用预算稳定调节基金3亿元，收入总量9亿元，为调整预算的112.7%
    if (!actual || !prose_is_plain(actual) || actual->from < at.from)
        return;
    ProseSize part, whole;
    prose_size_init(&part);
    prose_size_init(&whole);
    prose_size_set(at.prose, at.block, actual, &part);
    prose_size_set(at.prose, at.block, budget, &whole);
    prose_report_rate(at.prose, at.block, at.rate, &part, &whole);
    prose_size_clear(&part);
    prose_size_clear(&whole);
}

void prose_check_completion(Prose *prose)
{
    Labels labels = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        prose_take_label(prose, block, &labels);
        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            const ProseNumber *rate = &block->numbers.at[i];
            if (rate->kind == NUMBER_PERCENT && !rate->figure && block->findings < PROSE_BLOCK_FINDINGS)
                check_completion(
                    (Completion){.prose = prose, .block = block, .labels = &labels, .rate = rate});
        }
    }
}

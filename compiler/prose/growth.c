// Rates of growth: 比上年增加B万元，增长P%. A rate belongs to the amounts of its own comparison. It is
// accused only where the words leave no doubt which amounts these are, and where no amount near it gives it.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// One comparison: A万元，比上年（的C万元）增加B万元，增长P%.
typedef struct Growth {
    Prose *prose;
    ProseBlock *block;
    const Labels *labels; // over the block
    const ProseNumber *rate;
    const ProseNumber *change; // NULL: the two amounts alone
    const ProseNumber *first;  // whichever of the two comes first
    const ProseNumber *then;   // without a change: the amount that the other is compared with
} Growth;

static bool ends_sentence(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (text_ends_sentence(utf8_next(text, &at)))
            return true;
    return false;
}

static Str between(const Growth *growth, const ProseNumber *number)
{
    return str_slice(growth->block->text, number->after, growth->first->word);
}

// ---- whether an amount is what another is compared with

// Its year is the one before the document's.
static bool is_of_year_before(const Prose *prose, Str label)
{
    TextDate date;

    for (size_t at = 0; text_date_next(label, &at, &date);)
        if (date.year == prose->project->year - 1 && !date.month)
            return true;
    return false;
}

static bool is_of_this_year(const Prose *prose, Str label)
{
    TextDate date;
    int years;
    size_t end, at = 0;

    label = str_trim(label);
    return (text_year_word_at(label, 0, &years, &end) && years == 0) ||
           (text_date_next(label, &at, &date) && date.year == prose->project->year);
}

static bool is_last_year(const Prose *prose, const ProseBlock *block, Str label)
{
    const WordList *lists = block->words->lists;

    return is_of_year_before(prose, label) || words_in(lists[WORDS_LAST_YEAR], label) ||
           words_in(lists[WORDS_COMPARED_THAN], label) ||
           words_begin(lists[WORDS_COMPARE_BEGINS], str_trim(label));
}

// What the change or the rate is of, by the label of an amount: 上年867.80万元; 与年初预算1480.06万元相比.
static bool is_base(const Growth *growth, const ProseNumber *number)
{
    Str label = prose_label(growth->block, number);

    return is_last_year(growth->prose, growth->block, label) ||
           (growth->prose->project->template->stage == STAGE_ACCOUNTS &&
            prose_says_budget(growth->block->words, label));
}

// A rate of completion has the amount after 完成: 完成预算31.67万元的92.8%.
static bool is_completed(const ProseBlock *block, const ProseNumber *number)
{
    return words_in(block->words->lists[WORDS_DONE], prose_label(block, number));
}

// ---- the base of the rate, from one amount

// What the change is and what it is of, `number` being the base or the amount after the change.
static void set_sizes(const Growth *growth, const ProseNumber *number, bool base, ProseSize *part,
                      ProseSize *whole)
{
    prose_size_set(growth->prose, growth->block, number, whole);
    if (growth->change) {
        prose_size_set(growth->prose, growth->block, growth->change, part);
        if (!base)
            prose_size_add(whole, part, -growth->change->direction);
        return;
    }
    // A万元，上年C万元，增长P%
    prose_size_set(growth->prose, growth->block, growth->then, part);
    mpq_swap(part->value, whole->value);
    mpq_swap(part->half, whole->half);
    prose_size_add(part, whole, -1);
}

static bool fits(const Growth *growth, const ProseNumber *number, bool base)
{
    ProseSize part, whole;
    bool right;

    prose_size_init(&part);
    prose_size_init(&whole);
    set_sizes(growth, number, base, &part, &whole);
    right = prose_rate_fits(growth->rate, &part, &whole);
    prose_size_clear(&part);
    prose_size_clear(&whole);
    return right;
}

static void report(const Growth *growth, const ProseNumber *number, bool base)
{
    ProseSize part, whole;

    prose_size_init(&part);
    prose_size_init(&whole);
    set_sizes(growth, number, base, &part, &whole);
    prose_report_rate(growth->prose, growth->block, growth->rate, &part, &whole);
    prose_size_clear(&part);
    prose_size_clear(&whole);
}

// What an amount and the one of then give is against the rate's word of change.
static bool is_against(const Growth *growth, const ProseNumber *number)
{
    ProseSize part, whole;
    bool against;

    if (growth->change || !growth->rate->direction)
        return false;
    prose_size_init(&part);
    prose_size_init(&whole);
    set_sizes(growth, number, false, &part, &whole);
    against = mpq_sgn(part.value) * growth->rate->direction < 0;
    prose_size_clear(&part);
    prose_size_clear(&whole);
    return against;
}

// Some amount near it gives the rate; *against: but each that does changed the other way.
static bool any_fits(const Growth *growth, bool *against)
{
    size_t at = (size_t)(growth->first - growth->block->numbers.at);
    const ProseNumber *numbers = growth->block->numbers.at;

    *against = false;
    for (size_t i = at > PROSE_NEAR ? at - PROSE_NEAR : 0; i < at; i++) {
        if (!prose_is_plain(&numbers[i]) || (!growth->change && &numbers[i] == growth->then))
            continue;
        bool base = is_base(growth, &numbers[i]);
        if ((base && fits(growth, &numbers[i], true)) ||
            ((!base ||
              !is_last_year(growth->prose, growth->block, prose_label(growth->block, &numbers[i]))) &&
             fits(growth, &numbers[i], false))) {
            *against = is_against(growth, &numbers[i]);
            if (!*against)
                return true;
        }
    }
    return *against;
}

// ---- whose change it is

// The words of the comparison before its word, without the year: 收、支 of 收、支与2024年度相比.
static Str subject_of(const Growth *growth, Str clause)
{
    const WordList *lists = growth->block->words->lists;
    TextDate date;
    size_t at = 0, filler, end;
    int years;

    clause = str_trim(clause);
    while (at < clause.n && !words_begin(lists[WORDS_COMPARE_BEGINS], str_slice(clause, at, clause.n)))
        utf8_next(clause, &at);
    clause = str_slice(clause, 0, at);
    if (text_date_at(clause, 0, &date))
        clause = str_slice(clause, date.to, clause.n);
    if (text_year_word_at(clause, 0, &years, &end))
        clause = str_slice(clause, end, clause.n);
    while ((filler = words_end(lists[WORDS_SUBJECT_FILLERS], clause)))
        clause = str_slice(clause, 0, clause.n - filler);
    return str_trim(clause);
}

// The clause before `clause` in the text.
static Str clause_before(const ProseBlock *block, Str clause)
{
    size_t start = (size_t)(clause.at - block->text.at), mark = start;

    if (!start)
        return (Str){0};
    utf8_previous(block->text, &mark);
    Str earlier = prose_clause(block->text, mark, mark);
    return str_slice(block->text, (size_t)(earlier.at - block->text.at), mark);
}

// Whether what changed is what the amount is of: nothing else is named, or the same.
static bool same_subject(const Growth *growth, const ProseNumber *number)
{
    const ProseBlock *block = growth->block;
    const WordList *lists = block->words->lists;
    Str clause = prose_clause(block->text, growth->first->word, growth->first->word);

    const ProseNumber *next = number + 1;
    while (next < growth->first && next->kind == NUMBER_YEAR)
        next++;
    clause = str_slice(block->text, (size_t)(clause.at - block->text.at), growth->first->word);
    if (clause.at < block->text.at + number->after || (growth->then && next == growth->then))
        return true;
    if (!str_trim(clause).n) {
        Str earlier = clause_before(block, clause);
        if (earlier.n && earlier.at >= block->text.at + number->after)
            clause = earlier; // 与2024年度相比，增加
    }
    Str subject = subject_of(growth, clause);
    if (!subject.n || words_find(lists[WORDS_BOTH_SIDES], subject) >= 0)
        return true;
    if (str_find(prose_words_before(block, number), subject, 0) >= 0)
        return true;
    // 收入、支出总计各增加: of the last of them, as of each.
    ptrdiff_t joint = -1;
    for (ptrdiff_t at = 0; (at = str_find(subject, STR("、"), (size_t)at)) >= 0; at++)
        joint = at;
    return joint > 0 && str_find(prose_words_before(block, number),
                                 str_slice(subject, (size_t)joint + strlen("、"), subject.n), 0) >= 0;
}

static bool is_compared(const Growth *growth, Str text)
{
    const WordList *lists = growth->block->words->lists;

    return words_in(lists[WORDS_COMPARED_THAN], text) || words_in(lists[WORDS_YEAR_COMPARED_WITH_END], text);
}

// The amount that the words say it is: the last before the comparison, in its sentence or in the one before.
static const ProseNumber *amount_meant(const Growth *growth, bool *base)
{
    const ProseBlock *block = growth->block;
    const WordList *lists = block->words->lists;
    bool skipped = false;

    for (const ProseNumber *number = growth->first; number-- > block->numbers.at;) {
        if (!prose_is_plain(number) || is_completed(block, number))
            continue;
        if (number == growth->then) { // the other amount is before it
            skipped = true;
            continue;
        }
        Str text = between(growth, number);
        *base = is_base(growth, number);
        if (text.n > PROSE_WINDOW || words_in(lists[WORDS_BREAKDOWN], text) ||
            words_in(lists[WORDS_REASON], text) || !same_subject(growth, number))
            return NULL;
        if (*base && !is_last_year(growth->prose, block, prose_label(block, number)))
            return ends_sentence(text) ? NULL : number;
        bool beside = growth->change && str_equal(text, STR("，")); // A万元，增长B万元，增长P%
        return *base || skipped || beside || is_compared(growth, text) ? number : NULL;
    }
    return NULL;
}

// ---- bound changes

// A typed change whose words mean a cell that changed by just so much.
static const Figure *figure_of_change(const Growth *growth)
{
    const ProseNumber *change = growth->change;
    const Said *said =
        &prose_said_all(growth->prose, growth->block, growth->labels)[change - growth->block->numbers.at];

    return said->change && prose_said_money(said) && prose_said_fits(growth->prose, said, change)
               ? said->figure
               : NULL;
}

// 增加`= 增减(甲, 上年.甲)`万元，增长P%: the cells of the change tell what it is a rate of.
static bool check_bound(const Growth *growth)
{
    const Figure *figure = growth->change ? growth->change->figure : NULL;
    ProseSize part, whole;
    bool known;

    if (growth->change && !figure)
        figure = figure_of_change(growth);
    if (!figure)
        return false;
    prose_size_init(&part);
    prose_size_init(&whole);
    known = meaning_change(figure, part.value, whole.value) && mpq_sgn(whole.value) != 0;
    if (known) {
        mpq_sub(part.value, part.value, whole.value);
        if (!prose_rate_fits(growth->rate, &part, &whole))
            prose_report_rate(growth->prose, growth->block, growth->rate, &part, &whole);
    }
    prose_size_clear(&part);
    prose_size_clear(&whole);
    return known;
}

// The change that a rate stands beside.
static const ProseNumber *change_of(const ProseBlock *block, const ProseNumber *rate)
{
    const ProseNumber *change = rate - 1;
    WordList apart = block->words->lists[WORDS_RATE_APART];

    if (rate == block->numbers.at || change->kind != NUMBER_MONEY || !change->direction)
        return NULL;
    Str text = str_slice(block->text, change->after, rate->from);
    return text.n <= 40 && !words_in(apart, text) && !ends_sentence(str_slice(text, 0, text.n)) ? change
                                                                                                : NULL;
}

static bool says_rate(const ProseBlock *block, const ProseNumber *rate)
{
    Str before = str_trim(prose_before(block->text, rate->from));
    WordList names = block->words->lists[WORDS_RATE_NAMES];
    size_t filler = words_end(block->words->lists[WORDS_CHANGE_FILLERS], before);

    return rate->direction || words_end(names, before) ||
           words_end(names, str_slice(before, 0, before.n - filler));
}

// Without a change: the amount of last year that the sentence has before the rate.
static const ProseNumber *amount_then(const Prose *prose, const ProseBlock *block, const ProseNumber *rate)
{
    Str sentence = prose_sentence(block->text, rate->from, rate->from);
    size_t from = (size_t)(sentence.at - block->text.at);
    const ProseNumber *last = rate - 1;

    if (prose_is_plain(last) && is_last_year(prose, block, prose_label(block, last)))
        return ends_sentence(str_slice(block->text, last->after, rate->from)) ? NULL : last;
    // 上年C万元，本年A万元，比上年增长P%
    if (last > block->numbers.at && prose_is_plain(last) && prose_is_plain(last - 1) &&
        last[-1].from >= from &&
        (words_in(block->words->lists[WORDS_LAST_YEAR], prose_label(block, last - 1)) ||
         is_of_year_before(prose, prose_label(block, last - 1))) &&
        (is_of_this_year(prose, prose_label(block, last)) ||
         words_in(block->words->lists[WORDS_COMPARED_THAN], str_slice(block->text, last->after, rate->from))))
        return last - 1;
    return NULL;
}

static void check_growth(Growth growth)
{
    bool base = false, against;

    if (!says_rate(growth.block, growth.rate) || growth.rate == growth.block->numbers.at)
        return;
    growth.change = change_of(growth.block, growth.rate);
    growth.first = growth.change ? growth.change : growth.rate;
    if (growth.change && growth.rate->direction && growth.change->direction != growth.rate->direction)
        return;
    if (check_bound(&growth))
        return;
    growth.then = growth.change ? NULL : amount_then(growth.prose, growth.block, growth.rate);
    if (!growth.change && !growth.then)
        return;
    if (any_fits(&growth, &against)) {
        if (against) // 上年3.65万元，本年2.89万元，增长20.82%
            prose_report(growth.prose, (ProseRange){growth.block, growth.rate->word, growth.rate->after},
                         "direction-sign",
                         str_of(_("turn the word round, or bind it with 变动(), which finds it")),
                         _("“%.*s” is against the two amounts"),
                         STR_ARG(str_slice(growth.block->text, growth.rate->word, growth.rate->after)));
        return;
    }
    const ProseNumber *number = amount_meant(&growth, &base);
    if (number)
        report(&growth, number, base);
}

// 由A万元增加到B万元，增长P%; 由A万元增加到B万元，增加C万元，增长P%
static bool check_from_to(Growth growth)
{
    const ProseBlock *block = growth.block;
    const ProseNumber *rate = growth.rate, *to;
    const WordList *lists = block->words->lists;
    ProseSize part, whole;

    if (rate < block->numbers.at + 2 || !rate->direction)
        return false;
    to = rate >= block->numbers.at + 3 && rate[-1].kind == NUMBER_MONEY && rate[-1].direction ? rate - 2
                                                                                              : rate - 1;
    if (to->kind != NUMBER_MONEY || to[-1].kind != NUMBER_MONEY || !prose_starts_from(block, to - 1) ||
        rate->from - to->after > 60)
        return false;
    Str joined = str_slice(block->text, to[-1].after, to->from),
        after = str_slice(block->text, to->after, rate->from);
    if (joined.n > 30 || !words_in(lists[WORDS_CHANGE_TO], joined) ||
        words_in(lists[WORDS_BREAKDOWN], after) || text_has(after, "。"))
        return false;
    prose_size_init(&part);
    prose_size_init(&whole);
    prose_size_set(growth.prose, block, to, &part);
    prose_size_set(growth.prose, block, to - 1, &whole);
    prose_size_add(&part, &whole, -1);
    if (!prose_rate_fits(rate, &part, &whole))
        prose_report_rate(growth.prose, growth.block, rate, &part, &whole);
    prose_size_clear(&part);
    prose_size_clear(&whole);
    return true;
}

void prose_check_growth(Prose *prose)
{
    Labels labels = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        prose_take_label(prose, block, &labels);
        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            Growth growth = {
                .prose = prose, .block = block, .labels = &labels, .rate = &block->numbers.at[i]};
            if (growth.rate->kind != NUMBER_PERCENT || growth.rate->figure ||
                block->findings >= PROSE_BLOCK_FINDINGS)
                continue;
            if (!check_from_to(growth))
                check_growth(growth);
        }
    }
}

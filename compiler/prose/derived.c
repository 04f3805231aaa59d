// Amounts that follow from those beside them:
// 预算5万元，支出4.2万元，节约0.8万元; 11.93万元，车辆5辆，车均2.39 万元. What they follow from must be the
// tables', so that a wrong amount does not explain another.
#include "prose/internal-prose.h"

// The amounts beside one, and their sizes.
typedef struct Beside {
    Prose *prose;
    const ProseBlock *block;
    const ProseNumber *number; // that is asked for
    size_t from, to;           // of the statement and the one before it
    ProseSize size;            // of the number
    mpq_t value;               // what the others come to
} Beside;

// A cell has it, or it is bound to one.
static bool is_known(const Beside *beside, const ProseNumber *number)
{
    if (number == beside->number || number->kind != NUMBER_MONEY)
        return false;
    AmountIndex *index = prose_amount_index(beside->prose);
    Str words = prose_label(beside->block, number);
    return number->figure ||
           amounts_find(index, (AmountAsked){number->value, number->unit, words, true}).found ||
           amounts_find(index, (AmountAsked){number->value, number->unit, words, false}).found;
}

static void set_value(const Beside *beside, const ProseNumber *number, mpq_t value)
{
    ProseSize size;

    prose_size_init(&size);
    prose_size_set(beside->prose, beside->block, number, &size);
    mpq_set(value, size.value);
    prose_size_clear(&size);
}

// The value is the number, to the last digit that it is written with.
static bool is_it(const Beside *beside)
{
    mpq_t difference;

    mpq_init(difference);
    mpq_abs(difference, beside->value);
    mpq_sub(difference, difference, beside->size.value);
    mpq_abs(difference, difference);
    bool same = mpq_cmp(difference, beside->size.half) <= 0;
    mpq_clear(difference);
    return same;
}

static bool is_pair(Beside *beside, const ProseNumber *a, const ProseNumber *b)
{
    mpq_t one, other;

    mpq_inits(one, other, NULL);
    set_value(beside, a, one);
    set_value(beside, b, other);
    mpq_sub(beside->value, one, other);
    bool same = is_it(beside);
    mpq_add(beside->value, one, other);
    same = same || is_it(beside);
    mpq_clears(one, other, NULL);
    return same;
}

// So much for each of so many: only where its words say that.
static bool is_average(Beside *beside, const ProseNumber *a, const ProseNumber *count)
{
    const WordList *lists = beside->block->words->lists;

    if (count->kind != NUMBER_OTHER || count->power || mpq_sgn(count->value) <= 0 ||
        !words_in(lists[WORDS_AVERAGES], prose_label(beside->block, beside->number)))
        return false;
    set_value(beside, a, beside->value);
    mpq_div(beside->value, beside->value, count->value);
    return is_it(beside);
}

// The sum of amounts in a row, from a on; or a, less those after it.
static bool is_run(Beside *beside, const ProseNumber *a, const ProseNumber *end)
{
    mpq_t sum, rest, one;
    bool same = false;

    mpq_inits(sum, rest, one, NULL);
    set_value(beside, a, sum);
    mpq_set(rest, sum);
    for (const ProseNumber *next = a + 1; next < end && !same; next++) {
        if (next == beside->number || next->kind == NUMBER_PERCENT || next->kind == NUMBER_YEAR)
            continue;
        if (!is_known(beside, next) || next->direction)
            break;
        set_value(beside, next, one);
        mpq_add(sum, sum, one);
        mpq_sub(rest, rest, one);
        mpq_set(beside->value, sum);
        same = is_it(beside);
        mpq_set(beside->value, rest);
        same = same || is_it(beside);
    }
    mpq_clears(sum, rest, one, NULL);
    return same;
}

static Str hint_of(const Beside *beside, const ProseNumber *a, const ProseNumber *b)
{
    Str text = beside->block->text;

    return str_print(
        beside->prose->arena,
        _("it follows from “%.*s” and “%.*s” beside it: where these are bound, work it out from them"),
        STR_ARG(str_slice(text, a->from, a->after)),
        STR_ARG(str_slice(text, b->from, b->end > b->after ? b->end : b->after)));
}

// Looks among the numbers [first, end) for what gives the number; the hint that says so, or none.
static Str find(Beside *beside, const ProseNumber *first, const ProseNumber *end)
{
    for (const ProseNumber *a = first; a < end; a++) {
        if (!is_known(beside, a))
            continue;
        for (const ProseNumber *b = first; b < end; b++)
            if ((b > a && is_known(beside, b) && is_pair(beside, a, b)) || is_average(beside, a, b))
                return hint_of(beside, a, b);
        if (!a->direction && is_run(beside, a, end))
            return str_of(
                _("it follows from the amounts beside it: where these are bound, work it out from them"));
    }
    return (Str){0};
}

Str prose_derived(Prose *prose, const ProseBlock *block, const ProseNumber *number)
{
    const ProseNumber *first = number, *end = number + 1, *last = block->numbers.at + block->numbers.n;
    Beside beside = {.prose = prose, .block = block, .number = number};
    ptrdiff_t stop = text_find(block->text, "。", number->after);

    if (mpq_sgn(number->value) == 0)
        return (Str){0};
    beside.from = prose_statement_start(block->text, number->from);
    if (beside.from) {
        utf8_previous(block->text, &beside.from);
        beside.from = prose_statement_start(block->text, beside.from);
    }
    beside.to = stop < 0 ? block->text.n : (size_t)stop;
    while (first > block->numbers.at && first[-1].from >= beside.from && number - first < PROSE_NEAR)
        first--;
    while (end < last && end->from < beside.to && end - number < PROSE_NEAR)
        end++;
    prose_size_init(&beside.size);
    mpq_init(beside.value);
    prose_size_set(prose, block, number, &beside.size);
    Str hint = find(&beside, first, end);
    prose_size_clear(&beside.size);
    mpq_clear(beside.value);
    return hint;
}

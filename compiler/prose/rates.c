// What a typed rate is held against: amounts with the rounding that they are written with, and the words that
// say which amount is which.
#include "prose/internal-prose.h"

#include "text/text.h"

// Half a unit of the last of `decimals` digits, of a number in units of 10^power.
static void set_half(mpq_t half, int decimals, int power)
{
    mpq_set_ui(half, 1, 2);
    for (int i = 0; i < decimals && i < 20; i++)
        mpz_mul_ui(mpq_denref(half), mpq_denref(half), 10);
    for (int i = 0; i < power && i < 20; i++)
        mpz_mul_ui(mpq_numref(half), mpq_numref(half), 10);
    mpq_canonicalize(half);
}

// 0.57万元 beside 1万元: the paragraph's amounts are written to the cent, and trailing zeros are left away.
static int decimals_near(const ProseBlock *block, const ProseNumber *number)
{
    size_t at = (size_t)(number - block->numbers.at), from = at > PROSE_NEAR ? at - PROSE_NEAR : 0;
    int decimals = number->decimals;

    for (size_t i = from; i < block->numbers.n && i < at + PROSE_NEAR; i++) {
        const ProseNumber *other = &block->numbers.at[i];
        if (other->kind == NUMBER_MONEY && unit_equal(other->unit, number->unit) &&
            other->decimals > decimals)
            decimals = other->decimals;
    }
    return decimals;
}

void prose_size_init(ProseSize *size)
{
    mpq_inits(size->value, size->half, NULL);
}

void prose_size_clear(ProseSize *size)
{
    mpq_clears(size->value, size->half, NULL);
}

void prose_size_set(Prose *prose, const ProseBlock *block, const ProseNumber *number, ProseSize *size)
{
    mpq_set(size->value,
            unit_convert(prose->arena, number->value, number->unit, unit_parse(text_money_name(0))));
    set_half(size->half, decimals_near(block, number), number->unit.power);
}

void prose_size_add(ProseSize *size, const ProseSize *other, int sign)
{
    if (sign > 0)
        mpq_add(size->value, size->value, other->value);
    else
        mpq_sub(size->value, size->value, other->value);
    mpq_add(size->half, size->half, other->half);
}

// The least and the most that part/whole may be per cent, by their rounding; false: no most.
static bool bounds(const ProseSize *part, const ProseSize *whole, mpq_t least, mpq_t most)
{
    mpq_t hundred, base;
    bool bounded;

    mpq_inits(hundred, base, NULL);
    mpq_set_ui(hundred, 100, 1);
    mpq_abs(least, part->value);
    mpq_add(most, least, part->half);
    mpq_sub(least, least, part->half);
    mpq_abs(base, whole->value);
    mpq_sub(base, base, whole->half);
    bounded = mpq_sgn(base) > 0;
    if (bounded)
        mpq_div(most, most, base);
    mpq_mul(most, most, hundred);
    mpq_abs(base, whole->value);
    mpq_add(base, base, whole->half);
    if (mpq_sgn(base) > 0)
        mpq_div(least, least, base);
    mpq_mul(least, least, hundred);
    mpq_clears(hundred, base, NULL);
    return bounded;
}

bool prose_rate_fits(const ProseNumber *rate, const ProseSize *part, const ProseSize *whole)
{
    mpq_t least, most, half, written;
    bool fits;

    if (mpq_sgn(whole->value) == 0)
        return false;
    mpq_inits(least, most, half, written, NULL);
    bool bounded = bounds(part, whole, least, most);
    set_half(half, rate->decimals, 0);
    mpq_abs(written, rate->value);
    mpq_sub(least, least, half);
    mpq_add(most, most, half);
    fits = mpq_cmp(written, least) >= 0 && (!bounded || mpq_cmp(written, most) <= 0);
    mpq_clears(least, most, half, written, NULL);
    return fits;
}

void prose_report_rate(Prose *prose, ProseBlock *block, const ProseNumber *rate, const ProseSize *part,
                       const ProseSize *whole)
{
    ProseRange at = {block, rate->from, rate->after};
    Str written = str_slice(block->text, rate->from, rate->after);
    mpq_t right;

    if (mpq_sgn(whole->value) == 0) {
        prose_report(prose, at, "rate-of-nothing", str_of(_("say the amounts alone: of 0 there is no rate")),
                     _("“%.*s” is a rate of an amount that is 0"), STR_ARG(written));
        return;
    }
    mpq_init(right);
    mpq_div(right, part->value, whole->value);
    mpz_mul_ui(mpq_numref(right), mpq_numref(right), 100);
    mpq_canonicalize(right);
    mpq_abs(right, right);
    Str text = number_format(prose->arena, number_freeze(prose->arena, right),
                             (NumberFormat){.decimals = rate->decimals, .keep_zeros = true});
    mpq_clear(right);
    prose_report(prose, at, "percent-wrong",
                 str_of(_("bind it with 增幅(), 占比() or 完成率(), which works it out")),
                 _("“%.*s” does not follow from the sentence's amounts, which give %.*s%%"), STR_ARG(written),
                 STR_ARG(text));
}

// ---- which amount is which

Str prose_label(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);
    size_t start = (size_t)(clause.at - block->text.at);
    const ProseNumber *before = number;

    // A year and a count are of the label: 较2024年的; an amount and a rate are not.
    while (before > block->numbers.at && before[-1].after > start &&
           (before[-1].kind == NUMBER_YEAR || before[-1].kind == NUMBER_OTHER))
        before--;
    if (before > block->numbers.at && before[-1].after > start)
        start = before[-1].after;
    return str_slice(block->text, start < number->from ? start : number->from, number->from);
}

size_t prose_side_by_side(const ProseBlock *block, const ProseNumber *first)
{
    const ProseNumber *end = block->numbers.at + block->numbers.n;
    size_t n = 1;

    for (const ProseNumber *next = first + 1; next < end && next->kind == first->kind; next++, n++) {
        Str joint = str_trim(str_slice(block->text, next[-1].after, next->from));
        if (!str_equal(joint, STR("、")) && !str_equal(joint, STR("，")) &&
            words_find(block->words->lists[WORDS_NAME_JOINTS], joint) < 0)
            break;
    }
    return n;
}

bool prose_is_plain(const ProseNumber *number)
{
    return number->kind == NUMBER_MONEY && !number->direction;
}

// 预算 that is not of a kind of money: 一般公共预算财政拨款收入 is no budget's amount.
bool prose_says_budget(const Words *words, Str text)
{
    const WordList *lists = words->lists;
    WordList budget = lists[WORDS_BUDGET_AMOUNT], funds = lists[WORDS_FUND_BUDGETS];

    for (size_t i = 0; i < budget.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(text, budget.at[i], (size_t)at)) >= 0; at++)
            if (!words_end(funds, str_slice(text, 0, (size_t)at + budget.at[i].n)))
                return true;
    return false;
}

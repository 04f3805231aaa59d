// Percentages against the amounts that the sentence gives them from, and numbers that lack their sign or
// unit.
#include "prose/internal-prose.h"

#include "text/text.h"

// One unit of the last of `decimals` digits.
static void set_last_digit(mpq_t unit, int decimals)
{
    mpq_set_ui(unit, 1, 1);
    for (int i = 0; i < decimals && i < 20; i++)
        mpz_mul_ui(mpq_denref(unit), mpq_denref(unit), 10);
}

// written is of/whole·100 as near as its own rounding and that of `of` let it be.
static bool ratio_fits(const ProseNumber *written, const ProseNumber *part, mpq_srcptr of, mpq_srcptr whole)
{
    mpq_t ratio, allowed, half, hundred;
    bool fits;

    if (mpq_sgn(whole) == 0)
        return true;
    mpq_inits(ratio, allowed, half, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    mpq_set_ui(half, 1, 2);
    mpq_div(ratio, of, whole);
    mpq_mul(ratio, ratio, hundred);
    // The part's rounding, as a share of itself: the amounts are in 元 here, its digits in its own unit.
    if (mpq_sgn(part->value) != 0) {
        set_last_digit(allowed, part->decimals);
        mpq_mul(allowed, allowed, half);
        mpq_div(allowed, allowed, part->value);
        mpq_mul(allowed, allowed, ratio);
        mpq_abs(allowed, allowed);
    }
    mpq_sub(ratio, ratio, written->value);
    mpq_abs(ratio, ratio);
    set_last_digit(hundred, written->decimals);
    mpq_mul(hundred, hundred, half);
    mpq_add(allowed, allowed, hundred);
    fits = mpq_cmp(ratio, allowed) <= 0;
    mpq_clears(ratio, allowed, half, hundred, NULL);
    return fits;
}

static Number in_yuan(Prose *prose, const ProseNumber *number)
{
    return unit_convert(prose->arena, number->value, number->unit, unit_parse(text_money_name(0)));
}

static void report_ratio(Prose *prose, ProseBlock *block, const ProseNumber *rate, const ProseNumber *part,
                         mpq_srcptr of, mpq_srcptr whole)
{
    mpq_t right;

    if (ratio_fits(rate, part, of, whole))
        return;
    mpq_init(right);
    mpq_div(right, of, whole);
    mpz_mul_ui(mpq_numref(right), mpq_numref(right), 100);
    mpq_canonicalize(right);
    Number frozen = number_freeze(prose->arena, right);
    mpq_clear(right);
    Str text =
        number_format(prose->arena, frozen, (NumberFormat){.decimals = rate->decimals, .keep_zeros = true});
    prose_report(prose, (ProseRange){block, rate->from, rate->after}, "percent-wrong",
                 str_of(_("bind it with 增幅(), 占比() or 完成率(), which works it out")),
                 _("“%.*s” does not follow from the sentence's amounts, which give %.*s%%"),
                 STR_ARG(str_slice(block->text, rate->from, rate->after)), STR_ARG(text));
}

// 增加`= 增减(甲, 上年.甲)`万元，增长P%: the cells of the change tell what it is a rate of.
static bool check_bound_growth(Prose *prose, ProseBlock *block, const ProseNumber *rate,
                               const ProseNumber *change)
{
    WordList apart = block->words->lists[WORDS_RATE_APART];
    bool known;
    mpq_t now, then;

    if (!change->figure || change->kind != NUMBER_MONEY || !change->direction ||
        rate->from - change->after > 40 || words_in(apart, str_slice(block->text, change->after, rate->from)))
        return false;
    mpq_inits(now, then, NULL);
    known = meaning_change(change->figure, now, then) && mpq_sgn(then) != 0;
    if (known) {
        mpq_sub(now, now, then);
        mpq_abs(now, now);
        mpq_abs(then, then);
        report_ratio(prose, block, rate, change, now, then);
    }
    mpq_clears(now, then, NULL);
    return known;
}

// A万元，比上年增加B万元，增长P%
static void check_growth(Prose *prose, ProseBlock *block, size_t i)
{
    const ProseNumber *rate = &block->numbers.at[i];
    const WordList *lists = block->words->lists;

    if (!rate->direction || !i || check_bound_growth(prose, block, rate, rate - 1) || i < 2)
        return;
    const ProseNumber *change = rate - 1, *now = rate - 2;
    // A year or another rate may stand between: 收入51.8万元，完成预算的98%，比2022年增加……
    while (now > block->numbers.at && (now->kind == NUMBER_YEAR || now->kind == NUMBER_PERCENT))
        now--;
    Str sentence = prose_sentence(block->text, rate->from, rate->after);
    if (change->kind != NUMBER_MONEY || change->direction != rate->direction || now->kind != NUMBER_MONEY ||
        now->direction || block->text.at + now->from < sentence.at)
        return;
    Str between = str_slice(block->text, now->after, change->from);
    if (between.n > 60 || words_in(lists[WORDS_BREAKDOWN], between) ||
        !words_in(lists[WORDS_COMPARED_THAN], between))
        return;
    mpq_t base;
    mpq_init(base);
    Number size = in_yuan(prose, change), whole = in_yuan(prose, now);
    if (change->direction > 0)
        mpq_sub(base, whole, size);
    else
        mpq_add(base, whole, size);
    report_ratio(prose, block, rate, change, size, base);
    mpq_clear(base);
}

// 由A万元增加到B万元，增长P%; 由A万元增加到B万元，增加C万元，增长P%
static void check_from_to(Prose *prose, ProseBlock *block, size_t i)
{
    const ProseNumber *rate = &block->numbers.at[i], *to;
    const WordList *lists = block->words->lists;
    mpq_t change;

    if (i < 2 || !rate->direction)
        return;
    to = i >= 3 && (rate - 1)->kind == NUMBER_MONEY && (rate - 1)->direction ? rate - 2 : rate - 1;
    if (to->kind != NUMBER_MONEY || (to - 1)->kind != NUMBER_MONEY || !prose_starts_from(block, to - 1) ||
        rate->from - to->after > 60)
        return;
    Str between = str_slice(block->text, (to - 1)->after, to->from),
        after = str_slice(block->text, to->after, rate->from);
    if (between.n > 30 || !words_in(lists[WORDS_CHANGE_TO], between) ||
        words_in(lists[WORDS_BREAKDOWN], after) || text_has(after, "。"))
        return;
    Number was = in_yuan(prose, to - 1), is = in_yuan(prose, to);
    mpq_init(change);
    mpq_sub(change, is, was);
    mpq_abs(change, change);
    report_ratio(prose, block, rate, to, change, was);
    mpq_clear(change);
}

// 占B万元的P%; A万元，占……P% where the whole is the sentence's first amount;
// 预算A万元，决算B万元，完成预算的P%
static void check_share(Prose *prose, ProseBlock *block, size_t i)
{
    const ProseNumber *rate = &block->numbers.at[i];
    Str clause = prose_clause(block->text, rate->from, rate->from);
    size_t start = (size_t)(clause.at - block->text.at);
    Str sentence = prose_sentence(block->text, rate->from, rate->after);
    size_t sentence_start = (size_t)(sentence.at - block->text.at);
    const WordList *lists = block->words->lists;
    bool share = words_in(lists[WORDS_SHARE], str_slice(block->text, start, rate->from));
    bool done = words_in(lists[WORDS_DONE], str_slice(block->text, start, rate->from));

    if (i < 2 || (!share && !done))
        return;
    const ProseNumber *part = rate - 1, *whole = NULL;
    if (part->kind != NUMBER_MONEY || part->from < sentence_start)
        return;
    if (done && (rate - 2)->kind == NUMBER_MONEY && (rate - 2)->from >= sentence_start) {
        if (words_in(lists[WORDS_DONE_AMOUNT], str_slice(block->text, (rate - 2)->after, part->from)))
            whole = rate - 2;
    } else if (share && part->from >= start && (rate - 2)->kind == NUMBER_MONEY &&
               (rate - 2)->from >= sentence_start) {
        whole = part;
        part = rate - 2;
    } else if (share) {
        for (size_t k = 0; k < i; k++) // 合计A万元，其中：甲B万元，占P%
            if (block->numbers.at[k].kind == NUMBER_MONEY && block->numbers.at[k].from >= sentence_start) {
                whole = &block->numbers.at[k];
                break;
            }
        if (!whole || whole == part ||
            !words_in(lists[WORDS_BREAKDOWN], str_slice(block->text, whole->after, part->from)))
            return;
    }
    if (whole)
        report_ratio(prose, block, rate, part, in_yuan(prose, part), in_yuan(prose, whole));
}

// ---- what lacks its sign or unit

static bool ends_here(Str rest)
{
    static const char *const marks[] = {"，", "。", "；", ",", ";", "）", NULL};

    for (size_t i = 0; marks[i]; i++)
        if (text_starts(rest, marks[i]))
            return true;
    return rest.n == 0;
}

// 政府采购工程支出486.15、: an amount by its decimals and the word before it.
static bool is_named_amount(const Words *words, Str before, Str rest, const ProseNumber *number)
{
    return number->decimals > 0 && words_end(words->lists[WORDS_BARE_AMOUNT], before) &&
           (ends_here(rest) || text_starts(rest, "、"));
}

// 较上年增加5，: of what. 采购支出为5。: of money.
static bool lacks_unit(const Words *words, Str before, Str clause)
{
    const WordList *lists = words->lists;

    return (words_end(lists[WORDS_BARE_CHANGE], before) &&
            words_in(lists[WORDS_BARE_CHANGE_CLAUSE], clause)) ||
           (words_end(lists[WORDS_BARE_AFTER], before) && words_in(lists[WORDS_BARE_AFTER_CLAUSE], clause) &&
            !words_in(lists[WORDS_CODE_COLUMNS], clause));
}

static void check_bare(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str rest = prose_following(block->text, number->after), before = prose_before(block->text, number->from);
    bool named = is_named_amount(block->words, before, rest, number);

    if ((!ends_here(rest) && !named) || number->to - number->from > 12)
        return;
    Str clause = prose_clause(block->text, number->from, number->from);
    if (words_end(lists[WORDS_BARE_RATE], before) ||
        (words_end(lists[WORDS_SHARE], before) && number->decimals > 0))
        prose_report(prose, (ProseRange){block, number->from, number->to}, "rate-without-percent",
                     str_of(_("add the percent sign")), _("the rate “%.*s” has no percent sign"),
                     STR_ARG(str_slice(block->text, number->from, number->to)));
    else if (named || lacks_unit(block->words, before, clause))
        prose_report(prose, (ProseRange){block, number->from, number->to}, "unit-missing",
                     str_of(_("write the unit after it, as the table has it")),
                     _("the amount “%.*s” has no unit"),
                     STR_ARG(str_slice(block->text, number->from, number->to)));
}

// A bound amount prints no unit, and a mark follows it.
static void check_bound(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    const Figure *figure = number->figure;
    Str rest = prose_following(block->text, number->after);

    if (figure->phrase || figure->value.kind != VALUE_NUMBER || figure->value.unit.kind != UNIT_MONEY ||
        !(ends_here(rest) || text_starts(rest, "、")))
        return;
    prose_report(prose, (ProseRange){block, number->from, number->to}, "unit-missing",
                 str_of(_("write the unit after it, as the table has it")),
                 _("the amount “%.*s” has no unit"),
                 STR_ARG(str_slice(block->text, number->from, number->to)));
}

// 200万以上: the 元 is missing; 3万人, 5万亩 are counts, and 300余万 may be one.
static void check_short_money(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Str rest = prose_following(block->text, number->end);

    if (number->power < 4 || number->counter.n || number->more)
        return;
    if (ends_here(rest) || prose_is_limit(block->words, rest) ||
        words_begin(block->words->lists[WORDS_LIMIT_SHORT], rest))
        prose_report(prose, (ProseRange){block, number->from, number->end}, "unit-missing",
                     str_of(_("write 万元, not 万")), _("“%.*s” lacks its 元"),
                     STR_ARG(str_slice(block->text, number->from, number->end)));
}

void prose_check_ratios(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++) {
            const ProseNumber *number = &block->numbers.at[i];
            if (number->kind == NUMBER_PERCENT && !number->figure) {
                check_growth(prose, block, i);
                check_from_to(prose, block, i);
                check_share(prose, block, i);
            } else if (number->kind == NUMBER_OTHER && !prose_is_heading(block)) {
                check_short_money(prose, block, number);
                // A ratio that is bound prints its own sign.
                if (!number->figure)
                    check_bare(prose, block, number);
                else
                    check_bound(prose, block, number);
            }
        }
    }
}

// Words of change against the sign of what they change, and what a form leaves for the writer to choose.
#include "prose/internal-prose.h"

#include <string.h>

// ---- the direction that a bound figure has by its cells

static int bound_direction(const Figure *figure)
{
    mpq_t now, then;
    int sign = 0;

    mpq_inits(now, then, NULL);
    if (meaning_change(figure, now, then))
        sign = mpq_cmp(now, then);
    mpq_clears(now, then, NULL);
    return sign > 0 ? 1 : sign < 0 ? -1 : 0;
}

// The rate of a change that is nothing is nothing too, and is told once.
static bool is_rate_of_zero(const ProseBlock *block, const ProseNumber *number)
{
    return number->kind == NUMBER_PERCENT && number > block->numbers.at && number[-1].kind == NUMBER_MONEY &&
           number[-1].direction && mpq_sgn(number[-1].value) == 0 && number->from - number[-1].after <= 60;
}

// 减少0万元 is untidy; with a reason for it, it contradicts itself.
static void report_zero(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = prose->words->lists;
    ptrdiff_t end = text_find(block->text, "。", number->after);
    Str rest = str_slice(block->text, number->after, end < 0 ? block->text.n : (size_t)end);
    const ProseNumber *next = number + 1;
    bool alone = next >= block->numbers.at + block->numbers.n || !next->direction ||
                 next->from >= (size_t)(rest.at - block->text.at) + rest.n;
    bool explained = alone && rest.n < PROSE_WINDOW && words_in(lists[WORDS_REASON], rest) &&
                     !words_in(lists[WORDS_UNCHANGED], rest);
    Str written = str_slice(block->text, number->word, number->after);

    prose_report_as(
        prose, (ProseRange){block, number->from, number->after},
        explained ? SEVERITY_ERROR : SEVERITY_WARNING, "zero-change",
        str_of(_("write 与上年持平, or bind it with 变动(), which does")),
        str_print(prose->arena, _("“%.*s” says that nothing changed as a change"), STR_ARG(written)).at);
}

static void check_sign(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Str written = str_slice(block->text, number->word, number->after);
    int actual = 0;

    if (!number->direction || (number->figure && number->figure->phrase))
        return;
    if (mpq_sgn(number->value) == 0 && is_rate_of_zero(block, number))
        return;
    if (mpq_sgn(number->value) == 0) {
        report_zero(prose, block, number);
        return;
    }
    if (mpq_sgn(number->value) < 0) {
        prose_report(prose, (ProseRange){block, number->from, number->after}, "direction-sign",
                     str_of(_("take the minus away, or turn the word round")),
                     _("“%.*s” has a word of change and a minus"), STR_ARG(written));
        return;
    }
    if (number->figure)
        actual = bound_direction(number->figure);
    else if (number->kind == NUMBER_MONEY && number->to - number->from >= 4)
        actual = amounts_change_sign(prose_amount_index(prose), number->value, number->unit);
    if (actual && actual != number->direction)
        prose_report(prose, (ProseRange){block, number->word, number->after}, "direction-sign",
                     str_of(_("turn the word round, or bind it with 变动(), which finds it")),
                     actual > 0 ? _("“%.*s”: by its cells it rose") : _("“%.*s”: by its cells it fell"),
                     STR_ARG(written));
}

// 增加5万元，下降3%: the amount and its rate.
static void check_pair(Prose *prose, ProseBlock *block, const ProseNumber *amount, const ProseNumber *rate)
{
    WordList apart = block->words->lists[WORDS_RATE_APART_FROM_CHANGE];
    Str between = str_slice(block->text, amount->after, rate->from);

    if (amount->kind != NUMBER_MONEY || !amount->direction || !rate->direction || between.n > 40 ||
        words_in(apart, between))
        return;
    if (rate->kind == NUMBER_POINTS)
        prose_report(prose, (ProseRange){block, rate->from, rate->after}, "rate-point",
                     str_of(_("an amount's rate is in percent; 百分点 is for the difference of two rates")),
                     _("“%.*s” is the rate of an amount, in points"),
                     STR_ARG(str_slice(block->text, rate->from, rate->after)));
    if (rate->kind == NUMBER_PERCENT && rate->direction != amount->direction &&
        !(rate->figure && rate->figure->phrase))
        prose_report(prose, (ProseRange){block, rate->word, rate->after}, "direction-sign",
                     str_of(_("turn one of the two words round")),
                     _("the amount and its rate change in opposite directions"));
}

// 与上年持平，增加1.2万元
static void check_unchanged(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    WordList words = block->words->lists[WORDS_UNCHANGED];
    Str before = prose_before(block->text, number->word);

    if (!number->direction || mpq_sgn(number->value) == 0 || number->kind != NUMBER_MONEY)
        return;
    if (text_ends(before, "，"))
        before = str_slice(before, 0, before.n - strlen("，"));
    for (size_t i = 0; i < words.n; i++)
        if (str_ends(before, words.at[i]))
            prose_report(prose, (ProseRange){block, number->word, number->after}, "direction-sign",
                         str_of(_("say the one or the other")), _("“%.*s” and a change of %.*s"),
                         STR_ARG(words.at[i]), STR_ARG(str_slice(block->text, number->from, number->after)));
}

// 由5万元增加到3万元, 由上年的5万元……
bool prose_starts_from(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);
    Str before = str_slice(clause, 0, (size_t)(block->text.at + number->from - clause.at));
    Str near = str_slice(before, before.n > 24 ? before.n - 24 : 0, before.n);

    return words_in(block->words->lists[WORDS_CHANGE_FROM], near);
}

static void check_from_to(Prose *prose, ProseBlock *block, const ProseNumber *from, const ProseNumber *to)
{
    const WordList *lists = block->words->lists;
    Str between = str_slice(block->text, from->after, to->from);

    if (from->kind != to->kind || from->kind == NUMBER_YEAR || between.n > 30)
        return;
    if (from->kind == NUMBER_MONEY && !unit_equal(from->unit, to->unit))
        return;
    int written = words_in(lists[WORDS_RISE_TO], between)   ? 1
                  : words_in(lists[WORDS_FALL_TO], between) ? -1
                                                            : 0;
    if (!written || !prose_starts_from(block, from))
        return;
    int actual = mpq_cmp(to->value, from->value);
    if (written * actual < 0)
        prose_report(prose, (ProseRange){block, from->from, to->after}, "direction-sign",
                     str_of(_("turn the word round")), _("the word of change is against the two amounts"));
}

// ---- a form's alternatives

// What joins the two in a form: 增加（减少）, 增加（或减少）, 增加或减少.
typedef struct FormJoin {
    const char *open, *close;
    bool either; // 或 stands between them
} FormJoin;

// Where the form's choice ends that joins the word that ends at `at` and `second`; 0 where it does not.
static size_t choice_end(const ProseBlock *block, const FormJoin *join, size_t at, Str second)
{
    Str rest = str_slice(block->text, at, block->text.n);
    size_t or ;

    if (!text_starts(rest, join->open))
        return 0;
    rest = str_slice(rest, strlen(join->open), rest.n);
    or = join->either ? words_begin(block->words->lists[WORDS_CHOICE_OR], rest) : 0;
    rest = str_slice(rest, or, rest.n);
    if ((join->either && ! or) || !str_starts(rest, second))
        return 0;
    rest = str_slice(rest, second.n, rest.n);
    return text_starts(rest, join->close) ? (size_t)(rest.at - block->text.at) + strlen(join->close) : 0;
}

static void check_choice(Prose *prose, ProseBlock *block, Str first, Str second)
{
    static const FormJoin joins[] = {{"（", "）", false}, {"(", ")", false},  {"/", "", false},
                                     {"／", "", false},   {"（", "）", true}, {"", "", true}};

    for (ptrdiff_t at = 0; (at = str_find(block->text, first, (size_t)at)) >= 0; at++)
        for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
            size_t end = choice_end(block, &joins[i], (size_t)at + first.n, second);
            // 增或减 is a word of its own.
            if (!end || (!joins[i].open[0] && first.n < 6))
                continue;
            prose_report(prose, (ProseRange){block, (size_t)at, end}, "alternatives-left",
                         str_of(_("keep the one that holds, or bind it with 变动() or 比较()")),
                         _("“%.*s” leaves the form's choice standing"),
                         STR_ARG(str_slice(block->text, (size_t)at, end)));
        }
}

// 增加减少5万元: both stand before the amount.
static void check_both(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    size_t length;
    int before = number->direction
                     ? prose_direction_before(prose->words, str_slice(block->text, 0, number->word), &length)
                     : 0;

    if (before && before != number->direction && !prose_in_figure(block, number->word))
        prose_report(prose, (ProseRange){block, number->word - length, number->after}, "alternatives-left",
                     str_of(_("keep the one that holds, or bind it with 变动() or 比较()")),
                     _("“%.*s” leaves the form's choice standing"),
                     STR_ARG(str_slice(block->text, number->word - length, number->after)));
}

static void check_alternatives(Prose *prose, ProseBlock *block)
{
    WordList choices = prose->words->lists[WORDS_CHOICES];

    for (size_t i = 0; i < block->numbers.n; i++)
        if (block->numbers.at[i].kind != NUMBER_YEAR)
            check_both(prose, block, &block->numbers.at[i]);

    for (size_t i = 0; i < choices.n; i++)
        for (size_t k = 0; k < choices.of[i].n; k++) {
            check_choice(prose, block, choices.at[i], choices.of[i].at[k]);
            check_choice(prose, block, choices.of[i].at[k], choices.at[i]);
        }
}

void prose_check_changes(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        check_alternatives(prose, block);
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++) {
            const ProseNumber *number = &block->numbers.at[i];
            if (number->kind == NUMBER_YEAR)
                continue;
            if (number->kind != NUMBER_OTHER) {
                check_sign(prose, block, number);
                check_unchanged(prose, block, number);
            }
            if (i + 1 < block->numbers.n) {
                check_pair(prose, block, number, number + 1);
                check_from_to(prose, block, number, number + 1);
            }
        }
    }
}

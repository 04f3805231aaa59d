// Words of change against the sign of what they change, and what a form leaves for the writer to choose.
#include "prose/internal-prose.h"

#include <stdio.h>
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

static void check_sign(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Str written = str_slice(block->text, number->word, number->after);
    int actual = 0;

    if (!number->direction || (number->figure && number->figure->phrase))
        return;
    if (mpq_sgn(number->value) == 0) {
        prose_report(prose, (ProseRange){block, number->from, number->after}, "zero-change",
                     str_of(_("write 与上年持平, or bind it with 变动(), which does")),
                     _("“%.*s” says that nothing changed as a change"), STR_ARG(written));
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
    static const char *const apart[] = {"比", "较", "与", "其中", "占", "。", "；", NULL};
    Str between = str_slice(block->text, amount->after, rate->from);

    if (amount->kind != NUMBER_MONEY || !amount->direction || !rate->direction || between.n > 40 ||
        text_has_any(between, apart))
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
    static const char *const words[] = {"持平", "无变化", "没有变化", "一致", NULL};
    Str before = prose_before(block->text, number->word);

    if (!number->direction || mpq_sgn(number->value) == 0 || number->kind != NUMBER_MONEY)
        return;
    for (size_t i = 0; words[i]; i++)
        if (text_ends(before, str_print(prose->arena, "%s，", words[i]).at) || text_ends(before, words[i]))
            prose_report(prose, (ProseRange){block, number->word, number->after}, "direction-sign",
                         str_of(_("say the one or the other")), _("“%s” and a change of %.*s"), words[i],
                         STR_ARG(str_slice(block->text, number->from, number->after)));
}

// How many numbers of the block begin before this byte.
static size_t numbers_before(const ProseBlock *block, size_t at)
{
    size_t low = 0, high = block->numbers.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (block->numbers.at[middle].from < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// 与上年, 与2022年度预算数, with nothing else before the word: 与上年口径一致 is of another thing.
static bool is_last_year(const Prose *prose, Str before)
{
    static const char *const starts[] = {"与", "较", "同", NULL};
    static const char *const years[] = {"上年", "去年", NULL};
    static const char *const ends[] = {"相比", "相同", "基本", "决算数", "预算数", "执行数",
                                       "决算", "预算", "年初", "度",     NULL};
    size_t i = 0, k = 0;
    char year[40];

    snprintf(year, sizeof year, "%d年", prose->project->year - 1);
    while (starts[i] && !text_starts(before, starts[i]))
        i++;
    if (!starts[i])
        return false;
    before = str_slice(before, 3, before.n);
    while (years[k] && !text_starts(before, years[k]))
        k++;
    const char *said = years[k] ? years[k] : year;
    if (!text_starts(before, said))
        return false;
    before = str_slice(before, strlen(said), before.n);
    for (size_t e = 0; ends[e]; e++)
        if (text_ends(before, ends[e]))
            before = str_slice(before, 0, before.n - strlen(ends[e]));
    return before.n == 0;
}

// 机关运行经费5万元，与上年持平: the last amount of the sentence before the clause, where it is a named
// figure and last year's is not the same.
static void check_level_word(Prose *prose, ProseBlock *block, const char *word)
{
    for (ptrdiff_t at = 0; (at = text_find(block->text, word, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, to = from + strlen(word);
        Str clause = prose_clause(block->text, from, from),
            sentence = prose_sentence(block->text, from, from);
        size_t start = (size_t)(clause.at - block->text.at), first = (size_t)(sentence.at - block->text.at);
        if (!is_last_year(prose, str_slice(block->text, start, from)))
            continue;
        const ProseNumber *last = NULL;
        for (size_t i = numbers_before(block, first); i < numbers_before(block, start); i++)
            if (block->numbers.at[i].kind == NUMBER_MONEY)
                last = &block->numbers.at[i];
        if (!last || !last->figure || last->direction)
            continue;
        int sign = amounts_named_change_sign(prose_amount_index(prose), last->figure->expression);
        if (sign)
            prose_report(prose, (ProseRange){block, from, to}, "direction-sign",
                         str_of(_("say the change, or bind it with 变动(), which finds it")),
                         sign > 0 ? _("“%.*s”: by its cells it rose") : _("“%.*s”: by its cells it fell"),
                         STR_ARG(str_of(word)));
    }
}

// 由5万元增加到3万元, 由上年的5万元……
bool prose_starts_from(const ProseBlock *block, const ProseNumber *number)
{
    Str clause = prose_clause(block->text, number->from, number->from);
    Str before = str_slice(clause, 0, (size_t)(block->text.at + number->from - clause.at));
    Str near = str_slice(before, before.n > 24 ? before.n - 24 : 0, before.n);

    return text_has(near, "由") || text_has(near, "从");
}

static void check_from_to(Prose *prose, ProseBlock *block, const ProseNumber *from, const ProseNumber *to)
{
    static const char *const up[] = {"增加到", "增加至", "提高到", "提高至", "增长到",
                                     "增长至", "上升到", "上升至", NULL};
    static const char *const down[] = {"减少到", "减少至", "下降到", "下降至", "降低到",
                                       "降低至", "压减到", "压减至", NULL};
    Str between = str_slice(block->text, from->after, to->from);

    if (from->kind != to->kind || from->kind == NUMBER_YEAR || between.n > 30)
        return;
    if (from->kind == NUMBER_MONEY && !unit_equal(from->unit, to->unit))
        return;
    int written = text_has_any(between, up) ? 1 : text_has_any(between, down) ? -1 : 0;
    if (!written || !prose_starts_from(block, from))
        return;
    int actual = mpq_cmp(to->value, from->value);
    if (written * actual < 0)
        prose_report(prose, (ProseRange){block, from->from, to->after}, "direction-sign",
                     str_of(_("turn the word round")), _("the word of change is against the two amounts"));
}

// 年初预算为5万元，支出决算为6万元，……决算数小于年初预算数: typed, where 比较() would have found it.
static const ProseNumber *amount_after(const ProseBlock *block, size_t from, size_t to, const char *word)
{
    const ProseNumber *found = NULL;

    for (size_t i = numbers_before(block, from); i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        Str clause = prose_clause(block->text, number->from, number->from);
        size_t start = (size_t)(clause.at - block->text.at);
        if (number->from >= to)
            break;
        if (number->kind == NUMBER_MONEY && number->from >= from && !number->direction &&
            text_has(str_slice(block->text, start, number->from), word))
            found = number;
    }
    return found;
}

// What follows 决算数大于 or 决算数与: the budget, and of 与 that they are the same.
static bool compares_budget(Str rest, bool with)
{
    static const char *const names[] = {"预算数", "年初预算数", "全年预算数", NULL};
    static const char *const same[] = {"持平", "一致", "相同", "相等", NULL};

    for (size_t i = 0; names[i]; i++) {
        Str after = str_slice(rest, strlen(names[i]) < rest.n ? strlen(names[i]) : rest.n, rest.n);
        if (!text_starts(rest, names[i]))
            continue;
        bool equal = false;
        for (size_t k = 0; same[k]; k++)
            equal = equal || text_starts(after, same[k]);
        return equal || !with;
    }
    return false;
}

static void check_comparison(Prose *prose, ProseBlock *block)
{
    static const struct {
        const char *word;
        int sign;
        bool with; // 与……持平
    } words[] = {{"决算数大于", 1},  {"决算数高于", 1}, {"决算数小于", -1},
                 {"决算数低于", -1}, {"决算数等于", 0}, {"决算数与", 0, true}};

    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        for (ptrdiff_t at = 0; (at = text_find(block->text, words[w].word, (size_t)at)) >= 0; at++) {
            size_t from = (size_t)at, to = from + strlen(words[w].word);
            Str rest = prose_following(block->text, to);
            if (prose_in_figure(block, to - 1) || !compares_budget(rest, words[w].with))
                continue;
            Str sentence = prose_sentence(block->text, from, from);
            size_t start = (size_t)(sentence.at - block->text.at);
            size_t end = start + sentence.n;
            const ProseNumber *budget = NULL, *actual = NULL;
            for (int back = 0; back < 3 && start > 6 && !budget && !actual; back++) {
                // one of the sentences before may hold the amounts
                Str earlier = prose_sentence(block->text, start - 3, start - 3);
                start = (size_t)(earlier.at - block->text.at);
                budget = amount_after(block, start, from, "预算");
                actual = amount_after(block, start, from, "决算");
            }
            if (!budget && !actual) {
                budget = amount_after(block, start, from, "预算");
                actual = amount_after(block, start, from, "决算");
            }
            if (!budget && !actual) { // 决算数小于预算数的主要原因是……，预算为……，决算为……
                budget = amount_after(block, to, end, "预算");
                actual = amount_after(block, to, end, "决算");
            }
            if (!budget || !actual || budget == actual || !unit_equal(budget->unit, actual->unit))
                continue;
            int sign = mpq_cmp(actual->value, budget->value);
            if ((sign > 0) - (sign < 0) != words[w].sign)
                prose_report(prose, (ProseRange){block, from, to}, "direction-sign",
                             str_of(_("turn the word round, or bind it with 比较(), which finds it")),
                             _("“%s” is against the two amounts"), words[w].word);
        }
}

// ---- a form's alternatives

// What joins the two in a form: 增加（减少）.
typedef struct FormJoin {
    const char *open, *close;
    bool words; // joins words alone: 增或减 is a word of its own
} FormJoin;

static void check_choice(Prose *prose, ProseBlock *block, const char *first, const char *second)
{
    static const FormJoin joins[] = {{"（", "）", false}, {"(", ")", false},     {"/", "", false},
                                     {"／", "", false},   {"（或", "）", false}, {"或", "", true}};

    for (ptrdiff_t at = str_find(block->text, str_of(first), 0); at >= 0;
         at = str_find(block->text, str_of(first), (size_t)at + 1)) {
        size_t open = (size_t)at + strlen(first);
        for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
            size_t other = open + strlen(joins[i].open), close = other + strlen(second);
            size_t end = close + strlen(joins[i].close);
            if ((joins[i].words && strlen(first) < 6) ||
                !text_starts(str_slice(block->text, open, block->text.n), joins[i].open) ||
                !text_starts(str_slice(block->text, other, block->text.n), second) ||
                !text_starts(str_slice(block->text, close, block->text.n), joins[i].close))
                continue;
            prose_report(prose, (ProseRange){block, (size_t)at, end}, "alternatives-left",
                         str_of(_("keep the one that holds, or bind it with 变动() or 比较()")),
                         _("“%.*s” leaves the form's choice standing"),
                         STR_ARG(str_slice(block->text, (size_t)at, end)));
        }
    }
}

static void check_alternatives(Prose *prose, ProseBlock *block)
{
    static const char *const pairs[][2] = {{"增加", "减少"}, {"增长", "下降"}, {"上升", "下降"},
                                           {"大于", "小于"}, {"高于", "低于"}, {"提高", "降低"},
                                           {"增", "减"},     {"多于", "少于"}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        check_choice(prose, block, pairs[i][0], pairs[i][1]);
        check_choice(prose, block, pairs[i][1], pairs[i][0]);
    }
}

void prose_check_changes(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        check_alternatives(prose, block);
        check_comparison(prose, block);
        check_level_word(prose, block, "持平");
        check_level_word(prose, block, "一致");
        check_level_word(prose, block, "无变化");
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

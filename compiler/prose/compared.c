// 大于, 小于, 等于, 持平 against the two amounts that they compare.
#include "prose/internal-prose.h"

#include "text/text.h"

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
    const WordList *lists = prose->words->lists;
    WordList fillers = lists[WORDS_LEVEL_FILLERS];
    size_t with = words_begin(lists[WORDS_LEVEL_WITH], before), said;

    if (!with)
        return false;
    before = str_slice(before, with, before.n);
    said = words_begin(lists[WORDS_LAST_YEAR], before);
    if (!said) {
        Str year = str_print(prose->arena, "%d年", prose->project->year - 1);
        if (!str_starts(before, year))
            return false;
        said = year.n;
    }
    before = str_slice(before, said, before.n);
    for (size_t i = 0; i < fillers.n; i++)
        if (str_ends(before, fillers.at[i]))
            before = str_slice(before, 0, before.n - fillers.at[i].n);
    return before.n == 0;
}

// 机关运行经费5万元，与上年持平: the last amount of the sentence before the clause, where it is a named
// figure and last year's is not the same.
static void check_level_word(Prose *prose, ProseBlock *block, const Labels *labels, Str word)
{
    for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, to = from + word.n;
        Str clause = prose_clause(block->text, from, from),
            sentence = prose_sentence(block->text, from, from);
        size_t start = (size_t)(clause.at - block->text.at), first = (size_t)(sentence.at - block->text.at);
        if (prose_level_against_cells(prose, block, labels, (ProseRange){block, from, to}) ||
            !is_last_year(prose, str_slice(block->text, start, from)) ||
            words_end(block->words->lists[WORDS_LEVEL_ABOUT], str_slice(block->text, start, from)))
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
                         STR_ARG(word));
    }
}

// ---- the budget and the accounts

static bool is_earlier(const ProseBlock *block, Str label)
{
    const WordList *lists = block->words->lists;

    return words_in(lists[WORDS_LAST_YEAR], label) || words_in(lists[WORDS_COMPARED_THAN], label);
}

// 年初预算为5万元，支出决算为6万元，……决算数小于年初预算数: the last amount that is called the budget's, or
// the accounts', between these bytes.
const ProseNumber *prose_amount_called(const ProseBlock *block, size_t from, size_t to, bool budget)
{
    const WordList *lists = block->words->lists;
    const ProseNumber *found = NULL, *paid = NULL;

    for (size_t i = numbers_before(block, from); i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->from >= to)
            break;
        if (number->kind != NUMBER_MONEY || number->direction)
            continue;
        Str label = prose_label(block, number);
        bool said = prose_says_budget(block->words, label);
        if (budget && said && !is_earlier(block, label))
            found = number;
        if (!budget && !said && !is_earlier(block, label)) {
            if (words_in(lists[WORDS_ACCOUNTS_AMOUNT], label))
                found = number;
            else if (words_in(lists[WORDS_DONE_AMOUNT], label))
                paid = number;
        }
    }
    return found ? found : paid;
}

typedef struct Compared {
    const ProseNumber *budget, *actual;
} Compared;

static Compared compared_within(const ProseBlock *block, size_t from, size_t to)
{
    Compared found = {prose_amount_called(block, from, to, true),
                      prose_amount_called(block, from, to, false)};

    return found;
}

// The two amounts that words at [from, to) compare.
static Compared compared_around(const ProseBlock *block, size_t from, size_t to)
{
    Str sentence = prose_sentence(block->text, from, from);
    size_t start = (size_t)(sentence.at - block->text.at), end = start + sentence.n;
    Compared found = {NULL, NULL};

    for (int back = 0; back < 3 && start > 6 && !found.budget && !found.actual; back++) {
        // one of the sentences before may hold the amounts
        Str earlier = prose_sentence(block->text, start - 3, start - 3);
        start = (size_t)(earlier.at - block->text.at);
        found = compared_within(block, start, from);
    }
    if (!found.budget && !found.actual)
        found = compared_within(block, start, from);
    if (!found.budget && !found.actual) // 决算数小于预算数的主要原因是……，预算为……，决算为……
        found = compared_within(block, to, end);
    return found;
}

static void report_against(Prose *prose, ProseBlock *block, size_t from, size_t to)
{
    prose_report(prose, (ProseRange){block, from, to}, "direction-sign",
                 str_of(_("turn the word round, or bind it with 比较(), which finds it")),
                 _("“%.*s” is against the two amounts"), STR_ARG(str_slice(block->text, from, to)));
}

// “三公”经费支出决算数小于预算数的主要原因: no amount is told, and the words before name a cell.
static void compare_cells(Prose *prose, ProseBlock *block, const Labels *labels, ProseRange at, int sign)
{
    Str sentence = prose_sentence(block->text, at.from, at.from);
    SaidSubject now =
        prose_subject_of_words(prose, block, labels, (size_t)(sentence.at - block->text.at), at.from);

    if (!now.figure || prose->project->template->stage != STAGE_ACCOUNTS)
        return;
    SaidSubject budget = said_budget(prose_lexicon(prose), &now, false);
    if (!budget.figure || now.figure->value.kind != VALUE_NUMBER ||
        budget.figure->value.kind != VALUE_NUMBER ||
        !unit_equal(now.figure->value.unit, budget.figure->value.unit))
        return;
    int actual = mpq_cmp(now.figure->value.number, budget.figure->value.number);
    if ((actual > 0) - (actual < 0) != sign)
        report_against(prose, block, at.from, at.to);
}

static void report_compared(Prose *prose, ProseBlock *block, const Labels *labels, ProseRange at, int sign)
{
    size_t from = at.from, to = at.to;
    Compared found = compared_around(block, from, to);

    if (!found.budget && !found.actual && labels)
        compare_cells(prose, block, labels, at, sign);
    if (!found.budget || !found.actual || found.budget == found.actual ||
        !unit_equal(found.budget->unit, found.actual->unit))
        return;
    int actual = mpq_cmp(found.actual->value, found.budget->value);
    if ((actual > 0) - (actual < 0) != sign)
        report_against(prose, block, from, to);
}

// Of the words that stand in the list, the bytes of the longest that the text ends with.
static size_t longest_end(WordList words, Str text)
{
    size_t best = 0;

    for (size_t i = 0; i < words.n; i++)
        if (words.at[i].n > best && str_ends(text, words.at[i]))
            best = words.at[i].n;
    return best;
}

// 决算数大于预算数, 预算小于支出决算: the word stands between the two.
static void check_between(Prose *prose, ProseBlock *block, const Labels *labels, Str word, int sign)
{
    const WordList *lists = block->words->lists;
    WordList actual = lists[WORDS_SAID_DONE], budget = lists[WORDS_SAID_BUDGET];

    for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, to = from + word.n;
        Str before = prose_before(block->text, from), after = prose_following(block->text, to);
        size_t paid = longest_end(actual, before), planned = longest_end(budget, before);

        if (prose_in_figure(block, to - 1))
            continue;
        if (paid > planned && words_begin(budget, after))
            report_compared(prose, block, labels, (ProseRange){block, from - paid, to}, sign);
        else if (planned && words_begin(actual, after))
            report_compared(prose, block, NULL, (ProseRange){block, from - planned, to}, -sign);
    }
}

// 与年初预算数持平: the word stands after both.
static void check_equal(Prose *prose, ProseBlock *block, const Labels *labels, Str word)
{
    const WordList *lists = block->words->lists;

    for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, to = from + word.n;
        Str before = prose_before(block->text, from);
        size_t planned = longest_end(lists[WORDS_LEVEL_BUDGET], before);

        before = str_slice(before, 0, before.n - planned);
        size_t with = planned ? words_end(lists[WORDS_LEVEL_WITH], before) : 0;
        if (with && !prose_in_figure(block, to - 1) &&
            !prose_level_against_cells(prose, block, labels, (ProseRange){block, from, to}))
            report_compared(prose, block, NULL, (ProseRange){block, from - planned - with, to}, 0);
    }
}

// 与上年的55万元持平, 较年初预算55万元持平: with an amount.
static void check_equal_amount(Prose *prose, ProseBlock *block, const ProseNumber *base)
{
    const WordList *lists = block->words->lists;
    Str label = str_trim(prose_label(block, base)), after = prose_following(block->text, base->after);
    size_t word = words_begin(lists[WORDS_LEVEL], after);
    const ProseNumber *now = base;

    word = word ? word : words_begin(lists[WORDS_EQUAL], after);
    if (base->kind != NUMBER_MONEY || !word || !words_begin(lists[WORDS_LEVEL_WITH], label))
        return;
    Str sentence = prose_sentence(block->text, base->from, base->from);
    while (now-- > block->numbers.at && now->from >= (size_t)(sentence.at - block->text.at))
        if (prose_is_plain(now) && unit_equal(now->unit, base->unit)) {
            if (!mpq_equal(now->value, base->value))
                prose_report(prose, (ProseRange){block, base->from, base->after + word}, "direction-sign",
                             str_of(_("say the change, or bind it with 变动(), which finds it")),
                             _("“%.*s” is against the two amounts"), STR_ARG(str_slice(after, 0, word)));
            return;
        }
}

static void check_comparison(Prose *prose, ProseBlock *block, const Labels *labels)
{
    static const struct {
        WordsName words;
        int sign;
    } between[] = {{WORDS_MORE_THAN, 1}, {WORDS_LESS_THAN, -1}, {WORDS_AS_MUCH_AS, 0}};
    WordList equal = block->words->lists[WORDS_EQUAL];

    for (size_t c = 0; c < sizeof between / sizeof between[0]; c++) {
        WordList words = block->words->lists[between[c].words];
        for (size_t w = 0; w < words.n; w++)
            check_between(prose, block, labels, words.at[w], between[c].sign);
    }
    for (size_t w = 0; w < equal.n; w++)
        check_equal(prose, block, labels, equal.at[w]);
    for (size_t i = 0; i < block->numbers.n; i++)
        check_equal_amount(prose, block, &block->numbers.at[i]);
}

void prose_check_compared(Prose *prose)
{
    Labels labels = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        WordList level = block->words->lists[WORDS_LEVEL];

        prose_take_label(prose, block, &labels);
        if (block->amounts == AMOUNTS_FREE)
            continue;
        check_comparison(prose, block, &labels);
        for (size_t i = 0; i < level.n; i++)
            check_level_word(prose, block, &labels, level.at[i]);
    }
}

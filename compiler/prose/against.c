// An amount against the one that it is compared with: 支出2.89万元，高于预算数5.00万元;
// 支出2.89万元，未超过上年 3.65万元. After 高于 may stand what it is more by (高于预算0.5万元), and that is
// not accused.
#include "prose/internal-prose.h"

#include "text/text.h"

typedef struct Against {
    Prose *prose;
    ProseBlock *block;
    const ProseNumber *now, *base;
    size_t word, end; // of the word that compares them, with what denies it
    int sign;         // 1 more, -1 less, 0 as much
    bool denied;      // 未超过, 不低于
} Against;

// The longest of the words that the text begins with.
static size_t longest_begin(WordList words, Str text)
{
    size_t best = 0;

    for (size_t i = 0; i < words.n; i++)
        if (words.at[i].n > best && str_starts(text, words.at[i]))
            best = words.at[i].n;
    return best;
}

// Past words that say nothing of what is compared: ，决算数, 略, 明显.
static size_t past_fillers(const Against *at, size_t from)
{
    const WordList *lists = at->block->words->lists;

    for (size_t n; from < at->base->from; from += n) {
        Str rest = str_slice(at->block->text, from, at->base->from);

        n = longest_begin(lists[WORDS_SAID_DONE], rest);
        n = n ? n : longest_begin(lists[WORDS_SUBJECT_FILLERS], rest);
        n = n ? n : longest_begin(lists[WORDS_COMPARED_FILLERS], rest);
        if (!n)
            break;
    }
    return from;
}

// Reads the comparison between the two amounts.
static bool read_against(Against *at)
{
    static const struct {
        WordsName words;
        int sign;
    } kinds[] = {{WORDS_MORE_THAN, 1}, {WORDS_LESS_THAN, -1}, {WORDS_AS_MUCH_AS, 0}};
    const WordList *lists = at->block->words->lists;

    at->word = past_fillers(at, at->now->after);
    Str rest = str_slice(at->block->text, at->word, at->base->from);
    size_t denial = longest_begin(lists[WORDS_COMPARED_DENIED], rest);
    at->denied = denial > 0;
    rest = str_slice(rest, denial, rest.n);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t length = longest_begin(lists[kinds[k].words], rest);

        if (!length)
            continue;
        at->sign = kinds[k].sign;
        at->end = at->word + denial + length;
        return true;
    }
    return false;
}

// The words after the comparison name what there is another amount of: the budget, last year, the accounts.
static bool names_base(const Against *at)
{
    const WordList *lists = at->block->words->lists;
    Str label = str_slice(at->block->text, at->end, at->base->from);
    TextDate date;
    size_t from = 0;
    bool dated = text_date_next(label, &from, &date) && date.year && date.year != at->prose->project->year;

    return dated || prose_says_budget(at->block->words, label) || words_in(lists[WORDS_LAST_YEAR], label) ||
           words_in(lists[WORDS_ACCOUNTS_AMOUNT], label);
}

// A cell has the amount, or it is said to be the whole one: 上年的2.50万元.
static bool is_whole(const Against *at)
{
    Str label = str_slice(at->block->text, at->end, at->base->from);

    return at->base->figure || words_end(at->block->words->lists[WORDS_REASON_OF], label) ||
           amounts_find(prose_amount_index(at->prose),
                        (AmountAsked){at->base->value, at->base->unit, label, false})
               .found;
}

// What it would be compared with, were the amount the difference, is an amount of the tables.
static bool is_difference(const Against *at)
{
    mpq_t other;

    mpq_init(other);
    if (at->sign > 0)
        mpq_sub(other, at->now->value, at->base->value);
    else
        mpq_add(other, at->now->value, at->base->value);
    bool known = mpq_sgn(other) > 0 &&
                 amounts_find(prose_amount_index(at->prose),
                              (AmountAsked){number_freeze(at->prose->arena, other), at->now->unit,
                                            str_slice(at->block->text, at->end, at->base->from), false})
                     .found;
    mpq_clear(other);
    return known;
}

static bool contradicts(const Against *at)
{
    int actual = mpq_cmp(at->now->value, at->base->value);

    actual = (actual > 0) - (actual < 0);
    if (at->sign == 0)
        return (actual == 0) == at->denied;
    if (at->denied)
        return actual == at->sign && is_whole(at);
    if (actual == at->sign)
        return false;
    // More by so much is possible where it is less than the whole amount; less by so much always.
    if (at->sign > 0 && actual < 0)
        return true;
    return is_whole(at) && !is_difference(at);
}

static void check_against(Prose *prose, ProseBlock *block, const ProseNumber *base)
{
    Against at = {.prose = prose, .block = block, .base = base};
    const ProseNumber *now = base;

    if (base->kind != NUMBER_MONEY || base->direction)
        return;
    while (now > block->numbers.at && (now == base || now->kind == NUMBER_YEAR))
        now--;
    if (now == base || !prose_is_plain(now) || !unit_equal(now->unit, base->unit) ||
        base->from - now->after > 90)
        return;
    at.now = now;
    if (!read_against(&at) || !names_base(&at) || !contradicts(&at))
        return;
    prose_report(prose, (ProseRange){block, at.word, base->after}, "direction-sign",
                 str_of(_("turn the word round, or bind it with 比较(), which finds it")),
                 _("“%.*s” is against the two amounts"), STR_ARG(str_slice(block->text, at.word, at.end)));
}

void prose_check_against(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];

        for (size_t i = 1; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++)
            if (block->findings < PROSE_BLOCK_FINDINGS)
                check_against(prose, block, &block->numbers.at[i]);
    }
}

// 基本支出和项目支出分别为A万元和B万元: the amounts against the names that stand before them, in their order.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// More of them are not looked at.
#define MOST_NAMES 8

typedef struct Pairs {
    Prose *prose;
    ProseBlock *block;
    const ProseNumber *first; // of the amounts
    size_t n;
    Str names[MOST_NAMES];
} Pairs;

// Past the last joint or mark in a text: where its last name begins.
static size_t last_name(WordList joints, Str text)
{
    for (size_t at = text.n; at > 0;) {
        size_t from = at;
        uint32_t code = utf8_previous(text, &from);

        if (code == U'、' || words_end(joints, str_slice(text, 0, at)))
            return at;
        at = from;
    }
    return 0;
}

// Splits the words before 分别为 into as many names as there are amounts.
static bool read_names(Pairs *pairs, Str text)
{
    WordList joints = pairs->block->words->lists[WORDS_LAST_MEMBER];

    for (size_t i = pairs->n; i-- > 0;) {
        size_t from = last_name(joints, text), end;

        pairs->names[i] = str_trim(str_slice(text, from, text.n));
        if (!pairs->names[i].n || (!from && i > 0))
            return false;
        text = str_slice(text, 0, from);
        end = words_end(joints, text);
        text = str_slice(text, 0, text.n - (end ? end : text_ends(text, "、") ? strlen("、") : 0));
    }
    return true;
}

// Some cell that has the amount is named by the words.
static bool is_named(const Pairs *pairs, size_t amount, size_t name)
{
    const ProseNumber *number = pairs->first + amount;
    AmountIndex *index = prose_amount_index(pairs->prose);
    Str written = pairs->names[name];
    WordList endings = pairs->block->words->lists[WORDS_ITEM_ENDINGS];
    size_t ending = words_end(endings, written);

    if (amounts_find(index, (AmountAsked){number->value, number->unit, written, false}).named ||
        prose_may_mean(pairs->prose, written, number->value, number->unit))
        return true;
    // 政府采购货物、工程、服务支出: 工程 of 政府采购工程.
    if (ending < written.n)
        written = str_slice(written, 0, written.n - ending);
    for (size_t at = 0; name && at < pairs->names[0].n; utf8_next(pairs->names[0], &at)) {
        Str whole = str_print(pairs->prose->arena, "%.*s%.*s", STR_ARG(str_slice(pairs->names[0], 0, at)),
                              STR_ARG(written));
        if (amounts_find(index, (AmountAsked){number->value, number->unit, whole, false}).named)
            return true;
    }
    return false;
}

static void report_swapped(const Pairs *pairs, size_t amount, size_t name)
{
    ProseBlock *block = pairs->block;
    const ProseNumber *number = pairs->first + amount;

    prose_report(pairs->prose, (ProseRange){block, number->from, number->after}, "figure-differs",
                 str_of(_("put the amounts into the order of the names, or bind each to its cell")),
                 _("“%.*s” stands for “%.*s”, and the tables have it for “%.*s”"),
                 STR_ARG(str_slice(block->text, number->from, number->after)), STR_ARG(pairs->names[amount]),
                 STR_ARG(pairs->names[name]));
}

// Of two amounts one is what the other's name has, and neither its own; of several, each in its turn.
static void check_swapped(const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++)
        for (size_t k = 0; k < pairs->n && !is_named(pairs, i, i); k++)
            if (!mpq_equal(pairs->first[i].value, pairs->first[k].value) && is_named(pairs, i, k) &&
                !is_named(pairs, k, k)) {
                report_swapped(pairs, i, k);
                return;
            }
}

// 甲、乙分别占丙的P%和Q%, without their amounts.
static void check_shares(Prose *prose, ProseBlock *block, const ProseNumber *first)
{
    WordList begin = block->words->lists[WORDS_RESPECTIVE_SHARES];
    Pairs pairs = {.prose = prose, .block = block, .first = first};
    Str label = str_trim(prose_label(block, first));
    ptrdiff_t at = -1;
    size_t length = 0;

    for (size_t i = 0; i < begin.n && at < 0; i++) {
        at = str_find(label, begin.at[i], 0);
        length = begin.at[i].n;
    }
    if (first->figure || at <= 0)
        return;
    pairs.n = prose_side_by_side(block, first);
    if (pairs.n < 2 || pairs.n > MOST_NAMES || !read_names(&pairs, str_slice(label, 0, (size_t)at)))
        return;
    prose_check_shared_order(prose, block, first, pairs.names, pairs.n,
                             prose_whole_name(block->words, str_slice(label, (size_t)at + length, label.n)));
}

static void check_from(Prose *prose, ProseBlock *block, const ProseNumber *first)
{
    WordList words = block->words->lists[WORDS_RESPECTIVELY];
    Pairs pairs = {.prose = prose, .block = block, .first = first};
    Str label = str_trim(prose_label(block, first));
    size_t length = words_end(words, label);

    if (first->kind != NUMBER_MONEY || first->figure || !length)
        return;
    pairs.n = prose_side_by_side(block, first);
    if (pairs.n < 2 || pairs.n > MOST_NAMES || !read_names(&pairs, str_slice(label, 0, label.n - length)))
        return;
    check_swapped(&pairs);
}

void prose_check_respective(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];

        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++)
            if (block->findings < PROSE_BLOCK_FINDINGS) {
                check_from(prose, block, &block->numbers.at[i]);
                if (block->numbers.at[i].kind == NUMBER_PERCENT)
                    check_shares(prose, block, &block->numbers.at[i]);
            }
    }
}

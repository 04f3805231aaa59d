// Sums in a sentence: parts that come to more than their whole, and a change that is not what its two amounts
// make.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// ---- 总额C万元，其中：甲A万元、乙B万元

// The end of the list of parts that begins at byte `from`: the statement's end, or what begins parts of a
// part.
static size_t parts_end(const ProseBlock *block, size_t from)
{
    const WordList *lists = block->words->lists;
    size_t at = from;

    while (at < block->text.n && at - from < 4 * PROSE_WINDOW) {
        Str rest = str_slice(block->text, at, block->text.n);
        if (text_starts(rest, "。") || text_starts(rest, "（") || text_starts(rest, "(") ||
            words_begin(lists[WORDS_BREAKDOWN], rest) || words_begin(lists[WORDS_PARTS_OF_PART], rest))
            break;
        utf8_next(block->text, &at);
    }
    return at;
}

// An amount of the list that may be no part of the whole: a budget beside its accounts, last year's.
static bool is_doubtful(const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str label = prose_label(block, number);

    return number->direction || words_in(lists[WORDS_LAST_YEAR], label) ||
           words_in(lists[WORDS_COMPARED_THAN], label) || words_in(lists[WORDS_DONE], label) ||
           words_in(lists[WORDS_BUDGET_NUMBER], label) || words_in(lists[WORDS_REASON], label) ||
           words_in(lists[WORDS_SHARE], label);
}

// The parts after `whole` up to byte `end`; false where it is not sure that they are its parts.
static bool add_parts(Prose *prose, const ProseBlock *block, const ProseNumber *whole, size_t end,
                      ProseSize *sum, const ProseNumber **last)
{
    ProseSize part;
    bool sure = true;
    int count = 0;

    prose_size_init(&part);
    for (const ProseNumber *number = whole + 1;
         sure && number < block->numbers.at + block->numbers.n && number->from < end; number++) {
        if (number->kind != NUMBER_MONEY)
            continue;
        sure = !is_doubtful(block, number) && unit_equal(number->unit, whole->unit);
        prose_size_set(prose, block, number, &part);
        prose_size_add(sum, &part, 1);
        *last = number;
        count++;
    }
    prose_size_clear(&part);
    return sure && count >= 2;
}

static void check_parts(Prose *prose, ProseBlock *block, const ProseNumber *whole)
{
    const WordList *lists = block->words->lists;
    const ProseNumber *end = block->numbers.at + block->numbers.n, *last = NULL;
    size_t next = whole + 1 < end ? whole[1].from : block->text.n;
    Str between = str_slice(block->text, whole->after, next);

    if (!prose_is_plain(whole) || !words_in(lists[WORDS_BREAKDOWN], between) || text_has(between, "。"))
        return;
    size_t from = whole->after;
    while (!words_begin(lists[WORDS_BREAKDOWN], str_slice(block->text, from, block->text.n)))
        utf8_next(block->text, &from);
    from += words_begin(lists[WORDS_BREAKDOWN], str_slice(block->text, from, block->text.n));
    ProseSize sum, all;
    prose_size_init(&sum);
    prose_size_init(&all);
    prose_size_set(prose, block, whole, &all);
    if (add_parts(prose, block, whole, parts_end(block, from), &sum, &last)) {
        mpq_sub(sum.value, sum.value, all.value);
        mpq_add(sum.half, sum.half, all.half);
        if (mpq_cmp(sum.value, sum.half) > 0)
            prose_report(prose, (ProseRange){block, whole->from, whole->after}, "parts-exceed",
                         str_of(_("add them up; bind each to its cell")),
                         _("the parts up to “%.*s” come to more than “%.*s”"),
                         STR_ARG(str_slice(block->text, last->from, last->after)),
                         STR_ARG(str_slice(block->text, whole->from, whole->after)));
    }
    prose_size_clear(&sum);
    prose_size_clear(&all);
}

// ---- A万元，比上年的C万元减少B万元

static bool is_base(const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str label = str_trim(prose_label(block, number));

    return prose_is_plain(number) && words_begin(lists[WORDS_COMPARE_BEGINS], label) &&
           !words_in(lists[WORDS_BREAKDOWN], label);
}

static void check_change(Prose *prose, ProseBlock *block, const ProseNumber *change)
{
    const ProseNumber *base = change - 1, *now = change - 2;

    if (change < block->numbers.at + 2 || change->kind != NUMBER_MONEY || !change->direction ||
        change->figure || !is_base(block, base))
        return;
    while (now > block->numbers.at && (now->kind == NUMBER_YEAR || now->kind == NUMBER_PERCENT))
        now--;
    Str clause = prose_clause(block->text, base->from, base->from);
    size_t start = (size_t)(clause.at - block->text.at);
    // The amount is that of the clause just before: 支出A万元，比……; and the change follows its base at once.
    if (!prose_is_plain(now) || now->after > start || start - now->after > strlen("，") ||
        !str_equal(str_slice(block->text, now->after, start), STR("，")) ||
        str_slice(block->text, base->after, change->word).n > 12)
        return;
    ProseSize size, other;
    prose_size_init(&size);
    prose_size_init(&other);
    prose_size_set(prose, block, now, &size);
    prose_size_set(prose, block, base, &other);
    prose_size_add(&size, &other, -1);
    prose_size_set(prose, block, change, &other);
    prose_size_add(&size, &other, -change->direction);
    mpq_abs(size.value, size.value);
    if (mpq_cmp(size.value, size.half) > 0)
        prose_report(prose, (ProseRange){block, change->from, change->after}, "change-wrong",
                     str_of(_("bind it with 变动(), which works it out")),
                     _("“%.*s” is not the difference of the two amounts before it"),
                     STR_ARG(str_slice(block->text, change->word, change->after)));
    prose_size_clear(&size);
    prose_size_clear(&other);
}

void prose_check_sums(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            if (block->findings >= PROSE_BLOCK_FINDINGS)
                break;
            check_parts(prose, block, &block->numbers.at[i]);
            check_change(prose, block, &block->numbers.at[i]);
        }
    }
}

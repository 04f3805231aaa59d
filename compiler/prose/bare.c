// Numbers that lack their sign or unit.
#include "prose/internal-prose.h"

#include "text/text.h"

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

// 较上年2.25减少0.04万元: the base of a change, without its unit.
static bool is_base_without_unit(const Words *words, Str before, Str rest, const ProseNumber *number)
{
    const WordList *lists = words->lists;

    return !number->counter.n && words_end(lists[WORDS_LAST_YEAR], before) &&
           (words_begin(lists[WORDS_RISE], rest) || words_begin(lists[WORDS_FALL], rest));
}

static void check_bare(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str rest = prose_following(block->text, number->after), before = prose_before(block->text, number->from);
    bool named = is_named_amount(block->words, before, rest, number) ||
                 is_base_without_unit(block->words, before, rest, number);

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
        words_begin(block->words->lists[WORDS_LIMIT_SHORT], rest)) {
        prose_mend(prose, str_print(prose->arena, "%.*s%.*s",
                                    STR_ARG(str_slice(block->text, number->from, number->end)),
                                    STR_ARG(text_money_name(0))));
        prose_report(prose, (ProseRange){block, number->from, number->end}, "unit-missing",
                     str_of(_("write 万元, not 万")), _("“%.*s” lacks its 元"),
                     STR_ARG(str_slice(block->text, number->from, number->end)));
    }
}

// 1984608元元: the unit twice.
static void check_unit_doubled(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Str unit = number->unit.name, rest = str_slice(block->text, number->after, block->text.n);

    if (!number->figure && (str_starts(rest, unit) || str_starts(rest, text_money_name(0)))) {
        prose_mend(prose, str_slice(block->text, number->from, number->after));
        prose_report(prose, (ProseRange){block, number->from, number->after + text_money_name(0).n},
                     "word-doubled", str_of(_("keep one of the two")),
                     _("the unit stands twice after “%.*s”"),
                     STR_ARG(str_slice(block->text, number->from, number->to)));
    }
}

void prose_check_bare(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++) {
            const ProseNumber *number = &block->numbers.at[i];
            if (number->kind == NUMBER_MONEY)
                check_unit_doubled(prose, block, number);
            if (number->kind != NUMBER_OTHER || prose_is_heading(block))
                continue;
            check_short_money(prose, block, number);
            // A ratio that is bound prints its own sign.
            if (!number->figure)
                check_bare(prose, block, number);
            else
                check_bound(prose, block, number);
        }
    }
}

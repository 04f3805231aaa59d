// “三公”: a budget above last year's, the budget that accounts are compared with, what one of each costs.
#include "prose/internal-prose.h"

#include "text/text.h"

static bool is_accounts(const Prose *prose)
{
    return prose->project->template->stage == STAGE_ACCOUNTS;
}

static bool meant_kind(Prose *prose, const char *format, Str kind, Meant *meant)
{
    return prose_meant(prose, str_c(prose->arena, str_print(prose->arena, format, STR_ARG(kind))), meant);
}

// ---- a budget above last year's

// A paragraph on the kind names what allowed it.
static bool names_approval(const Prose *prose, WordList kind)
{
    const WordList *lists = prose->words->lists;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        const ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts != AMOUNTS_FREE && words_in(kind, block->text) &&
            words_in(lists[WORDS_APPROVAL_NAMED], block->text))
            return true;
    }
    return false;
}

static void check_table_rises(Prose *prose, WordList kinds)
{
    for (size_t k = 0; k < kinds.n; k++) {
        Meant now, then;

        if (!meant_kind(prose, "{三公.%.*s.预算}", kinds.at[k], &now) ||
            !meant_kind(prose, "上年.{三公.%.*s.预算}", kinds.at[k], &then) ||
            mpq_cmp(now.value, then.value) <= 0 || names_approval(prose, kinds.of[k]))
            continue;
        prose_report_place(prose, now.place, "cost-rise",
                           str_of(_("name in the text what allowed it, or lower it")),
                           _("the budget of %.*s rises from %.*s to %.*s without its approval named"),
                           STR_ARG(words_first(kinds.of[k])), STR_ARG(prose_meant_text(prose, &then)),
                           STR_ARG(prose_meant_text(prose, &now)));
    }
}

// The kind whose name stands last before the number in its sentence, and the words after the name; -1: none.
static ptrdiff_t kind_before(WordList kinds, const ProseBlock *block, const ProseNumber *number, Str *after)
{
    Str words = prose_words_before(block, number);
    ptrdiff_t found = -1, last = -1;

    *after = (Str){0};

    for (size_t k = 0; k < kinds.n; k++)
        for (size_t i = 0; i < kinds.of[k].n; i++)
            for (ptrdiff_t at = 0; (at = str_find(words, kinds.of[k].at[i], (size_t)at)) >= 0; at++)
                if (at > last) {
                    last = at;
                    found = (ptrdiff_t)k;
                    *after = str_slice(words, (size_t)at + kinds.of[k].at[i].n, words.n);
                }
    return found;
}

// One of several that rise together (会议费、公务接待费等), what its reason tells of, or what another changed
// by after it (公务接待费减少1万元，会议费增加2万元).
static bool tells_of_other(const ProseBlock *block, size_t number, Str after)
{
    const WordList *lists = block->words->lists;
    const ProseNumber *before = number ? &block->numbers.at[number - 1] : NULL;

    if (before && before->kind == NUMBER_MONEY && before->direction &&
        before->from >= (size_t)(after.at - block->text.at))
        return true;
    return words_begin(lists[WORDS_LIST_OPEN], after) || words_begin(lists[WORDS_COST_JOINTS], after) ||
           words_in(lists[WORDS_REASON], after);
}

static void check_said_rises(Prose *prose, ProseBlock *block, WordList kinds)
{
    const WordList *lists = prose->words->lists;

    if (block->amounts == AMOUNTS_FREE || words_in(lists[WORDS_APPROVAL_NAMED], block->text))
        return;
    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        Str after;
        ptrdiff_t kind = number->kind == NUMBER_MONEY && number->direction > 0 && mpq_sgn(number->value) > 0
                             ? kind_before(kinds, block, number, &after)
                             : -1;

        if (kind < 0 || tells_of_other(block, i, after) || names_approval(prose, kinds.of[kind]))
            continue;
        prose_report(prose, (ProseRange){block, number->from, number->after}, "cost-rise",
                     str_of(_("name in the text what allowed it, or lower it")),
                     _("the budget of %.*s rises without its approval named"),
                     STR_ARG(words_first(kinds.of[kind])));
    }
}

// ---- the budget that accounts are compared with

static bool text_says(const Prose *prose, WordList words)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE && words_in(words, prose->blocks.at[b].text))
            return true;
    return false;
}

// The table's 预算数 is that of the whole year, by its note.
static bool notes_whole_year(const Prose *prose, const Meant *budget)
{
    const TraceItem *item = budget->figure->trace_count ? &budget->figure->trace[0] : NULL;

    return item && item->cell.table &&
           words_in(prose->words->lists[WORDS_WHOLE_YEAR], item->cell.table->spec->note);
}

static void check_budget(Prose *prose, WordList kinds)
{
    for (size_t k = 0; k < kinds.n; k++) {
        Meant table, published;

        if (!meant_kind(prose, "{三公.%.*s.预算}", kinds.at[k], &table) ||
            !meant_kind(prose, "预算.{三公.%.*s.预算}", kinds.at[k], &published) ||
            mpq_equal(table.value, published.value) || notes_whole_year(prose, &table) ||
            text_says(prose, prose->words->lists[WORDS_WHOLE_YEAR]))
            continue;
        prose_report_place(
            prose, table.place, "cost-budget",
            str_of(_("write what was published, or say in the table's note that it is the whole year's")),
            _("the budget of %.*s is %.*s here and was published as %.*s"), STR_ARG(words_first(kinds.of[k])),
            STR_ARG(prose_meant_text(prose, &table)), STR_ARG(prose_meant_text(prose, &published)));
    }
}

// 年初预算 in the text beside a table of the whole year's: right where both are the same.
static void check_base(Prose *prose, ProseBlock *block, WordList kinds)
{
    const WordList *lists = prose->words->lists;

    for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        Str clause = prose_clause(block->text, number->from, number->after), after;
        Meant table, published;
        ptrdiff_t kind = number->kind == NUMBER_MONEY && words_in(lists[WORDS_SAID_FIRST_BUDGET], clause) &&
                                 !words_in(lists[WORDS_WHOLE_YEAR], clause)
                             ? kind_before(kinds, block, number, &after)
                             : -1;

        if (kind < 0 || !meant_kind(prose, "{三公.%.*s.预算}", kinds.at[kind], &table) ||
            !notes_whole_year(prose, &table) ||
            (meant_kind(prose, "预算.{三公.%.*s.预算}", kinds.at[kind], &published) &&
             mpq_equal(table.value, published.value)))
            continue;
        prose_report(prose, (ProseRange){block, number->from, number->after}, "cost-base",
                     str_of(_("compare with the budget that the table has, or change the table's note")),
                     _("the text compares %.*s with the first budget, the table with the whole year's"),
                     STR_ARG(words_first(kinds.of[kind])));
        return;
    }
}

// ---- what one of each costs

static bool explains_count(const Prose *prose)
{
    const WordList *lists = prose->words->lists;

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE &&
            words_in(lists[WORDS_COUNTED_COSTS], prose->blocks.at[b].text) &&
            words_in(lists[WORDS_COUNT_EXPLAINED], prose->blocks.at[b].text))
            return true;
    return false;
}

static Str limit_text(Prose *prose, const EachCost *cost, Unit unit)
{
    Number most = cost->most;
    int decimals;

    if (unit.kind == UNIT_MONEY)
        most = unit_convert(prose->arena, most, unit_parse(text_money_name(0)), unit);
    decimals = number_decimals(most, 6);
    return str_print(
        prose->arena, "%.*s%.*s",
        STR_ARG(number_format(prose->arena, most, (NumberFormat){.decimals = decimals < 0 ? 6 : decimals})),
        STR_ARG(unit.kind == UNIT_MONEY ? unit.name : (Str){0}));
}

static void check_each(Prose *prose, const EachCost *cost)
{
    Meant of, by;
    mpq_t most;

    if (!prose_meant(prose, str_c(prose->arena, cost->of), &of) ||
        !prose_meant(prose, str_c(prose->arena, cost->by), &by) || mpq_sgn(of.value) <= 0)
        return;
    if (mpq_sgn(by.value) == 0) {
        if (!explains_count(prose))
            prose_report_place(
                prose, of.place, "cost-each",
                str_of(_("ask whether the count is right, or say in the text what was paid for")),
                _("%.*s: %.*s for nothing that is counted"), STR_ARG(cost->title),
                STR_ARG(prose_meant_text(prose, &of)));
        return;
    }
    mpq_init(most);
    mpq_mul(most, by.value, cost->most);
    if (mpq_cmp(of.value, most) > 0)
        prose_report_place(
            prose, of.place, "cost-each",
            str_of(_("ask whether the amount and the count are right, and say what made it so")),
            _("%.*s is above %.*s: %.*s for %.*s"), STR_ARG(cost->title),
            STR_ARG(limit_text(prose, cost, of.figure->value.unit)), STR_ARG(prose_meant_text(prose, &of)),
            STR_ARG(prose_meant_text(prose, &by)));
    mpq_clear(most);
}

void prose_check_costs(Prose *prose)
{
    const Template *template = prose->project->template;
    WordList kinds = prose->words->lists[WORDS_COST_KINDS];

    if (is_accounts(prose))
        check_budget(prose, kinds);
    else
        check_table_rises(prose, kinds);
    for (size_t b = 0; b < prose->blocks.n; b++) {
        if (is_accounts(prose))
            check_base(prose, &prose->blocks.at[b], kinds);
        else
            check_said_rises(prose, &prose->blocks.at[b], kinds);
    }
    for (size_t i = 0; i < template->each_cost_count; i++)
        check_each(prose, &template->each_costs[i]);
}

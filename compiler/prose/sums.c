// Sums in a sentence: parts that come to more than their whole, and a change that is not what its two amounts
// make.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// ---- what is told

static void report_sum(Prose *prose, ProseRange at, Severity severity, const ProseSize *sum,
                       const ProseSize *all)
{
    ProseSize difference;

    prose_size_init(&difference);
    mpq_sub(difference.value, sum->value, all->value);
    mpq_abs(difference.value, difference.value);
    mpq_add(difference.half, sum->half, all->half);
    if (mpq_cmp(difference.value, difference.half) > 0)
        prose_report_as(prose, at, severity, "parts-differ", str_of(_("add them up; bind each to its cell")),
                        str_print(prose->arena, _("“%.*s” is not what its parts come to"),
                                  STR_ARG(str_slice(at.block->text, at.from, at.to)))
                            .at);
    prose_size_clear(&difference);
}

// ---- 总额C万元，其中：甲A万元、乙B万元

// The end of the list of parts that begins at byte `from`: the statement's end, or what begins parts of a
// part.
static size_t parts_end(const ProseBlock *block, size_t from)
{
    const WordList *lists = block->words->lists;
    size_t at = from;

    while (at < block->text.n && at - from < 4 * PROSE_WINDOW) {
        Str rest = str_slice(block->text, at, block->text.n);
        size_t each = words_begin(lists[WORDS_RESPECTIVELY], rest); // 甲、乙分别为A万元、B万元
        if (each) {
            at += each;
            continue;
        }
        if (text_starts(rest, "。") || text_starts(rest, "（") || text_starts(rest, "(") ||
            text_starts(rest, "）") || text_starts(rest, ")") || // which they stand in, all of them
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

// Parts of one unit, from a number of the block up to a byte of it.
typedef struct Parts {
    const ProseNumber *first;
    size_t end;
    Unit unit;
    const ProseNumber *last; // gets the last of them
} Parts;

// Their sum; false where it is not sure that all are parts, or there are not two.
static bool add_parts(Prose *prose, const ProseBlock *block, Parts *parts, ProseSize *sum)
{
    const ProseNumber *end = block->numbers.at + block->numbers.n;
    ProseSize part;
    bool sure = true;
    int count = 0;

    prose_size_init(&part);
    for (const ProseNumber *number = parts->first; sure && number < end && number->from < parts->end;
         number++) {
        if (number->kind != NUMBER_MONEY)
            continue;
        sure = !is_doubtful(block, number) && unit_equal(number->unit, parts->unit);
        prose_size_set(prose, block, number, &part);
        prose_size_add(sum, &part, 1);
        parts->last = number;
        count++;
    }
    prose_size_clear(&part);
    return sure && count >= 2;
}

// The text names each of the kinds that procurement is made up of (货物, 工程, 服务).
static bool are_all(const ProseBlock *block, size_t from, size_t to)
{
    WordList kinds = block->words->lists[WORDS_PROCUREMENT_KINDS];
    Str text = str_slice(block->text, from, to);

    for (size_t i = 0; i < kinds.n; i++)
        if (str_find(text, kinds.at[i], 0) < 0)
            return false;
    return kinds.n > 0;
}

static void check_parts(Prose *prose, ProseBlock *block, const ProseNumber *whole)
{
    const WordList *lists = block->words->lists;
    const ProseNumber *end = block->numbers.at + block->numbers.n;
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
    Parts parts = {.first = whole + 1, .end = parts_end(block, from), .unit = whole->unit};
    bool sure = add_parts(prose, block, &parts, &sum);
    if (sure && mpq_cmp(sum.value, all.value) < 0 && are_all(block, from, parts.last->from)) {
        report_sum(prose, (ProseRange){block, whole->from, whole->after}, SEVERITY_ERROR, &sum, &all);
    } else if (sure) {
        mpq_sub(sum.value, sum.value, all.value);
        mpq_add(sum.half, sum.half, all.half);
        if (mpq_cmp(sum.value, sum.half) > 0)
            prose_report(prose, (ProseRange){block, whole->from, whole->after}, "parts-exceed",
                         str_of(_("add them up; bind each to its cell")),
                         _("the parts up to “%.*s” come to more than “%.*s”"),
                         STR_ARG(str_slice(block->text, parts.last->from, parts.last->after)),
                         STR_ARG(str_slice(block->text, whole->from, whole->after)));
    }
    prose_size_clear(&sum);
    prose_size_clear(&all);
}

// ---- 收入合计C万元，包括甲A万元、乙B万元; 甲A万元、乙B万元，共C万元

// Whether what withheld.yaml names may be in an amount of the block, and in none of its parts: what is bound
// to an account item has only what stands below that.
static bool may_have_withheld(const Prose *prose, ProseRange whole)
{
    const Project *project = prose->project;
    const ProseBlock *block = whole.block;

    if (!project->withheld_count ||
        project_withheld_count(project, WITHHELD_TABLE) == project->withheld_count)
        return false;
    for (size_t i = 0; i < block->numbers.n; i++) {
        const Figure *figure = block->numbers.at[i].figure;

        if (block->numbers.at[i].from != whole.from || !figure || figure->trace_count != 1 ||
            figure->trace[0].fact || !figure->trace[0].cell.table || figure->trace[0].cell.row < 0)
            continue;
        CellRef cell = figure->trace[0].cell;
        const Row *row = &cell.table->lists[cell.list].rows[cell.row];

        return row->kind != ROW_ITEM || !row->code.n || project_withheld_count(project, WITHHELD_UNIT) ||
               project_withholds_below(project, row->code);
    }
    return true;
}

void prose_report_sum(Prose *prose, ProseRange at, Severity severity, const ProseSize *sum,
                      const ProseSize *all)
{
    if (mpq_cmp(sum->value, all->value) > 0 || !may_have_withheld(prose, at))
        report_sum(prose, at, severity, sum, all);
}

// Past what begins a list of all parts, or of those that it is made up of (由……构成); 0: none does.
static size_t complete_list(const ProseBlock *block, const ProseNumber *whole, size_t *end)
{
    const WordList *lists = block->words->lists;
    Str rest = str_slice(block->text, whole->after, block->text.n);
    size_t mark = text_starts(rest, "，") ? strlen("，") : 0;
    Str list = str_slice(rest, mark, rest.n);
    size_t begin = mark ? words_begin(lists[WORDS_ALL_PARTS], list) : 0,
           made = mark && !begin ? words_begin(lists[WORDS_MADE_OF], list) : 0;

    if (!begin && !made)
        return 0;
    size_t from = whole->after + mark + begin + made;
    *end = parts_end(block, from);
    Str said = str_slice(block->text, from, *end);
    bool open = words_in(lists[WORDS_LIST_OPEN], said) || text_has(said, "；");
    return open || (made && !words_in(lists[WORDS_MADE_UP], said)) ? 0 : from;
}

static void check_complete(Prose *prose, ProseBlock *block, const ProseNumber *whole)
{
    size_t end = 0;

    if (!prose_is_plain(whole) || !complete_list(block, whole, &end))
        return;
    ProseSize sum, all;
    prose_size_init(&sum);
    prose_size_init(&all);
    prose_size_set(prose, block, whole, &all);
    Parts parts = {.first = whole + 1, .end = end, .unit = whole->unit};
    if (add_parts(prose, block, &parts, &sum))
        prose_report_sum(prose, (ProseRange){block, whole->from, whole->after}, SEVERITY_WARNING, &sum, &all);
    prose_size_clear(&sum);
    prose_size_clear(&all);
}

// The amounts of the sentence before `total`, which their sum follows at once.
static void check_total(Prose *prose, ProseBlock *block, const ProseNumber *total)
{
    const WordList *lists = block->words->lists;
    Str label = str_trim(prose_label(block, total));
    const ProseNumber *first = total;

    if (total->kind != NUMBER_MONEY || words_find(lists[WORDS_SUM_FOLLOWS], label) < 0)
        return;
    Str sentence = prose_sentence(block->text, total->from, total->from);
    size_t start = (size_t)(sentence.at - block->text.at);
    while (first > block->numbers.at && first[-1].from >= start)
        first--;
    if (first == total || words_in(lists[WORDS_BREAKDOWN], str_slice(block->text, start, total->from)))
        return;
    ProseSize sum, all;
    prose_size_init(&sum);
    prose_size_init(&all);
    prose_size_set(prose, block, total, &all);
    Parts parts = {.first = first, .end = total->from, .unit = total->unit};
    if (add_parts(prose, block, &parts, &sum))
        prose_report_sum(prose, (ProseRange){block, total->from, total->after}, SEVERITY_ERROR, &sum, &all);
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

static void report_change(Prose *prose, ProseBlock *block, const ProseNumber *change, const ProseNumber *now,
                          const ProseNumber *base)
{
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

// 预算C万元，决算A万元，比预算减少B万元: the words of the comparison name one of the two amounts before it.
static void check_named_change(Prose *prose, ProseBlock *block, const ProseNumber *change)
{
    const WordList *lists = block->words->lists;
    Str sentence = prose_sentence(block->text, change->from, change->from);
    size_t from = (size_t)(sentence.at - block->text.at);
    Str clause = prose_clause(block->text, change->word, change->word);
    Str said = str_slice(block->text, (size_t)(clause.at - block->text.at), change->word);
    bool last = words_in(lists[WORDS_LAST_YEAR], said),
         budget = prose->project->template->stage == STAGE_ACCOUNTS && prose_says_budget(block->words, said);
    const ProseNumber *now = NULL, *base = NULL;
    int count = 0;

    if (last == budget || !words_in(lists[WORDS_COMPARED_THAN], said) ||
        words_in(lists[WORDS_BREAKDOWN], str_slice(block->text, from, change->word)))
        return;
    for (const ProseNumber *number = change; number-- > block->numbers.at && number->from >= from;) {
        Str label = prose_label(block, number);
        if (number->kind == NUMBER_MONEY && number->after > (size_t)(said.at - block->text.at))
            return;
        if (number->kind != NUMBER_MONEY)
            continue;
        bool earlier = words_in(lists[WORDS_LAST_YEAR], label),
             planned =
                 prose->project->template->stage == STAGE_ACCOUNTS && prose_says_budget(block->words, label);
        count++;
        if (number->direction || !unit_equal(number->unit, change->unit))
            return;
        if (last ? earlier : planned && !earlier)
            base = number;
        else if (!earlier && !planned)
            now = number;
    }
    if (count == 2 && now && base)
        report_change(prose, block, change, now, base);
}

static void check_change(Prose *prose, ProseBlock *block, const ProseNumber *change)
{
    const ProseNumber *base = change - 1, *now = change - 2;

    if (change < block->numbers.at + 2 || change->kind != NUMBER_MONEY || !change->direction ||
        change->figure)
        return;
    if (!is_base(block, base)) {
        check_named_change(prose, block, change);
        return;
    }
    while (now > block->numbers.at && (now->kind == NUMBER_YEAR || now->kind == NUMBER_PERCENT))
        now--;
    Str clause = prose_clause(block->text, base->from, base->from);
    size_t start = (size_t)(clause.at - block->text.at);
    // The amount is that of the clause just before: 支出A万元，比……; and the change follows its base at once.
    if (!prose_is_plain(now) || now->after > start || start - now->after > strlen("，") ||
        !str_equal(str_slice(block->text, now->after, start), STR("，")) ||
        str_slice(block->text, base->after, change->word).n > 12)
        return;
    report_change(prose, block, change, now, base);
}

void prose_check_sums(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            if (block->findings >= PROSE_BLOCK_FINDINGS)
                break;
            check_parts(prose, block, &block->numbers.at[i]);
            check_complete(prose, block, &block->numbers.at[i]);
            check_total(prose, block, &block->numbers.at[i]);
            check_change(prose, block, &block->numbers.at[i]);
        }
    }
}

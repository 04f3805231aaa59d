// Amounts that follow from cells which the sentence names without printing them:
// 支出2.89万元，比预算数少2.11万元; 执行中追加505.16万元; 平均每辆2.39万元; and changes whose word is against
// those cells.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

#define MOST_SUBJECTS AMOUNT_MOST
#define LEAST_TAIL 12 // bytes that the end of a phrase has in common with words that name it in short

// What an amount may be of, and the words beside it.
typedef struct Follows {
    Prose *prose;
    ProseBlock *block;
    const ProseNumber *number; // NULL: a word of change alone
    Str label;                 // since the amount before it
    SaidSubject subjects[MOST_SUBJECTS];
    size_t n;
} Follows;

static void add_subject(Follows *follows, SaidSubject subject)
{
    const Figure *figure = subject.figure;

    if (!figure || figure->value.kind != VALUE_NUMBER || figure->value.unit.kind != UNIT_MONEY ||
        follows->n == MOST_SUBJECTS)
        return;
    for (size_t i = 0; i < follows->n; i++)
        if (str_equal(follows->subjects[i].expression, subject.expression))
            return;
    follows->subjects[follows->n++] = subject;
}

// ---- subjects

// The cells of this year that have the amount: those that its words name, or where none are named the only
// one, or any of few.
static void add_cells_of(Follows *follows, const ProseNumber *amount, bool any)
{
    const Lexicon *lexicon = prose_lexicon(follows->prose);
    Str words = prose_words_before(follows->block, amount);
    AmountMatches matches = amounts_find(prose_amount_index(follows->prose),
                                         (AmountAsked){amount->value, amount->unit, words, false});

    for (size_t i = 0; i < matches.count; i++) {
        Str binding = amounts_binding(lexicon->arena, matches.all[i]);
        Str expression = str_slice(binding, strlen("`= "), binding.n - 1);
        const Figure *figure = lexicon_try(lexicon, expression);

        if ((matches.named && !amounts_score(matches.all[i], words)) ||
            (!matches.named && matches.count > (any ? AMOUNT_MOST_NAMED : 1)) || !figure ||
            figure->trace_count != 1 || figure->trace[0].year != YEAR_THIS)
            continue;
        add_subject(follows, (SaidSubject){expression, figure, false});
    }
}

// The last plain amount of the sentence before byte `at`; NULL: none.
static const ProseNumber *amount_before(const ProseBlock *block, size_t at)
{
    Str sentence = prose_sentence(block->text, at, at);
    size_t from = (size_t)(sentence.at - block->text.at);
    const ProseNumber *found = NULL;

    for (size_t i = 0; i < block->numbers.n && block->numbers.at[i].from < at; i++)
        if (block->numbers.at[i].from >= from && prose_is_plain(&block->numbers.at[i]))
            found = &block->numbers.at[i];
    return found;
}

static void add_amount(Follows *follows, const ProseNumber *amount, bool any)
{
    const Figure *figure = amount->figure;

    if (!figure)
        add_cells_of(follows, amount, any);
    else if (!figure->phrase && figure->trace_count == 1 && figure->trace[0].year == YEAR_THIS)
        add_subject(follows, (SaidSubject){str_trim(figure->expression), figure, true});
}

// Every cell that the manifest has a name for.
static void add_named(Follows *follows)
{
    const Project *project = follows->prose->project;
    const Lexicon *lexicon = prose_lexicon(follows->prose);

    for (size_t i = 0; i < project->figure_count; i++)
        if (lexicon->named[i] && lexicon->named[i]->trace_count == 1 &&
            lexicon->named[i]->trace[0].year == YEAR_THIS)
            add_subject(follows, (SaidSubject){project->figures[i].name, lexicon->named[i], false});
}

// ---- what they give

// What the label compares with: the budget as it was passed and as it became, the year before.
static size_t bases_of(const Follows *follows, const SaidSubject *subject, SaidSubject bases[3])
{
    const Prose *prose = follows->prose;
    const WordList *lists = prose->words->lists;
    const Lexicon *lexicon = prose_lexicon((Prose *)prose);
    Str label = follows->label;
    bool accounts = prose->project->template->stage == STAGE_ACCOUNTS;
    bool last = words_in(lists[WORDS_LAST_YEAR], label) ||
                str_find(label, str_print(prose->arena, "%d", prose->project->year - 1), 0) >= 0;
    size_t n = 0;

    if (accounts && !last &&
        (prose_says_budget(prose->words, label) || words_in(lists[WORDS_BUDGET_ADDED], label))) {
        bases[n++] = said_budget(lexicon, subject, true);
        bases[n++] = said_budget(lexicon, subject, false);
    }
    if (last)
        bases[n++] = said_last_year(lexicon, subject);
    return n;
}

static bool has_size(const Follows *follows, const Said *said)
{
    ProseNumber size = *follows->number;

    size.direction = 0;
    return prose_said_fits(follows->prose, said, &size);
}

// What a subject changed by that is just the amount; of several the first.
static bool find_change(const Follows *follows, Said *found)
{
    const Lexicon *lexicon = prose_lexicon(follows->prose);

    for (size_t s = 0; s < follows->n; s++) {
        SaidSubject bases[3], now = follows->subjects[s];
        size_t n = bases_of(follows, &now, bases);

        for (size_t i = 0; i < n; i++) {
            SaidSubject change = said_change(lexicon, &now, &bases[i]);
            *found = (Said){.expression = change.expression, .figure = change.figure, .change = true};
            if (change.figure && has_size(follows, found))
                return true;
        }
        // 执行中追加: from the budget as it was passed to what it became.
        SaidSubject added = n >= 2 ? said_change(lexicon, &bases[1], &bases[0]) : (SaidSubject){0};
        *found = (Said){.expression = added.expression, .figure = added.figure, .change = true};
        if (added.figure && has_size(follows, found))
            return true;
    }
    return false;
}

// Phrases whose names end as the words do: 运行维护费 of 车辆运行维护费.
static void add_phrases(Follows *follows, Str words)
{
    const Lexicon *lexicon = prose_lexicon(follows->prose);

    words = name_fold(lexicon->arena, str_trim(words));
    for (size_t i = 0; words.n >= LEAST_TAIL && i < lexicon->phrases.n; i++) {
        const Phrase *phrase = &lexicon->phrases.at[i];
        size_t tail = 0;

        while (tail < words.n && tail < phrase->fold.n &&
               words.at[words.n - tail - 1] == phrase->fold.at[phrase->fold.n - tail - 1])
            tail++;
        if (tail >= LEAST_TAIL)
            add_subject(follows, (SaidSubject){phrase->expression, phrase->figure, false});
    }
}

// So much for each: a subject over a count of the facts.
static bool find_average(Follows *follows, Said *found)
{
    Prose *prose = follows->prose;
    const Lexicon *lexicon = prose_lexicon(prose);
    const Table *facts = book_other_data(&prose->project->book);
    WordList averages = prose->words->lists[WORDS_AVERAGES];

    if (!facts || !words_in(averages, follows->label))
        return false;
    for (size_t i = 0; i < averages.n; i++) {
        ptrdiff_t at = str_find(follows->label, averages.at[i], 0);
        Str before = str_slice(follows->label, 0, at < 0 ? 0 : (size_t)at);
        size_t filler = words_end(averages, before);
        filler = filler ? filler : words_end(prose->words->lists[WORDS_AVERAGE_BEGINS], before);
        if (at < 0)
            continue;
        add_phrases(follows, str_slice(before, 0, before.n - filler));
        add_phrases(follows, str_slice(follows->label, (size_t)at, follows->label.n));
    }
    for (size_t s = 0; s < follows->n; s++)
        for (size_t r = 0; r < facts->lists[0].row_count; r++) {
            const Row *row = &facts->lists[0].rows[r];
            const Figure *count =
                row->unit.kind != UNIT_COUNTER
                    ? NULL
                    : lexicon_try(lexicon, str_print(lexicon->arena, "%.*s[%.*s]", STR_ARG(facts->spec->name),
                                                     STR_ARG(row->name)));
            if (!count || count->value.kind != VALUE_NUMBER || mpq_sgn(count->value.number) <= 0)
                continue;
            Str divisor = number_format(lexicon->arena, count->value.number, (NumberFormat){0});
            found->expression = str_print(lexicon->arena, "%.*s / %.*s | 0.00",
                                          STR_ARG(follows->subjects[s].expression), STR_ARG(divisor));
            found->figure = lexicon_try(lexicon, found->expression);
            if (found->figure && found->figure->value.kind == VALUE_NUMBER &&
                found->figure->value.unit.kind == UNIT_MONEY &&
                prose_said_fits(prose, found, follows->number))
                return true;
        }
    return false;
}

// The words since the amount before, in the sentence: 与年初预算相比，减少.
static Str label_since(const ProseBlock *block, size_t at)
{
    Str sentence = prose_sentence(block->text, at, at);
    size_t from = (size_t)(sentence.at - block->text.at);

    for (size_t i = 0; i < block->numbers.n && block->numbers.at[i].from < at; i++)
        if (block->numbers.at[i].kind == NUMBER_MONEY && block->numbers.at[i].after > from &&
            block->numbers.at[i].after <= at)
            from = block->numbers.at[i].after;
    return str_slice(block->text, from, at);
}

// any: also cells that the words do not name.
static Follows follows_at(Prose *prose, ProseBlock *block, const ProseNumber *number, size_t at, bool any)
{
    Follows follows = {.prose = prose, .block = block, .number = number, .label = label_since(block, at)};
    const ProseNumber *amount = amount_before(block, number ? number->from : at);

    if (amount)
        add_amount(&follows, amount, any);
    return follows;
}

// 决算数小于预算数3.78万元: of what stands before the words that compare.
static void add_compared(Follows *follows)
{
    static const WordsName kinds[] = {WORDS_MORE_THAN, WORDS_LESS_THAN};
    const WordList *lists = follows->prose->words->lists;

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < lists[kinds[k]].n; i++) {
            ptrdiff_t at = str_find(follows->label, lists[kinds[k]].at[i], 0);
            Str words = str_slice(follows->label, 0, at < 0 ? 0 : (size_t)at);
            size_t done;

            while ((done = words_end(lists[WORDS_SAID_DONE], words)))
                words = str_slice(words, 0, words.n - done);
            add_phrases(follows, words);
        }
}

// 与年初预算数30089.39万元相比，增加505.16万元: the amount before is what it is compared with, of any cell
// that has a name.
static bool find_from_base(Follows *follows, Said *found)
{
    const ProseBlock *block = follows->block;
    const ProseNumber *base = amount_before(block, follows->number->from);
    SaidSubject bases[3];

    if (!base)
        return false;
    follows->label = prose_label(block, base);
    add_named(follows);
    for (size_t s = 0; s < follows->n; s++) {
        size_t n = bases_of(follows, &follows->subjects[s], bases);
        bool same = false;

        for (size_t i = 0; i < n && !same; i++) {
            Said then = {.expression = bases[i].expression, .figure = bases[i].figure};
            SaidSubject change = said_change(prose_lexicon(follows->prose), &follows->subjects[s], &bases[i]);
            if (!then.figure || !prose_said_fits(follows->prose, &then, base) || !change.figure)
                continue;
            *found = (Said){.expression = change.expression, .figure = change.figure, .change = true};
            same = has_size(follows, found);
        }
        if (same)
            return true;
    }
    return false;
}

// What 大于 and 小于 say of the change.
static int compared_sign(const Prose *prose, Str label)
{
    const WordList *lists = prose->words->lists;

    return words_in(lists[WORDS_MORE_THAN], label) - words_in(lists[WORDS_LESS_THAN], label);
}

Str prose_follows_from_cells(Prose *prose, ProseBlock *block, const ProseNumber *number, const Said *said)
{
    Follows follows = follows_at(prose, block, number, number->from, true);
    Said found = {0};

    add_subject(&follows, said->subject);
    add_compared(&follows);
    bool known = find_change(&follows, &found) || find_average(&follows, &found);
    if (!known && words_in(prose->words->lists[WORDS_BUDGET_ADDED], follows.label)) {
        add_named(&follows);
        known = find_change(&follows, &found);
    }
    known = known || find_from_base(&follows, &found);
    int written = number->direction ? number->direction : compared_sign(prose, follows.label);
    int actual = known && found.change ? mpq_sgn(found.figure->value.number) : 0;
    if (!known || written * actual < 0)
        return (Str){0};
    return str_print(prose->arena, _("write %.*s"), STR_ARG(prose_said_binding(prose, &found, number)));
}

// ---- a word of change against the cells of the amount before it

// How the subjects of the amount before changed, where all that have what is compared with agree: 1, -1; else
// 0. zero: what the budget has no row for was budgeted with nothing.
static int direction_of(const Follows *follows)
{
    const Lexicon *lexicon = prose_lexicon(follows->prose);
    int sign = 0;

    for (size_t s = 0; s < follows->n; s++) {
        SaidSubject bases[3], now = follows->subjects[s];
        size_t n = bases_of(follows, &now, bases);
        bool any = false;

        for (size_t i = 0; i < n; i++) {
            if (!bases[i].figure || !unit_equal(bases[i].figure->value.unit, now.figure->value.unit))
                continue;
            int one = mpq_cmp(now.figure->value.number, bases[i].figure->value.number);
            one = (one > 0) - (one < 0);
            any = true;
            if (!one || (sign && sign != one))
                return 0;
            sign = one;
        }
        if (n >= 2 && !any && said_budget_lacks(lexicon, &now) && mpq_sgn(now.figure->value.number) > 0) {
            if (sign < 0)
                return 0;
            sign = 1;
        }
    }
    return sign;
}

static void report(const Follows *follows, ProseRange at, int actual)
{
    prose_report(follows->prose, at, "direction-sign",
                 str_of(_("turn the word round, or bind it with 变动(), which finds it")),
                 actual > 0 ? _("“%.*s”: by its cells it rose") : _("“%.*s”: by its cells it fell"),
                 STR_ARG(str_slice(at.block->text, at.from, at.to)));
}

// 24.00万元，较年初预算减少24.00万元. What is told elsewhere of a change that fits is not told again.
static void check_amount(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    if (number->kind != NUMBER_MONEY || !number->direction || number->figure || mpq_sgn(number->value) == 0)
        return;
    Follows follows = follows_at(prose, block, number, number->word, false);
    if (!words_in(prose->words->lists[WORDS_COMPARE_BEGINS], follows.label) ||
        words_in(prose->words->lists[WORDS_REASON], follows.label))
        return;
    int actual = direction_of(&follows);
    if (actual && actual != number->direction)
        report(&follows, (ProseRange){block, number->word, number->after}, actual);
}

// 较年初预算减少。 with no amount after it.
static void check_word(Prose *prose, ProseBlock *block, Str word, int sign)
{
    const WordList *lists = prose->words->lists;

    for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, to = from + word.n, next = to;
        uint32_t mark = to < block->text.n ? utf8_next(block->text, &next) : U'。';
        Str rest = str_slice(block->text, to, block->text.n);

        if ((!text_ends_clause(mark) && !words_begin(lists[WORDS_REASON_OF_CHANGE], rest)) ||
            prose_in_figure(block, from))
            continue;
        Follows follows = follows_at(prose, block, NULL, from, false);
        if (!words_begin(lists[WORDS_COMPARE_BEGINS],
                         str_slice(follows.label, text_starts(follows.label, "，") ? strlen("，") : 0,
                                   follows.label.n)) ||
            words_in(lists[WORDS_REASON], follows.label))
            continue;
        int actual = direction_of(&follows);
        if (actual && actual != sign)
            report(&follows, (ProseRange){block, from, to}, actual);
    }
}

void prose_check_follows(Prose *prose)
{
    const WordList *lists = prose->words->lists;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++)
            check_amount(prose, block, &block->numbers.at[i]);
        for (size_t i = 0; block->numbers.n && i < lists[WORDS_RISE].n; i++)
            check_word(prose, block, lists[WORDS_RISE].at[i], 1);
        for (size_t i = 0; block->numbers.n && i < lists[WORDS_FALL].n; i++)
            check_word(prose, block, lists[WORDS_FALL].at[i], -1);
    }
}

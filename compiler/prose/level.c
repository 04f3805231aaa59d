// 持平 against cells: 公务接待费支出2.89万元，与上年持平, where the words say which cell is meant, and the
// year before, or the budget, has another amount.
#include "prose/internal-prose.h"

#include <stdlib.h>

#include "text/text.h"

// What the words before 持平 compare with.
typedef enum With { WITH_NOTHING, WITH_LAST_YEAR, WITH_BUDGET } With;

// The words from 与 on, up to 持平: nothing but the year or the budget, and words that say nothing. *about:
// it is nearly level.
static With with_of(const Prose *prose, Str said, bool *about)
{
    const WordList *lists = prose->words->lists;
    WordList fillers = lists[WORDS_LEVEL_FILLERS];
    size_t last = words_begin(lists[WORDS_LAST_YEAR], said), budget = 0;

    if (!last) {
        Str year = str_print(prose->arena, "%d年", prose->project->year - 1);
        last = str_starts(said, year) ? year.n : 0;
    }
    if (!last && prose->project->template->stage == STAGE_ACCOUNTS)
        budget = words_begin(lists[WORDS_LEVEL_BUDGET], said);
    if (!last && !budget)
        return WITH_NOTHING;
    said = str_slice(said, last + budget, said.n);
    size_t nearly = words_end(lists[WORDS_LEVEL_ABOUT], said);
    *about = nearly > 0;
    said = str_slice(said, 0, said.n - nearly);
    for (size_t i = 0; i < fillers.n; i++)
        if (str_ends(said, fillers.at[i]))
            said = str_slice(said, 0, said.n - fillers.at[i].n);
    if (said.n)
        return WITH_NOTHING; // 与上年口径一致
    return last ? WITH_LAST_YEAR : WITH_BUDGET;
}

// Where the comparison begins that ends at `at`, within its clause: at 与 or 较.
static With comparison_before(const Prose *prose, const ProseBlock *block, size_t at, size_t *start,
                              bool *about)
{
    WordList with = prose->words->lists[WORDS_LEVEL_WITH];
    Str clause = prose_clause(block->text, at, at);
    size_t least = (size_t)(clause.at - block->text.at);

    for (size_t from = at; from > least;) {
        utf8_previous(block->text, &from);
        size_t length = words_begin(with, str_slice(block->text, from, at));
        With found = length ? with_of(prose, str_slice(block->text, from + length, at), about) : WITH_NOTHING;
        if (found != WITH_NOTHING) {
            *start = from;
            return found;
        }
    }
    return WITH_NOTHING;
}

// The last amount or count of the sentence before byte `at`; NULL: none.
static const ProseNumber *number_before(const ProseBlock *block, size_t from, size_t at)
{
    const ProseNumber *found = NULL;

    for (size_t i = 0; i < block->numbers.n && block->numbers.at[i].from < at; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->from >= from && number->kind != NUMBER_YEAR)
            found = number;
    }
    return found;
}

// What the amount is of: its words mean a cell, or may, and that has it; or it is bound to one.
static SaidSubject subject_of_amount(Prose *prose, ProseBlock *block, const Labels *labels,
                                     const ProseNumber *amount)
{
    const Figure *figure = amount->figure;

    if (!figure)
        return prose_said_cell(prose, block, labels, amount);
    if (figure->phrase || figure->trace_count != 1 || figure->trace[0].year != YEAR_THIS)
        return (SaidSubject){0};
    return (SaidSubject){str_trim(figure->expression), figure, true};
}

// What the words of the sentence up to the number, or to the comparison, name.
static SaidSubject subject_of_words(Prose *prose, const ProseBlock *block, const Labels *labels,
                                    const ProseNumber *count, size_t from, size_t to)
{
    const Lexicon *lexicon = prose_lexicon(prose);
    Str words = name_fold(prose->arena, str_trim(str_slice(block->text, from, count ? count->from : to)));
    SaidSubject subject = {0};

    while (words.n && !subject.sure) {
        subject = said_phrase(lexicon, labels, words);
        if (!subject.sure && count && count->counter.n)
            subject =
                said_phrase(lexicon, labels,
                            str_print(prose->arena, "%.*s%.*s", STR_ARG(words), STR_ARG(count->counter)));
        size_t filler = lexicon_filler(lexicon, words);
        if (!filler)
            break;
        words = str_slice(words, filler, words.n);
    }
    return subject.sure ? subject : (SaidSubject){0};
}

SaidSubject prose_subject_of_words(Prose *prose, const ProseBlock *block, const Labels *labels, size_t from,
                                   size_t to)
{
    return subject_of_words(prose, block, labels, NULL, from, to);
}

static bool in_other_terms(const SaidSubject *a, const SaidSubject *b)
{
    return a->figure->value.kind != VALUE_NUMBER || b->figure->value.kind != VALUE_NUMBER ||
           !unit_equal(a->figure->value.unit, b->figure->value.unit);
}

// No more apart than what is nearly level may be.
static bool is_near(const Prose *prose, Number now, Number then)
{
    mpq_t apart, most;
    bool near;

    mpq_inits(apart, most, NULL);
    mpq_sub(apart, now, then);
    mpq_abs(apart, apart);
    mpz_mul_ui(mpq_numref(apart), mpq_numref(apart), 100);
    mpq_canonicalize(apart);
    mpq_abs(most, then);
    mpz_mul_si(mpq_numref(most), mpq_numref(most),
               strtol(words_first(prose->words->lists[WORDS_LEVEL_ABOUT_PERCENT]).at, NULL, 10));
    mpq_canonicalize(most);
    near = mpq_cmp(apart, most) <= 0;
    mpq_clears(apart, most, NULL);
    return near;
}

bool prose_level_against_cells(Prose *prose, ProseBlock *block, const Labels *labels, ProseRange word)
{
    size_t start = word.from;
    bool about = false;
    With with = comparison_before(prose, block, word.from, &start, &about);
    Str sentence = prose_sentence(block->text, word.from, word.from);
    size_t from = (size_t)(sentence.at - block->text.at);
    const ProseNumber *number = number_before(block, from, start);
    SaidSubject subject, base;

    if (with == WITH_NOTHING || (number && (number->direction || number->kind == NUMBER_PERCENT)))
        return false;
    subject = number && number->kind == NUMBER_MONEY
                  ? subject_of_amount(prose, block, labels, number)
                  : subject_of_words(prose, block, labels, number, from, start);
    if (!subject.figure)
        return false;
    base = with == WITH_BUDGET ? said_budget(prose_lexicon(prose), &subject, true)
                               : said_last_year(prose_lexicon(prose), &subject);
    if (!base.figure || in_other_terms(&subject, &base))
        return false;
    int sign = mpq_cmp(subject.figure->value.number, base.figure->value.number);
    if (!sign || (about && is_near(prose, subject.figure->value.number, base.figure->value.number)))
        return about;
    prose_report(prose, word, "direction-sign",
                 str_of(_("say the change, or bind it with 变动(), which finds it")),
                 sign > 0 ? _("“%.*s”: by its cells it rose") : _("“%.*s”: by its cells it fell"),
                 STR_ARG(str_slice(block->text, word.from, word.to)));
    return true;
}

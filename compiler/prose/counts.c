// Typed counts against 其他数据: 国内公务接待23批次、186人次, 公务用车保有量为5辆.
#include "prose/internal-prose.h"

#include "text/text.h"

// Where the words of a count begin: after the mark, the amount or the open bracket before it.
static size_t words_start(const ProseBlock *block, const ProseNumber *number)
{
    size_t at = number->from, least = 0;

    for (const ProseNumber *before = number; before-- > block->numbers.at && !least;)
        if (before->kind != NUMBER_YEAR)
            least = before->end > before->after ? before->end : before->after;
    while (at > least) {
        size_t before = at;
        uint32_t code = utf8_previous(block->text, &before);
        if (text_ends_clause(code) || code == U'、' || text_widened(code) == U'（')
            return at;
        at = before;
    }
    return at;
}

// The fact of exactly these words, or these and the counter: 国内公务接待, 批次.
static SaidSubject fact_of(const Lexicon *lexicon, const Labels *labels, Str words, Str counter)
{
    SaidSubject fact = {0};

    if (words.n)
        fact = said_phrase(lexicon, labels, words);
    if (!fact.sure && counter.n)
        fact = said_phrase(lexicon, labels,
                           str_print(lexicon->arena, "%.*s%.*s", STR_ARG(words), STR_ARG(counter)));
    return fact;
}

static bool is_count(const SaidSubject *fact, const ProseNumber *number)
{
    return fact->figure && fact->sure && fact->figure->value.kind == VALUE_NUMBER &&
           fact->figure->value.unit.kind == UNIT_COUNTER &&
           (!number->counter.n || name_equal(number->counter, fact->figure->value.unit.name));
}

// The sentence speaks of the year before, or gives a reason.
static bool is_other(const Prose *prose, const ProseBlock *block, const ProseNumber *number)
{
    const WordList *lists = block->words->lists;
    Str before = prose_words_before(block, number);
    TextDate date;

    if (words_in(lists[WORDS_LAST_YEAR], before) || words_in(lists[WORDS_REASON], before) ||
        words_in(lists[WORDS_COMPARED_THAN], before))
        return true;
    for (size_t at = 0; text_date_next(before, &at, &date);)
        if (date.year && date.year != prose->project->year)
            return true;
    return false;
}

static bool has_value(const ProseNumber *number, Number value)
{
    mpq_t written;
    bool same;

    mpq_init(written);
    mpq_set(written, number->value);
    for (int i = 0; i < number->power; i++)
        mpz_mul_ui(mpq_numref(written), mpq_numref(written), 10);
    mpq_canonicalize(written);
    same = mpq_equal(written, value);
    mpq_clear(written);
    return same;
}

static void check_block(Prose *prose, ProseBlock *block, const Labels *labels)
{
    Str named = {0}; // the words of the count before, for 186人次 after 国内公务接待23批次、

    for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->kind != NUMBER_OTHER || number->figure || number->direction || number->more)
            continue;
        Str words = name_fold(prose->arena, str_slice(block->text, words_start(block, number), number->from));
        SaidSubject fact = fact_of(prose_lexicon(prose), labels, words.n ? words : named, number->counter);
        named = words.n ? words : named;
        if (!is_count(&fact, number) || is_other(prose, block, number) ||
            has_value(number, fact.figure->value.number))
            continue;
        Said said = {.expression = fact.expression, .figure = fact.figure, .sure = true};
        prose_report_differs(prose, block, number, &said);
    }
}

static bool has_typed_count(const ProseBlock *block)
{
    for (size_t i = 0; i < block->numbers.n; i++)
        if (block->numbers.at[i].kind == NUMBER_OTHER && !block->numbers.at[i].figure)
            return true;
    return false;
}

void prose_check_counts(Prose *prose)
{
    Labels labels = {0};

    if (!book_other_data(&prose->project->book))
        return;
    for (size_t b = 0; b < prose->blocks.n; b++) {
        prose_take_label(prose, &prose->blocks.at[b], &labels);
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE && has_typed_count(&prose->blocks.at[b]))
            check_block(prose, &prose->blocks.at[b], &labels);
    }
}

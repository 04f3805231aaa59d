// What words mean, by the phrases among them and the headings above them.
#include "meaning/meaning.h"
#include "text/text.h"

typedef struct Reader {
    const Lexicon *lexicon;
    const Labels *labels;
} Reader;

static bool label_has(const Reader *reader, Str word)
{
    Str fold = name_fold(reader->lexicon->arena, word);

    for (size_t i = 0; i < sizeof reader->labels->at / sizeof reader->labels->at[0]; i++)
        if (str_find(reader->labels->at[i], fold, 0) >= 0)
            return true;
    return false;
}

static bool is_under(const Reader *reader, const PhraseSpec *spec)
{
    if (!reader->labels) // wherever it stands
        return true;
    for (size_t i = 0; i < spec->under_count; i++)
        if (label_has(reader, spec->under[i]))
            return true;
    return spec->under_count == 0;
}

// The heading that one stands under is what is left of the other's: 收入支出决算总体情况 of
// 财政拨款收入支出决算总体情况.
static bool is_plainer(const PhraseSpec *one, const PhraseSpec *other)
{
    for (size_t i = 0; i < one->under_count; i++)
        for (size_t k = 0; k < other->under_count; k++)
            if (one->under[i].n < other->under[k].n && str_find(other->under[k], one->under[i], 0) >= 0)
                return true;
    return false;
}

// The longest phrase that the text begins with and that may be meant here; of equals the first, and where no
// heading tells the plainest.
static const Phrase *phrase_at(const Reader *reader, Str text)
{
    const Lexicon *lexicon = reader->lexicon;
    const Phrase *best = NULL;

    for (size_t i = 0; i < lexicon->phrases.n; i++) {
        const Phrase *one = &lexicon->phrases.at[i];

        bool better = !best || one->fold.n > best->fold.n ||
                      (!reader->labels && one->fold.n == best->fold.n && is_plainer(one->spec, best->spec));

        if (better && str_starts(text, one->fold) && is_under(reader, one->spec))
            best = one;
    }
    return best;
}

static size_t filler_at(const Reader *reader, Str text)
{
    const Lexicon *lexicon = reader->lexicon;
    size_t best = 0;
    TextDate date;

    for (size_t i = 0; i < lexicon->fillers.n; i++)
        if (lexicon->fillers.at[i].n > best && str_starts(text, lexicon->fillers.at[i]))
            best = lexicon->fillers.at[i].n;
    if (text_date_at(text, 0, &date) && date.year && date.to > best)
        best = date.to;
    if (best == 0 && text.n && (text.at[0] == '*' || text.at[0] == '_'))
        best = 1;
    if (best == 0 && text.n && text.at[0] == '(') { // a remark beside the name
        ptrdiff_t close = str_find_char(text, ')', 0);

        best = close < 0 ? 0 : (size_t)close + 1;
    }
    return best;
}

typedef enum Sense {
    SENSE_NONE,    // only words that say nothing
    SENSE_ONE,     // one phrase, and such words
    SENSE_UNKNOWN, // other words, or several phrases
} Sense;

static Sense sense_of(const Reader *reader, Str words, const Phrase **phrase)
{
    Sense sense = SENSE_NONE;

    *phrase = NULL;
    for (size_t at = 0; at < words.n;) {
        Str rest = str_slice(words, at, words.n);
        const Phrase *one = phrase_at(reader, rest);
        size_t filler = filler_at(reader, rest);

        if (one && one->fold.n >= filler) {
            if (*phrase)
                sense = SENSE_UNKNOWN;
            else if (sense == SENSE_NONE)
                sense = SENSE_ONE;
            *phrase = *phrase ? *phrase : one;
            at += one->fold.n;
        } else if (filler) {
            at += filler;
        } else {
            sense = SENSE_UNKNOWN;
            utf8_next(words, &at);
        }
    }
    return sense;
}

static Str innermost(const Labels *labels)
{
    Str label = {0};

    for (size_t i = 1; i < sizeof labels->at / sizeof labels->at[0]; i++)
        if (labels->at[i].n)
            label = labels->at[i];
    return label;
}

const Phrase *lexicon_find(const Lexicon *lexicon, const Labels *labels, Str words, const Phrase **near)
{
    const Reader reader = {lexicon, labels};
    const Phrase *phrase;
    Sense sense = sense_of(&reader, words, &phrase);

    *near = phrase;
    if (sense == SENSE_NONE &&
        !words_in(lexicon->project->template->words->lists[WORDS_PHRASE_BREAKDOWN], words)) {
        sense = sense_of(&reader, innermost(labels), &phrase);
        *near = phrase;
    }
    return sense == SENSE_ONE ? phrase : NULL;
}

const Phrase *lexicon_anywhere(const Lexicon *lexicon, Str words)
{
    const Reader reader = {lexicon, NULL};
    const Phrase *phrase;

    return sense_of(&reader, words, &phrase) == SENSE_ONE ? phrase : NULL;
}

size_t lexicon_filler(const Lexicon *lexicon, Str text)
{
    const Reader reader = {lexicon, NULL};

    return filler_at(&reader, text);
}

size_t lexicon_phrase(const Lexicon *lexicon, Str text)
{
    const Reader reader = {lexicon, NULL};
    const Phrase *phrase = phrase_at(&reader, text);

    return phrase ? phrase->fold.n : 0;
}

Unit lexicon_counter(const Lexicon *lexicon, Str text, size_t *length)
{
    Str best = {0};

    for (size_t i = 0; i < lexicon->counters.n; i++)
        if (lexicon->counters.at[i].n > best.n && str_starts(text, lexicon->counters.at[i]))
            best = lexicon->counters.at[i];
    *length = best.n;
    return best.n ? unit_parse(best) : (Unit){0};
}

// What an amount in a text means, by the words before it: its subject, whether it is of the budget, of the
// year before, or what the subject changed by, and how sure that is. Everything is read on folded text.
#include "meaning/meaning.h"
#include "text/text.h"

#define MOST_NAME 90 // bytes of the words that name one amount

// What the words of an amount's clause say beside its subject.
typedef struct Aspects {
    StrBuf words;  // of the subject: what is left
    bool budget;   // 预算
    bool first;    // 年初
    bool last;     // 上年, or its year
    bool compared; // 比, 较, 与
    bool other;    // another year
} Aspects;

static const WordList *lists_of(const SaidReader *reader)
{
    return reader->lexicon->project->template->words->lists;
}

void said_begin(SaidReader *reader, const Lexicon *lexicon, const Labels *labels)
{
    *reader = (SaidReader){.lexicon = lexicon, .labels = labels, .first = true};
    reader->table = said_table(lexicon, labels);
}

// ---- clauses

static bool is_stop(uint32_t code)
{
    return text_ends_clause(code) || code == U'、';
}

static bool within_number(Str text, size_t at)
{
    return at > 0 && at + 1 < text.n && text.at[at - 1] >= '0' && text.at[at - 1] <= '9' &&
           text.at[at + 1] >= '0' && text.at[at + 1] <= '9';
}

// Where the words begin that stand before the end of the text: after the last mark or open bracket.
static size_t clause_start(Str text)
{
    size_t at = text.n;
    int depth = 0;

    while (at > 0) {
        size_t before = at;
        uint32_t code = utf8_previous(text, &before);

        if (code == ')')
            depth++;
        else if (code == '(' && depth-- == 0)
            return at;
        if (depth == 0 && is_stop(code) && !within_number(text, before))
            return at;
        at = before;
    }
    return at;
}

// Past the last end of a sentence; *ended: there is one.
static size_t sentence_start(Str text, bool *ended)
{
    size_t at = text.n;

    *ended = false;
    while (at > 0) {
        size_t before = at;

        if (text_ends_sentence(utf8_previous(text, &before))) {
            *ended = true;
            return at;
        }
        at = before;
    }
    return at;
}

// ---- years

// A year that the words before it do not make what something is compared with.
static void take_years(SaidReader *reader, Str text)
{
    WordList ahead = lists_of(reader)[WORDS_YEAR_AHEAD];
    TextDate date;

    for (size_t at = 0; text_date_next(text, &at, &date);) {
        size_t before = date.from;
        uint32_t code = before ? utf8_previous(text, &before) : 0;

        if (!date.year || date.month || words_have(ahead, code))
            continue;
        reader->year = date.year;
        reader->dated = true;
    }
}

// ---- the aspects of a clause

// The longest of the words that the text begins with.
static size_t longest(WordList words, Str text)
{
    size_t best = 0;

    for (size_t i = 0; i < words.n; i++)
        if (words.at[i].n > best && str_starts(text, words.at[i]))
            best = words.at[i].n;
    return best;
}

static size_t take_date(const SaidReader *reader, Str rest, Aspects *aspects)
{
    int year = reader->lexicon->project->year, said;
    TextDate date;
    size_t end;

    if (text_date_at(rest, 0, &date) && date.year && !date.month) {
        aspects->last = aspects->last || date.year == year - 1;
        aspects->other = aspects->other || date.year < year - 1 || date.year > year;
        return date.to;
    }
    if (text_year_word_at(rest, 0, &said, &end) && said) { // 本年收入 is a name
        aspects->last = aspects->last || said == -1;
        aspects->other = aspects->other || said < -1 || said > 0;
        return end;
    }
    return 0;
}

// 与 compares where it has something to compare with after it, and joins names elsewhere.
static bool is_comparison(const SaidReader *reader, Str rest, size_t length)
{
    const WordList *lists = lists_of(reader);
    Str after = str_slice(rest, length, rest.n);
    TextDate date;
    size_t end;
    int years;

    return !words_in(lists[WORDS_NAME_JOINTS], str_slice(rest, 0, length)) ||
           text_year_word_at(after, 0, &years, &end) || text_date_at(after, 0, &date) ||
           words_begin(lists[WORDS_SAID_BUDGET], after);
}

// What the text begins with that says nothing of the subject; its bytes.
static size_t take_aspect(const SaidReader *reader, Str rest, Aspects *aspects)
{
    const WordList *lists = lists_of(reader);
    bool accounts = reader->lexicon->project->template->stage == STAGE_ACCOUNTS;
    size_t n = take_date(reader, rest, aspects), found;

    if (n)
        return n;
    if (accounts && (found = longest(lists[WORDS_SAID_BUDGET], rest))) {
        aspects->budget = true;
        aspects->first = words_begin(lists[WORDS_SAID_FIRST_BUDGET], rest) > 0;
        return found;
    }
    if (accounts && (found = longest(lists[WORDS_SAID_ACTUAL], rest)))
        return found;
    found = longest(lists[WORDS_COMPARE_BEGINS], rest);
    if (found && is_comparison(reader, rest, found)) {
        aspects->compared = true;
        return found;
    }
    return longest(lists[WORDS_SAID_BESIDE], rest);
}

// The words of a clause without what says no subject. 一般公共预算 stays whole.
static Aspects aspects_of(const SaidReader *reader, Str clause)
{
    const WordList *lists = lists_of(reader);
    Aspects aspects = {.words = {.arena = reader->lexicon->arena}};

    for (size_t at = 0; at < clause.n;) {
        Str rest = str_slice(clause, at, clause.n);
        Aspects tried = aspects;
        size_t name = lexicon_phrase(reader->lexicon, rest), fund = longest(lists[WORDS_FUND_BUDGETS], rest);
        size_t aspect = take_aspect(reader, rest, &tried), next = at;

        name = fund > name ? fund : name;
        if (aspect && aspect >= name) {
            aspects = tried;
            at += aspect;
            continue;
        }
        if (!name) {
            utf8_next(clause, &next);
            name = next - at;
        }
        buf_add(&aspects.words, str_slice(clause, at, at + name));
        at += name;
    }
    return aspects;
}

// Words of a change at the end of the text; its bytes with what stands between it and the amount.
static size_t change_end(const SaidReader *reader, Str text, int *direction)
{
    const WordList *lists = lists_of(reader);
    Str left = text;

    for (int pass = 0; pass < 3; pass++) {
        size_t rise = words_end(lists[WORDS_RISE], left),
               fall = rise ? 0 : words_end(lists[WORDS_FALL], left);
        size_t filler = words_end(lists[WORDS_CHANGE_FILLERS], left);

        if (rise || fall) {
            *direction = rise ? 1 : -1;
            return text.n - left.n + (rise ? rise : fall);
        }
        if (!filler)
            break;
        left = str_slice(left, 0, left.n - filler);
    }
    *direction = 0;
    return 0;
}

// ---- subjects

// The words, without what says nothing at their end, in the whole's table or in the heading's: 基本支出 of
// 基本支出为.
static SaidSubject looked_up(const SaidReader *reader, const SaidSubject *whole, Str words)
{
    return whole ? said_part(reader->lexicon, whole, words)
                 : said_in_table(reader->lexicon, reader->table, words);
}

static SaidSubject named_in(const SaidReader *reader, const SaidSubject *whole, Str words)
{
    const Lexicon *lexicon = reader->lexicon;
    SaidSubject part = {0};
    size_t filler;

    if (words.n > MOST_NAME)
        return part;
    while ((filler = lexicon_filler(lexicon, words)) && !part.figure) {
        part = looked_up(reader, whole, words);
        words = str_slice(words, filler, words.n);
    }
    for (int pass = 0; pass < 3 && words.n && !part.figure; pass++) {
        part = looked_up(reader, whole, words);
        for (size_t i = 0; i < lexicon->fillers.n; i++)
            if (str_ends(words, lexicon->fillers.at[i])) {
                words = str_slice(words, 0, words.n - lexicon->fillers.at[i].n);
                break;
            }
    }
    return part;
}

static bool says_nothing(const SaidReader *reader, Str words)
{
    while (words.n) {
        size_t filler = lexicon_filler(reader->lexicon, words);
        if (!filler)
            return false;
        words = str_slice(words, filler, words.n);
    }
    return true;
}

static bool same_value(const SaidSubject *a, const SaidSubject *b)
{
    return a->figure && b->figure && unit_equal(a->figure->value.unit, b->figure->value.unit) &&
           mpq_equal(a->figure->value.number, b->figure->value.number);
}

static const Table *table_of(const SaidSubject *subject)
{
    return subject->figure && subject->figure->trace_count == 1 ? subject->figure->trace[0].cell.table : NULL;
}

// After 其中 a name of another table than the whole's is its part where the heading names that table, or
// where the two tables' totals are one.
static bool is_of_whole(const SaidReader *reader, const SaidSubject *phrase)
{
    const Table *table = table_of(phrase);

    if (!reader->parts || !reader->whole.figure || table == table_of(&reader->whole) ||
        (table && table == reader->table))
        return true;
    SaidSubject total = said_total(reader->lexicon, phrase);
    return same_value(&total, &reader->whole);
}

// What a clause is of that names nothing itself: the amount before in its sentence, what its paragraph is
// about, the innermost heading.
static SaidSubject inherited(const SaidReader *reader, bool ended)
{
    if (reader->subject.figure && !ended)
        return reader->subject;
    if (reader->parts)
        return (SaidSubject){0};
    if (reader->topic.figure)
        return reader->topic;
    if (reader->subject.figure) {
        SaidSubject subject = reader->subject;
        subject.sure = false; // of the sentence before
        return subject;
    }
    return reader->first ? said_phrase(reader->lexicon, reader->labels, (Str){0}) : (SaidSubject){0};
}

static SaidSubject subject_named(const SaidReader *reader, Str words, bool ended)
{
    SaidSubject phrase, part = {0};
    size_t end;

    SaidSubject item = said_item(reader->lexicon, reader->table, words, &end);
    if (end)
        return says_nothing(reader, str_slice(words, end, words.n)) ? item : (SaidSubject){0};
    if (says_nothing(reader, words))
        return words_in(lists_of(reader)[WORDS_PHRASE_BREAKDOWN], words) ? (SaidSubject){0}
                                                                         : inherited(reader, ended);
    phrase = said_phrase(reader->lexicon, reader->labels, words);
    if (!phrase.sure && reader->table) {
        SaidSubject named = named_in(reader, NULL, words);
        phrase = named.figure ? named : phrase;
    }
    if (reader->parts && reader->whole.figure)
        part = named_in(reader, &reader->whole, words);
    if (!part.figure) {
        phrase.sure = phrase.sure && is_of_whole(reader, &phrase);
        return phrase;
    }
    if (phrase.sure && same_value(&part, &phrase))
        return phrase;
    part.sure = part.sure && !phrase.sure;
    return part;
}

// 本年度基本支出: with its year, where that is part of the name, else without.
static SaidSubject subject_of(const SaidReader *reader, Str words, bool ended)
{
    SaidSubject subject = subject_named(reader, words, ended);
    int years;
    size_t end;

    if (subject.sure || !text_year_word_at(words, 0, &years, &end))
        return subject;
    SaidSubject other = subject_named(reader, str_slice(words, end, words.n), ended);
    return other.figure ? other : subject;
}

// ---- an amount

// Past what says of which whole the parts follow, the amount before is that whole.
static void take_parts(SaidReader *reader, Str text, bool ended)
{
    const WordList *lists = lists_of(reader);

    if (ended && !words_in(lists[WORDS_BREAKDOWN], text))
        reader->parts = false;
    if (!words_in(lists[WORDS_BREAKDOWN], text))
        return;
    if (!reader->parts && reader->subject.figure)
        reader->whole = reader->subject;
    reader->subject = (SaidSubject){0};
    reader->parts = true;
}

// What the first words of a paragraph, or an item's path in it, make it about.
static void take_topic(SaidReader *reader, Str text)
{
    size_t end, at = 0;
    SaidSubject item = said_item(reader->lexicon, reader->table, text, &end);

    if (end) {
        reader->topic = item;
        reader->subject = (SaidSubject){0};
        reader->parts = false;
        return;
    }
    while (reader->first && at < text.n) {
        size_t to = at;
        while (to < text.n) {
            size_t next = to;
            uint32_t code = utf8_next(text, &next);
            if (text_ends_sentence(code) || code == ':')
                break;
            to = next;
        }
        Str piece = str_slice(text, at, to);
        SaidSubject said = piece.n && piece.n <= MOST_NAME && !says_nothing(reader, piece)
                               ? said_phrase(reader->lexicon, reader->labels, piece)
                               : (SaidSubject){0};
        if (said.sure)
            reader->topic = said;
        at = to;
        if (at < text.n)
            utf8_next(text, &at);
    }
}

// What the change is from: the year before, or the budget.
static SaidSubject base_of(const SaidReader *reader, const SaidSubject *subject, const Aspects *aspects)
{
    if (aspects->budget && !aspects->last)
        return said_budget(reader->lexicon, subject, aspects->first);
    return aspects->last ? said_last_year(reader->lexicon, subject) : (SaidSubject){0};
}

static Said said_of(const SaidSubject *subject, bool change, Str words)
{
    if (!subject->figure)
        return (Said){.words = words};
    return (Said){subject->expression, subject->figure, subject->sure, change, words};
}

// 比上年增加: the comparison stands in the clause or in those before it in the sentence.
static Said change_said(SaidReader *reader, Str sentence, size_t length, bool ended)
{
    Str text = str_slice(sentence, 0, sentence.n - length);
    Str clause = str_slice(text, clause_start(text), text.n);
    Aspects own = aspects_of(reader, clause);
    Str words = buf_str(&own.words);

    for (size_t start = clause_start(text); !own.compared && start > 0;) {
        size_t mark = start;
        utf8_previous(text, &mark);
        Str earlier = str_slice(text, 0, mark);
        size_t from = clause_start(earlier);
        Aspects said = aspects_of(reader, str_slice(earlier, from, earlier.n));
        if (said.compared) {
            own.compared = true;
            own.last = said.last;
            own.budget = said.budget;
            own.first = said.first;
            own.other = said.other;
        }
        start = from;
    }
    SaidSubject subject = subject_of(reader, words, ended);
    if (!own.compared || own.other)
        return (Said){.words = words, .subject = subject, .elsewhere = own.other};
    SaidSubject base = base_of(reader, &subject, &own);
    SaidSubject change = said_change(reader->lexicon, &subject, &base);
    Said said = said_of(&change, true, words);

    said.subject = subject;
    return said;
}

static bool speaks_of_this_year(const SaidReader *reader)
{
    return !reader->year || reader->year == reader->lexicon->project->year;
}

// The cell of the subject that the aspects choose.
static SaidSubject chosen(const SaidReader *reader, const SaidSubject *subject, const Aspects *aspects)
{
    bool last = aspects->last ||
                (reader->dated && reader->year == reader->lexicon->project->year - 1 && !aspects->compared);

    if (aspects->other || !subject->figure)
        return (SaidSubject){0};
    if (last && aspects->budget)
        return (SaidSubject){0}; // last year's budget
    if (last)
        return said_last_year(reader->lexicon, subject);
    if (aspects->budget)
        return said_budget(reader->lexicon, subject, aspects->first);
    if (speaks_of_this_year(reader))
        return *subject;
    SaidSubject open = *subject;
    open.sure = false;
    return open;
}

// Takes what stands before an amount; returns its sentence's part of it.
static Str advance(SaidReader *reader, Str before, bool *ended)
{
    Str sentence = str_slice(before, sentence_start(before, ended), before.n);

    take_topic(reader, before);
    take_years(reader, str_slice(before, 0, before.n - sentence.n));
    if (*ended)
        reader->dated = false;
    take_years(reader, sentence);
    take_parts(reader, sentence, *ended);
    return sentence;
}

Said said_amount(SaidReader *reader, Str before)
{
    bool ended, reason;
    int direction;
    Str sentence = advance(reader, before, &ended);
    size_t length = change_end(reader, sentence, &direction);

    reason = words_in(lists_of(reader)[WORDS_REASON], sentence);
    if (direction) {
        Said change = change_said(reader, sentence, length, ended);
        change.sure = change.sure && !reason;
        reader->first = false;
        return change;
    }
    Str clause = str_slice(sentence, clause_start(sentence), sentence.n);
    Aspects aspects = aspects_of(reader, clause);
    Str words = buf_str(&aspects.words);
    SaidSubject subject = subject_of(reader, words, ended);
    SaidSubject meant = chosen(reader, &subject, &aspects);

    meant.sure = meant.sure && !reason;
    reader->first = false;
    if (!reason)
        reader->subject = subject;
    Said said = said_of(&meant, false, words);

    said.subject = subject;
    return said;
}

void said_bound(SaidReader *reader, Str before, const Figure *figure)
{
    bool ended;
    int direction;
    Str sentence = advance(reader, before, &ended);

    reader->first = false;
    change_end(reader, sentence, &direction);
    if (direction || figure->phrase)
        return;
    reader->subject = (SaidSubject){0};
    if (figure->trace_count == 1 && figure->trace[0].year == YEAR_THIS)
        reader->subject = (SaidSubject){str_trim(figure->expression), figure, true};
}

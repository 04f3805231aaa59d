// Amounts to the cells that the words before them mean.
#include "convert/internal-bind.h"
#include "prose/prose.h"

#define MOST_LINE 16384 // bytes of a paragraph whose amounts are looked at
#define TELLING 100     // what nothing but its value could mean elsewhere has as many units of its last digit
#define MOST_CLAUSE 60  // bytes around a year in which its event stands

// ---- edits

// The last edit may be of words that begin before an earlier one, which is then within it.
static void edits_order(Edits *edits)
{
    size_t kept = 0;

    for (size_t i = 1; i < edits->n; i++)
        for (size_t k = i; k > 0 && edits->at[k].from < edits->at[k - 1].from; k--) {
            Edit one = edits->at[k];

            edits->at[k] = edits->at[k - 1];
            edits->at[k - 1] = one;
        }
    for (size_t i = 0; i < edits->n; i++) {
        if (kept && edits->at[i].from < edits->at[kept - 1].to) {
            if (edits->at[i].to > edits->at[kept - 1].to)
                edits->at[kept - 1] = edits->at[i];
            continue;
        }
        edits->at[kept++] = edits->at[i];
    }
    edits->n = kept;
}

// ---- years

// A founding, a law, a term: its year is no other next year.
static bool is_event(const BindReader *reader, size_t at, size_t to)
{
    const WordList *words = bind_lists(reader);
    size_t before = at;
    Str clause = text_clause(reader->fold, at, to, MOST_CLAUSE);

    utf8_previous(reader->fold, &before);
    return words_begin(words[WORDS_YEAR_HISTORIC_BEFORE], str_slice(reader->fold, before, at)) > 0 ||
           words_in(words[WORDS_YEAR_HISTORIC], clause);
}

// 截至2023年12月31日: the last day of the year that it is told of.
static bool is_last_day(const BindReader *reader, size_t at, const TextDate *date)
{
    return date->month == 12 && date->day == 31 &&
           words_end(bind_lists(reader)[WORDS_CUTOFF], str_slice(reader->fold, 0, at)) > 0;
}

static void year_take(BindReader *reader, size_t at)
{
    int year = reader->convert->project->year;
    bool compared;
    TextDate date;

    if (!text_date_at(bind_rest(reader, at), 0, &date) || !date.year ||
        (date.month && !is_last_day(reader, at, &date)))
        return;
    compared = words_end(bind_lists(reader)[WORDS_COMPARED_WITH_YEAR], str_slice(reader->fold, 0, at)) > 0;
    if (!date.month && !compared) {
        reader->year = date.year;
        reader->year_at = date.year == year - 1 && !is_event(reader, at, at + date.to) ? at + 1 : 0;
    }
    if (date.year == year && !compared && !is_event(reader, at, at + date.to))
        bind_year(reader, at, "`= 年度`");
    else if (date.year == year - 1 && (compared || date.month))
        bind_year(reader, at, "`= 上年度`");
}

// ---- amounts of a paragraph

// What follows may be of it (，比上年增加…), though other words than those that are said of it found it.
static void subject_take(BindReader *reader, const Said *said, Str expression)
{
    const Figure *figure = said->figure ? NULL : lexicon_try(reader->convert->lexicon, expression);

    if (figure && figure->trace_count == 1 && figure->trace[0].year == YEAR_THIS &&
        figure->value.unit.kind == UNIT_MONEY && !meaning_is_earlier(&figure->trace[0]))
        reader->said.subject = (SaidSubject){expression, figure, true};
}

// Its words leave no choice; or they leave some, and the value is one that no other cell has by chance.
static bool is_meant(const BindReader *reader, const Amount *amount, const Said *said)
{
    const Figure *figure = said->figure;

    if (!figure ||
        (!bind_is_now(reader) && !said->change && figure->trace_count && figure->trace[0].year == YEAR_THIS))
        return false;
    // A name in the very table that the heading names; with lists side by side it may be either's.
    if (!said->change && reader->said.table && reader->said.table->spec->list_count == 1 &&
        figure->trace_count == 1 && figure->trace[0].cell.table == reader->said.table)
        return said->sure || bind_is_now(reader);
    return said->sure || (bind_is_now(reader) && bind_telling(amount, TELLING));
}

// Where no value bears it out, its own words must say it, and not a heading above them.
static bool is_stated(const BindReader *reader, Str words, bool sure)
{
    size_t at = 0, filler;

    if (!reader->convert->facts)
        return true;
    while (at < words.n &&
           (filler = lexicon_filler(reader->convert->lexicon, str_slice(words, at, words.n))) > 0)
        at += filler;
    return sure && at < words.n;
}

static void money_bind(BindReader *reader, const Amount *amount)
{
    Str before = str_slice(reader->fold, reader->said_from, amount->from), words, cell;
    Said said = said_amount(&reader->said, before);
    const Phrase *near = NULL;
    int direction;
    size_t change = change_words(reader, amount, &direction);

    reader->said_from = amount->to;
    words = str_slice(reader->fold, bind_clause(reader, change, false), change);
    if (said.change && is_meant(reader, amount, &said) && change_put(reader, amount, said.expression))
        return;
    reader->change = (Str){0};
    if (words_find(bind_lists(reader)[WORDS_PHRASE_BREAKDOWN], words) >= 0) {
        bind_leave(reader, amount, NULL); // 其中51.8万元 is a part that has no name
        return;
    }
    if (direction && change_by_phrase(reader, amount, &near))
        return;
    if (direction && bind_is_now(reader) && nearby_change(reader, amount, &said, direction))
        return;
    if (!said.change && !direction && is_meant(reader, amount, &said) &&
        is_stated(reader, words, said.sure) && bind_cell(reader, amount, said.expression))
        return;
    if (!direction && !bind_is_now(reader) && (cell = nearby_cell(reader, amount, words)).n > 0 &&
        bind_cell(reader, amount, cell))
        return;
    if (!direction && !bind_is_now(reader)) {
        bind_leave(reader, amount, NULL);
        return;
    }
    if (!direction) {
        const Phrase *phrase = lexicon_find(reader->convert->lexicon, reader->labels, words, &near);

        if (phrase && is_stated(reader, words, true) && bind_cell(reader, amount, phrase->expression)) {
            subject_take(reader, &said, phrase->expression);
            return;
        }
        cell = bind_telling(amount, TELLING) ? named_cell(reader, amount, words) : (Str){0};
        if (cell.n == 0)
            cell = nearby_cell(reader, amount, words);
        if (cell.n == 0)
            cell = named_fact(reader, amount, words);
        if (cell.n == 0 && nearby_apart(reader, amount))
            return;
        if (cell.n && bind_cell(reader, amount, cell)) {
            subject_take(reader, &said, cell);
            return;
        }
    }
    bind_leave(reader, amount, near);
}

static void count_bind(BindReader *reader, const Amount *amount)
{
    const Phrase *near, *phrase;
    Str words = str_slice(reader->fold, bind_clause(reader, amount->from, false), amount->from), cell;

    phrase = lexicon_find(reader->convert->lexicon, reader->labels, words, &near);
    if (!bind_is_now(reader)) {
        bind_leave(reader, amount, near);
        return;
    }
    if (phrase && is_stated(reader, words, true) && bind_cell(reader, amount, phrase->expression))
        return;
    phrase = lexicon_find(reader->convert->lexicon, reader->labels, name_said(reader, words), &near);
    if (phrase && !reader->convert->facts && bind_cell(reader, amount, phrase->expression))
        return;
    cell = named_cell(reader, amount, words);
    if (cell.n == 0)
        cell = named_fact(reader, amount, words);
    if (cell.n && bind_cell(reader, amount, cell))
        return;
    bind_leave(reader, amount, near);
}

// 1，304.61万元, whose mark no figure prints and which may as well part two numbers: all of it stays.
static void torn_leave(BindReader *reader, const Amount *amount)
{
    Amount whole = *amount;

    while (whole.from > 0 && (bind_is_digit(reader, whole.from - 1) ||
                              (reader->fold.at[whole.from - 1] == ',' && whole.from > 1 &&
                               bind_is_digit(reader, whole.from - 2))))
        whole.from--;
    bind_leave(reader, &whole, NULL);
}

static void amount_bind(BindReader *reader, const Amount *amount)
{
    if (amount->torn) {
        torn_leave(reader, amount);
    } else if (amount->rate) {
        if (!rate_put(reader, amount))
            bind_leave(reader, amount, NULL);
    } else if (amount->unit.kind == UNIT_MONEY) {
        money_bind(reader, amount);
    } else {
        count_bind(reader, amount);
    }
}

static void report_long(const Convert *convert, const IntakeLine *line)
{
    diag_report(convert->diag, SEVERITY_WARNING, "convert-long",
                (Place){.file = convert->source->name, .line = source_line_of(convert->source, line->offset)},
                str_of(_("break it into several")), "%s",
                _("the paragraph is too long for its amounts to be bound"));
}

void bind_line(Convert *convert, const IntakeLine *line, size_t from, const Labels *labels, Edits *edits)
{
    BindReader reader = {.convert = convert, .line = line, .labels = labels, .edits = edits, .base = from};
    size_t *offsets;
    bool code = false;

    if (line->text.n > MOST_LINE) {
        report_long(convert, line);
        return;
    }
    reader.fold = name_fold_map(convert->arena, str_slice(line->text, from, line->text.n), &offsets);
    reader.offsets = offsets;
    said_begin(&reader.said, convert->lexicon, labels);
    for (size_t at = 0; at < reader.fold.n;) {
        Amount amount;

        if (reader.fold.at[at] == '`' && line->markdown)
            code = !code;
        if (!code)
            year_take(&reader, at);
        if (code || !bind_is_digit(&reader, at)) {
            at++;
            continue;
        }
        if (bind_amount_at(&reader, at, &amount)) {
            size_t listed = listed_put(&reader, &amount);

            if (!listed)
                listed = listed_shares(&reader, &amount);
            if (!listed)
                amount_bind(&reader, &amount);
            else
                reader.said_from = listed;
            amount.to = listed ? listed : amount.to;
            reader.done = amount.to;
        }
        at = amount.to;
    }
    edits_order(edits);
}

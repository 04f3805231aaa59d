// An amount to the cell that the words before it mean. Everything is read on the folded text, in which 33.8
// 万元 has no blank and full-width marks are ASCII, and mapped back to the line's bytes.
#include "convert/internal-convert.h"
#include "prose/prose.h"
#include "text/text.h"

#define MOST_LINE 16384    // bytes of a paragraph whose amounts are looked at
#define MOST_REPORTED 1000 // amounts that are left: the others are only counted
#define MOST_OBJECT 36     // bytes of what a comparison is with: 上年度预算

typedef struct Reader {
    Convert *convert;
    const IntakeLine *line;
    const Labels *labels;
    Edits *edits;
    Str fold;
    const size_t *offsets; // into the line's text after `base`
    size_t base;
    size_t done;           // end of the last amount, in the fold
    int year;              // of which the text speaks; 0: none was named
    const Phrase *subject; // of the last amount bound in this sentence
    SaidReader said;       // what amounts of money mean, as check reads them
    size_t heard;          // up to where it has read
} Reader;

typedef struct Amount {
    size_t from, digits, to; // of the fold: the number, its end, the unit's end
    Number number;
    Unit unit;
} Amount;

static Str rest_of(const Reader *reader, size_t at)
{
    return str_slice(reader->fold, at, reader->fold.n);
}

static size_t byte_of(const Reader *reader, size_t at)
{
    return reader->base + reader->offsets[at];
}

static bool is_digit(const Reader *reader, size_t at)
{
    return at < reader->fold.n && reader->fold.at[at] >= '0' && reader->fold.at[at] <= '9';
}

// ---- amounts

// The place in the fold, from `at` on, of a byte of the line's text.
static size_t fold_of(const Reader *reader, size_t at, size_t byte)
{
    while (at < reader->fold.n && byte_of(reader, at) < byte)
        at++;
    return at;
}

// The amount that begins at a digit; false where it is none. `to` is past its digits in any case. The digits
// are read where they were typed: the fold has 5,100 for 5，100, and 1234 for 1 234.
static bool amount_at(const Reader *reader, size_t at, Amount *amount)
{
    char before = at ? reader->fold.at[at - 1] : 0;
    size_t end, unit = 0;
    TextNumber number;

    text_number_at(reader->convert->arena, reader->line->text, byte_of(reader, at), &number, &end);
    end = fold_of(reader, at + 1, end);
    *amount = (Amount){.from = at, .digits = end, .to = end, .number = number.value};
    if (number.from < number.digits) // its sign is replaced with it
        utf8_previous(reader->fold, &amount->from);
    amount->unit = unit_money_at(rest_of(reader, end), &unit);
    if (amount->unit.kind == UNIT_NONE)
        amount->unit = lexicon_counter(reader->convert->lexicon, rest_of(reader, end), &unit);
    amount->to = end + unit;
    if (!amount->number || amount->unit.kind == UNIT_NONE || before == '.' ||
        (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z'))
        return false;
    return !prose_is_limit(reader->convert->project->template->words, rest_of(reader, amount->to));
}

// ---- clauses

static bool is_stop(Str fold, size_t at, bool sentence)
{
    static const char *const marks[] = {"。", "!", "?", ";", ",", ":", "、"};
    size_t n = sentence ? 4 : sizeof marks / sizeof marks[0];

    for (size_t i = 0; i < n; i++)
        if (str_starts(str_slice(fold, at, fold.n), str_of(marks[i])))
            return true;
    return false;
}

// Where the words before an amount begin: after the last mark, amount or open bracket.
static size_t clause_start(const Reader *reader, size_t end, bool sentence)
{
    size_t at = end;
    int depth = 0;

    while (at > reader->done || (sentence && at > 0)) {
        size_t before = at;
        uint32_t code = utf8_previous(reader->fold, &before);

        if (code == ')')
            depth++;
        else if (code == '(' && depth-- == 0)
            return at;
        if (depth == 0 && is_stop(reader->fold, before, sentence))
            return at;
        at = before;
    }
    return at;
}

// ---- edits

static Place amount_place(const Reader *reader, size_t from, size_t to)
{
    size_t at = byte_of(reader, from);

    return source_place(reader->convert->source, reader->line->offset + at, byte_of(reader, to) - at);
}

static void bind(Reader *reader, size_t from, size_t to, Str expression, const Figure *figure)
{
    Arena *arena = reader->convert->arena;
    size_t begin = byte_of(reader, from), end = byte_of(reader, to);

    *vec_push(arena, reader->edits) = (Edit){begin, end, str_print(arena, "`= %.*s`", STR_ARG(expression))};
    *vec_push(arena, &reader->convert->bindings) =
        (Binding){str_trim(str_slice(reader->line->text, begin, end)), expression, figure,
                  amount_place(reader, from, to)};
}

static bool figure_is(const Reader *reader, const Figure *figure, const Amount *amount)
{
    Number shown = number_parse(reader->convert->arena, figure->text, NULL);

    if (figure->value.kind != VALUE_NUMBER || !unit_equal(figure->value.unit, amount->unit))
        return false;
    return mpq_equal(figure->value.number, amount->number) || (shown && mpq_equal(shown, amount->number));
}

static Str candidates_hint(const Reader *reader, const Amount *amount, const Phrase *near)
{
    const Convert *convert = reader->convert;
    Str candidates;

    if (near)
        return str_print(convert->arena, _("“%.*s” may mean %.*s, which is %.*s%.*s"), STR_ARG(near->fold),
                         STR_ARG(near->expression), STR_ARG(near->figure->text),
                         STR_ARG(near->figure->value.unit.name));
    candidates = equal_candidates(convert, amount->number, amount->unit);
    return candidates.n ? str_print(convert->arena, _("the amount stands in %.*s"), STR_ARG(candidates))
                        : (Str){0};
}

static void left_alone(Reader *reader, const Amount *amount, const Phrase *near)
{
    Convert *convert = reader->convert;

    // 300名, of which no table need know.
    if (amount->unit.kind != UNIT_MONEY && (!near || !unit_same_kind(near->figure->value.unit, amount->unit)))
        return;
    convert->left += amount->unit.kind == UNIT_MONEY;
    *vec_push(convert->arena, &convert->unbound) =
        (Unbound){str_slice(reader->line->text, byte_of(reader, amount->from), byte_of(reader, amount->to)),
                  candidates_hint(reader, amount, near), amount_place(reader, amount->from, amount->to)};
    if (convert->reported++ >= MOST_REPORTED)
        return;
    diag_report(convert->diag, SEVERITY_WARNING, "convert-unbound",
                amount_place(reader, amount->from, amount->to), candidates_hint(reader, amount, near),
                _("%.*s is not bound to a cell"), STR_ARG(str_slice(reader->fold, amount->from, amount->to)));
}

// ---- changes: 比上年增加1.8736万元

typedef struct Change {
    size_t from;  // of the whole, in the fold
    size_t words; // where the words of its subject end
    size_t word;  // where 增加 or 减少 stands
    size_t year;  // where last year's number stands; 0: it is not written
    bool less;
    Str object;       // as 变动 takes it
    bool plain;       // 上年
    const char *base; // 上年 or 预算
} Change;

// What a comparison is with: last year by any name, or the budget; false where it is neither.
static bool object_read(const Reader *reader, Str object, Change *change)
{
    const Project *project = reader->convert->project;
    Arena *arena = reader->convert->arena;
    const WordList *words = project->template->words->lists;
    Str last_year = str_print(arena, "%d年", project->year - 1);

    change->base = "上年.";
    bool dated = str_starts(object, last_year);

    if (dated)
        change->year = change->year ? change->year : (size_t)(object.at - reader->fold.at);
    if (dated)
        object = str_print(arena, "%.*s%.*s", STR_ARG(project->template->wording.last_year),
                           STR_ARG(str_slice(object, last_year.n, object.n)));
    if (dated || words_begin(words[WORDS_LAST_YEAR], object)) {
        change->object = object;
        change->plain = str_equal(object, project->template->wording.last_year);
        return true;
    }
    change->base = "预算.";
    change->plain = false;
    change->object = object;
    return project->budget.given && words_find(words[WORDS_COMPARED_BUDGET], object) >= 0;
}

static bool change_at(const Reader *reader, const Amount *amount, Change *change)
{
    const Wording *wording = &reader->convert->project->template->wording;
    Str before = str_slice(reader->fold, 0, amount->from);
    WordList compared = reader->convert->project->template->words->lists[WORDS_CHANGE_THAN];
    size_t start, word, object = 0;
    ptrdiff_t than = -1;

    change->less = str_ends(before, wording->decrease);
    if (!change->less && !str_ends(before, wording->increase))
        return false;
    word = before.n - (change->less ? wording->decrease.n : wording->increase.n);
    start = clause_start(reader, word, false);
    for (size_t i = 0; i < compared.n; i++)
        for (ptrdiff_t at = str_find(before, compared.at[i], start); at >= 0;
             at = str_find(before, compared.at[i], (size_t)at + 1))
            if (at > than) {
                than = at;
                object = (size_t)at + compared.at[i].n;
            }
    if (than < 0 || word - (size_t)than > MOST_OBJECT)
        return false;
    change->from = change->words = (size_t)than;
    change->word = word;
    return object_read(reader, str_slice(before, object, word), change);
}

// What stands in the text from `from` to `to` of the fold, without blanks, is what the figure prints.
static bool prints_so(const Reader *reader, size_t from, size_t to, const Figure *figure)
{
    Str written = str_slice(reader->line->text, byte_of(reader, from), byte_of(reader, to));
    size_t a = 0, b = 0;

    for (;;) {
        uint32_t x, y;

        do
            x = utf8_next(written, &a);
        while (x && char_is_blank(x));
        do
            y = utf8_next(figure->text, &b);
        while (y && char_is_blank(y));
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

// The words of the text stay, and last year's number in them becomes a figure.
static bool own_words_bind(Reader *reader, const Amount *amount, const Change *change, Str expression)
{
    Convert *convert = reader->convert;
    Str whole = str_print(convert->arena, "变动(%.*s, %s%.*s, “”)", STR_ARG(expression), change->base,
                          STR_ARG(expression));
    const Figure *figure = lexicon_try(convert->lexicon, whole);

    if (!figure || !prints_so(reader, change->word, amount->to, figure))
        return false;
    if (change->year && is_digit(reader, change->year))
        *vec_push(convert->arena, reader->edits) =
            (Edit){byte_of(reader, change->year), byte_of(reader, change->year + 4), STR("`= 上年度`")};
    bind(reader, change->word, amount->to, whole, figure);
    return true;
}

static bool change_try(Reader *reader, const Amount *amount, const Change *change, Str expression)
{
    Convert *convert = reader->convert;
    Str object = change->plain ? (Str){0} : str_print(convert->arena, ", “%.*s”", STR_ARG(change->object));
    Str whole = str_print(convert->arena, "变动(%.*s, %s%.*s%.*s)", STR_ARG(expression), change->base,
                          STR_ARG(expression), STR_ARG(object));
    const Figure *figure = lexicon_try(convert->lexicon, whole);
    mpq_t size;
    bool same;

    if (!figure || !figure->phrase || !unit_equal(figure->value.unit, amount->unit))
        return false;
    mpq_init(size);
    mpq_abs(size, figure->value.number);
    same = mpq_sgn(figure->value.number) == (change->less ? -1 : 1) && mpq_equal(size, amount->number);
    mpq_clear(size);
    if (same && prints_so(reader, change->from, amount->to, figure))
        bind(reader, change->from, amount->to, whole, figure);
    else
        same = same && own_words_bind(reader, amount, change, expression);
    return same;
}

// By the phrase itself, or by a named figure of an equal cell, which may be all that last year has.
static bool change_by(Reader *reader, const Amount *amount, const Change *change, const Phrase *phrase)
{
    const Convert *convert = reader->convert;

    if (change_try(reader, amount, change, phrase->expression))
        return true;
    for (size_t i = 0; i < convert->project->figure_count; i++)
        if (equal_figures(convert, convert->lexicon->named[i], phrase->figure) &&
            change_try(reader, amount, change, convert->project->figures[i].name))
            return true;
    return false;
}

static void change_bind(Reader *reader, const Amount *amount, const Change *change)
{
    const Phrase *near = NULL, *phrase;
    Str words = str_slice(reader->fold, clause_start(reader, change->words, false), change->words);

    phrase = words.n || !reader->subject
                 ? lexicon_find(reader->convert->lexicon, reader->labels, words, &near)
                 : reader->subject;
    if (!phrase || !change_by(reader, amount, change, phrase))
        left_alone(reader, amount, phrase ? phrase : near);
}

// ---- a line

// 2022年决算数为…，其中…: what follows speaks of that year until another is named. Dates and what a
// comparison is with do not count.
static void year_take(Reader *reader, size_t at)
{
    size_t before = at;
    uint32_t ahead = utf8_previous(reader->fold, &before);
    Convert *convert = reader->convert;
    TextDate date;

    if (!text_date_at(rest_of(reader, at), 0, &date) || !date.year || date.month ||
        words_have(convert->project->template->words->lists[WORDS_YEAR_AHEAD], ahead))
        return;
    reader->year = date.year;
    if (is_digit(reader, at) && date.year == convert->project->year) // 二〇二三年 stays as it is written
        *vec_push(convert->arena, reader->edits) =
            (Edit){byte_of(reader, at), byte_of(reader, at + 4), STR("`= 年度`")};
}

static Said hear(Reader *reader, const Amount *amount)
{
    Said said = {0};

    if (amount->unit.kind != UNIT_MONEY)
        return said;
    said = said_amount(&reader->said, str_slice(reader->fold, reader->heard, amount->from));
    reader->heard = amount->to;
    return said;
}

static void amount_bind(Reader *reader, const Amount *amount)
{
    const Phrase *phrase, *near;
    Change change = {0};
    Str words;

    Said said = hear(reader, amount);
    if (said.sure && !said.change && figure_is(reader, said.figure, amount)) {
        reader->subject = NULL;
        bind(reader, amount->from, amount->digits, said.expression, said.figure);
        return;
    }
    if (reader->year && reader->year != reader->convert->project->year) {
        left_alone(reader, amount, NULL);
        return;
    }
    if (change_at(reader, amount, &change)) {
        change_bind(reader, amount, &change);
        return;
    }
    words = str_slice(reader->fold, clause_start(reader, amount->from, false), amount->from);
    phrase = lexicon_find(reader->convert->lexicon, reader->labels, words, &near);
    reader->subject = NULL;
    if (phrase && figure_is(reader, phrase->figure, amount)) {
        reader->subject = phrase;
        bind(reader, amount->from, amount->digits, phrase->expression, phrase->figure);
    } else {
        left_alone(reader, amount, near);
    }
}

void bind_line(Convert *convert, const IntakeLine *line, size_t from, const Labels *labels, Edits *edits)
{
    Reader reader = {.convert = convert, .line = line, .labels = labels, .edits = edits, .base = from};
    size_t *offsets;
    bool code = false;

    if (line->text.n > MOST_LINE) {
        diag_report(
            convert->diag, SEVERITY_WARNING, "convert-long",
            (Place){.file = convert->source->name, .line = source_line_of(convert->source, line->offset)},
            str_of(_("break it into several")), "%s",
            _("the paragraph is too long for its amounts to be bound"));
        return;
    }
    reader.fold = name_fold_map(convert->arena, str_slice(line->text, from, line->text.n), &offsets);
    reader.offsets = offsets;
    said_begin(&reader.said, convert->lexicon, labels);
    for (size_t at = 0; at < reader.fold.n;) {
        Amount amount;

        if (reader.fold.at[at] == '`' && line->markdown)
            code = !code;
        if (is_stop(reader.fold, at, true))
            reader.subject = NULL;
        if (!code)
            year_take(&reader, at);
        if (code || !is_digit(&reader, at)) {
            at++;
            continue;
        }
        if (amount_at(&reader, at, &amount)) {
            amount_bind(&reader, &amount);
            reader.done = amount.to;
        }
        at = amount.to;
    }
}

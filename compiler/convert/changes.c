// By how much something changed: 比上年增加1.8736万元, 增加6.76万元，增长29.9%.
#include "convert/internal-bind.h"

#define MOST_OBJECT 36 // bytes of what a comparison is with: 上年度预算

size_t change_words(const BindReader *reader, const Amount *amount, int *direction)
{
    const WordList *lists = bind_lists(reader);
    Str left = str_slice(reader->fold, reader->done, amount->from);

    *direction = 0;
    while (str_ends(left, STR(")"))) { // 增长（同口径）6.3%
        size_t open = left.n;

        while (open > 0 && left.at[open - 1] != '(')
            open--;
        left = str_slice(left, 0, open ? open - 1 : 0);
    }
    for (int pass = 0; pass < 3; pass++) {
        size_t rise = words_end(lists[WORDS_RISE], left),
               fall = rise ? 0 : words_end(lists[WORDS_FALL], left);
        size_t filler = words_end(lists[WORDS_CHANGE_FILLERS], left);

        if (rise || fall) {
            *direction = rise ? 1 : -1;
            return reader->done + left.n - (rise ? rise : fall);
        }
        if (!filler)
            break;
        left = str_slice(left, 0, left.n - filler);
    }
    return amount->from;
}

// Past the rate that follows the change at once: ，增长29.9%; 0 where none does.
static size_t rate_after(const BindReader *reader, size_t at)
{
    const WordList *lists = bind_lists(reader);
    Str rest = bind_rest(reader, at);
    size_t skip = str_starts(rest, STR(",")) ? 1 : str_starts(rest, STR("、")) ? 3 : 0, word, from;

    if (!skip)
        return 0;
    word = words_begin(lists[WORDS_RISE], str_slice(rest, skip, rest.n));
    if (!word)
        word = words_begin(lists[WORDS_FALL], str_slice(rest, skip, rest.n));
    from = skip + word;
    while (word && from < rest.n && (rest.at[from] == '.' || (rest.at[from] >= '0' && rest.at[from] <= '9')))
        from++;
    return word && from > skip + word && from < rest.n && rest.at[from] == '%' ? at + from + 1 : 0;
}

static bool try_put(BindReader *reader, size_t from, size_t to, Str expression)
{
    const Figure *figure = lexicon_try(reader->convert->lexicon, expression);

    if (!figure || !bind_prints(reader, from, to, figure))
        return false;
    bind_put(reader, from, to, expression, figure);
    return true;
}

// 增减(今, 昔) to 今, 昔.
static Str arguments_of(Str difference)
{
    ptrdiff_t open = str_find_char(difference, '(', 0);

    return open < 0 ? (Str){0} : str_slice(difference, (size_t)open + 1, difference.n - 1);
}

static bool sign_fits(const BindReader *reader, Str difference, int direction)
{
    const Figure *figure = lexicon_try(reader->convert->lexicon, difference);

    return figure && figure->value.number &&
           (mpq_sgn(figure->value.number) == 0 || mpq_sgn(figure->value.number) == direction);
}

// 比上年度预算增加, whose words 变动 takes as they are, but for a year's number.
static bool object_put(BindReader *reader, const Amount *amount, size_t from, size_t object, size_t word,
                       Str both)
{
    Str words = str_trim(str_slice(reader->line->text, bind_byte(reader, object), bind_byte(reader, word)));

    for (size_t i = 0; i < words.n; i++)
        if (words.at[i] >= '0' && words.at[i] <= '9')
            return false;
    if (words.n == 0 || words.n > MOST_OBJECT ||
        str_equal(words, reader->convert->project->template->wording.last_year) ||
        !try_put(reader, from, amount->to,
                 str_print(reader->convert->arena, "变动(%.*s, “%.*s”)", STR_ARG(both), STR_ARG(words))))
        return false;
    reader->change = both;
    return true;
}

bool change_put(BindReader *reader, const Amount *amount, Str difference)
{
    Arena *arena = reader->convert->arena;
    Str both = arguments_of(difference), expression;
    int direction;
    size_t word = change_words(reader, amount, &direction), rate = rate_after(reader, amount->to);
    size_t from = bind_clause(reader, word, false);
    const Figure *figure;

    if (!direction || both.n == 0 || !sign_fits(reader, difference, direction))
        return false;
    // 比上年 and all: from the last comparison of the clause on.
    for (size_t at = word; at > from;) {
        size_t than;

        utf8_previous(reader->fold, &at);
        than = words_begin(bind_lists(reader)[WORDS_CHANGE_THAN], bind_rest(reader, at));
        if (!than)
            continue;
        if (object_put(reader, amount, at, at + than, word, both))
            return true;
        if ((rate && try_put(reader, at, rate, str_print(arena, "变动说明(%.*s)", STR_ARG(both)))) ||
            try_put(reader, at, amount->to, str_print(arena, "变动(%.*s)", STR_ARG(both)))) {
            reader->change = both;
            return true;
        }
        break;
    }
    if ((rate && try_put(reader, word, rate, str_print(arena, "变动说明(%.*s, “”)", STR_ARG(both)))) ||
        try_put(reader, word, amount->to, str_print(arena, "变动(%.*s, “”)", STR_ARG(both)))) {
        reader->change = both;
        return true;
    }
    // Its word is the text's own.
    expression =
        bind_printing(reader, amount, str_print(arena, "绝对值(%.*s)", STR_ARG(difference)), &figure);
    if (expression.n == 0)
        return false;
    bind_put(reader, amount->from, amount->digits, expression, figure);
    reader->change = both;
    return true;
}

// ---- by phrases

typedef struct Change {
    size_t from;      // of the whole, in the fold
    size_t words;     // where the words of its subject end
    size_t word;      // where 增加 or 减少 stands
    Str object;       // as 变动 takes it
    bool plain;       // 上年
    const char *base; // 上年 or 预算
} Change;

// What a comparison is with: last year by any name, or the budget; false where it is neither.
static bool object_read(const BindReader *reader, Str object, Change *change)
{
    const Project *project = reader->convert->project;
    Arena *arena = reader->convert->arena;
    const WordList *words = bind_lists(reader);
    Str last_year = str_print(arena, "%d年", project->year - 1);
    bool dated = str_starts(object, last_year);

    change->base = "上年.";
    if (dated)
        object = str_print(arena, "%.*s%.*s", STR_ARG(project->template->wording.last_year),
                           STR_ARG(str_slice(object, last_year.n, object.n)));
    change->object = object;
    if (dated || words_begin(words[WORDS_LAST_YEAR], object)) {
        change->plain = str_equal(object, project->template->wording.last_year);
        return true;
    }
    change->base = "预算.";
    change->plain = false;
    return project->budget.given && words_find(words[WORDS_COMPARED_BUDGET], object) >= 0;
}

static bool change_read(const BindReader *reader, const Amount *amount, Change *change)
{
    WordList compared = bind_lists(reader)[WORDS_CHANGE_THAN];
    int direction;
    size_t start, object = 0;
    ptrdiff_t than = -1;

    change->word = change_words(reader, amount, &direction);
    start = bind_clause(reader, change->word, false);
    for (size_t i = 0; direction && i < compared.n; i++)
        for (ptrdiff_t at = str_find(reader->fold, compared.at[i], start);
             at >= 0 && (size_t)at < change->word;
             at = str_find(reader->fold, compared.at[i], (size_t)at + 1))
            if (at > than) {
                than = at;
                object = (size_t)at + compared.at[i].n;
            }
    if (than < 0 || change->word - (size_t)than > MOST_OBJECT || object > change->word)
        return false;
    change->from = change->words = (size_t)than;
    return object_read(reader, str_slice(reader->fold, object, change->word), change);
}

static bool change_try(BindReader *reader, const Amount *amount, const Change *change, Str expression)
{
    Arena *arena = reader->convert->arena;
    Str both = str_print(arena, "%.*s, %s%.*s", STR_ARG(expression), change->base, STR_ARG(expression));

    if (!change->plain &&
        try_put(reader, change->from, amount->to,
                str_print(arena, "变动(%.*s, “%.*s”)", STR_ARG(both), STR_ARG(change->object)))) {
        reader->change = both;
        return true;
    }
    return change_put(reader, amount, str_print(arena, "增减(%.*s)", STR_ARG(both)));
}

// By the phrase itself, or by a named figure of an equal cell, which may be all that last year has.
static bool change_of(BindReader *reader, const Amount *amount, const Change *change, const Phrase *phrase)
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

bool change_by_phrase(BindReader *reader, const Amount *amount, const Phrase **near)
{
    Change change = {0};
    const Phrase *phrase;
    Str words;

    if (!change_read(reader, amount, &change))
        return false;
    words = str_slice(reader->fold, bind_clause(reader, change.words, false), change.words);
    phrase = lexicon_find(reader->convert->lexicon, reader->labels, words, near);
    if (phrase)
        *near = phrase;
    if (phrase && change_of(reader, amount, &change, phrase))
        return true;
    // 51.8万元，比上年增加1.8736万元: of the amount before in its sentence.
    for (size_t i = reader->bound.n; words.n == 0 && i > 0; i--)
        if (!reader->bound.at[i - 1].budget)
            return change_try(reader, amount, &change, reader->bound.at[i - 1].expression);
    return false;
}

// Known names: what a run of characters may stand for, matched longest first over folds, so that names with
// brackets, dashes and quotation marks need no quoting.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "figure/keywords.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef VEC(Word) WordVec;

static Word *add_word(Arena *arena, WordVec *words, Str name, unsigned kind)
{
    Word *word = vec_push(arena, words);

    word->fold = name_fold(arena, name);
    word->shown = name;
    word->kinds = kind;
    return word;
}

static void add_language(Arena *arena, WordVec *words)
{
    for (size_t i = 0; i < figure_keyword_count; i++)
        add_word(arena, words, str_of(figure_keywords[i].name), WORD_KEYWORD)->keyword =
            figure_keywords[i].keyword;
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        add_word(arena, words, str_of(figure_functions[i].name), WORD_FUNCTION)->function = (Function)i;
    for (size_t i = 0; i < FIGURE_FIELDS; i++)
        add_word(arena, words, str_of(figure_fields[i]), WORD_FIELD);
    add_word(arena, words, STR(SAYS_TABLE), WORD_TABLE);
}

static void add_table(Arena *arena, WordVec *words, const TableSpec *spec)
{
    add_word(arena, words, spec->name, WORD_TABLE);
    if (spec->number <= 0)
        return;
    add_word(arena, words, str_print(arena, SAYS_TABLE "%d", spec->number), WORD_TABLE);
    add_word(arena, words, str_print(arena, SAYS_TABLE "%02d", spec->number), WORD_TABLE);
}

static void add_book(Arena *arena, WordVec *words, const TableBook *book)
{
    for (size_t i = 0; i < book->table_count; i++)
        add_table(arena, words, book->tables[i]->spec);
    for (size_t i = 0; i < book->fact_count; i++)
        add_word(arena, words, book->facts[i].name, WORD_NAMED);
    for (size_t i = 0; i < book->reported.n; i++)
        add_word(arena, words, book->reported.at[i], WORD_TABLE | WORD_NAMED);
    for (size_t i = 0; i < book->figure_count; i++)
        add_word(arena, words, book->figures[i].name, WORD_NAMED);
}

static void add_reasons(Arena *arena, WordVec *words, const Table *reasons)
{
    if (!reasons)
        return;
    for (size_t i = 0; i < reasons->spec->column_count; i++)
        add_word(arena, words, reasons->spec->columns[i].name, WORD_FIELD);
}

static int compare_words(const void *a, const void *b)
{
    return str_compare(((const Word *)a)->fold, ((const Word *)b)->fold);
}

// Words with equal folds become one that may stand for all they stood for.
static size_t merge_words(Word *words, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        Word *last = kept ? &words[kept - 1] : NULL;

        if (words[i].fold.n == 0)
            continue;
        if (!last || !str_equal(last->fold, words[i].fold)) {
            words[kept++] = words[i];
            continue;
        }
        last->kinds |= words[i].kinds;
        if (words[i].kinds & WORD_KEYWORD)
            last->keyword = words[i].keyword;
        if (words[i].kinds & WORD_FUNCTION)
            last->function = words[i].function;
    }
    return kept;
}

Vocabulary vocabulary_collect(Arena *arena, const Project *project)
{
    WordVec words = {0};

    add_language(arena, &words);
    for (size_t i = 0; i < project->figure_count; i++)
        if (!named_fault(project->figures[i].name))
            add_word(arena, &words, project->figures[i].name, WORD_NAMED);
    for (size_t i = 0; i < project->template->table_count; i++)
        add_table(arena, &words, &project->template->tables[i]);
    add_book(arena, &words, &project->book);
    add_book(arena, &words, &project->last_year);
    add_book(arena, &words, &project->budget);
    add_reasons(arena, &words, book_reasons(&project->book));
    qsort(words.at, words.n, sizeof *words.at, compare_words);
    return (Vocabulary){words.at, merge_words(words.at, words.n)};
}

// The first word not before `prefix` in byte order.
static size_t first_word(const Vocabulary *words, Str prefix)
{
    return str_not_before(words->at, words->n, sizeof *words->at, offsetof(Word, fold), prefix);
}

// Whether a number at the word's end goes on in the text: 表9 is not what 表99 begins with.
static bool cuts_number(Str fold, Str word)
{
    char last = word.at[word.n - 1], next = fold.n > word.n ? fold.at[word.n] : 0;

    return last >= '0' && last <= '9' && next >= '0' && next <= '9';
}

const Word *vocabulary_match(const Vocabulary *words, Str fold, unsigned kinds)
{
    const Word *longest = NULL;
    size_t n = 0;
    Str first;

    if (fold.n == 0)
        return NULL;
    utf8_next(fold, &n);
    first = str_slice(fold, 0, n);
    for (size_t i = first_word(words, first); i < words->n && str_starts(words->at[i].fold, first); i++) {
        const Word *word = &words->at[i];

        if (word->kinds & kinds && str_starts(fold, word->fold) && !cuts_number(fold, word->fold) &&
            (!longest || word->fold.n > longest->fold.n))
            longest = word;
    }
    return longest;
}

Str vocabulary_nearest(Arena *arena, const Vocabulary *words, Str name, unsigned kinds)
{
    VEC(Str) known = {0};

    for (size_t i = 0; i < words->n; i++)
        if (words->at[i].kinds & kinds)
            *vec_push(arena, &known) = words->at[i].shown;
    return name_nearest(name, known.at, known.n);
}

Unit counter_at(const Project *project, Str text, size_t *length)
{
    const Table *other = book_other_data(&project->book);
    Unit longest = {0};

    *length = 0;
    for (int l = 0; other && l < (int)other->spec->list_count; l++) {
        for (size_t i = 0; i < other->lists[l].row_count; i++) {
            Unit unit = other->lists[l].rows[i].unit;

            if (unit.kind == UNIT_COUNTER && unit.name.n > *length && str_starts(text, unit.name)) {
                longest = unit;
                *length = unit.name.n;
            }
        }
    }
    return longest;
}

// Digits, perhaps a unit of money after them: what the language reads as an amount.
static bool looks_like_amount(Str name)
{
    size_t i = 0, length;
    Str rest;

    while (i < name.n && ((name.at[i] >= '0' && name.at[i] <= '9') || name.at[i] == '.'))
        i++;
    rest = str_slice(name, i, name.n);
    if (i == 0)
        return false;
    return rest.n == 0 || (unit_money_at(rest, &length).kind == UNIT_MONEY && length == rest.n);
}

static bool is_word(Str fold)
{
    for (size_t i = 0; i < figure_keyword_count; i++)
        if (name_equal(fold, str_of(figure_keywords[i].name)))
            return true;
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (name_equal(fold, str_of(figure_functions[i].name)))
            return true;
    return str_equal(fold, STR(SAYS_AND)) || str_equal(fold, STR(SAYS_OR));
}

static bool holds_mark(Str fold)
{
    static const char *const marks[] = {"+", "-", "*", "/", "=", "<", ">", "|",  "[", "]",
                                        ",", ".", "×", "÷", "≠", "≤", "≥", "《", "》"};

    for (size_t i = 0; i < COUNT(marks); i++)
        if (str_find(fold, str_of(marks[i]), 0) >= 0)
            return true;
    return false;
}

const char *named_fault(Str name)
{
    Arena *scratch = arena_new();
    Str fold = name_fold(scratch, name);
    const char *fault = NULL;

    if (fold.n == 0)
        fault = _("it is empty");
    else if (holds_mark(fold))
        fault = _("it holds an operator of the language");
    else if (is_word(fold))
        fault = _("the language has a word of that name");
    else if (looks_like_amount(fold))
        fault = _("it reads as a number");
    arena_free(scratch);
    return fault;
}

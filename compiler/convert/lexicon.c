// The template's meanings, laid over the tables that the project has.
#include "convert/internal-convert.h"

const Figure *convert_try(Convert *convert, Str expression)
{
    const Source *source = source_from_bytes(convert->arena, convert->trial, expression, (Str){0}, (Str){0});
    const Figure *figure =
        source ? figure_evaluate(convert->env, source->text, (FigureContext){.source = source}) : NULL;

    diag_truncate(convert->trial, 0);
    return figure && figure->value.kind != VALUE_NONE ? figure : NULL;
}

bool lexicon_same(const Convert *convert, const Figure *a, const Figure *b, bool by_rule)
{
    if (!a || !b || a->trace_count != 1 || b->trace_count != 1 || !a->value.number || !b->value.number ||
        !mpq_equal(a->value.number, b->value.number))
        return false;
    return item_same(&a->trace[0], &b->trace[0]) ||
           (by_rule && equal_items(convert, &a->trace[0], &b->trace[0]));
}

// The manifest's own name for the cell, where it has one.
static void prefer_name(const Convert *convert, Phrase *phrase)
{
    const Project *project = convert->project;

    for (size_t i = 0; i < project->figure_count; i++) {
        if (!lexicon_same(convert, convert->named[i], phrase->figure, false))
            continue;
        phrase->expression = project->figures[i].name;
        phrase->figure = convert->named[i];
        return;
    }
}

static void phrase_add(Convert *convert, Str words, const PhraseSpec *meaning, Str expression,
                       const Figure *figure)
{
    Phrase phrase = {name_fold(convert->arena, words), meaning, expression, figure};

    if (phrase.fold.n == 0 || figure->value.kind != VALUE_NUMBER)
        return;
    prefer_name(convert, &phrase);
    *vec_push(convert->arena, &convert->lexicon.phrases) = phrase;
}

// The first expression that the project's tables have.
static void add_words(Convert *convert, const PhraseSpec *meaning)
{
    for (size_t i = 0; i < meaning->is_count; i++) {
        const Figure *figure = convert_try(convert, meaning->is[i]);

        if (!figure)
            continue;
        for (size_t k = 0; k < meaning->word_count; k++)
            phrase_add(convert, meaning->words[k], meaning, meaning->is[i], figure);
        return;
    }
}

static void add_row(Convert *convert, const PhraseSpec *meaning, Str name)
{
    Arena *arena = convert->arena;
    Str expression = meaning->column.n
                         ? str_print(arena, "%.*s[%.*s, %.*s]", STR_ARG(meaning->rows), STR_ARG(name),
                                     STR_ARG(meaning->column))
                         : str_print(arena, "%.*s[%.*s]", STR_ARG(meaning->rows), STR_ARG(name));
    const Figure *figure = convert_try(convert, expression);

    if (!figure)
        return;
    phrase_add(convert, name, meaning, expression, figure);
    for (size_t i = 0; i < meaning->without_count; i++)
        if (str_ends(name, meaning->without[i]))
            phrase_add(convert, str_slice(name, 0, name.n - meaning->without[i].n), meaning, expression,
                       figure);
}

// Each row's name means its cell.
static void add_rows(Convert *convert, const PhraseSpec *meaning)
{
    ptrdiff_t dot = str_find_char(meaning->rows, '.', 0);
    Str name = dot < 0 ? meaning->rows : str_slice(meaning->rows, 0, (size_t)dot);
    const Table *table = book_find(&convert->project->book, name);
    int list = dot < 0 || !table
                   ? 0
                   : table_find_list(table, str_slice(meaning->rows, (size_t)dot + 1, meaning->rows.n));

    if (!table || list < 0)
        return;
    for (size_t i = 0; i < table->lists[list].row_count; i++)
        if (table->lists[list].rows[i].kind != ROW_TOTAL && table->lists[list].rows[i].name.n)
            add_row(convert, meaning, table->lists[list].rows[i].name);
}

static void add_counters(Convert *convert)
{
    const Table *other = book_other_data(&convert->project->book);

    for (size_t i = 0; other && i < other->lists[0].row_count; i++)
        if (other->lists[0].rows[i].unit.kind == UNIT_COUNTER)
            *vec_push(convert->arena, &convert->lexicon.counters) =
                name_fold(convert->arena, other->lists[0].rows[i].unit.name);
}

void lexicon_read(Convert *convert)
{
    const Template *template = convert->project->template;

    for (size_t i = 0; i < template->phrase_count; i++) {
        if (template->phrases[i].rows.n)
            add_rows(convert, &template->phrases[i]);
        else
            add_words(convert, &template->phrases[i]);
    }
    for (size_t i = 0; i < template->filler_count; i++)
        *vec_push(convert->arena, &convert->lexicon.fillers) =
            name_fold(convert->arena, template->fillers[i]);
    add_counters(convert);
}

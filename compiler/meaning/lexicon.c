// The template's phrases, laid over the tables that the project has.
#include "meaning/meaning.h"

const Figure *lexicon_try(const Lexicon *lexicon, Str expression)
{
    const Source *source = source_from_bytes(lexicon->arena, lexicon->trial, expression, (Str){0}, (Str){0});
    const Figure *figure =
        source ? figure_evaluate(lexicon->env, source->text, (FigureContext){.source = source}) : NULL;

    diag_truncate(lexicon->trial, 0);
    return figure && figure->value.kind != VALUE_NONE ? figure : NULL;
}

// Whether both quote one cell.
static bool same_cell(const Figure *a, const Figure *b)
{
    return a && b && a->trace_count == 1 && b->trace_count == 1 && a->value.number && b->value.number &&
           mpq_equal(a->value.number, b->value.number) && figure_item_same(&a->trace[0], &b->trace[0]);
}

// The manifest's own name for the cell, where it has one.
static void prefer_name(const Lexicon *lexicon, Phrase *phrase)
{
    const Project *project = lexicon->project;

    for (size_t i = 0; i < project->figure_count; i++) {
        if (!same_cell(lexicon->named[i], phrase->figure))
            continue;
        phrase->expression = project->figures[i].name;
        phrase->figure = lexicon->named[i];
        return;
    }
}

static void phrase_add(Lexicon *lexicon, Str words, const PhraseSpec *spec, Str expression,
                       const Figure *figure)
{
    Phrase phrase = {name_fold(lexicon->arena, words), spec, expression, figure};

    if (phrase.fold.n == 0 || figure->value.kind != VALUE_NUMBER)
        return;
    prefer_name(lexicon, &phrase);
    *vec_push(lexicon->arena, &lexicon->phrases) = phrase;
}

// The first expression that the project's tables have.
static void add_words(Lexicon *lexicon, const PhraseSpec *spec)
{
    for (size_t i = 0; i < spec->is_count; i++) {
        const Figure *figure = lexicon_try(lexicon, spec->is[i]);

        if (!figure)
            continue;
        for (size_t k = 0; k < spec->word_count; k++)
            phrase_add(lexicon, spec->words[k], spec, spec->is[i], figure);
        return;
    }
}

static void add_row(Lexicon *lexicon, const PhraseSpec *spec, Str name)
{
    Arena *arena = lexicon->arena;
    Str expression = spec->column.n ? str_print(arena, "%.*s[%.*s, %.*s]", STR_ARG(spec->rows), STR_ARG(name),
                                                STR_ARG(spec->column))
                                    : str_print(arena, "%.*s[%.*s]", STR_ARG(spec->rows), STR_ARG(name));
    const Figure *figure = lexicon_try(lexicon, expression);

    if (!figure)
        return;
    phrase_add(lexicon, name, spec, expression, figure);
    for (size_t i = 0; i < spec->without_count; i++)
        if (str_ends(name, spec->without[i]))
            phrase_add(lexicon, str_slice(name, 0, name.n - spec->without[i].n), spec, expression, figure);
}

// Each row's name means its cell.
static void add_rows(Lexicon *lexicon, const PhraseSpec *spec)
{
    ptrdiff_t dot = str_find_char(spec->rows, '.', 0);
    Str name = dot < 0 ? spec->rows : str_slice(spec->rows, 0, (size_t)dot);
    const Table *table = book_find(&lexicon->project->book, name);
    int list =
        dot < 0 || !table ? 0 : table_find_list(table, str_slice(spec->rows, (size_t)dot + 1, spec->rows.n));

    if (!table || list < 0)
        return;
    for (size_t i = 0; i < table->lists[list].row_count; i++)
        if (table->lists[list].rows[i].kind != ROW_TOTAL && table->lists[list].rows[i].name.n)
            add_row(lexicon, spec, table->lists[list].rows[i].name);
}

static void add_counters(Lexicon *lexicon)
{
    const Table *other = book_other_data(&lexicon->project->book);

    for (size_t i = 0; other && i < other->lists[0].row_count; i++)
        if (other->lists[0].rows[i].unit.kind == UNIT_COUNTER)
            *vec_push(lexicon->arena, &lexicon->counters) =
                name_fold(lexicon->arena, other->lists[0].rows[i].unit.name);
}

Lexicon *lexicon_new(Arena *arena, const Project *project, FigureEnv *env, Diag *trial)
{
    const Template *template = project->template;
    Lexicon *lexicon = ARENA_NEW(arena, Lexicon);

    *lexicon = (Lexicon){.arena = arena, .project = project, .env = env, .trial = trial};
    lexicon->named = ARENA_ARRAY(arena, const Figure *, project->figure_count);
    for (size_t i = 0; i < project->figure_count; i++)
        lexicon->named[i] = lexicon_try(lexicon, project->figures[i].name);
    for (size_t i = 0; i < template->phrase_count; i++) {
        if (template->phrases[i].rows.n)
            add_rows(lexicon, &template->phrases[i]);
        else
            add_words(lexicon, &template->phrases[i]);
    }
    for (size_t i = 0; i < template->filler_count; i++)
        *vec_push(arena, &lexicon->fillers) = name_fold(arena, template->fillers[i]);
    add_counters(lexicon);
    return lexicon;
}

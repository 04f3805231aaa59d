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

// As an author binds it: the cell itself where the template says what it means, {三公.公务接待费.决算}.
static Str expression_written(const Lexicon *lexicon, Str expression, const Figure *figure)
{
    const TraceItem *item = figure->trace_count == 1 ? &figure->trace[0] : NULL;

    if (str_find_char(expression, '{', 0) < 0 || !item || item->fact || item->cell.row < 0)
        return expression;
    return figure_cell_name(lexicon->arena, item->year, item->cell);
}

// The first expression that the project's tables have.
static void add_words(Lexicon *lexicon, const PhraseSpec *spec)
{
    for (size_t i = 0; i < spec->is_count; i++) {
        const Figure *figure = lexicon_try(lexicon, spec->is[i]);

        if (!figure)
            continue;
        for (size_t k = 0; k < spec->word_count; k++)
            phrase_add(lexicon, spec->words[k], spec, expression_written(lexicon, spec->is[i], figure),
                       figure);
        return;
    }
}

// A table's list, or what an id means of it: its rows, and the column of them.
typedef struct PhraseRows {
    const Table *table;
    int list;
    Str written; // 表.列表
    Str column;
} PhraseRows;

static void add_row(Lexicon *lexicon, const PhraseSpec *spec, const PhraseRows *rows, Str name)
{
    Arena *arena = lexicon->arena;
    Str expression = rows->column.n ? str_print(arena, "%.*s[%.*s, %.*s]", STR_ARG(rows->written),
                                                STR_ARG(name), STR_ARG(rows->column))
                                    : str_print(arena, "%.*s[%.*s]", STR_ARG(rows->written), STR_ARG(name));
    const Figure *figure = lexicon_try(lexicon, expression);

    if (!figure)
        return;
    phrase_add(lexicon, name, spec, expression, figure);
    for (size_t i = 0; i < spec->without_count; i++)
        if (str_ends(name, spec->without[i]))
            phrase_add(lexicon, str_slice(name, 0, name.n - spec->without[i].n), spec, expression, figure);
}

// Each row's name means its cell.
static void add_list(Lexicon *lexicon, const PhraseSpec *spec, const PhraseRows *rows)
{
    const List *list = &rows->table->lists[rows->list];

    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].kind != ROW_TOTAL && list->rows[i].name.n)
            add_row(lexicon, spec, rows, list->rows[i].name);
}

// By its last part where no other column has that.
static Str column_written(const Table *table, int list, Str path)
{
    int column = table_find_column(table, list, path, NULL);
    Str name = table_column((CellRef){table, list, 0, column})->name;
    bool ambiguous = false;

    return table_find_column(table, list, name, &ambiguous) == column && !ambiguous ? name : path;
}

static void add_meant_rows(Lexicon *lexicon, const PhraseSpec *spec, Str id)
{
    const Template *t = lexicon->project->template;
    size_t n;
    const Meaning *all = template_meanings(t, id, &n);

    for (size_t i = 0; i < n; i++) {
        const Table *table = book_find(&lexicon->project->book, t->tables[all[i].table - 1].name);
        PhraseRows rows = {.table = table, .list = all[i].list};

        if (!table || rows.list < 0)
            continue;
        rows.written = table->spec->name;
        if (table->spec->list_count > 1)
            rows.written = str_print(lexicon->arena, "%.*s.%.*s", STR_ARG(table->spec->name),
                                     STR_ARG(table->spec->lists[rows.list].name));
        if (table_only_amount(table, rows.list) < 0)
            rows.column = column_written(table, rows.list, all[i].column);
        add_list(lexicon, spec, &rows);
    }
}

static void add_rows(Lexicon *lexicon, const PhraseSpec *spec)
{
    size_t from = 0, at;
    Str id = meaning_in(spec->rows, &from, &at);
    ptrdiff_t dot = str_find_char(spec->rows, '.', 0);
    Str name = dot < 0 ? spec->rows : str_slice(spec->rows, 0, (size_t)dot);
    PhraseRows rows = {.written = spec->rows, .column = spec->column};

    if (id.n) {
        add_meant_rows(lexicon, spec, id);
        return;
    }
    rows.table = book_find(&lexicon->project->book, name);
    if (rows.table && dot >= 0)
        rows.list = table_find_list(rows.table, str_slice(spec->rows, (size_t)dot + 1, spec->rows.n));
    if (rows.table && rows.list >= 0)
        add_list(lexicon, spec, &rows);
}

static void add_counters(Lexicon *lexicon)
{
    const Table *other = book_other_data(&lexicon->project->book);

    for (size_t i = 0; other && i < other->lists[0].row_count; i++)
        if (other->lists[0].rows[i].unit.kind == UNIT_COUNTER)
            *vec_push(lexicon->arena, &lexicon->counters) =
                name_fold(lexicon->arena, other->lists[0].rows[i].unit.name);
}

static void add_tables(Lexicon *lexicon)
{
    const TableBook *book = &lexicon->project->book;
    WordList kinds = lexicon->project->template->words->lists[WORDS_TABLE_KINDS];

    for (size_t i = 0; i < book->table_count; i++) {
        Str name = book->tables[i]->spec->name;
        *vec_push(lexicon->arena, &lexicon->told) =
            name_fold(lexicon->arena, str_slice(name, 0, name.n - words_end(kinds, name)));
    }
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
    add_tables(lexicon);
    return lexicon;
}

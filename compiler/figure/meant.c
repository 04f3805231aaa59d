// {三公.公务接待费.决算}: cells by what the template says that they mean. An id stands for the table, list,
// row and column that its set has for it; all else is as of a cell that is written by their names.
#include "figure/keywords.h"

// Whose tables a year's are.
static const Template *template_of(const Scope *scope, Year year)
{
    const TableBook *book = scope_book(scope, year);

    return book->project ? book->project->template : scope->env->project->template;
}

static const Meaning *find_meanings(const Scope *scope, Year year, Str id, Span span, size_t *n)
{
    const Template *t = template_of(scope, year);
    const Meaning *found = template_meanings(t, id, n);

    if (!found)
        scope_report(scope, SEVERITY_ERROR, "figure-meaning", span,
                     str_of(_("a column or a row of the template's tables says `means:`")),
                     _("no table of the set “%.*s” says that it means “%.*s”"), STR_ARG(t->table_set),
                     STR_ARG(id));
    return found;
}

// The one that stands in the table and list; NULL where none does.
static const Meaning *meaning_in_table(const Meaning *all, size_t n, const Table *table, int list)
{
    for (size_t i = 0; i < n; i++)
        if (!table ||
            (all[i].table == table->spec->number && (list < 0 || all[i].list < 0 || all[i].list == list)))
            return &all[i];
    return NULL;
}

static bool selector_named(const Scope *scope, Year year, const Table *table, int list, bool row,
                           Selector *selector)
{
    size_t n;
    const Meaning *all, *meaning;

    if (!selector->given || !selector->meant)
        return true;
    all = find_meanings(scope, year, selector->name, selector->span, &n);
    if (!all)
        return false;
    meaning = meaning_in_table(all, n, table, list);
    selector->meant = false;
    if (meaning)
        selector->name = row ? meaning->row : meaning->column;
    if (meaning && selector->name.n)
        return true;
    scope_report(scope, SEVERITY_ERROR, "figure-type", selector->span, (Str){0},
                 row ? _("“%.*s” is no row of this table") : _("“%.*s” is no column of this table"),
                 STR_ARG(all->id));
    return false;
}

bool term_named(const Scope *scope, const Term *term, Year year, const Table *table, int list, Term *named)
{
    *named = *term;
    return selector_named(scope, year, table, list, true, &named->row) &&
           selector_named(scope, year, table, list, false, &named->column);
}

// ---- the row that has all

static bool has_row(const Scope *scope, Year year, const Table *table, int list, Str name)
{
    RowMatches matches = {0};

    rows_named(scope, year, table, list, name, &matches);
    return matches.n > 0;
}

// 合计 or another of the words for totals, but 小计; else the row of the department itself.
static Str whole_row(const Scope *scope, Year year, const Table *table, int list)
{
    const WordList *words = spec_words(table->spec);
    WordList totals = words[WORDS_TOTAL_ROWS];

    for (size_t i = 0; i < totals.n; i++)
        if (words_find(words[WORDS_SUBTOTAL_ROWS], totals.at[i]) < 0 &&
            has_row(scope, year, table, list, totals.at[i]))
            return totals.at[i];
    return has_row(scope, year, table, list, STR(SAYS_OWN)) ? STR(SAYS_OWN) : words_first(totals);
}

// ---- cells

// Of lists that share a column's meaning the one that has the row, else the first.
static const Meaning *choose(const Scope *scope, Year year, const Table *table, const Selector *row,
                             const Meaning *all, size_t n)
{
    for (size_t i = 0; i < n && n > 1 && row->given && row->name.n; i++)
        if (has_row(scope, year, table, all[i].list, row->name))
            return &all[i];
    return all;
}

static Term cell_of(const Term *term, const Selector *row, const TableSpec *spec, const Meaning *meaning)
{
    Term cell = {
        .kind = TERM_CELL,
        .span = term->span,
        .year = term->year,
        .name = spec->name,
        .name_span = term->name_span,
        .row = *row,
        .column = {.name = meaning->column, .span = term->name_span, .given = meaning->column.n > 0}};

    if (meaning->list >= 0 && spec->list_count > 1)
        cell.list = spec->lists[meaning->list].name;
    cell.list_span = term->name_span;
    if (!row->given)
        cell.row = (Selector){.name = meaning->row, .span = term->span, .given = true};
    return cell;
}

bool meant_cell(const Scope *scope, const Term *term, Year year, Term *cell)
{
    size_t n;
    const Meaning *all = find_meanings(scope, year, term->name, term->name_span, &n);
    const Table *table;
    Term named;

    if (!all)
        return false;
    *cell = cell_of(term, &term->row, &template_of(scope, year)->tables[all->table - 1], all);
    table = table_lookup(scope, cell, year);
    if (!table || !term_named(scope, term, year, table, -1, &named))
        return false;
    *cell = cell_of(term, &named.row, table->spec, choose(scope, year, table, &named.row, all, n));
    if (cell->row.name.n == 0 && !cell->row.children)
        cell->row.name =
            whole_row(scope, year, table, cell->list.n ? table_find_list(table, cell->list) : -1);
    return true;
}

const Meaning *meant_all(const Scope *scope, const Term *term, Year year, size_t *n)
{
    return template_meanings(template_of(scope, year), term->name, n);
}

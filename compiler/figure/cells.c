// From names to cells: 表[行, 列], 表.列表[行, 列], 其他数据[名].
#include <assert.h>

#include "figure/keywords.h"

// ---- 表[行, 列]

// The zero of an empty table, whose columns must be there all the same.
static Result empty_result(const Scope *scope, const Term *term, const Table *table, Year year, int list)
{
    int column;

    for (int l = 0; list < 0 && l < (int)table->spec->list_count; l++)
        if (column_find(table, l, &term->column) >= 0)
            list = l;
    if (list < 0 && term->column.given) {
        unknown_column(scope, table, year, -1, &term->column);
        return result_none();
    }
    column = column_lookup(scope, table, year, list < 0 ? 0 : list, &term->column, term->span);
    return column < 0 ? result_none() : column_zero(scope, table, list < 0 ? 0 : list, column);
}

// The list that 表[*, 列] means: the only one that has the column.
static int children_list(const Scope *scope, const Term *term, const Table *table, Year year)
{
    Arena *arena = scope->env->arena;
    Names found = {0};
    int list = -1;

    if (table->spec->list_count == 1)
        return 0;
    for (int l = 0; l < (int)table->spec->list_count; l++) {
        if (term->column.given && table_find_column(table, l, term->column.name, NULL) < 0)
            continue;
        *vec_push(arena, &found) = list_described(arena, year, table, l);
        list = l;
    }
    if (found.n == 1)
        return list;
    if (found.n == 0)
        return unknown_column(scope, table, year, -1, &term->column);
    scope_report(scope, SEVERITY_ERROR, "figure-ambiguous", term->span,
                 str_print(arena, _("write one of %.*s"), STR_ARG(join_candidates(arena, found.at, found.n))),
                 _("%.*s has several lists"), STR_ARG(table_described(arena, year, table)));
    return -1;
}

static Result children_evaluate(const Scope *scope, const Term *term, const Table *table, Year year, int list)
{
    RowMatches children = {0};
    RowFound parent = {.match = {list, -1}};
    int column = -1;

    if (term->row.name.n && !row_lookup(scope, year, table, list, term, &parent))
        return result_none();
    if (parent.absent)
        return empty_result(scope, term, table, year, list);
    if (!term->row.name.n && parent.match.list < 0)
        parent.match.list = children_list(scope, term, table, year);
    if (parent.match.list < 0)
        return result_none();
    if (term->column.given) {
        column = column_lookup(scope, table, year, parent.match.list, &term->column, term->span);
        if (column < 0)
            return result_none();
    }
    table_children(scope->env->arena, table, parent.match.list, parent.match.row, &children);
    return rows_result(table, year, &children, column);
}

// The term with the path of the rule's own column in place of 列, for what looks columns up by name.
static Term with_column(const Scope *scope, const Term *term)
{
    const ColumnSpec *current = scope_column(scope);
    Term named = *term;

    assert(!term->row.meant && !term->column.meant);
    if (term->column.current == CURRENT_COLUMN && current)
        named.column.name = current->path;
    return named;
}

Result cell_evaluate(const Scope *scope, const Term *written)
{
    Term named;
    const Term *term = &named;
    const Table *table;
    RowFound row;
    int list, column;
    Year year;

    if (!scope_year(scope, written, &year))
        return result_none();
    table = table_lookup(scope, written, year);
    if (!table || !list_lookup(scope, written, table, year, &list) ||
        !term_named(scope, written, year, table, list, &named))
        return result_none();
    named = with_column(scope, &named);
    if (term->row.current == CURRENT_ROW && scope->row)
        return same_row_evaluate(scope, term, table, year, list);
    if (term->row.children)
        return children_evaluate(scope, term, table, year, list);
    if (term->column.children && term->column.current != CURRENT_COLUMN) {
        scope_report(scope, SEVERITY_ERROR, "figure-syntax", term->column.span,
                     str_of(_("write 表[行/*, 列]")), "%s", _("a column has no children"));
        return result_none();
    }
    if (!row_lookup(scope, year, table, list, term, &row))
        return result_none();
    if (row.absent)
        return empty_result(scope, term, table, year, list);
    column = column_lookup(scope, table, year, row.match.list, &term->column, term->span);
    if (column < 0)
        return result_none();
    if (term->column.children)
        return addends_result(scope, year, table, row.match);
    return cell_result(scope, year, (CellRef){table, row.match.list, row.match.row, column});
}

// ---- {三公.公务接待费.决算}

// {基本支出.公用}[*] where several lists share the meaning: the rows of all of them.
static Result shared_rows(const Scope *scope, const Term *cell, const Meaning *all, size_t n, Year year)
{
    const Table *table = table_lookup(scope, cell, year);
    RowMatches rows = {0};
    int column = -1;

    for (size_t i = 0; table && i < n; i++) {
        int at =
            column_lookup(scope, table, year, all[i].list,
                          &(Selector){.name = all[i].column, .span = cell->span, .given = true}, cell->span);

        if (at < 0)
            return result_none();
        if (i && at != column) {
            scope_report(scope, SEVERITY_ERROR, "figure-ambiguous", cell->span,
                         str_of(_("columns that share a meaning stand at one place of their lists")), "%s",
                         _("the lists have it in different columns"));
            return result_none();
        }
        column = at;
        table_children(scope->env->arena, table, all[i].list, -1, &rows);
    }
    return table ? rows_result(table, year, &rows, column) : result_none();
}

Result meant_evaluate(const Scope *scope, const Term *term)
{
    const Meaning *all;
    Term cell;
    Year year;
    size_t n;

    if (!scope_year(scope, term, &year) || !meant_cell(scope, term, year, &cell))
        return result_none();
    all = meant_all(scope, term, year, &n);
    if (n > 1 && cell.row.children && !cell.row.name.n)
        return shared_rows(scope, &cell, all, n, year);
    return cell_evaluate(scope, &cell);
}

// ---- 其他数据

// The one row of that name; false where there is none or, reported, several.
static bool find_fact(const Scope *scope, const Term *term, Year year, const Table *table, RowMatch *match,
                      bool *reported)
{
    RowMatches matches = {0};

    *reported = false;
    if (!table)
        return false;
    table_find_rows(scope->env->arena, table, -1, term->row.name, &matches);
    if (matches.n > 1) {
        ambiguous_row(scope, year, table, &term->row, &matches);
        *reported = true;
    }
    *match = matches.n ? matches.at[0] : (RowMatch){0};
    return matches.n == 1;
}

static Result fact_cell(const Scope *scope, const Term *term, Year year, const Table *table, RowMatch match,
                        Str usual)
{
    Selector column = term->column;
    int found;

    if (!column.given)
        column = (Selector){.name = usual, .span = term->span, .given = true};
    found = column_lookup(scope, table, year, match.list, &column, term->span);
    if (found < 0)
        return result_none();
    return cell_result(scope, year, (CellRef){table, match.list, match.row, found});
}

static const Row *unit_fact(const Scope *of_unit, const Term *term)
{
    Arena *arena = of_unit->env->arena;
    const Table *own = book_other_data(&of_unit->env->project->book);
    RowMatches matches = {0};

    if (own)
        table_find_rows(arena, own, -1, term->row.name, &matches);
    return matches.n == 1 ? &own->lists[matches.at[0].list].rows[matches.at[0].row] : NULL;
}

// What is counted or spent adds up; scores and shares do not.
static bool adds_up(const Scope *scope, const Row *row)
{
    const Project *project = scope->env->project;
    const Words *words = project->template ? project->template->words : &words_builtin;

    return row->unit.kind != UNIT_RATIO && !words_in(words->lists[WORDS_FACT_UNSUMMED], row->shown) &&
           words_find(words->lists[WORDS_UNIT_UNSUMMED], row->unit.name) < 0;
}

static Result report_unsummed(const Scope *scope, const Term *term, const char *hint, Str message)
{
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-row", term->span, str_of(hint), "%.*s",
                 STR_ARG(message));
    return result_none();
}

static Result add_facts(const Scope *scope, const Term *term)
{
    Result total = result_none();

    for (size_t u = 0; u < scope->env->project->unit_count; u++) {
        Scope of_unit = *scope;
        Result part;

        of_unit.env = scope_unit_env(scope, u);
        of_unit.env->arena = scope->env->arena;
        part = other_evaluate(&of_unit, term);
        of_unit.env->arena = of_unit.env->home;
        if (part.value.kind == VALUE_NONE || !result_is_number(scope, term->span, &part))
            return result_none();
        total = u ? result_add(scope, term->span, total, part) : part;
        if (total.value.kind == VALUE_NONE)
            return total;
    }
    total.computed = total.derived = true;
    return total;
}

// A fact that the department does not give is the sum of its units'. False where none of them has it.
static bool sum_facts(const Scope *scope, const Term *term, Result *total)
{
    const Project *project = scope->env->project;
    const Row *unsummed = NULL;
    size_t has = 0, lacks = 0;

    if (!project->units_whole || project_withheld_count(project, WITHHELD_UNIT))
        return false;
    for (size_t u = 0; u < project->unit_count; u++) {
        Scope of_unit = *scope;

        of_unit.env = scope_unit_env(scope, u);
        const Row *row = unit_fact(&of_unit, term);
        if (row && !adds_up(scope, row))
            unsummed = row;
        has += row != NULL;
        lacks = row ? lacks : u;
    }
    if (!has)
        return false;
    if (unsummed)
        *total = report_unsummed(
            scope, term, _("add the fact to the department's own 其他数据"),
            str_print(scope->env->arena, _("“%.*s” of the units does not add up"), STR_ARG(unsummed->shown)));
    else if (has < project->unit_count)
        *total = report_unsummed(
            scope, term, _("add it there, 0 where there is none, or to the department's own 其他数据"),
            str_print(scope->env->arena, _("not all units have this fact: “%.*s” does not"),
                      STR_ARG(project->units[lacks]->department)));
    else
        *total = add_facts(scope, term);
    return true;
}

// A fact, this year's or another's: from the other year's own 其他数据, else from this one's column 上年.
Result other_evaluate(const Scope *scope, const Term *term)
{
    const Table *own = book_other_data(&scope->env->project->book);
    Selector wanted = term->row;
    RowMatch match;
    bool reported;
    Result total;
    Year year;

    if (!scope_year(scope, term, &year))
        return result_none();
    if (find_fact(scope, term, year, book_other_data(scope_book(scope, year)), &match, &reported))
        return fact_cell(scope, term, year, book_other_data(scope_book(scope, year)), match, STR(SAYS_VALUE));
    if (!reported && year == YEAR_LAST && find_fact(scope, term, YEAR_THIS, own, &match, &reported))
        return fact_cell(scope, term, YEAR_THIS, own, match, STR(SAYS_LAST));
    if (reported ||
        book_has_reported(scope_book(scope, year), scope->env->project->template, STR(SAYS_OTHER)))
        return result_none();
    if (year != YEAR_BUDGET && sum_facts(scope, term, &total))
        return total;
    if (own) {
        unknown_row(scope, YEAR_THIS, own, -1, &wanted);
        return result_none();
    }
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-table", term->span,
                 str_of(_("put facts that no table has into tables/其他数据.csv: 名称,数值,单位,上年")), "%s",
                 _("the project has no 其他数据"));
    return result_none();
}

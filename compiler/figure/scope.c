// Where an expression is evaluated: what is reported there, what was read there, and whose tables it means.
#include "figure/internal-figure.h"

// ---- reports

void scope_report(const Scope *scope, Severity severity, const char *rule, Span span, Str hint,
                  const char *format, ...)
{
    StrBuf message = {.arena = scope->env->arena};
    Place place = source_place(scope->source, scope->offset + span.at, span.n);
    va_list args;

    va_start(args, format);
    buf_vprint(&message, format, args);
    va_end(args);
    diag_report(scope->env->diag, severity, rule, place, hint, "%.*s", STR_ARG(buf_str(&message)));
}

Str nearest_hint(Arena *arena, Str nearest)
{
    return nearest.n ? str_print(arena, _("did you mean “%.*s”?"), STR_ARG(nearest)) : nearest;
}

Str join_candidates(Arena *arena, const Str *candidates, size_t n)
{
    Str joined = str_join(arena, candidates, n < MOST_CANDIDATES ? n : MOST_CANDIDATES, STR("、"));

    return n <= MOST_CANDIDATES ? joined : str_print(arena, "%.*s…", STR_ARG(joined));
}

// ---- traces

bool figure_item_same(const TraceItem *a, const TraceItem *b)
{
    return a->fact == b->fact && (a->fact || table_cell_same(a->cell, b->cell));
}

void trace_add(const Scope *scope, TraceItem item)
{
    for (size_t i = 0; scope->trace && i < scope->trace->n; i++)
        if (figure_item_same(&scope->trace->at[i], &item))
            return;
    if (scope->trace)
        *vec_push(scope->env->arena, scope->trace) = item;
}

// year: whose project the trace is of; what that project calls this year is then that year.
void trace_join(const Scope *scope, const Trace *trace, Year year)
{
    for (size_t i = 0; i < trace->n; i++) {
        TraceItem item = trace->at[i];

        if (year != YEAR_THIS)
            item.year = year;
        trace_add(scope, item);
    }
}

void trace_note(const Scope *scope, const char *rule, const Trace *trace)
{
    Arena *arena = scope->env->arena;

    for (size_t i = 0; i < trace->n && i < MOST_CANDIDATES; i++) {
        const TraceItem *item = &trace->at[i];
        Place place;
        Str cell;

        if (item->fact) {
            place = item->fact->place;
            cell = item->fact->name;
        } else {
            place = table_cell_place(item->cell.table, table_cell(item->cell));
            cell = cell_described(arena, item->year, item->cell);
        }
        diag_report(scope->env->diag, SEVERITY_NOTE, rule, place, (Str){0}, _("%.*s was read here"),
                    STR_ARG(cell));
    }
}

// ---- what names mean there

const TableBook *scope_book(const Scope *scope, Year year)
{
    const Project *project = scope->env->project;

    return year == YEAR_LAST ? &project->last_year : year == YEAR_BUDGET ? &project->budget : &project->book;
}

bool scope_year(const Scope *scope, const Term *term, Year *year)
{
    *year = term->year == YEAR_THIS ? scope->year : term->year;
    if (term->year == YEAR_THIS || scope->year == YEAR_THIS)
        return true;
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-name", term->span, (Str){0},
                 _("%s is not known of the tables of %s"), year_prefix(term->year), year_prefix(scope->year));
    return false;
}

const ColumnSpec *scope_column(const Scope *scope)
{
    const RuleContext *rule = scope->rule;

    return rule && rule->column >= 0 ? table_column((CellRef){rule->table, rule->list, 0, rule->column})
                                     : NULL;
}

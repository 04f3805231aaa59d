// Named figures: each is evaluated once for each year, and kept. 上年.名 is, in this order: a figure given in
// place, the other project's figure of that name, this manifest's expression over the other year's tables.
#include <assert.h>

#include "figure/internal-figure.h"

static bool find_named(const NamedFigure *figures, size_t n, Str name, size_t *index)
{
    for (size_t i = 0; i < n; i++) {
        if (name_equal(figures[i].name, name)) {
            *index = i;
            return true;
        }
    }
    return false;
}

static Str step_described(Arena *arena, const FigureEnv *env, NamedStep step)
{
    return str_print(arena, "%s%.*s", year_prefix(step.year),
                     STR_ARG(env->project->figures[step.index].name));
}

// A → B → A
static void report_circle(FigureEnv *env, NamedStep step, const Scope *from, Span span)
{
    StrBuf circle = {.arena = env->arena};
    size_t first = 0;

    while (first < env->steps.n &&
           (env->steps.at[first].year != step.year || env->steps.at[first].index != step.index))
        first++;
    for (size_t i = first; i < env->steps.n; i++)
        buf_print(&circle, "%.*s → ", STR_ARG(step_described(env->arena, env, env->steps.at[i])));
    buf_add(&circle, step_described(env->arena, env, step));
    scope_report(from, SEVERITY_ERROR, "figure-circle", span, (Str){0},
                 _("figures refer to each other in a circle: %.*s"), STR_ARG(buf_str(&circle)));
}

const NamedResult *named_result(FigureEnv *env, Year year, size_t index, const Scope *from, Span span)
{
    const NamedFigure *figure = &env->project->figures[index];
    NamedResult *named = &env->named[year][index];
    Scope scope = {
        .env = env,
        .source = env->project->manifest,
        .offset = figure->offset,
        .year = year,
        .trace = &named->trace,
    };
    Span whole = {0, figure->expression.n};
    Expression *expression = &env->expressions[index];
    NamedStep step = {year, index};
    Arena *arena = env->arena;

    assert(index < env->project->figure_count);
    if (named->state == NAMED_DONE)
        return named;
    if (named->state == NAMED_BUSY) {
        report_circle(env, step, from, span);
        return named;
    }
    named->state = NAMED_BUSY;
    env->arena = env->home; // it outlives what asks for it
    *vec_push(env->arena, &env->steps) = step;
    if (!env->parsed[index])
        *expression = expression_parse(&scope, figure->expression);
    env->parsed[index] = true;
    if (expression->term)
        named->result = term_evaluate(&scope, expression->term);
    if (!format_apply(&scope, whole, expression->format, &named->result))
        named->result = result_none();
    env->steps.n--;
    env->arena = arena;
    named->state = NAMED_DONE;
    return named;
}

static Result fact_result(const Scope *scope, Year year, const Fact *fact)
{
    Result result = result_number(scope, 0);

    trace_add(scope, (TraceItem){.year = year, .fact = fact});
    result.value.number = result.value.printed = fact->value;
    result.value.unit = fact->unit;
    result.value.decimals = fact->decimals;
    return result;
}

// The env of the project that 上年 or 预算 is; it reports to the same Diag.
static FigureEnv *other_env(const Scope *scope, Year year)
{
    FigureEnv **other = &scope->env->others[year];

    if (!*other)
        *other = figure_env_new(scope->env->home, scope->env->diag, scope_book(scope, year)->project);
    return *other;
}

static Result take_named(const Scope *scope, NamedFound found, Span span)
{
    const NamedResult *named = named_result(found.env, found.year, found.index, scope, span);

    if (named->state != NAMED_DONE)
        return result_none();
    trace_join(scope, &named->trace, found.traced);
    return named->result;
}

static Result unknown_figure(const Scope *scope, const Term *term, Year year)
{
    Arena *arena = scope->env->arena;
    const Project *project = scope->env->project;
    const TableBook *book = scope_book(scope, year);
    Names known = {0};
    Str nearest;

    if (book_has_reported(book, project->template, term->name))
        return result_none();
    for (size_t i = 0; i < project->figure_count; i++)
        *vec_push(arena, &known) = project->figures[i].name;
    for (size_t i = 0; i < book->fact_count; i++)
        *vec_push(arena, &known) = book->facts[i].name;
    nearest = name_nearest(term->name, known.at, known.n);
    if (name_equal(nearest, term->name)) // known, but not of that year
        nearest = (Str){0};
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-name", term->name_span,
                 year == YEAR_THIS || book->given ? nearest_hint(arena, nearest)
                                                  : str_print(arena, _("gongkai.yaml has no key “%s”"),
                                                              year == YEAR_LAST ? "last-year" : "budget"),
                 _("there is no figure “%s%.*s”"), year_prefix(year), STR_ARG(term->name));
    return result_none();
}

NamedFound named_find(const Scope *scope, const Term *term, Year year)
{
    const Project *project = scope->env->project;
    const TableBook *book = scope_book(scope, year);
    size_t index;

    for (size_t i = 0; year != YEAR_THIS && i < book->fact_count; i++)
        if (name_equal(book->facts[i].name, term->name))
            return (NamedFound){.fact = &book->facts[i]};
    if (year != YEAR_THIS && book->project &&
        find_named(book->project->figures, book->project->figure_count, term->name, &index))
        return (NamedFound){.env = other_env(scope, year), .year = YEAR_THIS, .traced = year, .index = index};
    // Facts in place are all there is: there are no tables to evaluate this year's expression over.
    if ((year == YEAR_THIS || book->table_count) &&
        find_named(project->figures, project->figure_count, term->name, &index))
        return (NamedFound){.env = scope->env, .year = year, .traced = YEAR_THIS, .index = index};
    return (NamedFound){0};
}

Result named_evaluate(const Scope *scope, const Term *term)
{
    Year year;

    if (!scope_year(scope, term, &year))
        return result_none();
    NamedFound found = named_find(scope, term, year);
    if (found.fact)
        return fact_result(scope, year, found.fact);
    return found.env ? take_named(scope, found, term->span) : unknown_figure(scope, term, year);
}

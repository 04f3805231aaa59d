// How figures were made, for those who read the document: their terms again, down to cells. Leaves are
// evaluated, so that a cell is told by whatever name its author gave it.
#include "figure/internal-figure.h"

static Origin origin_of(const Scope *scope, const Term *term);

static Origin hidden(void)
{
    return (Origin){.kind = ORIGIN_HIDDEN};
}

// Whether a part may be told: one that is given in place where the two together give it away.
static bool may_stand(OriginKind kind, const Origin *part)
{
    if (part->kind == ORIGIN_GIVEN)
        return kind == ORIGIN_DIFFERENCE || kind == ORIGIN_CHANGE || kind == ORIGIN_CHANGE_RATE ||
               kind == ORIGIN_RATE;
    return part->kind != ORIGIN_HIDDEN;
}

static Origin join(const Scope *scope, OriginKind kind, const Origin *parts, size_t n)
{
    Origin *kept = ARENA_ARRAY(scope->env->arena, Origin, n);

    for (size_t i = 0; i < n; i++) {
        if (!may_stand(kind, &parts[i]))
            return hidden();
        kept[i] = parts[i];
    }
    return (Origin){.kind = kind, .parts = kept, .part_count = n};
}

// ---- cells

static bool is_published(const TraceItem *item)
{
    return item->cell.table && item->cell.table->spec->published;
}

static Origin of_item(const TraceItem *item)
{
    return is_published(item) ? (Origin){.kind = ORIGIN_CELL, .year = item->year, .cell = item->cell}
                              : hidden();
}

// The cell that a term names; hidden where it names rows, a text, or an item that is not in the table.
static Origin of_cell(const Scope *scope, const Term *term)
{
    Trace trace = {0};
    Scope traced = *scope;

    traced.trace = &trace;
    Result result = term_evaluate(&traced, term);
    return result.value.kind == VALUE_NUMBER && trace.n > 0 ? of_item(&trace.at[0]) : hidden();
}

// All that 合计 of one value or set of rows reads.
static Origin of_sum_part(const Scope *scope, const Term *call, size_t i)
{
    bool single = call->parts[i]->kind != TERM_CELL && call->parts[i]->kind != TERM_ROW &&
                  call->parts[i]->kind != TERM_MEANT;
    Term sum = *call;
    Trace trace = {0};
    Scope traced = *scope;
    VEC(Origin) cells = {0};

    if (single)
        return origin_of(scope, call->parts[i]);
    sum.parts = &call->parts[i];
    sum.part_count = 1;
    traced.trace = &trace;
    if (term_evaluate(&traced, &sum).value.kind != VALUE_NUMBER || trace.n == 0)
        return hidden();
    for (size_t k = 0; k < trace.n; k++)
        *vec_push(scope->env->arena, &cells) = of_item(&trace.at[k]);
    return cells.n == 1 ? cells.at[0] : join(scope, ORIGIN_SUM, cells.at, cells.n);
}

static Origin of_sum(const Scope *scope, const Term *term)
{
    VEC(Origin) parts = {0};

    for (size_t i = 0; i < term->part_count; i++) {
        Origin part = of_sum_part(scope, term, i);
        // The parts of a sum within a sum are its own.
        for (size_t k = 0; part.kind == ORIGIN_SUM && k < part.part_count; k++)
            *vec_push(scope->env->arena, &parts) = part.parts[k];
        if (part.kind != ORIGIN_SUM)
            *vec_push(scope->env->arena, &parts) = part;
    }
    return parts.n == 1 ? parts.at[0] : join(scope, ORIGIN_SUM, parts.at, parts.n);
}

// ---- named figures

static void shift_year(Origin *made, Year year);

// The figures of the project that 上年 is say 本年 of that year.
static const Origin *shifted(const Scope *scope, const Origin *parts, size_t n, Year year)
{
    Origin *copy = ARENA_ARRAY(scope->env->arena, Origin, n);

    for (size_t i = 0; i < n; i++) {
        copy[i] = parts[i];
        if (copy[i].parts)
            copy[i].parts = shifted(scope, copy[i].parts, copy[i].part_count, year);
        shift_year(&copy[i], year);
    }
    return copy;
}

static void shift_year(Origin *made, Year year)
{
    if (made->kind == ORIGIN_CELL && made->year == YEAR_THIS)
        made->year = year;
    else if (made->kind == ORIGIN_CELL || made->kind == ORIGIN_GIVEN)
        *made = hidden(); // 上年 of 上年 is in neither document
}

static Origin of_named(const Scope *scope, const Term *term)
{
    Year year;

    if (!scope_year(scope, term, &year))
        return hidden();
    NamedFound found = named_find(scope, term, year);
    if (found.fact)
        return (Origin){.kind = ORIGIN_GIVEN, .year = year, .fact = found.fact};
    if (!found.env ||
        named_result(found.env, found.year, found.index, scope, term->span)->state != NAMED_DONE)
        return hidden();
    const Term *whole = found.env->expressions[found.index].term;
    Scope inner = {.env = found.env,
                   .source = found.env->project->manifest,
                   .offset = found.env->project->figures[found.index].offset,
                   .year = found.year};
    if (!whole || scope->env->depth >= MOST_EVALUATION)
        return hidden();
    scope->env->depth++;
    Origin made = origin_of(&inner, whole);
    scope->env->depth--;
    return found.traced == YEAR_THIS ? made : *shifted(scope, &made, 1, found.traced);
}

// ---- arithmetic and functions

static Origin of_chain(const Scope *scope, const Term *term)
{
    static const OriginKind kinds[] = {[OPERATOR_ADD] = ORIGIN_SUM,
                                       [OPERATOR_SUBTRACT] = ORIGIN_DIFFERENCE,
                                       [OPERATOR_MULTIPLY] = ORIGIN_PRODUCT,
                                       [OPERATOR_DIVIDE] = ORIGIN_QUOTIENT};

    if (term->operators[0] < OPERATOR_ADD)
        return hidden();
    Origin made = origin_of(scope, term->parts[0]);
    for (size_t i = 1; i < term->part_count; i++)
        made =
            join(scope, kinds[term->operators[i - 1]], (Origin[]){made, origin_of(scope, term->parts[i])}, 2);
    return made;
}

static Origin of_two(const Scope *scope, OriginKind kind, const Term *term)
{
    return join(scope, kind, (Origin[]){origin_of(scope, term->parts[0]), origin_of(scope, term->parts[1])},
                2);
}

static Origin of_choice(const Scope *scope, const Term *term)
{
    Result condition = term_evaluate(scope, term->parts[0]);

    return condition.value.kind == VALUE_TRUTH ? origin_of(scope, term->parts[condition.value.truth ? 1 : 2])
                                               : hidden();
}

static Origin of_call(const Scope *scope, const Term *term)
{
    switch (term->function) {
    case FUNCTION_SUM:
        return of_sum(scope, term);
    case FUNCTION_DIFFERENCE:
        return of_two(scope, ORIGIN_DIFFERENCE, term);
    case FUNCTION_CHANGE:
        return of_two(scope, ORIGIN_CHANGE, term);
    case FUNCTION_CHANGE_RATE:
        return of_two(scope, ORIGIN_CHANGE_RATE, term);
    case FUNCTION_COMPARE:
        return of_two(scope, ORIGIN_COMPARED, term);
    case FUNCTION_GROWTH:
        return of_two(scope, ORIGIN_RATE, term);
    case FUNCTION_SHARE:
    case FUNCTION_COMPLETION:
        return of_two(scope, ORIGIN_QUOTIENT, term);
    case FUNCTION_ABSOLUTE:
    case FUNCTION_ROUND:
        return origin_of(scope, term->parts[0]);
    case FUNCTION_IF:
        return of_choice(scope, term);
    case FUNCTION_LIST:
    case FUNCTION_UNITS:
    case FUNCTION_COUNT:
        break;
    }
    return hidden();
}

static Origin origin_of(const Scope *scope, const Term *term)
{
    switch (term->kind) {
    case TERM_NAMED:
        return of_named(scope, term);
    case TERM_CELL:
    case TERM_MEANT:
    case TERM_ROW:
        return of_cell(scope, term);
    case TERM_CHAIN:
        return of_chain(scope, term);
    case TERM_CALL:
        return of_call(scope, term);
    case TERM_NUMBER:
    case TERM_TEXT:
    case TERM_KEYWORD:
    case TERM_OTHER:
    case TERM_FIELD:
    case TERM_NEGATE:
    case TERM_NOT:
        break;
    }
    return hidden();
}

Origin figure_origin(FigureEnv *env, const Figure *figure)
{
    Scope scope = {.env = env, .source = figure->source, .offset = figure->offset, .row = figure->row};
    Expression expression = expression_parse(&scope, figure->expression);

    Origin origin = expression.term ? origin_of(&scope, expression.term) : hidden();

    return origin.kind == ORIGIN_GIVEN ? hidden() : origin;
}

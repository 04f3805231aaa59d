// Terms to results.
#include "figure/internal-figure.h"

static Result literal(const Term *term)
{
    return (Result){.value = {.kind = VALUE_NUMBER,
                              .number = term->number,
                              .printed = term->number,
                              .unit = term->unit,
                              .ratio = term->ratio,
                              .decimals = -1}};
}

static Result unit_kind(const Scope *scope, const Term *term)
{
    Str kind = scope->env->project->unit_kind;

    // Rules that hold for some kinds of unit alone do not hold where none is told.
    if (kind.n || scope->rule)
        return result_text(kind);
    scope_report(scope, SEVERITY_ERROR, "figure-unknown-name", term->span,
                 str_of(_("add `unit-kind: 行政` (or 参公, 事业) to gongkai.yaml")), "%s",
                 _("单位性质 is not known: the project does not say which kind of unit this is"));
    return result_none();
}

static Result keyword_evaluate(const Scope *scope, const Term *term)
{
    const Project *project = scope->env->project;
    int earlier = scope->year == YEAR_LAST;

    if (term->keyword == KEYWORD_UNIT_KIND)
        return unit_kind(scope, term);
    if (term->keyword == KEYWORD_DEPARTMENT)
        return result_text(project->department);
    if (term->keyword == KEYWORD_SHORT)
        return result_text(project->department_short);
    if (term->keyword == KEYWORD_UNITS)
        return result_number(scope, (int)project->unit_count);
    return result_number(scope, project->year - earlier - (term->keyword == KEYWORD_YEAR_BEFORE));
}

// Reports figure-type where a value that must be a condition is none.
static bool is_truth(const Scope *scope, Span span, const Result *result)
{
    if (result->value.kind == VALUE_NONE)
        return false;
    if (result->value.kind == VALUE_TRUTH)
        return true;
    scope_report(scope, SEVERITY_ERROR, "figure-type", span, (Str){0}, "%s", _("a condition is wanted here"));
    return false;
}

// 且 and 或 evaluate what they need and no more, so that 若(x <> 0 且 y / x > 1, …) is safe.
static Result logic_evaluate(const Scope *scope, const Term *term)
{
    bool stop = term->operators[0] == OPERATOR_OR;

    for (size_t i = 0; i < term->part_count; i++) {
        Result part = term_evaluate(scope, term->parts[i]);

        if (!is_truth(scope, term->parts[i]->span, &part))
            return result_none();
        if (part.value.truth == stop)
            return result_truth(stop);
    }
    return result_truth(!stop);
}

static Result operate(const Scope *scope, Span span, Operator how, Result a, Result b)
{
    switch (how) {
    case OPERATOR_ADD:
        return result_add(scope, span, a, b);
    case OPERATOR_SUBTRACT:
        return result_subtract(scope, span, a, b);
    case OPERATOR_MULTIPLY:
        return result_multiply(scope, span, a, b);
    case OPERATOR_DIVIDE:
        return result_divide(scope, span, a, b);
    default:
        return result_compare(scope, span, how, a, b);
    }
}

static bool is_arithmetic(Operator how)
{
    return how >= OPERATOR_ADD;
}

static Result chain_evaluate(const Scope *scope, const Term *term)
{
    Result sum;

    if (term->operators[0] == OPERATOR_OR || term->operators[0] == OPERATOR_AND)
        return logic_evaluate(scope, term);
    sum = term_evaluate(scope, term->parts[0]);
    if (is_arithmetic(term->operators[0]) && !result_is_number(scope, term->parts[0]->span, &sum))
        sum = result_none();
    for (size_t i = 1; i < term->part_count; i++) {
        Operator how = term->operators[i - 1];
        Result part = term_evaluate(scope, term->parts[i]);

        if (is_arithmetic(how) && !result_is_number(scope, term->parts[i]->span, &part))
            part = result_none();
        sum = operate(scope, term->parts[i]->span, how, sum, part);
    }
    return sum;
}

static Result prefix_evaluate(const Scope *scope, const Term *term)
{
    Span span = term->parts[0]->span;
    Result part = term_evaluate(scope, term->parts[0]);

    if (term->kind == TERM_NOT)
        return is_truth(scope, span, &part) ? result_truth(!part.value.truth) : result_none();
    return result_is_number(scope, span, &part) ? result_negate(scope, part) : result_none();
}

static Result evaluate_kind(const Scope *scope, const Term *term)
{
    switch (term->kind) {
    case TERM_NUMBER:
        return literal(term);
    case TERM_TEXT:
        return result_text(term->name);
    case TERM_KEYWORD:
        return keyword_evaluate(scope, term);
    case TERM_NAMED:
        return named_evaluate(scope, term);
    case TERM_CELL:
        return cell_evaluate(scope, term);
    case TERM_MEANT:
        return meant_evaluate(scope, term);
    case TERM_OTHER:
        return other_evaluate(scope, term);
    case TERM_ROW:
        return row_evaluate(scope, term);
    case TERM_FIELD:
        return field_evaluate(scope, term);
    case TERM_CHAIN:
        return chain_evaluate(scope, term);
    case TERM_NEGATE:
    case TERM_NOT:
        return prefix_evaluate(scope, term);
    case TERM_CALL:
        return call_evaluate(scope, term);
    }
    return result_none();
}

Result term_evaluate(const Scope *scope, const Term *term)
{
    Result result;

    if (scope->env->depth >= MOST_EVALUATION) {
        scope_report(scope, SEVERITY_ERROR, "figure-depth", term->span, (Str){0},
                     _("named figures refer to each other deeper than %d"), MOST_EVALUATION);
        return result_none();
    }
    scope->env->depth++;
    result = evaluate_kind(scope, term);
    result.derived = term->kind != TERM_NUMBER;
    scope->env->depth--;
    return result;
}

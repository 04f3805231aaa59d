// Exact arithmetic on values with units. Every operation is done twice: on stored numbers, and on the printed
// ones, so that a figure can say where the two part (尾差).
#include <assert.h>

#include "figure/internal-figure.h"

typedef void (*Operation)(mpq_ptr, mpq_srcptr, mpq_srcptr);

static Number number_with(Arena *arena, Operation operation, Number a, Number b)
{
    mpq_t result;
    Number frozen;

    mpq_init(result);
    operation(result, a, b);
    frozen = number_freeze(arena, result);
    mpq_clear(result);
    return frozen;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

void result_to_fraction(const Scope *scope, Result *result)
{
    Arena *arena = scope->env->arena;
    Value *value = &result->value;
    Number hundred;

    if (value->unit.kind != UNIT_RATIO || value->ratio)
        return;
    hundred = number_from_int(arena, 100);
    value->number = number_with(arena, mpq_div, value->number, hundred);
    value->printed = number_with(arena, mpq_div, value->printed, hundred);
    value->ratio = true;
}

static bool is_pure(const Result *result)
{
    return result->value.unit.kind == UNIT_NONE || result->value.ratio;
}

// A literal 0, or a sum of nothing, has any unit.
static bool is_bare_zero(const Result *result)
{
    return result->value.unit.kind == UNIT_NONE && mpq_sgn(result->value.number) == 0;
}

static void convert_to(const Scope *scope, Result *result, Unit unit)
{
    Value *value = &result->value;

    value->number = unit_convert(scope->env->arena, value->number, value->unit, unit);
    value->printed = unit_convert(scope->env->arena, value->printed, value->unit, unit);
    if (value->decimals >= 0)
        value->decimals = most(0, value->decimals + unit.power - value->unit.power);
    value->unit = unit;
}

bool results_unify(const Scope *scope, Span span, Result *a, Result *b)
{
    Unit x, y;

    result_to_fraction(scope, a);
    result_to_fraction(scope, b);
    x = a->value.unit;
    y = b->value.unit;
    if (unit_equal(x, y) || (is_pure(a) && is_pure(b)))
        return true;
    if (is_bare_zero(a)) {
        a->value.unit = y;
        return true;
    }
    if (is_bare_zero(b)) {
        b->value.unit = x;
        return true;
    }
    if (x.kind == UNIT_MONEY && y.kind == UNIT_MONEY) {
        convert_to(scope, b, x);
        return true;
    }
    scope_report(scope, SEVERITY_ERROR, "figure-unit", span,
                 str_of(_("give a bare number its unit, like 5万元; only 0 needs none")),
                 _("%.*s and %.*s do not go together"), STR_ARG(unit_described(x)),
                 STR_ARG(unit_described(y)));
    return false;
}

static Result combined(const Result *a, const Result *b)
{
    Result result = {.value = {.kind = VALUE_NUMBER}, .computed = true};

    result.value.unit = a->value.unit.kind == UNIT_NONE ? b->value.unit : a->value.unit;
    result.value.decimals = most(a->value.decimals, b->value.decimals);
    result.value.ratio = a->value.ratio || b->value.ratio;
    return result;
}

// Most sums are of cells that are 0, or that print what they hold.
static Number added(Arena *arena, Operation operation, Number a, Number b)
{
    return mpq_sgn(b) == 0 ? a : number_with(arena, operation, a, b);
}

static Result add(const Scope *scope, Span span, Operation operation, Result a, Result b)
{
    Arena *arena = scope->env->arena;
    Result result;

    if (a.value.kind != VALUE_NUMBER || b.value.kind != VALUE_NUMBER || !results_unify(scope, span, &a, &b))
        return result_none();
    result = combined(&a, &b);
    result.value.number = added(arena, operation, a.value.number, b.value.number);
    result.value.printed = a.value.printed == a.value.number && b.value.printed == b.value.number
                               ? result.value.number
                               : added(arena, operation, a.value.printed, b.value.printed);
    return result;
}

Result result_add(const Scope *scope, Span span, Result a, Result b)
{
    return add(scope, span, mpq_add, a, b);
}

Result result_subtract(const Scope *scope, Span span, Result a, Result b)
{
    return add(scope, span, mpq_sub, a, b);
}

Result result_negate(const Scope *scope, Result a)
{
    Number zero = number_from_int(scope->env->arena, 0);

    a.value.number = number_with(scope->env->arena, mpq_sub, zero, a.value.number);
    a.value.printed = number_with(scope->env->arena, mpq_sub, zero, a.value.printed);
    a.format = (Format){0};
    return a;
}

// Named figures may multiply each other over and over; no amount of money has that many digits.
#define MOST_BITS 65536

static Result checked(const Scope *scope, Span span, Result result)
{
    Number number = result.value.number;

    if (mpz_sizeinbase(mpq_numref(number), 2) <= MOST_BITS &&
        mpz_sizeinbase(mpq_denref(number), 2) <= MOST_BITS)
        return result;
    scope_report(scope, SEVERITY_ERROR, "figure-type", span, (Str){0}, "%s",
                 _("the number has too many digits"));
    return result_none();
}

static Result unit_fault(const Scope *scope, Span span, const char *message, Unit x, Unit y)
{
    scope_report(scope, SEVERITY_ERROR, "figure-unit", span, (Str){0}, "%s: %.*s, %.*s", message,
                 STR_ARG(unit_described(x)), STR_ARG(unit_described(y)));
    return result_none();
}

Result result_multiply(const Scope *scope, Span span, Result a, Result b)
{
    Arena *arena = scope->env->arena;
    Result result;

    if (a.value.kind != VALUE_NUMBER || b.value.kind != VALUE_NUMBER)
        return result_none();
    result_to_fraction(scope, &a);
    result_to_fraction(scope, &b);
    if (!is_pure(&a) && !is_pure(&b))
        return unit_fault(scope, span, _("two amounts cannot be multiplied"), a.value.unit, b.value.unit);
    result = combined(&a, &b);
    // A share of an amount is an amount; a multiple of a ratio a ratio.
    if (!is_pure(&a) || !is_pure(&b)) {
        result.value.ratio = false;
        result.value.unit = is_pure(&a) ? b.value.unit : a.value.unit;
    }
    result.value.number = number_with(arena, mpq_mul, a.value.number, b.value.number);
    result.value.printed = number_with(arena, mpq_mul, a.value.printed, b.value.printed);
    return checked(scope, span, result);
}

Number ratio_of_printed(Arena *arena, Number part, Number whole, Number otherwise)
{
    return mpq_sgn(whole) == 0 ? otherwise : number_with(arena, mpq_div, part, whole);
}

Result result_divide(const Scope *scope, Span span, Result a, Result b)
{
    Arena *arena = scope->env->arena;
    Result result;

    if (a.value.kind != VALUE_NUMBER || b.value.kind != VALUE_NUMBER)
        return result_none();
    result_to_fraction(scope, &a);
    result_to_fraction(scope, &b);
    if (mpq_sgn(b.value.number) == 0) {
        scope_report(scope, SEVERITY_ERROR, "figure-division", span,
                     str_of(_("test it first: 若(条件, 甲, 乙)")), "%s", _("division by zero"));
        return result_none();
    }
    if (!is_pure(&b) && !unit_same_kind(a.value.unit, b.value.unit))
        return unit_fault(scope, span, _("these units do not divide"), a.value.unit, b.value.unit);
    result = combined(&a, &b);
    if (!is_pure(&b)) { // an amount in terms of another
        if (!results_unify(scope, span, &a, &b))
            return result_none();
        result.value.unit = (Unit){0};
        result.value.decimals = -1;
    } else if (!is_pure(&a)) {
        result.value.ratio = false;
        result.value.unit = a.value.unit;
    } else if (b.value.ratio) {
        result.value.ratio = false;
        result.value.unit = (Unit){0};
    }
    result.value.number = number_with(arena, mpq_div, a.value.number, b.value.number);
    result.value.printed = ratio_of_printed(arena, a.value.printed, b.value.printed, result.value.number);
    return checked(scope, span, result);
}

Result result_ratio(const Scope *scope, Result part, Result whole)
{
    Arena *arena = scope->env->arena;
    Result result = {.value = {.kind = VALUE_NUMBER, .ratio = true, .decimals = -1}, .computed = true};

    assert(mpq_sgn(whole.value.number) != 0);
    result.value.unit = unit_parse(STR("%"));
    result.value.number = number_with(arena, mpq_div, part.value.number, whole.value.number);
    result.value.printed =
        ratio_of_printed(arena, part.value.printed, whole.value.printed, result.value.number);
    return result;
}

bool comparison_holds(Operator how, int order)
{
    switch (how) {
    case OPERATOR_EQUAL:
        return order == 0;
    case OPERATOR_UNEQUAL:
        return order != 0;
    case OPERATOR_LESS:
        return order < 0;
    case OPERATOR_LESS_EQUAL:
        return order <= 0;
    case OPERATOR_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

Result result_compare(const Scope *scope, Span span, Operator how, Result a, Result b)
{
    bool texts = a.value.kind == VALUE_TEXT && b.value.kind == VALUE_TEXT;

    if (a.value.kind == VALUE_NONE || b.value.kind == VALUE_NONE)
        return result_none();
    if (texts && !a.comparison.given && !b.comparison.given &&
        (how == OPERATOR_EQUAL || how == OPERATOR_UNEQUAL))
        return result_truth(name_equal(a.value.text, b.value.text) == (how == OPERATOR_EQUAL));
    if (texts && !a.comparison.given && !b.comparison.given) {
        scope_report(scope, SEVERITY_ERROR, "figure-type", span, (Str){0}, "%s",
                     _("texts are equal or not; they have no order"));
        return result_none();
    }
    if (!result_is_number(scope, span, &a) || !result_is_number(scope, span, &b) ||
        !results_unify(scope, span, &a, &b))
        return result_none();
    return result_truth(comparison_holds(how, mpq_cmp(a.value.number, b.value.number)));
}

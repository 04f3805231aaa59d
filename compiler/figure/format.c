// A result to text: decimals, units, and 尾差, where the printed parts do not give the printed whole.
#include "figure/keywords.h"

// What prints where no cell says how many decimals: as short as exact, at most this many.
#define MOST_FREE_DECIMALS 6
#define MOST_DECIMALS 20

// ---- what stands after a bar: [unit] [,] 0 [.0…] [%]

static bool format_fault(const Scope *scope, Span span)
{
    scope_report(scope, SEVERITY_ERROR, "figure-format", span,
                 str_of(/* xgettext:no-c-format */ _("write 0.00, ,0.00, 0.0% or 亿元 0.0")), "%s",
                 _("this is no format"));
    return false;
}

// The digits of the format, folded.
static bool format_digits(Str fold, Format *format)
{
    size_t i = 0;

    if (i < fold.n && fold.at[i] == ',') {
        format->thousands = true;
        i++;
    }
    if (i == fold.n && !format->thousands) {
        format->decimals = -1;
        return format->unit.kind != UNIT_NONE;
    }
    if (i >= fold.n || fold.at[i++] != '0')
        return false;
    if (i < fold.n && fold.at[i] == '.') {
        for (i++; i < fold.n && fold.at[i] == '0'; i++)
            format->decimals++;
        if (format->decimals == 0)
            return false;
    }
    if (i < fold.n && fold.at[i] == '%') {
        format->percent = true;
        i++;
    }
    return i == fold.n && format->decimals <= MOST_DECIMALS;
}

bool format_parse(const Scope *scope, Str text, Span span, Format *format)
{
    size_t length;
    Str fold;

    *format = (Format){.given = true};
    format->unit = unit_money_at(text, &length);
    if (format->unit.kind == UNIT_MONEY)
        text = str_slice(text, length, text.n);
    else
        format->unit = (Unit){0};
    fold = name_fold(scope->env->arena, text);
    if (!format_digits(fold, format) || (format->percent && format->unit.kind != UNIT_NONE))
        return format_fault(scope, span);
    return true;
}

static void convert(const Scope *scope, Unit unit, Result *result)
{
    Arena *arena = scope->env->arena;
    Value *value = &result->value;
    Comparison *comparison = &result->comparison;

    value->number = unit_convert(arena, value->number, value->unit, unit);
    value->printed = unit_convert(arena, value->printed, value->unit, unit);
    if (comparison->given) {
        comparison->base = unit_convert(arena, comparison->base, value->unit, unit);
        comparison->base_printed = unit_convert(arena, comparison->base_printed, value->unit, unit);
    }
    if (value->decimals >= 0) {
        value->decimals += unit.power - value->unit.power;
        if (value->decimals < 0)
            value->decimals = 0;
    }
    value->unit = unit;
}

bool format_apply(const Scope *scope, Span span, Format format, Result *result)
{
    Value *value = &result->value;
    bool amount = value->kind == VALUE_NUMBER || result->comparison.given;

    if (!format.given || value->kind == VALUE_NONE)
        return true;
    if (!amount) {
        scope_report(scope, SEVERITY_ERROR, "figure-format", span, (Str){0}, "%s",
                     _("only a number has a format"));
        return false;
    }
    if (format.percent && (value->unit.kind == UNIT_MONEY || value->unit.kind == UNIT_COUNTER)) {
        scope_report(scope, SEVERITY_ERROR, "figure-format", span,
                     str_of(_("divide it by another, or use 占比")), _("an amount in %.*s is no ratio"),
                     STR_ARG(value->unit.name));
        return false;
    }
    if (format.unit.kind == UNIT_MONEY) {
        if (value->unit.kind != UNIT_MONEY) {
            Str unit = unit_described(value->unit);

            scope_report(scope, SEVERITY_ERROR, "figure-unit", span, (Str){0},
                         _("a value in %.*s cannot be printed in %.*s"), STR_ARG(unit),
                         STR_ARG(format.unit.name));
            return false;
        }
        convert(scope, format.unit, result);
    }
    if (format.percent)
        result_to_fraction(scope, result);
    if (format.decimals >= 0)
        value->decimals = format.decimals;
    result->format = format;
    return true;
}

// ---- numbers to text

// A ratio is kept as a fraction and printed in hundredths.
static Number in_hundredths(Arena *arena, Number number)
{
    mpq_t hundred;
    Number result;

    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    mpq_mul(hundred, hundred, number);
    result = number_freeze(arena, hundred);
    mpq_clear(hundred);
    return result;
}

static bool as_percent(const Result *result)
{
    return result->value.ratio || result->format.percent;
}

static int result_decimals(const Scope *scope, const Result *result)
{
    const Value *value = &result->value;
    int decimals;

    if (value->ratio && !(result->format.given && result->format.decimals >= 0))
        return scope->env->project->template->ratio_decimals;
    if (value->decimals >= 0)
        return value->decimals;
    decimals = number_decimals(value->number, MOST_FREE_DECIMALS);
    return decimals < 0 ? MOST_FREE_DECIMALS : decimals;
}

int result_sign(const Scope *scope, const Result *result)
{
    mpq_t rounded;
    int sign;

    mpq_init(rounded);
    number_round(rounded, result->value.number,
                 result_decimals(scope, result) + (as_percent(result) ? 2 : 0));
    sign = mpq_sgn(rounded);
    mpq_clear(rounded);
    return sign;
}

static Str print_number(const Scope *scope, const Result *result, Number number)
{
    Arena *arena = scope->env->arena;
    const Template *template = scope->env->project->template;
    bool amount = result->value.unit.kind == UNIT_MONEY || result->value.unit.kind == UNIT_COUNTER;
    bool counted = result->value.decimals >= 0 || result->value.ratio;
    bool formatted = result->format.given && result->format.decimals >= 0;
    NumberFormat format = {.decimals = result_decimals(scope, result)};
    Str text;

    // A number without a unit (a year, a row's number) takes no thousands marks.
    format.thousands = formatted ? result->format.thousands : amount && template->prose_thousands;
    format.keep_zeros = formatted || (counted && template->prose_keep_zeros);
    if (as_percent(result))
        number = in_hundredths(arena, number);
    text = number_format(arena, number, format);
    return as_percent(result) ? str_print(arena, "%.*s%%", STR_ARG(text)) : text;
}

static void report_rounding(const Scope *scope, Span span, Str prints, Str gives)
{
    if (scope->env->project->rounding_note)
        return;
    scope_report(scope, SEVERITY_WARNING, "rounding", span,
                 str_of(_("say `rounding-note: true` in gongkai.yaml to print the sentence on 尾差")),
                 _("this prints %.*s, but the printed numbers that it is made of give %.*s"), STR_ARG(prints),
                 STR_ARG(gives));
}

// ---- comparisons

// The template's words for equal sums (与{0}持平) with the object put in; what follows {0} where there is no
// object.
static Str unchanged(const Scope *scope, Str object)
{
    Arena *arena = scope->env->arena;
    Str words = scope->env->project->template->wording.unchanged;
    ptrdiff_t hole = str_find(words, STR("{0}"), 0);
    Str after;

    if (hole < 0)
        return words;
    after = str_slice(words, (size_t)hole + 3, words.n);
    if (object.n == 0)
        return after;
    return str_print(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(words, 0, (size_t)hole)), STR_ARG(object),
                     STR_ARG(after));
}

static Number magnitude(Arena *arena, Number number)
{
    mpq_t positive;
    Number result;

    mpq_init(positive);
    mpq_abs(positive, number);
    result = number_freeze(arena, positive);
    mpq_clear(positive);
    return result;
}

static Str rate_text(const Scope *scope, Number difference, Number base)
{
    Result rate = {.value = {.kind = VALUE_NUMBER, .ratio = true, .decimals = -1}};
    Arena *arena = scope->env->arena;

    rate.value.number = ratio_of_printed(arena, magnitude(arena, difference), base, difference);
    return print_number(scope, &rate, rate.value.number);
}

// A base below zero has no rate: from -1 to 1 is not -200%.
static bool report_base(const Scope *scope, Span span, const Comparison *comparison, bool zero)
{
    const char *rule = zero ? "figure-zero-base" : "figure-negative-base";

    scope_report(scope, SEVERITY_ERROR, rule, span, str_of(_("use 变动, which states no rate, or 若")), "%s",
                 zero ? _("there is no rate against zero")
                      : _("a rate against a negative base says nothing"));
    trace_note(scope, rule, comparison->base_cells);
    return false;
}

// 增长3.75%, or the template's words where there is nothing to compare with.
static bool add_rate(const Scope *scope, Span span, const Result *result, StrBuf *out)
{
    const Wording *wording = &scope->env->project->template->wording;
    const Comparison *comparison = &result->comparison;
    Str rate, printed_rate;

    buf_add_c(out, "，");
    if (mpq_sgn(comparison->base) < 0)
        return report_base(scope, span, comparison, false);
    if (mpq_sgn(comparison->base) == 0) {
        if (wording->zero_base.n == 0)
            return report_base(scope, span, comparison, true);
        buf_add(out, wording->zero_base);
        return true;
    }
    rate = rate_text(scope, result->value.number, comparison->base);
    buf_add(out, mpq_sgn(result->value.number) > 0 ? wording->rate_up : wording->rate_down);
    buf_add(out, rate);
    if (mpq_sgn(comparison->base_printed) == 0)
        return true;
    printed_rate = rate_text(scope, result->value.printed, comparison->base_printed);
    if (!str_equal(rate, printed_rate))
        report_rounding(scope, span, rate, printed_rate);
    return true;
}

// 比上年增加1.8736万元. A difference that prints as zero is none: 增加0万元 would be wrong.
static bool print_comparison(const Scope *scope, Span span, const Result *result, Str *text)
{
    Arena *arena = scope->env->arena;
    const Wording *wording = &scope->env->project->template->wording;
    const Comparison *comparison = &result->comparison;
    StrBuf out = {.arena = arena};
    Str exact = print_number(scope, result, result->value.number);
    Str printed = print_number(scope, result, result->value.printed);
    int sign = result_sign(scope, result);

    if (!str_equal(exact, printed))
        report_rounding(scope, span, exact, printed);
    if (sign == 0) {
        *text = unchanged(scope, comparison->object);
        return true;
    }
    if (comparison->object.n)
        buf_print(&out, SAYS_THAN "%.*s", STR_ARG(comparison->object));
    buf_add(&out, sign > 0 ? wording->increase : wording->decrease);
    exact = print_number(scope, result, magnitude(arena, result->value.number));
    // Ratios differ by percentage points, not by per cent.
    buf_add(&out, as_percent(result) ? str_slice(exact, 0, exact.n - 1) : exact);
    buf_add(&out, as_percent(result) ? STR(SAYS_POINTS) : result->value.unit.name);
    if (comparison->rate && !add_rate(scope, span, result, &out))
        return false;
    *text = buf_str(&out);
    return true;
}

bool result_print(const Scope *scope, Span span, Result *result, Str *text)
{
    const Value *value = &result->value;
    const char *message = NULL, *hint = "";

    if (result->comparison.given)
        return print_comparison(scope, span, result, text);
    switch (value->kind) {
    case VALUE_NONE:
        return false;
    case VALUE_TEXT:
        *text = value->text;
        return true;
    case VALUE_TRUTH:
        message = _("a condition prints nothing");
        hint = _("write 若(条件, 甲, 乙)");
        break;
    case VALUE_ROWS:
        message = _("a row prints nothing");
        hint = _("write 行.名称 or 行[列], 合计(…) for a sum of rows, 列举(…) for their names");
        break;
    case VALUE_NUMBER:
        *text = print_number(scope, result, value->number);
        if (result->computed) {
            Str printed = print_number(scope, result, value->printed);

            if (!str_equal(*text, printed))
                report_rounding(scope, span, *text, printed);
        }
        return true;
    }
    scope_report(scope, SEVERITY_ERROR, "figure-type", span, str_of(hint), "%s", message);
    return false;
}

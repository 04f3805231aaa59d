// The functions of the language.
#include "figure/keywords.h"

static Span part_span(const Term *term, size_t i)
{
    return term->parts[i]->span;
}

// The i-th value, a number; VALUE_NONE after reporting what is none.
static Result number_part(const Scope *scope, const Term *term, size_t i)
{
    Result part = term_evaluate(scope, term->parts[i]);

    return result_is_number(scope, part_span(term, i), &part) ? part : result_none();
}

// ---- 合计, 列举

// The column of a set of rows: the one named, else the only one of amounts.
static int set_column(const Scope *scope, Span span, const RowSet *rows)
{
    Selector none = {0};

    if (rows->column >= 0 || rows->n == 0)
        return rows->column;
    return column_lookup(scope, rows->table, rows->year, rows->rows[0].list, &none, span);
}

static Result sum_rows(const Scope *scope, Span span, const RowSet *rows)
{
    int only = rows->columns ? 0 : set_column(scope, span, rows);
    const int *columns = rows->columns ? rows->columns : &only;
    size_t count = rows->columns ? rows->column_count : 1;
    Result sum = result_number(scope, 0);

    if (rows->n && only < 0)
        return result_none();
    for (size_t i = 0; i < rows->n * count; i++) {
        RowMatch match = rows->rows[i / count];
        CellRef ref = {rows->table, match.list, match.row, columns[i % count]};
        Result cell = cell_result(scope, rows->year, ref);

        if (!result_is_number(scope, span, &cell))
            return result_none();
        sum = i == 0 ? cell : result_add(scope, span, sum, cell);
    }
    sum.computed = true;
    return sum;
}

static Result sum(const Scope *scope, const Term *term)
{
    Result total = {0};

    for (size_t i = 0; i < term->part_count; i++) {
        Result part = term_evaluate(scope, term->parts[i]);

        if (part.value.kind == VALUE_ROWS)
            part = sum_rows(scope, part_span(term, i), &part.rows);
        if (!result_is_number(scope, part_span(term, i), &part))
            part = result_none();
        total = i == 0 ? part : result_add(scope, part_span(term, i), total, part);
    }
    total.computed = true;
    total.format = (Format){0};
    return total;
}

static bool row_counts(const RowSet *rows, RowMatch match)
{
    const Cell *cell;

    if (rows->column < 0)
        return !row_is_zero(rows->table, match.list, match.row);
    cell = &rows->table->lists[match.list].rows[match.row].cells[rows->column];
    return cell->kind == CELL_TEXT || (cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0);
}

// Reading a row's cells for their names is reading them all the same: they are in the trace.
static void trace_row(const Scope *scope, const RowSet *rows, RowMatch match)
{
    if (rows->column >= 0)
        trace_add(scope, (TraceItem){.year = rows->year,
                                     .cell = {rows->table, match.list, match.row, rows->column}});
}

static Result list_names(const Scope *scope, const Term *term)
{
    Result set = term_evaluate(scope, term->parts[0]);
    Result mark = term->part_count > 1 ? term_evaluate(scope, term->parts[1]) : result_text(STR("、"));
    Names names = {0};

    if (set.value.kind == VALUE_NONE || mark.value.kind == VALUE_NONE)
        return result_none();
    if (set.value.kind != VALUE_ROWS || mark.value.kind != VALUE_TEXT) {
        bool rows = set.value.kind == VALUE_ROWS;

        scope_report(scope, SEVERITY_ERROR, "figure-type", part_span(term, rows ? 1 : 0),
                     str_of(figure_functions[FUNCTION_LIST].usage), "%s",
                     rows ? _("a text is wanted here") : _("rows are wanted here, such as 表[行/*, 列]"));
        return result_none();
    }
    for (size_t i = 0; i < set.rows.n; i++) {
        RowMatch match = set.rows.rows[i];

        trace_row(scope, &set.rows, match);
        if (row_counts(&set.rows, match))
            *vec_push(scope->env->arena, &names) = set.rows.table->lists[match.list].rows[match.row].name;
    }
    return result_text(str_join(scope->env->arena, names.at, names.n, mark.value.text));
}

// ---- comparisons

// The second value, and the cells that it is made from, so that a ratio to it can name them.
static Result base_part(const Scope *scope, const Term *term, Trace *cells)
{
    Scope traced = *scope;
    Result base;

    traced.trace = cells;
    base = number_part(&traced, term, 1);
    trace_join(scope, cells, YEAR_THIS);
    return base;
}

static bool two_numbers(const Scope *scope, const Term *term, Result *a, Result *b)
{
    *a = number_part(scope, term, 0);
    *b = number_part(scope, term, 1);
    return a->value.kind == VALUE_NUMBER && b->value.kind == VALUE_NUMBER;
}

static Result difference(const Scope *scope, const Term *term)
{
    Result now, before;

    if (!two_numbers(scope, term, &now, &before))
        return result_none();
    return result_subtract(scope, term->span, now, before);
}

// 变动, 变动说明. The words are chosen when it is printed: a format may change how many decimals count.
static Result change(const Scope *scope, const Term *term)
{
    Str object = scope->env->project->template->wording.last_year;
    Trace *cells = ARENA_NEW(scope->env->arena, Trace);
    Result now = number_part(scope, term, 0), before = base_part(scope, term, cells), result;

    if (now.value.kind != VALUE_NUMBER || before.value.kind != VALUE_NUMBER)
        return result_none();
    if (term->part_count > 2) {
        Result words = term_evaluate(scope, term->parts[2]);

        if (words.value.kind == VALUE_NONE)
            return result_none();
        if (words.value.kind != VALUE_TEXT || words.comparison.given) {
            scope_report(scope, SEVERITY_ERROR, "figure-type", part_span(term, 2),
                         str_of(figure_functions[term->function].usage), "%s", _("a text is wanted here"));
            return result_none();
        }
        object = words.value.text;
    }
    result = result_subtract(scope, term->span, now, before);
    if (result.value.kind == VALUE_NONE || !results_unify(scope, term->span, &now, &before))
        return result_none();
    result.value.kind = VALUE_TEXT;
    result.comparison = (Comparison){
        true, term->function == FUNCTION_CHANGE_RATE, object, before.value.number, before.value.printed,
        cells};
    return result;
}

// 大于, 小于, 等于, as the numbers print: what reads the same is the same.
static Result compare(const Scope *scope, const Term *term)
{
    Result result = difference(scope, term);
    int sign;

    if (result.value.kind == VALUE_NONE)
        return result;
    sign = result_sign(scope, &result);
    return result_text(str_of(sign > 0 ? SAYS_GREATER : sign < 0 ? SAYS_LESS : SAYS_EQUAL));
}

// ---- ratios

// The words for a ratio of nothing: the author's, else, where it is of last year, the template's, which say
// that there was nothing: not of a base below zero.
static Result no_base(const Scope *scope, const Term *term, bool zero, const Trace *cells)
{
    const Wording *wording = &scope->env->project->template->wording;
    const char *rule = zero ? "figure-zero-base" : "figure-negative-base";
    Str written;

    if (term->part_count > 2)
        return term_evaluate(scope, term->parts[2]);
    if (zero && term->function == FUNCTION_GROWTH && wording->zero_base.n)
        return result_text(wording->zero_base);
    written = str_slice(scope->source ? scope->source->text : (Str){0},
                        scope->source ? scope->offset + part_span(term, 1).at : 0,
                        scope->source ? scope->offset + part_span(term, 1).at + part_span(term, 1).n : 0);
    scope_report(scope, SEVERITY_ERROR, rule, part_span(term, 1),
                 str_of(figure_functions[term->function].usage),
                 zero ? _("%s against zero: “%.*s” is 0")
                      : _("%s against a negative base says nothing: “%.*s” is below 0"),
                 figure_functions[term->function].name, STR_ARG(written));
    trace_note(scope, rule, cells);
    return result_none();
}

static Result ratio(const Scope *scope, const Term *term)
{
    Trace cells = {0};
    Result part = number_part(scope, term, 0), whole = base_part(scope, term, &cells);
    int sign;

    if (part.value.kind == VALUE_NONE || whole.value.kind == VALUE_NONE ||
        !results_unify(scope, term->span, &part, &whole))
        return result_none();
    sign = mpq_sgn(whole.value.number);
    // A part of what is below zero is a share all the same: both may be deficits.
    if (sign == 0 || (sign < 0 && term->function != FUNCTION_SHARE))
        return no_base(scope, term, sign == 0, &cells);
    if (term->function == FUNCTION_GROWTH)
        part = result_subtract(scope, term->span, part, whole);
    return result_ratio(scope, part, whole);
}

// ---- the others

static Result absolute(const Scope *scope, const Term *term)
{
    Result part = number_part(scope, term, 0);
    bool negative = part.value.kind == VALUE_NUMBER && mpq_sgn(part.value.number) < 0;

    part.format = (Format){0};
    return negative ? result_negate(scope, part) : part;
}

#define MOST_PLACES 20

static Result rounded_part(const Scope *scope, const Term *term)
{
    Result part, places;
    mpq_t rounded;
    int decimals;

    if (!two_numbers(scope, term, &part, &places))
        return result_none();
    if (places.value.unit.kind != UNIT_NONE || mpq_sgn(places.value.number) < 0 ||
        mpq_cmp_ui(places.value.number, MOST_PLACES, 1) > 0 || number_decimals(places.value.number, 0) != 0) {
        scope_report(scope, SEVERITY_ERROR, "figure-type", part_span(term, 1), (Str){0},
                     _("a whole number from 0 to %d is wanted here"), MOST_PLACES);
        return result_none();
    }
    decimals = (int)mpz_get_si(mpq_numref(places.value.number));
    // A ratio's places are those of its hundredths, as it prints.
    mpq_init(rounded);
    number_round(rounded, part.value.number, decimals + (part.value.ratio ? 2 : 0));
    part.value.number = number_freeze(scope->env->arena, rounded);
    number_round(rounded, part.value.printed, decimals + (part.value.ratio ? 2 : 0));
    part.value.printed = number_freeze(scope->env->arena, rounded);
    mpq_clear(rounded);
    part.value.decimals = decimals;
    part.format = (Format){.given = part.value.ratio, .decimals = decimals, .percent = part.value.ratio};
    return part;
}

static Result choose(const Scope *scope, const Term *term)
{
    Result condition = term_evaluate(scope, term->parts[0]);

    if (condition.value.kind == VALUE_NONE)
        return result_none();
    if (condition.value.kind != VALUE_TRUTH) {
        scope_report(scope, SEVERITY_ERROR, "figure-type", part_span(term, 0),
                     str_of(figure_functions[FUNCTION_IF].usage), "%s", _("a condition is wanted here"));
        return result_none();
    }
    return term_evaluate(scope, term->parts[condition.value.truth ? 1 : 2]);
}

// ---- 单位合计

// Whether a unit is of one of the kinds that are asked for; *known false where it does not say its own.
static bool is_asked(const Scope *scope, const Term *term, const Project *unit, bool *known)
{
    bool asked = term->part_count == 1;

    *known = asked || unit->unit_kind.n > 0;
    for (size_t i = 1; i < term->part_count; i++) {
        Result kind = term_evaluate(scope, term->parts[i]);

        asked = asked || (kind.value.kind == VALUE_TEXT && str_equal(kind.value.text, unit->unit_kind));
    }
    return asked;
}

// The sum over a department's units, of some kinds or of all.
static Result sum_units(const Scope *scope, const Term *term)
{
    const Project *project = scope->env->project;
    Result total = result_number(scope, 0);
    bool first = true;

    for (size_t u = 0; u < project->unit_count; u++) {
        const Project *unit = project->units[u];
        Scope of_unit = *scope;
        bool known;
        Result part;

        if (!is_asked(scope, term, unit, &known)) {
            if (known)
                continue;
            scope_report(scope, SEVERITY_ERROR, "figure-unknown-name", term->span,
                         str_of(_("add `unit-kind: 行政` (or 参公, 事业) to the unit's gongkai.yaml")),
                         _("the unit “%.*s” does not say which kind it is"), STR_ARG(unit->department));
            return result_none();
        }
        of_unit.env = scope_unit_env(scope, u);
        of_unit.env->arena = scope->env->arena;
        part = term_evaluate(&of_unit, term->parts[0]);
        of_unit.env->arena = of_unit.env->home;
        if (!result_is_number(scope, part_span(term, 0), &part))
            return result_none();
        total = first ? part : result_add(scope, part_span(term, 0), total, part);
        first = false;
    }
    total.computed = true;
    if (!project->units_whole || project->unit_count == 0) {
        scope_report(scope, SEVERITY_ERROR, "figure-unknown-name", term->span, (Str){0}, "%s",
                     _("the project names no units, or not all of them can be read"));
        return result_none();
    }
    return total;
}

Result call_evaluate(const Scope *scope, const Term *term)
{
    switch (term->function) {
    case FUNCTION_SUM:
        return sum(scope, term);
    case FUNCTION_DIFFERENCE:
        return difference(scope, term);
    case FUNCTION_CHANGE:
    case FUNCTION_CHANGE_RATE:
        return change(scope, term);
    case FUNCTION_COMPARE:
        return compare(scope, term);
    case FUNCTION_LIST:
        return list_names(scope, term);
    case FUNCTION_GROWTH:
    case FUNCTION_SHARE:
    case FUNCTION_COMPLETION:
        return ratio(scope, term);
    case FUNCTION_ABSOLUTE:
        return absolute(scope, term);
    case FUNCTION_ROUND:
        return rounded_part(scope, term);
    case FUNCTION_IF:
        return choose(scope, term);
    case FUNCTION_UNITS:
        return sum_units(scope, term);
    case FUNCTION_COUNT:
        break;
    }
    return result_none();
}

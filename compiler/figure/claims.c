// Claims: comparisons that must hold, of stored values and of printed ones, and what shows a failed one.
#include <assert.h>

#include "figure/internal-figure.h"

// What a side prints where no cell says how many decimals.
#define MOST_SHOWN_DECIMALS 6

struct Claim {
    Expressed expression;
    const Term *term;
};

static const char *const relations[] = {
    [OPERATOR_EQUAL] = "=",       [OPERATOR_UNEQUAL] = "<>", [OPERATOR_LESS] = "<",
    [OPERATOR_LESS_EQUAL] = "<=", [OPERATOR_GREATER] = ">",  [OPERATOR_GREATER_EQUAL] = ">=",
};

static Scope claim_scope(FigureEnv *env, const Claim *claim, const RuleContext *context, Trace *trace)
{
    return (Scope){.env = env,
                   .source = claim->expression.source,
                   .offset = claim->expression.offset,
                   .row = context->row,
                   .rule = context,
                   .trace = trace};
}

const Claim *figure_claim(FigureEnv *env, Expressed expression)
{
    Claim *claim = ARENA_NEW(env->home, Claim);
    RuleContext nothing = {.list = -1, .column = -1};
    Scope scope;
    Expression parsed;

    claim->expression = expression;
    scope = claim_scope(env, claim, &nothing, NULL);
    parsed = expression_parse(&scope, expression.text);
    claim->term = parsed.term;
    return parsed.term ? claim : NULL;
}

// ---- what is shown

static Str amount_shown(Arena *arena, const Value *value, Number number)
{
    NumberFormat format = {.keep_zeros = true};
    mpq_t hundredths;
    Str text;

    mpq_init(hundredths);
    mpq_set_ui(hundredths, value->ratio ? 100 : 1, 1);
    mpq_mul(hundredths, hundredths, number);
    format.decimals = number_decimals(hundredths, MOST_SHOWN_DECIMALS);
    if (format.decimals < 0)
        format.decimals = MOST_SHOWN_DECIMALS;
    if (!value->ratio && value->decimals > format.decimals)
        format.decimals = value->decimals;
    text = number_format(arena, hundredths, format);
    mpq_clear(hundredths);
    if (value->ratio)
        return str_print(arena, "%.*s%%", STR_ARG(text));
    return str_print(arena, "%.*s%.*s", STR_ARG(text), STR_ARG(value->unit.name));
}

Str figure_item_name(Arena *arena, const TraceItem *item)
{
    if (item->fact)
        return str_print(arena, "%s%.*s", year_prefix(item->year), STR_ARG(item->fact->name));
    return cell_described(arena, item->year, item->cell);
}

static bool is_single(const Term *term)
{
    return term->kind == TERM_CELL || term->kind == TERM_MEANT || term->kind == TERM_ROW ||
           term->kind == TERM_OTHER;
}

// Cells added and taken away, each by its name; empty where some part is no cell.
static Str chain_name(Arena *arena, const Term *term, const ClaimSide *side)
{
    StrBuf names = {.arena = arena};

    if (term->kind != TERM_CHAIN || side->trace_count != term->part_count)
        return (Str){0};
    for (size_t i = 0; i < term->part_count; i++) {
        Operator how = i ? term->operators[i - 1] : OPERATOR_ADD;

        if (!is_single(term->parts[i]) || (how != OPERATOR_ADD && how != OPERATOR_SUBTRACT))
            return (Str){0};
        if (i)
            buf_add(&names, str_of(how == OPERATOR_ADD ? " + " : " - "));
        buf_add(&names, figure_item_name(arena, &side->trace[i]));
    }
    return buf_str(&names);
}

static Str side_name(Arena *arena, const Claim *claim, const Term *term, const ClaimSide *side)
{
    Str text = claim->expression.text, chain = chain_name(arena, term, side);

    if (is_single(term) && side->trace_count == 1)
        return figure_item_name(arena, &side->trace[0]);
    if (chain.n)
        return chain;
    if (term->kind == TERM_CALL && term->function == FUNCTION_SUM)
        return str_print(arena,
                         dngettext(GONGKAI_DOMAIN, "the sum of %zu cell", "the sum of %zu cells",
                                   (unsigned long)side->trace_count),
                         side->trace_count);
    return str_slice(text, term->span.at, term->span.at + term->span.n);
}

// ---- comparisons

typedef struct Compared {
    Result left, right;
    Operator how;
    bool stored, printed; // which hold
    bool numbers;
} Compared;

static bool relation_holds(Operator how, Number left, Number right)
{
    return comparison_holds(how, mpq_cmp(left, right));
}

static ClaimOutcome compare_numbers(const Scope *scope, Span span, Compared *compared)
{
    if (!results_unify(scope, span, &compared->left, &compared->right))
        return CLAIM_UNKNOWN;
    compared->stored =
        relation_holds(compared->how, compared->left.value.number, compared->right.value.number);
    // A ratio is rounded once, where it is written: what the printed amounts would give is not its value.
    compared->printed =
        compared->left.value.ratio || compared->right.value.ratio ||
        relation_holds(compared->how, compared->left.value.printed, compared->right.value.printed);
    return compared->stored && compared->printed ? CLAIM_HOLDS : CLAIM_FAILS;
}

// Each side in a scope of its own, which differ in the trace that they keep.
static ClaimOutcome compare(const Scope *scope, const Scope *of_right, const Term *term, Compared *compared)
{
    Result truth;

    *compared = (Compared){.left = term_evaluate(scope, term->parts[0]),
                           .right = term_evaluate(of_right, term->parts[1]),
                           .how = term->operators[0]};
    compared->numbers =
        compared->left.value.kind == VALUE_NUMBER && compared->right.value.kind == VALUE_NUMBER;
    if (compared->numbers)
        return compare_numbers(scope, term->span, compared);
    truth = result_compare(scope, term->span, compared->how, compared->left, compared->right);
    if (truth.value.kind == VALUE_NONE)
        return CLAIM_UNKNOWN;
    return truth.value.truth ? CLAIM_HOLDS : CLAIM_FAILS;
}

// Adds half a unit of a cell's last decimal, in the unit of the comparison.
static void add_half(Arena *arena, mpq_ptr sum, CellRef cell, int decimals, Unit unit)
{
    Unit own = table_cell_unit(cell);
    mpq_t half;

    mpq_init(half);
    mpq_set_ui(half, 1, 2);
    for (; decimals > 0; decimals--)
        mpz_mul_ui(mpq_denref(half), mpq_denref(half), 10);
    mpq_canonicalize(half);
    if (own.kind == UNIT_MONEY && unit.kind == UNIT_MONEY)
        mpq_add(sum, sum, unit_convert(arena, number_freeze(arena, half), own, unit));
    else
        mpq_add(sum, sum, half);
    mpq_clear(half);
}

// What rounding each cell to its printed decimals may come to.
static void add_rounding(Arena *arena, mpq_ptr sum, const Trace *trace, Unit unit)
{
    for (size_t i = 0; i < trace->n; i++)
        if (!trace->at[i].fact)
            add_half(arena, sum, trace->at[i].cell, table_decimals(trace->at[i].cell), unit);
}

static bool is_within(Number a, Number b, mpq_srcptr most)
{
    mpq_t difference;
    bool within;

    mpq_init(difference);
    mpq_sub(difference, a, b);
    mpq_abs(difference, difference);
    within = mpq_cmp(difference, most) <= 0;
    mpq_clear(difference);
    return within;
}

// Stored values hold, and the printed ones are off by no more than rounding explains.
static bool is_rounding(Arena *arena, const Compared *compared, const Trace *left, const Trace *right)
{
    mpq_t most;
    bool within;

    if (!compared->stored)
        return false;
    mpq_init(most);
    add_rounding(arena, most, left, compared->left.value.unit);
    add_rounding(arena, most, right, compared->left.value.unit);
    within = is_within(compared->left.value.printed, compared->right.value.printed, most);
    mpq_clear(most);
    return within;
}

static void show_difference(Arena *arena, const Compared *compared, ClaimResult *result)
{
    bool printed = compared->stored;
    const Value *left = &compared->left.value, *right = &compared->right.value;
    Value shown = *left;
    mpq_t difference;

    if (right->decimals > shown.decimals)
        shown.decimals = right->decimals;
    mpq_init(difference);
    mpq_sub(difference, printed ? left->printed : left->number, printed ? right->printed : right->number);
    result->less = mpq_sgn(difference) < 0;
    mpq_abs(difference, difference);
    result->difference = amount_shown(arena, &shown, difference);
    result->left.number = left->number;
    result->right.number = right->number;
    result->left.value = amount_shown(arena, left, printed ? left->printed : left->number);
    result->right.value = amount_shown(arena, right, printed ? right->printed : right->number);
    mpq_clear(difference);
}

static void show_numbers(FigureEnv *env, const Compared *compared, const Trace *left, const Trace *right,
                         ClaimResult *result)
{
    result->compared = true;
    if (is_rounding(env->arena, compared, left, right))
        result->outcome = CLAIM_ROUNDED;
    show_difference(env->arena, compared, result);
}

// The same again, with what it was made from kept for the report.
static ClaimResult show_compared(FigureEnv *env, const Claim *claim, const Term *term,
                                 const RuleContext *context)
{
    Trace left = {0}, right = {0};
    Scope of_left = claim_scope(env, claim, context, &left);
    Scope of_right = claim_scope(env, claim, context, &right);
    ClaimResult result = {.outcome = CLAIM_FAILS, .relation = relations[term->operators[0]]};
    Compared compared;

    compare(&of_left, &of_right, term, &compared);
    result.left = (ClaimSide){.trace = left.at, .trace_count = left.n};
    result.right = (ClaimSide){.trace = right.at, .trace_count = right.n};
    result.left.shown = side_name(env->arena, claim, term->parts[0], &result.left);
    result.right.shown = side_name(env->arena, claim, term->parts[1], &result.right);
    if (compared.numbers)
        show_numbers(env, &compared, &left, &right, &result);
    return result;
}

static bool is_comparison(const Term *term)
{
    return term->kind == TERM_CHAIN && term->operators[0] >= OPERATOR_EQUAL &&
           term->operators[0] <= OPERATOR_GREATER_EQUAL;
}

static ClaimResult hold_truth(FigureEnv *env, const Claim *claim, const Term *term,
                              const RuleContext *context)
{
    Trace trace = {0};
    Scope scope = claim_scope(env, claim, context, &trace);
    Result truth = term_evaluate(&scope, term);
    ClaimResult result = {.outcome = CLAIM_UNKNOWN};

    if (truth.value.kind == VALUE_NONE)
        return result;
    if (truth.value.kind != VALUE_TRUTH) {
        scope_report(&scope, SEVERITY_ERROR, "figure-type", term->span,
                     str_of(_("compare two values: 表[行, 列] = 0")), "%s", _("this is no condition"));
        return result;
    }
    result.outcome = truth.value.truth ? CLAIM_HOLDS : CLAIM_FAILS;
    if (!truth.value.truth) {
        result.left.shown = str_slice(claim->expression.text, term->span.at, term->span.at + term->span.n);
        result.left.trace = trace.at;
        result.left.trace_count = trace.n;
    }
    return result;
}

static ClaimResult hold_term(FigureEnv *env, const Claim *claim, const Term *term, const RuleContext *context,
                             Arena *scratch)
{
    Scope scope = claim_scope(env, claim, context, NULL);
    ClaimResult result = {0};
    Compared compared;

    if (!is_comparison(term))
        return hold_truth(env, claim, term, context);
    assert(env->arena == env->home); // nothing is being evaluated
    env->arena = scratch;
    result.outcome = compare(&scope, &scope, term, &compared);
    env->arena = env->home;
    return result.outcome == CLAIM_FAILS ? show_compared(env, claim, term, context) : result;
}

ClaimResult figure_hold(FigureEnv *env, const Claim *claim, RuleContext context, Arena *scratch)
{
    const Term *term = claim->term;
    bool joined = term->kind == TERM_CHAIN && term->operators[0] == OPERATOR_AND;
    ClaimResult result = {.outcome = CLAIM_HOLDS};

    if (!joined)
        return hold_term(env, claim, term, &context, scratch);
    for (size_t i = 0; i < term->part_count && result.outcome == CLAIM_HOLDS; i++)
        result = hold_term(env, claim, term->parts[i], &context, scratch);
    return result;
}

// ---- sums of cells

static Result sum_cells(const Scope *scope, const FigureCells *cells, Unit unit)
{
    Result sum = result_number(scope, 0);

    sum.value.unit = unit;
    sum.value.decimals = 0;
    for (size_t i = 0; i < cells->n; i++) {
        Result cell = cell_result(scope, YEAR_THIS, cells->at[i]);

        sum = i ? result_add(scope, (Span){0}, sum, cell) : cell;
    }
    return sum;
}

// What the files' own rounding may come to: a total is at its file's last decimal what the addends come to,
// and an addend whose file has a larger unit (万元) than the total's (元) was rounded to that.
static bool files_rounded(Arena *arena, const Compared *compared, const FigureCells *total,
                          const FigureCells *addends)
{
    Unit unit = compared->left.value.unit;
    mpq_t most;
    bool within;

    mpq_init(most);
    for (size_t side = 0; side < 2; side++) {
        const FigureCells *cells = side ? addends : total;

        for (size_t i = 0; i < cells->n; i++) {
            CellRef cell = cells->at[i];
            int own = table_cell(cell)->decimals, printed = table_decimals(cell);

            if (side == 0 || (total->n && cell.table->file_unit.power > total->at[0].table->file_unit.power))
                add_half(arena, most, cell, own > printed ? own : printed, unit);
        }
    }
    within = is_within(compared->left.value.number, compared->right.value.number, most);
    mpq_clear(most);
    return within;
}

// In the env's arena; the traces are kept.
static ClaimResult compare_sums(FigureEnv *env, const FigureCells *total, const FigureCells *addends)
{
    RuleContext nothing = {.list = -1, .column = -1};
    Claim none = {.term = NULL};
    Trace left = {0}, right = {0};
    Scope of_left = claim_scope(env, &none, &nothing, &left);
    Scope of_right = claim_scope(env, &none, &nothing, &right);
    Unit unit = table_column(total->n ? total->at[0] : addends->at[0])->unit;
    Compared compared = {.left = sum_cells(&of_left, total, unit),
                         .right = sum_cells(&of_right, addends, unit),
                         .how = OPERATOR_EQUAL,
                         .numbers = true};
    ClaimResult result = {.outcome = compare_numbers(&of_left, (Span){0}, &compared),
                          .relation = relations[OPERATOR_EQUAL]};

    result.left = (ClaimSide){.trace = left.at, .trace_count = left.n};
    result.right = (ClaimSide){.trace = right.at, .trace_count = right.n};
    if (result.outcome != CLAIM_UNKNOWN && !compared.stored &&
        files_rounded(env->arena, &compared, total, addends)) {
        compared.stored = true;
        result.outcome = compared.printed ? CLAIM_HOLDS : CLAIM_FAILS;
    }
    if (result.outcome == CLAIM_FAILS)
        show_numbers(env, &compared, &left, &right, &result);
    return result;
}

ClaimResult figure_hold_sum(FigureEnv *env, FigureCells total, FigureCells addends, Arena *scratch)
{
    ClaimResult result;

    assert(total.n + addends.n > 0 && env->arena == env->home);
    env->arena = scratch;
    result = compare_sums(env, &total, &addends);
    env->arena = env->home;
    return result.outcome == CLAIM_FAILS || result.outcome == CLAIM_ROUNDED
               ? compare_sums(env, &total, &addends)
               : result;
}

bool figure_claim_reads(FigureEnv *env, const Claim *claim, RuleContext context, ClaimResult *result)
{
    const Term *term = claim->term;
    Trace left = {0}, right = {0};
    Scope of_left = claim_scope(env, claim, &context, &left);
    Scope of_right = claim_scope(env, claim, &context, &right);
    Compared compared;
    bool read;

    *result = (ClaimResult){.relation = is_comparison(term) ? relations[term->operators[0]] : NULL};
    if (result->relation)
        read = compare(&of_left, &of_right, term, &compared) != CLAIM_UNKNOWN;
    else
        read = term_evaluate(&of_left, term).value.kind != VALUE_NONE;
    result->left.trace = left.at;
    result->left.trace_count = left.n;
    result->right.trace = right.at;
    result->right.trace_count = right.n;
    return read;
}

bool figure_applies(FigureEnv *env, const Claim *claim, RuleContext context, Arena *scratch, bool *ok)
{
    Scope scope = claim_scope(env, claim, &context, NULL);
    Result truth;

    assert(env->arena == env->home);
    env->arena = scratch;
    truth = term_evaluate(&scope, claim->term);
    env->arena = env->home;
    *ok = truth.value.kind == VALUE_TRUTH;
    if (!*ok && truth.value.kind != VALUE_NONE)
        scope_report(&scope, SEVERITY_ERROR, "figure-type", claim->term->span,
                     str_of(_("compare two values: 表[行, 列] = 0")), "%s", _("this is no condition"));
    return *ok && truth.value.truth;
}

// The name of the table that a cell is of.
static Str table_meant(const FigureEnv *env, const Term *term)
{
    size_t n;
    const Meaning *meaning =
        term->kind == TERM_MEANT ? template_meanings(env->project->template, term->name, &n) : NULL;

    return meaning ? env->project->template->tables[meaning->table - 1].name : term->name;
}

// Recursion is no deeper than what the parser lets through.
static bool lacks_file(const FigureEnv *env, const Term *term)
{
    const Table *table;

    if ((term->kind == TERM_CELL || term->kind == TERM_MEANT) && term->year == YEAR_THIS) {
        table = book_find(&env->project->book, table_meant(env, term));
        if (table && (table->file.n == 0 || table->unfilled))
            return true;
    }
    for (size_t i = 0; i < term->part_count; i++)
        if (lacks_file(env, term->parts[i]))
            return true;
    return false;
}

bool figure_claim_lacks(FigureEnv *env, const Claim *claim)
{
    return lacks_file(env, claim->term);
}

// ---- what rules are about

const Table *figure_table(FigureEnv *env, Str name, const Source *source, size_t offset, int *list)
{
    Scope scope = {.env = env, .source = source, .offset = offset};
    const Term *term = table_reference_parse(&scope, name);
    Term cell;
    const Table *table;

    if (term && term->kind == TERM_MEANT) {
        size_t shared;

        if (template_meanings(env->project->template, term->name, &shared) && shared > 1) {
            scope_report(&scope, SEVERITY_ERROR, "figure-ambiguous", term->span, str_of(_("write 表.列表")),
                         _("several lists have “%.*s”"), STR_ARG(term->name));
            return NULL;
        }
        term = meant_cell(&scope, term, YEAR_THIS, &cell) ? &cell : NULL;
    }
    table = term ? table_lookup(&scope, term, YEAR_THIS) : NULL;
    if (!table || !list_lookup(&scope, term, table, YEAR_THIS, list))
        return NULL;
    return table;
}

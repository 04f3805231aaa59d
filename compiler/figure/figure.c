// The public face of the folder: an expression in its place to a Figure.
#include "figure/keywords.h"

// ---- named figures

// Where a named figure's name is written, before its expression on the same line.
static Span key_span(const Project *project, const NamedFigure *figure)
{
    const Source *source = project->manifest;
    size_t start = figure->offset;
    ptrdiff_t at;

    while (start > 0 && source->text.at[start - 1] != '\n')
        start--;
    at = str_find(str_slice(source->text, start, figure->offset), figure->name, 0);
    if (at < 0)
        return (Span){figure->offset, figure->expression.n};
    return (Span){start + (size_t)at, figure->name.n};
}

void figure_check_names(FigureEnv *env)
{
    for (size_t i = 0; i < env->project->figure_count; i++) {
        const NamedFigure *figure = &env->project->figures[i];
        Scope scope = {.env = env, .source = env->project->manifest, .offset = figure->offset};
        const char *fault = named_fault(figure->name);

        if (fault) {
            Span key = key_span(env->project, figure);

            diag_report(env->diag, SEVERITY_ERROR, "figure-name",
                        source_place(env->project->manifest, key.at, key.n),
                        str_of(_("give it a name of letters and digits, such as 收入合计")),
                        _("the figure's name “%.*s” cannot be told from an expression: %s"),
                        STR_ARG(figure->name), fault);
        }
        named_result(env, YEAR_THIS, i, &scope, (Span){0, 0});
    }
}

// ---- what stands around a figure

static Str without_end(Str text, Str end)
{
    return str_ends(text, end) ? str_slice(text, 0, text.n - end.n) : text;
}

// Whether a text ends by comparing with a thing: 比上年.
static bool ends_compared(const WordList *lists, Str text, Str thing)
{
    return str_ends(text, thing) &&
           words_end(lists[WORDS_COMPARED_THAN], str_slice(text, 0, text.n - thing.n)) > 0;
}

// Whether the sentence has named what a whole comparison names again: 比上年, 较上年, 与上年相比，
static bool names_object(const Scope *scope, Str before, Str object)
{
    const WordList *lists = scope->env->project->template->words->lists;
    WordList last = lists[WORDS_COMPARED_LAST];
    Str year = str_print(scope->env->arena, "%d年", scope->env->project->year - 1);

    before = str_trim(before);
    before = str_trim(without_end(without_end(before, STR("，")), STR(",")));
    if (words_end(lists[WORDS_COMPARED_SAID], before) || ends_compared(lists, before, object) ||
        ends_compared(lists, without_end(before, STR("度")), year))
        return true;
    for (size_t i = 0; i < last.n; i++)
        if (ends_compared(lists, before, last.at[i]))
            return true;
    return false;
}

static void check_doubled(const Scope *scope, Span span, const Result *result, Str before)
{
    Str object = result->comparison.object;

    if (!result->comparison.given || object.n == 0 || !names_object(scope, before, object))
        return;
    scope_report(scope, SEVERITY_ERROR, "change-doubled", span,
                 str_of(_("delete these words, or give “” as the third value of 变动")),
                 _("the comparison prints “比%.*s” itself, and the sentence has said it"), STR_ARG(object));
}

static bool unit_fault(const Scope *scope, Span span, Unit own, Unit written, const char *hint)
{
    scope_report(scope, SEVERITY_ERROR, "figure-unit", span, str_of(hint),
                 _("the figure is in %.*s, not in %.*s"), STR_ARG(unit_described(own)),
                 STR_ARG(written.name));
    return false;
}

static bool starts_with_percent(Str text)
{
    return str_starts(text, STR("%")) || str_starts(text, STR("％"));
}

// The unit that the author writes after a figure is the figure's own.
static bool check_unit(const Scope *scope, Span span, const Result *result, Str after)
{
    Unit own = result->value.unit;
    size_t length;
    Unit written = unit_money_at(after, &length);
    Arena *arena = scope->env->arena;

    if (result->comparison.given) {
        if (written.kind != UNIT_MONEY)
            return true;
        scope_report(scope, SEVERITY_ERROR, "figure-unit", span, str_of(_("delete the unit after it")), "%s",
                     _("the comparison prints its unit itself"));
        return false;
    }
    if (result->value.kind != VALUE_NUMBER)
        return true;
    if ((result->value.ratio || result->format.percent) && starts_with_percent(str_trim(after))) {
        scope_report(scope, SEVERITY_ERROR, "figure-unit", span,
                     str_of(/* xgettext:no-c-format */ _("delete the % after it")), "%s",
                     /* xgettext:no-c-format */ _("a ratio prints its % itself"));
        return false;
    }
    if (written.kind == UNIT_MONEY) {
        // A number typed as one, and 0, are in whatever unit follows.
        if (unit_equal(own, written) ||
            (own.kind == UNIT_NONE && (!result->derived || mpq_sgn(result->value.number) == 0)))
            return true;
        if (own.kind == UNIT_NONE)
            return unit_fault(scope, span, own, written,
                              _("it is no amount of money: a ratio, a count or a year"));
        return unit_fault(
            scope, span, own, written,
            own.kind == UNIT_MONEY
                ? str_c(arena, str_print(arena, _("write `| %.*s` to convert it"), STR_ARG(written.name)))
                : "");
    }
    // Counters are known from 其他数据; other words after a number are no units.
    if (own.kind != UNIT_COUNTER)
        return true;
    written = counter_at(scope->env->project, str_trim(after), &length);
    if (written.kind == UNIT_NONE || unit_equal(own, written) || str_starts(str_trim(after), own.name))
        return true;
    return unit_fault(scope, span, own, written, "");
}

// ---- figures and conditions

static Result evaluate_whole(const Scope *scope, Str text)
{
    Expression expression = expression_parse(scope, text);
    Result result;

    if (!expression.term)
        return result_none();
    result = term_evaluate(scope, expression.term);
    if (!format_apply(scope, (Span){0, text.n}, expression.format, &result))
        return result_none();
    return result;
}

static Scope scope_of(FigureEnv *env, FigureContext context, Trace *trace)
{
    return (Scope){
        .env = env, .source = context.source, .offset = context.offset, .row = context.row, .trace = trace};
}

const Figure *figure_evaluate(FigureEnv *env, Str expression, FigureContext context)
{
    Figure *figure = ARENA_NEW(env->arena, Figure);
    Trace trace = {0};
    Scope scope = scope_of(env, context, &trace);
    Span whole = {0, expression.n};
    Result result = evaluate_whole(&scope, expression);

    Str text;

    figure->expression = expression;
    figure->source = context.source;
    figure->offset = context.offset;
    figure->row = context.row;
    figure->text = env->project->template->wording.unavailable;
    figure->phrase = result.comparison.given;
    if (result_print(&scope, whole, &result, &text) && check_unit(&scope, whole, &result, context.after)) {
        check_doubled(&scope, whole, &result, context.before);
        figure->value = result.value;
        figure->text = text;
        if (figure->phrase)
            figure->value.text = text;
    }
    figure->trace = trace.at;
    figure->trace_count = trace.n;
    return figure;
}

bool figure_condition(FigureEnv *env, Str expression, FigureContext context, bool *ok)
{
    Trace trace = {0};
    Scope scope = scope_of(env, context, &trace);
    Result result = evaluate_whole(&scope, expression);

    *ok = result.value.kind == VALUE_TRUTH;
    if (!*ok && result.value.kind != VALUE_NONE)
        scope_report(&scope, SEVERITY_ERROR, "figure-type", (Span){0, expression.n},
                     str_of(_("compare two values: 表[行, 列] = 0")), "%s", _("this is no condition"));
    return *ok && result.value.truth;
}

// ---- the rows of `each`

int figure_level_bits(Str level)
{
    int bits = 0;

    for (size_t i = 0; i < level.n;) {
        Str rest = str_slice(level, i, level.n);
        size_t before = i;
        uint32_t code = utf8_next(level, &i);

        if (code == ',' || code == 0xFF0C || code == 0x3001 || char_is_blank(code)) // ， 、
            continue;
        for (int k = 0; k < FIGURE_LEVELS; k++) {
            if (str_starts(rest, str_of(figure_levels[k]))) {
                bits |= 1 << k;
                i = before + str_of(figure_levels[k]).n;
                before = i;
            }
        }
        if (before != i)
            return -1;
    }
    return bits;
}

static bool is_printed(const Table *table, int list, int row, int bits)
{
    const Row *one = &table->lists[list].rows[row];

    if (one->kind != ROW_ITEM || row_is_zero(table, list, row))
        return false;
    return bits == 0 || (one->level < 3 && (bits & 1 << one->level));
}

// The list of `each`: the one named, or the table's only one; -1 after reporting.
static int each_list(const Scope *scope, const Term *term, const Table *table)
{
    Arena *arena = scope->env->arena;
    Names known = {0};
    int list;

    if (!list_lookup(scope, term, table, YEAR_THIS, &list))
        return -1;
    if (list >= 0 || table->spec->list_count == 1)
        return list < 0 ? 0 : list;
    for (size_t i = 0; i < table->spec->list_count; i++)
        *vec_push(arena, &known) =
            str_print(arena, "%.*s.%.*s", STR_ARG(table->spec->name), STR_ARG(table->spec->lists[i].name));
    scope_report(scope, SEVERITY_ERROR, "figure-ambiguous", term->name_span,
                 str_print(arena, _("write one of %.*s"), STR_ARG(join_candidates(arena, known.at, known.n))),
                 _("%.*s has several lists"), STR_ARG(table->spec->name));
    return -1;
}

bool figure_rows(FigureEnv *env, Str table, Str level, FigureContext context, RowContext **rows, size_t *n)
{
    Trace trace = {0};
    Scope scope = scope_of(env, context, &trace);
    int bits = figure_level_bits(level), list;
    VEC(RowContext) found = {0};
    const Term *term = table_reference_parse(&scope, table);
    const Table *each;

    *rows = NULL;
    *n = 0;
    if (bits < 0) {
        scope_report(&scope, SEVERITY_ERROR, "figure-syntax", (Span){0, table.n},
                     str_of(_("write level=类, 款 or 项, or several with commas")), _("“%.*s” is no level"),
                     STR_ARG(level));
        return false;
    }
    if (!term || !(each = table_lookup(&scope, term, YEAR_THIS)))
        return false;
    list = each_list(&scope, term, each);
    if (list < 0)
        return false;
    for (int row = 0; row < (int)each->lists[list].row_count; row++) {
        RowContext one = {each, list, row, (int)found.n + 1};

        if (is_printed(each, list, row, bits))
            *(RowContext *)vec_push(env->arena, &found) = one;
    }
    *rows = found.at;
    *n = found.n;
    return true;
}

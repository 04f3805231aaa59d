// The two sides of a comparison, and what is said of them.
#include "office/internal-fill.h"

const Figure *fill_asked(const Compilation *made, Str expression, const RowContext *row)
{
    Diag *aside = diag_new(), *usual = figure_divert(made->env, aside);
    FigureContext context = {.source = made->project->manifest, .row = row};
    const Figure *figure = figure_evaluate(made->env, str_copy(made->arena, expression), context);

    figure_divert(made->env, usual);
    diag_free(aside);
    return figure;
}

// ---- comparisons

// The end of the argument that begins at byte `at`: a comma, or the bracket that closes.
static size_t argument_end(Str text, size_t at)
{
    int depth = 0;

    while (at < text.n) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);

        if (depth == 0 && char_is_in(code, ",，)）"))
            break;
        depth += char_is_in(code, "([{（［") ? 1 : 0;
        depth -= char_is_in(code, ")]}）］") ? 1 : 0;
        at = next;
    }
    return at;
}

bool fill_sides(Str expression, Str *now, Str *last)
{
    ptrdiff_t open = str_find_char(expression, '(', 0);
    size_t from, end;

    if (open < 0)
        open = str_find(expression, STR("（"), 0);
    if (open < 0)
        return false;
    from = (size_t)open;
    utf8_next(expression, &from);
    end = argument_end(expression, from);
    *now = str_trim(str_slice(expression, from, end));
    if (end >= expression.n)
        return false;
    utf8_next(expression, &end);
    from = end;
    *last = str_trim(str_slice(expression, from, argument_end(expression, from)));
    return now->n && last->n;
}

static Str number_shown(const Figure *figure)
{
    return figure->value.kind == VALUE_NUMBER ? figure->text : (Str){0};
}

static Str unit_shown(const Figure *figure)
{
    return figure->value.kind == VALUE_NUMBER ? figure->value.unit.name : (Str){0};
}

void fill_amount(FillMaking *making, FillItem *item, Str now, const RowContext *row)
{
    const Figure *figure = fill_asked(making->made, now, row);

    item->texts[FILL_NOW] = number_shown(figure);
    item->texts[FILL_UNIT] = unit_shown(figure);
}

void fill_amounts(FillMaking *making, FillItem *item, Str now, Str last, const RowContext *row)
{
    Arena *arena = making->arena;
    const Figure *b = fill_asked(making->made, last, row);
    const Figure *change =
        fill_asked(making->made, str_print(arena, "增减(%.*s, %.*s)", STR_ARG(now), STR_ARG(last)), row);
    const Figure *rate =
        fill_asked(making->made, str_print(arena, "增幅(%.*s, %.*s)", STR_ARG(now), STR_ARG(last)), row);

    fill_amount(making, item, now, row);
    item->texts[FILL_LAST] = number_shown(b);
    item->texts[FILL_CHANGE] = number_shown(change);
    item->texts[FILL_RATE] = number_shown(rate);
    if (change->value.kind == VALUE_NUMBER) {
        item->changed = mpq_sgn(change->value.number) != 0;
        item->more = mpq_sgn(change->value.number) > 0;
    }
    if (b->value.kind == VALUE_NUMBER && b->trace_count && b->trace[0].year == YEAR_BUDGET)
        making->budgets = true;
}

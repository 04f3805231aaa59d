// A formula that does not hold: both sides, the difference, and every cell by file and row.
#include "check/internal-check.h"

#define MOST_CELLS 100 // that are shown one by one

// Where the first cell of the left side stands, else of the right, else the rule.
static Place failure_place(const RuleSpec *rule, const ClaimResult *result)
{
    const ClaimSide *sides[] = {&result->left, &result->right};

    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < sides[s]->trace_count; i++) {
            const TraceItem *item = &sides[s]->trace[i];

            if (item->fact)
                return item->fact->place;
            if (item->cell.table->file.n)
                return table_cell_place(item->cell.table, table_cell(item->cell));
        }
    return rule->place;
}

static bool is_zero(const TraceItem *item)
{
    const Cell *cell;

    if (item->fact)
        return mpq_sgn(item->fact->value) == 0;
    cell = table_cell(item->cell);
    return cell->kind == CELL_BLANK || (cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) == 0);
}

static Str cell_value(Arena *arena, const TraceItem *item)
{
    const Cell *cell;

    if (item->fact)
        return number_format(arena, item->fact->value,
                             (NumberFormat){.decimals = item->fact->decimals, .keep_zeros = true});
    cell = table_cell(item->cell);
    if (cell->kind != CELL_AMOUNT)
        return cell->text;
    return number_format(arena, cell->stored, (NumberFormat){.decimals = cell->decimals, .keep_zeros = true});
}

void failure_notes(Check *check, const char *id, const ClaimSide *side)
{
    size_t zeros = 0, shown = 0;

    for (size_t i = 0; i < side->trace_count; i++) {
        const TraceItem *item = &side->trace[i];
        Place place =
            item->fact ? item->fact->place : table_cell_place(item->cell.table, table_cell(item->cell));

        place.text = (Str){0}; // where it stands is enough
        if (side->trace_count > 3 && is_zero(item)) {
            zeros++;
            continue;
        }
        if (++shown > MOST_CELLS)
            continue;
        if (is_zero(item) && !item->fact && table_cell(item->cell)->kind == CELL_BLANK)
            diag_report(check->diag, SEVERITY_NOTE, id, place, (Str){0}, _("%.*s is blank"),
                        STR_ARG(figure_item_name(check->arena, item)));
        else
            diag_report(check->diag, SEVERITY_NOTE, id, place, (Str){0}, _("%.*s is %.*s"),
                        STR_ARG(figure_item_name(check->arena, item)),
                        STR_ARG(cell_value(check->arena, item)));
    }
    if (zeros)
        diag_report(check->diag, SEVERITY_NOTE, id, (Place){0}, (Str){0},
                    dngettext(GONGKAI_DOMAIN, "and %zu cell that is blank or zero",
                              "and %zu cells that are blank or zero", (unsigned long)zeros),
                    zeros);
    if (shown > MOST_CELLS)
        diag_report(check->diag, SEVERITY_NOTE, id, (Place){0}, (Str){0},
                    dngettext(GONGKAI_DOMAIN, "and %zu more cell", "and %zu more cells",
                              (unsigned long)(shown - MOST_CELLS)),
                    shown - MOST_CELLS);
}

static void report_rounded(Check *check, const RuleSpec *rule, const ClaimResult *result)
{
    if (check->project->rounding_note)
        return;
    diag_report(check->diag, SEVERITY_WARNING, "rounding", failure_place(rule, result),
                str_of(_("say `rounding-note: true` in gongkai.yaml to print the sentence on 尾差")),
                _("%.*s: printed, %.*s is %.*s and %.*s is %.*s; rounding explains the difference of %.*s"),
                STR_ARG(rule->title), STR_ARG(result->left.shown), STR_ARG(result->left.value),
                STR_ARG(result->right.shown), STR_ARG(result->right.value), STR_ARG(result->difference));
}

// What the rule wants of the two sides.
static void report_compared(Check *check, const RuleSpec *rule, const ClaimResult *result, const char *id,
                            Place place)
{
    Severity severity = rule->warning ? SEVERITY_WARNING : SEVERITY_ERROR;
    Str title = rule->message.n ? rule->message : rule->title;
    bool equal = str_equal(str_of(result->relation), STR("="));

    if (equal)
        diag_report(check->diag, severity, id, place, (Str){0},
                    _("%.*s: %.*s is %.*s, but %.*s is %.*s; the difference is %s%.*s"), STR_ARG(title),
                    STR_ARG(result->left.shown), STR_ARG(result->left.value), STR_ARG(result->right.shown),
                    STR_ARG(result->right.value), result->less ? "-" : "", STR_ARG(result->difference));
    else
        diag_report(check->diag, severity, id, place, (Str){0},
                    _("%.*s: %.*s is %.*s and %.*s is %.*s, where %s is wanted; the difference is %s%.*s"),
                    STR_ARG(title), STR_ARG(result->left.shown), STR_ARG(result->left.value),
                    STR_ARG(result->right.shown), STR_ARG(result->right.value), result->relation,
                    result->less ? "-" : "", STR_ARG(result->difference));
}

void failure_report(Check *check, const RuleSpec *rule, const ClaimResult *result)
{
    const char *id = str_c(check->arena, rule->id);
    Place place = failure_place(rule, result);
    size_t before = diag_total(check->diag);
    bool told;

    if (result->outcome == CLAIM_ROUNDED) {
        report_rounded(check, rule, result);
        return;
    }
    if (unit_mistake_report(check, result, place, &told)) {
        if (!told)
            return;
        id = "unit-mistake";
    } else if (result->compared) {
        report_compared(check, rule, result, id, place);
    } else {
        Str title = rule->message.n ? rule->message : rule->title;
        Str both = result->left.shown;

        if (result->relation)
            both = str_print(check->arena, "%.*s %s %.*s", STR_ARG(result->left.shown), result->relation,
                             STR_ARG(result->right.shown));
        diag_report(check->diag, rule->warning ? SEVERITY_WARNING : SEVERITY_ERROR, id, place, (Str){0},
                    _("%.*s: this does not hold: %.*s"), STR_ARG(title), STR_ARG(both));
    }
    failure_notes(check, id, &result->left);
    failure_notes(check, id, &result->right);
    if (!str_equal(str_of(id), STR("unit-mistake")))
        causes_note(check, rule, result, before);
}

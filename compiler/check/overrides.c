// Overrides: cells that differ from what was published for them last year, with a reason.
#include "check/internal-check.h"

void overrides_find(Check *check)
{
    const Project *project = check->project;
    TraceItem *cells = ARENA_ARRAY(check->arena, TraceItem, project->override_count);

    for (size_t i = 0; i < project->override_count; i++) {
        const Expressed *cell = &project->overrides[i].cell;
        FigureContext context = {.source = cell->source, .offset = cell->offset};
        const Figure *figure = figure_evaluate(check->env, cell->text, context);

        if (figure->value.kind == VALUE_NONE)
            continue;
        if (figure->trace_count == 1 && !figure->trace[0].fact)
            cells[i] = figure->trace[0];
        else
            diag_report(check->diag, SEVERITY_ERROR, "override-cell",
                        source_place(cell->source, cell->offset, cell->text.n),
                        str_of(_("write it as 表[行, 列]")), _("an override is of one cell"));
    }
    check->overridden = cells;
}

static bool is_cell(const ClaimSide *side, const TraceItem *cell)
{
    const CellRef *a, *b = &cell->cell;

    if (side->trace_count != 1 || !b->table)
        return false;
    a = &side->trace[0].cell;
    return a->table == b->table && a->list == b->list && a->row == b->row && a->column == b->column;
}

bool overrides_explain(const Check *check, const ClaimResult *result)
{
    for (size_t i = 0; result->compared && i < check->project->override_count; i++) {
        Number value = check->project->overrides[i].value;

        if (is_cell(&result->left, &check->overridden[i]) && mpq_equal(result->right.number, value))
            return true;
        if (is_cell(&result->right, &check->overridden[i]) && mpq_equal(result->left.number, value))
            return true;
    }
    return false;
}

// What results are made of: nothing, a text, a truth, a number, a cell, rows.
#include <assert.h>

#include "figure/internal-figure.h"

Result result_none(void)
{
    return (Result){0};
}

Result result_text(Str text)
{
    return (Result){.value = {.kind = VALUE_TEXT, .text = text, .decimals = -1}};
}

Result result_truth(bool truth)
{
    return (Result){.value = {.kind = VALUE_TRUTH, .truth = truth, .decimals = -1}};
}

Result result_number(const Scope *scope, long number)
{
    Number exact = number_from_int(scope->env->arena, number);

    return (Result){.value = {.kind = VALUE_NUMBER, .number = exact, .printed = exact, .decimals = -1}};
}

bool result_is_number(const Scope *scope, Span span, const Result *result)
{
    const char *message, *hint = "";

    if (result->value.kind == VALUE_NONE)
        return false;
    if (result->value.kind == VALUE_NUMBER)
        return true;
    if (result->value.kind == VALUE_ROWS) {
        message = _("a row is no number");
        hint = _("name its column, or sum a set of rows with 合计(…)");
    } else if (result->comparison.given) {
        message = _("a comparison in words is no number");
        hint = _("write 增减(今, 昔)");
    } else {
        message = result->value.kind == VALUE_TEXT ? _("a text is no number") : _("a condition is no number");
    }
    scope_report(scope, SEVERITY_ERROR, "figure-type", span, str_of(hint), "%s", message);
    return false;
}

// ---- of cells

Result column_zero(const Scope *scope, const Table *table, int list, int column)
{
    Result zero = result_number(scope, 0);

    zero.value.unit = table_column((CellRef){table, list, 0, column})->unit;
    zero.value.decimals = 0;
    return zero;
}

Result cell_result(const Scope *scope, Year year, CellRef ref)
{
    const Cell *cell = table_cell(ref);
    const ColumnSpec *column = table_column(ref);
    const Row *row = &ref.table->lists[ref.list].rows[ref.row];
    Result result;

    assert(ref.row >= 0 && ref.column >= 0);
    if (cell->unfilled)
        return result_none();
    trace_add(scope, (TraceItem){.year = year, .cell = ref});
    if (column->kind == COLUMN_NAME)
        return result_text(row->name);
    if (column->kind != COLUMN_AMOUNT || cell->kind == CELL_TEXT)
        return result_text(cell->text);
    if (cell->kind == CELL_BLANK)
        result = column_zero(scope, ref.table, ref.list, ref.column);
    else
        result = (Result){.value = {.kind = VALUE_NUMBER,
                                    .number = cell->stored,
                                    .printed = cell->stored,
                                    .unit = column->unit,
                                    .decimals = table_decimals(ref)}};
    if (row->unit.kind != UNIT_NONE)
        result.value.unit = row->unit;
    if (cell->kind != CELL_BLANK && cell->decimals > result.value.decimals)
        result.value.printed = table_printed(scope->env->arena, ref);
    return result;
}

Result rows_result(const Table *table, Year year, const RowMatches *matches, int column)
{
    return (Result){.value = {.kind = VALUE_ROWS, .decimals = -1},
                    .rows = {table, year, matches->at, matches->n, column}};
}

Result addends_result(const Scope *scope, Year year, const Table *table, RowMatch match)
{
    RowMatches one = {0};
    Result result;

    assert(scope->rule);
    *vec_push(scope->env->arena, &one) = match;
    result = rows_result(table, year, &one, -1);
    result.rows.columns = scope->rule->addends;
    result.rows.column_count = scope->rule->addend_count;
    return result;
}

// A field that holds an amount.
#include "spreadsheet/internal-read.h"
#include "text/text.h"

Number amount_of(Arena *arena, Str text, Unit unit, int *decimals, bool *blank)
{
    return text_cell_amount(arena, unit.kind == UNIT_RATIO ? text_without_percent(text) : text, decimals,
                            blank);
}

static Str amount_hint(Str text)
{
    Arena *scratch = arena_new();
    TextAmount amount;
    size_t at = 0;
    Str hint = str_of(
        _("an amount has digits, thousands commas and one decimal point; leave the cell blank for none"));

    // The number that the text begins with, if it does.
    if (text_amount_next(scratch, text, &at, 0, &amount) && amount.from == 0 && amount.to < text.n) {
        if (text_without_percent(text).n < text.n)
            hint = str_of(_("write the number without %; only a column declared in % holds percentages"));
        else
            hint = str_of(_("write the number alone; the unit stands above the table"));
    }
    arena_free(scratch);
    return hint;
}

void amount_read(const Reading *reading, const ColumnSpec *column, Unit from, const CsvField *field,
                 Cell *cell)
{
    bool blank;
    Number value = amount_of(reading->arena, cell->text, column->unit, &cell->decimals, &blank);

    if (blank)
        return;
    if (!value) {
        cell->kind = CELL_TEXT;
        diag_report(reading->diag, SEVERITY_ERROR, "cell-not-amount", reading_place(reading, field),
                    amount_hint(cell->text), _("“%.*s” in the column “%.*s” is not an amount"),
                    STR_ARG(cell->text), STR_ARG(column->name));
        return;
    }
    cell->kind = CELL_AMOUNT;
    cell->stored = value;
    if (column->unit.kind == UNIT_MONEY && from.kind == UNIT_MONEY && !unit_equal(from, column->unit)) {
        int exact;

        cell->stored = unit_convert(reading->arena, value, from, column->unit);
        exact = number_decimals(cell->stored, 20);
        cell->decimals = exact < 0 ? 20 : exact;
    }
}

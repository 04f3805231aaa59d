// A field that holds an amount.
#include "spreadsheet/internal-read.h"
#include "text/text.h"

Number amount_of(Arena *arena, Str text, Unit unit, int *decimals, bool *blank)
{
    return text_cell_amount(arena, unit.kind == UNIT_RATIO ? text_without_percent(text) : text, decimals,
                            blank);
}

// How the amount would be written that a text may be meant for. 1.27E+05 may have lost digits, which no one
// but its author knows.
static Str amount_hint(Arena *arena, Str text)
{
    TextAmount amount;
    size_t at = 0;
    Str number;

    // The number that the text begins with, if it does.
    if (!text_amount_next(arena, text, &at, 0, &amount) || amount.from > 0 || amount.to >= text.n)
        return str_of(
            _("an amount has digits, thousands commas and one decimal point; leave the cell blank for none"));
    if (text_without_percent(text).n < text.n)
        return str_of(_("write the number without %; only a column declared in % holds percentages"));
    if (text.at[amount.to] == 'E' || text.at[amount.to] == 'e')
        return str_of(_("write the number with all its digits, and widen the column before you save a CSV"));
    number = str_slice(text, amount.from, amount.to);
    return str_print(arena, _("write %.*s alone; a unit stands above the table, a remark below it"),
                     STR_ARG(number));
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
                    amount_hint(reading->scratch, cell->text),
                    _("“%.*s” in the column “%.*s” is not an amount"), STR_ARG(cell->text),
                    STR_ARG(column->name));
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

// A field that holds an amount.
#include "spreadsheet/internal-read.h"

// The dashes that stand for nothing in printed tables: - — —— －.
static bool is_dashes(Str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.n; count++) {
        uint32_t code = utf8_next(text, &i);

        if (code != '-' && (code < 0x2010 || code > 0x2015) && code != 0x2212 && code != 0xFF0D &&
            code != 0x2500)
            return false;
    }
    return count <= 2;
}

static Str without_percent(Str text)
{
    if (str_ends(text, STR("%")))
        return str_trim(str_slice(text, 0, text.n - 1));
    if (str_ends(text, STR("％")))
        return str_trim(str_slice(text, 0, text.n - STR("％").n));
    return text;
}

Number amount_of(Arena *arena, Str text, Unit unit, int *decimals, bool *blank)
{
    *decimals = 0;
    *blank = is_dashes(text); // the empty text too
    if (*blank)
        return NULL;
    return number_parse(arena, unit.kind == UNIT_RATIO ? without_percent(text) : text, decimals);
}

static Str amount_hint(Str text)
{
    size_t start = 0, next = 0;
    int decimals;
    bool blank;
    Arena *scratch = arena_new();
    Str hint = str_of(
        _("an amount has digits, thousands commas and one decimal point; leave the cell blank for none"));

    while (next < text.n) { // the number that the text begins with, if it does
        uint32_t code = utf8_next(text, &next);

        if (!((code >= '0' && code <= '9') || code == '.' || code == ',' || code == '-'))
            break;
        start = next;
    }
    if (start > 0 && start < text.n &&
        amount_of(scratch, str_slice(text, 0, start), (Unit){0}, &decimals, &blank)) {
        if (without_percent(text).n < text.n)
            hint = str_of(_("write the number without %; only a column declared in % holds percentages"));
        else
            hint = str_of(_("write the number alone; the unit stands above the table"));
    }
    arena_free(scratch);
    return hint;
}

void amount_read(const Reading *reading, const ColumnSpec *column, const CsvField *field, Cell *cell)
{
    Unit from = reading->file_unit;
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
    if (column->unit.kind == UNIT_MONEY && from.kind == UNIT_MONEY &&
        unit_equal(column->unit, reading->spec->unit) && !unit_equal(from, column->unit)) {
        int exact;

        cell->stored = unit_convert(reading->arena, value, from, column->unit);
        exact = number_decimals(cell->stored, 20);
        cell->decimals = exact < 0 ? 20 : exact;
    }
}

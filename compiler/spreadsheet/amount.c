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

    if (text.n > NUMBER_MOST_DIGITS)
        return str_of(_("no amount has so many digits"));
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

// ---- what a spreadsheet calculated

// Digits from the first that is no zero. A binary64 shows 15; who types a number types fewer after the point.
#define LEAST_CALCULATED 12
#define RATE_DECIMALS 4 // that are typed of what is no money
#define CENT_PARTS 100  // noise is less than such a part of a cent

static int significant(Str text)
{
    int count = 0;

    for (size_t i = 0; i < text.n; i++)
        count += text.at[i] >= '0' && text.at[i] <= '9' && (count || text.at[i] != '0');
    return count;
}

// value to so many decimals; whether it differs by noise only goes to *near.
static Number rounded(Arena *arena, Number value, int decimals, bool *near)
{
    mpq_t result, difference, most;
    Number number;

    mpq_inits(result, difference, most, NULL);
    number_round(result, value, decimals);
    mpq_sub(difference, value, result);
    mpq_abs(difference, difference);
    mpq_set_ui(most, 1, CENT_PARTS);
    for (int i = 0; i < decimals; i++)
        mpz_mul_ui(mpq_denref(most), mpq_denref(most), 10);
    *near = mpq_cmp(difference, most) <= 0;
    number = number_freeze(arena, result);
    mpq_clears(result, difference, most, NULL);
    return number;
}

Number amount_settled(Arena *arena, Number value, Str text, Unit unit, int printed, int *decimals)
{
    int cents = unit.kind == UNIT_MONEY ? unit.power + 2 : RATE_DECIMALS;
    bool near;
    Number settled;

    if (*decimals <= cents || significant(text) < LEAST_CALCULATED)
        return value;
    settled = rounded(arena, value, cents, &near);
    if (!near)
        settled = rounded(arena, value, printed > 0 ? printed : 0, &near);
    *decimals = number_decimals(settled, cents > printed ? cents : printed);
    return settled;
}

// ---- reading

#define MOST_DECIMALS 20 // of what is converted

static int printed_decimals(const Reading *reading, const ColumnSpec *column)
{
    return column->decimals >= 0 ? column->decimals : reading->spec->decimals;
}

void amount_read(const Reading *reading, const ColumnSpec *column, Unit from, const CsvField *field,
                 Cell *cell)
{
    bool blank;
    int decimals;
    Number value = amount_of(reading->arena, cell->text, column->unit, &decimals, &blank);

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
    if (column->unit.kind != UNIT_MONEY || from.kind != UNIT_MONEY)
        from = column->unit;
    cell->stored =
        amount_settled(reading->arena, value, cell->text, from,
                       printed_decimals(reading, column) + from.power - column->unit.power, &decimals);
    if (!unit_equal(from, column->unit)) {
        cell->stored = unit_convert(reading->arena, cell->stored, from, column->unit);
        decimals = number_decimals(cell->stored, MOST_DECIMALS);
        if (decimals < 0)
            decimals = MOST_DECIMALS;
    }
    cell->decimals = (int16_t)decimals;
}

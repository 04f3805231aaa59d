// Amounts that state a fact, and facts that were stated.
#include "convert/internal-bind.h"

#define MOST_DECIMALS 12

bool facts_state(BindReader *reader, const Amount *amount, Str expression)
{
    Convert *convert = reader->convert;
    Facts *facts = convert->facts;
    const Figure *figure = lexicon_try(convert->lexicon, expression);
    const TraceItem *item = figure && figure->trace_count == 1 ? &figure->trace[0] : NULL;
    const Row *row;
    Stated stated = {.place = bind_place(reader, amount->from, amount->to)};

    if (!item || item->fact || item->cell.table != facts->table || item->cell.column != facts->value ||
        item->cell.row < 0 || !facts->asked[item->cell.row])
        return false;
    row = &facts->table->lists[0].rows[item->cell.row];
    if (amount->rate || !unit_same_kind(row->unit, amount->unit))
        return false;
    stated.row = (size_t)item->cell.row;
    stated.name = row->name;
    stated.unit = row->unit;
    stated.value = row->unit.kind == UNIT_MONEY
                       ? unit_convert(convert->arena, amount->number, amount->unit, row->unit)
                       : amount->number;
    stated.decimals = amount->decimals;
    if (!mpq_equal(stated.value, amount->number)) // in another unit it may need more
        stated.decimals = number_decimals(stated.value, MOST_DECIMALS);
    if (stated.decimals < 0 || stated.decimals > MOST_DECIMALS)
        return false;
    stated.text = number_format(convert->arena, stated.value,
                                (NumberFormat){.decimals = stated.decimals, .keep_zeros = true});
    *vec_push(convert->arena, &facts->stated) = stated;
    return true;
}

bool facts_have(const Convert *convert, const Figure *figure)
{
    const TraceItem *item = figure && figure->trace_count == 1 ? &figure->trace[0] : NULL;

    if (!item || item->fact || item->cell.table != book_other_data(&convert->project->book))
        return false;
    for (size_t i = 0; i < convert->stated.n; i++)
        if (convert->stated.at[i].row == (size_t)item->cell.row)
            return true;
    return false;
}

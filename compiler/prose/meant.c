// Amounts of the tables by what they mean, for rules that compare them with each other.
#include "prose/internal-prose.h"

#include "text/text.h"

static Place place_of(const Figure *figure)
{
    const TraceItem *item = figure->trace_count ? &figure->trace[0] : NULL;

    if (item && item->fact)
        return item->fact->place;
    if (!item)
        return (Place){0};
    if (item->cell.row < 0)
        return (Place){.file = item->cell.table->file};
    return table_cell_place(item->cell.table, table_cell(item->cell));
}

bool prose_meant(Prose *prose, const char *expression, Meant *meant)
{
    const Figure *figure = lexicon_try(prose_lexicon(prose), str_of(expression));

    if (!figure || figure->value.kind != VALUE_NUMBER || !figure->value.number)
        return false;
    *meant = (Meant){.value = figure->value.number, .figure = figure, .place = place_of(figure)};
    if (figure->value.unit.kind == UNIT_MONEY)
        meant->value = unit_convert(prose->arena, figure->value.number, figure->value.unit,
                                    unit_parse(text_money_name(0)));
    return true;
}

Str prose_meant_text(Prose *prose, const Meant *meant)
{
    return str_print(prose->arena, "%.*s%.*s", STR_ARG(meant->figure->text),
                     STR_ARG(meant->figure->value.unit.name));
}

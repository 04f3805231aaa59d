// How a file was understood, so that a clerk sees it at a glance. Nothing of the lines that are no rows is
// said but how many they are: they hold names and telephone numbers.
#include "spreadsheet/internal-read.h"

// B7 of 收支总表!B7.
static Str reference_of(Str cell)
{
    ptrdiff_t mark = str_find_char(cell, '!', 0);

    return mark < 0 ? cell : str_slice(cell, (size_t)mark + 1, cell.n);
}

Str origin_range(const Reading *reading)
{
    const CsvRecord *header =
        reading->head_row_count ? &reading->head_rows[0] : &reading->csv.records[reading->header];
    const CsvRecord *last = &reading->csv.records[reading->csv.count - 1];

    if (reading->source)
        return str_print(reading->arena, "%u-%u", header->line, last->line);
    return str_print(reading->arena, "%.*s:%.*s",
                     STR_ARG(reference_of(reading_cell_name(reading, &header->fields[0]))),
                     STR_ARG(reference_of(reading_cell_name(reading, &last->fields[last->count - 1]))));
}

static void add_renamed(const Reading *reading, const ColumnMap *map, TableOrigin *origin)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    VEC(RenamedColumn) renamed = {0};

    for (size_t i = 0; i < reading->spec->column_count; i++)
        if (map->renamed[i])
            *vec_push(reading->arena, &renamed) =
                (RenamedColumn){str_copy(reading->arena, header->fields[map->fields[i]].text),
                                header_full_name(reading->arena, reading->spec, i)};
    origin->renamed = renamed.at;
    origin->renamed_count = renamed.n;
}

const TableOrigin *origin_new(const Reading *reading, const ColumnMap *map, Str range)
{
    TableOrigin *origin = ARENA_NEW(reading->arena, TableOrigin);

    origin->range = range;
    origin->above = reading->header;
    origin->below =
        reading->set_aside[LINE_NOTE] + reading->set_aside[LINE_SIGNATURE] + reading->set_aside[LINE_CHECK];
    origin->repeated = reading->set_aside[LINE_REPEAT];
    origin->hidden = reading->hidden_lines;
    origin->hidden_read = reading->hidden == HIDDEN_READ;
    if (reading->unit_field) {
        Place place = reading_place(reading, reading->unit_field);

        origin->unit_place = !reading->source && !reading->unit_field->line ? reading->sheet
                             : reading->source
                                 ? str_print(reading->arena, "%u:%u", place.line, place.column)
                                 : reference_of(reading_cell_name(reading, reading->unit_field));
    }
    for (size_t i = 0; i < reading->spec->column_count; i++)
        origin->unit_in_heads |=
            map->fields[i] >= 0 && reading->head_units[map->fields[i]].unit.kind == UNIT_MONEY;
    add_renamed(reading, map, origin);
    return origin;
}

// Tables that are not held: rows pass, are put aside, and come back part by part.
#include <string.h>

#include "spreadsheet/internal-parts.h"

// ---- of a CSV

typedef struct CsvPassing {
    TableParts *parts;
    const PartsSpec *spec;
    VEC(SheetText) texts;
    Arena *scratch;
} CsvPassing;

static Table *read_csv_part(Arena *arena, Diag *diag, const TableParts *parts, const Part *part)
{
    size_t own = part ? part->spots.n : 0, n = part ? 0 : parts->head_spots.n;
    CsvSpot *spots = ARENA_ARRAY(arena, CsvSpot, parts->head_spots.n + own);

    for (size_t i = 0; part && i < parts->head_spots.n && parts->head_spots.at[i].line < parts->first; i++)
        spots[n++] = parts->head_spots.at[i];
    if (!part)
        memcpy(spots, parts->head_spots.at, n * sizeof *spots);
    if (own)
        memcpy(spots + n, part->spots.at, own * sizeof *spots);
    return table_read_spots(arena, diag, parts->source, &parts->wanted, spots, n + own,
                            part ? NULL : parts->positions);
}

static bool take_head(void *context, CsvSpot spot, const CsvRecord *record)
{
    CsvPassing *passing = context;

    (void)record;
    *vec_push(passing->parts->arena, &passing->parts->head_spots) = spot;
    return passing->parts->head_spots.n < SHEET_HEAD_ROWS;
}

static bool take_record(void *context, CsvSpot spot, const CsvRecord *record)
{
    CsvPassing *passing = context;
    PartRow row = {.positions = passing->parts->positions, .line = spot.line};
    Part *part;

    if (spot.line < passing->parts->first)
        return true;
    passing->texts.n = 0;
    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].text.n)
            *vec_push(passing->scratch, &passing->texts) =
                (SheetText){spot.line, (uint32_t)i + 1, record->fields[i].text, false};
    row.texts = passing->texts.at;
    row.n = passing->texts.n;
    part = parts_of(passing->parts, passing->spec, &row);
    *vec_push(passing->parts->arena, &part->spots) = spot;
    return true;
}

TableParts *csv_parts(Arena *arena, Diag *diag, const Source *source, const PartsSpec *spec)
{
    TableParts *parts = ARENA_NEW(arena, TableParts);
    Arena *scratch = arena_new();
    CsvPassing passing = {.parts = parts, .spec = spec, .scratch = scratch};
    bool good;

    *parts = (TableParts){.arena = arena,
                          .wanted = spec->wanted,
                          .positions = ARENA_ARRAY(arena, uint32_t, spec->wanted.spec->column_count + 1),
                          .file = source->name,
                          .source = source,
                          .count = spec->count,
                          .parts = ARENA_ARRAY(arena, Part, spec->count)};
    csv_pass(diag, source, take_head, &passing);
    good = parts_head(parts, scratch, diag, read_csv_part) && csv_pass(diag, source, take_record, &passing);
    arena_free(scratch);
    return good ? parts : NULL;
}

// ---- of either

bool table_parts_any(const TableParts *parts, size_t part)
{
    return parts->parts[part].runs.n > 0 || parts->parts[part].spots.n > 0;
}

uint32_t table_parts_first(const TableParts *parts)
{
    return parts->first;
}

Table *table_parts_read(Arena *arena, Diag *diag, const TableParts *parts, size_t part)
{
    return parts->source ? read_csv_part(arena, diag, parts, &parts->parts[part])
                         : parts_read_sheet(arena, diag, parts, &parts->parts[part]);
}

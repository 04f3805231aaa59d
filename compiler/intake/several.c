// Several documents as one: the pages of a publication that hangs in pieces.
#include "intake/internal-intake.h"

typedef struct Several {
    Arena *arena;
    StrBuf text;
    IntakeLines lines;
    IntakeRemarks remarks;
    VEC(SourceSpot) spots;
    size_t *begins; // of the parts
    IntakeReach reach;
} Several;

// Where a byte of a part stands in the folder: a.pdf page 3 line 5, a.html:12.
static Str where_of(const Several *several, const Source *source, size_t offset)
{
    Place place = source_place(source, offset, 0);
    size_t from = source->name.n;

    while (from > 0 && source->name.at[from - 1] != '/')
        from--;
    return place.cell.n
               ? str_print(several->arena, "%.*s %.*s",
                           STR_ARG(str_slice(source->name, from, source->name.n)), STR_ARG(place.cell))
               : str_print(several->arena, "%.*s:%u", STR_ARG(str_slice(source->name, from, source->name.n)),
                           place.line);
}

static void part_take(Several *several, const Intake *part)
{
    size_t base = several->text.n;
    const Source *source = part->source;

    buf_add(&several->text, source->text);
    if (several->text.n > base && several->text.at[several->text.n - 1] != '\n')
        buf_add_char(&several->text, '\n');
    for (size_t i = 0; i < source->line_count; i++)
        *vec_push(several->arena, &several->spots) =
            (SourceSpot){base + source->lines[i], where_of(several, source, source->lines[i])};
    for (size_t i = 0; i < part->line_count; i++) {
        IntakeLine *line = vec_push(several->arena, &several->lines);

        *line = part->lines[i];
        line->offset += base;
    }
    for (size_t i = 0; i < part->remark_count; i++)
        *vec_push(several->arena, &several->remarks) = part->remarks[i];
    if (part->reach) {
        several->reach.pages += part->reach->pages;
        several->reach.pictures += part->reach->pictures;
        several->reach.characters += part->reach->characters;
        several->reach.unknown += part->reach->unknown;
        several->reach.unstructured += part->reach->unstructured;
        several->reach.unsure += part->reach->unsure;
        several->reach.cut += part->reach->cut;
        several->reach.unruled += part->reach->unruled;
    }
}

const Intake *intake_several(Arena *arena, Diag *diag, const Intake *const *parts, size_t n, Str name)
{
    Several several = {.arena = arena, .text.arena = arena};
    Intake *whole = ARENA_NEW(arena, Intake);
    Source *source;

    if (n == 1)
        return parts[0];
    several.begins = ARENA_ARRAY(arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        several.begins[i] = several.text.n;
        part_take(&several, parts[i]);
    }
    source = source_from_bytes(arena, diag, buf_str(&several.text), name, STR("UTF-8"));
    if (!source)
        return NULL;
    source->spots = several.spots.at;
    source->spot_count = several.spots.n;
    for (size_t i = 0; i < several.lines.n; i++) {
        IntakeLine *line = &several.lines.at[i];

        if (line->kind == INTAKE_PARAGRAPH)
            line->text = str_slice(source->text, line->offset, line->offset + line->text.n);
    }
    *whole = (Intake){.format = INTAKE_HTML,
                      .source = source,
                      .pieces = several.begins,
                      .piece_count = n,
                      .lines = several.lines.at,
                      .line_count = several.lines.n,
                      .remarks = several.remarks.at,
                      .remark_count = several.remarks.n};
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < LEFT_COUNT; k++)
            whole->counts[k] += parts[i]->counts[k];
    if (several.reach.pages) {
        IntakeReach *reach = ARENA_NEW(arena, IntakeReach);

        *reach = several.reach;
        whole->reach = reach;
    }
    return whole;
}

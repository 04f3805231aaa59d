#include "cli/origins.h"

#include <stdio.h>

static void add_unit(StrBuf *out, const Table *table)
{
    const TableOrigin *origin = table->origin;

    if (table->file_unit.kind != UNIT_MONEY)
        return;
    if (origin->unit_place.n)
        buf_print(out, _("; unit %.*s, said in %.*s"), STR_ARG(table->file_unit.name),
                  STR_ARG(origin->unit_place));
    else if (origin->unit_in_heads)
        buf_add_c(out, _("; units in the heads of columns"));
    else
        buf_print(out, _("; unit %.*s, not said in the file"), STR_ARG(table->file_unit.name));
}

Str origin_shown(Arena *arena, const Table *table)
{
    const TableOrigin *origin = table->origin;
    StrBuf out = {.arena = arena};
    size_t rows = 0;

    if (!origin)
        return (Str){0};
    for (size_t i = 0; i < table->spec->list_count; i++)
        rows += table->lists[i].row_count;
    buf_print(&out, "%.*s", STR_ARG(table->file));
    if (table->sheet.n)
        buf_print(&out, "!%.*s", STR_ARG(table->sheet));
    buf_print(&out, _(" %.*s: “%.*s”, %zu rows"), STR_ARG(origin->range), STR_ARG(table->spec->name), rows);
    add_unit(&out, table);
    if (origin->above || origin->below || origin->repeated)
        buf_print(&out, _("; lines that are no rows: %zu above, %zu below, %zu repeated"), origin->above,
                  origin->below, origin->repeated);
    if (origin->hidden && origin->hidden_read)
        buf_print(&out, _("; %zu hidden rows and columns, which were read"), origin->hidden);
    else if (origin->hidden)
        buf_print(&out, _("; %zu hidden rows and columns, which were left out"), origin->hidden);
    if (origin->renamed.n)
        buf_print(&out, _("; columns in other words: %.*s"), STR_ARG(origin->renamed));
    return buf_str(&out);
}

void origins_print(const Compilation *made)
{
    const TableBook *book = made->project ? &made->project->book : NULL;

    for (size_t i = 0; book && i < book->table_count; i++) {
        Str shown = origin_shown(made->arena, book->tables[i]);

        if (shown.n)
            fprintf(stderr, "%.*s\n", STR_ARG(shown));
    }
}

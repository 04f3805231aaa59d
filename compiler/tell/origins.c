#include "tell/origins.h"

#include <stdio.h>

static void add_unit(StrBuf *out, const Table *table)
{
    const TableOrigin *origin = table->origin;

    if (table->file_unit.kind != UNIT_MONEY && !origin->unit_place.n)
        return;
    if (origin->unit_place.n)
        buf_print(out, _("; unit %.*s, said in %.*s"), STR_ARG(table->file_unit.name),
                  STR_ARG(origin->unit_place));
    else if (origin->unit_in_heads)
        buf_add_c(out, _("; units in the heads of columns"));
    else
        buf_print(out, _("; unit %.*s, not said in the file"), STR_ARG(table->file_unit.name));
}

static size_t rows_of(const Table *table)
{
    size_t rows = 0;

    for (size_t i = 0; i < table->spec->list_count; i++)
        rows += table->lists[i].row_count;
    return rows;
}

Str origin_shown(Arena *arena, const Table *table)
{
    const TableOrigin *origin = table->origin;
    StrBuf out = {.arena = arena};

    if (!origin)
        return (Str){0};
    buf_print(&out, "%.*s", STR_ARG(table->file));
    if (table->sheet.n)
        buf_print(&out, "!%.*s", STR_ARG(table->sheet));
    buf_print(&out, _(" %.*s: “%.*s”, %zu rows"), STR_ARG(origin->range), STR_ARG(table->spec->name),
              rows_of(table));
    add_unit(&out, table);
    if (origin->above || origin->below || origin->repeated)
        buf_print(&out, _("; lines that are no rows: %zu above, %zu below, %zu repeated"), origin->above,
                  origin->below, origin->repeated);
    if (origin->hidden && origin->hidden_read)
        buf_print(&out, _("; %zu hidden rows and columns, which were read"), origin->hidden);
    else if (origin->hidden)
        buf_print(&out, _("; %zu hidden rows and columns, which were left out"), origin->hidden);
    for (size_t i = 0; i < origin->renamed_count; i++) {
        const RenamedColumn *renamed = &origin->renamed[i];

        buf_add_c(&out, i == 0 ? _("; columns in other words: ") : _(", "));
        buf_print(&out, "%.*s = %.*s", STR_ARG(renamed->head), STR_ARG(renamed->column));
    }
    return buf_str(&out);
}

static void add_book(Arena *arena, TablesRead *read, const TableBook *book)
{
    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->origin)
            *vec_push(arena, read) = book->tables[i];
}

TablesRead tables_read_of(Arena *arena, const Project *project)
{
    TablesRead read = {0};

    if (!project)
        return read;
    add_book(arena, &read, &project->book);
    add_book(arena, &read, &project->last_year);
    add_book(arena, &read, &project->budget);
    add_book(arena, &read, &project->approved_book);
    for (size_t i = 0; i < project->unit_count; i++)
        add_book(arena, &read, &project->units[i]->book);
    return read;
}

void origins_print(const Compilation *made)
{
    TablesRead read = tables_read_of(made->arena, made->project);
    const TableBook *book = made->project ? &made->project->book : NULL;

    for (size_t i = 0; i < read.n; i++)
        fprintf(stderr, "%.*s\n", STR_ARG(origin_shown(made->arena, read.at[i])));
    for (size_t i = 0; book && i < book->passed.n; i++)
        fprintf(stderr, _("%.*s: not filled in, and passed over: a workbook has the table\n"),
                STR_ARG(book->passed.at[i]));
}

// ---- for machines

static json_t *renamed_json(const TableOrigin *origin)
{
    json_t *array = json_array();

    for (size_t i = 0; i < origin->renamed_count; i++) {
        json_t *object = json_object();

        set_text(object, "head", origin->renamed[i].head);
        set_text(object, "column", origin->renamed[i].column);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *table_json(const Table *table)
{
    const TableOrigin *origin = table->origin;
    json_t *object = json_object();

    set_text(object, "table", table->spec->name);
    set_text(object, "file", table->file);
    set_text(object, "sheet", table->sheet);
    set_text(object, "range", origin->range);
    set_number(object, "rows", rows_of(table));
    if (table->file_unit.kind == UNIT_MONEY && !(origin->unit_in_heads && !origin->unit_place.n))
        set_text(object, "unit", table->file_unit.name);
    set_text(object, "unit-place", origin->unit_place);
    if (origin->unit_in_heads)
        json_object_set_new(object, "unit-in-heads", json_true());
    set_number(object, "lines-above", origin->above);
    set_number(object, "lines-below", origin->below);
    set_number(object, "lines-repeated", origin->repeated);
    set_number(object, "hidden", origin->hidden);
    if (origin->hidden)
        json_object_set_new(object, "hidden-read", json_boolean(origin->hidden_read));
    json_object_set_new(object, "renamed", renamed_json(origin));
    return object;
}

json_t *origins_json(Arena *arena, const Project *project)
{
    TablesRead read = tables_read_of(arena, project);
    json_t *array = json_array();

    for (size_t i = 0; i < read.n; i++)
        json_array_append_new(array, table_json(read.at[i]));
    return array;
}

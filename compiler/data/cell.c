// What a cell holds, the same for every kind of file.
#include "data/internal-data.h"

Str column_name(Arena *arena, const TableSpec *spec, size_t column)
{
    const ColumnSpec *c = &spec->columns[column];
    Str list = spec->lists[c->list].name, path = c->path.n ? c->path : c->name;

    return list.n ? str_print(arena, "%.*s/%.*s", STR_ARG(list), STR_ARG(path)) : path;
}

const Cell *cell_amount(const Table *table, const GridCell *cell)
{
    if (cell->source_row < 0 || cell->kind != GRID_AMOUNT)
        return NULL;
    const Cell *source = table_cell((CellRef){table, cell->list, cell->source_row, cell->source_column});

    return source->kind == CELL_AMOUNT ? source : NULL;
}

// Where no code tells a row's level, its indent does, as in the tables that departments make; elsewhere an
// indent would only be in the way of who looks the name up.
static Str indented(Arena *arena, const Table *table, const GridCell *cell)
{
    StrBuf text = {.arena = arena};

    if (cell->kind != GRID_STUB || cell->text.n == 0 ||
        table->spec->lists[cell->list].hierarchy != HIERARCHY_NAMES)
        return cell->text;
    for (int i = 0; i < cell->indent; i++)
        buf_add_c(&text, "　　");
    buf_add(&text, cell->text);
    return buf_str(&text);
}

Str cell_value(Arena *arena, const Table *table, const GridCell *cell)
{
    const Cell *amount = cell_amount(table, cell);

    if (amount) {
        // Zeros at the end say how a table of one's own prints; where the template says it, they are only
        // what a workbook's format shows and a CSV does not, and both are the same table.
        NumberFormat format = {.decimals = amount->decimals, .keep_zeros = !table->spec->declared};
        return number_format(arena, amount->stored, format);
    }
    if (cell->source_row < 0)
        return (Str){0};
    if (cell->kind != GRID_AMOUNT)
        return indented(arena, table, cell);
    // The grid prints a blank as the table's zero; data keep the difference.
    const Cell *source = table_cell((CellRef){table, cell->list, cell->source_row, cell->source_column});
    return source->kind == CELL_TEXT ? source->text : (Str){0};
}

Str note_line(Arena *arena, WordList labels, Str note)
{
    Str rest = str_slice(note, words_begin(labels, note), note.n);

    if (note.n == 0 || (rest.n < note.n && (str_starts(rest, STR("：")) || str_starts(rest, STR(":")))))
        return note;
    return str_print(arena, "%.*s：%.*s", STR_ARG(words_first(labels)), STR_ARG(note));
}

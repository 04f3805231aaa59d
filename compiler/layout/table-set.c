// The cells of a table at their widths, and the heights of its rows.
#include "layout/internal-table.h"

#include <assert.h>
#include <string.h>

static Length span_width(const TableGroup *group, const GridCell *cell)
{
    int first, last;
    group_span(group, cell, &first, &last);
    assert(last < group->column_count && (first < 0) == (last < 0));
    return first < 0 ? -1 : group->x[last + 1] - group->x[first];
}

// Rows from `row` on grow in equal parts until together they hold `height`.
static void grow_rows(Length *heights, int row, int n, Length height)
{
    for (int i = 0; i < n; i++)
        height -= heights[row + i];
    if (height <= 0)
        return;
    for (int i = 0; i < n; i++)
        heights[row + i] += (height * (i + 1)) / n - (height * i) / n;
}

static Length text_height(const TableSet *table, const CellText *text)
{
    return (Length)text->lines * table->form.line + 2 * table->form.padding_y;
}

typedef struct RowCells {
    const GridCell *cells;
    size_t n;
    const CellText *texts; // by cell
    const bool *holds;     // by column: whose cells count; NULL: all
} RowCells;

static void set_heights(const TableSet *table, Length *heights, int rows, const RowCells *of)
{
    for (int i = 0; i < rows; i++)
        heights[i] = table->form.line + 2 * table->form.padding_y;
    for (int pass = 0; pass < 2; pass++) // what stands in one row first
        for (size_t i = 0; i < of->n; i++) {
            const GridCell *cell = &of->cells[i];
            if ((cell->row_span > 1) == (pass == 1) && (!of->holds || of->holds[cell->column]))
                grow_rows(heights, cell->row, cell->row_span > 1 ? cell->row_span : 1,
                          text_height(table, &of->texts[i]));
        }
}

static void set_head(TableSet *table, CellTexts *texts, Arena *arena, Diag *diag, TableGroup *group)
{
    const Grid *grid = table->grid;
    Length padding = 2 * table->style->table.cell_padding_x;
    group->head = ARENA_ARRAY(arena, CellText, grid->head_count);
    group->head_heights = ARENA_ARRAY(arena, Length, (size_t)grid->head_rows);
    group->heights = ARENA_ARRAY(arena, Length, (size_t)grid->body_rows);
    for (size_t i = 0; i < grid->head_count; i++) {
        Length width = span_width(group, &grid->head[i]);
        if (width < 0)
            continue;
        CellSetting setting = {
            .measure = width - padding, .align = grid->head[i].align, .place = {.file = table->table->file}};
        group->head[i] = celltexts_set(texts, arena, diag, table->form.head[i], &setting);
    }
}

// The width that a cell has in the first group that holds it.
static Length cell_width(const TableSet *table, const GridCell *cell)
{
    for (int i = 0; i < table->form.group_count; i++) {
        Length width = span_width(&table->form.groups[i], cell);
        if (width >= 0)
            return width;
    }
    return 0;
}

static void set_number_cell(TableSet *table, size_t i)
{
    const GridCell *cell = &table->grid->body[i];
    Length before, after;
    number_measure(&table->form.digits[cell_look(cell)], cell->text, table->form.size, &before, &after);
    if (after > table->form.after[cell->column])
        table->form.after[cell->column] = after;
    table->form.texts[i].lines = 1;
}

static void set_body(TableSet *table, CellTexts *texts, Arena *arena, Diag *diag)
{
    const Grid *grid = table->grid;
    Length padding = 2 * table->style->table.cell_padding_x;
    table->form.texts = ARENA_ARRAY(arena, CellText, grid->body_count);
    Length *widths = ARENA_ARRAY(arena, Length, (size_t)grid->columns);
    for (int i = 0; i < grid->columns; i++)
        widths[i] = cell_width(table, &(GridCell){.column = i, .column_span = 1});
    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        Length width = cell->column_span > 1 ? cell_width(table, cell) : widths[cell->column];
        width -= padding + tableset_indent(table, cell, table->form.size);
        if (!table->form.body[i]) {
            set_number_cell(table, i);
            continue;
        }
        CellSetting setting = {.measure = width, .align = cell->align};
        if (cell->text.n > 0)
            setting.place = tableset_place_of(table, cell);
        table->form.texts[i] = celltexts_set(texts, arena, diag, table->form.body[i], &setting);
    }
}

void tableset_set_owners(TableSet *table, Arena *arena)
{
    const Grid *grid = table->grid;
    size_t n = (size_t)grid->body_rows * (size_t)grid->columns;
    table->form.owner = ARENA_ARRAY(arena, int32_t, n);
    memset(table->form.owner, 0xff, n * sizeof *table->form.owner);
    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        for (int row = cell->row; row < cell->row + cell->row_span && row < grid->body_rows; row++)
            for (int column = cell->column;
                 column < cell->column + cell->column_span && column < grid->columns; column++)
                table->form.owner[(ptrdiff_t)row * grid->columns + column] = (int32_t)i;
    }
}

void tableset_heights(TableSet *table, Length line, Length padding_y)
{
    const Grid *grid = table->grid;
    table->form.line = line;
    table->form.padding_y = padding_y;
    for (int i = 0; i < table->form.group_count; i++) {
        TableGroup *group = &table->form.groups[i];
        RowCells head = {.cells = grid->head, .n = grid->head_count, .texts = group->head};
        RowCells body = {
            .cells = grid->body, .n = grid->body_count, .texts = table->form.texts, .holds = group->holds};
        set_heights(table, group->head_heights, grid->head_rows, &head);
        set_heights(table, group->heights, grid->body_rows, &body);
        group->head_height = 0;
        for (int row = 0; row < grid->head_rows; row++)
            group->head_height += group->head_heights[row];
    }
}

// The cell that names the row in a group of columns: of its column of names, else its first.
static int naming_cell(const TableSet *table, const TableGroup *group, int row)
{
    const TableSpec *spec = table->table->spec;
    int named = 0;
    int32_t index;
    for (int i = 0; i < group->column_count; i++)
        if ((size_t)group->columns[i] < spec->column_count &&
            spec->columns[group->columns[i]].kind == COLUMN_NAME) {
            named = i;
            break;
        }
    const GridCell *cell = tableset_cell_at(table, row, group->columns[named], &index);
    return cell && cell->row == row && cell->row_span <= 1 && cell->text.n > 0 ? index : -1;
}

static void set_cell_again(TableSet *table, CellTexts *texts, Arena *arena, int index)
{
    const GridCell *cell = &table->grid->body[index];
    Str text = str_print(arena, "%.*s%.*s", STR_ARG(cell->text), STR_ARG(table->style->table.row_continued));
    CellEntry *entry = celltexts_measure(texts, arena, cell_look(cell), text);
    CellSetting setting = {.measure = cell_width(table, cell) - 2 * table->style->table.cell_padding_x -
                                      tableset_indent(table, cell, table->form.size),
                           .align = cell->align};
    if (!table->form.again)
        table->form.again = ARENA_ARRAY(arena, CellText, table->grid->body_count);
    table->form.again[index] = celltexts_set(texts, arena, texts->discarded, entry, &setting);
}

void tableset_set_again(TableSet *table, CellTexts *texts, Arena *arena)
{
    table->form.again = NULL;
    for (int g = 0; g < table->form.group_count; g++) {
        const TableGroup *group = &table->form.groups[g];
        Length page = tableset_area_height(table) - tableset_top_height(table, false) - group->head_height;
        for (int row = 0; row < table->grid->body_rows; row++) {
            int index = group->heights[row] > page ? naming_cell(table, group, row) : -1;
            if (index >= 0)
                set_cell_again(table, texts, arena, index);
        }
    }
}

void tableset_set_at(TableSet *table, CellTexts *texts, Arena *arena, Diag *diag, TableChoice choice)
{
    const TableStyle *style = &table->style->table;
    table->form.after = ARENA_ARRAY(arena, Length, (size_t)table->grid->columns);
    tableset_columns(table, arena, diag, choice);
    for (int i = 0; i < table->form.group_count; i++)
        set_head(table, texts, arena, diag, &table->form.groups[i]);
    set_body(table, texts, arena, diag);
    tableset_heights(table, length_scale(table->form.size, style->leading_permille, 1000),
                     style->cell_padding_y);
    tableset_set_around(table, arena, diag);
}

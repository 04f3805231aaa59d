// The structure of a table: its rows and cells, and which heads each cell has (ISO 32000-1, 14.8.4.3.4
// and 14.8.5.7).
#include "layout/internal-table.h"

static uint32_t cell_element(Job *job, const GridCell *cell, uint32_t row)
{
    bool head = cell->kind == GRID_HEAD || (cell->kind == GRID_STUB && cell->text.n > 0);
    uint32_t at = job_element(job, head ? ELEMENT_TH : ELEMENT_TD, row);
    Element *element = &job->elements.at[at];
    element->scope = cell->kind == GRID_HEAD ? 1 : head ? 2 : 0;
    element->row_span = (uint16_t)(cell->row_span < UINT16_MAX ? cell->row_span : UINT16_MAX);
    element->column_span = (uint16_t)cell->column_span; // columns are few: see table-too-large
    return at;
}

// kind: THEAD or TBODY; TABLE where the rows are the table's own.
static uint32_t *part_elements(Job *job, ElementKind kind, uint32_t parent, const GridCell *cells, size_t n,
                               int rows)
{
    uint32_t *elements = ARENA_ARRAY(job->arena, uint32_t, n);
    if (rows == 0)
        return elements;
    uint32_t part = kind == ELEMENT_TABLE ? parent : job_element(job, kind, parent);
    size_t i = 0;
    for (int row = 0; row < rows; row++) {
        uint32_t line = job_element(job, ELEMENT_TR, part);
        for (; i < n && cells[i].row == row; i++)
            elements[i] = cell_element(job, &cells[i], line);
    }
    return elements;
}

// ---- heads of cells

// Where a head covers several columns, or a stub several rows, a scope alone does not tell whose head it is.
static bool scopes_ambiguous(const Grid *grid)
{
    for (size_t i = 0; i < grid->head_count; i++)
        if (grid->head[i].column_span > 1)
            return true;
    for (size_t i = 0; i < grid->body_count; i++)
        if (grid->body[i].kind == GRID_STUB && grid->body[i].row_span > 1)
            return true;
    return false;
}

static bool covers(const GridCell *head, const GridCell *cell)
{
    return head->column < cell->column + cell->column_span && cell->column < head->column + head->column_span;
}

// The stubs of its row and list at its left. stubs: by column, the last stub that was met there, or NULL.
static void add_stubs(Job *job, const TableSet *table, const GridCell *cell, const int32_t *stubs)
{
    const Grid *grid = table->grid;
    for (int column = 0; column < cell->column; column++) {
        if (stubs[column] < 0)
            continue;
        const GridCell *stub = &grid->body[stubs[column]];
        if (stub->list == cell->list && cell->row < stub->row + stub->row_span)
            *vec_push(job->arena, &job->headers) = table->body_elements[stubs[column]];
    }
}

static void add_headers(Job *job, const TableSet *table)
{
    const Grid *grid = table->grid;
    int32_t *stubs = ARENA_ARRAY(job->arena, int32_t, (size_t)grid->columns);
    for (int i = 0; i < grid->columns; i++)
        stubs[i] = -1;
    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        uint32_t first = (uint32_t)job->headers.n;
        for (size_t k = 0; k < grid->head_count; k++)
            if (covers(&grid->head[k], cell))
                *vec_push(job->arena, &job->headers) = table->head_elements[k];
        add_stubs(job, table, cell, stubs);
        Element *element = &job->elements.at[table->body_elements[i]];
        element->headers_first = first;
        element->headers_count = (uint32_t)job->headers.n - first;
        if (element->kind == ELEMENT_TH)
            stubs[cell->column] = (int32_t)i;
    }
}

void tableset_elements(Job *job, TableSet *table, uint32_t element)
{
    const Grid *grid = table->grid;
    // A THead stands beside a TBody (ISO 14289-1 7.2): a table without rows has no parts.
    table->head_elements = part_elements(job, grid->body_rows > 0 ? ELEMENT_THEAD : ELEMENT_TABLE, element,
                                         grid->head, grid->head_count, grid->head_rows);
    table->body_elements =
        part_elements(job, ELEMENT_TBODY, element, grid->body, grid->body_count, grid->body_rows);
    if (scopes_ambiguous(grid))
        add_headers(job, table);
}

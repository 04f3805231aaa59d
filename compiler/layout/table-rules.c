// The rules and the frame of the part of a table that stands on a page.
#include "layout/internal-table.h"

static int32_t id_at(const RuledGrid *grid, int row, int column)
{
    return grid->ids[(ptrdiff_t)row * grid->columns + column];
}

// Above a row: a rule wherever the cell above is not the cell below.
static void horizontal(PageMaker *maker, const RuledGrid *grid, int row)
{
    Length rule = maker->job->style->table.rule;
    for (int from = 0; from < grid->columns;) {
        int to = from;
        while (to < grid->columns && id_at(grid, row - 1, to) != id_at(grid, row, to))
            to++;
        if (to > from)
            page_rule(maker,
                      (Rect){grid->x[from], grid->y[row] - rule / 2, grid->x[to] - grid->x[from], rule});
        from = to + 1;
    }
}

static void vertical(PageMaker *maker, const RuledGrid *grid, int column)
{
    Length rule = maker->job->style->table.rule;
    for (int from = 0; from < grid->rows;) {
        int to = from;
        while (to < grid->rows && id_at(grid, to, column - 1) != id_at(grid, to, column))
            to++;
        if (to > from)
            page_rule(maker,
                      (Rect){grid->x[column] - rule / 2, grid->y[from], rule, grid->y[to] - grid->y[from]});
        from = to + 1;
    }
}

void table_rules(PageMaker *maker, const RuledGrid *grid)
{
    for (int row = 1; row < grid->rows; row++)
        horizontal(maker, grid, row);
    for (int column = 1; column < grid->columns; column++)
        vertical(maker, grid, column);
    Length left = grid->x[0], right = grid->x[grid->columns], frame = maker->job->style->table.frame;
    Length top = grid->y[0], bottom = grid->y[grid->rows];
    // The frame lies within the table's edges, so that it is within the type area.
    page_rule(maker, (Rect){left, top, right - left, frame});
    page_rule(maker, (Rect){left, bottom - frame, right - left, frame});
    page_rule(maker, (Rect){left, top, frame, bottom - top});
    page_rule(maker, (Rect){right - frame, top, frame, bottom - top});
}

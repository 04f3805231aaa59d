// The rules and the frame of the part of a table that stands on a page.
#include "layout/internal-table.h"

// Between two rows: a rule wherever the cell above is not the cell below.
static void horizontal(PageMaker *maker, const Length *x, int columns, Length y, const int32_t *above,
                       const int32_t *below, Length rule)
{
    for (int from = 0; from < columns;) {
        int to = from;
        while (to < columns && above[to] != below[to])
            to++;
        if (to > from)
            page_rule(maker, x[from], y - rule / 2, x[to] - x[from], rule);
        from = to + 1;
    }
}

static void vertical(PageMaker *maker, Length x, const Length *y, int rows, int columns, const int32_t *ids,
                     Length rule)
{
    for (int from = 0; from < rows;) {
        int to = from;
        while (to < rows && ids[(ptrdiff_t)to * columns - 1] != ids[(ptrdiff_t)to * columns])
            to++;
        if (to > from)
            page_rule(maker, x - rule / 2, y[from], rule, y[to] - y[from]);
        from = to + 1;
    }
}

void table_rules(PageMaker *maker, const Length *x, int columns, const Length *y, int rows,
                 const int32_t *ids)
{
    const TableStyle *style = &maker->job->style->table;
    Length rule = style->rule, frame = style->frame;
    for (int row = 1; row < rows; row++)
        horizontal(maker, x, columns, y[row], ids + (ptrdiff_t)(row - 1) * columns,
                   ids + (ptrdiff_t)row * columns, rule);
    for (int column = 1; column < columns; column++)
        vertical(maker, x[column], y, rows, columns, ids + column, rule);
    Length width = x[columns] - x[0], height = y[rows] - y[0];
    // The frame lies within the table's edges, so that it is within the type area.
    page_rule(maker, x[0], y[0], width, frame);
    page_rule(maker, x[0], y[rows] - frame, width, frame);
    page_rule(maker, x[0], y[0], frame, height);
    page_rule(maker, x[columns] - frame, y[0], frame, height);
}

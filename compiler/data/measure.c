#include "data/internal-workbook.h"

// In digits; a full-width character is two.
#define NARROWEST 6
#define WIDEST 40
#define WIDEST_AMOUNT 24
#define HEAD_WIDEST 14 // what a long head asks for: it goes over lines

#define LINE_HEIGHT 15.0 // points, of 11 point text
#define LINE_ROOM 4.0    // above and below
#define HIGHEST 409.0    // what a workbook allows

static int text_width(Str text)
{
    int width = 0, widest = 0;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (code == '\n')
            width = 0;
        else
            width += code < 0x80 || (code >= 0xA0 && code < 0x300) ? 1 : 2;
        if (width > widest)
            widest = width;
    }
    return widest;
}

static void widen(int *width, int wanted, int most)
{
    if (wanted > most)
        wanted = most;
    if (wanted > *width)
        *width = wanted;
}

int *column_widths(Arena *arena, const Table *table, const Grid *grid)
{
    int *widths = ARENA_ARRAY(arena, int, (size_t)grid->columns);

    for (int i = 0; i < grid->columns; i++)
        widths[i] = NARROWEST;
    for (size_t i = 0; i < grid->head_count; i++) {
        const GridCell *cell = &grid->head[i];

        if (cell->column_span == 1)
            widen(&widths[cell->column], text_width(cell->text) + 2, HEAD_WIDEST);
    }
    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        int wanted = text_width(cell->text) + 2 * cell->indent + 2;

        widen(&widths[cell->column], wanted, cell_amount(table, cell) ? WIDEST_AMOUNT : WIDEST);
    }
    return widths;
}

static int lines_needed(const GridCell *cell, const int *widths)
{
    int width = -1, lines = 0; // a digit is lost to the cell's padding

    for (int i = 0; i < cell->column_span; i++)
        width += widths[cell->column + i];
    width -= 2 * cell->indent;
    if (width < 2)
        width = 2;
    for (size_t from = 0; from <= cell->text.n;) {
        ptrdiff_t end = str_find_char(cell->text, '\n', from);
        size_t to = end < 0 ? cell->text.n : (size_t)end;
        int part = text_width(str_slice(cell->text, from, to));

        lines += part <= width ? 1 : (part + width - 1) / width;
        from = to + 1;
    }
    return lines;
}

double *line_heights(Arena *arena, const int *widths, const GridCell *cells, size_t n, int lines)
{
    double *heights = ARENA_ARRAY(arena, double, (size_t)lines);

    for (int i = 0; i < lines; i++)
        heights[i] = LINE_HEIGHT + LINE_ROOM;
    // Cells of one line first, then what merged ones still lack, which goes to their last.
    for (int merged = 0; merged < 2; merged++)
        for (size_t i = 0; i < n; i++) {
            const GridCell *cell = &cells[i];
            double wanted = lines_needed(cell, widths) * LINE_HEIGHT + LINE_ROOM;
            int last = cell->row + cell->row_span - 1;

            if (merged != (cell->row_span > 1))
                continue;
            for (int row = cell->row; row < last; row++)
                wanted -= heights[row];
            if (wanted > heights[last])
                heights[last] = wanted < HIGHEST ? wanted : HIGHEST;
        }
    return heights;
}

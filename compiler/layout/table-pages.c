// Rows to pages: heads repeated, rows kept whole where a page can hold them, lines of merged cells on every
// page that they reach. Placing a table and counting its pages both go this way.
#include "layout/internal-table.h"

#include <assert.h>

// ---- heights

Length tableset_area_height(const TableSet *table)
{
    const PageStyle *page = &table->style->page;
    return table->form.turned ? page->area_width : page->area_height;
}

// Of the first rows of a group.
static Length rows_height(const TableSet *table, int group, int rows)
{
    Length height = 0;
    for (int i = 0; i < rows && i < table->grid->body_rows; i++)
        height += table->form.groups[group].heights[i];
    return height;
}

static Length head_height(const TableSet *table, bool first)
{
    return tableset_top_height(table, first) + table->form.groups[0].head_height;
}

Length tableset_whole_height(const TableSet *table)
{
    if (table->form.turned || table->form.group_count > 1)
        return 0;
    return head_height(table, true) + rows_height(table, 0, table->grid->body_rows) +
           tableset_notes_height(table);
}

Length tableset_rest_height(const TableSet *table, Length room)
{
    return tableset_whole_height(table) - room + head_height(table, false);
}

Length tableset_least_height(const TableSet *table)
{
    if (table->form.turned)
        return 0; // its pages are its own
    const TableStyle *style = &table->style->table;
    Length head = head_height(table, true);
    Length rows = rows_height(table, 0, style->rows_with_head);
    Length whole = head + rows_height(table, 0, table->grid->body_rows) + tableset_notes_height(table);
    Length least = table->form.one_page || whole <= style->whole_most ? whole : head + rows;
    return least < tableset_area_height(table) ? least : tableset_area_height(table);
}

// ---- which rows the page takes

static const TableGroup *group_of(const Pager *pager)
{
    return &pager->table->form.groups[pager->group];
}

const GridCell *tableset_cell_at(const TableSet *table, int row, int column, int32_t *index)
{
    *index = table->form.owner[(ptrdiff_t)row * table->grid->columns + column];
    return *index < 0 ? NULL : &table->grid->body[*index];
}

// Where on this page the part of a cell begins that ends with `row`.
static Length part_top(const Pager *pager, const GridCell *cell, Length y)
{
    for (size_t i = pager->strips.n; i > 0 && pager->strips.at[i - 1].row >= cell->row; i--)
        y = pager->strips.at[i - 1].y;
    return y;
}

// What the rest of the row takes, its top at y: its own height, or what the lines still to come need.
static Length rest_of_row(const Pager *pager, int row, Length used, Length y)
{
    const TableSet *table = pager->table;
    Length height = group_of(pager)->heights[row] - used;
    bool goes_on = pager->used > 0 || used > 0;
    for (int i = 0; i < group_of(pager)->column_count; i++) {
        int32_t index;
        const GridCell *cell = tableset_cell_at(table, row, group_of(pager)->columns[i], &index);
        if (!cell || cell->row + cell->row_span - 1 != row)
            continue; // it ends further down
        if (cell->row_span <= 1 && !goes_on)
            continue; // the row's height holds it
        Length left = (Length)(table->form.texts[index].lines - pager->shown[index]) * table->form.line;
        if (left == 0)
            continue;
        Length need = left + 2 * table->form.padding_y - (y - part_top(pager, cell, y));
        height = need > height ? need : height;
    }
    Length least =
        table->form.line + 2 * table->form.padding_y; // of the end of a row that began on another page
    return height > least ? height : least;
}

static void add_strip(Pager *pager, Length y, Length height, Length used, bool ends)
{
    *vec_push(pager->arena, &pager->strips) =
        (Strip){.row = pager->row, .begins = used == 0, .ends = ends, .y = y, .height = height};
}

// The part of a row that is taller than a page: whole lines. False where too little room is left for it to be
// worth it.
static bool split_row(Pager *pager, Length y, Length room, bool fresh)
{
    const TableSet *table = pager->table;
    Length lines = (room - 2 * table->form.padding_y) / table->form.line;
    if (lines < (fresh && pager->strips.n == 0 ? 1 : table->style->table.split_lines)) {
        if (!fresh || pager->strips.n > 0)
            return false;
        lines = 1; // a head as tall as the page: go on all the same
    }
    Length height = lines * table->form.line + 2 * table->form.padding_y;
    add_strip(pager, y, height, pager->used, false);
    pager->used += height;
    return true;
}

// How many lines of cells that a page's end after `strips` of its rows would cut apart are too few on one
// side.
static int cut_cost(const Pager *pager, size_t strips)
{
    const TableSet *table = pager->table;
    Length together = table->style->table.lines_together;
    const Strip *last = &pager->strips.at[strips - 1];
    int cost = 0;
    for (int i = 0; i < group_of(pager)->column_count; i++) {
        int32_t index;
        const GridCell *cell = tableset_cell_at(table, last->row, group_of(pager)->columns[i], &index);
        if (!cell || cell->row + cell->row_span - 1 == last->row)
            continue;
        Length lines = table->form.texts[index].lines < together ? table->form.texts[index].lines : together;
        Length above = 0, below = 0, need = lines * table->form.line;
        for (size_t k = strips; k > 0 && pager->strips.at[k - 1].row >= cell->row; k--)
            above += pager->strips.at[k - 1].height;
        for (int row = last->row + 1; row < cell->row + cell->row_span; row++)
            below += group_of(pager)->heights[row];
        cost += (above < need) + (below < need);
    }
    return cost;
}

// Moves the page's end up where a better one is near: enough rows for the last page, merged cells not cut
// badly.
static void choose_end(Pager *pager)
{
    size_t n = pager->strips.n, best = n;
    int rows_left = pager->table->grid->body_rows - pager->row;
    if (n < 3 || !pager->strips.at[n - 1].ends || rows_left == 0)
        return;
    size_t least = n - n / 3 > 2 ? n - n / 3 : 2;
    int wanted = pager->table->style->table.rows_at_end - rows_left;
    if (wanted > 0)
        best = (size_t)wanted < n - least ? n - (size_t)wanted : least;
    int cost = cut_cost(pager, best);
    for (size_t i = best - 1; cost > 0 && i >= least; i--) {
        int other = cut_cost(pager, i);
        if (other < cost)
            cost = other, best = i;
    }
    pager->strips.n = best;
    pager->row = vec_last(&pager->strips)->row + 1;
}

static void take_rows(Pager *pager, Length room, Length full, bool fresh)
{
    const TableSet *table = pager->table;
    int rows = table->grid->body_rows;
    bool last_group = pager->group == table->form.group_count - 1;
    Length y = 0;
    pager->strips.n = 0;
    while (pager->row < rows) {
        Length height = rest_of_row(pager, pager->row, pager->used, y);
        Length extra = pager->row == rows - 1 && last_group ? tableset_notes_height(table) : 0;
        // One line stands on a page whatever room there is, so that the table comes to an end.
        bool forced = fresh && pager->strips.n == 0 && height <= table->form.line + 2 * table->form.padding_y;
        bool fits = y + height <= room || forced;
        if (fits && (y + height + extra <= room || (fresh && pager->strips.n == 0))) {
            add_strip(pager, y, height, pager->used, true);
            y += height;
            pager->row++;
            pager->used = 0;
            continue;
        }
        if (!fits && (height > full || (fresh && pager->strips.n == 0)))
            split_row(pager, y, room - y, fresh);
        break;
    }
    choose_end(pager);
}

// ---- which lines of their cells

static Length centred(const TableSet *table, Length top, Length bottom, uint32_t lines)
{
    return top + (bottom - top - (Length)lines * table->form.line) / 2;
}

// ends: the cell ends with this part. A short text of a merged cell stands again on each page, as an
// artifact.
static void show_lines(Pager *pager, CellPart *part, bool ends)
{
    const TableSet *table = pager->table;
    const CellText *text = &table->form.texts[part->cell];
    uint32_t shown = pager->shown[part->cell], left = text->lines - shown;
    Length room = (part->bottom - part->top - 2 * table->form.padding_y) / table->form.line;
    assert(shown <= text->lines);
    // A row that goes on shows once more what it is.
    const CellText *again = table->form.again ? &table->form.again[part->cell] : NULL;
    if (left == 0 && again && again->lines > 0 && (Length)again->lines <= room) {
        part->artifact = part->again = true;
        part->line_count = again->lines;
        part->y = part->top + table->form.padding_y;
        return;
    }
    if (left == 0) {
        if (table->grid->body[part->cell].row_span <= 1 || (Length)text->lines > room)
            return;
        part->artifact = true;
        part->line_count = text->lines;
        part->y = centred(table, part->top, part->bottom, text->lines);
        return;
    }
    part->first_line = shown;
    part->line_count = ends || (Length)left <= room ? left : (uint32_t)(room > 0 ? room : 0);
    part->y = part->line_count == left ? centred(table, part->top, part->bottom, left)
                                       : part->top + table->form.padding_y;
    pager->shown[part->cell] += part->line_count;
}

static void show_cell(Pager *pager, int32_t index, size_t strip)
{
    const GridCell *cell = &pager->table->grid->body[index];
    int end = cell->row + cell->row_span - 1;
    size_t to = strip;
    while (to + 1 < pager->strips.n && pager->strips.at[to + 1].row <= end)
        to++;
    const Strip *top = &pager->strips.at[strip], *bottom = &pager->strips.at[to];
    CellPart *part = vec_push(pager->arena, &pager->parts);
    *part = (CellPart){.cell = index,
                       .top = top->y,
                       .bottom = bottom->y + bottom->height,
                       .repeated = cell->column < group_of(pager)->repeated};
    part->artifact = part->repeated;
    show_lines(pager, part, bottom->row == end && bottom->ends);
}

// The cells that begin in a strip, and those that go on in the page's first.
static void show_strip(Pager *pager, size_t at)
{
    const TableGroup *group = group_of(pager);
    const Strip *strip = &pager->strips.at[at];
    int32_t before = -1, index;
    for (int i = 0; i < group->column_count; i++, before = index) {
        const GridCell *cell = tableset_cell_at(pager->table, strip->row, group->columns[i], &index);
        if (cell && index != before && (at == 0 || (cell->row == strip->row && strip->begins)))
            show_cell(pager, index, at);
    }
}

// ---- the parts of a table, one after the other

// The part of the group that stands on a page below pager->y: false where nothing fits there.
static bool take_part(Pager *pager)
{
    const TableSet *table = pager->table;
    bool fresh = pager->y == 0;
    Length area = tableset_area_height(table), head = group_of(pager)->head_height;
    Length top = tableset_top_height(table, pager->opens);
    Length room = pager->height - pager->y - top - head;
    take_rows(pager, room, area - tableset_top_height(table, false) - head, fresh);
    pager->blank = table->grid->body_rows == 0 ? table->form.line + 2 * table->form.padding_y : 0;
    if (pager->strips.n == 0 && !fresh &&
        (pager->blank == 0 || room < pager->blank + tableset_notes_height(table)))
        return false;
    pager->end = pager->y + top + head + pager->blank;
    if (pager->strips.n > 0)
        pager->end += vec_last(&pager->strips)->y + vec_last(&pager->strips)->height;
    pager->parts.n = 0;
    for (size_t i = 0; i < pager->strips.n; i++)
        show_strip(pager, i);
    return true;
}

// A group of columns stands under the one before where all its rows fit there.
static bool group_follows(Pager *pager)
{
    const TableSet *table = pager->table;
    Length height = table->form.line + tableset_top_height(table, false) + group_of(pager)->head_height +
                    rows_height(table, pager->group, table->grid->body_rows);
    if (pager->group == table->form.group_count - 1)
        height += tableset_notes_height(table);
    if (pager->y + height > pager->height)
        return false;
    pager->y += table->form.line;
    return true;
}

static void begin_group(Pager *pager)
{
    const Grid *grid = pager->table->grid;
    pager->row = 0;
    pager->used = 0;
    for (size_t i = 0; i < grid->body_count; i++)
        if (grid->body[i].column < group_of(pager)->repeated)
            pager->shown[i] = 0; // the stub stands again
}

Pager pager_open(Arena *arena, const TableSet *table, Length y, Length height)
{
    return (Pager){.table = table,
                   .arena = arena,
                   .group = -1,
                   .height = height,
                   .end = y,
                   .shown = ARENA_ARRAY(arena, uint32_t, table->grid->body_count)};
}

bool pager_next(Pager *pager)
{
    const TableSet *table = pager->table;
    bool here = false;
    pager->y = pager->end;
    pager->opens = pager->group < 0;
    if (pager->opens || pager->row >= table->grid->body_rows) {
        if (pager->group + 1 == table->form.group_count)
            return false;
        pager->group++;
        begin_group(pager);
        here = pager->opens || group_follows(pager);
    }
    pager->new_page = !here || !take_part(pager);
    if (pager->new_page) {
        pager->y = 0;
        pager->height = tableset_area_height(table);
        take_part(pager); // on a page of its own something always fits
    }
    assert(pager->strips.n > 0 || pager->blank > 0);
    return true;
}

bool pager_notes(Pager *pager)
{
    const TableSet *table = pager->table;
    pager->new_page = table->notes.n > 0 && pager->end + tableset_notes_height(table) > pager->height;
    pager->y = pager->new_page ? 0 : pager->end + (table->notes.n > 0 ? table->style->table.note_gap : 0);
    return pager->new_page;
}

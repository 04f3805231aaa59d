// Rows to pages: heads repeated, rows kept whole where a page can hold them, merged stubs centred on every
// page.
#include "layout/internal-table.h"

// The part of a row that stands on the page.
typedef struct Strip {
    int row;
    bool begins, ends; // the row's first part, its last part
    Length y, height;  // from the first row's top
} Strip;

typedef struct Pager {
    PageMaker *maker;
    TableSet *table;
    const Block *block;
    const TableGroup *group;
    int group_index;
    int row;     // the next to stand on a page
    Length used; // of its height, where a part of it stands already
    bool first;  // nothing of the table stands yet
    VEC(Strip) strips;
} Pager;

// ---- heights

static Length furniture_height(const Block *block, Length gap)
{
    return block ? block_height(block) + gap : 0;
}

Length tableset_top_height(const TableSet *table, bool first)
{
    const TableStyle *style = &table->style->table;
    if (first)
        return furniture_height(table->label, style->label_gap) +
               furniture_height(table->title, style->title_gap) + furniture_height(table->unit, 0);
    Length continued = furniture_height(table->continued, 0), unit = furniture_height(table->unit_again, 0);
    return continued > unit ? continued : unit;
}

Length tableset_notes_height(const TableSet *table)
{
    Length height = table->notes.n > 0 ? table->style->table.note_gap : 0;
    for (size_t i = 0; i < table->notes.n; i++)
        height += block_height(table->notes.at[i]);
    return height;
}

Length tableset_area_height(const TableSet *table)
{
    const PageStyle *page = &table->style->page;
    return table->form.turned ? page->area_width : page->area_height;
}

Length tableset_least_height(const TableSet *table)
{
    if (table->form.turned)
        return 0; // its pages are its own
    const TableStyle *style = &table->style->table;
    Length head = tableset_top_height(table, true) + table->form.groups[0].head_height, rows = 0, whole = 0;
    for (int i = 0; i < table->grid->body_rows; i++) {
        rows += i < style->rows_with_head ? table->form.groups[0].heights[i] : 0;
        whole += table->form.groups[0].heights[i];
    }
    whole += head + tableset_notes_height(table);
    Length least = table->form.one_page || whole <= style->whole_most ? whole : head + rows;
    return least < tableset_area_height(table) ? least : tableset_area_height(table);
}

// ---- which rows the page takes

static const GridCell *cell_at(const TableSet *table, int row, int column, int32_t *index)
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
    Length height = pager->group->heights[row] - used;
    bool goes_on = pager->used > 0 || used > 0;
    for (int i = 0; i < pager->group->column_count; i++) {
        int32_t index;
        const GridCell *cell = cell_at(table, row, pager->group->columns[i], &index);
        if (!cell || cell->row + cell->row_span - 1 != row)
            continue; // it ends further down
        if (cell->row_span <= 1 && !goes_on)
            continue; // the row's height holds it
        Length left = (Length)(table->form.texts[index].lines - table->shown[index]) * table->form.line;
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
    *vec_push(pager->maker->job->arena, &pager->strips) =
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
    for (int i = 0; i < pager->group->column_count; i++) {
        int32_t index;
        const GridCell *cell = cell_at(table, last->row, pager->group->columns[i], &index);
        if (!cell || cell->row + cell->row_span - 1 == last->row)
            continue;
        Length lines = table->form.texts[index].lines < together ? table->form.texts[index].lines : together;
        Length above = 0, below = 0, need = lines * table->form.line;
        for (size_t k = strips; k > 0 && pager->strips.at[k - 1].row >= cell->row; k--)
            above += pager->strips.at[k - 1].height;
        for (int row = last->row + 1; row < cell->row + cell->row_span; row++)
            below += pager->group->heights[row];
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
    bool last_group = pager->group_index == table->form.group_count - 1;
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

// ---- what stands on the page

// The digits of a number between two edges; amounts align on their decimal points.
static void place_number(Pager *pager, const GridCell *cell, Length left, Length right, Length y,
                         uint32_t element)
{
    const TableSet *table = pager->table;
    const DigitFont *digits = &table->form.digits[cell_look(cell)];
    PlainRun run;
    Plain plain = number_set(digits, pager->maker->job->arena, &run, cell->text, table->form.size);
    plain.colour = tableset_role(table, cell_look(cell))->colour;
    Length x = left, before, after;
    if (cell->align == ALIGN_DECIMAL) {
        number_measure(digits, cell->text, table->form.size, &before, &after);
        x = right - table->form.after[cell->column] - before;
    } else if (cell->align == ALIGN_RIGHT) {
        x = right - plain.width;
    } else if (cell->align == ALIGN_CENTRE) {
        x = left + (right - left - plain.width) / 2;
    }
    page_plain(pager->maker, &plain, x, y, element);
}

static void place_lines(Pager *pager, const GridCell *cell, const CellText *text, uint32_t from, uint32_t n,
                        Length x, Length width, Length y, uint32_t element)
{
    const TableSet *table = pager->table;
    Length padding = table->style->table.cell_padding_x;
    Length left = x + padding + tableset_indent(table, cell, table->form.size), right = x + width - padding;
    Length baseline = y + baseline_in(table->form.line, table->form.size);
    Mark mark = {.element = element};
    if (text->lines > 0 && !text->paragraph)
        place_number(pager, cell, left, right, baseline, element);
    for (uint32_t i = from; text->paragraph && i < from + n; i++)
        page_line(pager->maker, text->spec, &mark, &text->paragraph->lines[i], left,
                  baseline + (Length)(i - from) * table->form.line, false);
}

static Length centred(const TableSet *table, Length top, Length bottom, uint32_t lines)
{
    return top + (bottom - top - (Length)lines * table->form.line) / 2;
}

// The part of a cell on this page. A short text of a merged cell stands again on each page, as an artifact.
static void place_cell(Pager *pager, int32_t index, Length x, Length width, Length top, Length bottom,
                       bool ends, bool again)
{
    TableSet *table = pager->table;
    const GridCell *cell = &table->grid->body[index];
    const CellText *text = &table->form.texts[index];
    uint32_t element = again ? ELEMENT_ARTIFACT : table->body_elements[index];
    uint32_t shown = table->shown[index], left = text->lines - shown;
    Length room = (bottom - top - 2 * table->form.padding_y) / table->form.line;
    if (left == 0) {
        if (text->lines > 0 && cell->row_span > 1 && (Length)text->lines <= room)
            place_lines(pager, cell, text, 0, text->lines, x, width, centred(table, top, bottom, text->lines),
                        ELEMENT_ARTIFACT);
        return;
    }
    uint32_t n = ends || (Length)left <= room ? left : (uint32_t)(room > 0 ? room : 0);
    if (n == 0)
        return;
    Length y = n == left ? centred(table, top, bottom, n) : top + table->form.padding_y;
    place_lines(pager, cell, text, shown, n, x, width, y, element);
    table->shown[index] += n;
}

static void cell_destination(Pager *pager, int32_t index, Length x, Length y)
{
    const TableSet *table = pager->table;
    const GridCell *cell = &table->grid->body[index];
    Job *job = pager->maker->job;
    if (cell->source_row < 0 || job->wanted.n == 0)
        return;
    CellRef ref = {
        .table = table->table, .list = cell->list, .row = cell->source_row, .column = cell->source_column};
    job_destination(job, job_wanted_id(job, ref), page_index(pager->maker), x, y,
                    table->body_elements[index]);
}

static void place_strip(Pager *pager, size_t at, Length rows_top)
{
    const TableSet *table = pager->table;
    const TableGroup *group = pager->group;
    const Strip *strip = &pager->strips.at[at];
    int32_t before = -1;
    for (int i = 0; i < group->column_count; i++) {
        int32_t index;
        const GridCell *cell = cell_at(table, strip->row, group->columns[i], &index);
        bool starts = cell && index != before && (at == 0 || (cell->row == strip->row && strip->begins));
        before = index;
        if (!starts)
            continue;
        int first, last, end = cell->row + cell->row_span - 1;
        group_span(group, cell, &first, &last);
        size_t to = at;
        while (to + 1 < pager->strips.n && pager->strips.at[to + 1].row <= end)
            to++;
        const Strip *bottom = &pager->strips.at[to];
        Length x = pager->maker->left + group->x[first];
        bool again = cell->column < group->repeated;
        if (!again)
            cell_destination(pager, index, x, rows_top + strip->y);
        place_cell(pager, index, x, group->x[last + 1] - group->x[first], rows_top + strip->y,
                   rows_top + bottom->y + bottom->height, bottom->row == end && bottom->ends, again);
    }
}

static void place_head(Pager *pager, Length y)
{
    TableSet *table = pager->table;
    const TableGroup *group = pager->group;
    const Grid *grid = table->grid;
    for (size_t i = 0; i < grid->head_count; i++) {
        const GridCell *cell = &grid->head[i];
        int first, last;
        group_span(group, cell, &first, &last);
        if (first < 0)
            continue;
        Length top = y, bottom;
        for (int row = 0; row < cell->row; row++)
            top += group->head_heights[row];
        bottom = top;
        for (int row = cell->row; row < cell->row + cell->row_span && row < grid->head_rows; row++)
            bottom += group->head_heights[row];
        const CellText *text = &group->head[i];
        uint32_t element = table->head_shown[i] ? ELEMENT_ARTIFACT : table->head_elements[i];
        place_lines(pager, cell, text, 0, text->lines, pager->maker->left + group->x[first],
                    group->x[last + 1] - group->x[first], centred(table, top, bottom, text->lines), element);
        table->head_shown[i] = true;
    }
}

// ---- rules

static void fill_head_ids(const Pager *pager, int32_t *ids)
{
    const Grid *grid = pager->table->grid;
    int columns = pager->group->column_count;
    for (size_t i = 0; i < grid->head_count; i++) {
        int first, last;
        const GridCell *cell = &grid->head[i];
        group_span(pager->group, cell, &first, &last);
        for (int row = cell->row; first >= 0 && row < cell->row + cell->row_span && row < grid->head_rows;
             row++)
            for (int column = first; column <= last; column++)
                ids[(ptrdiff_t)row * columns + column] = (int32_t)i;
    }
}

// The head and the rows of this page as one grid of cells, for its rules. blank: an empty row below the head.
static void place_rules(const Pager *pager, Length y, Length blank)
{
    const TableSet *table = pager->table;
    const TableGroup *group = pager->group;
    Arena *arena = pager->maker->job->arena;
    int head = table->grid->head_rows, columns = group->column_count;
    int rows = head + (int)pager->strips.n + (blank > 0);
    int32_t *ids = ARENA_ARRAY(arena, int32_t, (size_t)rows * (size_t)columns);
    Length *edges = ARENA_ARRAY(arena, Length, (size_t)rows + 1),
           *x = ARENA_ARRAY(arena, Length, (size_t)columns + 1);
    for (int i = 0; i < rows * columns; i++)
        ids[i] = -1 - i; // each no cell is apart
    fill_head_ids(pager, ids);
    edges[0] = y;
    for (int row = 0; row < head; row++)
        edges[row + 1] = edges[row] + group->head_heights[row];
    for (size_t i = 0; i < pager->strips.n; i++) {
        const Strip *strip = &pager->strips.at[i];
        edges[head + (int)i + 1] = edges[head] + strip->y + strip->height;
        for (int column = 0; column < columns; column++) {
            int32_t index;
            if (cell_at(table, strip->row, group->columns[column], &index))
                ids[(ptrdiff_t)(head + (int)i) * columns + column] = (int32_t)table->grid->head_count + index;
        }
    }
    if (blank > 0)
        edges[rows] = edges[rows - 1] + blank;
    for (int i = 0; i <= columns; i++)
        x[i] = pager->maker->left + group->x[i];
    table_rules(pager->maker, x, columns, edges, rows, ids);
}

// ---- the table on its pages

static Length place_top(Pager *pager)
{
    const TableSet *table = pager->table;
    const TableStyle *style = &table->style->table;
    PageMaker *maker = pager->maker;
    Length y = maker->top + maker->y, height = tableset_top_height(table, pager->first);
    if (!pager->first) {
        if (table->continued)
            page_block(maker, table->continued, y + height - block_height(table->continued), true);
        if (table->unit_again)
            page_block(maker, table->unit_again, y + height - block_height(table->unit_again), true);
        return height;
    }
    page_anchors(maker, pager->block, maker->left, y);
    const Block *blocks[] = {table->label, table->title, table->unit};
    Length gaps[] = {style->label_gap, style->title_gap, 0};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i]) {
            page_block(maker, blocks[i], y, false);
            y += block_height(blocks[i]) + gaps[i];
        }
    return height;
}

// One page's part of the group: false where nothing fits below what stands there already.
static bool place_part(Pager *pager)
{
    PageMaker *maker = pager->maker;
    const TableSet *table = pager->table;
    bool fresh = maker->y == 0;
    Length head = pager->group->head_height;
    Length blank = table->grid->body_rows == 0 ? table->form.line + 2 * table->form.padding_y : 0;
    Length room = maker->height - maker->y - tableset_top_height(table, pager->first) - head;
    Length full = maker->height - tableset_top_height(table, false) - head;
    take_rows(pager, room, full, fresh);
    if (pager->strips.n == 0 && !fresh && (blank == 0 || room < blank + tableset_notes_height(table)))
        return false;
    maker->y += place_top(pager);
    pager->first = false;
    Length y = maker->top + maker->y;
    place_head(pager, y);
    for (size_t i = 0; i < pager->strips.n; i++)
        place_strip(pager, i, y + head);
    place_rules(pager, y, blank);
    maker->y += head + blank;
    if (pager->strips.n > 0)
        maker->y += vec_last(&pager->strips)->y + vec_last(&pager->strips)->height;
    return true;
}

static void place_notes(Pager *pager)
{
    PageMaker *maker = pager->maker;
    const TableSet *table = pager->table;
    if (table->notes.n == 0)
        return;
    if (maker->y + tableset_notes_height(table) > maker->height)
        page_next(maker, table->form.turned);
    else
        maker->y += table->style->table.note_gap;
    for (size_t i = 0; i < table->notes.n; i++) {
        page_block(maker, table->notes.at[i], maker->top + maker->y, false);
        maker->y += block_height(table->notes.at[i]);
    }
}

// A group of columns stands under the one before where all its rows fit there.
static bool group_follows(Pager *pager)
{
    PageMaker *maker = pager->maker;
    const TableSet *table = pager->table;
    Length height = table->form.line + tableset_top_height(table, false) + pager->group->head_height;
    for (int row = 0; row < table->grid->body_rows && maker->y + height <= maker->height; row++)
        height += pager->group->heights[row];
    if (pager->group_index == table->form.group_count - 1)
        height += tableset_notes_height(table);
    if (pager->first || maker->y + height > maker->height)
        return false;
    maker->y += table->form.line;
    return true;
}

static void place_group(Pager *pager)
{
    TableSet *table = pager->table;
    pager->row = 0;
    pager->used = 0;
    for (size_t i = 0; i < table->grid->body_count; i++)
        if (table->grid->body[i].column < pager->group->repeated)
            table->shown[i] = 0; // the stub stands again
    bool here = pager->first || group_follows(pager);
    do {
        if (!here || !place_part(pager)) {
            page_next(pager->maker, table->form.turned);
            place_part(pager);
        }
        here = false;
    } while (pager->row < table->grid->body_rows);
}

void tableset_place(PageMaker *maker, const Block *block)
{
    Pager pager = {.maker = maker, .table = block->table, .block = block, .first = true};
    TableSet *table = block->table;
    for (int i = 0; i < table->form.group_count; i++) {
        pager.group = &table->form.groups[i];
        pager.group_index = i;
        place_group(&pager);
    }
    place_notes(&pager);
    maker->y += table->style->table.note_gap;
    maker->off_grid = true;
}

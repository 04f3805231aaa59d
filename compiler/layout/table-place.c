// A table on its pages: what table-pages.c says stands there, drawn.
#include "layout/internal-table.h"

#include <assert.h>

typedef struct Placer {
    PageMaker *maker;
    const TableSet *table;
    const Block *block;
    Pager pager;
    bool *head_shown; // by head cell
} Placer;

// Lines of a cell's text between two edges.
typedef struct CellLines {
    const GridCell *cell;
    const CellText *text;
    uint32_t first, count;
    Length x, width, y; // y: of the first line's top
    uint32_t element;
} CellLines;

static const TableGroup *group_of(const Placer *placer)
{
    return &placer->table->form.groups[placer->pager.group];
}

// ---- cells

// The digits of a number; amounts align on their decimal points.
static void place_number(const Placer *placer, const CellLines *lines, Length left, Length right)
{
    const TableSet *table = placer->table;
    const GridCell *cell = lines->cell;
    const DigitFont *digits = &table->form.digits[cell_look(cell)];
    PlainRun run;
    Plain plain = number_set(digits, placer->maker->job->arena, &run, cell->text, table->form.size);
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
    page_plain(placer->maker, &plain, x, lines->y + baseline_in(table->form.line, table->form.size),
               lines->element);
}

// How far a text that is wider than its room stands to the left of it.
static Length overhang(const ParagraphSpec *spec, Length room)
{
    Length over = spec->measure - room;
    return spec->align == TEXT_LEFT || spec->align == TEXT_JUSTIFY ? 0
           : spec->align == TEXT_CENTRE                            ? over / 2
                                                                   : over;
}

static void place_lines(const Placer *placer, const CellLines *lines)
{
    const TableSet *table = placer->table;
    const CellText *text = lines->text;
    Length padding = table->style->table.cell_padding_x;
    Length left = lines->x + padding + tableset_indent(table, lines->cell, table->form.size);
    Length right = lines->x + lines->width - padding;
    Length baseline = lines->y + baseline_in(table->form.line, table->form.size);
    Mark mark = {.element = lines->element};
    if (!text->paragraph && lines->count > 0)
        place_number(placer, lines, left, right);
    else if (text->paragraph && text->spec->measure > right - left) // into the blank at its sides
        left -= overhang(text->spec, right - left);
    for (uint32_t i = 0; text->paragraph && i < lines->count; i++)
        page_line(placer->maker, (SetLine){text->spec, &mark, &text->paragraph->lines[lines->first + i]},
                  left, baseline + (Length)i * table->form.line, false);
}

static void cell_destination(const Placer *placer, int32_t index, Length x, Length y)
{
    const TableSet *table = placer->table;
    const GridCell *cell = &table->grid->body[index];
    Job *job = placer->maker->job;
    if (cell->source_row < 0 || job->wanted.n == 0)
        return;
    CellRef ref = {
        .table = table->table, .list = cell->list, .row = cell->source_row, .column = cell->source_column};
    job_destination(job, job_wanted_id(job, ref), page_index(placer->maker), x, y,
                    table->body_elements[index]);
}

static void place_cell(const Placer *placer, const CellPart *part, Length rows_top)
{
    const TableSet *table = placer->table;
    const TableGroup *group = group_of(placer);
    const GridCell *cell = &table->grid->body[part->cell];
    int first, last;
    group_span(group, cell, &first, &last);
    Length x = placer->maker->left + group->x[first];
    if (!part->repeated)
        cell_destination(placer, part->cell, x, rows_top + part->top);
    place_lines(
        placer,
        &(CellLines){.cell = cell,
                     .text = part->again ? &table->form.again[part->cell] : &table->form.texts[part->cell],
                     .first = part->first_line,
                     .count = part->line_count,
                     .x = x,
                     .width = group->x[last + 1] - group->x[first],
                     .y = rows_top + part->y,
                     .element = part->artifact ? ELEMENT_ARTIFACT : table->body_elements[part->cell]});
}

static void place_head_cell(const Placer *placer, size_t i, Length y)
{
    const TableSet *table = placer->table;
    const TableGroup *group = group_of(placer);
    const GridCell *cell = &table->grid->head[i];
    const CellText *text = &group->head[i];
    int first, last;
    group_span(group, cell, &first, &last);
    if (first < 0)
        return;
    Length height = 0;
    for (int row = 0; row < cell->row; row++)
        y += group->head_heights[row];
    for (int row = cell->row; row < cell->row + cell->row_span && row < table->grid->head_rows; row++)
        height += group->head_heights[row];
    place_lines(placer,
                &(CellLines){.cell = cell,
                             .text = text,
                             .count = text->lines,
                             .x = placer->maker->left + group->x[first],
                             .width = group->x[last + 1] - group->x[first],
                             .y = y + (height - (Length)text->lines * table->form.line) / 2,
                             .element = placer->head_shown[i] ? ELEMENT_ARTIFACT : table->head_elements[i]});
    placer->head_shown[i] = true;
}

// ---- rules

static void fill_head_ids(const Placer *placer, int32_t *ids)
{
    const Grid *grid = placer->table->grid;
    const TableGroup *group = group_of(placer);
    int columns = group->column_count;
    for (size_t i = 0; i < grid->head_count; i++) {
        int first, last;
        const GridCell *cell = &grid->head[i];
        group_span(group, cell, &first, &last);
        for (int row = cell->row; first >= 0 && row < cell->row + cell->row_span && row < grid->head_rows;
             row++)
            for (int column = first; column <= last; column++)
                ids[(ptrdiff_t)row * columns + column] = (int32_t)i;
    }
}

// The head and the rows of this page as one grid of cells, for its rules.
static void place_rules(const Placer *placer, Length y)
{
    const Pager *pager = &placer->pager;
    const TableSet *table = placer->table;
    const TableGroup *group = group_of(placer);
    Arena *arena = placer->maker->job->arena;
    Length blank = pager->blank;
    int head = table->grid->head_rows, columns = group->column_count;
    int rows = head + (int)pager->strips.n + (blank > 0);
    int32_t *ids = ARENA_ARRAY(arena, int32_t, (size_t)rows * (size_t)columns);
    Length *edges = ARENA_ARRAY(arena, Length, (size_t)rows + 1),
           *x = ARENA_ARRAY(arena, Length, (size_t)columns + 1);
    for (int i = 0; i < rows * columns; i++)
        ids[i] = -1 - i; // each no cell is apart
    fill_head_ids(placer, ids);
    edges[0] = y;
    for (int row = 0; row < head; row++)
        edges[row + 1] = edges[row] + group->head_heights[row];
    for (size_t i = 0; i < pager->strips.n; i++) {
        const Strip *strip = &pager->strips.at[i];
        edges[head + (int)i + 1] = edges[head] + strip->y + strip->height;
        for (int column = 0; column < columns; column++) {
            int32_t index;
            if (tableset_cell_at(table, strip->row, group->columns[column], &index))
                ids[(ptrdiff_t)(head + (int)i) * columns + column] = (int32_t)table->grid->head_count + index;
        }
    }
    if (blank > 0)
        edges[rows] = edges[rows - 1] + blank;
    for (int i = 0; i <= columns; i++)
        x[i] = placer->maker->left + group->x[i];
    table_rules(placer->maker,
                &(RuledGrid){.columns = columns, .rows = rows, .x = x, .y = edges, .ids = ids});
}

// ---- the parts

// Label, title and unit, or （续表）. Their height.
static Length place_top(const Placer *placer)
{
    const TableSet *table = placer->table;
    const TableStyle *style = &table->style->table;
    PageMaker *maker = placer->maker;
    Length y = maker->top + maker->y, height = tableset_top_height(table, placer->pager.opens);
    if (!placer->pager.opens) {
        Length foot = y + height - style->unit_gap;
        if (table->continued)
            page_block(maker, table->continued, foot - block_height(table->continued), true);
        if (table->unit_again)
            page_block(maker, table->unit_again, foot - block_height(table->unit_again), true);
        return height;
    }
    page_anchors(maker, placer->block, maker->left, y);
    const Block *blocks[] = {table->label, table->title, table->unit};
    Length gaps[] = {style->label_gap, style->title_gap, style->unit_gap};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i]) {
            page_block(maker, blocks[i], y, false);
            y += block_height(blocks[i]) + gaps[i];
        }
    return height;
}

static void place_part(const Placer *placer)
{
    const Pager *pager = &placer->pager;
    PageMaker *maker = placer->maker;
    if (pager->new_page)
        page_next(maker, placer->table->form.turned);
    maker->y = pager->y;
    Length y = maker->top + maker->y + place_top(placer);
    for (size_t i = 0; i < placer->table->grid->head_count; i++)
        place_head_cell(placer, i, y);
    for (size_t i = 0; i < pager->parts.n; i++)
        place_cell(placer, &pager->parts.at[i], y + group_of(placer)->head_height);
    place_rules(placer, y);
    maker->y = pager->end;
}

static void place_notes(Placer *placer)
{
    PageMaker *maker = placer->maker;
    const TableSet *table = placer->table;
    if (pager_notes(&placer->pager))
        page_next(maker, table->form.turned);
    maker->y = placer->pager.y;
    for (size_t i = 0; i < table->notes.n; i++) {
        page_block(maker, table->notes.at[i], maker->top + maker->y, false);
        maker->y += block_height(table->notes.at[i]);
    }
}

void tableset_place(PageMaker *maker, const Block *block)
{
    const TableSet *table = block->table.set;
    Arena *arena = maker->job->arena;
    Placer placer = {.maker = maker,
                     .table = table,
                     .block = block,
                     .pager = pager_open(arena, table, maker->y, maker->height),
                     .head_shown = ARENA_ARRAY(arena, bool, table->grid->head_count)};
    assert(maker->height + maker->foot == tableset_area_height(table));
    while (pager_next(&placer.pager))
        place_part(&placer);
    place_notes(&placer);
    maker->y += table->style->table.note_gap;
    maker->off_grid = true;
}

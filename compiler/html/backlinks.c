// Where the cells of a table are quoted: the way back from a figure's cell to the prose.
#include <stdlib.h>

#include "html/internal-html.h"

struct Quoted {
    CellRef cell;
    const Quotation *quotation;
    Str place;    // the title of where it stands
    size_t order; // of the quotations, in reading order
};

static int compare(const void *left, const void *right)
{
    const Quoted *a = left, *b = right;

    if (a->cell.table != b->cell.table)
        return (uintptr_t)a->cell.table < (uintptr_t)b->cell.table ? -1 : 1;
    const int pairs[][2] = {
        {a->cell.list, b->cell.list}, {a->cell.row, b->cell.row}, {a->cell.column, b->cell.column}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

// 本年收入合计，本年预算
static Str cell_label(Arena *arena, CellRef cell)
{
    const Row *row = cell.row >= 0 ? &cell.table->lists[cell.list].rows[cell.row] : NULL;
    Str column = table_column(cell)->title;

    if (!row || row->name.n == 0)
        return column;
    return str_print(arena, "%.*s，%.*s", STR_ARG(row->name), STR_ARG(column));
}

static const Node *headed_by(const Node *block)
{
    if (block->kind == NODE_HEADING)
        return block;
    return block->kind == NODE_PARAGRAPH && block->first && block->first->kind == NODE_RUN_IN ? block->first
                                                                                              : NULL;
}

// Where the quotation before this one stands, in reading order: what was found there holds up to there.
typedef struct Reading {
    const Node *section, *block;
    Str section_title, title;
} Reading;

// The section, and the nearest heading above the figure where that is another.
static Str place_title(Arena *arena, Reading *reading, const Quotation *quotation)
{
    const Node *block = quotation->node, *heading = NULL, *last = reading->block;

    if (quotation->section != reading->section)
        *reading = (Reading){.section = quotation->section,
                             .section_title = section_title(arena, quotation->section)};
    while (block && block->parent != quotation->section)
        block = block->parent;
    reading->block = block;
    while (block && block != last && !(heading = headed_by(block)))
        block = block->previous;
    if (block && block == last)
        return reading->title;
    Str section = reading->section_title, label = heading ? node_heading_label(arena, heading) : section;
    reading->title =
        str_equal(label, section) ? section : str_print(arena, "%.*s %.*s", STR_ARG(section), STR_ARG(label));
    return reading->title;
}

static void add_place(Arena *arena, Items *places, const Quoted *quoted, bool one_page)
{
    const Quotation *quotation = quoted->quotation;
    Str title = quoted->place;

    // One link for figures of the same cell that stand together.
    if (places->n > 0 && str_equal(places->at[places->n - 1].texts[SLOT_TITLE], title))
        return;
    Item *place = vec_push(arena, places);
    place->texts[SLOT_TITLE] = title;
    place->texts[SLOT_HREF] = one_page ? str_print(arena, "#%.*s", STR_ARG(quotation->id))
                                       : str_print(arena, "%.*s.html#%.*s", STR_ARG(quotation->section->id),
                                                   STR_ARG(quotation->id));
}

QuotedCells backlinks_read(Arena *arena, const Document *document)
{
    VEC(Quoted) quoted = {0};
    Reading reading = {0};
    CellRef cell;

    for (size_t i = 0; i < document->quotation_count; i++) {
        const Quotation *quotation = &document->quotations[i];
        if (document_covers(document, quotation->node) &&
            document_figure_target(document, quotation->figure, &cell))
            *vec_push(arena, &quoted) = (Quoted){cell, quotation, place_title(arena, &reading, quotation), i};
    }
    if (quoted.n > 1)
        qsort(quoted.at, quoted.n, sizeof *quoted.at, compare);
    return (QuotedCells){quoted.at, quoted.n};
}

// Where the table's begin.
static size_t first_of(QuotedCells quoted, const Table *table)
{
    size_t from = 0, to = quoted.n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if ((uintptr_t)quoted.at[middle].cell.table < (uintptr_t)table)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const Items *backlinks_of(Arena *arena, const Document *document, QuotedCells quoted, const Table *table,
                          bool one_page)
{
    Items *items = ARENA_NEW(arena, Items), *places = NULL;
    size_t first = first_of(quoted, table);

    for (size_t i = first; i < quoted.n && quoted.at[i].cell.table == table; i++) {
        if (i == first || !table_cell_same(quoted.at[i].cell, quoted.at[i - 1].cell)) {
            Item *item = vec_push(arena, items);
            Str id = document_cell_id(arena, document, quoted.at[i].cell);
            places = ARENA_NEW(arena, Items);
            item->texts[SLOT_CELL] = cell_label(arena, quoted.at[i].cell);
            item->texts[SLOT_HREF] = str_print(arena, "#%.*s", STR_ARG(id));
            item->lists[SLOT_PLACES] = places;
        }
        add_place(arena, places, &quoted.at[i], one_page);
    }
    return items;
}

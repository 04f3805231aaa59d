// Tables without rules over several pages: their columns are those of all pages.
#include <math.h>

#include "intake/internal-pdf.h"

#define MOST_HEAD 4     // lines of a head that say that it stands again
#define MOST_OVER 6     // lines over a table
#define MOST_PARTS 8    // pages that are read at once
#define MOST_MORE 4     // columns that a table is found to have only with its further pages
#define EDGE_ZONE 0.08F // of a page's height
#define SAME 1.0F       // points: widths of pages
#define NARROW 0.45F    // of a table's width: a line of one cell
#define CLOSE 2.0F      // em: how far below its table
#define MOST_LINES 20   // that a head overleaf may be read as
#define LEAST_SAID 2    // texts of a head overleaf that say that it stands again

// The first table of a page, where it has no rules and only captions are above it; NULL: there is none.
static PdfItem *first_table(PdfItems *items, uint32_t page)
{
    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].page == page && items->at[i].table)
            return items->at[i].table->block ? &items->at[i] : NULL;
    return NULL;
}

static PdfItem *last_table(PdfItems *items, uint32_t page)
{
    PdfItem *last = NULL;

    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].page == page && items->at[i].table)
            last = &items->at[i];
    return last && last->table->block ? last : NULL;
}

typedef struct Chain { // a table's parts
    VEC(PdfBlock) blocks;
    VEC(PdfItem *) items;
} Chain;

// Whether a part begins with a line of the first one's head.
static bool begins_alike(const PdfBlock *first, const PdfBlock *more)
{
    for (size_t i = 0; i < more->n && i < MOST_HEAD; i++)
        for (size_t k = 0; k < first->n && k < MOST_HEAD; k++)
            if (str_equal(first->lines[k].text, more->lines[i].text))
                return true;
    return false;
}

// Whether the first n parts have the same columns, read as one: then they are.
static bool parts_read(Arena *arena, const Chain *chain, size_t n)
{
    PdfTable **tables = ARENA_ARRAY(arena, PdfTable *, n + 1);
    size_t most = 0;
    bool alike = true;

    for (size_t i = 0; i < n; i++) {
        most = chain->items.at[i]->table->x_count > most ? chain->items.at[i]->table->x_count : most;
        alike = alike && (i == 0 || begins_alike(&chain->blocks.at[0], &chain->blocks.at[i]));
    }
    if (!pdf_unruled_read(arena, chain->blocks.at, n, tables) ||
        tables[0]->x_count > most + (alike ? MOST_MORE : 1) || (tables[0]->x_count < most && !alike))
        return false;
    for (size_t i = 0; i < n; i++) {
        tables[i]->block = chain->items.at[i]->table->block;
        *chain->items.at[i]->table = *tables[i];
    }
    return true;
}

// Reads a chain's parts as one; where they are none, as many of the first as are, then the others.
static void chain_read(Arena *arena, const Chain *chain)
{
    for (size_t from = 0, n; from + 1 < chain->items.n; from += n) {
        Chain rest = {.blocks = {.at = chain->blocks.at + from, .n = chain->blocks.n - from},
                      .items = {.at = chain->items.at + from, .n = chain->items.n - from}};

        n = rest.items.n;
        if (parts_read(arena, &rest, n))
            return;
        for (n = 1; n + 1 < rest.items.n && parts_read(arena, &rest, n + 1);)
            n++;
    }
}

// Whether a text between two tables stands over the first too, or at a page's edge: the second may go on with
// it.
static bool is_passed(const PdfPages *pages, const PdfItems *items, const PdfItem *first, const PdfItem *text)
{
    float height = pages->pages.at[text->page - 1].height,
          middle = (text->text->box.y0 + text->text->box.y1) / 2;
    bool said = false;

    for (size_t i = 0; i < words_builtin.lists[WORDS_TABLE_CONTINUED].n; i++)
        said = said || str_find(text->text->text, words_builtin.lists[WORDS_TABLE_CONTINUED].at[i], 0) >= 0;
    for (const PdfItem *over = first; over > items->at && first - over < MOST_OVER && (over - 1)->text;
         over--)
        said = said || str_equal((over - 1)->text->text, text->text->text);
    return said || middle < height * EDGE_ZONE || middle > height * (1 - EDGE_ZONE);
}

static bool may_go_on(const PdfPages *pages, const PdfItems *items, const PdfItem *first, const PdfItem *last,
                      const PdfItem *next)
{
    for (const PdfItem *item = last + 1; item < next; item++)
        if (!item->text || !is_passed(pages, items, first, item))
            return false;
    return fabsf(pages->pages.at[last->page - 1].width - pages->pages.at[next->page - 1].width) <= SAME;
}

static void part_add(Arena *arena, Chain *chain, PdfItem *part)
{
    *vec_push(arena, &chain->blocks) = *part->table->block;
    *vec_push(arena, &chain->items) = part;
}

// ---- tables that end a page, and what stands overleaf all the same

static bool has_text(const PdfLine *line, Str text)
{
    for (size_t k = 0; k < line->segment_count; k++)
        if (str_equal(str_trim(line->segments[k].text), text))
            return true;
    for (size_t k = 0; k < line->part_count; k++)
        if (str_equal(str_trim(line->parts[k].text), text))
            return true;
    return false;
}

// How many of the texts that a table's block begins with stand again in the lines of a page before `end`.
static size_t said_again(const PdfItem *from, const PdfItem *end, const PdfBlock *block)
{
    size_t said = 0;

    for (const PdfItem *item = from; item < end; item++)
        for (size_t i = 0; i < block->n && i < MOST_HEAD; i++)
            for (size_t k = 0; k < item->text->part_count; k++)
                said += has_text(&block->lines[i], str_trim(item->text->parts[k].text));
    return said;
}

// Marks cells of rows from `row`; full: of the last row alone those whose texts fill their columns.
static void cells_mark(Arena *arena, PdfTable *table, bool full)
{
    for (size_t r = full ? table->row_count - 1 : 0; r < table->row_count; r++) {
        IntakeRow *row = &table->rows[r];
        IntakeCell *cells = ARENA_ARRAY(arena, IntakeCell, row->n + 1);
        uint32_t column = 0;

        for (size_t c = 0; c < row->n; column += cells[c].columns, c++) {
            cells[c] = row->cells[c];
            cells[c].unsure =
                cells[c].unsure || (cells[c].text.n && (!full || !table->full || table->full[column]));
        }
        row->cells = cells;
    }
}

// Whether a line right below a table is of one of its cells: it is narrow, and close.
static bool is_cut_off(const PdfTable *table, const PdfItem *item)
{
    const PdfLine *line = item->text;

    return line && line->box.x0 > table->box.x0 - line->size && line->box.x1 < table->box.x1 + line->size &&
           line->box.x1 - line->box.x0 < NARROW * (table->box.x1 - table->box.x0) &&
           line->box.y0 < table->box.y1 + CLOSE * line->size;
}

// Of a table without rules that ends its page and goes on below it, or overleaf after lines of its head.
static void parted_mark(Arena *arena, PdfItems *items, PdfItem *last)
{
    PdfItem *from = last + 1, *next, *end = items->at + items->n;
    size_t looked = 0;
    bool cut;

    while (from < end && from->page == last->page && (from->edge || is_cut_off(last->table, from)))
        from++;
    cut = from > last + 1 && !(from - 1)->edge;
    if (cut)
        cells_mark(arena, last->table, true);
    if (from == end || from->page != last->page + 1)
        return;
    if (cut && from->table && from->table->block && from->table->x_count != last->table->x_count) {
        cells_mark(arena, last->table, false);
        cells_mark(arena, from->table, false);
    }
    for (next = from; next < end && next->page == from->page && next->text && looked < MOST_LINES; looked++)
        next++;
    if (said_again(from, next, last->table->block) < LEAST_SAID)
        return;
    cells_mark(arena, last->table, true);
    if (next < end && next->page == from->page && next->table && next->table->block)
        cells_mark(arena, next->table, false);
}

// Of a table that begins a page without a head, where the page before ends with lines of a head, which
// columns it has is not told.
static void headless_mark(Arena *arena, PdfItems *items, PdfItem *table)
{
    const PdfBlock *block = table->table->block;
    size_t beside = 0, looked = 0;

    for (const PdfItem *before = table; before > items->at && looked < MOST_OVER;) {
        before--;
        if (before->edge || before->drawn)
            continue;
        if (before->page + 1 != table->page || !before->text)
            break;
        looked++;
        beside += pdf_is_side_by_side(before->text) && !before->text->entry &&
                  fabsf(before->text->size - block->lines[0].size) < SAME;
    }
    if (beside > 1)
        cells_mark(arena, table->table, false);
    for (size_t k = 0; beside == 1 && k < block->lines[0].part_count; k++)
        if (pdf_is_amount(block->lines[0].parts[k].text)) {
            cells_mark(arena, table->table, false);
            return;
        }
}

// Two tables right below each other, with nothing between and other columns each, may be one: neither is told
// surely.
static void neighbours_mark(Arena *arena, PdfItem *item, PdfItem *next)
{
    if (!item->table || !next->table || !item->table->block || !next->table->block ||
        item->page != next->page || item->column != next->column ||
        item->table->x_count == next->table->x_count || begins_alike(item->table->block, next->table->block))
        return;
    cells_mark(arena, item->table, false);
    cells_mark(arena, next->table, false);
}

void pdf_chains_read(Arena *arena, const PdfPages *pages, PdfItems *items)
{
    Chain chain = {0};

    for (uint32_t page = 1; page < pages->pages.n; page++) {
        PdfItem *last = last_table(items, page), *next = first_table(items, page + 1);

        if (chain.items.n == MOST_PARTS ||
            (chain.items.n && (!last || !next || *vec_last(&chain.items) != last ||
                               !may_go_on(pages, items, chain.items.at[0], last, next)))) {
            chain_read(arena, &chain);
            chain = (Chain){0};
        }
        if (!last || !next || (chain.items.n == 0 && !may_go_on(pages, items, last, last, next)))
            continue;
        if (chain.items.n == 0)
            part_add(arena, &chain, last);
        part_add(arena, &chain, next);
    }
    chain_read(arena, &chain);
    for (size_t i = 0; i + 1 < items->n; i++)
        neighbours_mark(arena, &items->at[i], &items->at[i + 1]);
    for (uint32_t page = 1; page < pages->pages.n; page++) {
        PdfItem *last = last_table(items, page);

        PdfItem *first = first_table(items, page + 1);

        if (last)
            parted_mark(arena, items, last);
        if (first)
            headless_mark(arena, items, first);
    }
}

// Tables without rules over several pages: their columns are those of all pages.
#include <math.h>

#include "intake/internal-pdf.h"

#define MOST_HEAD 4     // lines of a head that say that it stands again
#define MOST_OVER 6     // lines over a table
#define MOST_PARTS 8    // pages that are read at once
#define MOST_MORE 4     // columns that a table is found to have only with its further pages
#define EDGE_ZONE 0.08F // of a page's height
#define SAME 1.0F       // points: widths of pages

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

// Whether the parts have the same columns, read as one: then they are.
static bool chain_read(Arena *arena, Chain *chain, PdfItem *more)
{
    PdfTable **tables = ARENA_ARRAY(arena, PdfTable *, chain->blocks.n + 2);
    size_t most = more->table->x_count;
    bool alike = begins_alike(&chain->blocks.at[0], more->table->block);

    for (size_t i = 0; i < chain->items.n; i++)
        most = chain->items.at[i]->table->x_count > most ? chain->items.at[i]->table->x_count : most;
    *vec_push(arena, &chain->blocks) = *more->table->block;
    *vec_push(arena, &chain->items) = more;
    if (!pdf_unruled_read(arena, chain->blocks.at, chain->blocks.n, tables) ||
        tables[0]->x_count > most + (alike ? MOST_MORE : 1) || (tables[0]->x_count < most && !alike))
        return false;
    for (size_t i = 0; i < chain->items.n; i++) {
        tables[i]->block = chain->items.at[i]->table->block;
        *chain->items.at[i]->table = *tables[i];
    }
    return true;
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

void pdf_chains_read(Arena *arena, const PdfPages *pages, PdfItems *items)
{
    Chain chain = {0};

    for (uint32_t page = 1; page < pages->pages.n; page++) {
        PdfItem *last = last_table(items, page), *next = first_table(items, page + 1);

        if (!last || !next || chain.blocks.n == MOST_PARTS) {
            chain = (Chain){0};
            continue;
        }
        if (chain.items.n == 0 || *vec_last(&chain.items) != last) {
            chain = (Chain){0};
            *vec_push(arena, &chain.blocks) = *last->table->block;
            *vec_push(arena, &chain.items) = last;
        }
        if (!may_go_on(pages, items, chain.items.at[0], last, next) || !chain_read(arena, &chain, next))
            chain = (Chain){0};
    }
}

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
}

// What pages have beside their text: their numbers, heads and feet that run from page to page, and what
// stands again over the rest of a table.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define HEAD_ZONE 0.13F // of a page's height
#define FOOT_ZONE 0.87F
#define MOST_EDGE 150     // bytes
#define NUMBER_ZONE 0.25F // in which a number that counts with its pages may stand
#define NEAR 8.0F         // points
#define MOST_LINES 3      // of a running head
#define MOST_NUMBER 64    // bytes
#define AROUND 40         // pages that are held against one

typedef struct EdgeReader {
    Builder *builder;
    const PdfPages *pages;
    PdfItems *items;
    const size_t *begins; // of each page: its first item; one more than there are
} EdgeReader;

static Str text_of(const PdfItem *item)
{
    return item->text ? str_trim(item->text->text) : (Str){0};
}

static const PdfPage *page_of(const EdgeReader *reader, const PdfItem *item)
{
    return &reader->pages->pages.at[item->page - 1];
}

static void mark(EdgeReader *reader, PdfItem *item)
{
    item->edge = true;
    builder_remark(reader->builder, LEFT_PAGE, text_of(item));
}

static bool has_colon(Str text)
{
    return str_find(text, STR("："), 0) >= 0 || str_find_char(text, ':', 0) >= 0;
}

static bool in_zone(const EdgeReader *reader, const PdfItem *item, bool head)
{
    float height = page_of(reader, item)->height;

    return item->text && text_of(item).n <= MOST_EDGE &&
           (head ? item->text->box.y1 < height * HEAD_ZONE : item->text->box.y0 > height * FOOT_ZONE);
}

static float place_of(const EdgeReader *reader, const PdfItem *item, bool head)
{
    return head ? item->text->base : page_of(reader, item)->height - item->text->base;
}

static bool stands_alike(const EdgeReader *reader, const PdfItem *other, const PdfItem *item, bool head)
{
    return other->text && fabsf(place_of(reader, other, head) - place_of(reader, item, head)) < NEAR;
}

static int number_of(const EdgeReader *reader, const PdfItem *item)
{
    bool bare;

    return text_of(item).n > MOST_NUMBER
               ? 0
               : page_number_read(reader->builder->arena, words_builtin.lists, text_of(item), &bare);
}

typedef bool Alike(const EdgeReader *reader, const PdfItem *other, const PdfItem *item, bool head);

// Whether something like it stands on a page around its own.
static bool is_around(const EdgeReader *reader, const PdfItem *item, bool head, Alike *alike)
{
    size_t page = item->page - 1, from = page > AROUND ? page - AROUND : 0,
           to = page + AROUND < reader->pages->pages.n ? page + AROUND : reader->pages->pages.n - 1;

    for (size_t p = from; p <= to; p++)
        for (size_t i = reader->begins[p]; p != page && i < reader->begins[p + 1]; i++)
            if (alike(reader, &reader->items->at[i], item, head))
                return true;
    return false;
}

// Stands so there too, at the same height.
static bool runs(const EdgeReader *reader, const PdfItem *other, const PdfItem *item, bool head)
{
    return in_zone(reader, other, head) && stands_alike(reader, other, item, head) &&
           str_equal(text_of(other), text_of(item));
}

// Counts on from page to page, at the same height.
static bool counts(const EdgeReader *reader, const PdfItem *other, const PdfItem *item, bool head)
{
    int number = stands_alike(reader, other, item, head) ? number_of(reader, other) : 0;

    return number && number - number_of(reader, item) == (int)other->page - (int)item->page;
}

// The number of a page whose margins are wide.
static bool is_number(const EdgeReader *reader, const PdfItem *item, bool head)
{
    float height = page_of(reader, item)->height;

    return item->text &&
           (head ? item->text->box.y1 < height * NUMBER_ZONE
                 : item->text->box.y0 > height * (1 - NUMBER_ZONE)) &&
           number_of(reader, item) && is_around(reader, item, head, counts);
}

// ii, XIV: pages before the text.
static bool is_roman(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!char_is_in((unsigned char)text.at[i], "ivxlcIVXLC-— "))
            return false;
    return text.n > 0 && text.n <= 8;
}

// One line of a page from its edge; false where it is text.
// gap: to what is next to it.
static bool edge_take(EdgeReader *reader, PdfItem *item, bool head, float gap)
{
    bool edge =
        in_zone(reader, item, head)
            ? number_of(reader, item) || is_roman(text_of(item)) ||
                  (gap > item->text->size && !has_colon(text_of(item)) && is_around(reader, item, head, runs))
            : item->text && gap > item->text->size && is_number(reader, item, head);

    if (edge)
        mark(reader, item);
    return edge;
}

static float gap_between(const PdfItems *items, size_t above, size_t below, size_t to)
{
    const PdfItem *item = &items->at[above];

    return below < to ? items->at[below].top - (item->text ? item->text->box.y1 : item->table->box.y1) : 1e6F;
}

void pdf_edges_mark(Builder *builder, const PdfPages *pages, PdfItems *items)
{
    size_t *begins = ARENA_ARRAY(builder->arena, size_t, pages->pages.n + 1);
    EdgeReader reader = {builder, pages, items, begins};

    for (size_t i = 0, page = 0; page <= pages->pages.n; page++) {
        while (i < items->n && items->at[i].page <= page)
            i++;
        begins[page] = i;
    }

    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].drawn)
            builder_remark(builder, LEFT_DRAWING, text_of(&items->at[i]));

    for (size_t from = 0, to; from < items->n; from = to) {
        for (to = from; to < items->n && items->at[to].page == items->at[from].page; to++)
            ;
        for (size_t i = from; i < to && i < from + MOST_LINES; i++)
            if (!edge_take(&reader, &items->at[i], true, gap_between(items, i, i + 1, to)))
                break;
        for (size_t i = to; i > from && i + MOST_LINES > to; i--)
            if (items->at[i - 1].edge ||
                !edge_take(&reader, &items->at[i - 1], false,
                           i - 1 > from ? gap_between(items, i - 2, i - 1, to) : 1e6F))
                break;
    }
}

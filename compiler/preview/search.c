// Finds a passage of the text on the set pages.
#include "preview/internal-places.h"

// Text between a heading and a paragraph below it fills no more pages than this, tables apart.
enum { PAGES_MOST = 8 };

// ---- what the pages say, without blanks

typedef struct Piece { // a run's
    const GlyphRun *run;
    size_t page;
    size_t at; // where its text begins in all of it
} Piece;

typedef struct Reading {
    Arena *arena;
    StrBuf text;
    VEC(uint32_t) places; // of each byte of text: the byte of its run
    VEC(Piece) pieces;
} Reading;

// The passage without blanks.
static Passage condense(Arena *arena, Passage passage)
{
    StrBuf out = {.arena = arena};
    size_t from = 0, to = 0;
    for (size_t i = 0; i < passage.text.n;) {
        size_t start = i;
        if (!char_is_blank(utf8_next(passage.text, &i)))
            buf_add(&out, str_slice(passage.text, start, i));
        from = i <= passage.from ? out.n : from;
        to = i <= passage.to ? out.n : to;
    }
    return (Passage){buf_str(&out), from, passage.to ? to : out.n};
}

static void add_run(Reading *reading, const GlyphRun *run, size_t page)
{
    *vec_push(reading->arena, &reading->pieces) = (Piece){.run = run, .page = page, .at = reading->text.n};
    for (size_t i = 0; i < run->text.n;) {
        size_t start = i;
        if (char_is_blank(utf8_next(run->text, &i)))
            continue;
        for (size_t k = start; k < i; k++)
            *vec_push(reading->arena, &reading->places) = (uint32_t)k;
        buf_add(&reading->text, str_slice(run->text, start, i));
    }
}

static void read_page(Reading *reading, const Pages *pages, size_t number, const Destination *from)
{
    const Page *page = &pages->pages[number];
    for (size_t k = 0; k < page->item_count; k++) {
        const Item *item = &page->items[k];
        bool before = number == from->page && item->run.y < from->y;
        if (item->kind == ITEM_RUN && item->element != ELEMENT_ARTIFACT && !before)
            add_run(reading, &item->run, number);
    }
}

// Reads pages until they have the text: where it begins in what was read, or -1.
static ptrdiff_t read_until(Reading *reading, const Pages *pages, const Destination *from, Str text)
{
    ptrdiff_t found = -1;
    for (size_t i = from->page; found < 0 && i < pages->page_count && i < from->page + PAGES_MOST; i++) {
        size_t before = reading->text.n;
        read_page(reading, pages, i, from);
        // It may begin on the page before.
        found =
            str_find((Str){reading->text.at, reading->text.n}, text, before > text.n ? before - text.n : 0);
    }
    return found;
}

// ---- boxes

// The part of the run that shows text[from … to), as wide as its glyphs, as high as its letters.
static Box run_box(const GlyphRun *run, size_t page, size_t from, size_t to)
{
    Length left = 0, right = 0;
    bool any = false;
    for (size_t i = 0; i < run->glyph_count; i++) {
        const Glyph *glyph = &run->glyphs[i];
        if (glyph->text < from || glyph->text >= to)
            continue;
        if (!any || glyph->x < left)
            left = glyph->x;
        if (!any || glyph->x + glyph->advance > right)
            right = glyph->x + glyph->advance;
        any = true;
    }
    return (Box){.page = page,
                 .x = run->x + left,
                 .y = run->y - run->size,
                 .width = right - left,
                 .height = run->size + run->size / 4};
}

// Of a line in several fonts, one box.
static void add_box(Arena *arena, Boxes *boxes, Box box)
{
    Box *last = boxes->n > 0 ? vec_last(boxes) : NULL;
    if (box.width <= 0)
        return;
    if (!last || last->page != box.page || last->y + last->height < box.y + box.height / 2 ||
        box.x < last->x || last->y > box.y + box.height / 2) {
        *vec_push(arena, boxes) = box;
        return;
    }
    Length bottom = last->y + last->height > box.y + box.height ? last->y + last->height : box.y + box.height;
    last->y = last->y < box.y ? last->y : box.y;
    last->height = bottom - last->y;
    last->width = box.x + box.width - last->x;
}

void pages_search(Arena *arena, const Pages *pages, const Destination *from, Passage passage, Boxes *boxes)
{
    Reading reading = {.arena = arena, .text = {.arena = arena}};
    passage = condense(arena, passage);
    ptrdiff_t found = passage.text.n > 0 ? read_until(&reading, pages, from, passage.text) : -1;
    if (found < 0)
        return;
    size_t first = passage.from + (size_t)found, end = passage.to + (size_t)found;
    for (size_t i = 0; i < reading.pieces.n; i++) {
        const Piece *piece = &reading.pieces.at[i];
        size_t next = i + 1 < reading.pieces.n ? reading.pieces.at[i + 1].at : reading.text.n;
        size_t a = first > piece->at ? first : piece->at, b = end < next ? end : next;
        if (a < b)
            add_box(
                arena, boxes,
                run_box(piece->run, piece->page, reading.places.at[a], (size_t)reading.places.at[b - 1] + 1));
    }
}

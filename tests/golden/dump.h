// Pages as text that a person can read and compare: lines of text with their places, the boxes of table
// cells, links, outline. Places are from the type area's corner, in ems of the body's size with two decimals.
#ifndef GONGKAI_GOLDEN_DUMP_H
#define GONGKAI_GOLDEN_DUMP_H

#include <stdlib.h>

#include "layout/layout.h"

// Text that stands together on one baseline.
typedef struct Chunk {
    uint32_t element;
    Length x, y, right;
    Str text;
    const Font *font; // of its first run
    Length size;
    bool in_cell;
} Chunk;

// The area of a table's cell between rules.
typedef struct Box {
    Length left, top, right, bottom;
} Box;

typedef struct Dump {
    Arena *arena;
    const Style *style;
    const Pages *pages;
    const Page *page;
    Length left, top; // of the type area
    StrBuf out;
    VEC(Chunk) chunks;
    VEC(Box) boxes;
    const Font *font; // of the last line printed
    Length size;
} Dump;

static inline void dump_em(Dump *d, Length length)
{
    Length hundredths = length_scale(length, 100, d->style->roles[ROLE_BODY].size);
    buf_print(&d->out, "%s%lld.%02lld", hundredths < 0 ? "-" : "", (long long)llabs(hundredths) / 100,
              (long long)llabs(hundredths) % 100);
}

static inline bool dump_of_cell(const Dump *d, uint32_t element)
{
    return element != ELEMENT_ARTIFACT &&
           (d->pages->elements[element].kind == ELEMENT_TD || d->pages->elements[element].kind == ELEMENT_TH);
}

// ---- text

static inline bool dump_joins(const Dump *d, const Chunk *chunk, const Item *item)
{
    Length em = d->style->roles[ROLE_BODY].size;
    bool artifact = item->element == ELEMENT_ARTIFACT;
    if (chunk->y != item->run.y || artifact != (chunk->element == ELEMENT_ARTIFACT))
        return false;
    if ((dump_of_cell(d, chunk->element) || dump_of_cell(d, item->element)) &&
        chunk->element != item->element)
        return false;
    Length gap = item->run.x - chunk->right;
    return gap > -em && gap < (artifact ? em / 4 : em * 3 / 5);
}

static inline void dump_collect(Dump *d, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const Item *item = &d->page->items[i];
        if (item->kind != ITEM_RUN || item->run.glyph_count == 0)
            continue;
        const Glyph *last = &item->run.glyphs[item->run.glyph_count - 1];
        Length right = item->run.x + last->x + last->advance;
        if (d->chunks.n > 0 && dump_joins(d, vec_last(&d->chunks), item)) {
            Chunk *chunk = vec_last(&d->chunks);
            chunk->text = str_print(d->arena, "%.*s%.*s", STR_ARG(chunk->text), STR_ARG(item->run.text));
            chunk->right = right;
            continue;
        }
        *vec_push(d->arena, &d->chunks) = (Chunk){.element = item->element,
                                                  .x = item->run.x,
                                                  .y = item->run.y,
                                                  .right = right,
                                                  .text = item->run.text,
                                                  .font = item->run.font,
                                                  .size = item->run.size};
    }
}

// Leaders as one mark and their number.
static inline void dump_text(Dump *d, Str text)
{
    size_t at = 0, n = 0;
    uint32_t first = text.n > 0 ? utf8_next(text, &at) : 0;
    for (at = 0; at < text.n && utf8_next(text, &at) == first;)
        n++;
    if (n > 6 && at == text.n) {
        buf_add_code(&d->out, first);
        buf_print(&d->out, "×%zu", n);
        return;
    }
    buf_add(&d->out, text);
}

static inline const char *dump_kind(const Dump *d, uint32_t element)
{
    static const char *const names[] = {
        [ELEMENT_P] = "P",       [ELEMENT_LBL] = "Lbl",       [ELEMENT_CODE] = "Code",
        [ELEMENT_EM] = "Em",     [ELEMENT_STRONG] = "Strong", [ELEMENT_CAPTION] = "Caption",
        [ELEMENT_LINK] = "Link", [ELEMENT_TH] = "TH",         [ELEMENT_TD] = "TD",
        [ELEMENT_SPAN] = "Span",
    };
    if (element == ELEMENT_ARTIFACT)
        return "~";
    const Element *e = &d->pages->elements[element];
    if (e->kind == ELEMENT_H)
        return str_print(d->arena, "H%d", e->level).at;
    return e->kind < sizeof names / sizeof *names && names[e->kind] ? names[e->kind] : "?";
}

// The font, where it is another than the line before had.
static inline void dump_font(Dump *d, const Chunk *chunk)
{
    if (chunk->font == d->font && chunk->size == d->size)
        return;
    Length tenths = length_scale(chunk->size, 10, LENGTH_PT);
    buf_print(&d->out, " [%.*s %lld.%lld]", STR_ARG(font_info(chunk->font)->postscript_name),
              (long long)tenths / 10, (long long)tenths % 10);
    d->font = chunk->font;
    d->size = chunk->size;
}

static inline void dump_line(Dump *d, const Chunk *chunk, Length left, Length top)
{
    buf_add(&d->out, STR("  "));
    dump_em(d, chunk->x - left);
    buf_add_char(&d->out, ' ');
    dump_em(d, chunk->y - top);
    buf_add_char(&d->out, ' ');
    dump_em(d, chunk->right - chunk->x);
    buf_print(&d->out, " %s", dump_kind(d, chunk->element));
    dump_font(d, chunk);
    buf_add_char(&d->out, ' ');
    dump_text(d, chunk->text);
    buf_add_char(&d->out, '\n');
}

// ---- cells: the areas that rules enclose

typedef struct Edges {
    Length *at;
    size_t n;
} Edges;

static inline int dump_compare(const void *a, const void *b)
{
    Length x = *(const Length *)a, y = *(const Length *)b;
    return x < y ? -1 : x > y;
}

// Rules nearer than this to each other are one edge.
#define DUMP_NEAR length_pt(2)

static inline Edges dump_edges(const Dump *d, bool vertical)
{
    Edges edges = {.at = ARENA_ARRAY(d->arena, Length, d->page->item_count + 1)};
    for (size_t i = 0; i < d->page->item_count; i++) {
        const Item *item = &d->page->items[i];
        if (item->kind != ITEM_RULE || (item->rule.width < item->rule.height) != vertical)
            continue;
        edges.at[edges.n++] =
            vertical ? item->rule.x + item->rule.width / 2 : item->rule.y + item->rule.height / 2;
    }
    qsort(edges.at, edges.n, sizeof *edges.at, dump_compare);
    size_t kept = 0;
    for (size_t i = 0; i < edges.n; i++)
        if (kept == 0 || edges.at[i] - edges.at[kept - 1] > DUMP_NEAR)
            edges.at[kept++] = edges.at[i];
    edges.n = kept;
    return edges;
}

// Whether a rule stands at this edge, between from and to.
static inline bool dump_ruled(const Dump *d, bool vertical, Length at, Length from, Length to)
{
    for (size_t i = 0; i < d->page->item_count; i++) {
        const Item *item = &d->page->items[i];
        if (item->kind != ITEM_RULE || (item->rule.width < item->rule.height) != vertical)
            continue;
        Length edge = vertical ? item->rule.x + item->rule.width / 2 : item->rule.y + item->rule.height / 2;
        Length begin = vertical ? item->rule.y : item->rule.x;
        Length end = begin + (vertical ? item->rule.height : item->rule.width);
        if (llabs(edge - at) <= DUMP_NEAR && begin <= (from + to) / 2 && end >= (from + to) / 2)
            return true;
    }
    return false;
}

// The box whose top left corner is between edges x[i], y[k]; false where none begins there.
static inline bool dump_box(const Dump *d, Edges x, Edges y, size_t i, size_t k, Box *box)
{
    if (!dump_ruled(d, true, x.at[i], y.at[k], y.at[k + 1]) ||
        !dump_ruled(d, false, y.at[k], x.at[i], x.at[i + 1]))
        return false;
    size_t right = i + 1, bottom = k + 1;
    while (right < x.n && !dump_ruled(d, true, x.at[right], y.at[k], y.at[k + 1]))
        right++;
    while (bottom < y.n && !dump_ruled(d, false, y.at[bottom], x.at[i], x.at[i + 1]))
        bottom++;
    if (right == x.n || bottom == y.n)
        return false;
    *box = (Box){x.at[i], y.at[k], x.at[right], y.at[bottom]};
    return true;
}

static inline void dump_boxes(Dump *d)
{
    Edges x = dump_edges(d, true), y = dump_edges(d, false);
    Box box;
    for (size_t k = 0; k + 1 < y.n; k++)
        for (size_t i = 0; i + 1 < x.n; i++)
            if (dump_box(d, x, y, i, k, &box))
                *vec_push(d->arena, &d->boxes) = box;
}

static inline void dump_cell(Dump *d, const Box *box, Length row_bottom)
{
    bool first = true;
    dump_em(d, box->left - d->left);
    buf_add_char(&d->out, '-');
    dump_em(d, box->right - d->left);
    if (box->bottom != row_bottom) {
        buf_add(&d->out, STR(" to "));
        dump_em(d, box->bottom - d->top);
    }
    for (size_t i = 0; i < d->chunks.n; i++) {
        Chunk *chunk = &d->chunks.at[i];
        if (chunk->in_cell || chunk->x < box->left || chunk->right > box->right || chunk->y < box->top ||
            chunk->y > box->bottom)
            continue;
        chunk->in_cell = true;
        buf_print(&d->out, "%s%.*s", first ? chunk->element == ELEMENT_ARTIFACT ? " ~ " : " " : "/",
                  STR_ARG(chunk->text));
        first = false;
    }
}

// Cells whose tops are level are a line.
static inline void dump_table(Dump *d)
{
    for (size_t from = 0, to; from < d->boxes.n; from = to) {
        const Box *row = &d->boxes.at[from];
        Length bottom = row->bottom;
        for (to = from; to < d->boxes.n && d->boxes.at[to].top == row->top; to++)
            bottom = d->boxes.at[to].bottom < bottom ? d->boxes.at[to].bottom : bottom;
        buf_add(&d->out, STR("  row "));
        dump_em(d, row->top - d->top);
        buf_add_char(&d->out, '-');
        dump_em(d, bottom - d->top);
        for (size_t i = from; i < to; i++) {
            buf_add(&d->out, STR(" | "));
            dump_cell(d, &d->boxes.at[i], bottom);
        }
        buf_add_char(&d->out, '\n');
    }
}

// ---- pages

static inline void dump_links(Dump *d)
{
    for (size_t i = 0; i < d->page->link_count; i++) {
        const LinkArea *link = &d->page->links[i];
        buf_add(&d->out, STR("  link "));
        dump_em(d, link->x - d->left);
        buf_add_char(&d->out, ' ');
        dump_em(d, link->y - d->top);
        buf_add_char(&d->out, ' ');
        dump_em(d, link->width);
        buf_print(&d->out, " %s%.*s%.*s\n", link->destination.n > 0 ? "#" : "", STR_ARG(link->destination),
                  STR_ARG(link->uri));
    }
}

// A rule that no cell has.
static inline void dump_rules(Dump *d)
{
    for (size_t i = 0; d->boxes.n == 0 && i < d->page->item_count; i++) {
        const Item *item = &d->page->items[i];
        if (item->kind != ITEM_RULE)
            continue;
        buf_add(&d->out, STR("  rule "));
        dump_em(d, item->rule.x - d->left);
        buf_add_char(&d->out, ' ');
        dump_em(d, item->rule.y - d->top);
        buf_add_char(&d->out, ' ');
        dump_em(d, item->rule.width);
        buf_add_char(&d->out, '\n');
    }
}

static inline void dump_page(Dump *d, size_t index)
{
    const PageStyle *style = &d->style->page;
    const Page *page = d->page = &d->pages->pages[index];
    d->chunks.n = d->boxes.n = 0;
    d->left = page->turned ? style->height - style->margin_top - style->area_height : style->margin_inner;
    d->top = page->turned ? style->margin_inner : style->margin_top;
    buf_print(&d->out, "page %zu “%.*s”%s\n", index + 1, STR_ARG(page->label), page->turned ? " turned" : "");
    dump_collect(d, 0, page->upright_first);
    dump_boxes(d);
    for (size_t i = 0; i < d->chunks.n; i++) { // what stands over the first table comes first
        Chunk *chunk = &d->chunks.at[i];
        if (d->boxes.n > 0 && chunk->y > d->boxes.at[0].top)
            continue;
        dump_line(d, chunk, d->left, d->top);
        chunk->in_cell = true;
    }
    dump_table(d);
    for (size_t i = 0; i < d->chunks.n; i++)
        if (!d->chunks.at[i].in_cell)
            dump_line(d, &d->chunks.at[i], d->left, d->top);
    dump_rules(d);
    d->chunks.n = 0;
    dump_collect(d, page->upright_first, page->item_count);
    for (size_t i = 0; i < d->chunks.n; i++)
        dump_line(d, &d->chunks.at[i], style->margin_inner, style->margin_top);
    dump_links(d);
}

static inline Str dump_pages(Arena *arena, const Style *style, const Pages *pages)
{
    Dump d = {.arena = arena, .style = style, .pages = pages, .out = {.arena = arena}};
    buf_print(&d.out, "pages %zu\n", pages->page_count);
    for (size_t i = 0; i < pages->page_count; i++)
        dump_page(&d, i);
    for (size_t i = 0; i < pages->outline_count; i++)
        buf_print(&d.out, "outline %d %.*s #%.*s\n", pages->outline[i].level,
                  STR_ARG(pages->outline[i].title), STR_ARG(pages->outline[i].destination));
    for (size_t i = 0; i < pages->destination_count; i++) {
        const Destination *place = &pages->destinations[i];
        const Page *page = &pages->pages[place->page];
        Length top = page->turned ? style->page.margin_inner : style->page.margin_top;
        buf_print(&d.out, "destination %.*s page %u at ", STR_ARG(place->id), place->page + 1);
        dump_em(&d, place->y - top);
        buf_add_char(&d.out, '\n');
    }
    return buf_str(&d.out);
}

#endif

// Pages to what is read from the first to the last: paragraphs over lines and pages.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define HEADING_LINES 1.75F // em: lines of one heading are no further apart

// How text is set on pages of one width, or in a column of them.
typedef struct Measure {
    float page; // the width
    uint8_t column;
    float left, right;
} Measure;

typedef struct Flow {
    Builder *builder;
    Arena *arena;
    const PdfPages *pages;
    PdfItems *items;
    VEC(Measure) measures;
    float size, pitch; // of most text; between its lines
    uint32_t font;
} Flow;

static const PdfPage *page_of(const Flow *flow, const PdfItem *item)
{
    return &flow->pages->pages.at[item->page - 1];
}

static bool is_text(const PdfItem *item)
{
    return item->text && !item->edge && !item->again && !item->drawn && !item->note;
}

// ---- how text is set

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static void look_find(Flow *flow)
{
    size_t *sizes = ARENA_ARRAY(flow->arena, size_t, 1001);
    size_t *fonts = ARENA_ARRAY(flow->arena, size_t, flow->pages->fonts.n + 1), best = 0;
    float *pitches = ARENA_ARRAY(flow->arena, float, flow->items->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < flow->items->n; i++) {
        const PdfItem *item = &flow->items->at[i];
        size_t size;

        if (!is_text(item))
            continue;
        size = (size_t)(fminf(item->text->size, 100) * 10);
        sizes[size] += item->text->text.n;
        if (sizes[size] > best) {
            best = sizes[size];
            flow->size = item->text->size;
        }
    }
    best = 0;
    for (size_t i = 0; i < flow->items->n; i++) {
        const PdfItem *item = &flow->items->at[i], *before = i ? item - 1 : NULL;

        if (!is_text(item) || fabsf(item->text->size - flow->size) > 0.3F)
            continue;
        fonts[item->text->font] += item->text->text.n;
        if (fonts[item->text->font] > best) {
            best = fonts[item->text->font];
            flow->font = item->text->font;
        }
        if (before && is_text(before) && before->page == item->page &&
            fabsf(before->text->size - flow->size) <= 0.3F)
            pitches[n++] = item->text->base - before->text->base;
    }
    if (n)
        qsort(pitches, n, sizeof *pitches, by_value);
    flow->pitch = n ? pitches[n / 2] : flow->size * 1.5F;
}

// Lines begin at the left edge of a measure, and those that fill it end at its right: the outermost but for a
// few.
static Measure measure_find(Flow *flow, float width, uint8_t column)
{
    float *lefts = ARENA_ARRAY(flow->arena, float, flow->items->n + 1);
    float *rights = ARENA_ARRAY(flow->arena, float, flow->items->n + 1);
    size_t n = 0, full = 0;

    for (size_t i = 0; i < flow->items->n; i++) {
        const PdfItem *item = &flow->items->at[i];

        if (!is_text(item) || item->column != column || fabsf(page_of(flow, item)->width - width) > 2 ||
            fabsf(item->text->size - flow->size) > 0.6F)
            continue;
        lefts[n++] = item->text->box.x0;
        if (item->text->box.x1 - item->text->box.x0 >= width * (column > 2 ? 0.15F : column ? 0.25F : 0.5F))
            rights[full++] = item->text->box.x1;
    }
    if (full == 0)
        return (Measure){width, column, width * (column == 2 ? 0.52F : 0.12F),
                         width * (column == 1 ? 0.48F : 0.88F)};
    qsort(lefts, n, sizeof *lefts, by_value);
    qsort(rights, full, sizeof *rights, by_value);
    return (Measure){width, column, lefts[n / 20], rights[full - 1 - full / 20]};
}

static Measure measure_of(Flow *flow, const PdfItem *item)
{
    float width = page_of(flow, item)->width;

    for (size_t i = 0; i < flow->measures.n; i++)
        if (fabsf(flow->measures.at[i].page - width) <= 2 && flow->measures.at[i].column == item->column)
            return flow->measures.at[i];
    *vec_push(flow->arena, &flow->measures) = measure_find(flow, width, item->column);
    return *vec_last(&flow->measures);
}

// ---- paragraphs

// How wide what stands together at a line's begin is: a run of letters and digits, or one character.
static float first_width(const PdfLine *line)
{
    size_t letters = 0;

    for (size_t at = 0; at < line->text.n;) {
        uint32_t code = utf8_next(line->text, &at);

        if (code >= 0x80 || char_is_blank(code))
            break;
        letters++;
    }
    return letters ? (float)letters * line->size * 0.55F + line->size : line->size * 2.2F;
}

static bool is_centred(const PdfLine *line, const Measure *measure)
{
    float left = line->box.x0 - measure->left, right = measure->right - line->box.x1;

    return left > line->size * 3 && fabsf(left - right) < line->size * 1.5F;
}

// A line of the contents, to its page's number.
static bool is_entry(Str text)
{
    return entry_page_begin(words_builtin.lists, text) < text.n && pdf_is_led(text);
}

// A name that a cover's width broke; a year begins another line.
static bool is_name_on(const PdfItem *item, const PdfItem *next)
{
    size_t at = 0;

    return item->page == 1 && next->page == 1 && char_digit(utf8_next(next->text->text, &at)) < 0 &&
           next->text->font == item->text->font;
}

static bool goes_on(Flow *flow, const PdfItem *item, const PdfItem *next)
{
    Measure here = measure_of(flow, item), there = measure_of(flow, next);
    const PdfLine *line = item->text, *after = next->text;
    float inset = after->box.x0 - there.left;
    TextNumbering numbering;
    bool full = line->box.x1 + first_width(after) > here.right;
    size_t end = line->text.n;

    if (fabsf(line->size - after->size) > line->size * 0.08F || next->page > item->page + 1)
        return false;
    if (line->entry || is_entry(line->text))
        return false;
    if (is_centred(line, &here))
        return is_centred(after, &there) && item->page == next->page && line->font == after->font &&
               line->size > flow->size * 1.05F && after->base - line->base < line->size * 2.2F &&
               (is_name_on(item, next) || after->base - line->base < line->size * HEADING_LINES ||
                line->box.x1 - line->box.x0 > (here.right - here.left) * 0.6F);
    // A heading whose first line is full: the rest stands in the middle.
    if (full && line->size > flow->size * 1.05F && line->font == after->font && is_centred(after, &there) &&
        line->box.x0 - here.left < line->size * 3 &&
        (item->page != next->page || after->base - line->base < line->size * HEADING_LINES))
        return true;
    if (!full || inset > after->size * 1.3F || inset < -after->size)
        return false;
    if (item->page == next->page && after->base - line->base > fmaxf(flow->pitch, line->size * 1.2F) * 1.35F)
        return false;
    // Where paragraphs have no indent a number begins one.
    end = line->text.n;
    if (text_ends_sentence(utf8_previous(line->text, &end)) && line->box.x0 - here.left < line->size &&
        text_numbering_read(after->text, &numbering))
        return false;
    return true;
}

// Text that is put together of lines, and where each of them stands.
typedef struct Passage {
    StrBuf text;
    VEC(IntakeSpot) spots;
} Passage;

static void passage_add(const Flow *flow, Passage *passage, const PdfItem *item)
{
    Str words = str_trim(item->text->text);

    join_text(&passage->text, words);
    *vec_push(flow->arena, &passage->spots) = pdf_spot(flow->pages, item, passage->text.n - words.n);
}

// The paragraph that it is.
static IntakeLine *passage_end(Flow *flow, Passage *passage)
{
    IntakeLine *line;

    flow->builder->serial++;
    line =
        builder_add(flow->builder, (IntakeLine){.kind = INTAKE_PARAGRAPH, .text = buf_str(&passage->text)});
    line->spots = passage->spots.at;
    line->spot_count = passage->spots.n;
    return line;
}

// The footnote whose mark has the number, as a line of its own; its lines stand at items from `at` on.
static void note_take(Flow *flow, size_t at, unsigned number)
{
    Passage passage = {.text = {.arena = flow->arena}};

    for (; at < flow->items->n &&
           (passage.text.n == 0 || flow->items->at[at].page <= vec_last(&passage.spots)->page + 1);
         at++)
        if (flow->items->at[at].kept == number)
            passage_add(flow, &passage, &flow->items->at[at]);
    passage_end(flow, &passage)->note = true;
}

// Those that a paragraph calls.
static void notes_called(Flow *flow, size_t at, Str text)
{
    for (size_t next = 0; next < text.n;) {
        unsigned number = note_mark_number(utf8_next(text, &next));

        if (number)
            note_take(flow, at, number);
    }
}

static size_t paragraph_take(Flow *flow, size_t at)
{
    const PdfItem *item = &flow->items->at[at];
    size_t first = at;
    Passage passage = {.text = {.arena = flow->arena}};
    bool marked = true;

    for (;;) {
        size_t next = pdf_next_item(flow->items, at + 1);

        passage_add(flow, &passage, item);
        marked = marked && (item->text->font != flow->font || item->text->size > flow->size * 1.1F);
        at = next;
        if (next >= flow->items->n || !flow->items->at[next].text ||
            !goes_on(flow, item, &flow->items->at[next]))
            break;
        item = &flow->items->at[next];
    }
    passage_end(flow, &passage)->bold = marked;
    notes_called(flow, first, buf_str(&passage.text));
    return at;
}

// Footnotes among the items [from, to), each a paragraph.
static void notes_take(Flow *flow, size_t from, size_t to)
{
    while (from < to) {
        Passage passage = {.text = {.arena = flow->arena}};

        for (; from < to && (passage.text.n == 0 || !flow->items->at[from].note_begins); from++)
            if (flow->items->at[from].note && !flow->items->at[from].kept)
                passage_add(flow, &passage, &flow->items->at[from]);
        if (passage.text.n == 0)
            return;
        passage_end(flow, &passage);
        if (flow->builder->notes)
            builder_remark(flow->builder, LEFT_LOOSE, buf_str(&passage.text));
    }
}

void pdf_flow(Builder *builder, const PdfPages *pages, PdfItems *items)
{
    Flow flow = {.builder = builder, .arena = builder->arena, .pages = pages, .items = items};
    size_t done = 0;

    look_find(&flow);
    pdf_notes_mark(builder, items, flow.size);
    for (size_t at = pdf_next_item(items, 0); at < items->n;) {
        at = items->at[at].table ? pdf_table_take(builder, pages, items, at) : paragraph_take(&flow, at);
        notes_take(&flow, done, at);
        done = at;
    }
    notes_take(&flow, done, items->n);
}

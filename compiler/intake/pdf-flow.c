// Pages to what is read from the first to the last: paragraphs over lines and pages, tables over pages.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define MOST_OVER 6     // lines between a table and its rest
#define SAME_EDGE 4.0F  // points between edges of a column on two pages
#define MOST_HEADS 6    // rows of a head that stands again

// How text is set on pages of one width.
typedef struct Measure {
    float page; // the width
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
    return item->text && !item->edge && !item->again;
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

// Most lines of a measure end at its right edge: the outermost ends but for a few.
static Measure measure_find(Flow *flow, float width)
{
    float *lefts = ARENA_ARRAY(flow->arena, float, flow->items->n + 1);
    float *rights = ARENA_ARRAY(flow->arena, float, flow->items->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < flow->items->n; i++) {
        const PdfItem *item = &flow->items->at[i];

        if (!is_text(item) || fabsf(page_of(flow, item)->width - width) > 2 ||
            item->text->box.x1 - item->text->box.x0 < width * 0.5F ||
            fabsf(item->text->size - flow->size) > 0.6F)
            continue;
        lefts[n] = item->text->box.x0;
        rights[n++] = item->text->box.x1;
    }
    if (n == 0)
        return (Measure){width, width * 0.12F, width * 0.88F};
    qsort(lefts, n, sizeof *lefts, by_value);
    qsort(rights, n, sizeof *rights, by_value);
    return (Measure){width, lefts[n / 20], rights[n - 1 - n / 20]};
}

static Measure measure_of(Flow *flow, const PdfItem *item)
{
    float width = page_of(flow, item)->width;

    for (size_t i = 0; i < flow->measures.n; i++)
        if (fabsf(flow->measures.at[i].page - width) <= 2)
            return flow->measures.at[i];
    *vec_push(flow->arena, &flow->measures) = measure_find(flow, width);
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

static bool is_led(Str text)
{
    return str_find(text, STR("....."), 0) >= 0 || str_find(text, STR("……"), 0) >= 0 ||
           str_find(text, STR("·····"), 0) >= 0;
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
    if (is_led(line->text) && line->text.n > 0 &&
        char_digit(utf8_previous(line->text, &end)) >= 0) // of the contents
        return false;
    if (is_centred(line, &here))
        return is_centred(after, &there) && item->page == next->page && line->font == after->font &&
               line->size > flow->size * 1.05F && line->box.x1 - line->box.x0 > (here.right - here.left) * 0.6F &&
               after->base - line->base < line->size * 2.2F;
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

static IntakeSpot spot_of(const Flow *flow, const PdfItem *item, size_t from)
{
    const PdfPage *page = page_of(flow, item);
    PdfBox box = item->text ? item->text->box : item->table->box;
    float width = fmaxf(page->width, 1), height = fmaxf(page->height, 1);

    return (IntakeSpot){from,           item->page,      item->line,      box.x0 / width,
                        box.y0 / height, box.x1 / width, box.y1 / height};
}

static size_t next_text(const Flow *flow, size_t at)
{
    while (at < flow->items->n && (flow->items->at[at].edge || flow->items->at[at].again))
        at++;
    return at;
}

static size_t paragraph_take(Flow *flow, size_t at)
{
    const PdfItem *item = &flow->items->at[at];
    StrBuf text = {.arena = flow->arena};
    VEC(IntakeSpot) spots = {0};
    bool marked = true;
    IntakeLine *line;

    for (;;) {
        size_t next = next_text(flow, at + 1);
        Str words = str_trim(item->text->text);

        join_text(&text, words);
        *vec_push(flow->arena, &spots) = spot_of(flow, item, text.n - words.n);
        marked = marked && (item->text->font != flow->font || item->text->size > flow->size * 1.1F);
        at = next;
        if (next >= flow->items->n || !flow->items->at[next].text ||
            !goes_on(flow, item, &flow->items->at[next]))
            break;
        item = &flow->items->at[next];
    }
    flow->builder->serial++;
    line = builder_add(flow->builder, (IntakeLine){.kind = INTAKE_PARAGRAPH, .text = buf_str(&text)});
    line->bold = marked;
    line->spots = spots.at;
    line->spot_count = spots.n;
    return at;
}

// ---- tables over pages

static bool same_columns(const PdfTable *a, const PdfTable *b)
{
    float shift = a->xs[0] - b->xs[0];

    if (a->x_count != b->x_count)
        return false;
    for (size_t i = 0; i < a->x_count; i++)
        if (fabsf(a->xs[i] - b->xs[i] - shift) > SAME_EDGE)
            return false;
    return true;
}

static bool same_row(const IntakeRow *a, const IntakeRow *b)
{
    bool said = false;

    if (a->n != b->n)
        return false;
    for (size_t c = 0; c < a->n; c++) {
        if (!name_equal(a->cells[c].text, b->cells[c].text))
            return false;
        said = said || a->cells[c].text.n;
    }
    return said;
}

// Rows of the head that stand again.
static size_t heads_again(const PdfTable *first, const PdfTable *rest)
{
    size_t n = 0;

    while (n < first->row_count && n < rest->row_count && n < MOST_HEADS &&
           same_row(&first->rows[n], &rest->rows[n]))
        n++;
    return n;
}

static bool is_continued(Str text)
{
    WordList words = words_builtin.lists[WORDS_TABLE_CONTINUED];

    return words_find(words, text_name(text)) >= 0 || words_end(words, text_name(text));
}

// Whether a line between a table and its rest stands over the table too, or says that it goes on.
static bool is_over(const Flow *flow, size_t table, const PdfItem *item)
{
    Str text = str_trim(item->text->text);

    if (is_continued(text))
        return true;
    for (size_t i = 0; i < item->text->segment_count; i++) {
        Str part = str_trim(item->text->segments[i].text);
        bool found = is_continued(part);

        for (size_t k = table, looked = 0; k > 0 && looked < MOST_OVER && !found; k--, looked++) {
            const PdfItem *over = &flow->items->at[k - 1];

            if (!over->text)
                break;
            for (size_t s = 0; s < over->text->segment_count && !found; s++)
                found = name_equal(over->text->segments[s].text, part);
            found = found || name_equal(over->text->text, part);
        }
        if (!found)
            return false;
    }
    return true;
}

// The rest of a table on the next page; items->n where there is none. What stands over it is marked.
static size_t rest_find(Flow *flow, size_t table, size_t last)
{
    PdfItems *items = flow->items;
    size_t i = last + 1, over = 0;
    const PdfTable *first = items->at[table].table;

    while (i < items->n && items->at[i].edge)
        i++;
    while (i < items->n && items->at[i].text && over < MOST_OVER &&
           items->at[i].page == items->at[last].page + 1 && is_over(flow, table, &items->at[i])) {
        i++;
        over++;
        while (i < items->n && items->at[i].edge)
            i++;
    }
    if (i >= items->n || !items->at[i].table || items->at[i].page != items->at[last].page + 1 ||
        !same_columns(items->at[last].table, items->at[i].table))
        return items->n;
    // The same head without a word over it may be another table of the same form, which has a title.
    if (over == 0 && heads_again(first, items->at[i].table) == 0 &&
        items->at[i].top > page_of(flow, &items->at[i])->height * 0.3F)
        return items->n;
    for (size_t k = last + 1; k < i; k++)
        items->at[k].again = !items->at[k].edge;
    return i;
}

static void rows_add(Flow *flow, const PdfItem *item, size_t skipped, IntakeRow *rows, size_t *n,
                     IntakeSpot *spots)
{
    const PdfTable *table = item->table;
    float height = fmaxf(page_of(flow, item)->height, 1);

    for (size_t r = skipped; r < table->row_count; r++) {
        IntakeSpot spot = spot_of(flow, item, *n);

        spot.line = item->line + (uint32_t)r;
        spot.top = table->tops[r] / height;
        spot.bottom = table->tops[r + 1] / height;
        spots[*n] = spot;
        rows[(*n)++] = table->rows[r];
    }
}

static size_t table_take(Flow *flow, size_t at)
{
    PdfItems *items = flow->items;
    VEC(size_t) parts = {0};
    size_t rows = 0, n = 0, last = at;
    IntakeTable *table = ARENA_NEW(flow->arena, IntakeTable);
    IntakeRow *made;
    IntakeSpot *spots;
    IntakeLine *line;

    for (size_t i = at; i < items->n; i = rest_find(flow, at, i)) {
        *vec_push(flow->arena, &parts) = i;
        rows += items->at[i].table->row_count;
        last = i;
    }
    made = ARENA_ARRAY(flow->arena, IntakeRow, rows);
    spots = ARENA_ARRAY(flow->arena, IntakeSpot, rows);
    for (size_t i = 0; i < parts.n; i++) {
        size_t heads = i ? heads_again(items->at[at].table, items->at[parts.at[i]].table) : 0;

        if (heads > table->head_rows)
            table->head_rows = heads;
        rows_add(flow, &items->at[parts.at[i]], heads, made, &n, spots);
    }
    table->rows = made;
    table->row_count = n;
    flow->builder->serial++;
    line = builder_add(flow->builder, (IntakeLine){.kind = INTAKE_TABLE, .table = table});
    line->spots = spots;
    line->spot_count = n;
    return next_text(flow, last + 1);
}

void pdf_flow(Builder *builder, const PdfPages *pages, PdfItems *items)
{
    Flow flow = {.builder = builder, .arena = builder->arena, .pages = pages, .items = items};

    look_find(&flow);
    for (size_t at = next_text(&flow, 0); at < items->n;)
        at = items->at[at].table ? table_take(&flow, at) : paragraph_take(&flow, at);
}

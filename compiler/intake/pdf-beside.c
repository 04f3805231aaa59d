// Text that is set in columns: the bands of a page in which it is, each with the places where they part. Two
// columns part anywhere about the page's middle, more are as wide as each other.
//
// A table without rules stands in columns too: its cells fill no half of a page line after line, as text
// does.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"

#define LEAST_GLYPHS 80
#define FIRST 0.3F // of the page's width: where columns may part
#define LAST 0.7F
#define STEP 2.0F // points
#define MOST_STEPS 1000
#define RARE 0.5F         // of the lines: fewer cross where columns part
#define LEAST_LINES 4     // of a column
#define LEAST_EMS 10      // that a column is wide
#define FULL 0.75F        // of a column's width, which a full line fills
#define MOST_FULL 0.4F    // of a column's lines: so many are full at least
#define ALIKE 0.6F        // of the wider column: the other's width
#define GAP 0.7F          // em between the columns
#define ENTRY_NUMBER 1.6F // em: of contents, their pages' numbers are no wider
#define TABLE_NEAR 40.0F  // points between a column's text and its table
#define MOST_BEYOND 2     // heads and feet of a page whose right column is empty
#define MORE 0.9F         // of the height of two columns, which more columns have at least
#define APART 3.5F        // em without any text: two bands

typedef struct Side {        // of a band
    float left, right, last; // last: base of the last line counted
    size_t lines;
    VEC(PdfBox) all; // its lines
} Side;

typedef struct BandFinder {
    Arena *arena;
    const PdfPage *page;
    const PdfGrids *grids;
    PdfLines lines;
    const float *const *ends; // of each line, of each part, where its ink ends
    PdfBands *bands;
} BandFinder;

// Whether text crosses the page's middle line after line, as that of one column does: nowhere fewer lines
// stand than on both sides.
static bool is_crossed(const PdfGlyph *glyphs, size_t n, float width)
{
    unsigned counts[MOST_STEPS] = {0}, right[MOST_STEPS + 1] = {0}, left = 0;
    size_t steps = (size_t)(width / STEP);

    if (steps == 0 || steps >= MOST_STEPS)
        return true;
    for (size_t i = 0; i < n; i++) {
        float from = fmaxf(glyphs[i].x / STEP, 0),
              to = fminf((glyphs[i].x + glyphs[i].width) / STEP, (float)steps - 1);

        for (size_t at = (size_t)from; (float)at <= to; at++)
            counts[at]++;
    }
    for (size_t i = steps; i > 0; i--)
        right[i - 1] = counts[i - 1] > right[i] ? counts[i - 1] : right[i];
    for (size_t i = 0; i < steps; i++) {
        unsigned least = left < right[i] ? left : right[i];

        if ((float)i > FIRST * (float)steps && (float)i < LAST * (float)steps &&
            (float)counts[i] < RARE * (float)least)
            return false;
        left = counts[i] > left ? counts[i] : left;
    }
    return true;
}

// Where a text's ink ends: a mark at its end may stand with half of its box beyond the column.
static float ink_end(Str text, const PdfBox *box, float size)
{
    size_t end = text.n;

    return end && char_is_in(utf8_previous(text, &end), "，。、；：！？）》”’】") ? box->x1 - size / 2
                                                                                  : box->x1;
}

static const float *const *ends_find(Arena *arena, const PdfLines *lines)
{
    const float **ends = ARENA_ARRAY(arena, const float *, lines->n + 1);

    for (size_t i = 0; i < lines->n; i++) {
        const PdfLine *line = &lines->at[i];
        float *own = ARENA_ARRAY(arena, float, line->part_count + 1);

        for (size_t k = 0; k < line->part_count; k++)
            own[k] = ink_end(line->parts[k].text, &line->parts[k].box, line->size);
        ends[i] = own;
    }
    return ends;
}

// Whether a line has a part across x.
static bool crosses(const BandFinder *finder, size_t at, float x)
{
    const PdfLine *line = &finder->lines.at[at];

    for (size_t i = 0; i < line->part_count; i++)
        if (line->parts[i].box.x0 < x && finder->ends[at][i] > x)
            return true;
    return false;
}

static bool grid_between(const BandFinder *finder, const PdfLine *above, const PdfLine *below, float x)
{
    for (size_t i = 0; i < finder->grids->n; i++) {
        const PdfBox *box = &finder->grids->at[i].box;

        if (box->x0 < x && box->x1 > x && box->y0 < below->base && box->y1 > above->base)
            return true;
    }
    return false;
}

// What of a line ends in a column, as a line of it.
static void side_take(const BandFinder *finder, Side *side, size_t at, float from, float to)
{
    const PdfLine *line = &finder->lines.at[at];
    PdfBox box = {1e6F, line->box.y0, -1e6F, line->box.y1};
    float inked = 0, last = 0;
    size_t n = 0;

    for (size_t i = 0; i < line->part_count; i++) {
        const PdfBox *part = &line->parts[i].box;
        float right = finder->ends[at][i];

        if (right <= from || right > to)
            continue;
        box.x0 = fminf(box.x0, part->x0);
        box.x1 = fmaxf(box.x1, right);
        last = right - part->x0;
        inked += last;
        n++;
    }
    if (box.x1 < box.x0)
        return;
    if (side->lines == 0 || box.x0 < side->left)
        side->left = box.x0;
    if (side->lines == 0 || box.x1 > side->right)
        side->right = box.x1;
    side->lines++;
    // Cells of a table; a name and its page's number are a line of contents.
    if (inked < 0.8F * (box.x1 - box.x0) && (n != 2 || last > ENTRY_NUMBER * line->size))
        box.x1 = box.x0 + inked * 0.5F;
    *vec_push(finder->arena, &side->all) = box;
}

static size_t full_lines(const Side *side)
{
    size_t full = 0;

    for (size_t i = 0; i < side->all.n; i++)
        full += side->all.at[i].x1 - side->all.at[i].x0 >= FULL * (side->right - side->left);
    return full;
}

static bool is_text(const Side *side, float em)
{
    return side->lines >= LEAST_LINES && side->right - side->left >= LEAST_EMS * em &&
           (float)full_lines(side) >= MOST_FULL * (float)side->lines;
}

// Of more than two columns the last one may hold what is left: its first line is full where it has two.
static bool are_columns(const Side *sides, size_t n, float em)
{
    float narrow = 1e6F, wide = 0;

    for (size_t i = 0; i < n; i++) {
        float width = sides[i].right - sides[i].left;
        bool rest = n > 2 && i + 1 == n;

        if (rest ? sides[i].lines > 1 && width < FULL * wide : !is_text(&sides[i], em))
            return false;
        narrow = rest ? narrow : fminf(narrow, width);
        wide = fmaxf(wide, width);
        if (i > 0 && sides[i].lines && sides[i].left - sides[i - 1].right < GAP * em)
            return false;
    }
    return narrow >= ALIKE * wide;
}

// Lines [from, to), none of which crosses a gutter, as a band, where they are columns of text. Its height; of
// bands as high the one whose columns are further apart is the better.
static float band_try(const BandFinder *finder, size_t from, size_t to, const PdfBand *gutters,
                      PdfBands *bands)
{
    Side sides[PDF_MOST_COLUMNS] = {0};
    PdfBand band = *gutters;
    float em = 0;
    size_t n = gutters->columns, full = 0;

    band.top = 1e6F;
    band.bottom = -1e6F;
    for (size_t i = from; i < to; i++) {
        const PdfLine *line = &finder->lines.at[i];

        for (size_t k = 0; k < n; k++)
            side_take(finder, &sides[k], i, k ? gutters->gutters[k - 1] : -1e6F,
                      k + 1 < n ? gutters->gutters[k] : 1e6F);
        band.top = fminf(band.top, line->box.y0);
        band.bottom = fmaxf(band.bottom, line->box.y1);
        em += line->size / (float)(to - from);
    }
    if (!are_columns(sides, n, em))
        return 0;
    for (size_t k = 0; k < n; k++) {
        full += full_lines(&sides[k]);
        if (k > 0 && sides[k].lines)
            band.gutters[k - 1] = (sides[k - 1].right + sides[k].left) / 2;
    }
    *vec_push(finder->arena, bands) = band;
    return band.bottom - band.top + (float)full / 100;
}

static bool crosses_any(const BandFinder *finder, size_t at, const PdfBand *gutters)
{
    for (size_t k = 0; k + 1 < gutters->columns; k++)
        if (crosses(finder, at, gutters->gutters[k]))
            return true;
    return false;
}

static bool grid_between_any(const BandFinder *finder, const PdfLine *above, const PdfLine *below,
                             const PdfBand *gutters)
{
    for (size_t k = 0; k + 1 < gutters->columns; k++)
        if (grid_between(finder, above, below, gutters->gutters[k]))
            return true;
    return false;
}

// The bands of columns that part so, and how high they are together.
static float bands_at(const BandFinder *finder, const PdfBand *gutters, PdfBands *bands)
{
    float height = 0;

    for (size_t i = 0, end; i < finder->lines.n; i = end) {
        end = i + 1;
        if (crosses_any(finder, i, gutters))
            continue;
        for (; end < finder->lines.n && !crosses_any(finder, end, gutters); end++) {
            const PdfLine *above = &finder->lines.at[end - 1], *line = &finder->lines.at[end];

            if (line->base - above->base > APART * fmaxf(line->size, above->size) ||
                grid_between_any(finder, above, line, gutters))
                break;
        }
        if (end - i >= LEAST_LINES)
            height += band_try(finder, i, end, gutters, bands);
    }
    return height;
}

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

// Where columns part that are as wide as each other, between where most lines begin and end.
static PdfBand evenly(const BandFinder *finder, unsigned columns)
{
    size_t n = finder->lines.n, few = n / 20;
    float *lefts = ARENA_ARRAY(finder->arena, float, n + 1),
          *rights = ARENA_ARRAY(finder->arena, float, n + 1);
    PdfBand band = {.columns = columns};

    for (size_t i = 0; i < n; i++) {
        lefts[i] = finder->lines.at[i].box.x0;
        rights[i] = finder->lines.at[i].box.x1;
    }
    qsort(lefts, n, sizeof *lefts, by_value);
    qsort(rights, n, sizeof *rights, by_value);
    for (unsigned k = 1; n > 0 && k < columns; k++)
        band.gutters[k - 1] = lefts[few] + (rights[n - 1 - few] - lefts[few]) * (float)k / (float)columns;
    return band;
}

// A table in a column is of its band, where it is next to its text.
static void tables_add(const PdfGrids *grids, PdfBand *band)
{
    for (size_t i = 0; i < grids->n; i++) {
        const PdfBox *box = &grids->at[i].box;
        bool within = box->y0 <= band->bottom + TABLE_NEAR && box->y1 >= band->top - TABLE_NEAR;

        for (size_t k = 0; k + 1 < band->columns; k++)
            within = within && (box->x1 <= band->gutters[k] || box->x0 >= band->gutters[k]);
        if (!within)
            continue;
        band->top = fminf(band->top, box->y0);
        band->bottom = fmaxf(band->bottom, box->y1);
    }
}

void pdf_bands_find(Arena *arena, const PdfPage *page, const PdfGrids *grids, PdfBands *bands)
{
    BandFinder finder = {.arena = arena, .page = page, .grids = grids};
    PdfGlyphs rest = {0};
    float best = 0;

    for (size_t i = 0; i < page->glyphs.n; i++)
        if (page->glyphs.at[i].code != PDF_TAKEN && !char_is_blank(page->glyphs.at[i].code))
            *vec_push(arena, &rest) = page->glyphs.at[i];
    if (rest.n < LEAST_GLYPHS || is_crossed(rest.at, rest.n, page->width))
        return;
    pdf_lines_read(arena, rest.at, rest.n, &finder.lines);
    finder.ends = ends_find(arena, &finder.lines);
    for (size_t i = 0; (float)i * STEP < page->width * (LAST - FIRST); i++) {
        PdfBand middle = {.columns = 2, .gutters = {page->width * FIRST + (float)i * STEP}};
        PdfBands found = {0};
        float height = bands_at(&finder, &middle, &found);

        if (height > best) {
            best = height;
            *bands = found;
        }
    }
    for (unsigned columns = 3; columns <= PDF_MOST_COLUMNS; columns++) {
        PdfBand even = evenly(&finder, columns);
        PdfBands found = {0};
        float height = bands_at(&finder, &even, &found);

        if (height > 0 && height >= MORE * best) { // two of four may look like one
            best = height;
            *bands = found;
        }
    }
    for (size_t i = 0; i < bands->n; i++)
        tables_add(grids, &bands->at[i]);
}

// ---- a page whose right column is empty

static const PdfBand *band_near(const PdfPages *pages, const PdfBands *bands, size_t page)
{
    for (size_t i = page > 0 ? page - 1 : 0; i <= page + 1 && i < pages->pages.n; i++)
        if (bands[i].n && bands[i].at[0].columns == 2 &&
            fabsf(pages->pages.at[i].width - pages->pages.at[page].width) < 1)
            return &bands[i].at[0];
    return NULL;
}

static bool is_left(const PdfItem *item, const PdfBand *band)
{
    return band && (item->text ? ink_end(item->text->text, &item->text->box, item->text->size)
                               : item->table->box.x1) < band->gutters[0];
}

void pdf_last_columns(const PdfPages *pages, const PdfBands *bands, PdfItems *items)
{
    for (size_t from = 0, to; from < items->n; from = to) {
        uint32_t page = items->at[from].page;
        const PdfBand *band = bands[page - 1].n ? NULL : band_near(pages, bands, page - 1);
        size_t within = 0;

        for (to = from; to < items->n && items->at[to].page == page; to++)
            within += is_left(&items->at[to], band);
        for (size_t i = from; i < to && within >= LEAST_LINES && to - from - within <= MOST_BEYOND; i++)
            if (items->at[i].text && is_left(&items->at[i], band))
                items->at[i].column = 1;
    }
}

// ---- what stands in them

static const PdfBand *band_of(const PdfBands *bands, float y)
{
    for (size_t i = 0; i < bands->n; i++)
        if (y >= bands->at[i].top && y <= bands->at[i].bottom)
            return &bands->at[i];
    return NULL;
}

// Columns of bands with more of them have numbers of their own: 1, 2; 3, 4, 5; 6, 7, 8, 9.
static unsigned first_of(const PdfBand *band)
{
    return band->columns * (band->columns - 1) / 2;
}

unsigned pdf_column_at(const PdfBands *bands, float x, float y)
{
    const PdfBand *band = band_of(bands, y);
    unsigned column = 0;

    while (band && column + 1 < band->columns && x >= band->gutters[column])
        column++;
    return band ? first_of(band) + column : 0;
}

float pdf_order_of(const PdfBands *bands, unsigned column, float top, float y)
{
    const PdfBand *band = column ? band_of(bands, y) : NULL;
    float part = band ? (band->bottom - band->top) / (float)band->columns : 0;

    return band ? band->top + fmaxf(top - band->top, 0) / (float)band->columns +
                      part * (float)(column - first_of(band))
                : top;
}

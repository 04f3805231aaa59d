// Glyphs of a page as they are read: the page upright, what runs askew apart, what is painted twice once.
#include <math.h>

#include "intake/internal-pdf.h"

#define LEAST_BUCKETS 4096
#define LARGE 48.0F   // points: of a watermark
#define AROUND 20     // pages
#define MOST_LARGE 40 // characters of a page
#define FIRST_HAN 0x2E80
#define ASIDE 0.3F // em: from one character to the next that runs down or to the right
#define LEAST_STEP 0.7F
#define MOST_STEP 1.7F
#define LEAST_DOWN 20 // of a page from above
#define MOST_RIGHT 4  // times as many as run to the right
#define BAND 4.0F     // points of a bucket's height

// The direction of most of its glyphs.
static uint8_t turn_find(const PdfPage *page)
{
    size_t counts[5] = {0};
    uint8_t most = 0;

    for (size_t i = 0; i < page->glyphs.n; i++)
        counts[page->glyphs.at[i].turn]++;
    for (uint8_t turn = 1; turn < 4; turn++)
        if (counts[turn] > counts[most])
            most = turn;
    return most;
}

static void point_turn(const PdfPage *page, uint8_t turn, float *x, float *y)
{
    float old_x = *x, old_y = *y;

    if (turn == 1) { // down: what was below is to the right
        *x = old_y;
        *y = page->width - old_x;
    } else if (turn == 2) {
        *x = page->width - old_x;
        *y = page->height - old_y;
    } else if (turn == 3) {
        *x = page->height - old_y;
        *y = old_x;
    }
}

static void box_turn(const PdfPage *page, uint8_t turn, PdfBox *box)
{
    PdfBox was = *box;

    point_turn(page, turn, &was.x0, &was.y0);
    point_turn(page, turn, &was.x1, &was.y1);
    *box =
        (PdfBox){fminf(was.x0, was.x1), fminf(was.y0, was.y1), fmaxf(was.x0, was.x1), fmaxf(was.y0, was.y1)};
}

static void page_turn(PdfPage *page, uint8_t turn)
{
    float width = page->width;

    for (size_t i = 0; i < page->glyphs.n; i++)
        point_turn(page, turn, &page->glyphs.at[i].x, &page->glyphs.at[i].y);
    for (size_t i = 0; i < page->rules.n; i++)
        box_turn(page, turn, &page->rules.at[i]);
    for (size_t i = 0; i < page->shapes.n; i++)
        box_turn(page, turn, &page->shapes.at[i]);
    if (turn % 2) {
        page->width = page->height;
        page->height = width;
    }
}

static bool is_same(const PdfGlyph *a, const PdfGlyph *b)
{
    float near = fminf(a->size * 0.15F, a->width * 0.6F);

    return a->code == b->code && a->width > 0 && fabsf(a->x - b->x) < near && fabsf(a->y - b->y) < near &&
           fabsf(a->size - b->size) < a->size * 0.1F;
}

static size_t bucket_of(const PdfGlyph *glyph, int above, size_t buckets)
{
    int band = (int)(glyph->y / BAND) + above;

    return ((size_t)glyph->code * 31 + (size_t)(band + (1 << 20)) * 977) % buckets;
}

// Bold type that a font does not have is made by painting twice, a little apart, or by a stroke too.
static void twice_drop(PdfPage *page)
{
    Arena *scratch = arena_new();
    size_t buckets = page->glyphs.n > LEAST_BUCKETS ? page->glyphs.n : LEAST_BUCKETS;
    size_t *first = ARENA_ARRAY(scratch, size_t, buckets); // index + 1 of the last one kept
    size_t *next = ARENA_ARRAY(scratch, size_t, page->glyphs.n + 1);
    size_t kept = 0;

    for (size_t i = 0; i < page->glyphs.n; i++) {
        PdfGlyph glyph = page->glyphs.at[i];
        bool again = false;

        for (int above = -1; above <= 1 && !again; above++)
            for (size_t k = first[bucket_of(&glyph, above, buckets)]; k > 0 && !again; k = next[k - 1])
                again = is_same(&glyph, &page->glyphs.at[k - 1]);
        if (again) {
            page->unread -= glyph.code == 0;
            continue;
        }
        page->glyphs.at[kept] = glyph;
        next[kept] = first[bucket_of(&glyph, 0, buckets)];
        first[bucket_of(&glyph, 0, buckets)] = kept + 1;
        kept++;
    }
    page->glyphs.n = kept;
    arena_free(scratch);
}

// ---- text from above

// Steps of one character to the next of Chinese: down, and to the right.
static void steps_count(const PdfPage *page, size_t *down, size_t *right)
{
    for (size_t i = 1; i < page->glyphs.n; i++) {
        const PdfGlyph *a = &page->glyphs.at[i - 1], *b = &page->glyphs.at[i];
        float along = (b->x - a->x) / fmaxf(a->size, 0.1F), below = (b->y - a->y) / fmaxf(a->size, 0.1F);

        if (a->code < FIRST_HAN || b->code < FIRST_HAN || a->turn || b->turn)
            continue;
        *down += fabsf(along) < ASIDE && below > LEAST_STEP && below < MOST_STEP;
        *right += fabsf(below) < ASIDE && along > LEAST_STEP && along < MOST_STEP;
    }
}

// Text that runs from above, its characters upright (直排), to text whose characters are turned with it.
static void upright_turn(PdfPage *page)
{
    size_t down = 0, right = 0;

    steps_count(page, &down, &right);
    if (down < LEAST_DOWN || down < MOST_RIGHT * right)
        return;
    for (size_t i = 0; i < page->glyphs.n; i++) {
        PdfGlyph *glyph = &page->glyphs.at[i];

        if (glyph->turn)
            continue;
        glyph->x += 0.12F * glyph->width;
        glyph->y -= 0.88F * glyph->size;
        glyph->width = glyph->size;
        glyph->turn = 1;
    }
}

void pdf_page_tidy(Arena *arena, PdfPage *page)
{
    uint8_t turn;
    size_t kept = 0;

    upright_turn(page);
    turn = turn_find(page);
    if (turn)
        page_turn(page, turn);
    for (size_t i = 0; i < page->glyphs.n; i++) {
        const PdfGlyph *glyph = &page->glyphs.at[i];
        bool outside = glyph->x < -glyph->size || glyph->x > page->width + glyph->size ||
                       glyph->y < -glyph->size || glyph->y > page->height + glyph->size;

        if (glyph->turn != turn || outside || glyph->size <= 0) {
            page->askew += !char_is_blank(glyph->code);
            *vec_push(arena, &page->others) = *glyph;
            page->unread -= glyph->code == 0;
        } else {
            page->glyphs.at[kept++] = *glyph;
        }
    }
    page->glyphs.n = kept;
    pdf_white_drop(page);
    pdf_overlay_part(arena, page);
    twice_drop(page);
    pdf_marks_lower(page);
    for (size_t i = 0; i < page->glyphs.n; i++)
        page->glyphs.at[i].order = (uint32_t)i;
}

// ---- watermarks

static bool stands_so(const PdfPage *page, const PdfGlyph *glyph)
{
    for (size_t i = 0; i < page->glyphs.n; i++) {
        const PdfGlyph *other = &page->glyphs.at[i];

        if (other->size >= LARGE && other->code == glyph->code && fabsf(other->x - glyph->x) < 2 &&
            fabsf(other->y - glyph->y) < 2 && fabsf(other->size - glyph->size) < 1)
            return true;
    }
    return false;
}

// On two pages more of the same size, among those around it.
static bool is_watermark(const PdfPages *pages, size_t page, const PdfGlyph *glyph)
{
    size_t times = 0, from = page > AROUND ? page - AROUND : 0;

    for (size_t i = from; i < pages->pages.n && i < page + AROUND && times < 2; i++)
        times += i != page && fabsf(pages->pages.at[i].width - pages->pages.at[page].width) < 2 &&
                 stands_so(&pages->pages.at[i], glyph);
    return times >= 2;
}

void pdf_watermarks_part(Arena *arena, PdfPages *pages)
{
    VEC(PdfGlyph *) found = {0};

    for (size_t p = 0; p < pages->pages.n; p++) {
        PdfPage *page = &pages->pages.at[p];

        for (size_t i = 0, large = 0; i < page->glyphs.n && large < MOST_LARGE; i++) {
            PdfGlyph *glyph = &page->glyphs.at[i];

            if (glyph->size < LARGE)
                continue;
            large++;
            if (is_watermark(pages, p, glyph)) {
                *vec_push(arena, &page->others) = *glyph;
                *vec_push(arena, &found) = glyph;
            }
        }
    }
    for (size_t i = 0; i < found.n; i++)
        found.at[i]->code = PDF_TAKEN;
}

// What is painted over a page's text (stamps, marks of reviewers), and white text that nobody sees on white.
#include <math.h>

#include "intake/internal-pdf.h"

#define BUCKET 16.0F           // points, at least
#define MOST_BUCKETS 160000.0F // of a page
#define SAME_BASE 0.15F        // em: text of one line, which may run into what stands beside it
#define COVERED 0.4F           // of a character: so much of it stands on another
#define LARGER 1.5F            // what is under it and is larger by this is a watermark
#define LEAST_COVERED 2        // characters
#define MOST_SHAPES 2000       // of more it is not known what they cover
#define DARK_SHARE 0.01F       // of a page: what pictures cover, of which it is not known where

typedef struct Overlay {
    Arena *scratch;
    PdfPage *page;
    float bucket;
    size_t across, down;
    size_t *first, *next; // of a bucket, of a glyph: index + 1 of the glyph before it
} Overlay;

static PdfBox box_of(const PdfGlyph *glyph)
{
    return (PdfBox){glyph->x, glyph->y - glyph->size * 0.8F, glyph->x + glyph->width,
                    glyph->y + glyph->size * 0.1F};
}

static size_t *bucket_at(const Overlay *overlay, float x, float y)
{
    size_t column = x < 0 ? 0 : (size_t)(x / overlay->bucket),
           row = y < 0 ? 0 : (size_t)(y / overlay->bucket);

    column = column < overlay->across ? column : overlay->across - 1;
    row = row < overlay->down ? row : overlay->down - 1;
    return &overlay->first[row * overlay->across + column];
}

static bool lies_over(const PdfGlyph *glyph, const PdfGlyph *under)
{
    PdfBox a = box_of(glyph), b = box_of(under);
    float width = fminf(a.x1, b.x1) - fmaxf(a.x0, b.x0), height = fminf(a.y1, b.y1) - fmaxf(a.y0, b.y0);

    return width > 0 && height > 0 && under->size < glyph->size * LARGER &&
           (fabsf(glyph->y - under->y) > SAME_BASE * glyph->size ||
            fabsf(glyph->size - under->size) > 0.1F * glyph->size) &&
           width * height > COVERED * fminf((a.x1 - a.x0) * (a.y1 - a.y0), (b.x1 - b.x0) * (b.y1 - b.y0));
}

static bool is_over(const Overlay *overlay, const PdfGlyph *glyph, size_t before)
{
    float x = glyph->x + glyph->width / 2, y = glyph->y - glyph->size * 0.35F, step = overlay->bucket;

    for (int i = -1; i <= 1; i++)
        for (int k = -1; k <= 1; k++)
            for (size_t at = *bucket_at(overlay, x + (float)i * step, y + (float)k * step); at > 0;
                 at = overlay->next[at - 1])
                if (at - 1 < before && lies_over(glyph, &overlay->page->glyphs.at[at - 1]))
                    return true;
    return false;
}

static void glyph_lay(Overlay *overlay, size_t i)
{
    const PdfGlyph *glyph = &overlay->page->glyphs.at[i];
    size_t *bucket = bucket_at(overlay, glyph->x + glyph->width / 2, glyph->y - glyph->size * 0.35F);

    overlay->next[i] = *bucket;
    *bucket = i + 1;
}

// Of what was painted at once [from, to), whether most stands on what was painted before.
static bool is_laid_over(Overlay *overlay, size_t from, size_t to)
{
    size_t over = 0, shown = 0;

    for (size_t i = from; i < to; i++) {
        const PdfGlyph *glyph = &overlay->page->glyphs.at[i];

        if (char_is_blank(glyph->code))
            continue;
        shown++;
        over += is_over(overlay, glyph, from);
    }
    return over >= LEAST_COVERED && over * 2 >= shown;
}

void pdf_overlay_part(Arena *arena, PdfPage *page)
{
    Arena *scratch = arena_new();
    Overlay overlay = {.scratch = scratch, .page = page};
    size_t kept = 0;

    overlay.bucket = fmaxf(BUCKET, sqrtf(page->width * page->height / MOST_BUCKETS));
    overlay.across = (size_t)fmaxf(page->width / overlay.bucket, 1);
    overlay.down = (size_t)fmaxf(page->height / overlay.bucket, 1);
    overlay.first = ARENA_ARRAY(scratch, size_t, overlay.across * overlay.down);
    overlay.next = ARENA_ARRAY(scratch, size_t, page->glyphs.n + 1);
    for (size_t from = 0, to; from < page->glyphs.n; from = to) {
        bool over;

        for (to = from + 1; to < page->glyphs.n && !page->glyphs.at[to].begins; to++)
            ;
        over = is_laid_over(&overlay, from, to);
        for (size_t i = from; i < to; i++) {
            page->glyphs.at[i].over = over;
            if (!over)
                glyph_lay(&overlay, i);
        }
    }
    for (size_t i = 0; i < page->glyphs.n; i++) {
        PdfGlyph glyph = page->glyphs.at[i];

        if (!glyph.over) {
            page->glyphs.at[kept++] = glyph;
            continue;
        }
        page->askew += !char_is_blank(glyph.code);
        page->unread -= glyph.code == 0;
        *vec_push(arena, &page->others) = glyph;
    }
    page->glyphs.n = kept;
    arena_free(scratch);
}

// ---- white on white

static bool is_on_shape(const PdfPage *page, const PdfGlyph *glyph)
{
    float x = glyph->x + glyph->width / 2, y = glyph->y - glyph->size * 0.35F;

    for (size_t i = 0; i < page->shapes.n; i++) {
        const PdfBox *box = &page->shapes.at[i];

        if (x >= box->x0 && x <= box->x1 && y >= box->y0 && y <= box->y1)
            return true;
    }
    return false;
}

void pdf_white_drop(PdfPage *page)
{
    size_t kept = 0;

    if (page->pictures > DARK_SHARE * page->width * page->height || page->shapes.n >= MOST_SHAPES)
        return;
    for (size_t i = 0; i < page->glyphs.n; i++) {
        const PdfGlyph *glyph = &page->glyphs.at[i];

        if (glyph->white && !char_is_blank(glyph->code) && !is_on_shape(page, glyph)) {
            page->invisible++;
            page->unread -= glyph->code == 0;
        } else {
            page->glyphs.at[kept++] = *glyph;
        }
    }
    page->glyphs.n = kept;
}

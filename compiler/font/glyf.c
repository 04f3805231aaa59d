// Glyphs' outlines as simple glyphs of a glyf table: quadratic curves, outer contours clockwise.
#include <math.h>
#include <stdlib.h>

#include "font/internal-truetype.h"

#define BOLDER 60.0   // of an em, on both sides: as the PDF strokes with a thirtieth
#define TOLERANCE 1.0 // font units, a thousandth of an em in nearly every font

// ---- drawing

static Place2 place_of(const Outliner *outliner, float x, float y)
{
    return (Place2){outliner->origin.x + (double)x, outliner->origin.y + (double)y};
}

static void point_add(Outliner *outliner, Place2 at, bool on)
{
    *vec_push(outliner->arena, &outliner->contour) = (OutlinePoint){at, on};
    if (on)
        outliner->pen = at;
}

static void draw_move(hb_draw_funcs_t *funcs, void *outliner, hb_draw_state_t *state, float x, float y,
                      void *data)
{
    (void)funcs, (void)state, (void)data;
    point_add(outliner, place_of(outliner, x, y), true);
}

static void draw_quadratic(hb_draw_funcs_t *funcs, void *outliner, hb_draw_state_t *state, float x1, float y1,
                           float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    point_add(outliner, place_of(outliner, x1, y1), false);
    point_add(outliner, place_of(outliner, x, y), true);
}

static void draw_cubic(hb_draw_funcs_t *funcs, void *context, hb_draw_state_t *state, float x1, float y1,
                       float x2, float y2, float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    Outliner *outliner = context;
    const Place2 cubic[] = {outliner->pen, place_of(outliner, x1, y1), place_of(outliner, x2, y2),
                            place_of(outliner, x, y)};
    Place2 controls[QUADRATICS_MOST];
    size_t n = quadratics_fit(cubic, TOLERANCE, controls);
    for (size_t i = 0; i < n; i++)
        point_add(outliner, controls[i], false);
    point_add(outliner, cubic[3], true);
}

// ---- contours

static bool same(Place2 a, Place2 b)
{
    return fabs(a.x - b.x) < 0.01 && fabs(a.y - b.y) < 0.01;
}

// Whether a point on the curve stands midway between two control points: then a reader puts it there itself.
static bool is_implied(const OutlinePoint *at, size_t n, size_t i)
{
    const OutlinePoint *before = &at[(i + n - 1) % n], *after = &at[(i + 1) % n];
    Place2 middle = {(before->at.x + after->at.x) / 2, (before->at.y + after->at.y) / 2};
    return at[i].on && !before->on && !after->on && same(at[i].at, middle);
}

static void contour_put(Outliner *outliner, const OutlinePoint *point)
{
    OutlinePoint whole = {{round(point->at.x), round(point->at.y)}, point->on};
    *vec_push(outliner->arena, &outliner->points) = whole;
}

// PostScript's outer contours run counter-clockwise, TrueType's clockwise.
static void contour_end(Outliner *outliner)
{
    const OutlinePoint *at = outliner->contour.at;
    size_t n = outliner->contour.n, from = outliner->points.n;
    bool back = outliner->font->info.cff;
    while (n > 1 && at[n - 1].on && same(at[n - 1].at, at[0].at))
        n--;
    for (size_t i = 0; i < n; i++) {
        size_t k = back && i > 0 ? n - i : i;
        if (k == 0 || !is_implied(at, n, k))
            contour_put(outliner, &at[k]);
    }
    outliner->contour.n = 0;
    if (outliner->points.n - from < 3) // no area
        outliner->points.n = from;
    else
        *vec_push(outliner->arena, &outliner->ends) = outliner->points.n;
}

static void draw_line(hb_draw_funcs_t *funcs, void *outliner, hb_draw_state_t *state, float x, float y,
                      void *data)
{
    draw_move(funcs, outliner, state, x, y, data);
}

static void draw_close(hb_draw_funcs_t *funcs, void *outliner, hb_draw_state_t *state, void *data)
{
    (void)funcs, (void)state, (void)data;
    contour_end(outliner);
}

// ---- as glyf has them

enum { ON_CURVE = 1, X_SHORT = 2, Y_SHORT = 4, REPEAT = 8, X_SAME = 16, Y_SAME = 32 };

// A step's bits: as a byte with its sign among the flags, left out where it is none, or whole.
static unsigned step_flags(int step, unsigned is_short, unsigned is_same)
{
    if (step == 0)
        return is_same;
    return abs(step) > 255 ? 0 : is_short | (step > 0 ? is_same : 0);
}

static void put_step(StrBuf *out, int step)
{
    if (abs(step) > 255)
        put_u16(out, (unsigned)step & 0xFFFF);
    else if (step != 0)
        buf_add_char(out, (char)abs(step));
}

static int step_of(const Outliner *outliner, size_t i, bool across)
{
    Place2 at = outliner->points.at[i].at, before = i > 0 ? outliner->points.at[i - 1].at : (Place2){0};
    return (int)(across ? at.x - before.x : at.y - before.y);
}

static void put_flags(const Outliner *outliner, StrBuf *glyf)
{
    unsigned before = 0, again = 0;
    for (size_t i = 0; i < outliner->points.n; i++) {
        unsigned flags = (outliner->points.at[i].on ? ON_CURVE : 0U) |
                         step_flags(step_of(outliner, i, true), X_SHORT, X_SAME) |
                         step_flags(step_of(outliner, i, false), Y_SHORT, Y_SAME);
        if (i > 0 && flags == before && again < 255) {
            if (again++ > 0)
                glyf->n--;
            glyf->at[glyf->n - 1] = (char)(flags | (again > 0 ? REPEAT : 0));
            buf_add_char(glyf, (char)again);
            continue;
        }
        before = flags;
        again = 0;
        buf_add_char(glyf, (char)flags);
    }
}

static OutlineBox box_of(const Outliner *outliner)
{
    Place2 first = outliner->points.at[0].at;
    OutlineBox box = {(int)first.x, (int)first.y, (int)first.x, (int)first.y};
    for (size_t i = 1; i < outliner->points.n; i++) {
        int x = (int)outliner->points.at[i].at.x, y = (int)outliner->points.at[i].at.y;
        box.left = x < box.left ? x : box.left;
        box.right = x > box.right ? x : box.right;
        box.bottom = y < box.bottom ? y : box.bottom;
        box.top = y > box.top ? y : box.top;
    }
    return box;
}

static OutlineBox glyph_put(const Outliner *outliner, StrBuf *glyf)
{
    OutlineBox box = box_of(outliner);
    const int head[] = {(int)outliner->ends.n, box.left, box.bottom, box.right, box.top};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        put_u16(glyf, (unsigned)head[i] & 0xFFFF);
    for (size_t i = 0; i < outliner->ends.n; i++)
        put_u16(glyf, (unsigned)outliner->ends.at[i] - 1);
    put_u16(glyf, 0); // instructions
    put_flags(outliner, glyf);
    for (int across = 1; across >= 0; across--)
        for (size_t i = 0; i < outliner->points.n; i++)
            put_step(glyf, step_of(outliner, i, across));
    while (glyf->n % 4 != 0)
        buf_add_char(glyf, 0);
    return box;
}

// ---- the whole

Outliner outliner_open(Arena *arena, const Font *font, bool bold)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, draw_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, draw_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, draw_quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, draw_cubic, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, draw_close, NULL, NULL);
    double bolder = bold ? font->info.units_per_em / BOLDER : 0;
    return (Outliner){.arena = arena, .font = font, .funcs = funcs, .bolder = bolder};
}

void outliner_close(Outliner *outliner)
{
    hb_draw_funcs_destroy(outliner->funcs);
}

OutlineBox outline_add(Outliner *outliner, const FontDrawing *drawing, StrBuf *glyf)
{
    outliner->contour.n = outliner->points.n = outliner->ends.n = 0;
    for (size_t i = 0; i < drawing->part_count; i++) {
        outliner->origin = (Place2){drawing->parts[i].x, drawing->parts[i].y};
        hb_font_get_glyph_shape(outliner->font->font, drawing->parts[i].glyph, outliner->funcs, outliner);
    }
    if (outliner->bolder > 0)
        outline_embolden(outliner->arena, outliner->points.at, outliner->ends.at, outliner->ends.n,
                         outliner->bolder);
    return outliner->points.n > 0 ? glyph_put(outliner, glyf) : (OutlineBox){0};
}

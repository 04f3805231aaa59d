// What the files that make a TrueType font share: curves of cubic outlines as quadratic ones, outlines as
// glyf has them, and bytes as a font file has them.
#ifndef GONGKAI_FONT_INTERNAL_TRUETYPE_H
#define GONGKAI_FONT_INTERNAL_TRUETYPE_H

#include "font/internal-face.h"

typedef struct Place2 {
    double x, y; // font units, y upwards
} Place2;

// ---- quadratic.c

enum { QUADRATICS_MOST = 32 };

// The control points of a quadratic spline within `tolerance` of the cubic at every moment: whole units, from
// its start (rounded) to its end (rounded), with a point on the curve midway between each two. Returns how
// many: up to QUADRATICS_MOST, with which it is as near as it gets.
size_t quadratics_fit(const Place2 cubic[4], double tolerance, Place2 controls[QUADRATICS_MOST]);

typedef struct OutlinePoint {
    Place2 at;
    bool on; // the curve; otherwise a control point
} OutlinePoint;

// ---- embolden.c

// Moves every edge of closed contours outwards. ends: of each, in points.
void outline_embolden(Arena *arena, OutlinePoint *points, const size_t *ends, size_t contours, double by);

// ---- glyf.c

// Outlines of one font, one after another.
typedef struct Outliner {
    Arena *arena;
    const Font *font;
    hb_draw_funcs_t *funcs;
    double bolder; // font units that every edge moves outwards
    Place2 origin; // of the part that is being drawn
    Place2 pen;
    VEC(OutlinePoint) contour; // that is being drawn
    VEC(OutlinePoint) points;  // of the contours that are done
    VEC(size_t) ends;          // of each of these, in points
} Outliner;

// An outline's box.
typedef struct OutlineBox {
    int left, bottom, right, top;
} OutlineBox;

// bold: where the font itself has none (font.h).
Outliner outliner_open(Arena *arena, const Font *font, bool bold);
void outliner_close(Outliner *outliner);
// Appends a simple glyph's description (OpenType, glyf), nothing where it has no outline; its box, zeroes
// then.
OutlineBox outline_add(Outliner *outliner, const FontDrawing *drawing, StrBuf *glyf);

// ---- table.c: big-endian, as all of the file

void put_u16(StrBuf *out, unsigned value);
void put_u32(StrBuf *out, uint32_t value);

// ---- charmap.c

Str charmap_make(Arena *arena, const FontDrawing *drawings, size_t n);

#endif

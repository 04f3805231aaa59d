// An outline made bolder, as if its line were stroked: every edge moves outwards, a counter's inwards.
#include <math.h>

#include "font/internal-truetype.h"

#define SHARPEST 0.25 // of 1 + the cosine of a corner's turn: past it a spike would be longer than wanted

// Twice the area, negative where outer contours run clockwise.
static double area_of(const OutlinePoint *points, const size_t *ends, size_t n)
{
    double area = 0;
    for (size_t c = 0, first = 0; c < n; first = ends[c++])
        for (size_t i = first; i < ends[c]; i++) {
            Place2 a = points[i].at, b = points[i + 1 < ends[c] ? i + 1 : first].at;
            area += a.x * b.y - b.x * a.y;
        }
    return area;
}

// The direction from one point to the next that stands elsewhere, and how far that is; 0 where all are one.
static Place2 direction(const OutlinePoint *points, size_t n, size_t from, size_t step, double *length)
{
    Place2 way = {0};
    *length = 0;
    for (size_t i = 1, k = from; i < n && *length <= 0; i++) {
        k = (k + step) % n;
        way = (Place2){points[k].at.x - points[from].at.x, points[k].at.y - points[from].at.y};
        *length = hypot(way.x, way.y);
    }
    return *length > 0 ? (Place2){way.x / *length, way.y / *length} : way;
}

// Where both edges at a point meet after they have moved by `by` to the left; at an inner corner no farther
// than the shorter edge leads.
static Place2 moved(const OutlinePoint *points, size_t n, size_t i, double by)
{
    double back, ahead;
    Place2 before = direction(points, n, i, n - 1, &back), out = direction(points, n, i, 1, &ahead);
    Place2 in = {-before.x, -before.y}, at = points[i].at;
    double along = 1 + in.x * out.x + in.y * out.y, turn = in.x * out.y - in.y * out.x;
    double shorter = back < ahead ? back : ahead;
    if (shorter <= 0)
        return at;
    double scale = by / (along > SHARPEST ? along : SHARPEST);
    if (turn * by > 0 && fabs(turn * scale) > shorter)
        scale = (scale < 0 ? -shorter : shorter) / fabs(turn);
    return (Place2){round(at.x - (in.y + out.y) * scale), round(at.y + (in.x + out.x) * scale)};
}

void outline_embolden(Arena *arena, OutlinePoint *points, const size_t *ends, size_t contours, double by)
{
    if (contours == 0)
        return;
    double outwards = area_of(points, ends, contours) < 0 ? by : -by;
    Place2 *places = ARENA_ARRAY(arena, Place2, ends[contours - 1]);
    for (size_t c = 0, first = 0; c < contours; first = ends[c++])
        for (size_t i = first; i < ends[c]; i++)
            places[i] = moved(&points[first], ends[c] - first, i - first, outwards);
    for (size_t i = 0; i < ends[contours - 1]; i++)
        points[i].at = places[i];
}

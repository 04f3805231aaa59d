// A cubic curve as a quadratic spline.
//
// The cubic is cut into n pieces of equal time, each with one control point: at the ends where the tangents
// lead, between them gradually from one tangent's to the other's, so that the points on the curve may be left
// out, midway between the controls. The difference of the two is itself a cubic curve, whose distance from
// the origin is bounded by its control points. n grows until it is within the tolerance.
#include <math.h>

#include "font/internal-truetype.h"

enum { HALVINGS_MOST = 6 };

static Place2 plus(Place2 a, Place2 b)
{
    return (Place2){a.x + b.x, a.y + b.y};
}

static Place2 minus(Place2 a, Place2 b)
{
    return (Place2){a.x - b.x, a.y - b.y};
}

static Place2 times(Place2 a, double by)
{
    return (Place2){a.x * by, a.y * by};
}

// a at 0, b at 1.
static Place2 between(Place2 a, Place2 b, double at)
{
    return plus(a, times(minus(b, a), at));
}

static Place2 rounded(Place2 a)
{
    return (Place2){round(a.x), round(a.y)};
}

static bool within(Place2 a, double tolerance)
{
    return a.x * a.x + a.y * a.y <= tolerance * tolerance;
}

// Whether the whole curve is within the tolerance of the origin. Its hull is where all four points are;
// otherwise its halves are asked, as far as that leads.
static bool curve_within(const Place2 p[4], double tolerance, int halvings)
{
    if (!within(p[0], tolerance) || !within(p[3], tolerance))
        return false;
    if (within(p[1], tolerance) && within(p[2], tolerance))
        return true;
    if (halvings == HALVINGS_MOST)
        return false;
    Place2 a = between(p[0], p[1], 0.5), b = between(p[1], p[2], 0.5), c = between(p[2], p[3], 0.5);
    Place2 left = between(a, b, 0.5), right = between(b, c, 0.5), middle = between(left, right, 0.5);
    return curve_within((Place2[]){p[0], a, left, middle}, tolerance, halvings + 1) &&
           curve_within((Place2[]){middle, right, c, p[3]}, tolerance, halvings + 1);
}

// The quadratic raised to a cubic, less the cubic.
static bool piece_fits(const Place2 piece[4], Place2 start, Place2 control, Place2 end, double tolerance)
{
    const Place2 difference[] = {minus(start, piece[0]), minus(between(start, control, 2.0 / 3), piece[1]),
                                 minus(between(end, control, 2.0 / 3), piece[2]), minus(end, piece[3])};
    return curve_within(difference, tolerance, 0);
}

// The part of a cubic between two of its times, by its polynomial.
static void piece_of(const Place2 cubic[4], double from, double to, Place2 piece[4])
{
    Place2 d = cubic[0];
    Place2 c = times(minus(cubic[1], cubic[0]), 3);
    Place2 b = minus(times(minus(cubic[2], cubic[1]), 3), c);
    Place2 a = minus(minus(minus(cubic[3], d), c), b);
    double span = to - from;
    Place2 slope_from = times(plus(times(plus(times(a, 3 * from), times(b, 2)), from), c), span / 3);
    Place2 slope_to = times(plus(times(plus(times(a, 3 * to), times(b, 2)), to), c), span / 3);
    piece[0] = plus(times(plus(times(plus(times(a, from), b), from), c), from), d);
    piece[3] = plus(times(plus(times(plus(times(a, to), b), to), c), to), d);
    piece[1] = plus(piece[0], slope_from);
    piece[2] = minus(piece[3], slope_to);
}

// Where the tangents of both ends meet; false where they do not.
static bool tangents_meet(const Place2 cubic[4], Place2 *meeting)
{
    Place2 first = minus(cubic[1], cubic[0]), last = minus(cubic[3], cubic[2]);
    double cross = first.x * last.y - first.y * last.x;
    if (fabs(cross) < 1e-9)
        return false;
    Place2 across = minus(cubic[3], cubic[0]);
    *meeting = plus(cubic[0], times(first, (across.x * last.y - across.y * last.x) / cross));
    return true;
}

static bool one_fits(const Place2 cubic[4], double tolerance, Place2 *control)
{
    Place2 meeting;
    if (!tangents_meet(cubic, &meeting))
        return false;
    *control = rounded(meeting);
    return piece_fits(cubic, rounded(cubic[0]), *control, rounded(cubic[3]), tolerance);
}

static bool several_fit(const Place2 cubic[4], double tolerance, size_t n, Place2 *controls)
{
    Place2 pieces[QUADRATICS_MOST][4];
    for (size_t i = 0; i < n; i++) {
        piece_of(cubic, (double)i / (double)n, (double)(i + 1) / (double)n, pieces[i]);
        Place2 by_first = between(pieces[i][0], pieces[i][1], 1.5);
        Place2 by_last = between(pieces[i][3], pieces[i][2], 1.5);
        controls[i] = rounded(between(by_first, by_last, (double)i / (double)(n - 1)));
    }
    Place2 start = rounded(cubic[0]);
    for (size_t i = 0; i < n; i++) {
        Place2 end = i + 1 < n ? between(controls[i], controls[i + 1], 0.5) : rounded(cubic[3]);
        if (!piece_fits(pieces[i], start, controls[i], end, tolerance))
            return false;
        start = end;
    }
    return true;
}

size_t quadratics_fit(const Place2 cubic[4], double tolerance, Place2 controls[QUADRATICS_MOST])
{
    size_t n = 2;
    if (one_fits(cubic, tolerance, &controls[0]))
        return 1;
    while (!several_fit(cubic, tolerance, n, controls) && n < QUADRATICS_MOST)
        n++;
    return n;
}

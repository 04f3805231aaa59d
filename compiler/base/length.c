#include <assert.h>

#include "base/length.h"

// Without 128 bits, which cost ten times as much: nearly every length is short enough.
static Length scale_short(int64_t product, int64_t c)
{
    int64_t quotient = product / c, rest = product % c, half = c / 2;

    // rest >= c/2 without fractions: for an odd c, c/2 is rounded down and half is never reached exactly.
    if (rest > half || (rest == half && c % 2 == 0))
        return quotient + 1;
    if (rest < -half || (rest == -half && c % 2 == 0))
        return quotient - 1;
    return quotient;
}

Length length_scale(Length a, int64_t b, int64_t c)
{
    int64_t short_product;

    assert(c > 0);
    if (c < INT64_MAX / 2 && !__builtin_mul_overflow(a, b, &short_product) && short_product < INT64_MAX / 2 &&
        short_product > INT64_MIN / 2)
        return scale_short(short_product, c);

    __int128 product = (__int128)a * b;
    __int128 half = c / 2;
    __int128 quotient = product / c;
    __int128 rest = product % c;

    if (rest > half || (rest == half && c % 2 == 0))
        quotient++;
    else if (rest < -half || (rest == -half && c % 2 == 0))
        quotient--;
    // No page is this long; saturating keeps a mad input from wrapping round to a plausible length.
    if (quotient > INT64_MAX)
        return INT64_MAX;
    if (quotient < INT64_MIN)
        return INT64_MIN;
    return (Length)quotient;
}

Length length_um(int64_t micrometres)
{
    return length_scale(micrometres, 72 * (int64_t)LENGTH_PT, 25400); // an inch is 72 pt and 25.4 mm
}

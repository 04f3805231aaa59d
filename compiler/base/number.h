// Exact numbers: GMP rationals that live in an arena.
//
// Shapes: a Number is read-only; its limbs are in the arena it was frozen into, so nothing frees it. Compute
// with a mpq_t of your own (mpq_init … mpq_clear) and number_freeze the result. Rounding is half away from
// zero (四舍五入) and happens only in number_format and number_round.
#ifndef GONGKAI_BASE_NUMBER_H
#define GONGKAI_BASE_NUMBER_H

#include <gmp.h>

#include "base/str.h"

#define NUMBER_MOST_DIGITS 400

typedef mpq_srcptr Number;

Number number_freeze(Arena *arena, mpq_srcptr value);
Number number_from_int(Arena *arena, long value);

// A decimal as people write it: sign (+ - − －), digits (half- or full-width), thousands marks (, ，) in
// groups of three, point (. ．), and parentheses for a negative ((1.5)). Returns NULL where s is anything
// else. *decimals gets the digits after the point (decimals may be NULL). No exponent. ".5" is read, "1." is
// not: it numbers a list. More than NUMBER_MOST_DIGITS are no number: a binary64 that a spreadsheet stored
// has fewer, and the time that reading takes grows with their square.
Number number_parse(Arena *arena, Str s, int *decimals);

typedef struct NumberFormat {
    int decimals;       // digits after the point, 0 to 20
    bool thousands;     // 1,234.50
    bool keep_zeros;    // 33.80 stays 33.80; otherwise 33.8
    bool unicode_minus; // − (U+2212) for tables; otherwise -
} NumberFormat;

Str number_format(Arena *arena, Number value, NumberFormat format);
void number_round(mpq_t result, mpq_srcptr value, int decimals);
// The fewest digits after the point that write the value exactly; -1 where none does (1/3) or more than
// `most`.
int number_decimals(Number value, int most);
// value without its sign as digits × 10^power, of which the last digit is no zero (0: both 0). decimals: what
// it needs. False where the digits take more than 64 bits.
bool number_digits(Number value, int decimals, uint64_t *digits, int *power);

#endif

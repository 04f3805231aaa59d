// Lengths in integers, so that output is the same on every machine.
#ifndef GONGKAI_BASE_LENGTH_H
#define GONGKAI_BASE_LENGTH_H

#include <stdint.h>

typedef int64_t Length; // 1/65536 pt (pt = 1/72 inch)

#define LENGTH_PT 65536
#define length_pt(points) ((Length)(points)*LENGTH_PT)

// a * b / c rounded to nearest, half away from zero; c > 0.
Length length_scale(Length a, int64_t b, int64_t c);
// thousandths of a millimetre to Length
Length length_um(int64_t micrometres);

#endif

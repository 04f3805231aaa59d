// What the files of svg share: numbers and text as XML has them. Private to svg.
#ifndef GONGKAI_SVG_INTERNAL_SVG_H
#define GONGKAI_SVG_INTERNAL_SVG_H

#include "image/image.h"
#include "svg/svg.h"

typedef int64_t Milli; // 1/1000 pt, the unit of coordinates

Milli svg_milli(Length length);
// value / 10^decimals, without zeros at the end; decimals: at most 18.
void put_decimal(StrBuf *out, int64_t value, int decimals);
// ` name="value"`
void put_attribute(StrBuf *out, const char *name, int64_t value);
void put_base64(StrBuf *out, Str bytes);

#endif

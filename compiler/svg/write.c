// Numbers, text and bytes as an SVG file has them.
#include "svg/internal-svg.h"

Milli svg_milli(Length length)
{
    return length_scale(length, 1000, LENGTH_PT);
}

void put_decimal(StrBuf *out, int64_t value, int decimals)
{
    char digits[32]; // of the value, least first; a zero before the point at least
    int n = 0, from = 0;
    for (uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value; rest > 0 || n <= decimals;
         rest /= 10)
        digits[n++] = (char)('0' + rest % 10);
    while (from < decimals && digits[from] == '0')
        from++;
    if (value < 0)
        buf_add_char(out, '-');
    while (n > from) {
        buf_add_char(out, digits[--n]);
        if (n == decimals && n > from)
            buf_add_char(out, '.');
    }
}

void put_attribute(StrBuf *out, const char *name, int64_t value)
{
    buf_print(out, " %s=\"%lld\"", name, (long long)value);
}

// RFC 4648, 4.
void put_base64(StrBuf *out, Str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.n; i += 3) {
        uint32_t group = 0;
        size_t n = bytes.n - i < 3 ? bytes.n - i : 3;
        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < n ? (uint8_t)bytes.at[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_add_char(out, k <= n ? digits[group >> (18 - 6 * k) & 63] : '=');
    }
}

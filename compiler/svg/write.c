// Numbers, text and bytes as an SVG file has them.
#include <stdlib.h>

#include "svg/internal-svg.h"

Milli milli_of(Length length)
{
    return length_scale(length, 1000, LENGTH_PT);
}

void put_decimal(StrBuf *out, int64_t value, int decimals)
{
    int64_t power = 1;
    for (int i = 0; i < decimals; i++)
        power *= 10;
    if (value < 0)
        buf_add_char(out, '-');
    buf_print(out, "%lld", llabs(value / power));
    int64_t rest = llabs(value % power);
    if (rest > 0)
        buf_add_char(out, '.');
    while (rest > 0) {
        power /= 10;
        buf_add_char(out, (char)('0' + rest / power));
        rest %= power;
    }
}

void put_attribute(StrBuf *out, const char *name, int64_t value)
{
    buf_print(out, " %s=\"%lld\"", name, (long long)value);
}

// What no XML document may hold (XML 1.0, 2.2) becomes U+FFFD.
void put_text(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);
        bool allowed = code >= 0x20 ? code != 0xFFFE && code != 0xFFFF : code == '\n' || code == '\t';
        if (code == '&')
            buf_add(out, STR("&amp;"));
        else if (code == '<')
            buf_add(out, STR("&lt;"));
        else if (code == '>')
            buf_add(out, STR("&gt;"));
        else if (code == '"')
            buf_add(out, STR("&quot;"));
        else
            buf_add_code(out, allowed ? code : 0xFFFD);
    }
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

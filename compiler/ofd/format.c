// Numbers, names and text as OFD's files have them.
#include <time.h>

#include "ofd/internal-ofd.h"

Micron micron_of(Length length)
{
    return length_scale(length, 25400, (int64_t)72 * LENGTH_PT);
}

void add_mm(StrBuf *out, Micron value)
{
    int64_t size = value < 0 ? -value : value;
    buf_print(out, "%s%lld", value < 0 ? "-" : "", (long long)(size / 1000));
    if (size % 1000 == 0)
        return;
    char digits[] = {'.', (char)('0' + size / 100 % 10), (char)('0' + size / 10 % 10),
                     (char)('0' + size % 10)};
    size_t n = digits[3] != '0' ? 4 : digits[2] != '0' ? 3 : 2;
    buf_add(out, (Str){digits, n});
}

void add_box(StrBuf *out, const char *name, Micron x, Micron y, Micron width, Micron height)
{
    const Micron sides[] = {x, y, width, height};
    buf_print(out, " %s=\"", name);
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_add_char(out, ' ');
        add_mm(out, sides[i]);
    }
    buf_add_char(out, '"');
}

// A default namespace is the same to XML, but not to every reader of OFD.
void add_root(StrBuf *out, const char *root)
{
    buf_print(out,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:%s xmlns:ofd=\"http://www.ofdspec.org/2016\"",
              root);
}

void add_attribute(StrBuf *out, const char *name, Str value)
{
    buf_print(out, " %s=\"", name);
    escape_markup(out, value);
    buf_add_char(out, '"');
}

void add_element(StrBuf *out, const char *name, Str text)
{
    if (text.n == 0)
        return;
    buf_print(out, "<ofd:%s>", name);
    escape_markup(out, text);
    buf_print(out, "</ofd:%s>\n", name);
}

void add_colour(StrBuf *out, const char *name, uint32_t colour)
{
    buf_print(out, "<ofd:%s Value=\"%u %u %u\"/>", name, colour >> 16 & 0xFF, colour >> 8 & 0xFF,
              colour & 0xFF);
}

Str day_of(Arena *arena, int64_t seconds)
{
    return date_print(arena, seconds, "%Y-%m-%d");
}

Str moment_of(Arena *arena, int64_t seconds)
{
    return date_print(arena, seconds, "%Y-%m-%dT%H:%M:%S");
}

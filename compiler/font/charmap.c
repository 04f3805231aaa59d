// A character map of a TrueType file: formats 4 and 12, the first for readers that know the BMP alone.
#include "font/internal-truetype.h"

// A run of neighbouring characters with neighbouring glyphs.
typedef struct Segment {
    uint32_t first, last, glyph;
} Segment;

typedef VEC(Segment) Segments;

static Segments segments_of(Arena *arena, const FontDrawing *drawings, size_t n)
{
    Segments segments = {0};
    for (size_t i = 0; i < n; i++) {
        uint32_t code = drawings[i].code;
        // None over the end of the BMP, which only one of the formats reaches beyond.
        if (segments.n > 0 && vec_last(&segments)->last + 1 == code && code != 0x10000)
            vec_last(&segments)->last = code;
        else
            *vec_push(arena, &segments) = (Segment){code, code, (uint32_t)i + FONT_FIRST_DRAWN};
    }
    return segments;
}

// Format 4 ends with a segment of 0xFFFF alone, which leads to glyph 0.
static Str format_4(Arena *arena, const Segments *segments)
{
    StrBuf out = {.arena = arena};
    size_t inside = 0;
    while (inside < segments->n && segments->at[inside].last < 0xFFFF)
        inside++;
    unsigned n = (unsigned)inside + 1, power = 1, log = 0;
    for (; power * 2 <= n; power *= 2)
        log++;
    const unsigned head[] = {4, 16 + 8 * n, 0, 2 * n, 2 * power, log, 2 * (n - power)};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        put_u16(&out, head[i]);
    for (size_t i = 0; i < inside; i++)
        put_u16(&out, segments->at[i].last);
    put_u16(&out, 0xFFFF);
    put_u16(&out, 0);
    for (size_t i = 0; i < inside; i++)
        put_u16(&out, segments->at[i].first);
    put_u16(&out, 0xFFFF);
    for (size_t i = 0; i < inside; i++)
        put_u16(&out, (segments->at[i].glyph - segments->at[i].first) & 0xFFFF);
    put_u16(&out, 1);
    for (unsigned i = 0; i < n; i++)
        put_u16(&out, 0);
    return buf_str(&out);
}

static Str format_12(Arena *arena, const Segments *segments)
{
    StrBuf out = {.arena = arena};
    put_u16(&out, 12);
    put_u16(&out, 0);
    put_u32(&out, (uint32_t)(16 + 12 * segments->n));
    put_u32(&out, 0);
    put_u32(&out, (uint32_t)segments->n);
    for (size_t i = 0; i < segments->n; i++) {
        put_u32(&out, segments->at[i].first);
        put_u32(&out, segments->at[i].last);
        put_u32(&out, segments->at[i].glyph);
    }
    return buf_str(&out);
}

Str charmap_make(Arena *arena, const FontDrawing *drawings, size_t n)
{
    Segments segments = segments_of(arena, drawings, n);
    Str small = format_4(arena, &segments), large = format_12(arena, &segments);
    StrBuf out = {.arena = arena};
    // Platform, encoding, and which of the two: Unicode's and Windows' names for the same.
    static const unsigned records[][3] = {{0, 3, 0}, {0, 4, 1}, {3, 1, 0}, {3, 10, 1}};
    enum { RECORDS = sizeof records / sizeof records[0], HEAD = 4 + 8 * RECORDS };
    put_u16(&out, 0);
    put_u16(&out, RECORDS);
    for (size_t i = 0; i < RECORDS; i++) {
        put_u16(&out, records[i][0]);
        put_u16(&out, records[i][1]);
        put_u32(&out, records[i][2] == 0 ? HEAD : (uint32_t)(HEAD + small.n));
    }
    buf_add(&out, small);
    buf_add(&out, large);
    return buf_str(&out);
}

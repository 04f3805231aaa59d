// The records of a workbook's stream, and strings that go on over several of them.
#include <string.h>

#include "spreadsheet/internal-xls.h"

#define HEAD_BYTES 4 // of a record: its number and its length

// ---- records

uint32_t xls_u16(Str body, size_t at)
{
    if (at + 2 > body.n)
        return 0;
    return (uint32_t)(unsigned char)body.at[at] | (uint32_t)(unsigned char)body.at[at + 1] << 8;
}

uint32_t xls_u32(Str body, size_t at)
{
    return at + 4 > body.n ? 0 : xls_u16(body, at) | xls_u16(body, at + 2) << 16;
}

double xls_double(Str body, size_t at)
{
    uint64_t bits = (uint64_t)xls_u32(body, at + 4) << 32 | xls_u32(body, at);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

bool xls_next(XlsStream *stream)
{
    size_t at = stream->at, length;

    if (at + HEAD_BYTES > stream->bytes.n)
        return false;
    length = xls_u16(stream->bytes, at + 2);
    if (at + HEAD_BYTES + length > stream->bytes.n)
        return false;
    stream->id = xls_u16(stream->bytes, at);
    stream->body = str_slice(stream->bytes, at + HEAD_BYTES, at + HEAD_BYTES + length);
    stream->at = at + HEAD_BYTES + length;
    return true;
}

// ---- pieces

XlsPieces xls_pieces(XlsStream *stream, size_t at)
{
    return (XlsPieces){.stream = stream, .at = at};
}

// Goes on to the CONTINUE record that follows, where the body is read to its end.
static bool has_byte(XlsPieces *pieces)
{
    while (!pieces->failed && pieces->at >= pieces->stream->body.n) {
        pieces->failed =
            xls_u16(pieces->stream->bytes, pieces->stream->at) != XLS_CONTINUE || !xls_next(pieces->stream);
        pieces->at = 0;
    }
    return !pieces->failed;
}

// The number in the next 1, 2 or 4 bytes.
static uint32_t xls_take(XlsPieces *pieces, int bytes)
{
    uint32_t value = 0;

    for (int i = 0; i < bytes && has_byte(pieces); i++)
        value |= (uint32_t)(unsigned char)pieces->stream->body.at[pieces->at++] << (8 * i);
    return value;
}

static void skip(XlsPieces *pieces, uint64_t bytes)
{
    while (bytes > 0 && has_byte(pieces)) {
        size_t left = pieces->stream->body.n - pieces->at;

        left = left < bytes ? left : (size_t)bytes;
        pieces->at += left;
        bytes -= left;
    }
}

// ---- strings

#define IS_HIGH(unit) ((unit) >= 0xD800 && (unit) < 0xDC00)
#define IS_LOW(unit) ((unit) >= 0xDC00 && (unit) < 0xE000)
#define REPLACEMENT 0xFFFD

// Characters of UTF-16, in two bytes or, where all upper bytes are 0, in one. A CONTINUE record within them
// begins with flags of its own (2.5.293).
typedef struct Characters {
    StrBuf buf;
    uint32_t high; // the first half of a pair
} Characters;

static void add_unit(Characters *text, uint32_t unit)
{
    uint32_t code = unit;

    if (IS_LOW(unit) && text->high)
        code = 0x10000 + ((text->high - 0xD800) << 10) + (unit - 0xDC00);
    else if (text->high)
        buf_add_code(&text->buf, REPLACEMENT);
    text->high = IS_HIGH(unit) ? unit : 0;
    if (text->high || code == '\r') // line ends are LF
        return;
    buf_add_code(&text->buf, IS_LOW(code) || code == 0 ? REPLACEMENT : code);
}

static Str take_characters(Arena *arena, XlsPieces *pieces, uint32_t count, bool wide)
{
    Characters text = {.buf = {.arena = arena}};

    while (count-- > 0 && !pieces->failed) {
        if (pieces->at >= pieces->stream->body.n)
            wide = xls_take(pieces, 1) & 1;
        add_unit(&text, xls_take(pieces, wide ? 2 : 1));
    }
    if (text.high)
        buf_add_code(&text.buf, REPLACEMENT);
    return (Str){text.buf.at, text.buf.n};
}

// There is no font 4.
static void take_run(XlsPieces *pieces, uint32_t count)
{
    uint32_t from = xls_take(pieces, 2), number = xls_take(pieces, 2);

    number -= number > 4;
    if (from >= count || !pieces->fonts || number >= pieces->font_count)
        return;
    pieces->look.struck |= pieces->fonts[number].struck;
    pieces->look.white |= pieces->fonts[number].white;
}

Str xls_take_object_text(Arena *arena, XlsStream *stream)
{
    XlsPieces pieces = xls_pieces(stream, stream->body.n);

    return take_characters(arena, &pieces, xls_u16(stream->body, 10), false);
}

Str xls_take_string(Arena *arena, XlsPieces *pieces, int length_bytes)
{
    uint32_t count = xls_take(pieces, length_bytes), flags = xls_take(pieces, 1);
    uint32_t runs = flags & 8 ? xls_take(pieces, 2) : 0, more = flags & 4 ? xls_take(pieces, 4) : 0;
    Str text = take_characters(arena, pieces, count, flags & 1);

    pieces->look = (XlsFont){0};
    for (uint32_t i = 0; i < runs && !pieces->failed; i++)
        take_run(pieces, count);
    skip(pieces, more);
    return text;
}

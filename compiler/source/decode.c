#include "source/internal-decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

// ---- names

typedef struct EncodingAlias {
    const char *name; // upper case, without - and _
    Encoding encoding;
} EncodingAlias;

// GB18030 holds GBK, which holds GB2312, so one decoder reads the three.
static const EncodingAlias aliases[] = {
    {"UTF8", ENCODING_UTF8},       {"UTF8SIG", ENCODING_UTF8},    {"UTF16", ENCODING_UTF16LE},
    {"UTF16LE", ENCODING_UTF16LE}, {"UTF16BE", ENCODING_UTF16BE}, {"UNICODE", ENCODING_UTF16LE},
    {"GB18030", ENCODING_GB18030}, {"GBK", ENCODING_GB18030},     {"GB2312", ENCODING_GB18030},
    {"CP936", ENCODING_GB18030},   {"936", ENCODING_GB18030},     {"WINDOWS936", ENCODING_GB18030},
    {"EUCCN", ENCODING_GB18030},   {"ANSI", ENCODING_GB18030},
};

Encoding encoding_of_name(Str name, bool *any_order)
{
    char plain[16];
    size_t n = 0;

    *any_order = false;
    name = str_trim(name);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.at[i];

        if (c == '-' || c == '_' || c == ' ')
            continue;
        if (n == sizeof plain)
            return ENCODING_NONE;
        plain[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (!str_equal((Str){plain, n}, str_of(aliases[i].name)))
            continue;
        *any_order = str_equal((Str){plain, n}, STR("UTF16")) || str_equal((Str){plain, n}, STR("UNICODE"));
        return aliases[i].encoding;
    }
    return ENCODING_NONE;
}

const char *encoding_name(Encoding encoding)
{
    switch (encoding) {
    case ENCODING_UTF8:
        return "UTF-8";
    case ENCODING_UTF16LE:
        return "UTF-16LE";
    case ENCODING_UTF16BE:
        return "UTF-16BE";
    case ENCODING_GB18030:
        return "GB18030";
    case ENCODING_NONE:
        break;
    }
    return "";
}

// ---- telling by content

// Moves past one character of UTF-8; returns its bytes, 0 where they are not UTF-8.
static size_t utf8_step(Str bytes, size_t *at)
{
    size_t from = *at;
    uint32_t code;

    if ((unsigned char)bytes.at[from] < 0x80) {
        ++*at;
        return 1;
    }
    code = utf8_next(bytes, at);
    // U+FFFD itself takes three bytes; the stand-in for a byte that does not fit takes one.
    return code == 0xFFFD && *at == from + 1 ? 0 : *at - from;
}

// Offset of the first byte that is not UTF-8; bytes.n where all are.
static size_t utf8_fault(Str bytes)
{
    for (size_t i = 0; i < bytes.n;) {
        size_t from = i;

        if (utf8_step(bytes, &i) == 0)
            return from;
    }
    return bytes.n;
}

// Whether some line is certainly UTF-8: all of it fits, and it holds two or more characters of three bytes
// and none of two. Text in GBK does not look so but by a very rare accident, three uncommon characters alone
// in their line.
static bool utf8_has_line(Str bytes)
{
    size_t long_ones = 0;
    bool fits = true;

    for (size_t i = 0; i <= bytes.n;) {
        if (i == bytes.n || bytes.at[i] == '\n') {
            if (fits && long_ones >= 2)
                return true;
            long_ones = 0;
            fits = true;
            i++;
            continue;
        }
        switch (utf8_step(bytes, &i)) {
        case 0:
        case 2:
            fits = false;
            break;
        case 3:
        case 4:
            long_ones++;
            break;
        }
    }
    return false;
}

static uint32_t utf16_unit(Str bytes, size_t at, bool big)
{
    unsigned char first = (unsigned char)bytes.at[at], second = (unsigned char)bytes.at[at + 1];

    return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

// How many ASCII characters the bytes hold when read as UTF-16 of this order; 0 where they cannot be such
// text.
static size_t utf16_ascii(Str bytes, bool big)
{
    size_t ascii = 0;

    if (bytes.n % 2)
        return 0;
    for (size_t i = 0; i < bytes.n; i += 2) {
        uint32_t unit = utf16_unit(bytes, i, big);

        if (unit < 0x80) {
            if (unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r')
                return 0;
            ascii++;
        } else if (unit >= 0xD800 && unit < 0xDC00) {
            uint32_t low = i + 2 < bytes.n ? utf16_unit(bytes, i + 2, big) : 0;

            if (low < 0xDC00 || low > 0xDFFF)
                return 0;
            i += 2;
        } else if ((unit >= 0xDC00 && unit < 0xF900) || unit >= 0xFFFE) {
            // Low surrogates alone, private use, no characters: other text misread.
            return 0;
        }
    }
    return ascii;
}

// UTF-16 without BOM shows in the NUL half of its ASCII characters (line ends, commas, digits). A stray NUL
// in UTF-8 text shows too, so bytes that are UTF-8 as well must be half ASCII when read as UTF-16.
static Encoding tell_utf16(Str bytes, bool is_utf8)
{
    size_t little, big, most;

    if (bytes.n == 0 || !memchr(bytes.at, 0, bytes.n))
        return ENCODING_NONE;
    little = utf16_ascii(bytes, false);
    big = utf16_ascii(bytes, true);
    most = little > big ? little : big;
    if (most == 0 || (is_utf8 && most * 2 < bytes.n / 2))
        return ENCODING_NONE;
    return big > little ? ENCODING_UTF16BE : ENCODING_UTF16LE;
}

static Encoding tell_bom(Str bytes, size_t *length)
{
    *length = 2;
    if (str_starts(bytes, STR("\xFF\xFE")))
        return ENCODING_UTF16LE;
    if (str_starts(bytes, STR("\xFE\xFF")))
        return ENCODING_UTF16BE;
    *length = 3;
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        return ENCODING_UTF8;
    *length = 4;
    if (str_starts(bytes, STR("\x84\x31\x95\x33")))
        return ENCODING_GB18030;
    *length = 0;
    return ENCODING_NONE;
}

// ---- transcoding

static void decode_utf8(Arena *arena, Str bytes, Decoded *decoded)
{
    size_t fault = utf8_fault(bytes);

    decoded->text = str_copy(arena, str_slice(bytes, 0, fault));
    decoded->ok = fault == bytes.n;
    decoded->fault = fault;
}

static void decode_iconv(Arena *arena, Str bytes, Decoded *decoded)
{
    // No character takes more than one and a half times its bytes: two of UTF-16 or GBK give three at most.
    size_t room = bytes.n + bytes.n / 2 + 8, in_left = bytes.n, out_left = room;
    char *out = arena_alloc(arena, room + 1), *out_at = out;
    char *in_at = (char *)bytes.at; // iconv's signature; it only reads
    iconv_t converter = iconv_open("UTF-8", encoding_name(decoded->encoding));

    decoded->ok = false;
    if (converter == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr): the error value that POSIX gives it
        decoded->failure = errno;
        memory_end_if_short();
    } else {
        // A count above 0 would mean characters that were replaced.
        decoded->ok = bytes.n == 0 || iconv(converter, &in_at, &in_left, &out_at, &out_left) == 0;
        iconv_close(converter);
    }
    *out_at = '\0';
    decoded->text = (Str){out, (size_t)(out_at - out)};
    decoded->fault = bytes.n - in_left;
}

static Decoded decode_as(Arena *arena, Str bytes, Encoding encoding)
{
    Decoded decoded = {.encoding = encoding};

    if (encoding == ENCODING_UTF8)
        decode_utf8(arena, bytes, &decoded);
    else
        decode_iconv(arena, bytes, &decoded);
    return decoded;
}

static Decoded decode_by_content(Arena *arena, Str bytes)
{
    bool is_utf8 = utf8_fault(bytes) == bytes.n;
    Encoding utf16 = tell_utf16(bytes, is_utf8);
    Decoded decoded;

    if (utf16 != ENCODING_NONE)
        return decode_as(arena, bytes, utf16);
    if (is_utf8 || !utf8_has_line(bytes))
        return decode_as(arena, bytes, is_utf8 ? ENCODING_UTF8 : ENCODING_GB18030);
    // GB18030 gives nearly every byte a meaning, so a UTF-8 file with one broken line would become mojibake.
    decoded = decode_as(arena, bytes, ENCODING_UTF8);
    decoded.mixed = true;
    return decoded;
}

Decoded decode_bytes(Arena *arena, Str bytes, Encoding named, bool any_order)
{
    size_t bom;
    Encoding marked = tell_bom(bytes, &bom);
    Str body = str_slice(bytes, bom, bytes.n);
    Decoded decoded;

    if (marked == ENCODING_NONE && any_order && tell_utf16(body, false) == ENCODING_UTF16BE)
        named = ENCODING_UTF16BE;
    if (marked != ENCODING_NONE || named != ENCODING_NONE)
        decoded = decode_as(arena, body, marked != ENCODING_NONE ? marked : named);
    else
        decoded = decode_by_content(arena, body);
    decoded.fault += bom;
    return decoded;
}

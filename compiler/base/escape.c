#include "base/escape.h"

#include "base/utf8.h"

// XML 1.0 2.2 Char: what the others are, no reader of HTML or XML may be given.
static bool is_character(uint32_t code)
{
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    return code != 0xfffe && code != 0xffff && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

static const char *entity_of(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

void escape_markup_clean(StrBuf *out, Str text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.n; i++) {
        const char *entity = entity_of(text.at[i]);
        if (!entity)
            continue;
        buf_add(out, str_slice(text, from, i));
        buf_add_c(out, entity);
        from = i + 1;
    }
    buf_add(out, str_slice(text, from, text.n));
}

// Bytes that no character begins with that is written otherwise.
static bool is_plain(unsigned char byte)
{
    static const uint64_t others =
        0xFFFFFFFFu | 1ull << '<' | 1ull << '>' | 1ull << '&' | 1ull << '"'; // of the first 64

    return byte < 64 ? !(others >> byte & 1) : byte < 0xef;
}

void escape_markup(StrBuf *out, Str text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        if (is_plain((unsigned char)text.at[at])) {
            at++;
            continue;
        }
        const char *entity = entity_of(text.at[at]);
        if (is_character(utf8_next(text, &at)) && !entity)
            continue;
        buf_add(out, str_slice(text, from, start));
        buf_add_c(out, entity ? entity : "\xef\xbf\xbd"); // U+FFFD
        from = at;
    }
    buf_add(out, str_slice(text, from, text.n));
}

bool char_is_safe(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0))
        return false;
    return code != 0x061c && code != 0x200e && code != 0x200f && !(code >= 0x2028 && code <= 0x202e) &&
           !(code >= 0x2066 && code <= 0x2069);
}

Str escape_terminal(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};
    size_t from = 0;

    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);

        if (char_is_safe(code))
            continue;
        buf_add(&out, str_slice(text, from, start));
        buf_print(&out, "<U+%04X>", (unsigned)code);
        from = at;
    }
    if (from == 0)
        return text;
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

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

void escape_markup(StrBuf *out, Str text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        unsigned char byte = (unsigned char)text.at[at];
        if (byte >= 0x20 && byte < 0xef) { // no byte of those that is_character refuses begins so
            at++;
            continue;
        }
        if (is_character(utf8_next(text, &at)))
            continue;
        escape_markup_clean(out, str_slice(text, from, start));
        buf_add_code(out, 0xfffd);
        from = at;
    }
    escape_markup_clean(out, str_slice(text, from, text.n));
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

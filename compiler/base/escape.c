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

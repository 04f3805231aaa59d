// Text and URLs made safe for where they stand.
#include <string.h>

#include "html/internal-html.h"

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

void escape_text_only(StrBuf *out, Str text)
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

void escape_text(StrBuf *out, Str text)
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
        escape_text_only(out, str_slice(text, from, start));
        buf_add_code(out, 0xfffd);
        from = at;
    }
    escape_text_only(out, str_slice(text, from, text.n));
}

// ---- URLs

// RFC 3986 2.2 and 2.3 but for brackets, and the percent sign of what is encoded already.
static bool is_url_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~:/?#@!$&'()*+,;=%", c));
}

void escape_url(StrBuf *out, Str url)
{
    for (size_t i = 0; i < url.n; i++) {
        char c = url.at[i];
        if (c == '&')
            buf_add_c(out, "&amp;");
        else if (c == '\'')
            buf_add_c(out, "&#x27;");
        else if (is_url_character(c))
            buf_add_char(out, c);
        else
            buf_print(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

Str url_of_path(Arena *arena, Str path)
{
    StrBuf url = {.arena = arena};

    for (size_t i = 0; i < path.n; i++) {
        char c = path.at[i];
        // A colon in the first part would make it a scheme.
        if (is_url_character(c) && !strchr("%?#:", c))
            buf_add_char(&url, c);
        else
            buf_print(&url, "%%%02X", (unsigned)(unsigned char)c);
    }
    return buf_str(&url);
}

// URLs made safe for where they stand.
#include <string.h>

#include "html/internal-html.h"

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

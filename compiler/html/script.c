// Texts in script files.
#include "html/internal-site.h"

void script_string(StrBuf *out, Str text)
{
    size_t from = 0; // of what stands as it is

    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool marked = c == '"' || c == '\\';
        if (!marked && c >= 0x20 && c != 0x7F && c != '<' && c != '>' && c != '&')
            continue;
        buf_add(out, str_slice(text, from, i));
        if (marked)
            buf_add_char(out, '\\');
        else
            buf_print(out, "\\u%04x", c);
        from = marked ? i : i + 1;
    }
    buf_add(out, str_slice(text, from, text.n));
    buf_add_char(out, '"');
}

// Text to Markdown that prints just that.
#include "convert/internal-convert.h"

// A footnote's mark, where one stands at byte *at, which it passes.
static bool note_mark_write(StrBuf *out, Str text, size_t *at)
{
    size_t next = *at;
    unsigned number = note_mark_number(utf8_next(text, &next));

    if (number == 0)
        return false;
    buf_print(out, "[^%u]", number);
    *at = next;
    return true;
}

void markdown_marks(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;)
        if (!note_mark_write(out, text, &at))
            utf8_next(text, &at);
}

Str without_marks(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (!note_mark_number(code))
            buf_add_code(&out, code);
    }
    return out.n < text.n ? buf_str(&out) : text;
}

void markdown_text(StrBuf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];

        if (c == '\xF3' && note_mark_write(out, text, &i)) {
            i--;
            continue;
        }
        if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' || c == '&')
            buf_add_char(out, '\\');
        buf_add_char(out, c);
    }
}

// Bytes of a number that would make a list of the paragraph: 1. and 1) before a blank or the end.
static size_t list_number(Str text)
{
    size_t at = 0;

    while (at < text.n && at < 9 && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    if (at == 0 || at >= text.n || (text.at[at] != '.' && text.at[at] != ')'))
        return 0;
    return at + 1 == text.n || text.at[at + 1] == ' ' || text.at[at + 1] == '\t' ? at : 0;
}

void markdown_paragraph(StrBuf *out, Str text, bool begins)
{
    size_t number = begins ? list_number(text) : 0;

    if (begins && text.n && str_find_char(STR("#>-+=~|"), text.at[0], 0) >= 0)
        buf_add_char(out, '\\');
    if (number) {
        buf_add(out, str_slice(text, 0, number));
        buf_add_char(out, '\\');
        buf_add_char(out, text.at[number]);
        text = str_slice(text, number + 1, text.n);
    }
    markdown_text(out, text);
}

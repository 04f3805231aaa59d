// A block's source with the marks of Markdown, code and figures blanked out, byte for byte as long.
#include "prose/internal-prose.h"

#include <string.h>

static void blank_out(char *at, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (at[i] != '\n')
            at[i] = 1;
}

static size_t run_of(Str text, size_t at, char c)
{
    size_t n = 0;

    while (at + n < text.n && text.at[at + n] == c)
        n++;
    return n;
}

// The end of the code span that opens at `at`; `at` where none does.
static size_t code_end(Str text, size_t at)
{
    size_t run = run_of(text, at, '`');

    for (size_t i = at + run; i < text.n;) {
        const char *found = memchr(text.at + i, '`', text.n - i);
        if (!found)
            break;
        i = (size_t)(found - text.at);
        size_t closing = run_of(text, i, '`');
        i += closing;
        if (closing == run)
            return i;
    }
    return at;
}

#define ADDRESS_MOST 2000 // bytes of a link's address and title

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static size_t skip_spaces(Str text, size_t at)
{
    while (at < text.n && is_space(text.at[at]))
        at++;
    return at;
}

// Past the mark that closes what opens at `at` (<…>, "…"); 0 where none does.
static size_t enclosed_end(Str text, size_t at, char closing)
{
    for (size_t i = at + 1; i < text.n; i++) {
        if (text.at[i] == '\\')
            i++;
        else if (text.at[i] == closing)
            return i + 1;
    }
    return 0;
}

// Past an address without <>: at a blank, or the parenthesis that none in it opened.
static size_t address_end(Str text, size_t at)
{
    int open = 0;

    for (; at < text.n && !is_space(text.at[at]); at++) {
        if (text.at[at] == '\\' && at + 1 < text.n)
            at++;
        else if (text.at[at] == '(')
            open++;
        else if (text.at[at] == ')' && open-- == 0)
            break;
    }
    return at;
}

// Past the (address "title") whose parenthesis is at `at` (CommonMark 6.3); 0 where there is none.
static size_t destination_end(Str raw, size_t at)
{
    Str text = str_slice(raw, 0, at + ADDRESS_MOST < raw.n ? at + ADDRESS_MOST : raw.n);

    at = skip_spaces(text, at + 1);
    at = at < text.n && text.at[at] == '<' ? enclosed_end(text, at, '>') : address_end(text, at);
    if (at == 0)
        return 0;
    at = skip_spaces(text, at);
    if (at < text.n && (text.at[at] == '"' || text.at[at] == '\'' || text.at[at] == '(')) {
        at = enclosed_end(text, at, text.at[at] == '(' ? ')' : text.at[at]);
        at = at ? skip_spaces(text, at) : text.n;
    }
    return at < text.n && text.at[at] == ')' ? at + 1 : 0;
}

Str prose_mask(Arena *arena, Str raw)
{
    char *at = str_c(arena, raw);
    VEC(size_t) openings = {0};
    bool no_code = false; // a run of backticks without its partner: looked for once

    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.at[i];
        if (c == '`' && !no_code) {
            size_t end = code_end(raw, i);
            no_code = end == i;
            if (end > i) {
                blank_out(at, i, end);
                i = end - 1;
            }
        } else if (c == '\\' || c == '*' || (c == '!' && i + 1 < raw.n && raw.at[i + 1] == '[')) {
            at[i] = 1;
        } else if (c == '[') {
            *vec_push(arena, &openings) = i;
        } else if (c == ']' && openings.n > 0) {
            size_t opening = openings.at[--openings.n];
            size_t end = i + 1 < raw.n && raw.at[i + 1] == '(' ? destination_end(raw, i + 1) : 0;
            if (end == 0)
                continue;
            at[opening] = 1;
            blank_out(at, i, end);
            i = end - 1;
        } else if (c == '<' && i + 1 < raw.n && ((unsigned char)raw.at[i + 1] < 0x80)) {
            ptrdiff_t close = str_find_char(str_slice(raw, 0, i + 2000 < raw.n ? i + 2000 : raw.n), '>', i);
            if (close >= 0) {
                blank_out(at, i, (size_t)close + 1);
                i = (size_t)close;
            }
        }
    }
    return (Str){at, raw.n};
}

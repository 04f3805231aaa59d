// Markdown to HTML as html_commonmark writes it, for commonmark.py: texts come in on stdin, each ended by a
// NUL, and go out the same way.
#include <stdio.h>

#include "html/html.h"

static Str read_all(Arena *arena, FILE *file)
{
    StrBuf buf = {.arena = arena};
    char chunk[65536];
    size_t n;

    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(&buf, (Str){chunk, n});
    return buf_str(&buf);
}

static bool convert(Arena *arena, Diag *diag, Str text)
{
    const Source *source = source_from_bytes(arena, diag, text, STR("example"), STR("UTF-8"));

    if (!source)
        return false;
    Str html = html_commonmark(arena, document_parse_commonmark(arena, diag, source));
    fwrite(html.at, 1, html.n, stdout);
    putchar('\0');
    return true;
}

int main(void)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str all = read_all(arena, stdin);
    bool good = true;

    for (size_t from = 0; good && from < all.n;) {
        ptrdiff_t end = str_find_char(all, '\0', from);
        size_t to = end < 0 ? all.n : (size_t)end;
        good = convert(arena, diag, str_slice(all, from, to));
        from = to + 1;
    }
    for (size_t i = 0; i < diag_total(diag); i++)
        fprintf(stderr, "%.*s\n", STR_ARG(diag_at(diag, i)->message));
    diag_free(diag);
    arena_free(arena);
    return good ? 0 : 1;
}

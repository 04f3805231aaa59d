// What a starter has to be filled in: {blank: HINT | EXAMPLE} and {blank: EXAMPLE} in its files. A new
// project gets 待填写 with the hint; an example gets the example.
#include "template/internal-template.h"

static const char opening[] = "{blank:";

// Behind the brace that closes the mark whose inside begins at `from`; 0 where none does.
static size_t mark_end(Str text, size_t from)
{
    int depth = 1;

    for (size_t i = from; i < text.n; i++) {
        depth += text.at[i] == '{';
        depth -= text.at[i] == '}';
        if (depth == 0)
            return i + 1;
    }
    return 0;
}

// One mark's two parts.
static void mark_parts(Str inside, Str *hint, Str *example)
{
    ptrdiff_t bar = str_find_char(inside, '|', 0);

    *hint = bar < 0 ? (Str){0} : str_trim(str_slice(inside, 0, (size_t)bar));
    *example = str_trim(bar < 0 ? inside : str_slice(inside, (size_t)bar + 1, inside.n));
}

bool blanks_next(Str text, size_t *at, Blank *blank)
{
    ptrdiff_t found = str_find(text, str_of(opening), *at);
    size_t inside, end;

    if (found < 0)
        return false;
    inside = (size_t)found + sizeof opening - 1;
    end = mark_end(text, inside);
    *blank = (Blank){.from = (size_t)found, .to = end ? end : text.n, .open = end == 0};
    mark_parts(str_slice(text, inside, end ? end - 1 : text.n), &blank->hint, &blank->example);
    *at = blank->to;
    return true;
}

static void add_blank(StrBuf *out, const Words *words, const Blank *blank, BlankStyle style)
{
    Str word = words_first(words->lists[WORDS_BLANKS]);

    if (style == BLANK_EXAMPLE)
        buf_add(out, blank->example);
    else if (style == BLANK_VALUE)
        buf_add(out, word);
    else if (blank->hint.n)
        buf_print(out, "【%.*s：%.*s】", STR_ARG(word), STR_ARG(blank->hint));
    else
        buf_print(out, "【%.*s】", STR_ARG(word));
}

Str blanks_fill(Arena *arena, Diag *diag, const Words *words, Str file, Str text, BlankStyle style)
{
    StrBuf out = {.arena = arena};
    size_t at = 0, from = 0;
    Blank blank;

    while (blanks_next(text, &at, &blank)) {
        if (blank.open)
            diag_report(diag, SEVERITY_ERROR, "value-invalid", (Place){.file = file},
                        str_of(_("write {blank: what is to be filled in | the example}")),
                        _("nothing closes “%s”"), opening);
        buf_add(&out, str_slice(text, from, blank.from));
        add_blank(&out, words, &blank, style);
        from = blank.to;
    }
    if (from == 0)
        return text;
    buf_add(&out, str_slice(text, from, text.n));
    return buf_str(&out);
}

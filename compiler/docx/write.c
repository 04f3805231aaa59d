// What all of the body is written with: words, places, bookmarks, paragraphs.
#include <stdlib.h>

#include "docx/internal-docx.h"

// ---- words and places

Str word_of(const Writing *writing, WordsName name)
{
    return words_first(writing->words->lists[name]);
}

Str filled_word(const Writing *writing, WordsName name, Str value)
{
    Str pattern = word_of(writing, name);
    ptrdiff_t at = str_find(pattern, STR("{0}"), 0);

    return at < 0 ? pattern
                  : str_print(writing->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(pattern, 0, (size_t)at)),
                              STR_ARG(value), STR_ARG(str_slice(pattern, (size_t)at + 3, pattern.n)));
}

static int compare_places(const void *key, const void *place)
{
    return str_compare(*(const Str *)key, ((const DocxPlace *)place)->id);
}

const DocxPlace *place_of(const Writing *writing, Str id)
{
    const DocxOptions *options = &writing->options;

    if (id.n == 0 || options->place_count == 0)
        return NULL;
    return bsearch(&id, options->places, options->place_count, sizeof *options->places, compare_places);
}

Str bookmark_name(const Writing *writing, size_t index)
{
    return str_print(writing->arena, "gk%zu", index + 1);
}

void bookmark_around(Writing *writing, StrBuf *out, Str name, Str runs)
{
    unsigned id = ++writing->next_id;

    buf_print(out, "<w:bookmarkStart w:id=\"%u\" w:name=\"%.*s\"/>", id, STR_ARG(name));
    buf_add(out, runs);
    buf_print(out, "<w:bookmarkEnd w:id=\"%u\"/>", id);
}

// ---- paragraphs

void write_text(StrBuf *out, Str text)
{
    text = note_marks_shown(out->arena, text);
    for (size_t at = 0; at <= text.n;) {
        ptrdiff_t feed = str_find_char(text, '\n', at);
        size_t end = feed < 0 ? text.n : (size_t)feed;

        if (end > at) {
            buf_add_c(out, "<w:t xml:space=\"preserve\">");
            escape_markup(out, str_slice(text, at, end));
            buf_add_c(out, "</w:t>");
        }
        if (feed >= 0)
            buf_add_c(out, "<w:br/>");
        at = end + 1;
    }
}

void write_paragraph(Writing *writing, const char *style, Str more, Str runs)
{
    StrBuf *out = &writing->body;

    buf_print(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", style);
    buf_add(out, more);
    writing->properties_end = out->n;
    buf_add_c(out, "</w:pPr>");
    buf_add(out, runs);
    buf_add_c(out, "</w:p>\n");
}

void write_line(Writing *writing, const char *style, Str more, Str text)
{
    StrBuf runs = {.arena = writing->arena};

    buf_add_c(&runs, "<w:r>");
    write_text(&runs, text);
    buf_add_c(&runs, "</w:r>");
    write_paragraph(writing, style, more, buf_str(&runs));
}

void write_nothing(Writing *writing)
{
    write_paragraph(writing, style_id(ROLE_BODY),
                    STR("<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" "
                        "w:lineRule=\"exact\"/>"),
                    (Str){0});
}

// ---- what is marked

void mark_open(Writing *writing, StrBuf *out, const char *name)
{
    buf_print(out, "<w:%s w:id=\"%u\" w:author=\"", name, ++writing->next_id);
    escape_markup(out, word_of(writing, WORDS_COPY_NAME));
    buf_add_c(out, "\">");
}

// ---- addresses outside the file

unsigned link_relation(Writing *writing, Str target)
{
    for (size_t i = 0; i < writing->links.n; i++)
        if (str_equal(writing->links.at[i], target))
            return (unsigned)i + 1;
    *vec_push(writing->arena, &writing->links) = target;
    return (unsigned)writing->links.n;
}

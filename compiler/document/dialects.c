// What other Markdowns have and CommonMark has not: it would print as it was typed. Each is told once a
// paragraph, with what to write instead.
#include "document/internal-build.h"

// ---- marks in pairs

typedef struct PairedMark {
    const char *mark;
    size_t most; // characters between the two; 0: as many as there are
    const char *hint;
} PairedMark;

static const PairedMark paired[] = {
    {"~~", 0, N_("take out what is struck out: what is published is what holds")},
    {"==", 0, N_("write **…** for what is to stand out")},
    {"__", 0, N_("write **…**: between Chinese characters __ marks nothing")},
    {"^", 8, N_("write the character itself (m², ①), or a footnote: [^1]")},
    {"$$", 0, N_("write the formula in words, or put it in as a picture: ![words](images/公式.png)")},
};

static bool is_inner(Str text, size_t at)
{
    size_t next = at;
    return at < text.n && !char_is_blank(utf8_next(text, &next));
}

// A mark, no part of a longer one (____, to be filled in).
static bool stands_at(const Node *text, size_t at, Str mark)
{
    char c = mark.at[0];
    Str s = text->text;

    return text_is_mark(text, at) && (at == 0 || (s.at[at - 1] != c && s.at[at - 1] != '[')) &&
           (at + mark.n >= s.n || s.at[at + mark.n] != c);
}

// The opening one of two marks with text between them; -1 where there are none.
static ptrdiff_t find_pair(const Node *text, const PairedMark *pair)
{
    Str mark = str_of(pair->mark), s = text->text;

    for (ptrdiff_t at = str_find(s, mark, 0); at >= 0; at = str_find(s, mark, (size_t)at + 1)) {
        size_t from = (size_t)at + mark.n;
        ptrdiff_t end = is_inner(s, from) && stands_at(text, (size_t)at, mark) ? str_find(s, mark, from) : -1;
        size_t before = end > (ptrdiff_t)from ? (size_t)end : 0;
        if (before == 0 || !stands_at(text, (size_t)end, mark) || char_is_blank(utf8_previous(s, &before)))
            continue;
        Str between = str_slice(s, from, (size_t)end);
        if (pair->most && (utf8_count(between) > pair->most || str_find_char(between, ' ', 0) >= 0))
            continue;
        return at;
    }
    return -1;
}

static void report(Builder *builder, Place place, Str written, const char *hint)
{
    diag_report(builder->diag, SEVERITY_WARNING, "markdown-other", place, str_of(hint),
                _("“%.*s” is not CommonMark, and prints as it is typed"), STR_ARG(written));
}

static void check_pairs(Builder *builder, const Node *block)
{
    for (size_t i = 0; i < sizeof paired / sizeof *paired; i++)
        for (Node *node = block->first; node; node = node_next(block, node)) {
            ptrdiff_t at = node->kind == NODE_TEXT ? find_pair(node, &paired[i]) : -1;
            if (at < 0)
                continue;
            Str mark = str_of(paired[i].mark);
            report(builder, text_place(block, node, (size_t)at, (size_t)at + mark.n), mark,
                   _(paired[i].hint));
            break;
        }
}

// ---- what begins a line

typedef struct LineMark {
    const char *mark;
    bool alone; // on its line
    bool item;  // begins a list's item
    const char *hint;
} LineMark;

static const LineMark begins[] = {
    {"[ ] ", false, true, N_("write what is done and what is not in words")},
    {"[x] ", false, true, N_("write what is done and what is not in words")},
    {"[X] ", false, true, N_("write what is done and what is not in words")},
    {": ", false, false, N_("write **term**: what it means, in one paragraph")},
    {":::", false, false, N_("write a heading, a quotation (> ) or a paragraph")},
    {"[TOC]", true, false, N_("take it out: the contents are made of themselves")},
    {"[toc]", true, false, N_("take it out: the contents are made of themselves")},
    {"[[toc]]", true, false, N_("take it out: the contents are made of themselves")},
    {"[[TOC]]", true, false, N_("take it out: the contents are made of themselves")},
};

static bool is_line_end(const Node *node)
{
    return !node || node_is_soft_break(node) || node->kind == NODE_LINE_BREAK;
}

static void check_line(Builder *builder, const Node *block, const Node *text)
{
    bool item = !text->previous && block->parent && block->parent->kind == NODE_ITEM && !block->previous;

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        Str mark = str_of(begins[i].mark);
        if (!str_starts(text->text, mark) || (begins[i].item && !item) || !text_is_mark(text, 0) ||
            (begins[i].alone && (text->text.n > mark.n || !is_line_end(text->next))))
            continue;
        report(builder, text_place(block, text, 0, mark.n), str_trim(mark), _(begins[i].hint));
        return;
    }
}

// {#name} or {.class} at a heading's end.
static void check_attributes(Builder *builder, const Node *block)
{
    const Node *last = block->last;
    Str text = last && last->kind == NODE_TEXT ? str_trim(last->text) : (Str){0};
    ptrdiff_t at = str_ends(text, STR("}")) ? str_find_char(text, '{', 0) : -1;

    if (block->kind != NODE_HEADING || at < 0 || (size_t)at + 2 >= text.n ||
        (text.at[at + 1] != '#' && text.at[at + 1] != '.'))
        return;
    size_t from = (size_t)(text.at - last->text.at) + (size_t)at;
    report(builder, text_place(block, last, from, from + text.n - (size_t)at),
           str_slice(text, (size_t)at, text.n),
           _("take it out: headings have their addresses of themselves"));
}

// ---- tags

static bool is_tag(Str html, const char *name)
{
    size_t n = 0;

    html = str_slice(html, 1, html.n);
    for (; name[n]; n++)
        if (n >= html.n || (html.at[n] | 0x20) != name[n])
            return false;
    return n < html.n && (html.at[n] == '>' || html.at[n] == '/' || html.at[n] == ' ');
}

static const char *tag_hint(Str html)
{
    if (is_tag(html, "br"))
        return _("end the line with a backslash (\\), or begin a new paragraph");
    if (is_tag(html, "sup") || is_tag(html, "sub"))
        return _("write the character itself (m², CO₂), or a footnote: [^1]");
    if (is_tag(html, "b") || is_tag(html, "u") || is_tag(html, "font") || is_tag(html, "span") ||
        is_tag(html, "mark") || is_tag(html, "center"))
        return _("write **…** for what is to stand out; how it looks the style says");
    return NULL;
}

static void check_tags(Builder *builder, const Node *block)
{
    for (Node *node = block->first; node; node = node_next(block, node)) {
        const char *hint = node->kind == NODE_HTML_INLINE ? tag_hint(node->text) : NULL;
        size_t offset = block->offset, length = 0;
        if (!hint)
            continue;
        if (node->run_count > 0) {
            offset = node->runs[0].offset;
            length = node->runs[node->run_count - 1].offset + node->runs[node->run_count - 1].span - offset;
        }
        diag_report(builder->diag, SEVERITY_WARNING, "markdown-other",
                    source_place(block->source, offset, length), str_of(hint),
                    builder->project->allow_html ? _("the tag “%.*s” does nothing in the PDF")
                                                 : _("the tag “%.*s” prints as it is typed"),
                    STR_ARG(node->text));
        return;
    }
}

void check_dialects(Builder *builder, const Node *block)
{
    check_pairs(builder, block);
    check_tags(builder, block);
    check_attributes(builder, block);
    for (const Node *node = block->first; node; node = node->next)
        if (node->kind == NODE_TEXT && !node_is_soft_break(node) && is_line_end(node->previous))
            check_line(builder, block, node);
}

// ---- front matter

// --- at a file's first line, names and values, --- again.
void check_front_matter(Builder *builder, const Source *source)
{
    enum { MOST_LINES = 40 };
    bool named = false;

    if (!str_equal(str_trim(source_line(source, 1)), STR("---")))
        return;
    for (uint32_t line = 2; line <= source->line_count && line < MOST_LINES; line++) {
        Str text = str_trim(source_line(source, line));
        if (str_equal(text, STR("---"))) {
            if (named)
                report(builder, source_place(source, 0, STR("---").n), STR("---"),
                       _("say it in gongkai.yaml: a section's file begins with its text"));
            return;
        }
        named |= str_find(text, STR(": "), 0) > 0 || str_ends(text, STR(":"));
    }
}

// Comments are not published; those that begin with gongkai: say something to it.
#include "document/internal-build.h"

// Takes the next word, up to a blank, off the text.
static Str take_word(Str *text)
{
    size_t n = 0;

    *text = str_trim(*text);
    while (n < text->n) {
        size_t next = n;
        if (char_is_blank(utf8_next(*text, &next)))
            break;
        n = next;
    }
    Str word = str_slice(*text, 0, n);
    *text = str_trim(str_slice(*text, n, text->n));
    return word;
}

static void ignore_next(Builder *builder, Str rest, Place place)
{
    Str rule = take_word(&rest);

    if (!rule.n || !rest.n) {
        diag_report(builder->diag, SEVERITY_ERROR, "ignore-reason", place,
                    str_of(_("write why: <!-- gongkai: ignore figure-unbound 数字为引用文件原文 -->")),
                    _("a rule is silenced only by its name and with a reason"));
        return;
    }
    *vec_push(builder->arena, &builder->pending) =
        (PendingIgnore){.rule = rule, .reason = rest, .place = place};
}

static void page_break(Builder *builder, Node *node)
{
    Node *page_break_node = node_new(builder->arena, NODE_PAGE_BREAK);

    page_break_node->source = node->source;
    page_break_node->offset = node->offset;
    page_break_node->length = node->length;
    node_insert_before(node, page_break_node);
}

// inside: between <!-- and -->
static void follow_comment(Builder *builder, Node *node, Str inside, Place place)
{
    Str text = str_trim(inside);

    if (!str_starts(text, STR("gongkai:")) && !str_starts(text, STR("gongkai：")))
        return;
    text = str_slice(text, STR("gongkai").n, text.n);
    text = str_slice(text, text.at[0] == ':' ? 1 : STR("：").n, text.n);
    Str word = take_word(&text);
    if (str_equal(word, STR("page-break"))) {
        page_break(builder, node);
        return;
    }
    if (str_equal(word, STR("ignore"))) {
        ignore_next(builder, text, place);
        return;
    }
    diag_report(builder->diag, SEVERITY_ERROR, "block-unknown", place,
                str_of(_("there are page-break and ignore RULE REASON")),
                _("“%.*s” is nothing that a gongkai comment can ask for"), STR_ARG(word));
}

// The bytes of the comment that text[at …] begins with, up to its end or the text's.
static size_t comment_length(Str text, size_t at, bool *closed)
{
    ptrdiff_t end = str_find(text, STR("-->"), at + 4);

    *closed = end >= 0;
    return (end < 0 ? text.n : (size_t)end + 3) - at;
}

// HTML without its comments.
static Str without_comments(Arena *arena, Str html)
{
    StrBuf buf = {.arena = arena};
    size_t at = 0;
    bool closed;

    for (ptrdiff_t next; (next = str_find(html, STR("<!--"), at)) >= 0;) {
        buf_add(&buf, str_slice(html, at, (size_t)next));
        at = (size_t)next + comment_length(html, (size_t)next, &closed);
    }
    buf_add(&buf, str_slice(html, at, html.n));
    return buf_str(&buf);
}

bool build_html_block(Builder *builder, Node *node, Expansion *expansion)
{
    Str text = node->text, rest = str_trim(text);
    size_t at = node->offset;

    if (!str_starts(rest, STR("<!--"))) {
        node->text = without_comments(builder->arena, text);
        return false;
    }
    while (str_starts(rest, STR("<!--"))) {
        bool closed;
        size_t length = comment_length(rest, 0, &closed);
        Place place = block_find(node, &at, STR("<!--"));
        if (!closed) {
            diag_report(builder->diag, SEVERITY_ERROR, "block-unclosed", place,
                        str_of(_("close it with -->")), _("this comment takes in all the rest of its file"));
            break;
        }
        follow_comment(builder, node, str_slice(rest, 4, length - 3), place);
        rest = str_trim(str_slice(rest, length, rest.n));
    }
    *expansion = (Expansion){0};
    if (rest.n && !str_starts(rest, STR("<!--"))) {
        // What follows a comment on its line is Markdown to the author.
        uint32_t line = source_line_of(node->source, node->offset + (node->length ? node->length - 1 : 0));
        rest.n = (size_t)(text.at + text.n - rest.at); // a fragment's lines end as the source's do
        expansion->content = fragment_of_lines(builder->arena, node->source, rest, line);
    }
    return true;
}

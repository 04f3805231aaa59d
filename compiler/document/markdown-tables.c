// Tables of | and -, which Markdown editors know and CommonMark does not: they would print as text.
#include "document/internal-build.h"

static bool has_pipe(Str text)
{
    return str_find_char(text, '|', 0) >= 0;
}

// | --- | :-: |: only this line makes a table of the one before it, so that a | in a sentence is none.
static bool is_delimiter_row(Str text)
{
    bool dash = false;

    if (!has_pipe(text))
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];

        if (c != '|' && c != '-' && c != ':' && c != ' ' && c != '\t')
            return false;
        dash |= c == '-';
    }
    return dash;
}

static bool is_line_end(const Node *node)
{
    return !node || node_is_soft_break(node) || node->kind == NODE_LINE_BREAK;
}

// Whether the line that this line end closes has a | in it.
static bool follows_pipe(Node *line_end)
{
    for (const Node *node = line_end->previous; !is_line_end(node); node = node->previous)
        if (node->kind == NODE_TEXT && has_pipe(node->text))
            return true;
    return false;
}

void check_markdown_table(Builder *builder, const Node *block)
{
    for (const Node *node = block->first; node; node = node->next) {
        if (node->kind != NODE_TEXT || node_is_soft_break(node) || !is_line_end(node->next) ||
            !node->previous || !is_line_end(node->previous) || !is_delimiter_row(node->text) ||
            !follows_pipe(node->previous))
            continue;
        Place place = text_place(block, node, 0, node->text.n);
        if (place.line > 1) {
            Str head = source_line(block->source, place.line - 1);
            Str words = str_trim(head);
            place = source_place(block->source, (size_t)(words.at - block->source->text.at), words.n);
        }
        diag_report(builder->diag, SEVERITY_WARNING, "table-markdown", place,
                    str_of(_("put the table into tables/NAME.csv and place it with a block: ```table NAME")),
                    "%s", _("this is a table of | and -, and prints as text"));
        return;
    }
}

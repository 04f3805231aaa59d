// Markdown to raw nodes through cmark's event iterator, so that no depth of nesting can overflow the stack.
#define CMARK_NO_SHORT_NAMES // ours are NODE_… too
#include <cmark.h>

#include "document/internal-build.h"

Fragment fragment_of_source(const Source *source)
{
    return (Fragment){.text = source->text,
                      .source = source,
                      .first_line = 1,
                      .lines = source->lines,
                      .line_count = source->line_count};
}

Fragment fragment_of_lines(Arena *arena, const Source *source, Str text, uint32_t first_line)
{
    VEC(uint32_t) lines = {0};

    *vec_push(arena, &lines) = 0;
    for (size_t i = 0; i + 1 < text.n; i++)
        if (text.at[i] == '\n')
            *vec_push(arena, &lines) = (uint32_t)(i + 1);
    return (Fragment){
        .text = text, .source = source, .first_line = first_line, .lines = lines.at, .line_count = lines.n};
}

// The source's offset of a line and column that cmark gives, both from 1, the column in bytes.
static size_t fragment_offset(const Fragment *fragment, int line, int column)
{
    size_t index = line > 0 ? (size_t)line - 1 : 0;

    if (fragment->line_count == 0 || fragment->text.n == 0)
        return 0;
    if (index >= fragment->line_count)
        index = fragment->line_count - 1;
    size_t from = fragment->lines[index];
    size_t to = index + 1 < fragment->line_count ? fragment->lines[index + 1] - 1 : fragment->text.n;
    if (to > from && fragment->text.at && fragment->text.at[to - 1] == '\n')
        to--;
    size_t own = to - from;
    Str line_text = source_line(fragment->source, fragment->first_line + (uint32_t)index);
    size_t start = line_text.at ? (size_t)(line_text.at - fragment->source->text.at) : 0;
    size_t shift = line_text.n > own ? line_text.n - own : 0;
    size_t past = column > 0 ? (size_t)column - 1 : 0;
    return start + shift + (past < own ? past : own);
}

static NodeKind kind_of(cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE:
        return NODE_QUOTE;
    case CMARK_NODE_LIST:
        return NODE_LIST;
    case CMARK_NODE_ITEM:
        return NODE_ITEM;
    case CMARK_NODE_CODE_BLOCK:
        return NODE_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return NODE_HTML_BLOCK;
    case CMARK_NODE_PARAGRAPH:
        return NODE_PARAGRAPH;
    case CMARK_NODE_HEADING:
        return NODE_HEADING;
    case CMARK_NODE_THEMATIC_BREAK:
        return NODE_RULE;
    case CMARK_NODE_LINEBREAK:
        return NODE_LINE_BREAK;
    case CMARK_NODE_CODE:
        return NODE_CODE;
    case CMARK_NODE_HTML_INLINE:
        return NODE_HTML_INLINE;
    case CMARK_NODE_EMPH:
        return NODE_EMPHASIS;
    case CMARK_NODE_STRONG:
        return NODE_STRONG;
    case CMARK_NODE_LINK:
        return NODE_LINK;
    case CMARK_NODE_IMAGE:
        return NODE_IMAGE;
    case CMARK_NODE_DOCUMENT:
        return NODE_DOCUMENT;
    default: // text, soft breaks
        return NODE_TEXT;
    }
}

static Str copy_c(Arena *arena, const char *text)
{
    return text ? str_copy(arena, str_of(text)) : (Str){0};
}

static void set_attributes(Arena *arena, Node *node, cmark_node *from)
{
    switch (node->kind) {
    case NODE_TEXT:
        node->text = cmark_node_get_type(from) == CMARK_NODE_SOFTBREAK
                         ? node_soft_break()
                         : copy_c(arena, cmark_node_get_literal(from));
        break;
    case NODE_CODE_BLOCK:
        node->info = copy_c(arena, cmark_node_get_fence_info(from));
        // fall through
    case NODE_CODE:
    case NODE_HTML_BLOCK:
    case NODE_HTML_INLINE:
        node->text = copy_c(arena, cmark_node_get_literal(from));
        break;
    case NODE_HEADING:
        node->level = cmark_node_get_heading_level(from);
        break;
    case NODE_LIST:
        node->ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
        node->tight = cmark_node_get_list_tight(from) != 0;
        node->start = cmark_node_get_list_start(from);
        node->delimiter = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM ? ')' : '.';
        break;
    case NODE_LINK:
    case NODE_IMAGE:
        node->target = copy_c(arena, cmark_node_get_url(from));
        node->title = copy_c(arena, cmark_node_get_title(from));
        break;
    default:
        break;
    }
}

// Blocks only: of inlines see runs.c.
static void set_range(Node *node, const Fragment *fragment, cmark_node *from)
{
    cmark_node_type type = cmark_node_get_type(from);

    node->source = fragment->source;
    if (type > CMARK_NODE_LAST_BLOCK || type == CMARK_NODE_DOCUMENT)
        return;
    size_t start =
        fragment_offset(fragment, cmark_node_get_start_line(from), cmark_node_get_start_column(from));
    size_t end =
        fragment_offset(fragment, cmark_node_get_end_line(from), cmark_node_get_end_column(from) + 1);
    node->offset = start;
    node->length = end > start ? end - start : 0;
}

static Reader reader_of(const Fragment *fragment, const Node *block, cmark_node *from)
{
    return reader_at(fragment, block, cmark_node_get_start_line(from), cmark_node_get_start_column(from),
                     cmark_node_get_end_line(from));
}

static bool is_container(cmark_node_type type)
{
    return !node_is_leaf(kind_of(type));
}

Node *markdown_parse(Arena *arena, Fragment fragment, int deepest, const Node **too_deep)
{
    cmark_node *parsed =
        cmark_parse_document(fragment.text.at ? fragment.text.at : "", fragment.text.n, CMARK_OPT_DEFAULT);
    cmark_consolidate_text_nodes(parsed);
    cmark_iter *iter = cmark_iter_new(parsed);
    Node *root = node_new(arena, NODE_DOCUMENT), *parent = root;
    int depth = 0;

    root->source = fragment.source;
    for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter)) {
        cmark_node *from = cmark_iter_get_node(iter);
        bool container = is_container(cmark_node_get_type(from));

        if (from == parsed)
            continue;
        if (event == CMARK_EVENT_EXIT) {
            if (!deepest || depth <= deepest) {
                if (parent->kind == NODE_PARAGRAPH || parent->kind == NODE_HEADING)
                    trace_inlines(arena, reader_of(&fragment, parent, from), parent);
                parent = parent->parent;
            }
            depth--;
            continue;
        }
        depth += container;
        if (deepest && depth > deepest) {
            if (!*too_deep)
                *too_deep = parent;
            continue;
        }
        Node *node = node_new(arena, kind_of(cmark_node_get_type(from)));
        set_attributes(arena, node, from);
        set_range(node, &fragment, from);
        node_append(parent, node);
        if (container)
            parent = node;
    }
    cmark_iter_free(iter);
    cmark_node_free(parsed);
    return root;
}

Node *document_parse_commonmark(Arena *arena, Diag *diag, const Source *source)
{
    const Node *too_deep = NULL;

    (void)diag; // every text is CommonMark
    return markdown_parse(arena, fragment_of_source(source), 0, &too_deep);
}

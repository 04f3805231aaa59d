// Raw blocks to finished ones, in reading order, since numbers count on.
#include "document/internal-build.h"

static void build_paragraph(Builder *builder, Node *root, Node *node, Passage passage)
{
    Node *before = node->previous, *after = node->next, *parent = node->parent;

    build_inlines(builder, node);
    if (!node->first) { // comments alone
        node_unlink(node);
        return;
    }
    if (passage.top && parent == root)
        build_numbered_lines(builder, node);
    for (Node *piece = before ? before->next : parent->first; piece != after; piece = piece->next)
        finish_inlines(builder, piece, passage.row);
}

// One block; containers' children come one by one after them.
static void build_block(Builder *builder, Node *root, Node *node, Passage passage)
{
    switch (node->kind) {
    case NODE_PARAGRAPH:
        build_paragraph(builder, root, node, passage);
        break;
    case NODE_HEADING:
        build_inlines(builder, node);
        if (build_heading(builder, node))
            finish_inlines(builder, node, passage.row);
        break;
    case NODE_CODE_BLOCK:
        build_directive(builder, node, passage);
        break;
    case NODE_HTML_BLOCK:
        build_html_block(builder, node, passage);
        break;
    default:
        break;
    }
}

static bool is_comment(const Node *node)
{
    return node->kind == NODE_HTML_BLOCK && str_starts(str_trim(node->text), STR("<!--"));
}

// Enters what the comments before a block silence for what became of it.
static void use_ignores(Builder *builder, const PendingIgnore *pending, size_t n, const Node *from,
                        const Node *to)
{
    for (const Node *block = from; block != to; block = block->next)
        for (size_t i = 0; i < n; i++)
            *vec_push(builder->arena, &builder->ignores) = (IgnoreUse){.rule = pending[i].rule,
                                                                       .reason = pending[i].reason,
                                                                       .place = pending[i].place,
                                                                       .block = block};
}

static void report_depth(Builder *builder, const Node *too_deep)
{
    while (too_deep->parent && too_deep->length == 0)
        too_deep = too_deep->parent;
    diag_report(builder->diag, SEVERITY_ERROR, "nesting-depth",
                source_place(too_deep->source, too_deep->offset, 0), str_of(_("take some of them apart")),
                _("lists, quotes and emphasis are nested more than %d deep"), DEEPEST_NODE);
}

Node *build_fragment(Builder *builder, Fragment fragment, Passage passage)
{
    const Node *too_deep = NULL;
    Node *root = markdown_parse(builder->arena, fragment, DEEPEST_NODE, &too_deep);

    if (too_deep)
        report_depth(builder, too_deep);
    for (Node *node = root->first, *next; node; node = next) {
        bool container =
            !node_is_leaf(node->kind) && node->kind != NODE_PARAGRAPH && node->kind != NODE_HEADING;
        Node *before = node->previous, *after = node->next, *parent = node->parent;
        PendingIgnore *pending = builder->pending.at;
        size_t pending_count = builder->pending.n;

        next = container ? node_next(root, node) : node_after(root, node);
        if (is_comment(node)) {
            build_block(builder, root, node, passage);
            continue;
        }
        builder->pending.at = NULL; // the array is this block's now
        builder->pending.n = builder->pending.cap = 0;
        build_block(builder, root, node, passage);
        use_ignores(builder, pending, pending_count, before ? before->next : parent->first, after);
    }
    return root;
}

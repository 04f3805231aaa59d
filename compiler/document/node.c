#include "document/internal-build.h"

// A soft break is a NODE_TEXT of this very pointer: a line end by an entity (&#10;) is another.
static const char soft_break[] = "\n";

bool node_is_soft_break(const Node *node)
{
    return node->kind == NODE_TEXT && node->text.at == soft_break;
}

Str node_soft_break(void)
{
    return (Str){soft_break, 1};
}

Node *node_new(Arena *arena, NodeKind kind)
{
    Node *node = ARENA_NEW(arena, Node);

    node->kind = kind;
    return node;
}

Node *node_new_text(Arena *arena, Str text)
{
    Node *node = node_new(arena, NODE_TEXT);

    node->text = text;
    return node;
}

void node_append(Node *parent, Node *child)
{
    child->parent = parent;
    child->previous = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_insert_before(Node *place, Node *node)
{
    node->parent = place->parent;
    node->previous = place->previous;
    node->next = place;
    if (place->previous)
        place->previous->next = node;
    else
        place->parent->first = node;
    place->previous = node;
}

void node_insert_after(Node *place, Node *node)
{
    if (place->next)
        node_insert_before(place->next, node);
    else
        node_append(place->parent, node);
}

void node_unlink(Node *node)
{
    if (node->previous)
        node->previous->next = node->next;
    else if (node->parent)
        node->parent->first = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else if (node->parent)
        node->parent->last = node->previous;
    node->parent = node->next = node->previous = NULL;
}

void node_splice_before(Node *place, Node *from)
{
    while (from->first) {
        Node *node = from->first;
        node_unlink(node);
        node_insert_before(place, node);
    }
}

Node *node_after(const Node *root, Node *node)
{
    while (node != root) {
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

Node *node_next(const Node *root, Node *node)
{
    return node->first ? node->first : node_after(root, node);
}

const Node *node_section(const Node *node)
{
    while (node && node->kind != NODE_SECTION)
        node = node->parent;
    return node;
}

const Node *node_top_block(const Node *node)
{
    while (node && node->parent && node->parent->kind != NODE_SECTION)
        node = node->parent;
    return node && node->parent ? node : NULL;
}

bool node_links_file(const Node *node)
{
    return node->kind == NODE_LINK && !node->target_table && node->target.n &&
           str_find(node->target, STR(":"), 0) < 0 && node->target.at[0] != '#' && node->target.at[0] != '/';
}

bool node_is_leaf(NodeKind kind)
{
    switch (kind) {
    case NODE_CODE_BLOCK:
    case NODE_HTML_BLOCK:
    case NODE_RULE:
    case NODE_TABLE:
    case NODE_PAGE_BREAK:
    case NODE_TEXT:
    case NODE_LINE_BREAK:
    case NODE_CODE:
    case NODE_HTML_INLINE:
    case NODE_FIGURE:
    case NODE_NOTE_MARK:
        return true;
    default:
        return false;
    }
}

Str node_literal(const Node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_CODE_BLOCK:
    case NODE_HTML_INLINE:
    case NODE_HTML_BLOCK:
        return node->text;
    default:
        return (Str){0};
    }
}

NodeWalk node_walk(const Node *root)
{
    return (NodeWalk){.root = root};
}

bool node_walk_next(NodeWalk *walk)
{
    const Node *node = walk->node;

    if (!walk->root)
        return false;
    if (!node) {
        walk->node = walk->root;
        walk->entering = true;
    } else if (walk->entering && !node_is_leaf(node->kind)) {
        walk->entering = node->first != NULL;
        if (node->first)
            walk->node = node->first;
    } else if (node == walk->root) {
        *walk = (NodeWalk){0};
    } else {
        walk->entering = node->next != NULL;
        walk->node = node->next ? node->next : node->parent;
    }
    return walk->node != NULL;
}

Str node_plain_text(Arena *arena, const Node *node)
{
    StrBuf buf = {.arena = arena};
    NodeWalk walk = node_walk(node);

    while (node_walk_next(&walk)) {
        if (!walk.entering)
            continue;
        switch (walk.node->kind) {
        case NODE_FIGURE:
            buf_add(&buf, walk.node->figure->text);
            break;
        case NODE_LINE_BREAK:
            buf_add_char(&buf, ' ');
            break;
        default:
            buf_add(&buf, node_literal(walk.node));
            break;
        }
    }
    return buf_str(&buf);
}

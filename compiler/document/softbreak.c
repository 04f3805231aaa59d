// Soft line breaks: nothing between Han or full-width marks, otherwise a space.
#include "document/internal-build.h"

// The text that an inline leaf shows.
static Str shown(const Node *node)
{
    switch (node->kind) {
    case NODE_FIGURE:
        return node->figure ? node->figure->text : (Str){0};
    case NODE_LINE_BREAK:
        return STR(" ");
    default:
        return node_literal(node);
    }
}

// Quotation marks, dashes and dots that Chinese and Western text share: full-width beside a full-width
// character.
static bool is_shared_mark(uint32_t code)
{
    return (code >= 0x2014 && code <= 0x2026) || code == 0xB7;
}

static bool joins(uint32_t left, uint32_t right)
{
    bool left_full = char_is_full_width(left), right_full = char_is_full_width(right);

    if (char_is_blank(left) || char_is_blank(right))
        return true; // a blank is there already
    if (left_full && right_full)
        return true;
    return (left_full && is_shared_mark(right)) || (is_shared_mark(left) && right_full);
}

static uint32_t last_char(Str text)
{
    size_t at = text.n;

    return utf8_previous(text, &at);
}

static uint32_t first_char(Str text)
{
    size_t at = 0;

    return utf8_next(text, &at);
}

// The first character shown after a soft break, 0 at the block's end.
static uint32_t char_after(const Node *block, Node *node)
{
    for (node = node_next(block, node); node; node = node_next(block, node)) {
        if (node_is_soft_break(node) || !node_is_leaf(node->kind) || shown(node).n == 0)
            continue;
        return first_char(shown(node));
    }
    return 0;
}

void resolve_soft_breaks(Arena *arena, Node *block)
{
    uint32_t left = 0; // the last character shown so far

    for (Node *node = block->first, *next; node; node = next) {
        next = node_next(block, node);
        if (!node_is_soft_break(node)) {
            if (node_is_leaf(node->kind) && shown(node).n)
                left = last_char(shown(node));
            continue;
        }
        uint32_t right = char_after(block, node);
        if (!left || !right || joins(left, right)) {
            node_unlink(node);
        } else {
            node->text = STR(" ");
            left = ' ';
        }
    }
    merge_texts(arena, block);
}

void merge_texts(Arena *arena, Node *block)
{
    for (Node *node = block->first; node; node = node_next(block, node)) {
        if (node->kind != NODE_TEXT || !node->next || node->next->kind != NODE_TEXT)
            continue;
        StrBuf buf = {.arena = arena};
        TextMap map = {0};
        text_map_add(arena, &map, 0, node);
        buf_add(&buf, node->text);
        while (node->next && node->next->kind == NODE_TEXT) {
            text_map_add(arena, &map, buf.n, node->next);
            buf_add(&buf, node->next->text);
            node_unlink(node->next);
        }
        node->text = buf_str(&buf);
        node->runs = map.runs.at;
        node->run_count = map.runs.n;
    }
}

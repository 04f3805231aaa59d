// A block's source with all but its text blanked out, byte for byte as long.
#include "prose/internal-prose.h"

#include <string.h>

#define BLANK 1

// Bytes of the source, as far as the block has them.
static void show(char *raw, const ProseBlock *block, size_t offset, size_t length)
{
    size_t from = offset > block->raw_offset ? offset : block->raw_offset, to = offset + length;
    size_t end = block->raw_offset + block->raw.n;

    to = to < end ? to : end;
    if (from < to)
        memcpy(raw + (from - block->raw_offset), block->node->source->text.at + from, to - from);
}

// What stands for an entity, where it has room there.
static void show_piece(char *raw, const ProseBlock *block, const TextRun *run, Str text)
{
    if (run->length <= run->span && run->offset >= block->raw_offset &&
        run->offset + run->span <= block->raw_offset + block->raw.n)
        memcpy(raw + (run->offset - block->raw_offset), text.at + run->at, run->length);
}

// <https://…>: an address is no text.
static bool is_autolink(const Node *text)
{
    const TextRun *run = text->runs;

    return text->parent->kind == NODE_LINK && run->offset > 0 &&
           text->source->text.at[run->offset - 1] == '<';
}

static void show_text(char *raw, const ProseBlock *block, const Node *text)
{
    if (text->run_count == 0 || is_autolink(text))
        return;
    for (size_t i = 0; i < text->run_count; i++) {
        const TextRun *run = &text->runs[i];
        if (run->verbatim)
            show(raw, block, run->offset, run->length);
        else
            show_piece(raw, block, run, text->text);
    }
}

// The marks of a heading, which a blank may follow, and line ends stay.
static void show_marks(char *raw, Str source)
{
    for (size_t i = 0; i < source.n && (source.at[i] == '#' || source.at[i] == ' ' || source.at[i] == '\t');
         i++)
        raw[i] = source.at[i];
    for (ptrdiff_t at = 0; (at = str_find_char(source, '\n', (size_t)at)) >= 0; at++)
        raw[at] = '\n';
}

void prose_read_raw(Arena *arena, ProseBlock *block)
{
    const Node *node = block->node;

    if (!node->source || !node->length)
        return;
    block->raw_offset = node->offset;
    block->raw = str_slice(node->source->text, node->offset, node->offset + node->length);
    char *raw = str_c(arena, block->raw);
    memset(raw, BLANK, block->raw.n);
    show_marks(raw, block->raw);
    NodeWalk walk = node_walk(node);
    while (node_walk_next(&walk)) {
        const Node *part = walk.node;
        if (!walk.entering)
            continue;
        if (part->kind == NODE_HEADING || part->kind == NODE_PARAGRAPH || part->kind == NODE_RUN_IN)
            show(raw, block, part->number_offset, part->number_length);
        else if (part->kind == NODE_TEXT)
            show_text(raw, block, part);
    }
    block->raw.at = raw;
}

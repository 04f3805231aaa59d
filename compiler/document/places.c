// A text led back to its source, and parts of texts that keep their runs.
#include <assert.h>

#include "document/internal-build.h"

// The part of a run that bytes [from, to) of its text have, counted from `from` on; false where none is.
static bool cut(const TextRun *run, size_t from, size_t to, TextRun *part)
{
    size_t start = run->at > from ? run->at : from, end = run->at + run->length;

    end = end < to ? end : to;
    if (start >= end)
        return false;
    *part = *run;
    part->at = (uint32_t)(start - from);
    part->length = (uint32_t)(end - start);
    if (run->verbatim) {
        part->offset += (uint32_t)(start - run->at);
        part->span = part->length;
    }
    return true;
}

void text_map_add(Arena *arena, TextMap *map, size_t at, const Node *leaf)
{
    if (leaf->kind == NODE_FIGURE || leaf->kind == NODE_LINE_BREAK) {
        size_t length = leaf->kind == NODE_FIGURE && leaf->figure ? leaf->figure->text.n : 1;
        if (leaf->length > 0 && length > 0)
            *vec_push(arena, &map->runs) = (TextRun){(uint32_t)at, (uint32_t)length, (uint32_t)leaf->offset,
                                                     (uint32_t)leaf->length, false};
        return;
    }
    if (node_literal(leaf).n == 0)
        return;
    for (size_t i = 0; i < leaf->run_count; i++) {
        TextRun *run = vec_push(arena, &map->runs);
        *run = leaf->runs[i];
        run->at += (uint32_t)at;
    }
}

// How many runs begin at or before a byte of the text.
static size_t runs_from(const TextRun *runs, size_t n, size_t at)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool runs_source(const TextRun *runs, size_t n, size_t from, size_t to, size_t *offset, size_t *length)
{
    size_t first = runs_from(runs, n, from), last = runs_from(runs, n, to > from ? to - 1 : from), end;
    TextRun part;

    if (n == 0)
        return false;
    if (first == 0)
        *offset = runs[0].offset;
    else if (cut(&runs[first - 1], from, from + 1, &part))
        *offset = part.offset;
    else
        *offset = runs[first - 1].offset + runs[first - 1].span;
    if (last == 0)
        end = *offset;
    else if (cut(&runs[last - 1], runs[last - 1].at, to, &part))
        end = part.offset + part.span;
    else
        end = *offset;
    *length = to > from && end > *offset ? end - *offset : 0;
    return true;
}

bool text_map_source(const TextMap *map, size_t from, size_t to, size_t *offset, size_t *length)
{
    return runs_source(map->runs.at, map->runs.n, from, to, offset, length);
}

bool text_map_text(const TextMap *map, size_t offset, size_t length, size_t *from, size_t *to)
{
    bool found = false;

    for (size_t i = 0; i < map->runs.n; i++) {
        const TextRun *run = &map->runs.at[i];
        size_t start = offset > run->offset ? offset - run->offset : 0;
        size_t end = offset + length > run->offset ? offset + length - run->offset : 0;
        end = end < run->span ? end : run->span;
        if (start >= end)
            continue;
        if (!found)
            *from = run->at + (run->verbatim ? start : 0);
        *to = run->at + (run->verbatim ? end : run->length);
        found = true;
    }
    return found;
}

// ---- texts

bool text_source(const Node *text, size_t from, size_t to, size_t *offset, size_t *length)
{
    assert(text->kind == NODE_TEXT || text->kind == NODE_CODE);
    return runs_source(text->runs, text->run_count, from, to, offset, length);
}

Place text_place(const Node *block, const Node *text, size_t from, size_t to)
{
    size_t offset, length;

    return text_source(text, from, to, &offset, &length) ? source_place(block->source, offset, length)
                                                         : source_place(block->source, block->offset, 0);
}

bool text_is_mark(const Node *text, size_t at)
{
    size_t before = runs_from(text->runs, text->run_count, at);
    const TextRun *run = before > 0 ? &text->runs[before - 1] : NULL;

    if (!run || !run->verbatim || at >= run->at + run->length)
        return false;
    return at > run->at || run->offset == 0 || text->source->text.at[run->offset - 1] != '\\';
}

Node *text_new_from(Arena *arena, const Source *source, Str text)
{
    Node *node = node_new_text(arena, text);
    TextRun *run = ARENA_NEW(arena, TextRun);

    node->source = source;
    if (text.n == 0)
        return node;
    *run = (TextRun){0, (uint32_t)text.n, (uint32_t)(text.at - source->text.at), (uint32_t)text.n, true};
    node->runs = run;
    node->run_count = 1;
    return node;
}

Node *text_take(Arena *arena, Node *text, size_t n)
{
    Node *taken = node_new(arena, text->kind);
    const TextRun *all = text->runs;
    size_t count = text->run_count;
    TextRun *runs = ARENA_ARRAY(arena, TextRun, count), *rest = ARENA_ARRAY(arena, TextRun, count);

    assert(text->kind == NODE_TEXT || text->kind == NODE_CODE);
    taken->source = text->source;
    taken->text = str_slice(text->text, 0, n);
    taken->runs = runs;
    text->text = str_slice(text->text, n, text->text.n);
    text->runs = rest;
    text->run_count = 0;
    for (size_t i = 0; i < count; i++) {
        taken->run_count += cut(&all[i], 0, n, &runs[taken->run_count]);
        text->run_count += cut(&all[i], n, n + text->text.n, &rest[text->run_count]);
    }
    return taken;
}

// ---- blocks

size_t block_end(const Node *block)
{
    size_t end = block->offset + block->length;

    return end < block->source->text.n ? end : block->source->text.n;
}

Place block_find(const Node *block, size_t *at, Str word)
{
    size_t end = block_end(block);
    ptrdiff_t found = word.n && *at <= end ? str_find(str_slice(block->source->text, 0, end), word, *at) : -1;

    if (found < 0)
        return source_place(block->source, block->offset, 0);
    *at = (size_t)found + word.n;
    return source_place(block->source, (size_t)found, word.n);
}

size_t block_content(const Node *block)
{
    ptrdiff_t end = str_find_char(block->source->text, '\n', block->offset);

    return end < 0 ? block_end(block) : (size_t)end + 1;
}

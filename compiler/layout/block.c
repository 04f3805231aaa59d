// Blocks of text: made, set, measured.
#include "layout/internal-pages.h"

#include <assert.h>
#include <string.h>

Block *block_text(Job *job, const RoleStyle *role, const InlineText *text, Length left, Length measure,
                  Place place)
{
    Block *block = ARENA_NEW(job->arena, Block);
    *block = (Block){.kind = BLOCK_TEXT, .role = role, .left = left, .page_break = role->page_break_before};
    block->text.marks = text->marks.at;
    for (size_t i = 0; i < text->marks.n; i++)
        block->text.calls |= text->marks.at[i].call > 0;
    block->text.spec = (ParagraphSpec){.spans = text->spans.at,
                                       .span_count = text->spans.n,
                                       .measure = measure,
                                       .indent = role->indent,
                                       .indent_rest = role->indent_rest,
                                       .align = role->align,
                                       .balanced = role->balanced,
                                       .style = job->style,
                                       .words = job->words,
                                       .fonts = job->fonts,
                                       .place = place};
    return block;
}

Block *block_plain(Job *job, const RoleStyle *role, uint32_t element, Str s, Length measure)
{
    InlineText text = {0};
    inline_add(job, &text, role, element, s);
    return block_text(job, role, &text, 0, measure, (Place){0});
}

void block_set_text(Arena *arena, Diag *diag, Block *block)
{
    assert(block->kind == BLOCK_TEXT);
    if (block->text.label)
        block_set_text(arena, diag, block->text.label);
    block->text.set = paragraph_set(arena, diag, &block->text.spec);
}

Length block_height(const Block *block)
{
    assert(block->kind == BLOCK_TEXT);
    return block->text.set ? (Length)block->text.set->line_count * block->role->leading : 0;
}

SetLine block_line(const Block *block, size_t line)
{
    assert(block->kind == BLOCK_TEXT && line < block->text.set->line_count);
    return (SetLine){&block->text.spec, block->text.marks, &block->text.set->lines[line]};
}

TableSet *block_table(const Block *block)
{
    return block->kind == BLOCK_TABLE ? block->table.set : NULL;
}

void block_anchor(Job *job, Block *block, Str id, uint32_t element)
{
    if (id.n == 0)
        return;
    Anchor *anchors = ARENA_ARRAY(job->arena, Anchor, block->anchor_count + 1);
    if (block->anchor_count > 0)
        memcpy(anchors, block->anchors, block->anchor_count * sizeof *anchors);
    anchors[block->anchor_count++] = (Anchor){.id = id, .element = element};
    block->anchors = anchors;
}

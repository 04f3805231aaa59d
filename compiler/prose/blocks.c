// The prose of a document: its headings and paragraphs as blocks.
#include "prose/internal-prose.h"
#include "text/text.h"

Str prose_leaf_text(const Node *leaf)
{
    switch (leaf->kind) {
    case NODE_FIGURE:
        return leaf->figure ? leaf->figure->text : (Str){0};
    case NODE_LINE_BREAK:
        return STR("\n");
    case NODE_TEXT:
    case NODE_CODE:
        return leaf->text;
    default:
        return (Str){0};
    }
}

static void add_leaf(Arena *arena, ProseBlock *block, StrBuf *buf, const Node *node)
{
    size_t from = buf->n;

    buf_add(buf, prose_leaf_text(node));
    if (node->kind == NODE_FIGURE || node->kind == NODE_CODE)
        *vec_push(arena, &block->spans) = (ProseSpan){.from = from, .to = buf->n, .node = node};
}

static void add_block(Prose *prose, const Node *node, Amounts amounts, const SectionSpec *section)
{
    ProseBlock *block = vec_push(prose->arena, &prose->blocks);
    StrBuf buf = {.arena = prose->arena};

    block->node = node;
    block->words = prose->words;
    block->amounts = amounts;
    block->section = section;
    NodeWalk walk = node_walk(node);
    while (node_walk_next(&walk))
        if (walk.entering && walk.node != node && node_is_leaf(walk.node->kind))
            add_leaf(prose->arena, block, &buf, walk.node);
    block->text = buf_str(&buf);
    prose_read_numbers(prose->arena, block);
    prose_read_raw(prose->arena, block);
}

static Amounts amounts_of(Str word)
{
    if (str_equal(word, STR("strict")))
        return AMOUNTS_STRICT;
    return str_equal(word, STR("free")) ? AMOUNTS_FREE : AMOUNTS_WARNED;
}

// The template's section of a heading: of level 1, or a part of the one that it stands in.
static const SectionSpec *section_of(const Template *template, const SectionSpec *within, int level, Str name)
{
    size_t i = level == 1 || !within ? 0 : (size_t)(within - template->sections) + 1;

    for (; i < template->section_count; i++) {
        const SectionSpec *spec = &template->sections[i];
        if (level == 2 && within && spec->level == 1)
            break;
        if (spec->level == level && section_is(template, spec, name))
            return spec;
    }
    return NULL;
}

// The same, wherever else provinces put it: 绩效 is a part of its own here, and half a section there.
static const SectionSpec *section_of_heading(const Template *template, const SectionSpec *within, int level,
                                             Str name)
{
    const SectionSpec *found =
        level <= 2 ? section_of(template, level == 1 ? NULL : within, level, name) : NULL;

    for (size_t i = 0; i < template->section_count && !found; i++)
        if (section_is(template, &template->sections[i], name))
            found = &template->sections[i];
    return found;
}

static bool is_text(const Node *node)
{
    return node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH;
}

#define SECTION_LEVELS 3 // of headings that sections may have

static void add_blocks(Prose *prose)
{
    const Template *template = prose->project->template;
    const SectionSpec *at[SECTION_LEVELS] = {0}; // by level of heading
    NodeWalk walk = node_walk(prose->document->root);

    while (node_walk_next(&walk)) {
        const Node *node = walk.node;
        const SectionSpec *section = NULL;
        Str amounts = {0};

        if (!walk.entering || !is_text(node) || !node->source)
            continue;
        if (node->kind == NODE_HEADING && node->level <= SECTION_LEVELS) {
            Str name = text_name(node_plain_text(prose->arena, node));

            at[node->level - 1] = section_of_heading(template, at[0], node->level, name);
            for (int below = node->level; below < SECTION_LEVELS; below++)
                at[below] = NULL;
        }
        for (int i = 0; i < SECTION_LEVELS; i++) {
            section = at[i] ? at[i] : section;
            amounts = at[i] && at[i]->amounts.n ? at[i]->amounts : amounts;
        }
        add_block(prose, node, amounts_of(amounts), section);
    }
}

Prose *prose_new(Arena *arena, Diag *diag, const Document *document)
{
    Prose *prose = ARENA_NEW(arena, Prose);

    *prose = (Prose){.arena = arena,
                     .diag = diag,
                     .document = document,
                     .project = document->project,
                     .words = document->project->template->words};
    add_blocks(prose);
    return prose;
}

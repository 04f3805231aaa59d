// The prose of a document: its blocks, and findings led back to their source.
#include "check/internal-prose.h"

#include <stdio.h>
#include <string.h>

#include "check/internal-check.h"

// Longer source lines are not shown with a finding.
#define LONGEST_SHOWN 4000
// Marks of Markdown that may stand between two characters of the text.
#define LARGEST_GAP 400

Severity prose_severity(const char *rule)
{
    for (size_t i = 0; i < check_registry_count; i++)
        if (strcmp(check_registry[i].id, rule) == 0)
            return check_registry[i].severity;
    return SEVERITY_ERROR;
}

// ---- blocks

static void add_leaf(Arena *arena, ProseBlock *block, StrBuf *buf, const Node *node)
{
    size_t from = buf->n;

    if (node->kind == NODE_FIGURE && node->figure)
        buf_add(buf, node->figure->text);
    else if (node->kind == NODE_LINE_BREAK)
        buf_add_char(buf, '\n');
    else if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
        buf_add(buf, node->text);
    if (node->kind == NODE_FIGURE || node->kind == NODE_CODE)
        *vec_push(arena, &block->spans) = (ProseSpan){.from = from, .to = buf->n, .node = node};
}

static void read_raw(Arena *arena, ProseBlock *block)
{
    const Node *node = block->node;

    if (!node->source || !node->length)
        return;
    Str text = node->source->text;
    size_t end = node->offset + node->length < text.n ? node->offset + node->length : text.n;
    block->raw_offset = node->offset;
    block->raw = prose_mask(arena, str_slice(text, node->offset, end));
}

static void add_block(Prose *prose, const Node *node, Amounts amounts, const SectionSpec *section)
{
    ProseBlock *block = vec_push(prose->arena, &prose->blocks);
    StrBuf buf = {.arena = prose->arena};

    block->node = node;
    block->amounts = amounts;
    block->section = section;
    NodeWalk walk = node_walk(node);
    while (node_walk_next(&walk))
        if (walk.entering && walk.node != node && node_is_leaf(walk.node->kind))
            add_leaf(prose->arena, block, &buf, walk.node);
    block->text = buf_str(&buf);
    prose_read_numbers(prose->arena, block);
    read_raw(prose->arena, block);
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
        if (spec->level == level && name_equal(spec->name, name))
            return spec;
    }
    return NULL;
}

static bool is_text(const Node *node)
{
    return node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH;
}

static void add_blocks(Prose *prose)
{
    const Template *template = prose->project->template;
    const SectionSpec *top = NULL, *part = NULL;
    NodeWalk walk = node_walk(prose->document->root);

    while (node_walk_next(&walk)) {
        const Node *node = walk.node;
        if (!walk.entering || !is_text(node) || !node->source)
            continue;
        if (node->kind == NODE_HEADING && node->level <= 2) {
            Str name = prose_name(node_plain_text(prose->arena, node));
            if (node->level == 1)
                top = section_of(template, NULL, 1, name);
            part = node->level == 1 ? NULL : section_of(template, top, 2, name);
        }
        const SectionSpec *section = part ? part : top;
        Str amounts = part && part->amounts.n ? part->amounts : top ? top->amounts : (Str){0};
        add_block(prose, node, amounts_of(amounts), section);
    }
}

Prose *prose_new(Arena *arena, Diag *diag, const Document *document)
{
    Prose *prose = ARENA_NEW(arena, Prose);

    *prose = (Prose){.arena = arena, .diag = diag, .document = document, .project = document->project};
    add_blocks(prose);
    return prose;
}

// ---- places

// Leads the text's bytes to the source: each is looked for past the one before it, figures are jumped over.
static void make_map(Prose *prose, ProseBlock *block)
{
    const Node *node = block->node;
    Str source = node->source->text;
    size_t end = node->offset + node->length < source.n ? node->offset + node->length : source.n;
    size_t at = node->offset, span = 0;

    block->map = ARENA_ARRAY(prose->arena, uint32_t, block->text.n + 1);
    for (size_t i = 0; i < block->text.n;) {
        while (span < block->spans.n && block->spans.at[span].to <= i)
            span++;
        const ProseSpan *s = span < block->spans.n ? &block->spans.at[span] : NULL;
        if (s && i >= s->from && s->node->kind == NODE_FIGURE) {
            if (s->node->length)
                at = s->node->offset + s->node->length;
            for (; i < s->to; i++)
                block->map[i] = (uint32_t)(s->node->length ? s->node->offset : at);
            continue;
        }
        size_t next = at, limit = at + LARGEST_GAP < end ? at + LARGEST_GAP : end;
        while (next < limit && source.at[next] != block->text.at[i])
            next++;
        if (next < limit)
            at = next;
        block->map[i++] = (uint32_t)at;
        if (next < limit)
            at++;
    }
    block->map[block->text.n] = (uint32_t)at;
}

// True the first time that this is asked.
static bool is_new(Prose *prose, uint64_t key)
{
    if (prose->seen_count * 2 >= prose->seen_room) {
        uint64_t *old = prose->seen;
        size_t room = prose->seen_room;
        prose->seen_room = room ? room * 2 : 256;
        prose->seen = ARENA_ARRAY(prose->arena, uint64_t, prose->seen_room);
        for (size_t i = 0; i < room; i++) {
            size_t at = old[i] & (prose->seen_room - 1);
            while (old[i] && prose->seen[at])
                at = (at + 1) & (prose->seen_room - 1);
            if (old[i])
                prose->seen[at] = old[i];
        }
    }
    key = key ? key : 1;
    size_t at = key & (prose->seen_room - 1);
    while (prose->seen[at] && prose->seen[at] != key)
        at = (at + 1) & (prose->seen_room - 1);
    if (prose->seen[at])
        return false;
    prose->seen[at] = key;
    prose->seen_count++;
    return true;
}

static void report_at(Prose *prose, ProseBlock *block, size_t offset, size_t length, Severity severity,
                      const char *rule, Str hint, const char *message)
{
    const Source *source = block->node->source;
    Str key = str_print(prose->arena, "%s %.*s %zu %s", rule, STR_ARG(source->name), offset, message);

    if (block->findings >= PROSE_BLOCK_FINDINGS || !is_new(prose, str_hash(key)))
        return;
    block->findings++;
    Place place = source_place(source, offset, length);
    if (place.text.n > LONGEST_SHOWN)
        place.text = (Str){0};
    diag_report(prose->diag, severity, rule, place, hint, "%s", message);
}

void prose_report_as(Prose *prose, ProseBlock *block, size_t from, size_t to, Severity severity,
                     const char *rule, Str hint, const char *message)
{
    if (block->findings >= PROSE_BLOCK_FINDINGS)
        return;
    if (!block->map)
        make_map(prose, block);
    size_t offset = block->map[from < block->text.n ? from : block->text.n];
    size_t end = to > from ? (size_t)block->map[to - 1] + 1 : offset;
    report_at(prose, block, offset, end > offset ? end - offset : 0, severity, rule, hint, message);
}

static Str print_message(Arena *arena, const char *format, va_list args)
{
    StrBuf buf = {.arena = arena};

    buf_vprint(&buf, format, args);
    return buf_str(&buf);
}

void prose_report(Prose *prose, ProseBlock *block, size_t from, size_t to, const char *rule, Str hint,
                  const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    prose_report_as(prose, block, from, to, prose_severity(rule), rule, hint, message.at);
}

void prose_report_raw(Prose *prose, ProseBlock *block, size_t from, size_t to, const char *rule, Str hint,
                      const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    report_at(prose, block, block->raw_offset + from, to - from, prose_severity(rule), rule, hint,
              message.at);
}

void prose_report_place(Prose *prose, Place place, const char *rule, Str hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    Str key =
        str_print(prose->arena, "%s %.*s %u %.*s", rule, STR_ARG(place.file), place.line, STR_ARG(message));
    if (is_new(prose, str_hash(key)))
        diag_report(prose->diag, prose_severity(rule), rule, place, hint, "%s", message.at);
}

void prose_run(Check *check, const CheckRule *rule)
{
    Arena *scratch = arena_new(); // the Diag copies what is found; nothing else is kept
    Prose *prose = prose_new(scratch, check->diag, check->document);

    (void)rule; // the first of them runs them all
    prose_check_amounts(prose);
    prose_check_changes(prose);
    prose_check_ratios(prose);
    prose_check_years(prose);
    prose_check_marks(prose);
    prose_check_words(prose);
    prose_check_repeats(prose);
    prose_check_names(prose);
    prose_check_personal(prose);
    prose_check_sections(prose);
    prose_check_tables(prose);
    prose_check_items(prose);
    prose_check_decimals(prose);
    arena_free(scratch);
}

// Findings led back to their source, each reported once.
#include "prose/internal-prose.h"

#include <stdio.h>
#include <string.h>

#include "rules/rules.h"

// Longer source lines are not shown with a finding.
#define LONGEST_SHOWN 4000
// Marks of Markdown that may stand between two characters of the text.
#define LARGEST_GAP 400

Severity prose_severity(const char *rule)
{
    const RuleEntry *entry = rule_find(str_of(rule));

    return entry ? entry->severity : SEVERITY_ERROR;
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

// Findings led back to their source, each reported once.
#include "prose/internal-prose.h"

#include <assert.h>
#include <uthash.h>

#include "rules/rules.h"

// Longer source lines are not shown with a finding.
#define LONGEST_SHOWN 4000
// Marks of Markdown that may stand between two characters of the text.
#define LARGEST_GAP 400

static Severity severity_of(const char *rule)
{
    const RuleEntry *entry = rule_find(str_of(rule));

    assert(entry);
    return entry->severity;
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

// ---- each once

struct ProseSeen {
    Str key;
    UT_hash_handle hh;
};

// True the first time that this is asked.
static bool is_new(Prose *prose, Str key)
{
    ProseSeen *seen;

    HASH_FIND(hh, prose->seen, key.at, key.n, seen);
    if (seen)
        return false;
    seen = ARENA_NEW(prose->arena, ProseSeen);
    seen->key = key;
    HASH_ADD_KEYPTR(hh, prose->seen, seen->key.at, seen->key.n, seen);
    return true;
}

void prose_seen_free(Prose *prose)
{
    HASH_CLEAR(hh, prose->seen);
}

// ---- reporting

// What is reported: everything but where it stands.
typedef struct Report {
    const char *rule;
    Severity severity;
    Str hint;
    const char *message;
} Report;

// At bytes of the block's source.
static void report_at(Prose *prose, ProseBlock *block, size_t offset, size_t length, Report report)
{
    const Source *source = block->node->source;
    Str key =
        str_print(prose->arena, "%s %.*s %zu %s", report.rule, STR_ARG(source->name), offset, report.message);

    if (block->findings >= PROSE_BLOCK_FINDINGS || !is_new(prose, key))
        return;
    block->findings++;
    Place place = source_place(source, offset, length);
    if (place.text.n > LONGEST_SHOWN)
        place.text = (Str){0};
    diag_report(prose->diag, report.severity, report.rule, place, report.hint, "%s", report.message);
}

void prose_report_as(Prose *prose, ProseRange at, Severity severity, const char *rule, Str hint,
                     const char *message)
{
    ProseBlock *block = at.block;

    assert(at.from <= at.to && at.to <= block->text.n);
    if (block->findings >= PROSE_BLOCK_FINDINGS)
        return;
    if (!block->map)
        make_map(prose, block);
    size_t offset = block->map[at.from];
    size_t end = at.to > at.from ? (size_t)block->map[at.to - 1] + 1 : offset;
    report_at(prose, block, offset, end > offset ? end - offset : 0, (Report){rule, severity, hint, message});
}

static Str print_message(Arena *arena, const char *format, va_list args)
{
    StrBuf buf = {.arena = arena};

    buf_vprint(&buf, format, args);
    return buf_str(&buf);
}

void prose_report(Prose *prose, ProseRange at, const char *rule, Str hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    prose_report_as(prose, at, severity_of(rule), rule, hint, message.at);
}

void prose_report_raw(Prose *prose, ProseRange at, const char *rule, Str hint, const char *format, ...)
{
    va_list args;

    assert(at.from <= at.to && at.to <= at.block->raw.n);
    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    report_at(prose, at.block, at.block->raw_offset + at.from, at.to - at.from,
              (Report){rule, severity_of(rule), hint, message.at});
}

void prose_report_place(Prose *prose, Place place, const char *rule, Str hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    Str key =
        str_print(prose->arena, "%s %.*s %u %.*s", rule, STR_ARG(place.file), place.line, STR_ARG(message));
    if (is_new(prose, key))
        diag_report(prose->diag, severity_of(rule), rule, place, hint, "%s", message.at);
}

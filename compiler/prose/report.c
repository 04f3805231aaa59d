// Findings led back to their source, each reported once.
#include "prose/internal-prose.h"

#include <assert.h>
#include <uthash.h>

#include "rules/rules.h"

// Longer source lines are not shown with a finding.
#define LONGEST_SHOWN 4000

static Severity severity_of(const char *rule)
{
    const RuleEntry *entry = rule_find(str_of(rule));

    assert(entry);
    return rule_severity(entry);
}

// ---- places

static const TextMap *map_of(Prose *prose, const ProseBlock *block)
{
    TextMap *map = ARENA_NEW(prose->arena, TextMap);
    NodeWalk walk = node_walk(block->node);
    size_t at = 0;

    while (node_walk_next(&walk)) {
        Str text = walk.entering && node_is_leaf(walk.node->kind) ? prose_leaf_text(walk.node) : (Str){0};
        if (text.n > 0)
            text_map_add(prose->arena, map, at, walk.node);
        at += text.n;
    }
    return map;
}

// ---- each once

struct ProseSeen {
    Str key;
    UT_hash_handle hh;
};

static bool is_in(const ProseSeen *set, Str key)
{
    ProseSeen *seen;

    HASH_FIND(hh, set, key.at, key.n, seen);
    return seen;
}

// True the first time that this is asked.
static bool is_new(Prose *prose, ProseSeen **set, Str key)
{
    ProseSeen *seen;

    if (is_in(*set, key))
        return false;
    seen = ARENA_NEW(prose->arena, ProseSeen);
    seen->key = key;
    HASH_ADD_KEYPTR(hh, *set, seen->key.at, seen->key.n, seen);
    return true;
}

// Whether a finding is to be reported, as the findings are taken now.
static bool is_taken(Prose *prose, const char *rule, Place place)
{
    Str key;

    if (prose->taking == REPORTS_TAKEN)
        return true;
    key = str_print(prose->arena, "%s %.*s %u %u %u", rule, STR_ARG(place.file), place.line, place.column,
                    place.width);
    if (prose->taking == REPORTS_BORNE)
        return is_in(prose->borne, key);
    is_new(prose, &prose->borne, key);
    return false;
}

void prose_seen_free(Prose *prose)
{
    HASH_CLEAR(hh, prose->seen);
    HASH_CLEAR(hh, prose->borne);
}

// ---- reporting

// What is reported: everything but where it stands.
typedef struct Report {
    const char *rule;
    Severity severity;
    Str hint;
    const char *message;
    Str written; // what stands there, as the rule read it
} Report;

void prose_mend(Prose *prose, Str text)
{
    prose->mend = ARENA_NEW(prose->arena, Str);
    *prose->mend = text;
}

// The mending of a report at bytes of a section's source: where they are what the rule read, on one line.
static void mend(Prose *prose, const Source *source, size_t offset, size_t length, Str written)
{
    Str there = str_slice(source->text, offset, offset + length);

    if (prose->mend && length && str_starts(source->name, STR("sections/")) && str_equal(there, written) &&
        str_find_char(there, '\n', 0) < 0)
        diag_repair(prose->diag, (Repair){offset, length, *prose->mend});
}

// At bytes of the block's source.
static void report_at(Prose *prose, ProseBlock *block, size_t offset, size_t length, Report report)
{
    const Source *source = block->node->source;
    Place place = source_place(source, offset, length);
    Str key =
        str_print(prose->arena, "%s %.*s %zu %s", report.rule, STR_ARG(source->name), offset, report.message);

    if (!is_taken(prose, report.rule, place) || block->findings >= PROSE_BLOCK_FINDINGS ||
        !is_new(prose, &prose->seen, key)) {
        prose->mend = NULL;
        return;
    }
    block->findings++;
    if (place.text.n > LONGEST_SHOWN)
        place.text = (Str){0};
    diag_report(prose->diag, report.severity, report.rule, place, report.hint, "%s", report.message);
    mend(prose, source, offset, length, report.written);
    prose->mend = NULL;
}

void prose_report_as(Prose *prose, ProseRange at, Severity severity, const char *rule, Str hint,
                     const char *message)
{
    ProseBlock *block = at.block;

    assert(at.from <= at.to && at.to <= block->text.n);
    if (!block->map)
        block->map = map_of(prose, block);
    size_t offset = block->node->offset, length = 0;
    text_map_source(block->map, at.from, at.to, &offset, &length);
    report_at(prose, block, offset, length,
              (Report){rule, severity, hint, message, str_slice(block->text, at.from, at.to)});
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
              (Report){rule, severity_of(rule), hint, message.at, str_slice(at.block->raw, at.from, at.to)});
}

void prose_report_place(Prose *prose, Place place, const char *rule, Str hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Str message = print_message(prose->arena, format, args);
    va_end(args);
    Str key =
        str_print(prose->arena, "%s %.*s %u %.*s", rule, STR_ARG(place.file), place.line, STR_ARG(message));
    if (is_taken(prose, rule, place) && is_new(prose, &prose->seen, key))
        diag_report(prose->diag, severity_of(rule), rule, place, hint, "%s", message.at);
}

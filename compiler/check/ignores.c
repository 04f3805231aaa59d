// Ignore comments: each silences one rule for the block after it; the manifest's `ignore:` does for a table
// that no block sets (其他数据). Faults that leave a figure without its number are not to be silenced.
#include "check/internal-check.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"

static bool has_rule(const Check *check, Str id)
{
    if (rule_find(id))
        return true;
    for (size_t i = 0; i < check->rules.n; i++)
        if (str_equal(check->rules.at[i].id, id))
            return true;
    return false;
}

static Str nearest_rule(const Check *check, Str id)
{
    size_t n = 0;
    Str *known = ARENA_ARRAY(check->arena, Str, rule_registry_count + check->rules.n);

    for (size_t i = 0; i < rule_registry_count; i++)
        known[n++] = str_of(rule_registry[i].id);
    for (size_t i = 0; i < check->rules.n; i++)
        known[n++] = check->rules.at[i].id;
    return name_nearest(id, known, n);
}

static bool same_comment(const Place *a, const Place *b)
{
    return a->line == b->line && a->column == b->column && str_equal(a->file, b->file);
}

// Whether a finding stands in the block: in its lines, or in the file of the table that it sets.
static bool is_within(const Finding *finding, const Node *block)
{
    const Place *place = &finding->place;
    uint32_t first, last;

    if (!block)
        return false;
    if (block->kind == NODE_TABLE && block->table && str_equal(place->file, block->table->file))
        return true;
    if (!block->source || !str_equal(place->file, block->source->name))
        return false;
    first = source_line_of(block->source, block->offset);
    last = source_line_of(block->source, block->offset + (block->length ? block->length - 1 : 0));
    return place->line >= first && place->line <= last;
}

static bool is_note_of(const Finding *head, const Finding *finding)
{
    return finding->severity == SEVERITY_NOTE && str_equal(str_of(finding->rule), str_of(head->rule));
}

// Where a rule is not held: a block, or a table's file.
typedef struct Silenced {
    Str rule;
    const Node *block;
    Str file;
} Silenced;

// Marks the findings that are silenced, with the notes that belong to them.
static size_t silence(const Check *check, Silenced use, bool *dropped)
{
    size_t silenced = 0, total = diag_total(check->diag);

    for (size_t i = 0; i < total; i++) {
        const Finding *finding = diag_at(check->diag, i);

        if (finding->severity == SEVERITY_NOTE || finding->severity == SEVERITY_FAILURE ||
            !str_equal(str_of(finding->rule), use.rule) ||
            !(use.file.n ? str_equal(finding->place.file, use.file) : is_within(finding, use.block)))
            continue;
        silenced += !dropped[i];
        dropped[i] = true;
        for (size_t k = i + 1; k < total && is_note_of(finding, diag_at(check->diag, k)); k++)
            dropped[k] = true;
    }
    return silenced;
}

static void report_comment(Check *check, const CheckedIgnore *ignore)
{
    if (!has_rule(check, ignore->rule)) {
        Str nearest = nearest_rule(check, ignore->rule);

        diag_report(check->diag, SEVERITY_WARNING, "ignore-unknown", ignore->place,
                    nearest.n ? str_print(check->arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                              : nearest,
                    _("there is no rule “%.*s” that can be ignored"), STR_ARG(ignore->rule));
    } else if (ignore->silenced == 0) {
        diag_report(check->diag, SEVERITY_WARNING, "ignore-unused", ignore->place,
                    str_of(_("delete the comment")), _("nothing here breaks the rule “%.*s”"),
                    STR_ARG(ignore->rule));
    }
}

static CheckedIgnore ignore_table(Check *check, const TableIgnore *ignore, bool *dropped)
{
    const Table *table = book_find(&check->project->book, ignore->table);
    CheckedIgnore made = {.rule = ignore->rule, .reason = ignore->reason, .place = ignore->place};

    if (table && table->file.n && has_rule(check, ignore->rule))
        made.silenced = silence(check, (Silenced){.rule = ignore->rule, .file = table->file}, dropped);
    return made;
}

static void report_table(Check *check, const TableIgnore *ignore)
{
    const TableBook *book = &check->project->book;

    if (!book_find(book, ignore->table) && !book_has_reported(book, check->project->template, ignore->table))
        diag_report(check->diag, SEVERITY_ERROR, "table-unknown", ignore->place, (Str){0},
                    _("there is no table “%.*s”"), STR_ARG(ignore->table));
}

const CheckedIgnore *ignores_apply(Check *check, size_t *n)
{
    const Document *document = check->document;
    const Project *project = check->project;
    CheckedIgnore *ignores =
        ARENA_ARRAY(check->arena, CheckedIgnore, document->ignore_count + project->ignore_count);
    bool *dropped = ARENA_ARRAY(check->arena, bool, diag_total(check->diag));

    *n = 0;
    for (size_t i = 0; i < document->ignore_count; i++) {
        const IgnoreUse *use = &document->ignores[i];
        size_t silenced = has_rule(check, use->rule)
                              ? silence(check, (Silenced){.rule = use->rule, .block = use->block}, dropped)
                              : 0;

        // One comment is listed once, however many blocks the next one became.
        if (*n == 0 || !same_comment(&ignores[*n - 1].place, &use->place))
            ignores[(*n)++] = (CheckedIgnore){.rule = use->rule, .reason = use->reason, .place = use->place};
        ignores[*n - 1].silenced += silenced;
    }
    for (size_t i = 0; i < project->ignore_count; i++)
        ignores[(*n)++] = ignore_table(check, &project->ignores[i], dropped);
    causes_drop(check, dropped);
    diag_drop(check->diag, dropped); // which knows no finding that is reported from here on
    for (size_t i = 0; i < project->ignore_count; i++)
        report_table(check, &project->ignores[i]);
    for (size_t i = 0; i < *n; i++)
        report_comment(check, &ignores[i]);
    return ignores;
}

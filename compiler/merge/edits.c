// What became of every paragraph, in the copy's order: changed, put in, left out, moved.
#include <string.h>

#include "merge/internal-merge.h"

#define MOST_GONE 50 // hundredths of the paragraphs; more, and the copy is a part

static const Printed *now_block(const Merging *merging, size_t item)
{
    ptrdiff_t now = merging->now_of[item];

    return now < 0 ? NULL : &merging->printed.at[merging->now.at[now].block];
}

static void report_kept(Editing *editing, const Printed *printed, const char *hint, const char *format,
                        Str text)
{
    Merging *merging = editing->merging;
    Place place =
        printed ? printed_place(merging->arena, printed, 0, 1) : (Place){.file = merging->options.name};

    diag_report(merging->diag, SEVERITY_WARNING, "merge-kept", place, str_of(hint), format, STR_ARG(text));
    merging->merged->listed++;
}

// ---- where a new block goes

static size_t trimmed_end(const Source *source, size_t end)
{
    end = end < source->text.n ? end : source->text.n;
    while (end > 0 && (source->text.at[end - 1] == '\n' || source->text.at[end - 1] == ' '))
        end--;
    return end;
}

static const Node *outermost_list(const Printed *printed)
{
    const Node *outer = NULL;

    for (const Node *around = printed->node; around; around = around->parent)
        if (around->kind == NODE_LIST || around->kind == NODE_QUOTE)
            outer = around;
    return outer;
}

// After the anchor, and all that it stands in.
static bool place_after(const Printed *anchor, bool item, const Source **source, size_t *offset)
{
    const Node *node = anchor->node, *outer = outermost_list(anchor);
    size_t from, to;

    *source = node->source;
    if (!*source || node->length == 0)
        return false;
    *offset = trimmed_end(*source, node->offset + node->length);
    if (outer && !item && outer->length)
        *offset = trimmed_end(*source, outer->offset + outer->length);
    if (source_in_each(*source, node->offset, &from, &to))
        *offset = to;
    return true;
}

// ---- put in

static Str item_marker(const Merging *merging, const Printed *anchor)
{
    Str text = anchor->node->source->text;
    size_t start = anchor->node->offset;

    while (start > 0 && text.at[start - 1] != '\n')
        start--;
    if (anchor->list->ordered)
        return str_print(merging->arena, "%d%c ", anchor->item_number + 1, anchor->list->delimiter);
    return str_slice(text, start, anchor->node->offset);
}

static void add_line(Editing *editing, const HeldLine *line)
{
    Merging *merging = editing->merging;
    Arena *arena = merging->arena;
    const Printed *anchor = editing->anchor;
    bool item =
        anchor && anchor->item && anchor->item_begins && line->line->listed && anchor->list_depth == 1;
    SourceEdit edit = {.kind = item ? EDIT_ITEM : EDIT_BLOCK, .group = editing->group};
    Str text = line_markdown(arena, line);

    if (editing->state[editing->group] == GROUP_DROP ||
        (anchor && !place_after(anchor, item, &edit.source, &edit.offset))) {
        report_kept(editing, anchor, _("write it there by hand"),
                    _("the copy has a new paragraph here, “%.*s”, which cannot be taken into the source"),
                    line->text);
        return;
    }
    if (!anchor)
        edit.source = merging->made->project->section_count ? merging->made->project->sections[0] : NULL;
    if (!edit.source)
        return;
    if (item)
        text = str_print(arena, "%.*s%.*s", STR_ARG(item_marker(merging, anchor)), STR_ARG(text));
    else if (line->line->heading > 0)
        text = str_print(arena, "%.*s %.*s", line->line->heading > 6 ? 6 : line->line->heading, "######",
                         STR_ARG(text));
    edit.text = text;
    edit_add(editing, edit);
    expect(editing, line->text, editing->group);
}

// ---- left out

// A paragraph that goes takes its figures with it.
static void report_figures_gone(Editing *editing, const Printed *printed)
{
    for (size_t k = 0; k < printed->piece_count; k++) {
        const Node *leaf = printed->pieces[k].leaf;

        if (leaf && leaf->kind == NODE_FIGURE)
            diag_report(editing->merging->diag, SEVERITY_NOTE, "merge-figure-gone",
                        source_place(leaf->source, leaf->offset, leaf->length), (Str){0},
                        _("the copy leaves out a figure, “%.*s”, with the words around it"),
                        STR_ARG(leaf->figure->text));
    }
}

static void remove_item(Editing *editing, size_t item)
{
    Merging *merging = editing->merging;
    const Printed *printed = now_block(merging, item);
    size_t from, to, each_from, each_to;

    if (!printed)
        return; // on both sides
    bool in_each = printed->node->source &&
                   source_in_each(printed->node->source, printed->node->offset, &each_from, &each_to);
    if (!str_equal(printed->text, merging->before.at[item].text)) {
        diag_report(
            merging->diag, SEVERITY_ERROR, "merge-conflict", printed_place(merging->arena, printed, 0, 1),
            str_of(_("delete it here too, or leave it")),
            _("the copy leaves out what was changed here since it went out: “%.*s”"), STR_ARG(printed->text));
        merging->merged->conflicts++;
    } else if (in_each) {
        diag_report(
            merging->diag, SEVERITY_WARNING, "merge-each", printed_place(merging->arena, printed, 0, 1),
            str_of(_("change the passage, or what the tables or 说明 say of the row")),
            _("the copy leaves out “%.*s”, of a passage that stands for every row"), STR_ARG(printed->text));
        merging->merged->listed++;
    } else if (printed->node->parent->kind == NODE_NOTE && !notes_lost(merging) &&
               !note_is_called(merging, (unsigned)printed->node->parent->order)) {
        if (!printed->node->previous && note_bytes(printed, &from, &to))
            edit_add(editing, (SourceEdit){.kind = EDIT_REMOVE,
                                           .source = printed->node->source,
                                           .offset = from,
                                           .length = to - from,
                                           .group = editing->group});
        return;
    } else if (editing->state[editing->group] != GROUP_DROP && block_bytes(printed, &from, &to)) {
        report_figures_gone(editing, printed);
        edit_add(editing, (SourceEdit){.kind = EDIT_REMOVE,
                                       .source = printed->node->source,
                                       .offset = from,
                                       .length = to - from,
                                       .group = editing->group});
        return;
    } else {
        report_kept(editing, printed, _("delete it by hand"),
                    _("the copy leaves out “%.*s”, which cannot be taken out of the source"), printed->text);
    }
    expect(editing, printed->text, 0);
    anchor_set(editing, printed);
}

// ---- moved

static void move_item(Editing *editing, CompareMatch match)
{
    Merging *merging = editing->merging;
    const Printed *printed = now_block(merging, match.a_from);
    const HeldLine *line = &merging->lines.at[match.b_from];
    SourceEdit put = {.kind = EDIT_BLOCK, .group = editing->group};
    size_t from, to, each_from, each_to;
    bool same = printed && str_equal(printed->text, line->text);

    if (!printed || !same || editing->state[editing->group] == GROUP_DROP ||
        !block_bytes(printed, &from, &to) ||
        source_in_each(printed->node->source, printed->node->offset, &each_from, &each_to)) {
        report_kept(editing, printed, _("move it by hand"),
                    _("the copy has “%.*s” in another place, to which it cannot be moved"), line->text);
        if (printed)
            expect(editing, printed->text, 0);
        return;
    }
    bool item = printed->item && editing->anchor && editing->anchor->item && editing->anchor->list_depth == 1;
    put.kind = item ? EDIT_ITEM : EDIT_BLOCK;
    if (!editing->anchor || !place_after(editing->anchor, item, &put.source, &put.offset)) {
        put.source = merging->made->project->sections[0];
        put.offset = 0;
    }
    put.text = str_slice(printed->node->source->text, from, to);
    edit_add(editing, (SourceEdit){.kind = EDIT_REMOVE,
                                   .source = printed->node->source,
                                   .offset = from,
                                   .length = to - from,
                                   .group = editing->group});
    edit_add(editing, put);
    expect(editing, line->text, editing->group);
}

// ---- all

static Str *line_texts(const Merging *merging)
{
    Str *texts = ARENA_ARRAY(merging->arena, Str, merging->lines.n + 1);

    for (size_t i = 0; i < merging->lines.n; i++)
        texts[i] = merging->lines.at[i].text;
    return texts;
}

static Str *item_texts(Arena *arena, const BaseItems *items)
{
    Str *texts = ARENA_ARRAY(arena, Str, items->n + 1);

    for (size_t i = 0; i < items->n; i++)
        texts[i] = items->at[i].text;
    return texts;
}

CompareMatches matches_find(Merging *merging)
{
    return compare_items(merging->arena, item_texts(merging->arena, &merging->before), merging->before.n,
                         line_texts(merging), merging->lines.n, line_hints(merging));
}

bool matches_are_whole(Merging *merging, const CompareMatches *matches)
{
    size_t gone = 0;

    for (size_t i = 0; i < matches->n; i++)
        gone += matches->at[i].b_from == matches->at[i].b_to;
    if (merging->before.n < 4 || gone * 100 <= merging->before.n * MOST_GONE)
        return true;
    diag_report(
        merging->diag, SEVERITY_ERROR, "merge-part", (Place){.file = merging->options.name},
        str_of(_("merge the whole copy, or take over by hand what a part of it says")),
        _("of %zu paragraphs %zu are not in this file: it is a part of the copy, or another document's"),
        merging->before.n, gone);
    return false;
}

static void trust(Editing *editing, const CompareMatches *matches)
{
    const Merging *merging = editing->merging;

    for (size_t i = 0; i < matches->n; i++) {
        CompareMatch match = matches->at[i];
        const Printed *printed = match.a_from < match.a_to ? now_block(merging, match.a_from) : NULL;

        if (!printed || match.b_from == match.b_to)
            continue;
        const CopyLine *line = merging->lines.at[match.b_from].line;
        if (printed->kind == PRINTED_HEADING && line->heading == printed->level)
            editing->headings_trusted = true;
        for (size_t k = 0; k < line->look_count && printed->kind == PRINTED_PARAGRAPH; k++)
            if (line->looks[k].strong || line->looks[k].emphasis)
                for (size_t p = 0; p < printed->piece_count; p++)
                    editing->looks_trusted |= printed->pieces[p].strong || printed->pieces[p].emphasis ||
                                              (printed->pieces[p].run_in && !printed->pieces[p].number);
    }
}

// What the sections have got since the copy went out stands where it is.
static bool *new_items(const Merging *merging)
{
    bool *new = ARENA_ARRAY(merging->arena, bool, merging->now.n + 1);

    for (size_t i = 0; i < merging->now.n; i++)
        new[i] = true;
    for (size_t i = 0; i < merging->before.n; i++)
        if (merging->now_of[i] >= 0)
            new[merging->now_of[i]] = false;
    return new;
}

// Of each line of the copy the item that the sections have got since it went out and that says the same at
// the same place, or -1: it was taken before, or written on both sides.
static ptrdiff_t *lines_taken(const Merging *merging, const bool *new)
{
    ptrdiff_t *taken = ARENA_ARRAY(merging->arena, ptrdiff_t, merging->lines.n + 1);
    CompareMatches matches = compare_items(merging->arena, item_texts(merging->arena, &merging->now),
                                           merging->now.n, line_texts(merging), merging->lines.n, NULL);

    for (size_t i = 0; i < merging->lines.n; i++)
        taken[i] = -1;
    for (size_t i = 0; i < matches.n; i++) {
        CompareMatch match = matches.at[i];

        if (match.a_to - match.a_from == 1 && match.b_to - match.b_from == 1 && !match.moved &&
            new[match.a_from] &&
            str_equal(merging->now.at[match.a_from].text, merging->lines.at[match.b_from].text))
            taken[match.b_from] = (ptrdiff_t)match.a_from;
    }
    return taken;
}

static bool is_taken(Editing *editing, CompareMatch match, const ptrdiff_t *taken)
{
    const Merging *merging = editing->merging;

    for (size_t i = match.b_from; i < match.b_to; i++)
        if (taken[i] < 0)
            return false;
    if (match.b_from == match.b_to)
        return false;
    anchor_set(editing, &merging->printed.at[merging->now.at[taken[match.b_to - 1]].block]);
    return true;
}

static void expect_new(Editing *editing, bool *new, size_t block)
{
    const Merging *merging = editing->merging;

    for (size_t i = 0; i < merging->now.n; i++)
        if (new[i] && merging->now.at[i].block <= block) {
            expect(editing, merging->now.at[i].text, 0);
            new[i] = false;
        }
}

void edits_make(Editing *editing, const CompareMatches *matches)
{
    Merging *merging = editing->merging;
    bool *new = new_items(merging);
    const ptrdiff_t *taken = lines_taken(merging, new);

    trust(editing, matches);
    for (size_t i = 0; i < matches->n; i++) {
        CompareMatch match = matches->at[i];
        const Printed *printed = match.a_from < match.a_to ? now_block(merging, match.a_from) : NULL;

        editing->group = i + 1;
        if (printed && !match.moved)
            expect_new(editing, new, (size_t)(printed - merging->printed.at));
        if (is_taken(editing, match, taken))
            continue;
        if (match.a_from == match.a_to)
            add_line(editing, &merging->lines.at[match.b_from]);
        else if (match.b_from == match.b_to)
            remove_item(editing, match.a_from);
        else if (match.moved)
            move_item(editing, match);
        else
            change_take(editing, match);
    }
    expect_new(editing, new, merging->printed.n);
}

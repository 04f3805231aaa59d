// One paragraph or several of the copy, held against those that they were: what is to change in the sections
// as they are now.
#include <string.h>

#include "merge/internal-merge.h"

static Str joined(Arena *arena, const Str *texts, size_t n)
{
    return n == 1 ? texts[0] : str_join(arena, texts, n, PARAGRAPH_END);
}

// ---- both sides' changes

static void report_both(Merging *merging, const Printed *printed, Str theirs, Str ours)
{
    diag_report(
        merging->diag, SEVERITY_ERROR, "merge-conflict",
        printed ? printed_place(merging->arena, printed, 0, 1) : (Place){.file = merging->options.name},
        str_of(_(
            "both were changed since the copy went out: write what it is to be; the section stays as it is")),
        _("the copy says “%.*s”, the section now “%.*s”"), STR_ARG(theirs), STR_ARG(ours));
    merging->merged->conflicts++;
}

// Where byte `at` of the base is now; false where it lies in what changed.
static bool carried(const CompareHunks *ours, size_t from, size_t to, size_t *now_from, size_t *now_to)
{
    ptrdiff_t shift = 0;

    for (size_t i = 0; i < ours->n; i++) {
        const CompareHunk *hunk = &ours->at[i];

        if (hunk->a_to < from || (hunk->a_to == from && hunk->a_from < hunk->a_to && from < to))
            shift += (ptrdiff_t)(hunk->b_to - hunk->b_from) - (ptrdiff_t)(hunk->a_to - hunk->a_from);
        else if (hunk->a_from < to || (hunk->a_from == to && hunk->a_from <= from) || hunk->a_from == from)
            return false;
    }
    *now_from = (size_t)((ptrdiff_t)from + shift);
    *now_to = (size_t)((ptrdiff_t)to + shift);
    return true;
}

static bool same_change(const CompareHunks *ours, const CompareHunk *theirs, Str now, Str copy)
{
    for (size_t i = 0; i < ours->n; i++)
        if (ours->at[i].a_from == theirs->a_from && ours->at[i].a_to == theirs->a_to)
            return str_equal(str_slice(now, ours->at[i].b_from, ours->at[i].b_to),
                             str_slice(copy, theirs->b_from, theirs->b_to));
    return false;
}

// The copy's changes of a text, laid over what it is now.
static void changes_find(Stretch *stretch, Str before, Str copy)
{
    Merging *merging = stretch->merging;
    CompareHunks theirs = compare_texts(merging->arena, before, copy);
    CompareHunks ours = compare_texts(merging->arena, before, stretch->text);

    for (size_t i = 0; i < theirs.n; i++) {
        const CompareHunk *hunk = &theirs.at[i];
        Change change = {.text = str_slice(copy, hunk->b_from, hunk->b_to), .e_at = hunk->b_from};

        if (same_change(&ours, hunk, stretch->text, copy))
            continue;
        if (carried(&ours, hunk->a_from, hunk->a_to, &change.from, &change.to)) {
            *vec_push(merging->arena, &stretch->changes) = change;
            continue;
        }
        report_both(merging, stretch->blocks[0], copy, stretch->text);
        stretch->changes.n = 0;
        return;
    }
}

// ---- a match

// Whether every item of the base is a paragraph now, side by side in one section.
static bool stretch_make(Merging *merging, CompareMatch match, Stretch *stretch)
{
    size_t n = match.a_to - match.a_from;
    Str *texts = ARENA_ARRAY(merging->arena, Str, n);
    size_t at = 0;

    *stretch = (Stretch){.merging = merging,
                         .blocks = ARENA_ARRAY(merging->arena, const Printed *, n),
                         .starts = ARENA_ARRAY(merging->arena, size_t, n),
                         .n = n};
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t now = merging->now_of[match.a_from + i];

        if (now < 0 || (i > 0 && now != merging->now_of[match.a_from + i - 1] + 1))
            return false;
        stretch->blocks[i] = &merging->printed.at[merging->now.at[now].block];
        texts[i] = stretch->blocks[i]->text;
        stretch->starts[i] = at;
        at += texts[i].n + PARAGRAPH_END.n;
        if (stretch->blocks[i]->node->source != stretch->blocks[0]->node->source)
            return false;
    }
    stretch->text = joined(merging->arena, texts, n);
    return true;
}

static void expect_texts(Editing *editing, Str text, size_t group)
{
    for (size_t at = 0; at <= text.n;) {
        ptrdiff_t end = str_find(text, PARAGRAPH_END, at);
        size_t to = end < 0 ? text.n : (size_t)end;

        expect(editing, str_slice(text, at, to), group);
        at = to + (end < 0 ? 1 : PARAGRAPH_END.n);
    }
}

// What stands there stays.
static void expect_now(Editing *editing, CompareMatch match)
{
    const Merging *merging = editing->merging;

    for (size_t i = match.a_from; i < match.a_to; i++)
        if (merging->now_of[i] >= 0) {
            expect(editing, merging->now.at[merging->now_of[i]].text, 0);
            anchor_set(editing, &merging->printed.at[merging->now.at[merging->now_of[i]].block]);
        }
}

void change_take(Editing *editing, CompareMatch match)
{
    Merging *merging = editing->merging;
    size_t n = match.b_to - match.b_from, m = match.a_to - match.a_from, before = editing->edits.n;
    Str *theirs = ARENA_ARRAY(merging->arena, Str, n), *sent = ARENA_ARRAY(merging->arena, Str, m);
    Stretch stretch;

    for (size_t i = 0; i < n; i++)
        theirs[i] = merging->lines.at[match.b_from + i].text;
    for (size_t i = 0; i < m; i++)
        sent[i] = merging->before.at[match.a_from + i].text;
    Str copy = joined(merging->arena, theirs, n), base = joined(merging->arena, sent, m);
    if (!stretch_make(merging, match, &stretch)) {
        ptrdiff_t now = merging->now_of[match.a_from];

        if (!str_equal(copy, base))
            report_both(merging, now >= 0 ? &merging->printed.at[merging->now.at[now].block] : NULL, copy,
                        now >= 0 ? merging->now.at[now].text : (Str){0});
        expect_now(editing, match);
        return;
    }
    changes_find(&stretch, base, copy);
    figures_guard(editing, &stretch);
    render_changes(editing, &stretch, match);
    if (editing->edits.n > before) {
        expect_texts(editing, stretch_shown(&stretch, 0, stretch.text.n), editing->group);
        anchor_set(editing, stretch.blocks[stretch.n - 1]);
    } else {
        expect_now(editing, match);
    }
}

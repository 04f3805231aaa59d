// What is gathered: edits, paragraphs that are to be printed; and blocks that are looked at as one text.
#include "merge/internal-merge.h"

void edit_add(Editing *editing, SourceEdit edit)
{
    edit.serial = editing->edits.n;
    *vec_push(editing->merging->arena, &editing->edits) = edit;
}

void anchor_set(Editing *editing, const Printed *printed)
{
    if (printed->node->parent->kind != NODE_NOTE)
        editing->anchor = printed;
}

void expect(Editing *editing, Str text, size_t group)
{
    *vec_push(editing->merging->arena, &editing->expected) = (Expected){text, group};
}

size_t stretch_block(const Stretch *stretch, size_t at, size_t *within)
{
    size_t i = stretch->n - 1;

    while (i > 0 && stretch->starts[i] > at)
        i--;
    *within = at - stretch->starts[i];
    return i;
}

Str stretch_shown(const Stretch *stretch, size_t from, size_t to)
{
    StrBuf out = {.arena = stretch->merging->arena};
    size_t at = from;

    for (size_t i = 0; i < stretch->changes.n; i++) {
        const Change *change = &stretch->changes.at[i];

        if (change->dropped || change->to < from || change->from > to)
            continue;
        buf_add(&out, str_slice(stretch->text, at, change->from > at ? change->from : at));
        buf_add(&out, change->text);
        at = change->to > at ? change->to : at;
    }
    if (at < to)
        buf_add(&out, str_slice(stretch->text, at, to));
    return buf_str(&out);
}

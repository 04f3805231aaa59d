// Edits laid into the texts of their files.
#include <stdlib.h>
#include <string.h>

#include "merge/internal-merge.h"

static int compare_edits(const void *a, const void *b)
{
    const SourceEdit *x = a, *y = b;

    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    // What is put in at an edge stands before what begins there, after what ends there.
    bool x_block = x->kind == EDIT_BLOCK || x->kind == EDIT_ITEM,
         y_block = y->kind == EDIT_BLOCK || y->kind == EDIT_ITEM;
    if (x_block != y_block && x->length == 0 && y->length == 0)
        return x_block ? 1 : -1;
    if ((x->length == 0) != (y->length == 0))
        return x->length == 0 ? -1 : 1;
    return x->serial < y->serial ? -1 : 1;
}

static void line_ends(StrBuf *out, int wanted)
{
    int have = 0;

    if (out->n == 0)
        return;
    while (have < (int)out->n && out->at[out->n - 1 - (size_t)have] == '\n')
        have++;
    for (; have < wanted; have++)
        buf_add_char(out, '\n');
}

static size_t past_line_ends(Str text, size_t at)
{
    while (at < text.n && text.at[at] == '\n')
        at++;
    return at;
}

// Puts an edit in; returns where the source goes on.
static size_t edit_lay(StrBuf *out, Str text, const SourceEdit *edit)
{
    size_t at = edit->offset + edit->length;

    switch (edit->kind) {
    case EDIT_REMOVE:
        if (at < text.n && text.at[at] == '\n' && str_ends(buf_str(out), STR("\n")))
            at++; // a line of its own
        if (out->n == 0 || str_ends(buf_str(out), STR("\n\n")) || past_line_ends(text, at) == text.n)
            at = past_line_ends(text, at);
        if (at == text.n) { // nothing stands below: the file ends as it did
            while (out->n > 0 && out->at[out->n - 1] == '\n')
                out->n--;
            line_ends(out, text.n && text.at[text.n - 1] == '\n');
        }
        return at;
    case EDIT_BLOCK:
        line_ends(out, 2);
        buf_add(out, edit->text);
        if (at < text.n && text.at[at] != '\n')
            buf_add_c(out, "\n\n");
        return at;
    case EDIT_ITEM:
        line_ends(out, 1);
        buf_add(out, edit->text);
        return at;
    case EDIT_PATCH:
        break;
    }
    buf_add(out, edit->text);
    return at;
}

bool edits_apply(Arena *arena, const SourceEdits *edits, const Source *source, Str *after, size_t *clash)
{
    VEC(SourceEdit) own = {0};
    StrBuf out = {.arena = arena};
    size_t at = 0;

    for (size_t i = 0; i < edits->n; i++)
        if (edits->at[i].source == source)
            *vec_push(arena, &own) = edits->at[i];
    if (own.n)
        qsort(own.at, own.n, sizeof *own.at, compare_edits);
    for (size_t i = 0; i < own.n; i++) {
        const SourceEdit *edit = &own.at[i];

        if (i > 0 && edit->offset == own.at[i - 1].offset && edit->length == own.at[i - 1].length &&
            edit->length && str_equal(edit->text, own.at[i - 1].text))
            continue; // both say the same
        if (edit->offset < at && (edit->length || edit->kind == EDIT_PATCH)) {
            *clash = edit->group;
            return false;
        }
        if (edit->offset > at)
            buf_add(&out, str_slice(source->text, at, edit->offset));
        size_t next = edit_lay(&out, source->text, edit);
        at = next > at ? next : at;
    }
    buf_add(&out, str_slice(source->text, at, source->text.n));
    *after = buf_str(&out);
    return true;
}

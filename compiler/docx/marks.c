// What changed since an earlier copy, as Word's tracked changes.
#include "docx/internal-docx.h"

static void deleted_add(Writing *writing, StrBuf *out, Str text)
{
    if (text.n == 0)
        return;
    text = note_marks_shown(writing->arena, text);
    mark_open(writing, out, "del");
    buf_add_c(out, "<w:r><w:delText xml:space=\"preserve\">");
    for (size_t at = 0; at < text.n;) {
        ptrdiff_t feed = str_find_char(text, '\n', at);
        size_t end = feed < 0 ? text.n : (size_t)feed;

        escape_markup(out, str_slice(text, at, end));
        buf_add_c(out, feed < 0 ? "" : " ");
        at = end + 1;
    }
    buf_add_c(out, "</w:delText></w:r></w:del>");
}

static void inserted_add(Writing *writing, StrBuf *out, const Printed *printed, size_t from, size_t to)
{
    if (from >= to)
        return;
    mark_open(writing, out, "ins");
    writing->inserting = true;
    buf_add(out, runs_between(writing, printed, from, to));
    writing->inserting = false;
    buf_add_c(out, "</w:ins>");
}

// ---- which block was which

void marks_find(Writing *writing)
{
    Arena *arena = writing->arena;
    const CopyMap *since = writing->options.since;
    size_t n = writing->printed.n, old_count = 0, new_count = 0;
    size_t *old_of, *new_of;
    Str *old, *new;
    CompareMatches matches;

    if (!since)
        return;
    old = ARENA_ARRAY(arena, Str, since->block_count + 1);
    new = ARENA_ARRAY(arena, Str, n + 1);
    old_of = ARENA_ARRAY(arena, size_t, since->block_count + 1);
    new_of = ARENA_ARRAY(arena, size_t, n + 1);
    for (size_t i = 0; i < since->block_count; i++)
        if (since->blocks[i].text.n) {
            old[old_count] = since->blocks[i].text;
            old_of[old_count++] = i;
        }
    for (size_t i = 0; i < n; i++)
        if (writing->printed.at[i].text.n) {
            new[new_count] = writing->printed.at[i].text;
            new_of[new_count++] = i;
        }
    writing->marks = ARENA_ARRAY(arena, BlockMark, n + 1);
    for (size_t i = 0; i <= n; i++)
        writing->marks[i] = (BlockMark){.was = MARK_NEW};
    matches = compare_items(arena, old, old_count, new, new_count, NULL);
    for (size_t i = 0; i < matches.n; i++) {
        CompareMatch match = matches.at[i];
        size_t here = match.b_from < new_count ? new_of[match.b_from] : n;
        bool one = match.a_to == match.a_from + 1 && match.b_to == match.b_from + 1 && !match.moved;

        if (one)
            writing->marks[here].was = old_of[match.a_from];
        for (size_t k = match.a_from; !one && k < match.a_to; k++)
            *vec_push(arena, &writing->marks[here].gone) = old_of[k];
    }
}

MarkChanges marks_list(const Writing *writing)
{
    MarkChanges list = {0};

    for (size_t i = 0; writing->marks && i <= writing->printed.n; i++) {
        const BlockMark *mark = &writing->marks[i];
        Str is = i < writing->printed.n ? writing->printed.at[i].text : (Str){0};
        Str was = mark->was == MARK_NEW ? (Str){0} : writing->options.since->blocks[mark->was].text;

        for (size_t k = 0; k < mark->gone.n; k++)
            *vec_push(writing->arena, &list) =
                (MarkChange){.index = i, .was = writing->options.since->blocks[mark->gone.at[k]].text};
        if (i < writing->printed.n && is.n && !str_equal(was, is))
            *vec_push(writing->arena, &list) = (MarkChange){i, was, is};
    }
    return list;
}

// ---- writing

Str marked_runs(Writing *writing, const Printed *printed, size_t index)
{
    StrBuf out = {.arena = writing->arena};
    const BlockMark *mark = writing->marks ? &writing->marks[index] : NULL;
    CompareHunks hunks;
    size_t at = 0;
    Str was;

    if (!mark || printed->kind == PRINTED_CODE)
        return runs_of(writing, printed);
    if (mark->was == MARK_NEW) {
        inserted_add(writing, &out, printed, 0, printed->text.n);
        return buf_str(&out);
    }
    was = writing->options.since->blocks[mark->was].text;
    hunks = compare_texts(writing->arena, was, printed->text);
    for (size_t i = 0; i < hunks.n; i++) {
        CompareHunk hunk = hunks.at[i];

        buf_add(&out, runs_between(writing, printed, at, hunk.b_from));
        deleted_add(writing, &out, str_slice(was, hunk.a_from, hunk.a_to));
        inserted_add(writing, &out, printed, hunk.b_from, hunk.b_to);
        at = hunk.b_to;
    }
    buf_add(&out, runs_between(writing, printed, at, printed->text.n));
    return buf_str(&out);
}

Str mark_properties(Writing *writing, size_t index)
{
    StrBuf out = {.arena = writing->arena};

    if (!writing->marks || writing->marks[index].was != MARK_NEW ||
        writing->printed.at[index].kind == PRINTED_CODE)
        return (Str){0};
    buf_add_c(&out, "<w:rPr>");
    mark_open(writing, &out, "ins");
    out.n--; // the mark of a paragraph's end holds nothing
    buf_add_c(&out, "/></w:rPr>");
    return buf_str(&out);
}

void write_gone(Writing *writing, size_t index)
{
    for (size_t i = 0; writing->marks && i < writing->marks[index].gone.n; i++) {
        const MapBlock *block = &writing->options.since->blocks[writing->marks[index].gone.at[i]];
        StrBuf more = {.arena = writing->arena}, runs = {.arena = writing->arena};

        buf_add_c(&more, "<w:rPr>");
        mark_open(writing, &more, "del");
        more.n--;
        buf_add_c(&more, "/></w:rPr>");
        deleted_add(writing, &runs, block->text);
        write_paragraph(writing,
                        block->level >= 1 && block->level <= 6
                            ? str_print(writing->arena, "%zu", block->level).at
                            : style_id(ROLE_BODY),
                        buf_str(&more), buf_str(&runs));
    }
}

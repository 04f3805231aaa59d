// A paragraph's text in stretches of one look, and these as Markdown.
#include "merge/internal-merge.h"

static bool same_look(const Segment *a, const Segment *b)
{
    return a->strong == b->strong && a->emphasis == b->emphasis && a->code == b->code && a->link == b->link;
}

void segments_add(Arena *arena, Segments *segments, Segment segment)
{
    Segment *last = segments->n ? vec_last(segments) : NULL;

    if (segment.text.n == 0)
        return;
    if (last && !last->figure && !segment.figure && same_look(last, &segment))
        last->text = str_print(arena, "%.*s%.*s", STR_ARG(last->text), STR_ARG(segment.text));
    else
        *vec_push(arena, segments) = segment;
}

// Where the strong text of a piece of a run-in heading ends: the mark after it stands outside.
static size_t strong_end(Arena *arena, const Printed *printed, const PrintedPiece *piece)
{
    size_t end = piece->at + piece->length, before = end, offset, length;
    const Source *source = printed->node->source;

    if (!piece->run_in || piece->number || !source || end == piece->at)
        return end;
    utf8_previous(printed->text, &before);
    if (!char_is_in(utf8_next(printed->text, &(size_t){before}), "：:。") ||
        !printed_source(arena, printed, before, end, &offset, &length) || offset < 2)
        return end;
    Str marks = str_slice(source->text, offset - 2, offset);
    return str_equal(marks, STR("**")) || str_equal(marks, STR("__")) ? before : end;
}

static bool is_atom(const PrintedPiece *piece)
{
    return piece->leaf && (piece->leaf->kind == NODE_FIGURE || piece->leaf->kind == NODE_NOTE_MARK);
}

static void segment_of(Arena *arena, Segments *segments, const Printed *printed, const PrintedPiece *piece,
                       size_t from, size_t to, bool strong)
{
    if (from < to)
        segments_add(arena, segments,
                     (Segment){.text = str_slice(printed->text, from, to),
                               .strong = strong,
                               .emphasis = piece->emphasis,
                               .code = piece->leaf && piece->leaf->kind == NODE_CODE,
                               .link = piece->link,
                               .figure = is_atom(piece) ? piece->leaf : NULL});
}

void segments_of(Arena *arena, Segments *segments, const Printed *printed, size_t from, size_t to)
{
    for (size_t i = 0; i < printed->piece_count; i++) {
        const PrintedPiece *piece = &printed->pieces[i];
        size_t start = piece->at > from ? piece->at : from, end = piece->at + piece->length, parted;

        end = end < to ? end : to;
        if (start >= end || (piece->number && printed->node->parent->kind == NODE_NOTE))
            continue; // a footnote's number is counted
        parted = strong_end(arena, printed, piece);
        parted = parted < start ? start : parted > end ? end : parted;
        segment_of(arena, segments, printed, piece, start, parted,
                   piece->strong || (piece->run_in && !piece->number));
        segment_of(arena, segments, printed, piece, parted, end, false);
    }
}

// ---- Markdown

// What would be a mark where it stands.
static bool is_mark(uint32_t code)
{
    return char_is_in(code, "\\`*_[]<&");
}

// Digits that Markdown would take for a list's number.
static size_t list_number(Str text)
{
    size_t at = 0;

    while (at < text.n && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    if (at == 0 || at > 9 || at + 1 >= text.n || (text.at[at] != '.' && text.at[at] != ')') ||
        text.at[at + 1] != ' ')
        return 0;
    return at;
}

void markdown_escape(StrBuf *out, Str text, bool begins)
{
    size_t number = begins ? list_number(text) : 0;

    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);

        if (code == '\n') {
            buf_add_c(out, "\\\n");
            continue;
        }
        if (is_mark(code) || (number && from == number) ||
            (begins && from == 0 && char_is_in(code, "#>-+=~|")))
            buf_add_char(out, '\\');
        buf_add(out, str_slice(text, from, at));
    }
}

static void link_end(StrBuf *out, const Node *link)
{
    Str address = link->length && link->source
                      ? str_slice(link->source->text, link->offset, link->offset + link->length)
                      : link->target;

    buf_print(out, "](%.*s)", STR_ARG(address));
}

static void segment_write(StrBuf *out, const Segment *segment, bool begins)
{
    size_t from, to;

    if (segment->figure && figure_bytes(segment->figure, &from, &to)) {
        buf_add(out, str_slice(segment->figure->source->text, from, to));
    } else if (segment->code) {
        buf_print(out, "`%.*s`", STR_ARG(segment->text));
    } else {
        markdown_escape(out, segment->text, begins);
    }
}

Str segments_markdown(Arena *arena, const Segments *segments)
{
    static const Segment none = {0};
    StrBuf out = {.arena = arena};
    const Segment *before = &none;

    for (size_t i = 0; i <= segments->n; i++) {
        const Segment *now = i < segments->n ? &segments->at[i] : &none;
        bool strong_ends = before->strong && (!now->strong || now->link != before->link);
        bool emphasis_ends = before->emphasis && (!now->emphasis || strong_ends || now->link != before->link);

        if (emphasis_ends)
            buf_add_char(&out, '*');
        if (strong_ends)
            buf_add_c(&out, "**");
        if (before->link && now->link != before->link)
            link_end(&out, before->link);
        if (now->link && now->link != before->link)
            buf_add_char(&out, '[');
        if (now->strong && (!before->strong || strong_ends))
            buf_add_c(&out, "**");
        if (now->emphasis && (!before->emphasis || emphasis_ends))
            buf_add_char(&out, '*');
        if (i < segments->n)
            segment_write(&out, now, i == 0 && !now->strong && !now->emphasis);
        before = now;
    }
    return buf_str(&out);
}

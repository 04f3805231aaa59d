// Changes of a paragraph as edits of its source: byte for byte where that is enough, else the paragraph
// written anew with its figures, emphasis and links.
#include <string.h>

#include "merge/internal-merge.h"

typedef struct Output { // a paragraph as it is to be
    Segments segments;
    bool parted;        // from the one before it by a new end; else by one that was there
    size_t first, last; // of the stretch's blocks
} Output;

typedef struct Rendering {
    Editing *editing;
    Stretch *stretch;
    CompareMatch match;
    VEC(Output) outputs;
    bool looks_differ;
    bool looks; // of the copy are asked
    size_t e;   // where the copy's text has come to
} Rendering;

// ---- looks of the copy

static bool copy_look(const Rendering *r, size_t e, CopyLook *look)
{
    const Merging *merging = r->editing->merging;

    for (size_t i = r->match.b_from; i < r->match.b_to; i++) {
        const HeldLine *line = &merging->lines.at[i];
        size_t cut = line->line->text.n - line->text.n; // its number

        if (e < line->text.n) {
            for (size_t k = 0; k < line->line->look_count; k++) {
                *look = line->line->looks[k];
                if (e + cut >= look->at && e + cut < look->at + look->length)
                    return true;
            }
            return false;
        }
        e -= line->text.n;
        if (e < PARAGRAPH_END.n)
            return false;
        e -= PARAGRAPH_END.n;
    }
    return false;
}

static Output *output_of(Rendering *r)
{
    return vec_last(&r->outputs);
}

static void next_output(Rendering *r, bool parted, size_t block)
{
    Output *output = vec_push(r->editing->merging->arena, &r->outputs);

    output->parted = parted;
    output->first = output->last = block;
}

// ---- kept text

static bool keeps_look(const PrintedPiece *piece, const Segment *segment)
{
    // A run-in heading stays one: what is pasted over it has no look of its own.
    return piece->number || segment->figure || segment->code || piece->run_in;
}

// Bytes of one piece, with the copy's look over the source's.
static void keep_piece(Rendering *r, const Printed *printed, const PrintedPiece *piece, size_t from,
                       size_t to)
{
    Arena *arena = r->editing->merging->arena;
    Segments one = {0};

    segments_of(arena, &one, printed, from, to);
    for (size_t i = 0; i < one.n; i++) {
        Segment segment = one.at[i];

        if (!r->looks || keeps_look(piece, &segment) || printed->kind == PRINTED_HEADING) {
            segments_add(arena, &output_of(r)->segments, segment);
            continue;
        }
        for (size_t at = 0; at < segment.text.n;) {
            Segment part = segment;
            CopyLook look = {0};
            size_t begin = at;

            utf8_next(segment.text, &at);
            part.text = str_slice(segment.text, begin, at);
            if (copy_look(r, r->e + (size_t)(part.text.at - (printed->text.at + from)), &look) ||
                r->editing->looks_trusted) {
                part.strong = look.strong || (!r->editing->looks_trusted && segment.strong);
                part.emphasis = look.emphasis || (!r->editing->looks_trusted && segment.emphasis);
            }
            r->looks_differ |= part.strong != segment.strong || part.emphasis != segment.emphasis;
            segments_add(arena, &output_of(r)->segments, part);
        }
    }
}

static void keep(Rendering *r, size_t from, size_t to)
{
    const Stretch *stretch = r->stretch;

    for (size_t i = 0; i < stretch->n; i++) {
        const Printed *printed = stretch->blocks[i];
        size_t start = stretch->starts[i], end = start + printed->text.n;

        if (i > 0 && from < start && to >= start) { // over the end of the one before
            r->e += from < start - PARAGRAPH_END.n ? 0 : start - from;
            next_output(r, false, i);
            from = start;
        }
        for (size_t k = 0; k < printed->piece_count; k++) {
            const PrintedPiece *piece = &printed->pieces[k];
            size_t a = start + piece->at > from ? start + piece->at : from,
                   b = start + piece->at + piece->length;

            b = b < to ? b : to;
            if (a >= b)
                continue;
            keep_piece(r, printed, piece, a - start, b - start);
            r->e += b - a;
            from = b;
        }
        if (from >= start && from <= end)
            output_of(r)->last = i;
    }
}

// ---- new text

// In the look that it has in the copy, else of what stands before it where that goes on after it.
static void add_new(Rendering *r, Str text, size_t e, size_t block, const Segment *around)
{
    Arena *arena = r->editing->merging->arena;

    for (size_t at = 0; at < text.n;) {
        Segment segment = {.strong = around->strong, .emphasis = around->emphasis, .link = around->link};
        CopyLook look = {0};
        size_t begin = at;

        if (str_starts(str_slice(text, at, text.n), PARAGRAPH_END)) {
            next_output(r, true, block);
            at += PARAGRAPH_END.n;
            around = &(Segment){0};
            continue;
        }
        utf8_next(text, &at);
        segment.text = str_slice(text, begin, at);
        if (r->looks && copy_look(r, e + begin, &look)) {
            segment.strong = look.strong || (!r->editing->looks_trusted && around->strong);
            segment.emphasis = look.emphasis || (!r->editing->looks_trusted && around->emphasis);
        }
        segments_add(arena, &output_of(r)->segments, segment);
    }
}

// The look of a stretch's byte; none at the edges of looks.
static Segment look_around(const Rendering *r, size_t at)
{
    const Stretch *stretch = r->stretch;
    size_t within, block = stretch_block(stretch, at, &within);
    const Printed *printed = stretch->blocks[block];

    for (size_t k = 0; k < printed->piece_count; k++) {
        const PrintedPiece *piece = &printed->pieces[k];

        if (within > piece->at && within < piece->at + piece->length && !piece->number)
            return (Segment){
                .strong = piece->strong || piece->run_in, .emphasis = piece->emphasis, .link = piece->link};
    }
    return (Segment){0};
}

static void outputs_make(Rendering *r)
{
    const Stretch *stretch = r->stretch;
    size_t at = 0;

    next_output(r, false, 0);
    for (size_t i = 0; i < stretch->changes.n; i++) {
        const Change *change = &stretch->changes.at[i];
        size_t within, block = stretch_block(stretch, change->to, &within);
        Segment around = look_around(r, change->from);

        keep(r, at, change->from);
        if (change->dropped || change->in_saying) {
            bool looks = r->looks;

            r->looks = false; // the copy has other text there
            size_t e = r->e;
            keep(r, change->from, change->to);
            r->e = e + change->text.n;
            r->looks = looks;
        } else {
            add_new(r, change->text, change->e_at, block, &around);
            r->e += change->text.n;
            output_of(r)->last = block;
        }
        at = change->to;
    }
    keep(r, at, stretch->text.n);
}

// ---- patches

static const PrintedPiece *text_piece(const Printed *printed, size_t from, size_t to)
{
    const PrintedPiece *found = NULL;

    for (size_t k = 0; k < printed->piece_count; k++) {
        const PrintedPiece *piece = &printed->pieces[k];
        bool text = piece->leaf && piece->leaf->kind == NODE_TEXT && piece->leaf->run_count > 0;

        if (!text || from < piece->at || to > piece->at + piece->length)
            continue;
        if (from < to || !found || !(piece->strong || piece->emphasis || piece->link))
            found = piece;
    }
    return found;
}

static bool patch_one(const Rendering *r, const Change *change, SourceEdit *edit)
{
    Arena *arena = r->editing->merging->arena;
    size_t within, block = stretch_block(r->stretch, change->from, &within),
                   to = within + (change->to - change->from);
    const Printed *printed = r->stretch->blocks[block];
    const PrintedPiece *piece = text_piece(printed, within, to);
    StrBuf text = {.arena = arena};
    size_t before = within;

    if (!piece || str_find(change->text, PARAGRAPH_END, 0) >= 0 ||
        str_find_char(change->text, '\n', 0) >= 0 || (within == piece->at && to == piece->at + piece->length))
        return false;
    if (within < to) {
        if (!printed_source(arena, printed, within, to, &edit->offset, &edit->length))
            return false;
    } else if (within > piece->at) {
        utf8_previous(printed->text, &before);
        if (!printed_source(arena, printed, before, within, &edit->offset, &edit->length))
            return false;
        edit->offset += edit->length;
        edit->length = 0;
    } else {
        if (!printed_source(arena, printed, within, within + 1, &edit->offset, &edit->length))
            return false;
        edit->length = 0;
    }
    markdown_escape(&text, change->text, within == 0);
    edit->text = buf_str(&text);
    edit->source = piece->leaf->source ? piece->leaf->source : printed->node->source;
    return edit->source != NULL;
}

static bool patch_all(const Rendering *r)
{
    const Stretch *stretch = r->stretch;
    SourceEdits edits = {0};

    if (r->editing->state[r->editing->group] != GROUP_PATCH || r->looks_differ || r->outputs.n != stretch->n)
        return false;
    for (size_t i = 0; i < stretch->changes.n; i++) {
        const Change *change = &stretch->changes.at[i];
        SourceEdit edit = {.kind = EDIT_PATCH, .group = r->editing->group};

        if (change->dropped || change->in_saying)
            continue;
        if (!patch_one(r, change, &edit))
            return false;
        *vec_push(r->editing->merging->arena, &edits) = edit;
    }
    for (size_t i = 0; i < edits.n; i++)
        edit_add(r->editing, edits.at[i]);
    return true;
}

// ---- written anew

static Str separator(const Rendering *r, const Printed *printed, int heading)
{
    Arena *arena = r->editing->merging->arena;
    Str text = printed->node->source->text;
    size_t start = printed->node->offset, from = start;

    while (start > 0 && text.at[start - 1] != '\n')
        start--;
    if (heading > 0)
        return str_print(arena, "\n\n%.*s ", heading, "######");
    if (printed->quote_depth)
        return STR("\n>\n> ");
    if (!printed->item)
        return STR("\n\n");
    Str marker = str_slice(text, start, from);
    if (printed->list->ordered && printed->item_begins)
        return str_print(arena, "\n%*s%d%c ", (int)(marker.n - str_trim(marker).n - 1), "",
                         printed->item_number + 1, printed->list->delimiter);
    return printed->item_begins ? str_print(arena, "\n%.*s", STR_ARG(marker)) : STR("\n\n");
}

static int heading_of(const Rendering *r, size_t output)
{
    const Merging *merging = r->editing->merging;

    if (r->outputs.n != r->match.b_to - r->match.b_from)
        return 0;
    return merging->lines.at[r->match.b_from + output].line->heading;
}

// Outputs [i, end) stand where their blocks do.
static bool write_chunk(const Rendering *r, size_t i, size_t end)
{
    const Stretch *stretch = r->stretch;
    const Printed *first = stretch->blocks[r->outputs.at[i].first],
                  *last = stretch->blocks[r->outputs.at[end - 1].last];
    StrBuf text = {.arena = r->editing->merging->arena};
    size_t from, to, from_last, to_last;

    if (!block_inlines(first, &from, &to) || !block_inlines(last, &from_last, &to_last) || to_last < from)
        return false;
    if (last != first && (last != first + (r->outputs.at[end - 1].last - r->outputs.at[i].first) ||
                          first->list != last->list || first->quote_depth != last->quote_depth ||
                          str_find(str_slice(first->node->source->text, to, from_last), STR("~~~"), 0) >= 0))
        return false;
    for (size_t k = i; k < end; k++) {
        if (k > i)
            buf_add(&text, separator(r, first, heading_of(r, k)));
        buf_add(&text, segments_markdown(r->editing->merging->arena, &r->outputs.at[k].segments));
    }
    edit_add(r->editing, (SourceEdit){.kind = EDIT_PATCH,
                                      .source = first->node->source,
                                      .offset = from,
                                      .length = to_last - from,
                                      .text = buf_str(&text),
                                      .group = r->editing->group});
    return true;
}

static bool write_all(const Rendering *r)
{
    size_t before = r->editing->edits.n;

    for (size_t i = 0, end; i < r->outputs.n; i = end) {
        for (end = i + 1; end < r->outputs.n && r->outputs.at[end].parted; end++)
            ;
        if (!write_chunk(r, i, end)) {
            r->editing->edits.n = before;
            return false;
        }
    }
    return true;
}

// ---- headings

static void level_change(const Rendering *r)
{
    const Printed *printed = r->stretch->blocks[0];
    const HeldLine *line = &r->editing->merging->lines.at[r->match.b_from];
    int is = line->line->heading, was = printed->kind == PRINTED_HEADING ? printed->level : 0;
    size_t from, to;

    if (is == was || is > 6 || !r->editing->headings_trusted || r->stretch->n != 1 || printed->item ||
        printed->quote_depth || printed->kind == PRINTED_CODE || !block_inlines(printed, &from, &to))
        return;
    edit_add(
        r->editing,
        (SourceEdit){.kind = EDIT_PATCH,
                     .source = printed->node->source,
                     .offset = printed->node->offset,
                     .length = from - printed->node->offset,
                     .text = is ? str_print(r->editing->merging->arena, "%.*s ", is, "######") : (Str){0},
                     .group = r->editing->group});
}

// ---- all

static bool has_live(const Stretch *stretch)
{
    for (size_t i = 0; i < stretch->changes.n; i++)
        if (!stretch->changes.at[i].dropped && !stretch->changes.at[i].in_saying)
            return true;
    return false;
}

static void report_kept(Editing *editing, const Stretch *stretch, CompareMatch match)
{
    Merging *merging = editing->merging;
    const Printed *printed = stretch->blocks[0];
    Str text = merging->lines.at[match.b_from].text;

    diag_report(merging->diag, SEVERITY_WARNING, "merge-kept", printed_place(merging->arena, printed, 0, 1),
                printed->node->source
                    ? str_of(_("write it there by hand"))
                    : str_of(_("it is the template's, and comes from there or from gongkai.yaml")),
                _("the copy says “%.*s” here, which cannot be taken into the source"), STR_ARG(text));
    merging->merged->listed++;
}

void render_changes(Editing *editing, Stretch *stretch, CompareMatch match)
{
    Merging *merging = editing->merging;
    Rendering r = {.editing = editing, .stretch = stretch, .match = match};
    StrBuf before = {.arena = merging->arena};

    for (size_t i = match.a_from; i < match.a_to; i++)
        buf_print(&before, "%s%.*s", i > match.a_from ? PARAGRAPH_END.at : "",
                  STR_ARG(merging->before.at[i].text));
    r.looks = str_equal(buf_str(&before), stretch->text) && stretch->blocks[0]->kind != PRINTED_CODE;
    outputs_make(&r);
    if (editing->state[editing->group] == GROUP_DROP) {
        if (has_live(stretch))
            report_kept(editing, stretch, match);
        for (size_t i = 0; i < stretch->changes.n; i++)
            stretch->changes.at[i].dropped = true;
        return;
    }
    if ((has_live(stretch) || r.looks_differ) && !patch_all(&r) && !write_all(&r)) {
        report_kept(editing, stretch, match);
        for (size_t i = 0; i < stretch->changes.n; i++)
            stretch->changes.at[i].dropped |= !stretch->changes.at[i].in_saying;
        return;
    }
    level_change(&r);
}

Str line_markdown(Arena *arena, const HeldLine *line)
{
    Segments segments = {0};
    size_t cut = line->line->text.n - line->text.n;

    for (size_t i = 0; i < line->line->look_count; i++) {
        CopyLook look = line->line->looks[i];
        size_t from = look.at > cut ? look.at : cut, to = look.at + look.length;
        bool plain = line->line->heading > 0;

        if (from < to)
            segments_add(arena, &segments,
                         (Segment){.text = str_slice(line->line->text, from, to),
                                   .strong = look.strong && !plain,
                                   .emphasis = look.emphasis && !plain});
    }
    return segments_markdown(arena, &segments);
}

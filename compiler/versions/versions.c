// Texts of two versions, paragraph by paragraph, sentence by sentence, word by word.
#include "versions/versions.h"

#include <stdlib.h>

#include "versions/internal-versions.h"

#define MOST_AROUND 90 // bytes

typedef struct TextJob {
    Arena *arena;
    const Version *a, *b;
    Differences *found;
    const VersionText **x, **y; // main texts of a; texts of b
    size_t x_count, y_count;
    bool *taken;                 // texts of b that captions or nothing are
    const VersionText **matched; // where b hangs in pieces: its texts that have one in a, by what they say
    size_t matched_count;
} TextJob;

// ---- captions

// Captions of a that stand among b's texts, alone, joined with others, or in one line with them.
static bool caption_stands(TextJob *job, const VersionText *caption)
{
    for (size_t i = 0; i < job->y_count; i++)
        if (str_equal(job->y[i]->bare, caption->bare)) {
            job->taken[i] = true;
            return true;
        }
    for (size_t i = 0; i < job->y_count; i++)
        if (job->y[i]->bare.n < caption->bare.n * 4 + 60 && str_find(job->y[i]->bare, caption->bare, 0) >= 0)
            return true;
    return false;
}

// Whether captions make up all of a text of b: a label and a unit in one line.
static bool is_captions(const TextJob *job, Str bare)
{
    size_t at = 0;

    while (at < bare.n) {
        size_t longest = 0;

        for (size_t i = 0; i < job->a->texts.n; i++) {
            const VersionText *text = &job->a->texts.at[i];

            if (text->caption && text->bare.n > longest &&
                str_starts(str_slice(bare, at, bare.n), text->bare))
                longest = text->bare.n;
        }
        if (longest == 0)
            return false;
        at += longest;
    }
    return true;
}

static bool is_drawn(const TextJob *job, Str bare)
{
    for (size_t i = 0; i < job->a->drawn_count; i++)
        if (job->a->drawn[i].n &&
            (str_equal(job->a->drawn[i], bare) || (bare.n > 30 && str_find(job->a->drawn[i], bare, 0) >= 0)))
            return true;
    return false;
}

static void text_report(TextJob *job, DifferenceKind kind, const VersionText *a, const VersionText *b)
{
    Difference *difference = vec_push(job->arena, &job->found->at);

    difference->kind = kind;
    if (a) {
        difference->before = a->text;
        difference->a = a->place;
    }
    if (b) {
        difference->after = b->text;
        difference->b = b->place;
    }
}

static bool is_cover(const VersionText *text)
{
    return text->caption && !text->wanted;
}

// Whether a text of a is what stands on the cover of b.
static bool is_on_cover(const Version *b, const VersionText *text)
{
    for (size_t i = 0; i < b->texts.n; i++)
        if (is_cover(&b->texts.at[i]) && str_equal(b->texts.at[i].bare, text->bare))
            return true;
    return false;
}

static void captions_compare(TextJob *job, bool partial)
{
    for (size_t i = 0; i < job->a->texts.n; i++) {
        const VersionText *text = &job->a->texts.at[i];

        // Over tables that hang each by itself stands no heading of them all.
        if (text->caption && !caption_stands(job, text) && text->wanted && !partial &&
            !(job->b->pieces && text->heading))
            text_report(job, DIFFERENCE_MISSING, text, NULL);
    }
    for (size_t i = 0; i < job->y_count; i++)
        job->taken[i] = job->taken[i] || is_cover(job->y[i]) || is_captions(job, job->y[i]->bare) ||
                        is_drawn(job, job->y[i]->bare);
    // One that a line's end parted.
    for (size_t i = 0; i + 1 < job->y_count; i++)
        if (!job->taken[i] && !job->taken[i + 1] &&
            is_captions(job, str_print(job->arena, "%.*s%.*s", STR_ARG(job->y[i]->bare),
                                       STR_ARG(job->y[i + 1]->bare))))
            job->taken[i] = job->taken[i + 1] = true;
}

// ---- words

// The byte of a text that its bare text has at `at`.
static size_t text_byte(Arena *arena, const VersionText *text, size_t at)
{
    size_t byte = 0;

    for (size_t done = 0; byte < text->text.n && done < at;) {
        size_t next = byte;

        utf8_next(text->text, &next);
        done += bare_text(arena, str_slice(text->text, byte, next)).n;
        byte = next;
    }
    return byte;
}

// Which of the texts a byte of their joined bare text is in.
static const VersionText *text_at(const VersionText *const *texts, size_t from, size_t to, size_t *at)
{
    for (size_t i = from; i < to; i++) {
        if (*at < texts[i]->bare.n || i + 1 == to)
            return texts[i];
        *at -= texts[i]->bare.n;
    }
    return NULL;
}

static Place place_at(Arena *arena, const VersionText *text, size_t at, size_t length)
{
    if (!text)
        return (Place){0};
    if (!text->source || text->heading)
        return text->place;
    return str_equal(str_slice(text->source->text, text->offset, text->offset + text->text.n), text->text)
               ? source_place(text->source, text->offset + text_byte(arena, text, at), length)
               : text->place;
}

static Str around(Str text, size_t from, size_t to)
{
    size_t begin = from > MOST_AROUND / 2 ? from - MOST_AROUND / 2 : 0,
           end = to + MOST_AROUND / 2 < text.n ? to + MOST_AROUND / 2 : text.n;

    while (begin > 0 && ((unsigned char)text.at[begin] & 0xC0) == 0x80)
        begin--;
    while (end < text.n && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end++;
    return str_slice(text, begin, end);
}

static void hunk_report(TextJob *job, const CompareMatch *match, Str x, Str y, const CompareHunk *hunk)
{
    Difference *difference = vec_push(job->arena, &job->found->at);
    size_t a = hunk->a_from, b = hunk->b_from;
    const VersionText *in_a = text_at(job->x, match->a_from, match->a_to, &a),
                      *in_b = text_at(job->y, match->b_from, match->b_to, &b);

    difference->kind = DIFFERENCE_CHANGED;
    difference->before = str_slice(x, hunk->a_from, hunk->a_to);
    difference->after = str_slice(y, hunk->b_from, hunk->b_to);
    difference->around = around(y, hunk->b_from, hunk->b_to);
    difference->a = place_at(job->arena, in_a, a, difference->before.n);
    difference->b = place_at(job->arena, in_b, b, difference->after.n);
}

// ---- what hangs twice

static Str joined(Arena *arena, const VersionText *const *texts, size_t from, size_t to)
{
    StrBuf text = {.arena = arena};

    for (size_t i = from; i < to; i++)
        buf_add(&text, texts[i]->bare);
    return buf_str(&text);
}

static int by_bare(const void *a, const void *b)
{
    const VersionText *const *x = a, *const *y = b;

    return str_compare((*x)->bare, (*y)->bare);
}

static void matched_find(TextJob *job, const CompareMatches *matches)
{
    job->matched = ARENA_ARRAY(job->arena, const VersionText *, job->y_count + 1);
    for (size_t i = 0; i < matches->n; i++) {
        const CompareMatch *match = &matches->at[i];

        for (size_t k = match->b_from; k < match->b_to && match->a_from < match->a_to; k++)
            job->matched[job->matched_count++] = job->y[k];
    }
    if (job->matched_count)
        qsort(job->matched, job->matched_count, sizeof *job->matched, by_bare);
}

static bool is_matched(const TextJob *job, Str bare, size_t piece)
{
    size_t low = 0, high = job->matched_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (str_compare(job->matched[middle]->bare, bare) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < job->matched_count && str_equal(job->matched[low]->bare, bare); low++)
        if (job->matched[low]->piece != piece)
            return true;
    return false;
}

// Whether a text that none of a's is left for is held against one on another page: the whole document hangs
// beside its parts. A heading may stand by itself on the one and before its paragraph on the other.
static bool hangs_twice(const TextJob *job, size_t at)
{
    size_t piece = job->y[at]->piece;

    if (is_matched(job, job->y[at]->bare, piece))
        return true;
    for (size_t from = at > 0 ? at - 1 : 0; from <= at && from + 1 < job->y_count; from++)
        if (job->y[from]->piece == job->y[from + 1]->piece &&
            is_matched(job, joined(job->arena, job->y, from, from + 2), piece))
            return true;
    return false;
}

// ---- paragraphs

static Str without_number(Str bare)
{
    TextNumbering numbering;

    return text_numbering_read(bare, &numbering) ? str_slice(bare, numbering.rest, bare.n) : bare;
}

static size_t sentences_in(Str text)
{
    size_t n = 0;
    bool open = false;

    for (size_t at = 0; at < text.n;) {
        bool ends = text_ends_sentence(utf8_next(text, &at));

        n += ends && open;
        open = !ends;
    }
    return n + open;
}

static void match_compare(TextJob *job, const CompareMatch *match, bool partial)
{
    Str x = joined(job->arena, job->x, match->a_from, match->a_to),
        y = joined(job->arena, job->y, match->b_from, match->b_to);
    size_t sentences = sentences_in(x);
    CompareHunks hunks;

    if (x.n == 0) {
        for (size_t i = match->b_from; i < match->b_to; i++) {
            bool again = !job->taken[i] && hangs_twice(job, i);

            job->found->again += again;
            if (!job->taken[i] && !again)
                text_report(job, DIFFERENCE_ADDED, NULL, job->y[i]);
        }
        return;
    }
    if (y.n == 0 && partial)
        return;
    job->found->sentences += sentences;
    if (y.n == 0) {
        for (size_t i = match->a_from; i < match->a_to; i++)
            text_report(job, DIFFERENCE_MISSING, job->x[i], NULL);
        return;
    }
    if (str_equal(x, y) || str_equal(without_number(x), y)) {
        job->found->same_sentences += sentences;
        if (match->moved && !job->x[match->a_from]->note)
            text_report(job, DIFFERENCE_MOVED, job->x[match->a_from], job->y[match->b_from]);
        return;
    }
    hunks = compare_texts(job->arena, x, y);
    job->found->same_sentences += sentences > hunks.n ? sentences - hunks.n : 0;
    for (size_t i = 0; i < hunks.n; i++)
        hunk_report(job, match, x, y, &hunks.at[i]);
}

static void texts_compare(TextJob *job, bool partial)
{
    Str *x = ARENA_ARRAY(job->arena, Str, job->x_count + 1),
        *y = ARENA_ARRAY(job->arena, Str, job->y_count + 1);
    size_t kept = 0;
    CompareMatches matches;

    for (size_t i = 0; i < job->x_count; i++)
        x[i] = job->x[i]->bare;
    for (size_t i = 0; i < job->y_count; i++) // captions stand in nobody's way
        if (!job->taken[i]) {
            job->y[kept] = job->y[i];
            job->taken[kept] = false;
            y[kept++] = job->y[i]->bare;
        }
    job->y_count = kept;
    matches = compare_items(job->arena, x, job->x_count, y, job->y_count, NULL);
    if (job->b->pieces)
        matched_find(job, &matches);
    for (size_t i = 0; i < matches.n; i++)
        match_compare(job, &matches.at[i], partial);
}

const Differences *versions_compare(Arena *arena, const Version *a, const Version *b, bool partial)
{
    Differences *found = ARENA_NEW(arena, Differences);
    TextJob job = {.arena = arena, .a = a, .b = b, .found = found};

    job.x = ARENA_ARRAY(arena, const VersionText *, a->texts.n + 1);
    job.y = ARENA_ARRAY(arena, const VersionText *, b->texts.n + 1);
    job.taken = ARENA_ARRAY(arena, bool, b->texts.n + 1);
    for (size_t i = 0; i < a->texts.n; i++)
        if (!a->texts.at[i].caption && !is_on_cover(b, &a->texts.at[i]))
            job.x[job.x_count++] = &a->texts.at[i];
    for (size_t i = 0; i < b->texts.n; i++)
        job.y[job.y_count++] = &b->texts.at[i];
    captions_compare(&job, partial);
    texts_compare(&job, partial);
    tables_compare(arena, a, b, partial, ARENA_ARRAY(arena, bool, b->tables.n + 1), found);
    return found;
}

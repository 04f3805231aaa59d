// Footnotes: at the foot of the page that calls them, under a short rule. What the page has no room for goes
// on at the foot of the next.
#include "layout/internal-pages.h"

#define LINES_TOGETHER 2 // of a note that is split, on either page
#define LINES_ABOVE 4    // of text, that a page keeps room for over what goes on there

void job_reserve_notes(Job *job, size_t n)
{
    while (job->notes.n < n)
        *vec_push(job->arena, &job->notes) = (NoteSet){0};
}

Str job_note_number(const Job *job, int order)
{
    const Style *style = job->style;
    return note_number(job->arena, style, !style->notes.by_page ? order : order > 9 ? 10 : 1);
}

uint32_t job_call(Job *job, int order, Str id)
{
    job_reserve_notes(job, (size_t)order);
    *vec_push(job->arena, &job->calls) = (NoteCall){.note = (uint32_t)order - 1, .id = id};
    return (uint32_t)job->calls.n;
}

// ---- numbers

static bool is_called(const PageMaker *maker, uint32_t note) // on the open page
{
    for (size_t i = 0; i < maker->numbered.n; i++)
        if (maker->numbered.at[i] == note)
            return true;
    return false;
}

// ---- which notes a line calls

// The next note, from piece *at on, that the open page is to have and has not.
static bool next_note(const PageMaker *maker, const Block *block, size_t line, size_t *at, uint32_t *note)
{
    const Job *job = maker->job;
    if (line >= block->text.set->line_count)
        return false;
    const Line *set = &block->text.set->lines[line];
    while (*at < set->piece_count) {
        const Span *span = &block->text.spec.spans[set->pieces[(*at)++].span];
        uint32_t call = block->text.marks[span->mark].call;
        if (call == 0)
            continue;
        *note = job->calls.at[call - 1].note;
        bool stands = job->style->notes.by_page ? is_called(maker, *note) : job->notes.at[*note].placed;
        if (!stands && job->notes.at[*note].block_count > 0)
            return true;
    }
    return false;
}

static size_t note_lines(const NoteSet *note)
{
    size_t n = 0;
    for (size_t i = 0; i < note->block_count; i++)
        n += note->blocks[i]->text.set->line_count;
    return n;
}

static Length line_height(const Job *job)
{
    return job->style->roles[ROLE_NOTE].leading;
}

// What stands over the first note.
static Length foot_head(const Job *job)
{
    const NoteStyle *style = &job->style->notes;
    return style->above + style->rule_thickness + style->below;
}

// Of the notes that a line calls from piece `at` on.
static Length needed_from(const PageMaker *maker, const Block *block, size_t line, size_t at, bool least)
{
    const Job *job = maker->job;
    Length height = 0;
    for (uint32_t note; next_note(maker, block, line, &at, &note);) {
        size_t lines = note_lines(&job->notes.at[note]);
        lines = least && lines > LINES_TOGETHER ? LINES_TOGETHER : lines;
        height += (Length)lines * line_height(job);
    }
    return height;
}

Length foot_needed(const PageMaker *maker, const Block *block, size_t line, bool least)
{
    Length height = needed_from(maker, block, line, 0, least);
    return height > 0 && maker->feet.n == 0 ? height + foot_head(maker->job) : height;
}

// ---- room at the foot

// How many of a note's lines the room takes: not one alone on either page while that can be helped.
static size_t lines_fitting(const Job *job, size_t lines, Length room)
{
    size_t fit = room > 0 ? (size_t)(room / line_height(job)) : 0;
    if (fit >= lines)
        return lines;
    if (lines - fit < LINES_TOGETHER && fit > LINES_TOGETHER)
        fit = lines - LINES_TOGETHER;
    return fit;
}

static void take_room(PageMaker *maker, Length height)
{
    maker->height -= height;
    maker->foot += height;
}

static void add_note(PageMaker *maker, NoteSet *note, Length below)
{
    Job *job = maker->job;
    Length head = maker->feet.n == 0 ? foot_head(job) : 0;
    size_t fit = lines_fitting(job, note_lines(note), maker->height - below - head);
    size_t n = 0;
    for (size_t i = 0; i < note->block_count; i++)
        for (uint32_t line = 0; line < note->blocks[i]->text.set->line_count; line++, n++) {
            FootLine foot = {.block = note->blocks[i], .line = line, .artifact = note->placed};
            if (n < fit)
                *vec_push(job->arena, &maker->feet) = foot;
            else
                *vec_push(job->arena, &maker->carried) = foot;
        }
    if (fit > 0)
        take_room(maker, head + (Length)fit * line_height(job));
    note->placed = true;
}

void foot_reserve(PageMaker *maker, const Block *block, size_t line, Length below)
{
    size_t at = 0;
    for (uint32_t note; next_note(maker, block, line, &at, &note);) {
        NoteSet *set = &maker->job->notes.at[note];
        *vec_push(maker->job->arena, &maker->numbered) = note;
        set->number = (int)maker->numbered.n;
        // Those after it in the line want to begin here too.
        add_note(maker, set, below + needed_from(maker, block, line, at, true));
    }
}

void foot_begin(PageMaker *maker)
{
    Job *job = maker->job;
    maker->foot = 0;
    maker->feet.n = 0;
    maker->numbered.n = 0;
    if (maker->carried.n == 0)
        return;
    Length keep = LINES_ABOVE * job->style->roles[ROLE_BODY].leading, head = foot_head(job);
    Length room = maker->height - head - keep;
    size_t fit = room > 0 ? (size_t)(room / line_height(job)) : 0;
    fit = fit > maker->carried.n ? maker->carried.n : fit > 0 ? fit : 1; // they come to an end in any style
    for (size_t i = 0; i < fit; i++)
        *vec_push(job->arena, &maker->feet) = maker->carried.at[i];
    for (size_t i = fit; i < maker->carried.n; i++)
        maker->carried.at[i - fit] = maker->carried.at[i];
    maker->carried.n -= fit;
    take_room(maker, head + (Length)fit * line_height(job));
}

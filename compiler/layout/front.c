// The cover and the contents: made after the body, whose page numbers the contents print.
#include "layout/internal-pages.h"

#include <stdlib.h>
#include <string.h>

enum { COVER_DEPARTMENT, COVER_TITLE, COVER_DATE };

static const Role contents_roles[] = {ROLE_CONTENTS_1, ROLE_CONTENTS_2, ROLE_CONTENTS_3};

enum { CONTENTS_LEVELS = sizeof contents_roles / sizeof *contents_roles, CLOSER_STEPS = 8 };

static void line_elements(Job *job, uint32_t part, bool under_contents)
{
    const Project *project = job->document->project;
    for (size_t i = 0; i < project->title_line_count; i++)
        if (project->title_lines[i].under_contents == under_contents)
            job->title_lines[i] = job_element(job, ELEMENT_P, part);
}

static Str contents_note(const Job *job)
{
    return job->document->project->template->contents_note;
}

static void contents_elements(Job *job)
{
    uint32_t part = job_element(job, ELEMENT_SECT, 0);
    job->contents_title = job_element(job, ELEMENT_P, part);
    line_elements(job, part, true);
    uint32_t contents = job_element(job, ELEMENT_TOC, part);
    for (size_t i = 0; i < job->entries.n; i++) {
        Entry *entry = &job->entries.at[i];
        if (!entry->contents)
            continue;
        uint32_t item = job_element(job, ELEMENT_TOCI, contents);
        uint32_t reference = job_element(job, ELEMENT_REFERENCE, item);
        entry->element = job_element(job, ELEMENT_LINK, reference);
    }
    if (contents_note(job).n)
        job->contents_note = job_element(job, ELEMENT_P, part);
}

static bool has_contents(const Job *job)
{
    for (size_t i = 0; i < job->entries.n; i++)
        if (job->entries.at[i].contents)
            return true;
    return false;
}

void front_elements(Job *job)
{
    uint32_t part = job_element(job, ELEMENT_SECT, 0);
    for (size_t i = 0; i < sizeof job->cover / sizeof *job->cover; i++)
        job->cover[i] = job_element(job, ELEMENT_P, part);
    job->title_lines = ARENA_ARRAY(job->arena, uint32_t, job->document->project->title_line_count + 1);
    line_elements(job, part, false);
    if (has_contents(job))
        contents_elements(job);
}

// ---- the cover

typedef struct CoverBlock {
    Block *block;
    Length top;   // from the type area's, where what stands above it leaves that free; else it follows
    Length below; // blank
} CoverBlock;

typedef VEC(CoverBlock) CoverBlocks;

// Returns by how much it is taller than one line.
static Length cover_add(Job *job, CoverBlocks *cover, Role role, uint32_t element, Str text, Length top)
{
    if (text.n == 0)
        return 0;
    Block *block = block_plain(job, &job->style->roles[role], element, text, job->style->page.area_width);
    block_set_text(job->arena, job->diag, block);
    *vec_push(job->arena, cover) = (CoverBlock){.block = block, .top = top};
    return block_height(block) - block->role->leading;
}

// The lines that stand under the title, or under 目录, from where the page has come to.
static void add_lines(Job *job, CoverBlocks *cover, bool under_contents)
{
    const Project *project = job->document->project;
    for (size_t i = 0; i < project->title_line_count; i++) {
        const PrintedLine *line = &project->title_lines[i];
        if (line->under_contents == under_contents)
            cover_add(job, cover, ROLE_COVER_DATE, job->title_lines[i], line->text, 0);
    }
}

// What is moved up as far as that.
static Length top_of(const CoverBlock *at, Length y, Length up)
{
    Length top = at->top > up ? at->top - up : 0;
    return top > y ? top : y; // never over the blocks above
}

// Where the last of them ends.
static Length cover_end(const CoverBlocks *cover, Length y, Length up)
{
    for (size_t i = 0; i < cover->n; i++)
        y = top_of(&cover->at[i], y, up) + block_height(cover->at[i].block) + cover->at[i].below;
    return y;
}

static void place_blocks(PageMaker *maker, const CoverBlocks *cover, Length up)
{
    for (size_t i = 0; i < cover->n; i++) {
        maker->y = top_of(&cover->at[i], maker->y, up);
        page_block(maker, cover->at[i].block, maker->top + maker->y, false);
        maker->y += block_height(cover->at[i].block) + cover->at[i].below;
    }
}

static void place_lines(PageMaker *maker, bool under_contents)
{
    CoverBlocks lines = {0};
    add_lines(maker->job, &lines, under_contents);
    place_blocks(maker, &lines, 0);
}

// How far the blocks are moved up, so that all of them stand on the page; what no page holds is told.
static Length room_above(const PageMaker *maker, const CoverBlocks *cover)
{
    Length over = cover_end(cover, 0, 0) - maker->height;
    if (over <= 0)
        return 0;
    if (cover_end(cover, 0, over) > maker->height)
        diag_report(maker->job->diag, SEVERITY_ERROR, "cover-too-long",
                    (Place){.file = maker->job->document->project->manifest->name},
                    str_of(_("write the title shorter in gongkai.yaml")),
                    _("the title and what stands with it do not fit on the cover"));
    return over;
}

void front_cover(PageMaker *maker)
{
    Job *job = maker->job;
    const PageStyle *page = &job->style->page;
    const Project *project = job->document->project;
    CoverBlocks cover = {0};
    page_begin(maker, false);
    // The style's distance is from a department of one line; a longer name moves the title down.
    Length more = cover_add(job, &cover, ROLE_COVER_DEPARTMENT, job->cover[COVER_DEPARTMENT],
                            job->document->department, page->cover_department_top);
    cover_add(job, &cover, ROLE_COVER_TITLE, job->cover[COVER_TITLE], job->document->title,
              page->cover_title_top + more);
    if (cover.n > 0)
        vec_last(&cover)->below = job->style->roles[ROLE_COVER_DATE].leading / 2;
    add_lines(job, &cover, false);
    cover_add(job, &cover, ROLE_COVER_DATE, job->cover[COVER_DATE], date_printed(job->arena, project->date),
              page->cover_date_top);
    place_blocks(maker, &cover, room_above(maker, &cover));
    page_end(maker, (Str){0});
}

// ---- the contents

typedef struct ContentsLine {
    const Entry *entry;
    const RoleStyle *role;
    Block *block;
    Plain *number;
} ContentsLine;

static Str page_label_of(const Job *job, const PageMaker *body, Str id)
{
    const Destination *found = job_find_destination(job, id);
    return found ? body->pages.at[found->page].label : (Str){0};
}

// Leaders stand on one grid counted from the right, so that those of all lines are under each other.
static void place_leaders(PageMaker *maker, const RoleStyle *entry, Length from, Length to, Length y)
{
    Job *job = maker->job;
    const ContentsStyle *contents = &job->style->contents;
    Str leader = contents->leader;
    RoleStyle look = *entry;
    if (contents->leader_face) {
        look.face = contents->leader_face;
        look.western = NULL;
    }
    const RoleStyle *role = &look;
    Length gap = length_scale(role->size, contents->leader_gap, 1000);
    Plain *one = job_plain(job, role, leader);
    to -= gap;
    Length n = one->width > 0 ? (to - from - gap) / one->width : 0;
    StrBuf text = {.arena = job->arena};
    for (Length i = 0; i < n; i++)
        buf_add(&text, leader);
    if (n <= 0)
        return;
    Plain *all = job_plain(job, role, buf_str(&text));
    page_plain(maker, all, to - all->width, y, ELEMENT_ARTIFACT);
}

static void place_entry(PageMaker *maker, const ContentsLine *entry, Length number_width)
{
    const RoleStyle *role = entry->role;
    const Block *block = entry->block;
    Length x = maker->left, y = maker->top + maker->y, right = maker->left + maker->width;
    page_block(maker, block, y, false);
    Length height = block_height(block);
    if (block->text.set->line_count > 0) {
        const Line *last = &block->text.set->lines[block->text.set->line_count - 1];
        Length baseline = y + height - role->leading + baseline_in(role->leading, role->size);
        if (entry->number->run_count > 0)
            place_leaders(maker, role, x + last->x + last->width, right - number_width, baseline);
        page_plain(maker, entry->number, right - entry->number->width, baseline, entry->entry->element);
    }
    page_link(maker, (LinkArea){.x = x,
                                .y = y,
                                .width = maker->width,
                                .height = height,
                                .element = entry->entry->element,
                                .destination = entry->entry->id,
                                .contents = entry->entry->title});
    maker->y += height;
}

static void begin_contents(PageMaker *maker)
{
    Job *job = maker->job;
    page_begin(maker, false);
    const RoleStyle *role = &job->style->roles[ROLE_CONTENTS_TITLE];
    Block *title = block_plain(job, role, job->contents_title,
                               job->document->project->template->wording.contents, maker->width);
    block_set_text(job->arena, job->diag, title);
    page_block(maker, title, maker->top, false);
    maker->y = block_height(title) + role->after;
    place_lines(maker, true);
}

static ContentsLine contents_line(Job *job, const PageMaker *body, const Entry *entry, const RoleStyle *roles)
{
    const RoleStyle *role = &roles[entry->level > CONTENTS_LEVELS ? CONTENTS_LEVELS - 1 : entry->level - 1];
    bool numbered = !job->document->project->template->contents_unnumbered;
    Str label = numbered ? page_label_of(job, body, entry->id) : (Str){0};
    Plain *number = job_plain(job, role, label);
    return (ContentsLine){.entry = entry, .role = role, .number = number};
}

typedef VEC(ContentsLine) ContentsLines;

static ContentsLines contents_lines(PageMaker *maker, const PageMaker *body, const RoleStyle *roles)
{
    Job *job = maker->job;
    ContentsLines lines = {0};
    for (size_t i = 0; i < job->entries.n; i++)
        if (job->entries.at[i].contents)
            *vec_push(job->arena, &lines) = contents_line(job, body, &job->entries.at[i], roles);
    return lines;
}

static Length widest_number(const ContentsLines *lines)
{
    Length widest = 0;
    for (size_t i = 0; i < lines->n; i++)
        widest = lines->at[i].number->width > widest ? lines->at[i].number->width : widest;
    return widest;
}

static bool begins_contents_page(Length y, Length height, Length area)
{
    return y > 0 && y + height > area;
}

// The height that has to be on one page from line i on: an entry stands with the first that is under it, and
// the last not alone.
static Length contents_kept(const ContentsLines *lines, size_t i)
{
    Length height = block_height(lines->at[i].block);
    for (; i + 1 < lines->n; i++) {
        if (lines->at[i + 1].entry->level <= lines->at[i].entry->level && i + 2 < lines->n)
            break;
        height += block_height(lines->at[i + 1].block);
    }
    return height;
}

// How many pages the lines take below a title that ends at y.
static int contents_pages(const ContentsLines *lines, Length y, Length area)
{
    int pages = 1;
    for (size_t i = 0; i < lines->n; i++) {
        if (begins_contents_page(y, contents_kept(lines, i), area)) {
            pages++;
            y = 0;
        }
        y += block_height(lines->at[i].block);
    }
    return pages;
}

// Contents that spill some lines onto one page more have their leading closed up, no further than need be and
// than the style allows.
static void close_up(const PageMaker *maker, const ContentsLines *lines, RoleStyle *roles)
{
    const Style *style = maker->job->style;
    RoleStyle own[CONTENTS_LEVELS];
    memcpy(own, roles, sizeof own);
    int pages = contents_pages(lines, maker->y, maker->height);
    for (int step = 1; pages > 1 && step <= CLOSER_STEPS; step++) {
        for (int i = 0; i < CONTENTS_LEVELS; i++) {
            Length most = own[i].leading;
            Length least = length_scale(own[i].size, style->contents.leading_least, 1000);
            roles[i].leading = least < most ? most - (most - least) * step / CLOSER_STEPS : most;
        }
        if (contents_pages(lines, maker->y, maker->height) < pages)
            return;
    }
    memcpy(roles, own, sizeof own);
}

// What stands under the contents: 注：……尾差.
static void place_note(PageMaker *maker)
{
    Job *job = maker->job;
    Str note = contents_note(job);
    if (!note.n)
        return;
    Block *block =
        block_plain(job, &job->style->roles[ROLE_TABLE_NOTE], job->contents_note, note, maker->width);
    block_set_text(job->arena, job->diag, block);
    Length height = block_height(block), gap = job->style->table.note_gap;
    if (begins_contents_page(maker->y, gap + height, maker->height)) {
        page_end(maker, job->style->page.contents_number_format);
        page_begin(maker, false);
    } else {
        maker->y += gap;
    }
    page_block(maker, block, maker->top + maker->y, false);
    maker->y += height;
}

void front_contents(PageMaker *maker, const PageMaker *body)
{
    Job *job = maker->job;
    if (!has_contents(job))
        return;
    RoleStyle roles[CONTENTS_LEVELS];
    for (int i = 0; i < CONTENTS_LEVELS; i++)
        roles[i] = job->style->roles[contents_roles[i]];
    ContentsLines lines = contents_lines(maker, body, roles);
    Length widest = widest_number(&lines);
    begin_contents(maker);
    for (size_t i = 0; i < lines.n; i++) {
        ContentsLine *line = &lines.at[i];
        // A text never comes so near to the number that there is no leader.
        Length gap = length_scale(line->role->size, job->style->contents.number_gap, 1000);
        Length measure = maker->width - widest - gap;
        line->block = block_plain(job, line->role, line->entry->element, line->entry->title, measure);
        block_set_text(job->arena, job->diag, line->block);
    }
    close_up(maker, &lines, roles);
    for (size_t i = 0; i < lines.n; i++) {
        ContentsLine *line = &lines.at[i];
        if (begins_contents_page(maker->y, contents_kept(&lines, i), maker->height)) {
            page_end(maker, job->style->page.contents_number_format);
            page_begin(maker, false);
        }
        place_entry(maker, line, widest);
    }
    place_note(maker);
    page_end(maker, job->style->page.contents_number_format);
}

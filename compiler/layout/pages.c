// Pages under construction: placing set lines, rules and links on them.
#include "layout/internal-pages.h"

#include <assert.h>
#include <string.h>

static bool even_page(const PageMaker *maker)
{
    return maker->pages.n % 2 == 1; // the open page is not among them yet; the first is odd
}

static Length left_margin(const PageMaker *maker)
{
    const PageStyle *page = &maker->job->style->page;
    bool verso = page->duplex && even_page(maker);
    return verso ? page->width - page->margin_inner - page->area_width : page->margin_inner;
}

// Behind the page's own text, in the middle of the type area.
static void place_draft_mark(PageMaker *maker)
{
    Job *job = maker->job;
    const RoleStyle *role = &job->style->roles[ROLE_DRAFT_MARK];
    Plain *plain = job_plain(job, role, job->document->mark);
    Length x = maker->left + (maker->width - plain->width) / 2;
    Length y = maker->top + (maker->height - role->leading) / 2 + baseline_in(role->leading, role->size);
    page_plain(maker, plain, x, y, ELEMENT_ARTIFACT);
}

// On a turned page the sheet's bottom margin is at the left, and its left margin at the top (GB/T 9704-2012,
// 8).
void page_begin(PageMaker *maker, bool turned)
{
    const PageStyle *page = &maker->job->style->page;
    assert(!maker->open);
    maker->open = true;
    maker->turned = turned;
    maker->items.n = maker->links.n = 0;
    maker->y = 0;
    maker->off_grid = false;
    maker->left = turned ? page->height - page->margin_top - page->area_height : left_margin(maker);
    maker->top = turned ? left_margin(maker) : page->margin_top;
    maker->width = turned ? page->area_height : page->area_width;
    maker->height = turned ? page->area_width : page->area_height;
    if (maker->job->document->mark.n)
        place_draft_mark(maker);
    foot_begin(maker);
}

uint32_t page_index(const PageMaker *maker)
{
    return (uint32_t)maker->pages.n;
}

// ---- page numbers

static Str roman(Arena *arena, size_t number)
{
    static const struct {
        size_t value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    StrBuf out = {.arena = arena};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            buf_add_c(&out, steps[i].digits);
    return buf_str(&out);
}

Str format_fill(Arena *arena, Str format, Str number)
{
    ptrdiff_t at = str_find(format, STR("%s"), 0);
    if (at < 0)
        return number;
    return str_print(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(format, 0, (size_t)at)), STR_ARG(number),
                     STR_ARG(str_slice(format, (size_t)at + 2, format.n)));
}

// Odd pages right, even pages left, an inset from the type area's edge (GB/T 9704-2012, 7.5), or centred; in
// the sheet's coordinates.
static void place_number(PageMaker *maker, Str label, Str format)
{
    Job *job = maker->job;
    const PageStyle *page = &job->style->page;
    const RoleStyle *role = &job->style->roles[ROLE_PAGE_NUMBER];
    Plain *plain = job_plain(job, role, format_fill(job->arena, format, label));
    Length left = left_margin(maker);
    Length x = even_page(maker) ? left + page->number_inset
                                : left + page->area_width - page->number_inset - plain->width;
    if (page->number_centred)
        x = left + (page->area_width - plain->width) / 2;
    page_plain(maker, plain, x, page->margin_top + page->area_height + page->number_below, ELEMENT_ARTIFACT);
}

// ---- what stands on the open page

static Item *add_item(PageMaker *maker)
{
    assert(maker->open);
    return vec_push(maker->job->arena, &maker->items);
}

void page_fill(PageMaker *maker, uint32_t element, uint32_t colour, Rect rect)
{
    Item *item = add_item(maker);
    item->kind = ITEM_RULE;
    item->element = element;
    item->rule.x = rect.x;
    item->rule.y = rect.y;
    item->rule.width = rect.width;
    item->rule.height = rect.height;
    item->rule.colour = colour;
}

void page_rule(PageMaker *maker, Rect rect)
{
    page_fill(maker, ELEMENT_ARTIFACT, 0, rect);
}

void page_plain(PageMaker *maker, const Plain *plain, Length x, Length y, uint32_t element)
{
    for (size_t i = 0; i < plain->run_count; i++) {
        const PlainRun *run = &plain->runs[i];
        *add_item(maker) = (Item){.kind = ITEM_RUN,
                                  .element = element,
                                  .run = {.font = run->font,
                                          .size = plain->size,
                                          .x = x + run->x,
                                          .y = y,
                                          .glyphs = run->glyphs,
                                          .glyph_count = run->glyph_count,
                                          .text = run->text,
                                          .colour = plain->colour}};
    }
}

void page_link(PageMaker *maker, LinkArea area)
{
    *vec_push(maker->job->arena, &maker->links) = area;
}

static void add_link(PageMaker *maker, uint32_t link, Rect rect)
{
    const LinkTarget *target = &maker->job->links.at[link - 1];
    page_link(maker, (LinkArea){.x = rect.x,
                                .y = rect.y,
                                .width = rect.width,
                                .height = rect.height,
                                .element = target->element,
                                .destination = target->destination,
                                .uri = target->uri,
                                .contents = target->contents});
}

void page_image(PageMaker *maker, const PictureBlock *picture, Length x, Length y)
{
    Item *item = add_item(maker);
    item->kind = ITEM_IMAGE;
    item->element = picture->mark.element;
    item->image.x = x;
    item->image.y = y;
    item->image.width = picture->width;
    item->image.height = picture->height;
    item->image.image = picture->image;
    if (picture->mark.link > 0)
        add_link(maker, picture->mark.link,
                 (Rect){.x = x, .y = y, .width = picture->width, .height = picture->height});
}

// Pieces of one link that follow each other on a line are one area.
static void line_links(PageMaker *maker, SetLine set, Length x, Length y)
{
    const Line *line = set.line;
    const Span *spans = set.spec->spans;
    for (size_t i = 0; i < line->piece_count;) {
        const LinePiece *first = &line->pieces[i], *last = first;
        uint32_t link = set.marks[spans[first->span].mark].link;
        for (i++; i < line->piece_count && set.marks[spans[line->pieces[i].span].mark].link == link; i++)
            last = &line->pieces[i];
        if (link > 0)
            add_link(maker, link,
                     (Rect){.x = x + first->x,
                            .y = y - length_scale(first->size, 880, 1000),
                            .width = last->x + last->width - first->x,
                            .height = first->size});
    }
}

// A footnote's number, in place of the piece that stands for it, where the page decides it. False where it
// does not, and the piece is to be set as it is.
static bool place_call(PageMaker *maker, const SetLine *set, const LinePiece *piece, Length x, Length y,
                       uint32_t element)
{
    Job *job = maker->job;
    const Span *span = &set->spec->spans[piece->span];
    const NoteCall *call = &job->calls.at[set->marks[span->mark].call - 1];
    if (piece->text.at == span->text.at)
        job_destination(job, call->id, page_index(maker), x + piece->x, y - span->raise - span->size,
                        element);
    if (!job->style->notes.by_page || job->notes.at[call->note].number == 0)
        return false;
    if (piece->text.at != span->text.at)
        return true; // the number's first piece has stood for them all
    RoleStyle role = {.face = span->face, .western = span->western, .colour = span->colour};
    PlainSpec spec = {.fonts = job->fonts,
                      .role = &role,
                      .size = span->size,
                      .text = note_number(job->arena, job->style, job->notes.at[call->note].number),
                      .place = set->spec->place};
    page_plain(maker, plain_set(job->arena, job->diag, &spec), x + piece->x, y - span->raise, element);
    return true;
}

void page_line(PageMaker *maker, SetLine set, Length x, Length y, bool artifact)
{
    for (size_t i = 0; i < set.line->piece_count; i++) {
        const LinePiece *piece = &set.line->pieces[i];
        const Span *span = &set.spec->spans[piece->span];
        const Mark *mark = &set.marks[span->mark];
        if (mark->call > 0 &&
            place_call(maker, &set, piece, x, y, artifact ? ELEMENT_ARTIFACT : mark->element))
            continue;
        *add_item(maker) = (Item){.kind = ITEM_RUN,
                                  .element = artifact ? ELEMENT_ARTIFACT : mark->element,
                                  .run = {.font = piece->font,
                                          .size = piece->size,
                                          .x = x + piece->x,
                                          .y = y,
                                          .glyphs = piece->glyphs,
                                          .glyph_count = piece->glyph_count,
                                          .text = piece->text,
                                          .colour = span->colour}};
    }
    if (!artifact)
        line_links(maker, set, x, y);
}

void page_anchors(PageMaker *maker, const Block *block, Length x, Length y)
{
    for (size_t i = 0; i < block->anchor_count; i++)
        job_destination(maker->job, block->anchors[i].id, page_index(maker), x, y, block->anchors[i].element);
}

void page_block(PageMaker *maker, const Block *block, Length y, bool artifact)
{
    assert(block->kind == BLOCK_TEXT);
    Length x = maker->left + block->left;
    Length leading = block->role->leading;
    if (!artifact)
        page_anchors(maker, block, x, y);
    for (size_t i = 0; i < block->text.set->line_count; i++)
        page_line(maker, block_line(block, i), x,
                  y + (Length)i * leading + baseline_in(leading, block->role->size), artifact);
}

// ---- the end of a page

// The notes of the open page, in the room that was kept for them.
static void place_foot(PageMaker *maker)
{
    const NoteStyle *style = &maker->job->style->notes;
    if (maker->feet.n == 0)
        return;
    Length y = maker->top + maker->height + style->above;
    page_rule(maker, (Rect){.x = maker->left,
                            .y = y,
                            .width = style->rule_width < maker->width ? style->rule_width : maker->width,
                            .height = style->rule_thickness});
    y += style->rule_thickness + style->below;
    for (size_t i = 0; i < maker->feet.n; i++) {
        const FootLine *foot = &maker->feet.at[i];
        const RoleStyle *role = foot->block->role;
        if (foot->line == 0 && !foot->artifact)
            page_anchors(maker, foot->block, maker->left, y);
        page_line(maker, block_line(foot->block, foot->line), maker->left,
                  y + baseline_in(role->leading, role->size), foot->artifact);
        y += role->leading;
    }
}

void page_end(PageMaker *maker, Str format)
{
    if (!maker->open)
        return;
    Job *job = maker->job;
    const PageStyle *style = &job->style->page;
    place_foot(maker);
    Page page = {.width = style->width,
                 .height = style->height,
                 .rotate = maker->turned ? 90 : 0,
                 .turned = maker->turned,
                 .upright_first = maker->items.n};
    size_t number = maker->pages.n + 1;
    if (format.n > 0) {
        page.label = maker->front ? roman(job->arena, number) : str_print(job->arena, "%zu", number);
        place_number(maker, page.label, format);
    }
    page.items = ARENA_ARRAY(job->arena, Item, maker->items.n);
    page.item_count = maker->items.n;
    if (maker->items.n > 0)
        memcpy(page.items, maker->items.at, maker->items.n * sizeof *page.items);
    page.links = ARENA_ARRAY(job->arena, LinkArea, maker->links.n);
    page.link_count = maker->links.n;
    if (maker->links.n > 0)
        memcpy(page.links, maker->links.at, maker->links.n * sizeof *page.links);
    *vec_push(job->arena, &maker->pages) = page;
    maker->open = false;
}

void page_next(PageMaker *maker, bool turned)
{
    page_end(maker, maker->job->style->page.number_format);
    page_begin(maker, turned);
}

// The vertical list: lines of set blocks with their keep rules, broken into pages.
#include "layout/internal-pages.h"

#define REST_OTHER INT64_MAX
// Parts of a page that stay empty,
enum {
    HOLE_PART = 5,  // rather than that a note is split; than a table, though it may take one page more
    HOLE_TABLE = 2, // rather than that a table is split, where that takes no more pages
};

// A box that no page breaks through.
typedef struct Box {
    const Block *block;
    uint32_t line; // of a text
    Length before; // space above, gone at a page's top
    Length height;
    bool keep;   // no page ends after it
    Length rest; // from here to the end of the text before the next page that begins of itself; REST_OTHER:
                 // something else than text is in it
} Box;

typedef struct Flow {
    PageMaker *maker;
    VEC(Box) boxes;
    Length after; // space below the last block
    int wanted;   // lines that must yet follow a heading on its page
} Flow;

// ---- blocks to boxes

// Of the space below a block and that above the next, the larger counts.
static Length space_before(Flow *flow, const Block *block)
{
    Length before = block->kind == BLOCK_TABLE ? tableset_before(block->table.set) : block->role->before;
    before = before > flow->after ? before : flow->after;
    flow->after = block->role->after;
    return before;
}

// What follows a heading may be less than is wanted: a section of one line, which the next one's heading
// ends.
static void end_section(Flow *flow)
{
    Box *last = flow->boxes.n > 0 ? vec_last(&flow->boxes) : NULL;
    if (last && last->block->kind == BLOCK_TEXT && !last->block->text.heading &&
        !last->block->role->keep_with_next && last->block->text.set->line_count > 0)
        last->keep = false;
}

// No widow, no orphan: a page neither ends with the first line of a paragraph that goes on, nor begins with
// its last one. A heading keeps with lines of what follows.
static void add_text(Flow *flow, const Block *block)
{
    size_t n = block->text.set->line_count;
    Length before = space_before(flow, block);
    bool keep_all = block->text.heading || block->role->keep_with_next;
    if (block->text.heading)
        end_section(flow);
    size_t boxes = n > 0 ? n : 1; // an empty text may still have a list marker or a destination
    for (size_t i = 0; i < boxes; i++) {
        Box *box = vec_push(flow->maker->job->arena, &flow->boxes);
        *box = (Box){.block = block, .line = (uint32_t)i, .before = i == 0 ? before : 0};
        box->height = n > 0 || block->text.label ? block->role->leading : 0;
        box->keep = keep_all || n == 0 || flow->wanted > 1 || (n > 1 && (i == 0 || i + 2 == n));
        if (!keep_all && flow->wanted > 0)
            flow->wanted--;
    }
    if (block->text.heading)
        flow->wanted = flow->maker->job->style->heading_lines;
}

// An image or a chart takes whole lines of the grid, so that text goes on there after it (22 lines a page:
// GB/T 9704-2012, 5.2.3).
static Length image_lines(const Style *style, const Block *block)
{
    Length leading = block->role->leading, most = style->page.area_height;
    Length lines = (block->picture.height + leading - 1) / leading * leading;
    return lines < most ? lines : most;
}

static void add_other(Flow *flow, const Block *block)
{
    Box *box = vec_push(flow->maker->job->arena, &flow->boxes);
    *box = (Box){.block = block, .before = space_before(flow, block), .height = block->role->leading};
    if (block->kind == BLOCK_TABLE)
        box->height = tableset_least_height(block->table.set);
    else if (block->kind == BLOCK_IMAGE || block->kind == BLOCK_CHART)
        box->height = image_lines(flow->maker->job->style, block);
    flow->wanted = 0;
}

static void add_block(Flow *flow, const Block *block)
{
    if (block->page_break || block->kind == BLOCK_PAGE_BREAK) {
        flow->after = 0;
        flow->wanted = 0;
        if (flow->boxes.n > 0)
            vec_last(&flow->boxes)->keep = false;
    }
    if (block->kind == BLOCK_TEXT)
        add_text(flow, block);
    else if (block->kind != BLOCK_PAGE_BREAK)
        add_other(flow, block);
}

// ---- boxes to pages

static bool landscape(const Box *box)
{
    const Block *block = box->block;
    return block->kind == BLOCK_TABLE ? tableset_turned(block->table.set)
                                      : block->kind == BLOCK_TEXT && block->text.turned;
}

static void place_text(PageMaker *maker, const Box *box)
{
    const Block *block = box->block;
    Length x = maker->left + block->left;
    Length y = maker->top + maker->y;
    Length baseline = y + baseline_in(block->role->leading, block->role->size);
    if (box->line == 0) {
        page_anchors(maker, block, x, y);
        const Block *label = block->text.label;
        if (label && label->text.set->line_count > 0)
            page_line(maker, block_line(label, 0), maker->left + label->left, baseline, false);
    }
    if (block->text.calls)
        foot_reserve(maker, block, box->line, maker->y + box->height + maker->together);
    if (box->line < block->text.set->line_count)
        page_line(maker, block_line(block, box->line), x, baseline, false);
    maker->y += box->height;
}

// A thematic break: a thin rule in the middle.
static void place_rule(PageMaker *maker, const Box *box)
{
    const Style *style = maker->job->style;
    Length width = style->break_width < maker->width ? style->break_width : maker->width;
    page_rule(maker, (Rect){.x = maker->left + (maker->width - width) / 2,
                            .y = maker->top + maker->y + box->height / 2,
                            .width = width,
                            .height = style->break_thickness});
    maker->y += box->height;
}

// Centred in its lines and in the measure.
static void place_image(PageMaker *maker, const Box *box)
{
    const Block *block = box->block;
    const PictureBlock *picture = &block->picture;
    Length x = maker->left + block->left + (picture->measure - picture->width) / 2;
    Length y = maker->top + maker->y + (box->height - picture->height) / 2;
    page_anchors(maker, block, maker->left + block->left, y);
    if (block->kind == BLOCK_CHART)
        chartset_place(maker, picture, x, y);
    else
        page_image(maker, picture, x, y);
    maker->y += box->height;
}

// Text after a table goes on where a line of the grid would stand (22 lines a page: GB/T 9704-2012, 5.2.3).
static void back_to_grid(PageMaker *maker)
{
    Length leading = maker->job->style->roles[ROLE_BODY].leading;
    if (maker->off_grid)
        maker->y = (maker->y + leading - 1) / leading * leading;
    maker->off_grid = false;
}

static void place_box(PageMaker *maker, const Box *box)
{
    switch (box->block->kind) {
    case BLOCK_TABLE:
        tableset_place(maker, box->block);
        break;
    case BLOCK_RULE:
        place_rule(maker, box);
        break;
    case BLOCK_IMAGE:
    case BLOCK_CHART:
        place_image(maker, box);
        break;
    default:
        place_text(maker, box);
    }
}

static bool owns_page(const Block *block)
{
    return block->kind == BLOCK_TABLE && block->table.own_page;
}

static bool begins_apart(const Box *box)
{
    return box->line == 0 && (box->block->page_break || owns_page(box->block));
}

// Fills in what stands from each box on, so that the last page of a text is seen coming.
static void measure_rest(Flow *flow)
{
    Length rest = 0;
    for (size_t i = flow->boxes.n; i-- > 0;) {
        Box *box = &flow->boxes.at[i];
        if (i + 1 < flow->boxes.n && (begins_apart(&box[1]) || landscape(&box[1]) != landscape(box)))
            rest = 0;
        if (box->block->kind != BLOCK_TEXT || rest == REST_OTHER)
            rest = REST_OTHER;
        else
            rest += box->before + box->height;
        box->rest = rest;
    }
}

// A text's last page would hold a few lines only: the page before it ends earlier, so that they are more.
static bool fills_last_page(const PageMaker *maker, const Box *first, Length height, const Box *after)
{
    Length least = maker->job->style->last_page_lines * maker->job->style->roles[ROLE_BODY].leading;
    return after && maker->y > 0 && first->rest != REST_OTHER && first->rest >= least &&
           after->rest < least && height <= least &&
           first->rest < after->rest + first->before + height + least &&
           maker->y + first->rest > maker->height;
}

// What the notes need that a box calls, at the open page's foot.
static Length notes_needed(const PageMaker *maker, const Box *box, bool least)
{
    return box->block->kind == BLOCK_TEXT && box->block->text.calls
               ? foot_needed(maker, box->block, box->line, least)
               : 0;
}

// A note goes on at the foot of the next page where its line would leave a hole otherwise, or where no page
// has room for both.
static Length notes_height(const PageMaker *maker, const Box *at, size_t n, Length height)
{
    Length whole = 0, least = 0;
    for (size_t i = 0; i < n; i++) {
        whole += notes_needed(maker, &at[i], false);
        least += notes_needed(maker, &at[i], true);
    }
    if (whole > 0 && maker->carried.n > 0)
        return maker->height; // what goes on on the next page goes first there
    Length hole = maker->height - maker->y, page = maker->height + maker->foot;
    return whole > 0 && (hole > page / HOLE_PART || height + whole > page) ? least : whole;
}

// A table that would go on on the next page, and that a page holds whole, begins there. How much that may
// leave empty goes by whether what stands behind it has the room that it would have behind the table's rest.
static bool table_goes_whole(const PageMaker *maker, const Box *at, size_t n, const Box *after, Length next)
{
    const Box *last = &at[n - 1];
    Length above = 0, page = maker->job->style->page.area_height;
    if (last->block->kind != BLOCK_TABLE || maker->y == 0)
        return false;
    for (size_t i = 0; i + 1 < n; i++)
        above += at[i].height + at[i + 1].before;
    Length whole = tableset_whole_height(last->block->table.set);
    Length hole = maker->height - maker->y, room = hole - at[0].before - above;
    if (whole == 0 || whole <= room || above + whole > page)
        return false;
    Length rest = tableset_rest_height(last->block->table.set, room);
    if (after && after->rest != REST_OTHER)
        next = after->rest; // all that is left of the text
    bool crowds = after && rest + next <= page && above + whole + next > page;
    return hole <= page / (crowds ? HOLE_PART : HOLE_TABLE);
}

// Whether boxes of this height, which stay together, begin a page.
static bool begins_page(const PageMaker *maker, const Box *first, Length height)
{
    if (maker->turned != landscape(first) || maker->turned)
        return true; // a landscape table's pages are its own
    if (maker->y == 0)
        return false;
    return begins_apart(first) || maker->y + first->before + height > maker->height;
}

// Of the boxes that stay together with this one, and what must stand at the foot with them; 0 where the page
// cannot hold them.
static Length height_after(const PageMaker *maker, const Box *at, size_t i, size_t n)
{
    Length height = 0;
    for (size_t next = i + 1; next < n; next++)
        height += at[next].before + at[next].height + notes_needed(maker, &at[next], true);
    return maker->y + at[i].before + at[i].height + height <= maker->height ? height : 0;
}

// Boxes at[0 … n-1] stay together where a page can hold them.
// after: the box behind them, where one is in the same text; next: of it and of those that it stays with.
static void place_together(PageMaker *maker, const Box *at, size_t n, const Box *after, Length next)
{
    Length height = at[0].height;
    for (size_t i = 1; i < n; i++)
        height += at[i].before + at[i].height;
    if (at[0].block->kind != BLOCK_TABLE)
        back_to_grid(maker);
    while (maker->carried.n > 0 && (at[0].block->kind == BLOCK_TABLE || landscape(&at[0])))
        page_next(maker, false); // a table's pages hold no other's notes
    if (!maker->open)
        page_begin(maker, landscape(&at[0]));
    else if (begins_page(maker, &at[0], height + notes_height(maker, at, n, height)) ||
             fills_last_page(maker, &at[0], height, after) || table_goes_whole(maker, at, n, after, next))
        page_next(maker, landscape(&at[0]));
    for (size_t i = 0; i < n; i++) {
        const Box *box = &at[i];
        maker->together = height_after(maker, at, i, n);
        if (maker->y > 0)
            maker->y += box->before;
        if (maker->turned != landscape(box) ||
            (maker->y > 0 && maker->y + box->height + notes_needed(maker, box, true) > maker->height))
            page_next(maker, landscape(box));
        place_box(maker, box);
    }
}

// Past those that stay together from here on.
static size_t end_together(const Flow *flow, size_t from)
{
    size_t to = from + 1;
    while (to < flow->boxes.n && flow->boxes.at[to - 1].keep)
        to++;
    return to;
}

void pages_make_body(PageMaker *maker)
{
    Job *job = maker->job;
    Flow flow = {.maker = maker};
    for (size_t i = 0; i < job->blocks.n; i++)
        add_block(&flow, job->blocks.at[i]);
    measure_rest(&flow);
    for (size_t from = 0; from < flow.boxes.n;) {
        size_t to = end_together(&flow, from);
        const Box *after = to < flow.boxes.n && !begins_apart(&flow.boxes.at[to]) ? &flow.boxes.at[to] : NULL;
        Length next = 0;
        for (size_t i = to, end = after ? end_together(&flow, to) : to; i < end; i++)
            next += flow.boxes.at[i].before + flow.boxes.at[i].height;
        place_together(maker, &flow.boxes.at[from], to - from, after, next);
        from = to;
    }
    while (maker->carried.n > 0)
        page_next(maker, false);
    page_end(maker, job->style->page.number_format);
}

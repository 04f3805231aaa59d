// The Document tree to the vertical list of blocks, with the structure elements of its containers.
#include "layout/internal-pages.h"

// An open container: a section, list, item or quotation.
typedef struct Frame {
    const Node *node;
    uint32_t element;
    Length left;           // of the text in it, from the type area's edge
    const RoleStyle *role; // of its paragraphs; NULL: the body's
    bool hanging;          // no first-line indent: the text of a list item
    int depth;             // of lists
    int next_number;       // LIST: of its next item
    Length label_width;    // LIST
    Block *label;          // ITEM: not yet set before a text
} Frame;

typedef struct Builder {
    Job *job;
    VEC(Frame) frames;
    bool page_break; // before the next block
    Anchor section;  // of the section that begins with the next block
} Builder;

static Length area_width(const Job *job)
{
    return job->style->page.area_width;
}

static Place node_place(const Node *node)
{
    return source_place(node->source, node->offset, node->length);
}

void block_set(Arena *arena, Diag *diag, Block *block)
{
    switch (block->kind) {
    case BLOCK_TEXT:
        block_set_text(arena, diag, block);
        break;
    case BLOCK_TABLE:
        tableset_set(arena, diag, block->table.set);
        break;
    case BLOCK_CHART:
        chartset_set(arena, diag, &block->picture);
        break;
    case BLOCK_RULE:
    case BLOCK_PAGE_BREAK:
    case BLOCK_IMAGE:
        break;
    }
}

static Frame *top(Builder *builder)
{
    return vec_last(&builder->frames);
}

static void push_block(Builder *builder, Block *block)
{
    block_anchor(builder->job, block, builder->section.id, builder->section.element);
    builder->section = (Anchor){0};
    if (builder->page_break)
        block->page_break = true;
    builder->page_break = false;
    if (block->kind == BLOCK_TEXT && top(builder)->label) {
        block->text.label = top(builder)->label;
        block->text.label->left -= top(builder)->left - block->left; // where nesting reached its limit
        top(builder)->label = NULL;
    }
    *vec_push(builder->job->arena, &builder->job->blocks) = block;
}

// ---- blocks of text

static const RoleStyle *paragraph_role(Builder *builder)
{
    const Frame *frame = top(builder);
    return frame->role ? frame->role : &builder->job->style->roles[ROLE_BODY];
}

// Nesting never narrows the measure to less than four characters.
static Length framed_left(Builder *builder, const RoleStyle *role)
{
    Length left = top(builder)->left, most = area_width(builder->job) - 4 * role->size;
    return left < most ? left : most;
}

static Block *framed_text(Builder *builder, const RoleStyle *role, const InlineText *text, Place place)
{
    Length left = framed_left(builder, role);
    Block *block = block_text(builder->job, role, text, left, area_width(builder->job) - left, place);
    ParagraphSpec *spec = &block->text.spec;
    if (top(builder)->hanging)
        spec->indent = spec->indent_rest = 0;
    Length most = spec->measure / 2;
    spec->indent = spec->indent < most ? spec->indent : most;
    spec->indent_rest = spec->indent_rest < most ? spec->indent_rest : most;
    return block;
}

static Block *framed_picture(Builder *builder, BlockKind kind, Mark mark)
{
    const RoleStyle *role = paragraph_role(builder);
    Block *block = ARENA_NEW(builder->job->arena, Block);
    Length left = framed_left(builder, role);
    *block = (Block){.kind = kind, .role = role, .left = left, .page_break = role->page_break_before};
    block->picture = (PictureBlock){.mark = mark, .measure = area_width(builder->job) - left};
    return block;
}

// As large as its density says, but within the measure and the type area.
static void add_image(Builder *builder, const InlineImage *image)
{
    Block *block = framed_picture(builder, BLOCK_IMAGE, image->mark);
    PictureBlock *picture = &block->picture;
    Length most = builder->job->style->page.area_height;
    picture->image = image->image;
    picture->width = image->image->natural_width;
    picture->height = image->image->natural_height;
    if (picture->width > picture->measure) {
        picture->height = length_scale(picture->height, picture->measure, picture->width);
        picture->width = picture->measure;
    }
    if (picture->height > most) {
        picture->width = length_scale(picture->width, most, picture->height);
        picture->height = most;
    }
    push_block(builder, block);
}

static void add_images(Builder *builder, const InlineText *text)
{
    for (size_t i = 0; i < text->images.n; i++)
        add_image(builder, &text->images.at[i]);
}

// Images and the blanks between them.
static bool only_images(const InlineText *text)
{
    for (size_t i = 0; i < text->spans.n; i++)
        if (str_trim(text->spans.at[i].text).n > 0)
            return false;
    return text->images.n > 0;
}

static void add_heading(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    const RoleStyle *role = &job->style->roles[node->role];
    uint32_t element = job_heading(job, node->level, top(builder)->element);
    InlineText text = {0};
    inline_add(job, &text, role, element, number_before_text(job->arena, node->number));
    inline_children(job, &text, node, role, element, element);
    Block *block = block_text(job, role, &text, 0, area_width(job), node_place(node));
    block->text.heading = true;
    block_anchor(job, block, node->id, element);
    push_block(builder, block);
    add_images(builder, &text);
}

static void add_paragraph(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    const RoleStyle *role = paragraph_role(builder);
    const Node *first = node->first;
    bool run_in = first && first->kind == NODE_RUN_IN;
    uint32_t heading = ELEMENT_ARTIFACT;
    if (run_in)
        heading = job_heading(job, first->level, top(builder)->element);
    uint32_t element = job_element(job, ELEMENT_P, top(builder)->element);
    InlineText text = {0};
    if (!run_in)
        inline_add(job, &text, role, element, node->number);
    inline_children(job, &text, node, role, element, heading);
    // A list marker needs a line of text to stand on.
    if (only_images(&text) && !top(builder)->label) {
        add_images(builder, &text);
        return;
    }
    Block *block = framed_text(builder, role, &text, node_place(node));
    if (run_in)
        block_anchor(job, block, first->id, heading);
    block_anchor(job, block, node->id, element);
    // A run-in heading with nothing after it on its line is a heading.
    block->text.heading = run_in && !first->next;
    push_block(builder, block);
    add_images(builder, &text);
}

static void add_code_line(Builder *builder, Str line, uint32_t element, Place place)
{
    const RoleStyle *role = &builder->job->style->roles[ROLE_CODE];
    size_t from = 0;
    Length blank = 0;
    for (; from < line.n && (line.at[from] == ' ' || line.at[from] == '\t'); from++)
        blank += (line.at[from] == '\t' ? 4 : 1) * role->size / 2;
    InlineText text = {0};
    inline_add(builder->job, &text, role, element, str_slice(line, from, line.n));
    Block *block = framed_text(builder, role, &text, place);
    Length most = block->text.spec.measure / 2;
    block->text.spec.verbatim = true;
    block->text.spec.indent = role->indent + (blank > most ? most : blank);
    push_block(builder, block);
}

// Lines as they are written. Code is an inline element (ISO 32000-1, 14.8.4.4), so a paragraph holds it.
static void add_code(Builder *builder, const Node *node, ElementKind kind)
{
    uint32_t element = job_element(builder->job, ELEMENT_P, top(builder)->element);
    if (kind != ELEMENT_P)
        element = job_element(builder->job, kind, element);
    Str text = node->text;
    while (text.n > 0 && text.at[text.n - 1] == '\n')
        text.n--;
    for (size_t from = 0; from <= text.n;) {
        ptrdiff_t end = str_find_char(text, '\n', from);
        size_t to = end < 0 ? text.n : (size_t)end;
        add_code_line(builder, str_slice(text, from, to), element, node_place(node));
        from = to + 1;
    }
}

// ---- lists

static Str number_format_of(const Job *job, const Node *list)
{
    const ListStyle *style = &job->style->lists;
    return list->delimiter == ')' ? style->bracket_format : style->point_format;
}

// 1 em for bullets, else as many ems as the list's last number takes, so that the text stays on the grid. A
// point has its blank in its own half em; a bracket fills it, and another keeps the text off it.
static Length label_width(const Job *job, const Node *list, const RoleStyle *role)
{
    if (!list->ordered)
        return role->size;
    int last = list->start;
    for (const Node *item = list->first; item; item = item->next)
        last++;
    Str format = number_format_of(job, list);
    Length halves = -1; // %s is one digit
    for (size_t at = 0; at < format.n;)
        halves += utf8_next(format, &at) < 0x2E80 ? 1 : 2; // full width from the CJK radicals on
    for (; last > 10; last /= 10)
        halves++;
    if (str_ends(format, STR(")")))
        halves++;
    return (halves + 1) / 2 * role->size;
}

static Str item_label(Builder *builder, const Frame *list)
{
    const Job *job = builder->job;
    const ListStyle *style = &job->style->lists;
    if (list->node->ordered)
        return format_fill(job->arena, number_format_of(job, list->node),
                           str_print(job->arena, "%d", list->next_number));
    size_t depth = (size_t)list->depth;
    if (style->bullet_count == 0)
        return (Str){0};
    return style->bullets[depth < style->bullet_count ? depth : style->bullet_count - 1];
}

static void enter_list(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    const Frame *outer = top(builder);
    const RoleStyle *role = &job->style->roles[ROLE_LIST];
    Frame frame = {.node = node,
                   .element = job_element(job, ELEMENT_L, outer->element),
                   .left = outer->hanging ? outer->left : outer->left + role->indent,
                   .role = role,
                   .hanging = true,
                   .depth = outer->hanging ? outer->depth + 1 : 0,
                   .next_number = node->start,
                   .label_width = label_width(job, node, role)};
    *vec_push(job->arena, &builder->frames) = frame;
}

static void enter_item(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    Frame *list = top(builder);
    const RoleStyle *role = &job->style->roles[ROLE_LIST];
    uint32_t item = job_element(job, ELEMENT_LI, list->element);
    RoleStyle look = *role;
    if (!list->node->ordered && job->style->lists.bullet_face)
        look.face = job->style->lists.bullet_face;
    InlineText text = {0};
    inline_add(job, &text, &look, job_element(job, ELEMENT_LBL, item), item_label(builder, list));
    Block *label = block_text(job, role, &text, list->left, area_width(job), node_place(node));
    label->text.spec.indent = label->text.spec.indent_rest = 0;
    label->text.spec.align = TEXT_LEFT;
    list->next_number++;
    Frame frame = *list;
    frame.node = node;
    frame.element = job_element(job, ELEMENT_LBODY, item);
    frame.left += list->label_width;
    frame.label = label;
    *vec_push(job->arena, &builder->frames) = frame;
}

static void leave_item(Builder *builder)
{
    if (top(builder)->label) { // an empty item still shows its number
        InlineText none = {0};
        push_block(builder, framed_text(builder, &builder->job->style->roles[ROLE_LIST], &none, (Place){0}));
    }
    builder->frames.n--;
}

static void enter_quote(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    const Frame *outer = top(builder);
    const RoleStyle *role = &job->style->roles[ROLE_QUOTE];
    Frame frame = {.node = node,
                   .element = job_element(job, ELEMENT_BLOCKQUOTE, outer->element),
                   .left = outer->left,
                   .role = role,
                   .depth = outer->depth};
    // The role's indents place a quotation that stands alone.
    if (outer->role)
        frame.left += job->style->quote_nested;
    *vec_push(job->arena, &builder->frames) = frame;
}

// ---- the walk

static void add_table(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    Block *block = ARENA_NEW(job->arena, Block);
    *block = (Block){.kind = BLOCK_TABLE, .role = &job->style->roles[ROLE_BODY]};
    uint32_t element = (uint32_t)job->elements.n;
    block->table.set = tableset_make(job, node, top(builder)->element);
    block->table.own_page = str_equal(builder->frames.at[0].node->id, STR("tables"));
    block_anchor(job, block, node->id, element);
    push_block(builder, block);
}

static void add_chart(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    uint32_t element = job_element(job, ELEMENT_FIGURE, top(builder)->element);
    Block *block = framed_picture(builder, BLOCK_CHART, (Mark){.element = element});
    job->elements.at[element].alt = chart_description(job->arena, node->chart);
    block->picture.chart = chartset_make(job, node);
    chartset_size(&block->picture);
    block_anchor(job, block, node->id, element);
    push_block(builder, block);
}

// Its paragraphs, which stand at the foot of the page that calls them.
static void add_note(Builder *builder, const Node *node)
{
    Job *job = builder->job;
    const RoleStyle *role = &job->style->roles[ROLE_NOTE];
    uint32_t element = job_element(job, ELEMENT_NOTE, top(builder)->element);
    job_reserve_notes(job, (size_t)node->order);
    NoteSet *note = &job->notes.at[node->order - 1];
    for (const Node *paragraph = node->first; paragraph; paragraph = paragraph->next)
        note->block_count++;
    note->blocks = ARENA_ARRAY(job->arena, Block *, note->block_count);
    size_t n = 0;
    for (const Node *paragraph = node->first; paragraph; paragraph = paragraph->next) {
        InlineText text = {0};
        if (paragraph == node->first)
            inline_note_number(job, &text, role, job_element(job, ELEMENT_LBL, element), node);
        inline_children(job, &text, paragraph, role, job_element(job, ELEMENT_P, element), element);
        Block *block = block_text(job, role, &text, 0, area_width(job), node_place(paragraph));
        if (paragraph == node->first)
            block_anchor(job, block, node->id, element);
        job->notes.at[node->order - 1].blocks[n++] = block;
        *vec_push(job->arena, &job->note_blocks) = block;
    }
}

static void add_simple(Builder *builder, BlockKind kind)
{
    Block *block = ARENA_NEW(builder->job->arena, Block);
    *block = (Block){.kind = kind, .role = &builder->job->style->roles[ROLE_BODY]};
    push_block(builder, block);
}

static void enter_block(Builder *builder, NodeWalk *walk)
{
    const Node *node = walk->node;
    switch (node->kind) {
    case NODE_HEADING:
        add_heading(builder, node);
        break;
    case NODE_PARAGRAPH:
        add_paragraph(builder, node);
        break;
    case NODE_CODE_BLOCK:
        add_code(builder, node, ELEMENT_CODE);
        break;
    case NODE_HTML_BLOCK:
        if (!builder->job->document->project->allow_html)
            add_code(builder, node, ELEMENT_P);
        break;
    case NODE_RULE:
        add_simple(builder, BLOCK_RULE);
        break;
    case NODE_PAGE_BREAK:
        builder->page_break = true;
        break;
    case NODE_TABLE:
        add_table(builder, node);
        break;
    case NODE_CHART:
        add_chart(builder, node);
        break;
    case NODE_NOTE:
        add_note(builder, node);
        break;
    case NODE_LIST:
        enter_list(builder, node);
        return;
    case NODE_ITEM:
        enter_item(builder, node);
        return;
    case NODE_QUOTE:
        enter_quote(builder, node);
        return;
    default:
        return;
    }
    walk->entering = false; // inlines were taken by inline_children
}

static void leave_block(Builder *builder, const Node *node)
{
    if (node->kind == NODE_ITEM)
        leave_item(builder);
    else if (node->kind == NODE_LIST || node->kind == NODE_QUOTE)
        builder->frames.n--;
}

static void build_section(Builder *builder, const Node *section)
{
    Job *job = builder->job;
    bool opened = false;
    for (const Node *block = section->first; block; block = block->next) {
        if (!job_whole(job) && !document_covers(job->document, block))
            continue;
        if (!opened) {
            uint32_t element = job_element(job, ELEMENT_SECT, 0);
            builder->frames.n = 0;
            *vec_push(job->arena, &builder->frames) = (Frame){.node = section, .element = element};
            builder->section = (Anchor){.id = section->id, .element = element};
            opened = true;
            if (str_equal(section->id, STR("tables")))
                builder->page_break = true;
        }
        NodeWalk walk = node_walk(block);
        while (node_walk_next(&walk)) {
            if (walk.entering)
                enter_block(builder, &walk);
            else
                leave_block(builder, walk.node);
        }
    }
}

void job_build_blocks(Job *job)
{
    Builder builder = {.job = job};
    for (const Node *section = job->document->root->first; section; section = section->next)
        build_section(&builder, section);
}

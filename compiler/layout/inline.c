// Inlines to spans of one look, each with a mark that tells its structure element and link.
#include "layout/internal-pages.h"

#include <assert.h>
#include <string.h>

// How text is set where the walk stands; one for each open inline.
typedef struct Look {
    const FaceSpec *face, *western;
    bool bold;
    Length size, raise;
    bool attached;
    uint32_t colour;
    uint32_t element, link, call;
} Look;

typedef struct InlineWalk {
    Job *job;
    InlineText *text;
    uint32_t run_in; // element of the run-in heading
    VEC(Look) looks;
} InlineWalk;

static void add_span(Job *job, InlineText *text, const Look *look, Str s)
{
    if (s.n == 0)
        return;
    *vec_push(job->arena, &text->marks) =
        (Mark){.element = look->element, .link = look->link, .call = look->call};
    *vec_push(job->arena, &text->spans) = (Span){.text = s,
                                                 .face = look->face,
                                                 .western = look->western,
                                                 .bold = look->bold,
                                                 .attached = look->attached,
                                                 .tabular = look->call > 0, // whatever number it gets
                                                 .size = look->size,
                                                 .raise = look->raise,
                                                 .colour = look->colour,
                                                 .mark = (uint32_t)(text->marks.n - 1)};
}

static Look look_of(const RoleStyle *role, uint32_t element)
{
    return (Look){.face = role->face,
                  .western = role->western,
                  .size = role->size,
                  .colour = role->colour,
                  .element = element};
}

void inline_add(Job *job, InlineText *text, const RoleStyle *role, uint32_t element, Str s)
{
    Look look = look_of(role, element);
    add_span(job, text, &look, s);
}

static Look inner_look(InlineWalk *walk, const Look *outer, ElementKind kind)
{
    Look look = *outer;
    look.element = job_element(walk->job, kind, outer->element);
    return look;
}

static bool has_scheme(Str uri)
{
    ptrdiff_t colon = str_find_char(uri, ':', 0);
    ptrdiff_t slash = str_find_char(uri, '/', 0);
    return colon > 1 && (slash < 0 || colon < slash);
}

static uint32_t colour_over(uint32_t colour, uint32_t around)
{
    return colour == COLOUR_INHERITED ? around : colour;
}

static Look link_look(InlineWalk *walk, const Look *outer, const Node *node)
{
    Job *job = walk->job;
    Str destination = {0}, uri = {0};
    assert(node->kind == NODE_LINK);
    if (node->target_table) {
        const TableUse *use = document_table_use(job->document, node->target_table);
        destination = use ? use->id : (Str){0};
    } else if (str_starts(node->target, STR("#"))) {
        destination = str_slice(node->target, 1, node->target.n);
    } else if (has_scheme(node->target) && link_is_safe(node->target)) {
        uri = node->target;
    }
    // A relative address means something on the site alone.
    if (destination.n == 0 && uri.n == 0)
        return *outer;
    Look look = inner_look(walk, outer, ELEMENT_LINK);
    look.colour = colour_over(job->style->link_colour, outer->colour);
    Str contents = node->title.n > 0 ? node->title : node_plain_text(job->arena, node);
    look.link = job_link(
        job,
        (LinkTarget){.element = look.element, .destination = destination, .uri = uri, .contents = contents});
    return look;
}

static Look run_in_look(const InlineWalk *walk, const Look *outer, const Node *node)
{
    const RoleStyle *role = &walk->job->style->roles[node->role];
    Look look = *outer;
    look.face = role->face;
    look.western = role->western;
    look.colour = role->colour;
    look.element = walk->run_in;
    return look;
}

static Look enter_look(InlineWalk *walk, const Node *node)
{
    const Look *outer = vec_last(&walk->looks);
    const Style *style = walk->job->style;
    Look look = *outer;
    switch (node->kind) {
    case NODE_EMPHASIS:
        look = inner_look(walk, outer, ELEMENT_EM);
        if (style->emphasis)
            look.face = style->emphasis, look.western = NULL;
        break;
    case NODE_STRONG:
        if (outer->element == walk->run_in && node->parent->kind == NODE_RUN_IN)
            break; // a run-in heading's strong text is the heading
        look = inner_look(walk, outer, ELEMENT_STRONG);
        look.bold = !style->strong;
        if (style->strong)
            look.face = style->strong, look.western = NULL;
        break;
    case NODE_LINK:
        return link_look(walk, outer, node);
    case NODE_RUN_IN:
        return run_in_look(walk, outer, node);
    default:
        break;
    }
    return look;
}

static void add_figure(InlineWalk *walk, const Look *outer, const Node *node)
{
    Job *job = walk->job;
    Look look = *outer;
    CellRef cell;
    // Links do not nest.
    if (job->style->link_figures && look.link == 0 &&
        document_figure_target(job->document, node->figure, &cell)) {
        look = inner_look(walk, outer, ELEMENT_LINK);
        look.colour = colour_over(job->style->figure_colour, outer->colour);
        Str id = document_cell_id(job->arena, job->document, cell);
        look.link = job_link(
            job,
            (LinkTarget){.element = look.element, .destination = id, .contents = cell.table->spec->title});
    }
    add_span(job, walk->text, &look, node->figure->text);
}

// ①, raised, which leads to its note.
static void add_note_mark(InlineWalk *walk, const Look *outer, const Node *node)
{
    Job *job = walk->job;
    const NoteStyle *style = &job->style->notes;
    Look look = inner_look(walk, outer, ELEMENT_REFERENCE);
    if (look.link == 0) { // links do not nest
        look = inner_look(walk, &look, ELEMENT_LINK);
        look.link = job_link(job, (LinkTarget){.element = look.element,
                                               .destination = node->note->id,
                                               .contents = node_plain_text(job->arena, node->note)});
    }
    look.raise = length_scale(outer->size, style->mark_raise, 1000);
    look.size = length_scale(outer->size, style->mark_size, 1000);
    look.attached = true;
    look.call = job_call(job, node->note->order, node->id);
    add_span(job, walk->text, &look, job_note_number(job, node->note->order));
}

// Before a note, which leads back to its first mark.
void inline_note_number(Job *job, InlineText *text, const RoleStyle *role, uint32_t element, const Node *note)
{
    Look look = look_of(role, job_element(job, ELEMENT_LINK, element));
    Str number = job_note_number(job, note->order);
    look.link =
        job_link(job, (LinkTarget){.element = look.element,
                                   .destination = str_print(job->arena, "%.*s-mark", STR_ARG(note->id)),
                                   .contents = number});
    look.call = job_call(job, note->order, (Str){0});
    add_span(job, text, &look, number);
}

static void add_code(InlineWalk *walk, const Look *outer, Str s)
{
    Look look = inner_look(walk, outer, ELEMENT_CODE);
    if (walk->job->style->code)
        look.face = walk->job->style->code, look.western = NULL;
    add_span(walk->job, walk->text, &look, s);
}

static void add_leaf(InlineWalk *walk, const Node *node)
{
    Job *job = walk->job;
    const Look *look = vec_last(&walk->looks);
    switch (node->kind) {
    case NODE_TEXT:
        add_span(job, walk->text, look, node->text);
        break;
    case NODE_LINE_BREAK:
        add_span(job, walk->text, look, STR("\n"));
        break;
    case NODE_CODE:
        add_code(walk, look, node->text);
        break;
    case NODE_HTML_INLINE:
        if (!job->document->project->allow_html)
            add_span(job, walk->text, look, node->text);
        break;
    case NODE_FIGURE:
        add_figure(walk, look, node);
        break;
    case NODE_NOTE_MARK:
        add_note_mark(walk, look, node);
        break;
    default:
        break;
    }
}

// An image that cannot be shown is told by its words: 〔图：…〕. One without words is an ornament (ISO
// 14289-1 7.3).
static void add_image(InlineWalk *walk, const Node *node)
{
    Arena *arena = walk->job->arena;
    Str words = node_plain_text(arena, node);
    if (node->image) {
        Look look = *vec_last(&walk->looks);
        look.element = ELEMENT_ARTIFACT;
        if (words.n > 0) {
            look = inner_look(walk, vec_last(&walk->looks), ELEMENT_FIGURE);
            walk->job->elements.at[look.element].alt = words;
        }
        *vec_push(arena, &walk->text->images) =
            (InlineImage){.image = node->image, .mark = {.element = look.element, .link = look.link}};
        return;
    }
    Str picture = words_first(walk->job->words->lists[WORDS_PICTURE]);
    Str shown = words.n > 0 ? str_print(arena, "〔%.*s：%.*s〕", STR_ARG(picture), STR_ARG(words))
                            : str_print(arena, "〔%.*s〕", STR_ARG(picture));
    add_span(walk->job, walk->text, vec_last(&walk->looks), shown);
}

static void enter(InlineWalk *walk, NodeWalk *nodes)
{
    const Node *node = nodes->node;
    if (node->kind == NODE_IMAGE) {
        add_image(walk, node);
        nodes->entering = false; // its words are told already
        return;
    }
    if (node_is_leaf(node->kind)) {
        add_leaf(walk, node);
        return;
    }
    Look look = enter_look(walk, node);
    if (node->kind == NODE_RUN_IN && node->number.n > 0)
        add_span(walk->job, walk->text, &look, node->number);
    *vec_push(walk->job->arena, &walk->looks) = look;
}

void inline_children(Job *job, InlineText *text, const Node *block, const RoleStyle *role, uint32_t element,
                     uint32_t run_in)
{
    InlineWalk walk = {.job = job, .text = text, .run_in = run_in};
    *vec_push(job->arena, &walk.looks) = look_of(role, element);
    for (const Node *child = block->first; child; child = child->next) {
        NodeWalk nodes = node_walk(child);
        while (node_walk_next(&nodes)) {
            if (nodes.entering)
                enter(&walk, &nodes);
            else if (walk.looks.n > 1)
                walk.looks.n--;
        }
    }
}

// A tree to markup: the walk, its blocks, and sections.
#include <assert.h>

#include "html/internal-html.h"

// ---- headings

// Levels that the author passes over (1. right under 一、) are none in HTML, where they would be missed: a
// heading's depth is the number of headings that it stands under, and one.
static int heading_depth(Render *render, int level)
{
    while (render->open_count > 0 && render->open_levels[render->open_count - 1] >= level)
        render->open_count--;
    assert(level >= 1 && render->open_count < 6); // of six levels, each below the one before
    render->open_levels[render->open_count++] = level;
    return render->heading_base + render->open_count;
}

static void open_heading(Render *render, const Node *node)
{
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    assert(node->kind == NODE_HEADING || node->kind == NODE_RUN_IN);
    int level = node->level < 1 ? 1 : node->level > 6 ? 6 : node->level;
    Look look = node->role == ROLE_PART ? LOOK_PART : (Look)(LOOK_HEADING + level - 1);

    render->heading = level;
    if (render->medium == MEDIUM_COMMONMARK)
        look = LOOK_NONE;
    else
        render->heading = heading_depth(render, level);
    if (render->heading > 6)
        render->heading = 6;
    render_open(render, names[render->heading - 1], look, node->id);
    buf_add_char(&render->out, '>');
    render_text(render, number_before_text(render->arena, node->number));
}

static void close_heading(Render *render)
{
    buf_print(&render->out, "</h%d>", render->heading);
}

// ---- paragraphs

static bool is_run_in(const Render *render, const Node *node)
{
    return render->medium == MEDIUM_PAGE && node->first && node->first->kind == NODE_RUN_IN;
}

// The paragraphs of a tight list have no tags of their own.
static bool is_tight(const Node *paragraph)
{
    const Node *item = paragraph->parent;

    return item && item->kind == NODE_ITEM && item->parent && item->parent->tight;
}

static Look paragraph_look(const Render *render, const Node *node)
{
    if (render->medium == MEDIUM_COMMONMARK)
        return LOOK_NONE;
    if (node->first && node->first == node->last && node->first->kind == NODE_IMAGE)
        return LOOK_IMAGE;
    if (node->parent && (node->parent->kind == NODE_ITEM || node->parent->kind == NODE_QUOTE))
        return LOOK_PLAIN;
    return LOOK_BODY;
}

static void paragraph(Render *render, const Node *node, bool entering)
{
    if (is_tight(node))
        return;
    if (is_run_in(render, node)) {
        // A heading cannot stand in a paragraph: the style sheet sets the two on one line.
        if (entering) {
            render_line_start(render);
            render_open(render, "div", LOOK_RUN_IN, (Str){0});
            render_add(render, ">");
        } else {
            render_add(render, node->first->next ? "</p></div>\n" : "</div>\n");
        }
        return;
    }
    if (!entering) {
        render_add(render, "</p>\n");
        return;
    }
    render_line_start(render);
    render_open(render, "p", paragraph_look(render, node), (Str){0});
    render_add(render, ">");
    if (render->medium == MEDIUM_BARE && paragraph_look(render, node) == LOOK_BODY)
        render_add(render, "　　"); // two characters, where nothing else indents
    if (!node->first || node->first->kind != NODE_RUN_IN)
        render_text(render, node->number);
}

static void run_in(Render *render, const Node *node, bool entering)
{
    if (render->medium == MEDIUM_FRAGMENT || render->medium == MEDIUM_BARE) {
        if (entering)
            render_anchor(render, node->id);
        render_add(render, entering ? "<strong>" : "</strong>");
        if (entering)
            render_text(render, node->number);
        return;
    }
    if (entering) {
        open_heading(render, node);
        return;
    }
    close_heading(render);
    if (node->next)
        render_add(render, "<p>");
}

// ---- other blocks

static void list(Render *render, const Node *node, bool entering)
{
    assert(node->kind == NODE_LIST);
    const char *name = node->ordered ? "ol" : "ul";

    render_line_start(render);
    if (!entering) {
        render_close(render, name);
        buf_add_char(&render->out, '\n');
        return;
    }
    buf_print(&render->out, "<%s", name);
    if (node->ordered && node->delimiter == ')' && render->medium == MEDIUM_PAGE)
        render_add(render, " class=\"parenthesis\"");
    if (node->ordered && node->start != 1)
        buf_print(&render->out, " start=\"%d\"", node->start);
    render_add(render, ">\n");
}

static void code_block(Render *render, const Node *node)
{
    Str info = node->info;
    size_t word = 0;

    while (word < info.n && info.at[word] != ' ' && (info.at[word] < '\t' || info.at[word] > '\r'))
        word++;
    render_line_start(render);
    render_add(render, "<pre><code");
    if (word > 0) {
        render_add(render, " class=\"language-");
        render_text(render, str_slice(info, 0, word));
        render_add(render, "\"");
    }
    render_add(render, ">");
    render_text(render, node->text);
    render_add(render, "</code></pre>\n");
}

static void html_block(Render *render, const Node *node)
{
    render_line_start(render);
    if (render->document && render->document->project->allow_html) {
        buf_add(&render->out, node->text);
        render_line_start(render);
        return;
    }
    render_add(render, "<pre><code>");
    render_text(render, node->text);
    render_add(render, "</code></pre>\n");
}

static void leaf(Render *render, const Node *node)
{
    switch (node->kind) {
    case NODE_CODE_BLOCK:
        code_block(render, node);
        break;
    case NODE_HTML_BLOCK:
        html_block(render, node);
        break;
    case NODE_RULE:
        render_line_start(render);
        render_add(render, "<hr />\n");
        break;
    case NODE_PAGE_BREAK:
        render_line_start(render);
        if (render->medium == MEDIUM_PAGE)
            render_add(render, "<div class=\"page-break\"></div>\n");
        break;
    case NODE_TABLE:
        render_table(render, node);
        break;
    default:
        break;
    }
}

static void container(Render *render, const Node *node, bool entering)
{
    switch (node->kind) {
    case NODE_HEADING:
        if (entering) {
            render_line_start(render);
            open_heading(render, node);
        } else {
            close_heading(render);
            render_add(render, "\n");
        }
        break;
    case NODE_PARAGRAPH:
        paragraph(render, node, entering);
        break;
    case NODE_RUN_IN:
        run_in(render, node, entering);
        break;
    case NODE_LIST:
        list(render, node, entering);
        break;
    case NODE_ITEM:
        if (entering)
            render_line_start(render);
        render_add(render, entering ? "<li>" : "</li>\n");
        break;
    case NODE_QUOTE:
        render_line_start(render);
        render_add(render, entering ? "<blockquote>\n" : "</blockquote>\n");
        break;
    default:
        break;
    }
}

// A block with all below it, or an inline.
static void render_node(Render *render, const Node *node)
{
    NodeWalk walk = node_walk(node);

    while (node_walk_next(&walk)) {
        if (walk.node->kind == NODE_CHART) {
            if (walk.entering)
                render_chart(render, walk.node);
            walk.entering = false; // its figures are in its table
            continue;
        }
        if (walk.node->kind == NODE_NOTE) {
            walk.entering = false; // below what calls it
            continue;
        }
        if (render_inline(render, walk.node, walk.entering))
            continue;
        if (node_is_leaf(walk.node->kind))
            leaf(render, walk.node);
        else
            container(render, walk.node, walk.entering);
    }
}

// The number that leads back to the mark, at the beginning of the note's first paragraph.
static void note_begin(Render *render, const Node *note)
{
    Str number = render_note_number(render, note);

    bool link = render->medium == MEDIUM_PAGE || render->medium == MEDIUM_BARE;
    if (link)
        buf_print(&render->out, "<a href=\"#%.*s-mark\"%s>", STR_ARG(note->id),
                  render->medium == MEDIUM_PAGE ? " role=\"doc-backlink\"" : "");
    render_text(render, number);
    render_add(render, link ? "</a> " : " ");
}

static void note_text(Render *render, const Node *note)
{
    for (const Node *paragraph = note->first; paragraph; paragraph = paragraph->next) {
        render_open(render, "p", LOOK_NOTE, paragraph == note->first ? note->id : (Str){0});
        render_add(render, ">");
        if (paragraph == note->first)
            note_begin(render, note);
        for (const Node *node = paragraph->first; node; node = node->next)
            render_node(render, node);
        render_add(render, "</p>\n");
    }
}

// The notes that were called and are not written yet, after what calls them.
static void render_notes(Render *render)
{
    if (render->notes_written == render->notes.n)
        return;
    render_line_start(render);
    render_open(render, "div", LOOK_NOTES, (Str){0});
    render_add(render, render->medium == MEDIUM_PAGE ? " role=\"doc-endnotes\">\n" : ">\n");
    while (render->notes_written < render->notes.n)
        note_text(render, render->notes.at[render->notes_written++]);
    render_add(render, "</div>\n");
}

void render_section(Render *render, const Node *section)
{
    for (const Node *block = section->first; block; block = block->next)
        if (document_covers(render->document, block))
            render_node(render, block);
    render_notes(render);
}

Str html_commonmark(Arena *arena, const Node *root)
{
    Render render = {.arena = arena, .out = {.arena = arena}, .medium = MEDIUM_COMMONMARK};

    render_node(&render, root);
    return buf_str(&render.out);
}

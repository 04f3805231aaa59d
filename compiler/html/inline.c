// What stands in paragraphs and headings: text, marks, links, images, figures.
#include "html/internal-html.h"

// ---- figures

// The value for machines: an exact decimal where there is one.
static Str value_text(Arena *arena, const Value *value)
{
    int decimals = number_decimals(value->number, 20);
    NumberFormat format = {.decimals = decimals < 0 ? 6 : decimals};

    return number_format(arena, value->number, format);
}

static void figure_text(Render *render, const Figure *figure)
{
    const Value *value = &figure->value;

    if (render->medium == MEDIUM_FRAGMENT || render->medium == MEDIUM_BARE || value->kind != VALUE_NUMBER ||
        figure->phrase) {
        render_text(render, figure->text);
        return;
    }
    buf_add_c(&render->out, "<data value=\"");
    buf_add(&render->out, value_text(render->arena, value));
    if (value->unit.name.n) {
        buf_add_c(&render->out, "\" data-unit=\"");
        render_text(render, value->unit.name);
    }
    buf_add_c(&render->out, "\">");
    render_text(render, figure->text);
    buf_add_c(&render->out, "</data>");
}

// The URL of a table, or of a cell's id in it, from the page that is being rendered; NULL at where nothing
// stands there.
static Str table_url(const Render *render, const Table *table, Str id)
{
    const TableUse *use = document_table_use(render->document, table);

    if ((render->medium != MEDIUM_PAGE && render->medium != MEDIUM_BARE) || !use ||
        !document_covers(render->document, use->node))
        return (Str){0};
    if (render->medium == MEDIUM_BARE) // its cells have no anchors
        return id.n ? (Str){0} : str_print(render->arena, "#%.*s", STR_ARG(use->id));
    if (render->one_page)
        return str_print(render->arena, "#%.*s", STR_ARG(id.n ? id : use->id));
    return str_print(render->arena, "%.*s.html%s%.*s", STR_ARG(use->id), id.n ? "#" : "", STR_ARG(id));
}

void render_figure(Render *render, const Figure *figure, Str id)
{
    CellRef cell;
    Str url = {0};

    if (figure->value.kind == VALUE_NONE) {
        render_open(render, "strong", LOOK_UNAVAILABLE, (Str){0});
        render_add(render, ">");
        render_text(render, figure->text);
        render_add(render, "</strong>");
        return;
    }
    if (!render->links && document_figure_target(render->document, figure, &cell))
        url = table_url(render, cell.table, document_cell_id(render->arena, render->document, cell));
    if (url.at) {
        buf_add_c(&render->out, "<a class=\"figure\"");
        if (id.n)
            render_attribute(render, "id", id);
        render_attribute(render, "href", url);
        render_add(render, ">");
    }
    figure_text(render, figure);
    if (url.at)
        buf_add_c(&render->out, "</a>");
}

// The bytes of the text after a figure that are its unit, so that no line parts the two.
static size_t unit_after(const Node *figure)
{
    const Value *value = &figure->figure->value;
    const Node *next = figure->next;
    size_t length = 0;

    if (value->kind != VALUE_NUMBER || figure->figure->phrase || !next || next->kind != NODE_TEXT)
        return 0;
    if (value->unit.kind == UNIT_MONEY && unit_money_at(next->text, &length).kind == UNIT_MONEY)
        return length;
    return value->unit.name.n && str_starts(next->text, value->unit.name) ? value->unit.name.n : 0;
}

static void figure_node(Render *render, const Node *node)
{
    if (render->plain) {
        render_text(render, node->figure->text);
        return;
    }
    size_t unit = render->medium == MEDIUM_PAGE ? unit_after(node) : 0;
    if (unit)
        render_add(render, "<span class=\"amount\">");
    render_figure(render, node->figure, node->id);
    if (unit) {
        render_text(render, str_slice(node->next->text, 0, unit));
        render_add(render, "</span>");
        render->skip = unit;
    }
}

// ---- links

// Whether it leads to the same place from wherever it stands: it has a scheme, or a host's name.
static bool is_absolute(Str target)
{
    ptrdiff_t colon = str_find_char(target, ':', 0), slash = str_find_char(target, '/', 0);

    return str_starts(target, STR("//")) || (colon > 0 && (slash < 0 || colon < slash));
}

// Whether a link may stand as one; a table's has its URL.
static bool link_stands(const Render *render, const Node *node, Str *url)
{
    *url = (Str){0};
    if (render->medium == MEDIUM_COMMONMARK)
        return true;
    if (node->target_table)
        *url = table_url(render, node->target_table, (Str){0});
    if (node->target_table)
        return url->at != NULL;
    // What stands beside the document is elsewhere where the text is pasted.
    return link_is_safe(node->target) && (render->medium != MEDIUM_BARE || is_absolute(node->target));
}

static void title_attribute(Render *render, const Node *node)
{
    if (node->title.n == 0)
        return;
    render_add(render, " title=\"");
    render_text(render, node->title);
    render_add(render, "\"");
}

static void link(Render *render, const Node *node, bool entering)
{
    Str url;

    if (render->plain || !link_stands(render, node, &url))
        return;
    if (!entering) {
        render->links--;
        render_add(render, "</a>");
        return;
    }
    render->links++;
    render_add(render, "<a href=\"");
    escape_url(&render->out, url.at ? url : node->target);
    render_add(render, "\"");
    title_attribute(render, node);
    render_add(render, ">");
}

// ---- images

// In CSS pixels, 96 an inch: the page is laid out before the image has come.
static void image_size(Render *render, const Image *shown)
{
    buf_print(&render->out, " width=\"%lld\" height=\"%lld\"",
              (long long)length_scale(shown->natural_width, 96, 72 * LENGTH_PT),
              (long long)length_scale(shown->natural_height, 96, 72 * LENGTH_PT));
}

static void image(Render *render, const Node *node, bool entering)
{
    bool commonmark = render->medium == MEDIUM_COMMONMARK;
    Str name = commonmark ? node->target : image_name(render->images, node);

    if (render->medium == MEDIUM_BARE && name.n && entering && !render->plain)
        name = image_data(render->arena, node);

    if (!commonmark && name.n == 0) { // its words alone
        if (!render->plain && entering) {
            render_add(render, "〔");
            render_text(render, render_word(render, WORDS_PICTURE));
            render_add(render, "：");
        } else if (!render->plain) {
            render_add(render, "〕");
        }
        return;
    }
    if (entering) {
        if (!render->plain) {
            render_add(render, "<img src=\"");
            escape_url(&render->out, name);
            render_add(render, "\" alt=\"");
        }
        render->plain++;
        return;
    }
    if (--render->plain > 0)
        return;
    render_add(render, "\"");
    title_attribute(render, node);
    if (!commonmark)
        image_size(render, node->image);
    render_add(render, " />");
}

// ---- the rest

static void mark(Render *render, const char *name, bool entering)
{
    if (!render->plain)
        buf_print(&render->out, entering ? "<%s>" : "</%s>", name);
}

static void text(Render *render, const Node *node)
{
    Str rest = str_slice(node->text, render->skip, node->text.n);

    render->skip = 0;
    if (render->plain && str_equal(rest, STR("\n")))
        rest = STR(" ");
    render_text(render, rest);
}

static void html_inline(Render *render, const Node *node)
{
    if (render->document && render->document->project->allow_html && !render->plain)
        buf_add(&render->out, node->text);
    else
        render_text(render, node->text);
}

// ---- footnotes

// Its number on this page, from 1.
static int number_here(Render *render, const Node *note)
{
    for (size_t i = 0; i < render->notes.n; i++)
        if (render->notes.at[i] == note)
            return (int)i + 1;
    *vec_push(render->arena, &render->notes) = note;
    return (int)render->notes.n;
}

Str render_note_number(Render *render, const Node *note)
{
    const Style *style = render->document->project->style;
    int number = number_here(render, note);

    return note_number(render->arena, style, style->notes.by_page ? number : note->order);
}

static void note_call(Render *render, const Node *node)
{
    bool link = render->medium == MEDIUM_PAGE && !render->links;

    if (render->plain)
        return;
    Str number = render_note_number(render, node->note);
    render_add(render, "<sup>");
    if (link) {
        buf_print(&render->out, "<a class=\"note-mark\" id=\"%.*s\" href=\"#%.*s\" role=\"doc-noteref\">",
                  STR_ARG(node->id), STR_ARG(node->note->id));
    } else if (render->medium == MEDIUM_BARE && !render->links) {
        render_anchor(render, node->id);
        buf_print(&render->out, "<a href=\"#%.*s\">", STR_ARG(node->note->id));
    } else if (render->medium == MEDIUM_PAGE) {
        buf_print(&render->out, "<span id=\"%.*s\">", STR_ARG(node->id));
    }
    render_text(render, number);
    if (render->medium == MEDIUM_PAGE)
        render_add(render, link ? "</a>" : "</span>");
    else if (render->medium == MEDIUM_BARE && !render->links)
        render_add(render, "</a>");
    render_add(render, "</sup>");
}

bool render_inline(Render *render, const Node *node, bool entering)
{
    switch (node->kind) {
    case NODE_TEXT:
        text(render, node);
        break;
    case NODE_LINE_BREAK:
        render_add(render, render->plain ? " " : "<br />\n");
        break;
    case NODE_CODE:
        mark(render, "code", true);
        render_text(render, node->text);
        mark(render, "code", false);
        break;
    case NODE_HTML_INLINE:
        html_inline(render, node);
        break;
    case NODE_EMPHASIS:
        mark(render, "em", entering);
        break;
    case NODE_STRONG:
        mark(render, "strong", entering);
        break;
    case NODE_LINK:
        link(render, node, entering);
        break;
    case NODE_IMAGE:
        image(render, node, entering);
        break;
    case NODE_FIGURE:
        figure_node(render, node);
        break;
    case NODE_NOTE_MARK:
        note_call(render, node);
        break;
    default:
        return false;
    }
    return true;
}

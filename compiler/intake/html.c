// A web page to its lines: of a published page its main text, found by where the words are.
#include <ctype.h>
#include <gumbo.h>
#include <strings.h>

#include "intake/internal-intake.h"

#define MOST_DEPTH 1000  // of tags that are open: deeper ones take the parser's time, squared
#define MOST_DESCENTS 64 // from the page to its main text
#define MOST_SPAN 200

typedef struct Step {
    const GumboNode *node;
    unsigned next; // child
} Step;

typedef struct RowSpan { // of a cell above
    uint32_t column, columns, rows;
} RowSpan;

typedef struct Grid {
    uint32_t column;
    VEC(RowSpan) spans;
} Grid;

typedef struct Html {
    Arena *arena;
    Diag *diag;
    Builder build;
    VEC(Step) steps;
    VEC(Grid) grids; // of the tables that are open
    VEC(int) lists;  // numbers of the lists that are open; -1: without
    int heading, bold, pre;
    bool run_in; // the paragraph goes on past its heading's end
    Str number;  // of the item that begins
} Html;

// ---- what elements are

static bool is_one_of(GumboTag tag, const GumboTag *tags, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tags[i] == tag)
            return true;
    return false;
}

#define ONE_OF(tag, ...)                                                                                     \
    is_one_of(tag, (const GumboTag[]){__VA_ARGS__},                                                          \
              sizeof((const GumboTag[]){__VA_ARGS__}) / sizeof(GumboTag))

static GumboTag tag_of(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? node->v.element.tag
                                                                                 : GUMBO_TAG_UNKNOWN;
}

static const GumboVector *children_of(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT    ? &node->v.element.children
           : node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
                                               : NULL;
}

static Str attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *found =
        node->type == GUMBO_NODE_ELEMENT ? gumbo_get_attribute(&node->v.element.attributes, name) : NULL;

    return found ? str_of(found->value) : (Str){0};
}

// No text of the page: scripts, and what is filled in or pressed.
static bool is_machinery(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
                  GUMBO_TAG_HEAD, GUMBO_TAG_SVG, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_AUDIO,
                  GUMBO_TAG_VIDEO, GUMBO_TAG_CANVAS);
}

static bool is_navigation(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_NAV, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE, GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON,
                  GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT);
}

static bool is_block(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4,
                  GUMBO_TAG_H5, GUMBO_TAG_H6, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI, GUMBO_TAG_DL,
                  GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_TABLE, GUMBO_TAG_CAPTION, GUMBO_TAG_SECTION,
                  GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_HEADER, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,
                  GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS, GUMBO_TAG_CENTER, GUMBO_TAG_FORM,
                  GUMBO_TAG_FIELDSET, GUMBO_TAG_HR, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_BODY);
}

static bool style_says(const GumboNode *node, const char *property, const char *value)
{
    Str style = attribute(node, "style"), wanted = str_of(property);
    StrBuf plain = {.arena = arena_new()};
    ptrdiff_t at;
    bool says = false;

    for (size_t i = 0; i < style.n; i++)
        if (!isspace((unsigned char)style.at[i]))
            buf_add_char(&plain, (char)tolower((unsigned char)style.at[i]));
    at = str_find(buf_str(&plain), wanted, 0);
    if (at >= 0)
        says = str_starts(str_slice(buf_str(&plain), (size_t)at + wanted.n, plain.n), str_of(value));
    arena_free(plain.arena);
    return says;
}

static bool is_hidden(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT &&
           (gumbo_get_attribute(&node->v.element.attributes, "hidden") ||
            style_says(node, "display:", "none") || style_says(node, "visibility:", "hidden"));
}

static bool is_bold(const GumboNode *node)
{
    GumboTag tag = tag_of(node);

    return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || style_says(node, "font-weight:", "bold") ||
           style_says(node, "font-weight:", "7");
}

// ---- where the words are

static size_t characters(const char *text)
{
    size_t n = 0;

    for (Str s = str_of(text); s.n;) {
        size_t at = 0;

        n += !char_is_blank(utf8_next(s, &at));
        s = str_slice(s, at, s.n);
    }
    return n;
}

// A link that leads to another page; one to a place in this one, or around a figure, is text.
static bool leads_away(const GumboNode *node)
{
    Str target = attribute(node, "href");
    const GumboVector *children = children_of(node);

    if (tag_of(node) != GUMBO_TAG_A || target.n == 0 || target.at[0] == '#')
        return false;
    return !(children && children->length == 1 && tag_of(children->data[0]) == GUMBO_TAG_DATA);
}

typedef struct Words {
    size_t text, links;
    StrBuf *all; // NULL, or all of them
} Words;

// The characters below a node that are no links, and those that are.
static Words words_below(Html *html, const GumboNode *root, StrBuf *all)
{
    VEC(Step) steps = {0};
    Words words = {0};
    size_t link = 0; // depth at which one is open

    *vec_push(html->arena, &steps) = (Step){root, 0};
    while (steps.n) {
        Step *step = vec_last(&steps);
        const GumboVector *children = children_of(step->node);
        const GumboNode *node;

        if (!children || step->next >= children->length) {
            link = link == steps.n ? 0 : link;
            steps.n--;
            continue;
        }
        node = children->data[step->next++];
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
            size_t n = characters(node->v.text.text);

            words.text += link ? 0 : n;
            words.links += link ? n : 0;
            if (all && n) {
                buf_add_c(all, node->v.text.text);
                buf_add_char(all, ' ');
            }
        } else if (node->type == GUMBO_NODE_ELEMENT && !is_machinery(tag_of(node))) {
            *vec_push(html->arena, &steps) = (Step){node, 0};
            if (!link && leads_away(node))
                link = steps.n;
        }
    }
    return words;
}

static size_t text_of(Html *html, const GumboNode *node)
{
    return is_machinery(tag_of(node)) || is_navigation(tag_of(node)) || is_hidden(node)
               ? 0
               : words_below(html, node, NULL).text;
}

// The one child that holds nearly all of the text; NULL where there is none.
static const GumboNode *main_child(Html *html, const GumboNode *node)
{
    const GumboVector *children = children_of(node);
    size_t all = words_below(html, node, NULL).text;

    for (unsigned i = 0; children && all && i < children->length; i++) {
        const GumboNode *child = children->data[i];

        if (child->type == GUMBO_NODE_ELEMENT && text_of(html, child) * 100 >= all * 85)
            return child;
    }
    return NULL;
}

// A row or a paragraph is no page: what holds it is.
static bool is_whole(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_BODY, GUMBO_TAG_DIV, GUMBO_TAG_TD, GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE,
                  GUMBO_TAG_SECTION, GUMBO_TAG_CENTER, GUMBO_TAG_FORM);
}

static const GumboNode *main_text(Html *html, const GumboNode *root)
{
    const GumboNode *node = root, *best = root;

    for (int i = 0; i < MOST_DESCENTS; i++) {
        node = main_child(html, node);
        if (!node)
            break;
        if (is_whole(tag_of(node)))
            best = node;
    }
    return best;
}

// ---- what is left out

static void leave(Html *html, const GumboNode *node, IntakeLeft left)
{
    StrBuf all = {.arena = html->arena};

    words_below(html, node, &all);
    builder_remark(&html->build, left, buf_str(&all));
}

// Siblings of the main text, all the way up.
static void leave_around(Html *html, const GumboNode *root, const GumboNode *kept)
{
    for (const GumboNode *node = kept; node && node != root; node = node->parent) {
        const GumboVector *siblings = node->parent ? children_of(node->parent) : NULL;

        for (unsigned i = 0; siblings && i < siblings->length; i++) {
            const GumboNode *one = siblings->data[i];

            if (one != node && one->type == GUMBO_NODE_ELEMENT && !is_machinery(tag_of(one)))
                leave(html, one, LEFT_NAVIGATION);
        }
    }
}

// Within the main text: menus, lists of links to other pages.
static bool is_menu(Html *html, const GumboNode *node)
{
    Words words;

    if (is_navigation(tag_of(node)))
        return true;
    if (!ONE_OF(tag_of(node), GUMBO_TAG_DIV, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_SECTION))
        return false;
    words = words_below(html, node, NULL);
    return words.links >= 10 && words.links > 4 * words.text;
}

// ---- the walk

// A heading that ends with a colon begins the paragraph after it.
static bool runs_in(Html *html)
{
    Str text = str_trim(builder_open_text(&html->build));
    bool colon = str_ends(text, STR("：")) || str_ends(text, STR(":"));

    return html->heading && colon;
}

static void paragraph_break(Html *html)
{
    if (html->run_in) {
        html->run_in = false;
        return;
    }
    if (!builder_in_paragraph(&html->build))
        return;
    if (!builder_has_text(&html->build)) {
        builder_paragraph_end(&html->build, (ParagraphLook){0});
        return;
    }
    builder_paragraph_end(&html->build, (ParagraphLook){html->heading, html->number});
    html->number = (Str){0};
}

static void text_add(Html *html, const char *text)
{
    StrBuf plain = {.arena = html->arena};
    Str before = builder_open_text(&html->build);
    bool blank = before.n == 0 || before.at[before.n - 1] == ' ' || before.at[before.n - 1] == '\n';

    for (const char *at = text; *at; at++) {
        bool one = *at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == '\f';

        if (html->pre && *at == '\n')
            buf_add_char(&plain, '\n');
        else if (!one)
            buf_add_char(&plain, *at);
        else if (!blank || html->pre)
            buf_add_char(&plain, ' ');
        blank = one;
    }
    if (plain.n && (builder_in_paragraph(&html->build) || str_trim(buf_str(&plain)).n))
        builder_text(&html->build, buf_str(&plain), html->bold > 0);
}

static uint32_t number_of(Str text, uint32_t fallback)
{
    uint32_t value = 0;

    text = str_trim(text);
    if (text.n == 0 || text.n > 6)
        return fallback;
    for (size_t i = 0; i < text.n; i++) {
        if (!isdigit((unsigned char)text.at[i]))
            return fallback;
        value = value * 10 + (uint32_t)(text.at[i] - '0');
    }
    return value;
}

// ---- lists

static Str list_format(const GumboNode *list)
{
    static const struct {
        const char *css, *name;
    } styles[] = {{"cjk-ideographic", "chineseCounting"},
                  {"simp-chinese-informal", "chineseCounting"},
                  {"simp-chinese-formal", "chineseLegalSimplified"},
                  {"upper-roman", "upperRoman"},
                  {"lower-roman", "lowerRoman"},
                  {"upper-alpha", "upperLetter"},
                  {"lower-alpha", "lowerLetter"},
                  {"upper-latin", "upperLetter"},
                  {"lower-latin", "lowerLetter"}};
    Str type = attribute(list, "type");

    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
        if (style_says(list, "list-style-type:", styles[i].css) ||
            style_says(list, "list-style:", styles[i].css))
            return str_of(styles[i].name);
    switch (type.n ? type.at[0] : '1') {
    case 'a':
        return STR("lowerLetter");
    case 'A':
        return STR("upperLetter");
    case 'i':
        return STR("lowerRoman");
    case 'I':
        return STR("upperRoman");
    default:
        return STR("decimal");
    }
}

static void item_begin(Html *html, const GumboNode *node)
{
    int *number = html->lists.n ? vec_last(&html->lists) : NULL;
    const GumboNode *list = node->parent;
    StrBuf text = {.arena = html->arena};

    html->number = (Str){0};
    if (!number || *number < 0 || !list)
        return;
    *number = (int)number_of(attribute(node, "value"), (uint32_t)*number + 1);
    number_write(&text, list_format(list), (uint32_t)*number);
    buf_add_c(&text, ".");
    html->number = buf_str(&text);
}

static void list_begin(Html *html, const GumboNode *node)
{
    bool plain = tag_of(node) != GUMBO_TAG_OL || style_says(node, "list-style:", "none") ||
                 style_says(node, "list-style-type:", "none");

    *vec_push(html->arena, &html->lists) = plain ? -1 : (int)number_of(attribute(node, "start"), 1) - 1;
    if (!plain && *vec_last(&html->lists) < 0)
        *vec_last(&html->lists) = 0;
}

// ---- tables

// Cells above that reach into this row, at the column that comes next.
static void covered_cells(Html *html, Grid *grid)
{
    for (size_t i = 0; i < grid->spans.n;) {
        RowSpan *span = &grid->spans.at[i];

        if (span->rows && span->column == grid->column) {
            builder_cell(&html->build, span->columns, 1, true);
            builder_cell_end(&html->build);
            grid->column += span->columns;
            span->rows--;
            i = 0;
        } else {
            i++;
        }
    }
}

static void cell_begin(Html *html, const GumboNode *node)
{
    Grid *grid = html->grids.n ? vec_last(&html->grids) : NULL;
    uint32_t columns = number_of(attribute(node, "colspan"), 1),
             rows = number_of(attribute(node, "rowspan"), 1);

    columns = columns < 1 ? 1 : columns > MOST_SPAN ? MOST_SPAN : columns;
    rows = rows < 1 ? 1 : rows > 1000 ? 1000 : rows;
    if (!grid)
        return;
    covered_cells(html, grid);
    if (rows > 1 && grid->spans.n < MOST_SPAN)
        *vec_push(html->arena, &grid->spans) = (RowSpan){grid->column, columns, rows - 1};
    grid->column += columns;
    builder_cell(&html->build, columns, rows, false);
}

static void row_begin(Html *html, const GumboNode *node)
{
    if (html->grids.n == 0)
        return;
    vec_last(&html->grids)->column = 0;
    builder_row(&html->build);
    if (node->parent && tag_of(node->parent) == GUMBO_TAG_THEAD)
        builder_row_head(&html->build);
}

// Spans that began in this row are counted from the next.
static void row_end(Html *html)
{
    Grid *grid;
    size_t kept = 0;

    if (html->grids.n == 0)
        return;
    grid = vec_last(&html->grids);
    covered_cells(html, grid);
    for (size_t i = 0; i < grid->spans.n; i++)
        if (grid->spans.at[i].rows)
            grid->spans.at[kept++] = grid->spans.at[i];
    grid->spans.n = kept;
    builder_row_end(&html->build);
}

static bool in_table(const Html *html)
{
    return html->grids.n > 0;
}

// ---- elements

static void picture_add(Html *html, const GumboNode *node)
{
    Str from = attribute(node, "src"), words = attribute(node, "alt");

    if (str_starts(from, STR("data:")))
        from = STR("picture");
    builder_picture(&html->build, picture_name(from), (Str){0}, words);
}

static void element_begin(Html *html, const GumboNode *node)
{
    GumboTag tag = tag_of(node);

    if (is_block(tag) || (in_table(html) && ONE_OF(tag, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH)))
        paragraph_break(html);
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6)
        html->heading = (int)(tag - GUMBO_TAG_H1) + 1;
    else if (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL)
        list_begin(html, node);
    else if (tag == GUMBO_TAG_LI)
        item_begin(html, node);
    else if (tag == GUMBO_TAG_BR)
        builder_text(&html->build, STR("\n"), html->bold > 0);
    else if (tag == GUMBO_TAG_PRE)
        html->pre++;
    else if (tag == GUMBO_TAG_IMG)
        picture_add(html, node);
    else if (tag == GUMBO_TAG_TR)
        row_begin(html, node);
    else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
        cell_begin(html, node);
    else if (tag == GUMBO_TAG_TABLE) {
        *vec_push(html->arena, &html->grids) = (Grid){0};
        builder_table(&html->build);
    }
    html->bold += is_bold(node);
}

static void element_end(Html *html, const GumboNode *node)
{
    GumboTag tag = tag_of(node);

    html->bold -= is_bold(node);
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 && runs_in(html)) {
        html->heading = 0;
        html->run_in = true;
        return;
    }
    if (is_block(tag) || (in_table(html) && ONE_OF(tag, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH)))
        paragraph_break(html);
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6)
        html->heading = 0;
    else if (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL)
        html->lists.n--;
    else if (tag == GUMBO_TAG_PRE)
        html->pre--;
    else if (tag == GUMBO_TAG_TR)
        row_end(html);
    else if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && in_table(html))
        builder_cell_end(&html->build);
    else if (tag == GUMBO_TAG_TABLE && in_table(html)) {
        html->grids.n--;
        builder_table_end(&html->build);
    }
}

// False where what is below it is passed over.
static bool enters(Html *html, const GumboNode *node)
{
    GumboTag tag = tag_of(node);

    if (node->type != GUMBO_NODE_ELEMENT || is_machinery(tag))
        return false;
    if (is_hidden(node)) {
        leave(html, node, LEFT_HIDDEN);
        return false;
    }
    if (tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP) {
        leave(html, node, LEFT_RUBY);
        return false;
    }
    if (is_menu(html, node)) {
        leave(html, node, LEFT_NAVIGATION);
        return false;
    }
    return true;
}

static void walk(Html *html, const GumboNode *root)
{
    *vec_push(html->arena, &html->steps) = (Step){root, 0};
    while (html->steps.n) {
        Step *step = vec_last(&html->steps);
        const GumboVector *children = children_of(step->node);
        const GumboNode *node;

        if (!children || step->next >= children->length) {
            if (html->steps.n > 1)
                element_end(html, step->node);
            html->steps.n--;
            continue;
        }
        node = children->data[step->next++];
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
            node->type == GUMBO_NODE_WHITESPACE)
            text_add(html, node->v.text.text);
        else if (enters(html, node)) {
            element_begin(html, node);
            *vec_push(html->arena, &html->steps) = (Step){node, 0};
        }
    }
    paragraph_break(html);
}

// ---- how deep

// Tags that are closed by what follows them, or never.
static bool closes_itself(Str name)
{
    static const char *const names[] = {"p",     "li",    "dt",     "dd",     "tr",       "td",   "th",
                                        "tbody", "thead", "tfoot",  "br",     "img",      "hr",   "meta",
                                        "link",  "input", "col",    "option", "wbr",      "area", "base",
                                        "embed", "param", "source", "track",  "colgroup", "o:p"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (name.n == str_of(names[i]).n && strncasecmp(name.at, names[i], name.n) == 0)
            return true;
    return false;
}

static bool is_too_deep(Str text)
{
    size_t open = 0;

    for (size_t i = 0; i + 1 < text.n; i++) {
        size_t at = i + 1, from;
        bool end;

        if (text.at[i] != '<')
            continue;
        end = text.at[at] == '/';
        at += end;
        for (from = at; at < text.n && (isalnum((unsigned char)text.at[at]) || text.at[at] == ':'); at++)
            ;
        if (at == from || closes_itself(str_slice(text, from, at)))
            continue;
        if (end)
            open -= open > 0;
        else if (++open > MOST_DEPTH)
            return true;
    }
    return false;
}

const Intake *intake_html(Arena *arena, Diag *diag, const Source *source)
{
    Html html = {.arena = arena, .diag = diag, .build = builder_new(arena, diag, source->name)};
    GumboOptions options = kGumboDefaultOptions;
    GumboOutput *output;
    const GumboNode *kept;

    if (is_too_deep(source->text)) {
        diag_report(diag, SEVERITY_ERROR, "intake-deep", (Place){.file = source->name},
                    str_of(_("copy the text out of a browser into a .txt")),
                    _("tags stand more than %d deep"), MOST_DEPTH);
        return NULL;
    }
    options.max_errors = 0;
    output = gumbo_parse_with_options(&options, source->text.at, source->text.n);
    kept = main_text(&html, output->root);
    leave_around(&html, output->root, kept);
    walk(&html, kept);
    gumbo_destroy_output(&options, output);
    return builder_end(&html.build, INTAKE_HTML);
}

// A web page to its lines.
#include <ctype.h>
#include <strings.h>

#include "intake/internal-html.h"

#define MOST_DEPTH 1000 // of tags that are open: deeper ones take the parser's time, squared
#define MOST_SPAN 200

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
    Str type = html_attribute(list, "type");

    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
        if (html_style_says(list, "list-style-type:", styles[i].css) ||
            html_style_says(list, "list-style:", styles[i].css))
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
    if (number && list && html_tag(list) == GUMBO_TAG_UL && !html_style_says(list, "list-style:", "none") &&
        !html_style_says(list, "list-style-type:", "none"))
        builder_remark(&html->build, LEFT_BULLET, STR("•"));
    if (!number || *number < 0 || !list)
        return;
    *number = (int)number_of(html_attribute(node, "value"), (uint32_t)*number + 1);
    number_write(&text, list_format(list), (uint32_t)*number);
    buf_add_c(&text, ".");
    html->number = buf_str(&text);
}

static void list_begin(Html *html, const GumboNode *node)
{
    bool plain = html_tag(node) != GUMBO_TAG_OL || html_style_says(node, "list-style:", "none") ||
                 html_style_says(node, "list-style-type:", "none");

    *vec_push(html->arena, &html->lists) = plain ? -1 : (int)number_of(html_attribute(node, "start"), 1) - 1;
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

// How far a cell is set in, in ems: class="indent-2", padding-left or text-indent of its style.
static Str digits_of(Str text)
{
    size_t n = 0;

    while (n < text.n && n < 4 && isdigit((unsigned char)text.at[n]))
        n++;
    return str_slice(text, 0, n);
}

static unsigned indent_of(const GumboNode *node)
{
    static const Str names[] = {{"padding-left:", 13}, {"text-indent:", 12}};
    Str class = html_attribute(node, "class"), style = html_attribute(node, "style");
    ptrdiff_t at = str_find(class, STR("indent-"), 0);

    if (at >= 0)
        return number_of(digits_of(str_slice(class, (size_t)at + 7, class.n)), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        unsigned value;
        Str rest;

        at = str_find(style, names[i], 0);
        if (at < 0)
            continue;
        rest = str_trim(str_slice(style, (size_t)at + names[i].n, style.n));
        value = number_of(digits_of(rest), 0);
        return str_find(str_slice(rest, 0, 8), STR("em"), 0) > 0 ? value : value / 12;
    }
    return 0;
}

static void cell_begin(Html *html, const GumboNode *node)
{
    Grid *grid = html->grids.n ? vec_last(&html->grids) : NULL;
    uint32_t columns = number_of(html_attribute(node, "colspan"), 1),
             rows = number_of(html_attribute(node, "rowspan"), 1);

    columns = columns < 1 ? 1 : columns > MOST_SPAN ? MOST_SPAN : columns;
    rows = rows < 1 ? 1 : rows > 1000 ? 1000 : rows;
    if (!grid)
        return;
    covered_cells(html, grid);
    if (rows > 1 && grid->spans.n < MOST_SPAN)
        *vec_push(html->arena, &grid->spans) = (RowSpan){grid->column, columns, rows - 1};
    grid->column += columns;
    builder_cell(&html->build, columns, rows, false);
    builder_cell_indent(&html->build, indent_of(node));
}

static void row_begin(Html *html, const GumboNode *node)
{
    if (html->grids.n == 0)
        return;
    vec_last(&html->grids)->column = 0;
    builder_row(&html->build);
    if (node->parent && html_tag(node->parent) == GUMBO_TAG_THEAD)
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
    Str from = html_attribute(node, "src"), words = html_attribute(node, "alt");

    if (str_starts(from, STR("data:")))
        from = STR("picture");
    builder_picture(&html->build, picture_name(from), (Str){0}, words);
}

static void element_begin(Html *html, const GumboNode *node)
{
    GumboTag tag = html_tag(node);

    if (html_is_block(tag) || (in_table(html) && ONE_OF(tag, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH)))
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
        if (html_attribute(node, "data-chart").n)
            builder_table_chart(&html->build);
    }
    html->bold += html_is_bold(node);
}

static void element_end(Html *html, const GumboNode *node)
{
    GumboTag tag = html_tag(node);

    html->bold -= html_is_bold(node);
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 && runs_in(html)) {
        html->heading = 0;
        html->run_in = true;
        return;
    }
    if (html_is_block(tag) || (in_table(html) && ONE_OF(tag, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH)))
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
    GumboTag tag = html_tag(node);

    if (node->type != GUMBO_NODE_ELEMENT || html_is_machinery(tag))
        return false;
    if (html_is_hidden(node)) {
        html_leave(html, node, LEFT_HIDDEN);
        return false;
    }
    if (tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP) {
        html_leave(html, node, LEFT_RUBY);
        return false;
    }
    if (html_is_menu(html, node)) {
        html_leave(html, node, LEFT_NAVIGATION);
        return false;
    }
    return true;
}

static void walk(Html *html, const GumboNode *root)
{
    *vec_push(html->arena, &html->steps) = (Step){root, 0};
    while (html->steps.n) {
        Step *step = vec_last(&html->steps);
        const GumboVector *children = html_children(step->node);
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
    kept = html_main_text(&html, output->root);
    html_leave_around(&html, output->root, kept);
    walk(&html, kept);
    html_linked_tell(&html, output->root);
    gumbo_destroy_output(&options, output);
    return builder_end(&html.build, INTAKE_HTML);
}

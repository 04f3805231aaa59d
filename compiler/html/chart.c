// A chart as inline SVG with its words, and the table of its figures behind it. In fragments, which go where
// SVG is often taken out, the table alone.
#include "html/internal-html.h"

// A class for the style sheet, which has other colours where the screen is dark, and the style's own.
static void colour(Render *render, int fill)
{
    const Style *style = render->document->project->style;

    if (fill == CHART_FILL_PAPER)
        render_add(render, " class=\"paper\" fill=\"#FFFFFF\"");
    else if (fill == CHART_FILL_INK)
        render_add(render, " class=\"ink\" fill=\"#000000\"");
    else
        buf_print(&render->out, " class=\"fill-%d\" fill=\"#%06X\"", fill + 1,
                  (unsigned)style->chart_colours[fill]);
}

static void shape(Render *render, const ChartShape *item)
{
    static const char *const anchors[] = {
        [CHART_START] = "start", [CHART_MIDDLE] = "middle", [CHART_END] = "end"};

    if (item->text.n == 0) {
        buf_print(&render->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", item->x, item->y,
                  item->width, item->height);
        colour(render, item->fill);
        render_add(render, " />\n");
        return;
    }
    buf_print(&render->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\"", item->x, item->y,
              anchors[item->anchor]);
    colour(render, item->fill);
    render_add(render, ">");
    render_text(render, item->text);
    render_add(render, "</text>\n");
}

static void open_drawing(Render *render, const Node *node, const ChartDrawing *made, const char *form)
{
    buf_print(&render->out,
              "<svg class=\"%s\" viewBox=\"0 0 %d %d\" font-size=\"%d\" role=\"img\" "
              "aria-labelledby=\"%.*s-title\" aria-describedby=\"%.*s-text\">\n",
              form, made->width, made->height, CHART_TEXT, STR_ARG(node->id), STR_ARG(node->id));
}

static void shapes(Render *render, const ChartDrawing *made)
{
    for (size_t i = 0; i < made->shape_count; i++)
        shape(render, &made->shapes[i]);
    render_add(render, "</svg>\n");
}

// Twice: the style sheet shows the one that fits the screen. Both go by the words that stand in the first.
static void drawing(Render *render, const Node *node)
{
    const ChartDrawing *wide = chart_draw(render->arena, node->chart);
    const ChartDrawing *narrow = chart_draw_narrow(render->arena, node->chart);

    open_drawing(render, node, wide, "wide");
    buf_print(&render->out, "<title id=\"%.*s-title\">", STR_ARG(node->id));
    render_text(render, node->chart->title);
    buf_print(&render->out, "</title>\n<desc id=\"%.*s-text\">", STR_ARG(node->id));
    render_text(render, chart_description(render->arena, node->chart));
    render_add(render, "</desc>\n");
    shapes(render, wide);
    open_drawing(render, node, narrow, "narrow");
    shapes(render, narrow);
}

// Header cells are like those of tables: shaded by class in pages, framed by style in fragments.
static void cell(Render *render, const char *tag, const char *class)
{
    buf_print(&render->out, "<%s", tag);
    if (render->medium == MEDIUM_FRAGMENT)
        render_add(render, " style=\"border:1px solid #666;padding:0.3em 0.5em\"");
    else if (render->medium == MEDIUM_BARE && class)
        render_add(render, " align=\"right\"");
    else if (class)
        render_attribute(render, "class", str_of(class));
    render_add(render, ">");
}

static void head_cell(Render *render, Str text)
{
    cell(render, "th scope=\"col\"", NULL);
    render_text(render, text);
    render_add(render, "</th>");
}

static void table_head(Render *render, const Chart *chart)
{
    render_add(render, "<thead>\n<tr>");
    head_cell(render, render_word(render, WORDS_CHART_NAMES));
    for (size_t i = 0; i < chart->series_count; i++)
        head_cell(render, chart->series[i].n ? chart->series[i] : render_word(render, WORDS_CHART_VALUES));
    if (chart->kind == CHART_SHARES)
        head_cell(render, render_word(render, WORDS_CHART_SHARES));
    render_add(render, "</tr>\n</thead>\n");
}

static void table_body(Render *render, const Node *node)
{
    const Chart *chart = node->chart;
    const Node *figure = node->first;

    render_add(render, "<tbody>\n");
    for (size_t i = 0; i < chart->name_count; i++) {
        render_add(render, "<tr>");
        cell(render, "th scope=\"row\"", NULL);
        render_text(render, chart->names[i]);
        render_add(render, "</th>");
        for (size_t j = 0; j < chart->series_count && figure; j++, figure = figure->next) {
            cell(render, "td", "decimal");
            render_figure(render, figure->figure, figure->id);
            render_add(render, "</td>");
        }
        if (chart->kind == CHART_SHARES) {
            cell(render, "td", "decimal");
            render_text(render, chart->values[i].share);
            render_add(render, "</td>");
        }
        render_add(render, "</tr>\n");
    }
    render_add(render, "</tbody>\n");
}

static void data_table(Render *render, const Node *node)
{
    const Chart *chart = node->chart;

    render_open(render, "table", LOOK_TABLE, (Str){0});
    render_add(
        render,
        render->medium == MEDIUM_BARE
            ? ">\n<caption>"
            : " data-chart=\"1\">\n<caption>"); // what reads the page again must not take it for a table
    render_text(render, chart->title);
    if (chart->unit.n) {
        render_add(render, "（");
        render_text(render, chart->unit);
        render_add(render, "）");
    }
    render_add(render, "</caption>\n");
    table_head(render, chart);
    table_body(render, node);
    render_add(render, "</table>\n");
}

// What a keyboard scrolls on a narrow screen has a name.
static void open_region(Render *render, const Node *node)
{
    render_add(render, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
    render_text(render, node->chart->title);
    render_text(render, STR("："));
    render_text(render, render_word(render, WORDS_CHART_DATA));
    render_add(render, "\">\n");
}

void render_chart(Render *render, const Node *node)
{
    render_line_start(render);
    if (render->medium != MEDIUM_PAGE) {
        data_table(render, node);
        return;
    }
    buf_print(&render->out, "<figure class=\"chart\" id=\"%.*s\">\n", STR_ARG(node->id));
    drawing(render, node);
    render_add(render, "<details>\n<summary>");
    render_text(render, render_word(render, WORDS_CHART_DATA_OF));
    render_add(render, "</summary>\n");
    open_region(render, node);
    data_table(render, node);
    render_add(render, "</section>\n</details>\n</figure>\n");
}

// A chart: its boxes as rules and its labels as lines of text, all of one Figure, on one page.
#include "layout/internal-pages.h"

struct ChartSet {
    const ChartDrawing *drawing;
    const Style *style;
    FontSet *fonts;
    Place place;
    Plain **labels; // one a shape; NULL for boxes
};

// Lengths of the drawing at this width.
static Length scaled(const PictureBlock *picture, int permille)
{
    return length_scale(picture->width, permille, CHART_WIDTH);
}

ChartSet *chartset_make(Job *job, const Node *node)
{
    ChartSet *chart = ARENA_NEW(job->arena, ChartSet);

    *chart = (ChartSet){.drawing = chart_draw(job->arena, node->chart),
                        .style = job->style,
                        .fonts = job->fonts,
                        .place = source_place(node->source, node->offset, 0)};
    return chart;
}

// As wide as the measure, less where it would be higher than the type area.
void chartset_size(PictureBlock *picture)
{
    const ChartSet *chart = picture->chart;
    Length most = chart->style->page.area_height;

    picture->width = picture->measure;
    if (scaled(picture, chart->drawing->height) > most)
        picture->width = length_scale(most, CHART_WIDTH, chart->drawing->height);
    picture->height = scaled(picture, chart->drawing->height);
}

static uint32_t fill_colour(const ChartSet *chart, int fill)
{
    if (fill < CHART_COLOURS)
        return chart->style->chart_colours[fill];
    return fill == CHART_FILL_PAPER ? 0xFFFFFF : chart->style->roles[ROLE_TABLE_CELL].colour;
}

void chartset_set(Arena *arena, Diag *diag, PictureBlock *picture)
{
    ChartSet *chart = picture->chart;
    const RoleStyle *role = &chart->style->roles[ROLE_TABLE_CELL];

    chart->labels = ARENA_ARRAY(arena, Plain *, chart->drawing->shape_count);
    for (size_t i = 0; i < chart->drawing->shape_count; i++) {
        const ChartShape *shape = &chart->drawing->shapes[i];
        if (shape->text.n == 0)
            continue;
        chart->labels[i] = plain_set(arena, diag,
                                     &(PlainSpec){.fonts = chart->fonts,
                                                  .role = role,
                                                  .size = scaled(picture, CHART_TEXT),
                                                  .text = shape->text,
                                                  .place = chart->place});
        chart->labels[i]->colour = fill_colour(chart, shape->fill);
    }
}

static void place_box(PageMaker *maker, const PictureBlock *picture, const ChartShape *shape, Length x,
                      Length y)
{
    Length left = scaled(picture, shape->x), top = scaled(picture, shape->y);

    // Edges are scaled, not widths, so that boxes that meet still meet.
    page_fill(maker, picture->mark.element, fill_colour(picture->chart, shape->fill),
              (Rect){.x = x + left,
                     .y = y + top,
                     .width = scaled(picture, shape->x + shape->width) - left,
                     .height = scaled(picture, shape->y + shape->height) - top});
}

void chartset_place(PageMaker *maker, const PictureBlock *picture, Length x, Length y)
{
    const ChartSet *chart = picture->chart;
    // Its ground: what the Figure's box is taken from. A draft's or example's mark shows through.
    const ChartShape ground = {
        .width = CHART_WIDTH, .height = chart->drawing->height, .fill = CHART_FILL_PAPER};

    if (!maker->job->document->mark.n)
        place_box(maker, picture, &ground, x, y);
    for (size_t i = 0; i < chart->drawing->shape_count; i++) {
        const ChartShape *shape = &chart->drawing->shapes[i];
        if (!chart->labels[i]) {
            place_box(maker, picture, shape, x, y);
            continue;
        }
        Length width = chart->labels[i]->width;
        Length before = shape->anchor == CHART_START ? 0 : shape->anchor == CHART_MIDDLE ? width / 2 : width;
        page_plain(maker, chart->labels[i], x + scaled(picture, shape->x) - before,
                   y + scaled(picture, shape->y), picture->mark.element);
    }
}

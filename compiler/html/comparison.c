// What the index says of this year and last: beside the key figures, and as a bar of what the money is for.
#include "html/internal-site.h"

static void add_line(const Site *site, Items *lines, Str text)
{
    if (text.n)
        vec_push(site->arena, lines)->texts[SLOT_LINE] = text;
}

const Items *changes_of(const Site *site, Str name)
{
    const YearComparison *comparison = &site->document->comparison;
    Items *lines = ARENA_NEW(site->arena, Items);

    for (size_t i = 0; i < comparison->figure_count; i++) {
        const ComparedFigure *figure = &comparison->figures[i];

        if (!str_equal(figure->name, name))
            continue;
        add_line(site, lines, figure->change);
        add_line(site, lines, figure->budget_change);
    }
    return lines;
}

Str purpose_of(Site *site)
{
    const Node *chart = site->document->comparison.chart;
    Render render = {.arena = site->arena,
                     .out = {.arena = site->arena},
                     .medium = MEDIUM_PAGE,
                     .document = site->document,
                     .images = &site->images,
                     .made = site->made};

    if (chart)
        render_chart(&render, chart);
    return buf_str(&render.out);
}

// A page's items as SVG elements (SVG 1.1, 5.6 and 7).
#include <stdlib.h>

#include "svg/internal-svg.h"

// A glyph that the page shows.
typedef struct Shape {
    const Font *font; // whose outline it is
    uint32_t glyph;
} Shape;

typedef struct Svg {
    Arena *arena;
    Diag *diag;
    const Pages *pages;
    const Page *page;
    size_t index;
    StrBuf out;
    VEC(Shape) shapes; // sorted, each once; a shape's place in it is its id
} Svg;

// ---- outlines

// By the font's file, not by where the font is in memory, which differs between runs.
static int compare_shapes(const void *a, const void *b)
{
    const Shape *x = a, *y = b;
    if (x->font != y->font) {
        const FontInfo *of_x = font_info(x->font), *of_y = font_info(y->font);
        int order = str_compare(of_x->postscript_name, of_y->postscript_name);
        order = order != 0 ? order : str_compare(of_x->file, of_y->file);
        if (order != 0)
            return order;
        if (of_x->index != of_y->index)
            return of_x->index < of_y->index ? -1 : 1;
    }
    return x->glyph < y->glyph ? -1 : x->glyph > y->glyph;
}

static void collect_shapes(Svg *svg)
{
    size_t kept = 0;
    for (size_t i = 0; i < svg->page->item_count; i++) {
        const Item *item = &svg->page->items[i];
        for (size_t k = 0; item->kind == ITEM_RUN && k < item->run.glyph_count; k++)
            *vec_push(svg->arena, &svg->shapes) =
                (Shape){.font = font_program(item->run.font), .glyph = item->run.glyphs[k].id};
    }
    if (svg->shapes.n == 0)
        return;
    qsort(svg->shapes.at, svg->shapes.n, sizeof *svg->shapes.at, compare_shapes);
    for (size_t i = 0; i < svg->shapes.n; i++)
        if (i == 0 || compare_shapes(&svg->shapes.at[kept - 1], &svg->shapes.at[i]) != 0)
            svg->shapes.at[kept++] = svg->shapes.at[i];
    svg->shapes.n = kept;
}

static size_t shape_of(const Svg *svg, Shape shape)
{
    const Shape *found =
        bsearch(&shape, svg->shapes.at, svg->shapes.n, sizeof *svg->shapes.at, compare_shapes);
    return (size_t)(found - svg->shapes.at);
}

static void write_shapes(Svg *svg)
{
    if (svg->shapes.n == 0)
        return;
    buf_add(&svg->out, STR("<defs>\n"));
    for (size_t i = 0; i < svg->shapes.n; i++) {
        Str outline = font_outline(svg->shapes.at[i].font, svg->arena, svg->shapes.at[i].glyph);
        buf_print(&svg->out, "<path id=\"p%zug%zu\" d=\"", svg->index + 1, i);
        buf_add(&svg->out, outline);
        buf_add(&svg->out, STR("\"/>\n"));
    }
    buf_add(&svg->out, STR("</defs>\n"));
}

// ---- items

static void write_colour(Svg *svg, const char *attribute, uint32_t colour)
{
    buf_print(&svg->out, " %s=\"#%06x\"", attribute, (unsigned)(colour & 0xFFFFFF));
}

// A thousandth of a font unit is a fiftieth of a micrometre of 三号.
static void write_offset(Svg *svg, const char *name, Length offset, const GlyphRun *run, int units)
{
    if (offset == 0)
        return;
    buf_print(&svg->out, " %s=\"", name);
    put_decimal(&svg->out, length_scale(offset, (int64_t)units * 1000, run->size), 3);
    buf_add_char(&svg->out, '"');
}

// In font units, y upwards, within a group that scales them to the run's size.
static void write_run(Svg *svg, const GlyphRun *run)
{
    enum { SCALE_DECIMALS = 9 };
    if (run->glyph_count == 0 || run->size <= 0)
        return;
    const FontInfo *info = font_info(run->font);
    int units = info->units_per_em;
    int64_t scale = length_scale(run->size, (int64_t)1000 * 1000000000, (int64_t)LENGTH_PT * units);
    buf_add(&svg->out, STR("<g transform=\"matrix("));
    put_decimal(&svg->out, scale, SCALE_DECIMALS);
    buf_add(&svg->out, STR(" 0 0 "));
    put_decimal(&svg->out, -scale, SCALE_DECIMALS);
    buf_print(&svg->out, " %lld %lld)\"", (long long)svg_milli(run->x), (long long)svg_milli(run->y));
    if (run->colour != 0)
        write_colour(svg, "fill", run->colour);
    if (info->synthetic_bold) { // as in the PDF: stroked with a thirtieth of an em
        write_colour(svg, "stroke", run->colour);
        put_attribute(&svg->out, "stroke-width", units / 30);
    }
    buf_add_char(&svg->out, '>');
    for (size_t i = 0; i < run->glyph_count; i++) {
        const Glyph *glyph = &run->glyphs[i];
        size_t shape = shape_of(svg, (Shape){.font = font_program(run->font), .glyph = glyph->id});
        buf_print(&svg->out, "<use href=\"#p%zug%zu\"", svg->index + 1, shape);
        write_offset(svg, "x", glyph->x, run, units);
        write_offset(svg, "y", -glyph->y, run, units);
        buf_add(&svg->out, STR("/>"));
    }
    buf_add(&svg->out, STR("</g>\n"));
}

// Edges are rounded, not widths, so that what meets still meets.
static void write_box(Svg *svg, Length x, Length y, Length width, Length height)
{
    Milli left = svg_milli(x), top = svg_milli(y);
    put_attribute(&svg->out, "x", left);
    put_attribute(&svg->out, "y", top);
    put_attribute(&svg->out, "width", svg_milli(x + width) - left);
    put_attribute(&svg->out, "height", svg_milli(y + height) - top);
}

static void write_rule(Svg *svg, const Item *item)
{
    buf_add(&svg->out, STR("<rect"));
    write_box(svg, item->rule.x, item->rule.y, item->rule.width, item->rule.height);
    if (item->rule.colour != 0)
        write_colour(svg, "fill", item->rule.colour);
    buf_add(&svg->out, STR("/>\n"));
}

// The unit square as stored, turned by Exif's orientation, as a b c d e f of SVG's matrix.
static const int turns[9][6] = {
    {1, 0, 0, 1, 0, 0}, {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},  {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
    {0, 1, 1, 0, 0, 0}, {0, 1, -1, 0, 1, 0}, {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
};

// What a viewer would make of a photograph's own note of how it is turned differs: it is shown as stored, and
// turned here.
static void write_image(Svg *svg, const Item *item)
{
    const Image *image = item->image.image;
    Str bytes = image->bytes;
    ImageSamples samples;
    if (image->kind == IMAGE_JPEG) {
        if (!image_samples(svg->arena, svg->diag, image, &samples))
            return;
        bytes = samples.jpeg ? samples.data : bytes; // a JPEG in CMYK: its own bytes
    }
    Milli left = svg_milli(item->image.x), top = svg_milli(item->image.y);
    Milli width = svg_milli(item->image.x + item->image.width) - left;
    Milli height = svg_milli(item->image.y + item->image.height) - top;
    const int *turn = turns[image->orientation >= 1 && image->orientation <= 8 ? image->orientation : 1];
    const long long matrix[] = {turn[0] * width,  turn[1] * height,       turn[2] * width,
                                turn[3] * height, left + turn[4] * width, top + turn[5] * height};
    buf_print(&svg->out,
              "<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\" style=\"image-orientation:none\" "
              "transform=\"matrix(%lld %lld %lld %lld %lld %lld)\"",
              matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]);
    buf_print(&svg->out, " href=\"data:image/%s;base64,", image->kind == IMAGE_PNG ? "png" : "jpeg");
    put_base64(&svg->out, bytes);
    buf_add(&svg->out, STR("\"/>\n"));
}

static void write_items(Svg *svg, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const Item *item = &svg->page->items[i];
        switch (item->kind) {
        case ITEM_RUN:
            write_run(svg, &item->run);
            break;
        case ITEM_RULE:
            write_rule(svg, item);
            break;
        case ITEM_IMAGE:
            write_image(svg, item);
            break;
        }
    }
}

// ---- links and where they lead

static bool uri_allowed(Str uri)
{
    static const char *const schemes[] = {"http:", "https:", "mailto:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(uri, str_of(schemes[i])))
            return true;
    return false;
}

static void write_links(Svg *svg)
{
    for (size_t i = 0; i < svg->page->link_count; i++) {
        const LinkArea *link = &svg->page->links[i];
        if (link->destination.n == 0 && !uri_allowed(link->uri))
            continue;
        buf_add(&svg->out, STR("<a href=\""));
        if (link->destination.n > 0)
            buf_add_char(&svg->out, '#');
        escape_markup(&svg->out, link->destination.n > 0 ? link->destination : link->uri);
        buf_add(&svg->out, STR("\" aria-label=\""));
        escape_markup(&svg->out, link->contents);
        buf_add(&svg->out, STR("\"><rect fill=\"none\" pointer-events=\"all\""));
        write_box(svg, link->x, link->y, link->width, link->height);
        buf_add(&svg->out, STR("/></a>\n"));
    }
}

static void write_destinations(Svg *svg)
{
    for (size_t i = 0; i < svg->pages->destination_count; i++) {
        const Destination *place = &svg->pages->destinations[i];
        if (place->page != svg->index)
            continue;
        buf_add(&svg->out, STR("<rect id=\""));
        escape_markup(&svg->out, place->id);
        buf_add(&svg->out, STR("\" fill=\"none\""));
        write_box(svg, place->x, place->y, LENGTH_PT, LENGTH_PT);
        buf_add(&svg->out, STR("/>\n"));
    }
}

// ---- the page

static void write_label(Svg *svg)
{
    escape_markup(&svg->out, svg->pages->title);
    if (svg->page->label.n > 0) {
        buf_add_char(&svg->out, ' ');
        escape_markup(&svg->out, svg->page->label);
    }
}

// A line of text a line; what is an artifact is not read.
static void write_text(Svg *svg)
{
    const GlyphRun *last = NULL;
    for (size_t i = 0; i < svg->page->item_count; i++) {
        const Item *item = &svg->page->items[i];
        if (item->kind != ITEM_RUN || item->element == ELEMENT_ARTIFACT)
            continue;
        if (last && last->y != item->run.y)
            buf_add_char(&svg->out, '\n');
        last = &item->run;
        escape_markup(&svg->out, item->run.text);
    }
}

// Links are for readers of all kinds, so a page that has them is a group, not an image (WAI-ARIA 1.2, 5.4).
static void write_head(Svg *svg, Milli width, Milli height, SvgOptions options)
{
    buf_add(&svg->out, STR("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""));
    put_decimal(&svg->out, width, 3);
    buf_add(&svg->out, STR("pt\" height=\""));
    put_decimal(&svg->out, height, 3);
    buf_print(&svg->out, "pt\" viewBox=\"0 0 %lld %lld\" xml:lang=\"", (long long)width, (long long)height);
    escape_markup(&svg->out, svg->pages->language);
    buf_add(&svg->out, STR("\" lang=\""));
    escape_markup(&svg->out, svg->pages->language);
    buf_print(&svg->out, "\" role=\"%s\" aria-label=\"", options.links ? "group" : "img");
    write_label(svg);
    buf_add(&svg->out, STR("\">\n<title>"));
    write_label(svg);
    buf_add(&svg->out, STR("</title>\n<desc>"));
    write_text(svg);
    buf_add(&svg->out, STR("</desc>\n"));
}

Str svg_page(Arena *arena, Diag *diag, const Pages *pages, size_t index, SvgOptions options)
{
    const Page *page = &pages->pages[index];
    Svg svg = {
        .arena = arena, .diag = diag, .pages = pages, .page = page, .index = index, .out = {.arena = arena}};
    Milli width = svg_milli(page->turned ? page->height : page->width);
    Milli height = svg_milli(page->turned ? page->width : page->height);
    size_t upright =
        page->turned && page->upright_first < page->item_count ? page->upright_first : page->item_count;
    write_head(&svg, width, height, options);
    collect_shapes(&svg);
    write_shapes(&svg);
    buf_print(&svg.out, "<rect width=\"%lld\" height=\"%lld\" fill=\"#ffffff\"/>\n", (long long)width,
              (long long)height);
    write_items(&svg, 0, upright);
    if (upright < page->item_count) {
        // The sheet's own items, turned clockwise as a viewer turns the sheet: (x, y) of the sheet stands at
        // (height - y, x).
        buf_print(&svg.out, "<g transform=\"matrix(0 1 -1 0 %lld 0)\">\n", (long long)width);
        write_items(&svg, upright, page->item_count);
        buf_add(&svg.out, STR("</g>\n"));
    }
    if (options.links) {
        write_destinations(&svg);
        write_links(&svg);
    }
    buf_add(&svg.out, STR("</svg>\n"));
    return buf_str(&svg.out);
}

Str *svg_pages(Arena *arena, Diag *diag, const Pages *pages, SvgOptions options)
{
    Str *all = ARENA_ARRAY(arena, Str, pages->page_count);
    for (size_t i = 0; i < pages->page_count; i++)
        all[i] = svg_page(arena, diag, pages, i, options);
    return all;
}

// A page's items as content stream operators (ISO 32000-1 8 and 9).
#include "pdf/internal-cluster.h"
#include "pdf/internal-content.h"

// Micro: 1/1000000 pt, in which widths of 1/1000 em at sizes of 1/1000 pt are whole.
typedef int64_t Micro;

typedef struct Content {
    StrBuf out;
    const Pages *pages;
    const PdfFonts *fonts;
    const PdfImages *images;
    Length height; // of the coordinates in use
    bool in_text;
    Milli line_x, line_y; // where the text line matrix stands
    Micro pen;            // from line_x
    size_t font;          // index + 1 of the font that is set; 0: none
    Milli size;
    uint32_t colour;
    bool bold;
    bool in_array, in_string; // inside [ ] of TJ, inside < > in it
    Length raised;            // of the glyph before in the run
    StrBuf group;             // text of a span
    bool marked;              // inside a marked-content sequence, of this element
    uint32_t element;
    PageMarks *marks;
} Content;

static void string_close(Content *c)
{
    if (c->in_string)
        buf_add_char(&c->out, '>');
    c->in_string = false;
}

static void array_close(Content *c)
{
    string_close(c);
    if (c->in_array)
        buf_add(&c->out, STR("]TJ\n"));
    c->in_array = false;
}

// ---- marked content
//
// A sequence lies within one text object or holds none, and never in another: poppler takes what follows an
// inner one for unmarked. So text that needs words of its own ends the sequence around it and is one itself.

static void mark_close(Content *c)
{
    array_close(c);
    if (c->marked)
        buf_add(&c->out, STR("EMC\n"));
    c->marked = false;
}

// actual: its text where the glyphs do not tell it; otherwise empty.
static void mark_open(Content *c, uint32_t element, Str actual)
{
    bool tagged = element_tagged(c->pages, element);
    mark_close(c);
    buf_add_char(&c->out, '/');
    buf_add_c(&c->out, !tagged        ? "Artifact"
                       : actual.n > 0 ? "Span"
                                      : element_type(&c->pages->elements[element]));
    if (tagged) {
        buf_add(&c->out, STR("<</MCID "));
        put_number(&c->out, (int64_t)c->marks->elements.n);
        *vec_push(c->out.arena, &c->marks->elements) = element;
    } else if (actual.n > 0) {
        buf_add(&c->out, STR("<<"));
    }
    if (actual.n > 0) {
        buf_add(&c->out, STR("/ActualText<FEFF"));
        put_utf16(&c->out, actual);
        buf_add_char(&c->out, '>');
    }
    buf_add_c(&c->out, tagged || actual.n > 0 ? ">>BDC\n" : " BMC\n");
    c->marked = true;
    c->element = element;
}

// Goes on in the open sequence where that is this element's.
static void mark_need(Content *c, uint32_t element)
{
    if (!c->marked || c->element != element)
        mark_open(c, element, (Str){0});
}

static void text_begin(Content *c)
{
    if (c->in_text)
        return;
    mark_close(c);
    buf_add(&c->out, STR("BT\n"));
    c->in_text = true;
    c->line_x = c->line_y = 0;
    c->pen = 0;
}

static void text_end(Content *c)
{
    if (!c->in_text)
        return;
    mark_close(c);
    buf_add(&c->out, STR("ET\n"));
    c->in_text = false;
}

// ---- text

static void move_to(Content *c, Milli x, Milli y)
{
    array_close(c);
    if (x != c->line_x || y != c->line_y || c->pen != 0) {
        put_milli(&c->out, x - c->line_x);
        buf_add_char(&c->out, ' ');
        put_milli(&c->out, y - c->line_y);
        buf_add(&c->out, STR(" Td\n"));
    }
    c->line_x = x;
    c->line_y = y;
    c->pen = 0;
}

// Rounded to nearest, away from zero at half.
static int64_t nearest(int64_t a, int64_t b)
{
    return a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b;
}

static void glyph_write(Content *c, const GlyphRun *run, const Glyph *glyph)
{
    const UsedGlyph *used = font_used(&c->fonts->fonts.at[c->font - 1], glyph->id);
    Micro wanted = length_scale(run->x + glyph->x, 1000000, LENGTH_PT) - c->line_x * 1000;
    int64_t back = c->size > 0 ? nearest(c->pen - wanted, c->size) : 0; // TJ numbers move left, in 1/1000 em
    if (!c->in_array)
        buf_add_char(&c->out, '[');
    c->in_array = true;
    if (back != 0) {
        string_close(c);
        put_number(&c->out, back);
        c->pen -= back * c->size;
    }
    if (!c->in_string)
        buf_add_char(&c->out, '<');
    c->in_string = true;
    put_hex(&c->out, used->code);
    c->pen += used->width * c->size;
}

static void colour_set(Content *c, uint32_t colour)
{
    if (colour == c->colour)
        return;
    put_colour(&c->out, colour, false);
    c->colour = colour;
}

// A bold that the family lacks: outlines stroked with a thirtieth of an em.
static void bold_set(Content *c, bool bold, uint32_t colour)
{
    if (bold) {
        put_colour(&c->out, colour, true);
        put_milli(&c->out, c->size / 30);
        buf_add(&c->out, STR(" w 2 Tr\n"));
    } else if (c->bold) {
        buf_add(&c->out, STR("0 Tr\n"));
    }
    c->bold = bold;
}

static void run_start(Content *c, const GlyphRun *run)
{
    size_t font = fonts_index(c->fonts, run->font) + 1;
    Milli size = milli_of(run->size);
    colour_set(c, run->colour);
    if (font != c->font || size != c->size) {
        buf_add(&c->out, STR("/F"));
        put_number(&c->out, (int64_t)font);
        buf_add_char(&c->out, ' ');
        put_milli(&c->out, size);
        buf_add(&c->out, STR(" Tf\n"));
    }
    c->font = font;
    c->size = size;
    if (font_info(run->font)->synthetic_bold || c->bold)
        bold_set(c, font_info(run->font)->synthetic_bold, run->colour);
}

// Whether a run goes on in the string of the one before it, as it must within a span that is read as one:
// PDFium takes the text of such a span for that of its first string.
static bool run_goes_on(const Content *c, const GlyphRun *run, const GlyphRun *before)
{
    return before && before != run && before->font == run->font && before->size == run->size &&
           before->y == run->y && before->colour == run->colour && c->raised == run->glyphs[0].y;
}

// before: the run before it in the same span, or NULL; after: whether the span goes on.
static void cluster_write(Content *c, const Cluster *cluster, const GlyphRun *before, bool after)
{
    const GlyphRun *run = cluster->run;
    bool goes_on = cluster->first == 0 && run_goes_on(c, run, before);
    if (cluster->first == 0 && !goes_on) {
        array_close(c);
        run_start(c, run);
        c->raised = 0;
    }
    for (size_t i = cluster->first; i < cluster->end; i++) {
        const Glyph *glyph = &run->glyphs[i];
        if ((i == 0 && !goes_on) || glyph->y != c->raised)
            move_to(c, milli_of(run->x + glyph->x), milli_of(c->height - run->y - glyph->y));
        c->raised = glyph->y;
        glyph_write(c, run, glyph);
    }
    if (cluster->end == run->glyph_count && !after)
        array_close(c);
}

// The clusters from `cluster` on that a reader must take as one; moves past them. False after the last.
static bool group_write(Content *c, const Page *page, size_t to, Cluster *cluster)
{
    Cluster next = *cluster;
    Str text = cluster->text;
    bool more, span = cluster_needs_text(c->fonts, cluster);
    c->group.n = 0;
    buf_add(&c->group, text);
    for (Cluster last = next; (more = cluster_next(page, to, &next)) && clusters_part(c->fonts, &last, &next);
         last = next) {
        buf_add(&c->group, next.text);
        span = true;
    }
    if (span)
        mark_open(c, page->items[cluster->item].element, buf_str(&c->group));
    else
        mark_need(c, page->items[cluster->item].element);
    const GlyphRun *before = NULL;
    bool last;
    do {
        Cluster ahead = *cluster;
        last =
            !cluster_next(page, to, &ahead) || (more && ahead.run == next.run && ahead.first == next.first);
        cluster_write(c, cluster, before, span && !last);
        before = cluster->run;
        *cluster = ahead;
    } while (!last);
    if (span)
        mark_close(c);
    return more;
}

// Whether item i goes on with the element of the one before.
static bool goes_on(const Page *page, size_t i)
{
    return page->items[i].element == page->items[i - 1].element;
}

// Runs of one element that follow each other, from item i on; the last of them.
static size_t runs_write(Content *c, const Page *page, size_t i, size_t to)
{
    size_t end = i + 1;
    while (end < to && page->items[end].kind == ITEM_RUN && goes_on(page, end))
        end++;
    Cluster cluster;
    text_begin(c);
    if (cluster_first(page, i, end, &cluster))
        while (group_write(c, page, end, &cluster))
            continue;
    return end - 1;
}

static void rule_write(Content *c, const Item *item)
{
    text_end(c);
    mark_need(c, item->element);
    colour_set(c, item->rule.colour);
    // Edges are rounded, not widths, so that rules that meet still meet.
    Milli left = milli_of(item->rule.x), right = milli_of(item->rule.x + item->rule.width);
    Milli top = milli_of(c->height - item->rule.y);
    Milli bottom = milli_of(c->height - item->rule.y - item->rule.height);
    put_milli(&c->out, left);
    buf_add_char(&c->out, ' ');
    put_milli(&c->out, bottom);
    buf_add_char(&c->out, ' ');
    put_milli(&c->out, right - left);
    buf_add_char(&c->out, ' ');
    put_milli(&c->out, top - bottom);
    buf_add(&c->out, STR(" re f\n"));
}

static void image_write(Content *c, const Item *item)
{
    const Image *image = item->image.image;
    size_t number = images_number(c->images, image);
    ImageBox box = {milli_of(item->image.x), milli_of(c->height - item->image.y - item->image.height),
                    milli_of(item->image.width), milli_of(item->image.height)};
    text_end(c);
    mark_need(c, item->element);
    if (number > 0) // otherwise reported, and this is a draft
        image_show(&c->out, image, number, box);
}

// Items from .. to, in coordinates of this height.
static void items_write(Content *c, const Page *page, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const Item *item = &page->items[i];
        switch (item->kind) {
        case ITEM_RUN:
            i = runs_write(c, page, i, to);
            break;
        case ITEM_RULE:
            rule_write(c, item);
            break;
        case ITEM_IMAGE:
            image_write(c, item);
            break;
        }
    }
    text_end(c);
    mark_close(c);
}

Str content_write(Arena *arena, const Pages *pages, const Page *page, const PdfFonts *fonts,
                  const PdfImages *images, PageMarks *marks)
{
    const Content upright = {
        .pages = pages, .fonts = fonts, .images = images, .height = page->height, .marks = marks};
    Content c = upright;
    size_t turned = !page->turned                            ? 0
                    : page->upright_first < page->item_count ? page->upright_first
                                                             : page->item_count;
    c.out.arena = c.group.arena = arena;
    if (turned > 0) {
        // Counter-clockwise by a quarter: (x, y) of the landscape page stands at (width - y, x) of the sheet,
        // y upwards.
        c.height = page->width;
        buf_add(&c.out, STR("q 0 1 -1 0 "));
        put_milli(&c.out, milli_of(page->width));
        buf_add(&c.out, STR(" 0 cm\n"));
        items_write(&c, page, 0, turned);
        buf_add(&c.out, STR("Q\n"));
        StrBuf out = c.out, group = c.group;
        c = upright;
        c.out = out;
        c.group = group;
    }
    items_write(&c, page, turned, page->item_count);
    if (c.out.n == 0)
        buf_add_char(&c.out, '\n'); // libharu deflates no empty stream
    return buf_str(&c.out);
}

// A page's items as OFD's objects, in millimetres from the top left of the sheet as it is looked at.
#include "ofd/internal-ofd.h"

typedef struct Content {
    StrBuf out;
    const OfdFonts *fonts;
    const OfdImages *images;
    const Page *page;
    Letters letters;
    bool aside; // of the sheet's own items on a turned page: they stand a quarter clockwise
    uint32_t id;
    PageElements *elements;
} Content;

typedef struct Box {
    Micron x, y, width, height;
} Box;

Length sheet_width(const Page *page)
{
    return page->turned ? page->height : page->width;
}

Length sheet_height(const Page *page)
{
    return page->turned ? page->width : page->height;
}

static bool is_aside(const Page *page, size_t item)
{
    return page->turned && item >= page->upright_first;
}

// Edges are rounded, not widths, so that what meets still meets.
static Box box_of(const Content *c, Length x, Length y, Length width, Length height)
{
    if (c->aside) {
        Length left = c->page->height - y - height;
        y = x;
        x = left;
        Length swap = width;
        width = height;
        height = swap;
    }
    Micron left = micron_of(x), top = micron_of(y);
    return (Box){left, top, micron_of(x + width) - left, micron_of(y + height) - top};
}

static void object_begin(Content *c, const char *kind, uint32_t element, Box box)
{
    buf_print(&c->out, "<ofd:%s ID=\"%u\"", kind, c->id++);
    add_box(&c->out, "Boundary", box.x, box.y, box.width, box.height);
    if (c->elements)
        *vec_push(c->out.arena, &c->elements->elements) = element;
}

// ---- text

// As many as letters but one; equal ones that follow each other as g, how many, how much.
static void put_steps(StrBuf *out, const Letter *letters, size_t n)
{
    Micron before = 0, last = 0;
    size_t equal = 0;
    if (n < 2)
        return;
    buf_add(out, STR(" DeltaX=\""));
    bool first = true;
    for (size_t i = 1; i <= n; i++) {
        Micron at = i < n ? micron_of(letters[i].x - letters[0].x) : 0, step = at - before;
        if (i < n && (equal == 0 || step == last)) {
            equal++;
        } else {
            if (equal > 2) {
                buf_print(out, "%sg %zu ", first ? "" : " ", equal);
                add_mm(out, last);
            }
            for (size_t k = 0; equal <= 2 && k < equal; k++) {
                buf_add_c(out, first && k == 0 ? "" : " ");
                add_mm(out, last);
            }
            first = false;
            equal = 1;
        }
        last = step;
        before = at;
    }
    buf_add_char(out, '"');
}

// Readers cut blanks off a text's ends unless they are written as references.
static void put_letters(StrBuf *out, const Letter *letters, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char bytes[4];
        size_t length = utf8_encode(letters[i].code, bytes);
        if ((i == 0 || i == n - 1) && char_is_blank(letters[i].code))
            buf_print(out, "&#%u;", letters[i].code);
        else
            escape_markup(out, (Str){bytes, length});
    }
}

// Beyond the BMP some readers count halves of a character: its glyph and an empty one for its second half.
static void put_transform(StrBuf *out, const Letter *letter)
{
    if (letter->code >= 0x10000)
        buf_print(out,
                  "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"2\" GlyphCount=\"2\"><ofd:Glyphs>%u "
                  "%d</ofd:Glyphs></ofd:CGTransform>",
                  letter->glyph->drawn, FONT_EMPTY_DRAWN);
}

static void put_look(Content *c, const GlyphRun *run, uint32_t font)
{
    buf_print(&c->out, " Font=\"%u\" Size=\"", font);
    add_mm(&c->out, micron_of(run->size));
    buf_add(&c->out, STR("\">"));
    if (run->colour != 0)
        add_colour(&c->out, "FillColor", run->colour);
}

static void text_write(Content *c, const Item *item, size_t first, size_t end)
{
    const GlyphRun *run = &item->run;
    const Letter *letters = &c->letters.all.at[first], *last = &c->letters.all.at[end - 1];
    const FontInfo *info = font_info(run->font);
    Length above = length_scale(run->size, info->ascent, info->units_per_em);
    Length below = length_scale(run->size, -info->descent, info->units_per_em);
    Length width = last->x + last->advance - letters->x;
    Box box = box_of(c, letters->x, letters->y - above, width > 0 ? width : run->size, above + below);
    object_begin(c, "TextObject", item->element, box);
    if (c->aside) {
        buf_add(&c->out, STR(" CTM=\"0 1 -1 0 "));
        add_mm(&c->out, box.width);
        buf_add(&c->out, STR(" 0\""));
    }
    put_look(c, run, letters_font(c->fonts, &c->letters, first));
    put_transform(&c->out, letters);
    buf_add(&c->out, STR("<ofd:TextCode X=\"0\" Y=\""));
    add_mm(&c->out, c->aside ? micron_of(above) : micron_of(letters->y) - box.y);
    buf_add_char(&c->out, '"');
    if (letters->code >= 0x10000)
        buf_add(&c->out, STR(" DeltaX=\"0\""));
    else
        put_steps(&c->out, letters, end - first);
    buf_add_char(&c->out, '>');
    put_letters(&c->out, letters, end - first);
    buf_add(&c->out, STR("</ofd:TextCode></ofd:TextObject>\n"));
}

static void run_write(Content *c, const Item *item)
{
    letters_of(c->fonts, &item->run, &c->letters);
    for (size_t i = 0, end; i < c->letters.all.n; i = end) {
        end = letters_end(&c->letters, i);
        text_write(c, item, i, end);
    }
}

// ---- rules and images

static void rule_write(Content *c, const Item *item)
{
    Box box = box_of(c, item->rule.x, item->rule.y, item->rule.width, item->rule.height);
    const Micron corners[][2] = {{0, 0}, {box.width, 0}, {box.width, box.height}, {0, box.height}};
    object_begin(c, "PathObject", item->element, box);
    buf_add(&c->out, STR(" Stroke=\"false\" Fill=\"true\">"));
    add_colour(&c->out, "FillColor", item->rule.colour);
    buf_add(&c->out, STR("<ofd:AbbreviatedData>"));
    for (size_t i = 0; i < 4; i++) {
        buf_add_c(&c->out, i == 0 ? "M " : "L ");
        add_mm(&c->out, corners[i][0]);
        buf_add_char(&c->out, ' ');
        add_mm(&c->out, corners[i][1]);
        buf_add_char(&c->out, ' ');
    }
    buf_add(&c->out, STR("C</ofd:AbbreviatedData></ofd:PathObject>\n"));
}

static void image_write(Content *c, const Item *item)
{
    const Image *image = item->image.image;
    uint32_t id = media_id(c->images, image);
    if (id == 0) // reported, and this is a draft
        return;
    Box box = box_of(c, item->image.x, item->image.y, item->image.width, item->image.height);
    object_begin(c, "ImageObject", item->element, box);
    add_image_matrix(&c->out, image, box.width, box.height);
    buf_print(&c->out, " ResourceID=\"%u\"/>\n", id);
}

// ---- the page

size_t page_count(OfdFonts *fonts, const OfdImages *images, const Page *page, Letters *letters)
{
    size_t objects = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_RUN)
            objects += item->run.glyph_count > 0 ? glyphs_gather(fonts, &item->run, letters) : 0;
        else
            objects += item->kind == ITEM_RULE || media_id(images, item->image.image) != 0;
    }
    return objects;
}

static void head_write(StrBuf *out, const Page *page, PageIds ids)
{
    add_root(out, "Page");
    buf_add(out, STR(">\n<ofd:Area><ofd:PhysicalBox>0 0 "));
    add_mm(out, micron_of(sheet_width(page)));
    buf_add_char(out, ' ');
    add_mm(out, micron_of(sheet_height(page)));
    buf_print(out, "</ofd:PhysicalBox></ofd:Area>\n<ofd:Content>\n<ofd:Layer ID=\"%u\" Type=\"Body\">\n",
              ids.page + 1);
}

Str page_write(Arena *arena, const OfdFonts *fonts, const OfdImages *images, const Page *page, PageIds ids,
               PageElements *elements)
{
    Content c = {.out = {.arena = arena},
                 .fonts = fonts,
                 .images = images,
                 .page = page,
                 .letters = {.arena = arena},
                 .id = ids.first_object,
                 .elements = elements};
    head_write(&c.out, page, ids);
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        c.aside = is_aside(page, i);
        if (item->kind == ITEM_RULE)
            rule_write(&c, item);
        else if (item->kind == ITEM_IMAGE)
            image_write(&c, item);
        else if (item->run.glyph_count > 0)
            run_write(&c, item);
    }
    buf_add(&c.out, STR("</ofd:Layer>\n</ofd:Content>\n</ofd:Page>\n"));
    return buf_str(&c.out);
}

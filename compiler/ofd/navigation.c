// The outline, and links: what leads where.
#include "ofd/internal-ofd.h"

// The manifest has no date: a day must be named, and this is the earliest that the archive itself can.
#define NO_DAY "1980-01-01"

static void put_destination(StrBuf *out, const Destination *to, const PageIds *ids)
{
    buf_print(out, "<ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"%u\" Left=\"", ids[to->page].page);
    add_mm(out, micron_of(to->x));
    buf_add(out, STR("\" Top=\""));
    add_mm(out, micron_of(to->y));
    buf_add(out, STR("\"/></ofd:Goto>"));
}

// NULL where no page has it (a section that was left out).
static const Destination *destination_of(const Pages *pages, Str id)
{
    const Destination *found = id.n > 0 ? pages_destination(pages, id) : NULL;
    return found && found->page < pages->page_count ? found : NULL;
}

// ---- the outline

static void entry_open(StrBuf *out, const Pages *pages, size_t i, const PageIds *ids)
{
    const OutlineEntry *entry = &pages->outline[i];
    const Destination *to = destination_of(pages, entry->destination);
    bool parent = i + 1 < pages->outline_count && pages->outline[i + 1].level > entry->level;
    buf_add(out, STR("<ofd:OutlineElem"));
    add_attribute(out, "Title", entry->title);
    if (parent)
        buf_add(out, STR(" Expanded=\"false\""));
    buf_add_char(out, '>');
    if (to) {
        buf_add(out, STR("<ofd:Actions><ofd:Action Event=\"CLICK\">"));
        put_destination(out, to, ids);
        buf_add(out, STR("</ofd:Action></ofd:Actions>"));
    }
}

enum { OUTLINE_DEPTH = 16 };

void outlines_write(StrBuf *out, const Pages *pages, const PageIds *ids)
{
    int open[OUTLINE_DEPTH];
    size_t depth = 0;
    if (pages->outline_count == 0)
        return;
    buf_add(out, STR("<ofd:Outlines>\n"));
    for (size_t i = 0; i < pages->outline_count; i++) {
        for (; depth > 0 && (open[depth - 1] >= pages->outline[i].level || depth == OUTLINE_DEPTH); depth--)
            buf_add(out, STR("</ofd:OutlineElem>\n"));
        entry_open(out, pages, i, ids);
        open[depth++] = pages->outline[i].level;
    }
    for (; depth > 0; depth--)
        buf_add(out, STR("</ofd:OutlineElem>\n"));
    buf_add(out, STR("</ofd:Outlines>\n"));
}

// ---- links

static bool leads(const Pages *pages, const LinkArea *link)
{
    return link->uri.n > 0 || destination_of(pages, link->destination);
}

// Nothing is drawn: its path, without line and filling, is what is clicked.
static void link_write(StrBuf *out, const Pages *pages, const LinkArea *link, const PageIds *ids, uint32_t id,
                       Str day)
{
    Micron x = micron_of(link->x), y = micron_of(link->y);
    Micron width = micron_of(link->x + link->width) - x, height = micron_of(link->y + link->height) - y;
    buf_print(out, "<ofd:Annot ID=\"%u\" Type=\"Link\" Creator=\"Gongkai\" LastModDate=\"%.*s\">", id,
              STR_ARG(day));
    add_element(out, "Remark", link->contents);
    buf_add(out, STR("<ofd:Appearance"));
    add_box(out, "Boundary", x, y, width, height);
    buf_print(out, "><ofd:PathObject ID=\"%u\"", id + 1);
    add_box(out, "Boundary", 0, 0, width, height);
    buf_add(out, STR(" Stroke=\"false\" Fill=\"false\"><ofd:Actions><ofd:Action Event=\"CLICK\">"));
    if (link->uri.n > 0) {
        buf_add(out, STR("<ofd:URI"));
        add_attribute(out, "URI", link->uri);
        buf_add(out, STR("/>"));
    } else {
        put_destination(out, destination_of(pages, link->destination), ids);
    }
    buf_add(out, STR("</ofd:Action></ofd:Actions><ofd:AbbreviatedData>M 0 0 L "));
    add_mm(out, width);
    buf_add(out, STR(" 0 L "));
    add_mm(out, width);
    buf_add_char(out, ' ');
    add_mm(out, height);
    buf_add(out, STR(" L 0 "));
    add_mm(out, height);
    buf_add(out, STR(" C</ofd:AbbreviatedData></ofd:PathObject></ofd:Appearance></ofd:Annot>\n"));
}

Str links_write(Arena *arena, const Pages *pages, size_t page, const PageIds *ids)
{
    StrBuf out = {.arena = arena};
    Str day = day_of(arena, pages->time);
    const Page *shown = &pages->pages[page];
    uint32_t id = ids[page].first_link;
    for (size_t i = 0; i < shown->link_count; i++) {
        if (!leads(pages, &shown->links[i]))
            continue;
        if (out.n == 0) {
            add_root(&out, "PageAnnot");
            buf_add(&out, STR(">\n"));
        }
        link_write(&out, pages, &shown->links[i], ids, id, day.n > 0 ? day : STR(NO_DAY));
        id += 2;
    }
    if (out.n > 0)
        buf_add(&out, STR("</ofd:PageAnnot>\n"));
    return buf_str(&out);
}

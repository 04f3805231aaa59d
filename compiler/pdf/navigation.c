// Links, named destinations, the outline and page labels (ISO 32000-1 12.3 and 12.4).
#include "pdf/internal-content.h"
#include "pdf/internal-navigation.h"

// The id that an outline entry or a link names may be one that no page has (a section that was left out):
// then it leads nowhere.
static bool destination_known(const Pages *pages, Str id)
{
    return pages_destination(pages, id) != NULL;
}

// Print flag 4 and Contents are what PDF/UA asks of a link (ISO 14289-1 7.18).
void link_write(PdfFile *file, HPDF_Dict object, const Page *page, const LinkArea *link, uint32_t page_id,
                int64_t key)
{
    StrBuf out = {.arena = file->arena};
    Box box = page_box(page, link->x, link->y, link->width, link->height);
    const Milli sides[] = {box.left, box.bottom, box.right, box.top};
    buf_print(&out, "/Type /Annot /Subtype /Link /P %u 0 R /F 4 /Border [0 0 0] /Rect [", page_id);
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_add_char(&out, ' ');
        put_milli(&out, sides[i]);
    }
    buf_add_char(&out, ']');
    if (link->uri.n > 0) {
        buf_add(&out, STR(" /A << /S /URI /URI "));
        put_uri(&out, link->uri);
        buf_add(&out, STR(" >>"));
    } else {
        buf_add(&out, STR(" /Dest "));
        put_bytes(&out, link->destination);
    }
    Str contents = link->contents.n > 0 ? link->contents : link->uri.n > 0 ? link->uri : link->destination;
    buf_add(&out, STR(" /Contents "));
    put_text(&out, contents);
    if (key >= 0)
        buf_print(&out, " /StructParent %lld", (long long)key);
    object_body(file, object, buf_str(&out));
}

HPDF_Dict destinations_write(PdfFile *file, const Pages *pages, const uint32_t *page_ids)
{
    Tree tree = tree_new(file, "Names");
    StrBuf key = {.arena = file->arena}, value = {.arena = file->arena};
    for (size_t i = 0; i < pages->destination_count; i++) {
        const Destination *destination = &pages->destinations[i];
        bool again = i > 0 && str_equal(destination->id, pages->destinations[i - 1].id);
        if (destination->page >= pages->page_count || again)
            continue;
        Box at = page_box(&pages->pages[destination->page], destination->x, destination->y, 0, 0);
        key.n = value.n = 0;
        put_bytes(&key, destination->id);
        buf_print(&value, "[%u 0 R /XYZ ", page_ids[destination->page]);
        put_milli(&value, at.left);
        buf_add_char(&value, ' ');
        put_milli(&value, at.top);
        buf_add(&value, STR(" null]"));
        tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    return tree.count > 0 ? tree_write(&tree) : NULL;
}

enum { OUTLINE_DEPTH = 16 };

// An entry's place among the others; indices into pages->outline, one past the end for the root, -1 for none.
typedef struct OutlineLinks {
    int64_t parent, first, last, previous, next;
    HPDF_Dict object;
} OutlineLinks;

// An entry's parent is the last one before it of a lower level.
static OutlineLinks *outline_links(PdfFile *file, const Pages *pages)
{
    size_t n = pages->outline_count;
    OutlineLinks *links = ARENA_ARRAY(file->arena, OutlineLinks, n + 1);
    int64_t open[OUTLINE_DEPTH + 1] = {(int64_t)n};
    int levels[OUTLINE_DEPTH + 1] = {-1};
    size_t depth = 0;
    for (size_t i = 0; i <= n; i++)
        links[i] = (OutlineLinks){(int64_t)n, -1, -1, -1, -1, object_new(file)};
    for (size_t i = 0; i < n; i++) {
        while (depth > 0 && levels[depth] >= pages->outline[i].level)
            depth--;
        OutlineLinks *parent = &links[open[depth]];
        links[i].parent = open[depth];
        links[i].previous = parent->last;
        if (parent->last >= 0)
            links[parent->last].next = (int64_t)i;
        else
            parent->first = (int64_t)i;
        parent->last = (int64_t)i;
        if (depth < OUTLINE_DEPTH)
            depth++;
        open[depth] = (int64_t)i;
        levels[depth] = pages->outline[i].level;
    }
    return links;
}

static void put_link(StrBuf *out, const char *name, const OutlineLinks *links, int64_t index)
{
    if (index >= 0)
        buf_print(out, " /%s %u 0 R", name, object_id(links[index].object));
}

// Entries below the first level are closed: their number is negative, or left out where there are none
// (12.3.3).
HPDF_Dict outline_write(PdfFile *file, const Pages *pages)
{
    size_t n = pages->outline_count, top = 0;
    if (n == 0)
        return NULL;
    OutlineLinks *links = outline_links(file, pages);
    int64_t *children = ARENA_ARRAY(file->arena, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        children[links[i].parent]++;
    top = (size_t)children[n];
    for (size_t i = 0; i < n; i++) {
        const OutlineEntry *entry = &pages->outline[i];
        StrBuf out = {.arena = file->arena};
        buf_add(&out, STR("/Title "));
        put_text(&out, entry->title);
        put_link(&out, "Parent", links, links[i].parent);
        put_link(&out, "Prev", links, links[i].previous);
        put_link(&out, "Next", links, links[i].next);
        put_link(&out, "First", links, links[i].first);
        put_link(&out, "Last", links, links[i].last);
        if (children[i] > 0)
            buf_print(&out, " /Count -%lld", (long long)children[i]);
        if (destination_known(pages, entry->destination)) {
            buf_add(&out, STR(" /Dest "));
            put_bytes(&out, entry->destination);
        }
        object_body(file, links[i].object, buf_str(&out));
    }
    StrBuf out = {.arena = file->arena};
    buf_add(&out, STR("/Type /Outlines"));
    put_link(&out, "First", links, links[n].first);
    put_link(&out, "Last", links, links[n].last);
    buf_print(&out, " /Count %zu", top);
    object_body(file, links[n].object, buf_str(&out));
    return links[n].object;
}

// A label as a style and a number; style 0 for anything else.
static int label_number(Str label, char *style)
{
    static const struct {
        char letter;
        int value;
    } romans[] = {{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}};
    int number = 0, before = 0;
    *style = 'D';
    for (size_t i = 0; i < label.n && *style == 'D'; i++) {
        if (label.at[i] < '0' || label.at[i] > '9' || label.n > 6)
            *style = 'r';
        number = number * 10 + label.at[i] - '0';
    }
    if (label.n > 0 && *style == 'D')
        return label.at[0] == '0' ? (*style = 0) : number;
    number = 0;
    for (size_t i = label.n; i > 0; i--) {
        int value = 0;
        for (size_t r = 0; r < 5; r++)
            if (romans[r].letter == label.at[i - 1])
                value = romans[r].value;
        if (value == 0 || label.n > 12)
            *style = 0;
        number += value < before ? -value : value;
        before = value;
    }
    if (label.n == 0)
        *style = 0;
    return number;
}

// 12.4.2: a range begins where a label does not go on from the page before it. A label that is no number is a
// prefix.
HPDF_Dict labels_write(PdfFile *file, const Pages *pages)
{
    Tree tree = tree_new(file, "Nums");
    char style, style_before = 0;
    int before = 0;
    for (size_t i = 0; i < pages->page_count; i++) {
        Str label = pages->pages[i].label;
        int number = label_number(label, &style);
        bool follows = i > 0 && style != 0 && style == style_before && number == before + 1;
        style_before = style;
        before = number;
        if (follows)
            continue;
        StrBuf key = {.arena = file->arena}, value = {.arena = file->arena};
        put_number(&key, (int64_t)i);
        buf_add(&value, STR("<<"));
        if (style)
            buf_print(&value, " /S /%c /St %d", style, number);
        if (!style && label.n > 0) {
            buf_add(&value, STR(" /P "));
            put_text(&value, label);
        }
        buf_add(&value, STR(" >>"));
        tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    return tree_write(&tree);
}

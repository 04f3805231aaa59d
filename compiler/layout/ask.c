// What back ends ask of pages: clusters of glyphs, elements by their names and with what they hold.
#include "layout/layout.h"

// Children by the order of elements, and the first of them that is not among the kids yet.
typedef struct KidPlaces {
    uint32_t first_child, last_child, next_sibling, waiting;
} KidPlaces;

size_t run_cluster(const GlyphRun *run, size_t first, Str *text)
{
    size_t end = first + 1;
    while (end < run->glyph_count && run->glyphs[end].text <= run->glyphs[first].text)
        end++;
    *text = str_slice(run->text, run->glyphs[first].text,
                      end < run->glyph_count ? run->glyphs[end].text : run->text.n);
    return end;
}

static const char *const types[] = {
    [ELEMENT_DOCUMENT] = "Document",
    [ELEMENT_PART] = "Part",
    [ELEMENT_SECT] = "Sect",
    [ELEMENT_H] = "H",
    [ELEMENT_P] = "P",
    [ELEMENT_L] = "L",
    [ELEMENT_LI] = "LI",
    [ELEMENT_LBL] = "Lbl",
    [ELEMENT_LBODY] = "LBody",
    [ELEMENT_CODE] = "Code",
    [ELEMENT_BLOCKQUOTE] = "BlockQuote",
    [ELEMENT_EM] = "Em",
    [ELEMENT_STRONG] = "Strong",
    [ELEMENT_SPAN] = "Span",
    [ELEMENT_TABLE] = "Table",
    [ELEMENT_THEAD] = "THead",
    [ELEMENT_TBODY] = "TBody",
    [ELEMENT_TR] = "TR",
    [ELEMENT_TH] = "TH",
    [ELEMENT_TD] = "TD",
    [ELEMENT_CAPTION] = "Caption",
    [ELEMENT_TOC] = "TOC",
    [ELEMENT_TOCI] = "TOCI",
    [ELEMENT_REFERENCE] = "Reference",
    [ELEMENT_LINK] = "Link",
    [ELEMENT_FIGURE] = "Figure",
    [ELEMENT_NOTE] = "Note",
};

const char *element_type(const Element *element)
{
    static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    if (element->kind == ELEMENT_H && element->level >= 1 && element->level <= 6)
        return headings[element->level - 1];
    return types[element->kind];
}

bool element_tagged(const Pages *pages, uint32_t element)
{
    return element != ELEMENT_ARTIFACT && element < pages->element_count;
}

uint32_t element_parent(const Pages *pages, uint32_t element)
{
    uint32_t parent = pages->elements[element].parent;
    return parent < element ? parent : 0;
}

static void kid_add(ElementKids *kids, uint32_t element, ElementKid kid)
{
    KidList *list = &kids->of[element];
    uint32_t index = (uint32_t)kids->kids.n;
    kid.next = KID_NONE;
    *vec_push(kids->arena, &kids->kids) = kid;
    if (list->last == KID_NONE)
        list->first = index;
    else
        kids->kids.at[list->last].next = index;
    list->last = index;
}

// Puts the children of `parent` up to and with `last` among its kids.
static void children_place(ElementKids *kids, uint32_t parent, uint32_t last)
{
    KidPlaces *place = &kids->places[parent];
    while (place->waiting <= last && place->waiting != KID_NONE) {
        kid_add(kids, parent, (ElementKid){.kind = KID_ELEMENT, .value = place->waiting});
        place->waiting = kids->places[place->waiting].next_sibling;
    }
}

static void element_place(ElementKids *kids, uint32_t element)
{
    while (element != 0) {
        uint32_t parent = element_parent(kids->pages, element);
        if (kids->places[parent].waiting == KID_NONE || kids->places[parent].waiting > element)
            return;
        children_place(kids, parent, element);
        element = parent;
    }
}

ElementKids element_kids(Arena *arena, const Pages *pages, size_t expected)
{
    ElementKids kids = {.arena = arena, .pages = pages};
    uint32_t n = (uint32_t)pages->element_count;
    kids.kids.cap = expected + n;
    kids.kids.at = ARENA_ARRAY(arena, ElementKid, kids.kids.cap);
    kids.of = ARENA_ARRAY(arena, KidList, n);
    kids.places = ARENA_ARRAY(arena, KidPlaces, n);
    for (uint32_t i = 0; i < n; i++) {
        kids.of[i] = (KidList){KID_NONE, KID_NONE};
        kids.places[i] = (KidPlaces){KID_NONE, KID_NONE, KID_NONE, KID_NONE};
    }
    for (uint32_t i = 1; i < n; i++) {
        KidPlaces *parent = &kids.places[element_parent(pages, i)];
        if (parent->last_child == KID_NONE)
            parent->first_child = parent->waiting = i;
        else
            kids.places[parent->last_child].next_sibling = i;
        parent->last_child = i;
    }
    return kids;
}

void element_kids_add(ElementKids *kids, uint32_t element, ElementKid kid)
{
    element_place(kids, element);
    kid_add(kids, element, kid);
}

void element_kids_end(ElementKids *kids)
{
    for (uint32_t i = 0; i < kids->pages->element_count; i++)
        children_place(kids, i, KID_NONE - 1);
}

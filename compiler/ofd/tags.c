// The structure that a tagged PDF has, by the same names, with references to the objects of pages in place of
// marked content (GB/T 33190, 16).
#include "ofd/internal-ofd.h"

#define STRUCTURE "http://iso.org/pdf/ssn" // ISO 32000-2 14.8.6.2: the structure of PDF 1.7

enum { KID_OBJECT = 1 };

static void put_id(StrBuf *out, uint32_t element)
{
    buf_print(out, "e%u", element);
}

static void put_attributes(StrBuf *out, const Pages *pages, uint32_t index, bool referred)
{
    static const char *const scopes[] = {NULL, "Column", "Row", "Both"};
    const Element *element = &pages->elements[index];
    if (referred) {
        buf_add(out, STR(" ID=\""));
        put_id(out, index);
        buf_add_char(out, '"');
    }
    if (element->alt.n > 0)
        add_attribute(out, "Alt", element->alt);
    if (element->kind != ELEMENT_TH && element->kind != ELEMENT_TD)
        return;
    if (element->kind == ELEMENT_TH && element->scope >= 1 && element->scope <= 3)
        add_attribute(out, "Scope", str_of(scopes[element->scope]));
    if (element->row_span > 1)
        buf_print(out, " RowSpan=\"%u\"", element->row_span);
    if (element->column_span > 1)
        buf_print(out, " ColSpan=\"%u\"", element->column_span);
    for (uint32_t i = 0; i < element->headers_count; i++) {
        buf_add_c(out, i == 0 ? " Headers=\"" : " ");
        put_id(out, pages->headers[element->headers_first + i]);
    }
    if (element->headers_count > 0)
        buf_add_char(out, '"');
}

static ElementKids kids_of(Arena *arena, const Pages *pages, const PageIds *ids, const PageElements *elements)
{
    size_t objects = 0;
    for (size_t p = 0; p < pages->page_count; p++)
        objects += elements[p].elements.n;
    ElementKids kids = element_kids(arena, pages, objects);
    for (uint32_t p = 0; p < pages->page_count; p++)
        for (size_t i = 0; i < elements[p].elements.n; i++)
            if (element_tagged(pages, elements[p].elements.at[i]))
                element_kids_add(&kids, elements[p].elements.at[i],
                                 (ElementKid){.kind = KID_OBJECT,
                                              .value = ids[p].first_object + (uint32_t)i,
                                              .page = ids[p].page});
    element_kids_end(&kids);
    return kids;
}

static void element_open(StrBuf *out, const Pages *pages, uint32_t index, const bool *referred)
{
    buf_print(out, "<tag:%s", element_type(&pages->elements[index]));
    if (index == 0) {
        buf_add(out, STR(" xmlns:tag=\"" STRUCTURE "\" xmlns:ofd=\"http://www.ofdspec.org/2016\""));
        add_attribute(out, "Lang", pages->language.n > 0 ? pages->language : STR("zh-CN"));
    }
    put_attributes(out, pages, index, referred[index]);
    buf_add_char(out, '>');
}

Str tags_write(Arena *arena, const Pages *pages, const PageIds *ids, const PageElements *elements)
{
    StrBuf out = {.arena = arena};
    ElementKids kids = kids_of(arena, pages, ids, elements);
    uint32_t *next = ARENA_ARRAY(arena, uint32_t, pages->element_count); // kid of each element
    bool *referred = ARENA_ARRAY(arena, bool, pages->element_count);
    for (size_t i = 0; i < pages->header_count; i++)
        if (pages->headers[i] < pages->element_count)
            referred[pages->headers[i]] = true;
    for (size_t i = 0; i < pages->element_count; i++)
        next[i] = kids.of[i].first;
    buf_add(&out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    element_open(&out, pages, 0, referred);
    for (uint32_t element = 0;;) {
        const ElementKid *kid = next[element] == KID_NONE ? NULL : &kids.kids.at[next[element]];
        if (!kid) {
            buf_print(&out, "</tag:%s>\n", element_type(&pages->elements[element]));
            if (element == 0)
                break;
            element = element_parent(pages, element);
            continue;
        }
        next[element] = kid->next;
        if (kid->kind == KID_ELEMENT) {
            element = kid->value;
            element_open(&out, pages, element, referred);
        } else {
            buf_print(&out, "<ofd:ObjectRef PageRef=\"%u\">%u</ofd:ObjectRef>", kid->page, kid->value);
        }
    }
    return buf_str(&out);
}

// The structure tree. One dictionary an element, whose entries are written from the compact tree here when
// the file is saved.
#include "pdf/internal-content.h"

// Of elements' kids beside elements: an MCID, a link annotation's object.
enum { KID_MARK = 1, KID_LINK };

typedef struct TreeNode {
    bool referred;  // some cell's Headers name it
    const Box *box; // of the image or drawing that it shows; NULL: none
} TreeNode;

struct Structure {
    PdfFile *file;
    const Pages *pages;
    const uint32_t *page_ids;
    HPDF_Dict root; // the StructTreeRoot
    TreeNode *nodes;
    ElementKids kids;
    VEC(uint32_t) marks;  // the elements of all marked content, by page and MCID
    uint32_t *page_marks; // where each page's begin in marks; one more at the end
    VEC(uint32_t) links;  // the elements of link annotations
    size_t id_digits;     // of identifiers
};

// Em and Strong are PDF 2.0's: in 1.7 they are Spans by another name (14.8.4.4), through the RoleMap.
static const char role_map[] = "/RoleMap << /Em /Span /Strong /Span >>";

static void node_write(void *context, uint32_t index, StrBuf *out);

Structure *structure_new(PdfFile *file, const Pages *pages, const uint32_t *page_ids, size_t marks)
{
    Structure *s = ARENA_NEW(file->arena, Structure);
    *s = (Structure){.file = file, .pages = pages, .page_ids = page_ids};
    s->nodes = ARENA_ARRAY(file->arena, TreeNode, pages->element_count);
    s->page_marks = ARENA_ARRAY(file->arena, uint32_t, pages->page_count + 1);
    // As many as there will be: growing would take twice the room.
    s->marks.cap = marks;
    s->marks.at = ARENA_ARRAY(file->arena, uint32_t, marks);
    s->kids = element_kids(file->arena, pages, marks);
    for (size_t left = pages->element_count; left > 0; left /= 10)
        s->id_digits++;
    for (size_t i = 0; i < pages->header_count; i++)
        if (pages->headers[i] < pages->element_count)
            s->nodes[pages->headers[i]].referred = true;
    s->root = object_new(file);
    objects_reserve(file, (uint32_t)pages->element_count, node_write, s);
    return s;
}

// Of an image, or of the ground that a drawing begins with.
static const Box *box_of(Arena *arena, const Page *page, const Item *item)
{
    Box *box = ARENA_NEW(arena, Box);
    *box = item->kind == ITEM_IMAGE
               ? page_box(page, item->image.x, item->image.y, item->image.width, item->image.height)
               : page_box(page, item->rule.x, item->rule.y, item->rule.width, item->rule.height);
    return box;
}

void structure_add_page(Structure *s, uint32_t index, const PageMarks *marks, const HPDF_Dict *annotations)
{
    const Page *page = &s->pages->pages[index];
    s->page_marks[index] = (uint32_t)s->marks.n;
    for (uint32_t mark = 0; mark < marks->elements.n; mark++) {
        uint32_t element = marks->elements.at[mark];
        element_kids_add(&s->kids, element, (ElementKid){.kind = KID_MARK, .value = mark, .page = index});
        *vec_push(s->file->arena, &s->marks) = element;
    }
    for (size_t i = 0; i < page->item_count; i++) {
        uint32_t element = page->items[i].element;
        if (page->items[i].kind != ITEM_RUN && element_tagged(s->pages, element) &&
            s->pages->elements[element].kind == ELEMENT_FIGURE && !s->nodes[element].box)
            s->nodes[element].box = box_of(s->file->arena, page, &page->items[i]);
    }
    s->page_marks[index + 1] = (uint32_t)s->marks.n;
    for (size_t i = 0; i < page->link_count; i++) {
        uint32_t element = page->links[i].element;
        if (s->pages->element_count == 0)
            break;
        if (!element_tagged(s->pages, element))
            element = 0; // every link has a place in the tree: at worst the document's
        element_kids_add(&s->kids, element,
                         (ElementKid){.kind = KID_LINK, .value = object_id(annotations[i]), .page = index});
        *vec_push(s->file->arena, &s->links) = element;
    }
}

uint32_t structure_link_key(Structure *s, uint32_t link)
{
    return (uint32_t)s->pages->page_count + link;
}

static uint32_t node_id(const Structure *s, uint32_t element)
{
    return s->file->reserved_first + element;
}

// An element's identifier: digits of one width, so that the order of names is the order of elements.
static void put_id(StrBuf *out, const Structure *s, uint32_t element)
{
    char id[24] = {'(', 'e'};
    size_t n = 2 + s->id_digits;
    for (size_t at = n; at-- > 2; element /= 10)
        id[at] = (char)('0' + element % 10);
    id[n++] = ')';
    buf_add(out, (Str){id, n});
}

static void put_entry(StrBuf *out, const char *key, uint32_t id)
{
    buf_add_c(out, key);
    put_reference(out, id);
}

static void put_kids(StrBuf *out, const Structure *s, uint32_t element)
{
    uint32_t first = s->kids.of[element].first;
    const ElementKid *kids = s->kids.kids.at;
    uint32_t own_page = KID_NONE;
    for (uint32_t k = first; k != KID_NONE && own_page == KID_NONE; k = kids[k].next)
        if (kids[k].kind != KID_ELEMENT)
            own_page = kids[k].page;
    if (own_page != KID_NONE)
        put_entry(out, " /Pg ", s->page_ids[own_page]);
    if (first == KID_NONE)
        return;
    bool several = kids[first].next != KID_NONE;
    buf_add_c(out, several ? " /K [" : " /K ");
    for (uint32_t k = first; k != KID_NONE; k = kids[k].next) {
        const ElementKid *kid = &kids[k];
        if (k != first)
            buf_add_char(out, ' ');
        if (kid->kind == KID_ELEMENT)
            put_reference(out, node_id(s, kid->value));
        else if (kid->kind == KID_LINK)
            buf_print(out, "<< /Type /OBJR /Obj %u 0 R /Pg %u 0 R >>", kid->value, s->page_ids[kid->page]);
        else if (kid->page == own_page)
            put_number(out, kid->value);
        else
            buf_print(out, "<< /Type /MCR /Pg %u 0 R /MCID %u >>", s->page_ids[kid->page], kid->value);
    }
    if (several)
        buf_add_char(out, ']');
}

// 14.8.5.4: a figure's box on its page.
static void put_box(StrBuf *out, const TreeNode *node)
{
    if (!node->box)
        return;
    const Milli sides[] = {node->box->left, node->box->bottom, node->box->right, node->box->top};
    buf_add(out, STR(" /A << /O /Layout /Placement /Block /BBox ["));
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_add_char(out, ' ');
        put_milli(out, sides[i]);
    }
    buf_add(out, STR("] >>"));
}

// 14.8.5.7: scope, spans and headers of a table's cells.
static void put_cell(StrBuf *out, const Structure *s, const Element *element)
{
    static const char *const scopes[] = {"", " /Scope /Column", " /Scope /Row", " /Scope /Both"};
    if (element->kind != ELEMENT_TH && element->kind != ELEMENT_TD)
        return;
    bool scoped = element->kind == ELEMENT_TH && element->scope >= 1 && element->scope <= 3;
    if (!scoped && element->row_span <= 1 && element->column_span <= 1 && element->headers_count == 0)
        return;
    buf_add(out, STR(" /A << /O /Table"));
    if (scoped)
        buf_add_c(out, scopes[element->scope]);
    if (element->row_span > 1)
        buf_print(out, " /RowSpan %u", element->row_span);
    if (element->column_span > 1)
        buf_print(out, " /ColSpan %u", element->column_span);
    if (element->headers_count > 0) {
        buf_add(out, STR(" /Headers ["));
        for (uint32_t i = 0; i < element->headers_count; i++)
            put_id(out, s, s->pages->headers[element->headers_first + i]);
        buf_add_char(out, ']');
    }
    buf_add(out, STR(" >>"));
}

static bool node_identified(const Structure *s, uint32_t element)
{
    return s->nodes[element].referred || s->pages->elements[element].kind == ELEMENT_NOTE;
}

static void node_write(void *context, uint32_t index, StrBuf *out)
{
    const Structure *s = context;
    const TreeNode *node = &s->nodes[index];
    const Element *element = &s->pages->elements[index];
    buf_add(out, STR("<</S /"));
    buf_add_c(out, element_type(element));
    put_entry(out, " /P ", index == 0 ? object_id(s->root) : node_id(s, element_parent(s->pages, index)));
    put_kids(out, s, index);
    put_cell(out, s, element);
    put_box(out, node);
    if (element->alt.n > 0) {
        buf_add(out, STR(" /Alt "));
        put_text(out, element->alt);
    }
    if (node_identified(s, index)) {
        buf_add(out, STR(" /ID "));
        put_id(out, s, index);
    }
    buf_add(out, STR(">>"));
}

// From a page's marks, and from a link's annotation, back to their elements (14.7.4.4).
static HPDF_Dict parent_tree(Structure *s)
{
    Tree tree = tree_new(s->file, "Nums");
    StrBuf key = {.arena = s->file->arena}, value = {.arena = s->file->arena};
    for (uint32_t page = 0; page < s->pages->page_count; page++) {
        key.n = value.n = 0;
        put_number(&key, page);
        buf_add_char(&value, '[');
        for (uint32_t i = s->page_marks[page]; i < s->page_marks[page + 1]; i++) {
            put_reference(&value, node_id(s, s->marks.at[i]));
            buf_add_char(&value, ' ');
        }
        buf_add_char(&value, ']');
        tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    for (uint32_t link = 0; link < s->links.n; link++) {
        key.n = value.n = 0;
        put_number(&key, structure_link_key(s, link));
        put_reference(&value, node_id(s, s->links.at[link]));
        tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    return tree_write(&tree);
}

static HPDF_Dict id_tree(Structure *s)
{
    Tree tree = tree_new(s->file, "Names");
    StrBuf key = {.arena = s->file->arena}, value = {.arena = s->file->arena};
    for (uint32_t i = 0; i < s->pages->element_count; i++) {
        if (!node_identified(s, i))
            continue;
        key.n = value.n = 0;
        put_id(&key, s, i);
        put_reference(&value, node_id(s, i));
        tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    return tree.count > 0 ? tree_write(&tree) : NULL;
}

HPDF_Dict structure_write(Structure *s)
{
    if (s->pages->element_count == 0)
        return NULL;
    element_kids_end(&s->kids);
    HPDF_Dict ids = id_tree(s);
    StrBuf out = {.arena = s->file->arena};
    buf_print(&out, "/Type /StructTreeRoot /K %u 0 R /ParentTree %u 0 R /ParentTreeNextKey %u %s",
              node_id(s, 0), object_id(parent_tree(s)), structure_link_key(s, (uint32_t)s->links.n),
              role_map);
    if (ids)
        buf_print(&out, " /IDTree %u 0 R", object_id(ids));
    object_body(s->file, s->root, buf_str(&out));
    return s->root;
}

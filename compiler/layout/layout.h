// layout: a Document to Pages, a display list of positioned glyph runs, rules and images with structure tags
// and link targets.
//
// In: a Document, its Style and a FontSet. Out: Pages, which know nothing of PDF or Markdown. Memory: all in
// the arena given; fonts belong to the FontSet, which must outlive the Pages. Errors: glyph-missing (each
// character once, at its first place), layout warnings line-forced, table-too-wide; SEVERITY_FAILURE for
// libraries. Lengths: 1/65536 pt. Origin: top left of the page, y downwards; a run's y is its baseline.
#ifndef GONGKAI_LAYOUT_LAYOUT_H
#define GONGKAI_LAYOUT_LAYOUT_H

#include "document/document.h"
#include "paragraph/paragraph.h"

// ---- structure (ISO 32000-1 14.8.4)

typedef enum ElementKind {
    ELEMENT_DOCUMENT,
    ELEMENT_PART,
    ELEMENT_SECT,
    ELEMENT_H,
    ELEMENT_P,
    ELEMENT_L,
    ELEMENT_LI,
    ELEMENT_LBL,
    ELEMENT_LBODY,
    ELEMENT_BLOCKQUOTE,
    ELEMENT_CODE,
    ELEMENT_EM,
    ELEMENT_STRONG,
    ELEMENT_SPAN,
    ELEMENT_TABLE,
    ELEMENT_THEAD,
    ELEMENT_TBODY,
    ELEMENT_TR,
    ELEMENT_TH,
    ELEMENT_TD,
    ELEMENT_CAPTION,
    ELEMENT_TOC,
    ELEMENT_TOCI,
    ELEMENT_REFERENCE,
    ELEMENT_LINK,
    ELEMENT_FIGURE,
    ELEMENT_NOTE,
} ElementKind;

typedef struct Element {
    ElementKind kind;
    uint32_t parent; // index in Pages.elements; element 0 is the Document and its own parent
    uint8_t level;   // H: 1 to 6
    uint8_t scope;   // TH: 1 column, 2 row, 3 both
    uint16_t row_span, column_span;
    Str alt;                               // FIGURE
    uint32_t headers_first, headers_count; // TH and TD: indices into Pages.headers (element indices)
} Element;

#define ELEMENT_ARTIFACT UINT32_MAX // page numbers, rules, repeated header rows, （续表）, leaders

// ---- what stands on a page

typedef struct GlyphRun {
    const Font *font;
    Length size;
    Length x, y; // origin, on the baseline
    const Glyph *glyphs;
    size_t glyph_count;
    Str text;        // the source characters that it shows
    uint32_t colour; // 0xRRGGBB
} GlyphRun;

typedef enum ItemKind { ITEM_RUN, ITEM_RULE, ITEM_IMAGE } ItemKind;

typedef struct Item {
    ItemKind kind;
    uint32_t element; // index in Pages.elements, or ELEMENT_ARTIFACT
    union {
        GlyphRun run;
        struct {
            Length x, y, width, height;
            uint32_t colour;
        } rule; // a filled box, top left
        struct {
            Length x, y, width, height;
            const Image *image;
        } image;
    };
} Item;

typedef struct LinkArea {
    Length x, y, width, height;
    uint32_t element; // ELEMENT_LINK (or REFERENCE) that it belongs to
    Str destination;  // a Destination's id, or empty
    Str uri;          // web link, or empty
    Str contents;     // words for a screen reader
} LinkArea;

typedef struct Page {
    Length width, height; // of the sheet, portrait
    int rotate;  // 0, or 90: a landscape table's page: content is laid out turned on the portrait sheet by
                 // `turned`
    bool turned; // items are in the coordinates of the turned (landscape) page, height × width; the back end
                 // turns them counter-clockwise so that the head is at the sheet's left; items from
                 // upright_first on are not turned
    size_t upright_first; // items from here on (the page number) are in the sheet's own coordinates; links
                          // and destinations are in those of the other items
    Item *items;
    size_t item_count;
    LinkArea *links;
    size_t link_count;
    Str label; // printed page number: "12", "iv", empty on the cover
} Page;

typedef struct Destination {
    Str id; // a Node's id or a cell's
    uint32_t page;
    Length x, y;
    uint32_t element; // the structure element at the place
} Destination;

typedef struct OutlineEntry {
    Str title;
    int level; // from 0
    Str destination;
} OutlineEntry;

typedef struct Pages {
    Page *pages;
    size_t page_count;
    Element *elements;
    size_t element_count;
    uint32_t *headers;
    size_t header_count;
    Destination *destinations; // sorted by id
    size_t destination_count;
    OutlineEntry *outline;
    size_t outline_count;
    Str title, author, language; // zh-CN
    Str subject;
    int64_t time; // seconds since 1970 UTC: the manifest's date
    bool draft;
} Pages;

const Destination *pages_destination(const Pages *pages, Str id); // NULL where none

// ---- what back ends ask of pages

// The glyphs of a run fall into clusters: those from `first` up to the result show the same characters, put
// into *text.
size_t run_cluster(const GlyphRun *run, size_t first, Str *text);

bool element_tagged(const Pages *pages, uint32_t element); // not an artifact
const char *element_type(const Element *element);          // ISO 32000-1 14.8.4's name: H1, P, TD

// What each element holds, in reading order: elements, and what a back end has besides (pieces of pages).
enum { KID_ELEMENT, KID_NONE = UINT32_MAX };

typedef struct ElementKid {
    uint32_t kind;  // KID_ELEMENT, or the back end's own, from 1
    uint32_t value; // KID_ELEMENT: an element
    uint32_t page;
    uint32_t next; // in kids, KID_NONE at the end
} ElementKid;

typedef struct KidList {
    uint32_t first, last; // in kids, KID_NONE where there are none
} KidList;

typedef struct ElementKids {
    Arena *arena;
    const Pages *pages;
    VEC(ElementKid) kids;
    KidList *of; // by element
    struct KidPlaces *places;
} ElementKids;

// expected: of the back end's own, so that nothing grows.
ElementKids element_kids(Arena *arena, const Pages *pages, size_t expected);
// An element takes its place among its parent's kids when its first content does, after the siblings before
// it. Content comes in the order of pages.
void element_kids_add(ElementKids *kids, uint32_t element, ElementKid kid);
// What no page shows (an empty cell) still has its place. Call it after the last content.
void element_kids_end(ElementKids *kids);
// Parents stand before their children, so that no chain of parents can run in a circle.
uint32_t element_parent(const Pages *pages, uint32_t element);

// Paragraphs that the next layout of nearly the same text need not set again. A store belongs to one FontSet
// and one Style. Pages that were made with it do not need it any more. One layout at a time.
typedef struct LayoutStore LayoutStore;
LayoutStore *layout_store_new(void);
void layout_store_free(LayoutStore *store); // NULL is allowed
// How many paragraphs the newest layout set, of all that it has beside tables.
size_t layout_store_set(const LayoutStore *store, size_t *of);

// fonts are opened by the caller. store: NULL where nothing is kept; the result is the same. NULL only after
// SEVERITY_FAILURE or glyph-missing errors that leave nothing to show.
Pages *layout_document(Arena *arena, Diag *diag, const Document *document, FontSet *fonts,
                       LayoutStore *store);

#endif

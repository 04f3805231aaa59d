// What the files of html share: writing text and tags, rendering a tree, the page template, encodings.
#ifndef GONGKAI_HTML_INTERNAL_HTML_H
#define GONGKAI_HTML_INTERNAL_HTML_H

#include "html/html.h"

// ---- url.c

// A link as its author wrote it: what no URL may hold is percent-encoded, %xx stays, then escaped for an
// attribute.
void escape_url(StrBuf *out, Str url);
// A file's path as a URL: %, ? and # are encoded too.
Str url_of_path(Arena *arena, Str path);

// ---- images.c: the project's images that pages show

typedef struct Picture {
    const Image *image;
    Str name; // images/image-01.png
} Picture;

typedef struct Pictures {
    Arena *arena;
    VEC(Picture) list; // in the order that they are first shown
} Pictures;

// The name under which the site has the image, or empty where it cannot be shown.
Str image_name(Pictures *images, const Node *node);
// The image itself as an address.
Str image_data(Arena *arena, const Node *node);

// ---- markup.c: tags with their looks

typedef enum Medium {
    MEDIUM_COMMONMARK, // as cmark renders it
    MEDIUM_PAGE,       // classes, ids, links between pages
    MEDIUM_FRAGMENT,   // inline styles; no ids, and so no links within
    MEDIUM_BARE,       // attributes of HTML alone, for systems that take styles, classes and ids away; named
                       // anchors, to which links within lead
} Medium;

typedef struct TableMade { // what the pages that a table stands on have alike
    const Grid *grid;      // NULL: not yet made
    const Node *node;      // that its rows were written of, NULL: of none yet; in which medium
    Medium medium;
    Str rows; // thead and tbody
} TableMade;

typedef struct Render {
    Arena *arena;
    StrBuf out;
    Medium medium;
    const Document *document; // NULL: MEDIUM_COMMONMARK
    Pictures *images;
    TableMade *made;    // by document->tables
    bool one_page;      // every cell and heading that is linked to stands on this page
    bool alone;         // a table's page, without the prose around it
    int heading_base;   // the level of the heading that all of them stand under; 0: none
    int open_levels[6]; // the author's levels of the headings that the next one may stand under
    int open_count;
    int heading;             // the HTML level of the heading that is open
    int table_heading;       // level of a table's title as a heading; 0: it is none
    int plain;               // images that stand around: their words are an attribute
    int links;               // links that stand around: they do not nest
    VEC(const Node *) notes; // footnotes that the page calls, in the order of their numbers
    size_t notes_written;    // of them
    size_t skip;             // bytes of the next text that were written with the figure before it
} Render;

// How a kind of thing looks: a class in pages, a style in fragments.
typedef enum Look {
    LOOK_NONE,
    LOOK_BODY,
    LOOK_PLAIN, // a paragraph in a list or a quotation
    LOOK_IMAGE, // a paragraph of one image
    LOOK_RUN_IN,
    LOOK_HEADING,                 // of level 1 to 6
    LOOK_PART = LOOK_HEADING + 6, // the template's own headings
    LOOK_DRAFT,
    LOOK_UNAVAILABLE,
    LOOK_SCROLL, // what is wider than the page scrolls in it
    LOOK_TABLE,
    LOOK_TABLE_TITLE,
    LOOK_TABLE_LABEL,
    LOOK_TABLE_UNIT,
    LOOK_TABLE_NOTE,
    LOOK_NOTES, // footnotes, and
    LOOK_NOTE,  // one of them
    LOOK_COUNT,
} Look;

// An anchor of that name, to which links within lead where elements have no ids; none elsewhere.
void render_anchor(Render *render, Str id);

void render_line_start(Render *render); // a line end, unless one was written last
// A word that is printed.
Str render_word(const Render *render, WordsName name);
void render_text(Render *render, Str text);
// <name, its look and id; the caller goes on with attributes or `>`. id: empty, and none in fragments.
void render_open(Render *render, const char *name, Look look, Str id);
void render_add(Render *render, const char *markup);
void render_attribute(Render *render, const char *name, Str value); // value: escaped already
void render_close(Render *render, const char *name);                // </name>

// ---- render.c, inline.c, table.c, chart.c: a tree to markup

// The blocks of a section that the document covers.
void render_section(Render *render, const Node *section);
// Private to rendering: one event of the walk. Returns false where the node is no inline.
bool render_inline(Render *render, const Node *node, bool entering);
Str render_note_number(Render *render, const Node *note);
void render_figure(Render *render, const Figure *figure, Str id);
void render_table(Render *render, const Node *node);
void render_chart(Render *render, const Node *node);

// The next heading or run-in below root after `last` (NULL: the first), in reading order; NULL at the end.
const Node *heading_next(const Node *root, const Node *last);

// ---- template.c: page.html and its slots

typedef enum Slot {
    SLOT_NONE,
    SLOT_BODY,
    SLOT_CELL,
    SLOT_CHANGES,
    SLOT_CHARSET,
    SLOT_CONTENT,
    SLOT_CONTENTS,
    SLOT_CRUMBS,
    SLOT_DATASET,
    SLOT_DEPARTMENT,
    SLOT_DOCUMENT,
    SLOT_DOWNLOADS,
    SLOT_DRAFT,
    SLOT_EXPLAINED,
    SLOT_FIGURE,
    SLOT_FIGURES,
    SLOT_GENERATOR,
    SLOT_HREF,
    SLOT_INDEX,
    SLOT_JSON,
    SLOT_LABEL,
    SLOT_LINE,
    SLOT_LINES,
    SLOT_LINKS,
    SLOT_MARK,
    SLOT_META,
    SLOT_NAME,
    SLOT_NEXT,
    SLOT_PLACES,
    SLOT_PREVIOUS,
    SLOT_PURPOSE,
    SLOT_QUOTATIONS,
    SLOT_SEARCH,
    SLOT_SECTIONS,
    SLOT_SIDE,
    SLOT_SITE,
    SLOT_SIZE,
    SLOT_TABLE_DOWNLOADS,
    SLOT_TABLES,
    SLOT_TITLE,
    SLOT_TYPE,
    SLOT_UNIT,
    SLOT_WHOLE,
    SLOT_COUNT,
} Slot;

// What fills the slots of one scope: the page, or one item of a list.
typedef struct Item Item;
typedef struct Items {
    Item *at;
    size_t n, cap;
} Items;
struct Item {
    Str texts[SLOT_COUNT];
    const Items *lists[SLOT_COUNT]; // NULL: an empty one
};

// A list of one item without slots of its own, or an empty one: what {{#index}} asks.
const Items *items_flag(Arena *arena, bool set);

typedef struct PageTemplate PageTemplate;
// NULL after template-slot-unknown or template-slot-unclosed.
PageTemplate *page_template_parse(Arena *arena, Diag *diag, const Source *source);
// Whether it has what no page does without, else template-slot-missing: its text, and its charset, which
// would not be the one declared.
bool page_template_whole(Diag *diag, const PageTemplate *page_template, const Source *source);
// Whether the slot stands anywhere in it.
bool page_template_asks(const PageTemplate *page_template, Slot slot);
Str page_template_fill(Arena *arena, const PageTemplate *page_template, const Item *page);

// ---- backlinks.c

// Every quotation of a cell, by table, then cell, then in reading order.
typedef struct Quoted Quoted;
typedef struct QuotedCells {
    Quoted *at;
    size_t n;
} QuotedCells;

QuotedCells backlinks_read(Arena *arena, const Document *document);
const Items *backlinks_of(Arena *arena, const Document *document, QuotedCells quoted, const Table *table,
                          bool one_page);

// ---- encode.c

typedef struct Charset {
    const char *name; // as pages declare it
    void *converter;  // iconv's, from UTF-8; NULL: it is UTF-8
} Charset;

// The site's, or NULL after encoding-unknown or the failure encoding-converter. The arena's end closes it.
const Charset *charset_of(Arena *arena, Diag *diag, const Project *project);
// One by its name: UTF-8, GB18030 or GBK.
const Charset *charset_open(Arena *arena, Diag *diag, const char *name);
// Characters that the charset lacks become numeric references.
Str charset_encode(Arena *arena, const Charset *charset, Str html);

// ---- contents.c

// Nested lists of headings down to level 2. On one page they are linked within it, and tables are listed
// under their part; otherwise they lead to the pages of the sections, and the tables part is left out.
Str contents_render(Arena *arena, const Document *document, bool one_page);
// The headings below a page's first one, down to level 3, to stand in the page's own entry; empty where there
// are none.
Str contents_of_page(Arena *arena, const Document *document, const Node *section);

Str section_title(Arena *arena, const Node *section);
// The heading over the tables part; empty where there is none.
Str tables_title(Arena *arena, const Document *document);
bool is_tables_part(const Node *section);

#endif

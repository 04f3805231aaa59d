// What the files that make pages share: the site that is being made, and its pages.
#ifndef GONGKAI_HTML_INTERNAL_SITE_H
#define GONGKAI_HTML_INTERNAL_SITE_H

#include "html/internal-html.h"

typedef struct Page {
    Str name, title;
    Str body; // markup
    const Node *section;
    const TableUse *use;
    bool index, whole;
} Page;

typedef struct Term { // that the document explains
    Str name, href;
} Term;

typedef struct Site {
    Arena *arena;
    Diag *diag;
    const Document *document;
    HtmlOptions options;
    const Charset *charset;
    const PageTemplate *page_template;
    Pictures images;
    TableMade *made; // see Render
    VEC(Page) pages;
    VEC(HtmlFile) files;
    bool explained;           // figures tell what they are
    VEC(Term) terms;          // filled by terms_read
    VEC(const Figure *) keys; // the key figures
    // What every page has.
    Items draft, sections, tables, figures, downloads, lines;
    Str tables_title;
    QuotedCells quoted;
    const Source *search; // the script that searches; NULL: the template has none
} Site;

// ---- downloads.c

// The files of one table among the downloads, or those that are no table's (id empty): href, name, type.
void add_downloads(const Site *site, Items *items, Str id);

// ---- terms.c

// What stands under 名词解释, with the places of its headings.
void terms_read(Site *site);

// ---- script.c

// A text as a string of a script: no markup in it, wherever the file is read.
void script_string(StrBuf *out, Str text);

// ---- explain.c

// The id of the key figure of that index.
Str key_id(Arena *arena, size_t index);
// The script that tells of every figure that leads to a cell, by its id, after terms_read.
Str explain_figures(const Site *site);

// ---- side.c

// The contents that stand beside a page's text, one item or none: the pages of the text and those of tables,
// near the page where there are many.
const Items *side_of(const Site *site, const Page *page);

// ---- comparison.c

// What the index says of a key figure against last year and the budget: line.
const Items *changes_of(const Site *site, Str name);
// The chart of what the money is for, as markup; empty where there is none.
Str purpose_of(Site *site);

// ---- search.c

// search-index.js, after the pages are made.
Str search_index(const Site *site);
// A script as the site has it: it is UTF-8 whatever the pages are, and begins with what says so.
Str script_file(Arena *arena, Str text);

// ---- metadata.c

// The page's meta elements: those of government sites, then Dublin Core.
const Items *metadata_of(const Site *site, const Page *page);
// sitemap.xml: the addresses of all pages and of the PDF; empty where the manifest does not say where the
// site stands.
Str sitemap_of(const Site *site);
// The page's description as data for search engines, one item or none: the index describes the document, a
// table's page the table. It is ASCII without < > and &, so that nothing in it ends the element it stands in.
const Items *dataset_of(const Site *site, const Page *page);

#endif

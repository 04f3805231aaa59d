// What the files of the reader of web pages share: the page's tree, and its reading.
#ifndef GONGKAI_INTAKE_INTERNAL_HTML_H
#define GONGKAI_INTAKE_INTERNAL_HTML_H

#include <gumbo.h>

#include "intake/internal-intake.h"

typedef struct Step {
    const GumboNode *node;
    unsigned next; // child
} Step;
typedef VEC(Step) Steps;

typedef struct RowSpan { // of a cell above
    uint32_t column, columns, rows;
} RowSpan;

typedef struct Grid {
    uint32_t column;
    VEC(RowSpan) spans;
} Grid;

typedef struct Html {
    Arena *arena;
    Diag *diag;
    Builder build;
    Steps steps;
    VEC(Grid) grids; // of the tables that are open
    VEC(int) lists;  // numbers of the lists that are open; -1: without
    int heading, bold, pre;
    bool run_in; // the paragraph goes on past its heading's end
    Str number;  // of the item that begins
} Html;

// ---- html-tree.c: what elements are

bool html_is_one_of(GumboTag tag, const GumboTag *tags, size_t n);
#define ONE_OF(tag, ...)                                                                                     \
    html_is_one_of(tag, (const GumboTag[]){__VA_ARGS__},                                                     \
                   sizeof((const GumboTag[]){__VA_ARGS__}) / sizeof(GumboTag))
GumboTag html_tag(const GumboNode *node);
const GumboVector *html_children(const GumboNode *node); // NULL: it has none
// The elements below a node in the page's order, from Steps that hold the node alone; NULL after the last.
const GumboNode *html_next_element(Arena *arena, Steps *steps);
Str html_attribute(const GumboNode *node, const char *name);
bool html_is_machinery(GumboTag tag);  // no text of the page: scripts and the like
bool html_is_navigation(GumboTag tag); // menus, and what is filled in or pressed
bool html_is_block(GumboTag tag);
bool html_is_hidden(const GumboNode *node);
bool html_is_bold(const GumboNode *node);
bool html_style_says(const GumboNode *node, const char *property, const char *value);

// ---- html-main.c: where the words are

// The element that holds nearly all of the text.
const GumboNode *html_main_text(Html *html, const GumboNode *root);
// Says of a node's text that it is left out.
void html_leave(Html *html, const GumboNode *node, IntakeLeft left);
void html_leave_around(Html *html, const GumboNode *root, const GumboNode *kept);
bool html_is_menu(Html *html, const GumboNode *node);

// ---- html-linked.c: what the page shows or links and does not hold

// Says which files its frames show, and to which documents it links.
void html_linked_tell(Html *html, const GumboNode *root);

#endif

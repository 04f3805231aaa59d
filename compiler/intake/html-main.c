// The main text of a published page, found by where the words are.
#include "intake/internal-html.h"

#define MOST_DESCENTS 64 // from the page to its main text

static size_t characters(const char *text)
{
    size_t n = 0;

    for (Str s = str_of(text); s.n;) {
        size_t at = 0;

        n += !char_is_blank(utf8_next(s, &at));
        s = str_slice(s, at, s.n);
    }
    return n;
}

// A link that leads to another page; one to a place in this one, or around a figure, is text.
static bool leads_away(const GumboNode *node)
{
    Str target = html_attribute(node, "href");
    const GumboVector *children = html_children(node);

    if (html_tag(node) != GUMBO_TAG_A || target.n == 0 || target.at[0] == '#')
        return false;
    return !(children && children->length == 1 && html_tag(children->data[0]) == GUMBO_TAG_DATA);
}

typedef struct Counted {
    size_t text, links;
    StrBuf *all; // NULL, or all of them
} Counted;

// The characters below a node that are no links, and those that are; where they are counted alone, without
// navigation, which may be longer than a short text beside it.
static Counted words_below(Html *html, const GumboNode *root, StrBuf *all)
{
    Steps steps = {0};
    Counted words = {0};
    size_t link = 0; // depth at which one is open

    *vec_push(html->arena, &steps) = (Step){root, 0};
    while (steps.n) {
        Step *step = vec_last(&steps);
        const GumboVector *children = html_children(step->node);
        const GumboNode *node;

        if (!children || step->next >= children->length) {
            link = link == steps.n ? 0 : link;
            steps.n--;
            continue;
        }
        node = children->data[step->next++];
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
            size_t n = characters(node->v.text.text);

            words.text += link ? 0 : n;
            words.links += link ? n : 0;
            if (all && n) {
                buf_add_c(all, node->v.text.text);
                buf_add_char(all, ' ');
            }
        } else if (node->type == GUMBO_NODE_ELEMENT && !html_is_machinery(html_tag(node)) &&
                   (all || !html_is_navigation(html_tag(node)))) {
            *vec_push(html->arena, &steps) = (Step){node, 0};
            if (!link && leads_away(node))
                link = steps.n;
        }
    }
    return words;
}

static size_t text_of(Html *html, const GumboNode *node)
{
    return html_is_machinery(html_tag(node)) || html_is_navigation(html_tag(node)) || html_is_hidden(node)
               ? 0
               : words_below(html, node, NULL).text;
}

// The one child that holds nearly all of the text; NULL where there is none.
static const GumboNode *main_child(Html *html, const GumboNode *node)
{
    const GumboVector *children = html_children(node);
    size_t all = words_below(html, node, NULL).text;

    for (unsigned i = 0; children && all && i < children->length; i++) {
        const GumboNode *child = children->data[i];

        if (child->type == GUMBO_NODE_ELEMENT && text_of(html, child) * 100 >= all * 85)
            return child;
    }
    return NULL;
}

// A row or a paragraph is no page: what holds it is.
static bool is_whole(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_BODY, GUMBO_TAG_DIV, GUMBO_TAG_TD, GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE,
                  GUMBO_TAG_SECTION, GUMBO_TAG_CENTER, GUMBO_TAG_FORM);
}

// Whether its words are those of one table, whose title and unit stand beside it.
static bool is_table_alone(Html *html, const GumboNode *node)
{
    while (node && html_tag(node) != GUMBO_TAG_TABLE) {
        const GumboVector *children = html_children(node);
        const GumboNode *only = NULL;

        for (unsigned i = 0; children && i < children->length; i++) {
            const GumboNode *child = children->data[i];

            if (child->type != GUMBO_NODE_ELEMENT || !text_of(html, child))
                continue;
            if (only)
                return false;
            only = child;
        }
        node = only;
    }
    return node != NULL;
}

// The element that a page says to be its main text, where it has one that holds most of its words.
static const GumboNode *said_main(Html *html, const GumboNode *root)
{
    Steps steps = {0};
    const GumboNode *found = NULL;
    size_t n = 0;

    *vec_push(html->arena, &steps) = (Step){root, 0};
    for (const GumboNode *node; (node = html_next_element(html->arena, &steps));)
        if (html_tag(node) == GUMBO_TAG_MAIN && !html_is_hidden(node)) {
            found = node;
            n++;
        }
    return n == 1 && text_of(html, found) * 2 >= words_below(html, root, NULL).text ? found : NULL;
}

const GumboNode *html_main_text(Html *html, const GumboNode *root)
{
    const GumboNode *said = said_main(html, root), *node = said ? said : root, *best = node;

    for (int i = 0; i < MOST_DESCENTS; i++) {
        node = main_child(html, node);
        if (!node)
            break;
        if (is_whole(html_tag(node)) && (html_tag(node) == GUMBO_TAG_TD || !is_table_alone(html, node)))
            best = node;
    }
    return best;
}

// ---- what is left out

void html_leave(Html *html, const GumboNode *node, IntakeLeft left)
{
    StrBuf all = {.arena = html->arena};

    words_below(html, node, &all);
    builder_remark(&html->build, left, buf_str(&all));
}

// Siblings of the main text, all the way up.
void html_leave_around(Html *html, const GumboNode *root, const GumboNode *kept)
{
    for (const GumboNode *node = kept; node && node != root; node = node->parent) {
        const GumboVector *siblings = node->parent ? html_children(node->parent) : NULL;

        for (unsigned i = 0; siblings && i < siblings->length; i++) {
            const GumboNode *one = siblings->data[i];

            if (one != node && one->type == GUMBO_NODE_ELEMENT && !html_is_machinery(html_tag(one)))
                html_leave(html, one, LEFT_NAVIGATION);
        }
    }
}

// Within the main text: menus, lists of links to other pages.
bool html_is_menu(Html *html, const GumboNode *node)
{
    Counted words;

    if (html_is_navigation(html_tag(node)))
        return true;
    if (!ONE_OF(html_tag(node), GUMBO_TAG_DIV, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_SECTION))
        return false;
    words = words_below(html, node, NULL);
    return words.links >= 10 && words.links > 4 * words.text;
}

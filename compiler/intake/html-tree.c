// What elements of a web page are.
#include <ctype.h>

#include "intake/internal-html.h"

bool html_is_one_of(GumboTag tag, const GumboTag *tags, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tags[i] == tag)
            return true;
    return false;
}

GumboTag html_tag(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? node->v.element.tag
                                                                                 : GUMBO_TAG_UNKNOWN;
}

const GumboVector *html_children(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT    ? &node->v.element.children
           : node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
                                               : NULL;
}

const GumboNode *html_next_element(Arena *arena, Steps *steps)
{
    while (steps->n) {
        Step *step = vec_last(steps);
        const GumboVector *children = html_children(step->node);
        const GumboNode *node;

        if (!children || step->next >= children->length) {
            steps->n--;
            continue;
        }
        node = children->data[step->next++];
        if (node->type != GUMBO_NODE_ELEMENT)
            continue;
        *vec_push(arena, steps) = (Step){node, 0};
        return node;
    }
    return NULL;
}

Str html_attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *found =
        node->type == GUMBO_NODE_ELEMENT ? gumbo_get_attribute(&node->v.element.attributes, name) : NULL;

    return found ? str_of(found->value) : (Str){0};
}

// No text of the page: scripts, and what is filled in or pressed.
bool html_is_machinery(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
                  GUMBO_TAG_HEAD, GUMBO_TAG_SVG, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_AUDIO,
                  GUMBO_TAG_VIDEO, GUMBO_TAG_CANVAS);
}

bool html_is_navigation(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_NAV, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE, GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON,
                  GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT);
}

bool html_is_block(GumboTag tag)
{
    return ONE_OF(tag, GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4,
                  GUMBO_TAG_H5, GUMBO_TAG_H6, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI, GUMBO_TAG_DL,
                  GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_TABLE, GUMBO_TAG_CAPTION, GUMBO_TAG_SECTION,
                  GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_HEADER, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,
                  GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS, GUMBO_TAG_CENTER, GUMBO_TAG_FORM,
                  GUMBO_TAG_FIELDSET, GUMBO_TAG_HR, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_BODY);
}

bool html_style_says(const GumboNode *node, const char *property, const char *value)
{
    Str style = html_attribute(node, "style"), wanted = str_of(property);
    StrBuf plain = {.arena = arena_new()};
    ptrdiff_t at;
    bool says = false;

    for (size_t i = 0; i < style.n; i++)
        if (!isspace((unsigned char)style.at[i]))
            buf_add_char(&plain, (char)tolower((unsigned char)style.at[i]));
    at = str_find(buf_str(&plain), wanted, 0);
    if (at >= 0)
        says = str_starts(str_slice(buf_str(&plain), (size_t)at + wanted.n, plain.n), str_of(value));
    arena_free(plain.arena);
    return says;
}

bool html_is_hidden(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT &&
           (gumbo_get_attribute(&node->v.element.attributes, "hidden") ||
            html_style_says(node, "display:", "none") || html_style_says(node, "visibility:", "hidden"));
}

bool html_is_bold(const GumboNode *node)
{
    GumboTag tag = html_tag(node);

    return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || html_style_says(node, "font-weight:", "bold") ||
           html_style_says(node, "font-weight:", "7");
}

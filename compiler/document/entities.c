// Entities and numeric characters (CommonMark 2.5), decoded by cmark, which knows their names.
#define CMARK_NO_SHORT_NAMES // ours are NODE_… too
#include <cmark.h>

#include "document/internal-build.h"

#define LONGEST_ENTITY 34 // &CounterClockwiseContourIntegral; and its marks

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '#';
}

size_t entity_at(Str text, size_t at, char decoded[ENTITY_MOST], size_t *length)
{
    size_t end = at + 1;

    while (end < text.n && end - at < LONGEST_ENTITY && is_name(text.at[end]))
        end++;
    if (end >= text.n || text.at[end] != ';' || end == at + 1)
        return 0;
    size_t n = end + 1 - at;
    cmark_node *parsed = cmark_parse_document(text.at + at, n, CMARK_OPT_DEFAULT);
    cmark_node *paragraph = cmark_node_first_child(parsed);
    cmark_node *inline_node = paragraph ? cmark_node_first_child(paragraph) : NULL;
    Str literal = str_of(inline_node ? cmark_node_get_literal(inline_node) : NULL);
    bool known = literal.n > 0 && literal.n <= ENTITY_MOST && !cmark_node_next(inline_node) &&
                 !str_equal(literal, str_slice(text, at, end + 1));

    for (size_t i = 0; known && i < literal.n; i++)
        decoded[i] = literal.at[i];
    *length = literal.n;
    cmark_node_free(parsed);
    return known ? n : 0;
}

// Frames, which show what stands in other files, and links to documents: neither is text of the page.
#include <string.h>
#include <strings.h>

#include "intake/internal-html.h"

#define MOST_NAMED 5

typedef struct Named {
    StrBuf names;
    size_t n;
} Named;

static void name_add(Named *named, Str name)
{
    name = str_trim(name);
    if (named->n++ < MOST_NAMED)
        buf_print(&named->names, "%s%.*s", named->names.n ? ", " : "", STR_ARG(name));
    else if (named->n == MOST_NAMED + 1)
        buf_add_c(&named->names, ", …");
}

// W020240930.xls, W020240930.xls?v=1
static bool is_document(Str target)
{
    static const char *const ends[] = {".xlsx", ".xls", ".et",  ".ods", ".csv", ".pdf", ".docx",
                                       ".doc",  ".wps", ".odt", ".ofd", ".zip", ".rar", ".7z"};
    ptrdiff_t question = str_find_char(target, '?', 0);

    target = question < 0 ? target : str_slice(target, 0, (size_t)question);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);

        if (target.n > n && strncasecmp(target.at + target.n - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

static void node_take(const GumboNode *node, Named *frames, Named *links)
{
    GumboTag tag = html_tag(node);
    Str source = html_attribute(node, tag == GUMBO_TAG_OBJECT ? "data" : "src"),
        target = html_attribute(node, "href");

    if (ONE_OF(tag, GUMBO_TAG_FRAME, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED) && source.n &&
        !html_is_hidden(node))
        name_add(frames, source);
    else if (tag == GUMBO_TAG_A && is_document(target))
        name_add(links, target);
}

void html_linked_tell(Html *html, const GumboNode *root)
{
    Steps steps = {0};
    Named frames = {.names.arena = html->arena}, links = {.names.arena = html->arena};
    Place place = {.file = html->build.name};

    *vec_push(html->arena, &steps) = (Step){root, 0};
    for (const GumboNode *node; (node = html_next_element(html->arena, &steps));)
        node_take(node, &frames, &links);
    if (frames.n)
        diag_report(html->diag, SEVERITY_WARNING, "html-frame", place,
                    str_of(_("give what they show, each as a file of its own")),
                    _("%zu frames show what stands elsewhere, which is not read: %.*s"), frames.n,
                    STR_ARG(buf_str(&frames.names)));
    if (links.n)
        diag_report(html->diag, SEVERITY_NOTE, "html-linked", place, (Str){0},
                    _("%zu documents are linked, which are read where they are given too: %.*s"), links.n,
                    STR_ARG(buf_str(&links.names)));
}

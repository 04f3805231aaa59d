// The contents beside a page's text.
#include "html/internal-site.h"

// On either side of the page among its own kind, and of the other kind at all: that pages do not grow with
// their number.
#define NEAR 20

typedef struct Side {
    const Site *site;
    const Page *page;
    StrBuf out;
} Side;

static bool is_listed(const Page *page, bool tables)
{
    return !page->index && !page->whole && (page->use != NULL) == tables;
}

static void add_page(Side *side, const Page *page)
{
    StrBuf *out = &side->out;

    buf_print(out, "<li><a href=\"%.*s\"%s>", STR_ARG(page->name),
              page == side->page ? " aria-current=\"page\"" : "");
    escape_markup(out, page->title);
    buf_add_c(out, "</a>");
    if (page == side->page && page->section)
        buf_add(out, contents_of_page(side->site->arena, side->site->document, page->section));
    buf_add_c(out, "</li>\n");
}

// A link to the whole list, which the index has.
static void add_more(Side *side, bool tables)
{
    Str more = words_first(side->site->document->project->template->words->lists[WORDS_SIDE_MORE]);

    buf_print(&side->out, "<li><a href=\"index.html#%s\">", tables ? "tables" : "sections");
    escape_markup(&side->out, more);
    buf_add_c(&side->out, "</a></li>\n");
}

static void add_kind(Side *side, bool tables)
{
    const Site *site = side->site;
    const WordList *words = site->document->project->template->words->lists;
    bool own = is_listed(side->page, tables);
    size_t count = 0, from = 0, current = 0;

    for (size_t i = 0; i < site->pages.n; i++)
        if (is_listed(&site->pages.at[i], tables)) {
            current = &site->pages.at[i] == side->page ? count : current;
            count++;
        }
    if (count == 0)
        return;
    size_t to = count;
    if (count > 2 * NEAR + 1) {
        from = own && current > NEAR ? current - NEAR : 0;
        to = !own ? 0 : current + NEAR < count ? current + NEAR + 1 : count;
    }
    buf_print(&side->out, "<details%s><summary>", own ? " open=\"open\"" : "");
    escape_markup(&side->out, words_first(words[tables ? WORDS_SIDE_TABLES : WORDS_SIDE_TEXT]));
    buf_add_c(&side->out, "</summary>\n<ol class=\"contents\">\n");
    for (size_t i = 0, at = 0; i < site->pages.n; i++)
        if (is_listed(&site->pages.at[i], tables)) {
            if (at >= from && at < to)
                add_page(side, &site->pages.at[i]);
            at++;
        }
    if (to - from < count)
        add_more(side, tables);
    buf_add_c(&side->out, "</ol></details>\n");
}

const Items *side_of(const Site *site, const Page *page)
{
    Items *items = ARENA_NEW(site->arena, Items);
    Side side = {.site = site, .page = page, .out = {.arena = site->arena}};

    if (page->index || page->whole || site->document->only)
        return items;
    add_kind(&side, false);
    add_kind(&side, true);
    vec_push(site->arena, items)->texts[SLOT_LINKS] = buf_str(&side.out);
    return items;
}

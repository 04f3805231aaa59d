// Headings as the contents list them, and the contents of a document that stands on one page.
#include "html/internal-html.h"

#define LISTED_LEVELS 2 // of headings; tables stand one below their part

static const Node *after(const Node *root, const Node *node)
{
    while (node && node != root && !node->next)
        node = node->parent;
    return node && node != root ? node->next : NULL;
}

const Node *heading_next(const Node *root, const Node *last)
{
    const Node *node = last ? after(root, last) : root->first;

    while (node && node->kind != NODE_HEADING && node->kind != NODE_RUN_IN)
        node = node->first ? node->first : after(root, node);
    return node;
}

bool is_tables_part(const Node *section)
{
    return !section->source;
}

Str tables_title(Arena *arena, const Document *document)
{
    const Node *part = document->root->last, *heading = part ? part->first : NULL;

    return part && is_tables_part(part) && heading->kind == NODE_HEADING ? node_plain_text(arena, heading)
                                                                         : (Str){0};
}

// 3-收支概况 of sections/3-收支概况.md, without the number that orders the files.
static Str file_title(const Node *section)
{
    Str name = section->source ? section->source->name : (Str){0};
    size_t slash = name.n;

    while (slash > 0 && name.at[slash - 1] != '/')
        slash--;
    Str stem = str_slice(name, slash, str_ends(name, STR(".md")) ? name.n - 3 : name.n);
    size_t digits = 0;
    while (digits < stem.n && stem.at[digits] >= '0' && stem.at[digits] <= '9')
        digits++;
    while (digits > 0 && digits < stem.n &&
           (stem.at[digits] == '-' || stem.at[digits] == '.' || stem.at[digits] == '_' ||
            stem.at[digits] == ' '))
        digits++;
    return digits < stem.n ? str_slice(stem, digits, stem.n) : stem;
}

// The first heading of the author's; the file's name where there is none.
Str section_title(Arena *arena, const Node *section)
{
    const Node *heading = heading_next(section, NULL);

    while (heading && heading->role == ROLE_PART && !heading->source)
        heading = heading_next(section, heading);
    return heading ? node_heading_label(arena, heading) : file_title(section);
}

// ---- nested lists

typedef struct Contents {
    StrBuf out;
    int levels[LISTED_LEVELS]; // of the lists that are open, each with an item that is open
    int depth;
} Contents;

static void entry(Contents *contents, int level, Str href, Str label)
{
    StrBuf *out = &contents->out;
    int *levels = contents->levels;

    if (contents->depth == 0 || levels[contents->depth - 1] < level) {
        levels[contents->depth++] = level;
        buf_add_c(out, contents->depth == 1 ? "<ol class=\"contents\">\n" : "\n<ol>\n");
    } else {
        buf_add_c(out, "</li>\n");
        // A list goes on with an entry of a level that was passed over before.
        for (; contents->depth > 1 && levels[contents->depth - 2] >= level; contents->depth--)
            buf_add_c(out, "</ol></li>\n");
        levels[contents->depth - 1] = level;
    }
    buf_print(out, "<li><a href=\"%.*s\">", STR_ARG(href));
    escape_markup(out, label);
    buf_add_c(out, "</a>");
}

static Str id_url(Arena *arena, Str id)
{
    return str_print(arena, "#%.*s", STR_ARG(id));
}

// A section's first heading is the top of its page.
static Str heading_url(Arena *arena, const Node *section, const Node *heading, bool one_page)
{
    if (one_page)
        return id_url(arena, heading->id);
    Str page = str_print(arena, "%.*s.html", STR_ARG(section->id));
    return heading == heading_next(section, NULL)
               ? page
               : str_print(arena, "%.*s#%.*s", STR_ARG(page), STR_ARG(heading->id));
}

static void section_entries(Contents *contents, const Node *section, bool one_page)
{
    Arena *arena = contents->out.arena;
    const Node *heading = NULL;

    if (!heading_next(section, NULL) && !one_page) // its page has its file's name as its title
        entry(contents, 1, str_print(arena, "%.*s.html", STR_ARG(section->id)),
              section_title(arena, section));
    while ((heading = heading_next(section, heading)))
        if (heading->level <= LISTED_LEVELS)
            entry(contents, heading->level, heading_url(arena, section, heading, one_page),
                  node_heading_label(arena, heading));
}

Str contents_render(Arena *arena, const Document *document, bool one_page)
{
    Contents contents = {.out = {.arena = arena}};

    for (const Node *section = document->root->first; section; section = section->next) {
        bool tables = is_tables_part(section);
        if (tables && !one_page)
            continue;
        section_entries(&contents, section, one_page);
        for (const Node *node = section->first; tables && node; node = node->next)
            if (node->kind == NODE_TABLE)
                entry(&contents, 2, id_url(arena, node->id), table_listed(arena, node->table->spec));
    }
    if (contents.depth > 0)
        buf_add_c(&contents.out, "</li>\n");
    for (; contents.depth > 1; contents.depth--)
        buf_add_c(&contents.out, "</ol></li>\n");
    if (contents.depth == 1)
        buf_add_c(&contents.out, "</ol>\n");
    if (document->project->template->contents_note.n) {
        buf_add_c(&contents.out, "<p class=\"note\">");
        escape_markup(&contents.out, document->project->template->contents_note);
        buf_add_c(&contents.out, "</p>\n");
    }
    return buf_str(&contents.out);
}

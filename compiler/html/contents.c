// Headings as the contents list them: of the index and of a document that stands on one page, and those of
// one page beside its text.
#include "html/internal-html.h"

#define LISTED_LEVELS 2 // of headings; tables stand one below their part
#define BESIDE_LEVELS 3 // of a page's own headings, beside its text

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
    return !section->source && str_equal(section->id, STR("tables"));
}

Str tables_title(Arena *arena, const Document *document)
{
    const Node *part = document->root->first;

    while (part && !is_tables_part(part))
        part = part->next;
    return part && part->first->kind == NODE_HEADING ? node_plain_text(arena, part->first) : (Str){0};
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

    while (heading && heading->role == ROLE_PART && !heading->source && section->source)
        heading = heading_next(section, heading);
    return heading ? node_heading_label(arena, heading) : file_title(section);
}

// ---- nested lists

typedef struct Contents {
    StrBuf out;
    Str below;                     // what folds the levels below an entry is called
    int levels[1 + BESIDE_LEVELS]; // of the lists that are open, each with an item that is open
    int depth;
} Contents;

static Contents contents_new(Arena *arena, const Document *document)
{
    const Words *words = document->project->template->words;

    return (Contents){.out = {.arena = arena}, .below = words_first(words->lists[WORDS_CONTENTS_BELOW])};
}

// What stands below an entry can be folded, and is open at first.
static void open_list(Contents *contents)
{
    StrBuf *out = &contents->out;

    if (contents->depth == 1) {
        buf_add_c(out, "<ol class=\"contents\">\n");
        return;
    }
    buf_add_c(out, "\n<details open=\"open\"><summary><span>");
    escape_markup(out, contents->below);
    buf_add_c(out, "</span></summary>\n<ol>\n");
}

static void close_lists(Contents *contents, int depth)
{
    for (; contents->depth > depth; contents->depth--)
        buf_add_c(&contents->out, contents->depth > 1 ? "</li>\n</ol></details>" : "</li>\n</ol>\n");
}

static void entry(Contents *contents, int level, Str href, Str label)
{
    StrBuf *out = &contents->out;
    int *levels = contents->levels;

    if (contents->depth == 0 || levels[contents->depth - 1] < level) {
        levels[contents->depth++] = level;
        open_list(contents);
    } else {
        // A list goes on with an entry of a level that was passed over before.
        int depth = contents->depth;
        while (depth > 1 && levels[depth - 2] >= level)
            depth--;
        close_lists(contents, depth);
        buf_add_c(out, "</li>\n");
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
    Contents contents = contents_new(arena, document);

    for (const Node *section = document->root->first; section; section = section->next) {
        bool tables = is_tables_part(section);
        if (tables && !one_page)
            continue;
        section_entries(&contents, section, one_page);
        for (const Node *node = section->first; tables && node; node = node->next)
            if (node->kind == NODE_TABLE)
                entry(&contents, 2, id_url(arena, node->id), table_listed(arena, node->table->spec));
    }
    close_lists(&contents, 0);
    if (document->project->template->contents_note.n) {
        buf_add_c(&contents.out, "<p class=\"note\">");
        escape_markup(&contents.out, document->project->template->contents_note);
        buf_add_c(&contents.out, "</p>\n");
    }
    return buf_str(&contents.out);
}

Str contents_of_page(Arena *arena, const Document *document, const Node *section)
{
    Contents contents = contents_new(arena, document);
    const Node *heading = heading_next(section, NULL);

    contents.depth = 1; // the page's entry, which stands already
    while (heading && (heading = heading_next(section, heading)))
        if (heading->level <= BESIDE_LEVELS)
            entry(&contents, heading->level, id_url(arena, heading->id), node_heading_label(arena, heading));
    close_lists(&contents, 1);
    return buf_str(&contents.out);
}

// The terms that the document explains, by the headings under 名词解释.
#include "html/internal-site.h"

static bool is_terms_heading(const Site *site, const Node *heading)
{
    WordList names = site->document->project->template->words->lists[WORDS_TERMS_SECTION];
    Str text = node_plain_text(site->arena, heading);

    for (size_t i = 0; i < names.n; i++)
        if (str_find(text, names.at[i], 0) >= 0)
            return true;
    return false;
}

// 一、“三公”经费： without its number and the mark after it.
static Str term_name(const Site *site, const Node *heading)
{
    Str label = node_heading_label(site->arena, heading);

    return str_starts(label, heading->number)
               ? str_trim(str_slice(label, number_before_text(site->arena, heading->number).n, label.n))
               : label;
}

static void add_terms(Site *site, const Node *section)
{
    const Node *head = NULL;

    for (const Node *heading = NULL; (heading = heading_next(section, heading));) {
        if (head && heading->level <= head->level)
            head = NULL;
        if (head) {
            Term *term = vec_push(site->arena, &site->terms);
            term->name = term_name(site, heading);
            term->href = str_print(site->arena, "%.*s.html#%.*s", STR_ARG(section->id), STR_ARG(heading->id));
        } else if (is_terms_heading(site, heading)) {
            head = heading;
        }
    }
}

void terms_read(Site *site)
{
    for (const Node *section = site->document->root->first; section; section = section->next)
        if (!is_tables_part(section))
            add_terms(site, section);
}

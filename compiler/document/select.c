// What --section names, what it covers, and where cells are found.
#include "document/internal-build.h"
#include "text/text.h"

static bool is_headed(const Node *node)
{
    return node->kind == NODE_HEADING || node->kind == NODE_RUN_IN;
}

// 0 for the template's own parts, which stand above the author's headings.
static int rank_of(const Node *heading)
{
    return heading->kind == NODE_HEADING && !heading->source ? 0 : heading->level;
}

// ---- covering

// The heading that a block is or begins with, or NULL.
static const Node *heading_of(const Node *block)
{
    if (block->kind == NODE_HEADING)
        return block;
    return block->kind == NODE_PARAGRAPH && block->first && block->first->kind == NODE_RUN_IN ? block->first
                                                                                              : NULL;
}

// The level at which a block ends what stands before it, or 7: a heading's, or a numbered paragraph's.
static int ending_rank(const Node *block)
{
    const Node *heading = heading_of(block);

    if (heading)
        return rank_of(heading);
    return block->kind == NODE_PARAGRAPH && block->level ? block->level : 7;
}

static const Node *next_block(const Node *block)
{
    if (block->next)
        return block->next;
    const Node *section = block->parent->next;
    while (section && !section->first)
        section = section->next;
    return section ? section->first : NULL;
}

static bool under_heading(const Node *only, const Node *block)
{
    const Node *at = node_top_block(only);
    int rank = rank_of(only);

    if (!at)
        return false;
    if (at == block)
        return true;
    for (at = next_block(at); at && ending_rank(at) > rank; at = next_block(at))
        if (at == block)
            return true;
    return false;
}

bool document_covers(const Document *document, const Node *block)
{
    const Node *only = document->only;

    if (!only || block->kind == NODE_DOCUMENT || block == only)
        return true;
    if (only->kind == NODE_SECTION)
        return node_section(block) == only;
    if (block->kind == NODE_SECTION)
        return node_section(only) == block ||
               (is_headed(only) && block->first && under_heading(only, block->first));
    const Node *top = node_top_block(block);
    if (is_headed(only))
        return top && under_heading(only, top);
    return top == node_top_block(only);
}

// ---- --section

typedef VEC(const Node *) Nodes;

static Nodes collect(Arena *arena, const Node *root, bool (*wanted)(const Node *))
{
    Nodes nodes = {0};
    NodeWalk walk = node_walk(root);

    while (node_walk_next(&walk))
        if (walk.entering && wanted(walk.node))
            *vec_push(arena, &nodes) = walk.node;
    return nodes;
}

static Str heading_text(Arena *arena, const Node *heading)
{
    return text_name(node_plain_text(arena, heading));
}

// The value of a heading's number, 0 where it has none.
static int number_value(const Document *document, const Node *heading)
{
    TypedNumber number;

    return heading->number.n && numbering_match(document->project->template, heading->number, &number)
               ? number.value
               : 0;
}

// The value of a bare numeral: 三, 3; 0 where the name is none.
static int read_value(Str name)
{
    size_t end;
    bool han;
    int value = text_ordinal_at(name, 0, &end, &han);

    return end == name.n ? value : 0;
}

// Headings that answer to a name: a bare numeral (三, 3) to those of the highest numbered level, a number as
// printed (（二）) to any, text with or without the number.
static Nodes headings_named(Arena *arena, const Document *document, Str name)
{
    Nodes all = collect(arena, document->root, is_headed), found = {0};
    int value = read_value(name), highest = 7;

    if (!name.n)
        return found;
    for (size_t i = 0; i < all.n; i++)
        if (number_value(document, all.at[i]) && all.at[i]->level < highest)
            highest = all.at[i]->level;
    for (size_t i = 0; i < all.n; i++) {
        const Node *heading = all.at[i];
        bool same =
            value ? heading->level == highest && number_value(document, heading) == value
                  : name_equal(name, heading->number) || name_equal(name, heading_text(arena, heading)) ||
                        name_equal(name, node_heading_label(arena, heading)) || str_equal(name, heading->id);
        if (same)
            *vec_push(arena, &found) = heading;
    }
    return found;
}

// sections/3-收支概况.md, 3-收支概况.md and 3-收支概况 are one file.
static bool names_file(Str file, Str name)
{
    Str stem = file;

    if (str_ends(stem, STR(".md")))
        stem = str_slice(stem, 0, stem.n - 3);
    size_t slash = stem.n;
    while (slash > 0 && stem.at[slash - 1] != '/')
        slash--;
    return str_equal(name, file) || str_equal(name, str_slice(file, slash, file.n)) ||
           str_equal(name, stem) || str_equal(name, str_slice(stem, slash, stem.n));
}

static const Node *section_named(const Document *document, Str name)
{
    for (const Node *section = document->root->first; section; section = section->next)
        if (str_equal(section->id, name) || (section->source && names_file(section->source->name, name)))
            return section;
    return NULL;
}

#define MOST_CANDIDATES 12 // that a hint lists

static void report_section(Arena *arena, Diag *diag, const Document *document, Str name, Nodes several)
{
    Nodes all = several.n ? several : collect(arena, document->root, is_headed);
    Str *labels = ARENA_ARRAY(arena, Str, all.n);

    for (size_t i = 0; i < all.n; i++)
        labels[i] = node_heading_label(arena, all.at[i]);
    Str list = str_join(arena, labels, all.n < MOST_CANDIDATES ? all.n : MOST_CANDIDATES, STR(", "));
    if (several.n) {
        diag_report(diag, SEVERITY_ERROR, "section-unknown", (Place){0},
                    str_print(arena, _("name one by its heading: %.*s"), STR_ARG(list)),
                    _("“%.*s” is the number of more than one section"), STR_ARG(name));
        return;
    }
    Str nearest = name_nearest(name, labels, all.n);
    diag_report(diag, SEVERITY_ERROR, "section-unknown", (Place){0},
                nearest.n ? str_print(arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                          : str_print(arena, _("there are: %.*s"), STR_ARG(list)),
                _("the document has no section “%.*s”"), STR_ARG(name));
}

bool document_select(Arena *arena, Diag *diag, Document *document, Str name)
{
    name = str_trim(name);
    Nodes headings = headings_named(arena, document, name);
    const Node *section = section_named(document, name);
    const Table *table = book_find(&document->project->book, name);
    const TableUse *use = table ? document_table_use(document, table) : NULL;

    if (section && headings.n == 0)
        document->only = section;
    else if (headings.n == 1)
        document->only = headings.at[0];
    else if (use && headings.n == 0)
        document->only = use->node;
    else {
        report_section(arena, diag, document, name, headings);
        return false;
    }
    return true;
}

// ---- cells

const TableUse *document_table_use(const Document *document, const Table *table)
{
    size_t from = 0, to = document->use_count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const TableUse *use = document->uses_by_table[middle];
        if (use->table == table)
            return use;
        if ((uintptr_t)use->table < (uintptr_t)table)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

Str document_cell_id(Arena *arena, const Document *document, CellRef cell)
{
    const TableUse *use = cell.table ? document_table_use(document, cell.table) : NULL;

    if (!use)
        return (Str){0};
    // Side-by-side lists share the printed rows; columns count on from one list to the next.
    unsigned column = cell.table->spec->lists[cell.list].first + (unsigned)cell.column + 1;
    return str_print(arena, "%.*s-r%d-c%u", STR_ARG(use->id), cell.row + 1, column);
}

bool document_figure_target(const Document *document, const Figure *figure, CellRef *cell)
{
    for (size_t i = 0; figure && i < figure->trace_count; i++) {
        const TraceItem *item = &figure->trace[i];
        if (item->year != YEAR_THIS || !item->cell.table || !item->cell.table->spec->published)
            continue;
        const TableUse *use = document_table_use(document, item->cell.table);
        if (!use || !document_covers(document, use->node))
            continue;
        *cell = item->cell;
        return true;
    }
    return false;
}

// Structure elements, links, destinations and the outline (ISO 32000-1 12.3, 14.8).
#include "layout/internal-pages.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

uint32_t job_element(Job *job, ElementKind kind, uint32_t parent)
{
    assert(parent < job->elements.n || job->elements.n == 0);
    Element *element = vec_push(job->arena, &job->elements);
    *element = (Element){.kind = kind, .parent = parent, .row_span = 1, .column_span = 1};
    return (uint32_t)(job->elements.n - 1);
}

uint32_t job_heading(Job *job, int level, uint32_t parent)
{
    uint32_t element = job_element(job, ELEMENT_H, parent);
    while (job->headings.n > 0 && *vec_last(&job->headings) >= level)
        job->headings.n--;
    *vec_push(job->arena, &job->headings) = level;
    job->elements.at[element].level = (uint8_t)(job->headings.n < 6 ? job->headings.n : 6);
    return element;
}

uint32_t job_link(Job *job, LinkTarget target)
{
    assert(target.element < job->elements.n);
    *vec_push(job->arena, &job->links) = target;
    return (uint32_t)job->links.n;
}

void job_destination(Job *job, Str id, uint32_t page, Length x, Length y, uint32_t element)
{
    if (id.n > 0)
        *vec_push(job->arena, &job->destinations) =
            (Destination){.id = id, .page = page, .x = x, .y = y, .element = element};
}

static int compare_destinations(const void *a, const void *b)
{
    const Destination *x = a, *y = b;
    int order = str_compare(x->id, y->id);
    return order != 0 ? order : x->page < y->page ? -1 : x->page > y->page;
}

void job_sort_destinations(Job *job)
{
    if (job->destinations.n == 0)
        return;
    Destination *at = job->destinations.at;
    qsort(at, job->destinations.n, sizeof *at, compare_destinations);
    size_t kept = 1;
    for (size_t i = 1; i < job->destinations.n; i++)
        if (!str_equal(at[kept - 1].id, at[i].id))
            at[kept++] = at[i];
    job->destinations.n = kept;
}

static const Destination *find_destination(const Destination *at, size_t n, Str id)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(at[middle].id, id);
        if (order == 0)
            return &at[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const Destination *job_find_destination(const Job *job, Str id)
{
    return find_destination(job->destinations.at, job->destinations.n, id);
}

const Destination *pages_destination(const Pages *pages, Str id)
{
    return find_destination(pages->destinations, pages->destination_count, id);
}

bool job_whole(const Job *job)
{
    return job->document->only == NULL;
}

// ---- entries

static void add_entry(Job *job, const Node *node, int heading_level)
{
    bool table = node->kind == NODE_TABLE;
    int level = table ? heading_level + 1 : node->level;
    const ContentsStyle *contents = &job->style->contents;
    int own = job->document->project->template->contents_levels, levels = own ? own : contents->levels;
    bool listed = !table || node->table_title; // a table without a title is part of the text
    Entry *entry = vec_push(job->arena, &job->entries);
    *entry = (Entry){
        .node = node,
        .title = table ? table_listed(job->arena, node->table->spec) : node_heading_label(job->arena, node),
        .level = level < 1 ? 1 : level,
        .id = node->id,
        .contents = listed && level <= (node->kind == NODE_RUN_IN ? contents->run_in_levels : levels)};
}

void job_collect_entries(Job *job)
{
    int level = 0;
    for (const Node *section = job->document->root->first; section; section = section->next)
        for (const Node *block = section->first; block; block = block->next) {
            if (!job_whole(job) && !document_covers(job->document, block))
                continue;
            NodeWalk walk = node_walk(block);
            while (node_walk_next(&walk)) {
                const Node *node = walk.node;
                if (!walk.entering)
                    continue;
                if (node->kind == NODE_HEADING)
                    level = node->level;
                if (node->kind == NODE_HEADING || node->kind == NODE_RUN_IN || node->kind == NODE_TABLE)
                    add_entry(job, node, level);
            }
        }
}

void job_outline(const Job *job, Pages *pages)
{
    pages->outline = ARENA_ARRAY(job->arena, OutlineEntry, job->entries.n);
    pages->outline_count = job->entries.n;
    int depth = 0;
    for (size_t i = 0; i < job->entries.n; i++) {
        const Entry *entry = &job->entries.at[i];
        // No entry is more than one level below the one before it.
        depth = entry->level - 1 > depth + 1 ? depth + 1 : entry->level - 1;
        if (i == 0)
            depth = 0;
        pages->outline[i] = (OutlineEntry){.title = entry->title, .level = depth, .destination = entry->id};
    }
}

// ---- cells that figures link to

static int compare_cells(CellRef a, CellRef b)
{
    if (a.table != b.table)
        return (uintptr_t)a.table < (uintptr_t)b.table ? -1 : 1;
    if (a.list != b.list)
        return a.list < b.list ? -1 : 1;
    if (a.row != b.row)
        return a.row < b.row ? -1 : 1;
    return a.column < b.column ? -1 : a.column > b.column;
}

static int compare_wanted(const void *a, const void *b)
{
    return compare_cells(((const WantedCell *)a)->cell, ((const WantedCell *)b)->cell);
}

void job_collect_wanted(Job *job)
{
    if (!job->style->link_figures)
        return;
    const Document *document = job->document;
    for (size_t i = 0; i < document->quotation_count; i++) {
        CellRef cell;
        if (document_figure_target(document, document->quotations[i].figure, &cell))
            *vec_push(job->arena, &job->wanted) =
                (WantedCell){.cell = cell, .id = document_cell_id(job->arena, document, cell)};
    }
    if (job->wanted.n == 0)
        return;
    qsort(job->wanted.at, job->wanted.n, sizeof *job->wanted.at, compare_wanted);
    size_t kept = 1;
    for (size_t i = 1; i < job->wanted.n; i++)
        if (compare_cells(job->wanted.at[kept - 1].cell, job->wanted.at[i].cell) != 0)
            job->wanted.at[kept++] = job->wanted.at[i];
    job->wanted.n = kept;
}

Str job_wanted_id(const Job *job, CellRef cell)
{
    if (job->wanted.n == 0)
        return (Str){0};
    WantedCell key = {.cell = cell};
    const WantedCell *found =
        bsearch(&key, job->wanted.at, job->wanted.n, sizeof *job->wanted.at, compare_wanted);
    return found ? found->id : (Str){0};
}

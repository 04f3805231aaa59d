// A Document to Pages: the order of work (see internal-pages.h) and the joining of its parts.
#include "base/work.h"
#include "layout/internal-pages.h"
#include "layout/internal-store.h"

// Blocks are set by several threads, a batch at a time: what a block becomes depends on it alone. Each thread
// has an arena, each batch its findings, which are joined in the order of the text.
enum { BATCH_BLOCKS = 24 };

typedef struct Setting {
    const Job *job;
    const LayoutStore *store;
    StoreUse uses[WORKERS_MOST];
    Arena *arenas[WORKERS_MOST];
    Diag **findings; // by batch
} Setting;

static void set_block(Setting *setting, size_t worker, Diag *diag, Block *block)
{
    const LayoutStore *store = setting->store;
    StoreUse *use = &setting->uses[worker];
    if (store && block->kind == BLOCK_TABLE) {
        store_set_table(store, use, diag, block->table.set);
    } else if (store && block->kind == BLOCK_TEXT) {
        TextBlock *text = &block->text, *label = text->label ? &text->label->text : NULL;
        if (label)
            label->set = store_set(store, use, diag, &label->spec);
        text->set = store_set(store, use, diag, &text->spec);
    } else {
        block_set(setting->arenas[worker], diag, block);
    }
}

static Block *block_at(const Job *job, size_t i)
{
    return i < job->blocks.n ? job->blocks.at[i] : job->note_blocks.at[i - job->blocks.n];
}

static void set_batch(void *context, size_t worker, size_t batch)
{
    Setting *setting = context;
    const Job *job = setting->job;
    size_t from = batch * BATCH_BLOCKS, to = from + BATCH_BLOCKS;
    if (!setting->arenas[worker])
        setting->arenas[worker] = arena_new();
    setting->findings[batch] = diag_new();
    for (size_t i = from; i < to && i < job->blocks.n + job->note_blocks.n; i++)
        set_block(setting, worker, setting->findings[batch], block_at(job, i));
}

static void free_arena(void *arena)
{
    arena_free(arena);
}

static void set_blocks(Job *job, LayoutStore *store)
{
    size_t batches = (job->blocks.n + job->note_blocks.n + BATCH_BLOCKS - 1) / BATCH_BLOCKS;
    Setting setting = {.job = job, .store = store, .findings = ARENA_ARRAY(job->arena, Diag *, batches)};
    work_share(batches, set_batch, &setting);
    for (size_t i = 0; i < batches; i++) {
        diag_append(job->diag, setting.findings[i]);
        diag_free(setting.findings[i]);
    }
    for (size_t i = 0; i < WORKERS_MOST; i++)
        if (setting.arenas[i])
            arena_defer(job->arena, free_arena, setting.arenas[i]);
    if (store)
        store_end(store, job->arena, setting.uses, WORKERS_MOST);
}

static bool stands_over(const Block *block)
{
    return block->kind == BLOCK_TEXT && (block->text.heading || block->role->keep_with_next);
}

// A table begins a page where nothing but headings stands before it since a page break or another table.
static bool begins_page(const Job *job, size_t first, size_t table)
{
    const Block *block = job->blocks.at[first];
    return job->blocks.at[table]->table.own_page || first == 0 || block->page_break ||
           job->blocks.at[first - 1]->kind == BLOCK_TABLE;
}

static Length height_over(Job *job, Diag *diag, size_t first, size_t table)
{
    Length height = 0, after = 0;
    for (size_t i = first; i < table; i++) {
        Block *block = job->blocks.at[i];
        Length before = block->role->before > after ? block->role->before : after;
        block_set_text(job->arena, diag, block);
        height += (i == first ? 0 : before) + block_height(block);
        after = block->role->after;
    }
    Length before = tableset_before(job->blocks.at[table]->table.set);
    return height + (first < table && before > after ? before : after);
}

// Tables that begin a page are told what stands over them, so that each can be set for the room that it has.
static void tell_tables(Job *job)
{
    Diag *discarded = diag_new(); // headings are set with the other blocks
    for (size_t i = 0; i < job->blocks.n; i++) {
        TableSet *table = block_table(job->blocks.at[i]);
        if (!table)
            continue;
        size_t first = i;
        while (first > 0 && !job->blocks.at[first]->page_break && stands_over(job->blocks.at[first - 1]))
            first--;
        if (begins_page(job, first, i))
            tableset_begins_page(table, height_over(job, discarded, first, i));
    }
    diag_free(discarded);
}

// Headings right above a landscape table go to its page, and take its measure.
static void turn_headings(Job *job)
{
    bool turned = false;
    Diag *discarded = diag_new(); // they have been set before
    for (size_t i = job->blocks.n; i > 0; i--) {
        Block *block = job->blocks.at[i - 1];
        if (block->kind == BLOCK_TABLE) {
            turned = tableset_turned(block->table.set);
            continue;
        }
        turned = turned && block->kind == BLOCK_TEXT && block->text.heading;
        if (!turned)
            continue;
        block->text.turned = true;
        block->text.spec.measure = job->style->page.area_height - block->left;
        block_set_text(job->arena, discarded, block);
    }
    diag_free(discarded);
}

// With their pages counted from the front.
static void give_destinations(const Job *job, Pages *pages, size_t front)
{
    for (size_t i = 0; i < job->destinations.n; i++)
        job->destinations.at[i].page += (uint32_t)front;
    pages->destinations = job->destinations.at;
    pages->destination_count = job->destinations.n;
}

// Where a part of the document is built alone, what a link leads to may not be there: then it is no link.
static void drop_dead_links(const Job *job, Pages *pages)
{
    for (size_t i = 0; i < pages->page_count; i++) {
        Page *page = &pages->pages[i];
        size_t kept = 0;
        for (size_t j = 0; j < page->link_count; j++) {
            const LinkArea *link = &page->links[j];
            if (link->destination.n == 0 || job_find_destination(job, link->destination))
                page->links[kept++] = *link;
            else
                pages->elements[link->element].kind = ELEMENT_SPAN;
        }
        page->link_count = kept;
    }
}

static void drop_dead_outline(const Job *job, Pages *pages)
{
    size_t kept = 0;
    for (size_t i = 0; i < pages->outline_count; i++)
        if (job_find_destination(job, pages->outline[i].destination))
            pages->outline[kept++] = pages->outline[i];
    pages->outline_count = kept;
}

// With duplex printing the contents and the body begin on odd sheets.
static void end_sheet(PageMaker *front)
{
    if (front->job->style->page.duplex && front->pages.n % 2 == 1) {
        page_begin(front, false);
        page_end(front, (Str){0});
    }
}

static void make_front(Job *job, PageMaker *cover, PageMaker *contents, const PageMaker *body)
{
    *cover = (PageMaker){.job = job, .front = true};
    *contents = (PageMaker){.job = job, .front = true};
    if (!job_whole(job))
        return;
    front_cover(cover);
    end_sheet(cover);
    front_contents(contents, body);
    end_sheet(contents);
}

static void join_pages(Job *job, Pages *pages, const PageMaker *parts[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        pages->page_count += parts[i]->pages.n;
    pages->pages = ARENA_ARRAY(job->arena, Page, pages->page_count);
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < parts[i]->pages.n; j++)
            pages->pages[at++] = parts[i]->pages.at[j];
}

static void describe(const Job *job, Pages *pages)
{
    const Document *document = job->document;
    pages->title = str_print(job->arena, "%.*s%.*s", STR_ARG(document->department), STR_ARG(document->title));
    pages->author = document->department;
    pages->language = STR("zh-CN");
    pages->subject = document->project->template->title;
    pages->time = document->project->time;
    pages->draft = document->draft;
}

Pages *layout_document(Arena *arena, Diag *diag, const Document *document, FontSet *fonts, LayoutStore *store)
{
    Job job = {.arena = arena,
               .diag = diag_new(),
               .document = document,
               .style = document->project->style,
               .words = document->project->template->words,
               .fonts = fonts};
    Pages *pages = ARENA_NEW(arena, Pages);
    job_element(&job, ELEMENT_DOCUMENT, 0);
    job_collect_entries(&job);
    job_collect_wanted(&job);
    if (job_whole(&job))
        front_elements(&job);
    job_build_blocks(&job);
    tell_tables(&job);
    set_blocks(&job, store);
    turn_headings(&job);
    PageMaker body = {.job = &job}, cover, contents;
    pages_make_body(&body);
    job_sort_destinations(&job);
    make_front(&job, &cover, &contents, &body);
    join_pages(&job, pages, (const PageMaker *[]){&cover, &contents, &body}, 3);
    pages->elements = job.elements.at;
    pages->element_count = job.elements.n;
    pages->headers = job.headers.at;
    pages->header_count = job.headers.n;
    give_destinations(&job, pages, cover.pages.n + contents.pages.n);
    job_outline(&job, pages);
    drop_dead_outline(&job, pages);
    drop_dead_links(&job, pages);
    describe(&job, pages);
    job_report(arena, diag, job.diag);
    diag_free(job.diag);
    return pages;
}

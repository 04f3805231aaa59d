// A project compiled, set and made into pages, in memory.
#include "base/work.h"
#include "preview/internal-preview.h"

// The check, the site and the pages are made beside each other: each reads the document alone and has its own
// arena and findings; the check has those of the compilation.
typedef struct SiteJob {
    Beside beside;
    Edition *edition;
    Diag *diag;
} SiteJob;

static void *check_run(void *argument)
{
    compilation_check(argument);
    return NULL;
}

static void *site_make(void *argument)
{
    SiteJob *job = argument;
    Edition *edition = job->edition;
    edition->site = html_site(edition->site_arena, job->diag, edition->made.document,
                              (HtmlOptions){.generator = edition->made.options.generator, .still = true});
    return NULL;
}

static bool usable(const Edition *edition)
{
    return edition->shelf && compilation_usable(&edition->made);
}

// checked: already; else the check goes on beside, and what it finds may make the outputs useless.
static void make_outputs(Edition *edition, bool checked)
{
    Compilation *made = &edition->made;
    Beside check = {0};
    SiteJob site = {.edition = edition, .diag = diag_new()};
    Diag *diag = diag_new();
    edition->site_arena = arena_new();
    edition->pages_arena = arena_new();
    shelf_lend(edition->shelf, made);
    if (!checked)
        beside_start(&check, check_run, made);
    beside_start(&site.beside, site_make, &site);
    edition->pages = layout_document(edition->pages_arena, diag, made->document, edition->shelf->fonts,
                                     edition->shelf->store);
    edition->set = layout_store_set(edition->shelf->store, &edition->paragraphs);
    beside_end(&site.beside);
    beside_end(&check);
    if (usable(edition)) {
        diag_append(made->diag, diag);
        diag_append(made->diag, site.diag);
    }
    diag_free(diag);
    diag_free(site.diag);
}

Edition *edition_make(const PreviewOptions *options, FontShelf **shelf)
{
    Compilation made = compilation_read(&options->compile);
    compilation_build(&made);
    Edition *edition = ARENA_NEW(made.arena, Edition);
    bool fits = shelf_fits(*shelf, &made);
    if (!fits) {
        shelf_release(*shelf);
        *shelf = made.document ? shelf_open(made.diag, &options->compile, options->fonts) : NULL;
    }
    *edition = (Edition){.made = made, .shelf = shelf_hold(*shelf), .reopened = !fits && *shelf};
    atomic_init(&edition->uses, 1);
    if (*shelf)
        diag_append(made.diag, (*shelf)->diag);
    // An ignore comment may take back what was found so far.
    bool checked = !usable(edition);
    if (checked)
        compilation_check(&edition->made);
    if (usable(edition))
        make_outputs(edition, checked);
    edition->good = edition->site && edition->pages && usable(edition);
    return edition;
}

Edition *edition_hold(Edition *edition)
{
    if (edition)
        atomic_fetch_add(&edition->uses, 1);
    return edition;
}

void edition_release(Edition *edition)
{
    if (!edition || atomic_fetch_sub(&edition->uses, 1) > 1)
        return;
    Compilation made = edition->made; // the edition itself is in its arena
    FontShelf *shelf = edition->shelf;
    arena_free(edition->site_arena);
    arena_free(edition->pages_arena);
    compilation_free(&made);
    shelf_release(shelf);
}

const HtmlFile *edition_file(const Edition *edition, Str name)
{
    for (size_t i = 0; i < edition->site->file_count; i++)
        if (str_equal(edition->site->files[i].name, name))
            return &edition->site->files[i];
    return NULL;
}

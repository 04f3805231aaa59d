// A project compiled, set and made into pages, in memory.
#include "preview/internal-preview.h"

static void input_free(PreviewInput *input)
{
    diag_free(input->diag);
    arena_free(input->arena);
}

FontShelf *shelf_open(const PreviewOptions *options)
{
    PreviewInput input = options->compile(options->context);
    const Style *style = input.document ? input.document->project->style : NULL;
    Diag *diag = diag_new();
    FontSet *fonts = style ? fontset_open(diag, style, options->fonts) : NULL;
    if (!fonts) {
        diag_free(diag);
        input_free(&input);
        return NULL;
    }
    FontShelf *shelf = ARENA_NEW(input.arena, FontShelf);
    *shelf = (FontShelf){
        .input = input, .style = style, .fonts = fonts, .store = layout_store_new(), .diag = diag};
    atomic_init(&shelf->uses, 1);
    return shelf;
}

void shelf_release(FontShelf *shelf)
{
    if (!shelf || atomic_fetch_sub(&shelf->uses, 1) > 1)
        return;
    PreviewInput input = shelf->input; // the shelf itself is in its arena
    layout_store_free(shelf->store);
    fontset_free(shelf->fonts);
    diag_free(shelf->diag);
    input_free(&input);
}

// ---- editions

// The site is made beside the pages: each reads the document alone and has its own arena and findings.
typedef struct SiteJob {
    const Edition *edition;
    const PreviewOptions *options;
    Diag *diag;
    HtmlSite *made;
} SiteJob;

static void *site_make(void *argument)
{
    SiteJob *job = argument;
    job->made = html_site(job->edition->site_arena, job->diag, job->edition->input.document,
                          (HtmlOptions){.generator = job->options->generator});
    return NULL;
}

static void make_outputs(Edition *edition, const PreviewOptions *options)
{
    PreviewInput *input = &edition->input;
    SiteJob job = {.edition = edition, .options = options, .diag = diag_new()};
    pthread_t thread;
    edition->site_arena = arena_new();
    // Of equal content (see FontShelf); layout asks the fonts for its faces.
    ((Project *)input->document->project)->style = edition->shelf->style;
    bool apart = pthread_create(&thread, NULL, site_make, &job) == 0;
    edition->pages = layout_document(input->arena, input->diag, input->document, edition->shelf->fonts,
                                     edition->shelf->store);
    if (apart)
        pthread_join(thread, NULL);
    else
        site_make(&job);
    edition->site = job.made;
    diag_append(input->diag, job.diag);
    diag_free(job.diag);
}

// As build has it: a failure always stops, an error does but for drafts.
static bool usable(const Edition *edition, const PreviewOptions *options)
{
    const Diag *diag = edition->input.diag;
    return edition->input.document && edition->shelf && diag_count(diag, SEVERITY_FAILURE) == 0 &&
           (options->draft || !diag_failed(diag));
}

Edition *edition_make(const PreviewOptions *options, FontShelf *shelf)
{
    PreviewInput input = options->compile(options->context);
    Edition *edition = ARENA_NEW(input.arena, Edition);
    *edition = (Edition){.input = input, .shelf = shelf};
    atomic_init(&edition->uses, 1);
    if (shelf) {
        atomic_fetch_add(&shelf->uses, 1);
        diag_append(input.diag, shelf->diag);
    }
    if (usable(edition, options))
        make_outputs(edition, options);
    edition->good = edition->site && edition->pages && usable(edition, options);
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
    PreviewInput input = edition->input; // the edition itself is in its arena
    FontShelf *shelf = edition->shelf;
    if (edition->site_arena)
        arena_free(edition->site_arena);
    input_free(&input);
    shelf_release(shelf);
}

const HtmlFile *edition_file(const Edition *edition, Str name)
{
    for (size_t i = 0; i < edition->site->file_count; i++)
        if (str_equal(edition->site->files[i].name, name))
            return &edition->site->files[i];
    return NULL;
}

// A project compiled, set and made into pages, in memory.
#include "check/check.h"
#include "preview/internal-preview.h"

static void input_free(PreviewInput *input)
{
    diag_free(input->diag);
    arena_free(input->arena);
}

// NULL where the project has no style, or after reporting that fonts fail.
static FontShelf *shelf_open(const PreviewOptions *options, Diag *failure)
{
    PreviewInput input = options->compile(options->context);
    const Style *style = input.document ? input.document->project->style : NULL;
    Diag *diag = diag_new();
    FontSet *fonts = style ? fontset_open(diag, style, options->fonts) : NULL;
    if (!fonts) {
        diag_append(failure, diag);
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

// The check, the site and the pages are made beside each other: each reads the document alone and has its own
// arena and findings; the check has those of the input.
typedef struct Task {
    Edition *edition;
    const PreviewOptions *options;
    Diag *diag;
    pthread_t thread;
    bool running; // in the thread
} Task;

static void *check_run(void *argument)
{
    PreviewInput *input = &((Task *)argument)->edition->input;
    check_document(input->arena, input->diag, input->env, input->document);
    return NULL;
}

static void *site_make(void *argument)
{
    Task *task = argument;
    task->edition->site = html_site(task->edition->site_arena, task->diag, task->edition->input.document,
                                    (HtmlOptions){.generator = task->options->generator});
    return NULL;
}

static void task_start(Task *task, void *(*run)(void *))
{
    task->running = pthread_create(&task->thread, NULL, run, task) == 0;
    if (!task->running)
        run(task);
}

static void task_end(Task *task)
{
    if (task->running)
        pthread_join(task->thread, NULL);
}

// As build has it: a failure always stops, an error does but for drafts.
static bool usable(const Edition *edition, const PreviewOptions *options)
{
    const Diag *diag = edition->input.diag;
    return edition->input.document && edition->shelf && diag_count(diag, SEVERITY_FAILURE) == 0 &&
           (options->draft || !diag_failed(diag));
}

// checked: already; else the check goes on beside, and what it finds may make the outputs useless.
static void make_outputs(Edition *edition, const PreviewOptions *options, bool checked)
{
    PreviewInput *input = &edition->input;
    Task check = {.edition = edition}, site = {.edition = edition, .options = options, .diag = diag_new()};
    Diag *diag = diag_new();
    edition->site_arena = arena_new();
    edition->pages_arena = arena_new();
    // Of equal content (see FontShelf); layout asks the fonts for its faces.
    ((Project *)input->document->project)->style = edition->shelf->style;
    if (!checked)
        task_start(&check, check_run);
    task_start(&site, site_make);
    edition->pages = layout_document(edition->pages_arena, diag, input->document, edition->shelf->fonts,
                                     edition->shelf->store);
    edition->set = layout_store_set(edition->shelf->store, &edition->paragraphs);
    task_end(&site);
    task_end(&check);
    if (usable(edition, options)) {
        diag_append(input->diag, diag);
        diag_append(input->diag, site.diag);
    }
    diag_free(diag);
    diag_free(site.diag);
}

// Whether the fonts are of the input's style; of an input without one they stay as they are.
static bool shelf_fits(const FontShelf *shelf, const PreviewInput *input)
{
    const Style *style = input->document ? input->document->project->style : NULL;
    return shelf && (!style || str_equal(style->text, shelf->style->text));
}

Edition *edition_make(const PreviewOptions *options, FontShelf **shelf)
{
    PreviewInput input = options->compile(options->context);
    Edition *edition = ARENA_NEW(input.arena, Edition);
    bool fits = shelf_fits(*shelf, &input);
    if (!fits) {
        shelf_release(*shelf);
        *shelf = shelf_open(options, input.diag);
    }
    *edition = (Edition){.input = input, .shelf = *shelf, .reopened = !fits && *shelf};
    atomic_init(&edition->uses, 1);
    if (*shelf) {
        atomic_fetch_add(&(*shelf)->uses, 1);
        diag_append(input.diag, (*shelf)->diag);
    }
    // An ignore comment may take back what was found so far.
    bool checked = !usable(edition, options) && input.document;
    if (checked)
        check_run(&(Task){.edition = edition});
    if (usable(edition, options))
        make_outputs(edition, options, checked);
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
    arena_free(edition->site_arena);
    arena_free(edition->pages_arena);
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

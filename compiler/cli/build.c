#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/compile.h"
#include "cli/outputs.h"
#include "data/data.h"
#include "html/html.h"
#include "pdf/pdf.h"

// Fonts are found and opened while the document is compiled: all that they need is the style.
typedef struct FontJob {
    pthread_t thread;
    bool begun, running; // in the thread
    const Style *style;
    FontOptions options;
    Diag *diag;
    FontSet *fonts;
} FontJob;

typedef struct Build {
    const Options *options;
    DataFolders folders;
    Compilation made;
    OutDir *out;
    FontJob fonts;
    Outputs outputs;
    Str pdf_name;
    VEC(PdfAttachment) attachments;
    struct timespec stage;
} Build;

static void stage_done(Build *build, const char *name)
{
    if (!build->options->verbose)
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double ms =
        (double)(now.tv_sec - build->stage.tv_sec) * 1e3 + (double)(now.tv_nsec - build->stage.tv_nsec) / 1e6;
    fprintf(stderr, "%-8s %7.1f ms\n", name, ms);
    build->stage = now;
}

// The document's title as a file name: without what file systems forbid.
static Str file_title(Arena *arena, Str title)
{
    StrBuf name = {.arena = arena};
    for (size_t at = 0; at < title.n;) {
        uint32_t code = utf8_next(title, &at);
        if (code < 0x20 || code == 0x7f || (code < 0x80 && strchr("/\\:*?\"<>|", (int)code)))
            continue;
        if (name.n > 180) // with .pdf under the 255 bytes of a file name
            break;
        buf_add_code(&name, code);
    }
    Str clean = str_trim(buf_str(&name));
    return clean.n > 0 && clean.at[0] != '.' ? clean : STR("document");
}

// The name of a project's folder, links and dots resolved.
static Str folder_name(Arena *arena, const char *folder)
{
    char *resolved = realpath(folder, NULL);
    const char *slash = resolved ? strrchr(resolved, '/') : NULL;
    Str name = str_copy(arena, str_of(slash ? slash + 1 : folder));
    free(resolved);
    return name;
}

static Str output_folder(Build *build, const char *folder)
{
    const Options *options = build->options;
    Arena *arena = build->made.arena;
    if (!options->output)
        return str_print(arena, "%s/%s", folder, options->section ? "out-section" : "out");
    if (options->folder_count == 1)
        return str_of(options->output);
    Str name = folder_name(arena, folder);
    return str_print(arena, "%s/%.*s", options->output, STR_ARG(name));
}

static void *fonts_open(void *argument)
{
    FontJob *job = argument;
    job->fonts = fontset_open(job->diag, job->style, job->options);
    return NULL;
}

static void fonts_start(Build *build)
{
    const Project *project = build->made.project;
    if (!(build->options->kinds & KIND_PDF) || !project || !project->style)
        return;
    FontJob *job = &build->fonts;
    *job = (FontJob){.begun = true, .style = project->style, .diag = diag_new()};
    job->options = font_options(build->made.arena, build->folders, project->folder);
    job->running = pthread_create(&job->thread, NULL, fonts_open, job) == 0;
    if (!job->running)
        fonts_open(job);
}

// NULL after reporting.
static FontSet *fonts_take(Build *build)
{
    FontJob *job = &build->fonts;
    if (job->running)
        pthread_join(job->thread, NULL);
    job->running = false;
    diag_append(build->made.diag, job->diag);
    FontSet *fonts = job->fonts;
    job->fonts = NULL;
    return fonts;
}

static void fonts_end(FontJob *job)
{
    if (!job->begun)
        return;
    if (job->running)
        pthread_join(job->thread, NULL);
    fontset_free(job->fonts);
    diag_free(job->diag);
}

static bool pages_make(Build *build)
{
    Compilation *made = &build->made;
    FontSet *fonts = fonts_take(build);
    if (!fonts)
        return false;
    stage_done(build, "fonts");
    Pages *pages = layout_document(made->arena, made->diag, made->document, fonts, NULL);
    stage_done(build, "layout");
    bool usable = pages && (build->options->draft ? diag_count(made->diag, SEVERITY_FAILURE) == 0
                                                  : !diag_failed(made->diag));
    Str pdf = {0};
    if (usable)
        pdf = pdf_write(made->arena, made->diag, pages,
                        (PdfOptions){.producer = STR("Gongkai " GONGKAI_VERSION),
                                     .attachments = build->attachments.at,
                                     .attachment_count = build->attachments.n});
    if (pdf.at)
        outputs_add(&build->outputs, KIND_PDF, build->pdf_name, pdf);
    stage_done(build, "pdf");
    if (build->options->verbose) {
        StrBuf lines = {.arena = made->arena};
        fontset_describe(fonts, &lines);
        Str text = buf_str(&lines);
        fprintf(stderr, "%.*s", STR_ARG(text));
    }
    fontset_free(fonts);
    return pdf.at != NULL;
}

// ---- data

// Workbooks take as long as pages and need nothing of them: they are made meanwhile, in an arena of their
// own.
typedef struct WorkbookJob {
    pthread_t thread;
    bool running; // in the thread
    const Document *document;
    Arena *arena;
    Diag *diag;
    DataFiles *made;
} WorkbookJob;

static void *workbooks_make(void *argument)
{
    WorkbookJob *job = argument;
    job->made = data_workbooks(job->arena, job->diag, job->document);
    return NULL;
}

static void workbooks_start(WorkbookJob *job, const Document *document)
{
    *job = (WorkbookJob){.document = document, .arena = arena_new(), .diag = diag_new()};
    job->running = pthread_create(&job->thread, NULL, workbooks_make, job) == 0;
    if (!job->running)
        workbooks_make(job);
}

static bool wanted(const Build *build, Kind kind)
{
    return build->options->pdf_attach || (build->options->kinds & kind);
}

static Str media_type(Str name)
{
    if (str_ends(name, STR(".csv")))
        return STR("text/csv");
    if (str_ends(name, STR(".xlsx")))
        return STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    return STR("application/json");
}

// By its name without folders, as readers save it; the description keeps them, as datapackage.json names
// them.
static void attachment_add(Build *build, const DataFile *file)
{
    size_t from = 0;
    for (ptrdiff_t slash; (slash = str_find_char(file->name, '/', from)) >= 0;)
        from = (size_t)slash + 1;
    *vec_push(build->made.arena, &build->attachments) =
        (PdfAttachment){.name = str_slice(file->name, from, file->name.n),
                        .description = file->name,
                        .type = media_type(file->name),
                        .bytes = file->bytes};
}

static void data_add(Build *build, Kind kind, const DataFiles *made)
{
    for (size_t i = 0; i < made->file_count; i++) {
        if (build->options->kinds & kind)
            outputs_add(&build->outputs, kind, made->files[i].name, made->files[i].bytes);
        if (build->options->pdf_attach)
            attachment_add(build, &made->files[i]);
    }
}

static void arena_release(void *arena)
{
    arena_free(arena);
}

// The job's arena goes with the build's.
static bool workbooks_finish(Build *build, WorkbookJob *job)
{
    if (job->running)
        pthread_join(job->thread, NULL);
    diag_append(build->made.diag, job->diag);
    diag_free(job->diag);
    arena_defer(build->made.arena, arena_release, job->arena);
    if (!job->made)
        return false;
    data_add(build, KIND_XLSX, job->made);
    stage_done(build, "xlsx");
    return true;
}

static bool package_make(Build *build)
{
    DataFiles *made = data_package(build->made.arena, build->made.diag, build->made.document);
    if (!made)
        return false;
    data_add(build, KIND_DATA, made);
    stage_done(build, "data");
    return true;
}

// ---- the site

static bool site_make(Build *build)
{
    Compilation *made = &build->made;
    size_t download_count;
    Str *downloads = outputs_beside(&build->outputs, KIND_HTML, &download_count);
    HtmlOptions html_options = {.downloads = downloads,
                                .download_count = download_count,
                                .generator = STR("Gongkai " GONGKAI_VERSION)};
    HtmlSite *site = html_site(made->arena, made->diag, made->document, html_options);
    if (!site || (diag_failed(made->diag) && !build->options->draft))
        return false;
    for (size_t i = 0; i < site->file_count; i++)
        outputs_add(&build->outputs, KIND_HTML, site->files[i].name, site->files[i].bytes);
    stage_done(build, "html");
    return true;
}

// Web pages link to what stands beside them, so that the site is made last; a PDF with attachments waits for
// them.
static bool kinds_make(Build *build)
{
    unsigned kinds = build->options->kinds;
    bool attach = build->options->pdf_attach, workbooks_wanted = wanted(build, KIND_XLSX);
    WorkbookJob workbooks;
    if (workbooks_wanted)
        workbooks_start(&workbooks, build->made.document);
    bool made = attach || !(kinds & KIND_PDF) || pages_make(build);
    if (workbooks_wanted)
        made = workbooks_finish(build, &workbooks) && made;
    made = made && (!wanted(build, KIND_DATA) || package_make(build));
    made = made && (!attach || pages_make(build));
    return made && (!(kinds & KIND_HTML) || site_make(build));
}

// Workbooks and data are of tables: of a section that places none there is nothing to write.
static bool kinds_made(Build *build)
{
    for (size_t i = 0; i < build->outputs.files.n; i++)
        if (!build->outputs.files.at[i].carried)
            return true;
    diag_report(
        build->made.diag, SEVERITY_ERROR, "output-empty", (Place){0},
        str_of(build->options->section
                   ? _("name a section that places a table, or take other kinds of output")
                   : _("place a table, or take other kinds of output")),
        "%s",
        _("no table is placed here, and of tables alone are xlsx and data made: there is nothing to write"));
    return false;
}

static bool output_write(Build *build, Str path, Str digest)
{
    build->outputs = (Outputs){.arena = build->made.arena};
    if (!outputs_guard(&build->outputs, build->out, build->made.diag, path, build->options->section != NULL))
        return false;
    outputs_carry(&build->outputs, build->out, build->made.diag, digest, build->options->kinds);
    return kinds_make(build) && kinds_made(build) &&
           outputs_write(&build->outputs, build->out, build->made.diag, digest) &&
           outdir_commit(build->out, build->made.diag);
}

// Where to look: one file of each kind that was asked for.
static void outputs_print(const Build *build, Str path)
{
    const Str names[] = {build->pdf_name, STR("index.html"), STR("tables.xlsx"), STR("datapackage.json")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const OutputFile *file = outputs_find(&build->outputs, names[i]);
        if (file && !file->carried)
            printf("%.*s/%.*s\n", STR_ARG(path), STR_ARG(names[i]));
    }
}

static bool document_usable(const Build *build)
{
    const Diag *diag = build->made.diag;
    if (!build->made.document || diag_count(diag, SEVERITY_FAILURE) > 0)
        return false;
    if (build->options->draft)
        return true;
    return !diag_failed(diag) && !(build->options->strict && diag_count(diag, SEVERITY_WARNING) > 0);
}

static int folder_build(const Options *options, DataFolders folders, const char *folder)
{
    Build build = {.options = options, .folders = folders};
    clock_gettime(CLOCK_MONOTONIC, &build.stage);
    build.made = compilation_read(folder, options, folders);
    fonts_start(&build);
    compilation_build(&build.made, options);
    compilation_check(&build.made);
    stage_done(&build, "document");
    Str path = output_folder(&build, folder);
    bool written = false;
    if (document_usable(&build) && (build.out = outdir_open(build.made.arena, build.made.diag, path))) {
        Str digest =
            str_print(build.made.arena, "%016llx %s %s", (unsigned long long)build.made.document->digest,
                      options->draft ? "draft" : "final", options->section ? options->section : "");
        build.pdf_name = str_print(build.made.arena, "%.*s.pdf",
                                   STR_ARG(file_title(build.made.arena, build.made.document->title)));
        written = output_write(&build, path, digest);
        outdir_abandon(build.out);
        stage_done(&build, "output");
    }
    int status = findings_print(build.made.diag, options->folder_count > 1 ? folder : NULL, options->strict);
    if (written && options->draft && status == EXIT_DOCUMENT)
        status = EXIT_DONE; // a draft is built in spite of errors
    if (written)
        outputs_print(&build, path);
    if (!written && status == EXIT_DONE)
        status = EXIT_SYSTEM;
    fonts_end(&build.fonts);
    compilation_free(&build.made);
    return status;
}

// Of several projects each gets a folder of its own name under -o: two of one name would get the same.
static bool names_differ(const Options *options)
{
    Arena *arena = arena_new();
    Str *names = ARENA_ARRAY(arena, Str, options->folder_count);
    bool differ = true;
    for (size_t i = 0; differ && i < options->folder_count; i++) {
        names[i] = folder_name(arena, options->folders[i]);
        for (size_t k = 0; differ && k < i; k++)
            if (str_equal(names[i], names[k])) {
                fprintf(stderr, _("gongkai: %s and %s would both be written to %s/%.*s\n"),
                        options->folders[k], options->folders[i], options->output, STR_ARG(names[i]));
                differ = false;
            }
    }
    arena_free(arena);
    return differ;
}

int command_build(const Options *options, DataFolders folders)
{
    if (options->output && options->folder_count > 1 && !names_differ(options))
        return EXIT_USAGE;
    int worst = EXIT_DONE;
    for (size_t i = 0; i < options->folder_count; i++) {
        int status = folder_build(options, folders, options->folders[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

// The outputs of one compilation: its kinds made beside each other, and the folder that holds them.
#include <unistd.h>

#include "base/work.h"
#include "compile/internal-copy.h"
#include "compile/internal-outputs.h"
#include "compile/internal-seen.h"
#include "compile/internal-shelves.h"
#include "compile/internal-submission.h"
#include "data/data.h"
#include "html/html.h"
#include "ofd/ofd.h"
#include "pdf/pdf.h"

#define PAGE_KINDS (KIND_PDF | KIND_OFD | KIND_DOCX | KIND_SUBMISSION) // that layout is asked for

// Fonts are found and opened while the document is compiled: all that they need is the style.
typedef struct FontJob {
    Beside beside;
    const Style *style;
    FontOptions options;
    Diag *diag; // NULL where it was not begun
    FontSet *fonts;
} FontJob;

typedef struct Build {
    const OutputSpec *spec;
    Compilation made;
    Arena *kept; // with the output until it is in its place; NULL: it was given away
    OutDir *out;
    FontJob fonts;
    ShelfUse shelf;
    Outputs outputs;
    Str pdf_name, ofd_name, docx_name, submission_name;
    Str pdf, workbook; // the workbook of all tables; empty where there is none
    VEC(PdfAttachment) attachments;
    Attachments beside; // the project's own
    SeenNote note;
} Build;

static void stage_done(Build *build, const char *name)
{
    if (build->spec->stage)
        build->spec->stage(build->spec->context, name);
}

// The document's title as a file name, which with .pdf is under the 255 bytes that one may have.
static Str file_title(Arena *arena, Str title)
{
    Str clean = filename_clean(arena, title, 180);
    return clean.n > 0 ? clean : STR("document");
}

// ---- pages

static void *fonts_open(void *argument)
{
    FontJob *job = argument;
    job->fonts = fontset_open(job->diag, job->style, job->options);
    return NULL;
}

static void fonts_start(Build *build)
{
    const Project *project = build->made.project;
    if (!(build->spec->kinds & PAGE_KINDS) || !project || !project->style ||
        (build->spec->shelves && shelves_serve(project)))
        return;
    FontJob *job = &build->fonts;
    *job = (FontJob){.style = project->style, .diag = diag_new()};
    job->options = compile_fonts(build->made.arena, &build->made.options);
    beside_start(&job->beside, fonts_open, job);
}

// NULL after reporting.
static FontSet *fonts_take(Build *build)
{
    FontJob *job = &build->fonts;
    if (!job->diag)
        return build->spec->shelves && shelves_take(build->spec->shelves, &build->made, &build->shelf)
                   ? build->shelf.shelf->fonts
                   : NULL;
    beside_end(&job->beside);
    diag_append(build->made.diag, job->diag);
    return job->fonts;
}

static void fonts_end(FontJob *job)
{
    beside_end(&job->beside);
    if (!job->diag)
        return;
    fontset_free(job->fonts);
    diag_free(job->diag);
}

static void fonts_tell(const Build *build, FontSet *fonts)
{
    StrBuf lines = {.arena = build->made.arena};
    if (!build->spec->fonts)
        return;
    fontset_describe(fonts, &lines);
    build->spec->fonts(build->spec->context, buf_str(&lines));
}

static bool pdf_make(Build *build, const Pages *pages)
{
    Compilation *made = &build->made;
    Str pdf = pdf_write(made->arena, made->diag, pages,
                        (PdfOptions){.producer = made->options.generator,
                                     .attachments = build->attachments.at,
                                     .attachment_count = build->attachments.n});
    build->pdf = pdf;
    if (pdf.at && (build->spec->kinds & KIND_PDF))
        outputs_add(&build->outputs, KIND_PDF, build->pdf_name, pdf);
    stage_done(build, "pdf");
    return pdf.at != NULL;
}

static bool ofd_make(Build *build, const Pages *pages)
{
    Compilation *made = &build->made;
    size_t n = build->attachments.n;
    OfdAttachment *attachments = ARENA_ARRAY(made->arena, OfdAttachment, n);
    for (size_t i = 0; i < n; i++) {
        const PdfAttachment *file = &build->attachments.at[i];
        attachments[i] = (OfdAttachment){file->name, file->description, file->bytes};
    }
    Str ofd = ofd_write(
        made->arena, made->diag, pages,
        (OfdOptions){.producer = made->options.generator, .attachments = attachments, .attachment_count = n});
    if (ofd.at)
        outputs_add(&build->outputs, KIND_OFD, build->ofd_name, ofd);
    stage_done(build, "ofd");
    return ofd.at != NULL;
}

static bool docx_make(Build *build, const Pages *pages)
{
    Compilation *made = &build->made;
    Str docx =
        docx_write(made->arena, made->diag, made->document, copy_options(made, pages, build->spec->copy));
    if (docx.at)
        outputs_add(&build->outputs, KIND_DOCX, build->docx_name, docx);
    stage_done(build, "docx");
    return docx.at != NULL;
}

static bool pages_make(Build *build)
{
    Compilation *made = &build->made;
    FontSet *fonts = fonts_take(build);
    if (!fonts)
        return false;
    stage_done(build, "fonts");
    const Pages *pages = layout_document(made->arena, made->diag, made->document, fonts, build->shelf.store);
    stage_done(build, "layout");
    bool good = pages != NULL;
    if (build->spec->kinds & (KIND_PDF | KIND_SUBMISSION))
        good = good && pdf_make(build, pages);
    if (build->spec->kinds & KIND_OFD)
        good = good && ofd_make(build, pages);
    if (build->spec->kinds & KIND_DOCX)
        good = good && docx_make(build, pages);
    fonts_tell(build, fonts);
    return good;
}

// ---- data

// Workbooks take as long as pages and need nothing of them: they are made meanwhile, in an arena of their
// own.
typedef struct WorkbookJob {
    Beside beside;
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

static bool wanted(const Build *build, Kind kind)
{
    return build->spec->attach || (build->spec->kinds & kind) ||
           (kind == KIND_XLSX && (build->spec->kinds & KIND_SUBMISSION));
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
        if (str_equal(made->files[i].name, STR("tables.xlsx")))
            build->workbook = made->files[i].bytes;
        if (build->spec->kinds & kind)
            outputs_add(&build->outputs, kind, made->files[i].name, made->files[i].bytes);
        if (build->spec->attach)
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
    beside_end(&job->beside);
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

static const uint64_t *sizes_of(const Build *build, const Str *names, size_t n)
{
    uint64_t *sizes = ARENA_ARRAY(build->made.arena, uint64_t, n);
    size_t own = n - build->beside.n;
    for (size_t i = 0; i < own; i++) {
        const OutputFile *file = outputs_find(&build->outputs, names[i]);
        sizes[i] = file->carried ? file->told.size : file->bytes.n;
    }
    for (size_t i = own; i < n; i++)
        sizes[i] = build->beside.at[i - own].bytes.n;
    return sizes;
}

static bool site_make(Build *build)
{
    Compilation *made = &build->made;
    size_t download_count;
    Str *downloads = outputs_beside(&build->outputs, KIND_HTML, build->beside.n, &download_count);
    for (size_t i = 0; i < build->beside.n; i++)
        downloads[download_count++] = build->beside.at[i].name;
    HtmlOptions html_options = {.downloads = downloads,
                                .download_count = download_count,
                                .download_sizes = sizes_of(build, downloads, download_count),
                                .attachment_count = build->beside.n,
                                .generator = made->options.generator};
    HtmlSite *site = html_site(made->arena, made->diag, made->document, html_options);
    if (!site)
        return false;
    for (size_t i = 0; i < site->file_count; i++)
        outputs_add(&build->outputs, KIND_HTML, site->files[i].name, site->files[i].bytes);
    stage_done(build, "html");
    return attachments_add(&build->beside, &build->outputs, made->diag);
}

// ---- for a content system

static bool submission_make(Build *build)
{
    Compilation *made = &build->made;
    Str archive =
        submission_write(made, (SubmissionParts){.name = build->submission_name,
                                                 .title = file_title(made->arena, made->document->title),
                                                 .pdf = build->pdf,
                                                 .workbook = build->workbook,
                                                 .beside = &build->beside});
    if (archive.at)
        outputs_add(&build->outputs, KIND_SUBMISSION, build->submission_name, archive);
    stage_done(build, "submission");
    return archive.at != NULL;
}

// ---- the whole

// Web pages link to what stands beside them, so that the site is made last; a PDF with attachments waits for
// them.
static bool kinds_make(Build *build)
{
    bool attach = build->spec->attach, workbooks_wanted = wanted(build, KIND_XLSX);
    WorkbookJob workbooks;
    if (workbooks_wanted) {
        workbooks = (WorkbookJob){.document = build->made.document, .arena = arena_new(), .diag = diag_new()};
        beside_start(&workbooks.beside, workbooks_make, &workbooks);
    }
    bool made = attach || !(build->spec->kinds & PAGE_KINDS) || pages_make(build);
    if (workbooks_wanted)
        made = workbooks_finish(build, &workbooks) && made;
    made = made && (!wanted(build, KIND_DATA) || package_make(build));
    made = made && (!attach || pages_make(build));
    made = made && (!(build->spec->kinds & KIND_SUBMISSION) || submission_make(build));
    return made && (!(build->spec->kinds & KIND_HTML) || site_make(build));
}

// Workbooks and data are of tables: of a section that places none there is nothing to write.
static bool kinds_made(Build *build)
{
    for (size_t i = 0; i < build->outputs.files.n; i++)
        if (!build->outputs.files.at[i].carried)
            return true;
    diag_report(
        build->made.diag, SEVERITY_ERROR, "output-empty", (Place){0},
        str_of(build->made.options.section
                   ? _("name a section that places a table, or take other kinds of output")
                   : _("place a table, or take other kinds of output")),
        "%s",
        _("no table is placed here, and of tables alone are xlsx and data made: there is nothing to write"));
    return false;
}

static bool output_write(Build *build)
{
    Arena *arena = build->made.arena;
    Diag *diag = build->made.diag;
    build->pdf_name = str_print(arena, "%.*s.pdf", STR_ARG(file_title(arena, build->made.document->title)));
    build->ofd_name = str_print(arena, "%.*s.ofd", STR_ARG(file_title(arena, build->made.document->title)));
    build->docx_name =
        copy_name(&build->made, file_title(arena, build->made.document->title), build->spec->copy);
    build->submission_name = submission_name(&build->made, file_title(arena, build->made.document->title));
    build->outputs = (Outputs){.arena = build->kept, .record = record_of(arena, &build->made)};
    build->beside = attachments_read(arena, diag, build->made.document);
    attachments_digest(arena, &build->beside, &build->outputs.record);
    return outputs_guard(&build->outputs, build->out, diag, build->spec->folder) &&
           outputs_carry(&build->outputs, build->out, diag, build->spec->kinds) && kinds_make(build) &&
           kinds_made(build) && compilation_usable(&build->made) &&
           outputs_write(&build->outputs, build->out, diag);
}

static void main_files_find(const Build *build, Built *built)
{
    const Str names[] = {build->docx_name,  build->submission_name, build->pdf_name,        build->ofd_name,
                         STR("index.html"), STR("tables.xlsx"),     STR("datapackage.json")};
    size_t most = sizeof names / sizeof names[0];
    built->main_files = ARENA_ARRAY(build->made.arena, Str, most);
    for (size_t i = 0; i < most; i++) {
        const OutputFile *file = outputs_find(&build->outputs, names[i]);
        if (file && !file->carried)
            built->main_files[built->main_file_count++] = names[i];
    }
}

// All is in the folder: it goes into its place now, or when the caller says so.
static void finish(Build *build, Built *built)
{
    OutputCommit commit = {.diag = build->made.diag};

    main_files_find(build, built);
    commit.pending = pending_new(build->kept, build->out, &build->outputs.record,
                                 seen_inputs(build->kept, &build->made, build->spec, &build->note));
    build->kept = NULL;
    if (build->spec->later) {
        built->pending = commit.pending;
        return;
    }
    compile_commit(&commit, 1);
    built->written = commit.written;
    if (!built->written)
        built->main_file_count = 0;
}

Built compile_outputs(const CompileOptions *options, const OutputSpec *spec)
{
    Build build = {.spec = spec, .kept = arena_new()};
    Built built = {0};
    Arena *noted = arena_new();
    Seen *before = seen_note_begin(&build.note, noted, spec);
    build.made = compilation_read(options);
    fonts_start(&build);
    compilation_build(&build.made);
    compilation_check(&build.made);
    stage_done(&build, "document");
    if (compilation_usable(&build.made) &&
        (spec->given || outdir_own(build.made.arena, build.made.diag, spec->folder)) &&
        (build.out = outdir_open(build.kept, build.made.diag, spec->folder))) {
        if (output_write(&build))
            finish(&build, &built);
        stage_done(&build, "output");
    }
    arena_free(build.kept);
    fonts_end(&build.fonts);
    seen_end(before);
    arena_free(noted);
    if (build.shelf.shelf)
        shelves_give(spec->shelves, &build.shelf);
    built.made = build.made;
    return built;
}

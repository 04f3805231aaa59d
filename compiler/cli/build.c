#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/compile.h"
#include "html/html.h"
#include "pdf/pdf.h"

// What an output folder was made from and holds, so that a later build of one kind can tell whether the other
// still fits.
#define BUILD_RECORD ".gongkai-build"

typedef struct Build {
    const Options *options;
    DataFolders folders;
    Compilation made;
    OutDir *out;
    Str pdf_name; // NULL at: no PDF in this output
    Str pdf;      // its bytes; NULL at: carried over
    Str *carried; // files of kinds that were not asked for and still come from the same input
    size_t carried_count;
    StrBuf record;
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

static Str output_folder(Build *build, const char *folder)
{
    const Options *options = build->options;
    Arena *arena = build->made.arena;
    if (!options->output)
        return str_print(arena, "%s/%s", folder, options->section ? "out-section" : "out");
    if (options->folder_count == 1)
        return str_of(options->output);
    char *resolved = realpath(folder, NULL);
    const char *slash = resolved ? strrchr(resolved, '/') : NULL;
    Str path = str_print(arena, "%s/%s", options->output, slash ? slash + 1 : folder);
    free(resolved);
    return path;
}

static bool pages_make(Build *build)
{
    Compilation *made = &build->made;
    const char *cache_home = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    Str cache = {0};
    if (cache_home && *cache_home == '/')
        cache = str_print(made->arena, "%s/gongkai", cache_home);
    else if (home && *home == '/')
        cache = str_print(made->arena, "%s/.cache/gongkai", home);
    const char *font_folders[] = {
        str_print(made->arena, "%.*s/fonts/fetched", STR_ARG(build->folders.data)).at,
        str_print(made->arena, "%.*s/fonts", STR_ARG(made->project->folder)).at,
    };
    FontOptions font_options = {.folders = font_folders,
                                .folder_count = sizeof font_folders / sizeof font_folders[0],
                                .system = true,
                                .cache_folder = cache.at};
    FontSet *fonts = fontset_open(made->diag, made->project->style, font_options);
    if (!fonts)
        return false;
    stage_done(build, "fonts");
    Pages *pages = layout_document(made->arena, made->diag, made->document, fonts);
    stage_done(build, "layout");
    bool usable = pages && (build->options->draft ? diag_count(made->diag, SEVERITY_FAILURE) == 0
                                                  : !diag_failed(made->diag));
    if (usable)
        build->pdf = pdf_write(made->arena, made->diag, pages,
                               (PdfOptions){.producer = STR("Gongkai " GONGKAI_VERSION)});
    stage_done(build, "pdf");
    if (build->options->verbose) {
        StrBuf lines = {.arena = made->arena};
        fontset_describe(fonts, &lines);
        Str text = buf_str(&lines);
        fprintf(stderr, "%.*s", STR_ARG(text));
    }
    fontset_free(fonts);
    return build->pdf.at != NULL;
}

// Files of kinds that were not asked for stay while the old output was made from the same input.
static void carry_over(Build *build, Str digest)
{
    Arena *arena = build->made.arena;
    Str old = outdir_read_old(build->out, arena, STR(BUILD_RECORD));
    ptrdiff_t end = str_find_char(old, '\n', 0);
    if (end < 0 || !str_equal(str_slice(old, 0, (size_t)end), digest))
        return;
    VEC(Str) carried = {0};
    for (size_t at = (size_t)end + 1; at < old.n;) {
        ptrdiff_t stop = str_find_char(old, '\n', at);
        Str line = str_slice(old, at, stop < 0 ? old.n : (size_t)stop);
        at = stop < 0 ? old.n : (size_t)stop + 1;
        bool pdf = str_starts(line, STR("pdf ")), html = str_starts(line, STR("html "));
        if ((pdf && !(build->options->kinds & KIND_PDF)) || (html && !(build->options->kinds & KIND_HTML))) {
            Str name = str_slice(line, pdf ? 4 : 5, line.n);
            if (!outdir_keep(build->out, build->made.diag, name))
                continue;
            *vec_push(arena, &carried) = name;
            buf_print(&build->record, "%.*s\n", STR_ARG(line));
        }
    }
    build->carried = carried.at;
    build->carried_count = carried.n;
}

static bool site_write(Build *build)
{
    Compilation *made = &build->made;
    Str downloads[1] = {build->pdf_name};
    bool pdf_stands = build->pdf.at != NULL;
    for (size_t i = 0; i < build->carried_count; i++)
        pdf_stands |= str_equal(build->carried[i], build->pdf_name);
    HtmlOptions html_options = {.downloads = downloads,
                                .download_count = pdf_stands ? 1 : 0,
                                .generator = STR("Gongkai " GONGKAI_VERSION)};
    HtmlSite *site = html_site(made->arena, made->diag, made->document, html_options);
    if (!site || (diag_failed(made->diag) && !build->options->draft))
        return false;
    for (size_t i = 0; i < site->file_count; i++) {
        if (!outdir_write(build->out, made->diag, site->files[i].name, site->files[i].bytes))
            return false;
        buf_print(&build->record, "html %.*s\n", STR_ARG(site->files[i].name));
    }
    stage_done(build, "html");
    return true;
}

static bool output_write(Build *build, Str digest)
{
    Compilation *made = &build->made;
    unsigned kinds = build->options->kinds;
    build->record = (StrBuf){.arena = made->arena};
    buf_print(&build->record, "%.*s\n", STR_ARG(digest));
    if ((kinds & KIND_PDF) && !pages_make(build))
        return false;
    carry_over(build, digest);
    if (build->pdf.at) {
        if (!outdir_write(build->out, made->diag, build->pdf_name, build->pdf))
            return false;
        buf_print(&build->record, "pdf %.*s\n", STR_ARG(build->pdf_name));
    }
    if ((kinds & KIND_HTML) && !site_write(build))
        return false;
    return outdir_write(build->out, made->diag, STR(BUILD_RECORD), buf_str(&build->record)) &&
           outdir_commit(build->out, made->diag);
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
    build.made = compilation_make(folder, options, folders);
    stage_done(&build, "document");
    Str path = output_folder(&build, folder);
    bool written = false;
    if (document_usable(&build) && (build.out = outdir_open(build.made.arena, build.made.diag, path))) {
        Str digest =
            str_print(build.made.arena, "%016llx %s %s", (unsigned long long)build.made.project->digest,
                      options->draft ? "draft" : "final", options->section ? options->section : "");
        build.pdf_name = str_print(build.made.arena, "%.*s.pdf",
                                   STR_ARG(file_title(build.made.arena, build.made.document->title)));
        written = output_write(&build, digest);
        outdir_abandon(build.out);
        stage_done(&build, "output");
    }
    int status = findings_print(build.made.diag, options->folder_count > 1 ? folder : NULL, options->strict);
    if (written && options->draft && status == EXIT_DOCUMENT)
        status = EXIT_DONE; // a draft is built in spite of errors
    if (written && (options->kinds & KIND_PDF))
        printf("%.*s/%.*s\n", STR_ARG(path), STR_ARG(build.pdf_name));
    if (written && (options->kinds & KIND_HTML))
        printf("%.*s/index.html\n", STR_ARG(path));
    if (!written && status == EXIT_DONE)
        status = EXIT_SYSTEM;
    compilation_free(&build.made);
    return status;
}

int command_build(const Options *options, DataFolders folders)
{
    int worst = EXIT_DONE;
    for (size_t i = 0; i < options->folder_count; i++) {
        int status = folder_build(options, folders, options->folders[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

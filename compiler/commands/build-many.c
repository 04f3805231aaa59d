// Several projects in one run: a line for each that fails, or for all that fail of the same file of others; a
// line of progress where a person watches.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "commands/build.h"

// A fault of what several projects have, as their template: told of the first that fails of it.
typedef struct SharedFault {
    Str told;
    size_t more; // that failed of it after the first
} SharedFault;

typedef struct Several {
    Arena *arena;
    VEC(SharedFault) shared;
    const Options *options;
    DataFolders folders;
    int worst;
    size_t warnings, with_warnings; // of all, and documents that have any
    size_t stopped;
} Several;

// What changed since is not published by a plan that does not know of it: the others may be of before.
static bool as_planned(const PlanDocument *document, Diag *diag)
{
    size_t failures = diag_count(diag, SEVERITY_FAILURE);
    uint64_t bytes, state = plan_state(diag, document->folder, &bytes);

    if (diag_count(diag, SEVERITY_FAILURE) > failures)
        return false;
    if (state == document->state)
        return true;
    diag_report(diag, SEVERITY_ERROR, "plan-old", (Place){0}, str_of(_("make the plan again")), "%s",
                _("the project has changed since the plan was made"));
    return false;
}

static bool job(void *context, Arena *arena, Diag *diag, size_t index, ManyJob *job)
{
    const Several *several = context;
    const char *folder = several->options->folders[index];
    size_t failures = diag_count(diag, SEVERITY_FAILURE);

    if (several->options->planned && !as_planned(several->options->planned[index], diag))
        return false;
    job->compile = compile_options(several->options, several->folders, folder);
    job->output = build_spec(arena, diag, several->options, index);
    return diag_count(diag, SEVERITY_FAILURE) == failures;
}

// ---- a line of progress

bool build_watched(const Options *options)
{
    return isatty(STDERR_FILENO) == 1 && !options->quiet;
}

void build_progress_clear(const Options *options)
{
    if (build_watched(options))
        fputs("\r\033[K", stderr);
}

void build_progress_print(void *unused, const ManyProgress *progress)
{
    size_t done = progress->written + progress->left + progress->failed;
    unsigned long to_go = progress->to_go < 0 ? 0 : (unsigned long)(progress->to_go + 0.5);

    (void)unused;
    fputs("\r\033[K", stderr);
    fprintf(stderr, _("%zu of %zu done, %zu failed, %zu left as they were, %lu:%02lu to go"), done,
            progress->count, progress->failed, progress->left, to_go / 60, to_go % 60);
    fflush(stderr);
}

// ---- one document

// What it failed of; NULL where nothing says so.
static const Finding *first_fault(const Diag *diag, bool strict)
{
    Severity least = strict ? SEVERITY_WARNING : SEVERITY_ERROR;
    const Finding *first = NULL;

    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        if (finding->severity >= least && (!first || finding->severity > first->severity))
            first = finding;
    }
    return first;
}

// Empty where nothing says so.
static Str fault_told(Arena *arena, const Finding *fault)
{
    if (!fault)
        return (Str){0};
    Str place = escape_terminal(arena, place_shown(arena, &fault->place));
    return str_print(arena, ": %.*s%s%.*s [%s]", STR_ARG(place), place.n > 0 ? ": " : "",
                     STR_ARG(escape_terminal(arena, fault->message)), fault->rule);
}

// The file that a finding stands in, as the system knows it, where it is not in the project's folder; empty
// where it is, and where there is no such file.
static Str file_of_others(Arena *arena, const CompileOptions *compile, Str file)
{
    Str own = path_real(arena, str_of(compile->folder)), real = {0};

    if (file.n > 0)
        real = path_real(arena, path_join(arena, str_of(compile->folder), file));
    if (file.n > 0 && real.n == 0)
        real = path_real(arena, path_join(arena, compile->data_folder, file));
    return str_starts(real, own) && real.n > own.n && real.at[own.n] == '/' ? (Str){0} : real;
}

// Whether a document before failed of the same, and said so.
static bool told_before(Several *several, const CompileOptions *compile, const Finding *fault, Str told)
{
    Str file = fault ? file_of_others(several->arena, compile, fault->place.file) : (Str){0};

    if (file.n == 0)
        return false;
    told = str_print(several->arena, "%.*s (%.*s)", STR_ARG(told), STR_ARG(file));
    for (size_t i = 0; i < several->shared.n; i++)
        if (str_equal(several->shared.at[i].told, told)) {
            several->shared.at[i].more++;
            return true;
        }
    *vec_push(several->arena, &several->shared) = (SharedFault){.told = told};
    return false;
}

static void failure_print(Several *several, const ManyResult *result)
{
    Arena *arena = arena_new();
    const char *folder = several->options->folders[result->index];
    CompileOptions compile = compile_options(several->options, several->folders, folder);
    const Finding *fault = first_fault(result->diag, several->options->strict);
    size_t errors = diag_count(result->diag, SEVERITY_ERROR) + diag_count(result->diag, SEVERITY_FAILURE);
    Str shown = escape_terminal(arena, str_of(folder)), told = fault_told(arena, fault);

    if (!told_before(several, &compile, fault, told)) {
        fprintf(stderr, _("%.*s: not built"), STR_ARG(shown));
        fprintf(stderr, "%.*s", STR_ARG(told));
        if (errors > 1)
            fprintf(stderr,
                    dngettext(GONGKAI_DOMAIN, " and %zu more error", " and %zu more errors", errors - 1),
                    errors - 1);
        fputc('\n', stderr);
    }
    arena_free(arena);
}

static void take_status(Several *several, const ManyResult *result)
{
    int status = findings_status(result->diag, several->options->strict);

    if (result->end == MANY_WRITTEN && several->options->draft && status == EXIT_DOCUMENT)
        status = EXIT_DONE;
    if (result->end == MANY_FAILED && status == EXIT_DONE)
        status = EXIT_SYSTEM;
    several->worst = status > several->worst ? status : several->worst;
}

static void done(void *context, const ManyResult *result)
{
    Several *several = context;
    size_t warnings =
        result->end == MANY_LEFT ? result->warnings : diag_count(result->diag, SEVERITY_WARNING);

    several->stopped += result->end == MANY_STOPPED;
    several->warnings += warnings;
    several->with_warnings += warnings > 0;
    take_status(several, result);
    if (result->end == MANY_FAILED || result->main_file_count > 0)
        build_progress_clear(several->options);
    if (result->end == MANY_FAILED)
        failure_print(several, result);
    main_files_print(result->folder, result->main_files, result->main_file_count);
}

// ---- all

static void total_print(const Several *several, const ManyProgress *total)
{
    build_progress_clear(several->options);
    for (size_t i = 0; i < several->shared.n; i++) {
        const SharedFault *fault = &several->shared.at[i];

        if (fault->more > 0)
            fprintf(stderr,
                    dngettext(GONGKAI_DOMAIN, "%zu more document: not built%.*s\n",
                              "%zu more documents: not built%.*s\n", fault->more),
                    fault->more, STR_ARG(fault->told));
    }
    fprintf(stderr, _("%zu built, %zu left as they were, %zu failed"), total->written, total->left,
            total->failed);
    if (several->stopped > 0)
        fprintf(stderr, _(", %zu not begun"), several->stopped);
    if (several->warnings > 0)
        fprintf(stderr, _("; %zu warnings in %zu documents, which check tells"), several->warnings,
                several->with_warnings);
    fputc('\n', stderr);
}

// Ctrl-C and its like wait: the documents that were begun are finished, no other is begun, and then the
// signal ends the process. What is ignored (nohup) would wait as well while it is blocked, and is left alone.
static sigset_t endings(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction now;

        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&set, signals[i]);
    }
    return set;
}

static bool stop(void *context)
{
    sigset_t pending;

    (void)context;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) || sigismember(&pending, SIGHUP);
}

int build_several(const Options *options, DataFolders folders)
{
    Several several = {.arena = arena_new(), .options = options, .folders = folders};
    ManySpec spec = {.count = options->folder_count,
                     .job = job,
                     .done = done,
                     .progress = build_watched(options) ? build_progress_print : NULL,
                     .stop = stop,
                     .context = &several,
                     .anew = options->anew,
                     .verify = options->verify,
                     .font_config = options->font_config};
    sigset_t waiting = endings(), before;
    ManyProgress total;

    pthread_sigmask(SIG_BLOCK, &waiting, &before); // every thread started from here on inherits it
    total = many_build(&spec);
    if (!options->quiet || several.worst != EXIT_DONE)
        total_print(&several, &total);
    fflush(stdout);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    arena_free(several.arena);
    return several.worst;
}

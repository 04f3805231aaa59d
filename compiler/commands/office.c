// Commands on an office: its documents one after the other.
#include "commands/office.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "commands/build.h"

OfficeOptions office_options(const Options *options, DataFolders folders, const char *folder)
{
    return (OfficeOptions){.folder = folder, .data_folder = folders.data, .only = options->only};
}

OfficeChoice office_choice(const Options *options, bool builds)
{
    if (options->failed)
        return CHOICE_FAILED;
    if (!options->changed)
        return CHOICE_ALL;
    return builds ? CHOICE_BUILT_CHANGED : CHOICE_CHECKED_CHANGED;
}

bool office_begin(OfficeRun *run, const Options *options, const OfficeOptions *own, OfficeChoice choice)
{
    Progress *progress = progress_begin(options_progress(options), own->folder);
    bool begun = office_run_begin(run, own, choice);

    progress_end(progress);
    return begun;
}

const char *office_job_folder(const OfficeRun *run, const OfficeJob *job)
{
    return str_c(run->arena, office_path(run->arena, run->office, job->document->project));
}

void office_job_print(const OfficeRun *run, const OfficeJob *job, const Diag *findings)
{
    LevelCounts counts = findings_count(findings);
    size_t must = counts.at[LEVEL_MUST] + counts.at[LEVEL_FAILURE], verify = counts.at[LEVEL_VERIFY],
           hints = counts.at[LEVEL_HINT];
    Str name = escape_terminal(run->arena, job->document->short_name);

    if (must + verify + hints)
        printf(_("%.*s %.*s: %zu to mend, %zu to verify, %zu remarks\n"), STR_ARG(job->document->code),
               STR_ARG(name), must, verify, hints);
    else
        printf(_("%.*s %.*s: nothing wrong\n"), STR_ARG(job->document->code), STR_ARG(name));
}

static void tell_export(const OfficeRun *run)
{
    ExportCounts counts;

    if (!run->export)
        return;
    counts = export_counts(run->export);
    printf(_("%.*s: %zu tables cut for %zu documents; %zu totals and parents made, %zu rows of one item "
             "added\n"),
           STR_ARG(counts.folder), counts.tables, run->job_count, counts.made_rows, counts.joined);
}

int office_finish(OfficeRun *run, Diag *all, const Options *options)
{
    Diag *told = diag_new();
    int status;

    office_run_end(run);
    diag_append(told, run->diag);
    diag_append(told, all);
    status = findings_status(told, options->strict);
    if (options->format == FORMAT_TEXT) {
        findings_print(told, NULL, options->strict);
        tell_export(run);
    }
    diag_free(told);
    return status;
}

bool office_options_fit(const Options *options)
{
    if (!options->fix && !options->output && !options->section && !options->copy.since)
        return true;
    fprintf(stderr,
            _("gongkai: an office's documents are written to their own folders and mended one by one: "
              "leave out -o, --section, --since and --fix\n"));
    return false;
}

// ---- build

typedef struct Building {
    const Options *options;
    DataFolders folders;
    OfficeRun *run;
    const OfficeJob **jobs; // that are built
    size_t count, built, left;
    Diag *all;
} Building;

static bool goes_public(const Options *options)
{
    return options->kinds != KIND_DOCX && !options->draft;
}

// Only what may be published goes to 公开/: copies for approval and drafts stay inside.
static Str output_of(const Building *b, Arena *arena, const OfficeJob *job)
{
    OfficeName name = b->options->kinds == KIND_DOCX ? OFFICE_REVIEW : OFFICE_DRAFT;

    if (goes_public(b->options))
        return office_path(arena, b->run->office, job->document->output);
    return office_path(
        arena, b->run->office,
        str_print(arena, "%.*s/%.*s", STR_ARG(job->document->internal), STR_ARG(office_name(name))));
}

static bool job_give(void *context, Arena *arena, Diag *diag, size_t index, ManyJob *job)
{
    const Building *b = context;
    Str folder = office_path(arena, b->run->office, b->jobs[index]->document->project);

    (void)diag;
    *job = (ManyJob){.compile = compile_options(b->options, b->folders, str_c(arena, folder)),
                     .output = {.folder = output_of(b, arena, b->jobs[index]),
                                .kinds = b->options->kinds,
                                .attach = b->options->attach,
                                .copy = b->options->copy},
                     .also = b->jobs[index]->digest};
    return true;
}

static void job_tell(Building *b, const OfficeJob *job, const Diag *found, bool built)
{
    Diag *findings = office_run_findings(b->run, job, found);

    office_job_print(b->run, job, findings);
    office_run_remember(b->run, job, findings, built);
    diag_append(b->all, findings);
    diag_free(findings);
}

static void job_done(void *context, const ManyResult *result)
{
    Building *b = context;
    const OfficeJob *job = b->jobs[result->index];

    b->built += result->end == MANY_WRITTEN;
    b->left += result->end == MANY_LEFT;
    build_progress_clear(b->options);
    if (result->end != MANY_LEFT)
        job_tell(b, job, result->diag,
                 result->end == MANY_WRITTEN && !b->options->draft && b->options->kinds == KIND_ALL);
    fflush(stdout);
}

// Of what the office found errors in the rest is told too, and nothing is written.
static void job_refuse(Building *b, const OfficeJob *job)
{
    CompileOptions compile = compile_options(b->options, b->folders, office_job_folder(b->run, job));
    Compilation made = compilation_make(&compile);

    job_tell(b, job, made.diag, false);
    compilation_free(&made);
}

static void build_all(Building *b)
{
    OfficeRun *run = b->run;
    ManySpec spec = {.job = job_give, .done = job_done, .context = b, .font_config = b->options->font_config};

    if (build_watched(b->options))
        spec.progress = build_progress_print;

    b->jobs = ARENA_ARRAY(run->arena, const OfficeJob *, run->job_count + 1);
    for (size_t i = 0; i < run->job_count; i++) {
        const OfficeJob *job = &run->jobs[i];

        if (!job->written)
            diag_append(b->all, job->diag);
        else if (job->wanted && goes_public(b->options) &&
                 office_is_final(run->arena, b->all, run, job->document))
            continue;
        else if (job->wanted && findings_status(job->diag, b->options->strict) != EXIT_DONE &&
                 !b->options->draft)
            job_refuse(b, job);
        else if (job->wanted)
            b->jobs[b->count++] = job;
    }
    spec.count = b->count;
    many_build(&spec);
    build_progress_clear(b->options);
}

int office_build(const Options *options, DataFolders folders, const char *folder)
{
    OfficeOptions own = office_options(options, folders, folder);
    OfficeRun run;
    Building building = {.options = options, .folders = folders, .run = &run};
    bool begun;
    int status;

    if (!office_options_fit(options))
        return EXIT_USAGE;
    building.all = diag_new();
    begun = office_begin(&run, options, &own, office_choice(options, true));
    if (begun)
        build_all(&building);
    status = office_finish(&run, building.all, options);
    if (begun)
        printf(_("%zu of %zu documents built, %zu as they were\n"), building.built, run.wanted,
               building.left);
    if (options->draft && status == EXIT_DOCUMENT && building.built + building.left == run.wanted)
        status = EXIT_DONE;
    diag_free(building.all);
    office_run_free(&run);
    return status;
}

// ---- one document

const OfficeJob *office_one(OfficeRun *run, const Options *options, DataFolders folders, int *status)
{
    OfficeOptions own = office_options(options, folders, options->folders[0]);
    const OfficeJob *found = NULL;
    Diag *none;

    *status = EXIT_USAGE;
    if (!office_begin(run, options, &own, CHOICE_ALL)) {
        *status = findings_print(run->diag, NULL, false);
        return NULL;
    }
    for (size_t i = 0; i < run->job_count; i++)
        if (run->jobs[i].wanted)
            found = &run->jobs[i];
    if (found && run->wanted == 1 && found->written) {
        *status = EXIT_DONE;
        return found;
    }
    none = diag_new();
    if (found && run->wanted == 1)
        diag_append(none, found->diag);
    office_finish(run, none, options);
    diag_free(none);
    if (run->wanted != 1)
        fprintf(stderr, _("gongkai: this takes one document: name it with --only (%zu are chosen)\n"),
                run->wanted);
    return NULL;
}

// ---- commands on one project

// What convert wrote into the machine's folder goes to the document's own.
static int take_converted(const OfficeRun *run, const OfficeDocument *document)
{
    Str own = office_path(run->arena, run->office, document->folder);
    const char *from = str_print(run->arena, "%.*s/sections-converted",
                                 STR_ARG(office_path(run->arena, run->office, document->project)))
                           .at;
    const char *to =
        str_print(run->arena, "%.*s/%.*s", STR_ARG(own), STR_ARG(office_name(OFFICE_CONVERTED))).at;

    mkdir(office_path(run->arena, run->office, office_name(OFFICE_DEPARTMENTS)).at, 0777);
    mkdir(str_c(run->arena, own), 0777);
    if (rename(from, to) == 0) {
        printf(_("%s: what was converted; put into %.*s what is to be kept\n"), to,
               STR_ARG(office_name(OFFICE_TEXT)));
        return EXIT_DONE;
    }
    fprintf(stderr, _("gongkai: %s cannot be written: %s\n"), to, strerror(errno));
    return EXIT_SYSTEM;
}

int office_as_project(const Options *options, DataFolders folders,
                      int (*command)(const Options *options, DataFolders folders))
{
    Options own = *options;
    OfficeRun run;
    int status;
    const OfficeJob *job = office_one(&run, options, folders, &status);
    const char *folder;

    if (job) {
        folder = office_job_folder(&run, job);
        own.folders = &folder;
        own.only = NULL;
        status = command(&own, folders);
        if (options->command == COMMAND_CONVERT && status != EXIT_USAGE && status != EXIT_SYSTEM)
            status = take_converted(&run, job->document) == EXIT_DONE ? status : EXIT_SYSTEM;
    }
    office_run_free(&run);
    return status;
}

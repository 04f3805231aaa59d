#include <stdio.h>
#include <string.h>

#include "base/work.h"
#include "commands/convert-folder.h"
#include "commands/file-place.h"
#include "commands/fix.h"
#include "commands/office.h"

// What is collected over all projects.
typedef struct Collected {
    Arena *arena;
    json_t *json;  // of --format json and sarif
    StrBuf report; // of --report
    Tally tally;   // of published files
} Collected;

static bool is_published(const char *path)
{
    return input_may_be_file(input_at(str_of(path))) || folder_is_published(path);
}

// Each formula, whether or not others of its rule were held.
static void skips_print(const CheckSummary *summary, Str rule)
{
    for (size_t i = 0; i < summary->skip_count; i++) {
        const CheckedSkip *skip = &summary->skips[i];

        if (str_equal(skip->rule, rule))
            fprintf(stderr, "    %.*s: %.*s\n", STR_ARG(skip->claim), STR_ARG(skip->reason));
    }
}

static void rules_print(const CheckSummary *summary)
{
    for (size_t i = 0; i < summary->rule_count; i++) {
        const CheckedRule *rule = &summary->rules[i];

        fprintf(stderr, "%-24.*s %8zu %4zu  %.*s\n", STR_ARG(rule->id), rule->held, rule->failed,
                STR_ARG(rule->skipped));
        skips_print(summary, rule->id);
    }
}

static void text_print(const Compilation *made, const Options *options, const char *folder)
{
    int status = findings_print(
        made->diag, options->folder_count > 1 && !is_published(folder) ? folder : NULL, options->strict);

    if (options->verbose)
        outside_print(made->project);
    if (options->verbose)
        origins_print(made);
    if (options->verbose && made->summary)
        rules_print(made->summary);
    if (status != EXIT_DONE || !made->summary)
        return;
    bool clean = diag_total(made->diag) == 0;
    printf(clean
               ? _("%s: %zu tables, %zu amounts, %zu figures, %zu comparisons by %zu rules, nothing wrong\n")
               : _("%s: %zu tables, %zu amounts, %zu figures, %zu comparisons by %zu rules, no error\n"),
           folder, made->summary->tables, made->summary->cells, made->summary->figures,
           made->summary->comparisons, made->summary->rule_count);
    if (made->summary->unsaid)
        printf(dngettext(GONGKAI_DOMAIN, "%s: %zu table says no unit, and its amounts were read in %.*s\n",
                         "%s: %zu tables say no unit, and their amounts were read in %.*s\n",
                         made->summary->unsaid),
               folder, made->summary->unsaid, STR_ARG(made->summary->unsaid_unit.name));
}

static int worse(int a, int b)
{
    return a > b ? a : b;
}

static void collect(const Options *options, Compilation *made, const char *name, const Intake *intake,
                    Collected *collected)
{
    if (options->format == FORMAT_JSON)
        json_array_append_new(json_object_get(collected->json, "projects"),
                              report_json(collected->arena, made, name));
    else if (options->format == FORMAT_SARIF)
        sarif_add(collected->arena, collected->json, made, name);
    if (options->report)
        report_html_add(collected->arena, &collected->report, made, name, intake);
}

static int folder_check(const Options *options, DataFolders folders, const char *folder, Collected *collected)
{
    CompileOptions compile = compile_options(options, folders, folder);
    int fixed = options->fix ? fix_folder(&compile, options->dry_run) : EXIT_DONE;
    Progress *progress = progress_begin(options_progress(options), folder);
    Compilation made = compilation_make(&compile);
    int status = worse(fixed, findings_status(made.diag, options->strict));

    progress_end(progress);
    if (options->format == FORMAT_TEXT)
        text_print(&made, options, folder);
    collect(options, &made, folder, NULL, collected);
    compilation_free(&made);
    return status;
}

// ---- an office

// Documents that are checked beside each other: as many as there are processors.
typedef struct Checking {
    const Options *options;
    DataFolders folders;
    OfficeRun *run;
    const OfficeJob **jobs;
    Compilation *made;
} Checking;

static void job_compile(void *context, size_t worker, size_t index)
{
    Checking *checking = context;
    Arena *arena = arena_new();
    Str folder = office_path(arena, checking->run->office, checking->jobs[index]->document->project);
    CompileOptions compile = compile_options(checking->options, checking->folders, str_c(arena, folder));

    (void)worker;
    checking->made[index] = compilation_make(&compile);
    arena_free(arena);
}

static void job_tell(const Checking *checking, size_t index, Diag *all, Collected *collected)
{
    const OfficeJob *job = checking->jobs[index];
    OfficeRun *run = checking->run;
    Compilation *made = &checking->made[index];
    Diag *own = made->diag, *findings = office_run_findings(run, job, own);
    const char *name =
        str_print(run->arena, "%.*s %.*s", STR_ARG(job->document->code), STR_ARG(job->document->short_name))
            .at;

    made->diag = findings;
    if (checking->options->format == FORMAT_TEXT)
        office_job_print(run, job, findings);
    collect(checking->options, made, name, NULL, collected);
    office_run_remember(run, job, findings, false);
    diag_append(all, findings);
    made->diag = own;
    diag_free(findings);
    compilation_free(made);
}

static void jobs_check(Checking *checking, size_t n, Diag *all, Collected *collected)
{
    size_t most = work_workers();

    checking->made = ARENA_ARRAY(checking->run->arena, Compilation, most);
    for (size_t from = 0; from < n; from += most) {
        Checking some = *checking;
        size_t count = n - from < most ? n - from : most;
        Progress *progress;

        some.jobs += from;
        progress = progress_begin(options_progress(checking->options), some.jobs[0]->document->name.at);
        work_share(count, job_compile, &some);
        progress_end(progress);
        for (size_t i = 0; i < count; i++)
            job_tell(&some, i, all, collected);
    }
}

// What is of no document stands under the office itself.
static void office_collect(const Options *options, const OfficeRun *run, const char *folder,
                           Collected *collected)
{
    Compilation none = {.diag = run->diag, .arena = run->arena};

    if (diag_total(run->diag))
        collect(options, &none, folder, NULL, collected);
}

static int office_check(const Options *options, DataFolders folders, const char *folder, Collected *collected)
{
    OfficeOptions own = office_options(options, folders, folder);
    OfficeRun run;
    Checking checking = {.options = options, .folders = folders, .run = &run};
    Diag *all;
    size_t n = 0;
    int status;

    if (!office_options_fit(options))
        return EXIT_USAGE;
    all = diag_new();
    if (!office_begin(&run, options, &own, office_choice(options, false)))
        run.job_count = 0;
    checking.jobs = ARENA_ARRAY(run.arena, const OfficeJob *, run.job_count + 1);
    for (size_t i = 0; i < run.job_count; i++) {
        if (run.jobs[i].wanted && run.jobs[i].written)
            checking.jobs[n++] = &run.jobs[i];
        else if (!run.jobs[i].written)
            diag_append(all, run.jobs[i].diag);
    }
    jobs_check(&checking, n, all, collected);
    status = office_finish(&run, all, options);
    if (n > 0 && options->format == FORMAT_TEXT && !options->only)
        printf(_("each by itself; what they are together: gongkai office check %s\n"), folder);
    office_collect(options, &run, folder, collected);
    diag_free(all);
    office_run_free(&run);
    return status;
}

static int json_print(json_t *json)
{
    bool written = json_dumpf(json, stdout, JSON_INDENT(2)) == 0 && putchar('\n') != EOF;

    return written ? EXIT_DONE : EXIT_SYSTEM; // main says why
}

// ---- published files

static Str given(const char *text)
{
    return text ? str_of(text) : (Str){0};
}

// A published document without its project.
static int file_check(const Options *options, DataFolders folders, const char *name, Collected *collected)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    PublishedOptions reading = {.data_folder = folders.data,
                                .generator = STR("Gongkai " GONGKAI_VERSION),
                                .template = given(options->template),
                                .table_set = given(options->table_set),
                                .department = given(options->department),
                                .year = options->year};
    const Intake *intake = NULL;
    Progress *progress = progress_begin(options_progress(options), name);
    Published *published = NULL;
    Compilation made = {.diag = diag};
    int status;

    intake = publication_read(arena, diag, options->helper, str_of(name));
    if (intake)
        published = published_read(arena, diag, intake, &reading);
    progress_end(progress);
    if (published) {
        diag_append(published->made.diag, diag);
        made = published->made;
    }
    made.arena = made.arena ? made.arena : arena;
    status = findings_status(made.diag, options->strict);
    if (options->format == FORMAT_TEXT)
        text_print(&made, options, name);
    collect(options, &made, name, intake, collected);
    tally_add(&collected->tally, collected->arena, name, made.diag);
    published_free(published);
    diag_free(diag);
    arena_free(arena);
    return status;
}

int command_check(const Options *options, DataFolders folders)
{
    Collected collected = {.arena = arena_new()};
    int worst = EXIT_DONE;

    collected.report.arena = collected.arena;
    if (options->format == FORMAT_JSON)
        collected.json = json_pack("{s:s, s:i, s:s, s:[]}", "format", "gongkai-check", "version", 1,
                                   "generator", "Gongkai " GONGKAI_VERSION, "projects");
    else if (options->format == FORMAT_SARIF)
        collected.json = sarif_new();
    if (options->report)
        report_html_begin(&collected.report);
    for (size_t i = 0; i < options->folder_count; i++)
        worst = worse(worst, is_published(options->folders[i])
                                 ? file_check(options, folders, options->folders[i], &collected)
                             : office_is(options->folders[i])
                                 ? office_check(options, folders, options->folders[i], &collected)
                                 : folder_check(options, folders, options->folders[i], &collected));
    if (options->format == FORMAT_TEXT)
        tally_print(collected.arena, &collected.tally);
    if (options->report) {
        report_html_end(&collected.report);
        worst = worse(worst,
                      file_place_told(options->report, buf_str(&collected.report)) ? EXIT_DONE : EXIT_SYSTEM);
    }
    if (collected.json)
        worst = worse(worst, json_print(collected.json));
    json_decref(collected.json);
    arena_free(collected.arena);
    return worst;
}

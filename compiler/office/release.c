// From approval to publication: a document's content is frozen, then its address is recorded.
#include "office/internal-release.h"

#include <stdlib.h>

// ---- what all steps begin with

bool release_begin(Release *release, bool writes)
{
    const OfficeDocument *document = release->document;
    Arena *arena = release->arena;

    release->ledger = ledger_open(arena, release->diag, release->office->folder, writes);
    if (!release->ledger)
        return false;
    release->archive = office_path(arena, release->office, document->archive);
    release->place = office_said_place(release->office, document, FIELD_DEPARTMENT_CODE);
    release->state = ledger_state(release->ledger, document->code);
    return !writes || frozen_settle(arena, release->diag, release->ledger, document->code, release->archive);
}

Str release_folder(Release *release, Str version)
{
    const LedgerEvent *published = frozen_published(release->ledger, release->document->code, version);

    return path_join(release->arena, release->archive, frozen_name(release->arena, version, published));
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const TreeFile *)a)->name, ((const TreeFile *)b)->name);
}

static const OfficeJob *job_of(const Release *release)
{
    for (size_t i = 0; i < release->run->job_count; i++)
        if (release->run->jobs[i].document == release->document)
            return &release->run->jobs[i];
    return NULL;
}

bool release_written(Release *release)
{
    const OfficeJob *job = job_of(release);

    return !job || !diag_append_failures(release->diag, job->diag);
}

// With what its figures need of its units within it: what is frozen stands alone.
// The project's files as they would be frozen.
static bool release_project(Release *release, TreeFiles *files)
{
    const OfficeJob *job = job_of(release);
    Diag *unread = diag_new(); // what is wrong with it is told by building it
    const OfficeProject *project =
        office_project(release->arena, unread, release->office, release->run->export, release->document,
                       &(OfficeProjectOptions){.to_office = STR("../../.."), .whole = true});

    for (size_t i = 0; project && i < project->file_count; i++)
        *vec_push(release->arena, files) = (TreeFile){project->files[i].name, project->files[i].bytes};
    if (files->n)
        qsort(files->at, files->n, sizeof *files->at, by_name);
    // What is in its folder is another project then.
    if ((job && diag_append_failures(release->diag, job->diag)) ||
        diag_append_failures(release->diag, unread))
        files->n = 0;
    diag_free(unread);
    return files->n > 0;
}

Str release_package(Arena *arena, const Office *office, const OfficeDocument *document)
{
    Str published = office_name(OFFICE_PUBLISHED);
    Str name = str_slice(document->output, published.n + 1, document->output.n);

    return office_path(arena, office,
                       path_join(arena, path_join(arena, published, office_word(WORD_PACKAGES)), name));
}

// The project's outputs in a folder; false after what is wrong was reported.
static bool outputs_make(Release *release, Str project, Str folder, unsigned kinds)
{
    CompileOptions options = *release->compile;
    Built built;
    Diag *found;
    bool written;

    options.folder = str_c(release->arena, project);
    built = compile_outputs(&options, &(OutputSpec){.folder = folder, .kinds = kinds});
    // Where people wrote what it is about, with what the office itself found.
    found = job_of(release) ? office_run_findings(release->run, job_of(release), built.made.diag) : NULL;
    diag_append(release->diag, found ? found : built.made.diag);
    written = built.written && !(found && diag_failed(found));
    diag_free(found);
    compilation_free(&built.made);
    return written;
}

// What was built into 公开/, as a part of the version.
static bool products_take(Release *release, Str shown, TreeFiles *files)
{
    TreeFiles made = {0};

    if (!tree_read(release->arena, release->diag, shown, &made))
        return false;
    for (size_t i = 0; i < made.n; i++)
        *vec_push(release->arena, files) = (TreeFile){
            path_join(release->arena, office_word(WORD_PRODUCTS), made.at[i].name), made.at[i].bytes};
    return true;
}

// What may be published is made first: nothing is frozen of a project with errors. The version then gets into
// its folder whole.
bool release_freeze(Release *release, Str version, const TreeFiles *more, Str *digest)
{
    Arena *arena = release->arena;
    Str folder = path_join(arena, release->archive, frozen_name(arena, version, NULL));
    Str project = office_path(arena, release->office, release->document->project);
    Str shown = office_path(arena, release->office, release->document->output);
    Str package = release_package(arena, release->office, release->document);
    TreeFiles files = {0};

    if (!release_project(release, &files))
        return false;
    *digest = tree_digest(arena, &files);
    for (size_t i = 0; more && i < more->n; i++)
        *vec_push(arena, &files) = more->at[i];
    return outputs_make(release, project, shown, KIND_ALL) &&
           outputs_make(release, project, package, KIND_SUBMISSION) &&
           products_take(release, shown, &files) && folders_make(arena, release->diag, release->archive) &&
           tree_freeze(arena, release->diag, folder, &files);
}

bool release_edited(Release *release, Names *edited)
{
    Arena *arena = release->arena;
    TreeFiles now = {0}, then = {0};
    Str products = str_print(arena, "%.*s/", STR_ARG(office_word(WORD_PRODUCTS)));

    *edited = (Names){0};
    if (!release->state.final)
        return true;
    if (!release_project(release, &now))
        return false;
    if (str_equal(tree_digest(arena, &now), release->state.final->digest))
        return true;
    if (!tree_read(arena, release->diag, release_folder(release, release->state.final->version), &then))
        return false;
    for (size_t i = 0; i < now.n; i++) {
        const TreeFile *old = tree_find(&then, now.at[i].name);

        if (!old || !str_equal(old->bytes, now.at[i].bytes))
            *vec_push(arena, edited) = now.at[i].name;
    }
    for (size_t i = 0; i < then.n; i++)
        if (!tree_find(&now, then.at[i].name) && !str_starts(then.at[i].name, products) &&
            !str_equal(then.at[i].name, office_word(WORD_DIGESTS)) &&
            !str_starts(then.at[i].name, office_word(WORD_EXPLANATION)))
            *vec_push(arena, edited) = then.at[i].name;
    return true;
}

// ---- final

static void signatures_ask(Release *release)
{
    static const OfficeField needed[] = {FIELD_SECRECY_PERSON, FIELD_SECRECY_DATE, FIELD_SIGNER,
                                         FIELD_SIGNED};

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (release->document->said[needed[i]].n == 0) {
            diag_report(release->diag, SEVERITY_WARNING, "office-unsigned",
                        office_said_place(release->office, release->document, needed[i]),
                        str_of(_("write who looked at it and who signed it, and when, into the register")),
                        _("%.*s is frozen without secrecy review or signature"),
                        STR_ARG(release->document->short_name));
            return;
        }
}

bool office_finalize(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document,
                     const CompileOptions *compile, Str *code)
{
    Release release = {.arena = arena,
                       .diag = diag,
                       .run = run,
                       .office = run->office,
                       .document = document,
                       .compile = compile};
    LedgerEvent event = {
        .kind = LEDGER_FINAL, .document = document->code, .version = office_word(WORD_FIRST)};

    if (!release_begin(&release, true))
        return false;
    if (release.state.published) {
        diag_report(diag, SEVERITY_ERROR, "office-published", release.place,
                    str_of(_("make a new version of it: gongkai office correct")),
                    _("%.*s is published already"), STR_ARG(document->short_name));
        return false;
    }
    if (!release_freeze(&release, event.version, NULL, &event.digest) ||
        !ledger_add(release.ledger, diag, event))
        return false;
    signatures_ask(&release);
    *code = ledger_check_code(arena, event.digest);
    return true;
}

// ---- published

static void edits_tell(Release *release)
{
    Names edited;

    if (release_edited(release, &edited) && edited.n > 0)
        diag_report(release->diag, SEVERITY_WARNING, "office-edited", release->place,
                    str_of(_("what is published is what was frozen; correct it, or take the edits back")),
                    _("%.*s was edited after it was frozen: %.*s"), STR_ARG(release->document->short_name),
                    STR_ARG(str_join(release->arena, edited.at, edited.n, STR(", "))));
}

// Says in the folder of the version before that it is not the last.
static bool before_mark(Release *release, const LedgerEvent *before, const LedgerEvent *now)
{
    Arena *arena = release->arena;
    Str folder = path_join(arena, release->archive, frozen_name(arena, before->version, before));

    return file_put(arena, release->diag, path_join(arena, folder, office_word(WORD_SUPERSEDED)),
                    str_print(arena, "%.*s\n", STR_ARG(frozen_name(arena, now->version, now))));
}

// A day that is before the approval is a slip of the pen.
static bool time_fits(Release *release, Str time)
{
    Str approved = release->document->said[FIELD_APPROVED];
    Date at, after;

    if (!office_date(str_slice(time, 0, 10), &at) || !approved.n || !office_date(approved, &after) ||
        date_seconds(at) >= date_seconds(after))
        return true;
    diag_report(release->diag, SEVERITY_ERROR, "office-time",
                office_said_place(release->office, release->document, FIELD_APPROVED), (Str){0},
                _("it is published on %.*s, before its approval"), STR_ARG(str_slice(time, 0, 10)));
    return false;
}

static bool url_fits(Release *release, Str url)
{
    if (str_starts(url, STR("http://")) || str_starts(url, STR("https://")))
        return true;
    diag_report(release->diag, SEVERITY_ERROR, "office-url", release->place,
                str_of(_("copy it from the browser: https://…")), _("“%.*s” is no address of a page"),
                STR_ARG(url));
    return false;
}

static bool record_can(Release *release, Str url, Str told, Str *time)
{
    if (!release->state.final) {
        diag_report(release->diag, SEVERITY_ERROR, "office-not-final", release->place,
                    str_of(_("freeze it first: gongkai office finalize")), _("%.*s is not final"),
                    STR_ARG(release->document->short_name));
        return false;
    }
    if (!ledger_time(release->arena, told, time)) {
        diag_report(release->diag, SEVERITY_ERROR, "office-time", release->place,
                    str_of(_("write it as 2026-02-25T10:00")), _("“%.*s” is no time"), STR_ARG(told));
        return false;
    }
    return url_fits(release, url) && time_fits(release, *time) &&
           digests_hold(release->arena, release->diag,
                        release_folder(release, release->state.final->version));
}

bool office_record(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document, Str url,
                   Str time)
{
    Release release = {.arena = arena, .diag = diag, .run = run, .office = run->office, .document = document};
    LedgerEvent event = {.kind = LEDGER_PUBLISHED, .document = document->code, .url = str_trim(url)};
    LedgerEvent before = {0};

    if (!release_begin(&release, true) || !record_can(&release, event.url, time, &event.time))
        return false;
    edits_tell(&release);
    event.version = release.state.final->version;
    event.digest = release.state.final->digest;
    before = release.state.published ? *release.state.published : before;
    return ledger_add(release.ledger, diag, event) &&
           frozen_settle(arena, diag, release.ledger, document->code, release.archive) &&
           (!before.version.n || str_equal(before.version, event.version) ||
            before_mark(&release, &before, &event));
}

bool office_is_final(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document)
{
    Release release = {.arena = arena, .diag = diag, .run = run, .office = run->office, .document = document};
    Names edited;

    if (!release_begin(&release, false) || !release.state.final)
        return false;
    if (release_edited(&release, &edited) && edited.n > 0)
        diag_report(diag, SEVERITY_NOTE, "office-final", release.place,
                    str_of(release.state.published ? _("make a new version of it: gongkai office correct")
                                                   : _("freeze it anew: gongkai office finalize")),
                    _("%.*s was edited after it was frozen; what may be published stays as it is"),
                    STR_ARG(document->short_name));
    return true;
}

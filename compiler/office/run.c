// A run over an office: all is read, projects are made, and what is found is told where people wrote it.
#include "office/internal-export.h"
#include "office/internal-project.h"
#include "office/internal-state.h"
#include "rules/rules.h"

#define TO_OFFICE "../../.."

// ---- which are wanted

static bool is_chosen(const OfficeRun *run, const OfficeJob *job, OfficeChoice choice)
{
    const OfficeRecord *record = office_state_find(run->arena, run->state, job->document->code);

    switch (choice) {
    case CHOICE_ALL:
        break;
    case CHOICE_FAILED:
        return record->must > 0;
    case CHOICE_CHECKED_CHANGED:
        return !str_equal(record->checked, job->digest);
    case CHOICE_BUILT_CHANGED:
        return !str_equal(record->built, job->digest);
    }
    return true;
}

// Whether a document is a part of one that is wanted.
static bool is_part(const Office *office, const OfficeDocument *document)
{
    return document->unit && document->department && office_has_project(document) &&
           document->department >= office->documents && office_wanted(document->department);
}

// ---- projects

static void make(OfficeRun *run, Export *export, Arena *arena, OfficeJob *job)
{
    const OfficeProject *project = office_project(arena, job->diag, run->office, export, job->document,
                                                  &(OfficeProjectOptions){.to_office = STR(TO_OFFICE)});
    bool changed;

    if (export)
        diag_append(job->diag, export->of[job->document - run->office->documents]);
    job->written = diag_count(job->diag, SEVERITY_FAILURE) == 0 &&
                   office_project_write(arena, job->diag, run->office, project, &changed);
    job->project = project->digest;
    job->places = places_pack(run->arena, project);
}

static const OfficeDocument *department_of(const OfficeJob *job)
{
    return job->document->department ? job->document->department : job->document;
}

// A department's projects, its units' first, of whose tables its own are made. All that they take of memory
// goes with them but where their files come from.
static void make_department(OfficeRun *run, size_t first)
{
    const OfficeDocument *department = department_of(&run->jobs[first]);
    Arena *arena = arena_new();
    Export *view = run->export ? export_view(arena, run->export) : NULL;

    for (size_t i = first; i < run->job_count; i++)
        if (!run->jobs[i].diag && department_of(&run->jobs[i]) == department) {
            run->jobs[i].diag = diag_new();
            make(run, view, arena, &run->jobs[i]);
        }
    if (view)
        export_view_end(run->export, view);
    arena_free(arena);
}

static void add_job(OfficeRun *run, const OfficeDocument *document, bool wanted)
{
    OfficeJob *job = &run->jobs[run->job_count++];

    *job = (OfficeJob){.document = document, .wanted = wanted};
    run->wanted += wanted;
}

// Of a department with those of its units, which it names.
static void fill_digest(const OfficeRun *run, OfficeJob *job)
{
    uint64_t digest = job->project;

    for (size_t i = 0; i < run->job_count; i++) {
        const OfficeJob *other = &run->jobs[i];

        if (other != job && other->document->unit && other->document->department == job->document)
            digest_add(&digest, other->document->code,
                       str_print(run->arena, "%016llx", (unsigned long long)other->project));
    }
    job->digest = str_print(run->arena, "%016llx", (unsigned long long)digest);
}

static void make_jobs(OfficeRun *run, OfficeChoice choice)
{
    const Office *office = run->office;

    run->jobs = ARENA_ARRAY(run->arena, OfficeJob, office->document_count + 1);
    for (int units = 1; units >= 0; units--)
        for (size_t i = 0; i < office->document_count; i++) {
            const OfficeDocument *document = &office->documents[i];

            if (document->unit == units && (office_wanted(document) || is_part(office, document)))
                add_job(run, document, office_wanted(document));
        }
    for (size_t i = 0; i < run->job_count; i++)
        if (!run->jobs[i].diag)
            make_department(run, i);
    for (size_t i = 0; i < run->job_count; i++) {
        OfficeJob *job = &run->jobs[i];

        fill_digest(run, job);
        if (job->wanted && !is_chosen(run, job, choice)) {
            job->wanted = false;
            run->wanted--;
        }
    }
}

bool office_run_begin(OfficeRun *run, const OfficeOptions *options, OfficeChoice choice)
{
    *run = (OfficeRun){.arena = arena_new(), .diag = diag_new(), .lock = {.fd = -1}};
    run->office = office_read(run->arena, run->diag, options);
    if (!run->office || !run->office->department || !run->office->own_unit ||
        !office_lock(run->diag, run->office, &run->lock))
        return false;
    run->state = office_state_read(run->arena, run->office);
    run->export = export_read(run->arena, run->diag, run->office);
    if (run->export)
        diag_append(run->diag, run->export->diag);
    if (diag_count(run->diag, SEVERITY_FAILURE) > 0)
        return false; // what could not be read is not missing
    make_jobs(run, choice);
    return true;
}

// ---- what is found

Diag *office_run_findings(const OfficeRun *run, const OfficeJob *job, const Diag *found)
{
    Diag *out = diag_new();

    diag_append(out, job->diag);
    if (found && diag_total(found) > 0) {
        Arena *scratch = arena_new();
        const OfficeProject *project = places_unpack(scratch, job->document, job->places);

        office_findings(run->arena, out, found, run->office, project, run->jobs, run->job_count);
        arena_free(scratch);
    }
    return out;
}

void office_run_remember(OfficeRun *run, const OfficeJob *job, const Diag *findings, bool built)
{
    OfficeRecord *record = office_state_find(run->arena, run->state, job->document->code);

    record->must = record->verify = record->hints = 0;
    for (size_t i = 0; i < diag_total(findings); i++) {
        const Finding *finding = diag_at(findings, i);

        if (finding->severity == SEVERITY_NOTE)
            continue;
        switch (finding_level(finding)) {
        case LEVEL_MUST:
            record->must++;
            break;
        case LEVEL_VERIFY:
            record->verify++;
            break;
        default:
            record->hints++;
        }
    }
    record->checked = job->digest;
    if (built)
        record->built = job->digest;
}

void office_run_end(OfficeRun *run)
{
    if (!run->state)
        return;
    if (run->export && export_changed(run->diag, run->export))
        diag_report(run->diag, SEVERITY_ERROR, "export-changed", (Place){.file = run->export->folder},
                    str_of(_("run it again when the export is written whole")),
                    _("the export was changed while it was read"));
    office_state_write(run->arena, run->diag, run->office, run->state);
}

void office_run_free(OfficeRun *run)
{
    office_unlock(&run->lock);
    for (size_t i = 0; i < run->job_count; i++)
        diag_free(run->jobs[i].diag);
    export_free(run->export);
    diag_free(run->diag);
    arena_free(run->arena);
}

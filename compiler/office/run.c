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

static const OfficeProject **projects_of(const OfficeRun *run)
{
    const OfficeProject **projects = ARENA_ARRAY(run->arena, const OfficeProject *, run->job_count + 1);

    for (size_t i = 0; i < run->job_count; i++)
        projects[i] = run->jobs[i].project;
    return projects;
}

static void make(OfficeRun *run, OfficeJob *job)
{
    size_t index = (size_t)(job->document - run->office->documents);

    job->diag = diag_new();
    job->project = office_project(run->arena, job->diag, run->office, run->export, job->document,
                                  &(OfficeProjectOptions){.to_office = STR(TO_OFFICE)});
    if (run->export)
        diag_append(job->diag, run->export->of[index]);
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
    uint64_t digest = job->project->digest;

    for (size_t i = 0; i < run->job_count; i++) {
        const OfficeJob *other = &run->jobs[i];

        if (other != job && other->document->unit && other->document->department == job->document)
            digest_add(&digest, other->document->code,
                       str_print(run->arena, "%016llx", (unsigned long long)other->project->digest));
    }
    job->digest = str_print(run->arena, "%016llx", (unsigned long long)digest);
}

static void write_jobs(OfficeRun *run)
{
    for (size_t i = 0; i < run->job_count; i++) {
        bool changed;

        run->jobs[i].written =
            office_project_write(run->arena, run->jobs[i].diag, run->office, run->jobs[i].project, &changed);
    }
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
        make(run, &run->jobs[i]);
    for (size_t i = 0; i < run->job_count; i++) {
        OfficeJob *job = &run->jobs[i];

        fill_digest(run, job);
        if (job->wanted && !is_chosen(run, job, choice)) {
            job->wanted = false;
            run->wanted--;
        }
    }
    write_jobs(run);
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
    make_jobs(run, choice);
    return true;
}

// ---- what is found

Diag *office_run_findings(const OfficeRun *run, const OfficeJob *job, const Diag *found)
{
    Diag *out = diag_new();

    diag_append(out, job->diag);
    if (found)
        office_findings(run->arena, out, found, run->office, job->project, projects_of(run), run->job_count);
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
    if (run->export && export_changed(run->export))
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

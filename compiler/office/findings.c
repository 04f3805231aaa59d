// From places of a made project to what a person wrote, or the system exported.
#include "office/internal-project.h"

typedef struct Finder {
    Arena *arena;
    const Office *office;
    const OfficeProject *own;
    const OfficeJob *jobs;
    size_t count;
    const OfficeProject **projects; // of the jobs, those that were asked for
} Finder;

static const OfficeProject *unpacked(const Finder *f, size_t index)
{
    const OfficeJob *job = &f->jobs[index];

    if (!f->projects[index])
        f->projects[index] = places_unpack(f->arena, job->document, job->places);
    return f->projects[index];
}

static const OfficeFile *file_named(const OfficeProject *project, Str name)
{
    for (size_t i = 0; i < project->file_count; i++)
        if (str_equal(project->files[i].name, name))
            return &project->files[i];
    return NULL;
}

// ../101001_本级/tables/部门收支总表.csv: another project of the office.
static const OfficeProject *project_of(const Finder *f, Str path, Str *rest)
{
    Str internal = str_print(f->arena, "%.*s/", STR_ARG(f->own->document->project)), all, normal;

    *rest = path;
    if (!str_starts(path, STR("../")))
        return f->own;
    all = path_join(f->arena, internal, path);
    if (!path_below(f->arena, all, &normal))
        return NULL;
    for (size_t i = 0; i < f->count; i++) {
        Str folder = str_print(f->arena, "%.*s/", STR_ARG(f->jobs[i].document->project));

        if (!str_starts(normal, folder))
            continue;
        *rest = str_slice(normal, folder.n, normal.n);
        return unpacked(f, i);
    }
    *rest = normal;
    return NULL;
}

static const OfficeSpot *spot_at(const OfficeFile *file, uint32_t line, uint32_t column)
{
    const OfficeSpot *found = NULL;

    for (size_t i = 0; i < file->spots.n; i++) {
        const OfficeSpot *spot = &file->spots.at[i];

        if (spot->line > line ||
            (spot->line == line && spot->column > column && found && found->line == line))
            break;
        if (spot->line <= line)
            found = spot;
    }
    return found;
}

// *copied: it stands in a file that is one of a person's, byte by byte.
static Place settled(const Finder *f, const Place *place, bool *copied)
{
    const OfficeProject *project;
    const OfficeFile *file;
    const OfficeSpot *spot;
    Place out = *place;
    Str rest;

    *copied = false;
    if (!place->file.n)
        return out;
    project = project_of(f, place->file, &rest);
    file = project ? file_named(project, rest) : NULL;
    if (!file) {
        out.file = project ? path_join(f->arena, project->document->project, rest) : rest;
        return out;
    }
    if (file->source.n) {
        *copied = true;
        out.file = file->source;
        return out;
    }
    spot = spot_at(file, place->line, place->column ? place->column : 1);
    return spot ? spot->place : (Place){.file = f->office->register_file};
}

void office_findings(Arena *arena, Diag *out, const Diag *in, const Office *office, const OfficeProject *own,
                     const OfficeJob *jobs, size_t n)
{
    Arena *scratch = arena_new();
    const Finder f = {scratch, office, own, jobs, n, ARENA_ARRAY(scratch, const OfficeProject *, n)};

    for (size_t i = 0; i < diag_total(in); i++) {
        Finding finding = *diag_at(in, i);
        bool copied;

        finding.rule = str_c(arena, str_of(finding.rule)); // it may go with what found it
        finding.place = settled(&f, &diag_at(in, i)->place, &copied);
        if (!copied)
            finding.repair = NULL; // what mends a made file mends nothing that a person wrote
        diag_copy(out, &finding);
    }
    arena_free(scratch);
}

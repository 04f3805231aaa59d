// Projects of documents: the files of which they are made.
#ifndef GONGKAI_OFFICE_INTERNAL_PROJECT_H
#define GONGKAI_OFFICE_INTERNAL_PROJECT_H

#include "office/internal-office.h"

// Whether a document is made into a project: published itself, or as a part of its department.
bool office_has_project(const OfficeDocument *document);
// Puts it into its folder, whole or not at all; *changed: it was not as it is. False after reporting.
bool office_project_write(Arena *arena, Diag *diag, const Office *office, const OfficeProject *project,
                          bool *changed);
// Where a project's files come from, in few bytes: of an office's projects nothing else is kept (places.c).
Str places_pack(Arena *arena, const OfficeProject *project);
// The project with its files' names, sources and spots alone; its texts are those of `packed`.
const OfficeProject *places_unpack(Arena *arena, const OfficeDocument *document, Str packed);

// Findings of a project, as its compiler reports them, with the places of what people wrote. jobs: others
// that may be named in them (findings.c).
void office_findings(Arena *arena, Diag *out, const Diag *in, const Office *office, const OfficeProject *own,
                     const OfficeJob *jobs, size_t n);

// A table as the CSV of a project (csv.c); spec: whose names its columns have.
OfficeFile *csv_of_table(Arena *arena, const Table *table, const TableSpec *spec);
// The manifest of a document's project (manifest.c). facts: figures of last year; NULL. last_year: the
// project of last year's document, from the project's folder; empty: none. attachments: their names.
typedef struct ManifestParts {
    const Table *facts;
    Str last_year;
    const Str *attachments;
    size_t attachment_count;
    const Str *units; // their projects, from the project's folder
    size_t unit_count;
    const Source *extra; // keys of the document's own, or NULL
    Str to_office;
} ManifestParts;
OfficeFile *manifest_of(Arena *arena, const Office *office, const OfficeDocument *document,
                        const ManifestParts *parts);
// Where last year's document is read from (last-year.c): its project, from the office's folder; empty: none.
Str last_year_project(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document);

#endif

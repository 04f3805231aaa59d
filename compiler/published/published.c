#include "published/published.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "published/internal-published.h"

#define MOST_OWN 5 // tables that are none of the set, of which it is said where they stand

// The project's folder, which goes again.
typedef struct Folder {
    Arena *arena;
    Str path;
    VEC(Str) files; // beneath it
} Folder;

static const char *const folders[] = {"sections", "tables"};

static Str path_in(const Folder *folder, Str name)
{
    return path_join(folder->arena, folder->path, name);
}

static void folder_remove_all(void *data)
{
    const Folder *folder = data;

    for (size_t i = 0; i < folder->files.n; i++)
        unlink(path_in(folder, folder->files.at[i]).at);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        rmdir(path_in(folder, str_of(folders[i])).at);
    rmdir(folder->path.at);
}

static bool fail(Diag *diag, Str path)
{
    diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){.file = path}, (Str){0},
                _("cannot be written: %s"), strerror(errno));
    return false;
}

static bool folder_make(Folder *folder, Diag *diag)
{
    const char *base = getenv("TMPDIR");
    char *name = str_c(folder->arena, str_print(folder->arena, "%s/gongkai-published-XXXXXX",
                                                base && *base ? base : "/tmp"));

    if (!mkdtemp(name))
        return fail(diag, str_of(name));
    folder->path = str_of(name);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (mkdir(path_in(folder, str_of(folders[i])).at, 0700) != 0)
            return fail(diag, folder->path);
    return true;
}

static bool file_write(Folder *folder, Diag *diag, Str name, Str bytes)
{
    Str path = path_in(folder, name);
    FILE *file = fopen(path.at, "wb");
    bool written = file && fwrite(bytes.at, 1, bytes.n, file) == bytes.n;

    if (file) {
        *vec_push(folder->arena, &folder->files) = name;
        written = fclose(file) == 0 && written;
    }
    return written || fail(diag, path);
}

// ---- what is written

static void add_value(StrBuf *out, const char *key, Str value)
{
    buf_print(out, "%s: ", key);
    yaml_add_text(out, value);
    buf_add_char(out, '\n');
}

static Str manifest_of(const Published *published)
{
    StrBuf out = {.arena = published->arena};

    add_value(&out, "template", published->template);
    add_value(&out, "table-set", published->table_set);
    buf_print(&out, "year: %d\n", published->year);
    add_value(&out, "department", published->department);
    if (published->title.n)
        add_value(&out, "title", published->title);
    return buf_str(&out);
}

// Workbooks that are attached and are none of the set's go again.
static bool attached_write(Published *published, Folder *folder, Diag *diag)
{
    VEC(Str) written = {0};

    for (size_t i = 0; i < published->intake->file_count; i++) {
        const IntakeFile *file = &published->intake->files[i];
        Str name = str_print(published->arena, "tables/%.*s",
                             STR_ARG(filename_clean(published->arena, file->name, 180)));

        if (!file_write(folder, diag, name, file->bytes))
            return false;
        *vec_push(published->arena, &written) = name;
    }
    published->attached = written.at;
    published->attached_count = written.n;
    return true;
}

static void attached_take(Published *published, const Folder *folder, const Project *project)
{
    Str *kept = ARENA_ARRAY(published->arena, Str, published->attached_count + 1);
    size_t n = 0;

    for (size_t i = 0; i < published->attached_count; i++) {
        size_t tables = attached_tables(project, published->attached[i]);

        published->attached_tables += tables;
        if (tables)
            kept[n++] = published->attached[i];
        else
            unlink(path_in(folder, published->attached[i]).at);
    }
    published->attached = kept;
    published->attached_count = n;
}

static bool tables_write(Published *published, Folder *folder, Diag *diag, const Project *project)
{
    VEC(PublishedTable) tables = {0};
    const Intake *intake = published->intake;

    for (size_t i = 0; i < intake->line_count; i++) {
        const TableSpec *spec = published->text->lines[i].table;
        PublishedTable *table;
        bool again = false;

        for (size_t k = 0; k < tables.n; k++)
            again = again || tables.at[k].spec == spec;
        if (!spec || again || attached_has(project, spec))
            continue;
        table = vec_push(published->arena, &tables);
        *table = (PublishedTable){.spec = spec, .line = i};
        table->file = str_print(published->arena, "tables/%.*s.xlsx",
                                STR_ARG(filename_clean(published->arena, spec->name, 180)));
        if (!file_write(folder, diag, table->file,
                        published_workbook(published->arena, diag, intake, i, spec->name, &table->top)))
            return false;
    }
    published->tables = tables.at;
    published->table_count = tables.n;
    return true;
}

static bool sections_write(const Published *published, Folder *folder, Diag *diag)
{
    bool written = true;

    for (size_t i = 0; i < published->text->section_count && written; i++)
        written = file_write(
            folder, diag,
            str_print(published->arena, "sections/%.*s", STR_ARG(published->text->sections[i].name)),
            published->text->sections[i].text);
    for (size_t i = 0; i < published->text->file_count && written; i++)
        if (str_starts(published->text->files[i].name, STR("tables/")))
            written =
                file_write(folder, diag, published->text->files[i].name, published->text->files[i].bytes);
    return written;
}

// The text by the template alone, then by the project that has the tables. NULL after a finding.
static const Project *text_read(Published *published, Folder *folder, Diag *diag,
                                const PublishedOptions *options)
{
    Diag *trial = diag_new();
    ProjectOptions reading = {.data_folder = options->data_folder, .draft = true, .convert = true};
    const Project *project = project_read(published->arena, trial, folder->path.at, reading);

    published->text =
        project ? convert_plain(published->arena, published->made.diag, project, published->intake) : NULL;
    if (project)
        published->wanted = project->template->table_count;
    if (!project)
        diag_append(diag, trial);
    diag_free(trial);
    return published->text ? project : NULL;
}

static bool project_write(Published *published, Folder *folder, Diag *diag, const PublishedOptions *options)
{
    bool written = folder_make(folder, diag) &&
                   file_write(folder, diag, STR("gongkai.yaml"), manifest_of(published)) &&
                   attached_write(published, folder, diag);
    const Project *project;

    published->made.diag = diag_new();
    project = written ? text_read(published, folder, diag, options) : NULL;
    if (project)
        attached_take(published, folder, project);
    if (!project || !tables_write(published, folder, diag, project))
        return false;
    diag_truncate(published->made.diag, 0); // what is said of the text is said once
    return text_read(published, folder, diag, options) && sections_write(published, folder, diag);
}

// ---- what is said of it

static void report_kind(const Published *published, Diag *diag)
{
    Str between = published->table_set.n ? STR(", ") : STR("");

    diag_report(diag, SEVERITY_NOTE, "published-as", (Place){.file = published->intake->source->name},
                (Str){0}, _("read as %.*s%.*s%.*s, of %d, by %.*s: %zu of %zu tables"),
                STR_ARG(published->template), STR_ARG(between), STR_ARG(published->table_set),
                published->year, STR_ARG(published->department),
                published->table_count + published->attached_tables, published->wanted);
    if (published->text->section_count == 0)
        diag_report(diag, SEVERITY_NOTE, "published-as", (Place){.file = published->intake->source->name},
                    (Str){0}, "%s", _("it has tables alone: what its text lacks is not said"));
    if (published->attached_tables)
        diag_report(diag, SEVERITY_NOTE, "published-as", (Place){.file = published->intake->source->name},
                    (Str){0}, _("%zu tables are taken from the workbook that is attached"),
                    published->attached_tables);
}

// How many tables are none of the set, and where the first of them stand.
static void report_own(const Published *published, Diag *diag, size_t own)
{
    const Intake *intake = published->intake;
    size_t shown = 0;

    diag_report(diag, SEVERITY_NOTE, "published-table", (Place){.file = intake->source->name}, (Str){0},
                _("%zu tables are none of the set, and are not checked"), own);
    for (size_t i = 0; i < intake->line_count && shown < MOST_OWN; i++) {
        const IntakeLine *line = &intake->lines[i];

        if (line->kind != INTAKE_TABLE || published->text->lines[i].table)
            continue;
        shown++;
        diag_report(diag, SEVERITY_NOTE, "published-table",
                    source_place(intake->source, line->offset,
                                 source_line(intake->source, source_line_of(intake->source, line->offset)).n),
                    (Str){0}, _("this table is none of the set"));
    }
}

static void report_reach(const Published *published, Diag *diag)
{
    const IntakeReach *reach = published->intake->reach;
    size_t own = 0;

    if (reach && reach->pages && (reach->pictures || reach->unknown || reach->unstructured))
        diag_report(
            diag, SEVERITY_NOTE, "published-unread", (Place){.file = published->intake->source->name},
            (Str){0},
            _("not read: %zu of %zu pages (pictures), %zu of %zu characters, %zu lines that stand side by "
              "side"),
            reach->pictures, reach->pages, reach->unknown, reach->characters, reach->unstructured);
    for (size_t i = 0; i < published->intake->line_count; i++)
        own += published->intake->lines[i].kind == INTAKE_TABLE && !published->text->lines[i].table;
    if (reach && (reach->unsure || reach->cut || reach->unruled))
        diag_report(
            diag, SEVERITY_NOTE, "published-unread", (Place){.file = published->intake->source->name},
            (Str){0},
            _("not told surely: %zu cells whose texts run into others, %zu tables that run past their page's "
              "edge, %zu tables without rules"),
            reach->unsure, reach->cut, reach->unruled);
    if (own)
        report_own(published, diag, own);
}

Published *published_read(Arena *arena, Diag *diag, const Intake *intake, const PublishedOptions *options)
{
    Published *published = ARENA_NEW(arena, Published);
    Folder folder = {.arena = arena};
    Temporary temporary = {.remove = folder_remove_all, .object = &folder};
    CompileOptions compile = {
        .data_folder = options->data_folder, .generator = options->generator, .lacking = true};
    Diag *own;

    *published = (Published){.arena = arena, .intake = intake};
    if (!published_kind(published, diag, options))
        return NULL;
    memory_temporary_add(&temporary);
    if (project_write(published, &folder, diag, options)) {
        own = published->made.diag;
        compile.folder = folder.path.at;
        published->made = compilation_make(&compile);
        diag_append(own, published->made.diag);
        diag_truncate(published->made.diag, 0);
        report_kind(published, published->made.diag);
        report_reach(published, published->made.diag);
        published_draft_check(published, published->made.diag);
        published_places(published, own, published->made.diag);
        attached_compare(published, published->made.diag);
        diag_free(own);
    } else {
        if (published->made.diag)
            diag_append(diag, published->made.diag);
        diag_free(published->made.diag);
        published->made.diag = NULL;
    }
    memory_temporary_drop(&temporary);
    if (folder.path.n)
        folder_remove_all(&folder);
    return published->made.diag ? published : NULL;
}

void published_free(Published *published)
{
    if (published && published->made.diag)
        compilation_free(&published->made);
}

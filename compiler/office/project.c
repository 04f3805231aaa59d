// The files of a document's project: its manifest, shared texts with its own laid over them, tables cut from
// the export.
#include "office/internal-export.h"
#include "office/internal-project.h"

#include <string.h>

typedef struct Maker {
    Arena *arena;
    Diag *diag;
    const Office *office;
    Export *export;
    const OfficeDocument *document;
    const OfficeProjectOptions *options;
    VEC(OfficeFile) files;
    ManifestParts parts;
} Maker;

bool office_has_project(const OfficeDocument *document)
{
    return document->way != WAY_NONE && document->code.n > 0 && document->department;
}

// ---- copies

static OfficeFile *find(const Maker *m, Str name)
{
    for (size_t i = 0; i < m->files.n; i++)
        if (str_equal(m->files.at[i].name, name))
            return &m->files.at[i];
    return NULL;
}

static bool ends_as(Str name, const char *const *endings, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str end = str_of(endings[i]);

        if (name.n > end.n && name_equal(str_slice(name, name.n - end.n, name.n), end))
            return true;
    }
    return false;
}

static bool is_text_file(Str name)
{
    static const char *const endings[] = {".md", ".png", ".jpg", ".jpeg"};

    return ends_as(name, endings, sizeof endings / sizeof endings[0]);
}

static bool is_table_file(Str name)
{
    static const char *const endings[] = {".csv", ".yaml", ".xlsx", ".xls", ".et", ".ods"};

    return ends_as(name, endings, sizeof endings / sizeof endings[0]);
}

// The digits that a section's name begins with: 1 of sections/1-部门职能职责.md.
static Str section_number(Str name)
{
    Str folder = STR("sections/"), rest;
    size_t end = 0;

    if (!str_starts(name, folder) || !str_ends(name, STR(".md")))
        return (Str){0};
    rest = str_slice(name, folder.n, name.n);
    while (end < rest.n && rest.at[end] >= '0' && rest.at[end] <= '9')
        end++;
    return str_slice(rest, 0, end);
}

// The section of that number from a folder before: 1-单位职能职责.md takes the place of 1-部门职能职责.md.
static OfficeFile *find_section(const Maker *m, Str name, size_t before)
{
    Str number = section_number(name);

    for (size_t i = 0; number.n && i < before; i++)
        if (str_equal(section_number(m->files.at[i].name), number))
            return &m->files.at[i];
    return NULL;
}

// source: from the office's folder. A file of the same name gives way, and a section of the same number that
// was there before.
static void copy(Maker *m, Str source, Str name, size_t before)
{
    OfficeFile *file = find(m, name);
    Str bytes;

    if (!source_bytes(m->arena, m->diag, office_input(m->arena, m->office, source), source, &bytes))
        return;
    file = file ? file : find_section(m, name, before);
    file = file ? file : vec_push(m->arena, &m->files);
    *file = (OfficeFile){.name = name, .bytes = bytes, .source = source};
}

static Str below(const Maker *m, Str folder, Str name)
{
    return str_print(m->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static void copy_folder(Maker *m, Str folder, const char *to, bool (*wanted)(Str name))
{
    Input input = office_input(m->arena, m->office, folder);
    size_t n, before = m->files.n;
    Str *names = input_list(m->arena, m->diag, input, &n);

    for (size_t i = 0; i < n; i++)
        if (input_kind(input_below(m->arena, input, names[i])) != INPUT_FOLDER && wanted(names[i]))
            copy(m, below(m, folder, names[i]), below(m, str_of(to), names[i]), before);
}

// ---- sections

static void add_sections(Maker *m)
{
    Str shared = office_name(OFFICE_SHARED_TEXT);

    copy_folder(m, shared, "sections", is_text_file);
    copy_folder(
        m,
        below(m, shared, office_name(m->document->unit ? OFFICE_TEXT_OF_UNITS : OFFICE_TEXT_OF_DEPARTMENTS)),
        "sections", is_text_file);
    copy_folder(m, below(m, m->document->folder, office_name(OFFICE_TEXT)), "sections", is_text_file);
}

// ---- tables

static Str stem_of(Str name)
{
    size_t end = name.n;

    while (end > 0 && name.at[end - 1] != '.')
        end--;
    return str_slice(name, 0, end ? end - 1 : name.n);
}

// Whether two files of tables/ are one table's: 14.csv and 一般公共预算“三公”经费支出表.csv.
static bool same_table(const Maker *m, Str a, Str b)
{
    const Template *t = m->document->unit ? m->office->own_unit : m->office->department;
    const TableSpec *x = project_table_named(m->arena, t, stem_of(a)),
                    *y = project_table_named(m->arena, t, stem_of(b));

    return x || y ? x == y : name_equal(stem_of(a), stem_of(b));
}

static void add_cut_tables(Maker *m)
{
    for (size_t i = 0; m->export && i < m->export->table_count; i++) {
        ExportTable *table = &m->export->tables[i];
        const Table *cut = export_cut(m->export, m->document, table);

        if (table->last_year)
            m->parts.facts = cut;
        else if (table->spec->number > 0 || !m->parts.unit_count) // a department's facts are its units'

            *vec_push(m->arena, &m->files) =
                *csv_of_table(m->arena, cut, export_spec(m->office, m->document, table));
    }
}

// Tables that people put there take the place of the export's; all documents' only where that has none.
static void add_own_tables(Maker *m, Str folder, bool replace)
{
    Input input = office_input(m->arena, m->office, folder);
    size_t n, before = m->files.n;
    Str *names = input_list(m->arena, m->diag, input, &n);

    for (size_t i = 0; i < n; i++) {
        Str source = below(m, folder, names[i]);
        OfficeFile *other = NULL;
        Str bytes;

        if (!is_table_file(names[i]))
            continue;
        for (size_t k = 0; k < before && !str_ends(names[i], STR(".yaml")); k++)
            if (str_starts(m->files.at[k].name, STR("tables/")) &&
                same_table(m, str_slice(m->files.at[k].name, strlen("tables/"), m->files.at[k].name.n),
                           names[i]))
                other = &m->files.at[k];
        if (other && !replace)
            continue;
        if (!source_bytes(m->arena, m->diag, office_input(m->arena, m->office, source), source, &bytes))
            continue;
        if (other && !other->source.n)
            diag_report(m->diag, SEVERITY_NOTE, "office-own-table", (Place){.file = source}, (Str){0},
                        _("this takes the place of the export's table"));
        other = other ? other : vec_push(m->arena, &m->files);
        *other = (OfficeFile){.name = below(m, STR("tables"), names[i]), .bytes = bytes, .source = source};
    }
}

// ---- what stands beside

static void add_attachments(Maker *m)
{
    Str folder = below(m, m->document->folder, office_name(OFFICE_ATTACHMENTS));
    Input input = office_input(m->arena, m->office, folder);
    size_t n, kept = 0;
    Str *names = input_list(m->arena, m->diag, input, &n), *listed = ARENA_ARRAY(m->arena, Str, n + 1);

    for (size_t i = 0; i < n; i++) {
        Str name = below(m, office_name(OFFICE_ATTACHMENTS), names[i]);

        if (input_kind(input_below(m->arena, input, names[i])) == INPUT_FOLDER)
            continue;
        copy(m, below(m, folder, names[i]), name, 0);
        listed[kept++] = name;
    }
    m->parts.attachments = listed;
    m->parts.attachment_count = kept;
}

static void add_beside(Maker *m, Str folder, const char *name)
{
    Str source = folder.n ? below(m, folder, str_of(name)) : str_of(name);

    if (input_may_be_file(office_input(m->arena, m->office, source)))
        copy(m, source, str_of(name), 0);
}

static Str last_part(Str path)
{
    size_t at = path.n;

    while (at > 0 && path.at[at - 1] != '/')
        at--;
    return str_slice(path, at, path.n);
}

// What a department's figures need of a unit's project: not its texts, which may change without them.
static void add_unit(Maker *m, const OfficeDocument *unit, Str folder)
{
    Str back = m->options->to_office;
    OfficeProjectOptions own = {.to_office =
                                    back.n && back.at[0] != '/' ? below(m, STR("../.."), back) : back};
    const OfficeProject *project = office_project(m->arena, m->diag, m->office, m->export, unit, &own);

    for (size_t i = 0; i < project->file_count; i++) {
        OfficeFile file = project->files[i];

        if (str_starts(file.name, STR("sections/")))
            continue;
        file.name = below(m, folder, file.name);
        *vec_push(m->arena, &m->files) = file;
    }
}

// Units whose projects stand beside the department's, or within it.
static void find_units(Maker *m)
{
    const Office *office = m->office;
    Str *units = ARENA_ARRAY(m->arena, Str, office->document_count + 1);
    Str where = m->options->whole ? office_name(OFFICE_TEXT_OF_UNITS) : STR("..");
    size_t n = 0;

    for (size_t i = 0; i < office->document_count && !m->document->unit; i++) {
        const OfficeDocument *unit = &office->documents[i];

        if (!unit->unit || unit->department != m->document || !office_has_project(unit))
            continue;
        units[n] = below(m, where, last_part(unit->project));
        if (m->options->whole)
            add_unit(m, unit, units[n]);
        n++;
    }
    m->parts.units = units;
    m->parts.unit_count = n;
}

static void read_extra(Maker *m)
{
    Str name = below(m, m->document->folder, office_name(OFFICE_EXTRA));
    Input input = office_input(m->arena, m->office, name);

    if (input_may_be_file(input))
        m->parts.extra = source_read(m->arena, m->diag, input, name, (Str){0});
}

// A path from the office's folder, from the project's.
static Str from_project(const Maker *m, Str path)
{
    return path.n && path.at[0] != '/' ? below(m, m->options->to_office, path) : path;
}

OfficeProject *office_project(Arena *arena, Diag *diag, const Office *office, Export *export,
                              const OfficeDocument *document, const OfficeProjectOptions *options)
{
    Maker m = {.arena = arena,
               .diag = diag,
               .office = office,
               .export = export,
               .document = document,
               .options = options,
               .parts = {.to_office = options->to_office}};
    OfficeProject *project = ARENA_NEW(arena, OfficeProject);

    vec_push(arena, &m.files); // the manifest's
    add_sections(&m);
    find_units(&m);
    add_cut_tables(&m);
    add_own_tables(&m, below(&m, document->folder, office_name(OFFICE_TABLES)), true);
    add_own_tables(&m, office_name(OFFICE_SHARED_TABLES), false);
    add_attachments(&m);
    add_beside(&m, document->folder, "withheld.yaml");
    add_beside(&m, (Str){0}, "phrases-fixed.txt");
    read_extra(&m);
    m.parts.last_year = from_project(&m, last_year_project(arena, diag, office, document));
    m.files.at[0] = *manifest_of(arena, office, document, &m.parts);
    *project = (OfficeProject){.document = document, .files = m.files.at, .file_count = m.files.n};
    for (size_t i = 0; i < m.files.n; i++)
        digest_add(&project->digest, m.files.at[i].name, m.files.at[i].bytes);
    return project;
}

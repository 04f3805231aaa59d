// A folder of tables to a TableBook: files matched to the template's tables by their names, others as tables
// of one's own.
#include "project/internal-project.h"

typedef struct TableFile {
    Str name, stem;
    const TableSpec *spec; // NULL: a table of one's own
    const YamlNode *yaml;  // of tables/NAME.yaml; NULL where there is none
} TableFile;

typedef struct TablesReader {
    const TableFolder *folder;
    VEC(TableFile) files;
    VEC(Table *) tables;
} TablesReader;

static Str file_name(const TableFolder *folder, Str name)
{
    return path_join(folder->arena, folder->name, name);
}

// 部门收支总表, 表14, 14, 14-一般公共预算“三公”经费支出表, 公开14表 …
static const TableSpec *match_spec(const TableFolder *folder, Str stem)
{
    const TableSpec *spec = template_find_table(folder->template, stem);
    Str rest = {0};

    if (!spec && table_number_parse(name_fold(folder->arena, stem), &rest) > 0 && rest.n)
        spec = template_find_table(folder->template, rest);
    return spec;
}

static const YamlNode *read_yaml(const TableFolder *folder, Str name)
{
    Str path = path_join(folder->arena, folder->path, name);
    Source *source = source_read(folder->arena, folder->diag, str_c(folder->arena, path),
                                 file_name(folder, name), (Str){0});

    return source ? yaml_read(folder->arena, folder->diag, source) : NULL;
}

static bool has_extension(Str name, Str extension, Str *stem)
{
    if (name.n <= extension.n || !name_equal(str_slice(name, name.n - extension.n, name.n), extension))
        return false;
    *stem = str_slice(name, 0, name.n - extension.n);
    return true;
}

static void report_unsupported(const TableFolder *folder, Str name)
{
    diag_report(folder->diag, SEVERITY_ERROR, "file-unsupported", (Place){.file = file_name(folder, name)},
                str_of(_("save the sheet as CSV (UTF-8)")), _("workbooks are not read yet"));
}

static void find_files(TablesReader *reader)
{
    const TableFolder *folder = reader->folder;
    size_t n;
    Str *names = path_list(folder->arena, folder->path, &n), stem;

    for (size_t i = 0; i < n; i++) {
        if (has_extension(names[i], STR(".csv"), &stem))
            *vec_push(folder->arena, &reader->files) =
                (TableFile){.name = names[i], .stem = stem, .spec = match_spec(folder, stem)};
        else if (has_extension(names[i], STR(".xlsx"), &stem) ||
                 has_extension(names[i], STR(".xls"), &stem) || has_extension(names[i], STR(".et"), &stem))
            report_unsupported(folder, names[i]);
    }
    for (size_t i = 0; i < n; i++) {
        bool used = false;

        if (!has_extension(names[i], STR(".yaml"), &stem))
            continue;
        for (size_t k = 0; k < reader->files.n; k++)
            if (name_equal(reader->files.at[k].stem, stem)) {
                reader->files.at[k].yaml = read_yaml(folder, names[i]);
                used = true;
            }
        if (!used)
            diag_report(folder->diag, SEVERITY_ERROR, "table-unknown",
                        (Place){.file = file_name(folder, names[i])},
                        str_print(folder->arena, _("there should be a %.*s.csv beside it"), STR_ARG(stem)),
                        _("this declares a table that is not there"));
    }
}

static Source *read_csv(const TableFolder *folder, const TableFile *file)
{
    Str path = path_join(folder->arena, folder->path, file->name);

    return source_read(folder->arena, folder->diag, str_c(folder->arena, path), file_name(folder, file->name),
                       folder->encoding);
}

// ---- the template's tables

static const TableFile *file_of(TablesReader *reader, const TableSpec *spec)
{
    const TableFolder *folder = reader->folder;
    const TableFile *found = NULL;

    for (size_t i = 0; i < reader->files.n; i++) {
        const TableFile *file = &reader->files.at[i];

        if (file->spec != spec)
            continue;
        if (!found) {
            found = file;
            continue;
        }
        diag_report(folder->diag, SEVERITY_ERROR, "table-duplicate",
                    (Place){.file = file_name(folder, file->name)}, str_of(_("keep one of the two files")),
                    _("“%.*s” is in %.*s already"), STR_ARG(spec->name), STR_ARG(found->name));
    }
    return found;
}

static void report_missing(const TableFolder *folder, const TableSpec *spec)
{
    diag_report(folder->diag, SEVERITY_ERROR, "table-missing", (Place){.file = folder->name},
                str_print(folder->arena,
                          _("add %.*s.csv: with its header record alone it counts as an empty table"),
                          STR_ARG(spec->name)),
                _("table %d, “%.*s”, has no file"), spec->number, STR_ARG(spec->name));
}

static void read_template_table(TablesReader *reader, const TableSpec *spec)
{
    const TableFolder *folder = reader->folder;
    const TableFile *file = file_of(reader, spec);
    Source *source;
    Table *table = NULL;

    if (file) {
        if (file->yaml)
            spec = table_spec_adjust(folder->arena, folder->diag, file->yaml, spec);
        if ((source = read_csv(folder, file)))
            table = table_read_csv(folder->arena, folder->diag, source, spec, spec->name, spec->unit);
    } else if (!folder->draft && folder->complete) {
        report_missing(folder, spec);
    }
    // A draft shows what is not there as an empty table; so does one whose file is unreadable.
    if (!table && folder->draft && folder->complete)
        table = table_empty(folder->arena, spec);
    if (table)
        *vec_push(folder->arena, &reader->tables) = table;
}

// ---- tables of one's own

static bool declares_columns(const YamlNode *yaml)
{
    for (size_t i = 0; yaml && i < yaml->entries.n; i++)
        if (yaml->kind == YAML_MAPPING && (str_equal(yaml->entries.at[i].key->text, STR("columns")) ||
                                           str_equal(yaml->entries.at[i].key->text, STR("lists"))))
            return true;
    return false;
}

static Unit own_unit(const TableFolder *folder, const YamlNode *yaml, Unit fallback)
{
    YamlMap map;

    if (!yaml || yaml->kind != YAML_MAPPING)
        return fallback;
    // Left open: who reads the rest knows every key.
    yaml_open(&map, folder->arena, folder->diag, yaml, false);
    return yaml_get(&map, "unit") ? unit_parse(yaml_text(&map, "unit", (Str){0})) : fallback;
}

static bool is_unpublished(Str stem)
{
    return name_equal(stem, STR("其他数据")) || name_equal(stem, STR("说明"));
}

static void read_own_table(TablesReader *reader, const TableFile *file)
{
    const TableFolder *folder = reader->folder;
    bool unpublished = is_unpublished(file->stem), declared = declares_columns(file->yaml);
    TableDefaults defaults = folder->defaults;
    TableSpec *spec = NULL;
    Source *source;
    Table *table;

    // Facts each have a unit of their own, in the column 单位.
    defaults.unit = unpublished ? (Unit){0} : own_unit(folder, file->yaml, defaults.unit);
    if (declared)
        spec = table_spec_read(folder->arena, folder->diag, file->yaml, &defaults, file->stem, 0, false);
    source = read_csv(folder, file);
    table =
        source ? table_read_csv(folder->arena, folder->diag, source, spec, file->stem, defaults.unit) : NULL;
    if (!table)
        return;
    // A declaration without columns says how the table is printed; its columns come from its header record.
    if (!declared && file->yaml)
        table->spec = table_spec_adjust(folder->arena, folder->diag, file->yaml, table->spec);
    if (unpublished) {
        spec = ARENA_NEW(folder->arena, TableSpec);
        *spec = *table->spec;
        spec->published = false;
        table->spec = spec;
    }
    *vec_push(folder->arena, &reader->tables) = table;
}

void tables_read(const TableFolder *folder, TableBook *book)
{
    TablesReader reader = {.folder = folder};
    const Template *template = folder->template;

    if (folder->complete && !folder->draft && !path_is_folder(folder->arena, folder->path)) {
        diag_report(folder->diag, SEVERITY_ERROR, "table-missing", (Place){.file = folder->name},
                    str_of(_("tables stand there, a CSV file each, named as the template names them")),
                    _("the project has no folder “%.*s”"), STR_ARG(folder->name));
        return;
    }
    find_files(&reader);
    for (size_t i = 0; i < template->table_count; i++)
        read_template_table(&reader, &template->tables[i]);
    for (size_t i = 0; i < reader.files.n; i++)
        if (!reader.files.at[i].spec)
            read_own_table(&reader, &reader.files.at[i]);
    book->tables = reader.tables.at;
    book->table_count = reader.tables.n;
}

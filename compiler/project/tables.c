// A folder of tables to a TableBook: files matched to the template's tables by their names, others as tables
// of one's own.
#include <stdlib.h>
#include <string.h>

#include "project/internal-project.h"

typedef struct TablesReader {
    const TableFolder *folder;
    Arena *scratch;
    TableFiles files;
    VEC(Table *) tables;
    TableBook *book;
} TablesReader;

static Str file_name(const TableFolder *folder, Str name)
{
    return path_join(folder->arena, folder->name, name);
}

static const YamlNode *read_yaml(const TableFolder *folder, Str name)
{
    Source *source = source_read_digested(folder->arena, folder->diag, folder->digest,
                                          input_below(folder->arena, folder->path, name),
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

// The names of workbooks, and of files in which tables are kept that are not read; what is inside is told by
// content.
static bool is_workbook(TablesReader *reader, Str name, Str *stem)
{
    static const char *const extensions[] = {".xlsx", ".xlsm", ".xltx", ".xls", ".et",     ".ods",
                                             ".wps",  ".xlsb", ".ots",  ".tsv", ".numbers"};

    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (has_extension(name, str_of(extensions[i]), stem))
            return true;
    return has_extension(name, STR(".txt"), stem) &&
           text_may_be_table(reader->folder, reader->scratch, name, *stem);
}

static void find_files(TablesReader *reader)
{
    const TableFolder *folder = reader->folder;
    size_t n;
    Str *names = input_list(folder->arena, folder->diag, folder->path, &n), stem;
    OtherFiles others = {0};

    for (size_t i = 0; i < n; i++) {
        if (folder->only.n && !str_equal(names[i], folder->only))
            continue;
        if (has_extension(names[i], STR(".csv"), &stem))
            *vec_push(folder->arena, &reader->files) = (TableFile){
                .name = names[i], .stem = stem, .shown = names[i], .spec = table_spec_match(folder, stem)};
        else if (is_workbook(reader, names[i], &stem))
            workbook_find_tables(folder, reader->scratch, names[i], stem, &reader->files, reader->book);
        else if (!has_extension(names[i], STR(".yaml"), &stem))
            other_files_add(folder, &others, names[i]);
    }
    other_files_report(folder, &others);
    for (size_t i = 0; i < n; i++) {
        bool used = false;

        if (folder->only.n || !has_extension(names[i], STR(".yaml"), &stem))
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

static Table *read_file(const TableFolder *folder, const TableFile *file, const TableWanted *wanted)
{
    Input input = input_below(folder->arena, folder->path, file->name);
    Source *source;

    if (file->workbook)
        return table_read_sheet(folder->arena, folder->diag, file->workbook, file->sheet, wanted);
    source = source_read_digested(folder->arena, folder->diag, folder->digest, input,
                                  file_name(folder, file->name), folder->encoding);
    return source ? table_read_csv(folder->arena, folder->diag, source, wanted) : NULL;
}

// Errors that make a table none.
static size_t errors_of(const TableFolder *folder)
{
    size_t errors = diag_count(folder->diag, SEVERITY_ERROR);

    for (size_t i = 0; folder->lacking && i < diag_total(folder->diag); i++)
        errors -= strcmp(diag_at(folder->diag, i)->rule, "table-column-missing") == 0 &&
                  diag_at(folder->diag, i)->severity == SEVERITY_ERROR;
    return errors;
}

// A table with errors is none: what figures and rules make of half a table follows from them. A draft shows
// what there is.
static Table *read_table(const TableFolder *folder, const TableFile *file, const TableWanted *wanted)
{
    size_t errors = errors_of(folder);
    Table *table = read_file(folder, file, wanted);

    // Facts that are not filled in are not asked for, one by one; the others are.
    if (table && table_is_unpublished(table->spec->name))
        errors += table->unfilled;
    return folder->draft || errors_of(folder) == errors ? table : NULL;
}

static void report_duplicate(const TableFolder *folder, const TableFile *file, Str name, Str first)
{
    Place place = {.file = file_name(folder, file->name)};

    if (file->workbook)
        place.cell =
            str_print(folder->arena, "%.*s!A1", STR_ARG(workbook_sheet_name(file->workbook, file->sheet)));
    diag_report(folder->diag, SEVERITY_ERROR, "table-duplicate", place, str_of(_("keep one of the two")),
                _("“%.*s” is in %.*s already"), STR_ARG(name), STR_ARG(first));
}

// ---- the template's tables

// Whether a file is a new project's table as it was begun, beside another that has the table: a workbook was
// put into the folder. It is passed over then.
static bool passes_unfilled(const TablesReader *reader, const TableFile *file, const TableFile *other)
{
    const TableFolder *folder = reader->folder;
    Diag *trial = diag_new(); // who reads it reports
    Str bytes = {0}, name = file_name(folder, file->name);
    bool unfilled = !file->workbook && other->workbook &&
                    source_bytes(reader->scratch, trial, input_below(folder->arena, folder->path, file->name),
                                 name, &bytes) &&
                    words_in(folder->template->words->lists[WORDS_BLANK_TABLE], bytes);

    diag_free(trial);
    if (unfilled)
        *vec_push(folder->arena, &reader->book->passed) = name;
    return unfilled;
}

static const TableFile *file_of(TablesReader *reader, const TableSpec *spec)
{
    const TableFolder *folder = reader->folder;
    const TableFile *found = NULL;

    for (size_t i = 0; i < reader->files.n; i++) {
        const TableFile *file = &reader->files.at[i];

        if (file->spec != spec)
            continue;
        if (!found || passes_unfilled(reader, found, file)) {
            found = file;
            continue;
        }
        if (!passes_unfilled(reader, file, found))
            report_duplicate(folder, file, spec->name, found->shown);
    }
    return found;
}

// Once: where a workbook could not be read, the table may stand there.
// near: a file whose name has the table's in it (部门支出总表 (1).csv), or empty.
static void report_missing(const TableFolder *folder, const TableSpec *spec, TableBook *book, Str near)
{
    if (book_has_reported(book, folder->template, spec->name))
        return;
    book_set_reported(folder->arena, book, spec->name);
    diag_report(folder->diag, SEVERITY_ERROR, "table-missing", (Place){.file = folder->name},
                near.n
                    ? str_print(folder->arena, _("is it “%.*s”? then name that file %.*s.csv"), STR_ARG(near),
                                STR_ARG(spec->name))
                    : str_print(folder->arena,
                                _("add %.*s.csv: with its header record alone it counts as an empty table"),
                                STR_ARG(spec->name)),
                _("table %d, “%.*s”, has no file"), spec->number, STR_ARG(spec->name));
}

static Str near_file(TablesReader *reader, const TableSpec *spec)
{
    Str name = name_fold(reader->scratch, spec->name);

    for (size_t i = 0; i < reader->files.n; i++) {
        const TableFile *file = &reader->files.at[i];

        if (!file->spec && !file->workbook && str_find(name_fold(reader->scratch, file->stem), name, 0) >= 0)
            return file->name;
    }
    return (Str){0};
}

// A draft does not say of a table that is to be filled in that the department has nothing to fill into it.
static const TableSpec *unfilled_spec(Arena *arena, const TableSpec *spec)
{
    TableSpec *own = ARENA_NEW(arena, TableSpec);

    *own = *spec;
    own->empty_note = str_print(arena, "【%.*s】", STR_ARG(words_first(spec_words(spec)[WORDS_BLANKS])));
    return own;
}

static bool is_withheld(const TableFolder *folder, const TableSpec *spec)
{
    return folder->withholding && project_withholds(folder->withholding, WITHHELD_TABLE, spec->name);
}

static void read_template_table(TablesReader *reader, const TableSpec *spec)
{
    const TableFolder *folder = reader->folder;
    const TableFile *file = file_of(reader, spec);
    Table *table = NULL;

    if (is_withheld(folder, spec)) {
        if (file)
            diag_report(folder->diag, SEVERITY_ERROR, "withheld-published",
                        (Place){.file = file_name(folder, file->name)},
                        str_of(_("take the file away: withheld.yaml names the table")),
                        _("“%.*s” is withheld"), STR_ARG(spec->name));
        return;
    }
    if (file) {
        if (file->yaml)
            spec = table_spec_adjust(folder->arena, folder->diag, file->yaml, spec);
        table = read_table(
            folder, file,
            &(TableWanted){
                .spec = spec, .hidden = folder->hidden, .year = folder->year, .lacking = folder->lacking});
        if (!table)
            book_set_reported(folder->arena, reader->book, spec->name);
    } else if (!folder->draft && folder->complete) {
        report_missing(folder, spec, reader->book, near_file(reader, spec));
    }
    if (table && table->unfilled)
        table->spec = unfilled_spec(folder->arena, table->spec);
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
    return unit_read(&map, "unit", fallback);
}

static void read_own_table(TablesReader *reader, const TableFile *file)
{
    const TableFolder *folder = reader->folder;
    bool unpublished = table_is_unpublished(file->stem), declared = declares_columns(file->yaml);
    TableDefaults defaults = folder->defaults;
    TableSpec *spec = NULL;
    Table *table;

    // Facts each have a unit of their own, in the column 单位.
    defaults.unit = unpublished ? (Unit){0} : own_unit(folder, file->yaml, defaults.unit);
    if (declared)
        spec = table_spec_read(folder->arena, folder->diag, file->yaml, &defaults, file->stem, 0);
    table = read_table(
        folder, file,
        &(TableWanted){spec, file->stem, defaults.unit, defaults.words, folder->hidden, folder->year, false});
    if (!table) {
        book_set_reported(folder->arena, reader->book, file->stem);
        return;
    }
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

static int compare_files(const void *a, const void *b)
{
    const TableFile *x = a, *y = b;
    int order = str_compare_natural(x->stem, y->stem);

    return order ? order : str_compare_natural(x->shown, y->shown);
}

// Reads those of one's own, in the order of their names, whatever files they stand in.
static void read_own_tables(TablesReader *reader)
{
    const TableFile *before = NULL;

    if (reader->files.n)
        qsort(reader->files.at, reader->files.n, sizeof(TableFile), compare_files);
    for (size_t i = 0; i < reader->files.n; i++) {
        const TableFile *file = &reader->files.at[i];

        if (file->spec)
            continue;
        if (before && name_equal(before->stem, file->stem))
            report_duplicate(reader->folder, file, file->stem, before->shown);
        else
            read_own_table(reader, file);
        before = file;
    }
}

static Table *numbered(const TableBook *book, int number)
{
    for (size_t i = 0; number > 0 && i < book->table_count; i++)
        if (book->tables[i]->spec->number == number)
            return book->tables[i];
    return NULL;
}

void tables_complete(const TableFolder *folder, const TableBook *sum, TableBook *book)
{
    const Template *template = folder->template;
    Table **tables =
        ARENA_ARRAY(folder->arena, Table *, template->table_count + book->table_count + sum->table_count);
    size_t n = 0;

    for (size_t i = 0; i < template->table_count; i++) {
        const TableSpec *spec = &template->tables[i];
        Table *table = numbered(book, spec->number);

        if (is_withheld(folder, spec))
            continue;
        if (!table)
            table = numbered(sum, spec->number);
        if (!table && folder->complete && folder->draft)
            table = table_empty(folder->arena, spec);
        else if (!table && folder->complete)
            report_missing(folder, spec, book, (Str){0});
        if (table)
            tables[n++] = table;
    }
    for (size_t i = 0; i < book->table_count; i++)
        if (book->tables[i]->spec->number == 0)
            tables[n++] = book->tables[i];
    for (size_t i = 0; i < sum->table_count; i++)
        if (sum->tables[i]->spec->number == 0 && !book_find(book, sum->tables[i]->spec->name))
            tables[n++] = sum->tables[i];
    book->tables = tables;
    book->table_count = n;
}

TableFolder table_folder(ProjectReader *reader, Input path, Str name, int year)
{
    Project *project = reader->project;

    return (TableFolder){
        .arena = reader->arena,
        .diag = reader->diag,
        .template = project->template,
        .defaults = {.words = project->template->words, .unit = project->unit, .decimals = 2},
        .path = path,
        .name = name,
        .encoding = project->input_encoding,
        .hidden = project->hidden,
        .year = year,
        .ignored = project->ignored_sheets,
        .ignored_count = project->ignored_sheet_count,
        .digest = &project->digest,
    };
}

void tables_read(const TableFolder *folder, TableBook *book)
{
    TablesReader reader = {.folder = folder, .book = book};
    const Template *template = folder->template;

    if (source_outside(folder->diag, folder->path, folder->name)) {
        book->all_reported = true;
        return;
    }
    if (folder->complete && !folder->draft && !input_is_folder(folder->diag, folder->path)) {
        bool there = input_is_there(folder->path);

        diag_report(folder->diag, SEVERITY_ERROR, "table-missing", (Place){.file = folder->name},
                    str_of(_("tables stand there, a CSV file each, named as the template names them")),
                    there ? _("“%.*s” is no folder that can be read") : _("the project has no folder “%.*s”"),
                    STR_ARG(folder->name));
        book->all_reported = true;
        return;
    }
    reader.scratch = arena_new();
    find_files(&reader);
    for (size_t i = 0; i < template->table_count; i++)
        read_template_table(&reader, &template->tables[i]);
    read_own_tables(&reader);
    for (size_t i = 0; i < reader.files.n; i++)
        workbook_release(reader.files.at[i].workbook); // of several sheets once: the others find it closed
    arena_free(reader.scratch);
    book->tables = reader.tables.at;
    book->table_count = reader.tables.n;
}

// datapackage.json: Frictionless Data Package 1.0 (specs.frictionlessdata.io), of tabular data resources.
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

#include "base/json.h"
#include "data/internal-data.h"

// jansson keeps the order in which keys are set, takes ownership of values, and fails on a NULL value, so
// that one look at `failed` at the end is enough.
typedef struct Package {
    Arena *arena;
    const Document *document;
    bool failed;
} Package;

static void put(Package *package, json_t *object, const char *key, json_t *value)
{
    package->failed |= json_object_set_new(object, key, value) != 0;
}

static void put_text(Package *package, json_t *object, const char *key, Str text)
{
    if (text.n > 0)
        put(package, object, key, json_stringn(text.at, text.n));
}

static void push(Package *package, json_t *array, json_t *value)
{
    package->failed |= json_array_append_new(array, value) != 0;
}

// ---- a table

// A draft may hold text where an amount belongs: then the column is no column of numbers.
static bool holds_text(const Table *table, size_t column)
{
    const ColumnSpec *spec = &table->spec->columns[column];
    const List *list = &table->lists[spec->list];

    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].cells[column - list->spec->first].kind == CELL_TEXT)
            return true;
    return false;
}

static json_t *field_json(Package *package, const Table *table, size_t column)
{
    const ColumnSpec *spec = &table->spec->columns[column];
    bool number = spec->kind == COLUMN_AMOUNT && !holds_text(table, column);
    json_t *field = json_object();

    put_text(package, field, "name", column_name(package->arena, table->spec, column));
    put_text(package, field, "type", number ? STR("number") : STR("string"));
    put_text(package, field, "title", spec->title);
    // The specification has no key for units and allows others.
    if (spec->kind == COLUMN_AMOUNT)
        put_text(package, field, "unit", spec->unit.name);
    return field;
}

static json_t *schema_json(Package *package, const Table *table)
{
    json_t *schema = json_object(), *fields = json_array(), *missing = json_array();

    for (size_t i = 0; i < table->spec->column_count; i++)
        push(package, fields, field_json(package, table, i));
    push(package, missing, json_string(""));
    put(package, schema, "fields", fields);
    put(package, schema, "missingValues", missing);
    return schema;
}

// Where it was published: the department's document, and the table in it.
static json_t *sources_json(Package *package, Str label)
{
    const Document *document = package->document;
    json_t *sources = json_array(), *source = json_object();

    put_text(package, source, "title",
             str_print(package->arena, "%.*s%.*s%s%.*s", STR_ARG(document->department),
                       STR_ARG(document->title), label.n ? " " : "", STR_ARG(label)));
    push(package, sources, source);
    return sources;
}

static json_t *resource_json(Package *package, const Published *published, const DataFile *file)
{
    const Table *table = published->table;
    const TableSpec *spec = table->spec;
    TableWords words = table_words(package->arena, package->document->project->style, table);
    json_t *resource = json_object();

    put_text(package, resource, "profile", STR("tabular-data-resource"));
    put_text(package, resource, "name", published->id);
    put_text(package, resource, "path", file->name);
    put_text(package, resource, "title", spec->title);
    put_text(package, resource, "description",
             str_join(package->arena, words.notes, words.note_count, STR("\n")));
    put_text(package, resource, "unit", table_unit(table));
    put_text(package, resource, "format", STR("csv"));
    put_text(package, resource, "mediatype", STR("text/csv"));
    put_text(package, resource, "encoding", STR("utf-8"));
    put(package, resource, "bytes", json_integer((json_int_t)file->bytes.n));
    put(package, resource, "schema", schema_json(package, table));
    put(package, resource, "sources", sources_json(package, spec->label));
    return resource;
}

// ---- the package

// A name has lower-case letters, digits, '.', '_' and '-' alone.
static Str package_name(Package *package)
{
    const Project *project = package->document->project;
    Str template = project->template->name;
    StrBuf name = {.arena = package->arena};

    for (size_t i = 0; i < template.n; i++) {
        char c = template.at[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.')
            buf_add_char(&name, c);
    }
    if (name.n == 0)
        buf_add_c(&name, "disclosure");
    buf_print(&name, "-%d", project->year);
    return buf_str(&name);
}

static Str created(Package *package)
{
    time_t seconds = (time_t)package->document->project->time;
    struct tm parts;
    char text[32];

    if (seconds == 0 || !gmtime_r(&seconds, &parts) ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        return (Str){0};
    return str_copy(package->arena, str_of(text));
}

static Str package_title(Package *package)
{
    const Document *document = package->document;

    if (!document->mark.n)
        return document->title;
    return str_print(package->arena, "%.*s（%.*s）", STR_ARG(document->title), STR_ARG(document->mark));
}

static json_t *package_tree(Package *package, PublishedTables tables, const DataFile *files)
{
    json_t *root = json_object(), *contributors = json_array(), *publisher = json_object(),
           *resources = json_array();

    put_text(package, root, "profile", STR("tabular-data-package"));
    put_text(package, root, "name", package_name(package));
    put_text(package, root, "title", package_title(package));
    put_text(package, root, "created", created(package));
    put_text(package, publisher, "title", package->document->department);
    put_text(package, publisher, "role", STR("publisher"));
    push(package, contributors, publisher);
    put(package, root, "contributors", contributors);
    put(package, root, "sources", sources_json(package, (Str){0}));
    for (size_t i = 0; i < tables.n; i++)
        push(package, resources, resource_json(package, &tables.at[i], &files[i]));
    put(package, root, "resources", resources);
    return root;
}

Str package_json(Arena *arena, Diag *diag, const Document *document, PublishedTables tables,
                 const DataFile *files)
{
    Package package = {.arena = arena, .document = document};
    json_t *root = package_tree(&package, tables, files);
    char *text = package.failed ? NULL : json_dumps(root, JSON_INDENT(2));
    bool whole = text && json_is_whole(str_of(text));
    Str json = whole ? str_print(arena, "%s\n", text) : (Str){0};

    if (!whole)
        diag_report(diag, SEVERITY_FAILURE, "data-write", (Place){0}, (Str){0}, _("%s could not be made"),
                    "datapackage.json");
    free(text);
    json_decref(root);
    return json;
}

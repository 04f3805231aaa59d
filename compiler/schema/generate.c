// Makes the JSON Schemas of what authors write in YAML, from what the readers ask for while they read
// Gongkai's own files and the projects that are named.
//
// usage: generate_schemas DATA OUT PROJECT…   where DATA has templates/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "office/office.h"
#include "schema/describe.h"
#include "words/words.h"

typedef struct SchemaFile {
    const char *document, *file, *title;
} SchemaFile;

static const SchemaFile files[] = {
    {"gongkai.yaml", "gongkai.schema.json", "gongkai.yaml: a disclosure of Gongkai"},
    {"office.yaml", "office.schema.json", "gongkai.yaml of an office of Gongkai"},
    {"template.yaml", "template.schema.json", "template.yaml: a template of Gongkai"},
    {"style.yaml", "style.schema.json", "a style of Gongkai"},
    {"withheld.yaml", "withheld.schema.json", "withheld.yaml: what a disclosure withholds"},
};

// ---- reading

static void templates_read(Arena *arena, Str data)
{
    size_t n;
    Str templates = path_join(arena, data, STR("templates")),
        *names = input_list(arena, NULL, input_at(templates), &n);

    for (size_t i = 0; i < n; i++) {
        TemplateChoice choice = {.name = names[i], .templates = templates};
        Str file = str_print(arena, "%.*s/template.yaml", STR_ARG(names[i]));
        Diag *diag = diag_new();
        uint64_t digest = 0;
        size_t count = 0;
        Str *sets = NULL;

        if (input_is_there(input_below(arena, input_at(templates), file)))
            sets = template_sets(arena, diag, &choice, &count);
        for (size_t k = 0; k < count; k++) {
            choice.table_set = sets[k];
            template_choose(arena, diag, &digest, &choice);
        }
        diag_free(diag);
    }
}

static void styles_read(Arena *arena, Str data)
{
    Diag *diag = diag_new();
    size_t n;
    Input styles = input_at(path_join(arena, data, STR("templates/styles")));
    Str *names = input_list(arena, NULL, styles, &n);

    for (size_t i = 0; i < n; i++) {
        Source *source = source_read(arena, diag, input_below(arena, styles, names[i]),
                                     str_print(arena, "styles/%.*s", STR_ARG(names[i])), (Str){0});

        if (source)
            style_read(arena, diag, source, NULL);
    }
    diag_free(diag);
}

static void project_record(Arena *arena, Str data, const char *folder)
{
    Diag *diag = diag_new();

    if (office_is(folder))
        office_read(arena, diag, &(OfficeOptions){.folder = folder, .data_folder = data});
    else
        project_read(arena, diag, folder, (ProjectOptions){.data_folder = data, .draft = true});
    diag_free(diag);
}

// Keys that an office passes on to its documents, and does not look at, are what they are to those.
static void passed_on(Arena *arena)
{
    Shape *office = shape_of_document(arena, STR("office.yaml")),
          *project = shape_of_document(arena, STR("gongkai.yaml"));

    for (size_t i = 0; i < office->fields.n; i++) {
        ShapeField *field = &office->fields.at[i];
        bool unread =
            (field->value->holds & ~HOLDS_ANY) == 0 && !field->value->opened && !field->value->items;

        for (size_t k = 0; unread && k < project->fields.n; k++)
            if (str_equal(project->fields.at[k].key, field->key)) {
                field->value = project->fields.at[k].value;
                field->described = project;
            }
    }
}

// ---- writing

static json_t *text_json(Str text)
{
    return json_stringn(text.at ? text.at : "", text.n);
}

static void type_add(json_t *types, const char *type)
{
    for (size_t i = 0; i < json_array_size(types); i++)
        if (strcmp(json_string_value(json_array_get(types, i)), type) == 0)
            return;
    json_array_append_new(types, json_string(type));
}

// What may stand there by its kind. A key with nothing after it counts as absent; a text may look like a
// number.
static void types_write(json_t *schema, const Shape *shape)
{
    json_t *types;

    // A key that is looked at before it is read is of the kinds that it is read as.
    if ((shape->holds & ~HOLDS_ANY) == 0)
        return;
    types = json_array();
    type_add(types, "null");
    if (shape->holds & (HOLDS_TEXT | HOLDS_CHOICE)) {
        type_add(types, "string");
        type_add(types, "number");
        type_add(types, "boolean");
    }
    if (shape->holds & HOLDS_NUMBER)
        type_add(types, "integer");
    if (shape->holds & HOLDS_TRUTH)
        type_add(types, "boolean");
    if ((shape->holds & (HOLDS_TEXTS | HOLDS_LIST)) || shape->items)
        type_add(types, "array");
    if ((shape->holds & HOLDS_MAPPING) || shape->opened)
        type_add(types, "object");
    json_object_set_new(schema, "type", types);
}

static void choices_write(json_t *schema, const Shape *shape)
{
    json_t *choices;

    if ((shape->holds & ~HOLDS_ANY) != HOLDS_CHOICE || shape->opened || shape->items)
        return;
    choices = json_pack("[n]");
    for (size_t i = 0; i < shape->choices.n; i++) {
        json_array_append_new(choices, text_json(shape->choices.at[i]));
        if (shape->choices.at[i].n && shape->choices.at[i].at[0] >= '0' && shape->choices.at[i].at[0] <= '9')
            json_array_append_new(choices, json_integer(strtol(shape->choices.at[i].at, NULL, 10)));
        if (str_equal(shape->choices.at[i], STR("true")) || str_equal(shape->choices.at[i], STR("false")))
            json_array_append_new(choices, json_boolean(str_equal(shape->choices.at[i], STR("true"))));
    }
    // One that is looked at first may be left to be filled in.
    for (size_t i = 0; (shape->holds & HOLDS_ANY) && i < words_builtin.lists[WORDS_BLANKS].n; i++)
        json_array_append_new(choices, text_json(words_builtin.lists[WORDS_BLANKS].at[i]));
    json_object_set_new(schema, "enum", choices);
}

static json_t *shape_json(const Descriptions *descriptions, const Shape *shape);

static void mapping_write(const Descriptions *descriptions, json_t *schema, const Shape *shape)
{
    json_t *properties = json_object();

    for (size_t i = 0; i < shape->fields.n; i++) {
        const ShapeField *field = &shape->fields.at[i];
        json_t *value = shape_json(descriptions, field->value);
        Str says = description_of(descriptions, field->described ? field->described : shape, field->key);

        if (says.n)
            json_object_set_new(value, "description", text_json(says));
        json_object_setn_new(properties, field->key.at, field->key.n, value);
    }
    json_object_set_new(schema, "properties", properties);
    if (shape->others)
        json_object_set_new(schema, "additionalProperties", shape_json(descriptions, shape->others));
    else if (shape->closed && !shape->open)
        json_object_set_new(schema, "additionalProperties", json_false());
}

static json_t *shape_json(const Descriptions *descriptions, const Shape *shape)
{
    json_t *schema = json_object();

    types_write(schema, shape);
    choices_write(schema, shape);
    if ((shape->holds & ~HOLDS_ANY) == HOLDS_NUMBER) {
        json_object_set_new(schema, "minimum", json_integer(shape->least));
        json_object_set_new(schema, "maximum", json_integer(shape->most));
    }
    if (shape->opened || shape->fields.n || shape->others)
        mapping_write(descriptions, schema, shape);
    if (shape->items)
        json_object_set_new(schema, "items", shape_json(descriptions, shape->items));
    else if ((shape->holds & ~HOLDS_ANY) == HOLDS_TEXTS)
        json_object_set_new(schema, "items", json_pack("{s:[s,s,s]}", "type", "string", "number", "boolean"));
    return schema;
}

static bool schema_write(Arena *arena, const Descriptions *descriptions, const char *folder,
                         const SchemaFile *file)
{
    const char *path = str_print(arena, "%s/%s", folder, file->file).at;
    json_t *schema = shape_json(descriptions, shape_of_document(arena, str_of(file->document)));
    FILE *out;
    bool written;

    json_object_set_new(schema, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
    json_object_set_new(schema, "title", json_string(file->title));
    json_object_set_new(schema, "type",
                        json_pack("[s,s]", json_object_get(schema, "items") ? "array" : "object", "null"));
    out = fopen(path, "w");
    written = out && json_dumpf(schema, out, JSON_INDENT(1) | JSON_SORT_KEYS) == 0 && fputc('\n', out) != EOF;
    if (out && fclose(out) != 0)
        written = false;
    if (!written)
        perror(path);
    json_decref(schema);
    return written;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new(); // one for all: where nodes stand goes by their places in memory
    bool written = argc > 2;

    if (argc < 3) {
        fputs("usage: generate_schemas DATA OUT PROJECT...\n", stderr);
        arena_free(arena);
        return 2;
    }
    styles_read(arena, str_of(argv[1]));
    templates_read(arena, str_of(argv[1]));
    for (int i = 3; i < argc; i++)
        project_record(arena, str_of(argv[1]), argv[i]);
    shapes_finish();
    passed_on(arena);
    const Descriptions *descriptions = descriptions_read(arena, str_of(argv[1]));
    for (size_t i = 0; written && i < sizeof files / sizeof files[0]; i++)
        written = schema_write(arena, descriptions, argv[2], &files[i]);
    arena_free(arena);
    return written ? 0 : 1;
}

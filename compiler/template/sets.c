// Table sets that stand in files of their own: sets/NAME.yaml beside template.yaml says what stands there
// under `table-sets: NAME:`. Only those that are asked for are read, and those whose tables they are made
// from.
#include "template/internal-template.h"

#define SETS_MOST 16 // that are made from each other

typedef struct SetReader {
    Arena *arena;
    Diag *diag;
    Input folder;
    Str shown; // the folder of the template's file
    const YamlNode *root;
    SetFiles *files;
    Str wanted[SETS_MOST]; // whose file is to be read
    size_t wanted_count;
} SetReader;

static void want(SetReader *reader, Str name)
{
    for (size_t i = 0; i < reader->wanted_count; i++)
        if (name_equal(reader->wanted[i], name))
            return;
    if (name.n && reader->wanted_count < SETS_MOST)
        reader->wanted[reader->wanted_count++] = name;
}

// The sets that its tables are made from: national of `from: national/收入决算表`.
static void want_bases(SetReader *reader, const YamlNode *set)
{
    const YamlNode *tables = yaml_value(set, STR("tables"));

    for (size_t i = 0; tables && tables->kind == YAML_SEQUENCE && i < tables->entries.n; i++) {
        const YamlNode *from = yaml_value(tables->entries.at[i].value, STR("from"));
        ptrdiff_t slash = from ? str_find_char(from->text, '/', 0) : -1;

        if (slash > 0)
            want(reader, str_slice(from->text, 0, (size_t)slash));
    }
}

static bool is_name(Str name)
{
    return str_find_char(name, '/', 0) < 0 && !str_starts(name, STR("."));
}

// { KEY: VALUE }, as if it stood where the root does.
static YamlNode *wrapped(const SetReader *reader, Str key, const YamlNode *value)
{
    YamlNode *node = ARENA_NEW(reader->arena, YamlNode), *name = ARENA_NEW(reader->arena, YamlNode);

    *name = (YamlNode){.kind = YAML_SCALAR, .source = reader->root->source, .text = key};
    *node = (YamlNode){.kind = YAML_MAPPING, .source = reader->root->source, .height = value->height + 1};
    *vec_push(reader->arena, &node->entries) = (YamlEntry){name, value};
    return node;
}

static void read_set(SetReader *reader, Str name)
{
    const YamlNode *sets = yaml_value(reader->root, STR("table-sets")), *set;
    Str file = str_print(reader->arena, "sets/%.*s.yaml", STR_ARG(name));
    Input input = input_below(reader->arena, reader->folder, file);
    Source *source;

    set = sets ? yaml_value(sets, name) : NULL;
    if (!set && is_name(name) && input_is_there(input)) {
        source = source_read(reader->arena, reader->diag, input,
                             path_join(reader->arena, reader->shown, file), (Str){0});
        set = source ? yaml_read(reader->arena, reader->diag, source) : NULL;
        *vec_push(reader->arena, &reader->files->list) = input;
        reader->files->broken |= !set;
        if (set)
            reader->root = yaml_merge(reader->arena, reader->diag, reader->root,
                                      wrapped(reader, STR("table-sets"), wrapped(reader, name, set)));
    }
    if (set && set->kind == YAML_MAPPING)
        want_bases(reader, set);
}

const YamlNode *template_with_sets(Arena *arena, Diag *diag, const YamlNode *root, Input folder, Str shown,
                                   Str wanted, SetFiles *files)
{
    SetReader reader = {.arena = arena, .diag = diag, .folder = folder, .root = root, .files = files};
    size_t slash = shown.n;

    while (slash > 0 && shown.at[slash - 1] != '/')
        slash--;
    reader.shown = str_slice(shown, 0, slash);
    if (root->kind != YAML_MAPPING)
        return root;
    want(&reader, wanted);
    for (size_t i = 0; i < reader.wanted_count; i++)
        read_set(&reader, reader.wanted[i]);
    return reader.root;
}

bool template_offers(const YamlNode *offers, Str name)
{
    for (size_t i = 0; offers && offers->kind == YAML_SEQUENCE && i < offers->entries.n; i++)
        if (name_equal(offers->entries.at[i].value->text, name))
            return true;
    return !offers || offers->kind != YAML_SEQUENCE;
}

void template_set_names(Arena *arena, Input folder, const YamlNode *offers, StrNames *names)
{
    size_t n = 0;
    Str *files = input_list(arena, NULL, input_below(arena, folder, STR("sets")), &n);

    for (size_t i = 0; i < n; i++) {
        Str name =
            str_ends(files[i], STR(".yaml")) ? str_slice(files[i], 0, files[i].n - STR(".yaml").n) : (Str){0};
        bool known = false;

        for (size_t k = 0; k < names->n; k++)
            known |= name_equal(names->at[k], name);
        if (name.n && !known && template_offers(offers, name))
            *vec_push(arena, names) = name;
    }
}

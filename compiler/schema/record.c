#include "schema/record.h"

// Where a node stands: below which, under which key.
typedef struct Placed {
    const YamlNode *node, *above;
    Str key; // empty in a list
} Placed;

typedef struct Document {
    Str name;
    Shape *shape;
} Document;

// One program, which reads one document after the other and ends: what the wrapped functions share.
static struct {
    Arena *arena;
    VEC(Document) documents;
    VEC(Placed) placed;
    VEC(Shape *) shapes;
} all;

static Arena *arena_of_all(void)
{
    if (!all.arena)
        all.arena = arena_new();
    return all.arena;
}

static Shape *shape_new(void)
{
    Shape *shape = ARENA_NEW(arena_of_all(), Shape);

    *vec_push(arena_of_all(), &all.shapes) = shape;
    return shape;
}

void shapes_finish(void)
{
    for (size_t i = 0; i < all.shapes.n; i++)
        for (size_t k = 0; k < all.shapes.n; k++)
            if (all.shapes.at[k]->others && all.shapes.at[i]->reader &&
                all.shapes.at[i]->reader == all.shapes.at[k]->reader)
                all.shapes.at[i]->open = true;
}

Shape *shape_of_document(Arena *arena, Str name)
{
    (void)arena;
    for (size_t i = 0; i < all.documents.n; i++)
        if (str_equal(all.documents.at[i].name, name))
            return all.documents.at[i].shape;
    *vec_push(arena_of_all(), &all.documents) = (Document){str_copy(arena_of_all(), name), shape_new()};
    return vec_last(&all.documents)->shape;
}

// ---- where a node stands

static void place_below(const YamlNode *node)
{
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        if (!entry->value)
            continue;
        *vec_push(arena_of_all(), &all.placed) =
            (Placed){entry->value, node, entry->key ? entry->key->text : (Str){0}};
        place_below(entry->value);
    }
}

// The last, for memory may be used again.
static const Placed *placed_of(const YamlNode *node)
{
    for (size_t i = all.placed.n; i-- > 0;)
        if (all.placed.at[i].node == node)
            return &all.placed.at[i];
    return NULL;
}

static void root_place(const YamlNode *root)
{
    if (!root || placed_of(root))
        return;
    *vec_push(arena_of_all(), &all.placed) = (Placed){root, NULL, (Str){0}};
    place_below(root);
}

static ShapeField *field_of(Shape *shape, Str key)
{
    for (size_t i = 0; i < shape->fields.n; i++)
        if (str_equal(shape->fields.at[i].key, key))
            return &shape->fields.at[i];
    return NULL;
}

static Str base_name(Str path)
{
    size_t from = path.n;

    while (from > 0 && path.at[from - 1] != '/')
        from--;
    return str_slice(path, from, path.n);
}

// The document's name, or that of its folder where files of one kind have names of their own.
static Shape *root_shape(const YamlNode *root)
{
    Str name = root->source ? root->source->name : (Str){0};

    if (str_find(name, STR("styles/"), 0) >= 0)
        name = STR("style.yaml");
    if (yaml_value(root, STR("register"))) // an office's is another document under the same name
        name = STR("office.yaml");
    return shape_of_document(all.arena, base_name(name));
}

// NULL where it stands in no document that was read.
static Shape *shape_of(const YamlNode *node)
{
    const Placed *placed = placed_of(node);
    Shape *above, **slot;
    ShapeField *field;

    if (!placed)
        return NULL;
    if (!placed->above)
        return root_shape(node);
    above = shape_of(placed->above);
    if (!above)
        return NULL;
    field = placed->key.n ? field_of(above, placed->key) : NULL;
    if (field)
        return field->value;
    slot = placed->key.n ? &above->others : &above->items;
    if (!*slot)
        *slot = shape_new();
    return *slot;
}

// ---- what is asked

extern const char __executable_start[], end[]; // the linker's: the program with its constants

// A key that stands in the program; others are taken from what is read.
static bool is_constant(const char *key)
{
    return key >= __executable_start && key < end;
}

static Shape *asked(const YamlMap *map, const char *key, unsigned holds)
{
    Shape *shape = shape_of(map->node);
    ShapeField *field;

    if (!shape)
        return NULL;
    if (!is_constant(key)) {
        shape->open = true;
        return NULL;
    }
    field = field_of(shape, str_of(key));
    if (!field) {
        field = vec_push(arena_of_all(), &shape->fields);
        *field = (ShapeField){str_copy(arena_of_all(), str_of(key)), shape_new(), NULL};
    }
    field->value->holds |= holds;
    return field->value;
}

static void choices_add(Shape *shape, const char *const *names, size_t n)
{
    for (size_t i = 0; shape && i < n; i++) {
        bool known = false;

        for (size_t k = 0; k < shape->choices.n; k++)
            known |= str_equal(shape->choices.at[k], str_of(names[i]));
        if (!known)
            *vec_push(arena_of_all(), &shape->choices) = str_copy(arena_of_all(), str_of(names[i]));
    }
}

// ---- the functions in whose place these stand

#define WRAPPED(type, name, ...)                                                                             \
    type __real_##name(__VA_ARGS__);                                                                         \
    type __wrap_##name(__VA_ARGS__);                                                                         \
    type __wrap_##name(__VA_ARGS__)

WRAPPED(const YamlNode *, yaml_read, Arena *arena, Diag *diag, const Source *source)
{
    const YamlNode *root = __real_yaml_read(arena, diag, source);

    root_place(root);
    return root;
}

WRAPPED(const YamlNode *, yaml_merge, Arena *arena, Diag *diag, const YamlNode *base, const YamlNode *over)
{
    const YamlNode *root = __real_yaml_merge(arena, diag, base, over);

    root_place(root);
    return root;
}

WRAPPED(const YamlNode *, yaml_with, Arena *arena, const YamlNode *node, Str key, const YamlNode *value)
{
    const YamlNode *root = __real_yaml_with(arena, node, key, value);

    root_place(root);
    return root;
}

WRAPPED(const YamlNode *, yaml_replace, Arena *arena, Diag *diag, const YamlNode *node, const YamlNode *words,
        const Str *kept, size_t kept_count)
{
    const YamlNode *root = __real_yaml_replace(arena, diag, node, words, kept, kept_count);

    root_place(root);
    return root;
}

WRAPPED(bool, yaml_open, YamlMap *map, Arena *arena, Diag *diag, const YamlNode *node, bool complete)
{
    Shape *shape = shape_of(node);

    if (shape) {
        shape->opened = true;
        shape->reader = __builtin_return_address(0);
    }
    return __real_yaml_open(map, arena, diag, node, complete);
}

WRAPPED(void, yaml_close, YamlMap *map)
{
    Shape *shape = shape_of(map->node);

    if (shape)
        shape->closed = true;
    __real_yaml_close(map);
}

WRAPPED(const YamlNode *, yaml_optional, YamlMap *map, const char *key)
{
    asked(map, key, HOLDS_ANY);
    return __real_yaml_optional(map, key);
}

WRAPPED(const YamlNode *, yaml_get, YamlMap *map, const char *key)
{
    asked(map, key, HOLDS_ANY);
    return __real_yaml_get(map, key);
}

WRAPPED(const YamlNode *, yaml_need, YamlMap *map, const char *key)
{
    asked(map, key, HOLDS_ANY);
    return __real_yaml_need(map, key);
}

WRAPPED(const YamlNode *, yaml_list, YamlMap *map, const char *key)
{
    asked(map, key, HOLDS_LIST);
    return __real_yaml_list(map, key);
}

WRAPPED(const YamlNode *, yaml_mapping, YamlMap *map, const char *key)
{
    asked(map, key, HOLDS_MAPPING);
    return __real_yaml_mapping(map, key);
}

WRAPPED(Str, yaml_text, YamlMap *map, const char *key, Str fallback)
{
    asked(map, key, HOLDS_TEXT);
    return __real_yaml_text(map, key, fallback);
}

WRAPPED(Str, yaml_need_text, YamlMap *map, const char *key)
{
    asked(map, key, HOLDS_TEXT);
    return __real_yaml_need_text(map, key);
}

WRAPPED(long, yaml_int, YamlMap *map, const char *key, long fallback, long least, long most)
{
    Shape *shape = asked(map, key, HOLDS_NUMBER);

    if (shape) {
        shape->least = least;
        shape->most = most;
    }
    return __real_yaml_int(map, key, fallback, least, most);
}

WRAPPED(bool, yaml_bool, YamlMap *map, const char *key, bool fallback)
{
    asked(map, key, HOLDS_TRUTH);
    return __real_yaml_bool(map, key, fallback);
}

WRAPPED(int, yaml_choice, YamlMap *map, const char *key, const char *const *names, size_t n, int fallback)
{
    choices_add(asked(map, key, HOLDS_CHOICE), names, n);
    return __real_yaml_choice(map, key, names, n, fallback);
}

WRAPPED(Str *, yaml_texts, YamlMap *map, const char *key, size_t *n)
{
    asked(map, key, HOLDS_TEXTS);
    return __real_yaml_texts(map, key, n);
}

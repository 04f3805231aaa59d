// Typed getters over YAML nodes.
#include "yaml/yaml.h"

Str yaml_hint_nearest(Arena *arena, Str name, const Str *known, size_t n)
{
    Str nearest = name_nearest(name, known, n);

    return nearest.n ? str_print(arena, _("did you mean “%.*s”?"), STR_ARG(nearest)) : (Str){0};
}

static bool report_type(Diag *diag, const YamlNode *node, const char *wanted)
{
    Str hint = {0};

    // “key：value” is one text to YAML.
    if (node->kind == YAML_SCALAR && str_find(node->text, STR("："), 0) >= 0)
        hint = str_of(
            _("after a key write an ASCII colon and a space (key: value) instead of the full-width “：”"));
    diag_report(diag, SEVERITY_ERROR, "value-type", yaml_place(node), hint, _("expected %s here"), wanted);
    return false;
}

bool yaml_open(YamlMap *map, Arena *arena, Diag *diag, const YamlNode *node, bool complete)
{
    bool good = node->kind == YAML_MAPPING || node->kind == YAML_NULL;

    *map = (YamlMap){.arena = arena, .diag = diag, .node = node, .complete = complete};
    map->read = ARENA_ARRAY(arena, bool, node->entries.n);
    return good || report_type(diag, node, _("a mapping (key: value)"));
}

static Str unknown_hint(const YamlMap *map, Str key)
{
    Str hint = yaml_hint_nearest(map->arena, key, map->known.at, map->known.n);
    Str known;

    if (hint.n)
        return hint;
    if (str_find(key, STR("："), 0) >= 0)
        return str_of(
            _("after a key write an ASCII colon and a space (key: value) instead of the full-width “：”"));
    known = str_join(map->arena, map->known.at, map->known.n, STR(", "));
    return str_print(map->arena, _("the keys here are: %.*s"), STR_ARG(known));
}

void yaml_close(YamlMap *map)
{
    if (map->node->kind != YAML_MAPPING)
        return;
    for (size_t i = 0; i < map->node->entries.n; i++) {
        const YamlNode *key = map->node->entries.at[i].key;

        if (!map->read[i])
            diag_report(map->diag, SEVERITY_ERROR, "key-unknown", yaml_place(key),
                        unknown_hint(map, key->text), _("there is no key “%.*s” here"), STR_ARG(key->text));
    }
}

const YamlNode *yaml_value(const YamlNode *node, Str key)
{
    for (size_t i = 0; node->kind == YAML_MAPPING && i < node->entries.n; i++)
        if (str_equal(node->entries.at[i].key->text, key))
            return node->entries.at[i].value;
    return NULL;
}

// What the mapping has not and another has.
static const YamlNode *take(YamlMap *map, Str key)
{
    const YamlNode *node = map->otherwise ? yaml_value(map->otherwise, key) : NULL;

    if (!node || node->kind == YAML_NULL || yaml_value(map->node, key))
        return NULL;
    for (size_t i = 0; i < map->taken.n; i++)
        if (str_equal(map->taken.at[i], key))
            return node;
    *vec_push(map->arena, &map->taken) = key;
    return node;
}

static void report_missing(const YamlMap *map, const char *key)
{
    // `department:` and nothing after it.
    for (size_t i = 0; map->node->kind == YAML_MAPPING && i < map->node->entries.n; i++)
        if (str_equal(map->node->entries.at[i].key->text, str_of(key))) {
            diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(map->node->entries.at[i].key),
                        (Str){0}, _("the key “%s” has no text"), key);
            return;
        }
    if (map->node->kind == YAML_MAPPING || map->node->kind == YAML_NULL)
        diag_report(map->diag, SEVERITY_ERROR, "key-missing", yaml_place(map->node), (Str){0},
                    _("the key “%s” is missing"), key);
}

static void make_known(YamlMap *map, Str key)
{
    for (size_t i = 0; i < map->known.n; i++)
        if (str_equal(map->known.at[i], key))
            return;
    *vec_push(map->arena, &map->known) = key;
}

const YamlNode *yaml_optional(YamlMap *map, const char *key)
{
    const YamlNode *found = NULL;

    make_known(map, str_of(key));
    if (map->node->kind != YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < map->node->entries.n; i++)
        if (str_equal(map->node->entries.at[i].key->text, str_of(key))) {
            map->read[i] = true;
            found = map->node->entries.at[i].value;
        }
    return found && found->kind != YAML_NULL ? found : NULL;
}

const YamlNode *yaml_get(YamlMap *map, const char *key)
{
    return map->complete ? yaml_need(map, key) : yaml_optional(map, key);
}

const YamlNode *yaml_need(YamlMap *map, const char *key)
{
    const YamlNode *node = yaml_optional(map, key);

    if (!node)
        node = take(map, str_of(key));
    if (!node)
        report_missing(map, key);
    return node;
}

const YamlNode *yaml_list(YamlMap *map, const char *key)
{
    const YamlNode *node = yaml_get(map, key);

    if (node && node->kind != YAML_SEQUENCE) {
        report_type(map->diag, node, _("a list ([a, b], or lines that begin with “- ”)"));
        return NULL;
    }
    return node;
}

const YamlNode *yaml_mapping(YamlMap *map, const char *key)
{
    const YamlNode *node = yaml_get(map, key);

    if (node && node->kind != YAML_MAPPING) {
        report_type(map->diag, node, _("a mapping (key: value)"));
        return NULL;
    }
    return node;
}

// A value wholly in Chinese quotation marks: an input method wrote them where YAML's were meant.
static bool wrongly_quoted(Str text)
{
    return str_starts(text, STR("“")) && str_ends(text, STR("”")) && str_find(text, STR("“"), 1) < 0;
}

bool yaml_node_text(Diag *diag, const YamlNode *node, Str *text)
{
    if (node->kind != YAML_SCALAR)
        return report_type(diag, node, _("a text"));
    if (wrongly_quoted(node->text)) {
        diag_report(diag, SEVERITY_ERROR, "yaml-syntax", yaml_place(node),
                    str_of(_("write \"…\", or no quotation marks at all")),
                    _("“…” are not quotation marks in YAML: they would become part of the text"));
        return false;
    }
    *text = node->text;
    return true;
}

Str yaml_text(YamlMap *map, const char *key, Str fallback)
{
    const YamlNode *node = yaml_get(map, key);

    if (node)
        yaml_node_text(map->diag, node, &fallback);
    return fallback;
}

Str yaml_need_text(YamlMap *map, const char *key)
{
    const YamlNode *node = yaml_need(map, key);
    Str text = {0};

    if (!node || !yaml_node_text(map->diag, node, &text) || str_trim(text).n > 0)
        return text;
    diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                _("the key “%s” has no text"), key);
    return (Str){0};
}

long yaml_int(YamlMap *map, const char *key, long fallback, long least, long most)
{
    const YamlNode *node = yaml_get(map, key);
    int decimals = 0;
    Number number;

    if (!node)
        return fallback;
    number = node->kind == YAML_SCALAR ? number_parse(map->arena, node->text, &decimals) : NULL;
    if (!number || mpz_cmp_ui(mpq_denref(number), 1) != 0 || mpq_cmp_si(number, least, 1) < 0 ||
        mpq_cmp_si(number, most, 1) > 0) {
        diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%s” must be a whole number from %ld to %ld"), key, least, most);
        return fallback;
    }
    return mpz_get_si(mpq_numref(number));
}

bool yaml_bool(YamlMap *map, const char *key, bool fallback)
{
    const YamlNode *node = yaml_get(map, key);

    if (!node)
        return fallback;
    if (node->kind == YAML_SCALAR && name_equal(node->text, STR("true")))
        return true;
    if (node->kind == YAML_SCALAR && name_equal(node->text, STR("false")))
        return false;
    diag_report(map->diag, SEVERITY_ERROR, "value-type", yaml_place(node), (Str){0},
                _("“%s” must be true or false"), key);
    return fallback;
}

int yaml_node_choice(Arena *arena, Diag *diag, const YamlNode *node, const char *const *names, size_t n,
                     int fallback)
{
    Str *known = ARENA_ARRAY(arena, Str, n);
    Str text, list;

    if (!yaml_node_text(diag, node, &text))
        return fallback;
    for (size_t i = 0; i < n; i++) {
        known[i] = str_of(names[i]);
        if (str_equal(text, known[i]))
            return (int)i;
    }
    list = str_join(arena, known, n, STR(", "));
    diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                yaml_hint_nearest(arena, text, known, n), _("“%.*s” is none of: %.*s"), STR_ARG(text),
                STR_ARG(list));
    return fallback;
}

int yaml_choice(YamlMap *map, const char *key, const char *const *names, size_t n, int fallback)
{
    const YamlNode *node = yaml_get(map, key);

    return node ? yaml_node_choice(map->arena, map->diag, node, names, n, fallback) : fallback;
}

Str *yaml_node_texts(Arena *arena, Diag *diag, const YamlNode *node, size_t *n)
{
    Str *texts = ARENA_ARRAY(arena, Str, node->entries.n);

    *n = 0;
    if (node->kind != YAML_SEQUENCE) {
        report_type(diag, node, _("a list ([a, b], or lines that begin with “- ”)"));
        return texts;
    }
    for (size_t i = 0; i < node->entries.n; i++)
        if (yaml_node_text(diag, node->entries.at[i].value, &texts[*n]))
            ++*n;
    return texts;
}

Str *yaml_texts(YamlMap *map, const char *key, size_t *n)
{
    const YamlNode *node = yaml_get(map, key);

    *n = 0;
    return node ? yaml_node_texts(map->arena, map->diag, node, n) : NULL;
}

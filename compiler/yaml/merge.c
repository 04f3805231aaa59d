// Trees laid over each other, and words put in place of others: how one template says only what it changes in
// another.
#include "yaml/yaml.h"

// Aliases of aliases could make a tree without end.
#define VISITS_MOST 100000

typedef struct Merger {
    Arena *arena;
    Diag *diag;
    const YamlNode *words; // of the replacement
    const Str *kept;       // words that stay
    size_t kept_count;
    size_t visits;
} Merger;

// False, reported once, where the tree is too large.
static bool visit(Merger *merger, const YamlNode *node)
{
    if (++merger->visits == VISITS_MOST)
        diag_report(merger->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("use fewer aliases (*name)")),
                    _("more than %d values stand here, aliases counted"), VISITS_MOST);
    return merger->visits < VISITS_MOST;
}

static YamlNode *copy_without_entries(Arena *arena, const YamlNode *node)
{
    YamlNode *copy = ARENA_NEW(arena, YamlNode);

    *copy = *node;
    copy->entries.at = NULL;
    copy->entries.n = copy->entries.cap = 0;
    return copy;
}

const YamlNode *yaml_with(Arena *arena, const YamlNode *node, Str key, const YamlNode *value)
{
    YamlNode *copy;

    if (!yaml_value(node, key))
        return node;
    copy = copy_without_entries(arena, node);
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        *vec_push(arena, &copy->entries) =
            (YamlEntry){entry->key, str_equal(entry->key->text, key) ? value : entry->value};
    }
    return copy;
}

// Recursion ends at YAML_DEPTH_MOST, which is as deep as either tree is.
static const YamlNode *merge(Merger *merger, const YamlNode *base, const YamlNode *over)
{
    YamlNode *merged;

    if (base->kind != YAML_MAPPING || over->kind != YAML_MAPPING || !visit(merger, over))
        return over;
    merged = copy_without_entries(merger->arena, over);
    merged->height = base->height > over->height ? base->height : over->height;
    for (size_t i = 0; i < base->entries.n; i++) {
        const YamlEntry *entry = &base->entries.at[i];
        const YamlNode *own = yaml_value(over, entry->key->text);

        if (own && own->kind == YAML_NULL)
            continue;
        *vec_push(merger->arena, &merged->entries) =
            (YamlEntry){entry->key, own ? merge(merger, entry->value, own) : entry->value};
    }
    for (size_t i = 0; i < over->entries.n; i++)
        if (!yaml_value(base, over->entries.at[i].key->text))
            *vec_push(merger->arena, &merged->entries) = over->entries.at[i];
    return merged;
}

const YamlNode *yaml_merge(Arena *arena, Diag *diag, const YamlNode *base, const YamlNode *over)
{
    Merger merger = {.arena = arena, .diag = diag};

    return merge(&merger, base, over);
}

// ---- words

// The longest word that the text begins with at offset i.
static const YamlEntry *word_at(const YamlNode *words, Str text, size_t i)
{
    Str rest = str_slice(text, i, text.n);
    const YamlEntry *found = NULL;

    for (size_t k = 0; k < words->entries.n; k++) {
        const YamlEntry *entry = &words->entries.at[k];

        if (entry->key->text.n && str_starts(rest, entry->key->text) &&
            (!found || entry->key->text.n > found->key->text.n))
            found = entry;
    }
    return found;
}

// The bytes of the longest kept word that the text begins with at offset i.
static size_t kept_at(const Str *kept, size_t n, Str text, size_t i)
{
    Str rest = str_slice(text, i, text.n);
    size_t most = 0;

    for (size_t k = 0; k < n; k++)
        if (kept[k].n > most && str_starts(rest, kept[k]))
            most = kept[k].n;
    return most;
}

Str yaml_replace_text(Arena *arena, const YamlNode *words, Str text, const Str *kept, size_t kept_count)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < text.n;) {
        const YamlEntry *word = word_at(words, text, i);
        size_t next = i, stays = kept_at(kept, kept_count, text, i);

        if (stays > (word ? word->key->text.n : 0)) {
            buf_add(&buf, str_slice(text, i, i + stays));
            i += stays;
            continue;
        }
        if (word) {
            buf_add(&buf, word->value->text);
            i += word->key->text.n;
            continue;
        }
        utf8_next(text, &next);
        buf_add(&buf, str_slice(text, i, next));
        i = next;
    }
    return buf_str(&buf);
}

// Recursion ends at YAML_DEPTH_MOST.
static const YamlNode *replace(Merger *merger, const YamlNode *node)
{
    YamlNode *copy;

    if (node->kind == YAML_NULL || !visit(merger, node))
        return node;
    copy = copy_without_entries(merger->arena, node);
    copy->text =
        yaml_replace_text(merger->arena, merger->words, node->text, merger->kept, merger->kept_count);
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        *vec_push(merger->arena, &copy->entries) = (YamlEntry){
            entry->key ? replace(merger, entry->key) : NULL,
            replace(merger, entry->value),
        };
    }
    return copy;
}

const YamlNode *yaml_replace(Arena *arena, Diag *diag, const YamlNode *node, const YamlNode *words,
                             const Str *kept, size_t kept_count)
{
    Merger merger = {.arena = arena, .diag = diag, .words = words, .kept = kept, .kept_count = kept_count};
    Str text;

    if (words->kind != YAML_MAPPING) {
        YamlMap map;

        yaml_open(&map, arena, diag, words, false); // says what is expected
        return node;
    }
    for (size_t i = 0; i < words->entries.n; i++)
        if (!yaml_node_text(diag, words->entries.at[i].value, &text))
            return node;
    return replace(&merger, node);
}

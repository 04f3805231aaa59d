// What a template changes in the words.
#include <stdlib.h>

#include "words/words.h"

typedef VEC(Str) Texts;

typedef struct Reader {
    Arena *arena;
    Diag *diag;
} Reader;

static bool holds(const Str *at, size_t n, Str word)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(at[i], word))
            return true;
    return false;
}

// An empty word would stand everywhere, and one that stands twice was meant to be another.
static bool is_good(Reader *reader, const YamlNode *node, Str word, const Texts *texts)
{
    if (word.n == 0)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("a word cannot be empty"));
    else if (holds(texts->at, texts->n, word))
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%.*s” stands in this list twice"), STR_ARG(word));
    else
        return true;
    return false;
}

// Adds the texts of a list.
static void add_texts(Reader *reader, const YamlNode *node, Texts *texts)
{
    size_t n;

    if (node->kind != YAML_SEQUENCE) {
        yaml_node_texts(reader->arena, reader->diag, node, &n); // says what is expected
        return;
    }
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlNode *each = node->entries.at[i].value;
        Str word;

        if (yaml_node_text(reader->diag, each, &word) && is_good(reader, each, word, texts))
            *vec_push(reader->arena, texts) = word;
    }
}

static WordList read_list(Reader *reader, const YamlNode *node, WordList base)
{
    Texts texts = {0};

    if (node->kind == YAML_MAPPING) {
        const YamlNode *more;
        YamlMap map;

        for (size_t i = 0; i < base.n; i++)
            *vec_push(reader->arena, &texts) = base.at[i];
        yaml_open(&map, reader->arena, reader->diag, node, false);
        more = yaml_need(&map, "add");
        yaml_close(&map);
        if (more)
            add_texts(reader, more, &texts);
    } else {
        add_texts(reader, node, &texts);
    }
    return (WordList){texts.at, texts.n, NULL};
}

// What a word is mapped to: a text, or several.
static WordList read_mapped(Reader *reader, const YamlNode *node)
{
    Texts texts = {0};
    Str word;

    if (node->kind != YAML_SCALAR)
        add_texts(reader, node, &texts);
    else if (yaml_node_text(reader->diag, node, &word) && is_good(reader, node, word, &texts))
        *vec_push(reader->arena, &texts) = word;
    return (WordList){texts.at, texts.n, NULL};
}

static WordList read_map(Reader *reader, const YamlNode *node, WordList base)
{
    VEC(WordList) of = {0};
    Texts texts = {0};
    YamlMap map;

    if (!yaml_open(&map, reader->arena, reader->diag, node, false))
        return base;
    for (size_t i = 0; i < base.n; i++) {
        const YamlNode *own = yaml_value(node, base.at[i]);

        if (own && own->kind == YAML_NULL)
            continue;
        *vec_push(reader->arena, &texts) = base.at[i];
        *vec_push(reader->arena, &of) = own ? read_mapped(reader, own) : base.of[i];
    }
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        if (entry->value->kind == YAML_NULL || holds(base.at, base.n, entry->key->text) ||
            !is_good(reader, entry->key, entry->key->text, &texts))
            continue;
        *vec_push(reader->arena, &texts) = entry->key->text;
        *vec_push(reader->arena, &of) = read_mapped(reader, entry->value);
    }
    // A mapping that lost every word is still one.
    return (WordList){texts.at, texts.n, of.at ? of.at : base.of};
}

// ---- the whole

static int compare_words(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

// The texts with their lengths, so that no two lists read the same.
static void put_list(StrBuf *out, WordList list)
{
    for (size_t i = 0; i < list.n; i++) {
        buf_print(out, "%zu:%.*s", list.at[i].n, STR_ARG(list.at[i]));
        if (list.of) {
            buf_print(out, "{%zu", list.of[i].n);
            put_list(out, list.of[i]); // lists of a mapping are no mappings
        }
    }
}

static bool same_lists(WordList a, WordList b)
{
    if (a.n != b.n || !a.of != !b.of)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (!str_equal(a.at[i], b.at[i]) || (a.of && !same_lists(a.of[i], b.of[i])))
            return false;
    return true;
}

// Of the lists that are not the built-in ones.
static uint64_t digest_of(Arena *arena, const Words *words)
{
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < WORDS_COUNT; i++)
        if (!same_lists(words->lists[i], words_builtin.lists[i])) {
            buf_print(&out, "%s %zu ", words_names[i], words->lists[i].n);
            put_list(&out, words->lists[i]);
        }
    return out.n ? str_hash(buf_str(&out)) : 0;
}

const Words *words_read(Arena *arena, Diag *diag, const YamlNode *node, const Words *base)
{
    Reader reader = {arena, diag};
    Words *words;
    YamlMap map;

    if (!node || node->kind == YAML_NULL || !yaml_open(&map, arena, diag, node, false))
        return base;
    words = ARENA_NEW(arena, Words);
    *words = *base;
    for (size_t i = 0; i < WORDS_COUNT; i++) {
        const YamlNode *own = yaml_optional(&map, words_names[i]);
        WordList *list = &words->lists[i];

        if (own)
            *list = list->of ? read_map(&reader, own, *list) : read_list(&reader, own, *list);
        else if (yaml_value(node, str_of(words_names[i])))
            *list = words_builtin.lists[i];
        // They are found by halves.
        if (own && i == WORDS_TITLE_WORDS && list->n > 1)
            qsort((Str *)list->at, list->n, sizeof *list->at, compare_words);
    }
    yaml_close(&map);
    words->digest = digest_of(arena, words);
    return words;
}

const Words *words_with_titles(Arena *arena, const Words *words, const Str *more, size_t n)
{
    WordList list = words->lists[WORDS_TITLE_WORDS];
    Str *all = ARENA_ARRAY(arena, Str, list.n + n + 1);
    Str *added = ARENA_ARRAY(arena, Str, n + 1);
    Words *own = ARENA_NEW(arena, Words);
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        if (more[i].n > 0)
            added[count++] = more[i];
    *own = *words;
    own->own = (WordList){.at = added, .n = count};
    for (size_t i = 0; i < count; i++)
        all[i] = added[i];
    for (size_t i = 0; i < list.n; i++)
        all[count++] = list.at[i];
    qsort(all, count, sizeof all[0], compare_words);
    own->lists[WORDS_TITLE_WORDS].at = all;
    own->lists[WORDS_TITLE_WORDS].n = count;
    return own;
}

const Words *words_with_names(Arena *arena, const Words *words, const Str *names, size_t n)
{
    Words *own = ARENA_NEW(arena, Words);
    Str *all = ARENA_ARRAY(arena, Str, n + 1);
    StrBuf text = {.arena = arena};
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        all[i] = names[i];
    if (n > 1)
        qsort(all, n, sizeof all[0], compare_words);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !str_equal(all[kept - 1], all[i]))
            all[kept++] = all[i];
    *own = *words;
    own->names = (WordList){.at = all, .n = kept};
    buf_print(&text, "%016llx ", (unsigned long long)words->digest);
    put_list(&text, own->names);
    own->digest = kept ? str_hash(buf_str(&text)) : words->digest;
    return own;
}

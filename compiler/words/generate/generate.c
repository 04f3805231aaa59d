// Makes C of templates/words.yaml: names.h, an enum of the lists, and builtin.c, the lists as constants; and
// of templates/meanings.yaml meanings.c, the ids in byte order with their kinds. Run by the build.
//
// usage: generate WORDS.yaml MEANINGS.yaml FOLDER
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "yaml/yaml.h"

static void print_findings(const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);

        fprintf(stderr, "%.*s:%u:%u: %.*s\n", STR_ARG(finding->place.file), finding->place.line,
                finding->place.column, STR_ARG(finding->message));
    }
}

// year-historic to WORDS_YEAR_HISTORIC.
static void print_name(FILE *out, Str key)
{
    fputs("WORDS_", out);
    for (size_t i = 0; i < key.n; i++)
        fputc(key.at[i] == '-' ? '_' : toupper((unsigned char)key.at[i]), out);
}

static bool print_names(FILE *out, const YamlNode *root)
{
    fputs(
        "// Made from templates/words.yaml.\n#ifndef GONGKAI_WORDS_NAMES_H\n#define GONGKAI_WORDS_NAMES_H\n\n"
        "typedef enum WordsName {\n",
        out);
    for (size_t i = 0; i < root->entries.n; i++) {
        fputs("    ", out);
        print_name(out, root->entries.at[i].key->text);
        fputs(",\n", out);
    }
    fputs("    WORDS_COUNT\n} WordsName;\n\n#endif\n", out);
    return !ferror(out);
}

static void print_text(FILE *out, Str text)
{
    fputs("{\"", out);
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\')
            fputc('\\', out);
        fputc(text.at[i], out);
    }
    fprintf(out, "\", %zu}", text.n);
}

// `static const Str NAME[] = {…};` of a list's texts, or of a mapping's keys.
static void print_texts(FILE *out, const char *name, const YamlNode *node)
{
    fprintf(out, "static const Str %s[] = {", name);
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        fputs(i ? ", " : "", out);
        print_text(out, node->kind == YAML_MAPPING ? entry->key->text : entry->value->text);
    }
    fputs("};\n", out);
}

static void print_list(FILE *out, size_t index, const YamlNode *node)
{
    char name[64];

    snprintf(name, sizeof name, "list_%zu", index);
    print_texts(out, name, node);
    if (node->kind != YAML_MAPPING)
        return;
    for (size_t i = 0; i < node->entries.n; i++) {
        snprintf(name, sizeof name, "list_%zu_%zu", index, i);
        print_texts(out, name, node->entries.at[i].value);
    }
    fprintf(out, "static const WordList of_%zu[] = {", index);
    for (size_t i = 0; i < node->entries.n; i++)
        fprintf(out, "%s{list_%zu_%zu, %zu, NULL}", i ? ", " : "", index, i,
                node->entries.at[i].value->entries.n);
    fputs("};\n", out);
}

static bool print_builtin(FILE *out, const YamlNode *root)
{
    fputs("// Made from templates/words.yaml.\n#include \"words/words.h\"\n\n", out);
    for (size_t i = 0; i < root->entries.n; i++)
        print_list(out, i, root->entries.at[i].value);
    fputs("\nconst char *const words_names[WORDS_COUNT] = {\n", out);
    for (size_t i = 0; i < root->entries.n; i++)
        fprintf(out, "    \"%.*s\",\n", STR_ARG(root->entries.at[i].key->text));
    fputs("};\n\nconst Words words_builtin = {.lists = {\n", out);
    for (size_t i = 0; i < root->entries.n; i++) {
        const YamlNode *node = root->entries.at[i].value;

        fprintf(out, "    {list_%zu, %zu, ", i, node->entries.n);
        if (node->kind == YAML_MAPPING)
            fprintf(out, "of_%zu},\n", i);
        else
            fputs("NULL},\n", out);
    }
    fputs("}};\n", out);
    return !ferror(out);
}

// ---- meanings

static const char *const kinds[] = {"amount", "column", "row", "rate"};
static const char *const kind_names[] = {"MEANING_AMOUNT", "MEANING_COLUMN", "MEANING_ROW", "MEANING_RATE"};

static int by_key(const void *a, const void *b)
{
    return str_compare(((const YamlEntry *)a)->key->text, ((const YamlEntry *)b)->key->text);
}

static bool print_meanings(FILE *out, const YamlNode *root)
{
    qsort(root->entries.at, root->entries.n, sizeof root->entries.at[0], by_key);
    fputs("// Made from templates/meanings.yaml.\n#include \"words/words.h\"\n\n"
          "const MeaningWord meaning_words[] = {\n",
          out);
    for (size_t i = 0; i < root->entries.n; i++) {
        const YamlEntry *entry = &root->entries.at[i];
        int kind = 0;

        while (!str_equal(entry->value->text, str_of(kinds[kind])))
            kind++;
        fputs("    {", out);
        print_text(out, entry->key->text);
        fprintf(out, ", %s},\n", kind_names[kind]);
    }
    fprintf(out, "};\nconst size_t meaning_word_count = %zu;\n", root->entries.n);
    return !ferror(out);
}

// Ids of parts joined by points, each with its kind.
static bool is_meanings(Arena *arena, Diag *diag, const YamlNode *root)
{
    bool good = root->kind == YAML_MAPPING && root->entries.n > 0;

    for (size_t i = 0; i < root->entries.n; i++) {
        const YamlEntry *entry = &root->entries.at[i];

        good = yaml_node_choice(arena, diag, entry->value, kinds, 4, -1) >= 0 && good;
        if (str_find_char(entry->key->text, '.', 0) > 0)
            continue;
        diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(entry->key), (Str){0},
                    "“%.*s” has no point", STR_ARG(entry->key->text));
        good = false;
    }
    return good;
}

// ---- words

// A list of words, without empty ones and with none twice.
static bool is_list(Arena *arena, Diag *diag, const YamlNode *node)
{
    size_t n, before = diag_total(diag);
    Str *texts = yaml_node_texts(arena, diag, node, &n);

    if (n == 0)
        diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0}, "no words");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= i; k++)
            if (texts[i].n == 0 || (k < i && str_equal(texts[i], texts[k])))
                diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node->entries.at[i].value),
                            (Str){0}, "“%.*s” is empty or stands here twice", STR_ARG(texts[i]));
    return diag_total(diag) == before;
}

// Lists, and mappings of words to lists, under keys of small letters.
static bool is_good(Arena *arena, Diag *diag, const YamlNode *root)
{
    bool good = root->kind == YAML_MAPPING && root->entries.n > 0;

    for (size_t i = 0; i < root->entries.n; i++) {
        const YamlNode *value = root->entries.at[i].value;

        if (value->kind != YAML_MAPPING) {
            good = is_list(arena, diag, value) && good;
            continue;
        }
        for (size_t k = 0; k < value->entries.n; k++)
            good = is_list(arena, diag, value->entries.at[k].value) && good;
    }
    return good;
}

static bool write_file(Arena *arena, Str folder, const char *name, const YamlNode *root,
                       bool (*print)(FILE *, const YamlNode *))
{
    FILE *out = fopen(str_c(arena, path_join(arena, folder, str_of(name))), "w");
    bool good = out && print(out, root);

    return out && fclose(out) == 0 && good;
}

static const YamlNode *read_file(Arena *arena, Diag *diag, const char *name)
{
    Source *source = source_read(arena, diag, input_at(str_of(name)), str_of(name), (Str){0});

    return source ? yaml_read(arena, diag, source) : NULL;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    bool good = argc == 4;

    if (good) {
        const YamlNode *words = read_file(arena, diag, argv[1]), *meanings = read_file(arena, diag, argv[2]);
        Str folder = str_of(argv[3]);

        good = words && is_good(arena, diag, words) && meanings && is_meanings(arena, diag, meanings) &&
               write_file(arena, folder, "names.h", words, print_names) &&
               write_file(arena, folder, "builtin.c", words, print_builtin) &&
               write_file(arena, folder, "meanings.c", meanings, print_meanings);
    }
    print_findings(diag);
    if (!good)
        fputs("generate: cannot make C of the words\n", stderr);
    diag_free(diag);
    arena_free(arena);
    return good ? 0 : 1;
}

// What a manifest still has to be filled in: 待填写 after a key, as a new project has it.
#include "project/internal-project.h"

bool unfilled_is(const Words *words, const YamlNode *node)
{
    return node && node->kind == YAML_SCALAR && words_in(words->lists[WORDS_BLANKS], node->text);
}

static void report(Diag *diag, const YamlNode *node, Str key)
{
    diag_report(diag, SEVERITY_ERROR, "placeholder", yaml_place(node), (Str){0},
                _("still to be filled in: %.*s"), STR_ARG(key));
}

// As deep as YAML goes (YAML_DEPTH_MOST). Items of a list go by the list's key.
static void find(const Words *words, Diag *diag, const YamlNode *node, Str key)
{
    if (unfilled_is(words, node))
        report(diag, node, key);
    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        find(words, diag, entry->value, entry->key ? entry->key->text : key);
    }
}

void unfilled_report(const Words *words, Diag *diag, const YamlNode *root)
{
    find(words, diag, root, (Str){0});
}

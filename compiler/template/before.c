// Templates as the version before had them, put into today's form, with a note on each thing that is to be
// changed. It goes when the version after this one comes.
#include "template/internal-template.h"

static void note(Diag *diag, const YamlNode *node, Str hint, const char *message)
{
    diag_report(diag, SEVERITY_NOTE, "template-old", yaml_place(node), hint, "%s", message);
}

// An empty node that stands where another does.
static YamlNode *node_at(Arena *arena, const YamlNode *place, YamlKind kind)
{
    YamlNode *node = ARENA_NEW(arena, YamlNode);

    *node = (YamlNode){.kind = kind,
                       .source = place->source,
                       .offset = place->offset,
                       .length = place->length,
                       .height = place->height + 1};
    return node;
}

static const YamlNode *text_at(Arena *arena, const YamlNode *place, Str text)
{
    YamlNode *node = node_at(arena, place, YAML_SCALAR);

    node->text = text;
    node->height = 0;
    return node;
}

static void add(Arena *arena, YamlNode *node, const YamlNode *key, const YamlNode *value)
{
    *vec_push(arena, &node->entries) = (YamlEntry){key, value};
}

// ---- meanings: are phrases: now

static const YamlNode *with_phrases(Arena *arena, Diag *diag, const YamlNode *root)
{
    YamlNode *copy = node_at(arena, root, YAML_MAPPING);

    copy->height = root->height;
    for (size_t i = 0; i < root->entries.n; i++) {
        const YamlNode *key = root->entries.at[i].key;

        if (str_equal(key->text, STR("meanings"))) {
            note(diag, key, str_of(_("write `phrases:`")), _("“meanings” is called “phrases” now"));
            key = text_at(arena, key, STR("phrases"));
        }
        add(arena, copy, key, root->entries.at[i].value);
    }
    return copy;
}

// ---- rules: were a list

// The claims of the rule of that id, which is made where there is none.
static YamlNode *claims_of(Arena *arena, YamlNode *rules, const YamlNode *id)
{
    YamlNode *rule, *claims;

    for (size_t i = 0; i < rules->entries.n; i++)
        if (str_equal(rules->entries.at[i].key->text, id->text))
            return (YamlNode *)rules->entries.at[i].value->entries.at[0].value;
    claims = node_at(arena, id, YAML_SEQUENCE);
    rule = node_at(arena, id, YAML_MAPPING);
    add(arena, rule, text_at(arena, id, STR("claims")), claims);
    add(arena, rules, id, rule);
    return claims;
}

static void take_rule(Arena *arena, Diag *diag, const YamlNode *node, YamlNode *rules)
{
    const YamlNode *id = yaml_value(node, STR("id"));
    YamlNode *claim;
    YamlMap map;

    if (!id || id->kind != YAML_SCALAR || !str_trim(id->text).n) {
        if (yaml_open(&map, arena, diag, node, false))
            yaml_need_text(&map, "id");
        return;
    }
    claim = node_at(arena, node, YAML_MAPPING);
    for (size_t i = 0; i < node->entries.n; i++)
        if (node->entries.at[i].value != id)
            add(arena, claim, node->entries.at[i].key, node->entries.at[i].value);
    add(arena, claims_of(arena, rules, id), NULL, claim);
}

// A list within the list stood for its rules. Recursion ends at YAML_DEPTH_MOST.
static void take_rules(Arena *arena, Diag *diag, const YamlNode *list, YamlNode *rules)
{
    for (size_t i = 0; i < list->entries.n; i++) {
        const YamlNode *node = list->entries.at[i].value;

        if (node->kind == YAML_SEQUENCE)
            take_rules(arena, diag, node, rules);
        else
            take_rule(arena, diag, node, rules);
    }
}

// Of a template, or of one of its sets.
static const YamlNode *with_rules(Arena *arena, Diag *diag, const YamlNode *node)
{
    const YamlNode *list = yaml_value(node, STR("rules"));
    YamlNode *rules;

    if (!list || list->kind != YAML_SEQUENCE)
        return node;
    note(diag, list,
         str_of(_(
             "write `rules: { ID: { title: …, that: … } }`, and several claims of one rule after `claims:`")),
         _("rules stand under their ids now, not in a list"));
    rules = node_at(arena, list, YAML_MAPPING);
    take_rules(arena, diag, list, rules);
    return yaml_with(arena, node, STR("rules"), rules);
}

const YamlNode *template_in_form(Arena *arena, Diag *diag, const YamlNode *root)
{
    const YamlNode *sets;

    if (root->kind != YAML_MAPPING)
        return root;
    if (yaml_value(root, STR("meanings")) && !yaml_value(root, STR("phrases")))
        root = with_phrases(arena, diag, root);
    root = with_rules(arena, diag, root);
    sets = yaml_value(root, STR("table-sets"));
    for (size_t i = 0; sets && sets->kind == YAML_MAPPING && i < sets->entries.n; i++) {
        const YamlEntry *set = &sets->entries.at[i];

        sets = yaml_with(arena, sets, set->key->text, with_rules(arena, diag, set->value));
    }
    return sets ? yaml_with(arena, root, STR("table-sets"), sets) : root;
}

// ---- document: was not said

// What a template says of its document under a key; empty where it says nothing.
static Str said(const YamlNode *root, const char *key)
{
    const YamlNode *document = yaml_value(root, STR("document"));
    const YamlNode *value = document ? yaml_value(document, str_of(key)) : NULL;

    return value && value->kind == YAML_SCALAR ? value->text : (Str){0};
}

typedef struct Word {
    const char *word, *value;
} Word;

// What its own file says, else its title, else what it extends; else the last.
static Str taken(const YamlNode *root, const YamlNode *own, const char *key, Str title, const Word words[2])
{
    Str value = said(own, key);

    for (size_t i = 0; i < 2 && !value.n; i++)
        if (str_find(title, str_of(words[i].word), 0) >= 0)
            value = str_of(words[i].value);
    if (!value.n)
        value = said(root, key);
    return value.n ? value : str_of(words[1].value);
}

const YamlNode *template_with_document(Arena *arena, Diag *diag, const YamlNode *root, const YamlNode *own)
{
    static const Word owners[] = {{"单位", "unit"}, {"部门", "department"}};
    static const Word stages[] = {{"决算", "accounts"}, {"预算", "budget"}};
    bool whole = said(root, "owner").n && said(root, "stage").n;
    const YamlNode *title = yaml_value(whole ? own : root, STR("title"));
    YamlNode *over, *document;
    Str owner, stage;

    if (root->kind != YAML_MAPPING || (whole && yaml_value(own, STR("document"))) || !title ||
        title->kind != YAML_SCALAR)
        return root;
    owner = taken(root, own, "owner", title->text, owners);
    stage = taken(root, own, "stage", title->text, stages);
    if (str_equal(said(root, "owner"), owner) && str_equal(said(root, "stage"), stage))
        return root;
    note(diag, title,
         str_print(arena, _("write `document: { owner: %.*s, stage: %.*s }`, as is taken from its title"),
                   STR_ARG(owner), STR_ARG(stage)),
         _("the template does not say what document it is"));
    document = node_at(arena, title, YAML_MAPPING);
    add(arena, document, text_at(arena, title, STR("owner")), text_at(arena, title, owner));
    add(arena, document, text_at(arena, title, STR("stage")), text_at(arena, title, stage));
    over = node_at(arena, title, YAML_MAPPING);
    add(arena, over, text_at(arena, title, STR("document")), document);
    return yaml_merge(arena, diag, root, over);
}

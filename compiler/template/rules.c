// rules: of a template and of its table set, by id, each with its claims; and the manifest's list. To
// RuleSpecs, one a claim. What they say is check's to read.
#include <assert.h>

#include "template/internal-template.h"

static Expressed read_expression(YamlMap *map, const char *key)
{
    Str text = yaml_text(map, key, (Str){0});
    Expressed expressed = text.n ? expressed_of(yaml_get(map, key)) : (Expressed){0};

    meanings_check(map->arena, map->diag, &expressed);
    return expressed;
}

// `tables: all`, or a list of tables; `except:` takes some of all away.
static void read_scope(YamlMap *map, RuleSpec *rule)
{
    static const char *const columns[] = {"all", "totals"};
    const YamlNode *tables = yaml_get(map, "tables");
    Str text;

    meanings_check_texts(map->arena, map->diag, tables);
    meanings_check_texts(map->arena, map->diag, yaml_get(map, "except"));
    if (tables) {
        rule->all_tables = false;
        rule->tables = NULL;
        rule->table_count = 0;
    }
    if (tables && tables->kind == YAML_SCALAR && yaml_node_text(map->diag, tables, &text)) {
        rule->all_tables = str_equal(text, STR("all"));
        if (!rule->all_tables) {
            rule->tables = ARENA_ARRAY(map->arena, Str, 1);
            rule->tables[rule->table_count++] = text;
        }
    } else if (tables) {
        rule->tables = yaml_node_texts(map->arena, map->diag, tables, &rule->table_count);
    }
    if (yaml_get(map, "except"))
        rule->except = yaml_texts(map, "except", &rule->except_count);
    rule->columns = (RuleColumns)(yaml_choice(map, "columns", columns, 2, (int)rule->columns - 1) + 1);
}

// What a rule and each of its claims may say; a claim says the rest as its rule does.
static void read_claim(YamlMap *map, RuleSpec *rule)
{
    static const char *const severities[] = {"error", "warning"};

    rule->title = yaml_text(map, "title", rule->title);
    rule->message = yaml_text(map, "message", rule->message);
    if (yaml_get(map, "that"))
        rule->that = read_expression(map, "that");
    if (yaml_get(map, "when"))
        rule->when = read_expression(map, "when");
    if (yaml_get(map, "each"))
        rule->each = read_expression(map, "each");
    read_scope(map, rule);
    rule->warning = yaml_choice(map, "severity", severities, 2, rule->warning) == 1;
}

static void add_rule(Arena *arena, RuleSpecs *rules, const RuleSpec *rule)
{
    assert(!rule->all_tables || rule->table_count == 0);
    if (rule->id.n && rule->that.text.n)
        *vec_push(arena, rules) = *rule;
}

// ---- of the manifest: a list

static void read_own(Arena *arena, Diag *diag, const YamlNode *node, RuleSpecs *rules)
{
    RuleSpec rule = {.own = true};
    const YamlNode *id;
    YamlMap map;

    if (!yaml_open(&map, arena, diag, node, false))
        return;
    rule.id = rule.title = yaml_need_text(&map, "id");
    yaml_need_text(&map, "that");
    read_claim(&map, &rule);
    id = yaml_get(&map, "id");
    rule.place = yaml_place(id ? id : node);
    yaml_close(&map);
    add_rule(arena, rules, &rule);
}

// A list within the list stands for its rules, so that they can be shared by an alias. Recursion ends at
// YAML_DEPTH_MOST.
void rules_read(Arena *arena, Diag *diag, const YamlNode *list, RuleSpecs *rules)
{
    for (size_t i = 0; list && i < list->entries.n; i++) {
        const YamlNode *node = list->entries.at[i].value;

        if (node->kind == YAML_SEQUENCE)
            rules_read(arena, diag, node, rules);
        else
            read_own(arena, diag, node, rules);
    }
}

// ---- of a template: a mapping by id

// claims: each an expression, or a mapping of what it says otherwise than its rule. A list within the list
// stands for its claims. Recursion ends at YAML_DEPTH_MOST.
static void read_claims(Arena *arena, Diag *diag, const YamlNode *list, const RuleSpec *rule,
                        RuleSpecs *rules)
{
    for (size_t i = 0; i < list->entries.n; i++) {
        const YamlNode *node = list->entries.at[i].value;
        RuleSpec claim = *rule;
        YamlMap map;
        Str text;

        if (node->kind == YAML_SEQUENCE) {
            read_claims(arena, diag, node, rule, rules);
            continue;
        }
        claim.place = yaml_place(node);
        if (node->kind == YAML_MAPPING) {
            yaml_open(&map, arena, diag, node, false);
            yaml_need_text(&map, "that");
            read_claim(&map, &claim);
            yaml_close(&map);
        } else if (yaml_node_text(diag, node, &text)) {
            claim.that = expressed_of(node);
            meanings_check(arena, diag, &claim.that);
        }
        add_rule(arena, rules, &claim);
    }
}

static void read_rule(Arena *arena, Diag *diag, const YamlEntry *entry, RuleSpecs *rules)
{
    RuleSpec rule = {.id = entry->key->text, .title = entry->key->text, .place = yaml_place(entry->key)};
    const YamlNode *claims;
    YamlMap map;

    if (!yaml_open(&map, arena, diag, entry->value, false))
        return;
    read_claim(&map, &rule);
    claims = yaml_list(&map, "claims");
    if (rule.that.text.n == 0 && !yaml_get(&map, "claims"))
        yaml_need_text(&map, "that");
    else if (rule.that.text.n && claims)
        diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(&map, "claims")),
                    str_of(_("write the one claim of a rule after `that:`, or several after `claims:`")),
                    _("the rule “%.*s” has `that` and `claims`"), STR_ARG(rule.id));
    yaml_close(&map);
    if (claims)
        read_claims(arena, diag, claims, &rule, rules);
    else
        add_rule(arena, rules, &rule);
}

static void drop_rule(RuleSpecs *rules, Str id)
{
    size_t kept = 0;

    for (size_t i = 0; i < rules->n; i++)
        if (!str_equal(rules->at[i].id, id))
            rules->at[kept++] = rules->at[i];
    rules->n = kept;
}

void template_rules(Arena *arena, Diag *diag, const YamlNode *node, RuleSpecs *rules)
{
    for (size_t i = 0; node && i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        if (entry->value->kind == YAML_NULL)
            drop_rule(rules, entry->key->text);
        else
            read_rule(arena, diag, entry, rules);
    }
}

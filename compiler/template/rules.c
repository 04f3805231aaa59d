// rules: of a template, of its table set and of the manifest, to RuleSpecs. What they say is check's to read.
#include "template/internal-template.h"

// The expression as it stands in its file, so that faults are shown at their character: without quotes, and
// without a leading “=” as the prose has it. Where YAML decoded something (an escape, a block), the decoded
// text.
Expressed expressed_of(const YamlNode *node)
{
    Str written = str_slice(node->source->text, node->offset, node->offset + node->length);
    Expressed expressed = {node->source, node->offset, str_equal(written, node->text) ? written : node->text};
    size_t skip = 0;

    if (expressed.text.n && expressed.text.at[0] == '=')
        skip = 1;
    while (skip && skip < expressed.text.n && expressed.text.at[skip] == ' ')
        skip++;
    expressed.text = str_slice(expressed.text, skip, expressed.text.n);
    expressed.offset += skip;
    return expressed;
}

static Expressed read_expression(YamlMap *map, const char *key)
{
    Str text = yaml_text(map, key, (Str){0});

    return text.n ? expressed_of(yaml_get(map, key)) : (Expressed){0};
}

// `tables: all`, or a list of tables; `except:` takes some of all away.
static void read_scope(YamlMap *map, RuleSpec *rule)
{
    static const char *const columns[] = {"all", "totals"};
    const YamlNode *tables = yaml_get(map, "tables");
    Str text;

    if (tables && tables->kind == YAML_SCALAR && yaml_node_text(map->diag, tables, &text)) {
        rule->all_tables = str_equal(text, STR("all"));
        if (!rule->all_tables) {
            rule->tables = ARENA_ARRAY(map->arena, Str, 1);
            rule->tables[rule->table_count++] = text;
        }
    } else if (tables) {
        rule->tables = yaml_node_texts(map->arena, map->diag, tables, &rule->table_count);
    }
    rule->except = yaml_texts(map, "except", &rule->except_count);
    rule->columns = (RuleColumns)(yaml_choice(map, "columns", columns, 2, -1) + 1);
}

static void read_rule(Arena *arena, Diag *diag, const YamlNode *node, bool own, RuleSpecs *rules)
{
    static const char *const severities[] = {"error", "warning"};
    RuleSpec rule = {.own = own};
    const YamlNode *id;
    YamlMap map;

    if (!yaml_open(&map, arena, diag, node, false))
        return;
    rule.id = yaml_need_text(&map, "id");
    rule.title = yaml_text(&map, "title", rule.id);
    rule.message = yaml_text(&map, "message", (Str){0});
    yaml_need_text(&map, "that");
    rule.that = read_expression(&map, "that");
    rule.when = read_expression(&map, "when");
    rule.each = read_expression(&map, "each");
    read_scope(&map, &rule);
    rule.warning = yaml_choice(&map, "severity", severities, 2, 0) == 1;
    id = yaml_get(&map, "id");
    rule.place = yaml_place(id ? id : node);
    yaml_close(&map);
    if (rule.id.n && rule.that.text.n)
        *vec_push(arena, rules) = rule;
}

// A list within the list stands for its rules, so that sets share them by an alias. Recursion ends at
// YAML_DEPTH_MOST.
void rules_read(Arena *arena, Diag *diag, const YamlNode *list, bool own, RuleSpecs *rules)
{
    for (size_t i = 0; list && i < list->entries.n; i++) {
        const YamlNode *node = list->entries.at[i].value;

        if (node->kind == YAML_SEQUENCE)
            rules_read(arena, diag, node, own, rules);
        else
            read_rule(arena, diag, node, own, rules);
    }
}

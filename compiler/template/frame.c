// What a form has around its text: lines under the title and the contents, a note under the contents, what
// charts are called, and where its tables stand.
#include "template/internal-template.h"

// What stands for a value in a line under the title: {0} {date} {approved}.
static const char *const line_marks[] = {"{0}", "{date}", "{approved}", NULL};

// 监督索引号, or { name: 公开时间, text: "公开时间：{date}", under: contents, optional: true }
static void read_line(Arena *arena, Diag *diag, const YamlNode *node, TitleLine *line)
{
    static const char *const places[] = {"title", "contents"};
    YamlMap map;

    if (node->kind != YAML_MAPPING) {
        yaml_node_text(diag, node, &line->name);
        line->text = str_print(arena, "%.*s：{0}", STR_ARG(line->name));
        return;
    }
    yaml_open(&map, arena, diag, node, false);
    line->name = yaml_need_text(&map, "name");
    line->text = pattern_text(&map, "text", str_print(arena, "%.*s：{0}", STR_ARG(line->name)), line_marks);
    line->under_contents = yaml_choice(&map, "under", places, 2, 0) == 1;
    line->optional = yaml_bool(&map, "optional", false);
    yaml_close(&map);
}

static void read_lines(Arena *arena, Diag *diag, const YamlNode *list, Template *t)
{
    TitleLine *lines = ARENA_ARRAY(arena, TitleLine, list->entries.n + 1);

    for (size_t i = 0; i < list->entries.n; i++) {
        TitleLine *line = &lines[t->title_line_count];

        read_line(arena, diag, list->entries.at[i].value, line);
        for (size_t k = 0; k < t->title_line_count; k++)
            if (name_equal(lines[k].name, line->name))
                diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(list->entries.at[i].value),
                            (Str){0}, _("“%.*s” stands twice"), STR_ARG(line->name));
        t->title_line_count += line->name.n > 0;
    }
    t->title_lines = lines;
}

static void read_contents(Arena *arena, Diag *diag, const YamlNode *node, Template *t)
{
    YamlMap map;

    yaml_open(&map, arena, diag, node, false);
    t->contents_unnumbered = !yaml_bool(&map, "page-numbers", true);
    t->contents_levels = (int)yaml_int(&map, "levels", 0, 1, 6);
    t->contents_note = pattern_text(&map, "note", (Str){0}, NULL);
    yaml_close(&map);
}

// Ids of what columns mean.
static const Str *read_meanings(YamlMap *map, const char *key, size_t *n)
{
    const YamlNode *list = yaml_list(map, key);
    const Str *ids = list ? yaml_texts(map, key, n) : NULL;

    for (size_t i = 0; ids && i < *n; i++)
        means_known(map->diag, map->arena, list->entries.at[i].value, ids[i]);
    return ids;
}

void template_frame(YamlMap *map, Template *t)
{
    static const char *const places[] = {"document", "attachment", "none"};
    static const char *const numbers[] = {"{0}", NULL};
    const YamlNode *node;

    if (yaml_optional(map, "title-lines") && (node = yaml_list(map, "title-lines")))
        read_lines(map->arena, map->diag, node, t);
    if ((node = yaml_optional(map, "contents")))
        read_contents(map->arena, map->diag, node, t);
    if (yaml_optional(map, "chart-label"))
        t->chart_label = pattern_numbered(map, "chart-label", (Str){0}, numbers);
    if (yaml_optional(map, "comparison"))
        t->comparison = yaml_bool(map, "comparison", false);
    if (yaml_optional(map, "compared"))
        t->compared = read_meanings(map, "compared", &t->compared_count);
    if (yaml_optional(map, "compared-purpose"))
        t->purposes = read_meanings(map, "compared-purpose", &t->purpose_count);
    if (yaml_optional(map, "tables-in"))
        t->tables_in = (TablesIn)yaml_choice(map, "tables-in", places, 3, TABLES_IN_DOCUMENT);
}

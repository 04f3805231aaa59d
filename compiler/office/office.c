// The office's manifest, and who asks for its documents.
#include "office/internal-office.h"

#include <string.h>

#define MANIFEST "gongkai.yaml"
#define HELD_CELLS 250000 // some tens of megabytes

// ---- whether a folder is one

// A key at the beginning of a line: the file need not be whole to be told.
static bool has_key(Str text, Str key)
{
    for (ptrdiff_t at = 0; (at = str_find(text, key, (size_t)at)) >= 0; at++)
        if ((at == 0 || text.at[at - 1] == '\n') && (size_t)at + key.n < text.n)
            return true;
    return false;
}

bool office_is(const char *folder)
{
    Arena *arena = arena_new();
    Diag *unread = diag_new();
    Input manifest = input_below(arena, (Input){.root = str_of(folder)}, STR(MANIFEST));
    Str bytes;
    // What the disk did not give is asked for again: it is no project for that.
    bool found = input_may_be_file(manifest) &&
                 (source_bytes(arena, unread, manifest, STR(MANIFEST), &bytes) ||
                  source_bytes(arena, unread, manifest, STR(MANIFEST), &bytes)) &&
                 has_key(bytes, STR("register:"));

    diag_free(unread);
    arena_free(arena);
    return found;
}

// ---- the manifest

// What a project has as well, and gets as it is.
static const char *const passed_keys[] = {"style",         "unit",       "rounding-note", "hidden",
                                          "ignore-sheets", "site",       "figures",       "rules",
                                          "title-lines",   "accounts",   "ignore",        "input-encoding",
                                          "allow-html",    "comparison", "budget"};

// The lines of a key: up to the next that begins with anything but a blank or a comment's mark.
static Str lines_of(const Source *source, size_t offset, uint32_t *line)
{
    size_t end;

    *line = source_line_of(source, offset);
    end = source->lines[*line - 1];
    for (uint32_t i = *line; i <= source->line_count; i++) {
        Str text = source_line(source, i);

        if (i > *line && text.n && text.at[0] != ' ' && text.at[0] != '\t' && text.at[0] != '#' &&
            text.at[0] != '}' && text.at[0] != ']')
            break;
        end = source->lines[i - 1] + text.n;
    }
    return str_slice(source->text, source->lines[*line - 1], end);
}

static void pass_keys(Arena *arena, YamlMap *map, Office *office)
{
    VEC(OfficeKey) keys = {0};

    for (size_t i = 0; i < sizeof passed_keys / sizeof passed_keys[0]; i++)
        yaml_get(map, passed_keys[i]);
    for (size_t i = 0; map->node->kind == YAML_MAPPING && i < map->node->entries.n; i++) {
        const YamlNode *key = map->node->entries.at[i].key;

        for (size_t k = 0; k < sizeof passed_keys / sizeof passed_keys[0]; k++) {
            OfficeKey passed = {.key = key->text};

            if (!str_equal(key->text, str_of(passed_keys[k])))
                continue;
            passed.text = lines_of(office->manifest, key->offset, &passed.line);
            *vec_push(arena, &keys) = passed;
        }
    }
    office->keys = keys.at;
    office->key_count = keys.n;
}

static void read_submission(Arena *arena, YamlMap *map, Office *office)
{
    const YamlNode *node = yaml_mapping(map, "submission");
    VEC(OfficeKey) answers = {0};

    for (size_t i = 0; node && i < node->entries.n; i++) {
        const YamlNode *key = node->entries.at[i].key, *value = node->entries.at[i].value;

        if (value->kind == YAML_SCALAR)
            *vec_push(arena, &answers) = (OfficeKey){key->text, value->text, yaml_place(key).line};
    }
    office->submission = answers.at;
    office->submission_count = answers.n;
}

static Str read_day(YamlMap *map, const char *key)
{
    Str text = yaml_optional(map, key) ? yaml_text(map, key, (Str){0}) : (Str){0};
    Date date;

    if (!text.n || office_date(text, &date))
        return text;
    diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, key)),
                str_of(_("write 2023-02-10")), _("“%.*s” is no date"), STR_ARG(text));
    return (Str){0};
}

// ../清河县2025预算@发布
static void read_last_year(YamlMap *map, Office *office)
{
    const YamlNode *node = yaml_optional(map, "last-year");
    Str text = node ? yaml_text(map, "last-year", (Str){0}) : (Str){0};
    size_t mark = text.n;

    if (!text.n)
        return;
    while (mark > 0 && text.at[mark - 1] != '@' && text.at[mark - 1] != '/')
        mark--;
    office->last_year = (OfficeLastYear){.folder = text, .place = yaml_place(node)};
    if (mark == 0 || text.at[mark - 1] != '@')
        return;
    if (words_find(words_builtin.lists[WORDS_OFFICE_PUBLISHED], str_slice(text, mark, text.n)) < 0) {
        diag_report(map->diag, SEVERITY_ERROR, "value-invalid", office->last_year.place,
                    str_print(map->arena, _("write @%.*s after the folder"),
                              STR_ARG(words_first(words_builtin.lists[WORDS_OFFICE_PUBLISHED]))),
                    _("“%.*s” names no versions of it"), STR_ARG(text));
        return;
    }
    office->last_year.folder = str_slice(text, 0, mark - 1);
    office->last_year.published = true;
}

// department-budget is of departments, and unit-budget of their units.
static Str unit_template_of(Arena *arena, Str template)
{
    Str begin = STR("department-");
    Str rest = str_starts(template, begin) ? str_slice(template, begin.n, template.n) : (Str){0};

    return rest.n ? str_print(arena, "unit-%.*s", STR_ARG(rest)) : template;
}

static void read_templates(Arena *arena, Diag *diag, YamlMap *map, Office *office)
{
    TemplateChoice choice = {.name = office->template,
                             .templates = path_join(arena, office->data_folder, STR("templates")),
                             .from = {.root = office->folder},
                             .table_set = office->table_set,
                             .name_node = yaml_get(map, "template"),
                             .set_node = yaml_get(map, "table-set")};

    if (!office->template.n)
        return;
    office->department = template_choose(arena, diag, &office->digest, &choice);
    choice.name = office->unit_template;
    if (yaml_get(map, "unit-template"))
        choice.name_node = yaml_get(map, "unit-template");
    if (office->department)
        office->own_unit = str_equal(office->template, office->unit_template)
                               ? office->department
                               : template_choose(arena, diag, &office->digest, &choice);
}

static bool read_manifest(Arena *arena, Diag *diag, Office *office, const YamlNode *root)
{
    YamlMap map;

    if (!yaml_open(&map, arena, diag, root, false))
        return false;
    office->register_file = yaml_need_text(&map, "register");
    office->template = yaml_need_text(&map, "template");
    office->unit_template = yaml_text(&map, "unit-template", unit_template_of(arena, office->template));
    office->table_set = yaml_text(&map, "table-set", (Str){0});
    if (yaml_need(&map, "year"))
        office->year = (int)yaml_int(&map, "year", 0, 1950, 9998);
    office->title = yaml_need_text(&map, "title");
    office->unit_title = yaml_text(&map, "unit-title", office->title);
    office->region = yaml_text(&map, "region", (Str){0});
    office->publish_by = read_day(&map, "publish-by");
    office->approved = read_day(&map, "approved");
    office->approved_units = read_day(&map, "approved-units");
    office->within = (int)yaml_int(&map, "publish-within", 0, 1, 366);
    office->within_units = (int)yaml_int(&map, "publish-within-units", office->within, 1, 366);
    office->example = yaml_bool(&map, "example", false);
    office->exports = yaml_mapping(&map, "exports");
    read_last_year(&map, office);
    read_submission(arena, &map, office);
    pass_keys(arena, &map, office);
    read_templates(arena, diag, &map, office);
    yaml_close(&map);
    return office->register_file.n > 0;
}

static Office *read_one(Arena *arena, Diag *diag, const OfficeOptions *options)
{
    Office *office = ARENA_NEW(arena, Office);
    const YamlNode *root;
    Input manifest;

    office->folder = str_of(options->folder);
    office->data_folder = options->data_folder;
    office->held = options->held ? options->held : HELD_CELLS;
    manifest = office_input(arena, office, STR(MANIFEST));
    office->manifest = source_read_digested(arena, diag, &office->digest, manifest, STR(MANIFEST), (Str){0});
    root = office->manifest ? yaml_read(arena, diag, office->manifest) : NULL;
    if (!root || !read_manifest(arena, diag, office, root) || !register_read(arena, diag, office))
        return NULL;
    documents_settle(arena, diag, office);
    documents_select(arena, diag, office, options->only);
    return office;
}

// What is wrong with last year's is told by its own check.
static const Office *read_last(Arena *arena, const Office *office)
{
    Diag *aside = diag_new();
    OfficeOptions options = {.folder =
                                 str_c(arena, path_join(arena, office->folder, office->last_year.folder)),
                             .data_folder = office->data_folder};
    const Office *last = office_is(options.folder) ? read_one(arena, aside, &options) : NULL;

    diag_free(aside);
    return last;
}

Office *office_read(Arena *arena, Diag *diag, const OfficeOptions *options)
{
    Office *office = read_one(arena, diag, options);

    if (office && office->last_year.folder.n)
        office->last = read_last(arena, office);
    return office;
}

// templates/NAME/template.yaml to a Template: numbering, sections, wording, and the tables of one set.
#include <assert.h>

#include "template/internal-template.h"

// 预算法 article 14, where the template says nothing else.
#define PUBLICATION_DAYS 20

typedef struct TemplateReader {
    Arena *arena;
    Diag *diag;
    Template *template;
    RuleSpecs rules;
} TemplateReader;

static const char *const number_marks[] = {"{一}", "{1}", "{①}", NULL};

static void read_level(TemplateReader *reader, const YamlNode *node, LevelSpec *level)
{
    Str role;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    level->pattern = pattern_numbered(&map, "pattern", (Str){0}, number_marks);
    level->restart = yaml_bool(&map, "restart", true);
    role = yaml_need_text(&map, "role");
    if (role.n && !style_role_parse(role, &level->role))
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(&map, "role")),
                    (Str){0}, _("there is no role “%.*s”"), STR_ARG(role));
    yaml_close(&map);
}

static void read_numbering(TemplateReader *reader, const YamlNode *node)
{
    Template *template = reader->template;
    size_t most = sizeof template->levels / sizeof template->levels[0];

    if (!node)
        return;
    if (node->entries.n == 0 || node->entries.n > most)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“numbering” must hold 1 to %zu levels"), most);
    for (size_t i = 0; i < node->entries.n && i < most; i++)
        read_level(reader, node->entries.at[i].value, &template->levels[template->level_count++]);
}

// mentions: a word, or { say: 机关运行经费, when: 单位性质 = “行政” }.
static MentionSpec *read_mentions(YamlMap *map, size_t *n)
{
    const YamlNode *list = yaml_list(map, "mentions");
    MentionSpec *mentions = ARENA_ARRAY(map->arena, MentionSpec, list ? list->entries.n + 1 : 1);

    *n = 0;
    for (size_t i = 0; list && i < list->entries.n; i++) {
        const YamlNode *node = list->entries.at[i].value;
        MentionSpec mention = {0};
        YamlMap one;

        if (node->kind == YAML_MAPPING) {
            yaml_open(&one, map->arena, map->diag, node, false);
            mention.words = yaml_need_text(&one, "say");
            mention.anywhere = yaml_bool(&one, "anywhere", false);
            if (mention.anywhere ? yaml_text(&one, "when", (Str){0}).n : yaml_need_text(&one, "when").n)
                mention.when = expressed_of(yaml_value(node, STR("when")));
            meanings_check(map->arena, map->diag, &mention.when);
            yaml_close(&one);
        } else {
            yaml_node_text(map->diag, node, &mention.words);
        }
        pattern_check(map->arena, map->diag, node, mention.words, NULL);
        if (mention.words.n)
            mentions[(*n)++] = mention;
    }
    return mentions;
}

typedef VEC(SectionSpec) Sections;

// A section, or, with `whole`, a part of one. Sections have parts, parts have none.
static void read_section(TemplateReader *reader, const YamlNode *node, const SectionSpec *whole,
                         Sections *sections)
{
    static const char *const amounts[] = {"strict", "warned", "free"};
    SectionSpec section = {.level = whole ? 2 : 1, .amounts = whole ? whole->amounts : str_of(amounts[0])};
    const YamlNode *parts;
    YamlMap map;
    int choice;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    section.name = yaml_need_text(&map, "name");
    pattern_text(&map, "name", (Str){0}, NULL);
    section.others = yaml_texts(&map, "or", &section.other_count);
    section.required = yaml_bool(&map, "required", false);
    choice = yaml_choice(&map, "amounts", amounts, 3, -1);
    if (choice >= 0)
        section.amounts = str_of(amounts[choice]);
    section.mentions = read_mentions(&map, &section.mention_count);
    if (yaml_text(&map, "when", (Str){0}).n)
        section.when = expressed_of(yaml_value(node, STR("when")));
    meanings_check(reader->arena, reader->diag, &section.when);
    section.reasons = yaml_texts(&map, "reasons", &section.reason_count);
    section.text = yaml_text(&map, "text", (Str){0});
    if (section.text.n)
        section.text_place = yaml_place(yaml_value(node, STR("text")));
    parts = whole ? NULL : yaml_list(&map, "parts");
    yaml_close(&map);
    *vec_push(reader->arena, sections) = section;
    for (size_t i = 0; parts && i < parts->entries.n; i++)
        read_section(reader, parts->entries.at[i].value, &section, sections);
}

static void read_sections(TemplateReader *reader, const YamlNode *node)
{
    Sections sections = {0};

    for (size_t i = 0; node && i < node->entries.n; i++)
        read_section(reader, node->entries.at[i].value, NULL, &sections);
    reader->template->sections = sections.at;
    reader->template->section_count = sections.n;
}

static void read_wording(TemplateReader *reader, const YamlNode *node)
{
    Wording *wording = &reader->template->wording;
    const struct {
        const char *key;
        Str *text;
    } words[] = {
        {"last-year", &wording->last_year},
        {"increase", &wording->increase},
        {"decrease", &wording->decrease},
        {"unchanged", &wording->unchanged},
        {"rate-up", &wording->rate_up},
        {"rate-down", &wording->rate_down},
        {"zero-base", &wording->zero_base},
        {"rounding-note", &wording->rounding_note},
        {"empty-note", &wording->empty_note},
        {"unavailable", &wording->unavailable},
        {"draft", &wording->draft},
        {"contents", &wording->contents},
        {"tables-part", &wording->tables_part},
        {"narrative-part", &wording->narrative_part},
        {"table-label", &wording->table_label},
    };
    YamlMap map;

    // Words may be empty (""), but none may be forgotten.
    yaml_open(&map, reader->arena, reader->diag, node, true);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        *words[i].text = pattern_text(&map, words[i].key, (Str){0}, label_marks);
    if (yaml_optional(&map, "tables-attached"))
        wording->tables_attached = pattern_text(&map, "tables-attached", (Str){0}, NULL);
    yaml_close(&map);
}

// document: whose, and of which stage of the year.
static void read_document(TemplateReader *reader, const YamlNode *node)
{
    static const char *const owners[] = {"department", "unit"}, *const stages[] = {"budget", "accounts"};
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    reader->template->owner = (Owner)yaml_choice(&map, "owner", owners, 2, OWNER_DEPARTMENT);
    reader->template->stage = (Stage)yaml_choice(&map, "stage", stages, 2, STAGE_BUDGET);
    yaml_close(&map);
}

static void read_prose(TemplateReader *reader, const YamlNode *node)
{
    Template *template = reader->template;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    template->ratio_decimals = (int)yaml_int(&map, "ratio-decimals", 2, 0, 10);
    template->prose_thousands = yaml_bool(&map, "thousands", false);
    template->prose_keep_zeros = yaml_bool(&map, "keep-zeros", false);
    yaml_close(&map);
}

// ---- tables

// Whether a table of the set has that name already, which is reported.
static bool stands_twice(TemplateReader *reader, const YamlNode *node, TableSpec *const *specs, size_t n)
{
    bool twice = false;

    for (size_t i = 0; i < n && !twice; i++) {
        twice = name_equal(specs[i]->name, specs[n]->name);
        if (twice)
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                        _("the table “%.*s” stands in this set twice"), STR_ARG(specs[n]->name));
    }
    return twice;
}

// What a set may say otherwise than its template, which is so for the set alone.
static const char *const set_keys[] = {
    "numbering",   "sections",    "wording",  "prose",       "belongs",     "phrases",
    "composition", "told-tables", "contents", "title-lines", "chart-label", "tables-in",
    "limits",      "each-costs",  "ask",      "terms",       "approval"};

static const char *const title_marks[] = {"{0}", NULL};

static void read_set(TemplateReader *reader, const YamlNode *sets, const YamlNode *node,
                     TableDefaults defaults)
{
    const YamlNode *tables;
    TableSpec **specs, *all;
    size_t n = 0;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    table_defaults_read(&map, &defaults);
    tables = yaml_list(&map, "tables");
    for (size_t i = 0; i < sizeof set_keys / sizeof set_keys[0]; i++)
        yaml_optional(&map, set_keys[i]); // they are laid over the template's by now
    defaults.listed = pattern_numbered(&map, "contents-label", (Str){0}, label_marks);
    defaults.title = pattern_numbered(&map, "table-title", (Str){0}, title_marks);
    defaults.label = pattern_text(&map, "label", defaults.label, label_marks);
    reader->template->wording.table_label = defaults.label;
    template_rules(reader->arena, reader->diag, yaml_mapping(&map, "rules"), &reader->rules);
    yaml_close(&map);
    if (!tables)
        return;
    specs = ARENA_ARRAY(reader->arena, TableSpec *, tables->entries.n);
    all = ARENA_ARRAY(reader->arena, TableSpec, tables->entries.n);
    for (size_t i = 0; i < tables->entries.n; i++) {
        const YamlNode *table = table_from(reader->arena, reader->diag, sets, reader->template->words->lists,
                                           tables->entries.at[i].value);

        if (!table) // its columns would be missing
            continue;
        specs[n] = table_spec_read(reader->arena, reader->diag, table, &defaults, (Str){0}, (int)i + 1);
        specs[n]->base = table_base(tables->entries.at[i].value, &specs[n]->base_set);
        if (stands_twice(reader, table, specs, n))
            continue;
        all[n] = *specs[n];
        reader->template->assumed_count += specs[n]->assumed;
        n++;
    }
    reader->template->tables = all;
    reader->template->table_count = n;
    template_means(reader->arena, reader->diag, reader->template);
}

// Every set that there is, offered or not: in the file and in sets/.
static StrNames all_sets(const TemplateReader *reader, const YamlNode *sets)
{
    StrNames names = {0};

    for (size_t i = 0; i < sets->entries.n; i++)
        *vec_push(reader->arena, &names) = sets->entries.at[i].key->text;
    for (size_t i = 0; i < reader->template->chain_count; i++)
        template_set_names(reader->arena, reader->template->folders[i], NULL, &names);
    return names;
}

// False where a set is offered that is not there.
static bool check_offers(TemplateReader *reader, const YamlNode *sets, const YamlNode *offers)
{
    size_t n = 0;
    Str *names = offers ? yaml_node_texts(reader->arena, reader->diag, offers, &n) : NULL;
    StrNames all = all_sets(reader, sets);
    bool there = true;

    for (size_t i = 0; i < n; i++) {
        bool found = false;

        for (size_t k = 0; k < all.n; k++)
            found |= name_equal(all.at[k], names[i]);
        there &= found;
        if (!found)
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid",
                        yaml_place(offers->entries.at[i].value),
                        str_print(reader->arena, _("it has: %.*s"),
                                  STR_ARG(str_join(reader->arena, all.at, all.n, STR(", ")))),
                        _("the template “%.*s” has no table set “%.*s”"), STR_ARG(reader->template->name),
                        STR_ARG(names[i]));
    }
    return there;
}

// The set that the manifest names; the others are not read.
static void read_sets(TemplateReader *reader, const YamlNode *sets, const YamlNode *offers,
                      TableDefaults defaults, const YamlNode *place)
{
    Str wanted = reader->template->table_set;
    StrNames names = {0};
    Str list;

    for (size_t i = 0; i < sets->entries.n; i++) {
        Str name = sets->entries.at[i].key->text;

        if (sets->entries.at[i].value->kind == YAML_SCALAR ||
            sets->entries.at[i].value->kind == YAML_SEQUENCE)
            diag_report(reader->diag, SEVERITY_ERROR, "value-type", yaml_place(sets->entries.at[i].value),
                        (Str){0}, _("the table set “%.*s” must be a mapping"), STR_ARG(name));
        if (!template_offers(offers, name))
            continue;
        *vec_push(reader->arena, &names) = name;
        if (name_equal(name, wanted)) {
            reader->template->table_set = name;
            read_set(reader, sets, sets->entries.at[i].value, defaults);
            return;
        }
    }
    for (size_t i = 0; i < reader->template->chain_count; i++)
        template_set_names(reader->arena, reader->template->folders[i], offers, &names);
    list = str_join(reader->arena, names.at, names.n, STR(", "));
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(place ? place : sets),
                str_print(reader->arena, _("it has: %.*s"), STR_ARG(list)),
                _("the template “%.*s” has no table set “%.*s”"), STR_ARG(reader->template->name),
                STR_ARG(wanted));
}

static void read_tables(TemplateReader *reader, YamlMap *map, const YamlNode *set_place)
{
    TableDefaults defaults = {.words = reader->template->words,
                              .label = reader->template->wording.table_label,
                              .empty_note = reader->template->wording.empty_note};
    const YamlNode *node = yaml_get(map, "tables"), *sets = yaml_mapping(map, "table-sets");
    const YamlNode *offers = yaml_optional(map, "offers") ? yaml_list(map, "offers") : NULL;
    YamlMap tables;

    if (node) {
        yaml_open(&tables, reader->arena, reader->diag, node, false);
        table_defaults_read(&tables, &defaults);
        yaml_close(&tables);
    }
    if (sets && check_offers(reader, sets, offers))
        read_sets(reader, sets, offers, defaults, set_place);
}

// belongs: what is told under the wrong heading (a 培训会 under 会议费), and where it belongs.
static void read_belonging(TemplateReader *reader, const YamlNode *node, Belonging *belonging)
{
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    belonging->under = yaml_need_text(&map, "under");
    if (yaml_need(&map, "words"))
        belonging->words = yaml_texts(&map, "words", &belonging->word_count);
    if (yaml_need(&map, "not"))
        belonging->astray = yaml_texts(&map, "not", &belonging->astray_count);
    yaml_close(&map);
    for (size_t i = 0; i < belonging->astray_count; i++)
        if (name_equal(belonging->astray[i], belonging->under))
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(&map, "not")),
                        (Str){0}, _("“%.*s” is where it belongs"), STR_ARG(belonging->under));
}

static void read_belongings(TemplateReader *reader, YamlMap *map)
{
    const YamlNode *list = yaml_optional(map, "belongs") ? yaml_list(map, "belongs") : NULL;
    Belonging *belongings;

    if (!list)
        return;
    belongings = ARENA_ARRAY(reader->arena, Belonging, list->entries.n);
    for (size_t i = 0; i < list->entries.n; i++)
        read_belonging(reader, list->entries.at[i].value, &belongings[i]);
    reader->template->belongings = belongings;
    reader->template->belonging_count = list->entries.n;
}

// composition: which account items a cost is made up of (公用经费: those under 302 and 310).
static void read_composition(TemplateReader *reader, const YamlNode *node, Composition *composition)
{
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    composition->of = yaml_need_text(&map, "of");
    composition->tables = yaml_need_text(&map, "tables");
    if (yaml_need(&map, "codes"))
        composition->codes = yaml_texts(&map, "codes", &composition->code_count);
    yaml_close(&map);
    for (size_t i = 0; i < composition->code_count; i++)
        if (table_code_level(composition->codes[i]) != 0)
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(&map, "codes")),
                        (Str){0}, _("“%.*s” is not the code of a 类"), STR_ARG(composition->codes[i]));
}

static void read_compositions(TemplateReader *reader, YamlMap *map)
{
    const YamlNode *list = yaml_optional(map, "composition") ? yaml_list(map, "composition") : NULL;
    Composition *compositions;

    if (!list)
        return;
    compositions = ARENA_ARRAY(reader->arena, Composition, list->entries.n);
    for (size_t i = 0; i < list->entries.n; i++)
        read_composition(reader, list->entries.at[i].value, &compositions[i]);
    reader->template->compositions = compositions;
    reader->template->composition_count = list->entries.n;
}

// pages: the template whose page.html and style.css this one shares.
static void read_pages(TemplateReader *reader, YamlMap *map, TemplateFolders folders)
{
    Template *template = reader->template;
    const YamlNode *node = yaml_optional(map, "pages");
    Input *all = ARENA_ARRAY(reader->arena, Input, template->folder_count + 1), folder;
    Str name;

    if (!node || !yaml_node_text(reader->diag, node, &name))
        return;
    folder = template_folder(reader->arena, folders, name);
    if (source_outside(reader->diag, folder, name))
        return;
    if (!input_is_folder(reader->diag, folder)) {
        diag_report(reader->diag, SEVERITY_ERROR, "template-unknown", yaml_place(node),
                    template_hint(reader->arena, folders.templates, folders.own, name),
                    _("there is no template “%.*s”"), STR_ARG(name));
        return;
    }
    for (size_t i = 0; i < template->folder_count; i++)
        all[i] = template->folders[i];
    all[template->folder_count++] = folder;
    template->folders = all;
}

Input template_file(Arena *arena, const Template *t, Str name)
{
    for (size_t i = 0; i < t->folder_count; i++) {
        Input file = input_below(arena, t->folders[i], name);

        if (input_is_there(file))
            return file;
    }
    return input_below(arena, t->folders[0], name);
}

const Template *template_read(Arena *arena, Diag *diag, const Source *source, Str folder, Str table_set,
                              const YamlNode *set_place)
{
    TemplateFolders folders = {{.root = folder}, path_join(arena, folder, STR(".."))};

    return template_read_in(arena, diag, source, folders, table_set, set_place);
}

// The template with what its set says laid over it.
static const YamlNode *with_set(Arena *arena, Diag *diag, const YamlNode *root, Str wanted)
{
    const YamlNode *sets = yaml_value(root, STR("table-sets"));
    YamlNode *own = ARENA_NEW(arena, YamlNode);

    *own = (YamlNode){.kind = YAML_MAPPING, .source = root->source, .height = 1};
    for (size_t i = 0; sets && sets->kind == YAML_MAPPING && i < sets->entries.n; i++) {
        const YamlNode *set = sets->entries.at[i].value;

        for (size_t k = 0; name_equal(sets->entries.at[i].key->text, wanted) && set->kind == YAML_MAPPING &&
                           k < set->entries.n;
             k++)
            for (size_t j = 0; j < sizeof set_keys / sizeof set_keys[0]; j++)
                if (str_equal(set->entries.at[k].key->text, str_of(set_keys[j])))
                    *vec_push(arena, &own->entries) = set->entries.at[k];
    }
    for (size_t i = 0; i < own->entries.n; i++)
        if (own->entries.at[i].value->height >= own->height)
            own->height = own->entries.at[i].value->height + 1;
    return own->entries.n ? yaml_merge(arena, diag, root, own) : root;
}

const Template *template_read_in(Arena *arena, Diag *diag, const Source *source, TemplateFolders folders,
                                 Str table_set, const YamlNode *set_place)
{
    static const char *const starters[] = {"shared", "own"};
    TemplateReader reader = {.arena = arena, .diag = diag};
    const YamlNode *root = yaml_read(arena, diag, source), *node;
    YamlMap map;

    if (!root)
        return NULL;
    reader.template = ARENA_NEW(arena, Template);
    reader.template->shown = source->name;
    reader.template->table_set = table_set;
    root = template_extended(arena, diag, root, folders, reader.template, table_set.n == 0);
    if (!root) // all that it takes from another would be missing
        return NULL;
    root = with_set(arena, diag, root, reader.template->table_set);
    yaml_open(&map, arena, diag, root, true);
    // They are done by now.
    yaml_optional(&map, "extends");
    yaml_optional(&map, "replace");
    yaml_optional(&map, "words");
    read_pages(&reader, &map, folders);
    reader.template->name = yaml_text(&map, "name", (Str){0});
    reader.template->title = yaml_text(&map, "title", (Str){0});
    reader.template->style = yaml_text(&map, "style", (Str){0});
    reader.template->place = yaml_place(map.node);
    if (yaml_optional(&map, "starter"))
        yaml_choice(&map, "starter", starters, 2, 0);
    if ((node = yaml_get(&map, "document")))
        read_document(&reader, node);
    read_numbering(&reader, yaml_list(&map, "numbering"));
    read_sections(&reader, yaml_list(&map, "sections"));
    if ((node = yaml_get(&map, "wording")))
        read_wording(&reader, node);
    if ((node = yaml_get(&map, "prose")))
        read_prose(&reader, node);
    if (yaml_optional(&map, "rules"))
        template_rules(arena, diag, yaml_mapping(&map, "rules"), &reader.rules);
    template_phrases(arena, diag, yaml_optional(&map, "phrases"), reader.template);
    read_belongings(&reader, &map);
    read_compositions(&reader, &map);
    reader.template->publication_days = PUBLICATION_DAYS;
    if (yaml_optional(&map, "publication-days"))
        reader.template->publication_days = (int)yaml_int(&map, "publication-days", PUBLICATION_DAYS, 1, 366);
    template_audit(&map, reader.template);
    meanings_check_texts(arena, diag, yaml_optional(&map, "told-tables"));
    if (yaml_optional(&map, "told-tables"))
        reader.template->told_tables = yaml_texts(&map, "told-tables", &reader.template->told_table_count);
    template_frame(&map, reader.template);
    template_accounts_read(&map, folders, reader.template);
    read_tables(&reader, &map, set_place);
    yaml_close(&map);
    assert(reader.template->chain_count <= reader.template->folder_count);
    reader.template->rules = reader.rules.at;
    reader.template->rule_count = reader.rules.n;
    return reader.template;
}

static bool is_there(Arena *arena, Diag *diag, const TemplateChoice *choice, Input file)
{
    if (input_is_there(file))
        return true;
    diag_report(diag, SEVERITY_ERROR, "template-unknown",
                choice->name_node ? yaml_place(choice->name_node) : (Place){0},
                template_hint(arena, choice->templates, choice->from, choice->name),
                _("there is no template “%.*s”"), STR_ARG(choice->name));
    return false;
}

// The template's file, and the folders that names in it are looked for in. NULL after reporting.
static const Source *open_chosen(Arena *arena, Diag *diag, uint64_t *digest, const TemplateChoice *choice,
                                 TemplateFolders *folders)
{
    bool written = path_is_written(choice->name);
    bool named = written && choice->from.root.n == 0; // on a command line
    Str shown = written ? str_print(arena, "%.*s%.*s", STR_ARG(choice->prefix), STR_ARG(choice->name))
                        : path_join(arena, STR("templates"), choice->name);
    Input file;

    *folders = (TemplateFolders){.own = choice->from, .templates = choice->templates};
    folders->own = named ? (Input){.root = choice->name} : template_folder(arena, *folders, choice->name);
    file = input_below(arena, folders->own, STR("template.yaml"));
    if (!is_there(arena, diag, choice, file))
        return NULL;
    return source_read_digested(arena, diag, digest, file, path_join(arena, shown, STR("template.yaml")),
                                (Str){0});
}

const Template *template_choose(Arena *arena, Diag *diag, uint64_t *digest, const TemplateChoice *choice)
{
    size_t errors = diag_count(diag, SEVERITY_ERROR);
    TemplateFolders folders;
    const Source *source = open_chosen(arena, diag, digest, choice, &folders);
    const Template *template;

    if (!source)
        return NULL;
    template = template_read_in(arena, diag, source, folders, choice->table_set, choice->set_node);
    return diag_count(diag, SEVERITY_ERROR) == errors ? template : NULL;
}

Str *template_sets(Arena *arena, Diag *diag, const TemplateChoice *choice, size_t *n)
{
    TemplateFolders folders;
    uint64_t digest = 0;
    const Source *source = open_chosen(arena, diag, &digest, choice, &folders);
    const YamlNode *root = source ? yaml_read(arena, diag, source) : NULL, *sets;
    Template *template = ARENA_NEW(arena, Template);
    StrNames names = {0};

    *n = 0;
    root = root ? template_extended(arena, diag, root, folders, template, false) : NULL;
    if (!root)
        return NULL;
    sets = yaml_value(root, STR("table-sets"));
    for (size_t i = 0; sets && sets->kind == YAML_MAPPING && i < sets->entries.n; i++)
        if (sets->entries.at[i].value->kind != YAML_NULL &&
            template_offers(yaml_value(root, STR("offers")), sets->entries.at[i].key->text))
            *vec_push(arena, &names) = sets->entries.at[i].key->text;
    for (size_t i = 0; i < template->chain_count; i++)
        template_set_names(arena, template->folders[i], yaml_value(root, STR("offers")), &names);
    *n = names.n;
    return names.at;
}

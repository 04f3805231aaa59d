// The manifest's larger keys: figures, rules, overrides, ignores, site, submission, sections.
#include "project/internal-project.h"

static NamedFigure figure_of(const YamlEntry *entry)
{
    Expressed expressed = expressed_of(entry->value);

    return (NamedFigure){entry->key->text, expressed.text, expressed.offset};
}

// “医院”: a text, which the marks belong to; round a formula an input method wrote them for YAML's.
static bool is_text_literal(const YamlNode *node)
{
    Str text = node->text, open = STR("“"), close = STR("”");

    return node->kind == YAML_SCALAR && str_starts(text, open) &&
           str_find(text, close, 0) > (ptrdiff_t)open.n &&
           str_find(text, close, 0) == (ptrdiff_t)(text.n - close.n) && str_find_char(text, '[', 0) < 0 &&
           str_find_char(text, '{', 0) < 0;
}

void manifest_figures(ProjectReader *reader, YamlMap *map)
{
    const YamlNode *node = yaml_mapping(map, "figures");
    NamedFigure *figures;
    Str text;

    if (!node)
        return;
    figures = ARENA_ARRAY(reader->arena, NamedFigure, node->entries.n);
    for (size_t i = 0; i < node->entries.n; i++)
        if (is_text_literal(node->entries.at[i].value) ||
            yaml_node_text(reader->diag, node->entries.at[i].value, &text))
            figures[reader->project->figure_count++] = figure_of(&node->entries.at[i]);
    reader->project->figures = figures;
}

void manifest_rules(ProjectReader *reader, YamlMap *map)
{
    RuleSpecs rules = {0};

    rules_read(reader->arena, reader->diag, yaml_list(map, "rules"), &rules);
    reader->project->rules = rules.at;
    reader->project->rule_count = rules.n;
}

// overrides: { 收入支出决算总表.收入[年初结转和结余]: { value: 49.92, reason: 科目调整 } }: what was
// published last year for a cell that differs, and why.
static void read_override(ProjectReader *reader, const YamlEntry *entry, Override *override)
{
    YamlMap map;
    Str value;

    override->cell = expressed_of(entry->key);
    yaml_open(&map, reader->arena, reader->diag, entry->value, false);
    value = yaml_need_text(&map, "value");
    override->reason = yaml_need_text(&map, "reason");
    override->value = number_parse(reader->arena, value, NULL);
    if (value.n && !override->value)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(&map, "value")),
                    (Str){0}, _("“%.*s” is no number"), STR_ARG(value));
    yaml_close(&map);
}

void manifest_overrides(ProjectReader *reader, YamlMap *map)
{
    const YamlNode *node = yaml_mapping(map, "overrides");
    Project *project = reader->project;
    Override *overrides;

    if (!node)
        return;
    overrides = ARENA_ARRAY(reader->arena, Override, node->entries.n);
    for (size_t i = 0; i < node->entries.n; i++) {
        Override *next = &overrides[project->override_count];

        read_override(reader, &node->entries.at[i], next);
        project->override_count += next->value != NULL;
    }
    project->overrides = overrides;
}

void manifest_fixed_phrases(ProjectReader *reader)
{
    Project *project = reader->project;
    Input file = input_below(reader->arena, reader->folder, STR("phrases-fixed.txt"));
    VEC(Str) phrases = {0};

    if (reader->neighbour || !input_is_there(file))
        return;
    const Source *source = source_read_digested(reader->arena, reader->diag, &project->digest, file,
                                                STR("phrases-fixed.txt"), project->input_encoding);
    for (size_t i = 0; source && i < source->line_count; i++) {
        Str line = str_trim(source_line(source, (uint32_t)i + 1));

        if (line.n && line.at[0] != '#')
            *vec_push(reader->arena, &phrases) = line;
    }
    project->fixed_phrases = phrases.at;
    project->fixed_phrase_count = phrases.n;
}

// ignore: [{ rule: vehicles, table: 其他数据, reason: … }]
void manifest_ignores(ProjectReader *reader, YamlMap *map)
{
    const YamlNode *node = yaml_list(map, "ignore");
    Project *project = reader->project;
    TableIgnore *ignores;

    if (!node)
        return;
    ignores = ARENA_ARRAY(reader->arena, TableIgnore, node->entries.n);
    for (size_t i = 0; i < node->entries.n; i++) {
        TableIgnore *next = &ignores[project->ignore_count];
        YamlMap one;

        yaml_open(&one, reader->arena, reader->diag, node->entries.at[i].value, false);
        next->rule = yaml_need_text(&one, "rule");
        next->table = yaml_need_text(&one, "table");
        next->reason = yaml_need_text(&one, "reason");
        if (next->rule.n && next->table.n && next->reason.n) {
            next->place = yaml_place(yaml_get(&one, "rule"));
            project->ignore_count++;
        }
        yaml_close(&one);
    }
    project->ignores = ignores;
}

void manifest_site(ProjectReader *reader, YamlMap *map)
{
    // 国办发〔2017〕47号, annex 2: the page metadata of government sites; the title and the date are the
    // project's own.
    static const char *const names[] = {"SiteName",          "SiteDomain",     "SiteIDCode",  "ColumnName",
                                        "ColumnDescription", "ColumnKeywords", "ColumnType",  "ContentSource",
                                        "Keywords",          "Author",         "Description", "Url"};
    size_t count = sizeof names / sizeof names[0];
    const YamlNode *node = yaml_mapping(map, "site");
    Project *project = reader->project;
    SiteField *fields;
    YamlMap site;

    project->site_encoding = STR("UTF-8");
    if (!node)
        return;
    fields = ARENA_ARRAY(reader->arena, SiteField, count);
    yaml_open(&site, reader->arena, reader->diag, node, false);
    project->site_encoding = yaml_text(&site, "encoding", project->site_encoding);
    for (size_t i = 0; i < count; i++) {
        Str value = yaml_text(&site, names[i], (Str){0});

        if (value.n)
            fields[project->site_count++] = (SiteField){str_of(names[i]), value};
    }
    yaml_close(&site);
    project->site = fields;
}

// Its keys are the words under which content systems ask.
void manifest_submission(ProjectReader *reader, YamlMap *map)
{
    const WordList fields = reader->words->lists[WORDS_SUBMISSION_FIELDS];
    const YamlNode *node = yaml_mapping(map, "submission");
    Project *project = reader->project;
    SiteField *given;
    YamlMap submission;

    if (!node)
        return;
    given = ARENA_ARRAY(reader->arena, SiteField, fields.n);
    yaml_open(&submission, reader->arena, reader->diag, node, false);
    for (size_t i = 0; i < fields.n; i++) {
        const char *key = str_c(reader->arena, words_first(fields.of[i]));
        Str value = yaml_text(&submission, key, (Str){0});

        if (value.n)
            given[project->submission_count++] = (SiteField){fields.at[i], value};
    }
    yaml_close(&submission);
    project->submission = given;
}

// ---- sections

// The text that is to stand in the place of the file's.
static Source *replace_text(ProjectReader *reader, Source *source)
{
    const ProjectOptions *options = reader->options;

    for (size_t i = 0; source && i < options->text_count; i++)
        if (str_equal(options->texts[i].name, source->name))
            return source_from_bytes(reader->arena, reader->diag, options->texts[i].text, source->name,
                                     STR("UTF-8"));
    return source;
}

static void add_section(ProjectReader *reader, Input folder, Str name)
{
    Project *project = reader->project;
    Source *source = source_read_digested(
        reader->arena, reader->diag, &project->digest, input_below(reader->arena, folder, name),
        str_print(reader->arena, "sections/%.*s", STR_ARG(name)), project->input_encoding);

    source = replace_text(reader, source);
    if (source && str_trim(source->text).n == 0) {
        diag_report(reader->diag, SEVERITY_ERROR, "section-empty", (Place){.file = source->name},
                    str_of(_("write its text, or delete the file")), "%s", _("this section has no text"));
        source = NULL;
    }
    if (source)
        project->sections[project->section_count++] = source;
    else
        project->sections_reported = true;
}

// By file name, with or without .md; -1 where there is none.
static ptrdiff_t find_section(Arena *arena, Str wanted, const Str *names, size_t n)
{
    Str with_extension = str_print(arena, "%.*s.md", STR_ARG(wanted));

    for (size_t i = 0; i < n; i++)
        if (name_equal(names[i], wanted) || name_equal(names[i], with_extension))
            return (ptrdiff_t)i;
    return -1;
}

static void add_listed(ProjectReader *reader, const YamlNode *list, Input folder, const Str *names, size_t n)
{
    for (size_t i = 0; i < list->entries.n; i++) {
        const YamlNode *item = list->entries.at[i].value;
        ptrdiff_t found;
        Str wanted;

        if (!yaml_node_text(reader->diag, item, &wanted))
            continue;
        found = find_section(reader->arena, wanted, names, n);
        if (found >= 0)
            add_section(reader, folder, names[found]);
        else
            diag_report(reader->diag, SEVERITY_ERROR, "section-missing", yaml_place(item),
                        yaml_hint_nearest(reader->arena, wanted, names, n),
                        _("the folder “sections” has no “%.*s”"), STR_ARG(wanted));
    }
}

void manifest_sections(ProjectReader *reader, YamlMap *map)
{
    Project *project = reader->project;
    const YamlNode *list = yaml_list(map, "sections");
    Input folder = input_below(reader->arena, reader->folder, STR("sections"));
    size_t total, n = 0, room;
    Str *names;

    if (reader->neighbour || reader->options->convert)
        return;
    if (source_outside(reader->diag, folder, STR("sections"))) {
        project->sections_reported = true;
        return;
    }
    names = input_list(reader->arena, reader->diag, folder, &total);
    for (size_t i = 0; i < total; i++)
        if (str_ends(names[i], STR(".md")))
            names[n++] = names[i];
    if (n == 0) {
        project->sections_reported = true;
        diag_report(reader->diag, SEVERITY_ERROR, "section-missing", (Place){.file = STR("sections")},
                    str_of(_("the text stands in sections/, a Markdown file (.md) a section")),
                    _("the project has no sections"));
        return;
    }
    room = list && list->entries.n > n ? list->entries.n : n;
    project->sections = ARENA_ARRAY(reader->arena, Source *, room);
    if (list)
        add_listed(reader, list, folder, names, n);
    for (size_t i = 0; !list && i < n; i++)
        add_section(reader, folder, names[i]);
}

// gongkai.yaml to a Project: the template and style that it names, and its keys.
#include "project/internal-project.h"
#include "text/text.h"

static Str prefixed(const ProjectReader *reader, Str name)
{
    return str_print(reader->arena, "%.*s%.*s", STR_ARG(reader->prefix), STR_ARG(name));
}

static Source *read_file(ProjectReader *reader, Input input, Str name)
{
    return source_read_digested(reader->arena, reader->diag, &reader->project->digest, input, name, (Str){0});
}

// ---- template and style

// A template, and what it adds to the digest of a project.
typedef struct TemplateMade {
    const Template *template;
    VEC(DigestPart) parts;
} TemplateMade;

static void part_add(Arena *arena, Diag *diag, TemplateMade *made, Input file, Str name)
{
    Arena *scratch = arena_new();
    Diag *trial = diag_new(); // who reads them reports
    Str bytes;

    if (source_bytes(scratch, trial, file, file.name, &bytes))
        *vec_push(arena, &made->parts) = (DigestPart){name, str_hash(bytes)};
    for (size_t i = 0; i < diag_total(trial); i++)
        if (diag_at(trial, i)->severity == SEVERITY_FAILURE) // the next read may not fail
            diag_copy(diag, diag_at(trial, i));
    diag_free(trial);
    arena_free(scratch);
}

// Its own file as findings print it, the files of the templates that it extends, and of its pages, which html
// reads.
static void template_parts(Arena *arena, Diag *diag, TemplateMade *made)
{
    static const char *const names[] = {"template.yaml", "page.html", "style.css", "search.js"};
    const Template *template = made->template;

    part_add(arena, diag, made, input_below(arena, template->folders[0], str_of(names[0])), template->shown);
    for (size_t i = 0; i < template->folder_count; i++)
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
            part_add(arena, diag, made, input_below(arena, template->folders[i], str_of(names[k])),
                     str_of(names[k]));
    for (size_t i = 0; i < template->set_file_count; i++)
        part_add(arena, diag, made, template->set_files[i], template->set_files[i].name);
}

static const void *template_make(void *context, Arena *arena, Diag *diag)
{
    TemplateChoice choice = *(const TemplateChoice *)context;
    TemplateMade *made = ARENA_NEW(arena, TemplateMade);
    uint64_t digest = 0; // its parts are kept instead

    choice.name = str_copy(arena, choice.name);
    choice.templates = str_copy(arena, choice.templates);
    choice.table_set = str_copy(arena, choice.table_set);
    made->template = template_choose(arena, diag, &digest, &choice);
    if (!made->template)
        return NULL;
    template_parts(arena, diag, made);
    return made;
}

// What is Gongkai's own is the same for every project that names it so.
static Kept *kept_of(const ProjectReader *reader, Str name)
{
    return path_is_written(name) ? NULL : reader->options->kept;
}

static const Template *read_template(ProjectReader *reader, YamlMap *map)
{
    TemplateChoice choice = {
        .name = yaml_need_text(map, "template"),
        .templates = path_join(reader->arena, reader->options->data_folder, STR("templates")),
        .from = reader->folder,
        .prefix = reader->prefix,
        .table_set = yaml_text(map, "table-set", (Str){0}),
        .name_node = yaml_get(map, "template"),
        .set_node = yaml_get(map, "table-set"),
    };
    Str key = str_print(reader->arena, "template %.*s\n%.*s\n%.*s", STR_ARG(choice.templates),
                        STR_ARG(choice.name), STR_ARG(choice.table_set));
    const TemplateMade *made = choice.name.n ? kept_take(kept_of(reader, choice.name), reader->arena,
                                                         reader->diag, key, template_make, &choice)
                                             : NULL;

    reader->template_kept = kept_of(reader, choice.name);
    if (!made)
        return NULL;
    for (size_t i = 0; i < made->parts.n; i++)
        digest_add_hash(&reader->project->digest, made->parts.at[i].name, made->parts.at[i].hash);
    for (size_t i = 0; i < made->template->folder_count; i++)
        project_note_outside(reader, "template", made->template->folders[i]);
    return made->template;
}

#define BASE_STYLE "templates/styles/gb9704.yaml"

static Str style_hint(ProjectReader *reader, Str name)
{
    Arena *arena = reader->arena;
    size_t total, n = 0;
    Str *names =
        input_list(arena, reader->diag,
                   input_at(path_join(arena, reader->options->data_folder, STR("templates/styles"))), &total);

    for (size_t i = 0; i < total; i++)
        if (str_ends(names[i], STR(".yaml")))
            names[n++] = str_slice(names[i], 0, names[i].n - STR(".yaml").n);
    Str hint = yaml_hint_nearest(arena, name, names, n);
    if (hint.n || n == 0)
        return hint;
    return str_print(arena, _("there are: %.*s; or write the path of a YAML file"),
                     STR_ARG(str_join(arena, names, n, STR(", "))));
}

// A style, and what it adds to the digest of a project.
typedef struct StyleMade {
    const Style *style;
    VEC(DigestPart) parts;
} StyleMade;

typedef struct StyleFile {
    Input file, base;
    Str shown;
    bool based; // one of somebody's own may be older than the newest keys
} StyleFile;

static Source *style_source(Arena *arena, Diag *diag, StyleMade *made, Input file, Str shown)
{
    Str bytes;

    if (!source_bytes(arena, diag, file, shown, &bytes))
        return NULL;
    *vec_push(arena, &made->parts) = (DigestPart){shown, str_hash(bytes)};
    return source_from_bytes(arena, diag, bytes, shown, (Str){0});
}

static const void *style_make(void *context, Arena *arena, Diag *diag)
{
    const StyleFile *style = context;
    StyleMade *made = ARENA_NEW(arena, StyleMade);
    Source *source = style_source(arena, diag, made, style->file, str_copy(arena, style->shown)),
           *base =
               source && style->based ? style_source(arena, diag, made, style->base, STR(BASE_STYLE)) : NULL;

    made->style = source ? style_read(arena, diag, source, base) : NULL;
    return made;
}

static const Style *read_style(ProjectReader *reader, YamlMap *map)
{
    Arena *arena = reader->arena;
    const YamlNode *node = yaml_get(map, "style");
    Str name = yaml_text(map, "style", reader->project->template->style), shown;
    Input file;
    size_t errors = diag_count(reader->diag, SEVERITY_ERROR);

    if (path_is_written(name)) {
        shown = name;
        file = input_named_file(arena, reader->folder, name);
    } else {
        shown = str_print(arena, "templates/styles/%.*s.yaml", STR_ARG(name));
        file = input_at(path_join(arena, reader->options->data_folder, shown));
    }
    // What is not named like one is not looked at: its lines would stand in the findings.
    if (!str_ends(shown, STR(".yaml")) || !input_is_there(file)) {
        diag_report(reader->diag, SEVERITY_ERROR, "style-unknown", node ? yaml_place(node) : (Place){0},
                    style_hint(reader, name), _("there is no style “%.*s”"), STR_ARG(name));
        return NULL;
    }
    project_note_outside(reader, "style", file);
    StyleFile wanted = {.file = file, .shown = shown, .based = path_is_written(name)};
    wanted.base = input_at(path_join(arena, reader->options->data_folder, STR(BASE_STYLE)));
    const StyleMade *made =
        kept_take(kept_of(reader, name), arena, reader->diag,
                  str_print(arena, "style %.*s", STR_ARG(input_path(arena, file))), style_make, &wanted);
    for (size_t i = 0; i < made->parts.n; i++)
        digest_add_hash(&reader->project->digest, made->parts.at[i].name, made->parts.at[i].hash);
    return diag_count(reader->diag, SEVERITY_ERROR) == errors ? made->style : NULL;
}

// ---- keys

// A day of the manifest; empty after reporting what is none.
static Str read_day(ProjectReader *reader, YamlMap *map, const char *key)
{
    Str text = yaml_optional(map, key) ? yaml_text(map, key, (Str){0}) : (Str){0};
    int64_t seconds;

    if (!text.n || unfilled_is(reader->words, yaml_get(map, key)) || date_parse(text, false, &seconds))
        return text;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, key)),
                str_of(_("write 2023-02-10")), _("“%.*s” is no date"), STR_ARG(text));
    return (Str){0};
}

static void read_dates(ProjectReader *reader, YamlMap *map)
{
    Project *project = reader->project;

    project->date = yaml_text(map, "date", (Str){0});
    project->approved = read_day(reader, map, "approved");
    project->publish_by = read_day(reader, map, "publish-by");
    if (yaml_optional(map, "approval-number"))
        project->approval_number = yaml_text(map, "approval-number", (Str){0});
    if (project->date.n == 0) {
        project->time = reader->neighbour ? 0 : date_from_environment(reader->diag);
    } else if (!date_parse(project->date, true, &project->time)) {
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, "date")),
                    str_of(_("write 2023-02-10, or with the time 2023-02-10 09:00")), _("“%.*s” is no date"),
                    STR_ARG(project->date));
        project->date = (Str){0};
    }
}

// Asked once here, so that an unknown name is not reported again for every file.
static Str read_encoding(ProjectReader *reader, YamlMap *map)
{
    Str encoding = yaml_text(map, "input-encoding", (Str){0});
    Diag *trial = diag_new();
    bool known = source_from_bytes(reader->arena, trial, (Str){0}, (Str){0}, encoding) || !diag_failed(trial);

    diag_free(trial);
    if (known)
        return encoding;
    diag_report(
        reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, "input-encoding")),
        str_of(_("write for example UTF-8 or GB18030, or leave it out: encodings are told by content")),
        _("“%.*s” is no encoding"), STR_ARG(encoding));
    return (Str){0};
}

static Unit read_unit(YamlMap *map)
{
    Unit usual = unit_parse(text_money_name(4)), unit = unit_read(map, "unit", usual);

    if (unit.kind == UNIT_MONEY)
        return unit;
    unit_report(map, "unit");
    return usual;
}

static void read_facts(ProjectReader *reader, YamlMap *map)
{
    static const char *const unit_kinds[] = {"行政", "参公", "事业"};
    static const char *const hidden[] = {"skip", "read"};
    Project *project = reader->project;
    int kind;

    if (yaml_need(map, "year"))
        project->year = (int)yaml_int(map, "year", 0, 1950, 9998);
    department_read(reader, map);
    project->title = yaml_need_text(map, "title");
    kind = unfilled_is(reader->words, yaml_optional(map, "unit-kind"))
               ? -1
               : yaml_choice(map, "unit-kind", unit_kinds, 3, -1);
    if (kind >= 0)
        project->unit_kind = str_of(unit_kinds[kind]);
    project->unit = read_unit(map);
    reader->rounding_said = yaml_get(map, "rounding-note") != NULL;
    project->rounding_note = yaml_bool(map, "rounding-note", false);
    project->comparison = yaml_bool(map, "comparison", project->template && project->template->comparison);
    project->comparison_place = yaml_get(map, "comparison") ? yaml_place(yaml_get(map, "comparison"))
                                                            : (Place){.file = project->manifest->name};
    project->hidden = (Hidden)(yaml_choice(map, "hidden", hidden, 2, -1) + 1);
    project->ignored_sheets = yaml_texts(map, "ignore-sheets", &project->ignored_sheet_count);
    project->example = yaml_bool(map, "example", false);
    project->allow_html = yaml_bool(map, "allow-html", false);
    project->input_encoding = read_encoding(reader, map);
}

static TemplateFacts facts_of(const Project *project)
{
    return (TemplateFacts){project->department, project->department_short, project->year};
}

// What tables/NAME.yaml says; of the template's own nothing is left to fill.
static void fill_tables(const Project *project, Arena *arena)
{
    TemplateFacts facts = facts_of(project);

    for (size_t i = 0; i < project->book.table_count; i++) {
        Table *table = project->book.tables[i];

        table->spec = table_spec_fill(arena, table->spec, &facts);
    }
}

// node: the manifest's own, or NULL.
static void read_accounts(ProjectReader *reader, const YamlNode *node)
{
    Project *project = reader->project;
    const Template *t =
        template_with_accounts(reader->arena, reader->diag, project->template, node, reader->folder);

    AccountsReader accounts = {.arena = reader->arena,
                               .diag = reader->diag,
                               .digest = &project->digest,
                               .kept = node ? NULL : reader->template_kept};

    project->accounts = template_accounts(&accounts, t, project->year);
    project->accounts_before =
        template_accounts_before(&accounts, t, project->year, &project->accounts_before_count);
}

// A set whose columns nobody has seen is no official form, and says so every time.
static void tell_assumed(const ProjectReader *reader)
{
    const Template *template = reader->project->template;
    StrBuf names = {.arena = reader->arena};
    const TableSpec *first = NULL;

    for (size_t i = 0; i < template->table_count; i++) {
        const TableSpec *spec = &template->tables[i];

        if (!spec->assumed)
            continue;
        first = first ? first : spec;
        buf_print(&names, "%s%.*s", names.n ? ", " : "", STR_ARG(spec->name));
    }
    if (first)
        diag_report(
            reader->diag, SEVERITY_WARNING, "columns-assumed", first->place,
            str_print(reader->arena,
                      _("compare them with the form that is handed out, then take `assumed` away: %.*s"),
                      STR_ARG(buf_str(&names))),
            _("the columns of %zu tables of the set “%.*s” are assumed: no source gives them"),
            template->assumed_count, STR_ARG(template->table_set));
}

// units: the list of units, or NULL.
static void read_own_tables(ProjectReader *reader, const YamlNode *units)
{
    Project *project = reader->project;
    TableBook unsummed = {0}; // of a withheld unit nothing could be summed
    TableFolder folder = table_folder(reader, input_below(reader->arena, reader->folder, STR("tables")),
                                      prefixed(reader, STR("tables")), project->year);

    folder.withholding = project;
    folder.complete = !reader->neighbour && !units;
    folder.draft = reader->options->draft;
    folder.lacking = reader->options->lacking;
    tables_read(&folder, &project->book);
    project->book.given = true;
    if (units) {
        units_read(reader, units);
        folder.complete = !reader->neighbour;
        tables_complete(&folder,
                        project_withheld_count(project, WITHHELD_UNIT) ? &unsummed : &project->units_sum,
                        &project->book);
    }
    fill_tables(project, reader->arena);
    for (size_t i = 0; i < project->book.table_count && !reader->rounding_said; i++)
        project->rounding_note |= project->book.tables[i]->rounding;
}

// Keys first and the files that they name after, so that a fault in one does not hide those in the others.
static bool read_manifest(ProjectReader *reader, const YamlNode *root)
{
    Project *project = reader->project;
    const YamlNode *last_year, *budget, *units, *lines, *accounts, *approved;
    YamlMap map;

    if (!yaml_open(&map, reader->arena, reader->diag, root, false))
        return false;
    project->template = read_template(reader, &map);
    reader->words = project->template ? project->template->words : &words_builtin;
    unfilled_report(reader->words, reader->diag, root);
    read_facts(reader, &map);
    read_dates(reader, &map);
    manifest_figures(reader, &map);
    manifest_rules(reader, &map);
    manifest_overrides(reader, &map);
    manifest_ignores(reader, &map);
    manifest_fixed_phrases(reader);
    manifest_site(reader, &map);
    manifest_submission(reader, &map);
    manifest_sections(reader, &map);
    if (yaml_optional(&map, "attachments"))
        project->attachments = yaml_texts(&map, "attachments", &project->attachment_count);
    last_year = yaml_get(&map, "last-year");
    budget = yaml_get(&map, "budget");
    approved = yaml_optional(&map, "approved-tables");
    units = yaml_list(&map, "units");
    lines = yaml_mapping(&map, "title-lines");
    accounts = yaml_mapping(&map, "accounts");
    if (project->template && !reader->neighbour)
        project->style = read_style(reader, &map);
    else
        yaml_get(&map, "style");
    yaml_close(&map);
    if (project->template) {
        TemplateFacts facts = facts_of(project);

        project->template = template_fill(reader->arena, project->template, &facts);
        if (!reader->neighbour) {
            project_lines(reader, lines);
            tell_assumed(reader);
        }
        withheld_read(reader);
        read_own_tables(reader, units);
    }
    if (!reader->neighbour) {
        if (project->template)
            read_accounts(reader, accounts);
        other_year_read(reader, "last-year", last_year, project->year - 1, &project->last_year);
        other_year_read(reader, "budget", budget, project->year, &project->budget);
        approved_read(reader, approved);
    }
    // Without its year and its department nothing in the document can be told right from wrong.
    return project->template &&
           (reader->neighbour || (project->style && project->year && project->department.n));
}

static Project *read_folder(ProjectReader *reader, Input folder)
{
    Arena *arena = reader->arena;
    Input manifest = input_below(arena, folder, STR("gongkai.yaml"));
    Str shown = prefixed(reader, STR("gongkai.yaml"));
    const YamlNode *root;

    reader->project = ARENA_NEW(arena, Project);
    reader->folder = folder;
    reader->project->folder = input_path(arena, folder);
    if (!input_is_there(manifest)) {
        diag_report(reader->diag, SEVERITY_ERROR, "manifest-missing", (Place){.file = shown},
                    str_of(_("a project is a folder with a gongkai.yaml; files that were published are named "
                             "one by one")),
                    _("%.*s is not there"), STR_ARG(input_path(arena, manifest)));
        return NULL;
    }
    reader->project->manifest = read_file(reader, manifest, shown);
    root = reader->project->manifest ? yaml_read(arena, reader->diag, reader->project->manifest) : NULL;
    return root && read_manifest(reader, root) ? reader->project : NULL;
}

static const Project *read_other(const ProjectReader *reader, OtherProject other)
{
    ProjectReader next = *reader;

    next.prefix = other.prefix;
    next.neighbour = true;
    next.top = reader->top ? reader->top : reader;
    next.above = other.unit ? reader : NULL;
    return read_folder(&next, other.folder);
}

Project *project_read(Arena *arena, Diag *diag, const char *folder, ProjectOptions options)
{
    Outsides outside = {0};
    ProjectReader reader = {
        .arena = arena, .diag = diag, .options = &options, .outside = &outside, .read_other = read_other};
    Project *project = read_folder(&reader, (Input){.root = str_of(folder)});

    if (project)
        project->outside = outside;
    return project;
}

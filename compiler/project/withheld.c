// withheld.yaml: what the project may not publish (涉密), in a file of its own, which holds no amounts and
// which no output carries.
#include "project/internal-project.h"

static void read_entry(ProjectReader *reader, const YamlNode *node, Withheld *withheld)
{
    static const char *const kinds[] = {"item", "below", "table", "unit"};
    size_t given = 0, errors = diag_count(reader->diag, SEVERITY_ERROR);
    YamlMap map;

    withheld->what = (Str){0};
    if (!yaml_open(&map, reader->arena, reader->diag, node, false))
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        Str what = yaml_text(&map, kinds[i], (Str){0});

        if (what.n == 0)
            continue;
        given++;
        withheld->kind = (WithheldKind)i;
        withheld->what = what;
        withheld->place = yaml_place(yaml_get(&map, kinds[i]));
    }
    if (withheld->kind == WITHHELD_ITEM)
        withheld->name = yaml_text(&map, "name", (Str){0});
    yaml_need_text(&map, "reference");
    yaml_close(&map);
    if (given == 1)
        return;
    withheld->what = (Str){0};
    if (given == 0 && diag_count(reader->diag, SEVERITY_ERROR) > errors) // a key that is spelled wrong
        return;
    diag_report(
        reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
        str_of(_("write one of `item:`, `below:`, `table:` and `unit:`, and on what grounds: `reference:`")),
        "%s", _("what is withheld is one thing"));
}

static Str nearest_table(ProjectReader *reader, Str name)
{
    const Template *template = reader->project->template;
    Str *names = ARENA_ARRAY(reader->arena, Str, template->table_count + 1);

    for (size_t i = 0; i < template->table_count; i++)
        names[i] = template->tables[i].name;
    return yaml_hint_nearest(reader->arena, name, names, template->table_count);
}

// A code, or a table of the set; a unit may have any name.
static bool is_known(ProjectReader *reader, Withheld *withheld)
{
    const TableSpec *spec;

    if (withheld->kind == WITHHELD_UNIT || !withheld->what.n)
        return withheld->what.n > 0;
    if (withheld->kind != WITHHELD_TABLE) {
        if (table_code_level(withheld->what) >= 0)
            return true;
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", withheld->place,
                    str_of(_("write the whole code of a 类, 款 or 项: \"2040201\"")),
                    _("“%.*s” is no code of an account item"), STR_ARG(withheld->what));
        return false;
    }
    spec = template_find_table(reader->project->template, withheld->what);
    if (spec)
        withheld->what = spec->name;
    else
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", withheld->place,
                    nearest_table(reader, withheld->what), _("the set has no table “%.*s”"),
                    STR_ARG(withheld->what));
    return spec != NULL;
}

void withheld_read(ProjectReader *reader)
{
    Project *project = reader->project;
    Input file = input_below(reader->arena, reader->folder, STR("withheld.yaml"));
    Str shown = str_print(reader->arena, "%.*swithheld.yaml", STR_ARG(reader->prefix));
    const YamlNode *list = NULL;
    Withheld *all;
    Source *source;

    if (!input_is_there(file) || source_outside(reader->diag, file, shown))
        return;
    source = source_read_digested(reader->arena, reader->diag, &project->digest, file, shown, (Str){0});
    if (source)
        list = yaml_read(reader->arena, reader->diag, source);
    if (!list || list->kind == YAML_NULL)
        return;
    if (list->kind != YAML_SEQUENCE) {
        diag_report(reader->diag, SEVERITY_ERROR, "value-type", yaml_place(list), (Str){0}, "%s",
                    _("withheld.yaml is a list"));
        return;
    }
    all = ARENA_ARRAY(reader->arena, Withheld, list->entries.n + 1);
    for (size_t i = 0; i < list->entries.n; i++) {
        Withheld *next = &all[project->withheld_count];

        *next = (Withheld){0};
        read_entry(reader, list->entries.at[i].value, next);
        project->withheld_count += is_known(reader, next);
    }
    project->withheld = all;
}

// ---- asked

bool project_withholds(const Project *project, WithheldKind kind, Str what)
{
    for (size_t i = 0; i < project->withheld_count; i++)
        if (project->withheld[i].kind == kind && name_equal(project->withheld[i].what, what))
            return true;
    return false;
}

size_t project_withheld_count(const Project *project, WithheldKind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < project->withheld_count; i++)
        n += project->withheld[i].kind == kind;
    return n;
}

static bool is_below(Str code, Str above)
{
    return code.n > above.n && str_starts(code, above);
}

bool project_withholds_item(const Project *project, Str code)
{
    for (size_t i = 0; code.n && i < project->withheld_count; i++) {
        const Withheld *one = &project->withheld[i];

        if (one->kind == WITHHELD_ITEM && (str_equal(code, one->what) || is_below(code, one->what)))
            return true;
        if (one->kind == WITHHELD_BELOW && is_below(code, one->what))
            return true;
    }
    return false;
}

bool project_withholds_below(const Project *project, Str code)
{
    for (size_t i = 0; i < project->withheld_count; i++) {
        const Withheld *one = &project->withheld[i];

        if ((one->kind == WITHHELD_ITEM || one->kind == WITHHELD_BELOW) &&
            (is_below(one->what, code) || (one->kind == WITHHELD_BELOW && str_equal(one->what, code))))
            return true;
    }
    return false;
}

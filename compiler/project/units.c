// units: the projects whose sum this department is (部门预决算由本级和所属单位的预决算汇总而成,
// 财预〔2016〕143号). Their tables are summed row by row; those that the department has no file for are
// taken from the sum.
#include "project/internal-project.h"

// Departments within departments.
#define DEPTH_MOST 8

typedef struct UnitsReader {
    ProjectReader *reader;
    const YamlNode *node;
    VEC(const Project *) units;
    VEC(const YamlNode *) places; // one a unit
    VEC(Str) paths;               // of all that are listed, with links followed
    VEC(Table *) tables;
} UnitsReader;

static void report(UnitsReader *units, const char *rule, const YamlNode *place, Str hint, Str message)
{
    diag_report(units->reader->diag, SEVERITY_ERROR, rule, yaml_place(place), hint, "%.*s", STR_ARG(message));
}

// ---- the units' projects

// A unit that is this project, or one that this one is a unit of.
static bool in_circle(UnitsReader *units, const YamlNode *place, Str path, Str name)
{
    Arena *arena = units->reader->arena;
    int depth = 0;

    for (const ProjectReader *above = units->reader; above; above = above->above, depth++) {
        if (!str_equal(path_real(arena, above->project->folder), path))
            continue;
        report(units, "units-circle", place, str_of(_("a unit names its own units, never its department")),
               str_print(arena, _("“%.*s” is made of itself"), STR_ARG(name)));
        return true;
    }
    if (depth < DEPTH_MOST)
        return false;
    report(units, "units-circle", place, (Str){0},
           str_print(arena, _("more than %d departments within each other"), DEPTH_MOST));
    return true;
}

static bool listed_before(UnitsReader *units, const YamlNode *place, Str path, Str name)
{
    Arena *arena = units->reader->arena;

    for (size_t i = 0; i < units->paths.n; i++) {
        if (!str_equal(units->paths.at[i], path))
            continue;
        report(units, "units-duplicate", place, str_of(_("its figures would count twice")),
               str_print(arena, _("the unit “%.*s” is listed already"), STR_ARG(name)));
        return true;
    }
    return false;
}

// Whether its tables can be added to the department's.
static bool fits(UnitsReader *units, const YamlNode *place, const Project *unit, Str name)
{
    Arena *arena = units->reader->arena;
    const Project *project = units->reader->project;
    const Template *own = project->template, *other = unit->template;
    bool same = own->table_count == other->table_count && str_equal(own->table_set, other->table_set);

    if (unit->year != project->year) {
        report(units, "units-year", place, (Str){0},
               str_print(arena, _("the unit “%.*s” is of %d, this project of %d"), STR_ARG(name), unit->year,
                         project->year));
        return false;
    }
    for (size_t i = 0; same && i < own->table_count; i++)
        same = table_spec_same_form(&own->tables[i], &other->tables[i]);
    if (!same)
        report(units, "units-tables", place,
               str_of(_("a department and its units take the same table set: unit-budget goes with "
                        "department-budget, unit-accounts with department-accounts")),
               str_print(arena,
                         _("the unit “%.*s” has other tables (%.*s, %.*s) than this project (%.*s, %.*s)"),
                         STR_ARG(name), STR_ARG(other->name), STR_ARG(other->table_set), STR_ARG(own->name),
                         STR_ARG(own->table_set)));
    return same;
}

static void read_unit_project(UnitsReader *units, const YamlNode *place)
{
    ProjectReader *reader = units->reader;
    Arena *arena = reader->arena;
    Str name, shown, real;
    Input folder, manifest;
    const Project *unit;

    if (unfilled_is(reader->words, place) || !yaml_node_text(reader->diag, place, &name))
        return;
    folder = input_named(arena, reader->folder, name);
    manifest = input_below(arena, folder, STR("gongkai.yaml"));
    shown = path_join(arena, reader->prefix, name);
    if (!input_is_there(manifest)) {
        report(units, "units-missing", place,
               str_of(_("each unit is a project: a folder with a gongkai.yaml, named from this one")),
               str_print(arena, _("there is no project “%.*s”"), STR_ARG(name)));
        return;
    }
    project_note_outside(reader, "units", folder);
    real = path_real(arena, input_path(arena, folder));
    if (in_circle(units, place, real, name) || listed_before(units, place, real, name))
        return;
    *vec_push(arena, &units->paths) = real;
    unit = reader->read_other(reader, (OtherProject){folder, path_join(arena, shown, (Str){0}), true});
    if (!unit) {
        report(units, "units-missing", place, str_of(_("mend the unit's project first")),
               str_print(arena, _("the unit “%.*s” cannot be read"), STR_ARG(name)));
        return;
    }
    digest_add(&reader->project->digest, name, str_print(arena, "%016llx", (unsigned long long)unit->digest));
    project_check_example(reader, place, unit);
    if (project_withholds(reader->project, WITHHELD_UNIT, unit->department)) {
        report(units, "withheld-published", place,
               str_of(_("take it out of the list: withheld.yaml names it")),
               str_print(arena, _("the unit “%.*s” is withheld"), STR_ARG(unit->department)));
        return;
    }
    if (!reader->project->template || !fits(units, place, unit, name))
        return;
    *vec_push(arena, &units->units) = unit;
    *vec_push(arena, &units->places) = place;
}

// ---- the sums

static const Table *unit_table(const Project *unit, const TableSpec *spec)
{
    for (size_t i = 0; i < unit->book.table_count; i++)
        if (unit->book.tables[i]->spec->number == spec->number)
            return unit->book.tables[i];
    return NULL;
}

// A rate of the sum is not the sum of the rates.
static void report_rates(UnitsReader *units, const TableSpec *spec, const Table *const *tables, size_t n)
{
    for (size_t i = 0; i < spec->column_count; i++) {
        const ColumnSpec *column = &spec->columns[i];
        uint32_t at = (uint32_t)i - spec->lists[column->list].first;
        bool filled = false;

        if (column->kind != COLUMN_AMOUNT || column->unit.kind != UNIT_RATIO || column->rate_of.n)
            continue;
        for (size_t t = 0; t < n; t++)
            for (size_t r = 0; r < tables[t]->lists[column->list].row_count; r++)
                filled |= tables[t]->lists[column->list].rows[r].cells[at].kind == CELL_AMOUNT;
        if (filled)
            diag_report(units->reader->diag, SEVERITY_WARNING, "units-rate", yaml_place(units->node),
                        str_print(units->reader->arena, _("add a file of %.*s with the rates worked out"),
                                  STR_ARG(spec->name)),
                        _("the column “%.*s” of %.*s holds rates, which cannot be summed, and stays blank"),
                        STR_ARG(column->name), STR_ARG(spec->name));
    }
}

static void sum_table(UnitsReader *units, const TableSpec *spec, bool needed)
{
    ProjectReader *reader = units->reader;
    const Table **tables = ARENA_ARRAY(reader->arena, const Table *, units->units.n);
    size_t n = 0;

    for (size_t i = 0; i < units->units.n; i++)
        if ((tables[n] = unit_table(units->units.at[i], spec)))
            n++;
    if (n == 0)
        return;
    for (size_t i = 0; needed && i < units->units.n; i++)
        if (!unit_table(units->units.at[i], spec) &&
            !book_has_reported(&units->units.at[i]->book, reader->project->template, spec->name))
            report(
                units, "table-missing", units->places.at[i],
                str_print(reader->arena,
                          _("add it to the unit's tables: its header record alone counts as an empty table")),
                str_print(reader->arena, _("the unit “%.*s” has no %.*s to sum"),
                          STR_ARG(units->units.at[i]->department), STR_ARG(spec->name)));
    if (needed)
        report_rates(units, spec, tables, n);
    *vec_push(reader->arena, &units->tables) = table_sum(
        reader->arena, spec, tables, n, str_print(reader->arena, "%.*sunits", STR_ARG(reader->prefix)));
}

static void add_quoted(StrBuf *out, Str text)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == '"')
            buf_add_c(out, "\"\"");
        else
            buf_add_char(out, text.at[i]);
    buf_add_char(out, '"');
}

// The units by name, for `each 单位` in the text.
static Table *table_of_units(UnitsReader *units)
{
    ProjectReader *reader = units->reader;
    StrBuf text = {.arena = reader->arena};
    const Source *source;
    TableSpec *spec;
    Table *table;

    buf_add_c(&text, "名称,单位性质\n");
    for (size_t i = 0; i < units->units.n; i++) {
        add_quoted(&text, units->units.at[i]->department);
        buf_add_char(&text, ',');
        add_quoted(&text, units->units.at[i]->unit_kind);
        buf_add_char(&text, '\n');
    }
    source = source_from_bytes(reader->arena, reader->diag, buf_str(&text),
                               str_print(reader->arena, "%.*sunits", STR_ARG(reader->prefix)), STR("UTF-8"));
    table = source ? table_read_csv(reader->arena, reader->diag, source, &(TableWanted){.name = STR("单位")})
                   : NULL;
    if (!table)
        return NULL;
    spec = ARENA_NEW(reader->arena, TableSpec);
    *spec = *table->spec;
    spec->published = false;
    table->spec = spec;
    return table;
}

void units_read(ProjectReader *reader, const YamlNode *node)
{
    UnitsReader units = {.reader = reader, .node = node};
    const Template *template = reader->project->template;
    Table *names;

    for (size_t i = 0; i < node->entries.n; i++)
        read_unit_project(&units, node->entries.at[i].value);
    reader->project->book.all_reported |= units.units.n < node->entries.n;
    reader->project->units = units.units.at;
    reader->project->unit_count = units.units.n;
    reader->project->units_whole = units.units.n == node->entries.n;
    reader->project->units_sum.given = true;
    for (size_t i = 0; template && i < template->table_count && units.units.n; i++)
        sum_table(&units, &template->tables[i],
                  !book_find(&reader->project->book, template->tables[i].name) &&
                      !project_withholds(reader->project, WITHHELD_TABLE, template->tables[i].name));
    if (units.units.n && (names = table_of_units(&units)))
        *vec_push(reader->arena, &units.tables) = names;
    reader->project->units_sum.tables = units.tables.at;
    reader->project->units_sum.table_count = units.tables.n;
}

// The department's name with its parts, and what it was called before.
#include "project/internal-project.h"

// 上海市普陀区 to 上海市 and 普陀区: each ends where a region's name does.
static void read_superior(ProjectReader *reader, Str superior)
{
    Project *project = reader->project;
    WordList ends = reader->words->lists[WORDS_REGION_ENDS];
    Str *parts = ARENA_ARRAY(reader->arena, Str, utf8_count(superior) + 1);
    size_t from = 0;

    for (size_t at = 0; at < superior.n;) {
        size_t start = at;

        utf8_next(superior, &at);
        if (at < superior.n && (start == from || words_find(ends, str_slice(superior, start, at)) < 0))
            continue;
        parts[project->superior_count++] = str_slice(superior, from, at);
        from = at;
    }
    project->superior = parts;
}

// The parts of a name up to the last region in it; two characters stand before each: 上海市普陀区财政局.
static Str superior_of(ProjectReader *reader, Str name)
{
    WordList ends = reader->words->lists[WORDS_REGION_ENDS];
    size_t end = 0, from = 0;

    for (size_t at = 0; at < name.n;) {
        size_t start = at;

        utf8_next(name, &at);
        if (words_find(ends, str_slice(name, start, at)) < 0 ||
            utf8_count(str_slice(name, from, start)) < 2 || utf8_count(str_slice(name, at, name.n)) < 3)
            continue;
        end = from = at;
    }
    return str_slice(name, 0, end);
}

// department: NAME, or { name: 上海市普陀区财政局, short: 区财政局, superior: 上海市普陀区 }.
void department_read(ProjectReader *reader, YamlMap *map)
{
    Project *project = reader->project;
    const YamlNode *node = yaml_get(map, "department");
    Str superior = {0}, brief = {0};
    YamlMap parts;

    if (node && node->kind == YAML_MAPPING) {
        yaml_open(&parts, reader->arena, reader->diag, node, false);
        project->department = yaml_need_text(&parts, "name");
        brief = yaml_text(&parts, "short", (Str){0});
        superior = yaml_text(&parts, "superior", (Str){0});
        yaml_close(&parts);
        if (superior.n && !str_starts(project->department, superior))
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid",
                        yaml_place(yaml_get(&parts, "superior")), (Str){0},
                        _("the department's name does not begin with “%.*s”"), STR_ARG(superior));
    } else {
        project->department = yaml_need_text(map, "department");
    }
    project->department_short = yaml_text(map, "department-short", brief.n ? brief : project->department);
    project->predecessors = yaml_texts(map, "predecessors", &project->predecessor_count);
    read_superior(reader, superior.n ? superior : superior_of(reader, project->department));
}

bool project_was_called(const Project *project, Str name)
{
    for (size_t i = 0; i < project->predecessor_count; i++)
        if (name_equal(project->predecessors[i], name))
            return true;
    return false;
}

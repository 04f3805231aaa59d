// Lines under the title that the template asks for (监督索引号, 公开时间), with what the manifest says.
#include "project/internal-project.h"

#include <stdlib.h>

// 2023-02-10 09:00 as documents print it: 2023年2月10日.
static Str printed_date(Arena *arena, Str date)
{
    if (date.n < 10)
        return (Str){0};
    char *text = str_c(arena, date);
    long year = strtol(text, NULL, 10), month = strtol(text + 5, NULL, 10), day = strtol(text + 8, NULL, 10);
    return str_print(arena, "%ld年%ld月%ld日", year, month, day);
}

static void report_missing(ProjectReader *reader, const TitleLine *line, const char *key, Place place)
{
    diag_report(
        reader->diag, SEVERITY_ERROR, "title-line-missing", place,
        key ? str_print(reader->arena, _("write `%s:`"), key)
            : str_print(reader->arena, _("write it under `title-lines:`, as %.*s: …"), STR_ARG(line->name)),
        _("the template prints “%.*s” under the title, and nothing says it"), STR_ARG(line->name));
}

// Fills one mark; false where the line asks for it and there is nothing to fill in.
static bool fill_mark(ProjectReader *reader, Str *text, const char *mark, Str value)
{
    if (str_find(*text, str_of(mark), 0) < 0)
        return true;
    StrBuf buf = {.arena = reader->arena};
    size_t from = 0;
    for (ptrdiff_t at; (at = str_find(*text, str_of(mark), from)) >= 0; from = (size_t)at + str_of(mark).n) {
        buf_add(&buf, str_slice(*text, from, (size_t)at));
        buf_add(&buf, value);
    }
    buf_add(&buf, str_slice(*text, from, text->n));
    *text = buf_str(&buf);
    return value.n > 0;
}

static void add_line(ProjectReader *reader, YamlMap *said, const TitleLine *line, Place place)
{
    Project *project = reader->project;
    Arena *arena = reader->arena;
    const bool draft = reader->options->draft;
    const struct {
        const char *mark, *key;
        Str value;
    } marks[] = {
        {"{0}", NULL, said ? yaml_text(said, str_c(arena, line->name), (Str){0}) : (Str){0}},
        {"{date}", "date", printed_date(arena, project->date)},
        {"{approved}", "approved", printed_date(arena, project->approved)},
    };
    PrintedLine printed = {.text = line->text, .under_contents = line->under_contents};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        Str shown = marks[i].value.n || !draft ? marks[i].value : project->template->wording.unavailable;
        bool asked = str_find(printed.text, str_of(marks[i].mark), 0) >= 0;

        if (asked && !marks[i].value.n && line->optional)
            return;
        if (!fill_mark(reader, &printed.text, marks[i].mark, shown))
            report_missing(reader, line, marks[i].key, place);
    }
    project->title_lines[project->title_line_count++] = printed;
}

void project_lines(ProjectReader *reader, const YamlNode *said)
{
    Project *project = reader->project;
    const Template *template = project->template;
    Place place = said ? yaml_place(said) : (Place){.file = project->manifest->name};
    YamlMap map;

    project->title_lines = ARENA_ARRAY(reader->arena, PrintedLine, template->title_line_count + 1);
    if (said && template->title_line_count == 0)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", place,
                    str_of(_("take `title-lines` out, or add them to the template")),
                    _("the template prints no lines under the title"));
    if (template->title_line_count == 0)
        return;
    if (said)
        yaml_open(&map, reader->arena, reader->diag, said, false);
    for (size_t i = 0; i < template->title_line_count; i++)
        add_line(reader, said ? &map : NULL, &template->title_lines[i], place);
    if (said)
        yaml_close(&map);
}

// --report: what was checked and what was found, as one page of HTML that stands alone.
#include "tell/origins.h"

#include "tell/findings.h"

static const char style[] =
    "body{font:16px/1.7 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"
    "th{background:#eee}td.n{text-align:right}.must,.failure{color:#a00}.verify{color:#850}"
    "ul{margin:.3em 0;padding-left:1.2em;color:#444}code{font-family:inherit}"
    "@media print{body{margin:0;max-width:none}}";

static void add_cell(StrBuf *out, Str text)
{
    buf_add_c(out, "<td>");
    escape_markup(out, text);
    buf_add_c(out, "</td>");
}

static void add_head(StrBuf *out, const char *const *names, size_t n)
{
    buf_add_c(out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        buf_add_c(out, "<th scope=\"col\">");
        escape_markup(out, str_of(names[i]));
        buf_add_c(out, "</th>");
    }
    buf_add_c(out, "</tr></thead>\n<tbody>\n");
}

static void add_heading(StrBuf *out, int level, Str text)
{
    buf_print(out, "<h%d>", level);
    escape_markup(out, text);
    buf_print(out, "</h%d>\n", level);
}

static void add_notes(Arena *arena, StrBuf *out, const Diag *diag, const FindingGroup *group)
{
    if (group->count < 2)
        return;
    buf_add_c(out, "<ul>");
    for (size_t k = 1; k < group->count; k++) {
        const Finding *note = diag_at(diag, group->first + k);
        Str place = place_shown(arena, &note->place);

        buf_add_c(out, "<li>");
        escape_markup(out, note->message);
        if (place.n) {
            buf_add_c(out, " (");
            escape_markup(out, place);
            buf_add_c(out, ")");
        }
        buf_add_c(out, "</li>");
    }
    buf_add_c(out, "</ul>");
}

// A note that belongs to no finding says how something was read.
static bool is_remark(const FindingGroup *group)
{
    return group->head->severity == SEVERITY_NOTE;
}

static void add_message(Arena *arena, StrBuf *out, const Finding *finding)
{
    escape_markup(out, finding->message);
    if (finding->hint.n)
        escape_markup(out, str_print(arena, _("; %.*s"), STR_ARG(finding->hint)));
}

// Where on its page a place is: the page as a sheet, the lines marked.
static void add_page(StrBuf *out, const Intake *intake, const Place *place)
{
    const IntakeSpot *spot = intake && place->line ? intake_spot(intake, place->line, place->column) : NULL;

    if (!spot)
        return;
    buf_print(
        out,
        "<svg role=\"img\" aria-label=\"%u\" viewBox=\"-1 -1 102 %.1f\" width=\"64\"><rect width=\"100\" "
        "height=\"%.1f\" fill=\"#fff\" stroke=\"#666\"/><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
        "height=\"%.1f\" fill=\"#c00\"/></svg>",
        spot->page, 100 * (double)spot->tall + 2, 100 * (double)spot->tall, 100 * (double)spot->left,
        100 * (double)(spot->tall * spot->top), 100 * (double)(spot->right - spot->left),
        100 * (double)(spot->tall * (spot->bottom - spot->top)));
}

static void add_where(Arena *arena, StrBuf *out, const Intake *intake, const Place *place)
{
    buf_add_c(out, "<td>");
    escape_markup(out, place_shown(arena, place));
    if (intake)
        buf_add_c(out, "<br>");
    add_page(out, intake, place);
    buf_add_c(out, "</td>");
}

static void add_findings(Arena *arena, StrBuf *out, const Diag *diag, const Intake *intake)
{
    const char *const names[] = {_("where"), _("kind"), _("what was found"), _("rule")};
    size_t n, found = 0;
    FindingGroup *groups = findings_group(arena, diag, &n);

    for (size_t i = 0; i < n; i++)
        if (!is_remark(&groups[i]))
            groups[found++] = groups[i];
    n = found;
    add_heading(out, 3, str_of(_("Findings")));
    if (n == 0) {
        buf_print(out, "<p>%s</p>\n", _("Nothing wrong was found."));
        return;
    }
    add_head(out, names, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < n; i++) {
        const Finding *head = groups[i].head;

        buf_print(out, "<tr class=\"%s\">", level_name(finding_level(head)));
        add_where(arena, out, intake, &head->place);
        add_cell(out, str_of(level_word(finding_level(head))));
        buf_add_c(out, "<td>");
        add_message(arena, out, head);
        add_notes(arena, out, diag, &groups[i]);
        buf_add_c(out, "</td>");
        add_cell(out, str_of(head->rule));
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody>\n</table>\n");
}

static void add_rules(StrBuf *out, const CheckSummary *summary)
{
    const char *const names[] = {_("rule"), _("what it says"), _("comparisons"), _("failed"),
                                 _("not held because")};

    add_heading(out, 3, str_of(_("Formulas")));
    add_head(out, names, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < summary->rule_count; i++) {
        const CheckedRule *rule = &summary->rules[i];

        buf_add_c(out, "<tr>");
        add_cell(out, rule->id);
        add_cell(out, rule->title);
        buf_print(out, "<td class=\"n\">%zu</td><td class=\"n\">%zu</td>", rule->held, rule->failed);
        add_cell(out, rule->skipped);
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody>\n</table>\n");
}

static void add_ignores(Arena *arena, StrBuf *out, const CheckSummary *summary)
{
    const char *const names[] = {_("where"), _("rule"), _("reason"), _("findings")};

    if (summary->ignore_count == 0)
        return;
    add_heading(out, 3, str_of(_("Ignored on purpose")));
    add_head(out, names, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < summary->ignore_count; i++) {
        const CheckedIgnore *ignore = &summary->ignores[i];

        buf_add_c(out, "<tr>");
        add_cell(out, place_shown(arena, &ignore->place));
        add_cell(out, ignore->rule);
        add_cell(out, ignore->reason);
        buf_print(out, "<td class=\"n\">%zu</td></tr>\n", ignore->silenced);
    }
    buf_add_c(out, "</tbody>\n</table>\n");
}

static void add_counts(StrBuf *out, const CheckSummary *summary, const Diag *diag)
{
    LevelCounts found = findings_count(diag);
    const struct {
        const char *name;
        size_t count;
    } counts[] = {
        {_("published tables"), summary->tables},      {_("amounts in them"), summary->cells},
        {_("figures in the text"), summary->figures},  {_("formulas"), summary->rule_count},
        {_("comparisons"), summary->comparisons},      {_("errors"), found.at[LEVEL_MUST]},
        {_("warnings"), found.at[LEVEL_VERIFY]},       {_("remarks"), found.at[LEVEL_HINT]},
        {_("ignore comments"), summary->ignore_count},
    };

    buf_add_c(out, "<table>\n<tbody>\n");
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        buf_print(out, "<tr><th scope=\"row\">%s</th><td class=\"n\">%zu</td></tr>\n", counts[i].name,
                  counts[i].count);
    buf_add_c(out, "</tbody>\n</table>\n");
}

static void add_outside(StrBuf *out, const Project *project)
{
    const char *const names[] = {_("named by"), _("where")};

    if (project->outside.n == 0)
        return;
    add_heading(out, 3, str_of(_("Read outside the project")));
    add_head(out, names, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < project->outside.n; i++) {
        buf_add_c(out, "<tr>");
        add_cell(out, str_of(project->outside.at[i].key));
        add_cell(out, project->outside.at[i].path);
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody>\n</table>\n");
}

void report_html_begin(StrBuf *out)
{
    buf_print(out,
              "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
              "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<h1>%s</h1>\n",
              _("en"), _("Report of the check"), style, _("Report of the check"));
}

static void add_origins(Arena *arena, StrBuf *out, const Project *project, const Diag *diag)
{
    TablesRead read = tables_read_of(arena, project);
    size_t n;
    FindingGroup *groups = findings_group(arena, diag, &n);

    add_heading(out, 3, str_of(_("What was read")));
    buf_add_c(out, "<ul>\n");
    for (size_t i = 0; i < read.n; i++) {
        buf_add_c(out, "<li>");
        escape_markup(out, origin_shown(arena, read.at[i]));
        buf_add_c(out, "</li>\n");
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_remark(&groups[i]))
            continue;
        buf_print(out, "<li><strong>%s</strong> ", level_word(LEVEL_HINT));
        escape_markup(out, place_shown(arena, &groups[i].head->place));
        buf_add_c(out, ": ");
        add_message(arena, out, groups[i].head);
        buf_add_c(out, "</li>\n");
    }
    buf_add_c(out, "</ul>\n");
}

void report_html_add(Arena *arena, StrBuf *out, const Compilation *made, const char *folder,
                     const Intake *intake)
{
    const Project *project = made->project;

    if (project)
        add_heading(out, 2,
                    str_print(arena, "%.*s %.*s", STR_ARG(project->department), STR_ARG(project->title)));
    else
        add_heading(out, 2, str_of(folder));
    if (made->summary)
        add_counts(out, made->summary, made->diag);
    add_findings(arena, out, made->diag, intake);
    if (made->summary) {
        add_rules(out, made->summary);
        add_ignores(arena, out, made->summary);
    }
    if (project)
        add_origins(arena, out, project, made->diag);
    if (project)
        add_outside(out, project);
}

void report_html_end(StrBuf *out)
{
    buf_print(out, "<p>%s</p>\n</body>\n</html>\n", "Gongkai " GONGKAI_VERSION);
}

#include "tell/findings.h"
#include "tell/origins.h"

static json_t *finding_object(const Finding *finding)
{
    json_t *object = json_object();
    const Place *place = &finding->place;

    json_object_set_new(object, "severity", json_string(severity_name(finding->severity)));
    if (finding->severity != SEVERITY_NOTE)
        json_object_set_new(object, "level", json_string(level_name(finding_level(finding))));
    json_object_set_new(object, "rule", json_string(finding->rule));
    set_text(object, "message", finding->message);
    set_text(object, "hint", finding->hint);
    set_text(object, "file", place->file);
    set_text(object, "cell", place->cell);
    if (place->line)
        set_number(object, "line", place->line);
    if (place->column) {
        set_number(object, "column", place->column);
        set_number(object, "width", place->width ? place->width : 1);
    }
    return object;
}

static json_t *findings_array(Arena *arena, const Diag *diag)
{
    json_t *array = json_array();
    size_t n;
    FindingGroup *groups = findings_group(arena, diag, &n);

    for (size_t i = 0; i < n; i++) {
        json_t *object = finding_object(groups[i].head), *notes = json_array();

        for (size_t k = 1; k < groups[i].count; k++)
            json_array_append_new(notes, finding_object(diag_at(diag, groups[i].first + k)));
        if (json_array_size(notes))
            json_object_set(object, "notes", notes);
        json_decref(notes);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *rules_array(const CheckSummary *summary)
{
    json_t *array = json_array();

    for (size_t i = 0; i < summary->rule_count; i++) {
        const CheckedRule *rule = &summary->rules[i];
        json_t *object = json_object();

        set_text(object, "id", rule->id);
        set_text(object, "title", rule->title);
        json_object_set_new(object, "severity", json_string(severity_name(rule->severity)));
        set_number(object, "held", rule->held);
        set_number(object, "failed", rule->failed);
        set_text(object, "skipped", rule->skipped);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *ignores_array(const CheckSummary *summary)
{
    json_t *array = json_array();

    for (size_t i = 0; i < summary->ignore_count; i++) {
        const CheckedIgnore *ignore = &summary->ignores[i];
        json_t *object = json_object();

        set_text(object, "rule", ignore->rule);
        set_text(object, "reason", ignore->reason);
        set_text(object, "file", ignore->place.file);
        set_number(object, "line", ignore->place.line);
        set_number(object, "silenced", ignore->silenced);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *outside_array(const Project *project)
{
    json_t *array = json_array();

    for (size_t i = 0; project && i < project->outside.n; i++) {
        json_t *object = json_object();

        set_text(object, "key", str_of(project->outside.at[i].key));
        set_text(object, "path", project->outside.at[i].path);
        json_array_append_new(array, object);
    }
    return array;
}

json_t *report_json(Arena *arena, const Compilation *made, const char *folder)
{
    json_t *object = json_object();
    const CheckSummary *summary = made->summary;

    json_object_set_new(object, "folder", json_string(folder));
    set_number(object, "errors", diag_count(made->diag, SEVERITY_ERROR));
    set_number(object, "warnings", diag_count(made->diag, SEVERITY_WARNING));
    set_number(object, "failures", diag_count(made->diag, SEVERITY_FAILURE));
    if (summary) {
        set_number(object, "tables", summary->tables);
        set_number(object, "cells", summary->cells);
        set_number(object, "figures", summary->figures);
        set_number(object, "comparisons", summary->comparisons);
        json_object_set_new(object, "rules", rules_array(summary));
        json_object_set_new(object, "ignores", ignores_array(summary));
    }
    if (summary)
        set_number(object, "unit-unsaid", summary->unsaid);
    json_object_set_new(object, "read", origins_json(arena, made->project));
    json_object_set_new(object, "outside", outside_array(made->project));
    json_object_set_new(object, "findings", findings_array(arena, made->diag));
    return object;
}

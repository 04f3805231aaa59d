// SARIF 2.1.0 (OASIS): what code hosts and editors show findings from.
#include <string.h>

#include "tell/findings.h"
#include "tell/origins.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

json_t *sarif_new(void)
{
    return json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:[]}}, s:s, s:[], s:{s:[]}}]}", "$schema", SCHEMA,
                     "version", "2.1.0", "runs", "tool", "driver", "name", "gongkai", "version",
                     GONGKAI_VERSION, "rules", "columnKind", "unicodeCodePoints", "results", "properties",
                     "projects");
}

// SARIF's word, 3.27.10: it has none for a failure of the system.
static const char *level_of(const Finding *finding)
{
    static const char *const words[] = {
        [LEVEL_HINT] = "note", [LEVEL_VERIFY] = "warning", [LEVEL_MUST] = "error", [LEVEL_FAILURE] = "error"};

    return words[finding_level(finding)];
}

// A relative reference (RFC 3986, 4.2): its bytes percent-encoded but for what may stand in a path.
static Str uri_of(Arena *arena, const char *folder, Str file)
{
    StrBuf uri = {.arena = arena};
    bool prefixed = folder[0] != '/' && strcmp(folder, ".") != 0;
    Str path = prefixed ? str_print(arena, "%s/%.*s", folder, STR_ARG(file)) : file;

    for (size_t i = 0; i < path.n; i++) {
        char c = path.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~/", c))
            buf_add_char(&uri, c);
        else
            buf_print(&uri, "%%%02X", (unsigned char)c);
    }
    return buf_str(&uri);
}

static json_t *text_object(Str text)
{
    json_t *object = json_object();

    json_object_set_new(object, "text", json_stringn(text.at ? text.at : "", text.n));
    return object;
}

static json_t *region_object(const Place *place)
{
    json_t *region = json_object();

    json_object_set_new(region, "startLine", json_integer(place->line));
    if (place->column) {
        json_object_set_new(region, "startColumn", json_integer(place->column));
        json_object_set_new(region, "endColumn",
                            json_integer((json_int_t)place->column + (place->width ? place->width : 1)));
    }
    return region;
}

static json_t *location_object(Arena *arena, const Place *place, const char *folder)
{
    json_t *location = json_object(), *physical = json_object();
    Str uri = uri_of(arena, folder, place->file);

    json_object_set_new(physical, "artifactLocation", json_pack("{s:s%}", "uri", uri.at, uri.n));
    if (place->line)
        json_object_set_new(physical, "region", region_object(place));
    json_object_set_new(location, "physicalLocation", physical);
    if (place->cell.n)
        json_object_set_new(
            location, "logicalLocations",
            json_pack("[{s:s%, s:s}]", "fullyQualifiedName", place->cell.at, place->cell.n, "kind", "value"));
    return location;
}

// The index of a rule among the driver's, added where it is new.
static size_t rule_index(json_t *rules, const Finding *finding, const CheckSummary *summary)
{
    json_t *rule;
    size_t i;

    json_array_foreach(rules, i, rule)
    {
        if (strcmp(json_string_value(json_object_get(rule, "id")), finding->rule) == 0)
            return i;
    }
    rule =
        json_pack("{s:s, s:{s:s}}", "id", finding->rule, "defaultConfiguration", "level", level_of(finding));
    for (size_t k = 0; summary && k < summary->rule_count; k++)
        if (str_equal(summary->rules[k].id, str_of(finding->rule))) {
            json_object_set_new(rule, "shortDescription", text_object(summary->rules[k].title));
            break;
        }
    json_array_append_new(rules, rule);
    return i;
}

static json_t *result_object(Arena *arena, const Compilation *made, const FindingGroup *group,
                             const char *folder, json_t *rules)
{
    const Finding *finding = group->head;
    json_t *result = json_object(), *related = json_array();
    Str message = finding->message;

    if (finding->hint.n)
        message = str_print(arena, _("%.*s; %.*s"), STR_ARG(message), STR_ARG(finding->hint));
    json_object_set_new(result, "ruleId", json_string(finding->rule));
    json_object_set_new(result, "ruleIndex",
                        json_integer((json_int_t)rule_index(rules, finding, made->summary)));
    json_object_set_new(result, "level", json_string(level_of(finding)));
    json_object_set_new(result, "message", text_object(message));
    if (finding->place.file.n) {
        json_t *locations = json_array();

        json_array_append_new(locations, location_object(arena, &finding->place, folder));
        json_object_set_new(result, "locations", locations);
    }
    for (size_t k = 1; k < group->count; k++) {
        const Finding *note = diag_at(made->diag, group->first + k);
        json_t *location = note->place.file.n ? location_object(arena, &note->place, folder) : json_object();

        json_object_set_new(location, "message", text_object(note->message));
        json_array_append_new(related, location);
    }
    if (json_array_size(related))
        json_object_set(result, "relatedLocations", related);
    json_decref(related);
    return result;
}

void sarif_add(Arena *arena, json_t *sarif, const Compilation *made, const char *folder)
{
    json_t *run = json_array_get(json_object_get(sarif, "runs"), 0);
    json_t *rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules");
    json_t *results = json_object_get(run, "results");
    size_t n;
    FindingGroup *groups = findings_group(arena, made->diag, &n);

    json_array_append_new(
        json_object_get(json_object_get(run, "properties"), "projects"),
        json_pack("{s:s, s:o}", "folder", folder, "read", origins_json(arena, made->project)));
    for (size_t i = 0; i < n; i++)
        json_array_append_new(results, result_object(arena, made, &groups[i], folder, rules));
}

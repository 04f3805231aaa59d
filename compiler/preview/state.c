// What a browser is told of a build: its pages, its sections with the pages they take, its findings with the
// place in the text that each leads to.
#include <jansson.h>
#include <stdlib.h>

#include "preview/internal-preview.h"

enum { FINDINGS_MOST = 100 };

static json_t *text_of(Str text)
{
    json_t *made = json_stringn(text.at ? text.at : "", text.n);
    return made ? made : json_string("");
}

static const Destination *destination_of(const Pages *pages, Str id)
{
    size_t from = 0, to = pages->destination_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(pages->destinations[middle].id, id);
        if (order == 0)
            return &pages->destinations[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

// ---- pages and entries

static json_t *pages_json(const Pages *pages)
{
    json_t *list = json_array();
    for (size_t i = 0; i < pages->page_count; i++) {
        const Page *page = &pages->pages[i];
        Length width = page->rotate ? page->height : page->width;
        Length height = page->rotate ? page->width : page->height;
        json_array_append_new(list,
                              json_pack("{s:I, s:I, s:o}", "width", (json_int_t)(width / LENGTH_PT), "height",
                                        (json_int_t)(height / LENGTH_PT), "label", text_of(page->label)));
    }
    return list;
}

// The last page of what begins at `first` and ends before `next`: that one's own, where it begins below the
// head.
static size_t last_page(const Edition *edition, const Destination *first, const Destination *next)
{
    const PageStyle *style = &edition->input.document->project->style->page;
    if (!next || next->page < first->page)
        return next ? first->page : edition->pages->page_count - 1;
    bool at_head = next->y <= style->margin_top + length_pt(72);
    return next->page > first->page && at_head ? next->page - 1 : next->page;
}

static void entry_add(json_t *list, Str name, Str title, Str label, size_t first, size_t last)
{
    json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:I, s:I}", "href", text_of(name), "title",
                                          text_of(title), "label", text_of(label), "first", (json_int_t)first,
                                          "last", (json_int_t)last));
}

static Str heading_text(Arena *arena, const Node *section)
{
    for (const Node *block = section->first; block; block = block->next)
        if (block->kind == NODE_HEADING)
            return str_print(arena, "%.*s%.*s", STR_ARG(block->number),
                             STR_ARG(node_plain_text(arena, block)));
    return section->source ? section->source->name : section->id;
}

static void section_entries(Arena *arena, const Edition *edition, json_t *list)
{
    for (const Node *section = edition->input.document->root->first; section; section = section->next) {
        Str name = str_print(arena, "%.*s.html", STR_ARG(section->id));
        const Destination *first = destination_of(edition->pages, section->id);
        if (!first || !edition_file(edition, name))
            continue;
        const Destination *next = section->next ? destination_of(edition->pages, section->next->id) : NULL;
        entry_add(list, name, heading_text(arena, section), (Str){0}, first->page,
                  last_page(edition, first, next));
    }
}

static void table_entries(Arena *arena, const Edition *edition, json_t *list)
{
    const Document *document = edition->input.document;
    for (size_t i = 0; i < document->table_count; i++) {
        const TableUse *use = &document->tables[i];
        Str name = str_print(arena, "%.*s.html", STR_ARG(use->id));
        const Destination *first = destination_of(edition->pages, use->id), *next = NULL;
        if (!first || !edition_file(edition, name))
            continue;
        if (i + 1 < document->table_count)
            next = destination_of(edition->pages, document->tables[i + 1].id);
        entry_add(list, name, use->table->spec->title, use->table->spec->label, first->page,
                  last_page(edition, first, next));
    }
}

static json_t *entries_json(Arena *arena, const Edition *edition)
{
    json_t *list = json_array();
    size_t last = edition->pages->page_count > 0 ? edition->pages->page_count - 1 : 0;
    if (edition_file(edition, STR("document.html"))) {
        entry_add(list, STR("index.html"), str_of(_("Contents")), (Str){0}, 0, last);
        entry_add(list, STR("document.html"), str_of(_("The whole document")), (Str){0}, 0, last);
        section_entries(arena, edition, list);
        table_entries(arena, edition, list);
    } else {
        entry_add(list, STR("index.html"), edition->input.document->title, (Str){0}, 0, last);
    }
    return list;
}

// ---- findings

static const char *severity_name(Severity severity)
{
    return severity == SEVERITY_NOTE ? "note" : severity == SEVERITY_WARNING ? "warning" : "error";
}

static const char *severity_word(Severity severity)
{
    return severity == SEVERITY_NOTE      ? _("note")
           : severity == SEVERITY_WARNING ? _("warning")
           : severity == SEVERITY_ERROR   ? _("error")
                                          : _("failure");
}

// Where in the text a finding is, as near as there are ids.
typedef struct Spot {
    const Node *node;      // what the web page can scroll to; NULL: nowhere
    const Destination *to; // what the set pages can; NULL: nowhere
} Spot;

// The nodes with an id, in the order of the text.
typedef VEC(const Node *) Anchors;

static void collect_anchors(Arena *arena, const Document *document, Anchors *anchors)
{
    NodeWalk walk = node_walk(document->root);
    while (node_walk_next(&walk))
        if (walk.entering && walk.node->id.n > 0)
            *vec_push(arena, anchors) = walk.node;
}

static const Source *section_source(const Project *project, Str file)
{
    for (size_t i = 0; i < project->section_count; i++)
        if (str_equal(project->sections[i]->name, file))
            return project->sections[i];
    return NULL;
}

// The last anchor at or before the finding in its section; of a table's file, the table. Those of a build
// that is not shown count where they are in the shown one.
static Spot spot_of(const StateSpec *spec, const Anchors *anchors, const Place *place)
{
    Spot spot = {0};
    if (!spec->shown || place->file.n == 0 || anchors->n == 0)
        return spot;
    const Source *source = section_source(spec->newest->input.document->project, place->file);
    for (size_t i = 0; i < anchors->n; i++) {
        const Node *node = anchors->at[i];
        bool leads = source ? node->source == source && (node->kind == NODE_SECTION ||
                                                         source_line_of(source, node->offset) <= place->line)
                            : node->kind == NODE_TABLE && str_equal(node->table->file, place->file);
        if (!leads)
            continue;
        const Destination *to = destination_of(spec->shown->pages, node->id);
        if (to || spec->newest == spec->shown)
            spot.node = node;
        spot.to = to ? to : spot.to;
    }
    return spot;
}

static Str href_of(Arena *arena, const Edition *edition, const Node *node)
{
    const Node *section = node;
    if (edition->input.document->only)
        return str_print(arena, "index.html#%.*s", STR_ARG(node->id));
    if (node->kind == NODE_TABLE)
        return str_print(arena, "%.*s.html", STR_ARG(node->id));
    while (section->kind != NODE_SECTION && section->parent)
        section = section->parent;
    return str_print(arena, "%.*s.html%s%.*s", STR_ARG(section->id), node == section ? "" : "#",
                     STR_ARG(node == section ? (Str){0} : node->id));
}

static Str place_text(Arena *arena, const Place *place)
{
    if (place->cell.n > 0)
        return str_print(arena, "%.*s:%.*s", STR_ARG(place->file), STR_ARG(place->cell));
    if (place->line == 0)
        return place->file;
    if (place->column == 0)
        return str_print(arena, "%.*s:%u", STR_ARG(place->file), place->line);
    return str_print(arena, "%.*s:%u:%u", STR_ARG(place->file), place->line, place->column);
}

static json_t *finding_json(Arena *arena, const StateSpec *spec, const Anchors *anchors,
                            const Finding *finding)
{
    const Place *place = &finding->place;
    Spot spot = spot_of(spec, anchors, place);
    json_t *made = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:I, s:I}", "severity", severity_name(finding->severity), "word",
        severity_word(finding->severity), "rule", finding->rule, "message", text_of(finding->message), "hint",
        text_of(finding->hint), "place", text_of(place_text(arena, place)), "text", text_of(place->text),
        "column", (json_int_t)place->column, "width", (json_int_t)place->width);
    if (spot.node)
        json_object_set_new(made, "href", text_of(href_of(arena, spec->newest, spot.node)));
    if (spot.to)
        json_object_set_new(made, "page", json_integer((json_int_t)spot.to->page));
    return made;
}

static json_t *findings_json(Arena *arena, const StateSpec *spec)
{
    json_t *list = json_array();
    const Diag *diag = spec->newest->input.diag;
    Anchors anchors = {0};
    if (diag_total(diag) > 0 && spec->newest->input.document)
        collect_anchors(arena, spec->newest->input.document, &anchors);
    for (size_t i = 0; i < diag_total(diag) && i < FINDINGS_MOST; i++)
        json_array_append_new(list, finding_json(arena, spec, &anchors, diag_at(diag, i)));
    return list;
}

// ---- the whole

static json_t *words_json(void)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "language",
                     /* the tag of the language that messages are in */ _("en"), "sections", _("Sections"),
                     "findings", _("Findings"), "nothing", _("Nothing wrong"), "failed",
                     _("Not built; shown is the last good build"), "none", _("Nothing could be built yet"),
                     "page", _("Page"), "gone", _("The preview has ended"), "web", _("Web page"));
}

Str state_write(Arena *arena, StateSpec spec)
{
    const Edition *shown = spec.shown;
    json_t *state =
        json_pack("{s:I, s:i, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "generation", (json_int_t)spec.generation,
                  "milliseconds", (int)(spec.milliseconds + 0.5), "good", spec.newest->good, "shown",
                  shown != NULL, "title", text_of(shown ? shown->input.document->title : (Str){0}), "words",
                  words_json(), "pages", shown ? pages_json(shown->pages) : json_array(), "entries",
                  shown ? entries_json(arena, shown) : json_array(), "findings", findings_json(arena, &spec));
    char *text = state ? json_dumps(state, JSON_COMPACT) : NULL;
    Str made = str_copy(arena, text ? str_of(text) : STR("{}"));
    free(text);
    json_decref(state);
    return made;
}

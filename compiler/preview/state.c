// What a browser is told of a build: its pages, its sections with the pages they take, its findings with the
// place in the text that each leads to.
#include <jansson.h>
#include <stdlib.h>

#include "preview/internal-places.h"
#include "rules/rules.h"

enum { FINDINGS_MOST = 100 };

static json_t *text_of(Str text)
{
    json_t *made = json_stringn(text.at ? text.at : "", text.n);
    return made ? made : json_string("");
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

static bool at_head(const Edition *edition, const Destination *place)
{
    return place->y <= edition->made.document->project->style->page.margin_top + length_pt(72);
}

// The last page of what begins at `first` and ends before `next`: that one's own, where it begins below the
// head.
static size_t last_page(const Edition *edition, const Destination *first, const Destination *next)
{
    if (!next || next->page < first->page)
        return next ? first->page : edition->pages->page_count - 1;
    return next->page > first->page && at_head(edition, next) ? next->page - 1 : next->page;
}

typedef struct Entry {
    Str name, title, label;
    size_t first, last; // pages
    Length y;           // where it begins on the first, 0 at its head
} Entry;

static void entry_add(json_t *list, Entry entry)
{
    json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:I, s:I, s:I}", "href", text_of(entry.name),
                                          "title", text_of(entry.title), "label", text_of(entry.label),
                                          "first", (json_int_t)entry.first, "last", (json_int_t)entry.last,
                                          "y", (json_int_t)(entry.y / LENGTH_PT)));
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
    for (const Node *section = edition->made.document->root->first; section; section = section->next) {
        Str name = str_print(arena, "%.*s.html", STR_ARG(section->id));
        const Destination *first = pages_destination(edition->pages, section->id);
        if (!first || !edition_file(edition, name))
            continue;
        const Destination *next = section->next ? pages_destination(edition->pages, section->next->id) : NULL;
        entry_add(list, (Entry){.name = name,
                                .title = heading_text(arena, section),
                                .first = first->page,
                                .last = last_page(edition, first, next),
                                .y = at_head(edition, first) ? 0 : first->y});
    }
}

static void table_entries(Arena *arena, const Edition *edition, json_t *list)
{
    const Document *document = edition->made.document;
    for (size_t i = 0; i < document->table_count; i++) {
        const TableUse *use = &document->tables[i];
        Str name = str_print(arena, "%.*s.html", STR_ARG(use->id));
        const Destination *first = pages_destination(edition->pages, use->id), *next = NULL;
        if (!first || !edition_file(edition, name))
            continue;
        if (i + 1 < document->table_count)
            next = pages_destination(edition->pages, document->tables[i + 1].id);
        entry_add(list, (Entry){.name = name,
                                .title = use->table->spec->title,
                                .label = use->table->spec->label,
                                .first = first->page,
                                .last = last_page(edition, first, next),
                                .y = at_head(edition, first) ? 0 : first->y});
    }
}

static json_t *entries_json(Arena *arena, const Edition *edition)
{
    json_t *list = json_array();
    size_t last = edition->pages->page_count > 0 ? edition->pages->page_count - 1 : 0;
    if (edition_file(edition, STR("document.html"))) {
        entry_add(list, (Entry){.name = STR("index.html"), .title = str_of(_("Contents")), .last = last});
        entry_add(
            list,
            (Entry){.name = STR("document.html"), .title = str_of(_("The whole document")), .last = last});
        section_entries(arena, edition, list);
        table_entries(arena, edition, list);
    } else {
        entry_add(list,
                  (Entry){.name = STR("index.html"), .title = edition->made.document->title, .last = last});
    }
    return list;
}

// ---- findings

// The text before what is meant, that itself, and the text after it.
static json_t *passage_json(Passage passage)
{
    size_t to = passage.to ? passage.to : passage.text.n;
    return json_pack("[o, o, o]", text_of(str_slice(passage.text, 0, passage.from)),
                     text_of(str_slice(passage.text, passage.from, to)),
                     text_of(str_slice(passage.text, to, passage.text.n)));
}

static json_t *box_json(const Box *box)
{
    json_int_t page = (json_int_t)box->page, x = box->x / LENGTH_PT, y = box->y / LENGTH_PT;
    json_int_t width = 1 + box->width / LENGTH_PT, height = 1 + box->height / LENGTH_PT;
    return json_pack("{s:I, s:I, s:I, s:I, s:I}", "page", page, "x", x, "y", y, "width", width, "height",
                     height);
}

static json_t *boxes_json(const Boxes *boxes)
{
    json_t *list = json_array();
    for (size_t i = 0; i < boxes->n; i++)
        json_array_append_new(list, box_json(&boxes->at[i]));
    return list;
}

static json_t *finding_json(Arena *arena, Places *places, const Finding *finding)
{
    const Place *place = &finding->place;
    Spot spot = places_find(places, place);
    Str hint = finding->hint.n > 0 ? str_print(arena, _("; %.*s"), STR_ARG(finding->hint)) : (Str){0};
    json_t *made = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:I, s:I}", "severity", severity_name(finding->severity), "word",
        level_word(finding_level(finding)), "rule", finding->rule, "message", text_of(finding->message),
        "hint", text_of(hint), "place", text_of(place_shown(arena, place)), "text", text_of(place->text),
        "column", (json_int_t)place->column, "width", (json_int_t)place->width);
    if (spot.href.n > 0)
        json_object_set_new(made, "href", text_of(spot.href));
    if (spot.passage.text.n > 0)
        json_object_set_new(made, "passage", passage_json(spot.passage));
    if (spot.to) {
        json_object_set_new(made, "page", json_integer((json_int_t)spot.to->page));
        json_object_set_new(made, "y", json_integer((json_int_t)(spot.to->y / LENGTH_PT)));
        json_object_set_new(made, "boxes", boxes_json(&spot.boxes));
    }
    return made;
}

static json_t *findings_json(const StateSpec *spec)
{
    json_t *list = json_array();
    const Diag *diag = spec->newest->made.diag;
    size_t n = diag_total(diag) < FINDINGS_MOST ? diag_total(diag) : FINDINGS_MOST;
    Arena *arena = arena_new();
    Places *places = n > 0 ? places_new(arena, spec->shown, spec->newest) : NULL;
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, finding_json(arena, places, diag_at(diag, i)));
    arena_free(arena);
    return list;
}

// ---- the whole

static json_t *words_json(void)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "language",
                     /* the tag of the language that messages are in */ _("en"), "sections", _("Sections"),
                     "findings", _("Findings"), "nothing", _("Nothing wrong"), "failed",
                     _("Not built; shown is the last good build"), "none", _("Nothing could be built yet"),
                     "page", _("Page"), "gone", _("The preview has ended"), "elsewhere",
                     _("Shown in too many windows; click here to go on in this one"), "web", _("Web page"));
}

Str state_write(Arena *arena, StateSpec spec)
{
    const Edition *shown = spec.shown;
    json_t *state =
        json_pack("{s:s, s:i, s:I, s:i, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "format", "gongkai-preview",
                  "version", 1, "generation", (json_int_t)spec.generation, "milliseconds",
                  (int)(spec.milliseconds + 0.5), "good", spec.newest->good, "shown", shown != NULL, "title",
                  text_of(shown ? shown->made.document->title : (Str){0}), "words", words_json(), "pages",
                  shown ? pages_json(shown->pages) : json_array(), "entries",
                  shown ? entries_json(arena, shown) : json_array(), "findings", findings_json(&spec));
    char *text = state ? json_dumps(state, JSON_COMPACT) : NULL;
    Str made = str_copy(arena, text ? str_of(text) : STR("{}"));
    free(text);
    json_decref(state);
    return made;
}

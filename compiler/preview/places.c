// Where in the shown build a finding is: from a line and column of the source to the words that are printed.
#include "preview/internal-places.h"

// ---- the blocks of a document

static bool has_text(NodeKind kind)
{
    return kind == NODE_HEADING || kind == NODE_PARAGRAPH || kind == NODE_CODE_BLOCK ||
           kind == NODE_HTML_BLOCK || kind == NODE_CHART;
}

static void collect_blocks(Arena *arena, const Document *document, Blocks *blocks)
{
    const Node *anchor = NULL, *section = NULL;
    NodeWalk walk = node_walk(document->root);
    while (node_walk_next(&walk)) {
        const Node *node = walk.node;
        if (!walk.entering)
            continue;
        if (node->id.n > 0)
            anchor = node;
        if (node->kind == NODE_SECTION)
            section = node;
        if (has_text(node->kind) || node->kind == NODE_SECTION || node->kind == NODE_TABLE)
            *vec_push(arena, blocks) = (Block){.node = node, .anchor = anchor, .section = section};
    }
}

static Str text_of(Arena *arena, Block *block)
{
    if (!block->text.at)
        block->text = block->node->kind == NODE_CHART ? block->node->chart->title
                      : has_text(block->node->kind)   ? node_plain_text(arena, block->node)
                                                      : STR("");
    return block->text;
}

Places *places_new(Arena *arena, const Edition *shown, const Edition *newest)
{
    Places *places = ARENA_NEW(arena, Places);
    *places = (Places){.arena = arena, .shown = shown, .newest = newest};
    if (newest->made.document)
        collect_blocks(arena, newest->made.document, &places->blocks);
    if (shown && shown != newest)
        collect_blocks(arena, shown->made.document, &places->shown_blocks);
    return places;
}

// ---- from the source to the text of a block

typedef struct Mark { // bytes of a source
    const Source *source;
    size_t from, to;
} Mark;

// Of a line without a column, what it has before its line end.
static Mark mark_of(const Source *source, const Place *place)
{
    Str line = source_line(source, place->line);
    size_t at = (size_t)(line.at - source->text.at), from = 0, to = line.n;
    while (from < line.n && (line.at[from] == ' ' || line.at[from] == '\t'))
        from++;
    if (place->column > 0) {
        from = 0;
        for (uint32_t i = 1; i < place->column; i++)
            utf8_next(line, &from);
        to = from;
        for (uint32_t i = 0; i < place->width || i == 0; i++)
            utf8_next(line, &to);
    }
    return (Mark){source, at + from, at + to};
}

// Where only marks of Markdown are meant, all of the block is.
static Passage passage_of(Arena *arena, Block *block, Mark mark)
{
    Passage passage = {.text = text_of(arena, block)};
    TextMap map = {0};
    NodeWalk walk = node_walk(block->node);
    size_t base = 0;
    while (block->node->kind != NODE_CHART && node_walk_next(&walk)) {
        const Node *leaf = walk.node;
        if (!walk.entering || !node_is_leaf(leaf->kind))
            continue;
        text_map_add(arena, &map, base, leaf);
        base += node_plain_text(arena, leaf).n;
    }
    text_map_text(&map, mark.from, mark.to - mark.from, &passage.from, &passage.to);
    return passage;
}

// ---- from a build that is not shown to the one that is

static size_t common_start(Str a, Str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.at[n] == b.at[n])
        n++;
    while (n > 0 && n < a.n && ((unsigned char)a.at[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static size_t common_end(Str a, Str b, size_t most)
{
    size_t n = 0;
    while (n < most && a.at[a.n - 1 - n] == b.at[b.n - 1 - n])
        n++;
    while (n > 0 && ((unsigned char)a.at[a.n - n] & 0xC0) == 0x80)
        n--;
    return n;
}

// The block of the shown build with most of the text, at least half of it, and the mark carried over to it:
// with what it has in common before or after, or to what stands instead.
static Block *shown_block(Places *places, const Block *block, Passage *passage)
{
    Str text = passage->text;
    size_t best = text.n / 2, best_start = 0, best_end = 0;
    Block *found = NULL;
    for (size_t i = 0; i < places->shown_blocks.n; i++) {
        Block *other = &places->shown_blocks.at[i];
        if (!other->node->source || !str_equal(other->node->source->name, block->node->source->name))
            continue;
        Str theirs = text_of(places->arena, other);
        size_t start = common_start(text, theirs);
        size_t end = common_end(text, theirs, (text.n < theirs.n ? text.n : theirs.n) - start);
        if (start + end <= best)
            continue;
        best = start + end, best_start = start, best_end = end;
        found = other;
    }
    if (!found)
        return NULL;
    size_t n = found->text.n, less = text.n - best_end;
    if (passage->to > 0) {
        passage->from = passage->from <= best_start ? passage->from
                        : passage->from >= less     ? n - (text.n - passage->from)
                                                    : best_start;
        passage->to = passage->to <= best_start ? passage->to
                      : passage->to >= less     ? n - (text.n - passage->to)
                                                : n - best_end;
    }
    passage->text = found->text;
    if (passage->to <= passage->from)
        passage->from = passage->to = 0;
    return found;
}

// ---- the web page's address, and the place on the set pages

static Str href_of(const Places *places, const Node *section, const Node *anchor)
{
    const Document *document = places->shown->made.document;
    if (document->only)
        return str_print(places->arena, "index.html#%.*s", STR_ARG(anchor->id));
    return str_print(places->arena, "%.*s.html%s%.*s", STR_ARG(section->id), anchor == section ? "" : "#",
                     STR_ARG(anchor == section ? (Str){0} : anchor->id));
}

// The block, or the last before it that has a place.
static void lead_to_block(const Places *places, Spot *spot, const Blocks *blocks, const Block *block)
{
    const Pages *pages = places->shown->pages;
    for (;; block--) {
        spot->to = block->anchor ? pages_destination(pages, block->anchor->id) : NULL;
        bool first = block == blocks->at || block[-1].section != block->section;
        if (spot->to || first)
            break;
    }
    if (block->anchor && block->section && (spot->to || places->shown == places->newest))
        spot->href = href_of(places, block->section, block->anchor);
    if (spot->to && spot->passage.text.n > 0)
        pages_search(places->arena, pages, spot->to, spot->passage, &spot->boxes);
}

static const Source *section_source(const Project *project, Str file)
{
    for (size_t i = 0; i < project->section_count; i++)
        if (str_equal(project->sections[i]->name, file))
            return project->sections[i];
    return NULL;
}

static Spot in_section(Places *places, const Source *source, const Place *place)
{
    Spot spot = {0};
    Blocks *blocks = &places->blocks;
    Block *last = NULL;
    Mark mark = place->line > 0 ? mark_of(source, place) : (Mark){.source = source};
    for (size_t i = 0; i < blocks->n; i++) {
        Block *block = &blocks->at[i];
        const Node *node = block->node;
        if (node->source != source || (node->kind != NODE_SECTION && node->offset > mark.from))
            continue;
        last = block;
        if (!has_text(node->kind) || mark.from >= node->offset + node->length)
            continue;
        spot.passage = passage_of(places->arena, block, mark);
        break;
    }
    if (last && places->shown != places->newest) {
        Block *shown = spot.passage.text.n > 0 ? shown_block(places, last, &spot.passage) : NULL;
        if (shown)
            lead_to_block(places, &spot, &places->shown_blocks, shown);
        else
            spot.passage = (Passage){0};
        if (spot.href.n > 0)
            return spot;
    }
    if (last)
        lead_to_block(places, &spot, blocks, last);
    return spot;
}

// ---- tables

static bool is_cell(const Table *table, const Cell *cell, const Place *place)
{
    return place->cell.n > 0 ? table_cell_is_at(table, cell, place->cell)
                             : cell->line == place->line && cell->column == place->column;
}

static bool find_cell(const Table *table, const Place *place, CellRef *ref)
{
    for (size_t list = 0; list < table->spec->list_count; list++)
        for (size_t row = 0; row < table->lists[list].row_count; row++)
            for (uint32_t column = 0; column < table->spec->lists[list].count; column++)
                if (is_cell(table, &table->lists[list].rows[row].cells[column], place)) {
                    *ref = (CellRef){table, (int)list, (int)row, (int)column};
                    return true;
                }
    return false;
}

// The text of the grid's row, of which the cell's is meant.
static Passage cell_passage(Arena *arena, CellRef ref)
{
    const Grid *grid = table_grid(arena, ref.table);
    StrBuf text = {.arena = arena};
    Passage passage = {0};
    const GridCell *own = NULL;
    for (size_t i = 0; i < grid->body_count && !own; i++)
        if (grid->body[i].list == ref.list && grid->body[i].source_row == ref.row &&
            grid->body[i].source_column == ref.column)
            own = &grid->body[i];
    for (size_t i = 0; own && i < grid->body_count; i++) {
        if (grid->body[i].row != own->row)
            continue;
        passage.from = &grid->body[i] == own ? text.n : passage.from;
        buf_add(&text, grid->body[i].text);
        passage.to = &grid->body[i] == own ? text.n : passage.to;
    }
    passage.text = passage.to > passage.from ? buf_str(&text) : (Str){0};
    return passage;
}

// Whether a cell (表1!B7) is of the sheet: 表10 is another.
static bool is_of_sheet(Str cell, Str sheet)
{
    return str_starts(cell, sheet) && cell.n > sheet.n && cell.at[sheet.n] == '!';
}

static Spot in_table(const Places *places, const Place *place)
{
    Spot spot = {0};
    const Document *document = places->shown->made.document;
    const TableUse *use = NULL;
    for (size_t i = 0; i < document->table_count && !use; i++)
        if (str_equal(document->tables[i].table->file, place->file) &&
            (place->cell.n == 0 || document->tables[i].table->sheet.n == 0 ||
             is_of_sheet(place->cell, document->tables[i].table->sheet)))
            use = &document->tables[i];
    if (!use)
        return spot;
    CellRef ref;
    bool found = find_cell(use->table, place, &ref);
    Str id = found ? document_cell_id(places->arena, document, ref) : use->id;
    spot.to = pages_destination(places->shown->pages, use->id);
    if (document->only)
        spot.href = str_print(places->arena, "index.html#%.*s", STR_ARG(id));
    else
        spot.href = str_print(places->arena, "%.*s.html%s%.*s", STR_ARG(use->id), found ? "#" : "",
                              STR_ARG(found ? id : (Str){0}));
    if (found && spot.to)
        pages_search(places->arena, places->shown->pages, spot.to, cell_passage(places->arena, ref),
                     &spot.boxes);
    return spot;
}

Spot places_find(Places *places, const Place *place)
{
    const Document *newest = places->newest->made.document;
    if (!places->shown || !newest || place->file.n == 0)
        return (Spot){0};
    const Source *source = section_source(newest->project, place->file);
    return source ? in_section(places, source, place) : in_table(places, place);
}

// What a search of the site is made from: a script file that holds its texts, paragraph by paragraph, and the
// cells of its tables as they are printed, each with the page and the id where it stands. How they are
// matched, templates/…/search.js says; nothing is in it that is not on a page.
#include "html/internal-site.h"

// The comma before all but the first of a list.
static void json_next(StrBuf *out)
{
    if (out->n > 0 && out->at[out->n - 1] != '[')
        buf_add_c(out, ",\n");
}

// ---- pages and paragraphs

static bool is_searched(const Page *page)
{
    return page->section || page->use;
}

static void pages_write(const Site *site, StrBuf *out)
{
    buf_add_c(out, "\"pages\":[");
    for (size_t i = 0; i < site->pages.n; i++) {
        const Page *page = &site->pages.at[i];
        if (!is_searched(page))
            continue;
        json_next(out);
        buf_add_char(out, '[');
        script_string(out, page->name);
        buf_add_char(out, ',');
        script_string(out, page->title);
        buf_add_char(out, ']');
    }
    buf_add_c(out, "],\n");
}

// The page of a section among those that are written; -1 where it has none.
static int section_page(const Site *site, const Node *section)
{
    int number = 0;

    for (size_t i = 0; i < site->pages.n; i++) {
        if (site->pages.at[i].section == section && section)
            return number;
        number += is_searched(&site->pages.at[i]);
    }
    return -1;
}

// The heading that a block is, or begins with.
static const Node *heading_of(const Node *block)
{
    if (block->kind == NODE_HEADING)
        return block;
    return block->kind == NODE_PARAGRAPH && block->first && block->first->kind == NODE_RUN_IN ? block->first
                                                                                              : NULL;
}

static bool is_text(const Printed *printed)
{
    return printed->kind == PRINTED_HEADING || printed->kind == PRINTED_PARAGRAPH ||
           printed->kind == PRINTED_CODE;
}

// [page, id of the heading that it stands under, text]; a heading has a fourth, 1.
static void texts_write(const Site *site, StrBuf *out)
{
    PrintedList list = document_printed(site->arena, site->document);
    const Node *section = NULL;
    Str under = {0};
    int page = -1;

    buf_add_c(out, "\"texts\":[");
    for (size_t i = 0; i < list.n; i++) {
        const Printed *printed = &list.at[i];
        if (printed->section != section || i == 0) {
            section = printed->section;
            page = section_page(site, section);
            under = (Str){0};
        }
        if (page < 0 || !is_text(printed) || printed->text.n + printed->number.n == 0)
            continue;
        const Node *heading = heading_of(printed->node);
        under = heading ? heading->id : under;
        json_next(out);
        buf_print(out, "[%d,", page);
        script_string(out, under);
        buf_add_char(out, ',');
        script_string(out,
                      str_print(site->arena, "%.*s%.*s", STR_ARG(printed->number), STR_ARG(printed->text)));
        buf_add_c(out, printed->kind == PRINTED_HEADING ? ",1]" : "]");
    }
    buf_add_c(out, "],\n");
}

// ---- tables

static char column_letter(ColumnKind kind)
{
    static const char letters[] = {
        [COLUMN_CODE] = 'c', [COLUMN_NAME] = 'n', [COLUMN_AMOUNT] = 'a', [COLUMN_TEXT] = 't'};

    return letters[kind];
}

static void columns_write(StrBuf *out, const TableSpec *spec, const ListSpec *list)
{
    buf_add_c(out, "\"columns\":[");
    for (uint32_t i = list->first; i < list->first + list->count; i++) {
        const ColumnSpec *column = &spec->columns[i];
        json_next(out);
        buf_print(out, "[\"%c\",", column_letter(column->kind));
        script_string(out, column->path);
        buf_add_char(out, ',');
        script_string(out, column->kind == COLUMN_AMOUNT ? column->unit.name : (Str){0});
        buf_add_char(out, ']');
    }
    buf_add_c(out, "],");
}

// A list's cells as printed, row by row.
static Str *cells_printed(Arena *arena, const Grid *grid, const List *rows, int list)
{
    Str *cells = ARENA_ARRAY(arena, Str, rows->row_count * rows->spec->count + 1);

    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        if (cell->list == list && cell->source_row >= 0)
            cells[(size_t)cell->source_row * rows->spec->count + (size_t)cell->source_column] = cell->text;
    }
    return cells;
}

// The whole code, where no column prints it; then each cell, parted by tabs, without those at the end that
// are blank.
static void row_write(Arena *arena, StrBuf *out, const Row *row, const Str *cells, uint32_t count)
{
    StrBuf line = {.arena = arena};
    bool printed = false;
    uint32_t last = 0;

    for (uint32_t i = 0; i < count; i++) {
        printed = printed || str_equal(cells[i], row->code);
        last = cells[i].n ? i + 1 : last;
    }
    buf_add(&line, printed ? (Str){0} : row->code);
    for (uint32_t i = 0; i < last; i++) {
        buf_add_char(&line, '\t');
        for (size_t k = 0; k < cells[i].n; k++)
            buf_add_char(&line, cells[i].at[k] == '\t' ? ' ' : cells[i].at[k]);
    }
    json_next(out);
    script_string(out, buf_str(&line));
}

static void list_write(const Site *site, StrBuf *out, const Table *table, const Grid *grid, int list)
{
    const List *rows = &table->lists[list];
    const Str *cells = cells_printed(site->arena, grid, rows, list);

    json_next(out);
    buf_add_c(out, "{\"name\":");
    script_string(out, rows->spec->name);
    buf_print(out, ",\"first\":%u,", (unsigned)rows->spec->first);
    columns_write(out, table->spec, rows->spec);
    buf_add_c(out, "\"rows\":[");
    for (size_t i = 0; i < rows->row_count; i++)
        row_write(site->arena, out, &rows->rows[i], cells + i * rows->spec->count, rows->spec->count);
    buf_add_c(out, "]}");
}

static void table_write(const Site *site, StrBuf *out, const TableUse *use, int page)
{
    const Grid *grid = site->made[use - site->document->tables].grid;

    if (!grid)
        return;
    json_next(out);
    buf_print(out, "{\"page\":%d,\"id\":", page);
    script_string(out, use->id);
    buf_add_c(out, ",\"title\":");
    script_string(out, use->table->spec->title);
    buf_add_c(out, ",\"label\":");
    script_string(out, use->table->spec->label);
    buf_add_c(out, ",\"unit\":");
    script_string(out, table_unit(use->table));
    buf_add_c(out, ",\"lists\":[");
    for (size_t list = 0; list < use->table->spec->list_count; list++)
        list_write(site, out, use->table, grid, (int)list);
    buf_add_c(out, "]}");
}

static void tables_write(const Site *site, StrBuf *out)
{
    int number = 0;

    for (size_t i = 0; i < site->pages.n; i++) {
        if (site->pages.at[i].use)
            table_write(site, out, site->pages.at[i].use, number);
        number += is_searched(&site->pages.at[i]);
    }
}

// Tables that have no page of their own, by the page of their part.
static void part_tables_write(const Site *site, StrBuf *out)
{
    const Document *document = site->document;

    for (size_t i = 0; i < document->table_count; i++) {
        const TableUse *use = &document->tables[i];
        int page = use->node->parent == document->comparison.section
                       ? section_page(site, document->comparison.section)
                       : -1;

        if (page >= 0)
            table_write(site, out, use, page);
    }
}

// ---- the files

// It begins with a byte order mark, so that pages in another charset read it as what it is.
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

Str search_index(const Site *site)
{
    StrBuf out = {.arena = site->arena};

    buf_add_c(&out, BYTE_ORDER_MARK "window.gongkaiIndex={");
    pages_write(site, &out);
    texts_write(site, &out);
    buf_add_c(&out, "\"tables\":[");
    tables_write(site, &out);
    part_tables_write(site, &out);
    buf_add_c(&out, "]};\n");
    return buf_str(&out);
}

Str script_file(Arena *arena, Str text)
{
    return str_print(arena, BYTE_ORDER_MARK "%.*s", STR_ARG(text));
}

// A page to its lines and tables, from above.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define LONGEST_LABEL 0.5F // of a page's width
#define WIDE_TABLE 0.6F    // of a page's width: it stands in no column
#define EDGE 1.0F          // points: what is no further from a page's edge runs past it

typedef struct PageReader {
    Arena *arena;
    PdfPage *page;
    PdfLines lines;
    PdfItems items;
    PdfBoxes drawings, rules; // rules: across, that meet none down
    PdfBands bands;
    unsigned column; // of the lines
    size_t unstructured;
} PageReader;

// A line of which no part is as long as text is: a label.
static bool is_drawn(const PageReader *reader, const PdfLine *line)
{
    for (size_t i = 0; i < line->segment_count; i++)
        if (line->segments[i].box.x1 - line->segments[i].box.x0 > LONGEST_LABEL * reader->page->width)
            return false;
    for (size_t i = 0; i < reader->drawings.n; i++)
        if (line->box.y0 >= reader->drawings.at[i].y0 && line->box.y1 <= reader->drawings.at[i].y1)
            return true;
    return false;
}

static void item_add(PageReader *reader, PdfItem item)
{
    const PdfBox *box = item.text ? &item.text->box : &item.table->box;
    float middle = (box->y0 + box->y1) / 2;

    item.column = (uint8_t)reader->column;
    item.order = pdf_order_of(&reader->bands, item.column, item.top, middle);
    *vec_push(reader->arena, &reader->items) = item;
}

// ---- contents without leaders

static bool has_contents_title(const PageReader *reader, size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (words_find(words_builtin.lists[WORDS_CONTENTS_TITLE], text_name(reader->lines.at[i].text)) >= 0)
            return true;
    return false;
}

// A name, and a page's number beside it, no less than the one above: *last.
static bool is_entry(const PageReader *reader, const PdfLine *line, int *last)
{
    bool bare;
    int number = line->segment_count == 2
                     ? page_number_read(reader->arena, words_builtin.lists, line->segments[1].text, &bare)
                     : 0;

    if (number < *last || number == 0 || pdf_is_amount(line->segments[0].text))
        return false;
    *last = number;
    return true;
}

// Whether lines are a list of contents, under its title or, where it goes on, each with a number before it.
static bool contents_mark(PageReader *reader, size_t from, size_t to)
{
    bool titled = has_contents_title(reader, from);
    int last = 0;
    size_t entries = 0;

    for (size_t i = from; i < to; i++) {
        TextNumbering numbering;

        if (pdf_is_side_by_side(&reader->lines.at[i]) && !is_entry(reader, &reader->lines.at[i], &last))
            return false;
        if (!titled && !text_numbering_read(reader->lines.at[i].text, &numbering))
            return false;
        entries += pdf_is_side_by_side(&reader->lines.at[i]);
    }
    for (size_t i = from; i < to; i++)
        reader->lines.at[i].entry = pdf_is_side_by_side(&reader->lines.at[i]);
    return entries > 0;
}

static void lines_sort_out(PageReader *reader)
{
    size_t done = 0;

    for (size_t i = 0; i < reader->lines.n; i++) {
        size_t from, end = pdf_block_find(&reader->lines, &reader->rules, i, done, &from);
        PdfBlock *block;
        PdfTable *table;

        if (end == i)
            continue;
        if (contents_mark(reader, i, end)) {
            i = end - 1;
            continue;
        }
        block = ARENA_NEW(reader->arena, PdfBlock);
        *block = (PdfBlock){reader->lines.at + from, end - from, reader->rules.at, reader->rules.n};
        if (!pdf_unruled_read(reader->arena, block, 1, &table)) {
            reader->unstructured += end - from;
            continue;
        }
        for (; done < from; done++)
            item_add(reader,
                     (PdfItem){.top = reader->lines.at[done].box.y0, .text = &reader->lines.at[done]});
        table->block = block;
        item_add(reader, (PdfItem){.top = table->box.y0, .table = table});
        done = end;
        i = end - 1;
    }
    for (; done < reader->lines.n; done++)
        item_add(reader, (PdfItem){.top = reader->lines.at[done].box.y0, .text = &reader->lines.at[done]});
}

// ---- the page

static int by_order(const void *a, const void *b)
{
    const PdfItem *x = a, *y = b;

    return x->order < y->order ? -1 : x->order > y->order;
}

static void drawn_take(PageReader *reader)
{
    size_t kept = 0;

    for (size_t i = 0; i < reader->lines.n; i++) {
        PdfLine line = reader->lines.at[i];

        if (is_drawn(reader, &line)) {
            PdfLine *apart = ARENA_NEW(reader->arena, PdfLine);

            *apart = line;
            item_add(reader, (PdfItem){.top = line.box.y0, .text = apart, .drawn = true});
        } else {
            reader->lines.at[kept++] = line;
        }
    }
    reader->lines.n = kept;
}

// Those of a column, of the glyphs between two tables; the others keep their order.
static void column_lines(PageReader *reader, PdfGlyphs *glyphs, unsigned column)
{
    PdfGlyphs own = {0};
    size_t kept = 0;

    for (size_t i = 0; i < glyphs->n; i++) {
        const PdfGlyph *glyph = &glyphs->at[i];

        if (pdf_column_at(&reader->bands, glyph->x, glyph->y - glyph->size * 0.35F) == column)
            *vec_push(reader->arena, &own) = *glyph;
        else
            glyphs->at[kept++] = *glyph;
    }
    glyphs->n = kept;
    reader->column = column;
    reader->lines = (PdfLines){0};
    pdf_lines_read(reader->arena, own.at, own.n, &reader->lines);
    drawn_take(reader);
    lines_sort_out(reader);
}

// What no table took, parted where a table stands between.
static void free_lines(PageReader *reader, const PdfGrids *grids, PdfTable *const *tables)
{
    PdfGlyphs rest = {0};

    for (size_t i = 0; i < reader->page->glyphs.n; i++)
        if (reader->page->glyphs.at[i].code != PDF_TAKEN)
            *vec_push(reader->arena, &rest) = reader->page->glyphs.at[i];
    for (size_t part = 0; part <= grids->n; part++) {
        PdfGlyphs some = {0};
        float to = part < grids->n ? tables[part] ? grids->at[part].box.y0 : -1e6F : 1e6F;
        size_t kept = 0;

        for (size_t i = 0; i < rest.n; i++)
            if (rest.at[i].y - rest.at[i].size * 0.35F < to)
                *vec_push(reader->arena, &some) = rest.at[i];
            else
                rest.at[kept++] = rest.at[i];
        rest.n = kept;
        for (unsigned column = 0; column <= (reader->bands.n ? PDF_LAST_COLUMN : 0U); column++)
            column_lines(reader, &some, column);
    }
}

// What stands at the page's edge may go on past it.
static void table_cut(Arena *arena, PdfTable *table, float width)
{
    table->cut = true;
    for (size_t r = 0; r < table->row_count; r++) {
        IntakeRow *row = &table->rows[r];
        IntakeCell *cells = ARENA_ARRAY(arena, IntakeCell, row->n + 1);
        uint32_t column = 0;

        for (size_t c = 0; c < row->n; column += cells[c].columns, c++) {
            cells[c] = row->cells[c];
            if (cells[c].text.n && column + cells[c].columns < table->x_count &&
                (table->xs[column] < EDGE || table->xs[column + cells[c].columns] > width - EDGE))
                cells[c].unsure = true;
        }
        row->cells = cells;
    }
}

static PdfBands page_read(Arena *arena, PdfPage *page, uint32_t number, PdfItems *items, size_t *unstructured)
{
    PageReader reader = {.arena = arena, .page = page};
    PdfGrids grids = {0};
    PdfTable **tables;
    uint32_t line = 1;

    pdf_grids_find(arena, page, &grids, &reader.rules);
    pdf_stripes_find(arena, page, &reader.rules);
    pdf_drawings_find(arena, page, &grids, &reader.drawings);
    tables = ARENA_ARRAY(arena, PdfTable *, grids.n + 1);
    for (size_t i = 0; i < grids.n; i++)
        tables[i] = pdf_grid_table(arena, page, &grids.at[i]);
    pdf_bands_find(arena, page, &grids, &reader.bands);
    for (size_t i = 0; i < grids.n; i++)
        if (tables[i]) {
            const PdfBox *box = &tables[i]->box;

            reader.column =
                box->x1 - box->x0 < WIDE_TABLE * page->width
                    ? pdf_column_at(&reader.bands, (box->x0 + box->x1) / 2, (box->y0 + box->y1) / 2)
                    : 0;
            item_add(&reader, (PdfItem){.top = box->y0, .table = tables[i]});
        }
    free_lines(&reader, &grids, tables);
    if (reader.items.n)
        qsort(reader.items.at, reader.items.n, sizeof *reader.items.at, by_order);
    for (size_t i = 0; i < reader.items.n; i++) {
        PdfItem *item = vec_push(arena, items);

        *item = reader.items.at[i];
        item->page = number;
        if (item->table && (item->table->box.x0 < EDGE || item->table->box.x1 > page->width - EDGE))
            table_cut(arena, item->table, page->width);
        item->line = line;
        line += item->table ? (uint32_t)item->table->row_count : 1;
    }
    *unstructured += reader.unstructured;
    return reader.bands;
}

void pdf_items_find(Arena *arena, PdfPages *pages, PdfItems *items, size_t *unstructured)
{
    PdfBands *bands = ARENA_ARRAY(arena, PdfBands, pages->pages.n + 1);

    *unstructured = 0;
    for (size_t i = 0; i < pages->pages.n; i++)
        bands[i] = page_read(arena, &pages->pages.at[i], (uint32_t)i + 1, items, unstructured);
    pdf_last_columns(pages, bands, items);
    pdf_chains_read(arena, pages, items);
}

IntakeSpot pdf_spot(const PdfPages *pages, const PdfItem *item, size_t from)
{
    const PdfPage *page = &pages->pages.at[item->page - 1];
    PdfBox box = item->text ? item->text->box : item->table->box;
    float width = fmaxf(page->width, 1), height = fmaxf(page->height, 1);

    return (IntakeSpot){from,           item->page,      item->line,    box.x0 / width, box.y0 / height,
                        box.x1 / width, box.y1 / height, height / width};
}

size_t pdf_next_item(const PdfItems *items, size_t at)
{
    while (at < items->n &&
           (items->at[at].edge || items->at[at].again || items->at[at].drawn || items->at[at].note))
        at++;
    return at;
}

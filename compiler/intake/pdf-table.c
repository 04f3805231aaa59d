// A grid of rules with the glyphs in it to a table.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define DIGITS 0.24F   // the same of one number: no two columns stand so close
#define TOUCHING 0.06F // of an em: glyphs that are no further apart touch
#define MIDDLE 0.35F   // of an em: how far above its base line a glyph's middle is

typedef struct CellGlyphs {
    PdfGlyphs glyphs;
    PdfLines lines;
} CellGlyphs;

typedef struct GridReader {
    Arena *arena;
    PdfPage *page;
    const PdfGrid *grid;
    uint32_t columns, rows;
    CellGlyphs *cells; // by the index of the cell that they are part of
    float *begins;     // of columns, where their texts begin
    VEC(IntakeRow) made;
    VEC(float) tops;
} GridReader;

static uint32_t slot_of(const float *edges, size_t n, float at)
{
    for (uint32_t i = 1; i + 1 < n; i++)
        if (at < edges[i])
            return i - 1;
    return (uint32_t)n - 2;
}

static bool is_in(float x, float y, const PdfBox *box)
{
    return x >= box->x0 && x <= box->x1 && y >= box->y0 && y <= box->y1;
}

static bool is_glyph_in(const PdfGlyph *glyph, const PdfBox *box)
{
    return is_in(glyph->x + glyph->width / 2, glyph->y - glyph->size * MIDDLE, box);
}

static bool is_of_number(uint32_t code)
{
    return (code >= '0' && code <= '9') || code == '.' || code == ',';
}

// One past the glyphs that were painted one after the other without a gap: what is too wide for its cell is
// still its cell's.
static size_t run_end(const PdfPage *page, size_t at)
{
    size_t end = at + 1;

    for (; end < page->glyphs.n; end++) {
        const PdfGlyph *before = &page->glyphs.at[end - 1], *glyph = &page->glyphs.at[end];

        if (glyph->code == PDF_TAKEN || char_is_blank(glyph->code) || char_is_blank(before->code) ||
            fabsf(glyph->y - before->y) > glyph->size * 0.1F ||
            fabsf(glyph->x - before->x - before->width) >
                glyph->size * (is_of_number(glyph->code) && is_of_number(before->code) ? DIGITS : TOUCHING))
            break;
    }
    return end;
}

static size_t glyphs_take(GridReader *reader)
{
    const PdfGrid *grid = reader->grid;
    PdfPage *page = reader->page;
    size_t taken = 0;

    for (size_t i = 0, end; i < page->glyphs.n; i = end) {
        const PdfGlyph *first = &page->glyphs.at[i], *last;
        float x, y = first->y - first->size * MIDDLE;
        uint32_t part;

        end = i + 1;
        if (first->code == PDF_TAKEN)
            continue;
        end = run_end(page, i);
        last = &page->glyphs.at[end - 1];
        x = (first->x + last->x + last->width) / 2;
        if (!is_in(x, y, &grid->box))
            continue;
        part = grid->part[slot_of(grid->ys, grid->y_count, y) * reader->columns +
                          slot_of(grid->xs, grid->x_count, x)];
        for (size_t k = i; k < end; k++) {
            *vec_push(reader->arena, &reader->cells[part].glyphs) = page->glyphs.at[k];
            taken += !char_is_blank(page->glyphs.at[k].code);
            page->glyphs.at[k].code = PDF_TAKEN;
        }
    }
    return taken;
}

static float part_width(const GridReader *reader, uint32_t row, uint32_t column)
{
    uint32_t part = reader->grid->part[row * reader->columns + column], end = column;

    while (end < reader->columns && reader->grid->part[row * reader->columns + end] == part)
        end++;
    return reader->grid->xs[end] - reader->grid->xs[column];
}

// ---- rows that no rule parts

// Whether several amounts stand below each other in two of a row's cells, or many in one: then it is rows.
// Amounts have points; a code that its cell's width broke has none.
static bool is_rows(const GridReader *reader, uint32_t row)
{
    size_t stacks = 0;

    for (uint32_t c = 0; c < reader->columns; c++) {
        uint32_t part = reader->grid->part[row * reader->columns + c];
        const PdfLines *lines = &reader->cells[part].lines;
        size_t amounts = 0;

        if (part != row * reader->columns + c ||
            (row + 1 < reader->rows && reader->grid->part[(row + 1) * reader->columns + c] == part))
            continue;
        for (size_t i = 0; i < lines->n; i++)
            amounts += pdf_is_amount(lines->at[i].text) && str_find_char(lines->at[i].text, '.', 0) > 0;
        stacks += amounts >= 2 && amounts + 1 >= lines->n ? amounts > 2 ? 2 : 1 : 0;
    }
    return stacks >= 2;
}

// The base lines of a row's cells, those of one line once.
static size_t bases_find(const GridReader *reader, uint32_t row, float **bases)
{
    VEC(float) found = {0};

    for (uint32_t c = 0; c < reader->columns; c++) {
        uint32_t part = reader->grid->part[row * reader->columns + c];
        const PdfLines *lines = &reader->cells[part].lines;

        if (part != row * reader->columns + c)
            continue;
        for (size_t i = 0; i < lines->n; i++) {
            size_t k = 0;

            while (k < found.n && found.at[k] < lines->at[i].base - lines->at[i].size * 0.4F)
                k++;
            if (k < found.n && fabsf(found.at[k] - lines->at[i].base) <= lines->at[i].size * 0.4F)
                continue;
            vec_push(reader->arena, &found);
            for (size_t m = found.n - 1; m > k; m--)
                found.at[m] = found.at[m - 1];
            found.at[k] = lines->at[i].base;
        }
    }
    *bases = found.at;
    return found.n;
}

static Str text_at(const GridReader *reader, uint32_t part, float base)
{
    const PdfLines *lines = &reader->cells[part].lines;

    for (size_t i = 0; i < lines->n; i++)
        if (fabsf(lines->at[i].base - base) <= lines->at[i].size * 0.4F)
            return str_trim(lines->at[i].text);
    return (Str){0};
}

static void row_push(GridReader *reader, const IntakeCell *cells, size_t n, float top)
{
    *vec_push(reader->arena, &reader->made) = (IntakeRow){cells, n};
    *vec_push(reader->arena, &reader->tops) = top;
}

// A line that has text in one column alone, which is full above it, goes on there.
static bool goes_on(const GridReader *reader, uint32_t row, float before, float base)
{
    size_t filled = 0;
    bool full = false;

    for (uint32_t c = 0; c < reader->columns; c++) {
        uint32_t part = reader->grid->part[row * reader->columns + c];
        const PdfLines *lines = &reader->cells[part].lines;

        if (part != row * reader->columns + c || text_at(reader, part, base).n == 0)
            continue;
        filled++;
        for (size_t i = 0; i < lines->n; i++)
            full = full || (fabsf(lines->at[i].base - before) <= lines->at[i].size * 0.4F &&
                            lines->at[i].box.x1 + lines->at[i].size * 1.6F >
                                reader->grid->xs[c] + part_width(reader, row, c));
    }
    return filled == 1 && full;
}

static void rows_split(GridReader *reader, uint32_t row)
{
    float *bases;
    size_t n = bases_find(reader, row, &bases);
    IntakeCell *last = NULL;

    for (size_t b = 0; b < n; b++) {
        bool on = b > 0 && last && goes_on(reader, row, bases[b - 1], bases[b]);
        IntakeCell *cells = on ? last : ARENA_ARRAY(reader->arena, IntakeCell, reader->columns);
        size_t made = 0;

        for (uint32_t c = 0; c < reader->columns; made++) {
            uint32_t part = reader->grid->part[row * reader->columns + c], span = 1;
            Str text = text_at(reader, part, bases[b]);

            while (c + span < reader->columns && reader->grid->part[row * reader->columns + c + span] == part)
                span++;
            if (on && text.n) {
                StrBuf joined = {.arena = reader->arena};

                buf_add(&joined, cells[made].text);
                join_text(&joined, text);
                cells[made].text = buf_str(&joined);
            } else if (!on) {
                cells[made] = (IntakeCell){.text = text, .columns = span, .rows = 1};
            }
            c += span;
        }
        if (!on)
            row_push(reader, cells, made, b ? bases[b] : reader->grid->ys[row]);
        last = cells;
    }
}

// ---- rows as they are ruled

static bool is_covered(const GridReader *reader, uint32_t row, uint32_t column)
{
    return row > 0 && reader->grid->part[(row - 1) * reader->columns + column] ==
                          reader->grid->part[row * reader->columns + column];
}

// Whether another text of the column begins at the same place: no text of another width stands in the middle
// so.
static bool begins_as_others(const GridReader *reader, uint32_t part, uint32_t column)
{
    const PdfLine *line = &reader->cells[part].lines.at[0];

    for (uint32_t r = 0; r < reader->rows; r++) {
        uint32_t other = reader->grid->part[r * reader->columns + column];
        const PdfLines *lines = &reader->cells[other].lines;

        if (other != part && lines->n && fabsf(lines->at[0].box.x0 - line->box.x0) < line->size * 0.2F &&
            fabsf(lines->at[0].box.x1 - line->box.x1) > line->size * 0.5F)
            return true;
    }
    return false;
}

// How far a cell's text is set in from where its column's begins, in ems; what stands in the middle is not.
static uint8_t indent_of(const GridReader *reader, uint32_t row, uint32_t column, float begin)
{
    uint32_t part = reader->grid->part[row * reader->columns + column];
    const PdfLine *line = reader->cells[part].lines.n ? &reader->cells[part].lines.at[0] : NULL;
    float left, right, ems;

    if (!line || pdf_is_amount(line->text))
        return 0;
    left = line->box.x0 - reader->grid->xs[column];
    right = reader->grid->xs[column] + part_width(reader, row, column) - line->box.x1;
    ems = (line->box.x0 - begin) / line->size;
    if (ems < 0.4F || (left > line->size && fabsf(left - right) < line->size * 0.4F &&
                       !begins_as_others(reader, part, column)))
        return 0;
    return (uint8_t)fminf(ems + 0.5F, 20);
}

// Where the texts of a column begin that stand at its edge.
static float begin_of(const GridReader *reader, uint32_t column)
{
    float begin = 1e6F;

    for (uint32_t r = 0; r < reader->rows; r++) {
        uint32_t part = reader->grid->part[r * reader->columns + column];
        const PdfLines *lines = &reader->cells[part].lines;

        if (part == r * reader->columns + column && lines->n && !pdf_is_amount(lines->at[0].text))
            begin = fminf(begin, lines->at[0].box.x0);
    }
    return begin;
}

// A row in which nothing begins: rules that are not quite level made it.
static bool is_empty(const GridReader *reader, uint32_t row)
{
    for (uint32_t c = 0; c < reader->columns; c++)
        if (!is_covered(reader, row, c) &&
            reader->cells[reader->grid->part[row * reader->columns + c]].lines.n)
            return false;
    return true;
}

// Whether just these columns of a row are of the part: then it goes straight down.
static bool is_run(const GridReader *reader, uint32_t row, uint32_t column, uint32_t span, uint32_t of)
{
    const uint32_t *part = &reader->grid->part[row * reader->columns];

    for (uint32_t c = column; c < column + span; c++)
        if (part[c] != of)
            return false;
    return (column == 0 || part[column - 1] != of) &&
           (column + span == reader->columns || part[column + span] != of);
}

static void row_read(GridReader *reader, uint32_t row, const bool *empty)
{
    const uint32_t *part = reader->grid->part;
    IntakeCell *cells = ARENA_ARRAY(reader->arena, IntakeCell, reader->columns);
    size_t made = 0;

    for (uint32_t c = 0; c < reader->columns;) {
        uint32_t of = part[row * reader->columns + c], span = 1, deep = 1;
        const PdfLines *lines = &reader->cells[of].lines;
        bool covered = is_covered(reader, row, c);

        while (c + span < reader->columns && part[row * reader->columns + c + span] == of)
            span++;
        for (uint32_t r = row + 1; r < reader->rows && is_run(reader, r, c, span, of); r++)
            deep += !empty[r];
        cells[made++] = (IntakeCell){
            covered ? (Str){0}
                    : pdf_lines_joined(reader->arena, lines->at, lines->n, part_width(reader, row, c)),
            span, covered ? 1 : deep, covered, covered ? 0 : indent_of(reader, row, c, reader->begins[c])};
        c += span;
    }
    row_push(reader, cells, made, reader->grid->ys[row]);
}

// Whether the last row's texts fill their columns, as they do where they go on overleaf.
static const bool *full_find(const GridReader *reader)
{
    bool *full = ARENA_ARRAY(reader->arena, bool, reader->columns + 1);
    uint32_t row = reader->rows - 1;

    for (uint32_t c = 0; c < reader->columns; c++) {
        uint32_t part = reader->grid->part[row * reader->columns + c];
        const PdfLines *lines = &reader->cells[part].lines;
        const PdfLine *line = lines->n ? vec_last(lines) : NULL;

        full[c] = line && line->box.x1 + line->size * 1.6F > reader->grid->xs[c] + part_width(reader, row, c);
    }
    return full;
}

static PdfTable *table_end(GridReader *reader)
{
    PdfTable *table = ARENA_NEW(reader->arena, PdfTable);

    if (reader->made.n == 0)
        return NULL;
    *vec_push(reader->arena, &reader->tops) = reader->grid->box.y1;
    *table = (PdfTable){.box = reader->grid->box,
                        .xs = reader->grid->xs,
                        .x_count = reader->grid->x_count,
                        .rows = reader->made.at,
                        .tops = reader->tops.at,
                        .row_count = reader->made.n,
                        .full = full_find(reader)};
    return table;
}

// Between rules across alone columns are found as where there are no rules.
static PdfTable *open_read(GridReader *reader)
{
    PdfGlyphs glyphs = {0};
    PdfLines lines = {0};
    PdfTable *table;

    for (size_t i = 0; i < reader->page->glyphs.n; i++)
        if (reader->page->glyphs.at[i].code != PDF_TAKEN &&
            is_glyph_in(&reader->page->glyphs.at[i], &reader->grid->box))
            *vec_push(reader->arena, &glyphs) = reader->page->glyphs.at[i];
    pdf_lines_read(reader->arena, glyphs.at, glyphs.n, &lines);
    table = lines.n >= 2 ? pdf_lines_table(reader->arena, lines.at, lines.n) : NULL;
    if (!table)
        return NULL;
    table->box = reader->grid->box;
    for (size_t i = 0; i < reader->page->glyphs.n; i++)
        if (is_glyph_in(&reader->page->glyphs.at[i], &reader->grid->box))
            reader->page->glyphs.at[i].code = PDF_TAKEN;
    return table;
}

PdfTable *pdf_grid_table(Arena *arena, PdfPage *page, const PdfGrid *grid)
{
    GridReader reader = {.arena = arena,
                         .page = page,
                         .grid = grid,
                         .columns = (uint32_t)grid->x_count - 1,
                         .rows = (uint32_t)grid->y_count - 1};
    bool *empty;

    if (grid->open || reader.columns < 2)
        return grid->open ? open_read(&reader) : NULL;
    reader.cells = ARENA_ARRAY(arena, CellGlyphs, (size_t)reader.columns * reader.rows);
    if (glyphs_take(&reader) == 0)
        return NULL;
    for (size_t i = 0; i < (size_t)reader.columns * reader.rows; i++)
        pdf_lines_read(arena, reader.cells[i].glyphs.at, reader.cells[i].glyphs.n, &reader.cells[i].lines);
    empty = ARENA_ARRAY(arena, bool, reader.rows + 1);
    for (uint32_t r = 0; r < reader.rows; r++)
        empty[r] = is_empty(&reader, r);
    reader.begins = ARENA_ARRAY(arena, float, reader.columns + 1);
    for (uint32_t c = 0; c < reader.columns; c++)
        reader.begins[c] = begin_of(&reader, c);
    for (uint32_t r = 0; r < reader.rows; r++)
        if (is_rows(&reader, r))
            rows_split(&reader, r);
        else if (!empty[r])
            row_read(&reader, r, empty);
    return table_end(&reader);
}

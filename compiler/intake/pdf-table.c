// A grid of rules with the glyphs in it to a table.
#include <math.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define LONG_NAME 6.0F  // em: 合计 and the like are shorter
#define MOST_INSET 4.5F // em
#define WHOLE 0.1F
#define LEAST_AT_EDGE 3
#define DIGITS 0.24F   // the same of one number: no two columns stand so close
#define TOUCHING 0.06F // of an em: glyphs that are no further apart touch
#define EXACTLY 0.04F  // of an em: what one text is painted in goes on so exactly
#define OVER 0.1F      // of an em: what is past a rule by no more does not cross it
#define HALF 0.5F      // of an em: of a full-width bracket, which has no ink and may be set out of its column
#define OVERLAP 0.5F   // of an em: characters of one text do not cover each other so
#define FULL 2.3F      // em: a text that ends no further from its column's edge fills it
#define LOW 3.6F       // em: the same of the last line over a page's end
#define ALIKE 0.5F     // points: texts that stand alike in their columns differ by less
#define MIDDLE 0.35F   // of an em: how far above its base line a glyph's middle is

typedef struct CellGlyphs {
    PdfGlyphs glyphs;
    PdfLines lines;
    bool unsure; // whether all of it is this cell's
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

static bool is_of_number(uint32_t code)
{
    return (code >= '0' && code <= '9') || code == '.' || code == ',';
}

// One past the glyphs that were painted one after the other without a gap: what is too wide for its cell is
// still its cell's. What is painted for itself in another column, and does not go on exactly, is not.
static size_t run_end(const GridReader *reader, size_t at)
{
    const PdfGlyphs *glyphs = &reader->page->glyphs;
    const PdfGrid *grid = reader->grid;
    size_t end = at + 1;

    for (; end < glyphs->n; end++) {
        const PdfGlyph *before = &glyphs->at[end - 1], *glyph = &glyphs->at[end];
        float gap = fabsf(glyph->x - before->x - before->width);

        if (glyph->code == PDF_TAKEN || char_is_blank(glyph->code) || char_is_blank(before->code) ||
            fabsf(glyph->y - before->y) > glyph->size * 0.1F ||
            gap > glyph->size * (is_of_number(glyph->code) && is_of_number(before->code) ? DIGITS : TOUCHING))
            break;
        if (glyph->begins && gap > glyph->size * EXACTLY &&
            slot_of(grid->xs, grid->x_count, glyph->x) !=
                slot_of(grid->xs, grid->x_count, glyphs->at[at].x + glyphs->at[at].width / 2))
            break;
    }
    return end;
}

// ---- what is too wide for its column

typedef struct Run { // glyphs of the page
    size_t from, to;
    float x0, x1;              // of its ink
    float open, close;         // of brackets at its ends, what has no ink
    uint32_t row, first, last; // the columns that it stands in
} Run;

typedef VEC(Run) Runs;

static uint32_t part_at(const GridReader *reader, uint32_t row, uint32_t column)
{
    return reader->grid->part[row * reader->columns + column];
}

// How many texts that fit their columns stand in them as the run does in this one: at the left, at the right
// or around the middle.
static size_t alike_count(const GridReader *reader, const Runs *runs, const Run *run, uint32_t column)
{
    const float *xs = reader->grid->xs;
    float left = run->x0 - xs[column], right = xs[column + 1] - run->x1;
    size_t lefts = 0, rights = 0, middles = 0;

    for (size_t i = 0; i < runs->n; i++) {
        const Run *other = &runs->at[i];
        float own_left = other->x0 - xs[other->first], own_right = xs[other->first + 1] - other->x1;

        if (other->first != other->last)
            continue;
        lefts += left >= 0 && (fabsf(own_left - left) < ALIKE || fabsf(own_left - left + run->open) < ALIKE);
        rights +=
            right >= 0 && (fabsf(own_right - right) < ALIKE || fabsf(own_right - right + run->close) < ALIKE);
        middles += fabsf(left - right) < ALIKE && fabsf(own_left - own_right) < ALIKE;
    }
    return lefts > rights ? lefts > middles ? lefts : middles : rights > middles ? rights : middles;
}

// *unsure: it may as well be of another column.
static uint32_t column_of(const GridReader *reader, const Runs *runs, const Run *run, bool *unsure)
{
    uint32_t column = slot_of(reader->grid->xs, reader->grid->x_count, (run->x0 + run->x1) / 2);
    size_t best = 0, second = 0;

    if (part_at(reader, run->row, run->first) == part_at(reader, run->row, run->last))
        return run->first;
    for (uint32_t c = run->first; c <= run->last; c++) {
        size_t alike = alike_count(reader, runs, run, c);

        if (alike > best) {
            second = best;
            best = alike;
            column = c;
        } else if (alike > second) {
            second = alike;
        }
    }
    *unsure = second * 3 > best || best == 0;
    return column;
}

static void runs_find(const GridReader *reader, Runs *runs)
{
    const PdfGrid *grid = reader->grid;
    const PdfGlyph *glyphs = reader->page->glyphs.at;

    for (size_t i = 0, end; i < reader->page->glyphs.n; i = end) {
        const PdfGlyph *first = &glyphs[i], *last;
        float y = first->y - first->size * MIDDLE;
        Run run = {.from = i};

        end = i + 1;
        if (first->code == PDF_TAKEN)
            continue;
        run.to = end = run_end(reader, i);
        last = &glyphs[end - 1];
        run.open = char_is_full_width(first->code) && text_closing_of(first->code) ? first->size * HALF : 0;
        run.close = char_is_full_width(last->code) && text_is_closing(last->code) ? last->size * HALF : 0;
        run.x0 = first->x + run.open;
        run.x1 = last->x + last->width - run.close;
        if (!is_in((run.x0 + run.x1) / 2, y, &grid->box))
            continue;
        run.row = slot_of(grid->ys, grid->y_count, y);
        run.first = slot_of(grid->xs, grid->x_count, run.x0 + first->size * OVER);
        run.last = slot_of(grid->xs, grid->x_count, run.x1 - first->size * OVER);
        run.last = run.last < run.first ? run.first : run.last;
        *vec_push(reader->arena, runs) = run;
    }
}

static size_t glyphs_take(GridReader *reader)
{
    PdfGlyph *glyphs = reader->page->glyphs.at;
    size_t taken = 0;
    Runs runs = {0};

    runs_find(reader, &runs);
    for (size_t i = 0; i < runs.n; i++) {
        const Run *run = &runs.at[i];
        bool unsure = false;
        CellGlyphs *cell = &reader->cells[part_at(reader, run->row, column_of(reader, &runs, run, &unsure))];

        for (uint32_t c = run->first; c <= run->last && unsure; c++)
            reader->cells[part_at(reader, run->row, c)].unsure = true;
        for (size_t k = run->from; k < run->to; k++) {
            *vec_push(reader->arena, &cell->glyphs) = glyphs[k];
            taken += !char_is_blank(glyphs[k].code);
            glyphs[k].code = PDF_TAKEN;
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
                cells[made] = (IntakeCell){
                    .text = text, .columns = span, .rows = 1, .unsure = reader->cells[part].unsure};
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

// How many other texts of the column, as wide as none of them would stand in the middle so, begin at x.
static size_t others_begin(const GridReader *reader, uint32_t part, uint32_t column, float x)
{
    const PdfLine *line = &reader->cells[part].lines.at[0];
    size_t n = 0;

    for (uint32_t r = 0; r < reader->rows; r++) {
        uint32_t other = reader->grid->part[r * reader->columns + column];
        const PdfLines *lines = &reader->cells[other].lines;

        n += other != part && lines->n && fabsf(lines->at[0].box.x0 - x) < line->size * 0.2F &&
             fabsf(lines->at[0].box.x1 - line->box.x1) > line->size * 0.5F;
    }
    return n;
}

// Whether a text that might stand in the middle is set in: another is set in so; or it is long, set in by
// whole ems, and the column's others begin at its edge.
static bool is_set_in(const GridReader *reader, uint32_t part, uint32_t column, float begin, float ems)
{
    const PdfLine *line = &reader->cells[part].lines.at[0];

    return others_begin(reader, part, column, line->box.x0) > 0 ||
           (line->box.x1 - line->box.x0 >= LONG_NAME * line->size && ems < MOST_INSET &&
            fabsf(ems - roundf(ems)) < WHOLE && others_begin(reader, part, column, begin) >= LEAST_AT_EDGE);
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
                       !is_set_in(reader, part, column, begin, ems)))
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

// Characters that cover each other, or two amounts in one: texts of several cells.
static bool is_mixed(const CellGlyphs *cell)
{
    const PdfGlyphs *glyphs = &cell->glyphs; // in order, a line from its begin

    for (size_t i = 1; i < glyphs->n; i++) {
        const PdfGlyph *before = &glyphs->at[i - 1], *glyph = &glyphs->at[i];

        if (fabsf(glyph->y - before->y) < glyph->size * 0.1F && before->x <= glyph->x &&
            before->x + before->width - glyph->x > fminf(before->width, glyph->size * OVERLAP) &&
            before->width > 0 && !text_is_closing(before->code) && !text_closing_of(glyph->code) &&
            !char_is_blank(before->code) && !char_is_blank(glyph->code))
            return true;
    }
    for (size_t i = 0; i < cell->lines.n; i++) {
        Str line = cell->lines.at[i].text;
        ptrdiff_t point = str_find_char(line, '.', 0);

        if (point >= 0 && pdf_is_amount(line) && str_find_char(line, '.', (size_t)point + 1) >= 0)
            return true;
    }
    return false;
}

// Cells that no rules part and that make no rectangle: rules are not there.
static void corners_mark(GridReader *reader)
{
    const uint32_t *part = reader->grid->part;

    for (uint32_t r = 0; r < reader->rows; r++)
        for (uint32_t c = 0; c < reader->columns; c++) {
            uint32_t of = part[r * reader->columns + c];
            bool left = c > 0 && part[r * reader->columns + c - 1] == of;

            if (of != r * reader->columns + c && !left && !is_covered(reader, r, c) &&
                reader->cells[of].lines.n)
                reader->cells[of].unsure = true;
        }
}

static void row_read(GridReader *reader, uint32_t row, const bool *empty)
{
    const uint32_t *part = reader->grid->part;
    IntakeCell *cells = ARENA_ARRAY(reader->arena, IntakeCell, reader->columns);
    size_t made = 0;

    for (uint32_t c = 0; c < reader->columns;) {
        uint32_t of = part[row * reader->columns + c], span = 1, deep = 1;
        const PdfLines *lines = &reader->cells[of].lines;
        bool covered = is_covered(reader, row, c),
             unsure = !covered && (reader->cells[of].unsure || is_mixed(&reader->cells[of]));

        while (c + span < reader->columns && part[row * reader->columns + c + span] == of)
            span++;
        for (uint32_t r = row + 1; r < reader->rows && is_run(reader, r, c, span, of); r++)
            deep += !empty[r];
        cells[made++] = (IntakeCell){
            covered ? (Str){0}
                    : pdf_lines_joined(reader->arena, lines->at, lines->n, part_width(reader, row, c)),
            span,
            covered ? 1 : deep,
            covered,
            covered ? 0 : indent_of(reader, row, c, reader->begins[c]),
            unsure};
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

        full[c] = line &&
                  line->box.x1 + line->size * FULL > reader->grid->xs[c] + part_width(reader, row, c) &&
                  line->box.y1 + line->size * LOW > reader->grid->box.y1;
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

PdfTable *pdf_grid_table(Arena *arena, PdfPage *page, const PdfGrid *grid)
{
    GridReader reader = {.arena = arena,
                         .page = page,
                         .grid = grid,
                         .columns = (uint32_t)grid->x_count - 1,
                         .rows = (uint32_t)grid->y_count - 1};
    bool *empty;

    if (reader.columns < 2)
        return NULL;
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
    corners_mark(&reader);
    for (uint32_t r = 0; r < reader.rows; r++)
        if (is_rows(&reader, r))
            rows_split(&reader, r);
        else if (!empty[r])
            row_read(&reader, r, empty);
    return table_end(&reader);
}

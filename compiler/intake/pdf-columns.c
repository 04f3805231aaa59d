// Lines whose parts stand below each other, without rules, to a table: where no row has ink, columns part.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define MOST_COLUMNS 60
#define MOST_SLOTS 8000 // across a page
#define SLOT 0.5F       // points
#define GUTTER 1.5F     // points between two columns
#define CROSSING 0.06F  // of the rows: so many may cross a gutter
#define ONE_ROW 0.8F    // of an em: base lines of one row whose cells stand at its middle
#define CLOSER 1.15F    // rows are further apart than their lines by this
#define ROW_LINES 1.6F  // em: lines of one cell are no further apart

typedef struct Span {
    float from, to;
} Span;

typedef struct ColumnReader {
    Arena *arena;
    const PdfLine *lines;
    size_t n, body;    // body: the first line with amounts
    float left;        // of all
    VEC(Span) columns; // where their text stands
    float pitch;       // the least between rows with amounts; 0: not known
} ColumnReader;

static size_t amounts_of(const PdfLine *line)
{
    size_t n = 0;

    for (size_t i = 0; i < line->part_count; i++)
        n += pdf_is_amount(line->parts[i].text);
    return line->part_count > 1 ? n : 0;
}

// ---- columns

static size_t slot_of(const ColumnReader *reader, float x)
{
    float slot = (x - reader->left) / SLOT;

    return slot < 0 ? 0 : slot >= MOST_SLOTS ? MOST_SLOTS - 1 : (size_t)slot;
}

// What is inked over the rows of amounts, parted where next to none is.
static void columns_find(ColumnReader *reader)
{
    unsigned *inked = ARENA_ARRAY(reader->arena, unsigned, MOST_SLOTS + 1);
    size_t last = MOST_SLOTS, rows = reader->n - reader->body;
    unsigned most = (unsigned)(CROSSING * (float)rows);

    for (size_t i = reader->body; i < reader->n; i++)
        for (size_t k = 0; k < reader->lines[i].part_count; k++) {
            const PdfBox *box = &reader->lines[i].parts[k].box;

            for (size_t s = slot_of(reader, box->x0); s <= slot_of(reader, box->x1); s++)
                inked[s]++;
        }
    for (size_t s = 0; s < MOST_SLOTS && reader->columns.n < MOST_COLUMNS; s++) {
        float x = reader->left + (float)s * SLOT;

        if (inked[s] <= most)
            continue;
        if (last == MOST_SLOTS || (float)(s - last) * SLOT > GUTTER)
            *vec_push(reader->arena, &reader->columns) = (Span){x, x + SLOT};
        vec_last(&reader->columns)->to = x + SLOT;
        last = s;
    }
}

// The columns that a part stands over, from *first.
static size_t crossed(const ColumnReader *reader, const PdfBox *box, size_t *first)
{
    size_t n = 0;

    *first = 0;
    for (size_t i = 0; i < reader->columns.n; i++)
        if (box->x0 < reader->columns.at[i].to && box->x1 > reader->columns.at[i].from) {
            *first = n ? *first : i;
            n++;
        }
    return n;
}

static int by_from(const void *a, const void *b)
{
    const Span *x = a, *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

// Columns without an amount have their heads alone, which stand between others.
static void heads_add(ColumnReader *reader)
{
    size_t first;

    for (size_t i = reader->body; i > 0; i--)
        for (size_t k = 0; k < reader->lines[i - 1].part_count; k++) {
            const PdfBox *box = &reader->lines[i - 1].parts[k].box;

            if (reader->columns.n >= MOST_COLUMNS || crossed(reader, box, &first) > 0)
                continue;
            *vec_push(reader->arena, &reader->columns) = (Span){box->x0, box->x1};
            qsort(reader->columns.at, reader->columns.n, sizeof(Span), by_from);
        }
}

// ---- rows

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static void pitch_find(ColumnReader *reader)
{
    float *distances = ARENA_ARRAY(reader->arena, float, reader->n + 1), last = 0;
    size_t n = 0;

    for (size_t i = 0; i < reader->n; i++) {
        if (amounts_of(&reader->lines[i]) == 0)
            continue;
        if (last > 0)
            distances[n++] = reader->lines[i].base - last;
        last = reader->lines[i].base;
    }
    if (n)
        qsort(distances, n, sizeof *distances, by_value);
    reader->pitch = n ? distances[n / 10] : 0;
}

// One past the lines of the row that begins at `at`.
static size_t row_end(const ColumnReader *reader, size_t at)
{
    size_t end = at + 1, amounts = amounts_of(&reader->lines[at]);

    for (; end < reader->n; end++) {
        const PdfLine *line = &reader->lines[end], *before = &reader->lines[end - 1];
        float distance = line->base - before->base, em = fminf(line->size, before->size);
        bool close =
            distance < ONE_ROW * em || (reader->pitch > CLOSER * distance && distance < ROW_LINES * em);

        if (!close || (amounts && amounts_of(line)))
            break;
        amounts += amounts_of(line);
    }
    return end;
}

static void cell_add(ColumnReader *reader, IntakeCell *cell, const PdfSegment *part, bool same_line)
{
    StrBuf joined = {.arena = reader->arena};

    buf_add(&joined, cell->text);
    if (same_line && part->blank && joined.n)
        buf_add_char(&joined, ' ');
    if (same_line)
        buf_add(&joined, str_trim(part->text));
    else
        join_text(&joined, str_trim(part->text));
    cell->text = buf_str(&joined);
}

static IntakeRow row_read(ColumnReader *reader, size_t from, size_t to)
{
    IntakeCell *cells = ARENA_ARRAY(reader->arena, IntakeCell, reader->columns.n);
    size_t kept = 0, first, *line_of = ARENA_ARRAY(reader->arena, size_t, reader->columns.n + 1);

    for (size_t c = 0; c < reader->columns.n; c++)
        cells[c] = (IntakeCell){.columns = 1, .rows = 1};
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < reader->lines[i].part_count; k++) {
            const PdfSegment *part = &reader->lines[i].parts[k];
            size_t n = crossed(reader, &part->box, &first);

            if (n == 0) // between columns: it belongs to the one before
                while (first + 1 < reader->columns.n && reader->columns.at[first + 1].from < part->box.x0)
                    first++;
            cell_add(reader, &cells[first], part, line_of[first] == i + 1);
            line_of[first] = i + 1;
            for (size_t c = first + 1; c < first + n && to == from + 1; c++)
                if (cells[c].text.n == 0 && cells[first].columns == c - first)
                    cells[first].columns++;
        }
    for (size_t c = 0; c < reader->columns.n; c += cells[kept - 1].columns)
        cells[kept++] = cells[c];
    return (IntakeRow){cells, kept};
}

static void edges_make(const ColumnReader *reader, PdfTable *table)
{
    float *xs = ARENA_ARRAY(reader->arena, float, reader->columns.n + 1);

    xs[0] = table->box.x0;
    for (size_t c = 1; c < reader->columns.n; c++)
        xs[c] = (reader->columns.at[c - 1].to + reader->columns.at[c].from) / 2;
    xs[reader->columns.n] = table->box.x1;
    table->xs = xs;
    table->x_count = reader->columns.n + 1;
}

PdfTable *pdf_lines_table(Arena *arena, const PdfLine *lines, size_t n)
{
    ColumnReader reader = {.arena = arena, .lines = lines, .n = n, .left = lines[0].box.x0};
    PdfTable *table = ARENA_NEW(arena, PdfTable);

    while (reader.body < n && amounts_of(&lines[reader.body]) == 0)
        reader.body++;
    if (reader.body == n)
        reader.body = 0;
    for (size_t i = 0; i < n; i++)
        reader.left = fminf(reader.left, lines[i].box.x0);
    columns_find(&reader);
    heads_add(&reader);
    if (reader.columns.n < 2)
        return NULL;
    pitch_find(&reader);
    table->rows = ARENA_ARRAY(arena, IntakeRow, n);
    table->tops = ARENA_ARRAY(arena, float, n + 1);
    table->box = lines[0].box;
    for (size_t i = 0; i < n;) {
        size_t end = row_end(&reader, i);

        table->tops[table->row_count] = lines[i].box.y0;
        table->rows[table->row_count++] = row_read(&reader, i, end);
        for (; i < end; i++) {
            table->box.x0 = fminf(table->box.x0, lines[i].box.x0);
            table->box.x1 = fmaxf(table->box.x1, lines[i].box.x1);
            table->box.y1 = fmaxf(table->box.y1, lines[i].box.y1);
        }
    }
    table->tops[table->row_count] = table->box.y1;
    edges_make(&reader, table);
    return table;
}

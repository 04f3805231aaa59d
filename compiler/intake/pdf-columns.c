// Lines whose parts stand below each other, without rules, to a table.
#include <math.h>
#include <stdlib.h>

#include "intake/internal-pdf.h"
#include "text/text.h"

#define GUTTER 1.5F      // points between two columns
#define MOST_COLUMNS 60
#define ONE_ROW 0.85F    // of an em: base lines of one row whose cells stand at its middle
#define CLOSER 0.87F     // of the usual distance: lines that are closer are of one row

typedef struct Span {
    float from, to;
} Span;

typedef struct ColumnReader {
    Arena *arena;
    const PdfLine *lines;
    size_t n;
    VEC(Span) columns; // where their text stands
    float pitch;       // between rows with amounts; 0: not known
} ColumnReader;

static size_t amounts_of(const PdfLine *line)
{
    size_t n = 0;

    for (size_t i = 0; i < line->segment_count; i++)
        n += pdf_is_amount(line->segments[i].text);
    return n;
}

// ---- columns

static int by_from(const void *a, const void *b)
{
    const Span *x = a, *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

static void span_add(ColumnReader *reader, float from, float to)
{
    size_t kept = 0;

    *vec_push(reader->arena, &reader->columns) = (Span){from, to};
    qsort(reader->columns.at, reader->columns.n, sizeof(Span), by_from);
    for (size_t i = 0; i < reader->columns.n; i++) {
        Span span = reader->columns.at[i];

        if (kept && span.from - reader->columns.at[kept - 1].to < GUTTER)
            reader->columns.at[kept - 1].to = fmaxf(reader->columns.at[kept - 1].to, span.to);
        else
            reader->columns.at[kept++] = span;
    }
    reader->columns.n = kept;
}

static size_t crossed(const ColumnReader *reader, const PdfBox *box, size_t *first)
{
    size_t n = 0;

    *first = reader->columns.n;
    for (size_t i = 0; i < reader->columns.n; i++)
        if (box->x0 < reader->columns.at[i].to && box->x1 > reader->columns.at[i].from) {
            *first = n ? *first : i;
            n++;
        }
    return n;
}

static void columns_find(ColumnReader *reader)
{
    size_t most = 0, first;

    for (size_t i = 0; i < reader->n; i++)
        most = reader->lines[i].segment_count > most ? reader->lines[i].segment_count : most;
    for (size_t i = 0; i < reader->n; i++) {
        const PdfLine *line = &reader->lines[i];

        // Rows of amounts, and those that have all columns.
        if (amounts_of(line) == 0 && line->segment_count < most)
            continue;
        for (size_t k = 0; k < line->segment_count && reader->columns.n < MOST_COLUMNS; k++)
            span_add(reader, line->segments[k].box.x0, line->segments[k].box.x1);
    }
    for (size_t i = reader->n; i > 0; i--) {
        const PdfLine *line = &reader->lines[i - 1];

        for (size_t k = 0; k < line->segment_count && reader->columns.n < MOST_COLUMNS; k++)
            if (crossed(reader, &line->segments[k].box, &first) <= 1)
                span_add(reader, line->segments[k].box.x0, line->segments[k].box.x1);
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
    reader->pitch = n ? distances[n / 2] : 0;
}

// One past the lines of the row that begins at `at`.
static size_t row_end(const ColumnReader *reader, size_t at)
{
    size_t end = at + 1, amounts = amounts_of(&reader->lines[at]);

    for (; end < reader->n; end++) {
        const PdfLine *line = &reader->lines[end], *before = &reader->lines[end - 1];
        float distance = line->base - before->base;
        bool close = distance < ONE_ROW * fminf(line->size, before->size) ||
                     (reader->pitch > 0 && distance < CLOSER * reader->pitch);

        if (!close || (amounts && amounts_of(line)))
            break;
        amounts += amounts_of(line);
    }
    return end;
}

static void cell_add(ColumnReader *reader, IntakeCell *cell, Str text)
{
    StrBuf joined = {.arena = reader->arena};

    buf_add(&joined, cell->text);
    join_text(&joined, str_trim(text));
    cell->text = buf_str(&joined);
}

static IntakeRow row_read(ColumnReader *reader, size_t from, size_t to)
{
    IntakeCell *cells = ARENA_ARRAY(reader->arena, IntakeCell, reader->columns.n);
    size_t kept = 0, first;

    for (size_t c = 0; c < reader->columns.n; c++)
        cells[c] = (IntakeCell){.columns = 1, .rows = 1};
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < reader->lines[i].segment_count; k++) {
            const PdfSegment *segment = &reader->lines[i].segments[k];
            size_t n = crossed(reader, &segment->box, &first);

            if (n == 0)
                continue;
            cell_add(reader, &cells[first], segment->text);
            for (size_t c = first + 1; c < first + n && to == from + 1; c++)
                if (cells[c].text.n == 0 && cells[first].columns == c - first)
                    cells[first].columns++;
        }
    for (size_t c = 0; c < reader->columns.n; c += cells[kept - 1].columns)
        cells[kept++] = cells[c];
    return (IntakeRow){cells, kept};
}

PdfTable *pdf_lines_table(Arena *arena, const PdfLine *lines, size_t n)
{
    ColumnReader reader = {.arena = arena, .lines = lines, .n = n};
    PdfTable *table = ARENA_NEW(arena, PdfTable);
    float *xs;

    columns_find(&reader);
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
    xs = ARENA_ARRAY(arena, float, reader.columns.n + 1);
    xs[0] = table->box.x0;
    for (size_t c = 1; c < reader.columns.n; c++)
        xs[c] = (reader.columns.at[c - 1].to + reader.columns.at[c].from) / 2;
    xs[reader.columns.n] = table->box.x1;
    table->xs = xs;
    table->x_count = reader.columns.n + 1;
    return table;
}

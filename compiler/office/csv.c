// A table that was cut, as the CSV of its project, with where each field stands in the export.
#include "office/internal-project.h"

#include <stdlib.h>

typedef struct CsvWriter {
    Arena *arena;
    const Table *table;
    const TableSpec *spec;
    OfficeFile *file;
    StrBuf out;
    uint32_t line, column;
} CsvWriter;

static void add(CsvWriter *w, Str text)
{
    buf_add(&w->out, text);
    w->column += (uint32_t)utf8_count(text);
}

static void end_line(CsvWriter *w)
{
    buf_add_char(&w->out, '\n');
    w->line++;
    w->column = 1;
}

static bool wants_quotes(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == ',' || text.at[i] == '"' || text.at[i] == '\n' || text.at[i] == '\r')
            return true;
    return text.n > 0 && (text.at[0] == ' ' || text.at[text.n - 1] == ' ');
}

static void add_field(CsvWriter *w, Str text)
{
    StrBuf quoted = {.arena = w->arena};

    if (!wants_quotes(text)) {
        add(w, text);
        return;
    }
    buf_add_char(&quoted, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_add_char(&quoted, '"');
        buf_add_char(&quoted, text.at[i] == '\r' || text.at[i] == '\n' ? ' ' : text.at[i]);
    }
    buf_add_char(&quoted, '"');
    add(w, buf_str(&quoted));
}

// ---- cells

// The places of a cell without the file's name before each: 表!B7 + 表!B8.
static Str places(const CsvWriter *w, const char *place)
{
    StrBuf out = {.arena = w->arena};
    Str text = str_of(place), file = str_print(w->arena, "%.*s:", STR_ARG(w->table->file));

    for (size_t at = 0; at < text.n;) {
        if (str_starts(str_slice(text, at, text.n), file)) {
            at += file.n;
            continue;
        }
        buf_add_char(&out, text.at[at++]);
    }
    return buf_str(&out);
}

static Place place_of(const CsvWriter *w, const Cell *cell, uint32_t line)
{
    if (cell->place)
        return (Place){.file = w->table->file, .cell = places(w, cell->place)};
    if (cell->line && cell->column)
        return table_cell_place(w->table, cell);
    return (Place){.file = w->table->file, .sheet = w->table->sheet, .line = line, .column = 1};
}

// In the unit that the template's files have.
static Str amount_text(const CsvWriter *w, const ColumnSpec *column, const Cell *cell)
{
    const TableSpec *spec = w->table->spec;
    Number value = cell->stored;
    int decimals = cell->decimals;

    if (unit_equal(column->unit, spec->unit) && spec->unit.kind == UNIT_MONEY &&
        spec->file_unit.kind == UNIT_MONEY && spec->file_unit.power != spec->unit.power) {
        value = unit_convert(w->arena, value, spec->unit, spec->file_unit);
        decimals = number_decimals(value, 20);
    }
    return number_format(w->arena, value,
                         (NumberFormat){.decimals = decimals < 0 ? 20 : decimals, .keep_zeros = true});
}

// Two full blanks a level, as forms have it; what is numbered needs none.
static Str name_text(const CsvWriter *w, int list, const Row *row, Str text)
{
    StrBuf out = {.arena = w->arena};

    if (w->table->spec->lists[list].hierarchy != HIERARCHY_NAMES || row->level == 0)
        return text;
    for (int i = 0; i < row->level; i++)
        buf_add_c(&out, "　　");
    buf_add(&out, text);
    return buf_str(&out);
}

static void add_cell(CsvWriter *w, int list, const Row *row, uint32_t index)
{
    const ColumnSpec *column = &w->table->spec->columns[w->table->spec->lists[list].first + index];
    const Cell *cell = &row->cells[index];

    *vec_push(w->arena, &w->file->spots) = (OfficeSpot){w->line, w->column, place_of(w, cell, row->line)};
    if (cell->unfilled)
        add_field(w, words_first(spec_words(w->spec)[WORDS_BLANKS]));
    else if (cell->kind == CELL_AMOUNT)
        add_field(w, amount_text(w, column, cell));
    else if (column->kind == COLUMN_NAME)
        add_field(w, name_text(w, list, row, row->shown.n ? row->shown : cell->text));
    else
        add_field(w, cell->text);
}

// ---- lines

static const Row *row_of(const List *list, uint32_t record, size_t *next)
{
    while (*next < list->row_count && list->rows[*next].record < record)
        (*next)++;
    return *next < list->row_count && list->rows[*next].record == record ? &list->rows[*next] : NULL;
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

// The records of lists side by side, each once; a table of one list has a line a row.
static uint32_t *records_of(const CsvWriter *w, size_t *n)
{
    const Table *table = w->table;
    uint32_t *records;
    size_t all = 0, kept = 0;

    for (size_t l = 0; l < table->spec->list_count; l++)
        all += table->lists[l].row_count;
    records = ARENA_ARRAY(w->arena, uint32_t, all + 1);
    for (size_t l = 0, k = 0; l < table->spec->list_count; l++)
        for (size_t i = 0; i < table->lists[l].row_count; i++)
            records[k++] = table->lists[l].rows[i].record;
    qsort(records, all, sizeof *records, compare);
    for (size_t i = 0; i < all; i++)
        if (i == 0 || records[i] != records[i - 1])
            records[kept++] = records[i];
    *n = kept;
    return records;
}

static void add_line(CsvWriter *w, const Row *const *rows)
{
    const TableSpec *spec = w->table->spec;

    for (size_t l = 0; l < spec->list_count; l++)
        for (uint32_t i = 0; i < spec->lists[l].count; i++) {
            if (l || i)
                add(w, STR(","));
            if (rows[l])
                add_cell(w, (int)l, rows[l], i);
        }
    end_line(w);
}

static void add_rows(CsvWriter *w)
{
    const Table *table = w->table;
    size_t count = table->spec->list_count, n, *next = ARENA_ARRAY(w->arena, size_t, count);
    const Row **rows = ARENA_ARRAY(w->arena, const Row *, count);
    uint32_t *records;

    for (size_t i = 0; count == 1 && i < table->lists[0].row_count; i++) {
        rows[0] = &table->lists[0].rows[i];
        add_line(w, rows);
    }
    if (count == 1)
        return;
    records = records_of(w, &n);
    for (size_t r = 0; r < n; r++) {
        for (size_t l = 0; l < count; l++)
            rows[l] = row_of(&table->lists[l], records[r], &next[l]);
        add_line(w, rows);
    }
}

// ---- the file

static Str head_name(const CsvWriter *w, size_t column)
{
    const ColumnSpec *c = &w->spec->columns[column];
    Str list = w->spec->lists[c->list].name, path = c->path.n ? c->path : c->name;

    return list.n ? str_print(w->arena, "%.*s/%.*s", STR_ARG(list), STR_ARG(path)) : path;
}

// What the export says of its unit the project's table says too: what it does not say stays unsaid.
static void add_unit(CsvWriter *w)
{
    const TableOrigin *origin = w->table->origin;
    Unit unit =
        w->table->spec->file_unit.kind != UNIT_NONE ? w->table->spec->file_unit : w->table->spec->unit;

    if (unit.kind != UNIT_MONEY || !origin || (!origin->unit_place.n && !origin->unit_in_heads))
        return;
    *vec_push(w->arena, &w->file->spots) = (OfficeSpot){w->line, 1, (Place){.file = w->table->file}};
    add(w, words_first(spec_words(w->spec)[WORDS_UNIT_COLUMNS]));
    add(w, STR("："));
    add(w, unit.name);
    end_line(w);
}

OfficeFile *csv_of_table(Arena *arena, const Table *table, const TableSpec *spec)
{
    CsvWriter w = {.arena = arena, .table = table, .spec = spec, .line = 1, .column = 1};

    w.file = ARENA_NEW(arena, OfficeFile);
    w.out.arena = arena;
    w.file->name = str_print(arena, "tables/%.*s.csv", STR_ARG(filename_clean(arena, spec->name, 180)));
    add_unit(&w);
    *vec_push(arena, &w.file->spots) =
        (OfficeSpot){w.line, 1, (Place){.file = table->file, .cell = table->sheet}};
    for (size_t i = 0; i < spec->column_count; i++) {
        if (i)
            add(&w, STR(","));
        add_field(&w, head_name(&w, i));
    }
    end_line(&w);
    add_rows(&w);
    w.file->bytes = buf_str(&w.out);
    return w.file;
}

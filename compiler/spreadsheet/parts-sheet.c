// A sheet in parts: its rows in a file, as they were read, and which part each is of.
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "spreadsheet/internal-parts.h"

// In the file, in the machine's own order of bytes: a row, then its cells, each with its text after it.
typedef struct SpillRow {
    uint32_t row, count;
    uint32_t bytes; // of the cells
    uint32_t hidden;
} SpillRow;

typedef struct SpillCell {
    uint32_t column, length;
    uint16_t indent;
    uint8_t fault, unseen, money, scaled;
} SpillCell;

typedef struct Spilling {
    TableParts *parts;
    Diag *diag;
    Arena *scratch;
    StrBuf pending;
    uint64_t written;
    bool failed;
} Spilling;

// ---- writing

static void flush(Spilling *s)
{
    for (size_t done = 0; done < s->pending.n && !s->failed;) {
        ssize_t n = write(s->parts->spill, s->pending.at + done, s->pending.n - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            s->failed = true;
            diag_report(s->diag, SEVERITY_FAILURE, "data-write", (Place){.file = s->parts->file}, (Str){0},
                        _("rows of a large sheet cannot be put aside: %s"), strerror(errno));
            break;
        }
        done += (size_t)n;
    }
    s->written += s->pending.n;
    s->pending.n = 0;
}

static void spill_row(Spilling *s, const Sheet *sheet)
{
    enum { PENDING_MOST = 1 << 18 };
    SpillRow row = {
        .row = sheet->rows.at[0].row, .count = (uint32_t)sheet->cells.n, .hidden = sheet->rows.at[0].hidden};

    for (size_t i = 0; i < sheet->cells.n; i++)
        row.bytes += (uint32_t)(sizeof(SpillCell) + sheet->cells.at[i].text.n);
    buf_add(&s->pending, (Str){(const char *)&row, sizeof row});
    for (size_t i = 0; i < sheet->cells.n; i++) {
        const SheetCell *from = &sheet->cells.at[i];
        SpillCell cell;

        memset(&cell, 0, sizeof cell);
        cell.column = from->column;
        cell.length = (uint32_t)from->text.n;
        cell.indent = from->indent;
        cell.fault = (uint8_t)from->fault;
        cell.unseen = (uint8_t)from->unseen;
        cell.money = from->money;
        cell.scaled = from->scaled;
        buf_add(&s->pending, (Str){(const char *)&cell, sizeof cell});
        buf_add(&s->pending, from->text);
    }
    if (s->pending.n > PENDING_MOST)
        flush(s);
}

static void keep_head(TableParts *parts, const Sheet *sheet)
{
    Arena *arena = parts->arena;
    SheetRow row = sheet->rows.at[0];

    row.first = parts->head.cells.n;
    *vec_push(arena, &parts->head.rows) = row;
    for (size_t i = 0; i < sheet->cells.n; i++) {
        SheetCell *cell = vec_push(arena, &parts->head.cells);

        *cell = sheet->cells.at[i];
        cell->text = str_copy(arena, cell->text);
    }
}

static bool take(void *context, const Sheet *sheet)
{
    Spilling *s = context;

    if (s->parts->head.rows.n < SHEET_HEAD_ROWS)
        keep_head(s->parts, sheet);
    spill_row(s, sheet);
    return !s->failed;
}

// What a sheet has beside its cells, for as long as there are parts.
static void keep_rest(TableParts *parts, const Sheet *sheet)
{
    Arena *arena = parts->arena;
    Sheet *head = &parts->head;

    head->name = str_copy(arena, sheet->name);
    head->hidden = sheet->hidden;
    head->loaded = true;
    head->width = sheet->width;
    head->fading_row = sheet->fading_row;
    head->fading_column = sheet->fading_column;
    for (size_t i = 0; i < sheet->merges.n; i++)
        *vec_push(arena, &head->merges) = sheet->merges.at[i];
    for (size_t i = 0; i < sheet->hidden_columns.n; i++)
        *vec_push(arena, &head->hidden_columns) = sheet->hidden_columns.at[i];
    for (size_t i = 0; i < sheet->beside.n; i++)
        *vec_push(arena, &head->beside) = str_copy(arena, sheet->beside.at[i]);
}

// ---- reading it back

static bool read_all(int file, char *at, uint64_t from, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t got = pread(file, at + done, n - done, (off_t)(from + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

// A cell at `at`, whose text stays where it is; what follows it.
static const char *cell_at(const char *at, uint32_t row, SheetCell *cell)
{
    SpillCell from;

    memcpy(&from, at, sizeof from);
    at += sizeof from;
    *cell = (SheetCell){.row = row,
                        .column = from.column,
                        .text = {at, from.length},
                        .indent = from.indent,
                        .fault = (CellFault)from.fault,
                        .unseen = (Unseen)from.unseen,
                        .money = from.money,
                        .scaled = from.scaled != 0};
    return at + from.length;
}

static void add_rows(Sheet *sheet, Arena *scratch, const char *at, const char *end)
{
    while (at < end) {
        SpillRow row;

        memcpy(&row, at, sizeof row);
        at += sizeof row;
        sheet->rows.at[sheet->rows.n++] = (SheetRow){row.row, sheet->cells.n, row.count, row.hidden != 0};
        if (row.hidden)
            *vec_push(scratch, &sheet->hidden_rows) = row.row;
        for (uint32_t i = 0; i < row.count; i++)
            at = cell_at(at, row.row, &sheet->cells.at[sheet->cells.n++]);
    }
}

static void add_head(Sheet *sheet, Arena *scratch, const TableParts *parts, uint32_t before)
{
    const Sheet *head = &parts->head;

    for (size_t i = 0; i < head->rows.n && (before == 0 || head->rows.at[i].row < before); i++) {
        const SheetRow *row = &head->rows.at[i];

        sheet->rows.at[sheet->rows.n++] = (SheetRow){row->row, sheet->cells.n, row->count, row->hidden};
        if (row->hidden)
            *vec_push(scratch, &sheet->hidden_rows) = row->row;
        for (size_t k = 0; k < row->count; k++)
            sheet->cells.at[sheet->cells.n++] = head->cells.at[row->first + k];
    }
}

Table *parts_read_sheet(Arena *arena, Diag *diag, const TableParts *parts, const Part *part)
{
    Arena *scratch = arena_new();
    Sheet sheet = parts->head;
    size_t rows = sheet.rows.n + (part ? part->rows : 0), cells = sheet.cells.n + (part ? part->cells : 0);
    Table *table = NULL;
    bool good = true;

    sheet.arena = arena_new();
    sheet.row_arena = arena_new();
    sheet.cells.at = ARENA_ARRAY(sheet.arena, SheetCell, cells);
    sheet.rows.at = ARENA_ARRAY(sheet.row_arena, SheetRow, rows);
    sheet.cells.n = sheet.rows.n = 0;
    add_head(&sheet, scratch, parts, part ? parts->first : 0);
    for (size_t i = 0; part && i < part->runs.n && good; i++) {
        const PartRun *run = &part->runs.at[i];
        char *bytes = arena_alloc(arena, run->size);

        good = read_all(parts->spill, bytes, run->at, run->size);
        if (good)
            add_rows(&sheet, scratch, bytes, bytes + run->size);
    }
    if (good)
        table = sheet_table(arena, diag, parts->file, &sheet, &parts->wanted, part ? NULL : parts->positions);
    else
        diag_report(diag, SEVERITY_FAILURE, "data-write", (Place){.file = parts->file}, (Str){0},
                    _("rows of a large sheet that were put aside cannot be read: %s"), strerror(errno));
    sheet_drop_cells(&sheet);
    arena_free(scratch);
    return table;
}

// ---- which part

typedef struct Window {
    char *bytes;
    size_t n, room;
    uint64_t from;
} Window;

// So many bytes of the file; NULL where it cannot be read.
static const char *window_at(Window *window, const Spilling *s, uint64_t at, size_t n)
{
    uint64_t left = s->written - at;

    if (at >= window->from && at + n <= window->from + window->n)
        return window->bytes + (at - window->from);
    if (n > left)
        return NULL;
    if (n > window->room) {
        window->bytes = arena_alloc(s->scratch, n);
        window->room = n;
    }
    window->from = at;
    window->n = left < window->room ? (size_t)left : window->room;
    if (!read_all(s->parts->spill, window->bytes, at, window->n)) {
        window->n = 0;
        return NULL;
    }
    return window->bytes;
}

static void add_run(TableParts *parts, Part *part, uint64_t at, uint64_t size, uint32_t cells)
{
    PartRun *last = part->runs.n ? vec_last(&part->runs) : NULL;

    if (last && last->at + last->size == at)
        last->size += size;
    else
        *vec_push(parts->arena, &part->runs) = (PartRun){at, size};
    part->rows++;
    part->cells += cells;
}

static size_t take_texts(const char *bytes, const SpillRow *row, SheetText *texts)
{
    size_t n = 0;

    for (uint32_t i = 0; i < row->count; i++) {
        SheetCell cell;

        bytes = cell_at(bytes, row->row, &cell);
        texts[n++] = (SheetText){row->row, cell.column, str_trim(cell.text), cell.fault != FAULT_NONE};
    }
    return n;
}

static bool share_rows(const Spilling *s, const PartsSpec *spec)
{
    enum { WINDOW = 1 << 20 };
    Window window = {.bytes = arena_alloc(s->scratch, WINDOW), .room = WINDOW};
    SheetText *texts = ARENA_ARRAY(s->scratch, SheetText, SHEET_MOST_COLUMN);
    uint64_t size;

    for (uint64_t at = 0; at < s->written; at += size) {
        const char *bytes = window_at(&window, s, at, sizeof(SpillRow));
        SpillRow row;

        if (!bytes)
            return false;
        memcpy(&row, bytes, sizeof row);
        size = sizeof row + row.bytes;
        if (row.row < s->parts->first)
            continue;
        bytes = window_at(&window, s, at + sizeof row, row.bytes);
        if (!bytes)
            return false;
        PartRow passing = {row.row, texts, take_texts(bytes, &row, texts), s->parts->positions};
        add_run(s->parts, parts_of(s->parts, spec, &passing), at, size, row.count);
    }
    return true;
}

TableParts *sheet_parts(Arena *arena, Diag *diag, Workbook *workbook, size_t number, const PartsSpec *spec)
{
    TableParts *parts = ARENA_NEW(arena, TableParts);
    Arena *scratch = arena_new();
    Spilling s = {.parts = parts, .diag = diag, .scratch = scratch, .pending = {.arena = scratch}};
    Sheet sheet;
    bool good;

    *parts = (TableParts){.arena = arena,
                          .wanted = spec->wanted,
                          .positions = ARENA_ARRAY(arena, uint32_t, spec->wanted.spec->column_count + 1),
                          .file = workbook->file,
                          .count = spec->count,
                          .parts = ARENA_ARRAY(arena, Part, spec->count),
                          .spill = spec->spill};
    sheet_drop_cells(&workbook->sheets.at[number]);
    good = sheet_stream(workbook, diag, number, &sheet, take, &s);
    flush(&s);
    good = good && !s.failed;
    if (good) {
        keep_rest(parts, &sheet);
        good = parts_head(parts, scratch, diag, parts_read_sheet) && share_rows(&s, spec);
    }
    arena_free(scratch);
    return good ? parts : NULL;
}

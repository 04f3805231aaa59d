// A table as a sheet: title, label and unit, head, body, notes.
#include "data/internal-workbook.h"

// A sheet that is wider, in digits, is printed on a landscape page: an A4 page is about 85 wide.
#define PORTRAIT_WIDEST 100

#define TITLE_LINE 0
#define UNIT_LINE 1
#define HEAD_LINE 2

typedef struct Sheet {
    const SheetJob *job;
    SheetOut *out;
    const Table *table;
    const Grid *grid;
    const int *widths;
    uint32_t last; // column
} Sheet;

static uint32_t format(const Sheet *s, FormatKey key)
{
    return format_of(s->job->formats, key);
}

static Range cells_of(const GridCell *cell, uint32_t top)
{
    uint32_t row = top + (uint32_t)cell->row, column = (uint32_t)cell->column;

    return (Range){row, row + (uint32_t)cell->row_span - 1, column, column + (uint32_t)cell->column_span - 1};
}

static void merge(const Sheet *s, Range range, uint32_t look)
{
    if (range.row != range.last_row || range.column != range.last_column)
        out_merge(s->out, range, look);
}

// A text, as text whatever it begins with.
static void write_text(const Sheet *s, Range at, Str text, uint32_t look)
{
    out_text(s->out, at.row, at.column, text, look);
    merge(s, at, look);
}

static void write_line(const Sheet *s, uint32_t row, Str text, Look look)
{
    write_text(s, (Range){row, row, 0, s->last}, text, format(s, (FormatKey){.look = look}));
}

static Str unit_text(const Sheet *s)
{
    Str prefix = s->job->document->project->style->table.unit_prefix;

    // Who reads the table back looks for this word, whatever the style prints.
    WordList label = spec_words(s->table->spec)[WORDS_UNIT_COLUMNS];
    if (!words_in(label, prefix))
        prefix = str_print(s->job->arena, "%.*s：", STR_ARG(words_first(label)));
    return unit_line(s->job->arena, prefix, table_unit(s->table));
}

static void write_top(const Sheet *s)
{
    const TableSpec *spec = s->table->spec;
    Str unit = unit_text(s);
    uint32_t label = format(s, (FormatKey){.look = LOOK_LABEL});
    Range first = {UNIT_LINE, UNIT_LINE, 0, 0}, last = {UNIT_LINE, UNIT_LINE, s->last, s->last};

    write_line(s, TITLE_LINE, spec->title, LOOK_TITLE);
    out_height(s->out, TITLE_LINE, 30);
    if (s->last == 0) {
        write_text(s, first, unit.n > 0 ? unit : spec->label, label);
        return;
    }
    if (spec->label.n > 0)
        write_text(s, first, spec->label, label);
    if (unit.n > 0)
        write_text(s, last, unit, format(s, (FormatKey){.look = LOOK_UNIT}));
}

// ---- cells

static FormatKey amount_key(const Sheet *s, const GridCell *cell, const Cell *amount)
{
    const TableSpec *spec = s->table->spec;
    int decimals = table_decimals((CellRef){s->table, cell->list, cell->source_row, cell->source_column});

    return (FormatKey){.look = LOOK_CELL,
                       .align = cell->align,
                       .total = cell->total,
                       .decimals = decimals < 0 ? amount->decimals : decimals,
                       .thousands = spec->thousands,
                       .zero = spec->zero};
}

static void write_cell(const Sheet *s, const GridCell *cell, uint32_t top)
{
    Range at = cells_of(cell, top);
    const Cell *amount = cell_amount(s->table, cell);
    bool by_names = s->table->spec->lists[cell->list].hierarchy == HIERARCHY_NAMES;
    FormatKey key = {.look = LOOK_CELL,
                     .align = cell->align,
                     .total = cell->total,
                     .indent = by_names ? 0 : cell->indent, // else it is in the text
                     .decimals = -1};
    Str value = cell_value(s->job->arena, s->table, cell);

    if (!amount || !cell_decimal(value)) {
        write_text(s, at, value, format(s, key));
        return;
    }
    key = amount_key(s, cell, amount);
    out_number(s->out, at.row, at.column, value, format(s, key));
    merge(s, at, format(s, key));
}

static bool has_merged(const Grid *grid)
{
    for (size_t i = 0; i < grid->body_count; i++)
        if (grid->body[i].row_span > 1)
            return true;
    return false;
}

static void set_heights(const Sheet *s, const GridCell *cells, size_t n, int lines, uint32_t top)
{
    double *heights = line_heights(s->job->arena, s->widths, cells, n, lines);

    for (int i = 0; i < lines; i++)
        out_height(s->out, top + (uint32_t)i, heights[i]);
}

static void write_head(const Sheet *s)
{
    const Grid *grid = s->grid;
    uint32_t look = format(s, (FormatKey){.look = LOOK_HEAD});

    for (size_t i = 0; i < grid->head_count; i++)
        write_text(s, cells_of(&grid->head[i], HEAD_LINE), grid->head[i].text, look);
    set_heights(s, grid->head, grid->head_count, grid->head_rows, HEAD_LINE);
}

static void write_body(const Sheet *s)
{
    const Grid *grid = s->grid;
    uint32_t top = HEAD_LINE + (uint32_t)grid->head_rows, note = top + (uint32_t)grid->body_rows;
    TableWords words = table_words(s->job->arena, s->job->document->project->style, s->table);

    for (size_t i = 0; i < grid->body_count; i++)
        write_cell(s, &grid->body[i], top);
    // Spreadsheets find the height of wrapped text by themselves, but not of merged cells.
    if (has_merged(grid))
        set_heights(s, grid->body, grid->body_count, grid->body_rows, top);
    for (size_t i = 0; i < words.note_count; i++)
        write_line(s, note++,
                   note_line(s->job->arena, spec_words(s->table->spec)[WORDS_NOTE_LABELS], words.notes[i]),
                   LOOK_NOTE);
}

// ---- the page

static void set_page(const Sheet *s, Orientation orientation)
{
    SheetOut *out = s->out;
    uint32_t body = HEAD_LINE + (uint32_t)s->grid->head_rows;
    int width = 0;

    for (uint32_t i = 0; i <= s->last; i++) {
        *vec_push(out->arena, &out->columns) = (ColumnOut){.width = s->widths[i]};
        width += s->widths[i];
    }
    out->landscape =
        orientation == ORIENTATION_LANDSCAPE || (orientation == ORIENTATION_AUTO && width > PORTRAIT_WIDEST);
    out->centred = true;
    out->frozen_rows = body;
    out->frozen_columns = s->table->spec->list_count == 1 ? (uint32_t)s->grid->stub_columns : 0;
    out->title_from = HEAD_LINE;
    out->title_rows = (uint32_t)s->grid->head_rows;
    if (s->job->document->mark.n)
        out->header = s->job->document->mark_note;
}

static bool fits(const Sheet *s)
{
    const Grid *grid = s->grid;

    if (!book_rows_fit(s->job->diag, (Place){.file = s->table->file}, s->table->spec->name,
                       (size_t)(HEAD_LINE + grid->head_rows + grid->body_rows + 2)))
        return false;
    for (size_t i = 0; i < grid->body_count; i++) {
        const GridCell *cell = &grid->body[i];
        const Cell *source =
            cell->text.n > BOOK_TEXT_MOST
                ? table_cell((CellRef){s->table, cell->list, cell->source_row, cell->source_column})
                : NULL;

        if (source && !book_text_fits(s->job->diag, table_cell_place(s->table, source), cell->text))
            return false;
    }
    return true;
}

bool sheet_write(const SheetJob *job, const Table *table, SheetMade *made)
{
    const TableUse *use = document_table_use(job->document, table);
    const Grid *grid = table_grid(job->arena, table);
    SheetOut out = {.arena = job->arena};
    Sheet s = {.job = job,
               .out = &out,
               .table = table,
               .grid = grid,
               .last = (uint32_t)(grid->columns > 0 ? grid->columns - 1 : 0)};

    if (grid->columns > 0) {
        if (!fits(&s))
            return false;
        s.widths = column_widths(job->arena, table, grid);
        write_top(&s);
        write_head(&s);
        write_body(&s);
        set_page(&s, use ? use->node->orientation : table->spec->orientation);
    }
    *made = sheet_made(job->arena, &out);
    return true;
}

// A table as a sheet: title, label and unit, head, body, notes.
#include "data/internal-workbook.h"

#define CELL_MOST 32767 // characters of a cell
// A sheet that is wider, in digits, is printed on a landscape page: an A4 page is about 85 wide.
#define PORTRAIT_WIDEST 100

#define TITLE_LINE 0
#define UNIT_LINE 1
#define HEAD_LINE 2

typedef struct Sheet {
    Making *making;
    lxw_worksheet *sheet;
    Written *written;
    const Table *table;
    const Grid *grid;
    const int *widths;
    lxw_col_t last; // column
} Sheet;

static lxw_format *format(const Sheet *s, FormatKey key)
{
    return format_of(s->making->formats, key);
}

// Cells that are one: both ends are among them.
typedef struct Range {
    lxw_row_t row, last_row;
    lxw_col_t column, last_column;
} Range;

static Range cells_of(const GridCell *cell, lxw_row_t top)
{
    lxw_row_t row = top + (lxw_row_t)cell->row;
    lxw_col_t column = (lxw_col_t)cell->column;

    return (Range){row, row + (lxw_row_t)cell->row_span - 1, column,
                   (lxw_col_t)(column + (lxw_col_t)cell->column_span - 1)};
}

static bool is_merged(Range range)
{
    return range.row != range.last_row || range.column != range.last_column;
}

// A text, as text whatever it begins with.
static void write_text(const Sheet *s, Range at, Str text, lxw_format *look)
{
    Str string = making_escaped(s->making->arena, text);

    // The library writes the text into a merged range's first cell and says nothing of one that is too long.
    if (is_merged(at))
        making_check(s->making, worksheet_merge_range(s->sheet, at.row, at.column, at.last_row,
                                                      at.last_column, "", look));
    if (text.n == 0) {
        making_check(s->making, worksheet_write_blank(s->sheet, at.row, at.column, look));
        return;
    }
    making_check(s->making, worksheet_write_string(s->sheet, at.row, at.column, string.at, look));
    written_text(s->written, at.row, at.column, string);
}

static void write_line(const Sheet *s, lxw_row_t row, Str text, Look look)
{
    write_text(s, (Range){row, row, 0, s->last}, text, format(s, (FormatKey){.look = look}));
}

static Str unit_text(const Sheet *s)
{
    Str prefix = s->making->document->project->style->table.unit_prefix;

    // Who reads the table back looks for this word, whatever the style prints.
    WordList label = spec_words(s->table->spec)[WORDS_UNIT_COLUMNS];
    if (!words_in(label, prefix))
        prefix = str_print(s->making->arena, "%.*s：", STR_ARG(words_first(label)));
    return unit_line(s->making->arena, prefix, table_unit(s->table));
}

static void write_top(const Sheet *s)
{
    const TableSpec *spec = s->table->spec;
    Str unit = unit_text(s);
    lxw_format *label = format(s, (FormatKey){.look = LOOK_LABEL});
    Range first = {UNIT_LINE, UNIT_LINE, 0, 0}, last = {UNIT_LINE, UNIT_LINE, s->last, s->last};

    write_line(s, TITLE_LINE, spec->title, LOOK_TITLE);
    worksheet_set_row(s->sheet, TITLE_LINE, 30, NULL);
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

static void write_cell(const Sheet *s, const GridCell *cell, lxw_row_t top)
{
    Range at = cells_of(cell, top);
    const Cell *amount = cell_amount(s->table, cell);
    bool by_names = s->table->spec->lists[cell->list].hierarchy == HIERARCHY_NAMES;
    FormatKey key = {.look = LOOK_CELL,
                     .align = cell->align,
                     .total = cell->total,
                     .indent = by_names ? 0 : cell->indent, // else it is in the text
                     .decimals = -1};
    Str value = cell_value(s->making->arena, s->table, cell);
    double number;

    if (!amount || !making_double(value, &number)) {
        write_text(s, at, value, format(s, key));
        return;
    }
    lxw_format *look = format(s, amount_key(s, cell, amount));
    if (is_merged(at))
        write_text(s, at, (Str){0}, look);
    making_check(s->making, worksheet_write_number(s->sheet, at.row, at.column, number, look));
    written_number(s->written, at.row, at.column, number);
}

static bool has_merged(const Grid *grid)
{
    for (size_t i = 0; i < grid->body_count; i++)
        if (grid->body[i].row_span > 1)
            return true;
    return false;
}

static void set_heights(const Sheet *s, const GridCell *cells, size_t n, int lines, lxw_row_t top)
{
    double *heights = line_heights(s->making->arena, s->widths, cells, n, lines);

    for (int i = 0; i < lines; i++)
        worksheet_set_row(s->sheet, top + (lxw_row_t)i, heights[i], NULL);
}

static void write_head(const Sheet *s)
{
    const Grid *grid = s->grid;
    lxw_format *look = format(s, (FormatKey){.look = LOOK_HEAD});

    for (size_t i = 0; i < grid->head_count; i++)
        write_text(s, cells_of(&grid->head[i], HEAD_LINE), grid->head[i].text, look);
    set_heights(s, grid->head, grid->head_count, grid->head_rows, HEAD_LINE);
}

static void write_body(const Sheet *s)
{
    const Grid *grid = s->grid;
    lxw_row_t top = HEAD_LINE + (lxw_row_t)grid->head_rows, note = top + (lxw_row_t)grid->body_rows;
    TableWords words = table_words(s->making->arena, s->making->document->project->style, s->table);

    for (size_t i = 0; i < grid->body_count; i++)
        write_cell(s, &grid->body[i], top);
    // Spreadsheets find the height of wrapped text by themselves, but not of merged cells.
    if (has_merged(grid))
        set_heights(s, grid->body, grid->body_count, grid->body_rows, top);
    for (size_t i = 0; i < words.note_count; i++)
        write_line(s, note++,
                   note_line(s->making->arena, spec_words(s->table->spec)[WORDS_NOTE_LABELS], words.notes[i]),
                   LOOK_NOTE);
}

// ---- the page

static void set_page(const Sheet *s, Orientation orientation)
{
    lxw_row_t body = HEAD_LINE + (lxw_row_t)s->grid->head_rows;
    int width = 0;

    for (int i = 0; i <= s->last; i++) {
        worksheet_set_column(s->sheet, (lxw_col_t)i, (lxw_col_t)i, s->widths[i], NULL);
        width += s->widths[i];
    }
    if (orientation == ORIENTATION_LANDSCAPE || (orientation == ORIENTATION_AUTO && width > PORTRAIT_WIDEST))
        worksheet_set_landscape(s->sheet);
    worksheet_set_paper(s->sheet, 9); // A4
    worksheet_fit_to_pages(s->sheet, 1, 0);
    worksheet_center_horizontally(s->sheet);
    worksheet_freeze_panes(s->sheet, body,
                           s->table->spec->list_count == 1 ? (lxw_col_t)s->grid->stub_columns : 0);
    if (s->grid->head_rows > 0)
        worksheet_repeat_rows(s->sheet, HEAD_LINE, body - 1);
    // Codes are text, and meant to be.
    worksheet_ignore_errors(s->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    if (s->making->document->mark.n)
        worksheet_set_header(
            s->sheet, str_print(s->making->arena, "&C%.*s", STR_ARG(s->making->document->mark_note)).at);
}

static bool fits(const Sheet *s)
{
    if (HEAD_LINE + s->grid->head_rows + s->grid->body_rows + 2 <= LXW_ROW_MAX)
        return true;
    s->making->failed = true;
    diag_report(s->making->diag, SEVERITY_ERROR, "workbook-limit", (Place){.file = s->table->file},
                str_of(_("split the table, or build the other kinds with --to")),
                _("“%.*s” has %d rows, more than the %d of a workbook"), STR_ARG(s->table->spec->name),
                s->grid->body_rows, LXW_ROW_MAX);
    return false;
}

// The first cell whose text is more than a workbook's cell holds.
static bool texts_fit(const Sheet *s)
{
    for (size_t i = 0; i < s->grid->body_count; i++) {
        const GridCell *cell = &s->grid->body[i];

        if (cell->text.n <= CELL_MOST || utf8_count(cell->text) <= CELL_MOST)
            continue;
        const Cell *source =
            table_cell((CellRef){s->table, cell->list, cell->source_row, cell->source_column});
        s->making->failed = true;
        diag_report(s->making->diag, SEVERITY_ERROR, "workbook-limit", table_cell_place(s->table, source),
                    str_of(_("shorten the text, or build the other kinds with --to")),
                    _("this cell has %zu characters, more than the %d of a workbook's"),
                    utf8_count(cell->text), CELL_MOST);
        return false;
    }
    return true;
}

void sheet_write(Making *making, lxw_worksheet *sheet, Written *written, const Table *table,
                 Orientation orientation)
{
    const Grid *grid = table_grid(making->arena, table);
    Sheet s = {.making = making,
               .sheet = sheet,
               .written = written,
               .table = table,
               .grid = grid,
               .last = (lxw_col_t)(grid->columns > 0 ? grid->columns - 1 : 0)};

    if (grid->columns == 0 || !fits(&s) || !texts_fit(&s))
        return;
    s.widths = column_widths(making->arena, table, grid);
    write_top(&s);
    write_head(&s);
    write_body(&s);
    set_page(&s, orientation);
}

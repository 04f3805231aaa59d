// A sheet's rows as records, as if they came from a CSV: so a table is the same from either.
#include <stdlib.h>

#include "spreadsheet/internal-sheet.h"

#define MOST_FAULTS 20 // of one sheet that are told

static Place sheet_place(const Reading *reading, uint32_t row, uint32_t column)
{
    return (Place){.file = reading->file,
                   .cell = sheet_cell_name(reading->scratch, reading->sheet, row, column)};
}

static CsvField field_new(uint32_t row, uint32_t column, const SheetCell *cell)
{
    CsvField field = {.line = row, .column = column};

    if (cell && cell->fault == FAULT_NONE) {
        csv_set_text(&field, cell->text);
        field.indent += cell->indent;
        field.money = cell->money;
    }
    return field;
}

static CsvRecord *record_new(Reading *reading, CsvRecord *records, uint32_t row, uint32_t width)
{
    CsvRecord *record = &records[reading->csv.count++];

    record->fields = csv_pool_fields(reading->csv.pool, record, width);
    record->count = width;
    record->line = row;
    return record;
}

// ---- findings about a sheet

static void report_faults(const Reading *reading, const Sheet *sheet)
{
    size_t told = 0;

    for (size_t i = 0; i < sheet->cells.n && told < MOST_FAULTS; i++) {
        const SheetCell *cell = &sheet->cells.at[i];

        if (cell->fault == FAULT_NONE)
            continue;
        told++;
        if (cell->fault == FAULT_ERROR)
            diag_report(reading->diag, SEVERITY_ERROR, "cell-error",
                        sheet_place(reading, cell->row, cell->column),
                        str_of(_("mend the formula in the workbook and save it again")),
                        _("the formula in this cell gives the error %.*s"), STR_ARG(cell->text));
        else if (cell->fault == FAULT_FORMAT)
            diag_report(reading->diag, SEVERITY_ERROR, "cell-format",
                        sheet_place(reading, cell->row, cell->column),
                        str_of(_("give the cells of the table one number format, such as 0.00")),
                        _("the number format of this cell shows another number than %.*s, which it holds"),
                        STR_ARG(cell->text));
        else
            diag_report(reading->diag, SEVERITY_ERROR, "cell-formula",
                        sheet_place(reading, cell->row, cell->column),
                        str_of(_("open the workbook in WPS or Excel, which computes it, and save it again")),
                        _("the formula in this cell was saved without its value"));
    }
}

// Numbers that formats show in thousands or the like are read as they are seen, which is said.
static void note_scaled(const Reading *reading, const Sheet *sheet)
{
    const SheetCell *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < sheet->cells.n; i++) {
        if (!sheet->cells.at[i].scaled)
            continue;
        first = first ? first : &sheet->cells.at[i];
        n++;
    }
    if (n)
        diag_report(reading->diag, SEVERITY_NOTE, "cell-format",
                    sheet_place(reading, first->row, first->column),
                    str_of(_("see that the unit of the table is that of the numbers as they are shown")),
                    dngettext(GONGKAI_DOMAIN,
                              "the number format of %zu cell shows a smaller number than it holds; it is "
                              "read as it is shown, %.*s here",
                              "the number formats of %zu cells show smaller numbers than they hold; they are "
                              "read as they are shown, %.*s here",
                              n),
                    n, STR_ARG(first->text));
}

// Whether a range covers a cell that one before it covers; ranges come by their top rows. until: the last row
// that is covered so far, a column each.
static bool overlaps(const SheetRange *range, uint32_t *until, uint32_t width)
{
    bool found = false;

    for (uint32_t column = range->left; column <= range->right && column <= width; column++) {
        found |= until[column] >= range->top;
        if (until[column] < range->bottom)
            until[column] = range->bottom;
    }
    return found;
}

static int compare_ranges(const void *a, const void *b)
{
    const SheetRange *x = a, *y = b;

    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    return (x->left > y->left) - (x->left < y->left);
}

// The first filled cell that a merged range covers beside its anchor, or NULL: programs show the anchor
// alone.
static const SheetCell *covered_cell(const Sheet *sheet, const SheetRange *range)
{
    size_t low = 0, high = sheet->rows.n;
    const SheetCell *anchor = sheet_cell(sheet, range->top, range->left);

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sheet->rows.at[middle].row < range->top)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < sheet->rows.n && sheet->rows.at[low].row <= range->bottom; low++)
        for (size_t i = 0; i < sheet->rows.at[low].count; i++) {
            const SheetCell *cell = &sheet->cells.at[sheet->rows.at[low].first + i];

            if (cell != anchor && range->left <= cell->column && cell->column <= range->right)
                return cell;
        }
    return NULL;
}

static void report_covered(const Reading *reading, const Sheet *sheet)
{
    size_t told = 0;

    for (size_t i = 0; i < sheet->merges.n && told < MOST_FAULTS; i++) {
        const SheetCell *cell = covered_cell(sheet, &sheet->merges.at[i]);

        if (!cell)
            continue;
        told++;
        diag_report(reading->diag, SEVERITY_ERROR, "merge-covers",
                    sheet_place(reading, cell->row, cell->column),
                    str_of(_("unmerge the cells there, and keep what is right")),
                    _("a merged range is laid over this cell, whose text is not seen in the workbook"));
    }
}

static void report_overlaps(const Reading *reading, const Sheet *sheet)
{
    uint32_t *until = ARENA_ARRAY(reading->scratch, uint32_t, (size_t)sheet->width + 1);
    SheetRange *ranges = ARENA_ARRAY(reading->scratch, SheetRange, sheet->merges.n);
    size_t told = 0;

    for (size_t i = 0; i < sheet->merges.n; i++)
        ranges[i] = sheet->merges.at[i];
    qsort(ranges, sheet->merges.n, sizeof *ranges, compare_ranges);
    for (size_t i = 0; i < sheet->merges.n && told < MOST_FAULTS; i++) {
        if (!overlaps(&ranges[i], until, sheet->width))
            continue;
        told++;
        diag_report(reading->diag, SEVERITY_ERROR, "merge-overlap",
                    sheet_place(reading, ranges[i].top, ranges[i].left),
                    str_of(_("unmerge the cells there and merge them again, then save the workbook")),
                    _("the merged range that begins here overlaps another"));
    }
    if (told == 0)
        report_covered(reading, sheet);
}

// ---- records

static void add_preface(Reading *reading, CsvRecord *records, const Sheet *sheet, const SheetRow *row)
{
    CsvRecord *record = record_new(reading, records, row->row, (uint32_t)row->count);

    for (size_t i = 0; i < row->count; i++) {
        const SheetCell *cell = &sheet->cells.at[row->first + i];

        ((CsvField *)record->fields)[i] = field_new(cell->row, cell->column, cell);
    }
}

// The columns that hold anything: one cell far out makes no wide records.
typedef struct Columns {
    uint32_t *at; // from 1
    uint32_t n;
} Columns;

static Columns filled_columns(Arena *scratch, const Sheet *sheet)
{
    bool *filled = ARENA_ARRAY(scratch, bool, (size_t)sheet->width + 1);
    Columns columns = {ARENA_ARRAY(scratch, uint32_t, sheet->width), 0};

    for (size_t i = 0; i < sheet->cells.n; i++)
        filled[sheet->cells.at[i].column] = true;
    for (uint32_t column = 1; column <= sheet->width; column++)
        if (filled[column])
            columns.at[columns.n++] = column;
    return columns;
}

static void add_header(Reading *reading, CsvRecord *records, const HeaderBlock *header, Columns columns)
{
    CsvRecord *record = record_new(reading, records, header->top, columns.n);

    reading->header = reading->csv.count - 1;
    for (uint32_t i = 0; i < columns.n; i++) {
        CsvField *field = &((CsvField *)record->fields)[i];
        uint32_t column = columns.at[i];

        *field = field_new(header->leaves[column - 1].top, column, NULL);
        field->text = str_copy(reading->arena, header->paths[column - 1]);
    }
}

static void add_row(Reading *reading, CsvRecord *records, const Sheet *sheet, const SheetRow *row,
                    Columns columns)
{
    CsvRecord *record = record_new(reading, records, row->row, columns.n);
    size_t next = row->first;

    for (uint32_t i = 0; i < columns.n; i++) {
        const SheetCell *cell = next < row->first + row->count ? &sheet->cells.at[next] : NULL;

        if (cell && cell->column == columns.at[i])
            next++;
        else
            cell = NULL;
        ((CsvField *)record->fields)[i] = field_new(row->row, columns.at[i], cell);
    }
}

static bool report_large(const Reading *reading, uint32_t row, uint32_t column, Str what)
{
    diag_report(reading->diag, SEVERITY_ERROR, "table-too-large", sheet_place(reading, row, column),
                str_of(_("split the table")), "%.*s", STR_ARG(what));
    return false;
}

bool sheet_fits(const Reading *reading, const Sheet *sheet)
{
    Columns columns = filled_columns(reading->scratch, sheet);

    // At the first that is too many.
    if (columns.n > SHEET_MOST_WIDTH)
        return report_large(reading, sheet->rows.at[0].row, columns.at[SHEET_MOST_WIDTH],
                            str_print(reading->scratch,
                                      _("the sheet is wider than the %d columns that are read"),
                                      SHEET_MOST_WIDTH));
    if ((uint64_t)sheet->rows.n * columns.n > CSV_MOST_FIELDS)
        return report_large(reading, sheet->rows.at[CSV_MOST_FIELDS / columns.n].row, columns.at[0],
                            str_print(reading->scratch,
                                      _("the table has more than %d fields, the most that are read"),
                                      CSV_MOST_FIELDS));
    return true;
}

static void report_header_missing(const Reading *reading, const Sheet *sheet)
{
    if (sheet->rows.n)
        diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing",
                    sheet_place(reading, sheet->cells.at[0].row, sheet->cells.at[0].column),
                    str_of(_("export the sheet again, or name its columns as the template does")),
                    _("no row names columns of “%.*s”"), STR_ARG(reading->name));
    else
        diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing", sheet_place(reading, 1, 1),
                    str_of(_("keep at least the header of a table that has no data")),
                    _("the sheet of “%.*s” is blank"), STR_ARG(reading->name));
}

bool sheet_records(Reading *reading, const Sheet *sheet)
{
    HeaderBlock header = sheet_find_header(reading, sheet);
    CsvRecord *records = ARENA_ARRAY(reading->scratch, CsvRecord, sheet->rows.n + 1);
    CsvRecord *head_rows = ARENA_ARRAY(reading->scratch, CsvRecord, header.depth);
    Columns columns = filled_columns(reading->scratch, sheet);
    size_t body = 0, before;

    reading->csv.pool = csv_pool_new(reading->scratch, sheet->rows.n * columns.n);
    reading->hidden_lines += sheet->hidden_rows.n;
    for (size_t i = 0; i < sheet->hidden_columns.n; i++)
        reading->hidden_lines += sheet->hidden_columns.at[i].left <= sheet->width;
    if (reading->hidden == HIDDEN_ASK)
        sheet_report_hidden(reading, sheet);
    if (reading->hidden != HIDDEN_READ)
        sheet_note_fading(reading, sheet);
    report_overlaps(reading, sheet);
    report_faults(reading, sheet);
    note_scaled(reading, sheet);
    if (!header.depth) {
        report_header_missing(reading, sheet);
        return false;
    }
    reading->beside = sheet->beside.at;
    reading->beside_count = sheet->beside.n;
    reading->csv.records = records;
    for (; body < sheet->rows.n && sheet->rows.at[body].row < header.top; body++)
        add_preface(reading, records, sheet, &sheet->rows.at[body]);
    add_header(reading, records, &header, columns);
    before = reading->csv.count;
    for (reading->csv.count = 0; body < sheet->rows.n && sheet->rows.at[body].row < header.top + header.depth;
         body++)
        add_row(reading, head_rows, sheet, &sheet->rows.at[body], columns);
    reading->head_rows = head_rows;
    reading->head_row_count = reading->csv.count;
    reading->csv.count = before;
    for (; body < sheet->rows.n; body++)
        add_row(reading, records, sheet, &sheet->rows.at[body], columns);
    return true;
}

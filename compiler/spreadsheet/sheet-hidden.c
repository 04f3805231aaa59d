// Hidden sheets, rows and columns: what nobody was to see must not be published unasked.
#include "spreadsheet/internal-sheet.h"

static Str hint(void)
{
    return str_of(
        _("delete what is not to be published; or say in gongkai.yaml `hidden: skip` to leave out all "
          "that is hidden, or `hidden: read` to read it like the rest"));
}

static Place place_of(const Reading *reading, const Sheet *sheet, uint32_t row, uint32_t column)
{
    return (Place){.file = reading->file,
                   .cell = sheet_cell_name(reading->scratch, sheet->name, row, column)};
}

static bool column_hidden(const Sheet *sheet, uint32_t column)
{
    for (size_t i = 0; i < sheet->hidden_columns.n; i++)
        if (sheet->hidden_columns.at[i].left <= column && column <= sheet->hidden_columns.at[i].right)
            return true;
    return false;
}

// Which columns are hidden; NULL where none is. From 1.
static bool *columns_hidden(Arena *scratch, const Sheet *sheet)
{
    bool *hidden;

    if (sheet->hidden_columns.n == 0)
        return NULL;
    hidden = ARENA_ARRAY(scratch, bool, (size_t)sheet->width + 1);
    for (uint32_t column = 1; column <= sheet->width; column++)
        hidden[column] = column_hidden(sheet, column);
    return hidden;
}

static void report_columns(const Reading *reading, const Sheet *sheet)
{
    bool *hidden = columns_hidden(reading->scratch, sheet);

    for (size_t i = 0; hidden && i < sheet->cells.n; i++) {
        const SheetCell *cell = &sheet->cells.at[i];

        if (!hidden[cell->column])
            continue;
        hidden[cell->column] = false; // told
        diag_report(reading->diag, SEVERITY_ERROR, "column-hidden",
                    place_of(reading, sheet, cell->row, cell->column), hint(),
                    _("this column is hidden in the workbook, and it is not said what is done with it"));
    }
}

static void report_unseen(const Reading *reading, const Sheet *sheet)
{
    const SheetCell *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < sheet->cells.n; i++) {
        if (sheet->cells.at[i].unseen == UNSEEN_NOT)
            continue;
        first = first ? first : &sheet->cells.at[i];
        n++;
    }
    if (!first)
        return;
    diag_report(
        reading->diag, SEVERITY_ERROR, "cell-unseen", place_of(reading, sheet, first->row, first->column),
        hint(),
        first->unseen == UNSEEN_STRUCK
            ? _("what this cell holds is struck through in the workbook (%zu such cells, this is the "
                "first), and it is not said what is done with it")
            : _("what this cell holds is not seen in the workbook, by its colour or its number "
                "format (%zu such cells, this is the first), and it is not said what is done with it"),
        n);
}

void sheet_report_hidden(const Reading *reading, const Sheet *sheet)
{
    if (sheet->hidden)
        diag_report(reading->diag, SEVERITY_ERROR, "sheet-hidden", place_of(reading, sheet, 1, 1), hint(),
                    _("the sheet “%.*s” is hidden in the workbook, and it is not said what is done with it"),
                    STR_ARG(sheet->name));
    if (sheet->hidden_rows.n)
        diag_report(reading->diag, SEVERITY_ERROR, "row-hidden",
                    place_of(reading, sheet, sheet->hidden_rows.at[0], 1), hint(),
                    _("rows of this sheet are hidden in the workbook (%zu, this is the first), and it is not "
                      "said what is done with them"),
                    sheet->hidden_rows.n);
    report_columns(reading, sheet);
    report_unseen(reading, sheet);
}

void sheet_note_fading(const Reading *reading, const Sheet *sheet)
{
    if (!sheet->fading_row)
        return;
    diag_report(reading->diag, SEVERITY_NOTE, "cell-unseen",
                place_of(reading, sheet, sheet->fading_row, sheet->fading_column),
                str_of(_("see that all is to be published that they hold")),
                _("by a condition cells from here on may be white in the workbook; they are read, whether "
                  "they are seen or not"));
}

static bool has_unseen(const Sheet *sheet)
{
    for (size_t i = 0; i < sheet->cells.n; i++)
        if (sheet->cells.at[i].unseen != UNSEEN_NOT)
            return true;
    return false;
}

const Sheet *sheet_visible(Arena *scratch, const Sheet *sheet)
{
    bool *hidden = columns_hidden(scratch, sheet);
    Sheet *visible;

    if (!hidden && sheet->hidden_rows.n == 0 && !has_unseen(sheet))
        return sheet;
    visible = ARENA_NEW(scratch, Sheet);
    *visible = (Sheet){.name = sheet->name, .width = sheet->width};
    visible->hidden_columns.at = sheet->hidden_columns.at;
    visible->hidden_columns.n = sheet->hidden_columns.n;
    visible->hidden_rows.at = sheet->hidden_rows.at;
    visible->hidden_rows.n = sheet->hidden_rows.n;
    visible->merges.at = sheet->merges.at;
    visible->merges.n = sheet->merges.n;
    visible->beside.at = sheet->beside.at;
    visible->beside.n = sheet->beside.n;
    for (size_t i = 0; i < sheet->rows.n; i++) {
        SheetRow row = {sheet->rows.at[i].row, visible->cells.n, 0, false};

        for (size_t j = 0; !sheet->rows.at[i].hidden && j < sheet->rows.at[i].count; j++) {
            const SheetCell *cell = &sheet->cells.at[sheet->rows.at[i].first + j];

            if ((hidden && hidden[cell->column]) || cell->unseen != UNSEEN_NOT)
                continue;
            *vec_push(scratch, &visible->cells) = *cell;
            row.count++;
        }
        if (row.count)
            *vec_push(scratch, &visible->rows) = row;
    }
    return visible;
}

// A sheet's records to its filled cells.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spreadsheet/internal-xls.h"

#define XLS_MOST_ROWS 65536
#define XLS_MOST_COLUMNS 256 // [MS-XLS], ColU: 0 to 0xFF
// What is smaller is not seen: a point in twentieths, a character in 256ths of its width.
#define LEAST_HEIGHT 20
#define LEAST_WIDTH 256

// The last bytes of a formula (2.5.198): operators, and functions by their numbers.
enum {
    TOKEN_ADD = 0x03,
    TOKEN_POWER = 0x07,
    TOKEN_PLUS = 0x12,
    TOKEN_PERCENT = 0x14,
    TOKEN_ATTRIBUTE = 0x19,
    TOKEN_FUNCTION = 0x02, // in the lower five bits, with the kind of value above them
    ATTRIBUTE_SUM = 0x10,
    FUNCTION_SUM = 4,
};

typedef struct SheetReading {
    SheetFilling *filling;
    XlsStream stream;
    VEC(SheetCell) cells; // in the file's order
    bool awaits_text;     // the last cell is a formula whose text follows it
    bool unordered;
    bool *hidden;         // rows, from 0
    SheetRange condition; // of the rules that follow
    CellFormat format;    // of the last cell
} SheetReading;

// ---- values

// A number of 30 bits, or the upper 30 bits of a double; hundredths of it where the lowest bit is set
// (2.5.217).
static double rk_value(uint32_t rk)
{
    uint64_t bits = (uint64_t)(rk & ~(uint32_t)3) << 32;
    int32_t whole = (int32_t)(rk & ~(uint32_t)3) / 4;
    double value;

    if (rk & 2)
        value = whole;
    else
        memcpy(&value, &bits, sizeof value);
    return rk & 1 ? value / 100 : value;
}

static Str error_text(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *text;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                  {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};

    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i].code == code)
            return str_of(errors[i].text);
    return STR("#");
}

// ---- cells

static SheetCell *add_cell(SheetReading *reading, uint32_t row, uint32_t column, uint32_t format)
{
    const Workbook *workbook = reading->filling->workbook;
    const SheetCell *before = reading->cells.n ? vec_last(&reading->cells) : NULL;
    SheetCell *cell;

    reading->unordered |=
        before && (before->row > row + 1 || (before->row == row + 1 && before->column > column));
    cell = vec_push(workbook->scratch, &reading->cells);
    cell->row = row + 1;
    cell->column = column + 1;
    reading->format = workbook_format(workbook, format);
    reading->awaits_text = false;
    return cell;
}

static SheetCell *add_of_record(SheetReading *reading)
{
    Str body = reading->stream.body;

    return add_cell(reading, xls_u16(body, 0), xls_u16(body, 2), xls_u16(body, 4));
}

static void set_number(SheetReading *reading, SheetCell *cell, uint32_t format, double value)
{
    const Workbook *workbook = reading->filling->workbook;

    cell->text =
        sheet_format_value(workbook->arena, value, workbook_format(workbook, format), workbook->from_1904);
    if (cell->text.n == 0)
        cell->text = str_print(workbook->arena, "%g", value);
    cell_show(cell, reading->format, true);
}

static void set_truth_or_error(SheetCell *cell, uint32_t value, bool error)
{
    cell->text = error ? error_text(value) : value ? STR("TRUE") : STR("FALSE");
    cell->fault = error ? FAULT_ERROR : FAULT_NONE;
}

static void read_numbers(SheetReading *reading)
{
    Str body = reading->stream.body;
    uint32_t row = xls_u16(body, 0), column = xls_u16(body, 2);

    // After them the last column.
    for (size_t at = 4; at + 6 + 2 <= body.n; at += 6) {
        uint32_t format = xls_u16(body, at);

        set_number(reading, add_cell(reading, row, column++, format), format,
                   rk_value(xls_u32(body, at + 2)));
    }
}

static void read_text(SheetReading *reading)
{
    SheetCell *cell = add_of_record(reading);
    XlsPieces pieces = xls_pieces(&reading->stream, 6);

    cell->text = xls_take_string(reading->filling->workbook->arena, &pieces, 2);
    cell_show(cell, reading->format, false);
}

static bool read_shared_text(SheetReading *reading)
{
    const Workbook *workbook = reading->filling->workbook;
    SheetCell *cell = add_of_record(reading);
    uint32_t number = xls_u32(reading->stream.body, 6);

    if (number >= workbook->strings.n) {
        reading->filling->row = cell->row;
        reading->filling->column = cell->column;
        sheet_report_broken(reading->filling, _("the text of this cell is missing in the workbook"));
        return false;
    }
    cell->text = workbook->strings.at[number];
    workbook_format_string(workbook, number, &reading->format);
    cell_show(cell, reading->format, false);
    return true;
}

// ---- formulas

// Whether it ends with what can only give a number: an operator of arithmetic, or SUM.
static bool is_arithmetic(Str tokens)
{
    unsigned last, function;

    if (tokens.n == 0)
        return false;
    last = (unsigned char)tokens.at[tokens.n - 1];
    if ((last >= TOKEN_ADD && last <= TOKEN_POWER) || (last >= TOKEN_PLUS && last <= TOKEN_PERCENT))
        return true;
    if (tokens.n < 4)
        return false;
    last = (unsigned char)tokens.at[tokens.n - 4];
    function = (unsigned char)tokens.at[tokens.n - 3];
    return (last == TOKEN_ATTRIBUTE && function == ATTRIBUTE_SUM) ||
           ((last & 0x1F) == TOKEN_FUNCTION && last > 0x1F && xls_u16(tokens, tokens.n - 2) == FUNCTION_SUM);
}

// Its value as it was when the workbook was saved: a number, or, where the last two bytes say so, text that
// follows, a truth, an error or the empty text (2.5.133). Programs that do not calculate write the empty
// text, or have it calculated when the workbook is opened.
static void read_formula(SheetReading *reading)
{
    Str body = reading->stream.body;
    SheetCell *cell = add_of_record(reading);
    uint32_t value = xls_u16(body, 8);
    Str tokens = str_slice(body, 22, 22 + xls_u16(body, 20));

    if (xls_u16(body, 12) != 0xFFFF) {
        if (xls_u16(body, 14) & 2)
            cell->fault = FAULT_FORMULA;
        else
            set_number(reading, cell, xls_u16(body, 4), xls_double(body, 6));
        return;
    }
    switch (xls_u16(body, 6) & 0xFF) {
    case 0:
        cell->fault = FAULT_FORMULA; // until its text is read
        reading->awaits_text = true;
        break;
    case 1:
    case 2:
        set_truth_or_error(cell, value & 0xFF, (xls_u16(body, 6) & 0xFF) == 2);
        break;
    default:
        cell->fault = is_arithmetic(tokens) ? FAULT_FORMULA : FAULT_NONE;
        break;
    }
}

static void read_formula_text(SheetReading *reading)
{
    XlsPieces pieces = xls_pieces(&reading->stream, 0);
    SheetCell *cell;

    if (!reading->awaits_text)
        return;
    cell = vec_last(&reading->cells);
    cell->text = xls_take_string(reading->filling->workbook->arena, &pieces, 2);
    cell->fault = FAULT_NONE;
    cell_show(cell, reading->format, false);
    reading->awaits_text = false;
}

// ---- the rest

static bool read_merges(SheetReading *reading)
{
    Str body = reading->stream.body;

    for (size_t at = 2; at + 8 <= body.n; at += 8) {
        SheetRange range = {xls_u16(body, at) + 1, xls_u16(body, at + 4) + 1, xls_u16(body, at + 2) + 1,
                            xls_u16(body, at + 6) + 1};

        if (range.bottom >= range.top && range.right >= range.left &&
            !sheet_add_merge(reading->filling, range))
            return false;
    }
    return true;
}

static void read_page_part(SheetReading *reading)
{
    XlsPieces pieces = xls_pieces(&reading->stream, 0);

    if (reading->stream.body.n)
        sheet_add_page_part(reading->filling,
                            xls_take_string(reading->filling->workbook->scratch, &pieces, 2));
}

// By its mark, or because a height was given to it that is none to speak of (2.4.221).
static bool is_hidden_row(Str body)
{
    uint32_t flags = xls_u16(body, 12);

    return flags & 0x20 || (flags & 0x40 && (xls_u16(body, 6) & 0x7FFF) < LEAST_HEIGHT);
}

// What stands in no cell, and what rules show.
static void read_around(SheetReading *reading)
{
    Arena *scratch = reading->filling->workbook->scratch;
    Str body = reading->stream.body;

    if (reading->stream.id == XLS_TXO)
        sheet_add_beside(reading->filling, xls_take_object_text(scratch, &reading->stream));
    else if (reading->stream.id == XLS_CONDFMT)
        reading->condition = (SheetRange){.top = xls_u16(body, 4) + 1, .left = xls_u16(body, 8) + 1};
    else if (xls_rule_fades(body) && reading->condition.top)
        sheet_add_fading(reading->filling, reading->condition.top, reading->condition.left);
}

static bool read_record(SheetReading *reading)
{
    Str body = reading->stream.body;

    switch (reading->stream.id) {
    case XLS_TXO:
    case XLS_CONDFMT:
    case XLS_CF:
        read_around(reading);
        break;
    case XLS_ROW:
        reading->hidden[xls_u16(body, 0)] = is_hidden_row(body);
        break;
    case XLS_COLINFO:
        if (xls_u16(body, 8) & 1 || xls_u16(body, 4) < LEAST_WIDTH)
            sheet_hide_columns(reading->filling, xls_u16(body, 0) + 1, xls_u16(body, 2) + 1);
        break;
    case XLS_NUMBER:
        set_number(reading, add_of_record(reading), xls_u16(body, 4), xls_double(body, 6));
        break;
    case XLS_RK:
        set_number(reading, add_of_record(reading), xls_u16(body, 4), rk_value(xls_u32(body, 6)));
        break;
    case XLS_MULRK:
        read_numbers(reading);
        break;
    case XLS_LABELSST:
        return read_shared_text(reading);
    case XLS_LABEL:
    case XLS_RSTRING:
        read_text(reading);
        break;
    case XLS_BOOLERR:
        set_truth_or_error(add_of_record(reading), xls_u16(body, 6) & 0xFF, xls_u16(body, 6) >> 8);
        break;
    case XLS_FORMULA:
        read_formula(reading);
        break;
    case XLS_STRING:
        read_formula_text(reading);
        break;
    case XLS_HEADER:
    case XLS_FOOTER:
        read_page_part(reading);
        break;
    case XLS_MERGECELLS:
        return read_merges(reading);
    default:
        break;
    }
    return true;
}

static int compare_cells(const void *a, const void *b)
{
    const SheetCell *x = a, *y = b;

    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

// Programs need not write the cells in their order.
static bool add_cells(SheetReading *reading)
{
    SheetFilling *filling = reading->filling;

    if (reading->unordered)
        qsort(reading->cells.at, reading->cells.n, sizeof *reading->cells.at, compare_cells);
    for (size_t i = 0; i < reading->cells.n; i++) {
        const SheetCell *cell = &reading->cells.at[i];

        if (i > 0 && compare_cells(cell - 1, cell) == 0) {
            sheet_report_broken(filling, _("the cells of this row do not follow each other"));
            return false;
        }
        filling->row = cell->row;
        filling->column = cell->column;
        if (cell->column > XLS_MOST_COLUMNS) {
            sheet_report_broken(filling, _("this cell stands past the last column that the format has"));
            return false;
        }
        filling->hidden_row = reading->hidden[cell->row - 1];
        if (!sheet_add_cell(filling, *cell))
            return false;
    }
    return true;
}

// To the sheet's own end: charts that stand in it have ends of theirs.
static bool read_records(SheetReading *reading)
{
    int depth = 1;

    while (depth > 0 && xls_next(&reading->stream)) {
        if (reading->stream.id == XLS_BOF)
            depth++;
        else if (reading->stream.id == XLS_EOF)
            depth--;
        else if (depth == 1 && !read_record(reading))
            return false;
        if (reading->cells.n > SHEET_MOST_CELLS)
            break; // told when they are added
    }
    return depth == 0 || reading->cells.n > SHEET_MOST_CELLS;
}

bool xls_load_sheet(SheetFilling *filling)
{
    const Workbook *workbook = filling->workbook;
    Sheet *sheet = filling->sheet;
    SheetReading reading = {
        .filling = filling,
        .stream = {.bytes = str_slice(workbook->stream, 0, sheet->end), .at = sheet->offset},
        .hidden = ARENA_ARRAY(workbook->scratch, bool, XLS_MOST_ROWS)};

    if (!xls_next(&reading.stream) || reading.stream.id != XLS_BOF ||
        xls_u16(reading.stream.body, 0) != XLS_VERSION_8) {
        sheet_report_broken(filling, _("the sheet is not where the workbook says"));
        return false;
    }
    // A chart or a program on a sheet of its own, though its name did not say so.
    if (xls_u16(reading.stream.body, 2) != XLS_KIND_SHEET)
        return true;
    if (!read_records(&reading)) {
        if (!sheet->broken)
            sheet_report_broken(filling, _("the end of this sheet is missing"));
        return false;
    }
    return add_cells(&reading);
}

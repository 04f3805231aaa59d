// The first part of a workbook's stream: which sheets it has, its formats and its shared strings.
#include <stdlib.h>

#include "spreadsheet/internal-xls.h"

// ---- findings

static bool report_kind(const Workbook *workbook, Diag *diag, const char *what)
{
    diag_report(diag, SEVERITY_ERROR, "file-kind", (Place){.file = workbook->file},
                str_of(_("open it in WPS or Excel and save it as .xlsx (另存为 Excel 工作簿)")),
                _("this file is %s"), what);
    return false;
}

static bool report_password(const Workbook *workbook, Diag *diag)
{
    diag_report(diag, SEVERITY_ERROR, "workbook-encrypted", (Place){.file = workbook->file},
                str_of(_("open it with its password, take the password off, and save it again")),
                _("this file is protected by a password"));
    return false;
}

// ---- records

typedef struct GlobalsReading {
    Workbook *workbook;
    XlsStream stream;
    NumberCodes codes;
    bool done;
    VEC(XlsFont) fonts;
} GlobalsReading;

bool xls_is_white(uint32_t colour)
{
    return colour == 1 || colour == 9;
}

static void read_sheet_name(GlobalsReading *reading)
{
    Workbook *workbook = reading->workbook;
    uint32_t kind = xls_u16(reading->stream.body, 4);
    XlsPieces pieces = xls_pieces(&reading->stream, 6);
    Sheet *sheet;

    // Charts on sheets of their own, and programs; the lower byte says how the sheet is hidden (2.4.28).
    if (kind >> 8 != 0 || workbook->sheets.n >= WORKBOOK_MOST_SHEETS)
        return;
    sheet = vec_push(workbook->scratch, &workbook->sheets);
    sheet->offset = xls_u32(reading->stream.body, 0);
    sheet->hidden = (kind & 3) != 0;
    sheet->name = xls_take_string(workbook->arena, &pieces, 1);
}

// 2.4.122
static void read_font(GlobalsReading *reading)
{
    Str body = reading->stream.body;

    if (reading->fonts.n < WORKBOOK_MOST_FORMATS)
        *vec_push(reading->workbook->scratch, &reading->fonts) =
            (XlsFont){.struck = xls_u16(body, 2) & 8, .white = xls_is_white(xls_u16(body, 4))};
}

// Of the background: no pattern, or white all over (2.5.20 and 2.5.73).
static bool is_light(Str body)
{
    uint32_t pattern = xls_u32(body, 14) >> 26 & 63;

    return pattern == 0 || (pattern == 1 && xls_is_white(xls_u16(body, 18) & 127));
}

static void read_cell_format(GlobalsReading *reading)
{
    Workbook *workbook = reading->workbook;
    CellFormat format = number_codes_find(&reading->codes, xls_u16(reading->stream.body, 2));
    // There is no font 4.
    uint32_t number = xls_u16(reading->stream.body, 0), font = number > 4 ? number - 1 : number;

    if (font < reading->fonts.n) {
        format.struck = reading->fonts.at[font].struck;
        format.faint = reading->fonts.at[font].white && is_light(reading->stream.body);
    }
    format.dark = !is_light(reading->stream.body);
    // A step of indent is about the width of a Chinese character.
    format.indent = 2 * (xls_u16(reading->stream.body, 8) & 15);
    if (workbook->formats.n < WORKBOOK_MOST_FORMATS)
        *vec_push(workbook->scratch, &workbook->formats) = format;
}

static void read_number_code(GlobalsReading *reading)
{
    Workbook *workbook = reading->workbook;
    uint32_t id = xls_u16(reading->stream.body, 0);
    XlsPieces pieces = xls_pieces(&reading->stream, 2);

    number_codes_add(workbook->scratch, &reading->codes, id, xls_take_string(workbook->scratch, &pieces, 2));
}

// A count that lies is found at the end of the records.
static void read_strings(GlobalsReading *reading)
{
    Workbook *workbook = reading->workbook;
    uint32_t count = xls_u32(reading->stream.body, 4);
    XlsPieces pieces = xls_pieces(&reading->stream, 8);

    pieces.fonts = reading->fonts.at;
    pieces.font_count = reading->fonts.n;
    while (count-- > 0 && !pieces.failed && workbook->strings.n < WORKBOOK_MOST_STRINGS) {
        Str text = xls_take_string(workbook->arena, &pieces, 2);

        if (pieces.failed)
            return;
        if (pieces.look.struck)
            *vec_push(workbook->scratch, &workbook->struck_strings) = workbook->strings.n;
        if (pieces.look.white)
            *vec_push(workbook->scratch, &workbook->white_strings) = workbook->strings.n;
        *vec_push(workbook->scratch, &workbook->strings) = text;
    }
}

static bool read_record(GlobalsReading *reading, Diag *diag)
{
    switch (reading->stream.id) {
    case XLS_FILEPASS:
        return report_password(reading->workbook, diag);
    case XLS_DATEMODE:
        reading->workbook->from_1904 = xls_u16(reading->stream.body, 0) == 1;
        break;
    case XLS_FORMAT:
        read_number_code(reading);
        break;
    case XLS_FONT:
        read_font(reading);
        break;
    case XLS_XF:
        read_cell_format(reading);
        break;
    case XLS_BOUNDSHEET:
        read_sheet_name(reading);
        break;
    case XLS_SST:
        read_strings(reading);
        break;
    case XLS_EOF:
        reading->done = true;
        break;
    default:
        break;
    }
    return true;
}

// ---- the workbook

static int compare_offsets(const void *a, const void *b)
{
    uint32_t x = (*(Sheet *const *)a)->offset, y = (*(Sheet *const *)b)->offset;

    return (x > y) - (x < y);
}

// A sheet's records end where the next sheet's begin, so that all together are no more than the stream.
static void bound_sheets(Workbook *workbook)
{
    size_t n = workbook->sheets.n;
    Sheet **sheets = ARENA_ARRAY(workbook->scratch, Sheet *, n);

    for (size_t i = 0; i < n; i++)
        sheets[i] = &workbook->sheets.at[i];
    qsort(sheets, n, sizeof *sheets, compare_offsets);
    for (size_t i = 0; i < n; i++)
        sheets[i]->end = i + 1 < n ? sheets[i + 1]->offset : (uint32_t)workbook->stream.n;
}

bool xls_open(Workbook *workbook, Diag *diag, Str stream)
{
    GlobalsReading reading = {.workbook = workbook, .stream = {.bytes = stream}};

    workbook->stream = stream;
    // Excel 95 and before begin in the same way, with another version.
    if (!xls_next(&reading.stream) || reading.stream.id != XLS_BOF ||
        xls_u16(reading.stream.body, 0) != XLS_VERSION_8)
        return report_kind(workbook, diag, _("a workbook of Excel 95 or before"));
    while (!reading.done && xls_next(&reading.stream))
        if (!read_record(&reading, diag))
            return false;
    if (!reading.done) {
        file_report_broken(diag, workbook->file, _("its end is missing"));
        return false;
    }
    if (workbook->sheets.n)
        bound_sheets(workbook);
    return true;
}

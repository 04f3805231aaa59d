// A sheet's XML to its filled cells (ECMA-376 part 1, 18.3).
#include <assert.h>
#include <string.h>

#include "spreadsheet/internal-xlsx.h"

// Ranges of hidden columns, and rows that are hidden, past which the rest is not told.
#define MOST_HIDDEN 1000

// ---- references

// BC12 from `at` on; false where there is none.
static bool take_reference(Str text, size_t *at, uint32_t *row, uint32_t *column)
{
    size_t digits;

    *row = *column = 0;
    for (; *at < text.n && *column <= SHEET_MOST_COLUMN; (*at)++) {
        char c = text.at[*at];

        if (c == '$')
            continue;
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c < 'A' || c > 'Z')
            break;
        *column = *column * 26 + (uint32_t)(c - 'A') + 1;
    }
    for (digits = *at; *at < text.n && *row <= SHEET_MOST_ROW; (*at)++) {
        if (text.at[*at] < '0' || text.at[*at] > '9')
            break;
        *row = *row * 10 + (uint32_t)(text.at[*at] - '0');
    }
    return *at > digits && *row >= 1 && *row <= SHEET_MOST_ROW && *column >= 1 &&
           *column <= SHEET_MOST_COLUMN;
}

bool reference_parse(Str text, SheetRange *range)
{
    size_t at = 0;

    text = str_trim(text);
    if (!take_reference(text, &at, &range->top, &range->left))
        return false;
    range->bottom = range->top;
    range->right = range->left;
    if (at == text.n)
        return true;
    if (text.at[at++] != ':' || !take_reference(text, &at, &range->bottom, &range->right) || at != text.n)
        return false;
    return range->bottom >= range->top && range->right >= range->left;
}

// A sheet has as many of these as cells, so each takes no more than it needs.
Str cell_name(Arena *arena, Str sheet, uint32_t row, uint32_t column)
{
    char end[16];
    size_t start = sizeof end;
    char *at;

    for (; row > 0; row /= 10)
        end[--start] = (char)('0' + row % 10);
    for (; column > 0; column = (column - 1) / 26)
        end[--start] = (char)('A' + (column - 1) % 26);
    end[--start] = '!';
    at = arena_alloc(arena, sheet.n + sizeof end - start);
    if (sheet.n)
        memcpy(at, sheet.at, sheet.n);
    memcpy(at + sheet.n, end + start, sizeof end - start);
    return (Str){at, sheet.n + sizeof end - start};
}

// ---- reading

typedef struct SheetReading {
    Workbook *workbook;
    Sheet *sheet;
    Diag *diag;
    uint32_t row, column; // of the cell that is read, or the last
    bool hidden_row;
    bool in_data, in_cell, in_value;
    bool formula, value; // what the cell has
    char type;           // n number, s shared, i inline, t formula's text, b, e, d
    CellFormat format;
    StrBuf stored; // of <v>
    RichText rich; // of <is>
} SheetReading;

static void report_broken(SheetReading *reading, const char *what)
{
    reading->sheet->broken = true;
    diag_report(
        reading->diag, SEVERITY_ERROR, "sheet-broken",
        (Place){.file = reading->workbook->file,
                .cell = cell_name(reading->workbook->scratch, reading->sheet->name,
                                  reading->row ? reading->row : 1, reading->column ? reading->column : 1)},
        str_of(_("open the workbook in WPS or Excel and save it again")), "%s", what);
}

static bool report_large(SheetReading *reading)
{
    reading->sheet->broken = true;
    diag_report(reading->diag, SEVERITY_ERROR, "table-too-large",
                (Place){.file = reading->workbook->file,
                        .cell = cell_name(reading->workbook->scratch, reading->sheet->name, reading->row,
                                          reading->column)},
                str_of(_("split the table")),
                _("the sheet has more than %d filled cells, the most that are read"), SHEET_MOST_CELLS);
    return false;
}

static bool start_row(SheetReading *reading, const XmlTag *tag)
{
    uint32_t row = xml_attribute_number(tag, "r", reading->row + 1);

    if (row <= reading->row || row > SHEET_MOST_ROW) {
        report_broken(reading, _("the rows of this sheet do not follow each other"));
        return false;
    }
    reading->row = row;
    reading->column = 0;
    reading->hidden_row = xml_attribute_true(tag, "hidden");
    return true;
}

static char cell_type(Str type)
{
    static const struct {
        const char *name;
        char type;
    } types[] = {{"s", 's'}, {"inlineStr", 'i'}, {"str", 't'}, {"b", 'b'}, {"e", 'e'}, {"d", 'd'}};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_equal(type, str_of(types[i].name)))
            return types[i].type;
    return 'n';
}

static bool start_cell(SheetReading *reading, const XmlTag *tag)
{
    Str reference = xml_attribute(tag, "r");
    SheetRange range = {reading->row, reading->column + 1, 0, 0};
    uint32_t format = xml_attribute_number(tag, "s", 0);

    if ((reference.at && !reference_parse(reference, &range)) || range.top != reading->row ||
        range.left <= reading->column || range.left > SHEET_MOST_COLUMN) {
        report_broken(reading, _("the cells of this row do not follow each other"));
        return false;
    }
    reading->column = range.left;
    reading->in_cell = true;
    reading->in_value = reading->formula = reading->value = false;
    reading->type = cell_type(xml_attribute(tag, "t"));
    reading->format =
        format < reading->workbook->formats.n ? reading->workbook->formats.at[format] : (CellFormat){0};
    reading->stored.n = reading->rich.text.n = 0;
    return true;
}

static void add_hidden_column(SheetReading *reading, const XmlTag *tag)
{
    Sheet *sheet = reading->sheet;

    if (xml_attribute_true(tag, "hidden") && sheet->hidden_columns.n < MOST_HIDDEN)
        *vec_push(reading->workbook->scratch, &sheet->hidden_columns) = (SheetRange){
            .left = xml_attribute_number(tag, "min", 0), .right = xml_attribute_number(tag, "max", 0)};
}

static bool add_merge(SheetReading *reading, const XmlTag *tag)
{
    SheetRange range;

    if (!reference_parse(xml_attribute(tag, "ref"), &range)) {
        report_broken(reading, _("a merged range of this sheet is none"));
        return false;
    }
    if (reading->sheet->merges.n >= SHEET_MOST_MERGES)
        return report_large(reading);
    *vec_push(reading->workbook->scratch, &reading->sheet->merges) = range;
    return true;
}

static bool on_start(void *context, const XmlTag *tag)
{
    SheetReading *reading = context;

    if (reading->in_cell) {
        reading->formula |= str_equal(tag->name, STR("f"));
        reading->in_value = str_equal(tag->name, STR("v"));
        reading->value |= reading->in_value || str_equal(tag->name, STR("is"));
        rich_start(&reading->rich, tag->name);
        return true;
    }
    if (str_equal(tag->name, STR("sheetData")))
        reading->in_data = true;
    else if (reading->in_data && str_equal(tag->name, STR("row")))
        return start_row(reading, tag);
    else if (reading->in_data && str_equal(tag->name, STR("c")))
        return start_cell(reading, tag);
    else if (str_equal(tag->name, STR("col")))
        add_hidden_column(reading, tag);
    else if (str_equal(tag->name, STR("mergeCell")))
        return add_merge(reading, tag);
    return true;
}

static bool on_text(void *context, Str text)
{
    SheetReading *reading = context;

    if (reading->in_value)
        buf_add(&reading->stored, text);
    else if (reading->in_cell)
        rich_text(&reading->rich, text);
    return true;
}

// ---- a cell

static Str shared_string(const SheetReading *reading, Str index)
{
    size_t number = 0;

    for (size_t i = 0; i < index.n; i++) {
        if (index.at[i] < '0' || index.at[i] > '9' || i > 8)
            return (Str){0};
        number = number * 10 + (size_t)(index.at[i] - '0');
    }
    return number < reading->workbook->strings.n ? reading->workbook->strings.at[number] : (Str){0};
}

static Str cell_text(SheetReading *reading)
{
    Arena *arena = reading->workbook->arena;
    Str stored = {reading->stored.at, reading->stored.n};

    switch (reading->type) {
    case 's':
        return shared_string(reading, str_trim(stored));
    case 'i':
        return rich_take(arena, &reading->rich);
    case 't':
        buf_add(&reading->rich.text, stored); // the same escapes
        return rich_take(arena, &reading->rich);
    case 'b':
        return str_equal(str_trim(stored), STR("1")) ? STR("TRUE") : STR("FALSE");
    case 'n':
        return stored.n ? sheet_format_number(arena, stored, reading->format, reading->workbook->from_1904)
                        : stored;
    default: // an error, or a date as ISO 8601 writes it
        return str_copy(arena, stored);
    }
}

static void add_cell(SheetReading *reading, SheetCell cell)
{
    Sheet *sheet = reading->sheet;
    Arena *scratch = reading->workbook->scratch;

    if (sheet->rows.n == 0 || vec_last(&sheet->rows)->row != cell.row) {
        *vec_push(scratch, &sheet->rows) = (SheetRow){cell.row, sheet->cells.n, 0};
        if (reading->hidden_row && sheet->hidden_rows.n < MOST_HIDDEN)
            *vec_push(scratch, &sheet->hidden_rows) = cell.row;
    }
    vec_last(&sheet->rows)->count++;
    if (cell.column > sheet->width)
        sheet->width = cell.column;
    *vec_push(scratch, &sheet->cells) = cell;
}

static bool end_cell(SheetReading *reading)
{
    SheetCell cell = {reading->row, reading->column, {0}, reading->format.indent, FAULT_NONE};

    reading->in_cell = false;
    // Some programs write an empty value, where a formula that gives the empty text says that it is text.
    if (reading->formula && (!reading->value || (reading->type == 'n' && reading->stored.n == 0)))
        cell.fault = FAULT_FORMULA;
    else if (reading->type == 'e')
        cell.fault = FAULT_ERROR;
    if (reading->value)
        cell.text = cell_text(reading);
    if (cell.fault == FAULT_NONE && str_trim(cell.text).n == 0)
        return true;
    if (reading->sheet->cells.n >= SHEET_MOST_CELLS)
        return report_large(reading);
    add_cell(reading, cell);
    return true;
}

static bool on_end(void *context, Str name)
{
    SheetReading *reading = context;

    if (!reading->in_cell) {
        reading->in_data &= !str_equal(name, STR("sheetData"));
        return true;
    }
    if (str_equal(name, STR("c")))
        return end_cell(reading);
    reading->in_value = false;
    rich_end(&reading->rich, name);
    return true;
}

bool sheet_load(Workbook *workbook, Diag *diag, size_t number)
{
    Sheet *sheet = &workbook->sheets.at[number];
    SheetReading reading = {.workbook = workbook,
                            .sheet = sheet,
                            .diag = diag,
                            .stored = {.arena = workbook->scratch},
                            .rich = {.text = {.arena = workbook->scratch}}};
    XmlHandler handler = {on_start, on_end, on_text, &reading};

    assert(workbook->package); // not released
    if (sheet->loaded)
        return !sheet->broken;
    sheet->loaded = true;
    if (!package_xml(workbook->package, diag, sheet->part, &handler))
        sheet->broken = true;
    return !sheet->broken;
}

// ---- looking at it

const SheetCell *sheet_cell(const Sheet *sheet, uint32_t row, uint32_t column)
{
    size_t low = 0, high = sheet->cells.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const SheetCell *cell = &sheet->cells.at[middle];

        if (cell->row == row && cell->column == column)
            return cell;
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

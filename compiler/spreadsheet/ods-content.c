// The sheets of an OpenDocument spreadsheet, all from its one part of content (OpenDocument 1.3 part 3, 9).
#include "spreadsheet/internal-ods.h"

// Where in the content the reader is: an element that does not belong there is passed over whole, as is what
// was deleted; of comments and drawings the text is kept beside the sheet.
typedef enum OdsPlace { IN_DOCUMENT, IN_BOOK, IN_SHEET, IN_CONDITIONS, IN_ROW, IN_CELL, IN_TEXT } OdsPlace;

// A cell that stands `count` times beside itself.
typedef struct OdsCell {
    SheetCell cell;
    uint32_t count, rows, columns; // rows, columns: that it spans
} OdsCell;

typedef struct OdsColumns {
    uint32_t last;
    Str style; // of cells without their own
} OdsColumns;

typedef struct OdsReading {
    Workbook *workbook;
    Diag *diag;
    OdsStyles styles;
    OdsPlace place;
    OdsPages pages;
    int skipped, spans; // elements that are open: passed over, within a text
    int aside;          // of a comment or a drawing
    int aside_text;     // of them those from its paragraph on; 0 outside of one
    StrBuf aside_buf;
    int struck_from, white_from; // spans that were open when one struck through, or white, began; 0: none
    bool struck, white;          // some of the cell's text is
    bool found;                  // the workbook
    SheetFilling filling;
    uint32_t next_column; // of columns, whose tags come before the rows
    VEC(OdsColumns) columns;
    uint32_t condition_row, condition_column; // where its cells begin; 0: not known
    Str row_style;
    uint32_t row_count; // that the row stands
    VEC(OdsCell) cells; // of the row
    OdsCell cell;       // that is read
    bool stored;        // its value is no text
    bool formula;
    bool fades; // by a condition of its style
    size_t paragraphs;
    StrBuf text;
    CellFormat format; // of the cell
} OdsReading;

// ---- text

// Blanks are one, and none at the beginning (6.1.2).
static bool on_text(void *context, Str text)
{
    OdsReading *reading = context;

    if (reading->place == IN_DOCUMENT)
        ods_styles_text(&reading->styles, text);
    if (reading->aside_text)
        buf_add(&reading->aside_buf, text);
    if (reading->place != IN_TEXT || reading->skipped || reading->aside)
        return true;
    if (str_trim(text).n) {
        reading->struck |= reading->struck_from > 0;
        reading->white |= reading->white_from > 0;
    }
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i], last = reading->text.n ? reading->text.at[reading->text.n - 1] : '\n';

        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            buf_add_char(&reading->text, c);
        else if (last != ' ' && last != '\n')
            buf_add_char(&reading->text, ' ');
    }
    return true;
}

static void start_in_text(OdsReading *reading, const XmlTag *tag)
{
    static const char *const aside[] = {"annotation", "frame", "custom-shape"};
    uint32_t blanks = xml_attribute_number(tag, "c", 1);

    for (size_t i = 0; i < sizeof aside / sizeof aside[0]; i++)
        if (str_equal(tag->name, str_of(aside[i]))) {
            reading->aside = 1;
            return;
        }
    if (str_equal(tag->name, STR("note")) || str_equal(tag->name, STR("ruby-text"))) {
        reading->skipped = 1;
        return;
    }
    reading->spans++;
    if (!reading->struck_from && ods_part_struck(&reading->styles, xml_attribute(tag, "style-name")))
        reading->struck_from = reading->spans;
    if (!reading->white_from && ods_part_white(&reading->styles, xml_attribute(tag, "style-name")))
        reading->white_from = reading->spans;
    if (str_equal(tag->name, STR("s")))
        for (uint32_t i = 0; i < blanks && i < 100; i++)
            buf_add_char(&reading->text, ' ');
    else if (str_equal(tag->name, STR("tab")))
        buf_add_char(&reading->text, ' ');
    else if (str_equal(tag->name, STR("line-break")))
        buf_add_char(&reading->text, '\n');
}

static void end_in_text(OdsReading *reading)
{
    if (reading->spans == 0) {
        reading->place = IN_CELL;
        return;
    }
    reading->spans--;
    if (reading->struck_from > reading->spans)
        reading->struck_from = 0;
    if (reading->white_from > reading->spans)
        reading->white_from = 0;
}

// ---- comments and drawings

static void start_aside(OdsReading *reading, const XmlTag *tag)
{
    reading->aside++;
    if (reading->aside_text || !str_equal(tag->name, STR("p")))
        return;
    reading->aside_text = reading->aside;
    reading->aside_buf.n = 0;
}

static void end_aside(OdsReading *reading)
{
    if (reading->aside_text == reading->aside) {
        sheet_add_beside(&reading->filling, (Str){reading->aside_buf.at, reading->aside_buf.n});
        reading->aside_text = 0;
    }
    reading->aside--;
}

// ---- cells

static Str cell_style(const OdsReading *reading, const XmlTag *tag)
{
    Str style = xml_attribute(tag, "style-name");

    if (style.n == 0)
        style = reading->row_style;
    for (size_t i = 0; style.n == 0 && i < reading->columns.n; i++)
        if (reading->filling.column <= reading->columns.at[i].last)
            return reading->columns.at[i].style;
    return style;
}

static bool is_error(const XmlTag *tag)
{
    for (const char **at = tag->attributes; at[0]; at += 2)
        if (str_ends(str_of(at[0]), STR("value-type")) && str_equal(str_of(at[1]), STR("error")))
            return true;
    return false;
}

static uint32_t repeated(const XmlTag *tag, const char *attribute, uint32_t most)
{
    uint32_t count = xml_attribute_number(tag, attribute, 1);

    return count < 1 ? 1 : count < most ? count : most;
}

static void start_cell(OdsReading *reading, const XmlTag *tag)
{
    SheetFilling *filling = &reading->filling;
    Str type = xml_attribute(tag, "value-type"), style;

    filling->column++;
    style = cell_style(reading, tag);
    reading->format = ods_cell_format(&reading->styles, style);
    reading->fades = !reading->format.faint && ods_fades(&reading->styles, style);
    reading->cell = (OdsCell){.cell = {.column = filling->column},
                              .count = repeated(tag, "number-columns-repeated", SHEET_MOST_COLUMN),
                              .rows = repeated(tag, "number-rows-spanned", SHEET_MOST_ROW),
                              .columns = repeated(tag, "number-columns-spanned", SHEET_MOST_COLUMN)};
    reading->place = IN_CELL;
    reading->text.n = reading->paragraphs = 0;
    reading->struck = reading->white = false;
    reading->stored = type.n && !str_equal(type, STR("string"));
    reading->formula = xml_attribute(tag, "formula").n > 0 && type.n == 0;
    if (is_error(tag))
        reading->cell.cell.fault = FAULT_ERROR;
    else if (type.n)
        reading->cell.cell.text = ods_value(reading->workbook->arena, tag, reading->format);
}

static void end_cell(OdsReading *reading)
{
    OdsCell *cell = &reading->cell;
    Str text = {reading->text.at, reading->text.n};
    bool number = reading->stored && cell->cell.text.n;

    reading->place = IN_ROW;
    reading->filling.column += cell->count - 1;
    if (!reading->stored && str_trim(text).n)
        cell->cell.text = str_copy(reading->workbook->arena, text);
    // A formula that gives the empty text has an empty paragraph.
    if (reading->formula && reading->paragraphs == 0)
        cell->cell.fault = FAULT_FORMULA;
    reading->format.struck |= reading->struck;
    reading->format.faint |= reading->white && !reading->format.dark;
    cell_show(&cell->cell, reading->format, number);
    if (reading->fades && cell->cell.text.n)
        sheet_add_fading(&reading->filling, reading->filling.row, cell->cell.column);
    if (cell->cell.text.n || cell->cell.fault != FAULT_NONE || cell->rows > 1 || cell->columns > 1)
        *vec_push(reading->workbook->scratch, &reading->cells) = *cell;
}

// ---- rows

static bool is_hidden(const OdsReading *reading, const XmlTag *tag, OdsFamily family)
{
    Str visibility = xml_attribute(tag, "visibility");

    return str_equal(visibility, STR("collapse")) || str_equal(visibility, STR("filter")) ||
           ods_hidden(&reading->styles, family, xml_attribute(tag, "style-name"));
}

static void start_row(OdsReading *reading, const XmlTag *tag)
{
    reading->place = IN_ROW;
    reading->filling.row++;
    reading->filling.column = 0;
    reading->filling.hidden_row = is_hidden(reading, tag, ODS_ROW);
    reading->row_count = repeated(tag, "number-rows-repeated", SHEET_MOST_ROW);
    reading->row_style = str_copy(reading->workbook->scratch, xml_attribute(tag, "default-cell-style-name"));
    reading->cells.n = 0;
}

static bool add_cell(OdsReading *reading, const OdsCell *cell)
{
    SheetFilling *filling = &reading->filling;
    SheetCell one = cell->cell;

    one.row = filling->row;
    for (uint32_t i = 0; i < cell->count && one.column <= SHEET_MOST_COLUMN; i++, one.column++) {
        filling->column = one.column;
        if (!sheet_add_cell(filling, one))
            return false;
        if ((cell->rows > 1 || cell->columns > 1) &&
            !sheet_add_merge(filling, (SheetRange){one.row, one.column, one.row + cell->rows - 1,
                                                   one.column + cell->columns - 1}))
            return false;
    }
    return true;
}

// Ends the sheet where it is past what is read; the others go on.
static void end_row(OdsReading *reading)
{
    SheetFilling *filling = &reading->filling;
    uint32_t last = filling->row + reading->row_count - 1;

    reading->place = IN_SHEET;
    for (; reading->cells.n && filling->row <= last && filling->row <= SHEET_MOST_ROW; filling->row++)
        for (size_t i = 0; i < reading->cells.n && !filling->sheet->broken; i++)
            add_cell(reading, &reading->cells.at[i]);
    filling->row = last < SHEET_MOST_ROW ? last : SHEET_MOST_ROW;
}

// ---- sheets

static void start_column(OdsReading *reading, const XmlTag *tag)
{
    uint32_t first = reading->next_column + 1;
    OdsColumns *columns;

    reading->next_column += repeated(tag, "number-columns-repeated", SHEET_MOST_COLUMN);
    if (reading->next_column > SHEET_MOST_COLUMN)
        reading->next_column = SHEET_MOST_COLUMN;
    if (is_hidden(reading, tag, ODS_COLUMN))
        sheet_hide_columns(&reading->filling, first, reading->next_column);
    if (reading->columns.n >= SHEET_MOST_COLUMN)
        return;
    columns = vec_push(reading->workbook->scratch, &reading->columns);
    columns->last = reading->next_column;
    columns->style = str_copy(reading->workbook->scratch, xml_attribute(tag, "default-cell-style-name"));
}

static bool start_sheet(OdsReading *reading, const XmlTag *tag)
{
    Workbook *workbook = reading->workbook;
    Sheet *sheet;

    if (workbook->sheets.n >= WORKBOOK_MOST_SHEETS)
        return false;
    sheet = vec_push(workbook->scratch, &workbook->sheets);
    sheet->name = str_copy(workbook->arena, xml_attribute(tag, "name"));
    sheet->hidden = ods_hidden(&reading->styles, ODS_TABLE, xml_attribute(tag, "style-name"));
    reading->filling = (SheetFilling){.workbook = workbook, .sheet = sheet, .diag = reading->diag};
    ods_pages_add(&reading->pages, ods_page_of(&reading->styles, xml_attribute(tag, "style-name")),
                  &reading->filling);
    reading->next_column = 0;
    reading->columns.n = 0;
    reading->place = IN_SHEET;
    return true;
}

static void start_in_sheet(OdsReading *reading, const XmlTag *tag)
{
    static const char *const groups[] = {"table-columns", "table-column-group", "table-header-columns",
                                         "table-rows",    "table-row-group",    "table-header-rows"};

    if (str_equal(tag->name, STR("table-row"))) {
        start_row(reading, tag);
        return;
    }
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (str_equal(tag->name, str_of(groups[i])))
            return;
    if (str_equal(tag->name, STR("shapes"))) {
        reading->aside = 1;
        return;
    }
    if (str_equal(tag->name, STR("conditional-formats"))) {
        reading->place = IN_CONDITIONS;
        return;
    }
    reading->skipped = 1;
    if (str_equal(tag->name, STR("table-column")))
        start_column(reading, tag);
}

// calcext:conditional-format, and the conditions in it.
static void start_condition(OdsReading *reading, const XmlTag *tag)
{
    Str address = xml_attribute(tag, "target-range-address");
    SheetRange range;

    if (address.n) { // 表.L3:表.L9
        ptrdiff_t colon = str_find_char(address, ':', 0);
        size_t to = colon < 0 ? address.n : (size_t)colon;
        size_t from = to;

        while (from > 0 && address.at[from - 1] != '.')
            from--;
        reading->condition_row = 0;
        if (reference_parse(str_slice(address, from, to), &range)) {
            reading->condition_row = range.top;
            reading->condition_column = range.left;
        }
        return;
    }
    if (reading->condition_row && ods_fades(&reading->styles, xml_attribute(tag, "apply-style-name")))
        sheet_add_fading(&reading->filling, reading->condition_row, reading->condition_column);
}

// ---- the content

static void start_in_document(OdsReading *reading, const XmlTag *tag)
{
    if (!str_equal(tag->name, STR("spreadsheet"))) {
        ods_styles_start(&reading->styles, tag);
        return;
    }
    ods_styles_sort(&reading->styles);
    reading->found = true;
    reading->place = IN_BOOK;
}

static bool on_start(void *context, const XmlTag *tag)
{
    OdsReading *reading = context;

    if (reading->skipped) {
        reading->skipped++;
        return true;
    }
    if (reading->aside) {
        start_aside(reading, tag);
        return true;
    }
    switch (reading->place) {
    case IN_DOCUMENT:
        start_in_document(reading, tag);
        break;
    case IN_BOOK:
        if (str_equal(tag->name, STR("table")))
            return start_sheet(reading, tag);
        reading->skipped = 1;
        break;
    case IN_SHEET:
        start_in_sheet(reading, tag);
        break;
    case IN_CONDITIONS:
        start_condition(reading, tag);
        break;
    case IN_ROW:
        if (str_equal(tag->name, STR("table-cell")) || str_equal(tag->name, STR("covered-table-cell")))
            start_cell(reading, tag);
        else
            reading->skipped = 1;
        break;
    case IN_CELL:
        if (!str_equal(tag->name, STR("p"))) {
            reading->aside = 1;
            break;
        }
        reading->place = IN_TEXT;
        if (reading->paragraphs++)
            buf_add_char(&reading->text, '\n');
        break;
    case IN_TEXT:
        start_in_text(reading, tag);
        break;
    }
    return true;
}

static bool on_end(void *context, Str name)
{
    OdsReading *reading = context;

    if (reading->skipped) {
        reading->skipped--;
        return true;
    }
    if (reading->aside) {
        end_aside(reading);
        return true;
    }
    switch (reading->place) {
    case IN_DOCUMENT:
        ods_styles_end(&reading->styles, name);
        break;
    case IN_BOOK:
        reading->place = IN_DOCUMENT;
        break;
    case IN_SHEET:
        if (str_equal(name, STR("table")))
            reading->place = IN_BOOK;
        break;
    case IN_CONDITIONS:
        if (str_equal(name, STR("conditional-formats")))
            reading->place = IN_SHEET;
        break;
    case IN_ROW:
        end_row(reading);
        break;
    case IN_CELL:
        end_cell(reading);
        break;
    case IN_TEXT:
        end_in_text(reading);
        break;
    }
    return true;
}

// ---- the file

static bool manifest_start(void *context, const XmlTag *tag)
{
    *(bool *)context |= str_equal(tag->name, STR("encryption-data"));
    return true;
}

static bool styles_start(void *context, const XmlTag *tag)
{
    OdsReading *reading = context;

    ods_styles_start(&reading->styles, tag);
    ods_pages_start(&reading->pages, tag);
    return true;
}

static bool styles_end(void *context, Str name)
{
    OdsReading *reading = context;

    ods_styles_end(&reading->styles, name);
    ods_pages_end(&reading->pages, name);
    return true;
}

static bool styles_text(void *context, Str text)
{
    OdsReading *reading = context;

    ods_styles_text(&reading->styles, text);
    ods_pages_text(&reading->pages, text);
    return true;
}

static bool is_open(Workbook *workbook, Diag *diag)
{
    bool encrypted = false;
    XmlHandler handler = {.start = manifest_start, .context = &encrypted};
    Str part = STR("META-INF/manifest.xml");

    if (package_has(workbook->package, part) && !package_xml(workbook->package, diag, part, &handler))
        return false;
    if (encrypted)
        diag_report(diag, SEVERITY_ERROR, "workbook-encrypted", (Place){.file = workbook->file},
                    str_of(_("open it with its password, take the password off, and save it again")),
                    _("this file is protected by a password"));
    return !encrypted;
}

bool ods_open(Workbook *workbook, Diag *diag)
{
    OdsReading reading = {.workbook = workbook,
                          .diag = diag,
                          .styles = {.arena = workbook->scratch},
                          .pages = {.arena = workbook->scratch},
                          .text = {.arena = workbook->scratch},
                          .aside_buf = {.arena = workbook->scratch}};
    XmlHandler styles = {styles_start, styles_end, styles_text, &reading};
    XmlHandler content = {on_start, on_end, on_text, &reading};
    Str part = STR("styles.xml");

    if (!is_open(workbook, diag) ||
        (package_has(workbook->package, part) && !package_xml(workbook->package, diag, part, &styles)))
        return false;
    reading.styles.inside = false;
    if (!package_xml(workbook->package, diag, STR("content.xml"), &content))
        return false;
    if (!reading.found)
        file_report_broken(diag, workbook->file, _("there is no workbook in it"));
    return reading.found;
}

bool ods_load_sheet(SheetFilling *filling)
{
    return !filling->sheet->broken; // read with the others
}

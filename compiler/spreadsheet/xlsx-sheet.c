// A sheet's XML to its filled cells (ECMA-376 part 1, 18.3).
#include "spreadsheet/internal-xlsx.h"

// ---- reading

typedef struct SheetReading {
    SheetFilling *filling;
    bool in_data, in_cell, in_value;
    bool in_page;        // the head or foot of printed pages
    bool formula, value; // what the cell has
    char type;           // n number, s shared, i inline, t formula's text, b, e, d
    CellFormat format;
    StrBuf stored;        // of <v>
    RichText rich;        // of <is>
    SheetRange condition; // that the next rules are for; top 0: not known
} SheetReading;

// By its mark, or because it has no height or width to speak of: less than a point or a character.
static bool is_hidden(const XmlTag *tag, const char *size)
{
    Str text = xml_attribute(tag, size);

    return xml_attribute_true(tag, "hidden") || str_equal(text, STR("0")) || str_starts(text, STR("0."));
}

static bool start_row(SheetReading *reading, const XmlTag *tag)
{
    uint32_t row = xml_attribute_number(tag, "r", reading->filling->row + 1);

    if (row <= reading->filling->row || row > SHEET_MOST_ROW) {
        sheet_report_broken(reading->filling, _("the rows of this sheet do not follow each other"));
        return false;
    }
    reading->filling->row = row;
    reading->filling->column = 0;
    reading->filling->hidden_row = is_hidden(tag, "ht");
    return sheet_end_row(reading->filling); // of the row before
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
    SheetRange range = {reading->filling->row, reading->filling->column + 1, 0, 0};
    uint32_t format = xml_attribute_number(tag, "s", 0);

    if ((reference.at && !reference_parse(reference, &range)) || range.top != reading->filling->row ||
        range.left <= reading->filling->column || range.left > SHEET_MOST_COLUMN) {
        sheet_report_broken(reading->filling, _("the cells of this row do not follow each other"));
        return false;
    }
    reading->filling->column = range.left;
    reading->in_cell = true;
    reading->in_value = reading->formula = reading->value = false;
    reading->type = cell_type(xml_attribute(tag, "t"));
    reading->format = workbook_format(reading->filling->workbook, format);
    reading->stored.n = reading->rich.text.n = 0;
    return true;
}

static void add_hidden_column(SheetReading *reading, const XmlTag *tag)
{
    if (is_hidden(tag, "width"))
        sheet_hide_columns(reading->filling, xml_attribute_number(tag, "min", 0),
                           xml_attribute_number(tag, "max", 0));
}

static bool add_merge(SheetReading *reading, const XmlTag *tag)
{
    SheetRange range;

    if (reference_parse(xml_attribute(tag, "ref"), &range))
        return sheet_add_merge(reading->filling, range);
    sheet_report_broken(reading->filling, _("a merged range of this sheet is none"));
    return false;
}

// Rules that may show cells in white, or a bar or a mark in their place.
static void start_condition(SheetReading *reading, const XmlTag *tag)
{
    const Workbook *workbook = reading->filling->workbook;
    uint32_t look = xml_attribute_number(tag, "dxfId", UINT32_MAX);
    Str range = xml_attribute(tag, "sqref"), shown = xml_attribute(tag, "showValue");
    ptrdiff_t blank = str_find_char(range, ' ', 0);

    if (str_equal(tag->name, STR("conditionalFormatting"))) {
        if (!reference_parse(blank < 0 ? range : str_slice(range, 0, (size_t)blank), &reading->condition))
            reading->condition = (SheetRange){0};
        return;
    }
    if (reading->condition.top && ((look < workbook->fading.n && workbook->fading.at[look]) ||
                                   (shown.n && !xml_attribute_true(tag, "showValue"))))
        sheet_add_fading(reading->filling, reading->condition.top, reading->condition.left);
}

static bool is_page_part(Str name)
{
    return str_ends(name, STR("Header")) || str_ends(name, STR("Footer"));
}

static bool on_start(void *context, const XmlTag *tag)
{
    SheetReading *reading = context;

    if (reading->in_cell) {
        reading->in_value = str_equal(tag->name, STR("v"));
        if (reading->in_value) { // most are
            reading->value = true;
            return true;
        }
        reading->formula |= str_equal(tag->name, STR("f"));
        reading->value |= str_equal(tag->name, STR("is"));
        rich_start(&reading->rich, tag);
        return true;
    }
    if (reading->in_data && str_equal(tag->name, STR("c")))
        return start_cell(reading, tag);
    if (reading->in_data && str_equal(tag->name, STR("row")))
        return start_row(reading, tag);
    if (str_equal(tag->name, STR("sheetData")))
        reading->in_data = true;
    else if (str_equal(tag->name, STR("col")))
        add_hidden_column(reading, tag);
    else if (str_equal(tag->name, STR("mergeCell")))
        return add_merge(reading, tag);
    else
        start_condition(reading, tag);
    reading->in_page = is_page_part(tag->name);
    if (reading->in_page)
        reading->stored.n = 0;
    return true;
}

static bool on_text(void *context, Str text)
{
    SheetReading *reading = context;

    if (reading->in_value || reading->in_page)
        buf_add(&reading->stored, text);
    else if (reading->in_cell)
        rich_text(&reading->rich, text);
    return true;
}

// ---- a cell

// What is told of a text that the workbook does not have; else it would be a blank.
static Str report_no_string(SheetReading *reading)
{
    sheet_report_broken(reading->filling, _("the text of this cell is missing in the workbook"));
    return (Str){0};
}

static Str shared_string(SheetReading *reading, Str index)
{
    const Workbook *workbook = reading->filling->workbook;
    size_t number = 0;

    for (size_t i = 0; i < index.n; i++) {
        if (index.at[i] < '0' || index.at[i] > '9' || i > 8)
            return report_no_string(reading);
        number = number * 10 + (size_t)(index.at[i] - '0');
    }
    // Some programs write an empty index where there is no text.
    if (index.n == 0)
        return (Str){0};
    if (number >= workbook->strings.n)
        return report_no_string(reading);
    workbook_format_string(workbook, number, &reading->format);
    return workbook->strings.at[number];
}

static Str cell_text(SheetReading *reading)
{
    Arena *arena = reading->filling->texts;
    Str stored = {reading->stored.at, reading->stored.n};

    switch (reading->type) {
    case 's':
        return shared_string(reading, str_trim(stored));
    case 'i':
        reading->format.struck |= reading->rich.struck;
        reading->format.faint |= reading->rich.white && !reading->format.dark;
        return rich_take(arena, &reading->rich);
    case 't':
        buf_add(&reading->rich.text, stored); // the same escapes
        return rich_take(arena, &reading->rich);
    case 'b':
        return str_equal(str_trim(stored), STR("1")) ? STR("TRUE") : STR("FALSE");
    case 'n':
        return stored.n ? sheet_format_number(arena, stored, reading->format,
                                              reading->filling->workbook->from_1904)
                        : stored;
    default: // an error, or a date as ISO 8601 writes it
        return str_copy(arena, stored);
    }
}

static bool end_cell(SheetReading *reading)
{
    SheetCell cell = {.row = reading->filling->row, .column = reading->filling->column};

    reading->in_cell = false;
    // Some programs write an empty value, where a formula that gives the empty text says that it is text.
    if (reading->formula && (!reading->value || (reading->type == 'n' && reading->stored.n == 0)))
        cell.fault = FAULT_FORMULA;
    else if (reading->type == 'e')
        cell.fault = FAULT_ERROR;
    if (reading->value)
        cell.text = cell_text(reading);
    cell_show(&cell, reading->format, reading->type == 'n');
    return !reading->filling->sheet->broken && sheet_add_cell(reading->filling, cell);
}

static bool on_end(void *context, Str name)
{
    SheetReading *reading = context;

    if (!reading->in_cell) {
        reading->in_data &= !str_equal(name, STR("sheetData"));
        if (reading->in_page)
            sheet_add_page_part(reading->filling, (Str){reading->stored.at, reading->stored.n});
        reading->in_page = false;
        return true;
    }
    if (str_equal(name, STR("c")))
        return end_cell(reading);
    if (reading->in_value)
        reading->in_value = false;
    else
        rich_end(&reading->rich, name);
    return true;
}

// ---- what stands in no cell

typedef struct BesideReading {
    SheetFilling *filling;
    StrBuf text;
    bool in_text;
} BesideReading;

static bool beside_start(void *context, const XmlTag *tag)
{
    ((BesideReading *)context)->in_text = str_equal(tag->name, STR("t"));
    return true;
}

static bool beside_text(void *context, Str text)
{
    BesideReading *reading = context;

    if (reading->in_text)
        buf_add(&reading->text, text);
    return true;
}

// A paragraph of a text box, or a comment.
static bool beside_end(void *context, Str name)
{
    BesideReading *reading = context;

    reading->in_text = false;
    if (!str_equal(name, STR("p")) && !str_equal(name, STR("comment")))
        return true;
    sheet_add_beside(reading->filling, (Str){reading->text.at, reading->text.n});
    reading->text.n = 0;
    return true;
}

static bool read_beside(SheetFilling *filling)
{
    Workbook *workbook = filling->workbook;
    BesideReading reading = {.filling = filling, .text = {.arena = workbook->scratch}};
    XmlHandler handler = {beside_start, beside_end, beside_text, &reading};
    Relations relations;

    if (!package_relations(workbook->package, filling->diag, filling->sheet->part, &relations))
        return false;
    for (size_t i = 0; i < relations.n; i++) {
        const Relation *relation = &relations.at[i];

        if ((str_equal(relation->type, STR("drawing")) || str_equal(relation->type, STR("comments"))) &&
            package_has(workbook->package, relation->target) &&
            !package_xml(workbook->package, filling->diag, relation->target, &handler))
            return false;
    }
    return true;
}

bool xlsx_load_sheet(SheetFilling *filling)
{
    Arena *scratch = filling->workbook->scratch;
    SheetReading reading = {
        .filling = filling, .stored = {.arena = scratch}, .rich = {.text = {.arena = scratch}}};
    XmlHandler handler = {on_start, on_end, on_text, &reading};

    return package_xml(filling->workbook->package, filling->diag, filling->sheet->part, &handler) &&
           read_beside(filling);
}

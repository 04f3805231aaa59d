// Tables of the document as workbooks of one sheet: heads of several rows, merged cells and notes are then
// read as those of any workbook.
#include "package/package.h"
#include "published/internal-published.h"
#include "text/text.h"

#define MOST_ABOVE 6    // lines over a table
#define MOST_CAPTION 60 // bytes

static void column_name(StrBuf *out, uint32_t column)
{
    if (column >= 26)
        column_name(out, column / 26 - 1);
    buf_add_char(out, (char)('A' + column % 26));
}

static void add_cell(StrBuf *out, uint32_t row, uint32_t column, Str text)
{
    if (text.n == 0)
        return;
    buf_add_c(out, "<c r=\"");
    column_name(out, column);
    buf_print(out, "%u\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", row);
    escape_markup(out, text);
    buf_add_c(out, "</t></is></c>");
}

// The line above that says the unit, which a sheet has above its head too.
static Str caption_of_unit(const Intake *intake, size_t table)
{
    WordList words = words_builtin.lists[WORDS_UNIT_COLUMNS];

    for (size_t i = table, looked = 0; i > 0 && looked < MOST_ABOVE; i--) {
        const IntakeLine *line = &intake->lines[i - 1];

        if (line->kind != INTAKE_PARAGRAPH)
            break;
        if (line->text.n == 0)
            continue;
        looked++;
        if (line->text.n <= MOST_CAPTION && words_in(words, line->text) &&
            (str_find(line->text, STR("："), 0) > 0 || str_find_char(line->text, ':', 0) > 0))
            return line->text;
    }
    return (Str){0};
}

static Str indented(Arena *arena, const IntakeCell *cell)
{
    StrBuf text = {.arena = arena};

    if (cell->indent == 0 || cell->text.n == 0)
        return cell->text;
    for (uint8_t i = 0; i < cell->indent; i++)
        buf_add_code(&text, 0x3000);
    buf_add(&text, cell->text);
    return buf_str(&text);
}

static void add_rows(Arena *arena, StrBuf *out, StrBuf *merges, const IntakeTable *table, uint32_t top,
                     size_t *merged)
{
    for (size_t r = 0; r < table->row_count; r++) {
        uint32_t row = top + (uint32_t)r + 1, column = 0;

        buf_print(out, "<row r=\"%u\">", row);
        for (size_t c = 0; c < table->rows[r].n; c++) {
            const IntakeCell *cell = &table->rows[r].cells[c];

            add_cell(out, row, column, indented(arena, cell));
            if (!cell->covered && (cell->columns > 1 || cell->rows > 1)) {
                buf_add_c(merges, "<mergeCell ref=\"");
                column_name(merges, column);
                buf_print(merges, "%u:", row);
                column_name(merges, column + cell->columns - 1);
                buf_print(merges, "%u\"/>", row + cell->rows - 1);
                ++*merged;
            }
            column += cell->columns;
        }
        buf_add_c(out, "</row>");
    }
}

Str published_workbook(Arena *arena, Diag *diag, const Intake *intake, size_t line, Str title, uint32_t *top)
{
    static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    static const char relations[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    StrBuf sheet = {.arena = arena}, merges = {.arena = arena};
    PackageWriter *writer = package_writer(arena);
    size_t merged = 0;

    *top = 2;
    buf_print(&sheet,
              "%s<worksheet "
              "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">",
              head);
    add_cell(&sheet, 1, 0, title);
    buf_add_c(&sheet, "</row><row r=\"2\">");
    add_cell(&sheet, 2, 0, caption_of_unit(intake, line));
    buf_add_c(&sheet, "</row>");
    add_rows(arena, &sheet, &merges, intake->lines[line].table, *top, &merged);
    buf_add_c(&sheet, "</sheetData>");
    if (merged)
        buf_print(&sheet, "<mergeCells count=\"%zu\">%.*s</mergeCells>", merged, STR_ARG(buf_str(&merges)));
    buf_add_c(&sheet, "</worksheet>");
    package_add(
        writer, STR("[Content_Types].xml"),
        str_print(
            arena,
            "%s<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            "<Default Extension=\"rels\" "
            "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Override PartName=\"/xl/workbook.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            "</Types>",
            head));
    package_add(
        writer, STR("_rels/.rels"),
        str_print(arena,
                  "%s<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                  "<Relationship Id=\"rId1\" Type=\"%s/officeDocument\" "
                  "Target=\"xl/workbook.xml\"/></Relationships>",
                  head, relations));
    package_add(
        writer, STR("xl/workbook.xml"),
        str_print(
            arena,
            "%s<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"%s\">"
            "<sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            head, relations));
    package_add(
        writer, STR("xl/_rels/workbook.xml.rels"),
        str_print(arena,
                  "%s<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                  "<Relationship Id=\"rId1\" Type=\"%s/worksheet\" "
                  "Target=\"worksheets/sheet1.xml\"/></Relationships>",
                  head, relations));
    package_add(writer, STR("xl/worksheets/sheet1.xml"), buf_str(&sheet));
    return package_write(writer, diag, STR("sheet.xlsx"));
}

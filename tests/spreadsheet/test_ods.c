// The content of an OpenDocument spreadsheet, element by element. The tests of formats compare whole
// workbooks with other readers.
#include "package/package_fixture.h"
#include "spreadsheet/internal-sheet.h"
#include "spreadsheet/table_fixture.h"

#define NAMES                                                                                                \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                                     \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                                       \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                         \
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                              \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                                         \
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                                       \
    "xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""
#define CELL(attributes, inside) "<table:table-cell " attributes ">" inside "</table:table-cell>"
#define P(text) "<text:p>" text "</text:p>"
#define ROW(attributes, cells) "<table:table-row " attributes ">" cells "</table:table-row>"
#define FLOAT(value) CELL("office:value-type=\"float\" office:value=\"" value "\"", P("?"))

static Workbook *open_ods(Fixture *f, const char *styles, const char *sheets)
{
    Str content = str_print(
        f->arena,
        "<office:document-content " NAMES "><office:automatic-styles>%s</office:automatic-styles>"
        "<office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>",
        styles, sheets);
    Part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")},
                    {"content.xml", content}};
    Workbook *workbook = workbook_from_bytes(f->arena, f->diag, make_zip(f->arena, parts, 2), STR("t.ods"));

    assert_non_null(workbook);
    return workbook;
}

// The one sheet with these columns and rows; the caller releases the workbook.
static const Sheet *open_rows(Fixture *f, Workbook **workbook, const char *styles, const char *rows)
{
    *workbook =
        open_ods(f, styles, str_print(f->arena, "<table:table table:name=\"表\">%s</table:table>", rows).at);
    assert_int_equal(workbook_sheet_count(*workbook), 1);
    assert_true(sheet_load(*workbook, f->diag, 0));
    return &(*workbook)->sheets.at[0];
}

static void assert_cell(const Sheet *sheet, uint32_t row, uint32_t column, const char *text)
{
    const SheetCell *cell = sheet_cell(sheet, row, column);

    assert_non_null(cell);
    assert_str(cell->text, text);
}

static void texts(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet =
        open_rows(f, &workbook, "",
                  ROW("", CELL("", P("甲  乙\n 丙")) CELL("", P("甲<text:s text:c=\"3\"/>乙"))
                              CELL("", P("甲<text:s/>乙")) CELL("", P("甲<text:tab/>乙<text:line-break/>丙"))
                                  CELL("", P("甲") P("乙")) CELL("", P("甲<text:span>乙</text:span>丙"))
                                      CELL("office:value-type=\"string\" office:string-value=\"值\"", ""))
                      ROW("", CELL("", "<office:annotation><text:p>批注</text:p></office:annotation>" P("甲"))
                                  CELL("", P("甲<text:note><text:p>脚注</text:p></text:note>")) CELL("", "")
                                      CELL("", P("  "))));

    assert_cell(sheet, 1, 1, "甲 乙 丙");
    assert_cell(sheet, 1, 2, "甲   乙");
    assert_cell(sheet, 1, 3, "甲 乙");
    assert_cell(sheet, 1, 4, "甲 乙\n丙");
    assert_cell(sheet, 1, 5, "甲\n乙");
    assert_cell(sheet, 1, 6, "甲乙丙");
    assert_cell(sheet, 1, 7, "值");
    assert_cell(sheet, 2, 1, "甲");
    assert_cell(sheet, 2, 2, "甲");
    assert_null(sheet_cell(sheet, 2, 3));
    assert_null(sheet_cell(sheet, 2, 4));
    workbook_release(workbook);
    assert_int_equal(diag_total(f->diag), 0);
}

#define DATE(value) CELL("office:value-type=\"date\" office:date-value=\"" value "\"", P("?"))
#define TIME(value) CELL("office:value-type=\"time\" office:time-value=\"" value "\"", P("?"))

// What is stored, not what is shown.
static void values(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet = open_rows(
        f, &workbook, "",
        ROW("",
            FLOAT("1.5") FLOAT("-2") CELL("office:value-type=\"percentage\" office:value=\"0.125\"", P("?"))
                CELL("office:value-type=\"boolean\" office:boolean-value=\"true\"", P("?"))
                    CELL("office:value-type=\"boolean\" office:boolean-value=\"false\"", P("?")))
            ROW("", DATE("2023-02-10") DATE("2023-02-10T00:00:00") DATE("2023-02-10T09:30:00")
                        TIME("PT09H30M00S") TIME("PT5M") TIME("PT100H00M01S")));

    assert_cell(sheet, 1, 1, "1.5");
    assert_cell(sheet, 1, 2, "-2");
    assert_cell(sheet, 1, 3, "12.5%");
    assert_cell(sheet, 1, 4, "TRUE");
    assert_cell(sheet, 1, 5, "FALSE");
    assert_cell(sheet, 2, 1, "2023-02-10");
    assert_cell(sheet, 2, 2, "2023-02-10");
    assert_cell(sheet, 2, 3, "2023-02-10 09:30");
    assert_cell(sheet, 2, 4, "09:30");
    assert_cell(sheet, 2, 5, "00:05");
    assert_cell(sheet, 2, 6, "100:00");
    workbook_release(workbook);
}

static void repeats(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet =
        open_rows(f, &workbook, "",
                  ROW("", CELL("table:number-columns-repeated=\"3\"", P("甲"))
                              CELL("table:number-columns-repeated=\"2\"", "")
                                  CELL("table:number-columns-repeated=\"1\"", P("乙"))
                                      CELL("table:number-columns-repeated=\"0\"", P("丙")))
                      ROW("table:number-rows-repeated=\"2\"", CELL("", P("丁")))
                          ROW("table:number-rows-repeated=\"3\"", "") ROW("", CELL("", P("戊"))));

    for (uint32_t i = 1; i <= 3; i++)
        assert_cell(sheet, 1, i, "甲");
    assert_null(sheet_cell(sheet, 1, 4));
    assert_null(sheet_cell(sheet, 1, 5));
    assert_cell(sheet, 1, 6, "乙");
    assert_cell(sheet, 1, 7, "丙");
    assert_null(sheet_cell(sheet, 1, 8));
    assert_cell(sheet, 2, 1, "丁");
    assert_cell(sheet, 3, 1, "丁");
    assert_null(sheet_cell(sheet, 4, 1));
    assert_null(sheet_cell(sheet, 6, 1));
    assert_cell(sheet, 7, 1, "戊");
    workbook_release(workbook);
    assert_int_equal(diag_total(f->diag), 0);
}

static void merges(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet = open_rows(
        f, &workbook, "",
        ROW("", CELL("table:number-columns-spanned=\"2\" table:number-rows-spanned=\"3\"",
                     P("甲")) "<table:covered-table-cell/>" CELL("table:number-columns-spanned=\"1\" "
                                                                 "table:number-rows-spanned=\"1\"",
                                                                 P("乙")))
            ROW("", "<table:covered-table-cell table:number-columns-repeated=\"2\"/>" CELL("", P("丙"))));

    assert_int_equal(sheet->merges.n, 1);
    assert_int_equal(sheet->merges.at[0].top, 1);
    assert_int_equal(sheet->merges.at[0].left, 1);
    assert_int_equal(sheet->merges.at[0].bottom, 3);
    assert_int_equal(sheet->merges.at[0].right, 2);
    assert_cell(sheet, 1, 3, "乙");
    assert_cell(sheet, 2, 3, "丙");
    workbook_release(workbook);
}

static void faults(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet = open_rows(
        f, &workbook, "",
        ROW("", CELL("table:formula=\"of:=A1\"", "") CELL("table:formula=\"of:=A1\"", P("")) CELL(
                    "table:formula=\"of:=A1\" office:value-type=\"float\" office:value=\"3\"", P("3"))
                    CELL("xmlns:calcext=\"urn:c\" calcext:value-type=\"error\" office:value-type=\"string\"",
                         P("#N/A"))));

    assert_int_equal(sheet_cell(sheet, 1, 1)->fault, FAULT_FORMULA);
    assert_null(sheet_cell(sheet, 1, 2));
    assert_int_equal(sheet_cell(sheet, 1, 3)->fault, FAULT_NONE);
    assert_cell(sheet, 1, 3, "3");
    assert_int_equal(sheet_cell(sheet, 1, 4)->fault, FAULT_ERROR);
    workbook_release(workbook);
}

// Groups of rows are gone through; what belongs to no table is passed over.
static void groups(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet = open_rows(
        f, &workbook, "",
        "<table:table-header-columns><table:table-column/></table:table-header-columns>"
        "<table:shapes><table:table-row>" CELL(
            "",
            P("图")) "</table:table-row></table:shapes>"
                     "<table:table-header-rows>" ROW(
                         "",
                         CELL("", P("头"))) "</table:table-header-rows>"
                                            "<table:table-row-group><table:table-rows>" ROW(
                                                "",
                                                CELL("",
                                                     P("身"))) "</table:table-rows></table:table-row-group>");

    assert_cell(sheet, 1, 1, "头");
    assert_cell(sheet, 2, 1, "身");
    assert_null(sheet_cell(sheet, 3, 1));
    workbook_release(workbook);
}

static void hidden(void **state)
{
    Fixture *f = *state;
    Workbook *workbook = open_ods(
        f,
        "<style:style style:name=\"h\" style:family=\"table\"><style:table-properties "
        "table:display=\"false\"/></style:style>"
        "<style:style style:name=\"v\" style:family=\"table\"><style:table-properties "
        "table:display=\"true\"/></style:style>",
        "<table:table table:name=\"一\" table:style-name=\"v\">"
        "<table:table-column/><table:table-column table:number-columns-repeated=\"2\" "
        "table:visibility=\"collapse\"/>"
        "<table:table-column/>" ROW("", CELL("", P("甲")) CELL("", P("乙")) CELL("", P("丙"))
                                            CELL("", P("丁"))) ROW("table:visibility=\"filter\"",
                                                                   CELL("", P("戊")))
            ROW("table:visibility=\"visible\"",
                CELL("", P("己"))) "</table:table><table:table table:name=\"二\" table:style-name=\"h\"/>");

    assert_int_equal(workbook_sheet_count(workbook), 2);
    assert_false(workbook->sheets.at[0].hidden);
    assert_true(workbook->sheets.at[1].hidden);
    assert_true(sheet_load(workbook, f->diag, 0));
    const Sheet *whole = &workbook->sheets.at[0], *seen = sheet_visible(f->arena, whole);

    assert_non_null(sheet_cell(whole, 1, 1));
    assert_non_null(sheet_cell(seen, 1, 1));
    assert_null(sheet_cell(seen, 1, 2));
    assert_null(sheet_cell(seen, 1, 3));
    assert_non_null(sheet_cell(seen, 1, 4));
    assert_null(sheet_cell(seen, 2, 1));
    assert_non_null(sheet_cell(seen, 3, 1));
    workbook_release(workbook);
}

#define STYLE(name, family, inside)                                                                          \
    "<style:style style:name=\"" name "\" style:family=\"" family "\">" inside "</style:style>"
#define NUMBERS(name, inside) "<number:number-style style:name=\"" name "\">" inside "</number:number-style>"
#define WHITE "<style:text-properties fo:color=\"#FFFFFF\"/>"

// Columns and rows of no size to speak of, parts of texts, and what formats do by conditions.
static void unseen(void **state)
{
    Fixture *f = *state;
    Workbook *workbook;
    const Sheet *sheet = open_rows(
        f, &workbook,
        STYLE("thin", "table-column", "<style:table-column-properties style:column-width=\"0.5mm\"/>") STYLE(
            "wide", "table-column", "<style:table-column-properties style:column-width=\"0.3cm\"/>")
            STYLE("low", "table-row", "<style:table-row-properties style:row-height=\"0.5pt\"/>") STYLE(
                "struck", "text", "<style:text-properties style:text-line-through-type=\"single\"/>")
                STYLE("white", "text",
                      WHITE) STYLE("blue", "table-cell",
                                   "<style:table-cell-properties "
                                   "fo:background-color=\"#000080\"/>") STYLE("faint", "table-cell", WHITE)
                    STYLE("fades", "table-cell",
                          "<style:map style:condition=\"cell-content()=0\" "
                          "style:apply-style-name=\"faint\"/>") NUMBERS("plain", "<number:number/>")
                        NUMBERS("none", "<number:text/>") NUMBERS(
                            "n", "<number:number/><style:map style:condition=\"value()&gt;=0\" "
                                 "style:apply-style-name=\"none\"/>")
                            NUMBERS(
                                "m",
                                "<number:number/><style:map style:condition=\"value()&gt;=0\" "
                                "style:apply-style-name=\"plain\"/>") "<style:style style:name=\"mapped\" "
                                                                      "style:family=\"table-cell\" "
                                                                      "style:data-style-name=\"n\"/"
                                                                      "><style:style style:name=\"unsigned\" "
                                                                      "style:family=\"table-cell\" "
                                                                      "style:data-style-name=\"m\"/>",
        "<table:table-column table:style-name=\"thin\"/><table:table-column "
        "table:style-name=\"wide\"/>" ROW("", CELL("", P("甲")) CELL("", P("乙")))
            ROW("table:style-name=\"low\"", CELL("", P("丙"))) ROW(
                "", CELL("", P("甲<text:span text:style-name=\"struck\">乙</text:span>丙"))
                        CELL("", P("甲<text:span text:style-name=\"struck\"> </text:span>丙"))
                            CELL("", P("甲<text:span text:style-name=\"white\">乙</text:span>丙"))
                                CELL("table:style-name=\"blue\"",
                                     P("甲<text:span text:style-name=\"white\">乙</text:span>丙")))
                ROW("",
                    CELL("table:style-name=\"mapped\" office:value-type=\"float\" office:value=\"5\"", P(""))
                        CELL("table:style-name=\"mapped\" office:value-type=\"float\" office:value=\"-5\"",
                             P("-5")) CELL("table:style-name=\"unsigned\" office:value-type=\"float\" "
                                           "office:value=\"-5\"",
                                           P("5"))
                            CELL("table:style-name=\"fades\" office:value-type=\"float\" "
                                 "office:value=\"5\"",
                                 P("5") "<office:annotation><dc:date>2026</dc:date><text:p>批注</text:p>"
                                        "</office:annotation>")));

    assert_int_equal(sheet->hidden_columns.n, 1);
    assert_int_equal(sheet->hidden_columns.at[0].right, 1);
    assert_int_equal(sheet->hidden_rows.n, 1);
    assert_int_equal(sheet->hidden_rows.at[0], 2);
    assert_int_equal(sheet_cell(sheet, 3, 1)->unseen, UNSEEN_STRUCK);
    assert_int_equal(sheet_cell(sheet, 3, 2)->unseen, UNSEEN_NOT);
    assert_int_equal(sheet_cell(sheet, 3, 3)->unseen, UNSEEN_COLOUR);
    assert_int_equal(sheet_cell(sheet, 3, 4)->unseen, UNSEEN_NOT);
    assert_int_equal(sheet_cell(sheet, 4, 1)->unseen, UNSEEN_COLOUR);
    assert_int_equal(sheet_cell(sheet, 4, 2)->unseen, UNSEEN_NOT);
    assert_int_equal(sheet_cell(sheet, 4, 3)->fault, FAULT_FORMAT);
    assert_int_equal(sheet_cell(sheet, 4, 4)->unseen, UNSEEN_NOT);
    assert_int_equal(sheet->fading_row, 4);
    assert_int_equal(sheet->fading_column, 4);
    assert_int_equal(sheet->beside.n, 1);
    assert_str(sheet->beside.at[0], "批注");
    workbook_release(workbook);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(texts),  TEST(values), TEST(repeats), TEST(merges),
                                       TEST(faults), TEST(groups), TEST(hidden),  TEST(unseen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

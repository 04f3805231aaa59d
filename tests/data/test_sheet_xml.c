// What a sheet's part says, and what its cells may be.
#include "testing.h"

#include "data/internal-workbook.h"

static void assert_says(Str xml, const char *part)
{
    if (str_find(xml, str_of(part), 0) < 0)
        fail_msg("%s is not in %s", part, xml.at);
}

static void cells_in_any_order(void **state)
{
    Arena *arena = arena_new();
    SheetOut out = {.arena = arena};

    (void)state;
    out_text(&out, 1, 27, STR(" <甲> "), 2);
    out_merge(&out, (Range){1, 2, 27, 28}, 2);
    out_number(&out, 0, 1, STR("-12.50"), 1);
    out_text(&out, 0, 0, STR("=1\x01"), 1);
    out_height(&out, 0, 30);
    out_height(&out, 2, 19);
    *vec_push(arena, &out.columns) = (ColumnOut){.width = 8};
    *vec_push(arena, &out.columns) = (ColumnOut){.hidden = true};
    Str xml = sheet_xml(&out);
    assert_says(xml, "<dimension ref=\"A1:AC3\"/>");
    assert_says(
        xml,
        "<sheetData><row r=\"1\" ht=\"30\" customHeight=\"1\"><c r=\"A1\" s=\"1\" "
        "t=\"inlineStr\"><is><t>=1_x0001_</t></is></c><c r=\"B1\" s=\"1\"><v>-12.50</v></c></row>"
        "<row r=\"2\"><c r=\"AB2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> &lt;甲&gt; "
        "</t></is></c><c r=\"AC2\" s=\"2\"/></row><row r=\"3\" ht=\"19\" customHeight=\"1\"><c r=\"AB3\" "
        "s=\"2\"/><c r=\"AC3\" s=\"2\"/></row></sheetData>");
    assert_says(xml, "<mergeCells count=\"1\"><mergeCell ref=\"AB2:AC3\"/></mergeCells>");
    assert_says(xml,
                "<col min=\"1\" max=\"1\" width=\"8.7109375\" customWidth=\"1\"/><col min=\"2\" max=\"2\" "
                "width=\"0\" hidden=\"1\" customWidth=\"1\"/>");
    arena_free(arena);
}

static void what_stays_in_sight(void **state)
{
    static const struct {
        uint32_t rows, columns;
        const char *view;
    } cases[] = {
        {0, 0, "<sheetView workbookViewId=\"0\"/>"},
        {4, 0, "<pane ySplit=\"4\" topLeftCell=\"A5\" activePane=\"bottomLeft\" state=\"frozen\"/>"},
        {0, 1, "<pane xSplit=\"1\" topLeftCell=\"B1\" activePane=\"topRight\" state=\"frozen\"/>"},
        {2, 1,
         "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\" activePane=\"bottomRight\" state=\"frozen\"/>"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        SheetOut out = {.arena = arena, .frozen_rows = cases[i].rows, .frozen_columns = cases[i].columns};

        assert_says(sheet_xml(&out), cases[i].view);
        arena_free(arena);
    }
}

static void styles_are_numbered_once(void **state)
{
    Arena *arena = arena_new();
    Styles *styles = styles_new(arena);
    CellStyle plain = {.size = 11}, own = {.size = 11, .pattern = STR("0.0;-0.0;")},
              bold = {.size = 11, .bold = true, .pattern = STR("0.0;-0.0;"), .fill = 0xABCDEF};

    (void)state;
    assert_int_equal(styles_number(styles, plain), 1);
    assert_int_equal(styles_number(styles, own), 2);
    assert_int_equal(styles_number(styles, bold), 3);
    assert_int_equal(styles_number(styles, own), 2);
    Str xml = styles_xml(arena, styles);
    assert_says(xml, "<numFmts count=\"1\"><numFmt numFmtId=\"165\" formatCode=\"0.0;-0.0;\"/></numFmts>");
    assert_says(xml, "<fgColor rgb=\"FFABCDEF\"/>");
    assert_says(xml, "<xf numFmtId=\"165\" fontId=\"3\" fillId=\"4\" borderId=\"0\" xfId=\"0\"");
    arena_free(arena);
}

static void what_is_a_number(void **state)
{
    static const char *const
        numbers[] = {"0", "-0.5", "12.50", "123456789012345", "0.000123456789012345"},
        *const texts[] = {
            "", "-", "1.", ".5", "+1", "1e5", "inf", "0x1", "1.2.3", " 1", "1 ", "1,2", "1234567890123456"};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_true(cell_decimal(str_of(numbers[i])));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(cell_decimal(str_of(texts[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_in_any_order),
        cmocka_unit_test(what_stays_in_sight),
        cmocka_unit_test(styles_are_numbered_once),
        cmocka_unit_test(what_is_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

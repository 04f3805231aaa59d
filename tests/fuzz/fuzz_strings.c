// A workbook's shared strings and its styles, parted by the first NUL, around a sheet that uses them.
#include "fuzz.h"

#include "spreadsheet/xlsx_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    ptrdiff_t part = str_find_char(bytes, '\0', 0);
    size_t strings = part < 0 ? size : (size_t)part;
    SheetXml sheet = {
        "表", "",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
        "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>44927</v></c><c r=\"B2\" s=\"2\"><v>0.5</v></c></row>"};
    const char *styles = part < 0 ? NULL : str_c(arena, str_slice(bytes, strings + 1, size));
    Str whole = make_workbook(arena, &sheet, 1, str_c(arena, str_slice(bytes, 0, strings)), styles);
    Workbook *workbook = workbook_from_bytes(arena, diag, whole, STR("t.xlsx"));

    if (workbook)
        table_read_sheet(arena, diag, workbook, 0, &(TableWanted){NULL, STR("表"), unit_parse(STR("万元"))});
    workbook_release(workbook);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

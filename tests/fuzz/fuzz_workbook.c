// A sheet's XML, in a workbook made around it.
#include "fuzz_sheets.h"

#include "spreadsheet/xlsx_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    SheetXml sheet = {"表", "", str_c(arena, (Str){(const char *)data, size})};

    fuzz_sheets(arena, diag, make_workbook(arena, &sheet, 1, "<si><t>合计</t></si>", NULL), "t.xlsx");
    diag_free(diag);
    arena_free(arena);
    return 0;
}

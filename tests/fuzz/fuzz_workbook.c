// A sheet's XML, in a workbook made around it, as a table of one's own and as one that is declared.
#include "fuzz.h"

#include "spreadsheet/xlsx_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    SheetXml sheet = {"表", "", str_c(arena, (Str){(const char *)data, size})};
    Str bytes = make_workbook(arena, &sheet, 1, "<si><t>合计</t></si>", NULL);

    for (int declared = 0; declared < 2; declared++) {
        Workbook *workbook = workbook_from_bytes(arena, diag, bytes, STR("t.xlsx"));
        const TableSpec *spec = declared ? expenditure_spec(arena) : NULL;
        Table *table = table_read_sheet(arena, diag, workbook, 0,
                                        &(TableWanted){spec, STR("表"), unit_parse(STR("万元"))});

        if (table)
            table_grid(arena, table);
        workbook_release(workbook);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}

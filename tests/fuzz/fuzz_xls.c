// A whole .xls, or the stream of one, in a compound file made around it, as a table of one's own and as one
// that is declared.
#include "fuzz.h"

#include "spreadsheet/xls_fixture.h"

#define MOST_STREAM 60000 // that the compound file of the tests has room for

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};

    if (!str_starts(bytes, STR("\xD0\xCF\x11\xE0")) && size <= MOST_STREAM)
        bytes = make_compound(arena, "Workbook", bytes, 0xFFFFFFFE);
    for (int declared = 0; declared < 2; declared++) {
        Workbook *workbook = workbook_from_bytes(arena, diag, bytes, STR("t.xls"));
        const TableSpec *spec = declared ? expenditure_spec(arena) : NULL;

        for (size_t i = 0; workbook && i < workbook_sheet_count(workbook); i++) {
            Table *table = table_read_sheet(arena, diag, workbook, i,
                                            &(TableWanted){spec, STR("表"), unit_parse(STR("万元"))});

            if (table)
                table_grid(arena, table);
        }
        workbook_release(workbook);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}

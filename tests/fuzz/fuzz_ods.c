// The content of an OpenDocument spreadsheet, in a package made around it, as a table of one's own and as one
// that is declared.
#include "fuzz.h"

#include "package/package_fixture.h"
#include "spreadsheet/table_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")},
                    {"content.xml", {(const char *)data, size}}};
    Str bytes = make_zip(arena, parts, 2);

    for (int declared = 0; declared < 2; declared++) {
        Workbook *workbook = workbook_from_bytes(arena, diag, bytes, STR("t.ods"));
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

// What the targets of workbooks share: every sheet, as a table of one's own and as one that is declared.
#ifndef GONGKAI_FUZZ_SHEETS_H
#define GONGKAI_FUZZ_SHEETS_H

#include "fuzz.h"

#include "spreadsheet/table_fixture.h"

static inline void fuzz_sheets(Arena *arena, Diag *diag, Str bytes, const char *name)
{
    for (int declared = 0; declared < 2; declared++) {
        Workbook *workbook = workbook_from_bytes(arena, diag, bytes, str_of(name));
        const TableSpec *spec = declared ? expenditure_spec(arena) : NULL;

        for (size_t i = 0; workbook && i < workbook_sheet_count(workbook); i++) {
            Table *table = table_read_sheet(arena, diag, workbook, i,
                                            &(TableWanted){spec, STR("表"), unit_parse(STR("万元"))});

            if (table)
                table_grid(arena, table);
        }
        workbook_release(workbook);
    }
}

#endif

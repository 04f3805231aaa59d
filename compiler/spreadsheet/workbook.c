// A workbook: opened as the file that it is, its sheets read when they are asked for.
#include <assert.h>

#include "spreadsheet/internal-sheet.h"

Workbook *workbook_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name)
{
    Workbook *workbook = ARENA_NEW(arena, Workbook);

    workbook->arena = arena;
    workbook->scratch = arena_new();
    workbook->file = str_copy(arena, name);
    workbook->package = package_from_bytes(workbook->scratch, diag, bytes, name, PACKAGE_WORKBOOK);
    if (workbook->package && xlsx_open(workbook, diag))
        return workbook;
    workbook_release(workbook);
    return NULL;
}

void workbook_release(Workbook *workbook)
{
    if (workbook && workbook->scratch)
        arena_free(workbook->scratch);
    if (workbook)
        *workbook = (Workbook){.file = workbook->file};
}

size_t workbook_sheet_count(const Workbook *workbook)
{
    return workbook->sheets.n;
}

Str workbook_sheet_name(const Workbook *workbook, size_t sheet)
{
    assert(sheet < workbook->sheets.n);
    return workbook->sheets.at[sheet].name;
}

bool workbook_sheet_hidden(const Workbook *workbook, size_t sheet)
{
    assert(sheet < workbook->sheets.n);
    return workbook->sheets.at[sheet].hidden;
}

bool sheet_load(Workbook *workbook, Diag *diag, size_t number)
{
    Sheet *sheet = &workbook->sheets.at[number];
    SheetFilling filling = {.workbook = workbook, .sheet = sheet, .diag = diag};

    assert(workbook->scratch); // not released
    if (sheet->loaded)
        return !sheet->broken;
    sheet->loaded = true;
    if (!xlsx_load_sheet(&filling))
        sheet->broken = true;
    return !sheet->broken;
}

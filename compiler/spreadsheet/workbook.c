// A workbook: opened as the file that it is, its sheets read when they are asked for.
#include <assert.h>

#include "spreadsheet/internal-sheet.h"

// A compound file without a workbook that can be read is told by its kind, as the package does.
static bool open_file(Workbook *workbook, Diag *diag, Str bytes)
{
    Compound *compound = NULL;
    Str stream;

    if (compound_is(bytes)) {
        compound = compound_from_bytes(workbook->scratch, diag, bytes, workbook->file);
        if (!compound)
            return false;
    }
    if (compound && compound_has(compound, "Workbook")) {
        workbook->load = xls_load_sheet;
        return compound_stream(compound, diag, "Workbook", &stream) && xls_open(workbook, diag, stream);
    }
    workbook->package = package_from_bytes(workbook->scratch, diag, bytes, workbook->file, PACKAGE_WORKBOOK);
    if (!workbook->package)
        return false;
    if (package_is_open_document(workbook->package)) {
        workbook->load = ods_load_sheet;
        return ods_open(workbook, diag);
    }
    workbook->load = xlsx_load_sheet;
    return xlsx_open(workbook, diag);
}

Workbook *workbook_from_bytes(Arena *arena, Diag *diag, Str bytes, Str name)
{
    Workbook *workbook = ARENA_NEW(arena, Workbook);

    workbook->arena = arena;
    workbook->most = SHEET_MOST_CELLS;
    workbook->scratch = arena_new();
    workbook->file = str_copy(arena, name);
    if (open_file(workbook, diag, bytes))
        return workbook;
    workbook_release(workbook);
    return NULL;
}

void workbook_release(Workbook *workbook)
{
    if (!workbook)
        return;
    for (size_t i = 0; i < workbook->sheets.n; i++)
        sheet_drop_cells(&workbook->sheets.at[i]);
    if (workbook->scratch)
        arena_free(workbook->scratch);
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

void workbook_hold(Workbook *workbook, size_t cells)
{
    workbook->parted = workbook->load == xlsx_load_sheet;
    if (workbook->parted && cells > 0 && cells < SHEET_MOST_CELLS)
        workbook->most = cells;
}

bool workbook_sheet_large(const Workbook *workbook, size_t sheet)
{
    assert(sheet < workbook->sheets.n);
    return workbook->sheets.at[sheet].large;
}

bool sheet_load(Workbook *workbook, Diag *diag, size_t number)
{
    Sheet *sheet = &workbook->sheets.at[number];
    SheetFilling filling = {.workbook = workbook, .sheet = sheet, .diag = diag, .texts = workbook->arena};

    assert(workbook->scratch); // not released
    if (sheet->loaded)
        return !sheet->broken;
    sheet->loaded = true;
    if (!workbook->load(&filling))
        sheet->broken = true;
    return !sheet->broken;
}

bool sheet_stream(Workbook *workbook, Diag *diag, size_t number, Sheet *sheet,
                  bool (*take)(void *context, const Sheet *sheet), void *context)
{
    const Sheet *listed = &workbook->sheets.at[number];
    SheetFilling filling = {.workbook = workbook,
                            .sheet = sheet,
                            .diag = diag,
                            .texts = arena_new(),
                            .take = take,
                            .context = context};
    bool good;

    *sheet = (Sheet){.name = listed->name, .part = listed->part, .hidden = listed->hidden, .loaded = true};
    good = workbook->load(&filling) && sheet_end_row(&filling) && !sheet->broken;
    sheet_drop_cells(sheet);
    arena_free(filling.texts);
    return good;
}

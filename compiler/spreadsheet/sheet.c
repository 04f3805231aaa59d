// A sheet as a table.
#include "spreadsheet/internal-sheet.h"

// A title, a number, a unit line and a line or two more stand above a table.
#define HEAD_ROWS 6
#define HEAD_TEXTS 60

const Str *workbook_sheet_head(Workbook *workbook, Diag *diag, size_t number, size_t *n, bool *broken)
{
    const Sheet *sheet = &workbook->sheets.at[number];
    Str *texts;

    *n = 0;
    *broken = !sheet_load(workbook, diag, number) && !sheet->large;
    if (*broken)
        return NULL;
    texts = ARENA_ARRAY(workbook->scratch, Str, HEAD_TEXTS);
    for (size_t i = 0; i < sheet->rows.n && i < HEAD_ROWS; i++)
        for (size_t j = 0; j < sheet->rows.at[i].count && *n < HEAD_TEXTS; j++)
            texts[(*n)++] = str_trim(sheet->cells.at[sheet->rows.at[i].first + j].text);
    return texts;
}

bool workbook_sheet_texts(Arena *arena, Diag *diag, Workbook *workbook, size_t number,
                          const SheetText **texts, size_t *n)
{
    const Sheet *sheet = &workbook->sheets.at[number];
    VEC(SheetText) all = {0};

    if (!sheet_load(workbook, diag, number))
        return false;
    for (size_t i = 0; i < sheet->cells.n; i++) {
        const SheetCell *cell = &sheet->cells.at[i];
        Str text = str_trim(cell->text);

        if (text.n || cell->fault != FAULT_NONE)
            *vec_push(arena, &all) =
                (SheetText){cell->row, cell->column, str_copy(arena, text), cell->fault != FAULT_NONE};
    }
    *texts = all.at;
    *n = all.n;
    return true;
}

Table *sheet_table(Arena *arena, Diag *diag, Str file, Sheet *sheet, const TableWanted *wanted,
                   uint32_t *positions)
{
    Reading reading = {.arena = arena,
                       .diag = diag,
                       .file = file,
                       .spec = wanted->spec,
                       .words = wanted_words(wanted),
                       .own_words = wanted->words,
                       .hidden = wanted->hidden,
                       .year = wanted->year,
                       .lacking = wanted->lacking,
                       .positions = positions};
    Table *table = NULL;
    bool found;

    reading.scratch = arena_new();
    reading.name = wanted->spec ? wanted->spec->name : wanted->name;
    reading.sheet = sheet->name;
    if (sheet_fits(&reading, sheet)) {
        found = sheet_records(&reading,
                              wanted->hidden == HIDDEN_SKIP ? sheet_visible(reading.scratch, sheet) : sheet);
        sheet_drop_cells(sheet);
        table = reading_table(&reading, wanted->unit, found);
    }
    arena_free(reading.scratch);
    if (table)
        table_report_duplicates(table, diag);
    return table;
}

Table *table_read_sheet(Arena *arena, Diag *diag, Workbook *workbook, size_t number,
                        const TableWanted *wanted)
{
    if (!sheet_load(workbook, diag, number))
        return NULL;
    return sheet_table(arena, diag, workbook->file, &workbook->sheets.at[number], wanted, NULL);
}

// Prints what is read of a workbook, for comparison with other readers: a line of JSON for each sheet, with
// its filled cells (row, column, text, fault), merged ranges, hidden rows and columns, what formats show of
// cells (row, column, whether it is seen, unit, scale), texts beside it, and where a condition may hide any.
// Usage: sheet_dump FILE
#include <jansson.h>
#include <stdio.h>

#include "spreadsheet/internal-sheet.h"

static json_t *text_of(Str text)
{
    json_t *value = json_stringn(text.at ? text.at : "", text.n);

    return value ? value : json_string("(no UTF-8)");
}

static json_t *sheet_json(const Sheet *sheet)
{
    json_t *cells = json_array(), *merges = json_array(), *rows = json_array(), *columns = json_array(),
           *shown = json_array(), *beside = json_array();

    for (size_t i = 0; i < sheet->cells.n; i++) {
        const SheetCell *cell = &sheet->cells.at[i];

        json_array_append_new(cells, json_pack("[i,i,o,i]", (int)cell->row, (int)cell->column,
                                               text_of(cell->text), (int)cell->fault));
        if (cell->unseen || cell->money || cell->scaled)
            json_array_append_new(shown, json_pack("[i,i,i,i,b]", (int)cell->row, (int)cell->column,
                                                   (int)cell->unseen, (int)cell->money, cell->scaled));
    }
    for (size_t i = 0; i < sheet->merges.n; i++) {
        const SheetRange *range = &sheet->merges.at[i];

        json_array_append_new(merges, json_pack("[i,i,i,i]", (int)range->top, (int)range->left,
                                                (int)range->bottom, (int)range->right));
    }
    for (size_t i = 0; i < sheet->hidden_rows.n; i++)
        json_array_append_new(rows, json_integer(sheet->hidden_rows.at[i]));
    for (size_t i = 0; i < sheet->hidden_columns.n; i++)
        json_array_append_new(columns, json_pack("[i,i]", (int)sheet->hidden_columns.at[i].left,
                                                 (int)sheet->hidden_columns.at[i].right));
    for (size_t i = 0; i < sheet->beside.n; i++)
        json_array_append_new(beside, text_of(sheet->beside.at[i]));
    return json_pack("{s:o,s:b,s:b,s:o,s:o,s:o,s:o,s:o,s:o,s:[i,i]}", "name", text_of(sheet->name), "hidden",
                     sheet->hidden, "broken", sheet->broken, "cells", cells, "merges", merges, "rows", rows,
                     "columns", columns, "shown", shown, "beside", beside, "fading", (int)sheet->fading_row,
                     (int)sheet->fading_column);
}

static void print_findings(const Diag *diag)
{
    for (size_t i = 0; i < diag_total(diag); i++)
        fprintf(stderr, "%s %.*s\n", diag_at(diag, i)->rule, STR_ARG(diag_at(diag, i)->message));
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes, name = str_of(argc > 1 ? argv[1] : "");
    Workbook *workbook = NULL;

    if (source_bytes(arena, diag, (Input){.name = name}, name, &bytes))
        workbook = workbook_from_bytes(arena, diag, bytes, name);
    for (size_t i = 0; workbook && i < workbook_sheet_count(workbook); i++) {
        json_t *sheet;

        sheet_load(workbook, diag, i);
        sheet = sheet_json(&workbook->sheets.at[i]);
        json_dumpf(sheet, stdout, JSON_COMPACT);
        printf("\n");
        json_decref(sheet);
    }
    print_findings(diag);
    workbook_release(workbook);
    diag_free(diag);
    arena_free(arena);
    return workbook ? 0 : 1;
}

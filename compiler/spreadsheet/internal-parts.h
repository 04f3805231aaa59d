// Tables in parts, of a CSV and of a sheet. Shared by the files of spreadsheet/ only.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_PARTS_H
#define GONGKAI_SPREADSHEET_INTERNAL_PARTS_H

#include "spreadsheet/internal-sheet.h"

// Rows that follow each other in the spill.
typedef struct PartRun {
    uint64_t at, size; // bytes
} PartRun;

typedef struct Part {
    VEC(PartRun) runs; // of a sheet
    size_t rows, cells;
    VEC(CsvSpot) spots; // of a CSV
} Part;

struct TableParts {
    Arena *arena;
    TableWanted wanted;
    Str file;
    uint32_t first; // the line of the first row below the header
    uint32_t *positions;
    Part *parts;
    size_t count;
    const Source *source; // of a CSV; NULL
    VEC(CsvSpot) head_spots;
    Sheet head; // of a sheet: what it has beside its rows, and its first
    int spill;
};

// part: NULL: the first rows alone, of which the parts note where columns stand.
typedef Table *PartReader(Arena *arena, Diag *diag, const TableParts *parts, const Part *part);

// Reads the first rows, which tell where those below the header begin. False after a finding.
bool parts_head(TableParts *parts, Arena *scratch, Diag *diag, PartReader *read);
Part *parts_of(TableParts *parts, const PartsSpec *spec, const PartRow *row);
PartReader parts_read_sheet;

#endif

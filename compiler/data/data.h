// data: the published tables as files that people and programs read: workbooks, CSV, datapackage.json.
//
// In: a Document; with document->only, the tables that it covers. Out: files, by name, as bytes in the arena
// given. Memory: the arena's; a workbook takes temporary memory and files of the library that are gone when
// the call returns. Errors: `workbook-limit` where a table is more than a workbook holds, `workbook-write`
// and `data-write` where the system or a library fails, or what it wrote does not read back; then NULL is
// returned.
//
// Each table is published once, under the id of the first place where it stands, in statutory order, then
// one's own by name; where the template has tables stand elsewhere (`tables-in:`), all of them are too.
// Amounts are the stored ones in the unit that is printed, not rounded; a blank cell stays blank. Both kinds
// of file read back as the same table: names, codes, levels and amounts (a CSV, which has no unit line, where
// the table's file unit is the printed one).
#ifndef GONGKAI_DATA_DATA_H
#define GONGKAI_DATA_DATA_H

#include "document/document.h"

typedef struct DataFile {
    Str name; // tables/table-14.csv
    Str bytes;
} DataFile;

typedef struct DataFiles {
    DataFile *files;
    size_t file_count; // 0 where nothing published is covered
} DataFiles;

// tables/ID.csv of every table, then datapackage.json, which describes them (Frictionless Data Package 1.0).
DataFiles *data_package(Arena *arena, Diag *diag, const Document *document);

// tables/ID.xlsx of every table, then tables.xlsx with a sheet for each.
DataFiles *data_workbooks(Arena *arena, Diag *diag, const Document *document);

// One table's CSV (RFC 4180).
Str data_csv(Arena *arena, const Table *table);

#endif

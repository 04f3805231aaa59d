// CSV as RFC 4180 has it: records of fields, each with its place. Shared by the files of spreadsheet/ only.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_CSV_H
#define GONGKAI_SPREADSHEET_INTERNAL_CSV_H

#include "source/source.h"

// Far past any disclosure's tables, and little enough to hold in memory.
#define CSV_MOST_FIELDS 4000000

typedef struct CsvField {
    Str text; // trimmed, without its quotes
    uint32_t line, column,
        width;       // from 1, in characters, its quotes included; of a sheet: its row and column
    uint16_t indent; // half ems of blanks before the text
    uint8_t money;   // of a sheet: the unit that its number's format shows (CellFormat)
    bool unfilled;   // it said that it is to be filled in (待填写), which is taken out of it
} CsvField;

typedef struct CsvRecord {
    const CsvField *fields;
    size_t count;
    uint32_t line;
    uint32_t block; // of the pool, from 1; 0: the fields stay
} CsvRecord;

typedef struct CsvPool CsvPool;

typedef struct Csv {
    CsvRecord *records; // without those whose fields are all blank
    size_t count;
    CsvPool *pool; // of their fields
} Csv;

// The fields of records, in blocks: those of a large file are most of what is held while it is read, so each
// block goes once the last of its records is read. expected: fields in all; few stay as long as scratch does.
CsvPool *csv_pool_new(Arena *scratch, size_t expected);
// Zeroed fields for a record.
CsvField *csv_pool_fields(CsvPool *pool, CsvRecord *record, size_t n);
// What is to be read once more: each of the csv's records. A block goes with the last of them.
void csv_count_uses(Csv *csv);
void csv_record_used(Csv *csv, CsvRecord *record); // its fields are gone

// Reports csv-quote and table-too-large, and gives what could be read up to there. Records and fields come
// from scratch; a field's text points into the source or, where it held doubled quotes, into arena.
Csv csv_read(Arena *arena, Arena *scratch, Diag *diag, const Source *source);
// Where a record begins.
typedef struct CsvSpot {
    size_t at; // bytes of the text
    uint32_t line;
} CsvSpot;

// Those records alone.
Csv csv_read_spots(Arena *arena, Arena *scratch, Diag *diag, const Source *source, const CsvSpot *spots,
                   size_t n);
// All records, one after the other, each gone when the next comes; until one returns false. What is wrong
// with fields is told when they are read again; false after csv-quote, where they cannot be told apart.
bool csv_pass(Diag *diag, const Source *source,
              bool (*take)(void *context, CsvSpot spot, const CsvRecord *record), void *context);
Place csv_place(const Source *source, const CsvField *field);
// Trims raw text into a field's; the blanks before it are its indent.
void csv_set_text(CsvField *field, Str raw);

#endif

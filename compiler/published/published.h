// published: a document that was published, checked without its project.
//
// In: what intake read of it, and what the user says of it. Out: which document it is (template, table set,
// year, department), a project of its text and tables in a folder of its own that goes again, and a
// Compilation of that whose findings stand at the document's own places. Memory: the arena given; the
// Compilation is freed by published_free. Errors: `published-kind` (what it is cannot be told, with the
// option that says it), those of convert and compile; the warning `published-table` (a table that
// was not known is not checked), `published-attached` (a cell is printed otherwise than in the workbook that
// is attached), `published-draft` (it is marked as not final), the notes `published-as`, `published-unread`
// (how much of it was read). Findings that only a project can mend (amounts that are bound to no cell, what
// the manifest lacks) are left out, and so are all that stand on what was not read.
#ifndef GONGKAI_PUBLISHED_PUBLISHED_H
#define GONGKAI_PUBLISHED_PUBLISHED_H

#include "compile/compile.h"
#include "convert/convert.h"

typedef struct PublishedOptions {
    Str data_folder; // has templates/
    Str generator;
    Str template, table_set, department; // as the user says; empty: they are found
    int year;                            // 0: it is found
} PublishedOptions;

// A table of the set that the document has.
typedef struct PublishedTable {
    const TableSpec *spec;
    size_t line;  // of intake
    uint32_t top; // lines above its first row in the workbook that was made of it
    Str file;     // tables/收入决算表.xlsx
} PublishedTable;

typedef struct Published {
    Arena *arena;
    const Intake *intake;
    Str template, table_set, department, title;
    int year;
    const PublishedTable *tables;
    size_t table_count;
    size_t wanted;       // tables of the set
    const Str *attached; // workbooks that it has attached and whose tables are the set's: tables/tables.xlsx
    size_t attached_count;
    size_t attached_tables; // theirs, which are taken instead of those that are printed
    const Conversion *text;
    Compilation made; // .project NULL: it could not be made
} Published;

// Which document it is, alone: template, table set, year, department, and its title where it has one, of one
// that has arena and intake. False after published-kind.
bool published_kind(Published *published, Diag *diag, const PublishedOptions *options);
// NULL after a finding. all: findings keep what only a project can mend (for a comparison).
Published *published_read(Arena *arena, Diag *diag, const Intake *intake, const PublishedOptions *options);
// A table of the document as a workbook of one sheet, with its title and unit above it. *top: lines before
// its first row.
Str published_workbook(Arena *arena, Diag *diag, const Intake *intake, size_t line, Str title, uint32_t *top);
void published_free(Published *published); // NULL is allowed

#endif

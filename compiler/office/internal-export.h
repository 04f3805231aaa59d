// Exports of the budget system: their tables, whose their rows are, how they are cut.
#ifndef GONGKAI_OFFICE_INTERNAL_EXPORT_H
#define GONGKAI_OFFICE_INTERNAL_EXPORT_H

#include "office/internal-office.h"

// Whose a row of an export is, as its columns of codes and names say.
typedef enum ExportOwner {
    OWNER_CODE,
    OWNER_NAME,
    OWNER_UNIT_CODE,
    OWNER_UNIT_NAME,
    OWNER_COUNT
} ExportOwner;

// Of a record that is no document's.
enum { RECORD_NOBODY = -1, RECORD_TOTAL = -2 }; // nobody's; of all, a total

// A table of the export: that of the template, the facts, or figures of last year, of all documents.
typedef struct ExportTable {
    const TableSpec *spec;    // of the department's template; of facts its own, number 0
    bool last_year;           // figures of last year
    const Table *table;       // its first list may hold the owners' columns alone (first_list)
    int first_list;           // of table, that the spec's first list is
    int columns[OWNER_COUNT]; // of table->spec; -1: none
    size_t record_count;
    const Cell **owners;       // OWNER_COUNT a record: what says whose it is, or NULL
    int *documents;            // one a record: of the register's row that it is of, or as above
    bool *subtotal;            // one a record: a department's own row beside those of its units
    uint32_t *lines;           // one a record
    Diag *found;               // while it is read: what was wrong with the sheet
    bool passed;               // it has columns that the template does not know
    size_t made_rows;          // totals and parents made of its leaves, of all documents
    const Table **cuts;        // by row of the register, the departments' own rows after them; made once
    size_t joined;             // rows of one item that were added to another of the same document
    int once;                  // codes stand in the first row of each alone: 1; not: -1; not known yet: 0
    struct ExportParts *parts; // of one that is not held (parts.c), whose table has no rows; NULL
    bool *told;                // as cuts: what is wrong with it is told already; NULL
} ExportTable;

struct Export {
    const Office *office;
    Arena *arena;
    Str folder; // 导出/2026-01-20
    ExportTable *tables;
    size_t table_count;
    Diag *diag;               // findings that are of no document
    Diag **of;                // one a document: of its rows
    uint64_t digest;          // of its files
    const Table *accounts;    // names of account items; NULL
    struct ExportCode *codes; // the register's, and without their first zeros (owners.c)
    size_t code_count;
    Diag **unheard; // one a document, all the same: for what is told already
};

// Whether its files are not what they were when they were read. False after file-unreadable, too.
bool export_changed(Diag *diag, const Export *export);

// The table of a document, cut from the export: its rows alone, with what is made of them; empty where it has
// none. Where a cell stands in the export its line and column say, or `place` names those it is made of. Its
// spec is the department's; export_spec gives the document's own, of the same form.
const Table *export_cut(Export *export, const OfficeDocument *document, ExportTable *table);
const TableSpec *export_spec(const Office *office, const OfficeDocument *document, const ExportTable *table);

// The export as it is cut in an arena of the caller's, for a department at a time: what is wrong with a cut
// is told by the first, and what is made counted once. export_view_end before the arena goes.
Export *export_view(Arena *arena, Export *export);
void export_view_end(Export *export, const Export *view);

// A text of the export's folder as it is found: a workbook's sheet or a CSV.
typedef struct ExportSheet {
    Str file;        // from the office's folder
    Str stem;        // of the file's or the sheet's name
    const Str *head; // texts of its first lines
    size_t head_count;
    Workbook *workbook; // NULL: a CSV
    size_t sheet;
    const Source *source; // of a CSV
} ExportSheet;

// Reads a sheet as a table with the columns that say whose its rows are (sheets.c); false where it is none.
bool export_read_sheet(Export *export, const ExportSheet *sheet, ExportTable *table);
// What was found of a table, without what its documents' checks tell (export-findings.c).
void export_take_findings(ExportTable *table, Diag *found);
// To the documents whose rows they are of; those of lines before `from` are passed over (export-findings.c).
void export_share_findings(Export *export, const ExportTable *table, uint32_t from);

// One that is not held (parts.c): its rows pass. False after a finding.
typedef struct ExportParts ExportParts;
bool export_share(Export *export, const ExportSheet *sheet, ExportTable *table, const TableWanted *wanted);
// Its table of a document's department, in an export that has that part of it; both until another part is
// asked for.
ExportTable *export_part(Export *export, ExportTable *table, const OfficeDocument *document, Export **slice);
// Each part with its findings told.
void export_each_part(Export *export, ExportTable *table,
                      void (*visit)(void *context, Export *slice, ExportTable *own), void *context);

// Codes of the register, to be found (owners.c).
void export_index_codes(Export *export);
// Whose a row is by its codes, written rightly or not, or its name; -1: nobody's.
int export_owner_of(const Export *export, Str unit, Str department, Str name);
// Tells whose its records are (owners.c).
void export_settle_owners(Export *export, ExportTable *table);
// The document and its department, each a finding of its own rows.
void export_report(Export *export, int document, Severity severity, const char *rule, Place place, Str hint,
                   Str message);
// A department's rows against the sums of its units' (cut.c).
void export_check_table_sums(Export *export, ExportTable *table);
// Names and codes of account items, and lines of forms, against each other (items.c): of each table what it
// says, then what does not go together.
typedef struct ItemNotes ItemNotes;
ItemNotes *item_notes_new(Export *export);
void item_notes_add(ItemNotes *notes, const ExportTable *table, size_t index); // of export->tables
void item_notes_check(ItemNotes *notes);
// Rows of a list that is made, before they are given to table_set_rows.
typedef struct CutRows {
    const TableSpec *spec;
    int list;
    int document;    // whose they are
    const Table *of; // whose sheet the cells stand in
    Row *rows;
    uint32_t *indents;
    size_t n;
} CutRows;
// Gives the rows of a document the parents and the total that they lack (parents.c); returns how many.
size_t cut_make_parents(Export *export, CutRows *rows, Str total_name);

#endif

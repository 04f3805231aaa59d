// What the files of office share.
#ifndef GONGKAI_OFFICE_INTERNAL_OFFICE_H
#define GONGKAI_OFFICE_INTERNAL_OFFICE_H

#include "office/office.h"

// A file of the office's folder as findings print it: from the folder.
Input office_input(Arena *arena, const Office *office, Str name);
// The parts of a cell that names several: 旧局、另一局. Empty ones are left out.
Str *office_parts(Arena *arena, Str text, size_t *n);

// Reads the register into the office (register.c); false where nothing of it can be read.
bool register_read(Arena *arena, Diag *diag, Office *office);
// What rows are to each other: departments, superiors, paths (documents.c).
void documents_settle(Arena *arena, Diag *diag, Office *office);
// 10日内: a term in days after the approval (term.c); false where the text is none.
bool office_days(Str text, int *days);
// --only (select.c).
void documents_select(Arena *arena, Diag *diag, Office *office, const char *only);

// ---- exports

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
// What says it: the cell of a record, or NULL.
const Cell *export_owner_cell(const ExportTable *table, size_t record, ExportOwner owner);
Place export_cell_place(const ExportTable *table, const Cell *cell);
// The Diag of a document, by its index; of what is none's, the export's own.
Diag *export_diag(const Export *export, int document);
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

// ---- projects

// A table as the CSV of a project (csv.c); spec: whose names its columns have.
OfficeFile *csv_of_table(Arena *arena, const Table *table, const TableSpec *spec);
// The manifest of a document's project (manifest.c). facts: figures of last year; NULL. last_year: the
// project of last year's document, from the project's folder; empty: none. attachments: their names.
typedef struct ManifestParts {
    const Table *facts;
    Str last_year;
    const Str *attachments;
    size_t attachment_count;
    const Str *units; // their projects, from the project's folder
    size_t unit_count;
    const Source *extra; // keys of the document's own, or NULL
    Str to_office;
} ManifestParts;
OfficeFile *manifest_of(Arena *arena, const Office *office, const OfficeDocument *document,
                        const ManifestParts *parts);
// Where last year's document is read from (last-year.c): its project, from the office's folder; empty: none.
Str last_year_project(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document);

#endif

// office: a bureau's folder, from which the documents of all its departments and units are made.
//
// A folder whose gongkai.yaml has `register:` is an office. What people write is in the register (名册.xlsx),
// in the texts that all share, and in a folder of each document; the exports of the budget system stay as
// they are. What the machine writes is under 内部/ (never published), 公开/ and 存档/.
//
// How a document becomes a project: the office makes an ordinary project of it under 内部/项目/ and the
// compiler proper builds that, knowing nothing of the office. Its sections are the shared texts with the
// document's own laid over them, file by file (a file of the same name takes the shared one's place, another
// name is added); its tables are cut from the newest dated export, with those of 共用表格/ and 部门/…/表格/
// laid over; its manifest is made of the register's row and the office's manifest. A finding about a cell of
// such a table names the export's file, sheet and cell, one about a text the file that a person wrote, one
// about the manifest the register's cell or the office's manifest (office_findings). The folder is the
// machine's: whatever is changed in it by hand is gone with the next run.
//
// In: the office's folder, Gongkai's own data. Out: an Office, its exports as tables, projects. Memory: the
// arena given; an Export and the projects point into the office. Nothing is printed.
//
// Errors: those of yaml.h and spreadsheet.h. Of the register: register-missing, register-column (none that is
// needed), register-code (no code, two documents of one, a code whose zeros a CSV lost), register-name,
// register-superior (none there, or a circle), register-value (a date that is none, …), register-only (nobody
// is named so); the notes register-renamed and register-passed (a column that nothing reads).
#ifndef GONGKAI_OFFICE_OFFICE_H
#define GONGKAI_OFFICE_OFFICE_H

#include "compile/compile.h"

// ---- names of its folders and files (templates/words.yaml, office-names)

typedef enum OfficeName {
    OFFICE_REGISTER,
    OFFICE_EXPORTS,
    OFFICE_APPROVALS,
    OFFICE_SHARED_TEXT,
    OFFICE_TEXT_OF_DEPARTMENTS, // in it: of departments, of units alone
    OFFICE_TEXT_OF_UNITS,
    OFFICE_SHARED_TABLES,
    OFFICE_DEPARTMENTS,
    OFFICE_TEXT,
    OFFICE_TABLES,
    OFFICE_FORM,
    OFFICE_ATTACHMENTS,
    OFFICE_EXTRA,  // keys of the document's own manifest, in its folder
    OFFICE_REVIEW, // in a document's internal folder: copies for approval, drafts
    OFFICE_DRAFT,
    OFFICE_CONVERTED, // in a document's own folder: what convert made
    OFFICE_RECEIVED,
    OFFICE_INTERNAL,
    OFFICE_PROJECTS,
    OFFICE_PUBLISHED,
    OFFICE_ARCHIVE,
    OFFICE_LEDGER,
    OFFICE_STATE,
    OFFICE_LOCK,
    OFFICE_NAME_COUNT
} OfficeName;

Str office_name(OfficeName name);

// ---- the register

// What its columns hold. The first five and the code of the superior tell what a row is; the others are read
// by who needs them, as they are written.
typedef enum OfficeField {
    FIELD_DEPARTMENT_CODE,
    FIELD_DEPARTMENT_NAME,
    FIELD_UNIT_CODE,
    FIELD_UNIT_NAME,
    FIELD_SHORT_NAME,
    FIELD_SUPERIOR, // of a unit of a unit: the code of that
    FIELD_KIND,     // 行政, 参公, 事业
    FIELD_PUBLISHER,
    FIELD_WAY,
    FIELD_APPROVAL_NUMBER,
    FIELD_APPROVED,
    FIELD_DUE,
    FIELD_COLUMN_PATH,
    FIELD_PREDECESSORS,
    FIELD_SECRECY_PERSON,
    FIELD_SECRECY_DATE,
    FIELD_SIGNER,
    FIELD_SIGNED,
    FIELD_CONTACT,
    FIELD_REMARK,
    FIELD_INDEX, // from here: what content systems ask (project/project.h, submission)
    FIELD_TOPIC,
    FIELD_GENRE,
    FIELD_WRITTEN,
    FIELD_NUMBER,
    FIELD_KEYWORDS,
    FIELD_VALIDITY,
    FIELD_COUNT
} OfficeField;

typedef enum OfficeWay {
    WAY_OWN,             // a document of its own
    WAY_WITH_DEPARTMENT, // its amounts stand in its department's document alone
    WAY_NONE,            // not published: its amounts stand in no document
} OfficeWay;

typedef struct OfficeDocument {
    Str code; // its unit's, or its department's: 101, 101001
    Str name; // in full
    Str short_name;
    bool unit; // a unit's; else a department's, with all units of it that are published
    OfficeWay way;
    const struct OfficeDocument *superior;   // NULL: of a department, or not found
    const struct OfficeDocument *department; // itself where it is one; NULL: not found
    Str department_code;
    Str unit_code;         // of a department: its only unit's, or empty
    Str said[FIELD_COUNT]; // the row as it is written, trimmed; empty where the register has no such column
    uint32_t line;         // of the register
    uint32_t columns[FIELD_COUNT]; // where each is written; 0: nowhere
    bool selected;                 // by --only; all where that is not given
    // Paths from the office's folder. The last part of all is 101_县府办; where the short name changed, what
    // is there already keeps the old one.
    Str folder;   // 部门/101_县府办: what people write of it
    Str internal; // 内部/101_县府办: of the machine, not published
    Str drafts;   // 内部/送审/101_县府办: what went out and the letters
    Str project;  // 内部/项目/101_县府办
    Str output;   // 公开/101_县府办
    Str archive;  // 存档/101_县府办
} OfficeDocument;

// ---- the office

typedef struct OfficeLastYear {
    Str folder;     // of the office, as the manifest names it; empty: none
    bool published; // @发布: its frozen versions are read
    Place place;
} OfficeLastYear;

// A key of the office's manifest that every project gets as it is: figures, rules, site …
typedef struct OfficeKey {
    Str key, text; // its lines, with their ends
    uint32_t line; // of the first
} OfficeKey;

typedef struct Office {
    const struct Office *last; // last year's, as far as it can be read; its own is not. NULL: none
    Str folder;                // as the user named it
    Str data_folder;
    const Source *manifest;
    Str template, unit_template, table_set;
    const Template *department, *own_unit; // those, read
    int year;
    Str title, unit_title; // patterns: {year}年{name}部门预算
    Str region;            // before names, where they are said in full: 清河县
    OfficeLastYear last_year;
    Str publish_by;               // the common day; empty: none
    Str approved, approved_units; // the days of approval where the register says none: by the bureau, and of
                                  // units by their departments
    int within, within_units;     // days after that, of departments and units; 0: the template's
    bool example;
    const OfficeKey *keys;
    size_t key_count;
    const OfficeKey *submission; // what content systems ask, the same of all documents: names and answers
    size_t submission_count;
    const struct YamlNode *exports; // `exports:` how they name their columns; NULL
    Str register_file;              // from the folder: 名册.xlsx
    Str register_sheet;             // empty: a CSV
    OfficeDocument *documents;      // rows of the register, in its order
    size_t document_count;
    uint64_t digest; // of the manifest and the register
    size_t held;     // filled cells of an export's sheet that is held whole; more pass row by row
} Office;

typedef struct OfficeOptions {
    const char *folder;
    Str data_folder;
    const char *only; // 101,教育局: by code, full name or short name; a department's name or code means its
                      // document, and with /* after it its units too; NULL: all
    size_t held; // as Office has it; 0: the usual
} OfficeOptions;

// Whether a folder is one: its manifest has `register:`. Reports nothing.
bool office_is(const char *folder);
// NULL where the manifest or the register cannot be read; else as far as it could be, with findings.
Office *office_read(Arena *arena, Diag *diag, const OfficeOptions *options);

// The document of that code; NULL.
const OfficeDocument *office_find(const Office *office, Str code);
// Whether it is to be made: selected, and a document of its own.
bool office_wanted(const OfficeDocument *document);
// Where the register says it; where it says nothing, the row.
Place office_said_place(const Office *office, const OfficeDocument *document, OfficeField field);
// A path of a document or a name above, from where the user stands.
Str office_path(Arena *arena, const Office *office, Str path);
// 2026-02-10, 2026年2月10日, 2026/2/10, 20260210, with a time or without; false where the text is no date.
bool office_date(Str text, Date *date);

// ---- exports of the budget system (export.c)

typedef struct Export Export;

// Reads the newest dated folder of exports: its findings are in it. NULL after reporting export-missing or
// file-unreadable. Of rows: export-nobody (a code that the register does not have), export-name (a name that
// is not its code's), export-twice (a row that stands twice), export-sum (a department's row is not the sum
// of its units'), export-empty (a document without rows where there must be some); export-passed (a sheet
// that is no table) is a note. export_free frees the Diags. A sheet or CSV that has more than office->held
// cells is not held: what it takes of memory are the rows of one department at a time, and some bytes a row.
// A table that is cut of one lives until one of another department is.
Export *export_read(Arena *arena, Diag *diag, const Office *office);
void export_free(Export *export);

typedef struct ExportCounts {
    Str folder;       // 导出/2026-01-20
    size_t tables;    // of the template, facts and last year's figures that it has
    size_t made_rows; // totals and parents made of leaves, of all documents
    size_t joined;    // rows of one item that were added to another of the same document
} ExportCounts;

ExportCounts export_counts(const Export *export);

// ---- projects (project.c)

// From a place of a made file to what a person wrote, or the system exported.
typedef struct OfficeSpot {
    uint32_t line, column; // of the made file, in characters from 1: from here to the next spot
    Place place;
} OfficeSpot;

typedef struct OfficeFile {
    Str name; // in the project: tables/部门支出总表.csv
    Str bytes;
    Str source;            // the file that it is a copy of, from the office's folder; empty: it is made
    VEC(OfficeSpot) spots; // of one that is made, in order
} OfficeFile;

typedef struct OfficeProject {
    const OfficeDocument *document;
    OfficeFile *files; // the manifest first
    size_t file_count;
    uint64_t digest; // of their names and bytes
} OfficeProject;

typedef struct OfficeProjectOptions {
    Str to_office; // how the project's folder names the office's: ../../..
    bool whole;    // no other project of the office stands beside it: those of its units are within it,
                   // without their texts
} OfficeProjectOptions;

// The files of a document's project. What is wrong with them is told by the check of the project; here only
// what the office knows: office-own-table (a note: a table of the document's own takes the export's place),
// last-year-not-published, and failures of reading. export: NULL: none, and its tables are the document's own
// alone.
OfficeProject *office_project(Arena *arena, Diag *diag, const Office *office, Export *export,
                              const OfficeDocument *document, const OfficeProjectOptions *options);
// ---- one run at a time (lock.c)

typedef struct OfficeLock {
    int fd;
} OfficeLock;

// Lets go of what a run holds.
void office_unlock(OfficeLock *lock);

// ---- a run (run.c)

typedef struct OfficeJob {
    const OfficeDocument *document;
    uint64_t project; // the digest of its project
    Str places;       // where its project's files come from, packed (places.c)
    Diag *diag;       // what the office found of it: rows of the export, what could not be made
    Str digest;       // of its project and of those of its units
    bool wanted;      // not only a part of another
    bool written;
} OfficeJob;

typedef enum OfficeChoice {
    CHOICE_ALL,
    CHOICE_FAILED,
    CHOICE_CHECKED_CHANGED,
    CHOICE_BUILT_CHANGED
} OfficeChoice;

typedef struct OfficeRun {
    Arena *arena;
    Diag *diag; // what is of no document
    Office *office;
    Export *export;            // NULL: there is none
    struct OfficeState *state; // what is remembered of earlier runs
    OfficeJob *jobs;           // units before their departments
    size_t job_count, wanted;
    OfficeLock lock;
} OfficeRun;

// Reads all, makes the projects of what is wanted and of the units that those name, and puts them into their
// folders. False where nothing can be done, which is reported. In any case to be ended.
bool office_run_begin(OfficeRun *run, const OfficeOptions *options, OfficeChoice choice);
// Findings of a job: its own and those of the compilation, with the places of what people wrote; the
// caller's to free.
Diag *office_run_findings(const OfficeRun *run, const OfficeJob *job, const Diag *found);
// Remembers what was found; built: it was written to 公开/ too.
void office_run_remember(OfficeRun *run, const OfficeJob *job, const Diag *findings, bool built);
// Writes what is remembered, and reports export-changed where the export is not what it was when it was read.
void office_run_end(OfficeRun *run);
void office_run_free(OfficeRun *run);

// ---- from approval to archive
//
// A run's projects must have been made. All that happens is kept in the ledger (内部/.台账.jsonl), an
// event a line, flushed before it is said to be done; 台账.xlsx and the status are views of it. Errors:
// office-busy, office-ledger, office-write, office-published, office-unpublished, office-not-final,
// office-url, office-time, office-reason, office-same, office-frozen; warnings office-unsigned,
// office-edited, office-touched.

// The last day on which it may be published: its own, the common day, or so many days after its approval.
// False where the register and the manifest say none of them.
bool office_due(const Office *office, const OfficeDocument *document, Date *due);

// Freezes what its project says: 存档/…/定稿, and the outputs in 公开/. *code: what the signed paper can
// name. False after reporting; then nothing is frozen.
bool office_finalize(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document,
                     const CompileOptions *compile, Str *code);
// Whether a document is frozen: then 公开/ has what was frozen, and no build takes its place; the remark
// office-final tells of one that was edited since.
bool office_is_final(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document);
// Where and when what is frozen was published. No byte of it changes.
bool office_record(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document, Str url,
                   Str time);

typedef struct Correction {
    Str version, code, folder;
    size_t differences;
} Correction;

// A new version of what is published, with 更正说明, to be recorded when it is published in its turn.
bool office_correct(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document,
                    const CompileOptions *compile, Str reason, Correction *done);
// The project of the latest published version of a document of another office, from where the user stands;
// empty where none is published.
Str office_published_folder(Arena *arena, Diag *diag, Str office, Str code);
// What was found of the latest published version where it hangs (0: it is the same), with the page as saved.
bool office_verified(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document, Str file,
                     Str bytes, size_t differences);
// The office as a whole: office-twice, office-total, office-unread; the warning office-reason-both; the notes
// office-rest, office-outlier. Sums go to 内部/汇总.xlsx.
bool office_whole_check(Arena *arena, Diag *diag, const Office *office, const CompileOptions *compile);
// 公开/index.html. totals: with sums over published departments, or office-totals where something withheld
// would follow from them.
bool office_index(Arena *arena, Diag *diag, const Office *office, const CompileOptions *compile, bool totals);
// What is kept of a published document, with 目录.xlsx; the warning office-archive says what is not there.
bool office_archive(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document);
// 内部/status.html, status.xlsx and 台账.xlsx.
bool office_status(Arena *arena, Diag *diag, const OfficeRun *run, const CompileOptions *compile, Date today);

// ---- an office to begin with (example.c)

// Its files: invented, of templates/office, the same in every run. NULL after reporting.
Starter *office_example(Arena *arena, Diag *diag, Str data_folder, int year);

// ---- drafts to departments, and back (hand-out.c, take-in.c)
//
// Of each document a Word copy and a workbook to be filled in go to 内部/送审/101_县府办/, with the number of
// the draft, which the ledger keeps. What came back lies in 收件/, where it stays: whose and which draft a
// file is says what is in it. What a department wrote goes into its own folder (a shared text that it changed
// becomes one of its own), of a document all or nothing, and a letter (退回单) answers it. A file that was
// taken is not taken again. Errors: those of merge.h are said in the letter; the warning received-left (a
// file that is not taken, and why), notes for one that is there twice.

typedef struct HandedOut {
    const OfficeDocument *document;
    bool done;
    bool same; // as it went out the last time: no new draft
    int round;
    size_t asked;   // places that are still to be filled in
    Str copy, form; // the files, from the office's folder
} HandedOut;
typedef VEC(HandedOut) HandedOuts;

typedef struct TakenIn {
    const OfficeDocument *document;
    bool done;
    size_t files, taken, open; // taken: places; open: what the letter asks for
    Str letter;                // from the office's folder
} TakenIn;

typedef struct TakenIns {
    VEC(TakenIn) documents;
    size_t files, again, left; // again: taken before, or twice there; left: not taken
    Str list;                  // what became of each file; empty: there is none
} TakenIns;

// Of all documents that are wanted. time: 2026-02-10, for the ledger. False after reporting that something of
// it was not done.
bool office_hand_out(Arena *arena, Diag *diag, const Office *office, Export *export,
                     const CompileOptions *compile, Str time, HandedOuts *all);
bool office_take_in(Arena *arena, Diag *diag, const Office *office, Export *export,
                    const CompileOptions *compile, Str time, TakenIns *all);

#endif

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
    OFFICE_SHARED_TABLES,
    OFFICE_DEPARTMENTS,
    OFFICE_TEXT,
    OFFICE_TABLES,
    OFFICE_FORM,
    OFFICE_ATTACHMENTS,
    OFFICE_EXTRA, // keys of the document's own manifest, in its folder
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
    FIELD_TEMPLATE,
    FIELD_REMARK,
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
    // Paths from the office's folder. The last part of all is the same: 101_县府办.
    Str folder;   // 部门/101_县府办: what people write of it
    Str internal; // 内部/101_县府办: of the machine, not published
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
    Str folder; // as the user named it
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
    bool example;
    const OfficeKey *keys;
    size_t key_count;
    const struct YamlNode *exports; // `exports:` how they name their columns; NULL
    Str register_file;              // from the folder: 名册.xlsx
    Str register_sheet;             // empty: a CSV
    OfficeDocument *documents;      // rows of the register, in its order
    size_t document_count;
    uint64_t digest; // of the manifest and the register
} Office;

typedef struct OfficeOptions {
    const char *folder;
    Str data_folder;
    const char *only; // 101,教育局: by code, full name or short name; a department's name or code means its
                      // document, and with /* after it its units too; NULL: all
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

// ---- from approval to archive
//
// A document's project must have been made. All that happens is kept in the ledger (内部/.台账.jsonl), an
// event a line, flushed before it is said to be done; 台账.xlsx and the status are views of it. Errors:
// office-busy, office-ledger, office-write, office-published, office-unpublished, office-not-final,
// office-url, office-time, office-reason, office-same, office-frozen; warnings office-unsigned,
// office-edited, office-touched.

// The last day on which it may be published: its own, the common day, or so many days after its approval.
// False where the register and the manifest say none of them.
bool office_due(const Office *office, const OfficeDocument *document, Date *due);

// Freezes what its project says: 存档/…/定稿, and the outputs in 公开/. *code: what the signed paper can
// name. False after reporting; then nothing is frozen.
bool office_finalize(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document,
                     const CompileOptions *compile, Str *code);
// Where and when what is frozen was published. No byte of it changes.
bool office_record(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document, Str url,
                   Str time);

typedef struct Correction {
    Str version, code, folder;
    size_t differences;
} Correction;

// A new version of what is published, with 更正说明, to be recorded when it is published in its turn.
bool office_correct(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document,
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
bool office_status(Arena *arena, Diag *diag, const Office *office, const CompileOptions *compile, Date today);

#endif

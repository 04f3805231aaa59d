// project: gongkai.yaml, the template and the style that it names, and the tables of its folder.
//
// In: a project folder and the data folder that holds templates/. Out: a Project, whole and checked: no
// reader after it sees YAML. Memory: all in the arena given, for the Project's life.
//
// Errors, each with file, line and column: those of yaml.h and template.h; `manifest-missing`,
// `style-unknown`, `section-missing`; `units-missing`, `units-duplicate`, `units-circle`,
// `units-year`, `units-tables` (other tables than the department's) and the warning `units-rate`;
// `table-missing`, `table-duplicate` (two files for one, or two sheets), `table-unknown` (a declaration
// without its table; a CSV that the template does not know is a table of one's own, as is a workbook with one
// sheet); `year-other` (last-year or budget is a project of a wrong year) and the warning `department-other`;
// `withheld-published` (a table that withheld.yaml names has a file, or a unit is listed);
// what package.h and table.h say of workbooks; placeholder for what is still to be filled in (待填写);
// `title-line-missing`; and the warnings `sheet-unknown` (one of a workbook's sheets is no table) and
// `columns-assumed` (of the template's set).
#ifndef GONGKAI_PROJECT_PROJECT_H
#define GONGKAI_PROJECT_PROJECT_H

#include "spreadsheet/spreadsheet.h"
#include "template/template.h"

typedef struct NamedFigure {
    Str name;
    Str expression; // points into the manifest's text
    size_t offset;  // of expression in manifest->text
} NamedFigure;

typedef struct Fact { // last-year: { 收入合计: 49.9264 } given in place
    Str name;
    Number value;
    int decimals;
    Unit unit;
    Place place;
} Fact;

// Tables of one year: this project's, 上年's or 预算's.
typedef struct TableBook {
    Table **tables; // those that have a file, in statutory order, then one's own by name
    size_t table_count;
    const Fact *facts; // figures given in place
    size_t fact_count;
    const NamedFigure *figures; // of the other project, where it is one
    size_t figure_count;
    const struct Project *project; // where last-year is a project
    bool given;                    // false: the manifest has no such key
    VEC(Str)
    reported;        // tables that are not here, for a reason that is reported: nothing more is said of them
    VEC(Str) passed; // files that are not filled in, of tables that a workbook has
    bool all_reported; // any table may be one of them: a folder or a workbook could not be read
} TableBook;

typedef struct Override { // a cell that differs from what was published for it last year
    Expressed cell;
    Number value; // as published
    Str reason;
} Override;

// What is not published (涉密): withheld.yaml says what, and on what grounds, never how much.
typedef enum WithheldKind {
    WITHHELD_ITEM,  // an account item, with all below it
    WITHHELD_BELOW, // all below an account item, which itself is published
    WITHHELD_TABLE,
    WITHHELD_UNIT,
} WithheldKind;

typedef struct Withheld {
    WithheldKind kind;
    Str what; // the item's code; a table's name, as its spec has it; a unit's
    Str name; // of an item, where it is given; else tables and the classification may have it
    Place place;
} Withheld;

typedef struct SiteField {
    Str name, value;
} SiteField; // SiteName … ContentSource, as the manifest gives them

typedef struct Outside { // that is read because it is named
    const char *key;     // last-year, budget, units, template, style
    Str path;            // from the project's folder, or absolute
} Outside;

typedef VEC(Outside) Outsides;

typedef struct TableIgnore { // a rule that is not held for a table: for those that no block sets
    Str rule, table, reason;
    Place place; // of the rule's name
} TableIgnore;

typedef struct PrintedLine { // under the title, or under 目录
    Str text;
    bool under_contents;
} PrintedLine;

typedef struct Project {
    Str folder;      // as the user gave it
    uint64_t digest; // of the names and bytes of every file that was read: the same input, the same digest
    const Source *manifest;
    const Template *template;
    const Style *style;
    int year;
    Str department, unit_kind, title;
    Str department_short; // as `department-short` gives it, else the department's name
    const Str *superior;  // the parts of its name that are its region's: 上海市, 普陀区
    size_t superior_count;
    const Str *predecessors; // that it was called before a reform of institutions
    size_t predecessor_count;
    Str date;            // "2023-02-10 09:00" as given; empty where there is none
    int64_t time;        // date as seconds since 1970 UTC (taken as UTC+8), or SOURCE_DATE_EPOCH, or 0
    Str approved;        // a unit's: by its department; empty where it is not given
    Str approval_number; // of the paper that approves it
    Str publish_by;      // the common day by which a county's departments publish; empty: none
    Unit unit;
    PrintedLine *title_lines; // that the template asks for, in its order
    size_t title_line_count;
    bool rounding_note, allow_html;
    bool comparison;           // this year is set beside last year
    Place comparison_place;    // where that is asked for
    bool example;              // its contents are invented, and every output says so
    Hidden hidden;             // what is done with what workbooks hide
    const Str *ignored_sheets; // of workbooks, that are no tables
    size_t ignored_sheet_count;
    Str input_encoding, site_encoding; // site_encoding: "UTF-8" unless given
    const SiteField *site;
    size_t site_count;
    const SiteField *submission; // what a content system is told, by the ids of words.yaml: index, topic …
    size_t submission_count;
    const NamedFigure *figures;
    size_t figure_count;
    const RuleSpec *rules; // the manifest's own
    size_t rule_count;
    const Override *overrides;
    size_t override_count;
    const Withheld *withheld; // what withheld.yaml names
    size_t withheld_count;
    const Str *fixed_phrases; // of phrases-fixed.txt: wordings and names that are held to the letter
    size_t fixed_phrase_count;
    const TableIgnore *ignores;
    size_t ignore_count;
    TableBook book, last_year, budget;
    const Str *attachments; // files of the project that are published beside it, as the manifest names them
    size_t attachment_count;
    TableBook approved_book;            // the tables as they were approved
    const struct Project *const *units; // whose sum this department is
    size_t unit_count;
    bool units_whole;    // all that the manifest names could be read
    TableBook units_sum; // of their tables, each of the set that a unit has, and 单位, their names; the book
                         // has those of them that have no file; given: the manifest names units
    Source **sections; // in order
    size_t section_count;
    bool sections_reported; // one or all could not be read: what the text lacks may stand there
    // 政府收支分类科目 of the year, or of the last before it that the template has: codes and names, several
    // of one code parted by |. NULL: none.
    const Table *accounts;
    const Table *const *accounts_before; // of the years before that, the nearest first
    size_t accounts_before_count;
    Outsides outside; // what was read that lies outside the folder
} Project;

typedef struct SectionText { // what a section's file is taken to hold
    Str name, text;          // sections/3-收支概况.md
} SectionText;

typedef struct ProjectOptions {
    Str data_folder;          // has templates/
    const SectionText *texts; // in the place of what their files hold
    size_t text_count;
    bool draft;   // a missing table is shown empty instead of `table-missing`
    bool lacking; // tables that lack columns, which is an error, are read as far as they go
    bool convert; // its sections are being made: none are read, and none need be there
    Kept
        *kept; // Gongkai's own templates and styles, for projects that are read one after another; NULL: none
} ProjectOptions;

// NULL where nothing can be built (the manifest or template is unreadable); else as far as it could be read,
// with findings in diag.
Project *project_read(Arena *arena, Diag *diag, const char *folder, ProjectOptions options);

// Whether it was called so before (`predecessors`).
bool project_was_called(const Project *project, Str name);
// Whether a table or a unit is withheld; how many of a kind are.
bool project_withholds(const Project *project, WithheldKind kind, Str what);
size_t project_withheld_count(const Project *project, WithheldKind kind);
// Whether an account item is withheld, by itself or with what it stands under.
bool project_withholds_item(const Project *project, Str code);
// Whether something below an account item is: then what is shown of it may come to less.
bool project_withholds_below(const Project *project, Str code);

// ---- the next project

typedef struct NextOptions {
    const Project *from;    // the project that the new one follows
    Str from_key;           // how the new project's manifest names its folder: ../2025
    int year;               // of the new one
    const Starter *starter; // of another kind of document of the same year (accounts of a budget), to be
                            // filled in; NULL: the same kind, a year on
} NextOptions;

// The files of the project that follows another: its text, names, site, own tables' heads and images; what is
// the new one's says 待填写. The reasons in the text that are to be written anew go to *reasons. NULL after
// reporting; the warning next-year tells of what was not taken over.
Starter *project_next(Arena *arena, Diag *diag, const NextOptions *options, size_t *reasons);

// The template's table that the name of a file or a sheet means: 部门收支总表, 表14, 14-…; NULL where none.
const TableSpec *project_table_named(Arena *arena, const Template *t, Str name);
// The one that the texts above a sheet's table name; or its sheet by the number that it begins with.
const TableSpec *project_table_headed(Arena *arena, const Template *t, Str sheet, const Str *texts, size_t n);
// The table of that name or number (表14) in a book, folded; NULL where none.
Table *book_find(const TableBook *book, Str name);
// Whether it has been reported why the book has no table of that name or number.
bool book_has_reported(const TableBook *book, const Template *t, Str name);
// Where tables outside statutory ones stand: 其他数据, 说明; NULL where the project has none.
Table *book_other_data(const TableBook *book);
Table *book_reasons(const TableBook *book);

#endif

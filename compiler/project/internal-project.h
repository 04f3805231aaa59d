// What the files of project share: the readers of the manifest's parts, and of a folder of tables.
#ifndef GONGKAI_PROJECT_INTERNAL_PROJECT_H
#define GONGKAI_PROJECT_INTERNAL_PROJECT_H

#include "project/project.h"
#include "spreadsheet/spreadsheet.h"

// ---- tables (tables.c)

typedef struct TableFolder {
    Arena *arena;
    Diag *diag;
    const Template *template;
    TableDefaults defaults; // of tables of one's own
    Input path;             // of the folder
    Str name;               // as findings print it
    Str only;               // the one file of it that is read; empty: all
    Str encoding;
    Hidden hidden;              // what is done with hidden sheets, rows and columns
    int year;                   // of its tables; 0: not known
    const Project *withholding; // some of its tables are not published; NULL: all are
    const Str *ignored;         // sheets that are no tables
    size_t ignored_count;
    bool complete;    // a table of the template without a file is table-missing
    bool draft;       // … or empty
    bool lacking;     // one that lacks columns is read without them
    uint64_t *digest; // takes in every file that is read
} TableFolder;

typedef struct TableFile {
    Str name, stem;
    Str shown;             // as findings name it: with its sheet
    const TableSpec *spec; // NULL: a table of one's own
    const YamlNode *yaml;  // of tables/NAME.yaml; NULL where there is none
    Workbook *workbook;    // NULL: a CSV
    size_t sheet;
} TableFile;

typedef VEC(TableFile) TableFiles;

// The template's table that a file's or sheet's name means: 部门收支总表, 表14, 14,
// 14-一般公共预算“三公”经费支出表, 公开14表 … NULL where none.
const TableSpec *table_spec_match(const TableFolder *folder, Str name);
// The one that the texts above a sheet's table name by title or by number. NULL where none, or several: a
// list of contents.
const TableSpec *table_spec_match_head(const TableFolder *folder, const Str *texts, size_t n);
// 1收支总表, 8工资福利(政府预算): systems number their sheets as the set does, and shorten the names.
const TableSpec *table_spec_match_number(const TableFolder *folder, Str name);
// 其他数据 and 说明
bool table_is_unpublished(Str name);
// Adds the sheets of a workbook that are tables (workbooks.c). scratch: for its bytes; the workbook must be
// closed before it is freed.
void workbook_find_tables(const TableFolder *folder, Arena *scratch, Str name, Str stem, TableFiles *files,
                          TableBook *book);
// Enters a table that is not in the book, and why is reported (book.c).
void book_set_reported(Arena *arena, TableBook *book, Str name);

// Whether a .txt may hold a table: by its name, or by its lines. scratch: for its bytes.
bool text_may_be_table(const TableFolder *folder, Arena *scratch, Str name, Str stem);

// Files and folders beside the tables that are none, of which file-other tells once (other-files.c).
typedef struct OtherFiles {
    StrBuf names; // of the first
    size_t count;
} OtherFiles;

void other_files_add(const TableFolder *folder, OtherFiles *others, Str name);
void other_files_report(const TableFolder *folder, OtherFiles *others);

void tables_read(const TableFolder *folder, TableBook *book);
// Takes the template's tables that the book lacks from `sum`, what is missing there too being reported, or
// empty in a draft; and the sum's tables of units' own, where the book has none of that name.
void tables_complete(const TableFolder *folder, const TableBook *sum, TableBook *book);

// ---- the manifest (project.c and its parts)

typedef struct OtherProject {
    Input folder;
    Str prefix;
    bool unit; // of the department that names it
} OtherProject;

typedef struct ProjectReader {
    Arena *arena;
    Diag *diag;
    const ProjectOptions *options;
    Project *project;
    Input folder;      // of the project
    Outsides *outside; // what lies outside the project that was asked for, and all that it names
    Str prefix;        // before the names of its files in findings: empty, or “../2022/”
    bool neighbour;    // last year's, the budget's or a unit's: only its tables and figures are read
    const struct ProjectReader *top;   // of the project that was asked for; NULL: this one
    const Words *words;                // of the template
    Kept *template_kept;               // who keeps the template's files; NULL: nobody
    bool rounding_said;                // by the manifest; else the tables' notes say it
    const struct ProjectReader *above; // of the department that this is a unit of, or NULL
    // A project that this one names, read as a neighbour; NULL where it cannot be. Those of one are not
    // followed but for units, whose depth units.c limits.
    const Project *(*read_other)(const struct ProjectReader *reader, OtherProject other);
} ProjectReader;

// A folder of tables, or a file of one, that is read as the manifest says of all; what more is asked of it is
// the caller's (tables.c).
TableFolder table_folder(ProjectReader *reader, Input path, Str name, int year);

// department, department-short, predecessors (department.c)
void department_read(ProjectReader *reader, YamlMap *map);
// withheld.yaml (withheld.c), where the project has one.
void withheld_read(ProjectReader *reader);
// units (units.c): fills the project's units and their sum.
void units_read(ProjectReader *reader, const YamlNode *node);
// last-year and budget (other-year.c); a project there is to be of the year.
void other_year_read(ProjectReader *reader, const char *key, const YamlNode *node, int year, TableBook *book);
// Reports starter-left where a project that is no example has figures from one (outside.c).
void project_check_example(ProjectReader *reader, const YamlNode *node, const Project *other);
// approved-tables (approved.c): a workbook or a folder of them.
void approved_read(ProjectReader *reader, const YamlNode *node);
// Lists what a key names, where it lies outside the project that was asked for (outside.c).
void project_note_outside(ProjectReader *reader, const char *key, Input input);
// The lines under the title that the template asks for (lines.c). said: title-lines, or NULL.
void project_lines(ProjectReader *reader, const YamlNode *said);
// date, approved (date.c). False where the text is no date.
bool date_parse(Str text, bool with_time, int64_t *seconds);
int64_t date_from_environment(Diag *diag);
// A value of the manifest that is still to be filled in (unfilled.c); and reports placeholder for each.
bool unfilled_is(const Words *words, const YamlNode *node);
void unfilled_report(const Words *words, Diag *diag, const YamlNode *root);
// figures, rules, overrides, ignores, site, submission (manifest.c)
void manifest_figures(ProjectReader *reader, YamlMap *map);
void manifest_rules(ProjectReader *reader, YamlMap *map);
void manifest_overrides(ProjectReader *reader, YamlMap *map);
// phrases-fixed.txt beside gongkai.yaml, where there is one: a wording a line; # begins a comment.
void manifest_fixed_phrases(ProjectReader *reader);
void manifest_ignores(ProjectReader *reader, YamlMap *map);
void manifest_site(ProjectReader *reader, YamlMap *map);
void manifest_submission(ProjectReader *reader, YamlMap *map);
void manifest_sections(ProjectReader *reader, YamlMap *map);

// ---- typed-years.c

// Where code spans and comments end that begin here; `at` itself where none begins.
size_t next_year_span(Str text, size_t at);
// A section's text with the typed years of its own year as figures; told are those, and others that stay.
Str typed_years(Arena *arena, Diag *diag, const WordList *words, const Source *source, int year);

#endif

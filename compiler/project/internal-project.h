// What the files of project share: the readers of each YAML file, and of a folder of tables.
#ifndef GONGKAI_PROJECT_INTERNAL_PROJECT_H
#define GONGKAI_PROJECT_INTERNAL_PROJECT_H

#include "project/internal-yaml.h"
#include "project/project.h"

// ---- files and folders (files.c)

Str path_join(Arena *arena, Str folder, Str name); // `name` alone where it is absolute
// A path that the author wrote, not a name from templates/.
bool path_is_written(Str name);
// Takes a file that the project's outputs come from into its digest.
void digest_add(uint64_t *digest, Str name, Str bytes);
// As source_read, and takes the file into the digest.
Source *file_read(Arena *arena, Diag *diag, uint64_t *digest, Str path, Str name, Str encoding);
// With links followed; an empty Str where there is no such folder.
Str path_real(Arena *arena, Str folder);
bool path_is_folder(Arena *arena, Str path);
bool path_is_file(Arena *arena, Str path);
// Whatever it is, a link that leads nowhere too: who reads it says what is wrong with it.
bool path_is_there(Arena *arena, Str path);
// Names in a folder that are not hidden, in natural order; none where it cannot be read.
Str *path_list(Arena *arena, Str folder, size_t *n);

// ---- style (style.c, style-length.c)

// NULL after yaml-syntax.
const Style *style_read(Arena *arena, Diag *diag, const Source *source);

typedef struct LengthContext {
    Length em;                   // 0: em is not allowed
    Length measure, area_height; // 0: not allowed
} LengthContext;

// `156mm`, `16pt`, `2em`, `1/12em`, 三号, `measure/28`, `area-height/22`, `0`. False where it is none of
// these.
bool style_length_parse(Arena *arena, Str text, LengthContext context, Length *length);

bool style_role_parse(Str name, Role *role);

// ---- template (template.c) and what it declares about tables (table-spec.c)

typedef struct TemplateFolders {
    Str own;       // that the template's file is in
    Str templates; // that names after `extends:` and `pages:` are folders of
} TemplateFolders;

// table_set: as the manifest names it, `set_place` where; empty: national. NULL where nothing can be built.
const Template *template_read_in(Arena *arena, Diag *diag, const Source *source, TemplateFolders folders,
                                 Str table_set, const YamlNode *set_place);
// The same for a template that stands among those that it may name.
const Template *template_read(Arena *arena, Diag *diag, const Source *source, Str folder, Str table_set,
                              const YamlNode *set_place);
// Its `meanings:` (meanings.c).
void template_meanings(Arena *arena, Diag *diag, const YamlNode *node, Template *template);
// What is offered for a template that is not there.
Str template_hint(Arena *arena, Str templates, Str name);

// The whole of a template that extends others (extends.c), its root where it extends none; fills its folders.
// Reports template-unknown, template-cycle.
const YamlNode *template_extended(Arena *arena, Diag *diag, const YamlNode *root, TemplateFolders folders,
                                  Template *template);

typedef struct TableDefaults {
    Unit unit;
    int decimals;
    bool thousands;
    ZeroStyle zero;
    const Str *total_names;
    size_t total_name_count;
    Str label;      // pattern: 部门公开表{00}
    Str empty_note; // pattern with {0}
} TableDefaults;

// A unit that a key gives, the fallback where there is none. Reports value-invalid for 万: money counts in
// 万元.
Unit unit_read(YamlMap *map, const char *key, Unit fallback);
void unit_report(YamlMap *map, const char *key);
// Fills the defaults that a mapping of them gives.
void table_defaults_read(YamlMap *map, TableDefaults *defaults);
// A table as the template (declared) or tables/NAME.yaml declares it. `name` where the mapping need not give
// one.
TableSpec *table_spec_read(Arena *arena, Diag *diag, const YamlNode *node, const TableDefaults *defaults,
                           Str name, int number, bool declared);
// What tables/NAME.yaml may say of a table that the template declares: a copy of the spec with that.
TableSpec *table_spec_adjust(Arena *arena, Diag *diag, const YamlNode *node, const TableSpec *spec);
// Every `{0}` in a pattern replaced by the value; {00} by a number of two digits.
Str pattern_fill(Arena *arena, Str pattern, Str mark, Str value);
// With the year in the place of {year} in its title and notes.
const TableSpec *table_spec_of_year(Arena *arena, const TableSpec *spec, int year);

// ---- rules (rules.c)

typedef VEC(RuleSpec) RuleSpecs;

Expressed expression_of(const YamlNode *node);
// Appends the rules of a list (NULL: none). own: of the manifest. Each needs `id` and `that`.
void rules_read(Arena *arena, Diag *diag, const YamlNode *list, bool own, RuleSpecs *rules);

// ---- tables (tables.c)

typedef struct TableFolder {
    Arena *arena;
    Diag *diag;
    const Template *template;
    TableDefaults defaults; // of tables of one's own
    Str path;               // of the folder
    Str name;               // as findings print it
    Str encoding;
    bool complete;    // a table of the template without a file is table-missing
    bool draft;       // … or empty
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
// 其他数据 and 说明
bool table_is_unpublished(Str name);
// Adds the sheets of a workbook that are tables (workbooks.c). scratch: for its bytes; the workbook must be
// closed before it is freed.
void workbook_find_tables(const TableFolder *folder, Arena *scratch, Str name, Str stem, TableFiles *files,
                          TableBook *book);
// Enters a table that is not in the book, and why is reported (book.c).
void book_tell(Arena *arena, TableBook *book, Str name);

void tables_read(const TableFolder *folder, TableBook *book);
// Takes the template's tables that the book lacks from `sum`, what is missing there too being reported, or
// empty in a draft; and the sum's tables of units' own, where the book has none of that name.
void tables_complete(const TableFolder *folder, const TableBook *sum, TableBook *book);
// The number that a folded name begins with (14-…, 表14, 公开14表, GK14), and what follows it; 0 where there
// is none.
int table_number_parse(Str folded, Str *rest);

// ---- the manifest (project.c and its parts)

typedef struct ProjectReader {
    Arena *arena;
    Diag *diag;
    const ProjectOptions *options;
    Project *project;
    Str prefix;     // before the names of its files in findings: empty, or “../2022/”
    bool neighbour; // last year's, the budget's or a unit's: only its tables and figures are read
    const struct ProjectReader *above; // of the department that this is a unit of, or NULL
} ProjectReader;

Project *project_read_folder(Arena *arena, Diag *diag, Str folder, const ProjectOptions *options, Str prefix,
                             bool neighbour, const ProjectReader *above);
// units (units.c): fills the project's units and their sum.
void units_read(ProjectReader *reader, const YamlNode *node);
// last-year and budget (other-year.c); a project there is to be of the year.
void other_year_read(ProjectReader *reader, const YamlNode *node, int year, TableBook *book);
// The official classification (accounts.c).
void accounts_read(ProjectReader *reader);
// date, approved (date.c). False where the text is no date.
bool date_parse(Str text, bool with_time, int64_t *seconds);
int64_t date_from_environment(Diag *diag);
// figures, rules, overrides, site (manifest.c)
void manifest_figures(ProjectReader *reader, YamlMap *map);
void manifest_rules(ProjectReader *reader, YamlMap *map);
void manifest_overrides(ProjectReader *reader, YamlMap *map);
void manifest_site(ProjectReader *reader, YamlMap *map);
void manifest_sections(ProjectReader *reader, YamlMap *map);

#endif

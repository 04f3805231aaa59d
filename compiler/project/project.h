// project: gongkai.yaml, the document template and the style that it names, and the tables of its folder.
//
// In: a project folder and the data folder that holds templates/. Out: a Project, whole and checked: no
// reader after it sees YAML. Memory: all in the arena given, for the Project's life.
//
// Errors, each with file, line and column: YAML syntax, with the mend for full-width colons and quotes,
// `yaml-syntax`; `key-unknown` with the nearest key, `key-missing`, `key-duplicate`, `key-unsupported`; a
// wrong type `value-type`, a bad value `value-invalid`; `manifest-missing`, `template-unknown`,
// `template-cycle`, `style-unknown`, `section-missing`; `units-missing`, `units-duplicate`, `units-circle`,
// `units-year`, `units-tables` (other tables than the department's) and the warning `units-rate`;
// `table-missing`, `table-duplicate` (two files for one, or two sheets), `table-unknown` (a declaration
// without its table; a CSV that the template does not know is a table of one's own, as is a workbook with one
// sheet); `year-other` (last-year or budget is a project of a wrong year) and the warning `department-other`;
// what package.h and table.h say of workbooks; and the warning `sheet-unknown` (one of a workbook's
// sheets is no table).
#ifndef GONGKAI_PROJECT_PROJECT_H
#define GONGKAI_PROJECT_PROJECT_H

#include "table/table.h"

// ---- style: everything visible on a page (templates/styles/*.yaml)

typedef struct FaceSpec {
    Str name;            // 仿宋, 黑体: what roles name
    const Str *families; // in order of preference; "Family Name" or "Family Name:Bold"
    size_t family_count;
} FaceSpec;

typedef enum TextAlign { TEXT_JUSTIFY, TEXT_LEFT, TEXT_CENTRE, TEXT_RIGHT } TextAlign;

// How a kind of text is set. Lengths are absolute: 2em in YAML is resolved against the role's own size.
typedef struct RoleStyle {
    const FaceSpec *face; // Han and full-width marks, and Western where western is NULL
    const FaceSpec *western;
    Length size;
    Length leading;       // baseline to baseline
    Length indent;        // first line
    Length indent_rest;   // the other lines
    Length before, after; // space
    TextAlign align;
    bool keep_with_next;
    bool page_break_before;
    bool balanced;   // lines of nearly equal length, broken at word boundaries (titles)
    uint32_t colour; // 0xRRGGBB
} RoleStyle;

typedef enum Role {
    ROLE_BODY,
    ROLE_COVER_DEPARTMENT,
    ROLE_COVER_TITLE,
    ROLE_COVER_DATE,
    ROLE_CONTENTS_TITLE,
    ROLE_CONTENTS_1, // entries of level 1, 2, 3
    ROLE_CONTENTS_2,
    ROLE_CONTENTS_3,
    ROLE_PART,      // 第一部分, centred
    ROLE_HEADING_1, // a template's numbering names which roles its levels take
    ROLE_HEADING_2,
    ROLE_HEADING_3,
    ROLE_HEADING_4,
    ROLE_HEADING_5,
    ROLE_HEADING_6,
    ROLE_LIST,
    ROLE_QUOTE,
    ROLE_CODE,
    ROLE_TABLE_TITLE,
    ROLE_TABLE_LABEL, // 部门公开表01
    ROLE_TABLE_UNIT,  // 单位：万元
    ROLE_TABLE_HEAD,
    ROLE_TABLE_CELL,
    ROLE_TABLE_TOTAL,
    ROLE_TABLE_NOTE,
    ROLE_PAGE_NUMBER,
    ROLE_DRAFT_MARK,
    ROLE_COUNT,
} Role;

// What columns keep while it can be helped. Lengths in thousandths of an em of the largest size.
typedef struct ColumnStyle {
    int name_lines;            // a name wraps to so many lines, but
    int name_least, name_most; // is no narrower, and need be no wider
    int text_least;            // of a cell of prose
    int name_tight;            // of a name where it cannot be helped
    int head_lines;            // a head wraps to so many lines at most
    int head_whole;            // and stays on one while it is no longer
} ColumnStyle;

// How far a table is closed up where that saves a page that a few rows would spill onto.
typedef struct CloseUpStyle {
    int64_t leading_permille; // at least
    Length padding_y;         // at least
    int smaller;              // by how many of the sizes
    int pages;                // a table of more is left as it is; less than 2: every table
} CloseUpStyle;

typedef struct TableStyle {
    Length sizes[8]; // 五号 … 小六: the first at which a table fits is taken
    size_t size_count;
    Length rule, frame; // widths
    Length cell_padding_x, cell_padding_y;
    Length indent;              // a level of child account items
    int64_t leading_permille;   // line height in 1/1000 of the size
    Length title_gap, note_gap; // between title and frame, frame and note
    Length label_gap;
    bool label_right; // 部门公开表NN at the right
    bool unicode_minus;
    ColumnStyle columns;
    CloseUpStyle close_up;
    int rows_with_head; // stand below the head on a table's first page
    int rows_at_end;    // stand on its last page
    int split_lines;    // a row taller than a page is not split for fewer lines
    int lines_together; // of a merged cell that goes on to another page
    Length whole_most;  // a table of this height or less never breaks over pages
    Str continued;      // （续表）
    Str unit_prefix;    // 单位：
} TableStyle;

typedef struct PageStyle {
    Length width, height;            // the portrait sheet
    Length margin_top, margin_inner; // of the type area
    Length area_width, area_height;
    bool duplex;                // inner margins alternate
    Length number_below;        // page number's baseline under the type area (GB/T 9704 7.5: 7 mm)
    Length number_inset;        // from the outer edge of the type area
    bool number_centred;        // under the middle of the type area; otherwise odd right, even left
    Str number_format;          // "— %s —"
    Str contents_number_format; // for roman numbers
    Length cover_department_top, cover_title_top, cover_date_top; // from the top of the type area
} PageStyle;

typedef struct SpacingStyle { // thousandths of an em (TYPOGRAPHY sections 2, 3)
    int han_western, han_western_least, han_western_most;
    int number_unit;
    int word_space_least, word_space_most;
} SpacingStyle;

typedef struct ContentsStyle {
    int levels;                  // of headings that are listed
    int run_in_levels;           // of run-in headings
    Str leader;                  // "…" or "."
    const FaceSpec *leader_face; // of all levels'; NULL: each entry's own
    int leader_gap;              // after an entry's text and before its page number, thousandths of an em
    int number_gap;              // from an entry's text to the widest page number, at least
    int leading_least;           // where that saves a page, thousandths of an em
} ContentsStyle;

typedef struct ListStyle {
    const Str *bullets; // by depth; the last for all below
    size_t bullet_count;
    const FaceSpec *bullet_face;      // NULL: the list's own
    Str point_format, bracket_format; // "%s.", "%s)": of items numbered 1. and 1)
} ListStyle;

#define COLOUR_INHERITED UINT32_MAX // of the text around

typedef struct Style {
    Str name;
    Str text; // of its file: styles of equal texts are equal
    PageStyle page;
    ContentsStyle contents;
    ListStyle lists;
    int heading_lines;                   // of text that a heading keeps with
    Length quote_nested;                 // by which a quotation in a quotation goes in
    Length break_width, break_thickness; // of a thematic break's rule
    RoleStyle roles[ROLE_COUNT];
    TableStyle table;
    SpacingStyle spacing;
    const FaceSpec *faces;
    size_t face_count;
    const FaceSpec *strong, *emphasis, *code; // faces of inline marks; NULL: the role's own
    const FaceSpec *fallback;                 // tried after a role's own families, for any character
    bool link_figures;                        // link a figure in the prose to its cell
    uint32_t link_colour,
        figure_colour;         // 0xRRGGBB or COLOUR_INHERITED: of links, of figures linked to their cells
    uint32_t chart_colours[3]; // 0xRRGGBB, from dark to light
} Style;

// ---- template: a kind of document (templates/NAME/template.yaml)

typedef struct LevelSpec {
    Str pattern; // "{一}、" "（{一}）" "{1}." "（{1}）" "第{一}部分"; empty: not numbered
    Role role;
    bool restart; // numbering starts again under each heading above (false: runs through the document)
} LevelSpec;

typedef struct SectionSpec {
    Str name; // heading, folded when compared
    bool required;
    Str amounts;         // strict, warned, free; a part has its section's where it gives none
    int level;           // 1; 2 for a part of the last section of level 1 before it
    const Str *mentions; // what its text must mention: each a word, or several with | of which one will do
    size_t mention_count;
    const Str *reasons; // what its text must give a reason for where it changed
    size_t reason_count;
} SectionSpec;

typedef struct Wording {
    Str last_year;                     // 上年
    Str increase, decrease, unchanged; // 增加 减少 与{0}持平
    Str rate_up, rate_down;            // 增长 下降
    Str zero_base;                     // what a ratio of a zero base prints; empty: an error
    Str rounding_note;                 // the sentence on 尾差
    Str empty_note;                    // 本部门无{0}，故本表无数据。
    Str unavailable;                   // 【？】, in drafts
    Str draft;                         // 草稿
    Str contents;                      // 目录
    Str tables_part;                   // heading over the tables; may hold {year}
    Str narrative_part;                // heading over the narrative; may be empty
    Str table_label;                   // 部门公开表{00}
} Wording;

// An expression as a YAML file has it; source NULL: there is none.
typedef struct Expressed {
    const Source *source;
    size_t offset; // of its text in source->text
    Str text;
} Expressed;

// For every amount column of a table's list (all), or for those that sum others (totals); then 列 is the one,
// and 列/* those that it sums.
typedef enum RuleColumns { RULE_COLUMNS_NONE, RULE_COLUMNS_ALL, RULE_COLUMNS_TOTALS } RuleColumns;

// A formula that must hold. 表 in it is each of `tables`.
typedef struct RuleSpec {
    Str id;      // as findings and ignore comments name it: 三公合计, parent-sum
    Str title;   // one line for reports; the id where there is none
    Str message; // said in place of the title; may be empty
    Str *tables; // names, with .列表 where only that list is meant
    size_t table_count;
    bool all_tables; // every statutory table of the set but `except`
    Str *except;
    size_t except_count;
    RuleColumns columns;
    Expressed each; // TABLE[.LIST] [level=类,款] [rows=parents|totals]: once for each row
    Expressed when, that;
    bool warning; // else an error
    bool own;     // of the manifest, not of the template
    Place place;  // of its id
} RuleSpec;

// What words of a text mean, for convert: `words` mean the first of `is` that the project has; or each row of
// the table `rows` means its cell in `column`.
typedef struct Meaning {
    const Str *words;
    size_t word_count;
    const Str *is; // expressions
    size_t is_count;
    Str rows;           // TABLE or TABLE.LIST; empty: words are given
    Str column;         // empty: the list's only amounts
    const Str *without; // endings of a row's name that a text may leave out
    size_t without_count;
    const Str *under; // only where a heading above has one of these words; none: anywhere
    size_t under_count;
} Meaning;

// What belongs to a cost: `words` told under one of `astray` belong under `under`.
typedef struct Belonging {
    Str under;
    const Str *words;
    size_t word_count;
    const Str *astray;
    size_t astray_count;
} Belonging;

// What a cost is made up of: the text that lists it names the 款 under `codes` (类 of the economic
// classification) that have an amount in a published table with `tables` in its name.
typedef struct Composition {
    Str of;
    const Str *codes;
    size_t code_count;
    Str tables;
} Composition;

typedef struct Template {
    Str name;           // department-budget
    Str title;          // 部门预算
    Str folder;         // of its template.yaml
    const Str *folders; // where page.html and style.css are looked for: its own, those of what it extends,
                        // and that of the template whose pages it shares
    size_t folder_count;
    size_t chain_count; // of those folders, its own and those of what it extends
    // One of each of them: what it replaces in those after it (`replace:`), or NULL. Private to project.
    const struct YamlNode *const *words;
    Str style;           // its style, where the manifest names none
    LevelSpec levels[6]; // by Markdown heading level
    size_t level_count;
    const SectionSpec *sections;
    size_t section_count;
    const TableSpec *tables; // of the chosen set, in statutory order
    size_t table_count;
    Str table_set;
    const Meaning *meanings; // the first that fits is meant
    size_t meaning_count;
    const Str *fillers; // words beside them that say nothing of which cell is meant
    size_t filler_count;
    const Belonging *belongings;
    size_t belonging_count;
    const Composition *compositions;
    size_t composition_count;
    const Str *told_tables; // each 项 of theirs that has an amount is told in the text
    size_t told_table_count;
    Str accounts;          // the folder of the classifications, a CSV a year; empty: none
    const RuleSpec *rules; // of the template, then of the set
    size_t rule_count;
    Wording wording;
    int ratio_decimals;    // 2
    bool prose_thousands;  // thousands marks of cells in prose
    bool prose_keep_zeros; // trailing zeros of cells in prose
} Template;

// ---- the project

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
    VEC(Str) told; // tables that are not here for a reason that is reported: nothing more is said of them
    bool all_told; // any table may be one of them: a folder or a workbook could not be read
} TableBook;

typedef struct Override { // a cell that differs from what was published for it last year
    Expressed cell;
    Number value; // as published
    Str reason;
} Override;

typedef struct SiteField {
    Str name, value;
} SiteField; // SiteName … ContentSource, as the manifest gives them

typedef struct Project {
    Str folder;      // as the user gave it
    uint64_t digest; // of the names and bytes of every file that was read: the same input, the same digest
    const Source *manifest;
    const Template *template;
    const Style *style;
    int year;
    Str department, unit_kind, title;
    Str date;     // "2023-02-10 09:00" as given; empty where there is none
    int64_t time; // date as seconds since 1970 UTC (taken as UTC+8), or SOURCE_DATE_EPOCH, or 0
    Str approved;
    Unit unit;
    bool rounding_note, allow_html;
    Str input_encoding, site_encoding; // site_encoding: "UTF-8" unless given
    const SiteField *site;
    size_t site_count;
    const NamedFigure *figures;
    size_t figure_count;
    const RuleSpec *rules; // the manifest's own
    size_t rule_count;
    const Override *overrides;
    size_t override_count;
    TableBook book, last_year, budget;
    const struct Project *const *units; // whose sum this department is
    size_t unit_count;
    bool units_whole;    // all that the manifest names could be read
    TableBook units_sum; // of their tables, each of the set that a unit has, and 单位, their names; the book
                         // has those of them that have no file; given: the manifest names units
    Source **sections; // in order
    size_t section_count;
    bool sections_told; // one or all could not be read: what the text lacks may stand there
    // 政府收支分类科目 of the year, or of the last before it that the template has: codes and names, several
    // of one code parted by |. NULL: none.
    const Table *accounts;
} Project;

typedef struct ProjectOptions {
    Str data_folder; // has templates/
    bool draft;      // a missing table is shown empty instead of `table-missing`
    bool convert;    // its sections are being made: none are read, and none need be there
} ProjectOptions;

// NULL where nothing can be built (the manifest or template is unreadable); else as far as it could be read,
// with findings in diag.
Project *project_read(Arena *arena, Diag *diag, const char *folder, ProjectOptions options);

// ---- a new project

typedef struct StarterFile {
    Str name; // sections/1-概况.md
    Str bytes;
} StarterFile;

typedef struct Starter {
    StarterFile *files; // the manifest first
    size_t file_count;
} Starter;

typedef struct StarterOptions {
    Str data_folder;  // has templates/
    Str template;     // a name from templates/, or a path from the current folder
    Str template_key; // what the manifest says for it
    Str table_set;    // empty: the default
    int year;         // in which the project is begun
} StarterOptions;

// The files of a project that builds at once, from the template's starter/. NULL after reporting:
// template-unknown, starter-missing, value-invalid for an unknown set, and what is wrong with the template.
Starter *starter_read(Arena *arena, Diag *diag, StarterOptions options);

// The table of that name or number (表14) in a book, folded; NULL where none.
Table *book_find(const TableBook *book, Str name);
// Whether it has been reported why the book has no table of that name or number.
bool book_has_told(const TableBook *book, const Template *t, Str name);
// The path of a file that the template brings (page.html), from the first of its folders that has it; empty
// where none does.
Str template_file(Arena *arena, const Template *t, Str name);
// The template's spec of that name or number, NULL where none.
const TableSpec *template_find_table(const Template *t, Str name);
// Where tables outside statutory ones stand: 其他数据, 说明; NULL where the project has none.
Table *book_other_data(const TableBook *book);
Table *book_reasons(const TableBook *book);

#endif

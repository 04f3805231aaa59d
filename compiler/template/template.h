// template: what kind of document this is, and how it looks: templates/NAME/template.yaml, what it extends,
// and templates/styles/NAME.yaml.
//
// In: a template's YAML, and the folder that names in it are looked for in. Out: a Template with the tables
// of one set, a Style, and the files of a new project; none who reads them sees YAML. What a project's own
// files may say in the same words (tables/NAME.yaml, `rules:`) is read by the functions at the end. Memory:
// all in the arena given.
//
// Errors, each with file, line and column: those of yaml.h; `template-unknown`, `template-cycle`,
// `meaning-unknown` (an id that templates/meanings.yaml has not), `meaning-twice` (two tables say that they
// have it), `starter-missing`; `account-row` and `account-twice` in a year's account items; the warning
// `row-duplicate` for rows that a form has printed twice; `value-invalid` for what is of the right type and
// means nothing.
#ifndef GONGKAI_TEMPLATE_TEMPLATE_H
#define GONGKAI_TEMPLATE_TEMPLATE_H

#include "base/kept.h"
#include "spreadsheet/spreadsheet.h"
#include "table/table.h"
#include "template/style.h"
#include "words/words.h"
#include "yaml/yaml.h"

typedef struct LevelSpec {
    Str pattern; // "{一}、" "（{一}）" "{1}." "（{1}）" "第{一}部分"; empty: not numbered
    Role role;
    bool restart; // numbering starts again under each heading above (false: runs through the document)
} LevelSpec;

// An expression as a YAML file has it; source NULL: there is none.
typedef struct Expressed {
    const Source *source;
    size_t offset; // of its text in source->text
    Str text;
} Expressed;

// What a section's text must mention: a word, or several with | of which one will do.
typedef struct MentionSpec {
    Str words;
    Expressed when; // only where this holds
    bool anywhere;  // in the document, but where amounts are free; else in the section
} MentionSpec;

typedef struct SectionSpec {
    Str name;          // heading, folded when compared
    const Str *others; // what it may be called as well
    size_t other_count;
    bool required;
    Str amounts; // strict, warned, free; a part has its section's where it gives none
    int level;   // 1; 2 for a part of the last section of level 1 before it
    const MentionSpec *mentions;
    size_t mention_count;
    const Str *reasons; // what its text must give a reason for where it changed
    size_t reason_count;
    Expressed when; // it is asked for only where this holds: for some kinds of unit
    Str text;       // starter/texts/NAME.md, that a new project's section begins with; empty: none
    Place text_place;
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
    Str tables_attached;               // in place of tables that are attached; may be empty
} Wording;

// A line under the title, of what only the office knows: 监督索引号. Its value is the manifest's.
typedef struct TitleLine {
    Str name;
    Str text;            // as printed, with {0} for the value, {date} and {approved} for the manifest's
    bool under_contents; // under 目录, else under the title
    bool optional;       // else the manifest must have it
} TitleLine;

// Where the statutory tables stand that no block places.
typedef enum TablesIn {
    TABLES_IN_DOCUMENT,   // in their part
    TABLES_IN_ATTACHMENT, // in files beside it: the part has their names
    TABLES_IN_NONE,       // the document does not speak of them
} TablesIn;

// For every amount column of a table's list (all), or for those that sum others (totals); then 列 is the one,
// and 列/* those that it sums.
typedef enum RuleColumns { RULE_COLUMNS_NONE, RULE_COLUMNS_ALL, RULE_COLUMNS_TOTALS } RuleColumns;

// A formula that must hold: one claim of a rule. 表 in it is each of `tables`.
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

// What words of a text mean: `words` mean the first of `is` that the project has; or each row of the table
// `rows` means its cell in `column`.
typedef struct PhraseSpec {
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
} PhraseSpec;

// What belongs to a cost: `words` told under one of `astray` belong under `under`.
typedef struct Belonging {
    Str under;
    const Str *words;
    size_t word_count;
    const Str *astray;
    size_t astray_count;
} Belonging;

// An amount whose change a department is asked the reason of (`ask:`), though its text may not compare it.
typedef struct AskedAmount {
    Str title;
    Str of, beside; // 三公.公务接待费.预算, and the one that it is held against: expressions
} AskedAmount;

// What a cost is made up of: the text that lists it names the 款 under `codes` (类 of the economic
// classification) that have an amount in a published table with `tables` in its name.
typedef struct Composition {
    Str of;
    const Str *codes;
    size_t code_count;
    Str tables;
} Composition;

// What an auditor looks at, by what is usual: `limits:` of a template. Past it is a question.
typedef enum LimitName {
    LIMIT_OTHER_SHARE,   // other-share: of 其他支出 in what it stands under, in per cent
    LIMIT_OTHER_LEAST,   // other-least: of what it stands under; less is not looked at
    LIMIT_PROJECT_SHARE, // project-share: of one project without a name of its own in all
    LIMIT_CHANGE,        // change: in per cent, above which a reason is wanted
    LIMIT_TRANSFER_DAYS, // transfer-days: after the approval, by which transfers are allotted
    LIMIT_COUNT
} LimitName;

// What one of a kind costs or holds: `each-costs:`. Both may be expressions of the language of figures.
typedef struct EachCost {
    Str title;
    Str of, by;  // 公务用车运行费, 公务用车保有量
    Number most; // in 元 or ones; past it is a question
} EachCost;

// What an id of templates/meanings.yaml means in the chosen set of tables.
typedef struct Meaning {
    Str id;
    int table;  // its number
    int list;   // -1: whichever has the row
    Str row;    // empty: of a column, whatever row
    Str column; // its path; empty: the list's only amounts
} Meaning;

typedef enum Owner { OWNER_DEPARTMENT, OWNER_UNIT } Owner; // a department's own units publish too
typedef enum Stage { STAGE_BUDGET, STAGE_ACCOUNTS } Stage;

// The official classification (政府收支分类科目) of a year.
typedef struct AccountsFile {
    int year;
    Input file;
    Str shown;
} AccountsFile;

typedef struct Template {
    Str name;    // department-budget
    Str title;   // 部门预算
    Str shown;   // its file, as findings print it
    Owner owner; // whose document it is
    Stage stage;
    const Input *folders; // where page.html and style.css are looked for: its own, those of what it extends,
                          // and that of the template whose pages it shares
    size_t folder_count;
    size_t chain_count;         // of those folders, its own and those of what it extends
    const Source *const *bases; // of the files of those that it extends: chain_count - 1
    const Input *set_files;     // that its tables were read from, besides the templates' own
    size_t set_file_count;
    // One of each of them: what it replaces in those after it (`replace:`), or NULL. Private to template.
    const struct YamlNode *const *replaced;
    Place place;           // of its file
    size_t starter_levels; // of the chain, whose starters are its own; `starter: own` ends them
    const Words *words;    // the built-in ones, or with what it and those that it extends change
    Str style;             // its style, where the manifest names none
    LevelSpec levels[6];   // by Markdown heading level
    size_t level_count;
    const SectionSpec *sections;
    size_t section_count;
    const TableSpec *tables; // of the chosen set, in statutory order
    size_t table_count;
    const Meaning *meanings; // of its tables, by id; of one id several where lists of one table share it
    size_t meaning_count;
    Str table_set;
    const PhraseSpec *phrases; // the first that fits is meant
    size_t phrase_count;
    const Str *fillers; // words beside them that say nothing of which cell is meant
    size_t filler_count;
    Str department, department_short; // of the document that it is filled for; empty before
    const Belonging *belongings;
    size_t belonging_count;
    const Composition *compositions;
    size_t composition_count;
    bool comparison;     // with last year, where the manifest does not say otherwise
    const Str *compared; // ids of columns whose every item stands in it
    size_t compared_count;
    const Str *purposes; // ids of columns that say what the money is for; the first that the set has by
                         // account items is drawn
    size_t purpose_count;
    const Str *told_tables; // each 项 of theirs that has an amount is told in the text
    size_t told_table_count;
    const AccountsFile *accounts; // the classifications, by year
    size_t accounts_count;
    const RuleSpec *rules; // of the template, then of the set
    size_t rule_count;
    int publication_days;       // after the approval, within which it is published
    int approval_days;          // of a department, within which it approves its units'
    bool approval_wanted;       // the text names the approval's number and date
    Number limits[LIMIT_COUNT]; // in 元, per cent or ones; NULL: not held
    const EachCost *each_costs;
    size_t each_cost_count;
    const AskedAmount *asked;
    size_t asked_count;
    const Str *terms; // that are explained where the text uses them
    size_t term_count;
    bool terms_items; // and the 项 that the text tells
    const TitleLine *title_lines;
    size_t title_line_count;
    bool contents_unnumbered; // without page numbers
    int contents_levels;      // of headings in them; 0: the style's
    Str contents_note;        // under them; may be empty
    Str chart_label; // 图{0}: then a chart's title stands under it, after that; empty: over it, alone
    TablesIn tables_in;
    size_t assumed_count; // tables of the set whose columns no source gives
    Wording wording;
    int ratio_decimals;    // 2
    bool prose_thousands;  // thousands marks of cells in prose
    bool prose_keep_zeros; // trailing zeros of cells in prose
} Template;

// ---- reading

typedef struct TemplateFolders {
    Input own;     // that the template's file is in
    Str templates; // that names after `extends:` and `pages:` are folders of
} TemplateFolders;

// table_set: as the manifest names it, `set_place` where; empty: national. NULL where nothing can be built.
const Template *template_read_in(Arena *arena, Diag *diag, const Source *source, TemplateFolders folders,
                                 Str table_set, const YamlNode *set_place);
// The same for a template that stands among those that it may name.
const Template *template_read(Arena *arena, Diag *diag, const Source *source, Str folder, Str table_set,
                              const YamlNode *set_place);
// A template as a manifest or a command names it.
typedef struct TemplateChoice {
    Str name;                             // from `templates`, or a path
    Str templates;                        // the folder of Gongkai's own
    Input from;                           // where a path begins; empty: the current folder
    Str prefix;                           // before a path in findings
    Str table_set;                        // empty: national
    const YamlNode *name_node, *set_node; // where both are named; NULL: nowhere
} TemplateChoice;

// Takes its file into the digest. NULL after template-unknown, or where it has any error: what comes after
// relies on a whole template.
const Template *template_choose(Arena *arena, Diag *diag, uint64_t *digest, const TemplateChoice *choice);
// The names of its table sets; none after reporting.
Str *template_sets(Arena *arena, Diag *diag, const TemplateChoice *choice, size_t *n);
// Reads all of its years of account items, and reports what is wrong in them: account-twice, account-row.
void template_check_accounts(Arena *arena, Diag *diag, const Template *t);
// A path that the author wrote, not a name from templates/.
bool path_is_written(Str name);
// A file that the template brings (page.html), from the first of its folders that has it; where none does, as
// it would stand in the first.
Input template_file(Arena *arena, const Template *t, Str name);
// What a document fills into the words of its template: {department}, {department-short}, {year},
// {last-year}.
typedef struct TemplateFacts {
    Str department, department_short;
    int year; // 0: not known, and its marks stay
} TemplateFacts;

// A copy for one document: names of sections, what they mention, titles, heads, labels and notes of tables,
// and wording filled.
const Template *template_fill(Arena *arena, const Template *t, const TemplateFacts *facts);
// The same of one table; itself where it has nothing to fill.
const TableSpec *table_spec_fill(Arena *arena, const TableSpec *spec, const TemplateFacts *facts);
// Whether a heading is the section's: by its name or one that it may have as well. The department's name and
// the year may stand before either (2025年度部门决算情况说明), 关于 too, and 情况, 说明 after it.
bool section_is(const Template *t, const SectionSpec *section, Str heading);
// The template's spec of that name or number, or of what {id} means; NULL where none.
const TableSpec *template_find_table(const Template *t, Str name);
// What an id means in the set: *n of them, 0 where no table of it says so.
const Meaning *template_meanings(const Template *t, Str id, size_t *n);
// The number that a folded name of a table begins with (14-…, 表14, 公开14表, GK14), and what follows it; 0
// where there is none.
int table_number_parse(const WordList *words, Str folded, Str *rest);
int table_number_of(Arena *arena, const WordList *words, Str name); // 0 where the name is more than a number
typedef struct AccountsReader {
    Arena *arena;
    Diag *diag;
    uint64_t *digest; // takes in the files
    Kept *kept;       // where the template is; NULL: nowhere
} AccountsReader;
// The official classification of a year (政府收支分类科目), or of the last before it that the template has:
// codes and names, several of one code parted by |. NULL: none.
const Table *template_accounts(const AccountsReader *reader, const Template *t, int year);
// Those of all years before the one that template_accounts takes, the nearest first: names that were right
// once.
const Table *const *template_accounts_before(const AccountsReader *reader, const Template *t, int year,
                                             size_t *n);
// A copy of the template with the classifications that a manifest names (`accounts: { 2024: 科目.csv }`),
// files of its folder, before its own.
const Template *template_with_accounts(Arena *arena, Diag *diag, const Template *t, const YamlNode *node,
                                       Input folder);

// ---- a new project

typedef struct StarterFile {
    Str name; // sections/1-概况.md
    Str bytes;
} StarterFile;

typedef struct Starter {
    StarterFile *files; // the manifest first
    size_t file_count;
    Str to_fill;        // of an example: its manifest as a new project has it
    const Str *samples; // of an example: what its text has that a new project leaves to be filled in
    size_t sample_count;
} Starter;

typedef struct StarterOptions {
    Str data_folder;       // has templates/
    Str template;          // a name from templates/, or a path from the current folder
    Str template_key;      // what the manifest says for it
    Str table_set;         // empty: the default
    Str department, title; // where they are known; empty: as the starter has them
    int year;              // in which the project is begun
    bool example;          // finished, with invented contents, and marked as such
    bool unfitted;         // tables as the starter has them, for who compares: fitted with table_csv_fit
} StarterOptions;

// The files of a new project, from the template's starter/: what is to be filled in says 待填写, or an
// example that builds at once. NULL after reporting: template-unknown, starter-missing, value-invalid for an
// unknown set, and what is wrong with the template.
Starter *starter_read(Arena *arena, Diag *diag, StarterOptions options);
// The same of a template that is read.
Starter *starter_of(Arena *arena, Diag *diag, const Template *t, const StarterOptions *options);

// ---- a template begun from a form (from-form.c)

typedef struct FormTable {
    Str sheet;        // that it is from, for remarks
    const Form *form; // NULL: the sheet is not taken
    const char *why;  // it is not
} FormTable;

typedef struct FormHeading {
    Str text;
    int level;   // from 1
    Str pattern; // of the number that it has: （{一}）; empty: none
    bool part;   // that is 第一部分, 第一章
} FormHeading;

// The pattern of the number that a heading begins with: （{一}） of （二）职责; empty without one.
Str numbering_pattern(Arena *arena, Str text, bool *part);

typedef struct FormSource {
    Str name; // of the template
    Str file; // that it is from
    const FormTable *tables;
    size_t table_count;
    const FormHeading *headings;
    size_t heading_count;
    const Template *budget, *accounts; // from whose tables meanings are proposed; NULL: none are
} FormSource;

// What is told of a template that is begun: a line each, which stands as a comment in the template too.
typedef struct FormTold {
    const Str *remarks; // what was not understood, and was left out
    size_t remark_count;
    const Str *assumed;
    size_t assumed_count;
} FormTold;

// The files of a template with one table set, `form`: template.yaml and its starter.
Starter *template_from_form(Arena *arena, const FormSource *source, FormTold *told);

// ---- what other files say in the words of a template

typedef VEC(RuleSpec) RuleSpecs;

Expressed expressed_of(const YamlNode *node);
// Appends the manifest's list of rules (NULL: none). Each needs `id` and `that`.
void rules_read(Arena *arena, Diag *diag, const YamlNode *list, RuleSpecs *rules);

typedef struct TableDefaults {
    const Words *words;
    Unit unit;
    int decimals;
    bool thousands;
    ZeroStyle zero;
    const Str *total_names;
    size_t total_name_count;
    bool centre_totals;
    bool note_first; // its note before the sentence on an empty table
    Str label;       // pattern: 部门公开表{00}
    Str listed;      // pattern of what stands before its title in the contents: {一}、
    Str title;       // pattern of its title, with {0} for its name; empty: the name
    Str empty_note;  // pattern with {0}
} TableDefaults;

// A unit that a key gives, the fallback where there is none. Reports value-invalid for 万: money counts in
// 万元.
Unit unit_read(YamlMap *map, const char *key, Unit fallback);
void unit_report(YamlMap *map, const char *key);
// Fills the defaults that a mapping of them gives.
void table_defaults_read(YamlMap *map, TableDefaults *defaults);
// A table as the template declares it, under its number, or tables/NAME.yaml, number 0, under `name`.
TableSpec *table_spec_read(Arena *arena, Diag *diag, const YamlNode *node, const TableDefaults *defaults,
                           Str name, int number);
// What tables/NAME.yaml may say of a table that the template declares: a copy of the spec with that.
TableSpec *table_spec_adjust(Arena *arena, Diag *diag, const YamlNode *node, const TableSpec *spec);

#endif

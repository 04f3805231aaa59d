// What the files of template share.
#ifndef GONGKAI_TEMPLATE_INTERNAL_TEMPLATE_H
#define GONGKAI_TEMPLATE_INTERNAL_TEMPLATE_H

#include "template/template.h"

// ---- style-length.c

typedef struct LengthContext {
    Length em;                   // 0: em is not allowed
    Length measure, area_height; // 0: not allowed
} LengthContext;

// `156mm`, `16pt`, `2em`, `1/12em`, 三号, `measure/28`, `area-height/22`, `0`. False where it is none of
// these.
bool style_length_parse(Arena *arena, Str text, LengthContext context, Length *length);

bool style_role_parse(Str name, Role *role);

// ---- parts of a template

// Its `phrases:` (phrases.c).
void template_phrases(Arena *arena, Diag *diag, const YamlNode *node, Template *template);
typedef struct SetFiles {
    VEC(Input) list;
    bool broken; // one cannot be read, which is reported
} SetFiles;
typedef VEC(Str) StrNames;

// A template's root with the wanted set from sets/NAME.yaml in its folder, where it is there, and those that
// its tables are made from (sets.c). shown: the template's file. Appends the files that were read.
const YamlNode *template_with_sets(Arena *arena, Diag *diag, const YamlNode *root, Input folder, Str shown,
                                   Str wanted, SetFiles *files);
// Whether a template offers a set: without `offers:` (NULL) each that it has. Those that it does not offer
// are there for `from:`.
bool template_offers(const YamlNode *offers, Str name);
// Appends the names of the sets that have a file in the folder and are offered.
void template_set_names(Arena *arena, Input folder, const YamlNode *offers, StrNames *names);
// Its `accounts:` (accounts.c).
void template_accounts_read(YamlMap *map, TemplateFolders folders, Template *t);
// Its `title-lines:`, `contents:`, `chart-label:` and `tables-in:` (frame.c).
void template_frame(YamlMap *map, Template *t);
// `rules:` of a template, or of its set, which adds claims to the template's rules and drops one that it
// leaves empty (rules.c). node NULL: none.
void template_rules(Arena *arena, Diag *diag, const YamlNode *node, RuleSpecs *rules);

// The whole of a template that extends others (extends.c), its root where it extends none; fills its folders.
// by_default: no set is asked for, and template->table_set becomes the first that one of them offers.
// NULL after reporting template-unknown, template-cycle, or what keeps one of them from being read.
const YamlNode *template_extended(Arena *arena, Diag *diag, const YamlNode *root, TemplateFolders folders,
                                  Template *template, bool by_default);
// A template's file in today's form, where it is in the one of the version before (before.c). Tells what to
// change, as template-old.
const YamlNode *template_in_form(Arena *arena, Diag *diag, const YamlNode *root);
// The whole of a template, with `document:` by its title where its own file says neither that nor what it
// extends says the same.
const YamlNode *template_with_document(Arena *arena, Diag *diag, const YamlNode *root, const YamlNode *own);
// A folder that a template names: a path from its own, or a name from the templates.
Input template_folder(Arena *arena, TemplateFolders folders, Str name);
// What is offered for a template that is not there, named in a file of the folder `own` (none: the current
// one).
Str template_hint(Arena *arena, Str templates, Input own, Str name);
// “did you mean “./科目””, of a name without a path that stands in the folder, or beside it; else empty.
Str template_hint_beside(Arena *arena, Input own, Str name);
// Reports value-invalid for a {mark} in a text that nothing fills: neither what a document does, nor one of
// `marks`, which may be NULL and ends in NULL; false then.
bool pattern_check(Arena *arena, Diag *diag, const YamlNode *node, Str text, const char *const *marks);
// The same of a key's text, which is returned.
Str pattern_text(YamlMap *map, const char *key, Str fallback, const char *const *marks);
// … and value-invalid where no mark of `marks` stands in it: what it numbers would all be called the same. An
// empty one numbers nothing.
Str pattern_numbered(YamlMap *map, const char *key, Str fallback, const char *const *marks);
// What stands for a table's number in a label: {0} {00} {一}.
extern const char *const label_marks[];
// A table's declaration with `from:` done: as the table of another set that it names, changed as it says
// (from.c). sets: the template's `table-sets`. NULL after reporting that there is no such table.
const YamlNode *table_from(Arena *arena, Diag *diag, const YamlNode *sets, const WordList *words,
                           const YamlNode *table);
// The rows that a form has printed (`rows:`; NULL: none), once the table's columns are laid out
// (printed-rows.c). Reports row-duplicate, a warning.
void printed_rows_read(Arena *arena, Diag *diag, const YamlNode *node, TableSpec *spec);
// The entry of a group of columns with its columns, NULL where the node is none (table-spec.c).
const YamlEntry *column_group(const YamlNode *node);
// “did you mean “三公.合计.决算”?”, or empty (means.c).
Str nearest_meaning(Arena *arena, Str id);
// Whether there is a meaning of that id; else meaning-unknown.
bool means_known(Diag *diag, Arena *arena, const YamlNode *node, Str id);
// Fills the set's meanings, by its tables. Reports meaning-twice, and value-invalid for what is of another
// kind.
void template_means(Arena *arena, Diag *diag, Template *template);
// Reports meaning-unknown for each {id} in an expression that templates/meanings.yaml has not.
void meanings_check(Arena *arena, Diag *diag, const Expressed *expressed);
// The same for each text of a list.
void meanings_check_texts(Arena *arena, Diag *diag, const YamlNode *list);
// The name of the table that one is made from; empty where it is made from none.
Str table_base(const YamlNode *table, Str *set);
// Whether a column of that name holds codes or names, where its declaration does not say (table-spec.c).
bool column_is_stub(const WordList *words, Str name);
// 项目, 科目名称, 项目（按功能分类）.
bool column_is_row_name(const WordList *words, Str name);

// ---- blanks of a starter (blanks.c)

typedef struct Blank {
    size_t from, to; // of the whole mark
    Str hint, example;
    bool open; // nothing closes it
} Blank;

typedef enum BlankStyle {
    BLANK_EXAMPLE, // the example
    BLANK_TEXT,    // 【待填写：hint】
    BLANK_VALUE,   // 待填写
} BlankStyle;

// The next {blank: …} of a text from *at on, which moves behind it.
bool blanks_next(Str text, size_t *at, Blank *blank);
// Each of them in that style. Reports value-invalid for one that nothing closes.
Str blanks_fill(Arena *arena, Diag *diag, const Words *words, Str file, Str text, BlankStyle style);

// Every `{0}` in a pattern replaced by the value; {00} by a number of two digits.
Str pattern_fill(Arena *arena, Str pattern, Str mark, Str value);

// limits, terms, approval (audit.c): what an auditor looks at.
void template_audit(YamlMap *map, Template *t);

#endif

// What the files that make a template from a form share (from-form.c, form-head.c, form-columns.c).
#ifndef GONGKAI_TEMPLATE_INTERNAL_FORM_H
#define GONGKAI_TEMPLATE_INTERNAL_FORM_H

#include "template/internal-template.h"

#define FORM_MOST_LISTS 8

typedef struct FormWriter {
    Arena *arena;
    const FormSource *source;
    const WordList *words;
    StrBuf out;
    VEC(Str) remarks;
    VEC(Str) assumed;
    VEC(Str) unitless; // tables whose form says no unit
    VEC(Str) names;    // of tables so far
} FormWriter;

void form_remark(FormWriter *w, const FormTable *table, const char *what, Str text);
void form_assume(FormWriter *w, const FormTable *table, const char *what, Str text);
// A scalar of YAML, quoted: what a form says may be anything.
void form_add_scalar(StrBuf *out, Str text);

// ---- what stands above a table (form-head.c)

typedef struct FormHead {
    Str title, label, unit;
} FormHead;

// Without a title, the sheet's name is it.
FormHead form_head(FormWriter *w, const FormTable *table);
// The name that formulas use: the title without its year, which stands before it.
Str form_table_name(Str title);
// The title, where it is not the name.
void form_add_title(FormWriter *w, Str title, Str name);

// ---- columns (form-columns.c)

typedef enum FormKind {
    FORM_AMOUNT,
    FORM_STUB, // codes and names, which a template knows by the column's name
    FORM_NAME, // names under another head
    FORM_TEXT,
    FORM_RATE,
} FormKind;

typedef struct FormSpan { // of the form's columns: a list
    size_t from, to;
    Str under; // the group that all of them stand under; empty: none
} FormSpan;

// What each column holds, by its name and by what is printed in it.
FormKind *form_kinds(const FormWriter *w, const Form *form);
// Says what the form has printed in cells that are no names of rows.
void form_remark_fixed(FormWriter *w, const FormTable *table, const FormKind *kinds);
// The last part of a column's path.
Str form_leaf(Str path);
// Lists that stand side by side: each begins with names or codes behind amounts.
size_t form_lists(const Form *form, const FormKind *kinds, FormSpan *spans);
void form_add_lists(FormWriter *w, const Form *form, const FormKind *kinds, const FormSpan *spans, size_t n);

// ---- meanings (form-means.c)

// As comments under a table: what its columns and rows may mean, as a table of that name in Gongkai's own
// template says.
void form_add_meanings(FormWriter *w, const Form *form, const FormKind *kinds, Str name);

#endif

// convert: a narrative that was published for the year of the tables to sections whose amounts are bound to
// cells.
//
// In: a text (plain, Markdown or a .docx's) and the Project whose template and tables it is to have. Out: the
// sections as Markdown files, and what was bound where. Memory: all in the arena given.
// An amount is bound where the words before it mean a cell (the template's meanings) and the cell holds that
// amount; nothing is bound by its value alone. Errors: those of reading; warnings convert-unbound (an amount
// that was left as it is, with candidates), convert-heading (a heading that the template does not have),
// convert-preface (text before the first heading), convert-long (a paragraph past 16 KB, which is copied),
// convert-table (a table of a .docx, whose rows became lines of text); the error convert-empty (no text).
#ifndef GONGKAI_CONVERT_CONVERT_H
#define GONGKAI_CONVERT_CONVERT_H

#include "check/check.h"

typedef struct ConvertedSection {
    Str name; // 3-部门收支概况.md
    Str text;
} ConvertedSection;

typedef struct Binding {
    Str literal;    // what stood there: 51.8, 比上年增加1.8736万元
    Str expression; // what stands there now
    const Figure *figure;
    Place place; // in the text that was read
} Binding;

typedef struct Conversion {
    const ConvertedSection *sections;
    size_t section_count;
    const Binding *bindings; // in reading order
    size_t binding_count;
    size_t unbound; // amounts of money that were left
} Conversion;

typedef enum ConvertFormat { CONVERT_TEXT, CONVERT_MARKDOWN } ConvertFormat;

// NULL after convert-empty.
const Conversion *convert_source(Arena *arena, Diag *diag, const Project *project, const Source *source,
                                 ConvertFormat format);
// A .docx: its paragraphs with their numbers, headings and tables. NULL after a finding.
const Conversion *convert_docx(Arena *arena, Diag *diag, const Project *project, Str bytes, Str name);

#endif

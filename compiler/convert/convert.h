// convert: a document that was published for the year of the tables to sections whose amounts are bound to
// cells.
//
// In: what intake read, and the Project whose template and tables it is to have. Out: the sections as
// Markdown files, tables and pictures as files, and what was bound where, and what was not. Memory: all in
// the arena given. An amount is bound where the words before it mean a cell (the template's phrases, the
// names of rows and columns) and the cell holds that amount; nothing is bound by its value alone. What the
// Facts of 其他数据 that are to be filled in are taken from the text where its words leave no choice. What
// the sections print is what the document says, but for what Conversion lists: that is held before it is
// given. Errors: convert-empty (no text), convert-differs (what would be written does not print the
// document); warnings convert-unbound (an amount that was left as it is, with candidates), convert-heading (a
// heading that the template does not have), convert-preface (text before the first heading), convert-long (a
// paragraph past 16 KB, which is copied), convert-table (a table of one row, which became a line of text),
// convert-fact (a
// fact that the text tells with two values), intake-picture (a picture that is not in the file); the notes
// convert-section (a section that is known by what it says; a part that begins with its first section,
// because nothing says its name above).
#ifndef GONGKAI_CONVERT_CONVERT_H
#define GONGKAI_CONVERT_CONVERT_H

#include "check/check.h"
#include "intake/intake.h"

typedef struct ConvertedSection {
    Str name; // 3-部门收支概况.md
    Str text;
} ConvertedSection;

typedef struct Stated { // a fact that 其他数据 asked for and the text tells
    size_t row;         // there
    Str name, text;     // 车辆; as it is written into the table
    Unit unit;
    Number value; // in `unit`
    int decimals;
    Place place; // in the text that was read
} Stated;

typedef struct Binding {
    Str literal;    // what stood there: 51.8, 比上年增加1.8736万元
    Str expression; // what stands there now
    const Figure *figure;
    Place place;           // in the text that was read
    size_t offset, length; // there, in bytes
    bool stated;           // to a fact that was taken from this very text
} Binding;

typedef struct Unbound { // an amount that stays typed
    Str literal, reason;
    Place place;
    size_t offset, length; // in the source
} Unbound;

typedef struct ConvertedFile {
    Str name; // beneath the project's folder: tables/项目.csv, images/image1.png
    Str bytes;
    bool replaces; // one that is there
    bool facts;    // has the facts that the text tells
    size_t rows;   // of tables of which it has what the text tells; 0: it is none of these
} ConvertedFile;

// A line of the document that is not in the result as it stands.
typedef struct ConvertedChange {
    Str before, after; // after: empty where it is left out
    const char *why;   // translated
    Place place;
} ConvertedChange;

// Where a line of the document went.
typedef struct ConvertedLine {
    size_t section;         // from 1; 0: nowhere
    size_t from, to;        // of its text
    const TableSpec *table; // of the template's that it is
    Str own;                // table of the project's own that it became
} ConvertedLine;

typedef struct Conversion {
    const Intake *intake;
    const ConvertedLine *lines; // one a line of intake
    const ConvertedSection *sections;
    size_t section_count;
    const ConvertedFile *files;
    size_t file_count;
    const Binding *bindings; // in reading order
    size_t binding_count;
    size_t bound; // of them, to what the project had
    const Stated *stated;
    size_t stated_count;
    const Unbound *unbound; // in reading order
    size_t unbound_count;
    size_t left; // of them, amounts of money
    const ConvertedChange *changes;
    size_t change_count;
} Conversion;

// NULL after convert-empty or convert-differs.
// each: paragraphs that differ by their row alone become one passage, what they say of a row goes to
// 说明.csv.
const Conversion *convert_intake(Arena *arena, Diag *diag, const Project *project, const Intake *intake,
                                 bool each);
// The same with amounts as they stand there, bound to nothing; no facts are taken. Of a document of tables
// alone there are no sections.
const Conversion *convert_plain(Arena *arena, Diag *diag, const Project *project, const Intake *intake);
// The document beside what was written of it, what stays typed and why, what is left out, as a page of HTML.
Str convert_report(Arena *arena, const Conversion *made);

#endif

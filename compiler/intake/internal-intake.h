// What the readers of intake share: the builder, into which each reader says what it meets.
#ifndef GONGKAI_INTAKE_INTERNAL_INTAKE_H
#define GONGKAI_INTAKE_INTERNAL_INTAKE_H

#include "intake/intake.h"
#include "package/package.h"
#include "words/words.h"

// ---- builder.c: lines, in the order in which they are read
//
// What is open is a stack: the body, a paragraph, a table with its row and cell, and in a cell again all of
// these. A paragraph or table that is opened within a paragraph (a text box) stands after it. A table of one
// cell is a frame: what it holds stands in its place. A table within a cell stands after the outer one.

#define BUILD_MOST_DEPTH 200 // deeper ones are taken into what they stand in

typedef enum FrameKind { FRAME_BODY, FRAME_PARAGRAPH, FRAME_TABLE, FRAME_CELL } FrameKind;

typedef struct Frame {
    FrameKind kind;
    IntakeLines lines; // BODY, CELL: in it; PARAGRAPH: after it; TABLE: out of its cells
    StrBuf text;       // PARAGRAPH
    bool plain;        // PARAGRAPH: some of it is not bold
    VEC(IntakeRow) rows;
    VEC(IntakeCell) cells; // of the row
    IntakeCell cell;
    size_t head_rows;
    bool chart; // TABLE
} Frame;

typedef struct Builder {
    Arena *arena;
    Diag *diag;
    Str name;
    VEC(Frame) frames;
    size_t too_deep; // frames that were not opened
    uint32_t serial; // of the paragraphs, for the places of remarks
    IntakeRemarks remarks;
    size_t counts[LEFT_COUNT];
    const IntakeReach *reach; // NULL: there are no pages
    bool notes;               // footnotes are kept as such
    unsigned note_count;
} Builder;

typedef struct ParagraphLook {
    int heading; // 0: none
    Str number;  // before it, as its program shows it
} ParagraphLook;

Builder builder_new(Arena *arena, Diag *diag, Str name);
void builder_paragraph(Builder *builder);
// Into the paragraph that is open, or a new one; a line feed parts lines.
void builder_text(Builder *builder, Str text, bool bold);
// A line of plain text, with its indent.
void builder_line(Builder *builder, Str text);
// A line that is whole as it is.
IntakeLine *builder_add(Builder *builder, IntakeLine line);
void builder_paragraph_end(Builder *builder, ParagraphLook look);
bool builder_in_paragraph(const Builder *builder);
bool builder_has_text(const Builder *builder); // the paragraph that is open has some
Str builder_open_text(Builder *builder);       // of the paragraph that is open
void builder_table(Builder *builder);
void builder_table_chart(Builder *builder); // the table that is open is of a chart
void builder_row(Builder *builder);
void builder_row_head(Builder *builder); // the row that is open is one
void builder_cell(Builder *builder, uint32_t columns, uint32_t rows, bool covered);
// Of the cell that is open, where it is known only within it.
void builder_cell_span(Builder *builder, uint32_t columns, bool covered);
void builder_cell_indent(Builder *builder, unsigned ems);
void builder_cell_end(Builder *builder);
void builder_row_end(Builder *builder);
void builder_table_end(Builder *builder);
// After the paragraph that is open. bytes.at == NULL: it is not in the file.
void builder_picture(Builder *builder, Str name, Str bytes, Str words);
// A foot or end note: its mark in the paragraph that is open, its text after that; or in brackets.
void builder_note(Builder *builder, Str text, bool bold, bool endnote);
void builder_remark(Builder *builder, IntakeLeft left, Str text);
// All that stands in the body so far as one text, and the body is empty again.
Str builder_take_text(Builder *builder);
void builder_close(Builder *builder); // all that is open
// The text of lines, a line a paragraph or a table's row; starts: where each begins.
Str builder_lines_text(Builder *builder, const IntakeLines *lines, size_t *starts);
// A picture's name, without its folders.
Str picture_name(Str path);

// ---- finish.c

// NULL after a finding of source.h.
const Intake *builder_end(Builder *builder, IntakeFormat format);

// ---- docx.c, odt.c: NULL after a finding

const Intake *docx_read(Arena *arena, Diag *diag, Package *package, bool notes);
const Intake *odt_read(Arena *arena, Diag *diag, Package *package, bool notes);

// ---- pdf.c: NULL after a finding

const Intake *pdf_read(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name, bool notes);

// ---- clean.c: what a page has beside its text

// Takes contents, page numbers and running heads out of lines, and joins what a page's edge parted, where the
// document is plain text.
void lines_clean(Builder *builder, IntakeLines *lines, IntakeFormat format);

// ---- plain.c: lines of plain text; raw: each as it was, with its indent

// Lines whose columns tabs part, or gaps, become tables.
void plain_tables(Arena *arena, IntakeLines *lines, Str *raw);
// Lines that a viewer broke are joined.
void plain_join(Arena *arena, const WordList *words, IntakeLines *lines, const Str *raw);

// ---- join.c

// One text of both, with a blank where neither side is Chinese.
void join_text(StrBuf *out, Str next);
// Whether a line's end within a paragraph parts two: the first is whole, or either is one of its own.
bool lines_part(Str before, Str after);
bool label_is(Str text); // 单位：万元, 编制单位：某某局, 公开01表: over a table, beside its title

// ---- number-format.c

// A number as a list shows it, by the name that Word has for it: decimal, chineseCounting, upperRoman. False
// where there is no such name, and `out` has the digits.
bool number_write(StrBuf *out, Str format, uint32_t value);

#endif

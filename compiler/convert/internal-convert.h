// What the files of convert share: what each line of the document is, what words mean, and the run itself.
#ifndef GONGKAI_CONVERT_INTERNAL_CONVERT_H
#define GONGKAI_CONVERT_INTERNAL_CONVERT_H

#include "convert/convert.h"
#include "meaning/meaning.h"

typedef struct Typed {
    int level;   // the template's heading level that is numbered so; 0: none
    size_t end;  // bytes of the number and the blanks after it; 0: there is none
    size_t bare; // bytes of the number alone
} Typed;

// Why a line is not in the result.
typedef enum Passed {
    PASSED_NOT,
    PASSED_COVER,   // the cover prints it
    PASSED_PART,    // a heading that the template has over its parts
    PASSED_CAPTION, // title, unit and notes of a table, which stand with it
    PASSED_TABLE,   // a table of the template's, which comes from tables/
    PASSED_CHART,   // the figures of a chart
    PASSED_LOOSE,   // a table whose cells cannot be told
    PASSED_MADE,    // of the comparison with last year, which is made of the tables
} Passed;

// What a line of the document is, as outline.c, tables.c and own-tables.c find it.
typedef struct LineRole {
    Str title;               // of a heading, without its number
    const SectionSpec *spec; // of a heading; NULL: the template has no such
    const SectionSpec *part; // that the document has no heading of, and that begins here; otherwise NULL
    const TableSpec *table;  // of a table that the template has
    Str own;                 // name of a table of the project's own; empty: its rows become lines
    // As it was written, for the proof: the section, its bytes there, and what it should print.
    size_t section, from, to;
    Str prints;
    Typed typed;
    int level; // of a heading, from 1; 0: none
    Passed why;
    bool by_content; // the section is known by what it says
    bool passed;     // it is not written
    bool unit_line;
    bool appended; // below the heading over the tables, where those that no block places are put
    bool titled;   // it has its title from a line above
    bool written;
} LineRole;

typedef struct Convert {
    Arena *arena;
    Diag *diag, *trial; // trial: of expressions that are tried
    const Project *project;
    FigureEnv *env;
    const Intake *intake;
    const Source *source; // its
    LineRole *roles;      // one a line
    bool *placed;         // of the template's tables: it stands in the text
    const Lexicon *lexicon;
    struct Equal *equal; // equal.c
    struct Spots *spots; // spots.c; made when first asked for
    struct Facts *facts; // facts.c: only what the text states of these is read; NULL: amounts are bound
    VEC(Stated) stated;  // facts that were taken from the text
    VEC(Binding) bindings;
    VEC(Unbound) unbound;
    VEC(ConvertedFile) files;
    size_t left, reported; // amounts that were left
    bool plain;            // amounts stay as they are
} Convert;

// ---- begin.c

// What the project has, and what each line of the document is.
void begin_read(Convert *convert);

// ---- facts.c

// Takes facts of 其他数据 that are to be filled in from the text; the project has them from then on.
void facts_take(Convert *convert);

// ---- stated.c

typedef struct Facts {
    const Table *table; // in which they have no value of their own
    int value;          // its column of values
    bool *asked;        // one a row
    VEC(Stated) stated;
} Facts;

// Whether it is a fact that was taken from the text.
bool facts_have(const Convert *convert, const Figure *figure);

// ---- outline.c

void outline_read(Convert *convert);

// ---- tables.c

void tables_plan(Convert *convert); // those of the template
void table_write(Convert *convert, size_t line, StrBuf *out);
// What stands around a table: 单位：万元 and 部门：…; 公开09表.
bool text_is_unit_line(const Convert *convert, Str text);
bool text_is_table_number(const Convert *convert, Str text);
// What follows a table's number and a colon: 表一：, 附表2-1：, 公开01表：. The whole text where it begins
// with none.
Str text_past_number(const Convert *convert, Str text);
Str text_one_line(Arena *arena, Str text);                            // of a cell
bool line_is_caption(const Convert *convert, const IntakeLine *line); // short, without a sentence's marks
void line_pass(Convert *convert, size_t line);                        // it stands with its table

// ---- own-tables.c: tables of the document that the template's set does not have

void tables_own_plan(Convert *convert); // once headings are known

// ---- markdown.c

// Text as Markdown that prints it, and nothing else.
void markdown_text(StrBuf *out, Str text);
// The same where it may begin a paragraph, of which Markdown would make a list or a quote.
void markdown_paragraph(StrBuf *out, Str text, bool begins);
// The footnotes' marks of a text alone; a text without them.
void markdown_marks(StrBuf *out, Str text);
Str without_marks(Arena *arena, Str text);

// ---- equal.c: cells that rules prove equal

void equal_read(Convert *convert, const Document *document);
bool equal_items(const Convert *convert, const TraceItem *a, const TraceItem *b);
// Whether both quote one cell, or cells that a rule proves equal.
bool equal_figures(const Convert *convert, const Figure *a, const Figure *b);
// The cells that hold an amount, one of those that are equal, as a hint; empty where there is none.
Str equal_candidates(const Convert *convert, Number number, Unit unit);

// ---- number.c: numbers typed before a paragraph

Typed typed_read(const Template *template, Str text);
bool has_sentence(Str text); // marks stand in it that no heading has

// ---- bind.c: amounts to figures

typedef struct Edit {
    size_t from, to; // bytes of the line's text
    Str by;
} Edit;
typedef VEC(Edit) Edits;

void bind_line(Convert *convert, const IntakeLine *line, size_t from, const Labels *labels, Edits *edits);

// ---- sections.c

typedef VEC(ConvertedSection) ConvertedSections;
// False after convert-empty.
bool sections_write(Convert *convert, ConvertedSections *sections);

// ---- each.c

// Runs of paragraphs that differ by their row alone become passages of `each`, and 说明.csv a file of the
// conversion.
void each_fold(Convert *convert, ConvertedSections *sections);

// ---- proof.c

// Whether the sections print what the document says, but for what the lines' roles say; false after
// convert-differs.
bool proof_hold(Convert *convert, const ConvertedSections *sections);

#endif

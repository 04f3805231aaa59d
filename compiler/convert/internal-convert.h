// What the files of convert share: the lines of a text, what words mean, and the run itself.
#ifndef GONGKAI_CONVERT_INTERNAL_CONVERT_H
#define GONGKAI_CONVERT_INTERNAL_CONVERT_H

#include "convert/convert.h"

// A paragraph of the text that was read.
typedef struct Line {
    Str text;
    size_t offset; // of text in the source
    int heading;   // 1 to 6: marked as one (#, or a style of a .docx); 0: not marked
    bool markdown; // its marks are Markdown, and stay
    bool verbatim; // within a fence: copied
} Line;
typedef VEC(Line) Lines;

// ---- lexicon.c: words and the cells they mean

typedef struct Phrase {
    Str fold;
    const PhraseSpec *meaning;
    Str expression;
    const Figure *figure;
} Phrase;

typedef struct Lexicon {
    VEC(Phrase) phrases; // the first of those of one fold that holds where it stands is meant
    VEC(Str) fillers;    // words that say nothing of which cell is meant, folded
    VEC(Str) counters;   // units of 其他数据
} Lexicon;

typedef struct Convert {
    Arena *arena;
    Diag *diag, *trial; // trial: of expressions that are tried
    const Project *project;
    FigureEnv *env;
    const Figure **named; // one a named figure of the manifest
    const Source *source;
    Lexicon lexicon;
    struct Equal *equal; // equal.c
    VEC(Binding) bindings;
    size_t unbound, reported; // amounts that were left
} Convert;

void lexicon_read(Convert *convert);
// Whether both quote one cell, or, by_rule, cells that a rule proves equal.
bool lexicon_same(const Convert *convert, const Figure *a, const Figure *b, bool by_rule);
// The figure of an expression; NULL where it cannot be evaluated, which is not reported.
const Figure *convert_try(Convert *convert, Str expression);

// ---- equal.c: cells that rules prove equal

void equal_read(Convert *convert, const Document *document);
bool item_same(const TraceItem *a, const TraceItem *b);
bool equal_items(const Convert *convert, const TraceItem *a, const TraceItem *b);
// The cells that hold an amount, one of those that are equal, as a hint; empty where there is none.
Str equal_candidates(const Convert *convert, Number number, Unit unit);

// ---- number.c: numbers typed before a paragraph

typedef struct Typed {
    int level;   // the template's heading level that is numbered so; 0: none
    size_t end;  // bytes of the number and the blanks after it; 0: there is none
    size_t bare; // bytes of the number alone
} Typed;
Typed typed_read(const Template *template, Str text);

// ---- bind.c: amounts to figures

// Where a paragraph stands: the heading of its section and the labels of numbered paragraphs above it.
typedef struct Labels {
    Str at[7]; // folded, by level
} Labels;

typedef struct Edit {
    size_t from, to; // bytes of the line's text
    Str by;
} Edit;
typedef VEC(Edit) Edits;

void bind_line(Convert *convert, const Line *line, size_t from, const Labels *labels, Edits *edits);

// ---- sections.c

const Conversion *sections_write(Convert *convert, const Lines *lines);

// ---- docx.c

bool docx_lines(Arena *arena, Diag *diag, Str bytes, Str name, Source **source, Lines *lines);

#endif

// What the files of convert share: the lines of a text, what words mean, and the run itself.
#ifndef GONGKAI_CONVERT_INTERNAL_CONVERT_H
#define GONGKAI_CONVERT_INTERNAL_CONVERT_H

#include "convert/convert.h"
#include "meaning/meaning.h"

// A paragraph of the text that was read.
typedef struct Line {
    Str text;
    size_t offset; // of text in the source
    int heading;   // 1 to 6: marked as one (#, or a style of a .docx); 0: not marked
    bool markdown; // its marks are Markdown, and stay
    bool verbatim; // within a fence: copied
} Line;
typedef VEC(Line) Lines;

typedef struct Convert {
    Arena *arena;
    Diag *diag, *trial; // trial: of expressions that are tried
    const Project *project;
    FigureEnv *env;
    const Source *source;
    const Lexicon *lexicon;
    struct Equal *equal; // equal.c
    VEC(Binding) bindings;
    size_t unbound, reported; // amounts that were left
} Convert;

// ---- equal.c: cells that rules prove equal

void equal_read(Convert *convert, const Document *document);
bool equal_items(const Convert *convert, const TraceItem *a, const TraceItem *b);
// Whether both quote one cell, or cells that a rule proves equal.
bool equal_figures(const Convert *convert, const Figure *a, const Figure *b);
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

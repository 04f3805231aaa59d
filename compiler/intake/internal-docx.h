// What the files of the .docx reader share: styles and numbering, by ECMA-376 part 1, 17.7 and 17.9.
#ifndef GONGKAI_INTAKE_INTERNAL_DOCX_H
#define GONGKAI_INTAKE_INTERNAL_DOCX_H

#include "intake/internal-intake.h"

#define DOCX_LEVELS 9      // of a numbered list
#define DOCX_MOST_BASED 32 // styles that are based on each other

// What a style, a paragraph or a run says, or not.
typedef enum Said { SAID_NOTHING, SAID_NO, SAID_YES } Said;

typedef struct DocxStyle {
    Str id, name, based_on;
    int outline; // 1 to 9; 0: body text, as is said; -1: not said
    Str number;  // numId; empty: not said
    int level;   // -1: not said
    Said bold, hidden;
} DocxStyle;

typedef struct DocxStyles {
    Arena *arena;
    VEC(DocxStyle) at;
} DocxStyles;

bool docx_styles_start(void *context, const XmlTag *tag); // of an XmlHandler whose context is DocxStyles
// A style's own properties with what it has from those that it is based on. An id that there is none of says
// nothing.
DocxStyle docx_style(const DocxStyles *styles, Str id);
bool docx_is_contents(const DocxStyle *style); // toc 1, TOC Heading
Said docx_said(const XmlTag *tag);             // of an on/off property

typedef struct NumberLevel {
    Str format, text; // numFmt: decimal, chineseCounting; lvlText: （%1）
    uint32_t start;
    int restart; // after which level, from 1; 0: never; -1: any above it
    bool legal;  // all its numbers in digits
    Str style;   // that is numbered by it
} NumberLevel;

typedef struct Numbering { // an abstractNum, and where its counters stand
    Str id, style_link;    // style_link: the style of lists that says its levels
    NumberLevel levels[DOCX_LEVELS];
    uint32_t counts[DOCX_LEVELS];
    bool begun[DOCX_LEVELS];
} Numbering;

typedef struct NumberUse { // a num
    Str id, numbering;
    bool starts[DOCX_LEVELS]; // a startOverride that was not used yet
    uint32_t start[DOCX_LEVELS];
    bool own[DOCX_LEVELS]; // a level of its own
    NumberLevel levels[DOCX_LEVELS];
} NumberUse;

typedef struct DocxNumbers {
    Arena *arena;
    VEC(Numbering) numberings;
    VEC(NumberUse) uses;
    uint32_t level; // that is read; DOCX_LEVELS: none
} DocxNumbers;

bool docx_numbers_start(void *context, const XmlTag *tag);
// The level of a numbering that is linked to a style; 0 where none is.
uint32_t docx_number_level(const DocxNumbers *numbers, const DocxStyles *styles, Str number, Str style);
// Counts on, and writes the number as Word shows it; nothing where there is none. Whether it is a bullet, of
// which nothing is written either.
bool docx_number(DocxNumbers *numbers, const DocxStyles *styles, Str number, uint32_t level, StrBuf *out);

// ---- docx.c: a part's text

// What an element is to this reader.
typedef enum Element {
    E_OTHER,
    E_PASSED, // with all that is in it: what was before a tracked change of properties
    E_PARAGRAPH,
    E_PROPERTIES, // of a paragraph
    E_RUN,
    E_RUN_PROPERTIES,
    E_TEXT,
    E_INSTRUCTION,
    E_TABLE,
    E_ROW,
    E_CELL,
    E_BOX,
    E_DELETED,
    E_CHOICE,
    E_FALLBACK,
    E_ALTERNATE,
    E_RUBY_TEXT,
    E_FIELD,
    E_DRAWING,
    E_SDT,
    E_NOTE, // of another part: a note, a comment, a header
} Element;

typedef struct ParagraphState {
    Str style, number; // number: numId, where it is said
    int level, outline;
    bool joined; // its end was deleted: the next goes on
    bool boxed;  // in a text box
} ParagraphState;

typedef struct FieldState {
    bool result;   // past its separator
    bool contents; // 目录
    StrBuf instruction;
} FieldState;

typedef struct Note {
    Str part, id, text; // part: footnote, endnote, comment
} Note;

typedef struct Docx {
    Arena *arena;
    Diag *diag;
    Str name;
    Package *package;
    Relations relations;
    DocxStyles styles;
    DocxNumbers numbers;
    Builder build;
    VEC(Note) notes;
    bool notes_kept; // as footnotes
    VEC(Element) open;
    size_t passed; // elements that are open within one that is passed over
    VEC(ParagraphState) paragraphs;
    VEC(FieldState) fields;
    VEC(bool) chosen;     // of each AlternateContent: a choice was taken
    size_t deleted, ruby; // depths
    size_t contents;      // structured tags that hold the contents
    StrBuf lost;          // the text of what is left out, while it goes on
    Said run_bold, run_hidden;
    Str run_style;
    Str picture_words;
    bool drew; // the drawing that is open gave a picture, or text
    bool root; // it is a document
    // Of another part: the notes' texts, or a header's.
    bool reading_notes;
    Str note_id, note_kind;
} Docx;

// Reads parts as a document, or one of notes, comments, headers.
bool docx_start(void *context, const XmlTag *tag);
bool docx_end(void *context, Str name);
bool docx_text(void *context, Str text);

#endif

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
// Counts on, and writes the number as Word shows it; nothing where there is none, or a bullet.
void docx_number(DocxNumbers *numbers, const DocxStyles *styles, Str number, uint32_t level, StrBuf *out);

#endif

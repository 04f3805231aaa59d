// What the files of the .odt reader share: styles and lists (OpenDocument 1.3 part 3, 16 and 19).
#ifndef GONGKAI_INTAKE_INTERNAL_ODT_H
#define GONGKAI_INTAKE_INTERNAL_ODT_H

#include "intake/internal-intake.h"

#define ODT_LEVELS 10
#define ODT_MOST_PARENTS 32 // styles above each other

typedef struct OdtStyle {
    Str name, parent, list;
    bool paragraph; // else of text
    int outline;    // -1: not said
    int bold;       // -1: not said
    int hidden;
} OdtStyle;

typedef struct OdtLevel {
    Str format;                  // by Word's name; empty: no number
    Str prefix, suffix, pattern; // pattern: （%1%）, where it is given
    uint32_t start, shown;       // shown: levels
    bool bullet;                 // a mark, and no number
} OdtLevel;

typedef struct OdtListStyle {
    Str name;
    OdtLevel levels[ODT_LEVELS];
} OdtListStyle;

typedef struct OdtStyles {
    Arena *arena;
    VEC(OdtStyle) styles;
    VEC(OdtListStyle) lists; // the outline's has no name
    bool in_style, in_list;
} OdtStyles;

void odt_styles_start(OdtStyles *styles, const XmlTag *tag);
void odt_styles_end(OdtStyles *styles, Str name);
// With what it has from its parents.
OdtStyle odt_style(const OdtStyles *styles, Str name, bool paragraph);
const OdtListStyle *odt_list_style(const OdtStyles *styles, Str name);
// The number of a level as it is shown; counts: of all levels, counted on already.
void odt_number(const OdtListStyle *style, const uint32_t *counts, int level, StrBuf *out);

#endif

// What the readers of .ods share: its styles (OpenDocument 1.3 part 3, 16 and 17).
#ifndef GONGKAI_SPREADSHEET_INTERNAL_ODS_H
#define GONGKAI_SPREADSHEET_INTERNAL_ODS_H

#include "spreadsheet/internal-sheet.h"

typedef enum OdsFamily { ODS_OTHER, ODS_CELL, ODS_TABLE, ODS_NUMBER } OdsFamily;

typedef enum OdsColour { COLOUR_UNSAID, COLOUR_WHITE, COLOUR_OTHER } OdsColour;

// A style of cells, of sheets, or of numbers.
typedef struct OdsStyle {
    OdsFamily family;
    Str name, parent, number; // number: the name of its style of numbers
    CellFormat format;
    OdsColour colour, background;
    StrBuf literal;     // of numbers: what is shown beside them
    int8_t embedded;    // where among its digits a text stands
    bool shows, mapped; // of numbers: it has one; it names other styles for some of them
    bool hidden;        // a sheet
} OdsStyle;

// Filled from both parts that hold styles, then sorted once.
typedef struct OdsStyles {
    Arena *arena;
    VEC(OdsStyle) list;
    bool inside;  // of an element of styles
    bool literal; // of an element of text in a style of numbers
} OdsStyles;

// What a tag says of styles.
void ods_styles_start(OdsStyles *styles, const XmlTag *tag);
void ods_styles_text(OdsStyles *styles, Str text);
void ods_styles_end(OdsStyles *styles, Str name);
void ods_styles_sort(OdsStyles *styles);
// The format of a cell's style, with what it takes from its parents; a plain one where there is none.
CellFormat ods_cell_format(const OdsStyles *styles, Str name);
bool ods_table_hidden(const OdsStyles *styles, Str name);

// Reads a number, date or truth as its tag stores it; text is the cell's own.
Str ods_value(Arena *arena, const XmlTag *tag, CellFormat format);

#endif

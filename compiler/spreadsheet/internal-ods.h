// What the readers of .ods share: its styles (OpenDocument 1.3 part 3, 16 and 17).
#ifndef GONGKAI_SPREADSHEET_INTERNAL_ODS_H
#define GONGKAI_SPREADSHEET_INTERNAL_ODS_H

#include "spreadsheet/internal-sheet.h"

typedef enum OdsFamily {
    ODS_OTHER,
    ODS_CELL,
    ODS_TABLE,
    ODS_COLUMN,
    ODS_ROW,
    ODS_TEXT, // a part of a cell's text
    ODS_NUMBER,
} OdsFamily;

typedef enum OdsColour { COLOUR_UNSAID, COLOUR_WHITE, COLOUR_OTHER } OdsColour;

// Where a style gives way to another: value()>=0.
typedef struct OdsMap {
    Str condition, style;
} OdsMap;

// A style of cells, of their parts, of columns, rows and sheets, or of numbers.
typedef struct OdsStyle {
    OdsFamily family;
    Str name, parent, number; // number: the name of its style of numbers
    Str shown;                // its name as authors see it
    Str page;                 // of a sheet: the name of its master page
    CellFormat format;
    OdsColour colour, background;
    StrBuf literal;  // of numbers: what is shown beside them
    int8_t embedded; // where among its digits a text stands
    bool shows;      // of numbers: it has one
    bool sign;       // of numbers: a minus, brackets or a colour of its own
    bool of_text;    // of numbers: it is that of texts, and names others for numbers
    VEC(OdsMap) maps;
    bool hidden; // a sheet, or a column or row too small to be seen
} OdsStyle;

typedef struct OdsPageText {
    Str page, text;
} OdsPageText;

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
// Of a sheet, a column or a row.
bool ods_hidden(const OdsStyles *styles, OdsFamily family, Str name);
Str ods_page_of(const OdsStyles *styles, Str table);
// What a style makes of a part of a cell's text.
bool ods_part_struck(const OdsStyles *styles, Str name);
bool ods_part_white(const OdsStyles *styles, Str name);
// Whether a condition may show what a cell holds in white; name: of its style, or of one that a condition
// names.
bool ods_fades(const OdsStyles *styles, Str name);

// The heads and feet of master pages (ods-pages.c), from the part of styles.
typedef struct OdsPages {
    Arena *arena;
    VEC(OdsPageText) texts;
    Str page;    // that is read
    int skipped; // elements that are open, of what is not shown or is no text of it
    bool part, paragraph;
    StrBuf text;
} OdsPages;

void ods_pages_start(OdsPages *pages, const XmlTag *tag);
void ods_pages_text(OdsPages *pages, Str text);
void ods_pages_end(OdsPages *pages, Str name);
// Those of the sheet's pages as texts beside it.
void ods_pages_add(const OdsPages *pages, Str page, SheetFilling *filling);

// Reads a number, date or truth as its tag stores it; text is the cell's own.
Str ods_value(Arena *arena, const XmlTag *tag, CellFormat format);

#endif

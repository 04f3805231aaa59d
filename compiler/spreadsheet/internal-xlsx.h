// What the readers of .xlsx share.
#ifndef GONGKAI_SPREADSHEET_INTERNAL_XLSX_H
#define GONGKAI_SPREADSHEET_INTERNAL_XLSX_H

#include "spreadsheet/internal-sheet.h"

// The text of <t> elements outside <rPh>: of a shared or inline string.
typedef struct RichText {
    StrBuf text;
    bool in_text;
    int phonetic;            // how many <rPh> are open
    bool run_struck, struck; // the run is struck through; some of the text is
    bool run_white, white;
} RichText;

void rich_start(RichText *rich, const XmlTag *tag);
void rich_end(RichText *rich, Str tag);
void rich_text(RichText *rich, Str text);
// The text so far, with _xHHHH_ (ECMA-376 part 1, 22.9.2.19) as the character it stands for, copied.
Str rich_take(Arena *arena, RichText *rich);

#endif

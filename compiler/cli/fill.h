// Paragraphs filled to the width of a terminal, Chinese among them.
#ifndef GONGKAI_CLI_FILL_H
#define GONGKAI_CLI_FILL_H

#include "base/base.h"

// Columns of the terminal that a descriptor is; 80 where it is none.
int fill_terminal(int stream);
// Columns of the terminal that stdout is, at most 100; 80 where it is none.
int fill_width(void);
// Columns that it takes; full-width characters take two.
int fill_columns(Str text);
// The text on stdout in lines that begin at `indent`, the first where the cursor is (at `column`), with the
// line's end. Backquotes are left out. A line break in it begins a new line.
void fill_print(Str text, int column, int indent);

#endif

// Text inside XML and HTML, and on a terminal.
#ifndef GONGKAI_BASE_ESCAPE_H
#define GONGKAI_BASE_ESCAPE_H

#include "base/str.h"

// Appends text for an element or an attribute in double quotes: < > & " as references; what no XML document
// may hold (XML 1.0, 2.2) as U+FFFD.
void escape_markup(StrBuf *out, Str text);
// The same of text that is known to hold nothing of the last kind.
void escape_markup_clean(StrBuf *out, Str text);

// Text of a file or its name for a terminal, which must not take it for commands nor show it in another
// order: controls (C0, C1, DEL), the marks of direction (UAX #9, 2) and line ends of Unicode as U+202E in
// brackets.
bool char_is_safe(uint32_t code); // none of these
Str escape_terminal(Arena *arena, Str text);

#endif

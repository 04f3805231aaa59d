// Text inside XML and HTML.
#ifndef GONGKAI_BASE_ESCAPE_H
#define GONGKAI_BASE_ESCAPE_H

#include "base/str.h"

// Appends text for an element or an attribute in double quotes: < > & " as references; what no XML document
// may hold (XML 1.0, 2.2) as U+FFFD.
void escape_markup(StrBuf *out, Str text);
// The same of text that is known to hold nothing of the last kind.
void escape_markup_clean(StrBuf *out, Str text);

#endif

// Pages that the office writes: a table or more under a heading, standing alone, printable.
#ifndef GONGKAI_OFFICE_INTERNAL_VIEW_H
#define GONGKAI_OFFICE_INTERNAL_VIEW_H

#include "base/base.h"

void view_begin(StrBuf *out, Str title, const char *more_style);
void view_heading(StrBuf *out, int level, Str text);
void view_line(StrBuf *out, Str text); // a paragraph
void view_table(StrBuf *out, Str caption, const Str *heads, size_t n);
void view_row(StrBuf *out, Str kind); // kind: a class; empty: none
void view_row_head(StrBuf *out, Str text);
void view_cell(StrBuf *out, Str text, const char *kind); // kind: a class, or NULL
void view_anchor(StrBuf *out, Str url, Str text);        // a link alone
void view_link(StrBuf *out, Str url, Str text);          // a cell; without an address the text alone
void view_row_end(StrBuf *out);
void view_table_end(StrBuf *out);
void view_end(StrBuf *out);

#endif

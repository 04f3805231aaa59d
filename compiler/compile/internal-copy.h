// The copy for approval, for who writes one.
#ifndef GONGKAI_COMPILE_INTERNAL_COPY_H
#define GONGKAI_COMPILE_INTERNAL_COPY_H

#include "compile/compile.h"
#include "docx/docx.h"

// pages: NULL where nothing is laid out.
DocxOptions copy_options(const Compilation *made, const Pages *pages, CopySpec spec);
// The file's name, of a title that is one.
Str copy_name(const Compilation *made, Str title, CopySpec spec);

#endif

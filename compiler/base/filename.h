// Names of files that every system takes: Linux, Windows and macOS, a web server, an archive.
#ifndef GONGKAI_BASE_FILENAME_H
#define GONGKAI_BASE_FILENAME_H

#include "base/str.h"

// What `text` gives as a file's name, or as the part of it before the extension, in at most `most` bytes.
// Left out: control characters, / \ : * ? " < > |, what makes a name look like another (marks of direction
// and of no width), blanks and dots at both ends. A name that Windows keeps for a device (CON, COM1 …) gets a
// line before it (_CON). Empty where nothing is left.
Str filename_clean(Arena *arena, Str text, size_t most);
// Whether a system that does not tell capitals from small letters would take both for one file.
bool filename_same(Str a, Str b);

#endif

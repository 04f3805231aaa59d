// JSON that a library wrote, read back. It is written into memory, so that it can but be cut off, and a look
// at how it is nested tells that; parsing it would cost twice what writing it does.
#ifndef GONGKAI_BASE_JSON_H
#define GONGKAI_BASE_JSON_H

#include "base/str.h"

// Whether the text is one object or array, closed as it was opened, with nothing but blanks around it.
// Literals and numbers are not looked at.
bool json_is_whole(Str text);

#endif

#ifndef GONGKAI_COMMANDS_FILE_PLACE_H
#define GONGKAI_COMMANDS_FILE_PLACE_H

#include "base/base.h"

// A file in its place at once, written beside it first: who reads it meanwhile, and who is left with it where
// that goes wrong, has the old one or the new one whole. False with errno.
bool file_place(const char *file, Str bytes);
// The same. False after saying why.
bool file_place_told(const char *file, Str bytes);

#endif

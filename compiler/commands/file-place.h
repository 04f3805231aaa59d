#ifndef GONGKAI_COMMANDS_FILE_PLACE_H
#define GONGKAI_COMMANDS_FILE_PLACE_H

#include "base/base.h"

// A file in its place at once, written beside it as next: who reads it meanwhile has the old one or the new
// one. False after saying why.
bool file_place(const char *file, const char *next, Str bytes);

#endif

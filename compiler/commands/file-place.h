#ifndef GONGKAI_COMMANDS_FILE_PLACE_H
#define GONGKAI_COMMANDS_FILE_PLACE_H

#include "base/base.h"

// A file in its place at once, whole (outdir.h). False after saying why.
bool file_place_told(const char *path, Str bytes);

#endif

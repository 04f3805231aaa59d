// Paths, and what stands there.
#ifndef GONGKAI_BASE_PATH_H
#define GONGKAI_BASE_PATH_H

#include "base/str.h"

Str path_join(Arena *arena, Str folder, Str name); // `name` alone where it is absolute
// With links followed; an empty Str where there is no such folder.
Str path_real(Arena *arena, Str folder);
bool path_is_folder(Arena *arena, Str path);
bool path_is_file(Arena *arena, Str path);
// Whatever it is, a link that leads nowhere too: who reads it says what is wrong with it.
bool path_is_there(Arena *arena, Str path);
// Names in a folder that are not hidden, in natural order; none where it cannot be read.
Str *path_list(Arena *arena, Str folder, size_t *n);

#endif

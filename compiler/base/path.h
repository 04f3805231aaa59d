// Paths as text.
#ifndef GONGKAI_BASE_PATH_H
#define GONGKAI_BASE_PATH_H

#include "base/str.h"

Str path_join(Arena *arena, Str folder, Str name); // `name` alone where it is absolute
// With links followed; an empty Str where there is no such folder.
Str path_real(Arena *arena, Str folder);
// Without . and .. parts; false where it is absolute or leads above its beginning by its words alone.
bool path_below(Arena *arena, Str path, Str *normal);

#endif

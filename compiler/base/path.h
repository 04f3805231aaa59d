// Paths as text.
#ifndef GONGKAI_BASE_PATH_H
#define GONGKAI_BASE_PATH_H

#include "base/str.h"
#include "base/vec.h"

Str path_join(Arena *arena, Str folder, Str name); // `name` alone where it is absolute
// With links followed; an empty Str where there is no such folder, with errno.
Str path_real(Arena *arena, Str folder);
// Without . and .. parts; false where it is absolute or leads above its beginning by its words alone.
bool path_below(Arena *arena, Str path, Str *normal);

// Folders that were made, outermost first.
typedef VEC(const char *) PathsMade;

// Makes those that lead to `path`, and remembers which are new. False with errno where one cannot be made.
bool path_make_above(Arena *arena, const char *path, PathsMade *made);
// Removes them again, but for those in which others have put something meanwhile.
void path_remove_made(PathsMade *made);

#endif

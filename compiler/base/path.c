// Paths.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/vec.h"

Str path_join(Arena *arena, Str folder, Str name)
{
    if (folder.n == 0 || (name.n && name.at[0] == '/'))
        return str_copy(arena, name);
    if (folder.at[folder.n - 1] == '/')
        return str_print(arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name));
    return str_print(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

Str path_real(Arena *arena, Str folder)
{
    char *real = realpath(str_c(arena, folder), NULL);
    Str found = real ? str_copy(arena, str_of(real)) : (Str){0};

    free(real);
    return found;
}

bool path_below(Arena *arena, Str path, Str *normal)
{
    VEC(Str) parts = {0};

    if (path.n && path.at[0] == '/')
        return false;
    for (size_t from = 0; from <= path.n;) {
        ptrdiff_t slash = str_find_char(path, '/', from);
        size_t to = slash < 0 ? path.n : (size_t)slash;
        Str part = str_slice(path, from, to);

        from = to + 1;
        if (str_equal(part, STR("..")) && parts.n-- == 0)
            return false;
        if (part.n && !str_equal(part, STR(".")) && !str_equal(part, STR("..")))
            *vec_push(arena, &parts) = part;
    }
    *normal = str_join(arena, parts.at, parts.n, STR("/"));
    return true;
}

bool path_make_above(Arena *arena, const char *path, PathsMade *made)
{
    for (const char *slash = *path ? strchr(path + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
        const char *prefix = str_c(arena, (Str){path, (size_t)(slash - path)});
        struct stat status;

        // A read-only disk may say so rather than that the folder is there, so look first.
        if (stat(prefix, &status) == 0)
            continue;
        // The place first: without memory for it the folder would be forgotten.
        *vec_push(arena, made) = prefix;
        if (mkdir(prefix, 0777) == 0)
            continue;
        made->n--;
        if (errno != EEXIST)
            return false;
    }
    return true;
}

void path_remove_made(PathsMade *made)
{
    while (made->n)
        rmdir(made->at[--made->n]);
}

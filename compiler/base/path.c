// Paths and folders.
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

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

bool path_is_folder(Arena *arena, Str path)
{
    struct stat found;

    return stat(str_c(arena, path), &found) == 0 && S_ISDIR(found.st_mode);
}

bool path_is_file(Arena *arena, Str path)
{
    struct stat found;

    return stat(str_c(arena, path), &found) == 0 && !S_ISDIR(found.st_mode);
}

bool path_is_there(Arena *arena, Str path)
{
    struct stat found;

    return lstat(str_c(arena, path), &found) == 0;
}

static int compare(const void *a, const void *b)
{
    const Str *x = a, *y = b;
    int order = str_compare_natural(*x, *y);

    return order ? order : str_compare(*x, *y);
}

Str *path_list(Arena *arena, Str folder, size_t *n)
{
    VEC(Str) names = {0};
    DIR *stream = opendir(str_c(arena, folder));
    struct dirent *entry;

    *n = 0;
    if (!stream)
        return NULL;
    while ((entry = readdir(stream)))
        // ~$ begins the lock files of office programs.
        if (entry->d_name[0] != '.' && entry->d_name[0] != '~')
            *vec_push(arena, &names) = str_copy(arena, str_of(entry->d_name));
    closedir(stream);
    if (names.n)
        qsort(names.at, names.n, sizeof(Str), compare);
    *n = names.n;
    return names.at;
}

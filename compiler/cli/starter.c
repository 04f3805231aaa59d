// The files of a starter, put into a folder and taken out again.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static bool fail(Diag *diag, Str path)
{
    diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){.file = path}, (Str){0},
                _("cannot be written: %s"), strerror(errno));
    return false;
}

static bool write_file(Arena *arena, Diag *diag, Str folder, const StarterFile *file)
{
    Str path = path_join(arena, folder, file->name);
    FILE *stream;
    bool written;

    for (size_t i = folder.n + 1; i < path.n; i++)
        if (path.at[i] == '/' && mkdir(str_c(arena, str_slice(path, 0, i)), 0777) != 0 && errno != EEXIST)
            return fail(diag, path);
    stream = fopen(str_c(arena, path), "wbx");
    if (!stream)
        return fail(diag, path);
    written = fwrite(file->bytes.at, 1, file->bytes.n, stream) == file->bytes.n && fflush(stream) == 0 &&
              fsync(fileno(stream)) == 0;
    return (fclose(stream) == 0 && written) || fail(diag, path);
}

Str starter_top(Str name)
{
    ptrdiff_t slash = str_find_char(name, '/', 0);

    return slash < 0 ? name : str_slice(name, 0, (size_t)slash);
}

bool starter_write(Arena *arena, Diag *diag, const Starter *starter, Str folder)
{
    for (size_t i = 0; i < starter->file_count; i++)
        if (!write_file(arena, diag, folder, &starter->files[i]))
            return false;
    return true;
}

void starter_remove(Arena *arena, const Starter *starter, Str folder)
{
    for (size_t i = 0; i < starter->file_count; i++)
        unlink(str_c(arena, path_join(arena, folder, starter->files[i].name)));
    for (size_t i = 0; i < starter->file_count; i++)
        rmdir(str_c(arena, path_join(arena, folder, starter_top(starter->files[i].name))));
}

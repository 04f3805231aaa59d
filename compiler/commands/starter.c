// The files of a starter, put into a folder and taken out again.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/starter.h"

#define SCHEMA_FOLDER ".schema/"

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

// The file that an editor reads of a schema that the first line names: “# yaml-language-server:
// $schema=.schema/NAME”.
const Starter *starter_with_schema(Arena *arena, Diag *diag, const Starter *starter, Str data_folder)
{
    Str text = starter->file_count ? starter->files[0].bytes : (Str){0}, name, path;
    ptrdiff_t at = str_find(text, STR("$schema=" SCHEMA_FOLDER), 0), end = str_find_char(text, '\n', 0);
    Starter *with = ARENA_NEW(arena, Starter);
    Str bytes;

    if (at < 0 || end < at)
        return starter;
    name = str_trim(str_slice(text, (size_t)at + sizeof "$schema=" SCHEMA_FOLDER - 1, (size_t)end));
    path = path_join(arena, data_folder, str_print(arena, "templates/schemas/%.*s", STR_ARG(name)));
    if (name.n == 0 || str_find_char(name, '/', 0) >= 0)
        return starter;
    if (!source_bytes(arena, diag, input_at(path), path, &bytes))
        return NULL;
    *with = *starter;
    with->files = ARENA_ARRAY(arena, StarterFile, starter->file_count + 1);
    memcpy(with->files, starter->files, starter->file_count * sizeof *with->files);
    with->files[with->file_count++] =
        (StarterFile){str_print(arena, SCHEMA_FOLDER "%.*s", STR_ARG(name)), bytes};
    return with;
}

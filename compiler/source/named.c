// The files and folders that a manifest names, found without knowing what it means: whatever stands where a
// value may stand, and is the name of something, is taken for a name.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "source/source.h"

enum { FOLDERS_MOST = 256, NAMES_MOST = 20000, NAME_LONGEST = 1024, ENDS_MOST = 8 };

typedef struct Names {
    Arena *arena;
    Diag *diag; // may be NULL
    VEC(NamedPath) found;
    VEC(Str) folders; // to be looked through, and those that were
    VEC(Str) real;    // of each
    size_t asked;     // of the system
} Names;

static void add_folder(Names *names, Str folder)
{
    Str real = path_real(names->arena, folder);

    if (real.n == 0)
        input_failed(names->diag, folder, errno);
    if (real.n == 0 || names->folders.n >= FOLDERS_MOST)
        return;
    for (size_t i = 0; i < names->real.n; i++)
        if (str_equal(names->real.at[i], real))
            return;
    *vec_push(names->arena, &names->folders) = folder;
    *vec_push(names->arena, &names->real) = real;
}

// Everything is beneath the root: nobody names that.
static bool is_root(Arena *arena, Str path)
{
    return str_equal(path_real(arena, path), STR("/"));
}

static void try_name(Names *names, Str folder, Str name)
{
    struct stat about;
    Str path;

    if (name.n == 0 || name.n > NAME_LONGEST || names->asked++ >= NAMES_MOST || memchr(name.at, '\0', name.n))
        return;
    path = path_join(names->arena, folder, name);
    if (stat(path.at, &about) != 0) {
        input_failed(names->diag, path, errno);
        return;
    }
    if (is_root(names->arena, path))
        return;
    *vec_push(names->arena, &names->found) = (NamedPath){path, S_ISDIR(about.st_mode)};
    if (S_ISDIR(about.st_mode))
        add_folder(names, path);
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

// A name from `from` on, to each place where it may end: a comma may be part of it, or stand after it; after
// @ stands which version of it.
static void try_ends(Names *names, Str folder, Str line, size_t from)
{
    int ends = 0;

    for (size_t to = from + 1; to <= line.n && ends < ENDS_MOST; to++) {
        bool comment = to < line.n && line.at[to] == '#' && line.at[to - 1] == ' ';

        if (to < line.n && !comment && !is_one_of(line.at[to], ",]}'\"@"))
            continue;
        try_name(names, folder, str_trim(str_slice(line, from, to)));
        ends++;
    }
}

static void look_through_line(Names *names, Str folder, Str line)
{
    for (size_t i = 0; i < line.n; i++) {
        bool begins = i == 0 || is_one_of(line.at[i - 1], " \t[{,'\"");

        if (begins && !is_one_of(line.at[i], " \t[{,'\"#-:&*!|>"))
            try_ends(names, folder, line, i);
    }
}

static void look_through_file(Names *names, Str folder, const char *name)
{
    Input file = {folder, str_of(name)};
    Diag *heard = diag_new(); // what is wrong with it is reported by who reads it for its meaning
    InputKind kind = input_kind(file);
    const Source *source = kind == INPUT_FILE || kind == INPUT_UNKNOWN
                               ? source_read(names->arena, heard, file, file.name, (Str){0})
                               : NULL;

    for (uint32_t line = 1; source && line <= source->line_count; line++)
        look_through_line(names, folder, source_line(source, line));
    if (names->diag)
        diag_append_failures(names->diag, heard);
    diag_free(heard);
}

const NamedPath *source_named(Arena *arena, Diag *diag, Str folder, size_t *n)
{
    Names names = {.arena = arena, .diag = diag};

    add_folder(&names, folder);
    for (size_t i = 0; i < names.folders.n; i++) {
        look_through_file(&names, names.folders.at[i], "gongkai.yaml");
        look_through_file(&names, names.folders.at[i], "template.yaml");
    }
    *n = names.found.n;
    return names.found.at;
}

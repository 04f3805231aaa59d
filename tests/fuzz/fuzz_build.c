// A whole build of a project that one input holds as text: a line `=== NAME` begins each of its files.
#include "fuzz.h"

#include <stdlib.h>

#include "compile/compile.h"
#include "own_folder.h"

static char folder[OWN_FOLDER]; // of the last input

static void remove_last(void)
{
    if (*folder)
        own_folder_remove(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return atexit(remove_last);
}

// Names as a project has them: one folder deep at the most, and none that leads out of it.
static bool is_name(Str name)
{
    return name.n > 0 && name.n < 100 && name.at[0] != '/' && name.at[0] != '.' &&
           str_find(name, STR("/."), 0) < 0 && str_find_char(name, '\0', 0) < 0;
}

// What cannot be written, since a file and a folder bear one name, is left out.
static void put(Arena *arena, Str name, Str content)
{
    char *path = str_c(arena, str_print(arena, "%s/%.*s", folder, STR_ARG(name)));
    FILE *file;

    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        mkdir(path, 0777);
    }
    file = fopen(path, "wb");
    if (!file)
        return;
    fwrite(content.at, 1, content.n, file);
    fclose(file);
}

static void unpack(Arena *arena, Str image)
{
    for (ptrdiff_t at = str_find(image, STR("=== "), 0); at >= 0;) {
        ptrdiff_t line = str_find_char(image, '\n', (size_t)at);
        ptrdiff_t next = line < 0 ? -1 : str_find(image, STR("\n=== "), (size_t)line);
        Str name = str_slice(image, (size_t)at + 4, line < 0 ? image.n : (size_t)line);

        if (line >= 0 && is_name(name)) {
            Str content = str_slice(image, (size_t)line + 1, next < 0 ? image.n : (size_t)next + 1);

            put(arena, name, content);
        }
        at = next < 0 ? -1 : next + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    CompileOptions options = {
        .folder = folder, .data_folder = STR(DATA_DIR), .generator = STR("Gongkai"), .draft = true};
    Built built;

    remove_last();
    own_folder_make(folder);
    unpack(arena, (Str){(const char *)data, size});
    built = compile_outputs(&options,
                            &(OutputSpec){.folder = str_print(arena, "%s/out", folder), .kinds = KIND_ALL});
    compilation_free(&built.made);
    arena_free(arena);
    return 0;
}

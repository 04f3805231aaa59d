// A project's manifest, in a folder of its own.
#include "fuzz.h"

#include <stdlib.h>

#include "own_folder.h"
#include "project/project.h"

static char folder[OWN_FOLDER]; // made once; only the manifest in it changes

static void remove_folder(void)
{
    own_folder_remove(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    own_folder_make(folder);
    return atexit(remove_folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();

    own_folder_put(folder, "gongkai.yaml", (Str){(const char *)data, size});
    project_read(arena, diag, folder, (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = true});
    diag_free(diag);
    arena_free(arena);
    return 0;
}

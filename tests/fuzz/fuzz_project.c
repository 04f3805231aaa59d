// YAML: to the tree with places, and as a style, a template and a manifest, which stands in a folder of its
// own for the time.
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "project/internal-project.h"

static char folder[] = "/tmp/gongkai-fuzz-XXXXXX";
static char manifest[sizeof folder + sizeof "/gongkai.yaml"];

static void remove_folder(void)
{
    unlink(manifest);
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mkdtemp(folder))
        abort();
    snprintf(manifest, sizeof manifest, "%s/gongkai.yaml", folder);
    atexit(remove_folder);
    return 0;
}

static void read_manifest(Arena *arena, Diag *diag, Str bytes)
{
    FILE *file = fopen(manifest, "w");

    if (!file || fwrite(bytes.at, 1, bytes.n, file) != bytes.n || fclose(file))
        abort();
    project_read(arena, diag, folder, (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = true});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    Source *source = source_from_bytes(arena, diag, bytes, STR("gongkai.yaml"), (Str){0});

    if (source && yaml_read(arena, diag, source)) {
        style_read(arena, diag, source);
        template_read(arena, diag, source, STR(DATA_DIR), (Str){0}, NULL);
        if (str_find(source->text, STR("department"), 0) >= 0)
            read_manifest(arena, diag, bytes);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}

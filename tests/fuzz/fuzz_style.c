// A style's YAML.
#include "fuzz.h"

#include "template/style.h"
#include "yaml/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Source *source = fuzz_source(arena, diag, data, size, "styles/plain.yaml");

    if (source) {
        yaml_read(arena, diag, source);
        style_read(arena, diag, source, NULL);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}

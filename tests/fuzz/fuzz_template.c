// A template's YAML, which may extend those that there are, in the table sets of two of them.
#include "fuzz.h"

#include "template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const sets[] = {"", "unit"};

    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        Arena *arena = arena_new();
        Diag *diag = diag_new();
        Source *source = fuzz_source(arena, diag, data, size, "template.yaml");

        if (source)
            template_read(arena, diag, source, STR(DATA_DIR "/templates"), str_of(sets[i]), NULL);
        diag_free(diag);
        arena_free(arena);
    }
    return 0;
}

// Plain text, as a viewer or mail leaves it.
#include "fuzz.h"

#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    const Source *source =
        source_from_bytes(arena, diag, (Str){(const char *)data, size}, STR("去年.txt"), STR("UTF-8"));

    if (source)
        intake_text(arena, diag, source, INTAKE_TEXT);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

// What mutool prints of a PDF.
#include "fuzz.h"

#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();

    intake_trace(arena, diag, (Str){(const char *)data, size}, STR("公开.pdf"));
    diag_free(diag);
    arena_free(arena);
    return 0;
}

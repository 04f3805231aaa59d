// A file's bytes as an image, and its samples.
#include "fuzz.h"

#include "image/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    Image *image = image_read(arena, diag, bytes, STR("images/图.png"), (Place){0});
    ImageSamples samples;

    // Large images are slow and no different.
    if (image && (uint64_t)image->columns * image->rows < 1000000)
        image_samples(arena, diag, image, &samples);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

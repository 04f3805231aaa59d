// What the fuzz targets share. Each is a program of libFuzzer: LLVMFuzzerTestOneInput is called with one
// input after another, and a crash, a sanitizer's finding, a leak or an input that takes too long is a bug.
#ifndef GONGKAI_FUZZ_H
#define GONGKAI_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "source/source.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

// libfyaml loses its token's buffer where a flow collection is not closed; what it reads is bounded, and so
// is that. NOLINTNEXTLINE: the sanitizer's name
const char *__lsan_default_suppressions(void)
{
    return "leak:libfyaml.so\n";
}

// The input as a file of UTF-8 with the name given; NULL where it is not that.
static inline Source *fuzz_source(Arena *arena, Diag *diag, const uint8_t *data, size_t size,
                                  const char *name)
{
    return source_from_bytes(arena, diag, (Str){(const char *)data, size}, str_of(name), STR("UTF-8"));
}

#endif

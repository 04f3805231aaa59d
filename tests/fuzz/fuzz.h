// What the fuzz targets share. Each is a program of libFuzzer: LLVMFuzzerTestOneInput is called with one
// input after another, and a crash, a sanitizer's finding, a leak or an input that takes too long is a bug.
#ifndef GONGKAI_FUZZ_H
#define GONGKAI_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif

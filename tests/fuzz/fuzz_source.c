// Bytes to text by every encoding that a manifest may name, and told by content.
#include "fuzz.h"

#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {"", "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "GB18030", "GBK"};
    Str bytes = {(const char *)data, size};

    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        Arena *arena = arena_new();
        Diag *diag = diag_new();
        Source *source = source_from_bytes(arena, diag, bytes, STR("tables/表.csv"), str_of(encodings[i]));

        for (size_t line = 1; source && line <= source->line_count; line++)
            source_line(source, (uint32_t)line);
        diag_free(diag);
        arena_free(arena);
    }
    return 0;
}

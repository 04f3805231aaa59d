// A template's page.html.
#include "fuzz.h"

#include "html/internal-html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    Source *source = source_from_bytes(arena, diag, bytes, STR("page.html"), STR("UTF-8"));
    PageTemplate *page = source ? page_template_parse(arena, diag, source) : NULL;
    Item item = {0};

    if (page) {
        page_template_whole(diag, page, source);
        page_template_fill(arena, page, &item);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}

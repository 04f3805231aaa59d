// The content of an OpenDocument spreadsheet, in a package made around it.
#include "fuzz_sheets.h"

#include "package/package_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")},
                    {"content.xml", {(const char *)data, size}}};

    fuzz_sheets(arena, diag, make_zip(arena, parts, 2), "t.ods");
    diag_free(diag);
    arena_free(arena);
    return 0;
}

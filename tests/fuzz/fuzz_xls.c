// A whole .xls, or the stream of one, in a compound file made around it.
#include "fuzz_sheets.h"

#include "spreadsheet/xls_fixture.h"

#define MOST_STREAM 60000 // that the compound file of the tests has room for

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};

    if (!str_starts(bytes, STR("\xD0\xCF\x11\xE0")) && size <= MOST_STREAM)
        bytes = make_compound(arena, "Workbook", bytes, 0xFFFFFFFE);
    fuzz_sheets(arena, diag, bytes, "t.xls");
    diag_free(diag);
    arena_free(arena);
    return 0;
}
